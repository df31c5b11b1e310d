//! Which circles does the network fall into, how sure is that, and what is typical of each?

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicUsize, Ordering},
};

use rayon::prelude::*;
use serde::Serialize;

use super::{
    Network,
    cache::Lists,
    filter::EventFacts,
    incidence::Context,
    kernel::leiden::{self, Search},
};
use crate::{
    knowledge::{Role, Schema},
    model::{Dataset, EntityIdx},
};

/// How communities are looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CommunityOptions {
    /// Larger than 1: more and smaller communities.
    pub resolution: f64,
    /// Seed of the order in which nodes are visited: the same seed gives the same communities.
    pub seed: u64,
    /// Times that the search starts again from what it has found.
    pub rounds: usize,
    /// Seeds tried after the first, to see how much depends on them.
    pub trials: usize,
}

impl Default for CommunityOptions {
    fn default() -> Self {
        Self { resolution: 1.0, seed: 1, rounds: 3, trials: 4 }
    }
}

/// The communities of a network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Communities {
    /// The nodes of each community in order; the communities by size, the largest first, then by first node. Each holds together
    /// by itself. One without ties is a community of its own.
    pub members: Vec<Vec<EntityIdx>>,
    /// Share of the weight inside communities, less what chance would put there; −0.5..1.
    pub modularity: f64,
    /// Mean agreement with the communities that other seeds give (adjusted Rand index): 1 if they are the same, about 0 if they
    /// agree no more than by chance. `None` if no other seed was tried.
    pub stability: Option<f64>,
}

/// The communities of a network by Leiden's method: circles that have more to do with each other than chance would have it.
///
/// # Complexity
/// About ten sweeps of O(memberships · communities at a context) time for each round and seed, O(memberships) space. The ties are
/// not made.
///
/// # Example
/// ```
/// use plenary::network::{CommunityOptions, Network, communities};
///
/// let found = communities(&Network::from_lists([vec![1, 2, 3], vec![1, 2, 3], vec![3, 4], vec![4, 5, 6]]), &CommunityOptions::default());
/// assert_eq!(found.members.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3]);
/// assert_eq!(found.stability, Some(1.0));
/// ```
///
/// # Literature
/// V. A. Traag, L. Waltman, N. J. van Eck, «From Louvain to Leiden: guaranteeing well-connected communities», Scientific Reports 9
/// (2019) 5233; L. Hubert, P. Arabie, «Comparing partitions», Journal of Classification 2 (1985) 193.
#[must_use]
pub fn communities(network: &Network, options: &CommunityOptions) -> Communities {
    let Lists { members, memberships, weights } = network.weighted();
    let search = |trial: usize| Search {
        resolution: options.resolution,
        seed: options.seed.wrapping_add(trial as u64),
        rounds: options.rounds,
        refine: true,
    };
    let n_done = AtomicUsize::new(0);
    let seek = |trial: usize| {
        let labels = leiden::communities(members, memberships, weights, search(trial));
        network.tell(n_done.fetch_add(1, Ordering::Relaxed) + 1, options.trials + 1);
        labels
    };
    let found: Vec<Vec<u32>> = (0..=options.trials).into_par_iter().map(seek).collect();
    let labels = &found[0];
    let agreement = found[1..].iter().map(|other| agreement(labels, other)).sum::<f64>();
    let stability = (options.trials > 0).then(|| agreement / options.trials as f64);
    let modularity = leiden::modularity(members, memberships, weights, labels, 1.0);
    Communities { members: grouped(network, labels), modularity, stability }
}

fn grouped(network: &Network, labels: &[u32]) -> Vec<Vec<EntityIdx>> {
    let n = labels.iter().max().map_or(0, |&most| most as usize + 1);
    let mut groups = vec![Vec::new(); n];
    for (&label, &node) in labels.iter().zip(network.nodes()) {
        groups[label as usize].push(node);
    }
    groups.sort_by_key(|nodes| (std::cmp::Reverse(nodes.len()), nodes[0]));
    groups
}

