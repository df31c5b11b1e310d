//! Which ties are more than chance? Two who go everywhere meet without meaning to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Network, kernel::project};
use crate::model::EntityIdx;

/// A tie that chance hardly explains.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValidatedTie {
    /// One end.
    pub a: EntityIdx,
    /// The other end, later in order.
    pub b: EntityIdx,
    /// Number of contexts that they share.
    pub shared: usize,
    /// Number that chance would give them on average.
    pub expected: f64,
    /// Chance of sharing so many or more; 0..=1.
    pub p: f64,
}

/// The ties that chance does not explain, and what they were held against.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Validated {
    /// The ties, the least likely by chance first, then in order.
    pub ties: Vec<ValidatedTie>,
    /// Number of ties that were looked at.
    pub n_ties: usize,
    /// Number of tests: all pairs of nodes.
    pub n_tests: usize,
    /// Share of the ties found that may be false, on average.
    pub level: f64,
}

/// Statistically validated projection: the pairs who share more than one would expect from how often each was anywhere, and how
/// large the events were where they were.
///
/// Chance is this: each one was at as many events of each size class (2, 3–4, 5–8, 9–16, … people) as in truth, but at any of that
/// class. Then the number of events of a class that two share is hypergeometric, and the numbers of the classes add up. So two who
/// met at two dinners of five say more than two who met at two plenaries of two hundred. Among all pairs of nodes, the false
/// discovery rate is held at `level` by the procedure of Benjamini and Hochberg.
///
/// # Complexity
/// O(Σ k²) time over the sizes k of the contexts, and the shared events squared for each tie; O(ties) space. Weak ties are not left
/// out here: the test takes their place.
///
/// # Example
/// ```
/// use plenary::network::{Network, validated};
///
/// // Two who are at the same eight of forty dinners, where nobody else comes twice.
/// let lists = (0..40_u32).map(|e| if e < 8 { vec![0, 1, 10 + e] } else { vec![10 + e, 60 + e, 110 + e] });
/// let found = validated(&Network::from_lists(lists), 0.01);
/// assert_eq!(found.ties.iter().map(|tie| (tie.a.0, tie.b.0, tie.shared)).collect::<Vec<_>>(), [(0, 1, 8)]);
/// ```
///
/// # Literature
/// M. Tumminello, S. Miccichè, F. Lillo, J. Piilo, R. N. Mantegna, «Statistically validated networks in bipartite complex
/// systems», Public Library of Science ONE 6 (2011) e17994; Y. Benjamini, Y. Hochberg, «Controlling the false discovery rate», Journal of the Royal
/// Statistical Society B 57 (1995) 289.
#[must_use]
pub fn validated(network: &Network, level: f64) -> Validated {
    let incidence = &network.incidence;
    let ones = vec![1.0; incidence.contexts.len()];
    let counts = project::later(&incidence.members, &incidence.memberships, &ones, 0.0);
    let classes = Classes::new(network);
    let mut ties = Vec::new();
    for (a, others) in counts.neighbours.iter().enumerate() {
        let range = counts.neighbours.range(a);
        for (&b, &shared) in others.iter().zip(&counts.weights[range]) {
            let (expected, p) = classes.chance(a, b as usize, shared);
            let [a, b] = [a, b as usize].map(|node| network.nodes()[node]);
            ties.push((p, ValidatedTie { a, b, shared: whole(shared), expected, p }));
        }
    }
    let n_ties = ties.len();
    let n_tests = network.len() * network.len().saturating_sub(1) / 2;
    ties.sort_by(|(p, x), (q, y)| p.total_cmp(q).then((x.a, x.b).cmp(&(y.a, y.b))));
    let passes = |(i, (p, _)): (usize, &(f64, ValidatedTie))| *p <= level * (i + 1) as f64 / n_tests as f64;
    let n_found = ties.iter().enumerate().filter(|&tie| passes(tie)).map(|(i, _)| i + 1).next_back().unwrap_or(0);
    let ties = ties.into_iter().take(n_found).map(|(_, tie)| tie).collect();
    Validated { ties, n_ties, n_tests, level }
}

/// A count that a sum of ones has come to.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number")]
fn whole(count: f64) -> usize {
    count as usize
}

/// Events by size class, and who was at how many of each.
struct Classes {
    /// Number of events of each class.
    events: Vec<usize>,
    /// For each node the classes of its events with their numbers, sorted.
    of_node: Vec<Vec<(usize, usize)>>,
    /// ln(i!).
    log_factorials: Vec<f64>,
}

