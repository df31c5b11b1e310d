//! Which sentences look as if they state something, and gave no fact?
//!
//! In: a document and the facts that were read from it. Out: its [`Coverage`]: each sentence with a cue for a relation (a verb, a
//! noun, a phrase of the language pack) that no fact of that relation rests on, with the reason as far as it can be told. What a
//! sentence says again of the same people or bodies is covered.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::{
    annotate,
    extract::extract,
    knowledge::{Knowledge, Role, Schema},
    model::{Argument, Article, ArticleFacts, Document, Fact, Kind, LineRole, Sentence, Span, TokenRange, WordClass},
};

/// What one article's sentences came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Cues that gave no fact, in text order.
    pub gaps: Vec<Gap>,
    /// For each relation that has cues, by name: how many gave a fact, and how many none.
    pub totals: BTreeMap<String, (usize, usize)>,
}

/// A cue that gave no fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The sentence.
    pub sentence: Span,
    /// The words that look as if they told of a relation, or of a gathering.
    pub cue: Span,
    /// Name of the relation.
    pub relation: String,
    /// Why nothing was read, as far as it can be told.
    pub reason: Reason,
    /// The sentence gave other facts.
    pub partly: bool,
}

/// Why a cue gave no fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The article has no event that is known by a name or a description.
    NoEvent,
    /// The sentence names nobody who could have done it.
    NoName,
    /// Somebody was asked to come, or stayed away.
    NotThere,
    /// A letter or other written message.
    Written,
    /// Said elsewhere.
    Elsewhere,
    /// Denied, or only possible.
    Doubtful,
    /// A fact was read and is less sure than what is asked for.
    Unsure,
    /// None of these: the sentence was not understood.
    NotUnderstood,
}

impl Reason {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NoEvent => "no event is known in the article",
            Self::NoName => "nobody is named who could be meant",
            Self::NotThere => "somebody was invited, or stayed away",
            Self::Written => "it may be a written message",
            Self::Elsewhere => "it may have been said elsewhere",
            Self::Doubtful => "it may be denied, or only possible",
            Self::Unsure => "less sure than the least confidence",
            Self::NotUnderstood => "not understood",
        }
    }
}

/// What looks like a relation.
struct Cue {
    role: Role,
    classes: &'static [WordClass],
    /// Too common to count where the sentence speaks of no event.
    needs_event: bool,
    /// Who can do it; somebody of these kinds must be named.
    doers: &'static [Kind],
    /// Relations that account for it.
    accepted: &'static [Role],
}

const PEOPLE: &[Kind] = &[Kind::Person];
const HOSTS: &[Kind] = &[Kind::Organization, Kind::Place, Kind::Person];
const BODIES: &[Kind] = &[Kind::Organization, Kind::Place];
const THERE: &[Role] = &[Role::Speech, Role::Chair, Role::Presence];

const CUES: &[Cue] = &[
    Cue {
        role: Role::Speech,
        classes: &[WordClass::SpeechNoun, WordClass::SpeechBy, WordClass::SpeakerNoun],
        needs_event: false,
        doers: PEOPLE,
        accepted: THERE,
    },
    Cue { role: Role::Speech, classes: &[WordClass::SpeechVerb], needs_event: true, doers: PEOPLE, accepted: THERE },
    Cue {
        role: Role::Chair,
        classes: &[WordClass::ChairVerb, WordClass::ChairBy],
        needs_event: true,
        doers: PEOPLE,
        accepted: &[Role::Chair],
    },
    Cue {
        role: Role::Presence,
        classes: &[WordClass::AttendVerb, WordClass::AttendBy],
        needs_event: false,
        doers: HOSTS,
        accepted: &[Role::Speech, Role::Chair, Role::Presence, Role::Participation],
    },
    Cue {
        role: Role::Host,
        classes: &[WordClass::HostBy, WordClass::HostNoun],
        needs_event: false,
        doers: HOSTS,
        accepted: &[Role::Host],
    },
    Cue {
        role: Role::Host,
        classes: &[WordClass::HostVerb],
        needs_event: true,
        doers: HOSTS,
        accepted: &[Role::Host, Role::Place],
    },
    Cue {
        role: Role::Support,
        classes: &[WordClass::SupportBy, WordClass::SupportNoun],
        needs_event: false,
        doers: BODIES,
        accepted: &[Role::Support, Role::Host],
    },
    Cue {
        role: Role::Participation,
        classes: &[WordClass::ParticipateBy, WordClass::ParticipateVerb],
        needs_event: true,
        doers: BODIES,
        accepted: &[Role::Participation, Role::Speech, Role::Chair, Role::Presence],
    },
    Cue {
        role: Role::Place,
        classes: &[WordClass::HoldVerb],
        needs_event: true,
        doers: &[Kind::Place],
        accepted: &[Role::Place, Role::Start],
    },
    Cue {
        role: Role::Affiliation,
        classes: &[WordClass::Post],
        needs_event: false,
        doers: PEOPLE,
        accepted: &[Role::Affiliation],
    },
];

