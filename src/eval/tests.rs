//! Are names compared as `LABELS.md` says? The figures are tested in `tests/it/eval.rs`.

use super::{
    labels::Section,
    names::{agreement, fold, is_same},
};
use crate::knowledge::{Scoring, built_in};

fn words() -> &'static Scoring {
    &built_in().scoring
}

#[test]
fn names_are_folded() {
    let cases: &[(&str, &[&str])] = &[
        ("H.E. Dr. Ida Marsh", &["h", "e", "ida", "marsh"]),
        ("the Ninth Côte d’Azur Forum", &["9", "cote", "d", "azur", "forum"]),
        ("21st Farmers’ and Women's Days", &["21", "farmers", "and", "womens", "days"]),
        ("Straße", &["strasse"]),
        ("第３届江风论坛", &["第3届江风论坛"]),
        ("Bapak", &["bapak"]),
        ("…", &[]),
    ];
    for (name, expected) in cases {
        assert_eq!(fold(name, words()), *expected, "{name}");
    }
}

#[test]
fn spellings_of_one_name() {
    use Section::{Events, Orgs, People, Places};
    let same = |section, a: &str, b: &str| is_same(section, &fold(a, words()), &fold(b, words()), words());
    for (section, a, b) in [
        (People, "Marsh Ida", "Ida Marsh"),
        (People, "Ng Wei-Ming", "Ng Weiming"),
        (Places, "Vell City", "vell"),
        (Places, "清源市", "清源"),
        (Orgs, "Vell Institute of Coastal Studies", "Institute of Coastal Studies, Vell"),
        (Orgs, "海棠集团公司", "海棠集团有限公司"),
        (Events, "the Salt Forum", "Salt Forum"),
    ] {
        assert!(same(section, a, b) && same(section, b, a), "{a} {b}");
    }
    for (section, a, b) in [
        (People, "Ida Marsh", "Ida"),
        (People, "", ""),
        (Places, "Vell", "Port Vell"),
        (Places, "City", "Town"),
        (Orgs, "Northern Ports Association", "Southern Ports Association"),
        (Orgs, "Association", "Northern Ports Association"),
        (Events, "Forum Salt", "Salt Forum"),
    ] {
        assert!(!same(section, a, b) && !same(section, b, a), "{a} {b}");
    }
}

#[test]
fn events_agree_by_words_unless_numbers_differ() {
    let score = |a: &str, b: &str| (agreement(&[fold(a, words())], &[fold(b, words())]) * 1000.0).round();
    for (a, b, expected) in [
        ("third Salt Forum", "3rd Salt Forum", 1000.0),
        ("Salt Forum", "third Salt Forum", 800.0),
        ("Salt Forum 2019", "Salt Forum 2020", 0.0),
        ("Salt Forum", "Salt Fair", 283.0),
        ("江风论坛", "第三届江风论坛", 771.0),
        ("", "Salt Forum", 0.0),
    ] {
        assert!((score(a, b) - expected).abs() < 0.5, "{a} {b}: {}", score(a, b));
        assert!((score(b, a) - expected).abs() < 0.5, "{b} {a}");
    }
}
