//! How alike are two names where nothing else is known?
//!
//! For lists of names to be checked against each other, without articles. Words are paired, best first; the score is the likeness of
//! the pairs over all words, less what speaks against: words on both sides that have no pair, and pairs that are hardly alike. The
//! constants were set by hand on the public pairs that `tools/name_bench.rs` measures on.

use deunicode::deunicode;

use super::sounds::spelling;
use crate::{
    knowledge::{Knowledge, Telling},
    model::{Kind, WordClass},
};

/// From this likeness on two names are taken for one.
pub const ALIKE: f64 = 0.7;

/// Pairs less alike than this are no pairs.
const NO_PAIR: f64 = 0.5;
const SAME_SPELLING: f64 = 0.95;
const INITIAL: f64 = 0.8;
const ACRONYM: f64 = 0.8;
const SAME_BUT_LEGAL_FORM: f64 = 0.98;
/// Words of so few letters are the same or not.
const SHORT: usize = 3;

/// How a kind of name is weighed.
struct Weights {
    /// A word of the shorter name without a pair.
    missing: f64,
    /// A word of the longer name without a pair.
    more: f64,
    /// For each pair of words that have none, on either side.
    contradiction: f64,
    /// Pairs less alike than this count against, so much for each hundredth.
    doubtful: f64,
    steep: f64,
    /// One word against several.
    single: f64,
}

const PERSON: Weights = Weights { missing: 1.0, more: 0.3, contradiction: 0.25, doubtful: 0.78, steep: 1.5, single: 0.2 };
const BODY: Weights = Weights { missing: 0.8, more: 0.8, contradiction: 0.0, doubtful: 0.7, steep: 1.0, single: 0.0 };

/// How alike two names of people, or of bodies, are: below 0 to 1; from [`ALIKE`] on they may be taken for one.
#[must_use]
pub fn likeness(kind: Kind, one: &str, other: &str, knowledge: &Knowledge) -> f64 {
    let (one, other) = (words(one), words(other));
    if one.concat() == other.concat() {
        return 1.0;
    }
    let person = kind == Kind::Person;
    let bare = |words: &[String]| {
        let bare = if person { without_titles(words, knowledge) } else { without_links(words, knowledge) };
        if bare.is_empty() { words.to_vec() } else { bare }
    };
    let (mut one, mut other) = (bare(&one), bare(&other));
    join_parts(&mut one, &other);
    join_parts(&mut other, &one);
    if person {
        for words in [&mut one, &mut other] {
            let mut seen = std::collections::BTreeSet::new();
            words.retain(|word| seen.insert(word.clone()));
        }
    } else if one.concat() == other.concat() {
        return SAME_BUT_LEGAL_FORM;
    } else if is_acronym(&one, &other) || is_acronym(&other, &one) {
        return ACRONYM;
    }
    weigh(&one, &other, if person { &PERSON } else { &BODY }, person)
}

