//! Do queries find what is there, in every form, and fail with a place and an advice?

use oxigraph::io::{RdfFormat, RdfParser};

use super::{tests::dumped, *};
use crate::model::{
    Kind,
    fixture::{Fixture, two_forums},
};

fn graph_of(dataset: &Dataset) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::in_memory().unwrap();
    graph.replace(dataset, &crate::knowledge::built_in().schema, "k1").unwrap();
    graph
}

fn graph() -> KnowledgeGraph {
    graph_of(&two_forums())
}

fn hostile() -> KnowledgeGraph {
    let text = "a \"b\" <c> & 'd' \\ \u{0}\u{1}\u{7f}\u{1b}[31m \u{fffe} \u{202e}无锡\r\n\t{e}";
    graph_of(&Fixture::default().article("a", "en", text).entity(Kind::Person, "person/a", &[text]).build())
}

#[track_caller]
fn refused(query: &str, kind: ErrorKind) -> String {
    let error = graph().query(query, None, &Limits::default()).unwrap_err();
    assert_eq!(error.kind, kind, "{error}");
    error.to_string()
}

fn written(graph: &KnowledgeGraph, query: &str, format: &str) -> (String, usize) {
    let answer = graph.query(query, Some(QueryFormat::find(format).unwrap()), &Limits::default()).unwrap();
    (String::from_utf8(answer.bytes).unwrap(), answer.rows)
}

const WHO: &str = "SELECT ?name WHERE { ?who pl:spokeAt event:harbour-forum-2021 ; rdfs:label ?name } ORDER BY ?name";

#[test]
fn rows_come_in_every_form() {
    let graph = graph();
    let csv = "name\r\nAda Bell\r\nEve Fox\r\n";
    assert_eq!(written(&graph, WHO, "csv"), (csv.to_owned(), 2));
    assert_eq!(written(&graph, WHO, "tsv").0, "?name\n\"Ada Bell\"\n\"Eve Fox\"\n");
    let json: serde_json::Value = serde_json::from_str(&written(&graph, WHO, "json").0).unwrap();
    assert_eq!(json["results"]["bindings"][1]["name"]["value"], "Eve Fox");
    assert!(written(&graph, WHO, "xml").0.contains("<literal>Ada Bell</literal>"));
    assert_eq!(written(&graph, WHO, "table").1, 2);
}

#[test]
fn yes_and_no_come_in_every_form() {
    let graph = graph();
    for (query, yes) in [("ASK { ?who pl:spokeAt ?what }", true), ("ASK { ?who pl:chaired ?what }", false)] {
        for format in QUERY_FORMATS.iter().filter(|format| format.shape != Shape::Graph) {
            let (text, rows) = written(&graph, query, format.name);
            assert!(text.contains(&yes.to_string()), "{}: {text}", format.name);
            assert_eq!(rows, usize::from(yes));
        }
    }
}

#[test]
fn a_graph_comes_in_every_form_and_reads_back() {
    let query = "CONSTRUCT { ?who pl:spokeAt ?event ; rdfs:label ?name } WHERE { ?who pl:spokeAt ?event ; rdfs:label ?name }";
    let graph = graph();
    let formats = [
        ("turtle", RdfFormat::Turtle),
        ("ntriples", RdfFormat::NTriples),
        ("nquads", RdfFormat::NQuads),
        ("trig", RdfFormat::TriG),
        ("rdfxml", RdfFormat::RdfXml),
        ("jsonld", RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() }),
    ];
    assert_eq!(formats.len(), QUERY_FORMATS.iter().filter(|format| format.shape == Shape::Graph).count());
    for (name, format) in formats {
        let (text, rows) = written(&graph, query, name);
        let read = RdfParser::from_format(format).for_slice(&text).map(|quad| quad.unwrap().to_string());
        assert_eq!((read.collect::<std::collections::BTreeSet<_>>().len(), rows), (6, 6), "{name}: {text}");
    }
    assert_eq!(written(&graph, query, "table").1, 6);
}

#[test]
fn the_names_of_formats_are_distinct_and_a_wrong_one_is_told() {
    let names: std::collections::BTreeSet<_> = QUERY_FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(names.len(), QUERY_FORMATS.len());
    assert!(QueryFormat::find("excel").unwrap_err().to_string().contains("turtle"));
}

