//! Are the committed results those of the seeds, byte for byte, however they are made?
//!
//! After a change of the extraction or of a format: `UPDATE_EXPECT=1 cargo test --release --test it exports`.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
};

use plenary::export::{FOLDERS, FORMATS};

use crate::support::{Sandbox, project};

/// What is made for people to look at, beside the formats.
const PICTURES: [&str; 3] = ["report.html", "timeline.svg", "matrix.svg"];

/// The files of a folder and of all folders in it, by path.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(path).unwrap());
        }
    }
    found
}

/// The first part of a path: the file or folder of a format.
fn head(path: &str) -> &str {
    path.split('/').next().unwrap()
}

const ADVICE: &str = "if that is meant: UPDATE_EXPECT=1 cargo test --release --test it exports";

/// Holds what a run has made against what is committed.
#[track_caller]
fn check(made: &BTreeMap<String, Vec<u8>>, how: &str) {
    let committed = files(Path::new(&project("exports")));
    let names = FORMATS.iter().map(|format| format.file).chain(FOLDERS.iter().map(|format| format.folder)).chain(PICTURES);
    let heads: BTreeSet<_> = committed.keys().map(|path| head(path)).collect();
    assert_eq!(heads, names.collect(), "exports/ has a file or folder for each format and no other");
    let made_names: Vec<_> = made.keys().cloned().collect();
    assert_eq!(made_names, committed.keys().cloned().collect::<Vec<_>>(), "{how}: {ADVICE}");
    for name in made_names {
        let (made, committed) = (&made[&name], &committed[&name]);
        let at = made.iter().zip(committed).take_while(|(a, b)| a == b).count();
        let near = |bytes: &[u8]| {
            String::from_utf8_lossy(&bytes[at.saturating_sub(80).min(bytes.len())..(at + 80).min(bytes.len())]).into_owned()
        };
        assert!(
            made == committed,
            "{how}: exports/{name} differs at byte {at}:\n  made      …{}…\n  committed …{}…\n{ADVICE}",
            near(made),
            near(committed)
        );
    }
}

#[test]
fn the_demo_rebuilds_the_committed_exports_on_any_number_of_threads() {
    for threads in ["1", "4"] {
        let sandbox = Sandbox::new();
        sandbox.run(&["demo", "--threads", threads, "--quiet"]).check(0, &[]);
        let made = files(&sandbox.path("exports"));
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::create_dir_all(project("exports")).unwrap();
            for name in files(Path::new(&project("exports"))).keys().filter(|name| !made.contains_key(*name)) {
                fs::remove_file(project(&format!("exports/{name}"))).unwrap();
            }
            for (name, bytes) in &made {
                let path = project(&format!("exports/{name}"));
                fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
        check(&made, &format!("{threads} threads"));
    }
}

#[test]
fn the_order_of_the_articles_changes_no_byte() {
    for order in [[3, 1, 4, 0, 2], [4, 3, 2, 1, 0]] {
        let sandbox = Sandbox::new().with_seeds();
        let names: Vec<_> = files(&sandbox.path("seeds")).into_keys().collect();
        let mut args = vec!["build".to_owned(), "--quiet".to_owned(), "--threads".to_owned(), "4".to_owned()];
        args.extend(order.iter().map(|&position| format!("seeds/{}", names[position])));
        sandbox.run(&args.iter().map(String::as_str).collect::<Vec<_>>()).check(0, &[]);
        for format in FORMATS {
            let file = format!("made/{}", format.file);
            fs::create_dir_all(sandbox.path("made")).unwrap();
            sandbox.run(&["export", "--format", format.name, "--output", &file, "--quiet"]).check(0, &[]);
        }
        sandbox.run(&["report", "--output", "made/report.html", "--quiet"]);
        for what in ["timeline", "matrix"] {
            sandbox.run(&["draw", "--what", what, "--output", &format!("made/{what}.svg"), "--quiet"]);
        }
        for format in FOLDERS {
            let folder = format!("made/{}", format.folder);
            sandbox.run(&["export", "--format", format.name, "--output", &folder, "--quiet"]).check(0, &[]);
        }
        // another test may be writing what is committed
        if env::var_os("UPDATE_EXPECT").is_none() {
            check(&files(&sandbox.path("made")), &format!("articles in order {order:?}"));
        }
    }
}
