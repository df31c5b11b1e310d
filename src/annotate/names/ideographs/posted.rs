//! Organizations that no word of their own gives away: what stands between a clause's start and a post that a person holds.
//!
//! `馬華總會長NAME`: characters that make no ordinary word. `文化部長NAME`: the post is head of the body that its first character
//! closes.

use super::{Finder, end_of, lattice::Lattice};
use crate::{
    knowledge::{Level, WordSort},
    model::{Hit, Kind, NameMention, TokenKind, TokenRange, WordClass},
};

/// Longest body of this kind, in tokens.
const LONGEST: usize = 18;
/// Characters that make no ordinary words cost at least so much each.
const UNUSUAL: f32 = 5.6;

/// Words that no body has inside.
const STOPS: u128 = WordClass::NotName.bit()
    | WordClass::SpeechVerb.bit()
    | WordClass::AttendVerb.bit()
    | WordClass::ChairVerb.bit()
    | WordClass::HoldVerb.bit()
    | WordClass::HostVerb.bit()
    | WordClass::Conjunction.bit()
    | WordClass::Determiner.bit()
    | WordClass::Demonstrative.bit()
    | WordClass::Former.bit()
    | WordClass::AsPost.bit()
    | WordClass::Post.bit()
    | WordClass::Honorific.bit()
    | WordClass::Including.bit()
    | WordClass::EventNoun.bit()
    | WordClass::EventPart.bit()
    | WordClass::PersonPronoun.bit();

impl Finder<'_> {
    /// Adds the bodies of the posts before the people of a sentence.
    pub(super) fn posted(&self, sentence: &TokenRange, lattice: &Lattice, found: &mut Vec<NameMention>) {
        let people: Vec<usize> = found.iter().filter(|name| name.kind == Kind::Person).map(|name| name.tokens.start).collect();
        for person in people {
            let search = Search { finder: self, sentence, lattice, found };
            let bodies = search.bodies(person);
            found.extend(bodies.into_iter().map(|tokens| NameMention {
                tokens,
                kind: Kind::Organization,
                acronym: None,
                gazetteer: None,
                rule: "posted",
            }));
        }
    }
}

struct Search<'a, 'b> {
    finder: &'a Finder<'b>,
    sentence: &'a TokenRange,
    lattice: &'a Lattice,
    found: &'a [NameMention],
}

impl Search<'_, '_> {
    fn covered(&self, at: usize) -> bool {
        self.found.iter().any(|name| name.tokens.start <= at && at < end_of(name))
    }

    /// The longest phrase of a class that ends before a token.
    fn ending(&self, class: WordClass, end: usize) -> Option<&Hit> {
        let floor = end.saturating_sub(8).max(self.sentence.start);
        self.finder.document.hits_in(floor..end, class).find(|hit| hit.tokens.end == end && !self.covered(hit.tokens.start))
    }

    /// The bodies of all posts in a row before a name.
    fn bodies(&self, person: usize) -> Vec<TokenRange> {
        let mut bodies = Vec::new();
        let post = self.ending(WordClass::Post, person).map_or(0, |hit| hit.tokens.len());
        let address = self.ending(WordClass::Honorific, person).filter(|hit| hit.tokens.len() > post);
        let mut at = address.map_or(person, |hit| hit.tokens.start);
        while let Some(post) = self.ending(WordClass::Post, at).map(|hit| hit.tokens.clone()) {
            let mut start = post.start;
            let modifiers = [WordClass::Former, WordClass::PostModifier, WordClass::Post];
            while let Some(hit) = modifiers.iter().find_map(|&class| self.ending(class, start)) {
                start = hit.tokens.start;
            }
            bodies.extend(self.body(start, &post));
            let joint = self.ending(WordClass::Conjunction, start).map(|hit| hit.tokens.start);
            match joint {
                Some(joint) if joint > self.sentence.start => at = joint,
                _ => break,
            }
        }
        bodies
    }

