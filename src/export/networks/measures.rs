//! Which columns of measures stand beside the nodes, and which are too dear for a network of this size?

use super::{Key, Type, Value, int};
use crate::network::{CommunityOptions, Cost, Measure, Network, communities};

/// The measures that are written, by their names in [`crate::network::MEASURES`]; and whether they are whole numbers.
const COLUMNS: [(&str, bool); 6] =
    [("degree", true), ("strength", false), ("pagerank", false), ("betweenness", false), ("core", true), ("clustering", false)];

/// A measure that would take more bytes beyond the network than this is left out.
const MOST_BYTES: u64 = 32 << 20;
/// A measure that would take longer than this is left out; by count of steps, so that it is the same on any machine.
const MOST_MILLISECONDS: u64 = 5_000;

/// Measures of each node, in order of nodes.
#[derive(Default)]
pub(super) struct Measures {
    columns: Vec<(&'static str, bool, Vec<f64>)>,
    /// Number of each one's community, from 1, the largest first.
    pub(super) community: Vec<usize>,
    /// How many measures are left out for the size of the network.
    pub(super) too_dear: usize,
    /// Whether these are communities, and not only a way to spread nodes.
    has_communities: bool,
}

impl Measures {
    /// No measure: the network is too large for any. Nodes are drawn by `groups`, numbers from 1.
    pub(super) fn none(groups: Vec<usize>) -> Self {
        Self { community: groups, too_dear: COLUMNS.len() + 1, ..Self::default() }
    }

    /// Works them out.
    pub(super) fn new(network: &Network) -> Self {
        let mut measures = Self { community: numbers(network), has_communities: true, ..Self::default() };
        for (name, whole) in COLUMNS {
            let Some(measure) = Measure::named(name) else { continue };
            if is_cheap(network, measure.cost) {
                measures.columns.push((measure.name, whole, (measure.compute)(network)));
            } else {
                measures.too_dear += 1;
            }
        }
        measures
    }

    /// The keys of what is there.
    pub(super) fn keys(&self) -> Vec<Key> {
        let of = |&(name, whole, _): &(&'static str, bool, Vec<f64>)| (name, if whole { Type::Int } else { Type::Double });
        self.columns.iter().map(of).chain(self.has_communities.then_some(("community", Type::Int))).collect()
    }

    /// The values of one node.
    pub(super) fn of(&self, node: usize) -> impl Iterator<Item = (&'static str, Value)> {
        let value = move |(name, whole, column): &(&'static str, bool, Vec<f64>)| {
            (*name, if *whole { whole_number(column[node]) } else { Value::Double(rounded(column[node])) })
        };
        let community = self.has_communities.then(|| ("community", int(self.community[node])));
        self.columns.iter().map(value).chain(community)
    }
}

fn is_cheap(network: &Network, cost: Cost) -> bool {
    let estimate = network.estimate(cost, 1);
    estimate.bytes <= MOST_BYTES && estimate.milliseconds <= MOST_MILLISECONDS
}

/// Six digits say all that such a measure can.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

fn whole_number(value: f64) -> Value {
    format!("{value:.0}").parse().map_or(Value::Double(value), Value::Int)
}

/// The number of each node's community.
fn numbers(network: &Network) -> Vec<usize> {
    let mut numbers = vec![0; network.len()];
    let options = CommunityOptions { trials: 0, ..CommunityOptions::default() };
    for (members, number) in communities(network, &options).members.iter().zip(1..) {
        for member in members {
            if let Ok(node) = network.nodes().binary_search(member) {
                numbers[node] = number;
            }
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::MEASURES;

    #[test]
    fn every_column_is_a_measure() {
        for (name, _) in COLUMNS {
            assert!(MEASURES.iter().any(|measure| measure.name == name), "{name}");
        }
        let network = Network::from_lists([vec![1, 2, 3], vec![3, 4], vec![9]]);
        let measures = Measures::new(&network);
        assert_eq!((measures.keys().len(), measures.too_dear), (COLUMNS.len() + 1, 0));
        let third: Vec<_> = measures.of(2).collect();
        assert_eq!(third[0], ("degree", Value::Int(3)));
        assert_eq!(
            third.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
            measures.keys().iter().map(|key| key.0).collect::<Vec<_>>()
        );
        assert_eq!(measures.community[4], 3, "one alone is a community of its own, the last");
    }

    #[test]
    fn what_is_dear_is_found_out_by_counting() {
        let network = Network::from_lists([0..2_000_u32, 1_000..3_000]);
        assert!(is_cheap(&network, Cost::Memberships) && !is_cheap(&network, Cost::Ties));
        let none = Measures::none(vec![1, 2]);
        assert_eq!((none.keys().len(), none.of(1).count(), none.too_dear), (0, 0, COLUMNS.len() + 1));
    }
}
