//! Dossiers and comparisons over the forums of the question tests.

use super::*;
use crate::ask::fixture::forums;

fn shown(name: &str) -> Shown {
    let (dataset, knowledge) = (forums(), crate::knowledge::built_in());
    show(name, &Index::new(&dataset, knowledge), "en")
}

/// The lines of one section of the only dossier.
fn check(name: &str, title: &str, expected: &[&str]) {
    let shown = shown(name);
    let [dossier] = shown.dossiers.as_slice() else { panic!("{name}: {} dossiers", shown.dossiers.len()) };
    let section = dossier.sections.iter().find(|section| section.title == title);
    let lines = section.into_iter().flat_map(|section| &section.lines);
    let text = |line: &Line| {
        assert!(!line.quotes.is_empty(), "{} has no quote", line.text);
        let announced = if line.announced { " (announced)" } else { "" };
        format!("{} {}{announced}", line.when.as_deref().unwrap_or("-"), line.text)
    };
    let found: Vec<_> = lines.map(text).collect();
    assert_eq!(found, expected, "{name}: {title}");
}

#[test]
fn a_person_has_posts_events_and_company() {
    check("Igor Zorin", "posts", &["2019-07-26 deputy minister, Norland"]);
    check("zorin", "events", &["2019-07-26 spoke at third Amber Road Media Forum", "2024-12-03 attended 12th World Clip Forum"]);
    check(
        "Igor Zorin",
        "who else was there",
        &["2019-07-26 Rao Jin · third Amber Road Media Forum", "2024-12-03 Ola Brandt · 12th World Clip Forum"],
    );
    check("Mina Holt", "not said as facts", &["- denied: Mina Holt · attended · 12th World Clip Forum"]);
}

#[test]
fn an_event_has_place_dates_hosts_people_and_parts() {
    let event = "World Clip Forum";
    check(event, "where and when", &["- held in Quanzhou", "- starts on 2024-12-03"]);
    check(event, "what", &["- edition 12", "- theme Clips for all"]);
    check(event, "hosts", &["- Lantern News · hosted"]);
    check(event, "supporters and participants", &["- Union of Radios · supported"]);
    check(event, "people", &["- Igor Zorin · attended", "- Ola Brandt · spoke at"]);
    check(event, "parts", &["- Clip Night · part of event"]);
    check(
        "the third Amber Road Media Forum",
        "other editions",
        &["2020-08 next Amber Road Media Forum · edition of (announced)"],
    );
}

#[test]
fn organizations_places_and_series_have_theirs() {
    check("LMG", "people", &["2024-12-03 Ola Brandt · president"]);
    check("LMG", "events", &["2021-05-22 hosted Smart Voice Forum (SVF) 2021"]);
    check("LMG", "there through its people", &["2024-12-03 Ola Brandt · spoke at 12th World Clip Forum"]);
    check("LMG", "parts", &["- Lantern News · part of"]);
    check(
        "Wuxi",
        "events held here",
        &["2019-07-26 third Amber Road Media Forum · held in", "2021-05-22 Smart Voice Forum (SVF) 2021 · held in"],
    );
    check("Wuxi", "people", &["2019-07-26 Rao Jin · Party secretary"]);
    let series = shown("Amber Road Media Forum");
    assert_eq!(series.dossiers[0].sections[0].lines.len(), 2, "{}", render(&series));
}

#[test]
fn names_are_found_as_in_questions() {
    let notes = |name: &str| shown(name).notes.join(" | ");
    assert_eq!(notes("Igor Zorrin"), "«Igor Zorrin» was read as: Igor Zorin");
    assert_eq!(notes("Bell"), "«Bell» fits 2: Ada Bell; Ned Bell");
    assert_eq!(shown("Bell").dossiers.len(), 2);
    let unknown = shown("Tan Wenbo");
    assert_eq!((unknown.error_kind(), unknown.did_you_mean[0].label.as_str()), (Some(ErrorKind::NoResult), "Tan Weili"));
    for odd in ["", " ", "?!", "\"}", "\u{0}"] {
        assert!(shown(odd).dossiers.is_empty(), "{odd}");
    }
    let text = render(&shown("Smart Voice Forum"));
    assert!(text.contains("Yann Leroux · spoke at (by video)") && text.contains("“Yann Leroux, former"), "{text}");
    let json = serde_json::to_value(shown("Rao Jin")).unwrap();
    assert_eq!(json["dossiers"][0]["sections"][0]["lines"][0]["quotes"][0]["article"], "a2");
}

/// What both have, only the first, only the second.
fn check_parts(first: &str, second: &str, title: &str, expected: [&str; 3]) {
    let (dataset, knowledge) = (forums(), crate::knowledge::built_in());
    let comparison = compare(first, second, &Index::new(&dataset, knowledge), "en");
    let part = comparison.parts.iter().find(|part| part.title == title).unwrap();
    let text = |lines: &[Line]| lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(", ");
    assert_eq!([text(&part.both), text(&part.only_first), text(&part.only_second)], expected, "{first}, {second}: {title}");
}

#[test]
fn two_things_are_compared() {
    let (amber, clip, voice) = ("the third Amber Road Media Forum", "World Clip Forum", "SVF 2021");
    check_parts(amber, clip, "people", ["Igor Zorin", "Rao Jin", "Ola Brandt, Yann Leroux"]);
    check_parts(amber, voice, "people", ["", "Igor Zorin, Rao Jin", "Mei Zhou, Tan Weili, Yann Leroux"]);
    check_parts(amber, voice, "places", ["Wuxi", "", ""]);
    check_parts(amber, voice, "dates", ["", "2019-07-26", "2021-05-22"]);
    check_parts(amber, voice, "hosts", ["", "Daily Harbour", "Lantern Media Group"]);
    check_parts(amber, voice, "organizations", ["Daily Harbour", "", "CPC Wuxi Municipal Committee, Lantern Media Group"]);
    check_parts("Igor Zorin", "Ola Brandt", "events", ["12th World Clip Forum", "third Amber Road Media Forum", ""]);
}

#[test]
fn a_comparison_tells_what_comes_nearest_and_which_name_is_unknown() {
    let (dataset, knowledge) = (forums(), crate::knowledge::built_in());
    let index = Index::new(&dataset, knowledge);
    let text = render_comparison(&compare("SVF", "the third Amber Road Media Forum", &index, "en"));
    for part in ["the same sort of post: Secretary, Wuxi", "only Smart Voice Forum (SVF) 2021 (2021-05-22, Wuxi)", "  both\n"] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let unknown = compare("SVF", "Smart Noise Gala", &index, "en");
    assert_eq!(unknown.error_kind(), Some(ErrorKind::NoResult));
    assert!(render_comparison(&unknown).contains("no article names «Smart Noise Gala»"));
}
