//! What if the ties are known and not who was where? Networks of other programs, tie by tie.

use super::{Context, Incidence, Network, Weighting, kernel::number, rows::Rows};
use crate::model::EntityIdx;

impl Network {
    /// The network of `n` nodes with these ties: two different numbers below `n`, and a finite weight above 0. Which end comes first does
    /// not matter; the weights of ties between the same two are added up in the order in which they come. Ties that are none
    /// (from a node to itself, to a number that is too high, without a weight above 0) are left out. Those below `min_weight` stay
    /// apart as in [`Network::from_incidence`].
    ///
    /// Each tie is something that two share, [`Context::Tie`]; no article tells of it.
    ///
    /// # Complexity
    /// O(n + ties) time if the ties come sorted, O(ties log ties) if not; O(n + ties) space.
    ///
    /// ```
    /// use plenary::network::{Network, degree};
    ///
    /// let network = Network::from_ties(4, vec![(0, 1, 1.0), (2, 1, 0.5), (1, 2, 0.5), (1, 1, 9.0)], 0.0);
    /// let ties: Vec<_> = network.ties().map(|tie| (tie.a.0, tie.b.0, tie.weight)).collect();
    /// assert_eq!(ties, [(0, 1, 1.0), (1, 2, 1.0)]);
    /// assert_eq!(degree(&network), [1.0, 2.0, 1.0, 0.0]);
    /// ```
    #[must_use]
    pub fn from_ties(n: usize, mut ties: Vec<(u32, u32, f64)>, min_weight: f64) -> Self {
        ties.retain_mut(|(a, b, weight)| {
            (*a, *b) = ((*a).min(*b), (*a).max(*b));
            *a != *b && (*b as usize) < n && *weight > 0.0 && weight.is_finite()
        });
        if !ties.is_sorted_by_key(|&(a, b, _)| (a, b)) {
            // Stable: what is added up stays in order.
            ties.sort_by_key(|&(a, b, _)| (a, b));
        }
        ties.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += if same { next.2 } else { 0.0 };
            same
        });
        let members =
            Rows::from_parts((0..=ties.len()).map(|i| 2 * i).collect(), ties.iter().flat_map(|tie| [tie.0, tie.1]).collect());
        let incidence = Incidence {
            nodes: (0..number(n)).map(EntityIdx).collect(),
            contexts: ties.iter().map(|tie| Context::Tie(EntityIdx(tie.0), EntityIdx(tie.1))).collect(),
            memberships: members.transposed(n),
            members,
            sources: Rows::from_parts(vec![0; ties.len() + 1], Vec::new()),
            n_sources: vec![1; ties.len()],
        };
        let mut network = Self::from_incidence(incidence, Weighting::Count, min_weight);
        network.weights = ties.into_iter().map(|tie| tie.2).collect();
        network
    }

    /// Whether its ties were given, and not who was where.
    #[must_use]
    pub fn is_given(&self) -> bool {
        matches!(self.contexts(), [Context::Tie(..), ..])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::network::{CommunityOptions, MEASURES, communities, oracle::event_lists};

    proptest! {
        #[test]
        fn measures_are_those_of_the_network_whose_ties_are_given(lists in event_lists(), newman: bool) {
            let weighting = if newman { Weighting::Newman } else { Weighting::Count };
            let network = Network::from_incidence(Incidence::from_lists(lists), weighting, 0.0);
            let position = |entity| number(network.position(entity).unwrap());
            let ties: Vec<_> = network.ties().map(|tie| (position(tie.b), position(tie.a), tie.weight)).collect();
            let given = Network::from_ties(network.len(), ties, 0.0);
            prop_assert_eq!(given.n_ties(), network.n_ties());
            // Those that need who was where say something else of ties alone.
            for measure in MEASURES.iter().filter(|measure| measure.name != "hubs") {
                for (one, other) in (measure.compute)(&given).into_iter().zip((measure.compute)(&network)) {
                    prop_assert!((one - other).abs() <= 1e-6 * other.abs().max(1.0), "{}: {one} {other}", measure.name);
                }
            }
            let options = CommunityOptions::default();
            let best = communities(&network, &options).modularity;
            prop_assert!((communities(&given, &options).modularity - best).abs() < 0.1);
        }
    }

    #[test]
    fn weak_ties_can_be_left_out() {
        let network = Network::from_ties(3, vec![(1, 2, 0.5), (0, 1, 2.0), (2, 1, 0.25)], 1.0);
        assert_eq!(network.ties().map(|tie| (tie.a.0, tie.b.0)).collect::<Vec<_>>(), [(0, 1)]);
        assert_eq!(network.len(), 3);
        assert!(network.is_given() && network.articles().is_empty());
    }
}
