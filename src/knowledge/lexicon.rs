//! Finds a language's words and phrases among tokens.
//!
//! The phrases of a language are kept as a tree of words, so that one walk from each token finds all that start there
//! (Aho and Corasick, *Efficient string matching*, 1975, without the failure links: phrases are short).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    hashing::Table,
    language::Language,
    tokens::{TokenRules, tokenize},
    variants::Variants,
};
use crate::model::{Hit, Token, TokenKind, WordClass};

/// The phrases of one language as a tree of words. Look-ups only: nothing iterates the maps.
#[derive(Debug)]
pub struct Lexicon {
    /// A number for each word of a phrase.
    words: Table<String, u32>,
    /// The node that each word leads to from the root, by the number of the word.
    openers: Vec<u32>,
    /// The node that a node and the number of a word lead to.
    steps: Table<u64, u32>,
    nodes: Vec<Node>,
    /// In a script without spaces traditional characters are taken for their simplified forms.
    variants: Option<Variants>,
}

/// What ends at a node of the tree, and whether the tree goes on there.
#[derive(Clone, Debug, Default)]
struct Node {
    classes: Vec<WordClass>,
    goes_on: bool,
    /// An abbreviation of a body that is known in capitals alone: `Aman` is not `AMAN`.
    shouted: bool,
}

/// No word opens a phrase by leading here: the root itself.
const ROOT: u32 = 0;

impl Lexicon {
    /// Compiles the word lists of a language.
    #[must_use]
    pub fn new(language: &Language, variants: &Variants) -> Self {
        let variants = (!language.spaced).then(|| variants.clone());
        let simplified = |word: &str| match &variants {
            Some(variants) => word.chars().map(|c| variants.simplified(c)).collect(),
            None => word.to_owned(),
        };
        let rules = TokenRules { abbreviations: &language.abbreviations, is_place: &|_| false, compound_tails: &[] };
        let mut phrases: BTreeMap<Vec<String>, Vec<WordClass>> = BTreeMap::new();
        let mut spoken: BTreeSet<Vec<String>> = BTreeSet::new();
        for (&class, words) in &language.words {
            for word in words {
                let small = word.contains(char::is_lowercase);
                let parts: Vec<String> = tokenize(word, &rules).iter().map(|token| simplified(&token.folded)).collect();
                if class == WordClass::OrganizationKnown && small {
                    spoken.insert(parts.clone());
                }
                phrases.entry(parts).or_default().push(class);
            }
        }
        let mut lexicon = Self {
            words: Table::default(),
            openers: Vec::new(),
            steps: Table::default(),
            nodes: vec![Node::default()],
            variants,
        };
        for (parts, mut classes) in phrases.into_iter().filter(|(parts, _)| !parts.is_empty()) {
            classes.sort_unstable();
            classes.dedup();
            let shouted = language.spaced && parts.len() == 1 && !spoken.contains(&parts);
            let node = lexicon.node_of(parts);
            lexicon.nodes[node as usize].classes = classes;
            lexicon.nodes[node as usize].shouted = shouted;
        }
        lexicon
    }

    /// The node of a phrase, made if it is new.
    fn node_of(&mut self, parts: Vec<String>) -> u32 {
        let mut node = ROOT;
        for part in parts {
            let n_words = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            let word = *self.words.entry(part).or_insert(n_words);
            self.openers.resize(self.words.len(), ROOT);
            let new = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
            let next =
                if node == ROOT { &mut self.openers[word as usize] } else { self.steps.entry(key(node, word)).or_insert(ROOT) };
            if *next == ROOT {
                *next = new;
                self.nodes.push(Node::default());
            }
            let next = *next;
            self.nodes[node as usize].goes_on = true;
            node = next;
        }
        node
    }

    /// The number of a token's word.
    fn word(&self, token: &Token) -> Option<u32> {
        match (&self.variants, token.folded.chars().next()) {
            (Some(variants), Some(first)) if token.kind == TokenKind::Ideograph => {
                self.words.get(&*variants.simplified(first).encode_utf8(&mut [0; 4])).copied()
            }
            _ => self.words.get(&token.folded).copied(),
        }
    }

    /// All phrases that stand among the tokens, by first token, longest first.
    #[must_use]
    pub fn find(&self, tokens: &[Token]) -> Vec<Hit> {
        let words: Vec<Option<u32>> = tokens.iter().map(|token| self.word(token)).collect();
        let mut hits = Vec::with_capacity(tokens.len());
        let mut path: Vec<u32> = Vec::new();
        for start in 0..tokens.len() {
            path.clear();
            let mut node = words[start].map_or(ROOT, |word| self.openers[word as usize]);
            while node != ROOT {
                path.push(node);
                let word = words.get(start + path.len()).copied().flatten().filter(|_| self.nodes[node as usize].goes_on);
                node = word.and_then(|word| self.steps.get(&key(node, word)).copied()).unwrap_or(ROOT);
            }
            for (before, &node) in path.iter().enumerate().rev() {
                let small = self.nodes[node as usize].shouted && tokens[start].kind == TokenKind::Capital;
                let classes = self.nodes[node as usize].classes.iter();
                let classes = classes.filter(|&&class| !small || class != WordClass::OrganizationKnown);
                hits.extend(classes.map(|&class| Hit { class, tokens: start..start + before + 1 }));
            }
        }
        hits
    }
}

fn key(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}
