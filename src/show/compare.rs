//! What have two events (or people, or bodies) in common, and what has only the one or the other?

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    dossier::{Line, support},
    find,
};
use crate::{
    ask::{Card, Index, Nearest, nearest},
    diag::ErrorKind,
    knowledge::Role,
    model::{EntityIdx, Kind, Object, Statement},
};

/// Two names side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The names as asked.
    pub names: [String; 2],
    /// What each stands for: several if it is ambiguous, none if there is no such name.
    pub entities: [Vec<Card>; 2],
    /// The names that come nearest to one that is unknown.
    pub did_you_mean: [Vec<Card>; 2],
    /// What they have, aspect by aspect.
    pub parts: Vec<Part>,
    /// For events: posts and bodies that were at both through different people.
    pub nearest: Vec<Nearest>,
    /// How the names were understood, where that is not obvious.
    pub notes: Vec<String>,
}

impl Comparison {
    /// The failure that an unknown name stands for, for the exit code.
    #[must_use]
    pub fn error_kind(&self) -> Option<ErrorKind> {
        if self.entities.iter().any(Vec::is_empty) { Some(ErrorKind::NoResult) } else { None }
    }
}

/// One aspect of two things compared; each list sorted by text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What is compared.
    pub title: String,
    /// What both have.
    pub both: Vec<Line>,
    /// What only the first has.
    pub only_first: Vec<Line>,
    /// What only the second has.
    pub only_second: Vec<Line>,
}

/// An aspect: entities or values with the statements that tie them to the thing compared.
type Aspect<'a> = (&'static str, BTreeMap<Object, Vec<&'a Statement>>);

/// Compares what two names stand for. Relations are named in `language` (BCP 47), or else in English.
#[must_use]
pub fn compare(first: &str, second: &str, index: &Index, language: &str) -> Comparison {
    let mut comparison = Comparison {
        names: [first.to_owned(), second.to_owned()],
        entities: Default::default(),
        did_you_mean: Default::default(),
        parts: Vec::new(),
        nearest: Vec::new(),
        notes: Vec::new(),
    };
    let mut groups: [Vec<EntityIdx>; 2] = Default::default();
    for (side, name) in [first, second].into_iter().enumerate() {
        match find(name, index) {
            Ok((entities, notes)) => {
                comparison.entities[side] = entities.iter().map(|&entity| index.card(entity)).collect();
                comparison.notes.extend(notes);
                groups[side] = entities;
            }
            Err(similar) => comparison.did_you_mean[side] = similar,
        }
    }
    if groups.iter().any(Vec::is_empty) {
        return comparison;
    }
    let [first, second] =
        groups.map(|group| group.into_iter().flat_map(|entity| index.with_parts(entity)).collect::<BTreeSet<_>>());
    let shared: Vec<_> = first.intersection(&second).collect();
    if !shared.is_empty() {
        let labels: Vec<_> = shared.iter().map(|entity| index.dataset.entity(**entity).label.as_str()).collect();
        comparison.notes.push(format!("both names stand for: {}", labels.join("; ")));
    }
    let (mine, theirs) = (aspects(index, &first), aspects(index, &second));
    comparison.parts = mine.iter().zip(&theirs).map(|(mine, theirs)| part(index, mine, theirs, language)).collect();
    comparison.parts.retain(|part| !(part.both.is_empty() && part.only_first.is_empty() && part.only_second.is_empty()));
    comparison.nearest = nearest::between(index, &first, &second, language);
    comparison
}

/// What is compared: the same aspects in the same order for every kind; those that a kind does not have are empty.
fn aspects<'a>(index: &Index<'a>, group: &BTreeSet<EntityIdx>) -> Vec<Aspect<'a>> {
    let about = |roles: &[Role]| {
        let mut found: BTreeMap<Object, Vec<&'a Statement>> = BTreeMap::new();
        for statement in group.iter().flat_map(|&e| roles.iter().flat_map(move |&role| index.about_as(e, role))) {
            found.entry(statement.object.clone()).or_default().push(statement);
        }
        found
    };
    let toward = |roles: &[Role]| {
        let mut found: BTreeMap<Object, Vec<&'a Statement>> = BTreeMap::new();
        for statement in group.iter().flat_map(|&e| roles.iter().flat_map(move |&role| index.toward_as(e, role))) {
            found.entry(Object::Entity(statement.subject)).or_default().push(statement);
        }
        found
    };
    let backing = [Role::Host, Role::Support, Role::Participation];
    let mut people = toward(&[Role::Affiliation]);
    for (person, statements) in index.people(group) {
        people.entry(Object::Entity(person)).or_default().extend(statements);
    }
    let mut organizations = toward(&backing);
    add(&mut organizations, about(&[Role::Affiliation]));
    for (person, _) in index.people(group) {
        for held in index.about_as(person, Role::Affiliation) {
            organizations.entry(held.object.clone()).or_default().push(held);
        }
    }
    organizations.retain(|body, _| body.entity().is_some_and(|body| index.dataset.entity(body).kind == Kind::Organization));
    let mut events = about(&[Role::Speech, Role::Chair, Role::Presence, Role::Host, Role::Support, Role::Participation]);
    add(&mut events, toward(&[Role::Place]));
    vec![
        ("people", people),
        ("events", events),
        ("organizations", organizations),
        ("hosts", toward(&[Role::Host])),
        ("places", about(&[Role::Place])),
        ("dates", about(&[Role::Start])),
        ("themes", about(&[Role::Theme])),
        ("series", about(&[Role::Series])),
    ]
}

fn add<'a>(all: &mut BTreeMap<Object, Vec<&'a Statement>>, more: BTreeMap<Object, Vec<&'a Statement>>) {
    for (key, statements) in more {
        all.entry(key).or_default().extend(statements);
    }
}

fn part(index: &Index, mine: &Aspect, theirs: &Aspect, language: &str) -> Part {
    let lines = |wanted: &dyn Fn(&Object) -> bool, sides: &[&Aspect]| {
        let keys: BTreeSet<&Object> = sides.iter().flat_map(|(_, side)| side.keys()).filter(|key| wanted(key)).collect();
        let mut lines: Vec<_> = keys
            .into_iter()
            .map(|key| {
                line(index, key, sides.iter().flat_map(|(_, side)| side.get(key).into_iter().flatten().copied()), language)
            })
            .collect();
        lines.sort_by(|a, b| (&a.text, &a.other).cmp(&(&b.text, &b.other)));
        lines
    };
    Part {
        title: mine.0.to_owned(),
        both: lines(&|key| mine.1.contains_key(key) && theirs.1.contains_key(key), &[mine, theirs]),
        only_first: lines(&|key| !theirs.1.contains_key(key), &[mine]),
        only_second: lines(&|key| !mine.1.contains_key(key), &[theirs]),
    }
}

fn line<'a>(index: &Index, key: &Object, statements: impl Iterator<Item = &'a Statement>, language: &str) -> Line {
    let statements: Vec<_> = statements.collect();
    let other = key.entity().map(|entity| index.card(entity));
    Line {
        when: other.as_ref().and_then(|card| card.date.clone()),
        text: match key {
            Object::Entity(entity) => index.dataset.entity(*entity).label.clone(),
            Object::Literal(literal) => literal.text(),
        },
        other,
        announced: statements.iter().all(|statement| statement.is_only_planned()),
        support: support(index, statements.iter().copied()),
        quotes: index.quotes(statements, language),
    }
}
