//! How well are names alone matched, on public pairs of names?
//!
//! `cargo run --release --example name_bench -- cases.csv [--errors]`, where `cases.csv` is `contrib/name_bench/cases.csv` of the
//! repository opensanctions/nomenklatura (MIT): columns `schema`, `name1`, `name2`, `is_match`. Prints precision, recall and F1.

use std::{env, fs::File, io::Write as _};

use plenary::{
    knowledge::Knowledge,
    model::Kind,
    resolve::{ALIKE, likeness},
};

#[derive(Default)]
struct Counts {
    right: usize,
    wrong: usize,
    missed: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = env::args().nth(1).ok_or("usage: name_bench cases.csv [--errors]")?;
    let errors = env::args().any(|arg| arg == "--errors");
    let knowledge = Knowledge::embedded()?;
    let mut reader = csv::Reader::from_reader(File::open(path)?);
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name).ok_or("a column is missing");
    let (schema, one, other, is_match) = (column("schema")?, column("name1")?, column("name2")?, column("is_match")?);
    let mut counts: [(&str, Counts); 3] = ["all", "person", "organization"].map(|name| (name, Counts::default()));
    let mut out = std::io::stdout().lock();
    for record in reader.records() {
        let record = record?;
        let kind = if &record[schema] == "Person" { Kind::Person } else { Kind::Organization };
        let taken = likeness(kind, &record[one], &record[other], &knowledge) >= ALIKE;
        let same = &record[is_match] == "true";
        if errors && taken != same {
            writeln!(out, "{}\t{}\t{}", if taken { "wrong" } else { "missed" }, &record[one], &record[other])?;
        }
        for at in [0, if kind == Kind::Person { 1 } else { 2 }] {
            let count = &mut counts[at].1;
            count.right += usize::from(taken && same);
            count.wrong += usize::from(taken && !same);
            count.missed += usize::from(!taken && same);
        }
    }
    for (name, Counts { right, wrong, missed }) in counts {
        let share = |of: usize| right as f64 / of as f64;
        let f1 = 2.0 * right as f64 / (2 * right + wrong + missed) as f64;
        writeln!(out, "{name:13} precision {:.3}  recall {:.3}  F1 {f1:.3}", share(right + wrong), share(right + missed))?;
    }
    Ok(())
}
