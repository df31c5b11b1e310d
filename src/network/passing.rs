//! How is every tie told once without keeping them all? For exports of networks whose ties would fill the memory.

use super::{Network, Tie, Weighting, cache::Lists, kernel::number};

impl Network {
    /// Every tie once, by its first end, then its second, like [`Network::ties`]; of one node at a time.
    ///
    /// # Complexity
    /// O(Σ k²/2) time over the sizes k of the contexts, O(n) space, unless only some ties were chosen: those are kept anyway.
    ///
    /// ```
    /// use plenary::network::Network;
    ///
    /// let network = Network::from_lists([vec![1, 2, 3], vec![1, 2]]);
    /// assert!(network.ties_in_passing().eq(network.ties()));
    /// ```
    pub fn ties_in_passing(&self) -> Box<dyn Iterator<Item = Tie> + '_> {
        if self.has_chosen_ties() {
            return Box::new(self.ties());
        }
        let mut sums = vec![0.0; self.len()];
        let of_one = move |a: usize| {
            let later = self.later_in_passing(a, &mut sums);
            later.into_iter().map(move |(b, weight)| self.tie(a, b, weight))
        };
        Box::new((0..self.len()).flat_map(of_one))
    }

    /// Tells every tie once: the places of its ends among the nodes, and its weight; by its first end, then its second.
    ///
    /// # Complexity
    /// O(ties) if they are made already, else as [`Network::ties_in_passing`].
    ///
    /// # Errors
    /// The first that `tell` gives.
    pub fn try_each_tie<E>(&self, mut tell: impl FnMut(u32, u32, f64) -> Result<(), E>) -> Result<(), E> {
        if self.has_made_ties() || self.has_chosen_ties() {
            let ties = self.adjacency();
            return self.numbers().try_for_each(|a| {
                let (range, row) = (ties.neighbours.range(a as usize), ties.neighbours.row(a as usize));
                let first = row.partition_point(|&b| b <= a);
                row[first..].iter().zip(&ties.weights[range.start + first..]).try_for_each(|(&b, &weight)| tell(a, b, weight))
            });
        }
        let mut sums = vec![0.0; self.len()];
        self.numbers().try_for_each(|a| {
            let later = self.later_in_passing(a as usize, &mut sums);
            later.into_iter().try_for_each(|(b, weight)| tell(a, number(b), weight))
        })
    }

    /// The nodes after `a` that are tied to it, in order, with the weights; `sums` is all zero before and after.
    fn later_in_passing(&self, a: usize, sums: &mut [f64]) -> Vec<(usize, f64)> {
        let Lists { members, memberships, weights } = self.all_lists();
        let mut found = Vec::new();
        for &context in memberships.row(a) {
            let row = members.row(context as usize);
            let first = row.partition_point(|&node| node <= number(a));
            for &other in &row[first..] {
                let sum = &mut sums[other as usize];
                if *sum == 0.0 {
                    found.push(other as usize);
                }
                *sum += weights[context as usize];
            }
        }
        found.sort_unstable();
        found.dedup();
        let weighted = found.into_iter().map(|other| (other, std::mem::take(&mut sums[other])));
        let kept: Vec<_> = weighted.filter(|&(_, weight)| weight > 0.0 && weight >= self.least_weight()).collect();
        let flat = self.weighting() == Weighting::None;
        kept.into_iter().map(|(other, weight)| (other, if flat { 1.0 } else { weight })).collect()
    }

    /// Number of neighbours of each node, in order.
    #[must_use]
    pub fn degrees_of_all(&self) -> Vec<usize> {
        self.degrees().iter().map(|&degree| degree as usize).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::network::{Incidence, Network, Weighting, oracle::event_lists};

    proptest! {
        #[test]
        fn the_ties_are_those_that_are_kept(lists in event_lists(), least in 0_u8..4) {
            for weighting in Weighting::ALL {
                let incidence = Incidence::from_lists(lists.clone());
                let network = Network::from_incidence(incidence, weighting, f64::from(least) / 2.0);
                let passing: Vec<_> = network.ties_in_passing().collect();
                let mut told = Vec::new();
                let mut tell = |network: &Network| {
                    told.clear();
                    let node = |number: u32| network.nodes()[number as usize];
                    let Ok(()) = network.try_each_tie(|a, b, weight| {
                        told.push((node(a), node(b), weight));
                        Ok::<(), std::convert::Infallible>(())
                    });
                    told.clone()
                };
                let expected: Vec<_> = passing.iter().map(|tie| (tie.a, tie.b, tie.weight)).collect();
                prop_assert_eq!(tell(&network), expected.clone());
                prop_assert_eq!(&passing, &network.ties().collect::<Vec<_>>());
                prop_assert_eq!(tell(&network), expected, "now that the ties are made");
                let chosen: Vec<_> = passing.iter().step_by(2).map(|tie| (tie.a, tie.b)).collect();
                let some = network.with_ties(&chosen);
                prop_assert!(some.ties_in_passing().eq(some.ties()));
            }
        }
    }
}
