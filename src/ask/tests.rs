//! Questions over two forums in one city and others elsewhere: every type, both languages, slips, and nonsense.

use proptest::prelude::*;

use super::{
    fixture::{TestStore, forums},
    *,
};
use crate::knowledge::Knowledge;

/// Asks over [`forums`].
fn asked(question: &str) -> Answer {
    let (dataset, knowledge) = (forums(), crate::knowledge::built_in());
    let store = TestStore::new(&dataset, knowledge);
    ask(question, &Index::new(&dataset, knowledge), &store).unwrap()
}

/// One line an answer: the cells of its rows, or what became of the question.
fn check(question: &str, expected: &str) {
    let answer = asked(question);
    let found = match &answer.outcome {
        Outcome::Found => {
            let row = |row: &Row| row.cells.iter().map(Cell::text).collect::<Vec<_>>().join(", ");
            answer.rows.iter().map(row).collect::<Vec<_>>().join("; ")
        }
        Outcome::Empty => "nobody".to_owned(),
        Outcome::NoSuchName { name, did_you_mean } => {
            let cards = did_you_mean.iter().map(|card| card.label.as_str());
            format!("no «{name}», but {}", cards.collect::<Vec<_>>().join(", "))
        }
        Outcome::NotUnderstood { examples } => {
            assert!(examples.len() > 15);
            "not understood".to_owned()
        }
    };
    assert_eq!(found, expected, "{question}\n{}", explain(&answer));
    let quoted = answer.rows.iter().all(|row| !row.quotes.is_empty());
    assert!(quoted || answer.kind == "connected", "a row of «{question}» has no quote");
}

#[test]
fn who_was_where() {
    let wuxi = "Igor Zorin; Mei Zhou; Rao Jin; Tan Weili; Yann Leroux";
    check("who attended the third Amber Road Media Forum?", "Igor Zorin; Rao Jin");
    check("Who was present at the Smart Voice Forum", "Mei Zhou; Tan Weili; Yann Leroux");
    check("please tell me who attended any of the Wuxi forums, thanks", wuxi);
    check("who attended the forums in Wuxi", wuxi);
    check("who spoke at the Smart Voice Forum", "Tan Weili; Yann Leroux");
    check("who gave a speech at SVF 2021", "Tan Weili; Yann Leroux");
    check("speakers at the 2019 forum in Wuxi", "Igor Zorin; Rao Jin");
    check("who chaired the Smart Voice Forum", "Mei Zhou");
    check("who chaired the World Clip Forum", "nobody");
    check("who attended the World Clip Forum", "Igor Zorin; Ola Brandt; Yann Leroux");
    check("who hosted the third Amber Road Media Forum", "Daily Harbour");
    check("by whom was the World Clip Forum organised", "Lantern News");
    check("who supported the World Clip Forum", "Union of Radios");
    check("which organizations were at the World Clip Forum", "Lantern Media Group; Lantern News; Union of Radios");
    check("was Igor Zorin at the World Clip Forum?", "Igor Zorin, 12th World Clip Forum");
    check("did Mina Holt attend the World Clip Forum", "Mina Holt, 12th World Clip Forum");
    check("did Tan Weili attend the World Clip Forum", "nobody");
}

#[test]
fn sets() {
    check("who attended both Wuxi forums", "nobody");
    check("who attended both the Wuxi forums?", "nobody");
    check("who attended all Wuxi forums", "nobody");
    check("Who was at both forums in Wuxi?", "nobody");
    check("who attended either of the Wuxi forums", "Igor Zorin; Mei Zhou; Rao Jin; Tan Weili; Yann Leroux");
    check("who attended the Amber Road Media Forum and the World Clip Forum", "Igor Zorin");
    check("who attended both the Smart Voice Forum and the World Clip Forum", "Yann Leroux");
    check(
        "who attended the Smart Voice Forum or the third Amber Road Media Forum",
        "Igor Zorin; Mei Zhou; Rao Jin; Tan Weili; Yann Leroux",
    );
    check("who attended the Quanzhou forum but not the Smart Voice Forum", "Igor Zorin; Ola Brandt");
    check("who attended any Wuxi forum but not the World Clip Forum", "Mei Zhou; Rao Jin; Tan Weili");
    check("who spoke at both the Wuxi and the Quanzhou forums", "nobody");
    check("who attended both the Wuxi and the Quanzhou forums", "Igor Zorin; Yann Leroux");
    check("who attended SVF, the World Clip Forum and the third Amber Road Media Forum", "nobody");
    check("which events did both Igor Zorin and Ola Brandt attend", "12th World Clip Forum");
    check("which events did Igor Zorin but not Ola Brandt attend", "third Amber Road Media Forum");
    check("siapa yang menghadiri kedua forum Wuxi", "nobody");
    check("siapa yang hadir di Forum Klip Dunia tetapi tidak hadir di Smart Voice Forum", "Igor Zorin; Ola Brandt");
}

