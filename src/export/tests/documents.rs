//! The formats for Neo4j, spreadsheets, Aleph, web pages, calendars and notes.

use serde_json::Value;

use super::*;

/// The rows of a table by the names of its columns.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn neo4j_gets_nodes_and_relationships_on_one_line_each() {
    let (files, report) = folder(&two_forums(), "neo4j");
    assert_eq!(report.written, [("nodes", 10), ("relationships", 22)]);
    let entities = rows(&files["entities.csv"]);
    let forum = entities.iter().find(|row| row["name"] == "Salt Forum").unwrap();
    assert_eq!((forum["id:ID(Entity)"].as_str(), forum[":LABEL"].as_str()), ("event/salt-forum", "Event"));
    assert_eq!(forum["startDate:string"], "2019-06-04");
    let ids: BTreeSet<_> = entities.iter().map(|row| row["id:ID(Entity)"].clone()).collect();
    let statements = rows(&files["statements.csv"]);
    assert!(statements.iter().all(|row| ids.contains(&row[":START_ID(Entity)"]) && ids.contains(&row[":END_ID(Entity)"])));
    let mayor = statements.iter().find(|row| row["posts:string[]"] == "mayor").unwrap();
    assert_eq!(mayor[":TYPE"], "AFFILIATED_WITH");
    for (name, text) in folder(&hostile(), "neo4j").0 {
        assert!(!text.starts_with('\u{feff}') && !text.contains('\r'), "{name}");
        // every record is one line: what the importer reads line by line is whole
        assert_eq!(rows(&text).len() + 1, text.lines().count(), "{name}");
        assert!(text.lines().all(|line| line.matches('"').count() % 2 == 0), "{name}");
    }
    let hostile = rows(&folder(&hostile(), "neo4j").0["entities.csv"]);
    assert_eq!(hostile[1]["name"], "A & \"B\" <c> ]]> 'd' \u{fffd}\u{fffe}无锡");
}

