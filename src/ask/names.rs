//! Which entities does a name mean, spelled rightly or nearly?

use std::collections::{BTreeMap, BTreeSet};

use rapidfuzz::distance::{jaro_winkler, osa};

use crate::{
    knowledge::questions::{Phrase, Words, phrase},
    model::{Dataset, EntityIdx, Kind},
};

/// How a name was found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is a name of the entity, letter case and accents aside.
    Exact,
    /// The entity fits the description.
    Described,
    /// Its words stand in a name of the entity, or the other way round.
    Part,
    /// It is made of the first letters of a name.
    Initials,
    /// It differs by a slip of spelling.
    Slip,
}

/// The entities that a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Sorted, not empty.
    pub entities: Vec<EntityIdx>,
    /// How they were found.
    pub how: How,
    /// The words speak of several ("forums"), so that several are no ambiguity.
    pub plural: bool,
}

/// The folded names of all entities.
#[derive(Debug)]
pub(crate) struct Names {
    forms: Vec<Form>,
    exact: BTreeMap<String, BTreeSet<EntityIdx>>,
}

#[derive(Debug)]
struct Form {
    entity: EntityIdx,
    kind: Kind,
    words: Phrase,
    joined: String,
    initials: String,
}

impl Names {
    pub(crate) fn new(dataset: &Dataset, words: &[Words]) -> Self {
        let mut forms = Vec::new();
        let mut exact: BTreeMap<String, BTreeSet<EntityIdx>> = BTreeMap::new();
        for (idx, entity) in dataset.entities() {
            let texts = entity.names.iter().map(|name| name.text.as_str()).chain([entity.label.as_str()]);
            let known: BTreeSet<Phrase> = texts.map(phrase).filter(|words| !words.is_empty()).collect();
            for name in known {
                let initials = initials(&name, words);
                let form = Form { entity: idx, kind: entity.kind, joined: name.concat(), initials, words: name };
                exact.entry(form.joined.clone()).or_default().insert(idx);
                forms.push(form);
            }
        }
        Self { forms, exact }
    }

    /// The entities of these kinds with exactly this name.
    pub(crate) fn exact(&self, dataset: &Dataset, name: &[String], kinds: &[Kind]) -> Vec<EntityIdx> {
        let found = self.exact.get(&name.concat()).into_iter().flatten();
        found.copied().filter(|&idx| kinds.contains(&dataset.entity(idx).kind)).collect()
    }

    /// The entities of these kinds that have all words of `name` in one of their names.
    pub(crate) fn part(&self, name: &[String], kinds: &[Kind]) -> Vec<EntityIdx> {
        if name.is_empty() || name.iter().all(|word| word.len() < 2) {
            return Vec::new();
        }
        let ordered = name.iter().any(|word| !word.is_ascii());
        let fits = |form: &Form| if ordered { contains(&form.words, name) } else { name.iter().all(|w| form.words.contains(w)) };
        self.collect(kinds, fits)
    }

    /// The people with a name of two words or more that stands inside `name`; the longest such names only.
    pub(crate) fn inside(&self, name: &[String], kinds: &[Kind]) -> Vec<EntityIdx> {
        let fits = |form: &&Form| {
            form.kind == Kind::Person && kinds.contains(&form.kind) && form.words.len() > 1 && contains(name, &form.words)
        };
        let longest = self.forms.iter().filter(fits).map(|form| form.words.len()).max();
        let found: BTreeSet<_> =
            self.forms.iter().filter(fits).filter(|form| Some(form.words.len()) == longest).map(|form| form.entity).collect();
        found.into_iter().collect()
    }

    /// The entities of these kinds, people aside, whose initials are this one word.
    pub(crate) fn initials(&self, name: &[String], kinds: &[Kind]) -> Vec<EntityIdx> {
        match name {
            [word] if word.len() > 1 => self.collect(kinds, |form| form.kind != Kind::Person && form.initials == *word),
            _ => Vec::new(),
        }
    }

    /// The entities of these kinds that have a name nearest to `name`, if it is near enough for a slip of spelling.
    pub(crate) fn slip(&self, name: &[String], kinds: &[Kind]) -> Vec<EntityIdx> {
        let near = self.forms.iter().filter(|form| kinds.contains(&form.kind));
        let distances: Vec<_> = near.filter_map(|form| Some((slip_distance(name, &form.words)?, form.entity))).collect();
        let least = distances.iter().map(|(distance, _)| *distance).min();
        let found: BTreeSet<_> = distances.iter().filter(|(d, _)| Some(*d) == least).map(|(_, entity)| *entity).collect();
        found.into_iter().collect()
    }

    /// Up to `most` entities whose names look like `name`, the likest first, those of these kinds before others.
    pub(crate) fn similar(&self, name: &[String], kinds: &[Kind], most: usize) -> Vec<EntityIdx> {
        let mut best: BTreeMap<EntityIdx, (bool, u32)> = BTreeMap::new();
        for form in &self.forms {
            let likeness = likeness(name, form);
            let kind = kinds.contains(&form.kind);
            if likeness >= if kind { 780 } else { 900 } {
                let entry = best.entry(form.entity).or_default();
                *entry = (*entry).max((kind, likeness));
            }
        }
        let mut ranked: Vec<_> = best.into_iter().collect();
        ranked.sort_by_key(|&(entity, score)| (std::cmp::Reverse(score), entity));
        ranked.into_iter().take(most).map(|(entity, _)| entity).collect()
    }

