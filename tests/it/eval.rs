//! Does `plenary eval` count as the scorer does that its rules come from, and does it say what is wrong with labels?

use std::fs;

use serde_json::Value;

use crate::support::{Sandbox, project};

fn gold(name: &str) -> String {
    project(&format!("tests/gold/{name}"))
}

fn run(args: &[&str]) -> Value {
    let outcome = Sandbox::new().run(&[&["eval", "--json", "--quiet"], args].concat());
    outcome.check(0, &[]);
    serde_json::from_str(&outcome.stdout).unwrap()
}

#[test]
fn the_figures_are_those_of_the_other_scorer() {
    let expected: Value = serde_json::from_str(&fs::read_to_string(gold("expected.figures")).unwrap()).unwrap();
    let found = run(&[&gold(""), "--facts", &gold("facts.jsonl"), "--errors"]);
    assert_eq!(found["articles"], 6);
    assert_eq!(found["rows"].as_array().unwrap().len(), 18);
    for (found, expected) in found["rows"].as_array().unwrap().iter().zip(expected["rows"].as_array().unwrap()) {
        assert_eq!(found, expected);
    }
    let sorted = |mistakes: &Value| {
        let mut lines: Vec<String> = mistakes.as_array().unwrap().iter().map(Value::to_string).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&found["mistakes"]), sorted(&expected["mistakes"]));
}

#[test]
fn one_language_can_be_counted_alone() {
    let found = run(&[&gold(""), "--facts", &gold("facts.jsonl"), "--lang", "zh"]);
    assert_eq!(found["articles"], 1);
    assert_eq!(
        found["rows"][2],
        serde_json::json!({"name": "chaired", "right": 1, "wrong": 0, "missed": 0, "precision": 1.0, "recall": 1.0, "f1": 1.0})
    );
    let none = Sandbox::new().run(&["eval", &gold(""), "--lang", "xx", "--facts", &gold("facts.jsonl")]);
    assert_eq!(none.code, 1);
    assert!(none.stderr.contains("has no article in «xx»"), "{}", none.stderr);
}

#[test]
fn confidence_is_held_against_what_is_right() {
    let found = run(&[&gold(""), "--facts", &gold("facts.jsonl"), "--calibration"]);
    let bands = found["calibration"].as_array().unwrap();
    let froms: Vec<f64> = bands.iter().map(|band| band["from"].as_f64().unwrap()).collect();
    assert!(froms.windows(2).all(|pair| pair[0] > pair[1]), "the surest first: {froms:?}");
    // the surest of two claims of one fact counts; presence that follows from a speech does not count again
    assert_eq!(bands[0], serde_json::json!({"from": 0.95, "right": 3, "wrong": 0, "confidence": 0.9733, "precision": 1.0}));
    let n_facts: u64 = bands.iter().map(|band| band["right"].as_u64().unwrap() + band["wrong"].as_u64().unwrap()).sum();
    assert_eq!(n_facts, 31);
    let rules = found["rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["rule"] == "spokeAt r" && rule["right"] == 1 && rule["wrong"] == 2), "{rules:?}");
}

/// A folder with one article and these labels.
fn labelled(labels: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .file("gold/a.txt", "The Salt Forum was held in Lisbon on 4 June 2019. Ada Bell spoke at the forum.\n")
        .file("gold/a.json", labels);
    sandbox
}

#[test]
fn articles_are_read_without_a_store() {
    let sandbox = labelled(
        r#"{"published": "2019-06-05", "people": {"P1": ["Ada Bell"]}, "places": {"L1": ["Lisbon"]},
            "events": {"E1": {"names": ["Salt Forum"], "main": true, "start": "2019-06-04"}},
            "facts": [["spokeAt", "P1", "E1"], ["heldIn", "E1", "L1"]]}"#,
    );
    sandbox.file("gold/b.txt", "No labels.").file("gold/c.json", "{}");
    let outcome = sandbox.run(&["eval", "gold"]);
    outcome.check(
        0,
        &[
            "warning: gold/b.txt: has no labels beside it (.json) and is left out",
            "warning: gold/c.json: has no article beside it (.txt) and is left out",
            "1 article with labels",
        ],
    );
    let row = |name: &str| outcome.stdout.lines().find(|line| line.trim_start().starts_with(name)).unwrap().to_owned();
    assert_eq!(row("core").split_whitespace().collect::<Vec<_>>(), ["core", "4", "0", "0", "1.000", "1.000", "1.000"]);
    assert!(!sandbox.path("plenary-store").exists());
}

#[test]
fn bad_labels_are_told_with_file_and_place() {
    let cases = [
        ("{", "labels gold/a.json: EOF while parsing an object at line 1 column 1"),
        (r#"{"poeple": {}}"#, "unknown field `poeple`, expected one of `id`, `lang`"),
        (r#"{"people": {"P1": []}}"#, "people.P1: has no name"),
        (r#"{"people": {"P1": ["A"], "P1": ["B"]}}"#, "the key «P1» stands there twice"),
        (r#"{"people": {"X": ["A"]}, "orgs": {"X": ["B"]}}"#, "orgs.X: the key is taken"),
        (
            r#"{"events": {"E1": {"names": ["A"], "start": "4 June"}}}"#,
            "«4 June» is no date (expected YYYY, YYYY-MM or YYYY-MM-DD)",
        ),
        (r#"{"facts": [["spokeAt", "P1"]]}"#, r#"facts[0] ["spokeAt", "P1"]: expected [relation, subject, object]"#),
        (r#"{"facts": [["spoke", "P1", "E1"]]}"#, "«spoke» is no relation that is scored; one of spokeAt, attended"),
        (r#"{"events": {"E1": {"names": ["A"]}}, "optional": [["attended", "P1", "E1"]]}"#, "optional[0]"),
        (
            r#"{"people": {"P1": ["B"]}, "events": {"E1": {"names": ["A"]}}, "facts": [["attended", "E1", "P1"]]}"#,
            "the subject of attended must be no event, and E1 is one of events",
        ),
        (r#"{"events": {"E1": {"names": ["A"]}}, "facts": [["heldOn", "E1", "2019"]]}"#, "dates are given with the event"),
        (r#"{"optionalEntities": ["L9"]}"#, "optionalEntities: «L9» is no key of people, orgs, places or events"),
    ];
    for (labels, told) in cases {
        let outcome = labelled(labels).run(&["eval", "gold"]);
        assert_eq!(outcome.code, 3, "{labels}");
        assert!(outcome.stderr.contains(told) && outcome.stderr.contains("gold/a.json"), "{labels}: {}", outcome.stderr);
    }
    let empty = Sandbox::new().file("gold/x.txt", "x").run(&["eval", "gold"]);
    assert_eq!(empty.code, 3);
    assert!(empty.stderr.contains("gold holds no labelled article: ID.txt beside ID.json"), "{}", empty.stderr);
    let nowhere = Sandbox::new().run(&["eval", "nowhere"]);
    nowhere.check(3, &["error: cannot read the folder nowhere: No such file or directory (os error 2)"]);
}
