//! Does `plenary coverage` tell what was not read, of files and of the store?

use serde_json::Value;

use crate::support::Sandbox;

const TEXT: &str =
    "The Salt Forum was held in Lisbon on 4 June 2019. Ada Bell delivered a speech at the forum.\n\nMany delivered speeches.\n";

#[test]
fn what_gave_no_fact_is_listed_with_its_reason() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.file("a.txt", TEXT).run(&["coverage", "a.txt"]);
    outcome.check(0, &["1 article, 1 sentence without any fact"]);
    let lines: Vec<_> = outcome.stdout.lines().map(str::trim_end).collect();
    assert_eq!(
        lines[..4],
        [
            "a (a.txt)",
            "  spokeAt: “speeches” gave no fact: nobody is named who could be meant",
            "    byte 93: Many delivered speeches.",
            "",
        ]
    );
    let total = lines.iter().find(|line| line.starts_with("spokeAt")).unwrap();
    assert_eq!(total.split_whitespace().collect::<Vec<_>>(), ["spokeAt", "2", "1", "1"]);
}

#[test]
fn programs_get_offsets_and_reasons() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.file("a.txt", TEXT).run(&["coverage", "a.txt", "--json", "--quiet", "--relation", "spokeAt"]);
    outcome.check(0, &[]);
    let found: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let gap = &found["articles"][0]["gaps"][0];
    assert_eq!((gap["relation"].as_str(), gap["reason"].as_str()), (Some("spokeAt"), Some("no-name")));
    let at = |key: &str| usize::try_from(gap[key].as_u64().unwrap()).unwrap();
    assert_eq!(gap["sentence"], TEXT[at("start")..at("end")]);
    assert_eq!(gap["cue"], TEXT[at("cueStart")..at("cueEnd")]);
    assert_eq!(found["totals"].as_array().unwrap().iter().filter(|total| total["relation"] == "spokeAt").count(), 1);
}

#[test]
fn a_relation_that_is_none_and_a_file_that_is_none_are_told() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.file("a.txt", TEXT).run(&["coverage", "a.txt", "--relation", "spoke"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("there is no relation «spoke»\n  one of affiliatedWith, "), "{}", outcome.stderr);
    assert_eq!(sandbox.run(&["coverage", "no.txt"]).code, 3);
}

#[cfg(feature = "disk")]
#[test]
fn without_a_path_the_articles_of_the_store_are_read() {
    let sandbox = Sandbox::with_seed_store();
    let of_store = sandbox.run(&["coverage", "--json", "--quiet"]);
    of_store.check(0, &[]);
    assert_eq!(of_store.stdout, sandbox.run(&["coverage", "seeds", "--json", "--quiet"]).stdout);
}
