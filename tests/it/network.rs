//! Does `plenary network` do what its help says, option by option?

use serde_json::Value;

use crate::support::{Outcome, Sandbox};

/// Three events in three towns; Ada Bell and Mara Stone were at two of them, and two articles tell of the third.
const NEWS: [[&str; 4]; 4] = [
    [
        "a1",
        "2021-05-03",
        "The Harbour Ledger",
        "The Tide Forum 2021 opened in Lisbon on May 3, 2021. Ada Bell, president of the Tide Institute, gave a speech at the forum. \
         Eve Fox, director of Gull Radio, also spoke at the forum. Carl Dunn, chairman of the Reef Bank, attended the forum.",
    ],
    [
        "a2",
        "2022-06-11",
        "The Harbour Ledger",
        "The Tide Forum 2022 was held in Porto on June 11, 2022. Ada Bell, president of the Tide Institute, delivered a speech at the \
         forum. Mara Stone, editor of the Coast Daily, attended the forum.",
    ],
    [
        "a3",
        "2022-09-20",
        "The Inland Post",
        "The Lantern Summit opened in Vienna on September 20, 2022. Mara Stone, editor of the Coast Daily, spoke at the summit. Igor \
         Hale, minister of culture of Austria, and Nina Brook, head of the Lantern Foundation, attended the summit.",
    ],
    [
        "a4",
        "2022-09-21",
        "The Coast Daily",
        "The Lantern Summit, hosted by the Lantern Foundation, took place in Vienna on September 20, 2022. Igor Hale, minister of \
         culture of Austria, and Mara Stone, editor of the Coast Daily, attended the summit.",
    ],
];

fn news(articles: &[[&str; 4]]) -> String {
    let line = |[id, published, outlet, text]: &[&str; 4]| {
        let article = serde_json::json!({ "id": id, "published": published, "outlet": outlet, "text": text });
        format!("{article}\n")
    };
    articles.iter().map(line).collect()
}

fn built() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("news.jsonl", news(&NEWS));
    sandbox.run(&["build", "news.jsonl", "-q"]).check(0, &[]);
    sandbox
}

fn network(sandbox: &Sandbox, args: &[&str]) -> Outcome {
    sandbox.run(&[&["network", "-q"], args].concat())
}

