//! What is known of an entity? Statements by subject and object, and what follows from them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    answer::{Card, Quote},
    names::Names,
};
use crate::{
    knowledge::{Knowledge, Role},
    model::{Claim, Dataset, EntityIdx, Kind, Literal, Object, PartialDate, Rank, Span, Stance, Statement},
};

/// A dataset with everything that is looked up in it many times.
#[derive(Debug)]
pub struct Index<'a> {
    /// The knowledge that the answers come from.
    pub dataset: &'a Dataset,
    /// Relations, questions and words.
    pub knowledge: &'a Knowledge,
    /// Folded names.
    pub(crate) names: Names,
    about: Vec<Vec<usize>>,
    toward: Vec<Vec<usize>>,
    articles: BTreeMap<String, usize>,
}

impl<'a> Index<'a> {
    /// Indexes a dataset: one pass over entities and statements.
    #[must_use]
    pub fn new(dataset: &'a Dataset, knowledge: &'a Knowledge) -> Self {
        let mut about = vec![Vec::new(); dataset.entities.len()];
        let mut toward = about.clone();
        for (position, statement) in dataset.statements.iter().enumerate() {
            about[statement.subject.0 as usize].push(position);
            if let Object::Entity(object) = statement.object {
                toward[object.0 as usize].push(position);
            }
        }
        let path = |id: &str| crate::model::iri::article_path(id);
        let articles =
            dataset.articles.iter().enumerate().map(|(i, a)| (format!("{}{}", dataset.base, path(&a.id)), i)).collect();
        Self { dataset, knowledge, names: Names::new(dataset, &knowledge.questions.words), about, toward, articles }
    }

