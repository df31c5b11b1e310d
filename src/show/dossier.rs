//! What is known of one person, organization, place, event or series, in sections?

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    ask::{Card, Index, Quote},
    knowledge::Role,
    model::{Claim, EntityIdx, Kind, Name, Object, Rank, Stance, Statement},
};

/// All that is known of one entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dossier {
    /// Who or what.
    pub entity: Card,
    /// Every name with its language, sorted.
    pub names: Vec<Name>,
    /// Ids of the articles that name it, sorted.
    pub articles: Vec<String>,
    /// What is said of it; a section without lines is left out.
    pub sections: Vec<Section>,
}

/// Lines of one sort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What they are about.
    pub title: String,
    /// In order of time, then of text.
    pub lines: Vec<Line>,
}

/// One thing known, with the words that say so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Date of the event, or for a post of the event or article at which it is reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// In words.
    pub text: String,
    /// The entity at the other end, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<Card>,
    /// No article reports it as having happened.
    pub announced: bool,
    /// How well it is supported, and how it stands against what others say.
    #[serde(flatten)]
    pub support: Support,
    /// Sorted, at least one.
    pub quotes: Vec<Quote>,
}

/// How many say so, and whether others contradict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Support {
    /// Articles that say so independently: copies of one report count once.
    pub sources: usize,
    /// Further articles that only repeat one of these.
    pub copies: usize,
    /// How it stands where the articles disagree.
    #[serde(skip_serializing_if = "is_undisputed")]
    pub rank: Rank,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_undisputed(rank: &Rank) -> bool {
    *rank == Rank::Undisputed
}

/// How well some statements that say the same are supported.
pub(super) fn support<'s>(index: &Index, statements: impl IntoIterator<Item = &'s Statement>) -> Support {
    let mut articles = BTreeSet::new();
    let mut rank = Rank::Undisputed;
    for statement in statements {
        articles.extend(statement.claims.iter().map(|claim| claim.article));
        rank = rank.max(statement.rank);
    }
    let originals: BTreeSet<_> = articles.iter().map(|&article| index.dataset.original(article)).collect();
    Support { sources: originals.len(), copies: articles.len() - originals.len(), rank }
}

/// Which side of a statement the entity of the dossier stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// It is the subject.
    About,
    /// It is the object.
    Toward,
}

/// Title, side and relations of one section.
type Plan = (&'static str, Direction, &'static [Role]);

const PERSON: &[Plan] = &[
    ("posts", Direction::About, &[Role::Affiliation]),
    ("events", Direction::About, &[Role::Speech, Role::Chair, Role::Presence]),
    ("events hosted", Direction::About, &[Role::Host]),
];
const ORGANIZATION: &[Plan] = &[
    ("people", Direction::Toward, &[Role::Affiliation]),
    ("events", Direction::About, &[Role::Host, Role::Support, Role::Participation]),
    ("part of", Direction::About, &[Role::Part]),
    ("parts", Direction::Toward, &[Role::Part]),
];
const PLACE: &[Plan] = &[
    ("events held here", Direction::Toward, &[Role::Place]),
    ("events", Direction::About, &[Role::Host, Role::Support, Role::Participation]),
    ("people", Direction::Toward, &[Role::Affiliation]),
    ("part of", Direction::About, &[Role::Part]),
    ("parts", Direction::Toward, &[Role::Part]),
];
const EVENT: &[Plan] = &[
    ("where and when", Direction::About, &[Role::Place, Role::Start, Role::End]),
    ("what", Direction::About, &[Role::Theme, Role::Edition, Role::Attendance, Role::Series, Role::Subevent]),
    ("hosts", Direction::Toward, &[Role::Host]),
    ("supporters and participants", Direction::Toward, &[Role::Support, Role::Participation]),
    ("people", Direction::Toward, &[Role::Speech, Role::Chair, Role::Presence]),
    ("parts", Direction::Toward, &[Role::Subevent]),
];
const SERIES: &[Plan] = &[("editions", Direction::Toward, &[Role::Series])];

