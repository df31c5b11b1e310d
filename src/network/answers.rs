//! Circles, chosen ties, years and other ways with names in place of numbers: plain data to print or to write as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Broker, Communities, Context, Every, History, Measure, Named, Network, PathReport, Step, Validated, articulation_points,
    assortativity, bridges,
    communities::Typical,
    components,
    report::{self, Nouns, SharedReport},
    transitivity,
};
use crate::{
    knowledge::Schema,
    model::{Dataset, EntityIdx},
    network::{BackboneTie, Options},
};

/// The circles of a network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommunitiesReport {
    /// Share of the weight inside communities, less what chance would put there.
    pub modularity: f64,
    /// Agreement with what other seeds give; none if none was tried.
    pub stability: Option<f64>,
    /// What the two figures say, in a sentence.
    pub reading: String,
    /// Reasons to take it with care.
    pub warnings: Vec<String>,
    /// The largest first.
    pub communities: Vec<CommunityReport>,
}

/// One circle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommunityReport {
    /// From 1 on.
    pub number: usize,
    /// What it may be called: its most typical event, organization or place.
    pub name: String,
    /// Who belongs to it, those with most ties in the network first.
    pub members: Vec<Named>,
    /// What its members shared more than others, with how many of them were there.
    pub contexts: Vec<(SharedReport, usize)>,
    /// Organizations of members, with how many.
    pub organizations: Vec<(Named, usize)>,
    /// Places of the shared events, with how many members were there.
    pub places: Vec<(Named, usize)>,
}

impl CommunitiesReport {
    /// Names for the communities and for all in them.
    #[must_use]
    pub fn new(network: &Network, dataset: &Dataset, found: &Communities, typical: &[Typical]) -> Self {
        let by_degree = |members: &[EntityIdx]| {
            let mut members: Vec<EntityIdx> = members.to_vec();
            members.sort_by_key(|&member| std::cmp::Reverse(network.position(member).map_or(0, |node| network.degrees()[node])));
            members.into_iter().map(|member| Named::entity(dataset, member)).collect::<Vec<_>>()
        };
        let named =
            |items: &[(EntityIdx, usize)]| items.iter().map(|&(item, n)| (Named::entity(dataset, item), n)).collect::<Vec<_>>();
        let report = |((members, typical), number): ((&Vec<EntityIdx>, &Typical), usize)| {
            let members = by_degree(members);
            let contexts: Vec<_> = typical.contexts.iter().map(|&(context, n)| (context.report(dataset), n)).collect();
            let (organizations, places) = (named(&typical.organizations), named(&typical.places));
            let shared = contexts.iter().filter(|(_, n)| *n > 1).map(|(shared, _)| shared.label.clone());
            let name = shared.chain(organizations.iter().map(|(named, _)| named.label.clone())).next();
            CommunityReport {
                number,
                name: name.unwrap_or_else(|| members[0].label.clone()),
                members,
                contexts,
                organizations,
                places,
            }
        };
        Self {
            modularity: found.modularity,
            stability: found.stability,
            reading: reading(found),
            warnings: super::warnings(network, dataset),
            communities: found.members.iter().zip(typical).zip(1..).map(report).collect(),
        }
    }
}

fn reading(found: &Communities) -> String {
    let clear = match found.modularity {
        q if q >= 0.5 => "the circles stand clearly apart",
        q if q >= 0.3 => "there are circles, with many ties between them",
        _ => "there are hardly any circles: take the borders as drawn by chance",
    };
    let stable = match found.stability {
        Some(s) if s >= 0.9 => "; another seed draws nearly the same borders",
        Some(s) if s >= 0.6 => "; another seed draws some borders elsewhere",
        Some(_) => "; another seed draws quite other borders",
        None => "",
    };
    format!("{clear}{stable}")
}

/// One tie that was chosen, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TieReport {
    /// One end.
    pub a: Named,
    /// The other end.
    pub b: Named,
    /// Number of shared contexts, or weight of the tie.
    pub weight: f64,
    /// What chance would give, where that is known.
    pub expected: Option<f64>,
    /// Chance of as much or more.
    pub p: f64,
    /// What they share.
    pub shared: Vec<SharedReport>,
}