    /// The body right before a post, if nothing is named there yet.
    fn body(&self, end: usize, post: &TokenRange) -> Option<TokenRange> {
        let start = self.region(end)?;
        let region = start..end;
        if region.is_empty() {
            let own = post.len() >= 4 && self.heads_body(&(post.end - 2..post.end)) && !self.of_a_place(post.start);
            if !own {
                return None;
            }
            let twice = self.finder.folded(post.end - 3) == self.finder.folded(post.end - 2);
            return Some(post.start..post.end - 1 - usize::from(twice));
        }
        if region.len() > LONGEST || self.after_place(end) {
            return None;
        }
        let unusual = self.is_unusual(&region);
        let doubled = end.checked_sub(1).is_some_and(|before| self.finder.folded(before) == self.finder.folded(post.start));
        if self.ends_body(end) || doubled {
            let inner = self.ending(WordClass::SubBody, end).is_some_and(|hit| hit.tokens.start <= start);
            return (region.len() >= 2 && !inner).then_some(region);
        }
        let reporter = self.finder.document.hit_at(post.start, WordClass::Byline).is_some();
        let outlet = reporter && (start == self.sentence.start || self.is_open(start - 1) || self.finder.gap_before(start));
        let local = self.opens_with_place(&region);
        if post.start == end && self.heads_body(post) && region.len() >= 2 && !self.of_a_place(start) {
            return (local == 0).then_some(start..end + 1);
        }
        let led =
            local > 0 && region.len() >= local + 3 && self.finder.document.hit_at(post.start, WordClass::HeadPost).is_some();
        let headed = self.finder.document.hit_at(post.start, WordClass::HeadPost).is_some_and(|hit| hit.tokens == *post);
        let coined = headed && (3..=8).contains(&region.len()) && self.opens_clause(start) && self.tells_something(&region);
        (region.len() >= 2 && (unusual || outlet || led || coined)).then_some(region)
    }

    /// Where the words before a post start that may be a body; none if a name stands among them.
    fn region(&self, end: usize) -> Option<usize> {
        let document = self.finder.document;
        let mut start = end;
        while start > self.sentence.start && end - start <= LONGEST {
            let before = start - 1;
            if self.covered(before) {
                return None;
            }
            let letters = matches!(document.tokens[before].kind, TokenKind::Upper | TokenKind::Capital | TokenKind::Lower);
            if letters {
                start = before;
                continue;
            }
            if document.tokens[before].kind != TokenKind::Ideograph || self.finder.gap_before(start) {
                break;
            }
            let (length, sort) = self.lattice.word_before(start);
            let word = start - length..start;
            // A verb of one character writes a sound of a coined name as often.
            let ends = matches!(sort, Some(WordSort::Function | WordSort::Time)) || sort == Some(WordSort::Verb) && length > 1;
            let stops = self.finder.hits_at(word.start).any(|hit| {
                // `英国驻沪总领事`
                let modifier = hit.class == WordClass::PostModifier && hit.tokens.len() == 1 && length == 1;
                hit.tokens.end >= start && hit.class.bit() & STOPS != 0 || modifier
            });
            if length == 0 || ends || stops || word.start < self.sentence.start || word.clone().any(|at| self.covered(at)) {
                break;
            }
            start = word.start;
        }
        let follows = start > self.sentence.start && self.covered(start - 1) && !self.finder.gap_before(start);
        (!follows).then(|| self.without_country(self.without_verbs(start, end), end))
    }

    /// Whether a mark, white space or the end of another name's row stands before a token.
    fn opens_clause(&self, at: usize) -> bool {
        let mark = |at: usize| self.finder.document.tokens[at].kind == TokenKind::Punctuation;
        at == self.sentence.start || self.finder.gap_before(at) || mark(at - 1)
    }

    /// Whether the words of a stretch are nouns that say more than what sort of body it is.
    fn tells_something(&self, region: &TokenRange) -> bool {
        let sorts = [WordClass::SubBody, WordClass::OrganizationSuffix, WordClass::AttendeeNoun];
        let sort = sorts.iter().any(|&class| self.ending(class, region.end).is_some());
        let mut end = region.end;
        let mut telling = false;
        while end > region.start {
            let (length, word) = self.lattice.word_before(end);
            let start = end - length.clamp(1, end - region.start);
            if matches!(word, Some(WordSort::Verb | WordSort::Number | WordSort::Place)) {
                return false;
            }
            telling |= !self.finder.hits_at(start).any(|hit| hit.class == WordClass::PlainWord && hit.tokens.end >= end);
            end = start;
        }
        telling && !sort
    }

