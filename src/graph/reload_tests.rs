//! Does every format of the whole store, read back, give the same graph?

use std::collections::BTreeSet;

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{Dataset as Quads, GraphName, Quad, dataset::CanonicalizationAlgorithm},
};

use super::{DumpFormat, KnowledgeGraph, tests::dumped, vocab};
use crate::model::{
    Dataset, Kind,
    fixture::{Fixture, two_forums},
};

/// What a reader makes of a file, blank nodes named canonically.
fn read(format: RdfFormat, text: &str) -> BTreeSet<String> {
    let quads = RdfParser::from_format(format).for_slice(text.as_bytes()).map(|quad| quad.unwrap());
    let mut quads: Quads = quads.collect();
    quads.canonicalize(CanonicalizationAlgorithm::Unstable);
    quads.iter().map(|quad| quad.to_string()).collect()
}

/// The quads of the whole store that Turtle and RDF/XML hold, as triples.
fn union(nquads: &str) -> BTreeSet<String> {
    let left_out = [vocab::TEXT, vocab::MENTIONED_AT, vocab::BASE, vocab::KNOWLEDGE_HASH, vocab::FORMAT_VERSION];
    let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(nquads.as_bytes()).map(|quad| quad.unwrap());
    let kept = quads
        .filter(|quad| left_out.iter().all(|term| quad.predicate != *term) && quad.object != vocab::BUILD.into_owned().into());
    kept.map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }.to_string()).collect()
}

#[track_caller]
fn check(dataset: &Dataset) {
    let knowledge = crate::knowledge::built_in();
    let mut graph = KnowledgeGraph::in_memory().unwrap();
    graph.replace(dataset, &knowledge.schema, "k1").unwrap();
    let nquads = dumped(&graph, DumpFormat::NQuads);
    let whole = read(RdfFormat::NQuads, &nquads);
    assert_eq!(whole.len(), nquads.lines().count());
    assert_eq!(read(RdfFormat::TriG, &dumped(&graph, DumpFormat::TriG)), whole);
    let jsonld = RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() };
    assert_eq!(read(jsonld, &dumped(&graph, DumpFormat::JsonLd)), whole);
    let mut noted = Vec::new();
    graph.dump_jsonld(Some("a \"note\" [1]"), &mut noted).unwrap();
    let noted = String::from_utf8(noted).unwrap();
    assert!(noted.contains(r#""description": "a \"note\" [1]""#) && read(jsonld, &noted) == whole, "a note is no quad");
    let union = union(&nquads);
    assert_eq!(read(RdfFormat::Turtle, &dumped(&graph, DumpFormat::Turtle)), union);
    let reread = dumped(&graph, DumpFormat::RdfXml);
    assert!(!reread.contains('\r'), "readers of XML take a bare carriage return for a line feed");
    // XML knows fewer characters: there, and only there, they are replaced.
    let xml: BTreeSet<String> = union.iter().map(|triple| triple.replace(|c| !super::is_xml_char(c), "\u{fffd}")).collect();
    let reread: BTreeSet<String> = read(RdfFormat::RdfXml, &reread).into_iter().map(|triple| plain(&triple)).collect();
    assert_eq!(reread, xml.iter().map(|triple| plain(triple)).collect());
}

/// Characters that are escaped in one writer and not in the other, as they are.
fn plain(triple: &str) -> String {
    triple.replace("\\uFFFE", "\u{fffd}").replace("\\u0001", "\u{fffd}")
}

#[test]
fn every_format_reads_back_as_the_same_graph() {
    check(&two_forums());
}

#[test]
fn names_that_break_careless_writers_are_read_back() {
    let name = "A & \"B\" <c> ]]> 'd' \\ \u{1}\u{fffe}无锡\r\n\t שלום 😀";
    let text = format!("{name} met O'Neil & Sons.");
    let dataset = Fixture::default()
        .article("odd \"id\" ,;", "en", &text)
        .entity(Kind::Person, "person/a", &[name, " leading and trailing "])
        .entity(Kind::Event, "event/e", &["O'Neil & Sons"])
        .claim("odd \"id\" ,;", "person/a", "attended", "event/e", Some("-boss\n"), &text)
        .build();
    check(&dataset);
}
