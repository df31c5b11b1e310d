//! How does a dossier read on a terminal?

use std::{collections::BTreeSet, fmt::Write as _};

use super::{Comparison, Dossier, Line, Shown, Support};
use crate::{
    ask::{Card, nearest_lines, quote_lines},
    model::Rank,
};

/// Everything known, as lines of text, each with its line end.
#[must_use]
pub fn render(shown: &Shown) -> String {
    let mut out = String::new();
    notes(&shown.notes, &mut out);
    if shown.dossiers.is_empty() && shown.notes.is_empty() {
        unknown(&shown.name, &shown.did_you_mean, &mut out);
    }
    for (position, dossier) in shown.dossiers.iter().enumerate() {
        if position > 0 {
            out.push('\n');
        }
        one(dossier, &mut out);
    }
    out
}

/// A comparison, as lines of text, each with its line end.
#[must_use]
pub fn render_comparison(comparison: &Comparison) -> String {
    let mut out = String::new();
    notes(&comparison.notes, &mut out);
    for side in 0..2 {
        if comparison.entities[side].is_empty() {
            unknown(&comparison.names[side], &comparison.did_you_mean[side], &mut out);
        }
    }
    let name = |side: usize| comparison.entities[side].iter().map(Card::text).collect::<Vec<_>>().join("; ");
    let (first, second) = (name(0), name(1));
    for part in &comparison.parts {
        let _ = writeln!(out, "{}", part.title);
        for (lines, whose) in [(&part.both, "both"), (&part.only_first, first.as_str()), (&part.only_second, &second)] {
            if lines.is_empty() {
                continue;
            }
            let only = if whose == "both" { "" } else { "only " };
            let _ = writeln!(out, "  {only}{whose}");
            for line in lines {
                one_line(line, "  ", &mut out);
            }
        }
    }
    out.push_str(&nearest_lines(&comparison.nearest));
    out
}

fn unknown(name: &str, similar: &[Card], out: &mut String) {
    let _ = writeln!(out, "no article names «{name}»");
    for card in similar {
        let _ = writeln!(out, "  did you mean: {} ({})", card.text(), card.kind);
    }
}

fn notes(notes: &[String], out: &mut String) {
    for note in notes {
        let _ = writeln!(out, "({note})");
    }
}

fn one(dossier: &Dossier, out: &mut String) {
    let _ = writeln!(out, "{} ({})", dossier.entity.text(), dossier.entity.kind);
    let names = dossier.names.iter().filter(|name| name.text != dossier.entity.label);
    let names: Vec<_> = names.map(|name| format!("{} ({})", name.text, name.language)).collect();
    if !names.is_empty() {
        let _ = writeln!(out, "also: {}", names.join(", "));
    }
    if !dossier.articles.is_empty() {
        let _ = writeln!(out, "named in: {}", dossier.articles.join(", "));
    }
    for section in &dossier.sections {
        let _ = writeln!(out, "{}", section.title);
        for line in &section.lines {
            one_line(line, "", out);
        }
    }
}

/// What is worth telling of the support: disagreement, and more than one source.
pub(super) fn support(support: Support) -> Vec<String> {
    let mut told = Vec::new();
    if support.rank != Rank::Undisputed {
        told.push(support.rank.name().to_owned());
    }
    if support.sources > 1 {
        told.push(format!("{} sources", support.sources));
    }
    if support.copies > 0 {
        told.push(format!("{} cop{}", support.copies, if support.copies == 1 { "y" } else { "ies" }));
    }
    told
}

fn one_line(line: &Line, indent: &str, out: &mut String) {
    let when = line.when.as_ref().map_or_else(String::new, |when| format!("{when}  "));
    let announced = if line.announced { " (announced)" } else { "" };
    let modes: BTreeSet<_> = line.quotes.iter().filter_map(|quote| quote.mode.as_ref()).collect();
    let _ = write!(out, "{indent}- {when}{}", line.text);
    for mode in modes {
        let _ = write!(out, " (by {mode})");
    }
    let support = support(line.support).join(", ");
    let support = if support.is_empty() { support } else { format!(" [{support}]") };
    let _ = writeln!(out, "{announced}{support}");
    out.push_str(&quote_lines(&line.quotes, false, &format!("{indent}    "), &mut BTreeSet::new()));
}