    /// Verbs of one character open no body, but for one in a row of them.
    fn without_verbs(&self, start: usize, end: usize) -> usize {
        let in_row = start == self.sentence.start || self.finder.document.is(start - 1, WordClass::Conjunction);
        let verb = |at: &usize| self.lattice.word_at(*at) == (1, Some(WordSort::Verb)) && !in_row;
        start + (start..end).take_while(verb).count()
    }

    /// A country before a body with a place of its own is no part of its name.
    fn without_country(&self, start: usize, end: usize) -> usize {
        let place = |from: usize| {
            let rest = &self.finder.document.article.text[self.finder.document.tokens[from].span.start..];
            let (bytes, places) = self.finder.knowledge.gazetteer.longest_prefix(rest)?;
            let level = self.finder.knowledge.gazetteer.level(*places.first()?);
            let stop = self.finder.document.tokens[from].span.start + bytes;
            let next = self.finder.document.tokens.partition_point(|token| token.span.start < stop);
            Some((level, next))
        };
        match (start < end).then(|| place(start)).flatten() {
            Some((Level::Country, next)) if next < end && place(next).is_some() => next,
            _ => start,
        }
    }

    /// Whether a post heads the body whose last character it shares.
    fn heads_body(&self, post: &TokenRange) -> bool {
        self.finder.hits_at(post.start).any(|hit| hit.class == WordClass::BodyPost && hit.tokens == *post)
    }

    /// Whether the last word before a token is one that closes the name of a body.
    fn ends_body(&self, end: usize) -> bool {
        let floor = end.saturating_sub(8).max(self.sentence.start);
        self.finder.document.hits_in(floor..end, WordClass::OrganizationHead).any(|hit| hit.tokens.end == end)
    }

    fn is_open(&self, at: usize) -> bool {
        matches!(self.finder.folded(at), "(" | "（" | "【" | "[")
    }

    /// Whether a place is named before a post in its clause: the post is held there, and its body goes without a name.
    fn of_a_place(&self, at: usize) -> bool {
        let floor = at.saturating_sub(LONGEST).max(self.sentence.start);
        let stop =
            (floor..at).rev().find(|&at| matches!(self.finder.folded(at), "," | "，" | "。" | "；" | ";")).unwrap_or(floor);
        let mut end = at;
        while end > stop {
            let (length, sort) = self.lattice.word_before(end);
            if sort == Some(WordSort::Place) {
                return true;
            }
            end = end.saturating_sub(length.max(1));
        }
        false
    }

    /// Length of the known place that a stretch starts with, zero if it starts with none.
    fn opens_with_place(&self, region: &TokenRange) -> usize {
        let document = self.finder.document;
        let rest = &document.article.text[document.tokens[region.start].span.start..];
        let bytes = self.finder.knowledge.gazetteer.longest_prefix(rest).map_or(0, |(bytes, _)| bytes);
        let stop = document.tokens[region.start].span.start + bytes;
        region.clone().take_while(|&at| document.tokens[at].span.end <= stop).count()
    }

    fn after_place(&self, at: usize) -> bool {
        let (length, sort) = self.lattice.word_before(at);
        length > 0 && sort == Some(WordSort::Place)
    }

    /// Whether a stretch is a name by its characters: in letters, or making no ordinary words.
    fn is_unusual(&self, region: &TokenRange) -> bool {
        let letters = |at: usize| matches!(self.finder.document.tokens[at].kind, TokenKind::Upper | TokenKind::Capital);
        let (mut at, mut alone, mut most) = (region.end, 0, 0);
        while at > region.start {
            let (length, _) = self.lattice.word_before(at);
            alone = if length == 1 { alone + 1 } else { 0 };
            most = most.max(alone);
            at -= length.clamp(1, at);
        }
        region.clone().any(letters) || most >= 2 || self.lattice.cost_each(region) >= UNUSUAL
    }
}
