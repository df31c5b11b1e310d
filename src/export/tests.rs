//! Can the files be read by others, whatever the names hold, and do they say what the dataset says?

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use quick_xml::{Reader, events::Event};

use super::*;
use crate::model::{
    Kind, Literal, Stance,
    fixture::{Fixture, two_forums},
};

#[track_caller]
pub(super) fn check(dataset: &Dataset, format: &str) -> (String, Report) {
    check_subset(dataset, format, None)
}

#[track_caller]
pub(super) fn check_subset(dataset: &Dataset, format: &str, subset: Option<&Subset>) -> (String, Report) {
    let knowledge = crate::knowledge::built_in();
    let mut graph = KnowledgeGraph::in_memory().unwrap();
    graph.replace(dataset, &knowledge.schema, "k1").unwrap();
    let mut bytes = Vec::new();
    let format = Format::find(format).unwrap();
    let report = (format.write)(&Input { dataset, knowledge, graph: &graph, subset }, &mut bytes).unwrap();
    (String::from_utf8(bytes).unwrap(), report)
}

/// Keeps the files of a folder in memory; every path must be plain.
#[derive(Default)]
struct Kept(BTreeMap<String, String>);

impl Folder for Kept {
    fn file(&mut self, path: &str, write: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
        let plain = |part: &str| part.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) && !part.starts_with('.');
        assert!(path.split('/').all(|part| !part.is_empty() && plain(part)), "{path}");
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        let text = String::from_utf8(bytes).unwrap_or_else(|binary| format!("{:?}", binary.into_bytes()));
        let known = self.0.insert(path.to_owned(), text);
        assert!(known.is_none(), "{path} twice");
        Ok(())
    }
}

/// The files of a format that is a folder.
#[track_caller]
fn folder(dataset: &Dataset, format: &str) -> (BTreeMap<String, String>, Report) {
    let (mut files, report) = folder_subset(dataset, format, None);
    files.remove(about::README);
    (files, report)
}

/// The same of a subset, with what tells of the files.
#[track_caller]
fn folder_subset(dataset: &Dataset, format: &str, subset: Option<&Subset>) -> (BTreeMap<String, String>, Report) {
    let knowledge = crate::knowledge::built_in();
    let mut graph = KnowledgeGraph::in_memory().unwrap();
    graph.replace(dataset, &knowledge.schema, "k1").unwrap();
    let mut files = Kept::default();
    let format = FolderFormat::find(format).unwrap();
    let report = format.write(&Input { dataset, knowledge, graph: &graph, subset }, &mut files).unwrap();
    (files.0, report)
}

/// Names and texts that break careless writers, a denied claim, a claim of something on itself.
pub(super) fn hostile() -> Dataset {
    let name = "A & \"B\" <c> ]]> 'd' \u{1}\u{fffe}无锡\r\n\t";
    let text = format!("{name} met O'Neil & Sons. =1+1 spoke. Nobody came.");
    Fixture::default()
        .article("odd \"id\" ,;", "en", &text)
        .entity(Kind::Person, "person/a", &[name, "=1+1"])
        .entity(Kind::Event, "event/e", &["O'Neil & Sons"])
        .claim_with("odd \"id\" ,;", "person/a", "spokeAt", "event/e", &text, |claim| claim.mode = Some("<video>".to_owned()))
        .claim("odd \"id\" ,;", "person/a", "attended", "event/e", Some("-boss"), "=1+1 spoke.")
        .claim("odd \"id\" ,;", "event/e", "subEventOf", "event/e", None, "O'Neil & Sons")
        .claim("odd \"id\" ,;", "event/e", "attendeeCount", Literal::Integer(7), None, "O'Neil & Sons")
        .claim_with("odd \"id\" ,;", "person/a", "chaired", "event/e", "Nobody came.", |claim| claim.stance = Stance::Denied)
        .build()
}

