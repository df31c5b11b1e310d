//! Is the page what it says: all quotes, at their places, nothing that runs, nothing from elsewhere, and no larger than allowed?

use serde_json::{Value, json};

use super::*;
use crate::{
    knowledge::built_in,
    model::{
        Dataset, Kind, Literal, Rank, Span,
        fixture::{Fixture, two_forums},
    },
};

fn page(dataset: &Dataset, most_bytes: usize) -> (String, Written) {
    let index = Index::new(dataset, built_in());
    let input = Input { index: &index, coverage: Some(Coverage::default()) };
    let mut out = Vec::new();
    let written = write(&input, &ReportOptions { most_bytes, ..ReportOptions::default() }, &mut out).unwrap();
    assert_eq!(written.bytes, out.len());
    (String::from_utf8(out).unwrap(), written)
}

/// What stands between two marks.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    page.split_once(start).unwrap().1.split_once(end).unwrap().0
}

fn data(page: &str) -> Value {
    serde_json::from_str(between(page, "<script type=\"application/json\" id=\"data\">", "</script>")).unwrap()
}

/// A text as a script in a page sees it.
fn slice(text: &str, start: &Value, length: &Value) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    String::from_utf16(&units[at(start)..at(start) + at(length)]).unwrap()
}

/// Holds every row of the page's data against the dataset.
fn check(dataset: &Dataset) -> Value {
    let (page, written) = page(dataset, 10_000_000);
    assert_eq!((written.entities, written.of), (dataset.entities.len(), dataset.entities.len()));
    let data = data(&page);
    let (quotes, entities) = (data["quotes"].as_array().unwrap(), data["entities"].as_array().unwrap());
    let rows = data["statements"].as_array().unwrap();
    assert_eq!(rows.len(), dataset.statements.len());
    for (row, statement) in rows.iter().zip(&dataset.statements) {
        let subject = usize::try_from(row[0].as_u64().unwrap()).unwrap();
        assert_eq!(entities[subject]["path"], dataset.entity(statement.subject).path.as_str());
        for (told, claim) in row[4].as_array().unwrap().iter().zip(&statement.claims) {
            let quote = &quotes[usize::try_from(told[0].as_u64().unwrap()).unwrap()];
            assert_eq!(quote[2], dataset.quote(claim));
            assert_eq!(slice(dataset.quote(claim), &told[1], &told[2]), claim.trigger.of(&dataset.article(claim.article).text));
        }
    }
    for quote in quotes {
        for mark in quote[3].as_array().unwrap() {
            let entity = &entities[usize::try_from(mark[2].as_u64().unwrap()).unwrap()];
            let name = slice(quote[2].as_str().unwrap(), &mark[0], &mark[1]);
            let mut names = entity["names"].as_array().into_iter().flatten().chain([&entity["label"]]);
            assert!(names.any(|known| *known == name.as_str()), "{name} is no name of {entity}");
        }
    }
    data
}

#[test]
fn every_statement_is_there_with_its_words_and_names() {
    let data = check(&two_forums());
    let marks: usize = data["quotes"].as_array().unwrap().iter().map(|quote| quote[3].as_array().unwrap().len()).sum();
    assert!(marks > 10, "{marks}");
    let network = &data["network"];
    assert_eq!(network["people"], network["nodes"].as_array().unwrap().len());
}

/// One speech whose speaker, forum and article are called as given.
fn speech(person: &str, forum: &str) -> Dataset {
    let text = format!("\u{1f389} {person} spoke at {forum}.");
    Fixture::default()
        .article("a1", "en", &text)
        .entity(Kind::Person, "person/x", &[person])
        .entity(Kind::Event, "event/y", &[forum])
        .claim_with("a1", "person/x", "spokeAt", "event/y", &text, |claim| {
            let start = text.find("spoke").unwrap();
            claim.trigger = Span::new(start, start + 5);
        })
        .build()
}

#[test]
fn places_count_as_scripts_count() {
    // The character in front has four bytes and two units.
    let data = check(&speech("Zoë Ång", "论坛"));
    assert_eq!(data["quotes"][0][3][0][0], 3);
}

#[test]
fn words_from_articles_cannot_break_out() {
    let hostile = "</script><script>alert(1)</script><!--<script>&amp;{{script}}";
    let (page, _) = page(&speech(hostile, "{{data}}<img src=x onerror=alert(1)>"), 10_000_000);
    assert_eq!(page.matches("<script").count(), 2, "the data and the code");
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("<!--") && !page.contains("<img"));
    check(&speech(hostile, "{{data}}"));
}

#[test]
fn the_policy_allows_this_style_and_this_script_alone() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use sha2::{Digest as _, Sha256};

    let (page, _) = page(&two_forums(), 10_000_000);
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"");
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let style = hash(between(&page, "<style>", "</style>"));
    let script = hash(between(&page, "<script>", "</script>"));
    let expected = format!("default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'");
    assert_eq!(policy, expected);
    for source in ["src=", "href=\"http", "@import", "url(", "fetch(", "XMLHttpRequest", "innerHTML", "eval("] {
        assert!(!page.contains(source), "{source}");
    }
}

#[test]
fn what_does_not_fit_is_left_out_and_counted() {
    let dataset = two_forums();
    let (whole, all) = page(&dataset, 10_000_000);
    let (part, written) = page(&dataset, whole.len() - 1000);
    assert!(part.len() < whole.len() && written.entities < all.entities && written.of == all.entities);
    let totals = &data(&part)["totals"];
    assert_eq!(totals["shown"], written.entities);
    assert!(totals["statements_shown"].as_u64() < totals["statements"].as_u64());
    let (least, _) = page(&dataset, 1);
    assert_eq!(data(&least)["entities"].as_array().unwrap().len(), 1, "a page of one name is the smallest");
}

#[test]
fn both_sides_of_a_contradiction_are_told() {
    let text = "The Salt Forum opened on June 4, 2019. The Salt Forum opened on June 5, 2019.";
    let date = |day: &str| Literal::Date(day.parse().unwrap());
    let mut dataset = Fixture::default()
        .article("a1", "en", text)
        .entity(Kind::Event, "event/salt-forum", &["Salt Forum"])
        .claim("a1", "event/salt-forum", "startDate", date("2019-06-04"), None, "The Salt Forum opened on June 4, 2019.")
        .claim("a1", "event/salt-forum", "startDate", date("2019-06-05"), None, "The Salt Forum opened on June 5, 2019.")
        .build();
    dataset.statements[0].rank = Rank::Outranked;
    dataset.statements[1].rank = Rank::Preferred;
    let data = check(&dataset);
    let options = &data["contradictions"][0]["options"];
    assert_eq!(
        (&options[0]["text"], &options[0]["preferred"], &options[0]["statement"]),
        (&json!("2019-06-05"), &json!(true), &json!(1))
    );
    assert_eq!(
        (&options[1]["text"], &options[1]["preferred"], &options[1]["statement"]),
        (&json!("2019-06-04"), &json!(false), &json!(0))
    );
    assert_eq!(data["entities"][0]["start"], "2019-06-05", "the preferred goes before");
}

#[test]
fn nothing_gives_a_page_too() {
    let (page, written) = page(&Dataset::default(), 10_000_000);
    assert_eq!((written.entities, written.of), (0, 0));
    assert_eq!(data(&page)["network"]["people"], 0);
}

#[test]
fn the_same_dataset_gives_the_same_bytes() {
    assert_eq!(page(&two_forums(), 10_000_000), page(&two_forums(), 10_000_000));
}
