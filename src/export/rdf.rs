//! How does the store look as RDF? Four spellings of what `graph/dump.rs` decides.

use std::io::Write;

use super::{Input, Report, unwritten};
use crate::{diag::Result, graph::DumpFormat};

/// Facts, statements and entities in one graph, without texts.
pub(super) fn turtle(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    comment(input, out)?;
    Ok(Report::default().written("triples", input.graph.dump(DumpFormat::Turtle, out)?))
}

/// The whole store, one quad a line.
pub(super) fn nquads(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    comment(input, out)?;
    dump(input, DumpFormat::NQuads, out)
}

/// The whole store, by article.
pub(super) fn trig(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    comment(input, out)?;
    dump(input, DumpFormat::TriG, out)
}

/// The whole store as JSON.
pub(super) fn jsonld(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    dump(input, DumpFormat::JsonLd, out)
}

/// What a subset leaves out, as a comment on top, which all spellings but JSON have.
fn comment(input: &Input<'_>, out: &mut dyn Write) -> Result<()> {
    input.subset.map_or(Ok(()), |subset| writeln!(out, "# {}", subset.description()).map_err(unwritten))
}

fn dump(input: &Input<'_>, format: DumpFormat, out: &mut dyn Write) -> Result<Report> {
    Ok(Report::default().written("quads", input.graph.dump(format, out)?))
}
