//! How a sentence without spaces falls into ordinary words, and how much likelier it becomes if a stretch of it is a name.
//!
//! A lattice of words with their costs, read from both ends (forward and backward sums of the cheapest path): the gain of a name is
//! the cost of the cheapest path without it, less the cost of the cheapest path through it.

use super::{Finder, words::Word};
use crate::{
    knowledge::{Han, LONGEST, WordSort},
    model::{TokenKind, TokenRange, WordClass},
};

/// Cost of a character that is no known word.
const UNKNOWN: f32 = 20.0;
/// Cost of a mark, a number or a word in letters.
const OTHER: f32 = 3.0;
/// Cost of a phrase of the language pack, and of a known place.
const PHRASE: f32 = 10.5;
const PLACE: f32 = 11.5;
/// What it costs besides to write a sound with a character that joins words: and, in, because.
const JOINING: f32 = 5.0;
/// Cost of the dot between the parts of a foreign name: there it is expected.
const DOT: f32 = 0.5;

/// The cheapest ways through one sentence.
pub(super) struct Lattice<'a> {
    han: &'a Han,
    start: usize,
    /// Simplified characters; none for what is no ideograph.
    characters: Vec<Option<char>>,
    /// Which of them are words of their own that end a name.
    joining: Vec<bool>,
    /// Cost of the cheapest path up to each token, and from it to the end.
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// Length and sort of the word that the cheapest path from each token starts with.
    next: Vec<(usize, Option<WordSort>)>,
    /// Length and sort of the word that the cheapest path up to each token ends with.
    last: Vec<(usize, Option<WordSort>)>,
}

impl<'a> Lattice<'a> {
    pub(super) fn new(finder: &Finder<'a>, sentence: &TokenRange, words: &[Word]) -> Self {
        let han = &finder.knowledge.han;
        let document = finder.document;
        let characters: Vec<Option<char>> = sentence
            .clone()
            .map(|at| {
                let first = document.tokens[at].span.of(&document.article.text).chars().next();
                first.filter(|_| document.tokens[at].kind == TokenKind::Ideograph).map(|c| han.simplified(c))
            })
            .collect();
        let length = characters.len();
        let mut lattice = Self {
            han,
            start: sentence.start,
            joining: sentence.clone().map(|at| is_joining(finder, at)).collect(),
            characters,
            forward: vec![f32::INFINITY; length + 1],
            backward: vec![f32::INFINITY; length + 1],
            next: vec![(1, None); length],
            last: vec![(1, None); length + 1],
        };
        let edges: Vec<Vec<(usize, f32, Option<WordSort>)>> =
            (0..length).map(|at| lattice.edges(finder, sentence, words, at)).collect();
        lattice.forward[0] = 0.0;
        for (at, edges) in edges.iter().enumerate() {
            for &(step, cost, sort) in edges {
                let sum = lattice.forward[at] + cost;
                if sum < lattice.forward[at + step] {
                    lattice.forward[at + step] = sum;
                    lattice.last[at + step] = (step, sort);
                }
            }
        }
        lattice.backward[length] = 0.0;
        for at in (0..length).rev() {
            for &(step, cost, sort) in &edges[at] {
                let sum = lattice.backward[at + step] + cost;
                if sum < lattice.backward[at] {
                    lattice.backward[at] = sum;
                    lattice.next[at] = (step, sort);
                }
            }
        }
        lattice
    }

