//! Who appears with whom, and how much? The network: its nodes, the ties between them, and what each tie rests on.

use std::sync::OnceLock;

use petgraph::graph::UnGraph;
use serde::Serialize;

use super::{
    incidence::{Context, Incidence, Options, number},
    rows::Rows,
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
}

impl Weighting {
    /// All weightings, in the order used for output.
    pub const ALL: [Self; 2] = [Self::Count, Self::Newman];

    /// The word used on the command line and in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Newman => "newman",
        }
    }

    fn of(self, k: usize) -> f64 {
        match self {
            Self::Count => 1.0,
            Self::Newman if k < 2 => 0.0,
            Self::Newman => 1.0 / (k - 1) as f64,
        }
    }
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
    min_weight: f64,
    adjacency: OnceLock<Adjacency>,
}

/// The ties of each node: neighbours in order, with weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Adjacency {
    neighbours: Rows,
    weights: Vec<f64>,
}

impl Adjacency {
    /// The neighbours of a node, in order.
    pub(super) fn neighbours(&self, node: usize) -> &[u32] {
        self.neighbours.row(node)
    }

    /// The neighbours of a node with the weights of the ties.
    pub(super) fn ties(&self, node: usize) -> impl Iterator<Item = (u32, f64)> {
        let range = self.neighbours.range(node);
        self.neighbours.row(node).iter().copied().zip(self.weights[range].iter().copied())
    }

    /// Number of ties, each counted once.
    pub(super) fn n_ties(&self) -> usize {
        self.neighbours.n_items() / 2
    }
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
        let weights = incidence.members.iter().map(|list| weighting.of(list.len())).collect();
        Self { incidence, weights, min_weight, adjacency: OnceLock::new() }
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

    /// Number of ties. Makes the ties if they are not there yet.
    #[must_use]
    pub fn n_ties(&self) -> usize {
        self.adjacency().n_ties()
    }

    /// Every tie once, by its first end, then its second.
    pub fn ties(&self) -> impl Iterator<Item = Tie> + '_ {
        (0..self.len()).flat_map(move |a| {
            let later = self.adjacency().ties(a).filter(move |&(b, _)| b as usize > a);
            later.map(move |(b, weight)| Tie {
                a: self.nodes()[a],
                b: self.nodes()[b as usize],
                weight,
                shared: self.shared_by(a, b as usize),
            })
        })
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
        self.adjacency().ties(node).map(|(other, weight)| (self.nodes()[other as usize], weight)).collect()
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
        Self { incidence, weights, min_weight: self.min_weight, adjacency: OnceLock::new() }
    }

    /// The same network for other graph code: node weights are entities, in the same order; edge weights are those of the ties.
    #[must_use]
    pub fn to_petgraph(&self) -> UnGraph<EntityIdx, f64> {
        let mut graph = UnGraph::with_capacity(self.len(), self.n_ties());
        let ids: Vec<_> = self.nodes().iter().map(|&entity| graph.add_node(entity)).collect();
        for a in 0..self.len() {
            for (b, weight) in self.adjacency().ties(a).filter(|&(b, _)| b as usize > a) {
                graph.add_edge(ids[a], ids[b as usize], weight);
            }
        }
        graph
    }

    /// The number of an entity's node.
    pub(super) fn position(&self, entity: EntityIdx) -> Option<usize> {
        self.incidence.nodes.binary_search(&entity).ok()
    }

    /// Whether no tie is left out, so that the incidence alone says everything.
    pub(super) fn is_whole(&self) -> bool {
        let lists = self.incidence.members.iter().zip(&self.weights);
        lists.filter(|(list, _)| list.len() > 1).all(|(_, &weight)| weight >= self.min_weight)
    }

    /// The ties, made at the first call: O(Σ k² log k) time over the sizes k of the contexts, O(ties) space.
    pub(super) fn adjacency(&self) -> &Adjacency {
        self.adjacency.get_or_init(|| self.projected())
    }

    /// A node's weights are added up in the order of the contexts, so both directions of a tie get the same bits.
    fn projected(&self) -> Adjacency {
        let mut adjacency = Adjacency::default();
        let mut sums = vec![0.0; self.len()];
        let mut touched = Vec::new();
        for node in 0..self.len() {
            for &c in self.incidence.memberships.row(node) {
                let weight = self.weights[c as usize];
                for &other in self.incidence.members.row(c as usize) {
                    if sums[other as usize] == 0.0 {
                        touched.push(other);
                    }
                    sums[other as usize] += weight;
                }
            }
            touched.sort_unstable();
            touched.retain(|&other| other as usize != node && sums[other as usize] >= self.min_weight);
            adjacency.weights.extend(touched.iter().map(|&other| sums[other as usize]));
            for &c in self.incidence.memberships.row(node) {
                for &other in self.incidence.members.row(c as usize) {
                    sums[other as usize] = 0.0;
                }
            }
            adjacency.neighbours.push(touched.drain(..));
        }
        adjacency
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
    use std::collections::BTreeSet;

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
