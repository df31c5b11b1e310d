//! How did the network change? By year or month: who and what came, who went, and how each one's measure grew.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Measure, Network, filter::EventFacts, incidence::Context};
use crate::{
    knowledge::Schema,
    model::{Dataset, EntityIdx, PartialDate},
};

/// How time is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Every {
    /// By calendar year.
    Year,
    /// By calendar month; events known to the year only are left out.
    Month,
}

impl Every {
    fn cut(self, date: PartialDate) -> Option<PartialDate> {
        match self {
            Self::Year => Some(PartialDate::year(date.year)),
            Self::Month => date.month.map(|month| PartialDate::month(date.year, month)),
        }
    }
}

/// What the network was in one period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Period {
    /// The year or month at which the window ends; a window of one is that period alone.
    pub period: PartialDate,
    /// Number of contexts.
    pub contexts: usize,
    /// Number of nodes.
    pub nodes: usize,
    /// Number of ties.
    pub ties: usize,
    /// Who was in no earlier period, in order.
    pub appeared: Vec<EntityIdx>,
    /// Who was in the window before and is not in this one, in order.
    pub gone: Vec<EntityIdx>,
    /// Number of ties between two who were never tied before.
    pub new_ties: usize,
    /// Number of ties of the window before that are not in this one.
    pub lost_ties: usize,
    /// Value of the measure for each node, in order.
    pub values: Vec<(EntityIdx, f64)>,
}

/// The network period by period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct History {
    /// The periods with anything in them, in order.
    pub periods: Vec<Period>,
    /// Number of contexts whose date is not known well enough; they are in no period.
    pub undated: usize,
}

/// The network in each year or month, over windows of so many periods that end with it.
///
/// An event belongs to the period of its first day, an article or quote to that of publication; nodes that are events themselves
/// are tied in the period of the later.
///
/// # Complexity
/// That of the measure and of making the ties, for each period.
#[must_use]
pub fn history(
    network: &Network,
    dataset: &Dataset,
    schema: &Schema,
    measure: &Measure,
    (every, window): (Every, usize),
) -> History {
    let facts = EventFacts::new(dataset, schema);
    let date = |context: &Context| match *context {
        Context::Event(event) => facts.dates.get(&event).map(|dates| dates.0),
        Context::Article(article) | Context::Quote(article, _) => dataset.article(article).published,
        Context::Guest(_) | Context::Tie(..) => None,
    };
    let periods_of: Vec<Option<PartialDate>> =
        network.contexts().iter().map(|context| date(context).and_then(|date| every.cut(date))).collect();
    let all: Vec<PartialDate> = periods_of.iter().copied().flatten().collect::<BTreeSet<_>>().into_iter().collect();
    let undated = periods_of.iter().filter(|period| period.is_none()).count();
    let (mut known, mut known_ties) = (BTreeSet::new(), BTreeSet::new());
    let (mut before, mut ties_before) = (BTreeSet::new(), BTreeSet::new());
    let mut periods = Vec::new();
    for (i, &period) in all.iter().enumerate() {
        let first = all[(i + 1).saturating_sub(window.max(1))];
        let slice = network.at_contexts(|c| periods_of[c].is_some_and(|at| first <= at && at <= period));
        let nodes: BTreeSet<EntityIdx> = slice.nodes().iter().copied().collect();
        let ties: BTreeSet<(EntityIdx, EntityIdx)> = slice.ties().map(|tie| (tie.a, tie.b)).collect();
        periods.push(Period {
            period,
            contexts: slice.contexts().len(),
            nodes: nodes.len(),
            ties: ties.len(),
            appeared: nodes.difference(&known).copied().collect(),
            gone: before.difference(&nodes).copied().collect(),
            new_ties: ties.difference(&known_ties).count(),
            lost_ties: ties_before.difference(&ties).count(),
            values: slice.nodes().iter().copied().zip((measure.compute)(&slice)).collect(),
        });
        known.extend(nodes.iter().copied());
        known_ties.extend(ties.iter().copied());
        (before, ties_before) = (nodes, ties);
    }
    History { periods, undated }
}