#[test]
fn a_spreadsheet_program_gets_tables_in_which_nothing_runs() {
    let (files, report) = folder(&hostile(), "excel");
    assert_eq!(report.written, [("claims", 5), ("entities", 2), ("articles", 1)]);
    assert_eq!(report.dropped, [("cells that would run as a formula, begun with an apostrophe", 3)]);
    for (name, text) in &files {
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"), "{name}");
        for row in rows(text.trim_start_matches('\u{feff}')) {
            assert_eq!(row["cut"], "");
            assert!(row.values().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{name}: {row:?}");
        }
    }
}

#[test]
fn pairs_hold_every_cell_as_it_is() {
    let (files, report) = folder(&two_forums(), "csv-pairs");
    assert_eq!(report.written, [("nodes", 8), ("edges", 11)]);
    let ids: BTreeSet<_> = rows(&files["nodes.csv"]).iter().map(|row| row["Id"].clone()).collect();
    assert!(rows(&files["edges.csv"]).iter().all(|row| ids.contains(&row["Source"]) && ids.contains(&row["Target"])));
    let (files, _) = folder(&hostile(), "csv-pairs");
    let labels: Vec<_> = rows(&files["nodes.csv"]).iter().map(|row| row["Label"].clone()).collect();
    assert_eq!(labels, ["O'Neil & Sons", "A & \"B\" <c> ]]> 'd' \u{1}\u{fffe}无锡\r\n\t"]);
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn aleph_gets_entities_and_links_with_their_proof() {
    let (text, report) = check(&two_forums(), "ftm");
    assert_eq!(report.written, [("entities", 8), ("links", 11), ("articles", 2)]);
    let all = lines(&text);
    let find = |id: &str| all.iter().find(|entity| entity["id"] == id).unwrap();
    let forum = find("event-salt-forum");
    assert_eq!(forum["schema"], "Event");
    assert_eq!(forum["properties"]["startDate"], serde_json::json!(["2019-06-04"]));
    assert_eq!(forum["properties"]["organizer"], serde_json::json!(["organization-acme-labs"]));
    assert_eq!(forum["properties"]["involved"], serde_json::json!(["person-eve-fox", "person-greg-hull"]));
    let member = all.iter().find(|entity| entity["schema"] == "Membership").unwrap();
    assert_eq!(member["properties"]["proof"], serde_json::json!(["article-a1"]));
    assert_eq!(member["properties"]["summary"], serde_json::json!(["Carl Dorn of Acme Labs attended."]));
    // Ids are unique, of the letters that the model allows, and every reference leads somewhere.
    for dataset in [two_forums(), hostile()] {
        let all = lines(&check(&dataset, "ftm").0);
        let ids: BTreeSet<_> = all.iter().map(|entity| entity["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), all.len());
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')));
        for entity in &all {
            for key in ["proof", "subject", "object", "member", "organization", "employee", "employer", "organizer", "involved"] {
                let values = entity["properties"][key].as_array().cloned().unwrap_or_default();
                assert!(values.iter().all(|value| ids.contains(value.as_str().unwrap())), "{entity}");
            }
        }
    }
    assert_eq!(check(&hostile(), "ftm").1.dropped, [("statements that no article asserts, left out", 1)]);
}

#[test]
fn a_web_page_gets_events_and_people_with_what_they_rest_on() {
    let (text, _) = check(&two_forums(), "schemaorg");
    let page: Value = serde_json::from_str(&text).unwrap();
    let nodes = page["@graph"].as_array().unwrap();
    let find = |path: &str| nodes.iter().find(|node| node["@id"] == format!("{}{path}", iri::DEFAULT_BASE)).unwrap();
    let forum = find("event/harbour-forum-2021");
    assert_eq!((&forum["@type"], &forum["startDate"]), (&"Event".into(), &"2021-05-03".into()));
    assert_eq!(forum["performer"].as_array().unwrap().len(), 2);
    assert_eq!(forum["attendee"]["@id"], format!("{}person/carl-dorn", iri::DEFAULT_BASE));
    assert_eq!(find("person/greg-hull")["hasOccupation"]["name"], "mayor");
    // Every quote stands at its bytes, and every reference leads to a node.
    for dataset in [two_forums(), hostile()] {
        let page: Value = serde_json::from_str(&check(&dataset, "schemaorg").0).unwrap();
        let nodes = page["@graph"].as_array().unwrap();
        let ids: BTreeSet<_> = nodes.iter().map(|node| node["@id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), nodes.len());
        let mut open: Vec<&Value> = nodes.iter().flat_map(|node| node.as_object().unwrap().values()).collect();
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values),
                Value::Object(fields) => match fields.get("@id") {
                    Some(id) => assert!(ids.contains(id.as_str().unwrap()), "{id}"),
                    None => open.extend(fields.values()),
                },
                _ => {}
            }
        }
        let quotes: Vec<_> = nodes.iter().filter(|node| node["@type"] == "Claim").collect();
        assert!(!quotes.is_empty());
        for quote in quotes {
            assert!(dataset.articles.iter().any(|article| article.text.contains(quote["text"].as_str().unwrap())));
        }
    }
}

#[test]
fn one_entity_alone_brings_its_neighbours_by_name_only() {
    let dataset = two_forums();
    let knowledge = crate::knowledge::built_in();
    let graph = KnowledgeGraph::in_memory().unwrap();
    let chosen = BTreeSet::from([dataset.find("person/ada-bell").unwrap()]);
    let (text, _) = schemaorg::describe(&Input { dataset: &dataset, knowledge, graph: &graph, subset: None }, &chosen).unwrap();
    let page: Value = serde_json::from_str(&text).unwrap();
    let names: Vec<_> = page["@graph"].as_array().unwrap().iter().filter_map(|node| node["name"].as_str()).collect();
    assert_eq!(names, ["Ada Bell", "Harbour Forum 2021", "Ostia"]);
}

#[test]
fn a_calendar_gets_days_months_and_what_is_announced() {
    let date = |text: &str| Literal::Date(text.parse().unwrap());
    let text = "The Tide Forum, held from May 3 to May 5; the Reef Forum in June; the Kelp Forum this year. Cora Lane spoke.";
    let dataset = Fixture::default()
        .article("a", "en", text)
        .entity(Kind::Event, "event/tide", &["Tide Forum, \"A;B\\C\"", "Tide Forum"])
        .entity(Kind::Event, "event/reef", &["Reef Forum"])
        .entity(Kind::Event, "event/kelp", &["Kelp Forum"])
        .entity(Kind::Person, "person/cora", &["Cora Lane"])
        .claim("a", "event/tide", "startDate", date("2021-05-03"), None, "held from May 3")
        .claim("a", "event/tide", "endDate", date("2021-05-05"), None, "to May 5")
        .claim("a", "person/cora", "spokeAt", "event/tide", None, "Cora Lane spoke.")
        .claim_with("a", "event/reef", "startDate", date("2021-06"), "Reef Forum in June", |c| c.stance = Stance::Planned)
        .claim("a", "event/kelp", "startDate", date("2021"), None, "Kelp Forum this year")
        .build();
    let (calendar, report) = check(&dataset, "ics");
    assert_eq!(report.written, [("events", 2)]);
    assert_eq!(report.dropped, [("events of which no article tells the month, left out", 1)]);
    let unfolded = calendar.replace("\r\n ", "");
    let lines: Vec<_> = unfolded.split("\r\n").collect();
    for line in [
        "DTSTART;VALUE=DATE:20210503",
        "DTEND;VALUE=DATE:20210506",
        "SUMMARY:Tide Forum\\, \"A\\;B\\\\C\"",
        "DTSTART;VALUE=DATE:20210601",
        "DTEND;VALUE=DATE:20210701",
        "SUMMARY:Reef Forum (day unknown)",
        "STATUS:TENTATIVE",
        "STATUS:CONFIRMED",
    ] {
        assert!(lines.contains(&line), "{line} in {calendar}");
    }
    assert!(unfolded.contains("Cora Lane · spoke at\\n“held from May 3” [The Tide Forum\\, held"), "{calendar}");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
}

#[test]
fn notes_link_each_other_whatever_the_names() {
    for dataset in [two_forums(), hostile()] {
        let (files, report) = folder(&dataset, "obsidian");
        assert_eq!(report.written, [("notes", files.len())]);
        let names: BTreeSet<_> = files.keys().map(|path| path.rsplit('/').next().unwrap().trim_end_matches(".md")).collect();
        assert_eq!(names.len(), files.len(), "links name files alone");
        for (path, text) in &files {
            for link in text.split("[[").skip(1) {
                let (link, _) = link.split_once("]]").unwrap();
                let (note, name) = link.split_once('|').unwrap();
                assert!(names.contains(note) && !name.is_empty() && !name.contains(['[', ']', '|', '\n']), "{path}: {link}");
            }
            let (_, text) = text.split_once("---\n\n").unwrap_or(("", text));
            assert_eq!(text.matches("[[").count(), text.matches("]]").count(), "{path}");
            assert!(text.matches('<').count() == text.matches("\\<").count() + text.matches("(<").count());
        }
    }
    let (files, _) = folder(&hostile(), "obsidian");
    let person = files.iter().find(|(path, _)| path.starts_with("person/")).unwrap().1;
    assert!(
        person.starts_with("---\naliases:\n  - \"A & \\\"B\\\" <c> ]]> 'd' \\u0001\\ufffe无锡\\u000d\\n\\t\"\n  - \"=1+1\"\n"),
        "{person}"
    );
}