#[test]
fn a_format_that_does_not_fit_is_refused() {
    let graph = graph();
    let error = |query: &str, format| {
        let error = graph.query(query, Some(QueryFormat::find(format).unwrap()), &Limits::default()).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Usage);
        error.hint.unwrap()
    };
    assert_eq!(
        error("CONSTRUCT WHERE { ?s pl:spokeAt ?o }", "csv"),
        "one of table, turtle, ntriples, nquads, trig, rdfxml, jsonld"
    );
    assert_eq!(error(WHO, "turtle"), "one of table, json, xml, csv, tsv");
}

#[test]
fn a_table_shows_short_iris_and_no_control_characters() {
    let query = "SELECT ?s ?n WHERE { ?s a pl:Person ; rdfs:label ?n }";
    let (text, _) = written(&hostile(), query, "table");
    assert!(text.contains("person:a"), "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    let narrow = Limits { width: Some(30), ..Limits::default() };
    let answer = graph().query("SELECT ?q WHERE { ?s pl:quote ?q }", None, &narrow).unwrap();
    let lines = String::from_utf8(answer.bytes).unwrap();
    assert!(lines.lines().all(|line| line.chars().count() <= 30), "{lines}");
}

#[test]
fn xml_stays_well_formed_whatever_the_names_hold() {
    let graph = hostile();
    for (query, format) in
        [("SELECT ?n WHERE { ?s rdfs:label ?n }", "xml"), ("CONSTRUCT WHERE { ?s rdfs:label ?n ; schema:name ?m }", "rdfxml")]
    {
        let (text, _) = written(&graph, query, format);
        assert!(text.chars().all(is_xml_char), "{text:?}");
        assert!(!text.contains('\r') && text.contains("&#13;"), "readers take a bare carriage return for a line feed: {text:?}");
        let mut reader = quick_xml::Reader::from_str(&text);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    }
}

#[test]
fn a_mistake_is_told_with_its_place() {
    let message = refused("SELECT ?x\nWHERE { ?x pl:spokeAt }", ErrorKind::Usage);
    assert!(message.contains("line 2, column 23"), "{message}");
    let lines: Vec<_> = message.lines().collect();
    assert_eq!(lines[1..], ["  WHERE { ?x pl:spokeAt }", &format!("  {}^", " ".repeat(22))]);
}

#[test]
fn the_mark_stands_under_the_place_also_after_wide_characters() {
    let message = refused("SELECT * { ?x rdfs:label \"无锡\" ?", ErrorKind::Usage);
    let (line, mark) = (message.lines().nth(1).unwrap(), message.lines().nth(2).unwrap());
    let wide = line.chars().map(|c| 1 + usize::from(c > '\u{2e80}')).sum::<usize>();
    assert_eq!(mark.len(), wide + 1, "{message}");
}

#[test]
fn an_unknown_prefix_and_an_empty_query_are_told() {
    refused("SELECT * { ?x foo:bar ?y }", ErrorKind::Usage);
    refused("", ErrorKind::Usage);
    refused("who was there", ErrorKind::Usage);
}

#[test]
fn updates_and_calls_elsewhere_are_refused() {
    for update in ["DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "LOAD <file:///etc/passwd>", "INSERT DATA { <a:a> <a:b> <a:c> }"] {
        assert!(refused(update, ErrorKind::Usage).contains("updates are refused"));
    }
    refused("SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }", ErrorKind::Usage);
}

#[test]
fn a_query_for_one_graph_sees_that_graph() {
    let from = |graph: &str| format!("SELECT * FROM id:{graph} WHERE {{ ?s a pl:Statement }}");
    assert_eq!(graph().select(&from("article\\/a1")).unwrap().rows.len(), 7);
    assert_eq!(graph().select(&from("graph\\/entities")).unwrap().rows.len(), 0);
}

#[test]
fn rows_are_found_by_the_name_of_their_column() {
    let rows = graph().select("SELECT ?p ?n WHERE { ?p pl:chaired|pl:hosted ?e OPTIONAL { ?p pl:unnamed ?n } }").unwrap();
    assert_eq!(rows.variables, ["p", "n"]);
    let row = &rows.rows[0];
    assert_eq!(rows.get(row, "p").and_then(Term::iri), Some("https://w3id.org/plenary/id/organization/acme-labs"));
    assert_eq!((rows.get(row, "n"), rows.get(row, "none")), (None, None));
    assert_eq!(graph().select("ASK {}").unwrap_err().kind, ErrorKind::Usage);
}

#[test]
fn a_query_that_takes_too_long_is_stopped() {
    let graph = graph();
    let limits = Limits { time: std::time::Duration::from_millis(200), ..Limits::default() };
    // A join of all with all, four times; and one of lists, for which the engine reads no quad.
    let lists = ["a", "b", "c", "d", "e", "f", "g", "h"].map(|v| format!("VALUES ?{v} {{ 1 2 3 4 5 6 7 8 9 }}")).join(" ");
    let slow = [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }".to_owned(),
        format!("SELECT (COUNT(*) AS ?n) {{ {lists} }}"),
    ];
    for query in slow {
        let start = std::time::Instant::now();
        assert_eq!(graph.query(&query, None, &limits).unwrap_err().kind, ErrorKind::Limit);
        assert!(start.elapsed() < std::time::Duration::from_secs(5));
    }
}