/// The ties that chance does not explain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TiesReport {
    /// How they were chosen, in a sentence.
    pub reading: String,
    /// Number of ties looked at.
    pub of: usize,
    /// Reasons to take it with care.
    pub warnings: Vec<String>,
    /// The least likely by chance first.
    pub ties: Vec<TieReport>,
}

impl TiesReport {
    /// Ties by the test against chance.
    #[must_use]
    pub fn validated(network: &Network, dataset: &Dataset, found: &Validated) -> Self {
        let report = |tie: &super::ValidatedTie| TieReport {
            a: Named::entity(dataset, tie.a),
            b: Named::entity(dataset, tie.b),
            weight: tie.shared as f64,
            expected: Some(tie.expected),
            p: tie.p,
            shared: network.shared(tie.a, tie.b).into_iter().map(|context| context.report(dataset)).collect(),
        };
        let given = "given how often each one appears and at events of which size";
        let reading = if found.ties.is_empty() {
            format!("none of {} ties is shown to be more than chance, {given}", found.n_ties)
        } else {
            let share = 100.0 * found.level;
            format!(
                "{} of {} ties are more than chance, {given}; about {share} % of these may be false",
                found.ties.len(),
                found.n_ties
            )
        };
        let ties = found.ties.iter().map(report).collect();
        Self { reading, of: found.n_ties, warnings: super::warnings(network, dataset), ties }
    }

    /// Ties by their share of an end's strength.
    #[must_use]
    pub fn backbone(network: &Network, dataset: &Dataset, found: &[BackboneTie], level: f64) -> Self {
        let report = |tie: &BackboneTie| TieReport {
            a: Named::entity(dataset, tie.a),
            b: Named::entity(dataset, tie.b),
            weight: tie.weight,
            expected: None,
            p: tie.alpha,
            shared: network.shared(tie.a, tie.b).into_iter().map(|context| context.report(dataset)).collect(),
        };
        let of = network.n_ties();
        let reading = format!(
            "{} of {of} ties hold more of what one of their ends has than dealing out at random would give, at {level}",
            found.len()
        );
        Self { reading, of, warnings: super::warnings(network, dataset), ties: found.iter().map(report).collect() }
    }
}

/// Several ways from one to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathsReport {
    /// The best first.
    pub paths: Vec<PathReport>,
}

impl PathsReport {
    /// The ways with names and quotes.
    #[must_use]
    pub fn new(ways: &[Vec<Step>], dataset: &Dataset, schema: &Schema, options: &Options) -> Self {
        Self { paths: ways.iter().map(|way| PathReport::new(way, dataset, schema, options)).collect() }
    }
}

/// Those who join two circles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BrokersReport {
    /// Names of the two circles.
    pub circles: [String; 2],
    /// Those who appear with most of both first.
    pub brokers: Vec<BrokerReport>,
}

/// One who joins two circles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BrokerReport {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// Number of others in the first circle with whom this one appears.
    pub first: usize,
    /// Number of others in the second.
    pub second: usize,
    /// Where.
    pub shared: Vec<SharedReport>,
}

impl BrokersReport {
    /// The `top` brokers with names.
    #[must_use]
    pub fn new(network: &Network, dataset: &Dataset, circles: [String; 2], brokers: &[Broker], top: usize) -> Self {
        let report = |broker: &Broker| BrokerReport {
            who: Named::entity(dataset, broker.entity),
            first: broker.first,
            second: broker.second,
            shared: network.contexts_of(broker.entity).into_iter().map(|context: Context| context.report(dataset)).collect(),
        };
        Self { circles, brokers: brokers.iter().take(top).map(report).collect() }
    }
}

/// The network period by period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HistoryReport {
    /// Name of the measure.
    pub measure: &'static str,
    /// How time is cut.
    pub every: Every,
    /// Periods in a window.
    pub window: usize,
    /// Number of contexts without a date that is known well enough.
    pub undated: usize,
    /// The periods in order.
    pub periods: Vec<PeriodReport>,
    /// Those who grew most.
    pub growth: Vec<GrowthReport>,
}

