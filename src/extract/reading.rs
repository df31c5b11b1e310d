//! What the extractor knows of one article while it reads: its entities, which mention names which, which event is meant where.

use crate::{
    knowledge::{Gazetteer, Knowledge, Language, Level},
    model::{Document, Kind, LineRole, LocalEntity, LocalIdx, NameMention, Sentence, TokenRange, WordClass},
};

/// One article under extraction.
pub(super) struct Reading<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) knowledge: &'a Knowledge,
    pub(super) pack: &'a Language,
    /// Entities in order of first mention; described events last.
    pub(super) entities: Vec<LocalEntity>,
    /// What sort of place each of the named entities is, if the gazetteer knows it.
    pub(super) levels: Vec<Option<Level>>,
    /// For each name of the document the entity that it names.
    pub(super) named: Vec<LocalIdx>,
    /// Words that stand for an event without naming it, in text order.
    pub(super) references: Vec<(TokenRange, LocalIdx)>,
    /// The gathering that the article is about.
    pub(super) main: Option<LocalIdx>,
    /// A gathering for the press.
    pub(super) press: Option<LocalIdx>,
    /// Words that bring in a gathering without a name, with the gathering.
    pub(super) described: Vec<(TokenRange, LocalIdx)>,
    /// Events that are told by the town in front of their noun: a LONDON edition; with the words and the town.
    pub(super) placed: Vec<(TokenRange, LocalIdx, LocalIdx)>,
    /// Events that lie ahead of the article.
    pub(super) planned: Vec<LocalIdx>,
}

impl Reading<'_> {
    pub(super) fn entity(&self, idx: LocalIdx) -> &LocalEntity {
        &self.entities[idx.0 as usize]
    }

    pub(super) fn kind(&self, idx: LocalIdx) -> Kind {
        self.entity(idx).kind
    }

    /// What sort of place an entity is, if the gazetteer knows it.
    pub(super) fn level(&self, place: LocalIdx) -> Option<Level> {
        self.levels.get(place.0 as usize).copied().flatten()
    }

    pub(super) fn is(&self, at: usize, class: WordClass) -> bool {
        self.document.is(at, class)
    }

    pub(super) fn folded(&self, at: usize) -> &str {
        self.document.tokens.get(at).map_or("", |token| token.folded.as_str())
    }

    /// Sentences that can state facts.
    pub(super) fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.document.sentences.iter().filter(|sentence| matches!(sentence.role, LineRole::Body | LineRole::Headline))
    }

    /// Sentences that can tell where and when: captions too.
    pub(super) fn telling_sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.document
            .sentences
            .iter()
            .filter(|sentence| matches!(sentence.role, LineRole::Body | LineRole::Headline | LineRole::Caption))
    }

    /// The names inside a range of tokens, each with its entity, datelines left out.
    pub(super) fn names_in(&self, tokens: TokenRange) -> impl Iterator<Item = (&NameMention, LocalIdx)> {
        let first = self.document.names.partition_point(|name| name.tokens.start < tokens.start);
        let names = self.document.names[first..].iter().zip(&self.named[first..]);
        names
            .take_while(move |(name, _)| name.tokens.end <= tokens.end)
            .filter(|(name, _)| !self.document.in_dateline(name.tokens.start))
            .map(|(name, &idx)| (name, idx))
    }

    /// The same, one kind alone.
    pub(super) fn kind_in(&self, tokens: TokenRange, kind: Kind) -> impl Iterator<Item = (&NameMention, LocalIdx)> {
        self.names_in(tokens).filter(move |(name, _)| name.kind == kind)
    }

    /// The name that starts at a token, with its entity.
    pub(super) fn name_at(&self, at: usize) -> Option<(&NameMention, LocalIdx)> {
        let idx = self.document.names.partition_point(|name| name.tokens.start < at);
        self.document.names.get(idx).filter(|name| name.tokens.start == at).map(|name| (name, self.named[idx]))
    }

    /// The name that ends right before a token, its abbreviation in parentheses included.
    pub(super) fn name_before(&self, at: usize) -> Option<(&NameMention, LocalIdx)> {
        let idx = self.document.names.partition_point(|name| name.tokens.start < at).checked_sub(1)?;
        let name = &self.document.names[idx];
        (end_of(name) == at).then(|| (name, self.named[idx]))
    }

    /// Every event meant in a range of tokens, by name or by a noun, in text order.
    pub(super) fn events_in(&self, tokens: TokenRange) -> Vec<(TokenRange, LocalIdx)> {
        let named = self.kind_in(tokens.clone(), Kind::Event).map(|(name, idx)| (name.tokens.start..end_of(name), idx));
        let meant = self.references.iter().filter(|(range, _)| range.start >= tokens.start && range.end <= tokens.end).cloned();
        let mut events: Vec<_> = named.chain(meant).collect();
        events.sort_by_key(|(range, _)| range.start);
        let topic = |at: usize| {
            events.iter().any(|(press, idx)| Some(*idx) == self.press && super::events::linked(self, press.end) == Some(at))
        };
        let topics: Vec<bool> = events.iter().map(|(range, idx)| Some(*idx) != self.press && topic(range.start)).collect();
        let mut topics = topics.into_iter();
        events.retain(|_| !topics.next().unwrap_or(false));
        events
    }

    /// Whether a class of words occurs in a range of tokens.
    pub(super) fn has(&self, tokens: TokenRange, class: WordClass) -> bool {
        self.document.hits_in(tokens, class).next().is_some()
    }

    pub(super) fn is_planned(&self, event: LocalIdx) -> bool {
        self.planned.contains(&event)
    }
}

/// What sort of place each entity is, if the gazetteer knows it.
pub(super) fn levels(entities: &[LocalEntity], gazetteer: &Gazetteer) -> Vec<Option<Level>> {
    let idx = |entity: &LocalEntity| entity.gazetteer.as_deref().and_then(|key| gazetteer.by_key(key));
    entities.iter().map(|entity| idx(entity).map(|idx| gazetteer.level(idx))).collect()
}

/// End of a name with its abbreviation in parentheses.
pub(super) fn end_of(name: &NameMention) -> usize {
    name.acronym.as_ref().map_or(name.tokens.end, |acronym| name.tokens.end.max(acronym.end + 1))
}
