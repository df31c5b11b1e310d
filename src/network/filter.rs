//! Which events and articles is the network about? By date, city, host, series, language, stance and confidence.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    knowledge::{Role, Schema},
    model::{Article, Claim, Dataset, EntityIdx, Literal, Object, PartialDate, Stance},
};

/// What is looked at; the default is everything that is reported as having happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// First day: what ended before is left out.
    pub from: Option<PartialDate>,
    /// Last day, or month or year: what began after it is left out.
    pub to: Option<PartialDate>,
    /// Places where an event must have been held, if any are given.
    pub places: BTreeSet<EntityIdx>,
    /// Hosts of whom an event must have one, if any are given.
    pub hosts: BTreeSet<EntityIdx>,
    /// Series of which an event must be an edition, if any are given.
    pub series: BTreeSet<EntityIdx>,
    /// Tags of the languages of the articles that count, if any are given.
    pub languages: BTreeSet<String>,
    /// How an article must put it forward.
    pub stances: BTreeSet<Stance>,
    /// Claims below this confidence do not count.
    pub confidence: f64,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            places: BTreeSet::new(),
            hosts: BTreeSet::new(),
            series: BTreeSet::new(),
            languages: BTreeSet::new(),
            stances: BTreeSet::from([Stance::Reported]),
            confidence: 0.0,
        }
    }
}

impl Filter {
    /// The filter that also lets through what is only announced.
    #[must_use]
    pub fn with_planned() -> Self {
        Self { stances: BTreeSet::from([Stance::Reported, Stance::Planned]), ..Self::default() }
    }

    /// Whether a claim counts.
    #[must_use]
    pub fn claim(&self, dataset: &Dataset, claim: &Claim) -> bool {
        self.stances.contains(&claim.stance)
            && claim.confidence >= self.confidence
            && self.article(dataset.article(claim.article))
    }

    /// Whether an article counts, by its language.
    #[must_use]
    pub fn article(&self, article: &Article) -> bool {
        self.languages.is_empty() || article.language.as_ref().is_some_and(|language| self.languages.contains(language))
    }

    /// Whether events are told apart.
    fn is_about_events(&self) -> bool {
        self.from.is_some() || self.to.is_some() || !(self.places.is_empty() && self.hosts.is_empty() && self.series.is_empty())
    }

    /// The events that count; `None` if all do.
    #[must_use]
    pub fn events(&self, dataset: &Dataset, schema: &Schema) -> Option<BTreeSet<EntityIdx>> {
        if !self.is_about_events() {
            return None;
        }
        let facts = EventFacts::new(dataset, schema);
        let any = |wanted: &BTreeSet<EntityIdx>, of: &BTreeMap<EntityIdx, BTreeSet<EntityIdx>>, event: EntityIdx| {
            wanted.is_empty() || of.get(&event).is_some_and(|found| !found.is_disjoint(wanted))
        };
        let in_time = |event: EntityIdx| match facts.dates.get(&event) {
            _ if self.from.is_none() && self.to.is_none() => true,
            Some(&(start, end)) => {
                self.from.is_none_or(|from| end >= from || end.includes(from))
                    && self.to.is_none_or(|to| start <= to || to.includes(start))
            }
            None => false,
        };
        let events = dataset.entities().map(|(idx, _)| idx).filter(|&event| {
            in_time(event)
                && any(&self.places, &facts.places, event)
                && any(&self.hosts, &facts.hosts, event)
                && any(&self.series, &facts.series, event)
        });
        Some(events.collect())
    }
}

/// What is known of each event that is asserted by anyone.
#[derive(Clone, Debug, Default)]
pub(super) struct EventFacts {
    /// First and last day, as far as known; the earliest if sources differ.
    pub(super) dates: BTreeMap<EntityIdx, (PartialDate, PartialDate)>,
    /// Where it was held, with the places around.
    pub(super) places: BTreeMap<EntityIdx, BTreeSet<EntityIdx>>,
    /// Who gave it.
    pub(super) hosts: BTreeMap<EntityIdx, BTreeSet<EntityIdx>>,
    /// The series that it is an edition of.
    pub(super) series: BTreeMap<EntityIdx, BTreeSet<EntityIdx>>,
}

impl EventFacts {
    pub(super) fn new(dataset: &Dataset, schema: &Schema) -> Self {
        let mut facts = Self::default();
        let mut ends = BTreeMap::new();
        let mut around: BTreeMap<EntityIdx, BTreeSet<EntityIdx>> = BTreeMap::new();
        for statement in dataset.statements.iter().filter(|statement| statement.is_asserted()) {
            let subject = statement.subject;
            match (schema.role_of(&statement.relation), &statement.object) {
                (Some(Role::Start), Object::Literal(Literal::Date(date))) => {
                    facts.dates.entry(subject).and_modify(|dates| dates.0 = dates.0.min(*date)).or_insert((*date, *date));
                }
                (Some(Role::End), Object::Literal(Literal::Date(date))) => {
                    ends.entry(subject).and_modify(|end: &mut PartialDate| *end = (*end).max(*date)).or_insert(*date);
                }
                (Some(Role::Place), Object::Entity(place)) => {
                    facts.places.entry(subject).or_default().insert(*place);
                }
                (Some(Role::Part), Object::Entity(whole)) => {
                    around.entry(subject).or_default().insert(*whole);
                }
                (Some(Role::Series), Object::Entity(series)) => {
                    facts.series.entry(subject).or_default().insert(*series);
                }
                (Some(Role::Host), Object::Entity(event)) => {
                    facts.hosts.entry(*event).or_default().insert(subject);
                }
                _ => {}
            }
        }
        for (event, end) in ends {
            let dates = facts.dates.entry(event).or_insert((end, end));
            dates.1 = dates.1.max(end);
        }
        for places in facts.places.values_mut() {
            widen(places, &around);
        }
        facts
    }
}

/// Adds the places that the places are in.
fn widen(places: &mut BTreeSet<EntityIdx>, around: &BTreeMap<EntityIdx, BTreeSet<EntityIdx>>) {
    let mut left: Vec<EntityIdx> = places.iter().copied().collect();
    while let Some(place) = left.pop() {
        for &whole in around.get(&place).into_iter().flatten() {
            if places.insert(whole) {
                left.push(whole);
            }
        }
    }
}