impl Classes {
    fn new(network: &Network) -> Self {
        let incidence = &network.incidence;
        // 2, 3–4, 5–8, …; events of one tie nobody.
        let class = |size: usize| (size.max(2) - 1).ilog2() as usize;
        let of_event: Vec<usize> = incidence.members.iter().map(|row| class(row.len())).collect();
        let mut events = vec![0; of_event.iter().max().map_or(0, |most| most + 1)];
        for (row, &class) in incidence.members.iter().zip(&of_event) {
            events[class] += usize::from(row.len() > 1);
        }
        let of_node = incidence.memberships.iter().map(|contexts| {
            let mut counts = BTreeMap::new();
            for &context in contexts.iter().filter(|&&context| incidence.members.row(context as usize).len() > 1) {
                *counts.entry(of_event[context as usize]).or_insert(0) += 1;
            }
            counts.into_iter().collect()
        });
        let of_node = of_node.collect();
        let mut log_factorials = vec![0.0];
        for i in 1..=incidence.contexts.len() {
            log_factorials.push(log_factorials[i - 1] + (i as f64).ln());
        }
        Self { events, of_node, log_factorials }
    }

    fn log_choose(&self, n: usize, k: usize) -> f64 {
        self.log_factorials[n] - self.log_factorials[k] - self.log_factorials[n - k]
    }

    /// How many events two share by chance on average, and the chance that they share so many or more.
    fn chance(&self, a: usize, b: usize, shared: f64) -> (f64, f64) {
        let shared = whole(shared);
        let mut expected = 0.0;
        // Chances of sharing 0, 1, …, and in the last place `shared` or more: small chances stay exact.
        let mut chances = vec![0.0; shared + 1];
        chances[0] = 1.0;
        for &(class, of_a) in &self.of_node[a] {
            let Some(&(_, of_b)) = self.of_node[b].iter().find(|&&(other, _)| other == class) else { continue };
            let all = self.events[class];
            expected += of_a as f64 * of_b as f64 / all as f64;
            let ways = self.log_choose(all, of_a);
            let mut next = vec![0.0; shared + 1];
            for common in (of_a + of_b).saturating_sub(all)..=of_a.min(of_b) {
                let rest = self.log_choose(all - of_b, of_a - common);
                let chance_here = (self.log_choose(of_b, common) + rest - ways).exp();
                for (before, chance) in chances.iter().enumerate() {
                    next[(before + common).min(shared)] += chance * chance_here;
                }
            }
            chances = next;
        }
        (expected, chances[shared].min(1.0))
    }
}

/// A tie that weighs more for one of its ends than chance would have it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BackboneTie {
    /// One end.
    pub a: EntityIdx,
    /// The other end, later in order.
    pub b: EntityIdx,
    /// Weight of the tie.
    pub weight: f64,
    /// Chance that the end for which the tie means more would give it so large a share of its strength; 0..=1.
    pub alpha: f64,
}

