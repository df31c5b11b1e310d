//! Which phrasings fit a question, and which of its words fill the slots?

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use crate::knowledge::questions::{Phrase, Piece, Question, Questions, Token, Words};

/// A question with more words than this is none.
const MOST_WORDS: usize = 80;
/// No more readings than this are tried.
const MOST_FITS: usize = 120;

/// A phrasing that fits.
#[derive(Clone, Debug)]
pub(crate) struct Fit<'k> {
    pub(crate) question: &'k Question,
    pub(crate) language: &'k str,
    /// Slot by name: first and one past the last word.
    pub(crate) slots: BTreeMap<&'k str, (usize, usize)>,
    /// Words of the phrasing that the question has.
    words: usize,
    /// Words of the question that had to be passed over.
    passed: usize,
}

/// All phrasings that fit, the best first: most words in common, fewest slots, fewest words passed over.
pub(crate) fn fits<'k>(questions: &'k Questions, tokens: &[Token]) -> Vec<Fit<'k>> {
    let mut found = Vec::new();
    if tokens.len() > MOST_WORDS {
        return found;
    }
    for words in &questions.words {
        for (start, end) in without_filler(words, tokens) {
            for question in &questions.questions {
                for phrasing in question.phrasings.iter().filter(|phrasing| phrasing.language == words.language) {
                    for wording in &phrasing.wordings {
                        let fit = Fit { question, language: &phrasing.language, slots: BTreeMap::new(), words: 0, passed: 0 };
                        walk(wording, &tokens[..end], start, fit, words, &mut found);
                    }
                }
            }
        }
    }
    found.sort_by_key(|fit| (Reverse(fit.words), fit.slots.len(), fit.passed));
    found.dedup_by(|a, b| a.question.name == b.question.name && a.language == b.language && a.slots == b.slots);
    found.truncate(MOST_FITS);
    found
}

/// How many words of a text are words of the phrasings of a language.
pub(crate) fn n_known(questions: &[Question], words: &Words, tokens: &[Token]) -> usize {
    let phrasings = questions.iter().flat_map(|question| &question.phrasings);
    let wordings = phrasings.filter(|phrasing| phrasing.language == words.language).flat_map(|phrasing| &phrasing.wordings);
    let pieces = wordings.flatten().filter_map(|piece| match piece {
        Piece::Word(word) => Some(word.as_str()),
        Piece::Slot(_) => None,
    });
    let known: BTreeSet<&str> = pieces.collect();
    tokens.iter().filter(|token| known.contains(token.text.as_str())).count()
}

/// The whole question, and what is left of it without the phrases around it that mean nothing.
fn without_filler(words: &Words, tokens: &[Token]) -> Vec<(usize, usize)> {
    let texts: Phrase = tokens.iter().map(|token| token.text.clone()).collect();
    let (mut start, mut end) = (0, tokens.len());
    let mut ranges = vec![(start, end)];
    let longest = |fits: &dyn Fn(&Phrase) -> bool| words.filler.iter().filter(|filler| fits(filler)).map(Vec::len).max();
    while let Some(used) = longest(&|filler| texts[start..end].starts_with(filler)) {
        start += used;
        ranges.push((start, end));
    }
    while let Some(used) = longest(&|filler| texts[start..end].ends_with(filler)) {
        end -= used;
        ranges.push((start, end));
    }
    ranges
}

fn walk<'k>(pieces: &'k [Piece], tokens: &[Token], at: usize, mut fit: Fit<'k>, words: &Words, found: &mut Vec<Fit<'k>>) {
    // Every piece needs a word of its own.
    if tokens.len() - at < pieces.len() {
        return;
    }
    let Some((piece, rest)) = pieces.split_first() else {
        if at == tokens.len() && !fit.slots.is_empty() {
            found.push(fit);
        }
        return;
    };
    match piece {
        Piece::Word(word) if *word == tokens[at].text => {
            fit.words += 1;
            walk(rest, tokens, at + 1, fit, words, found);
        }
        Piece::Word(_) => {
            let skipped = words.skip.iter().any(|phrase| phrase.len() == 1 && phrase[0] == tokens[at].text);
            if skipped && fit.words > 0 {
                fit.passed += 1;
                walk(pieces, tokens, at + 1, fit, words, found);
            }
        }
        Piece::Slot(name) => {
            for end in at + 1..=tokens.len() - rest.len() {
                let mut fit = fit.clone();
                fit.slots.insert(name, (at, end));
                walk(rest, tokens, end, fit, words, found);
            }
        }
    }
}
