//! Whom a pronoun or `the minister` means, where it stands as the subject of a verb.
//!
//! A pronoun means the person that the text before spoke of: the first one named in the last sentence that named one person
//! or a few. A post with an article means whoever was last said to hold it. Both are read only right before a verb of saying,
//! presiding or being there, where a wrong guess would be a wrong subject anyway.

use super::{
    posts::{Entry, Holding},
    reading::Reading,
};
use crate::model::{LocalIdx, Sentence, TokenRange, WordClass};

/// Sentences without a person after which a pronoun no longer points back.
const MEMORY: usize = 2;

/// Who was spoken of last.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    person: Option<LocalIdx>,
    /// Sentences since the person was named or meant.
    silent: usize,
}

impl Topic {
    /// Adds to the people named in a sentence those it only means, in text order, and notes who was spoken of.
    pub(super) fn complete(
        &mut self,
        reading: &Reading<'_>,
        sentence: &Sentence,
        mut entries: Vec<Entry>,
        holdings: &[Holding],
    ) -> Vec<Entry> {
        let first = entries.first().map_or(sentence.tokens.end, |entry| entry.whole.start);
        let meant = self.person.filter(|_| self.silent < MEMORY);
        let pronoun = (sentence.tokens.start..first).find(|&at| is_subject_pronoun(reading, sentence, at));
        let pronoun = pronoun.or_else(|| {
            let unnamed = || sentence.tokens.clone().find(|&at| is_speech_pronoun(reading, sentence, at));
            if entries.is_empty() { unnamed() } else { None }
        });
        let mut references: Vec<Entry> = Vec::new();
        if let Some((at, person)) = pronoun.zip(meant) {
            references.push(reference(person, at..at + 1));
        }
        let free = |at: usize| !entries.iter().any(|entry| entry.whole.contains(&at));
        for at in sentence.tokens.clone().filter(|&at| free(at)) {
            references.extend(holder_meant(reading, sentence, at, holdings));
        }
        self.note(&entries, references.first());
        entries.extend(references);
        entries.sort_by_key(|entry| (entry.name.start, entry.name.end));
        entries
    }

    /// A row of many people leaves nobody that `he` could mean.
    fn note(&mut self, named: &[Entry], reference: Option<&Entry>) {
        let topic = match (named, reference) {
            ([], Some(meant)) => Some(meant.person),
            ([], None) => {
                self.silent += 1;
                return;
            }
            (few, _) if few.len() <= 2 => Some(few[0].person),
            _ => None,
        };
        *self = Self { person: topic, silent: 0 };
    }
}

fn reference(person: LocalIdx, tokens: TokenRange) -> Entry {
    Entry { person, name: tokens.clone(), whole: tokens, named: false }
}

/// Words that may follow a subject: fillers and negations, then the verb.
fn verb_follows(reading: &Reading<'_>, sentence: &Sentence, from: usize) -> bool {
    let light = |at: usize| {
        [WordClass::Filler, WordClass::Negation, WordClass::Future, WordClass::Copula].iter().any(|&class| reading.is(at, class))
    };
    let verb = |at: usize| {
        [WordClass::SpeechVerb, WordClass::GiveVerb, WordClass::AttendVerb, WordClass::ChairVerb]
            .iter()
            .any(|&class| reading.is(at, class))
    };
    let end = sentence.tokens.end.min(from + 4);
    (from..end).find(|&at| verb(at) || !light(at)).is_some_and(verb)
}

fn is_subject_pronoun(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> bool {
    reading.is(at, WordClass::PersonPronoun) && verb_follows(reading, sentence, at + 1)
}

/// `…, ujarnya`, `…, kata dia`: a verb of saying with its pronoun inside or right behind, set off from the words said.
fn is_speech_pronoun(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> bool {
    let set_off = |at: usize| at > sentence.tokens.start && matches!(reading.folded(at - 1), "," | "\"" | "”" | "?" | "!");
    let behind = || {
        at > sentence.tokens.start + 1 && reading.is(at, WordClass::PersonPronoun) && reading.is(at - 1, WordClass::SpeechVerb)
    };
    reading.is(at, WordClass::SpeechPronoun) && set_off(at) || behind() && set_off(at - 1)
}

/// `the minister said`, `menteri itu mengatakan`: the last person said to hold a post of that name.
fn holder_meant(reading: &Reading<'_>, sentence: &Sentence, at: usize, holdings: &[Holding]) -> Option<Entry> {
    let document = reading.document;
    let hit = document.hit_at(at, WordClass::Post).filter(|_| document.name_at(at).is_none())?;
    let before = at > sentence.tokens.start && reading.is(at - 1, WordClass::Determiner);
    let behind = document.hit_at(hit.tokens.end, WordClass::Demonstrative).filter(|_| !before);
    let end = behind.map_or(hit.tokens.end, |hit| hit.tokens.end);
    let capital = |at: usize| document.tokens.get(at).is_some_and(crate::model::Token::is_capital);
    // `Bupati memastikan`, `kata Menkeu`: where posts go without an article, a capital that no name follows
    let bare = reading.pack.body_follows_title && capital(at) && !capital(end);
    let told = bare && at > sentence.tokens.start && reading.is(at - 1, WordClass::SpeechVerb);
    if !before && behind.is_none() && !bare || !told && !verb_follows(reading, sentence, end) {
        return None;
    }
    let noun = document.text(&hit.tokens).to_lowercase();
    let holds = |holding: &&Holding| document.text(&holding.post).to_lowercase().split_whitespace().any(|word| word == noun);
    let holder = holdings.iter().rev().filter(|holding| holding.post.end <= at).find(holds)?;
    Some(reference(holder.person, at..end))
}
