//! Do all forms say the same, whatever the names hold?

use std::collections::BTreeSet;

use quick_xml::{Reader, events::Event};
use serde_json::Value as Json;

use crate::{
    export::{
        FORMATS, Format, Subset,
        tests::{check, check_subset, hostile},
    },
    model::{
        Article, Dataset, Kind,
        fixture::{Fixture, two_forums},
    },
};

fn formats(start: &str) -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(move |format| format.name.starts_with(start))
}

fn json(dataset: &Dataset, format: &str) -> Json {
    serde_json::from_str(&check(dataset, format).0).unwrap()
}

/// Every tag of an XML file with its attributes unescaped.
fn tags(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(xml);
    let mut tags = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
                    (attribute.key.as_ref().to_owned(), value)
                });
                tags.push((tag.name().as_ref().to_owned(), attributes.collect()));
            }
            Event::Eof => return tags,
            _ => {}
        }
    }
}

fn get<'a>(tag: &'a (String, Vec<(String, String)>), name: &str) -> Option<&'a str> {
    tag.1.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

#[test]
fn every_network_tells_as_many_nodes_and_edges_as_it_holds() {
    for dataset in [two_forums(), hostile(), Fixture::default().build()] {
        for format in FORMATS.iter().filter(|format| format.is_network() && format.name != "svg") {
            let (text, report) = check(&dataset, format.name);
            let told: Vec<usize> = report.written.iter().map(|(_, count)| *count).collect();
            let seen = match format.file.rsplit('.').next().unwrap() {
                "graphml" | "gexf" => {
                    let tags = tags(&text);
                    ["node", "edge"].map(|name| tags.iter().filter(|tag| tag.0 == name).count()).to_vec()
                }
                "dot" => {
                    let lines = |arrow: bool| move |line: &&str| line.starts_with("  n") && line.contains(" [label=") != arrow;
                    [false, true].map(|arrow| text.lines().skip(4).filter(lines(arrow)).count()).to_vec()
                }
                _ => {
                    let json: Json = serde_json::from_str(&text).unwrap();
                    let lists = [&json["elements"]["nodes"], &json["elements"]["edges"], &json["nodes"], &json["edges"]];
                    let lists = lists.into_iter().chain([&json["elements"], &json["connections"]]);
                    lists.filter_map(|list| list.as_array().map(Vec::len)).collect()
                }
            };
            assert_eq!(seen, told, "{}", format.name);
        }
    }
}