/// The adjusted Rand index of two partitions: pairs put together by both, less what chance gives, over the most there could be.
fn agreement(a: &[u32], b: &[u32]) -> f64 {
    let pairs = |count: &u64| (count * (count - 1) / 2) as f64;
    let (mut both, mut in_a, mut in_b) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (&x, &y) in a.iter().zip(b) {
        *both.entry((x, y)).or_insert(0_u64) += 1;
        *in_a.entry(x).or_insert(0_u64) += 1;
        *in_b.entry(y).or_insert(0_u64) += 1;
    }
    let (both, in_a, in_b): (f64, f64, f64) =
        (both.values().map(pairs).sum(), in_a.values().map(pairs).sum(), in_b.values().map(pairs).sum());
    let all = pairs(&(a.len() as u64).max(2));
    let chance = in_a * in_b / all;
    let most = f64::midpoint(in_a, in_b);
    if (most - chance).abs() < 1e-12 { 1.0 } else { (both - chance) / (most - chance) }
}

/// What is typical of a community: more of it here than elsewhere, the most typical first, at most three of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Typical {
    /// What its members shared, with the number of members there.
    pub contexts: Vec<(Context, usize)>,
    /// Organizations that members belong to, with the number of members.
    pub organizations: Vec<(EntityIdx, usize)>,
    /// Places where the shared events were held, with the number of members who were there.
    pub places: Vec<(EntityIdx, usize)>,
}

/// So many of each are typical.
const TYPICAL: usize = 3;

/// What is typical of each of some groups of nodes.
///
/// # Complexity
/// O((memberships + statements) log n) time.
#[must_use]
pub fn typical(network: &Network, dataset: &Dataset, schema: &Schema, groups: &[Vec<EntityIdx>]) -> Vec<Typical> {
    let facts = EventFacts::new(dataset, schema);
    let mut belongs: BTreeMap<EntityIdx, BTreeSet<EntityIdx>> = BTreeMap::new();
    for statement in dataset.statements.iter().filter(|statement| statement.is_asserted()) {
        if let (Some(Role::Affiliation), Some(body)) = (schema.role_of(&statement.relation), statement.object.entity()) {
            belongs.entry(statement.subject).or_default().insert(body);
        }
    }
    let places = |member: EntityIdx| {
        let events = network.contexts_of(member).into_iter().filter_map(Context::event);
        events.flat_map(|event| facts.places.get(&event).cloned().unwrap_or_default()).collect::<BTreeSet<_>>()
    };
    let contexts = most_typical(groups, |member| network.contexts_of(member).into_iter().collect());
    let organizations = most_typical(groups, |member| belongs.get(&member).cloned().unwrap_or_default());
    let places = most_typical(groups, places);
    let all = contexts.into_iter().zip(organizations).zip(places);
    all.map(|((contexts, organizations), places)| Typical { contexts, organizations, places }).collect()
}

/// For each group what its members have, by how many have it, times their share of all who have it.
fn most_typical<T: Ord + Copy>(groups: &[Vec<EntityIdx>], of: impl Fn(EntityIdx) -> BTreeSet<T>) -> Vec<Vec<(T, usize)>> {
    let counted = |group: &Vec<EntityIdx>| {
        let mut counts = BTreeMap::new();
        for item in group.iter().flat_map(|&member| of(member)) {
            *counts.entry(item).or_insert(0_usize) += 1;
        }
        counts
    };
    let counts: Vec<BTreeMap<T, usize>> = groups.iter().map(counted).collect();
    let mut all = BTreeMap::new();
    for (&item, count) in counts.iter().flatten() {
        *all.entry(item).or_insert(0) += count;
    }
    let score = |&(item, count): &(T, usize)| count as f64 * count as f64 / all[&item] as f64;
    let best = |counts: BTreeMap<T, usize>| {
        let mut items: Vec<(T, usize)> = counts.into_iter().collect();
        // Stable, so that equals stay in order.
        items.sort_by(|a, b| score(b).total_cmp(&score(a)));
        items.truncate(TYPICAL);
        items
    };
    counts.into_iter().map(best).collect()
}

/// One who appears with people of two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Broker {
    /// Who.
    pub entity: EntityIdx,
    /// Number of others in the first group with whom this one appears.
    pub first: usize,
    /// Number of others in the second group.
    pub second: usize,
}

