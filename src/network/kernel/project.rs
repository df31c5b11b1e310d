//! Who is tied to whom, written out? For measures and exports that need each tie.

use crate::network::rows::Rows;

/// Every tie, from both of its ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ties {
    /// Node to its neighbours, sorted.
    pub(crate) neighbours: Rows,
    /// Weight of each tie, in the order of the items of `neighbours`.
    pub(crate) weights: Vec<f64>,
}

impl Ties {
    /// The neighbours of a node with the weights of the ties.
    pub(crate) fn of(&self, node: usize) -> impl Iterator<Item = (u32, f64)> {
        let range = self.neighbours.range(node);
        self.neighbours.row(node).iter().copied().zip(self.weights[range].iter().copied())
    }

    /// Number of ties, each counted once.
    pub(crate) fn n_ties(&self) -> usize {
        self.neighbours.n_items() / 2
    }
}

/// Every tie once, from its first end, in no particular order within a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Later {
    /// Node to its neighbours with higher numbers.
    pub(crate) neighbours: Rows,
    /// Weight of each tie.
    pub(crate) weights: Vec<f64>,
}

/// Every tie once: the sum of the weights of the events that two share, added up in the order of the events; those below
/// `least` are left out.
///
/// # Complexity
/// O(Σ k²/2) time over the sizes k of the events; O(n + ties) space.
pub(crate) fn later(members: &Rows, memberships: &Rows, weights: &[f64], least: f64) -> Later {
    let mut sums = vec![0.0; memberships.n_rows()];
    // How many members of each event have been done with; people come in order.
    let mut first = vec![0_usize; members.n_rows()];
    // At most so many ties; what is not needed is never touched.
    let room = members.iter().map(|row| row.len() * row.len().saturating_sub(1) / 2).sum();
    let mut later = Later { neighbours: Rows::with_capacity(memberships.n_rows(), room), weights: Vec::with_capacity(room) };
    let mut found: Vec<u32> = Vec::new();
    for events in memberships.iter() {
        for &event in events {
            first[event as usize] += 1;
            let weight = weights[event as usize];
            for &other in &members.row(event as usize)[first[event as usize]..] {
                let sum = &mut sums[other as usize];
                if *sum == 0.0 {
                    found.push(other);
                }
                *sum += weight;
            }
        }
        let mut kept = 0;
        for i in 0..found.len() {
            let other = found[i];
            let weight = std::mem::take(&mut sums[other as usize]);
            if weight >= least && weight > 0.0 {
                found[kept] = other;
                kept += 1;
                later.weights.push(weight);
            }
        }
        later.neighbours.push_row(&found[..kept]);
        found.clear();
    }
    later
}

impl Later {
    /// Both directions, each row sorted: two passes that move each tie to the row of its other end and back again.
    pub(crate) fn both_ways(&self) -> Ties {
        let n = self.neighbours.n_rows();
        let mut offsets = vec![0_usize; n + 1];
        for (row, i) in self.neighbours.iter().zip(0..) {
            offsets[i + 1] += row.len();
            for &other in row {
                offsets[other as usize + 1] += 1;
            }
        }
        for i in 0..n {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let n_items = offsets.last().copied().unwrap_or(0);
        let (mut items, mut weights) = (vec![0_u32; n_items], vec![0.0; n_items]);
        for (i, row) in (0_u32..).zip(self.neighbours.iter()) {
            let of_row = &self.weights[self.neighbours.range(i as usize)];
            for (&other, &weight) in row.iter().zip(of_row) {
                let at = &mut next[other as usize];
                (items[*at], weights[*at]) = (i, weight);
                *at += 1;
            }
        }
        let ends: Vec<usize> = next[..n].to_vec();
        for i in 0..n {
            for at in offsets[i]..ends[i] {
                let to = &mut next[items[at] as usize];
                (items[*to], weights[*to]) = (super::number(i), weights[at]);
                *to += 1;
            }
        }
        Ties { neighbours: Rows::from_parts(offsets, items), weights }
    }
}
