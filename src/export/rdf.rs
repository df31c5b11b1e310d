//! How does the store look as RDF? Five spellings of what `graph/dump.rs` decides.

use std::io::Write;

use super::{Input, Report, Subset, unwritten};
use crate::{
    diag::Result,
    graph::{DumpFormat, is_xml_char, xml_text},
};

/// Facts, statements and entities in one graph, without texts.
pub(super) fn turtle(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    comment(input, out)?;
    Ok(Report::default().written("triples", input.graph.dump(DumpFormat::Turtle, out)?))
}

/// The same as Turtle, as XML.
pub(super) fn rdfxml(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let triples = input.graph.dump(DumpFormat::RdfXml, out)?;
    if let Some(subset) = input.subset {
        // XML allows comments below the root; two hyphens would end one
        let told = xml_text(&subset.description()).0.replace('-', "\u{2010}");
        writeln!(out, "<!-- {told} -->").map_err(unwritten)?;
    }
    let texts = input.dataset.statements.iter().flat_map(|s| s.claims.iter().map(|claim| input.dataset.quote(claim)));
    let names = input.dataset.entities.iter().flat_map(|entity| entity.names.iter().map(|name| name.text.as_str()));
    let changed = texts.chain(names).filter(|text| text.contains(|c| !is_xml_char(c))).count();
    let report = Report::default().written("triples", triples);
    Ok(report.dropped("names and quotes with characters that XML forbids, which are U+FFFD here", changed))
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
    let note = input.subset.map(Subset::description);
    Ok(Report::default().written("quads", input.graph.dump_jsonld(note.as_deref(), out)?))
}

/// What a subset leaves out, as a comment on top, which Turtle and its kin have.
fn comment(input: &Input<'_>, out: &mut dyn Write) -> Result<()> {
    input.subset.map_or(Ok(()), |subset| writeln!(out, "# {}", subset.description()).map_err(unwritten))
}

fn dump(input: &Input<'_>, format: DumpFormat, out: &mut dyn Write) -> Result<Report> {
    Ok(Report::default().written("quads", input.graph.dump(format, out)?))
}