#[test]
fn an_empty_set_names_what_was_looked_at_and_what_comes_nearest() {
    let answer = asked("who attended both Wuxi forums");
    let looked =
        |looked: &LookedAt| format!("{} {} {}", looked.entity.label, looked.entity.date.clone().unwrap(), looked.people.unwrap());
    let looked: Vec<_> = answer.looked_at.iter().map(looked).collect();
    assert_eq!(looked, ["third Amber Road Media Forum 2019-07-26 2", "Smart Voice Forum (SVF) 2021 2021-05-22 3"]);
    let near = &answer.nearest[0];
    let people: BTreeSet<_> = near.sides.iter().map(|side| side.person.as_ref().unwrap().label.as_str()).collect();
    assert_eq!((near.nearness, near.shared.as_str()), (Nearness::SimilarPost, "Secretary, Wuxi"));
    assert_eq!(people, BTreeSet::from(["Rao Jin", "Tan Weili"]));
    assert!(near.sides.iter().all(|side| !side.quotes.is_empty()));
    let bodies: Vec<_> = answer.nearest[1..].iter().map(|near| (near.nearness, near.shared.as_str())).collect();
    assert_eq!(bodies, [(Nearness::SameBody, "Daily Harbour")]);
    let text = render(&answer);
    for part in [
        "nobody is reported at both (third Amber Road Media Forum; Smart Voice Forum (SVF) 2021)",
        "3 people known there",
        "Wuxi",
        "2021-05-22",
        "Party secretary",
        "the same organization: Daily Harbour",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn an_event_without_a_date_is_shown_with_the_day_of_the_report() {
    let (mut dataset, knowledge) = (forums(), crate::knowledge::built_in());
    dataset.articles[2].published = Some("2024-12-06".parse().unwrap());
    let store = TestStore::new(&dataset, knowledge);
    let answer = ask("who chaired the Clip Night", &Index::new(&dataset, knowledge), &store).unwrap();
    assert_eq!(answer.looked_at[0].reported.as_deref(), Some("2024-12-06"));
    assert!(render(&answer).contains("1 person known there, named in 1 article, reported 2024-12-06"), "{}", render(&answer));
}

#[test]
fn when_where_and_what() {
    check("where was the third Amber Road Media Forum held?", "third Amber Road Media Forum, Wuxi");
    check("where will the next Amber Road Media Forum take place", "next Amber Road Media Forum, Taganka");
    check("when was the Wuxi forum in 2021", "Smart Voice Forum (SVF) 2021, 2021-05-22");
    check("what was the theme of the World Clip Forum", "12th World Clip Forum, Clips for all");
    check("how many people attended the third Amber Road Media Forum", "third Amber Road Media Forum, 200");
    check("which forums took place in Wuxi", "third Amber Road Media Forum; Smart Voice Forum (SVF) 2021");
    check("which events were held in Jiangsu in 2021", "Smart Voice Forum (SVF) 2021");
    check("which summits were held in Wuxi", "nobody");
    check("what happened in Quanzhou", "12th World Clip Forum");
    check("which events took place in 2024", "12th World Clip Forum");
    check("events in 1999", "nobody");
    check(
        "which events were hosted by Lantern Media Group",
        "Smart Voice Forum (SVF) 2021, Lantern Media Group; 12th World Clip Forum, Lantern News",
    );
    check("which events did LMG host in 2021", "Smart Voice Forum (SVF) 2021, Lantern Media Group");
    check("which events did the Union of Radios support", "12th World Clip Forum, Union of Radios");
    check("which editions of the Amber Road Media Forum are known", "third Amber Road Media Forum; next Amber Road Media Forum");
    check("what was part of the World Clip Forum", "Clip Night, 12th World Clip Forum");
}

#[test]
fn people_and_posts() {
    check("which events did Zorin attend", "third Amber Road Media Forum; 12th World Clip Forum");
    check("where did Zorin speak", "third Amber Road Media Forum");
    check("when did Ola Brandt give a speech", "12th World Clip Forum");
    check("who appears with Rao Jin", "Igor Zorin, third Amber Road Media Forum");
    check("what posts does Ola Brandt hold", "Ola Brandt, president, Lantern Media Group");
    check("Tan Weili's posts", "Tan Weili, Secretary, CPC Wuxi Municipal Committee");
    check("who is Mei Zhou?", "Mei Zhou, editor, Daily Harbour");
    check("who is the Party secretary of Wuxi", "Rao Jin, Party secretary, Wuxi");
    check("who is the mayor of Bergen", "Mina Holt, mayor, Bergen");
    check("siapa wali kota Bergen", "Mina Holt, mayor, Bergen");
    check("who works for Lantern Media Group", "Ola Brandt, president, Lantern Media Group");
    check("how are Igor Zorin and Ola Brandt connected", "12th World Clip Forum");
    check("how is Rao Jin connected to Wuxi", "Wuxi; third Amber Road Media Forum");
    check("how is Rao Jin connected to Ola Brandt", "third Amber Road Media Forum, Igor Zorin, 12th World Clip Forum");
    check("how are Tan Weili and Rao Jin connected", "Smart Voice Forum (SVF) 2021, Wuxi, third Amber Road Media Forum");
    check("what connects Ada Bell and Mina Holt", "a5");
    check("what connects Ada Bell and Rao Jin", "nobody");
}

#[test]
fn in_indonesian_and_chinese() {
    check("Siapa yang menghadiri Smart Voice Forum?", "Mei Zhou; Tan Weili; Yann Leroux");
    check("siapa saja yang berbicara di Forum Klip Dunia ke-12", "Ola Brandt");
    check("siapa yang memimpin Smart Voice Forum", "Mei Zhou");
    check("siapa yang menyelenggarakan forum di Quanzhou", "Lantern News");
    check("siapa pendukung World Clip Forum", "Union of Radios");
    check("di mana Smart Voice Forum diadakan", "Smart Voice Forum (SVF) 2021, Wuxi");
    check("kapan World Clip Forum digelar", "12th World Clip Forum, 2024-12-03");
    check("apa tema World Clip Forum", "12th World Clip Forum, Clips for all");
    check("berapa peserta Amber Road Media Forum ketiga", "third Amber Road Media Forum, 200");
    check("forum apa saja yang diadakan di Wuxi tahun 2019", "third Amber Road Media Forum");
    check("acara apa yang berlangsung pada tahun 2021", "Smart Voice Forum (SVF) 2021");
    check("acara apa yang diselenggarakan oleh Daily Harbour", "third Amber Road Media Forum, Daily Harbour");
    check("acara apa yang diikuti Union of Radios", "12th World Clip Forum, Union of Radios");
    check("acara apa yang dihadiri Igor Zorin", "third Amber Road Media Forum; 12th World Clip Forum");
    check("di mana Igor Zorin berbicara", "third Amber Road Media Forum");
    check("apakah Ola Brandt hadir di World Clip Forum", "Ola Brandt, 12th World Clip Forum");
    check("siapa yang muncul bersama Rao Jin", "Igor Zorin, third Amber Road Media Forum");
    check("apa hubungan antara Igor Zorin dan Ola Brandt", "12th World Clip Forum");
    check("apa jabatan Mei Zhou", "Mei Zhou, editor, Daily Harbour");
    check("siapa yang bekerja di Daily Harbour", "Mei Zhou, editor, Daily Harbour");
    check("organisasi apa saja yang hadir di World Clip Forum", "Lantern Media Group; Lantern News; Union of Radios");
    check("apa saja edisi Amber Road Media Forum", "third Amber Road Media Forum; next Amber Road Media Forum");
    check("apa saja bagian dari World Clip Forum", "Clip Night, 12th World Clip Forum");
    check("谁参加了世界短片论坛？", "Igor Zorin; Ola Brandt; Yann Leroux");
    check("谁出席了无锡论坛", "Igor Zorin; Mei Zhou; Rao Jin; Tan Weili; Yann Leroux");
    check("世界短片论坛在哪里举行", "12th World Clip Forum, Quanzhou");
    check("泉州举办了哪些论坛", "12th World Clip Forum");
}

#[test]
fn slips_ambiguous_and_unknown_names() {
    check("who appears with Igor Zorrin", "Ola Brandt, 12th World Clip Forum; Rao Jin, third Amber Road Media Forum");
    check("where did Ola Brant speek", "no «Ola Brant speek», but Ola Brandt");
    check("where did Ola Brant speak", "12th World Clip Forum");
    check("who attended the Smart Voise Forum", "Mei Zhou; Tan Weili; Yann Leroux");
    check("who attended the Quanzou forum", "Igor Zorin; Ola Brandt; Yann Leroux");
    check("which events did Bell attend", "nobody");
    check("which events did Gustav Adolf attend", "no «Gustav Adolf», but ");
    check("which events did Weilu Tan attend", "Smart Voice Forum (SVF) 2021");
    check("which events did Tan Wenbo attend", "no «Tan Wenbo», but Tan Weili");
    check("who attended the Smart Voice Forum and the Moonlight Gala", "no «the Moonlight Gala», but ");
    check("which events did LMG attend", "Smart Voice Forum (SVF) 2021, Lantern Media Group");
    check("who appears with Wuxi", "no «Wuxi», but Wuxi, CPC Wuxi Municipal Committee");
}

#[test]
fn the_reading_is_told() {
    let notes = |question: &str| asked(question).notes.join(" | ");
    assert!(notes("who appears with Igor Zorrin").contains("«Igor Zorrin» was read as: Igor Zorin"));
    assert!(notes("which events did Bell attend").contains("fits 2, the answer is for all of them: Ada Bell; Ned Bell"));
    assert!(notes("who attended both Quanzhou forums").contains("only 1 fits"));
    assert!(notes("how is Rao Jin connected to Ola Brandt").contains("over one more person"));
    let both = notes("who attended both forums");
    assert!(both.contains("4 fit «forums»") && both.contains("at least 2 of them"), "{both}");
    let answer = asked("where will the next Amber Road Media Forum take place");
    assert!(answer.rows[0].announced && render(&answer).contains("announced)"), "{}", render(&answer));
    let video = asked("who spoke at the Smart Voice Forum");
    assert_eq!(video.rows[1].modes, ["video"]);
    assert!(render(&video).contains("Yann Leroux (by video)"));
    assert!(explain(&video).contains("VALUES"));
    let json = serde_json::to_value(&video).unwrap();
    assert_eq!((json["outcome"].as_str(), json["rows"][0]["cells"][0]["label"].as_str()), (Some("found"), Some("Tan Weili")));
    assert_eq!(json["rows"][0]["quotes"][0]["article"], "a1");
}

#[test]
fn nonsense_is_not_understood() {
    for question in [
        "",
        "?",
        "hello",
        "colourless green ideas sleep furiously",
        "who",
        "who attended",
        "\u{0}\u{feff}",
        "attended who forum the",
    ] {
        check(question, "not understood");
    }
    check(&"who attended ".repeat(50), "not understood");
}

#[test]
fn every_example_of_every_question_is_understood_as_that_question() {
    let (dataset, knowledge) = (forums(), crate::knowledge::built_in());
    let index = Index::new(&dataset, knowledge);
    let store = TestStore::new(&dataset, knowledge);
    for question in &knowledge.questions.questions {
        for text in question.example.values() {
            let Some(example) = example(&index, text, &question.slots) else { panic!("{text} has no example") };
            let answer = ask(&example, &index, &store).unwrap();
            assert_eq!(answer.kind, question.name, "{example}");
            assert!(!answer.reading.is_empty() && !answer.reading.contains(['{', '…']), "{example}: {}", answer.reading);
        }
    }
}

#[test]
fn every_query_of_every_question_is_sparql() {
    let (dataset, knowledge) = (forums(), crate::knowledge::built_in());
    let index = Index::new(&dataset, knowledge);
    let store = TestStore::new(&dataset, knowledge);
    for question in &knowledge.questions.questions {
        for query in &question.queries {
            // With no slot filled, a query still parses but for the numbers of a set.
            let filled =
                fill::fill(&index, &query.sparql.replace("%event.need%", "1").replace("%person.need%", "1"), &BTreeMap::new());
            store.select(&filled.unwrap()).unwrap_or_else(|e| panic!("{}: {e}", question.name));
        }
    }
}

#[test]
fn posts_are_compared_by_noun_rank_and_field() {
    let words = crate::knowledge::built_in().questions.words.clone();
    let noun = |post: &str| nearest::titles(&words, &questions::phrase(post));
    let like =
        |a: &str, b: &str| noun(a).iter().any(|a| noun(b).iter().any(|b| a.is_like(b, &[questions::phrase("City of Ostia")])));
    for (a, b) in [
        ("Secretary", "Party secretary"),
        ("mayor of Ostia", "Mayor"),
        ("wali kota", "Mayor"),
        ("President and Editor-in-Chief", "president"),
        ("deputy minister of culture", "wakil menteri"),
        ("市长", "mayor"),
        ("keeper", "keeper of the seal"),
    ] {
        assert!(like(a, b), "{a}, {b}");
    }
    for (a, b) in [
        ("Deputy Secretary", "Secretary"),
        ("minister of finance", "minister of health"),
        ("former mayor", "mayor"),
        ("副市长", "市长"),
        ("mayor", "governor"),
    ] {
        assert!(!like(a, b), "{a}, {b}");
    }
}

#[test]
fn a_new_question_is_only_a_new_file() {
    let dir = tempfile::tempdir().unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology");
    for folder in ["questions", "questions/words", "questions/shared"] {
        std::fs::create_dir_all(dir.path().join(folder)).unwrap();
        for entry in
            std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            std::fs::copy(&entry, dir.path().join(folder).join(entry.file_name().unwrap())).unwrap();
        }
    }
    let question = r#"
        [reading]
        en = "the places inside {place}"
        [nothing]
        en = "no place inside {place} is reported"
        [example]
        en = "which places lie in {place}"
        [[phrasing]]
        language = "en"
        text = ["which (places|cities) lie (in|inside) {place}"]
        [[query]]
        columns = ["inner"]
        sparql = "SELECT ?inner %evidence% WHERE { %place ?place% ?inner pl:partOf ?place . %claim ?inner pl:partOf ?place% }"
    "#;
    std::fs::write(dir.path().join("questions/inside.toml"), question).unwrap();
    let mut knowledge = Knowledge::embedded().unwrap();
    knowledge.questions = Questions::load(&crate::knowledge::Sources::from_dir(dir.path()).unwrap()).unwrap();
    let dataset = forums();
    let store = TestStore::new(&dataset, &knowledge);
    let answer = ask("Which cities lie in Jiangsu?", &Index::new(&dataset, &knowledge), &store).unwrap();
    assert_eq!((answer.kind.as_str(), answer.rows[0].cells[0].text(), answer.rows[0].quotes.len()), ("inside", "Wuxi", 1));
}

/// A question with odd words in the place of a name.
fn odd_question() -> impl Strategy<Value = String> {
    let odd = prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        "(and|or|but not|both|all|the|in|of|third|2021|forums?|Wuxi|Zorin|[<>{}\"'\\\\%?$|\n]){1,12}",
        "((and|or|but not|both|all|the|in|of|third|2021|forums?|Wuxi|Zorin|,) ){1,12}",
    ];
    let frames = prop::sample::select(vec![
        "who attended ",
        "which events did ",
        "who is the ",
        "siapa yang hadir di ",
        "谁参加了",
        "how are ",
        "",
    ]);
    (frames, odd, prop::sample::select(vec!["", " and Zorin connected", " attend in 2021", " of Wuxi"]))
        .prop_map(|(a, b, c)| format!("{a}{b}{c}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_question_breaks_anything(questions in prop::collection::vec(odd_question(), 4)) {
        let (dataset, knowledge) = (forums(), crate::knowledge::built_in());
        let index = Index::new(&dataset, knowledge);
        let store = TestStore::new(&dataset, knowledge);
        for question in questions {
            let answer = ask(&question, &index, &store).unwrap();
            prop_assert!(!render(&answer).is_empty());
            prop_assert!(serde_json::to_string(&answer).is_ok());
        }
    }
}