    /// The words that can start at a token (counted from the start of the sentence): length, cost, sort.
    fn edges(
        &self,
        finder: &Finder<'_>,
        sentence: &TokenRange,
        words: &[Word],
        at: usize,
    ) -> Vec<(usize, f32, Option<WordSort>)> {
        let Some(first) = self.characters[at] else { return vec![(1, OTHER, None)] };
        let mut edges = Vec::new();
        let mut run = vec![first];
        loop {
            let known = self.han.word(&run);
            match known {
                Some((cost, sort)) => edges.push((run.len(), cost, Some(sort))),
                None if run.len() == 1 => edges.push((1, UNKNOWN, None)),
                None => {}
            }
            let next = at + run.len();
            let open = run.len() < LONGEST && next < self.characters.len() && !finder.gap_before(sentence.start + next);
            match self.characters.get(next).copied().flatten().filter(|_| open) {
                Some(character) => run.push(character),
                None => break,
            }
        }
        let from = sentence.start + at;
        let first = finder.document.hits.partition_point(|hit| hit.tokens.start < from);
        let hits = finder.document.hits[first..].iter().take_while(|hit| hit.tokens.start == from);
        let fits = |tokens: &TokenRange| {
            tokens.len() >= 2 && tokens.end <= sentence.end && tokens.clone().skip(1).all(|at| !finder.gap_before(at))
        };
        edges.extend(hits.filter(|hit| fits(&hit.tokens)).map(|hit| (hit.tokens.len(), PHRASE, None)));
        let place = words.partition_point(|word| word.tokens.start < from);
        let place = words.get(place).filter(|word| word.tokens.start == from && word.place.is_some());
        edges.extend(place.map(|word| (word.tokens.len(), PLACE, Some(WordSort::Place))));
        edges
    }

    /// Characters of a range of tokens; none if one of them is no ideograph.
    fn characters(&self, tokens: &TokenRange) -> Option<Vec<char>> {
        self.characters.get(tokens.start.checked_sub(self.start)?..tokens.end - self.start)?.iter().copied().collect()
    }

    /// How much likelier the sentence is if these tokens cost so much.
    fn gain(&self, tokens: &TokenRange, cost: f32) -> f32 {
        let whole = self.backward[0];
        whole - (self.forward[tokens.start - self.start] + cost + self.backward[tokens.end - self.start])
    }

    /// Gain of a name with its surname in front; none if it cannot be one.
    pub(super) fn name_gain(&self, tokens: &TokenRange) -> Option<f32> {
        let cost = self.han.name_cost(&self.characters(tokens)?)?;
        Some(self.gain(tokens, cost))
    }

    /// Whether the token is a character that writes a sound.
    pub(super) fn is_sound(&self, at: usize) -> bool {
        let character = at.checked_sub(self.start).and_then(|at| self.characters.get(at).copied().flatten());
        character.is_some_and(|character| self.han.sound_cost(character).is_some())
    }

    /// Gain of a foreign name, the marks between its parts left out.
    pub(super) fn foreign_gain(&self, tokens: &TokenRange) -> Option<f32> {
        let all = self.characters.get(tokens.start.checked_sub(self.start)?..tokens.end - self.start)?;
        let sounds: Vec<char> = all.iter().copied().flatten().collect();
        let dots = all.len() - sounds.len();
        let joining = tokens.clone().filter(|&at| self.joining[at - self.start]).count();
        let cost = self.han.foreign_cost(&sounds)? + DOT * dots as f32 + JOINING * joining as f32;
        Some(self.gain(tokens, cost))
    }

    /// Length and sort of the ordinary word that most likely starts at a token.
    pub(super) fn word_at(&self, at: usize) -> (usize, Option<WordSort>) {
        at.checked_sub(self.start).and_then(|at| self.next.get(at).copied()).unwrap_or((1, None))
    }

    /// Length and sort of the ordinary word that most likely ends before a token; length zero at the start.
    pub(super) fn word_before(&self, at: usize) -> (usize, Option<WordSort>) {
        let inside = at.checked_sub(self.start).filter(|&at| at > 0);
        inside.and_then(|at| self.last.get(at).copied()).unwrap_or((0, None))
    }

    /// Cost of the cheapest path over these tokens alone, for each of them.
    pub(super) fn cost_each(&self, tokens: &TokenRange) -> f32 {
        let cost = self.backward[tokens.start - self.start] - self.backward[tokens.end - self.start];
        cost / tokens.len().max(1) as f32
    }
}

/// Whether a single character is a word that ends a name.
fn is_joining(finder: &Finder<'_>, at: usize) -> bool {
    let classes = WordClass::NotName.bit() | WordClass::Conjunction.bit();
    finder.hits_at(at).any(|hit| hit.tokens.len() == 1 && hit.class.bit() & classes != 0)
}