#[test]
fn a_result_that_is_too_large_is_refused() {
    let limits = Limits { bytes: 100, ..Limits::default() };
    for format in ["csv", "json", "table"] {
        let error = graph().query("SELECT * { ?s ?p ?o }", Some(QueryFormat::find(format).unwrap()), &limits).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Limit);
    }
}

#[test]
fn long_chains_do_not_overflow_the_stack() {
    let chains = [
        format!("SELECT * {{ FILTER({}1) }}", "?a||".repeat(12_000)),
        format!("SELECT * {{ ?s {}rdf:type ?o }}", "a/".repeat(12_000)),
        format!("SELECT * {{ {}{{}} }}", "{} UNION ".repeat(6_000)),
        format!("SELECT * {{ {} }}", "OPTIONAL {} ".repeat(5_000)),
        format!("SELECT (1{} AS ?x) {{}}", "+1".repeat(20_000)),
        format!("SELECT * {{ {} }}", "{".repeat(190) + &"}".repeat(190)),
    ];
    for query in chains {
        // Whatever the answer: the program is still there to give it.
        let limits = Limits { time: std::time::Duration::from_secs(2), ..Limits::default() };
        if let Err(error) = graph().query(&query, None, &limits) {
            assert!(matches!(error.kind, ErrorKind::Limit | ErrorKind::Usage), "{error}");
        }
    }
}

#[test]
fn dumps_hold_the_same_quads_and_do_not_depend_on_the_way_there() {
    for graph in [graph(), hostile()] {
        let lines = |format: DumpFormat, rdf| {
            let text = dumped(&graph, format);
            let quads = RdfParser::from_format(rdf).for_slice(&text).map(|quad| quad.unwrap().to_string());
            quads.collect::<std::collections::BTreeSet<_>>()
        };
        let nquads = lines(DumpFormat::NQuads, RdfFormat::NQuads);
        assert_eq!(nquads.len(), dumped(&graph, DumpFormat::NQuads).lines().count());
        assert_eq!(nquads.len(), graph.store.len().unwrap());
        assert_eq!(lines(DumpFormat::TriG, RdfFormat::TriG), nquads);
        assert_eq!(lines(DumpFormat::JsonLd, RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() }), nquads);
    }
    let dataset = two_forums();
    let mut other = hostile();
    other.replace(&dataset, &crate::knowledge::built_in().schema, "k1").unwrap();
    for format in [DumpFormat::NQuads, DumpFormat::TriG, DumpFormat::Turtle, DumpFormat::JsonLd] {
        assert_eq!(dumped(&other, format), dumped(&graph(), format));
    }
}

#[test]
fn the_union_holds_facts_and_no_texts() {
    let text = dumped(&graph(), DumpFormat::Turtle);
    assert!(text.contains("pl:spokeAt event:harbour-forum-2021"), "{text}");
    assert!(!text.contains("pl:text ") && !text.contains("pl:mentionedAt") && !text.contains("pl:knowledgeHash"));
}