#[test]
fn the_table_has_no_name_twice_and_every_format_gives_the_same_bytes_again() {
    let names: BTreeSet<_> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(names.len(), FORMATS.len());
    for format in FORMATS {
        for dataset in [Fixture::default().build(), two_forums(), hostile()] {
            let (text, report) = check(&dataset, format.name);
            assert_eq!((text, report), check(&dataset, format.name));
        }
        assert!(!format.help.is_empty() && Path::new(format.file).extension().is_some());
    }
    for format in FOLDERS {
        for dataset in [Fixture::default().build(), two_forums(), hostile()] {
            assert_eq!(folder(&dataset, format.name), folder(&dataset, format.name));
        }
        assert!(!format.help.is_empty());
    }
    let names = FORMATS.iter().map(|format| format.name).chain(FOLDERS.iter().map(|format| format.name));
    assert_eq!(names.collect::<BTreeSet<_>>().len(), FORMATS.len() + FOLDERS.len());
    let files = FORMATS.iter().map(|format| format.file).chain(FOLDERS.iter().map(|format| format.folder));
    assert_eq!(files.collect::<BTreeSet<_>>().len(), FORMATS.len() + FOLDERS.len());
    let unknown = Format::find("word").unwrap_err().to_string();
    assert!(unknown.contains("graphml-people") && unknown.contains("neo4j"));
}

