//! What is doubtful, with what both sides say: pairs that may be one, and statements that contradict each other?

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;

use crate::{
    ask::{Card, Index, Quote, quote_lines},
    knowledge::Role,
    model::{Change, EntityIdx, Kind, Object, PartialDate, Rank, Reason, Statement},
};

/// Posts told in articles of so many days are held at one time.
const ONE_TIME: i32 = 31;
/// How many quotes of either side are shown.
const QUOTES: usize = 3;

/// One thing to decide.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Case {
    /// Two entities that may be one.
    Merge {
        /// Paths, as in the IRIs.
        paths: [String; 2],
        /// The two.
        entities: [Card; 2],
        /// What speaks for and against, heaviest first.
        reasons: Vec<Reason>,
        /// What articles say of either.
        quotes: [Vec<Quote>; 2],
    },
    /// Statements of which only one can be true.
    Contradiction {
        /// Path of whom or what they are about.
        path: String,
        /// Whom or what they are about.
        entity: Card,
        /// Name of the relation.
        relation: String,
        /// What the relation is called.
        label: String,
        /// What is said, the preferred first.
        options: Vec<Told>,
    },
}

/// One of several things said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// Path or value of the object.
    pub object: String,
    /// In words.
    pub text: String,
    /// By the rule, it goes before the others.
    pub preferred: bool,
    /// How many articles say so independently.
    pub sources: usize,
    /// What they say.
    pub quotes: Vec<Quote>,
}

/// What an answer means.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// These corrections.
    Decided(Vec<Change>),
    /// Nothing, for now.
    Skipped,
    /// It is no answer to this question.
    NotUnderstood,
}

impl Case {
    /// Whether it is about two entities being one.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        matches!(self, Self::Merge { .. })
    }

    /// How many things are said.
    #[must_use]
    pub fn options(&self) -> usize {
        match self {
            Self::Merge { .. } => 2,
            Self::Contradiction { options, .. } => options.len(),
        }
    }

    /// What `y`, `n`, `s` or a number comes to.
    #[must_use]
    pub fn decide(&self, answer: &str) -> Choice {
        match (self, answer) {
            (_, "s" | "") => Choice::Skipped,
            (Self::Merge { paths, .. }, "y") => Choice::Decided(vec![Change::Merge(paths.clone())]),
            (Self::Merge { paths, .. }, "n") => Choice::Decided(vec![Change::NotSame(paths.clone())]),
            (Self::Contradiction { path, relation, options, .. }, answer) => {
                let Some(right) = answer.parse::<usize>().ok().filter(|number| (1..=options.len()).contains(number)) else {
                    return Choice::NotUnderstood;
                };
                let wrong = options.iter().enumerate().filter(|(idx, _)| idx + 1 != right);
                let reject =
                    |(_, told): (usize, &Told)| Change::Reject(path.clone(), relation.clone(), told.object.clone(), None);
                Choice::Decided(wrong.map(reject).collect())
            }
            _ => Choice::NotUnderstood,
        }
    }
}

/// Everything to decide: doubtful pairs, the likeliest first, then contradictions by subject.
#[must_use]
pub fn cases(index: &Index, language: &str) -> Vec<Case> {
    let mut doubts: Vec<_> = index.dataset.doubts.iter().collect();
    doubts.sort_by(|a, b| b.because.score().total_cmp(&a.because.score()).then_with(|| a.entities.cmp(&b.entities)));
    let merges = doubts.into_iter().map(|doubt| Case::Merge {
        paths: doubt.entities.map(|entity| index.dataset.entity(entity).path.clone()),
        entities: doubt.entities.map(|entity| index.card(entity)),
        reasons: doubt.because.reasons.clone(),
        quotes: doubt.entities.map(|entity| {
            let mut quotes = index.quotes(index.about(entity).chain(index.toward(entity)), language);
            quotes.truncate(QUOTES);
            quotes
        }),
    });
    merges.chain(contradictions(index, language)).collect()
}

