//! Bodies that a post does not name beside it: `its president NAME`, `whose CEO NAME`, `Minister of Trade NAME`, `Rector NAME`.

use std::collections::BTreeMap;

use super::{Parser, Post};
use crate::model::{Kind, LocalIdx, NameMention, TokenKind, TokenRange, WordClass};

/// A possessive points back so many tokens at most.
const MEMORY: usize = 60;
/// From so many mentions on an organization can be what the article is about.
const OFTEN: usize = 3;

impl Parser<'_> {
    /// What `its`, `whose` at a token means: the last organization named before, in the sentence or the one before it.
    pub(super) fn possessor(&self, at: usize) -> Option<LocalIdx> {
        let document = self.reading.document;
        if !self.is(at, WordClass::PossessivePronoun) {
            return None;
        }
        let sentence = document.sentence_of(at);
        let last = |from: usize| self.reading.kind_in(from..at, Kind::Organization).map(|(_, idx)| idx).last();
        let before = document.sentences[sentence.saturating_sub(1)].tokens.start.max(at.saturating_sub(MEMORY));
        last(document.sentences[sentence].tokens.start).or_else(|| last(before))
    }

    /// The possessive pronoun right before a post, or with a place or a small word between: `its Africa chief`.
    pub(super) fn possessive_before(&self, start: usize) -> Option<(LocalIdx, usize)> {
        let place =
            self.reading.name_before(start).filter(|(name, _)| name.kind == Kind::Place).map(|(name, _)| name.tokens.start);
        let small = start.checked_sub(1).filter(|&at| self.is_unclassified(at));
        let nearest = [Some(start), place, small].into_iter().flatten().filter_map(|end| end.checked_sub(1));
        nearest.filter(|&at| at >= self.floor).find_map(|at| self.possessor(at).map(|idx| (idx, at)))
    }

    /// A word in small letters that plays no part known.
    pub(super) fn is_unclassified(&self, at: usize) -> bool {
        let document = self.reading.document;
        document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Lower) && document.classes[at] == 0
    }

    /// `Minister of Industry and Trade`: the organization of the article whose name ends in the same field, `Ministry of …`.
    pub(super) fn ministry(&self, post: &Post, end: usize) -> Option<LocalIdx> {
        let document = self.reading.document;
        if !post.tokens.clone().any(|at| self.is(at, WordClass::PortfolioPost)) {
            return None;
        }
        let start =
            document.hit_at(post.tokens.end, WordClass::NameLink).map(|hit| hit.tokens.end).filter(|&start| start < end)?;
        let words = |tokens: TokenRange| document.tokens[tokens].iter().map(|token| token.folded.as_str());
        let field = start..end;
        let governs = |tokens: &TokenRange| {
            tokens.len() > field.len()
                && self.is(tokens.start, WordClass::OrganizationHead)
                && words(tokens.end - field.len()..tokens.end).eq(words(field.clone()))
        };
        let mut bodies = self.reading.kind_in(0..document.tokens.len(), Kind::Organization);
        bodies.find(|(name, _)| governs(&name.tokens)).map(|(_, idx)| idx)
    }

    /// End of the field of office behind a post: capitals, links, and commas between capitals.
    pub(super) fn field_end(&self, post: &Post) -> usize {
        let document = self.reading.document;
        let capital = |at: usize| document.tokens.get(at).is_some_and(crate::model::Token::is_capital);
        let mut at = post.tokens.end;
        while at < self.limit {
            let joins = self.is_any(at, &[WordClass::NameLink, WordClass::Conjunction]) || self.reading.folded(at) == ",";
            if !(capital(at) || joins && capital(at + 1)) || self.reading.name_at(at).is_some() {
                break;
            }
            at += 1;
        }
        at
    }

    /// The organization that the article is about, if it is named far more often than any other.
    fn dominant_body(&self) -> Option<LocalIdx> {
        let bodies = self.reading.kind_in(0..self.reading.document.tokens.len(), Kind::Organization);
        dominant(bodies.map(|(_, idx)| idx), OFTEN)
    }

    /// The body of a post given in this sentence by a body named before `at`, else the one the article is about.
    pub(super) fn giver(&self, at: usize) -> Option<LocalIdx> {
        let body = self.reading.kind_in(self.sentence.start..at, Kind::Organization).last();
        // a body in front of somebody else is that person's
        let other = |name: &NameMention| {
            let people = self.reading.kind_in(name.tokens.end..at, Kind::Person);
            self.reading.pack.body_follows_title && people.filter(|(_, idx)| *idx != self.person).count() > 0
        };
        let named = body.filter(|(name, _)| !other(name)).map(|(_, idx)| idx);
        named.or_else(|| self.dominant_body())
    }

    /// `the Board has elected NAME as`: whether a verb that gives posts stands before the name.
    pub(super) fn is_appointed_before(&self, name: usize) -> Option<usize> {
        let from = self.sentence.start.max(name.saturating_sub(12));
        self.reading.document.hits_in(from..name, WordClass::AppointVerb).last().map(|hit| hit.tokens.start)
    }
}

/// What is named `least` times or more, and far more often than anything else.
fn dominant(named: impl Iterator<Item = LocalIdx>, least: usize) -> Option<LocalIdx> {
    let mut counts: BTreeMap<LocalIdx, usize> = BTreeMap::new();
    for idx in named {
        *counts.entry(idx).or_default() += 1;
    }
    let (first, most) = counts.iter().max_by_key(|&(idx, count)| (*count, std::cmp::Reverse(*idx)))?;
    let second = counts.iter().filter(|&(idx, _)| idx != first).map(|(_, count)| *count).max().unwrap_or_default();
    (*most >= least && *most >= 2 * second).then_some(*first)
}