/// Options, and what the output must hold: lines that start so, spaces within them made one.
const VIEWS: &[(&[&str], &[&str])] = &[
    (&[], &["degree: ", "6 people, 7 ties, over 3 events", "1 Ada Bell 3 Tide Forum 2021 (with 2); Tide Forum 2022 (with 1)"]),
    (&["--by", "article", "--top", "2"], &["6 people, 7 ties, over 4 articles", "1 Mara Stone 3 a3 (with 2)"]),
    (&["--by", "sentence"], &["6 people, 2 ties, over 8 quotes", "1 Igor Hale 2 "]),
    (&["--of", "organizations"], &["1 organization, 0 ties, over 1 event", "1 Lantern Foundation 0"]),
    (&["--of", "all"], &["7 nodes, 10 ties, over 3 events", "1 Mara Stone 4 ", "2 Lantern Foundation 3 "]),
    (&["--of", "events"], &["3 events, 2 ties, over 6 guests", "1 Tide Forum 2022 2 Ada Bell (with 1); Mara Stone (with 1)"]),
    (&["--measure", "strength", "--weight", "count"], &["1 Ada Bell 3 ", "1 Mara Stone 3 "]),
    (&["--measure", "strength", "--weight", "newman"], &["1 Ada Bell 2 ", "3 Carl Dunn 1 "]),
    (&["--measure", "strength", "--weight", "sources"], &["1 Mara Stone 5 ", "2 Igor Hale 4 ", "4 Ada Bell 3 "]),
    (&["--measure", "strength", "--weight", "none"], &["1 Ada Bell 3 ", "3 Igor Hale 2 "]),
    (&["--weight", "sources", "--min-weight", "2"], &["6 people, 3 ties, over 3 events", "1 Igor Hale 2 "]),
    (&["--measure", "betweenness", "--top", "1"], &["1 Ada Bell 0.6000 "]),
    (&["--measure", "help"], &["measure who is high", "betweenness links circles"]),
    (&["--ego", "Ada Bell"], &["Ada Bell appears with", "Carl Dunn 1 Tide Forum 2021", "Mara Stone 1 Tide Forum 2022"]),
    (&["--path", "Carl Dunn", "Nina Brook"], &["Carl Dunn — Ada Bell", "Ada Bell — Mara Stone", "Mara Stone — Nina Brook"]),
    (&["--path", "Eve Fox", "Mara Stone", "--paths", "2"], &["way 1, 2 steps", "way 2, 3 steps", "Carl Dunn — Ada Bell"]),
    (&["--communities"], &["modularity 0.357", "circle size typical of it", "1 3 Tide Forum 2021 (3)", "2 3 Lantern Summit (3)"]),
    (&["--communities", "--resolution", "0.1"], &["1 6 "]),
    (&["--communities", "--seed", "7"], &["modularity 0.357"]),
    (&["--join", "1", "2"], &["who appears with people of both «Tide Forum 2021» and «Lantern Summit»", "Ada Bell 2 1 "]),
    (&["--backbone", "--level", "0.9"], &["7 of 7 ties hold more", "Ada Bell Carl Dunn 1 "]),
    (&["--over", "year"], &["2021 1 3 3 3 0 3 0", "2022 2 4 4 4 3 3 2", "nobody's degree in the last period is higher"]),
    (
        &["--over", "month", "--window", "16", "--measure", "strength"],
        &["2022-09 3 6 7 3 0 2 0", "whose strength grew most", "Mara Stone "],
    ),
    (
        &["--summary"],
        &["people 6", "events 3", "memberships 8", "ties 7", "people in the largest part 6", "who holds parts together 2: "],
    ),
    (&["--from", "2022"], &["4 people, 4 ties, over 2 events"]),
    (&["--to", "2021-12"], &["3 people, 3 ties, over 1 event"]),
    (&["--city", "Porto"], &["2 people, 1 tie, over 1 event"]),
    (&["--city", "Porto", "--city", "Lisbon"], &["4 people, 4 ties, over 2 events"]),
    (&["--host", "Lantern Foundation"], &["3 people, 3 ties, over 1 event"]),
    (&["--series", "Tide Forum"], &["4 people, 4 ties, over 2 events"]),
    (&["--language", "en"], &["6 people, 7 ties, over 3 events"]),
    (&["--stance", "reported"], &["6 people, 7 ties, over 3 events"]),
    (&["--planned"], &["6 people, 7 ties, over 3 events"]),
    (&["--confidence", "0.01"], &["6 people, 7 ties, over 3 events"]),
    (&["--measure", "harmonic", "--sample", "2"], &["harmonic: ", "caution: searched from 2 of 6 people"]),
    (
        &["--format", "csv", "--top", "1"],
        &["\u{feff}rank,name,value,why", "1,Ada Bell,3,Tide Forum 2021 (with 2); Tide Forum 2022 (with 1)"],
    ),
];

#[test]
fn every_option_does_what_its_help_says() {
    let sandbox = built();
    for (args, expected) in VIEWS {
        let outcome = network(&sandbox, args);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{args:?}: {outcome:#?}");
        let lines: Vec<String> =
            outcome.stdout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + " ").collect();
        for start in *expected {
            assert!(lines.iter().any(|line| line.starts_with(start)), "{args:?}: no line «{start}» in {outcome:#?}");
        }
    }
    let help = sandbox.run(&["network", "--help"]).stdout;
    let own = help.split("Common options").next().unwrap().split_whitespace().filter(|word| word.starts_with("--"));
    let tried: Vec<&str> = VIEWS.iter().flat_map(|(args, _)| args.iter().copied()).collect();
    for option in own.map(|word| word.trim_end_matches(|c: char| !c.is_ascii_lowercase())).filter(|word| word.len() > 2) {
        let elsewhere = ["--significant", "--graph", "--graphml", "--bare", "--save", "--help", "--json"];
        assert!(tried.contains(&option) || elsewhere.contains(&option), "{option} is not tried here");
    }
}