/// Statements of which only one can be true, by subject and relation.
#[must_use]
pub fn contradictions(index: &Index, language: &str) -> Vec<Case> {
    let mut groups: BTreeMap<(EntityIdx, &str), Vec<&Statement>> = BTreeMap::new();
    for statement in index.dataset.statements.iter().filter(|statement| statement.rank != Rank::Undisputed) {
        groups.entry((statement.subject, statement.relation.as_str())).or_default().push(statement);
    }
    for (person, statements) in posts(index) {
        groups.entry((person, index.knowledge.schema.name(Role::Affiliation))).or_default().extend(statements);
    }
    let case = |((subject, relation), mut statements): ((EntityIdx, &str), Vec<&Statement>)| {
        statements.sort_by_key(|statement| (statement.rank != Rank::Preferred, statement.object.clone()));
        let told = |statement: &&Statement| {
            let claims = || statement.claims.iter().filter(|claim| claim.stance.is_asserted());
            let post = claims().find_map(|claim| claim.post.clone()).map(|post| format!("{post}, ")).unwrap_or_default();
            Told {
                object: match &statement.object {
                    Object::Entity(entity) => index.dataset.entity(*entity).path.clone(),
                    Object::Literal(literal) => literal.text(),
                },
                text: format!("{post}{}", index.words(&statement.object)),
                preferred: statement.rank == Rank::Preferred,
                sources: index.dataset.n_sources(claims()),
                quotes: index.quotes([*statement], language),
            }
        };
        Case::Contradiction {
            path: index.dataset.entity(subject).path.clone(),
            entity: index.card(subject),
            relation: relation.to_owned(),
            label: index.relation_label(relation, language),
            options: statements.iter().map(told).collect(),
        }
    };
    groups.into_iter().map(case).collect()
}

/// The same post in two places at one time: by person, the statements.
fn posts<'a>(index: &Index<'a>) -> BTreeMap<EntityIdx, Vec<&'a Statement>> {
    let name = index.knowledge.schema.name(Role::Affiliation);
    let mut held: BTreeMap<(EntityIdx, String), Vec<(&'a Statement, PartialDate)>> = BTreeMap::new();
    for statement in index.dataset.statements.iter().filter(|statement| statement.relation == name && statement.is_asserted()) {
        let place = statement.object.entity().filter(|&object| index.dataset.entity(object).kind == Kind::Place);
        for claim in statement.claims.iter().filter(|_| place.is_some()) {
            if let Some((post, date)) = claim.post.as_ref().zip(index.dataset.article(claim.article).published) {
                held.entry((statement.subject, post.to_lowercase())).or_default().push((statement, date));
            }
        }
    }
    let mut found: BTreeMap<EntityIdx, Vec<&'a Statement>> = BTreeMap::new();
    for ((person, _), told) in held {
        let clash = |&(one, day): &(&Statement, PartialDate)| {
            told.iter()
                .any(|&(other, date)| other.object != one.object && days_between(day, date).is_some_and(|days| days <= ONE_TIME))
        };
        let mut objects = BTreeSet::new();
        let clashing = told.iter().filter(|told| clash(told)).map(|&(statement, _)| statement);
        found.entry(person).or_default().extend(clashing.filter(|statement| objects.insert(&statement.object)));
    }
    found.retain(|_, statements| statements.len() > 1);
    found
}

/// Days between two days; none if either is not known to the day.
fn days_between(x: PartialDate, y: PartialDate) -> Option<i32> {
    let number = |date: PartialDate| Some(i32::from(date.year) * 372 + i32::from(date.month?) * 31 + i32::from(date.day?));
    Some((number(x)? - number(y)?).abs())
}

/// One case, as lines of text.
#[must_use]
pub fn render_case(case: &Case) -> String {
    let mut out = String::new();
    match case {
        Case::Merge { paths, entities, reasons, quotes } => {
            let score: f64 = reasons.iter().map(|reason| reason.weight).sum();
            let _ = writeln!(
                out,
                "may be one ({score:.2}): {} ({}) and {} ({})",
                entities[0].text(),
                paths[0],
                entities[1].text(),
                paths[1]
            );
            for reason in reasons {
                let _ = writeln!(out, "  {:+.2} {}", reason.weight, reason.what);
            }
            for ((card, path), quotes) in entities.iter().zip(paths).zip(quotes) {
                let _ = writeln!(out, "  {} ({path})", card.text());
                out.push_str(&quote_lines(quotes, false, "    ", &mut BTreeSet::new()));
            }
        }
        Case::Contradiction { entity, label, options, .. } => {
            let _ = writeln!(out, "the articles disagree: {} · {label}", entity.text());
            for (idx, told) in options.iter().enumerate() {
                let preferred = if told.preferred { ", preferred" } else { "" };
                let plural = if told.sources == 1 { "" } else { "s" };
                let _ = writeln!(out, "  {}. {} ({} independent source{plural}{preferred})", idx + 1, told.text, told.sources);
                out.push_str(&quote_lines(&told.quotes, false, "     ", &mut BTreeSet::new()));
            }
        }
    }
    out
}