/// Words that stand for a gathering.
const GATHERINGS: [WordClass; 3] = [WordClass::EventNoun, WordClass::EventHead, WordClass::PressEvent];

/// Words that keep a sentence from stating its fact.
const HINDRANCES: [(WordClass, Reason); 6] = [
    (WordClass::Invited, Reason::NotThere),
    (WordClass::Absent, Reason::NotThere),
    (WordClass::Message, Reason::Written),
    (WordClass::Elsewhere, Reason::Elsewhere),
    (WordClass::Hypothetical, Reason::Doubtful),
    (WordClass::Negation, Reason::Doubtful),
];

/// Reads articles and holds each against its facts; articles by id. `step` is called once for each article read, from any thread.
#[must_use]
pub fn cover(
    articles: Vec<Article>,
    knowledge: &Knowledge,
    min_confidence: f64,
    step: &(dyn Fn() + Sync),
) -> Vec<(Article, Coverage)> {
    let read = |article: Article| {
        let reader = |document: &Document<'_>| coverage(document, &extract(document, knowledge), knowledge, min_confidence);
        let read = annotate::read(&article, knowledge, reader);
        step();
        read
    };
    let mut covered: Vec<(Article, Coverage)> = articles.into_par_iter().map(read).collect();
    covered.sort_by(|a, b| a.0.id.cmp(&b.0.id));
    covered
}

/// Holds the sentences of a document against the facts that were read from it. Facts less sure than `min_confidence` (0..=1) do not
/// count.
#[must_use]
pub fn coverage(document: &Document<'_>, facts: &ArticleFacts, knowledge: &Knowledge, min_confidence: f64) -> Coverage {
    let view = View { document, facts, schema: &knowledge.schema, min_confidence };
    let mut coverage = Coverage::default();
    let can_tell = |role| matches!(role, LineRole::Body | LineRole::Headline | LineRole::Caption);
    for sentence in document.sentences.iter().filter(|sentence| can_tell(sentence.role)) {
        let mut seen: Vec<Role> = Vec::new();
        for cue in CUES {
            let Some(words) = view.words(sentence, cue).filter(|_| !seen.contains(&cue.role)) else { continue };
            seen.push(cue.role);
            let relation = knowledge.schema.role(cue.role).facts_name.clone();
            let totals = coverage.totals.entry(relation.clone()).or_default();
            if view.is_covered(sentence, cue) {
                totals.0 += 1;
                continue;
            }
            totals.1 += 1;
            coverage.gaps.push(Gap {
                sentence: sentence.span,
                cue: document.span(&words),
                relation,
                reason: view.reason(sentence, cue),
                partly: view.facts_of(sentence).next().is_some(),
            });
        }
    }
    coverage
}

struct View<'a> {
    document: &'a Document<'a>,
    facts: &'a ArticleFacts,
    schema: &'a Schema,
    min_confidence: f64,
}

