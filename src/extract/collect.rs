//! Turns what the layers found into facts: quote, stance, domain and range, one fact for each relation and pair.

use std::collections::BTreeMap;

use super::{
    confidence::calibrated,
    hosts::Tie,
    posts::Holding,
    reading::Reading,
    roles::Deed,
    settings::{Setting, Trait},
};
use crate::{
    knowledge::{Range, Role},
    model::{Argument, Evidence, Fact, Kind, Literal, LocalIdx, Span, Stance, TokenRange, WordClass},
};

/// Name of the mode of taking part from afar, as in the vocabulary.
const VIDEO: &str = "video";

pub(super) struct Collector<'a> {
    reading: &'a Reading<'a>,
    facts: Vec<Fact>,
    dropped: BTreeMap<String, usize>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(reading: &'a Reading<'a>) -> Self {
        Self { reading, facts: Vec::new(), dropped: BTreeMap::new() }
    }

    pub(super) fn settings(&mut self, settings: &[Setting]) {
        for setting in settings {
            let confidence = (0.6 + 0.05 * f64::from(setting.weight)).min(0.95);
            let evidence = self.evidence(&setting.trigger, &setting.cover, setting.rule);
            let stance = self.stance_of(setting.event);
            let literal = |literal| Argument::Literal(literal);
            let found = match &setting.what {
                Trait::Place(place) => vec![(Role::Place, Argument::Entity(*place))],
                Trait::PartOf(whole) => vec![(Role::Subevent, Argument::Entity(*whole))],
                Trait::Attendance(count) => vec![(Role::Attendance, literal(Literal::Integer(*count)))],
                Trait::Theme(words) => vec![(Role::Theme, literal(self.words(words)))],
                Trait::End(date) => vec![(Role::End, literal(Literal::Date(*date)))],
                Trait::Dates(span) => {
                    let end = span.end.map(|end| (Role::End, literal(Literal::Date(end))));
                    [(Role::Start, literal(Literal::Date(span.start)))].into_iter().chain(end).collect()
                }
            };
            for (role, object) in found {
                self.push(role, setting.event, object, evidence.clone(), stance, confidence);
            }
        }
    }

    fn words(&self, tokens: &TokenRange) -> Literal {
        let value = self.reading.document.text(tokens).split_whitespace().collect::<Vec<_>>().join(" ");
        Literal::Text { value: value.trim_end_matches([',', '.']).to_owned(), language: self.reading.pack.tag.clone() }
    }

    pub(super) fn ties(&mut self, ties: &[Tie]) {
        for tie in ties {
            let evidence = self.evidence(&tie.trigger, &tie.cover, tie.rule);
            let stance = if self.reading.kind(tie.object) == Kind::Event { self.stance_of(tie.object) } else { Stance::Reported };
            self.push(tie.role, tie.subject, Argument::Entity(tie.object), evidence, stance, tie.confidence);
        }
    }

    pub(super) fn deeds(&mut self, deeds: &[Deed]) {
        for deed in deeds {
            let evidence = self.evidence(&deed.trigger, &deed.cover, deed.rule);
            let planned = deed.stance == Stance::Reported && self.reading.is_planned(deed.event);
            let stance = if planned { Stance::Planned } else { deed.stance };
            self.push(deed.role, deed.person, Argument::Entity(deed.event), evidence, stance, deed.confidence);
            if deed.video
                && let Some(fact) = self
                    .facts
                    .iter_mut()
                    .rev()
                    .find(|fact| fact.subject == deed.person && fact.object == Argument::Entity(deed.event))
            {
                fact.mode = Some(VIDEO.to_owned());
            }
        }
    }

    pub(super) fn holdings(&mut self, holdings: &[Holding]) {
        for holding in holdings {
            let evidence = self.evidence(&holding.trigger, &holding.trigger, holding.rule);
            let post = self.post(holding);
            let before = self.facts.len();
            self.push(
                Role::Affiliation,
                holding.person,
                Argument::Entity(holding.body),
                evidence,
                Stance::Reported,
                holding.confidence,
            );
            if let (Some(fact), Some(post)) = (self.facts.get_mut(before), post) {
                fact.post = Some(post);
            }
        }
    }

    /// The post as written, with the word for `former` in front exactly once.
    fn post(&self, holding: &Holding) -> Option<String> {
        let text = self.reading.document.text(&holding.post).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return None;
        }
        let label = &self.reading.pack.former_label;
        let bare = holding.former.then(|| {
            // the word for it stands in front, or elsewhere: `who until last year was head of lending`
            let marked = self.reading.is(holding.post.start, WordClass::Former);
            let bare = text.split_once(' ').filter(|_| marked).map_or(text.as_str(), |(_, rest)| rest);
            format!("{label} {bare}")
        });
        Some(bare.unwrap_or(text))
    }

    /// Number of the edition of each event whose name tells it.
    pub(super) fn editions(&mut self) {
        for (entity, idx) in self.reading.entities.iter().zip(0..) {
            let Some(edition) = entity.event.as_ref().and_then(|traits| traits.edition) else { continue };
            let Some(&mention) = entity.mentions.first() else { continue };
            let at = self.reading.document.tokens.partition_point(|token| token.span.start < mention.start);
            let end = self.reading.document.tokens.partition_point(|token| token.span.end <= mention.end);
            let evidence = self.evidence(&(at..end), &(at..end), "edition-in-name");
            let stance = self.stance_of(LocalIdx(idx));
            self.push(
                Role::Edition,
                LocalIdx(idx),
                Argument::Literal(Literal::Integer(i64::from(edition))),
                evidence,
                stance,
                0.95,
            );
        }
    }

    fn stance_of(&self, event: LocalIdx) -> Stance {
        if self.reading.is_planned(event) { Stance::Planned } else { Stance::Reported }
    }

    /// The whole sentences around the words, and the words that gave it away.
    fn evidence(&self, trigger: &TokenRange, cover: &TokenRange, rule: &str) -> Evidence {
        let document = self.reading.document;
        let first = document.sentence_of(cover.start.min(trigger.start));
        let last = document.sentence_of(cover.end.max(trigger.end).saturating_sub(1));
        let quote = document.sentences[first].span.cover(document.sentences[last].span);
        let trigger = if trigger.is_empty() { Span::new(quote.start, quote.start) } else { document.span(trigger) };
        Evidence { quote, trigger, rule: rule.to_owned() }
    }

    fn push(&mut self, role: Role, subject: LocalIdx, object: Argument, evidence: Evidence, stance: Stance, confidence: f64) {
        let relation = self.reading.knowledge.schema.role(role);
        let range = match &object {
            Argument::Entity(idx) => Range::Entity(self.reading.kind(*idx)),
            Argument::Literal(Literal::Date(_)) => Range::Date,
            Argument::Literal(Literal::Text { .. }) => Range::Text,
            Argument::Literal(Literal::Integer(_)) => Range::Integer,
        };
        if !relation.domain.contains(&self.reading.kind(subject)) || !relation.range.contains(&range) {
            *self
                .dropped
                .entry(format!("{}: {} and {range:?} do not fit", relation.name, self.reading.kind(subject)))
                .or_default() += 1;
            return;
        }
        if object == Argument::Entity(subject) {
            *self.dropped.entry(format!("{}: both sides are the same", relation.name)).or_default() += 1;
            return;
        }
        let confidence = calibrated(role, &evidence.rule, confidence);
        self.facts.push(Fact {
            relation: relation.name.clone(),
            subject,
            object,
            post: None,
            mode: None,
            stance,
            evidence,
            confidence,
        });
    }

    /// Facts in text order, one for each relation, pair, post and stance; who spoke is not said to have attended too.
    ///
    /// With how many were dropped, by the reason.
    pub(super) fn finish(self) -> (Vec<Fact>, BTreeMap<String, usize>) {
        let mut facts = self.facts;
        facts.sort_by(|a, b| {
            let place = |fact: &Fact| (fact.evidence.quote.start, fact.evidence.trigger.start);
            let said = place(a).cmp(&place(b)).then_with(|| a.relation.cmp(&b.relation)).then(a.subject.cmp(&b.subject));
            said.then(b.confidence.total_cmp(&a.confidence))
        });
        let mut kept: Vec<Fact> = Vec::new();
        let mut dropped = self.dropped;
        for fact in facts {
            let same = |other: &Fact| {
                other.subject == fact.subject
                    && other.object == fact.object
                    && other.relation == fact.relation
                    && other.stance == fact.stance
            };
            match kept
                .iter_mut()
                .find(|other| same(other) && (other.post == fact.post || fact.post.is_none() || other.post.is_none()))
            {
                Some(other) => {
                    other.confidence = other.confidence.max(fact.confidence);
                    other.mode = other.mode.take().or(fact.mode);
                    other.post = other.post.take().or(fact.post);
                    *dropped.entry("said again in the same article".to_owned()).or_default() += 1;
                }
                None => kept.push(fact),
            }
        }
        let presence = self.reading.knowledge.schema.name(Role::Presence).to_owned();
        let stronger = |fact: &Fact, other: &Fact| {
            other.subject == fact.subject
                && other.object == fact.object
                && other.relation != presence
                && self.reading.knowledge.schema.is_presence(&other.relation)
                && other.stance.is_asserted()
        };
        let implied: Vec<bool> =
            kept.iter().map(|fact| fact.relation == presence && kept.iter().any(|other| stronger(fact, other))).collect();
        let facts = kept.into_iter().zip(implied).filter(|(_, implied)| !implied).map(|(fact, _)| fact).collect();
        (facts, dropped)
    }
}