/// Those who join two groups: who appear with people of both, by the smaller of the two numbers, then by the larger, then in order.
///
/// # Complexity
/// O(Σ k²) time over the sizes k of the contexts of the two groups.
///
/// # Example
/// ```
/// use plenary::{model::EntityIdx, network::{Network, brokers}};
///
/// let network = Network::from_lists([vec![1, 2, 3], vec![3, 4, 5]]);
/// let found = brokers(&network, &[EntityIdx(1), EntityIdx(2)], &[EntityIdx(4), EntityIdx(5)]);
/// assert_eq!((found[0].entity.0, found[0].first, found[0].second, found.len()), (3, 2, 2, 1));
/// ```
#[must_use]
pub fn brokers(network: &Network, first: &[EntityIdx], second: &[EntityIdx]) -> Vec<Broker> {
    let beside = |group: &[EntityIdx]| {
        let mut counts: BTreeMap<EntityIdx, usize> = BTreeMap::new();
        for &member in group {
            for (other, _) in network.neighbours(member) {
                *counts.entry(other).or_insert(0) += 1;
            }
        }
        counts
    };
    let (first, second) = (beside(first), beside(second));
    let both =
        first.into_iter().filter_map(|(entity, first)| second.get(&entity).map(|&second| Broker { entity, first, second }));
    let mut brokers: Vec<Broker> = both.collect();
    brokers.sort_by_key(|b| (std::cmp::Reverse((b.first.min(b.second), b.first.max(b.second))), b.entity));
    brokers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        model::fixture::two_forums,
        network::{Incidence, Options, Weighting, components, oracle::event_lists},
    };

    /// Modularity by its definition, tie by tie.
    fn modularity(network: &Network, groups: &[Vec<EntityIdx>]) -> f64 {
        let ties: Vec<_> = network.ties().collect();
        let all: f64 = ties.iter().map(|tie| 2.0 * tie.weight).sum();
        let of = |group: &Vec<EntityIdx>| {
            let inside: f64 = ties.iter().filter(|t| group.contains(&t.a) && group.contains(&t.b)).map(|t| 2.0 * t.weight).sum();
            let ends = |tie: &super::super::Tie| usize::from(group.contains(&tie.a)) + usize::from(group.contains(&tie.b));
            let total: f64 = ties.iter().map(|tie| tie.weight * ends(tie) as f64).sum();
            inside / all - (total / all).powi(2)
        };
        if all > 0.0 { groups.iter().map(of).sum() } else { 0.0 }
    }

    proptest! {
        #[test]
        fn communities_hold_together_and_no_single_move_helps_much(lists in event_lists(), newman: bool) {
            let weighting = if newman { Weighting::Newman } else { Weighting::Count };
            let network = Network::from_incidence(Incidence::from_lists(lists), weighting, 0.0);
            let found = communities(&network, &CommunityOptions::default());
            prop_assert_eq!(found.members.iter().map(Vec::len).sum::<usize>(), network.len());
            prop_assert!((found.modularity - modularity(&network, &found.members)).abs() < 1e-12);
            for group in &found.members {
                prop_assert_eq!(components(&network.part(|node| group.contains(&node))).len(), 1, "{:?}", found.members);
            }
            // No node gains by moving to another community.
            for (i, from) in found.members.iter().enumerate() {
                for &node in from {
                    for j in (0..found.members.len()).filter(|&j| j != i) {
                        let mut moved = found.members.clone();
                        moved[i].retain(|&other| other != node);
                        moved[j].push(node);
                        prop_assert!(modularity(&network, &moved) < found.modularity + 1e-9);
                    }
                }
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_communities() {
        let lists = || (0..120_u32).map(|e| (0..7).map(move |i| (e * e + 31 * i * (e % 5 + 1) + i * i) % 300));
        let with = |threads: usize, seed: u64| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let options = CommunityOptions { seed, ..CommunityOptions::default() };
            pool.install(|| communities(&Network::from_lists(lists()), &options))
        };
        assert_eq!(with(1, 7), with(3, 7));
        assert_ne!(with(1, 7).members, with(1, 8).members, "the seed plays a part");
    }

    #[test]
    fn labels_are_what_is_more_common_here_than_elsewhere() {
        let (dataset, schema) = (two_forums(), crate::knowledge::built_in().schema.clone());
        let network = Network::build(&dataset, &schema, &Options::default());
        let find = |path: &str| dataset.find(path).unwrap();
        let groups =
            [vec![find("person/ada-bell"), find("person/carl-dorn")], vec![find("person/eve-fox"), find("person/greg-hull")]];
        let typical = typical(&network, &dataset, &schema, &groups);
        assert_eq!(typical[0].contexts[0], (Context::Event(find("event/harbour-forum-2021")), 2));
        assert_eq!(typical[1].contexts[0], (Context::Event(find("event/salt-forum")), 2));
        assert_eq!(typical[0].organizations[0], (find("organization/acme-labs"), 1));
        assert_eq!(typical[1].places, [(find("place/ostia"), 2)]);
    }
}
