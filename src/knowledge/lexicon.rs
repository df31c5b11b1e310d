//! Finds a language's words and phrases among tokens.

use std::collections::BTreeMap;

use super::{
    hashing::Table,
    language::Language,
    tokens::{TokenRules, tokenize},
};
use crate::model::{Hit, Token, TokenKind, WordClass};

/// The phrases of one language, by first word. Look-ups only: nothing iterates the map.
#[derive(Debug)]
pub struct Lexicon {
    phrases: Table<String, Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    rest: Vec<String>,
    class: WordClass,
    /// An abbreviation that is known in capitals alone: `Aman` is not `AMAN`.
    shouted: bool,
}

impl Lexicon {
    /// Compiles the word lists of a language.
    #[must_use]
    pub fn new(language: &Language) -> Self {
        let rules = TokenRules { abbreviations: &language.abbreviations, is_place: &|_| false, compound_tails: &[] };
        let mut phrases: BTreeMap<String, Vec<Phrase>> = BTreeMap::new();
        for (&class, words) in &language.words {
            for word in words {
                let tokens = tokenize(word, &rules);
                let single = tokens.len() == 1 && tokens[0].kind == TokenKind::Upper;
                let shouted = single && class == WordClass::OrganizationKnown && !word.contains(char::is_lowercase);
                let mut parts = tokens.into_iter().map(|token| token.folded);
                if let Some(first) = parts.next() {
                    phrases.entry(first).or_default().push(Phrase { rest: parts.collect(), class, shouted });
                }
            }
        }
        for list in phrases.values_mut() {
            list.sort_by(|a, b| {
                b.rest
                    .len()
                    .cmp(&a.rest.len())
                    .then(a.class.cmp(&b.class))
                    .then(a.rest.cmp(&b.rest))
                    .then(a.shouted.cmp(&b.shouted))
            });
            list.dedup_by(|a, b| a.rest == b.rest && a.class == b.class);
        }
        Self { phrases: phrases.into_iter().collect() }
    }

    /// All phrases that stand among the tokens, by first token, longest first.
    #[must_use]
    pub fn find(&self, tokens: &[Token]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            for phrase in self.phrases.get(&token.folded).into_iter().flatten() {
                let end = start + 1 + phrase.rest.len();
                let fits = tokens.get(start + 1..end).is_some_and(|rest| rest.iter().map(|t| &t.folded).eq(&phrase.rest));
                if fits && !(phrase.shouted && token.kind == TokenKind::Capital) {
                    hits.push(Hit { class: phrase.class, tokens: start..end });
                }
            }
        }
        hits
    }
}