    /// All statements with this subject.
    pub fn about(&self, entity: EntityIdx) -> impl Iterator<Item = &'a Statement> {
        self.about[entity.0 as usize].iter().map(|&position| &self.dataset.statements[position])
    }

    /// All statements with this object.
    pub fn toward(&self, entity: EntityIdx) -> impl Iterator<Item = &'a Statement> {
        self.toward[entity.0 as usize].iter().map(|&position| &self.dataset.statements[position])
    }

    /// The asserted statements with this subject whose relation plays this part.
    pub fn about_as(&self, entity: EntityIdx, role: Role) -> impl Iterator<Item = &'a Statement> {
        let name = self.knowledge.schema.name(role);
        self.about(entity).filter(move |statement| statement.relation == name && statement.is_asserted())
    }

    /// The asserted statements with this object whose relation plays this part.
    pub fn toward_as(&self, entity: EntityIdx, role: Role) -> impl Iterator<Item = &'a Statement> {
        let name = self.knowledge.schema.name(role);
        self.toward(entity).filter(move |statement| statement.relation == name && statement.is_asserted())
    }

    /// The asserted statements that a person was at this event.
    pub fn presences(&self, event: EntityIdx) -> impl Iterator<Item = &'a Statement> {
        let schema = &self.knowledge.schema;
        self.toward(event).filter(|statement| schema.is_presence(&statement.relation) && statement.is_asserted())
    }

    /// The asserted statements that this person was at an event.
    pub fn appearances(&self, person: EntityIdx) -> impl Iterator<Item = &'a Statement> {
        let schema = &self.knowledge.schema;
        self.about(person).filter(|statement| schema.is_presence(&statement.relation) && statement.is_asserted())
    }

    /// The people at any of the events, with the statements that say so.
    #[must_use]
    pub fn people(&self, events: &BTreeSet<EntityIdx>) -> BTreeMap<EntityIdx, Vec<&'a Statement>> {
        let mut people: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for statement in events.iter().flat_map(|&event| self.presences(event)) {
            people.entry(statement.subject).or_default().push(statement);
        }
        people
    }

    /// The event with all its parts, and theirs.
    #[must_use]
    pub fn with_parts(&self, event: EntityIdx) -> BTreeSet<EntityIdx> {
        let mut found = BTreeSet::from([event]);
        let mut open = vec![event];
        while let Some(whole) = open.pop() {
            for statement in self.toward_as(whole, Role::Subevent) {
                if found.insert(statement.subject) {
                    open.push(statement.subject);
                }
            }
        }
        found
    }

    /// First day of an event: the most precise that is asserted and not outranked, the earliest of these.
    #[must_use]
    pub fn date(&self, event: EntityIdx) -> Option<PartialDate> {
        let dates =
            self.about_as(event, Role::Start).filter(|statement| statement.rank != Rank::Outranked).filter_map(|statement| {
                match statement.object {
                    Object::Literal(Literal::Date(date)) => Some(date),
                    _ => None,
                }
            });
        dates.min_by_key(|date| (date.day.is_none(), date.month.is_none(), *date))
    }

    /// Where an event takes place.
    pub fn places(&self, event: EntityIdx) -> impl Iterator<Item = EntityIdx> {
        self.about_as(event, Role::Place).filter_map(|statement| statement.object.entity())
    }

    /// Whether an event takes place in `place` or inside it.
    #[must_use]
    pub fn is_held_in(&self, event: EntityIdx, place: EntityIdx) -> bool {
        let mut seen: BTreeSet<_> = self.places(event).collect();
        let mut open: Vec<_> = seen.iter().copied().collect();
        while let Some(inner) = open.pop() {
            if inner == place {
                return true;
            }
            open.extend(self.about_as(inner, Role::Part).filter_map(|s| s.object.entity()).filter(|&outer| seen.insert(outer)));
        }
        false
    }

    /// The entity with this IRI.
    #[must_use]
    pub fn by_iri(&self, iri: &str) -> Option<EntityIdx> {
        self.dataset.find(iri.strip_prefix(&self.dataset.base)?)
    }

    /// Position of the article with this IRI.
    pub(crate) fn article_by_iri(&self, iri: &str) -> Option<usize> {
        self.articles.get(iri).copied()
    }

    /// An entity as answers show it.
    #[must_use]
    pub fn card(&self, entity: EntityIdx) -> Card {
        let known = self.dataset.entity(entity);
        let event = known.kind == Kind::Event;
        let mut places: Vec<_> =
            self.places(entity).filter(|_| event).map(|place| self.dataset.entity(place).label.clone()).collect();
        places.sort();
        places.dedup();
        Card {
            date: self.date(entity).filter(|_| event).map(|date| date.to_string()),
            label: known.label.clone(),
            iri: self.dataset.iri(entity),
            kind: known.kind,
            places,
            announced: event && self.is_announced(entity),
        }
    }

    /// Whether something is announced of the event, and nothing is reported of it: a series is no report.
    #[must_use]
    pub fn is_announced(&self, event: EntityIdx) -> bool {
        let names: BTreeSet<_> = [Role::Series, Role::Edition].iter().map(|&role| self.knowledge.schema.name(role)).collect();
        let said = self.about(event).chain(self.toward(event));
        let mut said = said.filter(|s| s.is_asserted() && !names.contains(s.relation.as_str())).peekable();
        said.peek().is_some() && said.all(Statement::is_only_planned)
    }

    /// Name of a relation in words, in the given language or else in English.
    #[must_use]
    pub fn relation_label(&self, relation: &str, language: &str) -> String {
        let known = self.knowledge.schema.get(relation);
        let label = known.and_then(|r| r.label.get(language).or_else(|| r.label.get(FALLBACK)));
        label.map_or_else(|| relation.to_owned(), Clone::clone)
    }

    /// An entity or value in words.
    #[must_use]
    pub fn words(&self, object: &Object) -> String {
        match object {
            Object::Entity(entity) => self.dataset.entity(*entity).label.clone(),
            Object::Literal(literal) => literal.text(),
        }
    }

    /// A claim as answers quote it.
    #[must_use]
    pub fn quote(&self, statement: &Statement, claim: &Claim, language: &str) -> Quote {
        let article = self.dataset.article(claim.article);
        Quote {
            article: article.id.clone(),
            start: claim.quote.start,
            end: claim.quote.end,
            subject: self.dataset.entity(statement.subject).label.clone(),
            relation: self.relation_label(&statement.relation, language),
            object: self.words(&statement.object),
            quote: self.dataset.quote(claim).to_owned(),
            published: article.published.map(|date| date.to_string()),
            stance: claim.stance,
            mode: claim.mode.clone(),
            post: claim.post.clone(),
            focus: self.focus(statement.subject, claim),
        }
    }

    /// All quotes of the statements, sorted, each once.
    pub fn quotes<'s>(&self, statements: impl IntoIterator<Item = &'s Statement>, language: &str) -> Vec<Quote> {
        let mut quotes: Vec<_> =
            statements.into_iter().flat_map(|s| s.claims.iter().map(|claim| self.quote(s, claim, language))).collect();
        quotes.sort();
        quotes.dedup();
        quotes
    }

    /// The part of a claim's quote that shows what it is quoted for: its trigger, or else the subject's name.
    pub(crate) fn focus(&self, subject: EntityIdx, claim: &Claim) -> Span {
        if claim.trigger != claim.quote && claim.quote.contains(claim.trigger) {
            return Span::new(claim.trigger.start - claim.quote.start, claim.trigger.end - claim.quote.start);
        }
        self.name_in(subject, self.dataset.quote(claim))
    }

    /// Where the words name the entity; the start if they do not.
    pub(crate) fn name_in(&self, entity: EntityIdx, words: &str) -> Span {
        let names = self.dataset.entity(entity).names.iter().map(|name| name.text.as_str());
        let found = names.filter_map(|name| words.find(name).map(|start| Span::new(start, start + name.len())));
        found.max_by_key(|span| (span.len(), std::cmp::Reverse(span.start))).unwrap_or_default()
    }
}

/// The language whose labels stand in where another has none.
const FALLBACK: &str = "en";

/// Whether, of the quotes that say the same, none reports it as having happened.
pub(crate) fn only_announced(quotes: &[Quote]) -> bool {
    let mut reported: BTreeMap<_, bool> = BTreeMap::new();
    for quote in quotes.iter().filter(|quote| matches!(quote.stance, Stance::Planned | Stance::Reported)) {
        *reported.entry((&quote.subject, &quote.relation, &quote.object)).or_default() |= quote.stance == Stance::Reported;
    }
    reported.values().any(|reported| !reported)
}