#[test]
fn what_finds_nothing_says_so() {
    let sandbox = built();
    let empty: &[(&[&str], &str)] = &[
        (&["--significant", "--level", "1"], "none of 7 ties is shown to be more than chance"),
        (&["--language", "id"], "0 people, 0 ties, over 0 events"),
        (&["--stance", "denied"], "0 people, 0 ties, over 0 events"),
        (&["--confidence", "1"], "0 people, 0 ties, over 0 events"),
        (&["--from", "2030"], "0 people, 0 ties, over 0 events"),
    ];
    for (args, told) in empty {
        let outcome = network(&sandbox, args);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (1, ""), "{args:?}: {outcome:#?}");
        assert!(outcome.stdout.contains(told), "{args:?}: {outcome:#?}");
    }
    let wrong: &[(&[&str], i32, &str)] = &[
        (&["--ego", "Zed Quill"], 1, "nobody and nothing of the kind is called «Zed Quill»"),
        (&["--city", "Atlantis"], 1, "nobody and nothing of the kind is called «Atlantis»"),
        (&["--join", "1", "9"], 1, "there is no circle 9, only 2"),
        (&["--measure", "fame"], 2, "there is no measure «fame»"),
        (&["--stance", "maybe"], 2, "there is no stance «maybe»"),
        (&["--from", "soon"], 2, "soon"),
        (&["--of", "events", "--by", "article"], 2, "--of events goes with --by event"),
        (&["--save", "My Own"], 2, "is no name for a saved network"),
        (&["--window", "2"], 2, "--over"),
        (&["--ego", "Ada Bell", "--summary"], 2, "cannot be used with"),
    ];
    for (args, code, told) in wrong {
        let outcome = network(&sandbox, args);
        assert_eq!(outcome.code, *code, "{args:?}: {outcome:#?}");
        assert!(outcome.stderr.contains(told), "{args:?}: {}", outcome.stderr);
    }
}

#[test]
fn json_is_for_programs_and_graphml_has_a_column_for_each_quick_measure() {
    let sandbox = built();
    let value = |args: &[&str]| -> Value { serde_json::from_str(&network(&sandbox, args).stdout).unwrap() };
    let ranking = value(&["--format", "json", "--top", "1"]);
    assert_eq!(ranking, value(&["--json", "--top", "1"]));
    assert_eq!(
        (&ranking["nodes"], &ranking["ties"], &ranking["ranking"][0]["label"]),
        (&6.into(), &7.into(), &"Ada Bell".into())
    );
    assert_eq!(value(&["--json", "--communities"])["communities"].as_array().unwrap().len(), 2);
    network(&sandbox, &["--graphml", "out.graphml"]).check(0, &[]);
    let graphml = std::fs::read_to_string(sandbox.path("out.graphml")).unwrap();
    for column in ["degree", "pagerank", "eigenvector", "core", "community"] {
        assert!(graphml.contains(&format!("attr.name=\"{column}\"")), "{column}");
    }
    assert_eq!((graphml.matches("<node ").count(), graphml.matches("<edge ").count()), (6, 7));
}

/// Number of solutions of a query.
fn rows(sandbox: &Sandbox, query: &str) -> usize {
    sandbox.run(&["query", query, "--format", "tsv", "-q"]).stdout.lines().count() - 1
}