/// The dossier of one entity; relations are named in `language`, or else in English.
#[must_use]
pub fn dossier(index: &Index, entity: EntityIdx, language: &str) -> Dossier {
    let known = index.dataset.entity(entity);
    let (plans, more) = match known.kind {
        Kind::Person => (PERSON, company(index, entity, language)),
        Kind::Organization => (ORGANIZATION, represented(index, entity, language)),
        Kind::Place => (PLACE, Vec::new()),
        Kind::Event => (EVENT, editions(index, entity, language)),
        Kind::EventSeries => (SERIES, Vec::new()),
    };
    let mut sections: Vec<Section> = plans
        .iter()
        .map(|&(title, direction, roles)| section(title, planned(index, entity, direction, roles, language)))
        .collect();
    let title = match known.kind {
        Kind::Person => "who else was there",
        Kind::Organization => "there through its people",
        _ => "other editions",
    };
    sections.push(section(title, more));
    sections.push(section("not said as facts", unasserted(index, entity, language)));
    sections.retain(|section| !section.lines.is_empty());
    let articles: BTreeSet<_> = known.mentions.iter().map(|mention| index.dataset.article(mention.article).id.clone()).collect();
    Dossier { entity: index.card(entity), names: known.names.clone(), articles: articles.into_iter().collect(), sections }
}

fn section(title: &str, mut lines: Vec<Line>) -> Section {
    lines.sort_by(|a, b| (a.when.is_none(), &a.when, &a.text).cmp(&(b.when.is_none(), &b.when, &b.text)));
    Section { title: title.to_owned(), lines }
}

/// The asserted statements of some relations, one line for each entity or value at the other end and each post.
fn planned(index: &Index, entity: EntityIdx, direction: Direction, roles: &[Role], language: &str) -> Vec<Line> {
    let mut groups: BTreeMap<(Object, Option<String>), Vec<&Statement>> = BTreeMap::new();
    for &role in roles {
        let statements: Vec<_> = match direction {
            Direction::About => index.about_as(entity, role).collect(),
            Direction::Toward => index.toward_as(entity, role).collect(),
        };
        for statement in statements {
            let other = match direction {
                Direction::About => statement.object.clone(),
                Direction::Toward => Object::Entity(statement.subject),
            };
            let posts: BTreeSet<_> = statement.claims.iter().map(|claim| claim.post.clone()).collect();
            for post in posts {
                groups.entry((other.clone(), post)).or_default().push(statement);
            }
        }
    }
    let lines = groups.into_iter();
    lines.map(|((other, post), statements)| line(index, direction, &other, post.as_deref(), &statements, language)).collect()
}

fn line(
    index: &Index,
    direction: Direction,
    other: &Object,
    post: Option<&str>,
    statements: &[&Statement],
    language: &str,
) -> Line {
    let claims = |statement: &&Statement| {
        let statement = (*statement).clone();
        let claims = statement.claims.iter().filter(|claim| claim.post.as_deref() == post).cloned().collect();
        Statement { claims, ..statement }
    };
    let told: Vec<Statement> = statements.iter().map(claims).collect();
    let name = match other {
        Object::Entity(other) => index.dataset.entity(*other).label.clone(),
        Object::Literal(literal) => literal.text(),
    };
    let relations = post.map_or_else(|| relations(index, statements, language), str::to_owned);
    let text = match (direction, post) {
        (Direction::About, None) => format!("{relations} {name}"),
        (Direction::About, Some(post)) => format!("{post}, {name}"),
        (Direction::Toward, _) => format!("{name} · {relations}"),
    };
    let other = other.entity();
    let event = other.filter(|&other| index.dataset.entity(other).kind == Kind::Event);
    Line {
        when: match event {
            Some(event) => index.date(event).map(|date| date.to_string()),
            None if post.is_some() => post_date(index, &told),
            None => None,
        },
        text,
        other: other.map(|other| index.card(other)),
        announced: told.iter().all(Statement::is_only_planned),
        support: support(index, &told),
        quotes: index.quotes(&told, language),
    }
}

/// The relations in words; presence goes without saying where another relation implies it.
fn relations(index: &Index, statements: &[&Statement], language: &str) -> String {
    let schema = &index.knowledge.schema;
    let names: BTreeSet<&str> = statements.iter().map(|statement| statement.relation.as_str()).collect();
    let implied = |name: &str| names.iter().filter_map(|other| schema.get(other)).any(|r| r.implies.iter().any(|n| n == name));
    let told = names.iter().filter(|name| !implied(name));
    told.map(|name| index.relation_label(name, language)).collect::<Vec<_>>().join(", ")
}