/// Disparity backbone: the ties that hold more of the strength of one of their ends than if that were dealt out at random.
///
/// For a node with k ties and strength s: `α = (1 − w/s)^(k − 1)`. The second choice where the events are not known: it looks at
/// weights alone.
///
/// # Returns
/// The ties with α below `level`, the least likely first, then in order. A node with one tie does not speak for it.
///
/// # Complexity
/// O(ties) once they are made.
///
/// # Example
/// ```
/// use plenary::network::{Network, backbone};
///
/// let lists = (0..9).map(|_| vec![0, 1]).chain((2..9).map(|i| vec![0, i]));
/// let found = backbone(&Network::from_lists(lists), 0.05);
/// assert_eq!(found.iter().map(|tie| (tie.a.0, tie.b.0)).collect::<Vec<_>>(), [(0, 1)]);
/// ```
///
/// # Literature
/// M. Á. Serrano, M. Boguñá, A. Vespignani, «Extracting the multiscale backbone of complex weighted networks», PNAS 106 (2009) 6483.
#[must_use]
pub fn backbone(network: &Network, level: f64) -> Vec<BackboneTie> {
    let ties = network.adjacency();
    let sums = |node: usize| (ties.of(node).map(|(_, weight)| weight).sum::<f64>(), ties.neighbours.row(node).len());
    let ends: Vec<(f64, usize)> = (0..network.len()).map(sums).collect();
    let alpha = |(strength, k): (f64, usize), weight: f64| match k {
        0 | 1 => 1.0,
        _ => (1.0 - weight / strength).max(0.0).powi(i32::try_from(k - 1).unwrap_or(i32::MAX)),
    };
    let mut kept = Vec::new();
    for a in network.numbers() {
        for (b, weight) in ties.of(a as usize).filter(|&(b, _)| b > a) {
            let alpha = alpha(ends[a as usize], weight).min(alpha(ends[b as usize], weight));
            if alpha < level {
                let [a, b] = [a, b].map(|node| network.nodes()[node as usize]);
                kept.push(BackboneTie { a, b, weight, alpha });
            }
        }
    }
    kept.sort_by(|x, y| x.alpha.total_cmp(&y.alpha).then((x.a, x.b).cmp(&(y.a, y.b))));
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::network::oracle::event_lists;

    /// Every way to put b's events, written out for small numbers: the share with `shared` or more in common with a's.
    fn by_counting(n: u32, x: u32, y: u32, shared: u32) -> f64 {
        let first = (1_u32 << x) - 1;
        let sets: Vec<u32> = (0..1_u32 << n).filter(|set| set.count_ones() == y).collect();
        sets.iter().filter(|&&set| (set & first).count_ones() >= shared).count() as f64 / sets.len() as f64
    }

    #[test]
    fn chances_are_those_of_counting() {
        for (n, x, y) in [(6_u32, 2, 3), (8, 4, 4), (5, 5, 2)] {
            for shared in 0..=x.min(y) {
                let of_node = vec![vec![(0, x as usize)], vec![(0, y as usize)]];
                let log_factorials: Vec<f64> = (0..=n).map(|i| (1..=i).map(|j| f64::from(j).ln()).sum()).collect();
                let classes = Classes { events: vec![n as usize], of_node, log_factorials };
                let (expected, p) = classes.chance(0, 1, f64::from(shared));
                assert!((p - by_counting(n, x, y, shared)).abs() < 1e-12, "{n} {x} {y} {shared}: {p}");
                assert!((expected - f64::from(x * y) / f64::from(n)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn meeting_at_small_events_says_more() {
        // Twelve dinners of three and twelve plenaries of twenty; 0 and 1 share three dinners, 2 and 3 three plenaries.
        let mut lists: Vec<Vec<u32>> = (0..12).map(|e| vec![1000 + e, 1100 + e, 1200 + e]).collect();
        lists.extend((0..12).map(|e| (0..20).map(|i| 2000 + (e * 7 + i * 5) % 60).collect()));
        for e in 0..3 {
            lists[e][0..2].copy_from_slice(&[0, 1]);
            lists[12 + e][0..2].copy_from_slice(&[2, 3]);
        }
        let found = validated(&Network::from_lists(lists), 1.0);
        let p = |a: u32, b: u32| found.ties.iter().find(|tie| (tie.a.0, tie.b.0) == (a, b)).unwrap().p;
        assert!(p(0, 1) <= p(2, 3) + 1e-15);
    }

    proptest! {
        #[test]
        fn a_stricter_level_finds_fewer(lists in event_lists()) {
            let network = Network::from_lists(lists);
            let [strict, loose] = [0.05, 0.5].map(|level| validated(&network, level));
            prop_assert!(strict.ties.len() <= loose.ties.len() && loose.ties.len() <= loose.n_ties);
            prop_assert_eq!(&loose.ties[..strict.ties.len()], &strict.ties[..]);
            prop_assert_eq!(loose.n_ties, network.n_ties());
        }

        #[test]
        fn a_network_of_some_ties_has_just_these(lists in event_lists(), every in 1_usize..4) {
            let network = Network::from_lists(lists);
            let some: Vec<_> = network.ties().step_by(every).map(|tie| (tie.a, tie.b, tie.weight)).collect();
            let part = network.with_ties(&some.iter().map(|tie| (tie.0, tie.1)).collect::<Vec<_>>());
            prop_assert_eq!(part.ties().map(|tie| (tie.a, tie.b, tie.weight)).collect::<Vec<_>>(), some.clone());
            prop_assert_eq!(part.n_ties(), some.len());
            let strength: f64 = super::super::strength(&part).iter().sum();
            prop_assert!((strength - 2.0 * some.iter().map(|tie| tie.2).sum::<f64>()).abs() < 1e-9);
        }
    }
}
