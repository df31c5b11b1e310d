//! In which other ways are two connected? The best of them, one after the other.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

use super::{Network, Step};
use crate::model::EntityIdx;

/// What a way costs: steps first, then one over the weight of each tie, so that of ways of equal length the well-worn comes first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cost {
    steps: usize,
    wear: f64,
}

impl Eq for Cost {}

impl PartialOrd for Cost {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cost {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.steps.cmp(&other.steps).then(self.wear.total_cmp(&other.wear))
    }
}

/// The best `k` ways from `a` to `b` that visit nobody twice: by number of steps, then by weight (the sum of one over the weights of
/// the ties), then in order of the nodes.
///
/// # Returns
/// At most `k` ways, the best first; fewer if there are no more. None at all if `a` is `b`, if there is no way, or if either is not
/// in the network.
///
/// # Complexity
/// O(k · d · (n + ties) log n) time for ways of d steps, once the ties are made.
///
/// # Example
/// ```
/// use plenary::{model::EntityIdx, network::{Network, best_paths}};
///
/// let network = Network::from_lists([[1, 2], [2, 4], [1, 3], [3, 4], [3, 4], [1, 5]]);
/// let ways = best_paths(&network, EntityIdx(1), EntityIdx(4), 5);
/// assert_eq!(ways.iter().map(|way| way[0].to.0).collect::<Vec<_>>(), [3, 2]);
/// ```
///
/// # Literature
/// J. Y. Yen, «Finding the K shortest loopless paths in a network», Management Science 17 (1971) 712.
#[must_use]
pub fn best_paths(network: &Network, a: EntityIdx, b: EntityIdx, k: usize) -> Vec<Vec<Step>> {
    let (Some(start), Some(goal)) = (network.position(a), network.position(b)) else { return Vec::new() };
    if start == goal || k == 0 {
        return Vec::new();
    }
    let mut found: Vec<Vec<usize>> = Vec::new();
    let mut candidates: BTreeSet<(Cost, Vec<usize>)> = BTreeSet::new();
    candidates.extend(shortest(network, &[start], goal, &BTreeSet::new()));
    while let Some((_, way)) = candidates.pop_first() {
        found.push(way);
        if found.len() == k {
            break;
        }
        let last = &found[found.len() - 1];
        for turn in 0..last.len() - 1 {
            let head = &last[..=turn];
            let with_head = found.iter().filter(|way| way.starts_with(head));
            let closed: BTreeSet<usize> = with_head.filter_map(|way| way.get(turn + 1)).copied().collect();
            candidates.extend(shortest(network, head, goal, &closed));
        }
        candidates.retain(|(_, way)| !found.contains(way));
    }
    let name = |node: usize| network.nodes()[node];
    let step = |ends: &[usize]| {
        let (from, to) = (name(ends[0]), name(ends[1]));
        Step { from, to, shared: network.shared(from, to) }
    };
    found.iter().map(|way| way.windows(2).map(step).collect()).collect()
}

/// The best way that begins with `head`, does not go on from it to any of `closed`, and visits nobody twice.
fn shortest(network: &Network, head: &[usize], goal: usize, closed: &BTreeSet<usize>) -> Option<(Cost, Vec<usize>)> {
    let ties = network.adjacency();
    let wear_of_head: f64 = head
        .windows(2)
        .filter_map(|ends| ties.of(ends[0]).find(|&(other, _)| other as usize == ends[1]))
        .map(|(_, weight)| 1.0 / weight)
        .sum();
    let from = *head.last()?;
    let mut best: Vec<Option<(Cost, usize)>> = vec![None; network.len()];
    let mut is_done = vec![false; network.len()];
    for &node in head {
        is_done[node] = true;
    }
    is_done[from] = false;
    let mut queue = BinaryHeap::from([Reverse((Cost { steps: head.len() - 1, wear: wear_of_head }, from))]);
    while let Some(Reverse((cost, node))) = queue.pop() {
        if std::mem::replace(&mut is_done[node], true) {
            continue;
        }
        if node == goal {
            let mut tail = vec![goal];
            while let Some((_, before)) = best[tail[tail.len() - 1]].filter(|_| tail[tail.len() - 1] != from) {
                tail.push(before);
            }
            tail.reverse();
            return Some((cost, [head, &tail[1..]].concat()));
        }
        for (other, weight) in ties.of(node) {
            let other = other as usize;
            if is_done[other] || (node == from && closed.contains(&other)) {
                continue;
            }
            let next = Cost { steps: cost.steps + 1, wear: cost.wear + 1.0 / weight };
            // Of equals the one whose nodes come first.
            if best[other].is_none_or(|known| (next, node) < known) {
                best[other] = Some((next, node));
                queue.push(Reverse((next, other)));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::network::oracle::event_lists;

    /// Every way without doubles, sorted by cost.
    fn all_ways(network: &Network, from: usize, to: usize) -> Vec<Cost> {
        let mut ways = Vec::new();
        let mut left = vec![(vec![from], Cost { steps: 0, wear: 0.0 })];
        while let Some((way, cost)) = left.pop() {
            let end = way[way.len() - 1];
            if end == to {
                ways.push(cost);
                continue;
            }
            for (next, weight) in network.adjacency().of(end).filter(|(next, _)| !way.contains(&(*next as usize))) {
                let cost = Cost { steps: cost.steps + 1, wear: cost.wear + 1.0 / weight };
                left.push(([&way[..], &[next as usize]].concat(), cost));
            }
        }
        ways.sort();
        ways
    }

    proptest! {
        #[test]
        fn the_best_ways_are_found_in_order(lists in event_lists(), from in 0..10_u32, to in 0..10_u32, k in 1_usize..6) {
            let lists: Vec<Vec<u32>> = lists.into_iter().take(5).map(|list| list.into_iter().take(3).collect()).collect();
            let network = Network::from_lists(lists);
            let ways = best_paths(&network, EntityIdx(from), EntityIdx(to), k);
            let (Some(a), Some(b)) = (network.position(EntityIdx(from)), network.position(EntityIdx(to))) else {
                prop_assert!(ways.is_empty());
                return Ok(());
            };
            let expected = if a == b { Vec::new() } else { all_ways(&network, a, b) };
            prop_assert_eq!(ways.len(), k.min(expected.len()));
            for (way, expected) in ways.iter().zip(&expected) {
                prop_assert_eq!(way.len(), expected.steps);
                let weight = |step: &Step| network.neighbours(step.from).into_iter().find(|tie| tie.0 == step.to).unwrap().1;
                prop_assert!((way.iter().map(|step| 1.0 / weight(step)).sum::<f64>() - expected.wear).abs() < 1e-9);
                prop_assert_eq!((way[0].from.0, way[way.len() - 1].to.0), (from, to));
            }
            let distinct: BTreeSet<Vec<u32>> = ways.iter().map(|way| way.iter().map(|step| step.to.0).collect()).collect();
            prop_assert_eq!(distinct.len(), ways.len());
        }
    }
}