fn words(name: &str) -> Vec<String> {
    let plain = deunicode(name).to_lowercase().replace(['\'', '.'], "");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn without_titles(words: &[String], knowledge: &Knowledge) -> Vec<String> {
    words.iter().filter(|word| !is_title(word, knowledge)).cloned().collect()
}

fn is_title(word: &str, knowledge: &Knowledge) -> bool {
    let packs = knowledge.languages.all().iter().filter(|pack| pack.spaced);
    packs.into_iter().any(|pack| {
        let lists = [WordClass::Honorific, WordClass::Post].into_iter().filter_map(|class| pack.words.get(&class));
        lists.flatten().any(|known| known.trim_end_matches('.') == word)
    })
}

/// Leaves out legal forms and words that join others.
fn without_links(words: &[String], knowledge: &Knowledge) -> Vec<String> {
    let all: Vec<&str> = words.iter().map(String::as_str).collect();
    let (mut bare, mut at) = (Vec::new(), 0);
    while at < all.len() {
        let known = knowledge.name_words.longest_words(&all[at..]);
        if let Some((len, _)) = known.filter(|(_, meaning)| meaning.telling == Telling::Link) {
            at += len;
        } else {
            bare.push(words[at].clone());
            at += 1;
        }
    }
    bare
}

/// Neighbours that together are a word of the other name become one.
fn join_parts(words: &mut Vec<String>, other: &[String]) {
    let mut at = 0;
    while at + 1 < words.len() {
        let longest = 4.min(words.len() - at);
        let whole = (2..=longest)
            .rev()
            .map(|len| (len, words[at..at + len].concat()))
            .find(|(_, whole)| other.iter().any(|word| word == whole || whole.len() > 5 && distance(word, whole) <= 1));
        if let Some((len, whole)) = whole {
            words.splice(at..at + len, [whole]);
        }
        at += 1;
    }
}

fn is_acronym(short: &[String], long: &[String]) -> bool {
    let initials: String = long.iter().filter_map(|word| word.chars().next()).collect();
    short.len() == 1 && short[0].len() > 2 && short[0] == initials
}

fn distance(a: &str, b: &str) -> usize {
    rapidfuzz::distance::osa::distance(a.chars(), b.chars())
}

fn alike(a: &str, b: &str, initials: bool) -> f64 {
    if a == b {
        return 1.0;
    }
    if spelling(a) == spelling(b) && !spelling(a).is_empty() {
        return SAME_SPELLING;
    }
    if initials && a.len().min(b.len()) == 1 && a.chars().next() == b.chars().next() {
        return INITIAL;
    }
    let longer = a.chars().count().max(b.chars().count());
    if longer <= SHORT { 0.0 } else { 1.0 - distance(a, b) as f64 / longer as f64 }
}

fn weigh(one: &[String], other: &[String], weights: &Weights, person: bool) -> f64 {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in one.iter().enumerate() {
        pairs.extend(other.iter().enumerate().map(|(j, b)| (alike(a, b, person), i, j)));
    }
    pairs.sort_by(|x, y| {
        y.0.total_cmp(&x.0).then_with(|| x.1.abs_diff(x.2).cmp(&y.1.abs_diff(y.2))).then_with(|| (x.1, x.2).cmp(&(y.1, y.2)))
    });
    let (mut mine, mut theirs) = (vec![false; one.len()], vec![false; other.len()]);
    let mut found = Vec::new();
    for (score, i, j) in pairs {
        if score >= NO_PAIR && !mine[i] && !theirs[j] {
            (mine[i], theirs[j]) = (true, true);
            found.push(score);
        }
    }
    if found.is_empty() {
        return 0.0;
    }
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    let (missing, more) = ((short - found.len()) as f64, (long - found.len()) as f64);
    let all = found.len() as f64 + missing * weights.missing + more * weights.more;
    let against: f64 = found.iter().map(|score| (weights.doubtful - score).max(0.0) * weights.steep).sum();
    let single = if short == 1 && long > 1 { weights.single } else { 0.0 };
    found.iter().sum::<f64>() / all - against - missing.min(more) * weights.contradiction - single
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::built_in;

    #[test]
    fn spellings_and_slips_are_alike_and_other_people_are_not() {
        for (a, b) in [
            ("Pavel Dmitriev", "Dmitriyev, Pavel"),
            ("Ada Bell", "Dr. Ada Bel"),
            ("Jean-Paul Roche", "JeanPaul Roche"),
            ("Павел Зорин", "Pavel Zorin"),
        ] {
            assert!(likeness(Kind::Person, a, b, built_in()) >= ALIKE, "{a} {b}");
        }
        for (a, b) in [("Pavel Dmitriev", "Igor Dmitriev"), ("Ada Bell", "Ada Dorn"), ("Ada", "Ada Bell")] {
            assert!(likeness(Kind::Person, a, b, built_in()) < ALIKE, "{a} {b}");
        }
        assert!(likeness(Kind::Organization, "Tide Works Ltd.", "Tide Works Limited", built_in()) >= ALIKE);
        assert!(likeness(Kind::Organization, "Tide Works Ltd.", "Salt Works Limited", built_in()) < ALIKE);
    }
}