#[test]
fn facts_are_lines_of_json_in_the_agreed_form() {
    let (text, report) = check(&two_forums(), "facts");
    let lines: Vec<_> = text.lines().collect();
    assert!(lines.is_sorted());
    assert_eq!(report.written, [("claims", 13), ("mentions", 11)]);
    assert_eq!(
        lines[0],
        r#"{"article":"a1","predicate":"affiliatedWith","subject":{"iri":"https://w3id.org/plenary/id/person/ada-bell","type":"Person","label":"Ada Bell","aliases":[]},"object":{"iri":"https://w3id.org/plenary/id/place/ostia","type":"Place","label":"Ostia","aliases":[]},"role":"mayor","evidence":{"quote":"Ada Bell, mayor of Ostia, spoke.","start":49,"end":81},"confidence":0.9,"stance":"reported","rule":"fixture","sources":1}"#
    );
    assert!(text.contains(r#""predicate":"heldOn","subject":{"iri":"https://w3id.org/plenary/id/event/salt-forum","#));
    assert!(text.contains(r#""object":{"value":"2019-06-04"},"evidence""#));
    assert!(text.contains(r#""stance":"reported","mode":"video""#));
    assert!(text.contains(
        r#"{"article":"a2","predicate":"mentions","object":{"iri":"https://w3id.org/plenary/id/person/eve-fox","type":"Person","label":"Eve Fox","aliases":[]}}"#
    ));
}

#[test]
fn every_quote_of_the_facts_stands_at_its_bytes() {
    let dataset = hostile();
    let (text, report) = check(&dataset, "facts");
    assert_eq!(report.dropped, [("claims that an article denies or holds possible, left out", 1)]);
    let mut quotes = 0;
    for line in text.lines() {
        let fact: serde_json::Value = serde_json::from_str(line).unwrap();
        let entity = if fact["predicate"] == "mentions" { &fact["object"] } else { &fact["subject"] };
        if entity["type"] == "Person" {
            assert_eq!(entity["aliases"], serde_json::json!(["=1+1"]));
        }
        if let Some(evidence) = fact.get("evidence") {
            let at = |key: &str| usize::try_from(evidence[key].as_u64().unwrap()).unwrap();
            assert_eq!(evidence["quote"], dataset.articles[0].text[at("start")..at("end")]);
            quotes += 1;
        }
    }
    assert_eq!(quotes, 4);
    assert!(text.contains(r#""object":{"value":7}"#));
}

#[test]
fn mentions_tell_where_names_and_dates_stand() {
    let text = "Ada Bell, mayor of Ostia, spoke on 4 June 2019 and on 6 June. 无锡 was cold.";
    let dataset = Fixture::default()
        .article("b", "en", text)
        .entity(Kind::Person, "person/ada-bell", &["Ada Bell"])
        .entity(Kind::Place, "place/ostia", &["Ostia"])
        .entity(Kind::Place, "place/wuxi", &["无锡"])
        .build();
    let (lines, report) = check(&dataset, "mentions");
    assert_eq!(report.written, [("names", 3), ("dates", 2)]);
    let lines: Vec<_> = lines.lines().collect();
    assert_eq!(
        lines[0],
        r#"{"article":"b","start":0,"end":8,"type":"Person","text":"Ada Bell","iri":"https://w3id.org/plenary/id/person/ada-bell"}"#
    );
    assert_eq!(lines[2], r#"{"article":"b","start":35,"end":46,"type":"Date","text":"4 June 2019","value":"2019-06-04"}"#);
    let mut before = 0;
    for line in &lines {
        let mention: serde_json::Value = serde_json::from_str(line).unwrap();
        let at = |key: &str| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
        assert_eq!(mention["text"], text[at("start")..at("end")]);
        assert!(before <= at("start"), "in the order of the text");
        before = at("start");
    }
}

/// What a reader of GraphML sees: direction, keys, and id and data of each node and edge.
#[derive(Default)]
struct Seen {
    directed: bool,
    keys: BTreeMap<String, (String, String, String)>,
    nodes: BTreeMap<String, BTreeMap<String, String>>,
    edges: BTreeMap<String, BTreeMap<String, String>>,
}

/// Reads as the importers do: text and CDATA of `data`, attributes by the name of their key.
fn read(xml: &str) -> Seen {
    assert!(
        xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")
    );
    let mut seen = Seen::default();
    let mut reader = Reader::from_str(xml);
    let (mut values, mut key, mut text) = (BTreeMap::new(), None, String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes: BTreeMap<String, String> = tag
                    .attributes()
                    .map(|a| a.unwrap())
                    .map(|a| (a.key.as_ref().to_owned(), quick_xml::escape::unescape(&a.value).unwrap().into_owned()))
                    .map(|(key, value)| (String::from_utf8(key.into()).unwrap(), value))
                    .collect();
                let get = |name: &str| attributes[name].clone();
                match tag.name().as_ref() {
                    "key" => {
                        assert!(seen.nodes.is_empty() && seen.edges.is_empty(), "keys come first");
                        let known = seen.keys.insert(get("id"), (get("for"), get("attr.name"), get("attr.type")));
                        assert!(known.is_none());
                    }
                    "graph" => seen.directed = get("edgedefault") == "directed",
                    "node" => values = BTreeMap::from([("id".to_owned(), get("id"))]),
                    "edge" => {
                        values = BTreeMap::from([("id".to_owned(), get("id")), ("source".to_owned(), get("source"))]);
                        values.insert("target".to_owned(), get("target"));
                    }
                    "data" => {
                        key = Some(get("key"));
                        text.clear();
                    }
                    _ => {}
                }
            }
            Event::Text(part) => text.push_str(&part),
            Event::CData(part) => text.push_str(&part),
            Event::GeneralRef(part) => text.push_str(quick_xml::escape::resolve_predefined_entity(&part).unwrap()),
            Event::End(tag) => match tag.name().as_ref() {
                "data" => {
                    let id = key.take().unwrap();
                    let known = values.insert(seen.keys[&id].1.clone(), text.clone());
                    assert!(known.is_none());
                }
                "node" => drop(seen.nodes.insert(values["id"].clone(), values.clone())),
                "edge" => drop(seen.edges.insert(values["id"].clone(), values.clone())),
                _ => {}
            },
            Event::Eof => return seen,
            _ => {}
        }
    }
}

/// The safe profile: what no reader chokes on.
#[track_caller]
fn safe(xml: &str) -> Seen {
    let seen = read(xml);
    assert!(xml.chars().all(crate::graph::is_xml_char) && !xml.contains("<!DOCTYPE") && !xml.contains("<default"));
    let mut names = BTreeSet::new();
    for (domain, name, kind) in seen.keys.values() {
        assert!(["node", "edge"].contains(&domain.as_str()) && name.is_ascii());
        assert!(["boolean", "int", "long", "float", "double", "string"].contains(&kind.as_str()));
        assert!(names.insert((domain.clone(), name.to_lowercase())), "{name} twice");
        assert!(!["id", "suid", "selected", "type", "kind"].contains(&name.to_lowercase().as_str()), "{name} is taken");
    }
    let types: BTreeMap<_, _> = seen.keys.values().map(|(domain, name, kind)| ((domain.as_str(), name.as_str()), kind)).collect();
    for (domain, things) in [("node", &seen.nodes), ("edge", &seen.edges)] {
        for (id, values) in things {
            assert!(id.starts_with(&domain[..1]) && id[1..].parse::<usize>().is_ok(), "{id}");
            for (name, value) in values.iter().filter(|(name, _)| !["id", "source", "target"].contains(&name.as_str())) {
                match types[&(domain, name.as_str())].as_str() {
                    "int" => assert!(value.parse::<i32>().is_ok(), "{name}={value}"),
                    "double" => assert!(value.parse::<f64>().unwrap().is_finite(), "{name}={value}"),
                    "boolean" => assert!(["true", "false"].contains(&value.as_str())),
                    _ => assert!(!value.is_empty()),
                }
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for edge in seen.edges.values() {
        assert!(
            seen.nodes.contains_key(&edge["source"])
                && seen.nodes.contains_key(&edge["target"])
                && edge["source"] != edge["target"]
        );
        assert!(pairs.insert((edge["source"].clone(), edge["target"].clone())));
        assert!(edge["weight"].parse::<f64>().unwrap() > 0.0);
    }
    seen
}

#[test]
fn graphml_holds_every_entity_and_the_relations_between_them() {
    let (xml, report) = check(&two_forums(), "graphml");
    let seen = safe(&xml);
    assert!(seen.directed);
    assert_eq!((seen.nodes.len(), seen.edges.len()), (8, 11));
    assert_eq!(report.written, [("nodes", 8), ("edges", 11)]);
    assert_eq!(report.dropped, [("statements with a value for object, left out or kept as attribute of a node", 2)]);
    let forum = seen.nodes.values().find(|node| node["label"] == "Salt Forum").unwrap();
    let of = |name: &str| forum[name].as_str();
    assert_eq!((of("first_date"), of("first_year"), of("class")), ("2019-06-04", "2019", "Event"));
    let video = seen.edges.values().find(|edge| edge.get("mode").is_some_and(|mode| mode == "video")).unwrap();
    assert_eq!((video["interaction"].as_str(), video["quote"].as_str()), ("spokeAt", "Eve Fox spoke by video."));
    let places: BTreeSet<_> = seen.nodes.values().map(|node| (&node["x"], &node["y"])).collect();
    assert_eq!(places.len(), 8, "no two nodes in one place");
}

#[test]
fn graphml_keeps_every_name_and_says_what_it_could_not() {
    let dataset = hostile();
    let (xml, report) = check(&dataset, "graphml");
    let seen = safe(&xml);
    let labels: BTreeSet<_> = seen.nodes.values().map(|node| node["label"].as_str()).collect();
    assert_eq!(labels, BTreeSet::from(["A & \"B\" <c> ]]> 'd' \u{fffd}\u{fffd}无锡\n\t", "O'Neil & Sons"]));
    assert!(xml.contains(">O'Neil &amp; Sons</data>"), "one escape stays one");
    let edge = seen.edges.values().next().unwrap();
    // Who spoke attended: the one says it all.
    assert_eq!((edge["interaction"].as_str(), edge["evidence_count"].as_str(), edge["post"].as_str()), ("spokeAt", "2", "-boss"));
    assert_eq!(
        report.dropped,
        [
            ("characters that XML forbids, replaced by U+FFFD", 4),
            ("statements with a value for object, left out or kept as attribute of a node", 1),
            ("statements that no article asserts, left out", 1),
            ("statements of something with itself, left out", 1),
            ("relations that another one of the same two implies, not told again", 1),
        ]
    );
}

#[test]
fn people_are_tied_by_the_events_that_they_shared() {
    let (xml, _) = check(&two_forums(), "graphml-people");
    let seen = safe(&xml);
    assert!(!seen.directed);
    let label = |id: &String| seen.nodes[id]["label"].clone();
    let ties: BTreeSet<_> =
        seen.edges.values().map(|edge| (label(&edge["source"]), label(&edge["target"]), edge["events"].clone())).collect();
    let tie = |a: &str, b: &str, event: &str| (a.to_owned(), b.to_owned(), event.to_owned());
    assert_eq!(
        ties,
        BTreeSet::from([
            tie("Ada Bell", "Carl Dorn", "Harbour Forum 2021"),
            tie("Ada Bell", "Eve Fox", "Harbour Forum 2021"),
            tie("Carl Dorn", "Eve Fox", "Harbour Forum 2021"),
            tie("Eve Fox", "Greg Hull", "Salt Forum"),
        ])
    );
    // Whom an article denies to have been there is not there.
    assert_eq!(safe(&check(&hostile(), "graphml-people").0).edges.len(), 0);
}

#[test]
fn tables_have_one_row_a_claim_and_one_an_entity() {
    for (format, rows) in [("csv", 13), ("csv-nodes", 8)] {
        let (text, report) = check(&two_forums(), format);
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!((records.len(), report.written.clone()), (rows, vec![("rows", rows)]));
        assert!(records.iter().all(|record| !record[0].is_empty()));
    }
    let (text, report) = check(&hostile(), "csv");
    let cells = text.split(['\n', ',']).map(|cell| cell.trim_start_matches('"'));
    assert!(
        cells.clone().any(|cell| cell == "'-boss") && !cells.clone().any(|cell| cell.starts_with('=') || cell.starts_with("-b"))
    );
    assert_eq!(report.dropped.len(), 1);
}

mod documents;

#[test]
fn rdf_is_that_of_the_store() {
    let dataset = two_forums();
    let (nquads, report) = check(&dataset, "nquads");
    assert_eq!(report.written, [("quads", nquads.lines().count())]);
    assert!(check(&dataset, "turtle").0.contains("pl:spokeAt"));
    assert!(check(&dataset, "trig").0.contains("pl:text"));
    let json: serde_json::Value = serde_json::from_str(&check(&dataset, "jsonld").0).unwrap();
    assert_eq!(json["@graph"].as_array().unwrap().len(), 4);
}

#[test]
fn what_a_subset_leaves_out_is_told_in_every_file_or_beside_it() {
    let (dataset, knowledge) = (two_forums(), crate::knowledge::built_in());
    let subset = Subset { words: vec!["top=1".to_owned()], left_out: vec![("entities", 7, 15)], min_weight: 0.0 };
    let told = "This is a subset (top=1), left out: 7 of 15 entities.";
    let graph = KnowledgeGraph::in_memory().unwrap();
    let input = Input { dataset: &dataset, knowledge, graph: &graph, subset: Some(&subset) };
    for format in FORMATS {
        let (text, report) = check_subset(&dataset, format.name, Some(&subset));
        // A calendar folds its lines and escapes commas.
        let plain = text.replace("\r\n ", "").replace("\\,", ",");
        assert_eq!(plain.contains(told), !format.is_mute(), "{}", format.name);
        assert!(format.about("file", &input, &report).contains(told));
        assert!(!check(&dataset, format.name).0.contains("subset"), "{}", format.name);
    }
    for format in FOLDERS {
        let (files, _) = folder_subset(&dataset, format.name, Some(&subset));
        let place = if format.files.is_empty() { "index.md" } else { about::README };
        assert!(files[place].replace('\\', "").contains(told), "{}", format.name);
        assert!(
            format.files.iter().map(|(file, _)| *file).chain([place]).all(|file| files.contains_key(file)),
            "{}",
            format.name
        );
        assert!(format.files.is_empty() || files.len() == format.files.len() + 1, "{}: each file is told of", format.name);
        let whole = folder_subset(&dataset, format.name, None).0;
        assert!(whole.values().all(|text| !text.contains("subset")), "{}", format.name);
    }
    let bytes = format!("{:?}", told.as_bytes());
    let (files, _) = folder_subset(&dataset, "parquet", Some(&subset));
    let n_told = files.values().filter(|file| file.contains(bytes.trim_matches(['[', ']']))).count();
    assert_eq!(n_told, 3, "each table can be taken out of its folder");
}
