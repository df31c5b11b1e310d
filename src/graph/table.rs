//! How do rows of terms look on a terminal?

use std::io::Write;

use comfy_table::{ContentArrangement, Table, presets};
use oxigraph::model::Term;

use super::{query, vocab};
use crate::diag::Result;

/// Writes aligned columns under their names, at most `width` wide if it is given; the number of rows.
///
/// IRIs are shortened by the prefixes that queries may use. Control characters, which could move the cursor or worse, are shown as
/// U+FFFD.
pub(super) fn write(
    header: &[String],
    rows: &[Vec<Option<Term>>],
    base: &str,
    width: Option<u16>,
    out: &mut query::Capped,
) -> Result<usize> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    let prefixes = vocab::prefixes(base);
    table.set_header(header);
    for row in rows {
        table.add_row(row.iter().map(|term| term.as_ref().map_or_else(String::new, |term| cell(term, &prefixes))));
    }
    writeln!(out, "{}", table.trim_fmt()).map_err(query::unwritten)?;
    Ok(rows.len())
}

type Prefixes = [(&'static str, String)];

fn cell(term: &Term, prefixes: &Prefixes) -> String {
    match term {
        Term::NamedNode(iri) => shortened(iri.as_str(), prefixes),
        Term::BlankNode(blank) => blank.to_string(),
        Term::Literal(literal) => {
            literal.value().chars().map(|c| if c.is_control() && c != '\n' { char::REPLACEMENT_CHARACTER } else { c }).collect()
        }
    }
}

fn shortened(iri: &str, prefixes: &Prefixes) -> String {
    let fitting = prefixes.iter().filter_map(|(name, start)| iri.strip_prefix(start).map(|local| format!("{name}:{local}")));
    fitting.min_by_key(String::len).unwrap_or_else(|| iri.to_owned())
}