impl View<'_> {
    fn has(&self, sentence: &Sentence, class: WordClass) -> bool {
        self.document.hits_in(sentence.tokens.clone(), class).next().is_some()
    }

    fn names(&self, sentence: &Sentence, kinds: &[Kind]) -> bool {
        self.document.names_in(sentence.tokens.clone()).any(|name| kinds.contains(&name.kind))
    }

    /// The first words of the sentence that are this cue.
    fn words(&self, sentence: &Sentence, cue: &Cue) -> Option<TokenRange> {
        let is_about_event = || self.names(sentence, &[Kind::Event]) || GATHERINGS.iter().any(|&class| self.has(sentence, class));
        // a post is no news of anybody where nobody is named
        let is_idle = cue.role == Role::Affiliation && !self.names(sentence, PEOPLE);
        if is_idle || cue.needs_event && !is_about_event() {
            return None;
        }
        let hits = cue.classes.iter().flat_map(|&class| self.document.hits_in(sentence.tokens.clone(), class));
        let outside = hits.filter(|hit| self.document.name_at(hit.tokens.start).is_none());
        outside.map(|hit| hit.tokens.clone()).min_by_key(|tokens| (tokens.start, tokens.end))
    }

    /// The facts that count and rest on the sentence.
    fn facts_of(&self, sentence: &Sentence) -> impl Iterator<Item = &Fact> {
        self.sure().filter(|fact| fact.evidence.quote.overlaps(sentence.span))
    }

    fn sure(&self) -> impl Iterator<Item = &Fact> {
        self.facts.facts.iter().filter(|fact| fact.confidence >= self.min_confidence)
    }

    fn plays(&self, fact: &Fact, roles: &[Role]) -> bool {
        self.schema.role_of(&fact.relation).is_some_and(|role| roles.contains(&role))
    }

    /// Whether a fact of the cue's relation rests on the sentence or is about someone or something that it names.
    fn is_covered(&self, sentence: &Sentence, cue: &Cue) -> bool {
        let is_named = |fact: &Fact| {
            let object = match &fact.object {
                Argument::Entity(idx) => Some(*idx),
                Argument::Literal(_) => None,
            };
            let sides = [Some(fact.subject), object].into_iter().flatten().map(|idx| self.facts.entity(idx));
            let doers = sides.filter(|entity| cue.doers.contains(&entity.kind));
            doers.flat_map(|entity| &entity.mentions).any(|mention| sentence.span.contains(*mention))
        };
        self.sure()
            .filter(|fact| self.plays(fact, cue.accepted))
            .any(|fact| fact.evidence.quote.overlaps(sentence.span) || is_named(fact))
    }

    fn reason(&self, sentence: &Sentence, cue: &Cue) -> Reason {
        let unsure = |fact: &Fact| {
            fact.confidence < self.min_confidence && fact.evidence.quote.overlaps(sentence.span) && self.plays(fact, cue.accepted)
        };
        if self.facts.facts.iter().any(unsure) {
            return Reason::Unsure;
        }
        if cue.role != Role::Affiliation && !self.facts.entities.iter().any(|entity| entity.kind == Kind::Event) {
            return Reason::NoEvent;
        }
        if let Some((_, reason)) = HINDRANCES.iter().find(|(class, _)| self.has(sentence, *class)) {
            return *reason;
        }
        let pronoun = cue.doers.contains(&Kind::Person) && self.has(sentence, WordClass::PersonPronoun);
        if !pronoun && !self.names(sentence, cue.doers) { Reason::NoName } else { Reason::NotUnderstood }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{annotate::annotate, knowledge::built_in};

    /// (relation, cue, reason, whether the sentence gave other facts) of each gap.
    fn gaps(text: &str, min_confidence: f64) -> Vec<(String, String, Reason, bool)> {
        let article = Article { text: text.to_owned(), language: Some("en".to_owned()), ..Article::default() };
        let document = annotate(&article, built_in());
        let coverage = coverage(&document, &extract(&document, built_in()), built_in(), min_confidence);
        let n_gaps: usize = coverage.totals.values().map(|(_, gaps)| gaps).sum();
        assert_eq!(n_gaps, coverage.gaps.len());
        let gap = |gap: &Gap| {
            assert!(gap.sentence.contains(gap.cue));
            (gap.relation.clone(), gap.cue.of(text).to_owned(), gap.reason, gap.partly)
        };
        coverage.gaps.iter().map(gap).collect()
    }

    #[test]
    fn a_sentence_that_gave_its_fact_is_no_gap() {
        assert_eq!(gaps("The Salt Forum was held in Lisbon on 4 June 2019. Ada Bell delivered a speech at the forum.", 0.0), []);
    }

    #[test]
    fn a_gap_tells_its_reason() {
        let text = "The Salt Forum was held in Lisbon on 4 June 2019. Ada Bell delivered a speech at the forum. \
                    Many delivered speeches. A congratulatory letter praised the speeches.";
        let found = gaps(text, 0.0);
        assert_eq!(found[0], ("spokeAt".to_owned(), "speeches".to_owned(), Reason::NoName, false));
        assert_eq!(found[1].2, Reason::Written);
    }

    #[test]
    fn facts_that_are_not_sure_enough_do_not_count() {
        let text = "The Salt Forum was held in Lisbon on 4 June 2019. Ada Bell delivered a speech at the forum.";
        let found = gaps(text, 1.0);
        assert!(found.len() >= 2 && found.iter().all(|gap| gap.2 == Reason::Unsure), "{found:?}");
    }

    #[test]
    fn without_an_event_there_is_nothing_to_speak_at() {
        let found = gaps("Ada Bell delivered a speech.", 0.0);
        assert_eq!(found, [("spokeAt".to_owned(), "speech".to_owned(), Reason::NoEvent, false)]);
    }
}