/// One period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodReport {
    /// The year or month.
    pub period: String,
    /// Number of contexts.
    pub contexts: usize,
    /// Number of nodes.
    pub nodes: usize,
    /// Number of ties.
    pub ties: usize,
    /// Number of ties between two who were never tied before.
    pub new_ties: usize,
    /// Number of ties of the window before that are gone.
    pub lost_ties: usize,
    /// Who came for the first time.
    pub appeared: Vec<Named>,
    /// Who was there in the window before and is not now.
    pub gone: Vec<Named>,
}

/// How the measure of one node went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GrowthReport {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// Value in each period where the node is.
    pub values: BTreeMap<String, f64>,
}

impl HistoryReport {
    /// The history with names; growth of the `top` who grew most.
    #[must_use]
    pub fn new(dataset: &Dataset, history: &History, measure: &Measure, (every, window): (Every, usize), top: usize) -> Self {
        let named = |entities: &[EntityIdx]| entities.iter().map(|&entity| Named::entity(dataset, entity)).collect();
        let period = |p: &super::Period| PeriodReport {
            period: p.period.to_string(),
            contexts: p.contexts,
            nodes: p.nodes,
            ties: p.ties,
            new_ties: p.new_ties,
            lost_ties: p.lost_ties,
            appeared: named(&p.appeared),
            gone: named(&p.gone),
        };
        let growth = |(entity, _, _): (EntityIdx, f64, f64)| GrowthReport {
            who: Named::entity(dataset, entity),
            values: history.of(entity).into_iter().map(|(period, value)| (period.to_string(), value)).collect(),
        };
        Self {
            measure: measure.name,
            every,
            window,
            undated: history.undated,
            periods: history.periods.iter().map(period).collect(),
            growth: history.growth(top).into_iter().map(growth).collect(),
        }
    }
}

/// The network as a whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SummaryReport {
    /// Number of nodes.
    pub nodes: usize,
    /// Number of contexts.
    pub contexts: usize,
    /// What one node is called, and several.
    #[serde(skip)]
    pub nouns: Nouns,
    /// What one of the contexts is called, and several.
    #[serde(skip)]
    pub context_nouns: Nouns,
    /// Number of memberships: who was where.
    pub memberships: usize,
    /// Number of ties.
    pub ties: usize,
    /// Mean number of others with whom one appears.
    pub mean_degree: f64,
    /// Number of parts that nobody joins.
    pub components: usize,
    /// Number of nodes of the largest part.
    pub largest: usize,
    /// Share of the pairs of contacts who appear with each other.
    pub transitivity: f64,
    /// Whether those with many ties keep to each other, −1..1; none where all have the same number.
    pub assortativity: Option<f64>,
    /// Those without whom a part would fall apart.
    pub articulation_points: Vec<Named>,
    /// Ties without which a part would fall in two.
    pub bridges: Vec<(Named, Named)>,
    /// Reasons to take it with care.
    pub warnings: Vec<String>,
}

impl SummaryReport {
    /// The figures of the network as a whole.
    #[must_use]
    pub fn new(network: &Network, dataset: &Dataset) -> Self {
        let parts = components(network);
        let named = |entity: EntityIdx| Named::entity(dataset, entity);
        let nodes = network.len();
        let ties = network.n_ties();
        let [nouns, context_nouns] = report::nouns(network, dataset);
        Self {
            nodes,
            contexts: network.contexts().len(),
            nouns,
            context_nouns,
            memberships: network.n_memberships(),
            ties,
            mean_degree: if nodes == 0 { 0.0 } else { 2.0 * ties as f64 / nodes as f64 },
            components: parts.len(),
            largest: parts.first().map_or(0, Vec::len),
            transitivity: transitivity(network),
            assortativity: assortativity(network),
            articulation_points: articulation_points(network).into_iter().map(named).collect(),
            bridges: bridges(network).into_iter().map(|(a, b)| (named(a), named(b))).collect(),
            warnings: super::warnings(network, dataset),
        }
    }
}
