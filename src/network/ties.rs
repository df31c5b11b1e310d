//! Who appears with whom, and how much? The network: its nodes, the ties between them, and what each tie rests on.

use std::{collections::BTreeSet, sync::Arc};

use petgraph::graph::UnGraph;
use serde::Serialize;

use super::{
    cache::{Cache, Lists},
    incidence::{Context, Incidence, Options},
    kernel::{
        number,
        project::{Later, Ties},
    },
};
use crate::{
    knowledge::Schema,
    model::{ArticleIdx, Dataset, EntityIdx},
};

/// What one shared event adds to the tie of two who were there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weighting {
    /// 1: the weight of a tie is the number of shared events.
    #[default]
    Count,
    /// 1/(k − 1) for an event of k: a dinner of five says more than a plenary of two hundred, and every event adds 1 to the
    /// strength of each who was there. Newman, «Scientific collaboration networks. II», Phys. Rev. E 64 (2001) 016132.
    Newman,
    /// The number of independent sources that tell of the event: the outlets of its articles, each once.
    Sources,
    /// Every tie weighs 1, whatever two share.
    None,
}

impl Weighting {
    /// All weightings, in the order used for output.
    pub const ALL: [Self; 4] = [Self::Count, Self::Newman, Self::Sources, Self::None];

    /// The word used on the command line and in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Newman => "newman",
            Self::Sources => "sources",
            Self::None => "none",
        }
    }

    fn of(self, k: usize, n_sources: u32) -> f64 {
        match self {
            Self::Count | Self::None => 1.0,
            Self::Newman if k < 2 => 0.0,
            Self::Newman => 1.0 / (k - 1) as f64,
            Self::Sources => f64::from(n_sources),
        }
    }
}

/// Every tie of a network once: those of node `i` to nodes with higher numbers stand at `starts[i]..starts[i + 1]`, in no order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EdgeList {
    /// Where the ties of each node start; one more than there are nodes.
    pub starts: Vec<usize>,
    /// The other end of each tie: its place among the nodes.
    pub ends: Vec<u32>,
    /// The weight of each tie.
    pub weights: Vec<f64>,
}

/// The network of who appears with whom, undirected, without self-ties.
///
/// Nodes are entities in order of path; inside the module they are numbers in that order. The incidence is kept; the ties
/// are made from it only when a measure or an export needs them.
#[derive(Clone, Debug, Default)]
pub struct Network {
    pub(super) incidence: Incidence,
    /// What each context adds to the tie of two of its members.
    pub(super) weights: Vec<f64>,
    weighting: Weighting,
    min_weight: f64,
    /// The ties that were chosen, with their weights, sorted; all if none were.
    chosen: Option<Arc<[(EntityIdx, EntityIdx, f64)]>>,
    pub(super) cache: Cache,
}

/// One tie, `a` before `b` in the order of the nodes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tie {
    /// One end.
    pub a: EntityIdx,
    /// The other end.
    pub b: EntityIdx,
    /// Sum over what they share; above 0.
    pub weight: f64,
    /// What they share, in order; never empty.
    pub shared: Vec<Context>,
}

impl Network {
    /// The network of a dataset.
    #[must_use]
    pub fn build(dataset: &Dataset, schema: &Schema, options: &Options) -> Self {
        Self::from_incidence(Incidence::build(dataset, schema, options), options.weight, options.min_weight)
    }

    /// The network of an incidence. Ties below `min_weight` are left out; nodes stay.
    #[must_use]
    pub fn from_incidence(incidence: Incidence, weighting: Weighting, min_weight: f64) -> Self {
        let sizes = incidence.members.iter().map(<[u32]>::len);
        let weights = sizes.zip(&incidence.n_sources).map(|(k, &n_sources)| weighting.of(k, n_sources)).collect();
        Self { incidence, weights, weighting, min_weight, chosen: None, cache: Cache::default() }
    }

    /// The network of plain lists, one for each event, weighted by count; see [`Incidence::from_lists`].
    ///
    /// ```
    /// use plenary::network::Network;
    ///
    /// let network = Network::from_lists([vec![1, 2, 3], vec![1, 2]]);
    /// let ties: Vec<_> = network.ties().map(|tie| (tie.a.0, tie.b.0, tie.weight)).collect();
    /// assert_eq!(ties, [(1, 2, 2.0), (1, 3, 1.0), (2, 3, 1.0)]);
    /// ```
    #[must_use]
    pub fn from_lists<L: IntoIterator<Item = u32>>(lists: impl IntoIterator<Item = L>) -> Self {
        Self::from_incidence(Incidence::from_lists(lists), Weighting::Count, 0.0)
    }