#[test]
fn gexf_keeps_every_name_in_its_namespace() {
    for format in formats("gexf") {
        let (xml, _) = check(&hostile(), format.name);
        assert!(xml.contains("<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">"));
        let tags = tags(&xml);
        let label = "A & \"B\" <c> ]]> 'd' \u{fffd}\u{fffd}无锡\n\t";
        assert!(tags.iter().any(|tag| get(tag, "label") == Some(label)), "{}", format.name);
        let declared: BTreeSet<_> = tags.iter().filter(|tag| tag.0 == "attribute").filter_map(|tag| get(tag, "id")).collect();
        assert!(tags.iter().filter(|tag| tag.0 == "attvalue").all(|tag| declared.contains(get(tag, "for").unwrap())));
        assert!(tags.iter().any(|tag| tag.0 == "viz:color") && tags.iter().any(|tag| tag.0 == "viz:position"));
    }
}

#[test]
fn dates_are_intervals_and_attributes() {
    let (xml, _) = check(&two_forums(), "gexf-dynamic");
    assert!(xml.contains("mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\""));
    let tags = tags(&xml);
    let forum = tags.iter().find(|tag| get(tag, "label") == Some("Salt Forum")).unwrap();
    assert_eq!((get(forum, "start"), get(forum, "end")), (Some("2019-06-04"), Some("2019-06-04")));
    // One who was at both is there from the first to the last.
    let fox = tags.iter().find(|tag| get(tag, "label") == Some("Eve Fox")).unwrap();
    assert_eq!((get(fox, "start"), get(fox, "end")), (Some("2019-06-04"), Some("2021-05-03")));
    let dated = tags.iter().filter(|tag| get(tag, "for") == Some("first_date")).count();
    let intervals = tags.iter().filter(|tag| tag.0 == "edge" && get(tag, "start").is_some()).count();
    assert!(intervals >= 7 && dated >= intervals);
    // What no article dates can always be seen: bodies, and posts in articles without a date.
    assert!(tags.iter().any(|tag| tag.0 == "edge" && get(tag, "start").is_none()));
    assert!(!check(&two_forums(), "gexf").0.contains(" start="));
}

#[test]
fn a_tie_of_two_events_has_two_spells() {
    let mut dataset = two_forums();
    let (ada, salt) = (dataset.find("person/ada-bell").unwrap(), dataset.find("event/salt-forum").unwrap());
    let fox = dataset.find("person/eve-fox").unwrap();
    let mut statement = dataset.statements.iter().find(|s| s.subject == fox && s.object.entity() == Some(salt)).unwrap().clone();
    statement.subject = ada;
    dataset.statements.push(statement);
    dataset.statements.sort_by(|a, b| (a.subject, &a.relation, &a.object).cmp(&(b.subject, &b.relation, &b.object)));
    let (xml, _) = check(&dataset, "gexf-people-dynamic");
    let tags = tags(&xml);
    let spells: Vec<_> = tags.iter().filter(|tag| tag.0 == "spell").map(|tag| (get(tag, "start"), get(tag, "end"))).collect();
    let day = |text: &'static str| (Some(text), Some(text));
    assert_eq!(spells, [day("2019-06-04"), day("2021-05-03")]);
}

#[test]
fn edges_carry_their_evidence_and_a_link() {
    let mut dataset = two_forums();
    dataset.articles[0] = Article {
        url: Some("https://news.example/a1?x=1&y=2".to_owned()),
        published: "2021-05".parse().ok(),
        ..dataset.articles[0].clone()
    };
    let graph = json(&dataset, "graphology");
    let edges = graph["edges"].as_array().unwrap();
    let post = edges.iter().find(|edge| edge["attributes"]["post"] == "mayor").unwrap();
    let attributes = &post["attributes"];
    assert_eq!(attributes["link"], "https://news.example/a1?x=1&y=2");
    assert_eq!((&attributes["evidence_count"], &attributes["weight"]), (&1.into(), &1.0.into()));
    assert_eq!(attributes["quote"], "Ada Bell, mayor of Ostia, spoke.");
    assert_eq!((&attributes["first_date"], &attributes["dated_by"]), (&"2021-05".into(), &"reports".into()));
    let other = edges.iter().find(|edge| edge["attributes"]["article"] == "a2").unwrap();
    assert_eq!(other["attributes"]["link"], "https://w3id.org/plenary/id/article/a2");
    let tie = &json(&dataset, "graphology-people")["edges"][0];
    assert_eq!((&tie["undirected"], &tie["attributes"]["evidence_count"]), (&true.into(), &2.into()));
}

#[test]
fn nodes_have_measures_places_and_colours() {
    let people = json(&two_forums(), "graphology-people");
    let nodes = people["nodes"].as_array().unwrap();
    let fox = &nodes.iter().find(|node| node["attributes"]["label"] == "Eve Fox").unwrap()["attributes"];
    assert_eq!((&fox["degree"], &fox["events"], &fox["core"]), (&3.into(), &2.into(), &2.into()));
    assert!(fox["betweenness"].as_f64().unwrap() > 0.5 && fox["size"] == 36.0);
    let colours: BTreeSet<_> = nodes.iter().map(|node| node["attributes"]["color"].as_str().unwrap()).collect();
    let communities: BTreeSet<_> = nodes.iter().map(|node| node["attributes"]["community"].as_i64().unwrap()).collect();
    assert_eq!(colours.len(), communities.len());
}

#[test]
fn kumu_tells_apart_what_has_one_label() {
    let dataset = Fixture::default()
        .article("a", "en", "Li Wei. LI WEI. Li Wei (li-wei-3).")
        .entity(Kind::Person, "person/li-wei", &["Li Wei"])
        .entity(Kind::Person, "person/li-wei-2", &["LI WEI"])
        .entity(Kind::Person, "person/li-wei-21", &["Li Wei (li-wei-3)"])
        .entity(Kind::Person, "person/li-wei-3", &["Li Wei"])
        .build();
    let (text, report) = check(&dataset, "kumu");
    let json: Json = serde_json::from_str(&text).unwrap();
    let labels: Vec<_> = json["elements"].as_array().unwrap().iter().map(|element| element["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["Li Wei", "LI WEI (li-wei-2)", "Li Wei (li-wei-3)", "Li Wei (li-wei-3) 2"]);
    assert!(report.dropped.contains(&("labels that another node has, told apart by the end of the IRI", 2)));
    // Connections join on labels.
    let json = self::json(&two_forums(), "kumu");
    let labels: BTreeSet<_> = json["elements"].as_array().unwrap().iter().map(|e| e["label"].to_string()).collect();
    let connections = json["connections"].as_array().unwrap();
    assert!(connections.iter().all(|c| labels.contains(&c["from"].to_string()) && labels.contains(&c["to"].to_string())));
}

#[test]
fn dot_shows_what_the_names_say() {
    let (dot, _) = check(&hostile(), "dot");
    assert!(dot.starts_with("digraph \"Entities and statements\" {\n"));
    assert!(dot.contains("label=\"A &amp; \\\"B\\\" <c> ]]> 'd' \u{fffd}\u{fffd}无锡\\n\t\""), "{dot}");
    assert!(check(&two_forums(), "dot-people").0.contains(" -- "));
    // Graphviz reads no string of more than 16384 bytes, and joins shorter ones.
    let long = "&\"".repeat(5_000);
    let dataset = Fixture::default().article("a", "en", &long).entity(Kind::Person, "person/long", &[&long]).build();
    let (dot, _) = check(&dataset, "dot");
    let strings: Vec<&str> = dot.split("\" + \"").collect();
    assert!(strings.len() > 4 && strings.iter().all(|string| string.len() < 16_000));
    assert_eq!(strings.concat().matches("&amp;\\\"").count(), 5_000);
}

#[test]
fn yed_shows_labels_and_other_readers_are_spared_its_elements() {
    let (xml, _) = check(&two_forums(), "graphml-yed");
    for part in ["yfiles.type=\"nodegraphics\"", "<y:NodeLabel", "<y:Geometry", ">Eve Fox</y:NodeLabel>", "target=\"standard\""] {
        assert!(xml.contains(part), "{part}");
    }
    assert!(!check(&two_forums(), "graphml").0.contains("y:"));
}

#[test]
fn a_file_tells_that_it_is_a_subset() {
    let subset = Subset { words: vec!["city=Ostia & <Son>".to_owned()], left_out: vec![("entities", 2, 10)], min_weight: 0.0 };
    let told =
        ["This is a subset (city=Ostia & <Son>), left out: 2 of 10 entities.", "This is a subset (city=Ostia &amp; &lt;Son&gt;)"];
    for format in FORMATS.iter().filter(|format| format.is_network() && format.name != "svg") {
        let (text, _) = check_subset(&two_forums(), format.name, Some(&subset));
        assert!(told.iter().any(|told| text.contains(told)) || text.contains("city=Ostia &amp; <Son>"), "{}", format.name);
    }
}

#[test]
fn weak_edges_and_those_without_others_are_left_out() {
    let subset = Subset { min_weight: 2.0, ..Subset::default() };
    for format in ["graphml", "graphml-people"] {
        let (_, report) = check_subset(&two_forums(), format, Some(&subset));
        assert_eq!(report.written, [("nodes", 0), ("edges", 0)]);
        assert!(report.dropped.iter().any(|(what, _)| what.contains("least weight")), "{report:?}");
    }
    let subset = Subset { min_weight: 1.0, ..Subset::default() };
    assert_eq!(check_subset(&two_forums(), "graphml", Some(&subset)).1.written, [("nodes", 8), ("edges", 11)]);
}
