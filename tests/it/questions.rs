//! What do `ask` and `query` answer over the seeds, and how do they fail?

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Sandbox, project};

/// The rows of an answer: the texts of their cells.
#[track_caller]
fn asked(sandbox: &Sandbox, question: &str) -> (Value, Vec<String>) {
    let outcome = sandbox.run(&["ask", "--json", question]);
    assert_eq!(outcome.stderr, "", "{question}");
    let answer: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let rows: Vec<&Value> = answer["rows"].as_array().into_iter().flatten().collect();
    assert_eq!(outcome.code, i32::from(rows.is_empty()), "{question}: {answer:#}");
    let text = |cell: &Value| cell["label"].as_str().or(cell.as_str()).unwrap_or_default().to_owned();
    let cells = |row: &&Value| row["cells"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(", ");
    let is_quoted = |row: &&&Value| !row["quotes"].as_array().unwrap().is_empty();
    assert_eq!(rows.iter().filter(is_quoted).count(), rows.len(), "every row of «{question}» has its quotes");
    let texts = rows.iter().map(cells).collect();
    (answer, texts)
}

/// Asks, and holds the rows against `expected`, in whatever order.
#[track_caller]
fn check(sandbox: &Sandbox, questions: [&str; 2], expected: &[&str]) {
    for question in questions {
        let (answer, rows) = asked(sandbox, question);
        let rows: BTreeSet<_> = rows.iter().map(String::as_str).collect();
        assert_eq!(rows, expected.iter().copied().collect(), "{question}: read as «{}»", answer["reading"]);
    }
}

const CIICF: &str = "China Intelligent International Communication Forum (CIICF) 2021";
const THIRD: &str = "third China-Russia Internet Media Forum";
const VIDEO: &str = "12th Global Video Media Forum";

#[test]
fn nobody_was_at_both_wuxi_forums_but_a_party_secretary_of_wuxi_was_at_each() {
    let sandbox = Sandbox::with_seed_store();
    let outcome = sandbox.run(&["ask", "who", "attended", "both", "Wuxi", "forums"]);
    outcome.check(1, &[]);
    for part in [
        &format!("nobody is reported at both ({CIICF}; {THIRD})\n"),
        &format!("  {CIICF} (Wuxi): 12 people known there, named in 1 article, reported 2021-05-23\n"),
        &format!("  {THIRD} (Wuxi): 5 people known there, named in 1 article\n"),
        "- the same sort of post: Secretary, Wuxi\n",
        "    Huang Qin, Secretary (CPC Wuxi Municipal Committee) · ",
        "“Huang Qin, Secretary of CPC Wuxi Municipal Committee, ",
        "    Li Xiaomin, Party secretary (Wuxi) · ",
        "“Li Xiaomin, the city's Party secretary, said at the opening ceremony",
    ] {
        assert!(outcome.stdout.contains(part), "{part}\nnot in\n{}", outcome.stdout);
    }
    for question in ["siapa yang menghadiri kedua forum Wuxi", "who was at both of the forums in Wuxi"] {
        let (answer, rows) = asked(&sandbox, question);
        assert_eq!((rows.len(), &answer["outcome"]), (0, &Value::from("empty")), "{question}");
        let people: Vec<_> = answer["looked_at"].as_array().unwrap().iter().map(|looked| looked["people"].clone()).collect();
        assert_eq!(people, [12, 5].map(Value::from), "{question}");
        let near = &answer["nearest"][0]["sides"];
        let people = [0, 1].map(|side| near[side]["person"]["label"].as_str().unwrap());
        assert_eq!(people, ["Huang Qin", "Li Xiaomin"], "{question}");
    }
}

#[test]
fn questions_about_people_at_events() {
    let sandbox = Sandbox::with_seed_store();
    let check = |questions, expected: &[&str]| check(&sandbox, questions, expected);
    let speakers = ["Alexey Volin", "Li Xiaomin", "Ma Li", "Yang Xiaowei", "Zhou Shuchun"];
    check(
        ["who spoke at the third China-Russia Internet Media Forum", "siapa yang berbicara di forum China-Russia ketiga"],
        &speakers,
    );
    check(["who was at the third China-Russia forum", "siapa yang hadir di forum China-Russia ketiga"], &speakers);
    check(["who chaired the third China-Russia forum", "siapa yang memimpin forum China-Russia ketiga"], &[]);
    check(
        ["who attended any Wuxi forum but not CIICF 2021", "siapa yang hadir di forum Wuxi tetapi tidak hadir di CIICF 2021"],
        &speakers,
    );
    check(
        ["who attended the Quanzhou forum and the Wuxi forums", "siapa yang menghadiri forum Quanzhou dan CIICF 2021"],
        &["Shen Haixiong"],
    );
    check(["was Yves Leterme at CIICF 2021", "apakah Yves Leterme hadir di CIICF 2021"], &[&format!("Yves Leterme, {CIICF}")]);
    check(["did Xi Jinping attend CIICF 2021", "apakah Xi Jinping hadir di CIICF 2021"], &[]);
    // a slip of spelling is forgiven, and told
    let (answer, rows) = asked(&sandbox, "who spoke at the Quanzou forum");
    assert_eq!(rows, ["Shen Haixiong"]);
    assert_eq!(answer["notes"][0], format!("«the Quanzou forum» was read as: {VIDEO}"));
    let (_, rows) = asked(&sandbox, "who spoke in Wuxi");
    assert_eq!(rows.len(), 10 + 5);
}

#[test]
fn questions_about_hosts_places_and_dates() {
    let sandbox = Sandbox::with_seed_store();
    let check = |questions, expected: &[&str]| check(&sandbox, questions, expected);
    check(
        ["who hosted the third China-Russia forum", "siapa yang menyelenggarakan forum China-Russia ketiga"],
        &["China Daily", "China Internet Development Foundation", "Jiangsu Cyberspace Affairs Commission"],
    );
    check(
        ["where was the Global Video Media Forum held", "di mana Global Video Media Forum diadakan"],
        &[&format!("{VIDEO}, Quanzhou")],
    );
    check(
        ["when was the Global Video Media Forum", "kapan Global Video Media Forum digelar"],
        &[&format!("{VIDEO}, 2024-12-03"), &format!("{VIDEO}, 2024-12-04")],
    );
    check(["which events in Wuxi", "acara apa saja di Wuxi"], &[CIICF, THIRD]);
    check(["which events took place in 2024", "acara apa yang diadakan pada tahun 2024"], &[VIDEO]);
    let hosted = format!("{CIICF}, Jiangsu Provincial People’s Government");
    check(
        [
            "which events were hosted by the Jiangsu Provincial People's Government",
            "acara apa yang diselenggarakan oleh Jiangsu Provincial People's Government",
        ],
        &[&hosted],
    );
    check(
        ["which forums were hosted by China Daily", "forum apa yang diselenggarakan oleh China Daily"],
        &[&format!("{THIRD}, China Daily")],
    );
}

#[test]
fn questions_about_a_person() {
    let sandbox = Sandbox::with_seed_store();
    let companions = ["Alexey Volin", "Ma Li", "Yang Xiaowei", "Zhou Shuchun"].map(|name| format!("{name}, {THIRD}"));
    let companions = companions.each_ref().map(String::as_str);
    check(&sandbox, ["who appears with Li Xiaomin", "siapa yang muncul bersama Li Xiaomin"], &companions);
    check(
        &sandbox,
        ["posts of Cao Guowei", "apa jabatan Cao Guowei"],
        &["Cao Guowei, Chairman, Weibo", "Cao Guowei, Chairman and CEO, Sina"],
    );
    for question in ["how are Huang Qin and Volin connected", "apa hubungan Huang Qin dan Volin"] {
        let (answer, rows) = asked(&sandbox, question);
        assert_eq!(rows, [format!("{CIICF}, Wuxi, {THIRD}")], "{answer:#}");
        let notes = answer["notes"].to_string();
        assert_eq!(answer["kind"], "connected", "{notes}");
    }
    let (_, rows) = asked(&sandbox, "how are Huang Qin and Cao Guowei connected");
    assert!(rows.iter().any(|row| row.contains(CIICF)), "{rows:?}");
}

#[test]
fn what_is_only_announced_is_marked() {
    let sandbox = Sandbox::with_seed_store();
    let told = sandbox.run(&["ask", "which events took place in Taganrog"]);
    assert!(told.check(0, &[]).stdout.contains("China-Russia Internet Media Forum (Taganrog, announced)\n"), "{}", told.stdout);
    assert!(told.stdout.contains("(planned)"), "{}", told.stdout);
    let told = sandbox.run(&["ask", "which events took place in Wuxi"]);
    assert!(!told.check(0, &[]).stdout.contains("announced"), "{}", told.stdout);
}

#[test]
fn a_place_means_where_it_was_and_not_what_it_is_called() {
    let sandbox = Sandbox::with_seed_store();
    let told = sandbox.run(&["ask", "who spoke in Wuzhen"]);
    assert!(told.check(0, &[]).stdout.contains("- Li Shulei\n"), "{}", told.stdout);
    assert!(!told.stdout.contains("Competition"), "{}", told.stdout);
}

#[test]
fn explain_shows_the_reading_the_query_and_the_bindings() {
    let sandbox = Sandbox::with_seed_store();
    let told = sandbox.run(&["ask", "--explain", "who hosted the third China-Russia forum"]);
    for part in [
        "question type: hosted (en)\n",
        "read as: who hosted third China-Russia Internet Media Forum\n",
        "{event} = «the third China-Russia forum»\n",
        "<https://w3id.org/plenary/id/event/china-russia-internet-media-forum-3>",
        "SELECT DISTINCT ?host",
    ] {
        assert!(told.check(0, &[]).stdout.contains(part), "{part} in {}", told.stdout);
    }
    let (_, query) = told.stdout.split_once("PREFIX").unwrap();
    let again = sandbox.run(&["query", &format!("PREFIX{query}"), "--format", "csv"]);
    assert!(
        again.check(0, &[]).stdout.contains("organization/china-daily"),
        "the query can be run as it stands: {}",
        again.stdout
    );
}

#[test]
fn not_understood_unknown_and_nobody_are_three_answers() {
    let sandbox = Sandbox::with_seed_store();
    let unknown = sandbox.run(&["ask", "what posts does Shen Haixong Zhu hold"]);
    assert!(
        unknown.check(1, &[]).stdout.starts_with("no article names «Shen Haixong Zhu»\n  did you mean: Shen Haixiong"),
        "{unknown:#?}"
    );
    let unknown = sandbox.run(&["show", "Shen Haixong Zhu"]);
    assert!(unknown.check(1, &[]).stdout.contains("did you mean: Shen Haixiong"), "{unknown:#?}");
    let odd = sandbox.run(&["ask", "who ate the sandwiches"]);
    assert!(
        odd.check(2, &[]).stdout.starts_with("not understood: «who ate the sandwiches»\nwhat can be asked, for example:\n"),
        "{odd:#?}"
    );
    assert!(
        odd.stdout.contains("  who spoke at ") && !odd.stdout.contains("siapa"),
        "examples in the language of the question: {odd:#?}"
    );
    let odd = sandbox.run(&["ask", "apa kabar dunia hari ini"]);
    assert!(odd.check(2, &[]).stdout.contains("  siapa yang berbicara di ") && !odd.stdout.contains("  who "), "{odd:#?}");
    let nobody = sandbox.run(&["ask", "who chaired the third China-Russia forum"]);
    assert!(
        nobody.check(1, &[]).stdout.starts_with(&format!("nobody is reported to have chaired {THIRD}\nlooked at:\n")),
        "{nobody:#?}"
    );
}

#[test]
fn a_query_that_is_wrong_endless_or_without_result() {
    let sandbox = Sandbox::with_seed_store();
    let wrong = sandbox.run(&["query", "SELECT ?a WHERE {\n  ?a pl:spokeAt\n}"]);
    assert_eq!((wrong.code, wrong.stdout.as_str()), (2, ""), "{wrong:#?}");
    assert!(wrong.stderr.starts_with("error: SPARQL syntax error at line 3, column 1: "), "{wrong:#?}");
    let deep = format!("SELECT * WHERE {}{}", "{".repeat(3000), "}".repeat(3000));
    sandbox.run(&["query", &deep]).check(6, &["error: the query is nested more than 200 levels deep"]);
    let nothing = sandbox.run(&["query", "SELECT ?a WHERE { ?a pl:noSuchThing ?b }", "--format", "csv"]);
    assert_eq!(nothing.check(1, &[]).stdout.trim(), "a");
    sandbox.run(&["query", "ASK { ?a pl:spokeAt ?b }"]).check(0, &[]);
    let unknown = sandbox.run(&["query", "ASK {}", "--format", "word"]);
    assert!(unknown.code == 2 && unknown.stderr.contains("csv"), "{unknown:#?}");
}

#[test]
fn every_format_of_a_result_is_written() {
    let sandbox = Sandbox::with_seed_store();
    let select = "SELECT ?who WHERE { ?who pl:chaired|pl:spokeAt ?event } ORDER BY ?who LIMIT 1";
    for (format, start) in [
        ("table", "──"),
        ("csv", "who\r\nhttps://w3id.org/plenary/id/person/alexey-volin"),
        ("tsv", "?who\n<https://"),
        ("json", "{\"head\":"),
        ("xml", "<?xml"),
    ] {
        let told = sandbox.run(&["query", select, "--format", format]);
        assert!(told.check(0, &[]).stdout.starts_with(start), "{format}: {}", told.stdout);
    }
    let construct = "CONSTRUCT { ?who pl:spokeAt ?event } WHERE { ?who pl:spokeAt ?event }";
    for format in ["turtle", "ntriples"] {
        let told = sandbox.run(&["query", construct, "--format", format]);
        assert!(told.check(0, &[]).stdout.contains("spokeAt"), "{format}: {}", told.stdout);
    }
}

/// Each worked query with what must stand in one line of its result over the seeds.
const WORKED: [(&str, &[&str]); 10] = [
    ("01-speakers", &[CIICF, "Cao Guowei", "000_ac8ddabf2e12fb39", "At the opening ceremony, keynote speeches were delivered"]),
    ("02-posts", &["Alexey Volin", "deputy minister", "Russia"]),
    ("03-events-by-city-and-year", &["Quanzhou", "2024", "1", VIDEO]),
    ("04-companions", &["Shen Haixiong"]),
    ("05-announced", &["China-Russia Internet Media Forum", "Taganrog", "will be hosted in Taganrog"]),
    ("06-evidence", &["Shen Haixiong", "affiliatedWith", "China Media Group", "\t3\t"]),
    ("07-guests-of-a-host", &["China Daily", "Alexey Volin"]),
    ("08-by-video", &["Yves Leterme", CIICF]),
    ("09-series", &["China-Russia Internet Media Forum", THIRD]),
    ("10-sources", &[VIDEO, "002_98a84bfa64d453c7"]),
];

#[test]
fn the_worked_queries_answer_over_the_seeds() {
    let sandbox = Sandbox::with_seed_store();
    let files = std::fs::read_dir(project("ontology/queries")).unwrap().count();
    assert_eq!(files, WORKED.len(), "every worked query has a line in this test");
    for (name, expected) in WORKED {
        let file = project(&format!("ontology/queries/{name}.rq"));
        let outcome = sandbox.run(&["query", "--file", &file, "--format", "tsv"]);
        let fits = |line: &str| expected.iter().all(|part| line.contains(part));
        assert!(outcome.check(0, &[]).stdout.lines().skip(1).any(fits), "{name}: {expected:?} in\n{}", outcome.stdout);
    }
}
