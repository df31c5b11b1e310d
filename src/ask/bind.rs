//! What do the words that fill a slot stand for?

use std::collections::{BTreeMap, BTreeSet};

use super::{
    answer::Binding,
    describe,
    index::Index,
    nearest,
    phrases::Fit,
    sets::{Missing, Reader, Set, Text},
};
use crate::{
    knowledge::{
        Role,
        questions::{Phrase, Slot, Token, phrase},
    },
    model::{EntityIdx, Kind},
};

/// The meaning of a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Entities.
    Entities(Set),
    /// The entities that a noun narrows the answer to; none if it fits all.
    Narrowed(Option<BTreeSet<EntityIdx>>),
    /// Plain values.
    Values(Vec<String>),
}

/// A slot with its words and meaning.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    pub(crate) text: String,
    pub(crate) meaning: Meaning,
}

/// Why a phrasing that fits cannot be the meaning of the question.
pub(crate) enum Failure {
    /// A slot is filled with what it cannot hold: another phrasing may be meant.
    Misfit,
    /// The name is unknown.
    Unknown {
        /// The words.
        missing: Missing,
        /// The kinds of entity that the slot can hold.
        kinds: Vec<Kind>,
    },
}

/// Gives each slot its meaning.
pub(crate) fn bind<'k>(
    index: &Index,
    fit: &Fit<'k>,
    question: &str,
    tokens: &[Token],
    slips: bool,
) -> Result<BTreeMap<&'k str, Bound>, Failure> {
    let mut bound = BTreeMap::new();
    for (&name, &(start, end)) in &fit.slots {
        let text = Text { question, tokens: &tokens[start..end] };
        let slot = fit.question.slots.get(name).ok_or(Failure::Misfit)?;
        let meaning = meaning(index, slot, text, fit.language, slips)?;
        bound.insert(name, Bound { text: text.written().to_owned(), meaning });
    }
    Ok(bound)
}

fn meaning(index: &Index, slot: &Slot, text: Text, language: &str, slips: bool) -> Result<Meaning, Failure> {
    match slot {
        Slot::Entities(kinds) => {
            let words = index.knowledge.questions.words_of(language).ok_or(Failure::Misfit)?;
            let reader = Reader { index, words, kinds, slips };
            reader.read(text).map(Meaning::Entities).map_err(|missing| Failure::Unknown { missing, kinds: kinds.clone() })
        }
        Slot::Year => match text.tokens {
            [token] if describe::is_year(&token.text) => Ok(Meaning::Values(vec![token.text.clone()])),
            _ => Err(Failure::Misfit),
        },
        Slot::Head => head(index, &text.words()),
        Slot::Post => {
            let posts = posts(index, &text.words());
            if posts.is_empty() { Err(Failure::Misfit) } else { Ok(Meaning::Values(posts)) }
        }
    }
}

/// The events that a noun with its adjectives fits.
fn head(index: &Index, words: &[String]) -> Result<Meaning, Failure> {
    let read = describe::read(index, words, false);
    if !read.noun {
        return Err(Failure::Misfit);
    }
    let noun = read.noun_only();
    if read == noun && read.heads.is_empty() {
        return Ok(Meaning::Narrowed(None));
    }
    // A noun that fits no event is understood all the same: nothing fits. Adjectives that fit none are not.
    let found = describe::find(index, &read, false);
    if found.is_empty() && read != noun {
        return Err(Failure::Misfit);
    }
    Ok(Meaning::Narrowed(Some(found.into_iter().collect())))
}

/// The posts, as the articles write them, that the words mean: those that contain them, or have the same noun.
fn posts(index: &Index, words: &[String]) -> Vec<String> {
    let questions = &index.knowledge.questions;
    let relation = index.knowledge.schema.name(Role::Affiliation);
    let claims = index.dataset.statements.iter().filter(|s| s.relation == relation).flat_map(|s| &s.claims);
    let written: BTreeSet<&String> = claims.filter_map(|claim| claim.post.as_ref()).collect();
    let wanted = nearest::titles(&questions.words, words);
    // "Mayor" alone means every mayor in every language; "deputy mayor" means what it says.
    let noun: Option<&nearest::Title> = wanted.first().filter(|title| title.is_plain());
    let means = |post: &str| {
        let folded: Phrase = phrase(post);
        words.iter().all(|word| folded.contains(word))
            || noun.is_some_and(|noun| nearest::titles(&questions.words, &folded).iter().any(|title| title.matches(noun)))
    };
    written.into_iter().filter(|post| means(post)).cloned().collect()
}

/// The slots as an answer lists them.
pub(crate) fn bindings(index: &Index, bound: &BTreeMap<&str, Bound>) -> Vec<Binding> {
    let binding = |(slot, bound): (&&str, &Bound)| {
        let (entities, values) = match &bound.meaning {
            Meaning::Entities(set) => (set.named.iter().copied().collect(), Vec::new()),
            Meaning::Narrowed(events) => (events.iter().flatten().copied().collect::<Vec<_>>(), Vec::new()),
            Meaning::Values(values) => (Vec::new(), values.clone()),
        };
        let entities = entities.into_iter().map(|entity| index.card(entity)).collect();
        Binding { slot: (*slot).to_owned(), text: bound.text.clone(), entities, values }
    };
    bound.iter().map(binding).collect()
}

/// A text of the question's file with its slots in words.
pub(crate) fn written(text: &str, bound: &BTreeMap<&str, Bound>) -> String {
    let mut written = text.to_owned();
    for (slot, bound) in bound {
        let words = match &bound.meaning {
            Meaning::Entities(set) => &set.written,
            Meaning::Narrowed(_) | Meaning::Values(_) => &bound.text,
        };
        written = written.replace(&format!("{{{slot}}}"), words);
    }
    // A phrasing may leave a slot out: its place in the reading stays empty.
    while let Some((before, rest)) = written.split_once('{')
        && let Some((_, after)) = rest.split_once('}')
    {
        written = format!("{before}…{after}");
    }
    written
}