    /// Whether some name of the entity has all these words, or has one of them as its initials.
    pub(crate) fn has_words(&self, entity: EntityIdx, name: &[String], slips: bool) -> bool {
        let fits = |form: &Form, word: &String| {
            form.words.contains(word)
                || form.initials == *word
                || (slips && form.words.iter().any(|w| word_slip(word, w).is_some()))
        };
        name.is_empty() || self.forms_of(entity).any(|form| name.iter().all(|word| fits(form, word)))
    }

    /// Whether these words stand one after another in some name of the entity.
    pub(crate) fn has_phrase(&self, entity: EntityIdx, phrase: &[String]) -> bool {
        self.forms_of(entity).any(|form| contains(&form.words, phrase))
    }

    /// The folded names of an entity.
    pub(crate) fn folded(&self, entity: EntityIdx) -> impl Iterator<Item = &Phrase> {
        self.forms_of(entity).map(|form| &form.words)
    }

    fn forms_of(&self, entity: EntityIdx) -> impl Iterator<Item = &Form> {
        let start = self.forms.partition_point(|form| form.entity < entity);
        self.forms[start..].iter().take_while(move |form| form.entity == entity)
    }

    /// The longest run of words from the start of `name` that is exactly the name of an entity of this kind.
    pub(crate) fn longest_at(&self, dataset: &Dataset, name: &[String], kind: Kind) -> Option<(usize, Vec<EntityIdx>)> {
        (1..=name.len().min(8)).rev().find_map(|len| {
            let found = self.exact(dataset, &name[..len], &[kind]);
            (!found.is_empty()).then_some((len, found))
        })
    }

    fn collect(&self, kinds: &[Kind], fits: impl Fn(&Form) -> bool) -> Vec<EntityIdx> {
        let found: BTreeSet<_> =
            self.forms.iter().filter(|form| kinds.contains(&form.kind) && fits(form)).map(|form| form.entity).collect();
        found.into_iter().collect()
    }
}

/// Whether `inner` stands in `outer` word by word.
pub(crate) fn contains(outer: &[String], inner: &[String]) -> bool {
    !inner.is_empty() && outer.windows(inner.len()).any(|window| window == inner)
}

fn initials(name: &[String], words: &[Words]) -> String {
    let small = |word: &String| {
        let one = std::slice::from_ref(word);
        words.iter().any(|w| [&w.articles, &w.connectors, &w.and].into_iter().any(|list| list.iter().any(|phrase| phrase == one)))
    };
    name.iter().filter(|word| !small(word) && !is_number(word)).filter_map(|word| word.chars().next()).collect()
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

/// How many letters two names differ by, if so few that it may be a slip. Digits never slip.
fn slip_distance(name: &[String], form: &[String]) -> Option<usize> {
    let digits =
        |words: &[String]| words.iter().filter(|word| word.contains(|c: char| c.is_ascii_digit())).cloned().collect::<Vec<_>>();
    if digits(name) != digits(form) {
        return None;
    }
    let (a, b) = (name.concat(), form.concat());
    let whole = osa::distance(a.chars(), b.chars());
    if whole <= allowed(a.chars().count()) {
        return Some(whole);
    }
    let each = name.iter().map(|word| form.iter().filter_map(|other| word_slip(word, other)).min());
    each.sum::<Option<usize>>()
}

/// How many letters two words differ by, if so few that it may be a slip.
fn word_slip(word: &str, other: &str) -> Option<usize> {
    if word == other {
        return Some(0);
    }
    if word.contains(|c: char| c.is_ascii_digit()) || other.chars().count() < 4 {
        return None;
    }
    let distance = osa::distance(word.chars(), other.chars());
    (distance <= allowed(word.chars().count())).then_some(distance)
}

/// How many wrong letters a word of this length may have.
fn allowed(letters: usize) -> usize {
    match letters {
        0..=4 => 0,
        5..=7 => 1,
        8..=15 => 2,
        _ => 3,
    }
}

/// Likeness of a name to a form in thousandths: of the whole, or of its words to the words most like them, on average.
fn likeness(name: &[String], form: &Form) -> u32 {
    let alike = |a: &str, b: &str| jaro_winkler::similarity(a.chars(), b.chars());
    let whole = alike(&name.concat(), &form.joined);
    let best = |word: &String| form.words.iter().map(|other| alike(word, other)).fold(0.0, f64::max);
    let mean = name.iter().map(best).sum::<f64>() / name.len().max(1) as f64;
    // Words in common tell less than a like whole.
    thousandths(whole.max(mean * 0.95))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a likeness is between 0 and 1")]
fn thousandths(likeness: f64) -> u32 {
    (likeness.clamp(0.0, 1.0) * 1000.0).round() as u32
}
