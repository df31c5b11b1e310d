//! How a sentence without spaces falls into ordinary words, and how much likelier it becomes if a stretch of it is a name.
//!
//! A lattice of words with their costs, read from both ends (forward and backward sums of the cheapest path): the gain of a name is
//! the cost of the cheapest path without it, less the cost of the cheapest path through it.

use super::{Finder, words::Word};
use crate::{
    knowledge::{Signs, WordSort},
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

/// One word that can start at a token: its length, its cost, its sort.
type Edge = (usize, f32, Option<WordSort>);

/// The cheapest ways through one sentence.
pub(super) struct Lattice {
    start: usize,
    /// What the characters cost in names.
    signs: Signs,
    /// Which tokens are words of their own that end a name.
    joining: Vec<bool>,
    /// Cost of the cheapest path up to each token, and from it to the end.
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// Length and sort of the word that the cheapest path from each token starts with.
    next: Vec<(usize, Option<WordSort>)>,
    /// Length and sort of the word that the cheapest path up to each token ends with.
    last: Vec<(usize, Option<WordSort>)>,
}

impl Lattice {
    pub(super) fn new(finder: &Finder<'_>, sentence: &TokenRange, words: &[Word]) -> Self {
        let han = &finder.knowledge.han;
        let document = finder.document;
        let simplified = |at: usize| {
            let token = &document.tokens[at];
            let first = token.folded.chars().next().filter(|_| token.kind == TokenKind::Ideograph);
            first.map(|c| han.simplified(c))
        };
        let characters: Vec<Option<char>> = sentence.clone().map(simplified).collect();
        let length = characters.len();
        let mut lattice = Self {
            start: sentence.start,
            signs: han.signs(&characters),
            joining: sentence.clone().map(|at| is_joining(finder, at)).collect(),
            forward: vec![f32::INFINITY; length + 1],
            backward: vec![f32::INFINITY; length + 1],
            next: vec![(1, None); length],
            last: vec![(1, None); length + 1],
        };
        let (edges, firsts) = edges(finder, sentence, words, &characters);
        lattice.forward[0] = 0.0;
        for at in 0..length {
            for &(step, cost, sort) in &edges[firsts[at]..firsts[at + 1]] {
                let sum = lattice.forward[at] + cost;
                if sum < lattice.forward[at + step] {
                    lattice.forward[at + step] = sum;
                    lattice.last[at + step] = (step, sort);
                }
            }
        }
        lattice.backward[length] = 0.0;
        for at in (0..length).rev() {
            for &(step, cost, sort) in &edges[firsts[at]..firsts[at + 1]] {
                let sum = lattice.backward[at + step] + cost;
                if sum < lattice.backward[at] {
                    lattice.backward[at] = sum;
                    lattice.next[at] = (step, sort);
                }
            }
        }
        lattice
    }

    /// A range of tokens counted from the start of the sentence.
    fn inside(&self, tokens: &TokenRange) -> Option<TokenRange> {
        Some(tokens.start.checked_sub(self.start)?..tokens.end.checked_sub(self.start)?)
    }

    /// How much likelier the sentence is if these tokens cost so much.
    fn gain(&self, tokens: &TokenRange, cost: f32) -> f32 {
        let whole = self.backward[0];
        whole - (self.forward[tokens.start - self.start] + cost + self.backward[tokens.end - self.start])
    }

    /// Gain of a name with its surname in front; none if it cannot be one.
    pub(super) fn name_gain(&self, tokens: &TokenRange) -> Option<f32> {
        let cost = self.signs.name_cost(&self.inside(tokens)?)?;
        Some(self.gain(tokens, cost))
    }

    /// Whether a surname starts at the token.
    pub(super) fn opens_name(&self, at: usize) -> bool {
        at.checked_sub(self.start).is_some_and(|at| self.signs.opens_name(at))
    }

    /// Whether the token is a character that writes a sound.
    pub(super) fn is_sound(&self, at: usize) -> bool {
        at.checked_sub(self.start).is_some_and(|at| self.signs.sound_cost(at).is_some())
    }

    /// Whether a token is a word of its own that ends a name.
    pub(super) fn joins(&self, at: usize) -> bool {
        at.checked_sub(self.start).is_some_and(|at| self.joining.get(at).is_some_and(|joins| *joins))
    }

    /// Gain of a foreign name, the marks between its parts left out.
    pub(super) fn foreign_gain(&self, tokens: &TokenRange) -> Option<f32> {
        let (cost, dots) = self.signs.foreign_cost(&self.inside(tokens)?)?;
        let joining = tokens.clone().filter(|&at| self.joining[at - self.start]).count();
        let cost = cost + DOT * dots as f32 + JOINING * joining as f32;
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

/// The words that can start at each token of a sentence, and where those of each token begin in the list, and end.
fn edges(finder: &Finder<'_>, sentence: &TokenRange, words: &[Word], characters: &[Option<char>]) -> (Vec<Edge>, Vec<usize>) {
    let mut edges: Vec<Edge> = Vec::with_capacity(3 * characters.len());
    let mut firsts = Vec::with_capacity(characters.len() + 1);
    let mut word = 0;
    for (at, character) in characters.iter().enumerate() {
        firsts.push(edges.len());
        if character.is_none() {
            edges.push((1, OTHER, None));
            continue;
        }
        let from = sentence.start + at;
        let open = |next: &usize| *next == at || !finder.gap_before(sentence.start + next);
        let run = (at..characters.len()).take_while(open).map_while(|next| characters[next]);
        for (length, known) in (1..).zip(finder.knowledge.han.words_at(run)) {
            match known {
                Some((cost, sort)) => edges.push((length, cost, Some(sort))),
                None if length == 1 => edges.push((1, UNKNOWN, None)),
                None => {}
            }
        }
        let fits = |tokens: &TokenRange| {
            tokens.len() >= 2 && tokens.end <= sentence.end && tokens.clone().skip(1).all(|at| !finder.gap_before(at))
        };
        let hits = finder.hits_at(from).filter(|hit| fits(&hit.tokens));
        edges.extend(hits.map(|hit| (hit.tokens.len(), PHRASE, None)));
        while words.get(word).is_some_and(|word| word.tokens.start < from) {
            word += 1;
        }
        let place = words.get(word).filter(|word| word.tokens.start == from && word.place.is_some());
        edges.extend(place.map(|word| (word.tokens.len(), PLACE, Some(WordSort::Place))));
    }
    firsts.push(edges.len());
    (edges, firsts)
}

/// Whether a single character is a word that ends a name.
fn is_joining(finder: &Finder<'_>, at: usize) -> bool {
    let classes = WordClass::NotName.bit() | WordClass::Conjunction.bit();
    finder.hits_at(at).any(|hit| hit.tokens.len() == 1 && hit.class.bit() & classes != 0)
}