/// When a post is reported: at the first dated event at which the same article has the person, or else when the article was published.
fn post_date(index: &Index, held: &[Statement]) -> Option<String> {
    let date = |statement: &Statement, claim: &Claim| {
        let there = index.appearances(statement.subject).filter(|s| s.claims.iter().any(|c| c.article == claim.article));
        let events = there.filter_map(|s| s.object.entity()).filter_map(|event| index.date(event));
        events.min().or(index.dataset.article(claim.article).published)
    };
    let dates = held.iter().flat_map(|statement| statement.claims.iter().filter_map(move |claim| date(statement, claim)));
    dates.min().map(|date| date.to_string())
}

/// Everyone who was at an event with the person, those met most often first by the number in front.
fn company(index: &Index, person: EntityIdx, language: &str) -> Vec<Line> {
    let events: BTreeSet<_> = index.appearances(person).filter_map(|s| s.object.entity()).collect();
    let people = index.people(&events).into_iter().filter(|(other, _)| *other != person);
    let line = |(other, statements): (EntityIdx, Vec<&Statement>)| {
        let shared: BTreeSet<_> = statements.iter().filter_map(|s| s.object.entity()).collect();
        let labels: Vec<_> = shared.iter().map(|&event| index.dataset.entity(event).label.as_str()).collect();
        Line {
            when: shared.iter().filter_map(|&event| index.date(event)).min().map(|date| date.to_string()),
            text: format!("{} · {}", index.dataset.entity(other).label, labels.join("; ")),
            other: Some(index.card(other)),
            announced: statements.iter().all(|statement| statement.is_only_planned()),
            support: support(index, statements.iter().copied()),
            quotes: index.quotes(statements, language),
        }
    };
    people.map(line).collect()
}

/// The events at which people with a post at the organization were.
fn represented(index: &Index, body: EntityIdx, language: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let people: BTreeSet<_> = index.toward_as(body, Role::Affiliation).map(|held| held.subject).collect();
    for person in people {
        let events: BTreeSet<_> = index.appearances(person).filter_map(|s| s.object.entity()).collect();
        for event in events {
            let statements: Vec<_> = index.appearances(person).filter(|s| s.object.entity() == Some(event)).collect();
            let relations = relations(index, &statements, language);
            lines.push(Line {
                when: index.date(event).map(|date| date.to_string()),
                text: format!("{} · {relations} {}", index.dataset.entity(person).label, index.dataset.entity(event).label),
                other: Some(index.card(event)),
                announced: statements.iter().all(|statement| statement.is_only_planned()),
                support: support(index, statements.iter().copied()),
                quotes: index.quotes(statements, language),
            });
        }
    }
    lines
}

/// The other editions of the event's series.
fn editions(index: &Index, event: EntityIdx, language: &str) -> Vec<Line> {
    let series: BTreeSet<_> = index.about_as(event, Role::Series).filter_map(|s| s.object.entity()).collect();
    let lines = series.into_iter().flat_map(|series| planned(index, series, Direction::Toward, &[Role::Series], language));
    let own = index.dataset.iri(event);
    lines.filter(|line| line.other.as_ref().is_none_or(|other| other.iri != own)).collect()
}

/// What is only denied or held possible.
fn unasserted(index: &Index, entity: EntityIdx, language: &str) -> Vec<Line> {
    let statements = index.about(entity).chain(index.toward(entity)).filter(|statement| !statement.is_asserted());
    let line = |statement: &Statement| {
        let stances: BTreeSet<Stance> = statement.claims.iter().map(|claim| claim.stance).collect();
        let stances: Vec<_> = stances.into_iter().map(Stance::name).collect();
        let other = if statement.subject == entity { statement.object.entity() } else { Some(statement.subject) };
        Line {
            when: None,
            text: format!(
                "{}: {} · {} · {}",
                stances.join(", "),
                index.dataset.entity(statement.subject).label,
                index.relation_label(&statement.relation, language),
                index.words(&statement.object)
            ),
            other: other.map(|other| index.card(other)),
            announced: false,
            support: support(index, [statement]),
            quotes: index.quotes([statement], language),
        }
    };
    statements.map(line).collect()
}
