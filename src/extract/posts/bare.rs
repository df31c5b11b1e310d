//! Which body does a post hold at that the text gives without one: `Vice-Rector NAME`, `NAME, Chief Financial Officer`, `the mayor`?
//!
//! Readers know it from the rest of the article, and so does this: each language says what sort of body such a post has, and one of
//! that sort must stand out in the article: named in its headline, its dateline, its first sentence, or far more often than others.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Holding, Parser, Post};
use crate::{
    extract::reading::Reading,
    knowledge::BarePosts,
    model::{Kind, LineRole, LocalIdx, NameMention},
};

/// The rule of such a holding.
pub(super) const RULE: &str = "title-without-body";
/// What a mention weighs; and where an article says what it is about: headline, dateline, first sentence.
const MENTION: usize = 1;
/// See `MENTION`.
const TOPIC: usize = 3;

impl Parser<'_> {
    /// The body that a post without one has, by the sorts of the language.
    pub(super) fn implied_body(&self, post: &Post) -> Option<LocalIdx> {
        let tokens = &self.reading.document.tokens[post.tokens.clone()];
        let ends_in = |name: &str| {
            let words = name.split(' ');
            let count = words.clone().count();
            tokens.len() >= count && tokens[tokens.len() - count..].iter().map(|token| token.folded.as_str()).eq(words)
        };
        let mut sorts = self.reading.pack.bare_posts.iter().filter(|sort| sort.posts.iter().any(|name| ends_in(name)));
        sorts.find_map(|sort| body_of(self.reading, sort))
    }
}

/// What stands out among the bodies of a sort.
fn body_of(reading: &Reading<'_>, sort: &BarePosts) -> Option<LocalIdx> {
    let mut weights: BTreeMap<LocalIdx, usize> = BTreeMap::new();
    for (name, idx) in reading.names_in(0..reading.document.tokens.len()) {
        let body = match sort.seat {
            Some(level) => Some(idx).filter(|_| name.kind == Kind::Place && reading.level(idx) == Some(level)),
            None => Some(idx).filter(|_| name.kind == Kind::Organization && is_of(reading, name, sort)),
        };
        if let Some(body) = body {
            *weights.entry(body).or_default() += weight(reading, name);
        }
    }
    let (&first, &most) = weights.iter().max_by_key(|&(&idx, &weight)| (weight, Reverse(idx)))?;
    let second = weights.iter().filter(|&(&idx, _)| idx != first).map(|(_, &weight)| weight).max().unwrap_or_default();
    (most >= TOPIC && most >= 2 * second).then_some(first)
}

/// Whether the name of an organization has one of the words that the sort asks for.
fn is_of(reading: &Reading<'_>, name: &NameMention, sort: &BarePosts) -> bool {
    let words = &reading.document.tokens[name.tokens.clone()];
    sort.bodies.is_empty() || words.iter().any(|token| sort.bodies.contains(&token.folded))
}

/// How much a mention says about what the article is about.
fn weight(reading: &Reading<'_>, name: &NameMention) -> usize {
    let document = reading.document;
    let sentence = document.sentence_of(name.tokens.start);
    let first = document.sentences.iter().position(|sentence| sentence.role == LineRole::Body);
    let headline = document.sentences[sentence].role == LineRole::Headline && first.is_some_and(|first| sentence < first);
    let dateline = document.in_dateline(name.tokens.start);
    match document.sentences[sentence].role {
        LineRole::Noise | LineRole::Byline => 0,
        _ if dateline && name.kind != Kind::Place => 0,
        _ if headline || dateline || first == Some(sentence) => TOPIC,
        _ => MENTION,
    }
}

/// Leaves out what is only implied where the person is told to hold a post.
pub(in crate::extract) fn drop_told(holdings: &mut Vec<Holding>) {
    let told: Vec<LocalIdx> = holdings.iter().filter(|holding| holding.rule != RULE).map(|holding| holding.person).collect();
    holdings.retain(|holding| holding.rule != RULE || !told.contains(&holding.person));
}