impl History {
    /// The value of one node in each period where it is.
    #[must_use]
    pub fn of(&self, entity: EntityIdx) -> BTreeMap<PartialDate, f64> {
        let value = |period: &Period| {
            let at = period.values.binary_search_by_key(&entity, |(node, _)| *node).ok()?;
            Some((period.period, period.values[at].1))
        };
        self.periods.iter().filter_map(value).collect()
    }

    /// Those whose value grew, from the first period where they are to the last period of all, the most first, then in order; one
    /// who is not in the last period has 0 there.
    #[must_use]
    pub fn growth(&self, top: usize) -> Vec<(EntityIdx, f64, f64)> {
        let Some(last) = self.periods.last() else { return Vec::new() };
        let end: BTreeMap<EntityIdx, f64> = last.values.iter().copied().collect();
        let mut first: BTreeMap<EntityIdx, f64> = BTreeMap::new();
        for &(entity, value) in self.periods.iter().flat_map(|period| &period.values) {
            first.entry(entity).or_insert(value);
        }
        let ends = first.into_iter().map(|(entity, value)| (entity, value, end.get(&entity).copied().unwrap_or(0.0)));
        let mut growth: Vec<_> = ends.filter(|(_, before, after)| after > before).collect();
        growth.sort_by(|a, b| (b.2 - b.1).total_cmp(&(a.2 - a.1)).then(a.0.cmp(&b.0)));
        growth.truncate(top);
        growth
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::fixture::two_forums,
        network::{By, Options},
    };

    #[test]
    fn each_year_tells_who_came_and_who_went() {
        let (dataset, schema) = (two_forums(), crate::knowledge::built_in().schema.clone());
        let network = Network::build(&dataset, &schema, &Options::default());
        let degree = Measure::named("degree").unwrap();
        let found = history(&network, &dataset, &schema, degree, (Every::Year, 1));
        let names =
            |entities: &[EntityIdx]| entities.iter().map(|&e| dataset.entity(e).label.clone()).collect::<Vec<_>>().join(", ");
        let line = |p: &Period| {
            format!(
                "{}: {} ties, +{} -{}, new {}; gone {}",
                p.period,
                p.ties,
                p.new_ties,
                p.lost_ties,
                names(&p.appeared),
                names(&p.gone)
            )
        };
        let lines: Vec<String> = found.periods.iter().map(line).collect();
        let expected = [
            "2019: 1 ties, +1 -0, new Eve Fox, Greg Hull; gone ",
            "2021: 3 ties, +3 -1, new Ada Bell, Carl Dorn; gone Greg Hull",
        ];
        assert_eq!(lines, expected);
        let eve = dataset.find("person/eve-fox").unwrap();
        assert_eq!(found.of(eve).values().copied().collect::<Vec<_>>(), [1.0, 2.0]);
        assert_eq!(found.growth(9), [(eve, 1.0, 2.0)], "those who came and those who went did not grow");
        assert_eq!(found.undated, 0);
        let wide = history(&network, &dataset, &schema, degree, (Every::Month, 2));
        assert_eq!(wide.periods.iter().map(|p| (p.nodes, p.gone.len())).collect::<Vec<_>>(), [(2, 0), (4, 0)]);
    }

    #[test]
    fn what_has_no_date_is_counted() {
        let (dataset, schema) = (two_forums(), crate::knowledge::built_in().schema.clone());
        let network = Network::build(&dataset, &schema, &Options { by: By::Article, ..Options::default() });
        let found = history(&network, &dataset, &schema, Measure::named("degree").unwrap(), (Every::Year, 1));
        assert_eq!((found.periods.len(), found.undated), (0, 2));
    }
}