    /// The nodes, in order of path.
    #[must_use]
    pub fn nodes(&self) -> &[EntityIdx] {
        &self.incidence.nodes
    }

    /// Number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.incidence.nodes.len()
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.incidence.nodes.is_empty()
    }

    /// Every tie once, in the cheapest form.
    #[must_use]
    pub fn edge_list(&self) -> EdgeList {
        let Lists { members, memberships, weights } = self.weighted();
        let least = if self.is_weighted_by_events() { self.min_weight } else { 0.0 };
        let later = super::kernel::project::later(members, memberships, weights, least);
        let (starts, ends) = later.neighbours.into_parts();
        EdgeList { starts, ends, weights: later.weights }
    }

    /// Makes the ties now, for measures that need them; their number.
    pub fn make_ties(&self) -> usize {
        self.adjacency().n_ties()
    }

    /// Number of ties. Counted without making them if they are not there yet.
    #[must_use]
    pub fn n_ties(&self) -> usize {
        self.degrees().iter().map(|&degree| degree as usize).sum::<usize>() / 2
    }

    /// Every tie once, by its first end, then its second.
    pub fn ties(&self) -> impl Iterator<Item = Tie> + '_ {
        (0..self.len()).flat_map(move |a| {
            let later = self.adjacency().of(a).filter(move |&(b, _)| b as usize > a);
            later.map(move |(b, weight)| self.tie(a, b as usize, weight))
        })
    }

    /// The tie of two nodes.
    pub(super) fn tie(&self, a: usize, b: usize, weight: f64) -> Tie {
        Tie { a: self.nodes()[a], b: self.nodes()[b], weight, shared: self.shared_by(a, b) }
    }

    /// Whether only some ties were chosen.
    pub(super) fn has_chosen_ties(&self) -> bool {
        self.chosen.is_some()
    }

    /// Ties below this weight are left out.
    pub(super) fn least_weight(&self) -> f64 {
        self.min_weight
    }

    /// What one node shares with another, in order; empty if nothing, or if either is not in the network.
    #[must_use]
    pub fn shared(&self, a: EntityIdx, b: EntityIdx) -> Vec<Context> {
        match (self.position(a), self.position(b)) {
            (Some(a), Some(b)) if a != b => self.shared_by(a, b),
            _ => Vec::new(),
        }
    }

    /// Those with whom one appears, in order, with the weights of the ties; nobody if it is not in the network.
    #[must_use]
    pub fn neighbours(&self, entity: EntityIdx) -> Vec<(EntityIdx, f64)> {
        let Some(node) = self.position(entity) else { return Vec::new() };
        self.adjacency().of(node).map(|(other, weight)| (self.nodes()[other as usize], weight)).collect()
    }

    /// What a node was at, in order; empty if it is not in the network.
    #[must_use]
    pub fn contexts_of(&self, entity: EntityIdx) -> Vec<Context> {
        let Some(node) = self.position(entity) else { return Vec::new() };
        self.incidence.memberships.row(node).iter().map(|&c| self.incidence.contexts[c as usize]).collect()
    }

    /// All that nodes can share, in order.
    #[must_use]
    pub fn contexts(&self) -> &[Context] {
        &self.incidence.contexts
    }

    /// Who was there, in order; empty if the context is not in the network.
    #[must_use]
    pub fn members(&self, context: Context) -> Vec<EntityIdx> {
        let Ok(c) = self.incidence.contexts.binary_search(&context) else { return Vec::new() };
        self.incidence.members.row(c).iter().map(|&node| self.nodes()[node as usize]).collect()
    }

    /// The articles that the network rests on, in order.
    #[must_use]
    pub fn articles(&self) -> Vec<ArticleIdx> {
        let mut articles: Vec<_> = self.incidence.sources.iter().flatten().map(|&article| ArticleIdx(article)).collect();
        articles.sort_unstable();
        articles.dedup();
        articles
    }

    /// The part of the network between the nodes for which `keep` holds, with the weights as they were.
    #[must_use]
    pub fn part(&self, keep: impl Fn(EntityIdx) -> bool) -> Self {
        let (incidence, weights) = self.incidence.restricted(&self.weights, |node| keep(self.nodes()[node as usize]));
        self.with_incidence(incidence, weights)
    }

    fn with_incidence(&self, incidence: Incidence, weights: Vec<f64>) -> Self {
        let (weighting, min_weight) = (self.weighting, self.min_weight);
        Self { incidence, weights, weighting, min_weight, chosen: self.chosen.clone(), cache: self.cache.emptied() }
    }

    /// The network with only some of its ties, given by their ends; nodes without a tie left are left out. A tie keeps its weight.
    #[must_use]
    pub fn with_ties(&self, ties: &[(EntityIdx, EntityIdx)]) -> Self {
        let wanted: BTreeSet<(EntityIdx, EntityIdx)> = ties.iter().map(|&(a, b)| (a.min(b), a.max(b))).collect();
        let weight = |&(a, b): &(EntityIdx, EntityIdx)| {
            let (a, to) = (self.position(a)?, self.position(b)?);
            self.adjacency().of(a).find(|&(other, _)| other as usize == to).map(|(_, weight)| weight)
        };
        let chosen: Arc<[_]> = wanted.iter().filter_map(|tie| weight(tie).map(|weight| (tie.0, tie.1, weight))).collect();
        let tied: BTreeSet<EntityIdx> = chosen.iter().flat_map(|&(a, b, _)| [a, b]).collect();
        Self { chosen: Some(chosen), ..self.part(|entity| tied.contains(&entity)) }
    }

    /// The same network for other graph code: node weights are entities, in the same order; edge weights are those of the ties.
    #[must_use]
    pub fn to_petgraph(&self) -> UnGraph<EntityIdx, f64> {
        let mut graph = UnGraph::with_capacity(self.len(), self.n_ties());
        let ids: Vec<_> = self.nodes().iter().map(|&entity| graph.add_node(entity)).collect();
        for a in 0..self.len() {
            for (b, weight) in self.adjacency().of(a).filter(|&(b, _)| b as usize > a) {
                graph.add_edge(ids[a], ids[b as usize], weight);
            }
        }
        graph
    }

    /// The part of the network at the contexts, by position, for which `keep` holds; with the weights as they were.
    #[must_use]
    pub(super) fn at_contexts(&self, keep: impl Fn(usize) -> bool) -> Self {
        let (incidence, weights) = self.incidence.at(&self.weights, keep);
        self.with_incidence(incidence, weights)
    }

    /// The number of an entity's node.
    pub(super) fn position(&self, entity: EntityIdx) -> Option<usize> {
        self.incidence.nodes.binary_search(&entity).ok()
    }

    /// Whether no tie is left out, so that the incidence says who is tied to whom.
    pub(super) fn is_whole(&self) -> bool {
        let mut lists = self.incidence.members.iter().zip(&self.weights).filter(|(list, _)| list.len() > 1);
        self.chosen.is_none() && lists.all(|(_, &weight)| weight >= self.min_weight && weight > 0.0)
    }

    /// Whether the incidence also says how much.
    pub(super) fn is_weighted_by_events(&self) -> bool {
        self.weighting != Weighting::None && self.is_whole()
    }

    /// What the weight of a tie counts.
    #[must_use]
    pub fn weighting(&self) -> Weighting {
        self.weighting
    }

    /// The ties, made at the first call: O(Σ k²) time over the sizes k of the contexts, O(ties) space.
    pub(super) fn adjacency(&self) -> &Ties {
        self.cache.ties(|| {
            if let Some(chosen) = &self.chosen {
                return self.later_of(chosen).both_ways();
            }
            let Incidence { members, memberships, .. } = &self.incidence;
            let mut later = super::kernel::project::later(members, memberships, &self.weights, self.min_weight);
            if self.weighting == Weighting::None {
                later.weights.fill(1.0);
            }
            later.both_ways()
        })
    }

    /// The chosen ties as far as their ends are here and share something here.
    fn later_of(&self, chosen: &[(EntityIdx, EntityIdx, f64)]) -> Later {
        let here = |&(a, b, weight): &(EntityIdx, EntityIdx, f64)| Some((self.position(a)?, number(self.position(b)?), weight));
        let mut ties = chosen.iter().filter_map(here).filter(|&(a, b, _)| !self.shared_by(a, b as usize).is_empty()).peekable();
        let mut later = Later::default();
        for node in 0..self.len() {
            let mut row = Vec::new();
            while let Some((_, b, weight)) = ties.next_if(|tie| tie.0 == node) {
                row.push(b);
                later.weights.push(weight);
            }
            later.neighbours.push_row(&row);
        }
        later
    }

    fn shared_by(&self, a: usize, b: usize) -> Vec<Context> {
        let (of_a, of_b) = (self.incidence.memberships.row(a), self.incidence.memberships.row(b));
        let both = of_a.iter().filter(|c| of_b.binary_search(c).is_ok());
        both.map(|&c| self.incidence.contexts[c as usize]).collect()
    }

    /// Every number of a node.
    pub(super) fn numbers(&self) -> std::ops::Range<u32> {
        0..number(self.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::network::oracle::{event_lists, tie_weights};

    fn lists(network: &Network) -> Vec<(u32, u32, f64)> {
        network.ties().map(|tie| (tie.a.0, tie.b.0, tie.weight)).collect()
    }

    #[test]
    fn large_events_count_less_with_newmans_weights() {
        let incidence = Incidence::from_lists([vec![1, 2, 3], vec![1, 2], vec![9]]);
        let network = Network::from_incidence(incidence, Weighting::Newman, 0.0);
        assert_eq!(lists(&network), [(1, 2, 1.5), (1, 3, 0.5), (2, 3, 0.5)]);
        assert_eq!(network.len(), 4, "one who was alone is a node without ties");
    }

    #[test]
    fn weak_ties_can_be_left_out() {
        let incidence = Incidence::from_lists([vec![1, 2, 3], vec![1, 2]]);
        let network = Network::from_incidence(incidence, Weighting::Count, 2.0);
        assert_eq!(lists(&network), [(1, 2, 2.0)]);
        assert!(!network.is_whole());
        assert_eq!(network.shared(EntityIdx(1), EntityIdx(2)).len(), 2);
    }

    #[test]
    fn a_part_keeps_the_weights_of_the_whole() {
        let incidence = Incidence::from_lists([vec![1, 2, 3, 4, 5]]);
        let network = Network::from_incidence(incidence, Weighting::Newman, 0.0).part(|entity| entity.0 < 3);
        assert_eq!(lists(&network), [(1, 2, 0.25)]);
        assert_eq!(network.members(Context::Event(EntityIdx(0))), [EntityIdx(1), EntityIdx(2)]);
    }

    proptest! {
        #[test]
        fn ties_are_what_the_lists_share(lists in event_lists(), newman: bool, min_weight in 0.0..2.0_f64) {
            let weighting = if newman { Weighting::Newman } else { Weighting::Count };
            let network = Network::from_incidence(Incidence::from_lists(lists.clone()), weighting, min_weight);
            let expected = tie_weights(&lists, newman, min_weight);
            let found: Vec<_> = network.ties().map(|tie| ((tie.a.0, tie.b.0), tie.weight)).collect();
            prop_assert_eq!(found, expected.clone());
            prop_assert_eq!(network.n_ties(), expected.len());
            let people: BTreeSet<u32> = lists.iter().flatten().copied().collect();
            prop_assert!(network.nodes().iter().map(|entity| entity.0).eq(people));
            for tie in network.ties() {
                let shared = lists.iter().zip(0..).filter(|(list, _)| list.contains(&tie.a.0) && list.contains(&tie.b.0));
                prop_assert!(tie.shared.iter().map(|c| c.event().unwrap().0).eq(shared.map(|(_, idx)| idx)));
            }
        }

        #[test]
        fn the_graph_for_other_code_is_the_same(lists in event_lists()) {
            let network = Network::from_lists(lists);
            let graph = network.to_petgraph();
            prop_assert!(graph.node_weights().eq(network.nodes()));
            let edges = graph.edge_indices().map(|e| (graph.edge_endpoints(e).unwrap(), graph[e]));
            let edges = edges.map(|((a, b), weight)| (graph[a], graph[b], weight));
            prop_assert!(edges.eq(network.ties().map(|tie| (tie.a, tie.b, tie.weight))));
        }
    }
}