#[test]
fn what_is_saved_can_be_asked_and_follows_the_articles() {
    let sandbox = built();
    let told = sandbox.run(&["network", "--measure", "pagerank", "--save", "mine"]);
    let goes = "saved 33 quads as graph/network/mine; builds that change the store renew them";
    told.check(0, &[goes]);
    network(&sandbox, &["--communities", "--save", "rings"]).check(0, &[]);
    let values = "SELECT ?who ?value { ?s pl:scoreOf ?who ; pl:measure \"pagerank\" ; pl:value ?value }";
    let circles = "SELECT ?who { ?s pl:scoreOf ?who ; pl:measure \"community\" }";
    assert_eq!([rows(&sandbox, values), rows(&sandbox, circles)], [6, 6]);
    let same = sandbox.run(&["build", "news.jsonl"]);
    same.check(0, &[]);
    assert_eq!([rows(&sandbox, values), rows(&sandbox, circles)], [6, 6], "nothing changed");
    sandbox.file(
        "more.jsonl",
        news(&[["a5", "2023-01-02", "The Coast Daily", "Zora Lind attended the Tide Forum 2021 in Lisbon."]]),
    );
    network(&sandbox, &["--city", "Vienna", "--save", "vienna"]).check(0, &[]);
    let changed = sandbox.run(&["build", "more.jsonl"]);
    changed.check(0, &["renewed what `network --save` had saved: mine, rings, vienna"]);
    assert_eq!([rows(&sandbox, values), rows(&sandbox, circles)], [7, 7], "one more was there");
    // Without the articles on Vienna, nobody knows what it was about.
    sandbox.file("fewer.jsonl", news(&NEWS[..2]));
    let fewer = sandbox.run(&["build", "fewer.jsonl", "--prune"]);
    for told in ["removed the saved network vienna", "called «Vienna»", "renewed what `network --save` had saved: mine, rings"]
    {
        assert!(fewer.stderr.contains(told), "{fewer:#?}");
    }
    assert_eq!([rows(&sandbox, values), rows(&sandbox, circles)], [4, 4]);
}

#[test]
fn networks_of_other_programs_are_read_and_measured() {
    let sandbox = Sandbox::new();
    let file = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="w" for="edge" attr.name="weight" attr.type="double"/>
<key id="l" for="node" attr.name="label" attr.type="string"/><graph edgedefault="directed">
<node id="a"><data key="l">Ada Bell</data></node><node id="b"/><node id="c"/><node id="d"/>
<edge source="b" target="a"><data key="w">2</data></edge><edge source="a" target="c"/><edge source="c" target="a"/><edge source="c" target="c"/>
</graph></graphml>"#;
    sandbox.file("other.graphml", file);
    let told = sandbox.run(&["network", "--graph", "other.graphml", "--measure", "strength"]);
    let lines: Vec<String> = told.stdout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for expected in ["4 nodes, 2 ties", "1 Ada Bell 4 Ada Bell — b (with 1); Ada Bell — c (with 1)"] {
        assert!(lines.iter().any(|line| line == expected), "no line «{expected}» in {told:#?}");
    }
    told.check(
        0,
        &[
            "other.graphml: 3 directions, taken for ties both ways",
            "other.graphml: 1 edges from a node to itself, left out",
            "other.graphml: 1 edges between two that had one, weights added up",
        ],
    );
    let way = network(&sandbox, &["--graph", "other.graphml", "--path", "b", "c"]);
    assert!(way.code == 0 && way.stdout.contains("b — Ada Bell") && way.stdout.contains("Ada Bell — c"), "{way:#?}");
    network(&sandbox, &["--graph", "other.graphml", "--communities"]).check(0, &[]);
    network(&sandbox, &["--graph", "other.graphml", "--min-weight", "3", "--ego", "Ada Bell"]).check(1, &[]);
    // What is written bare comes to the same.
    network(&sandbox, &["--graph", "other.graphml", "--graphml", "again.graphml", "--bare"]).check(0, &[]);
    let [one, other] = ["other.graphml", "again.graphml"].map(|file| {
        serde_json::from_str::<Value>(&network(&sandbox, &["--graph", file, "--json", "--measure", "pagerank"]).stdout).unwrap()
    });
    let values = |value: &Value| {
        value["ranking"].as_array().unwrap().iter().map(|row| (row["label"].clone(), row["value"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(values(&one), values(&other));
    assert_eq!(one["by"], Value::Null);
    assert_eq!(sandbox.run(&["export", "--check", "again.graphml", "-q"]).code, 0);
    let wrong: &[(&[&str], i32, &str)] = &[
        (&["--graph", "none.graphml"], 3, "cannot read none.graphml"),
        (&["--graph", "other.graphml", "--city", "Porto"], 2, "cannot be used with"),
        (&["--graph", "other.graphml", "--save", "mine"], 2, "cannot be used with"),
        (&["--bare"], 2, "--graphml"),
    ];
    for (args, code, told) in wrong {
        let outcome = network(&sandbox, args);
        assert_eq!(outcome.code, *code, "{args:?}: {outcome:#?}");
        assert!(outcome.stderr.contains(told), "{args:?}: {}", outcome.stderr);
    }
}
