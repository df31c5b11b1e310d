//! Which pairs met more than once? The few ties that the lists count too often.

#![expect(clippy::inline_always, reason = "what is not inlined is not compiled for the wider registers")]

use rayon::prelude::*;

use super::fold::Folded;
use crate::network::rows::Rows;

/// The pairs of core positions that share two or more events: C of the module's documentation.
#[derive(Clone, Debug)]
pub(crate) struct Repeats {
    /// Core position to those it shares more than one event with.
    pub(crate) others: Rows,
    /// For each of `others`, how many events beyond the first.
    pub(crate) extra: Vec<u32>,
}

/// People who are one share of the work of a thread.
const SHARE: usize = 512;

impl Repeats {
    /// Counts the shared events of all pairs of the core.
    ///
    /// # Complexity
    /// O(Σ k²) time over the core members k of each event, shared by all threads; O(core) space for each, O(pairs) in all.
    pub(crate) fn new(folded: &Folded) -> Self {
        let n = folded.n_core();
        let firsts: Vec<usize> = (0..n).step_by(SHARE).collect();
        let of_share = |count: &mut Vec<u32>, &first: &usize| {
            let mut pairs = Vec::new();
            for person in first..(first + SHARE).min(n) {
                count_with_later(folded, person, count, &mut pairs);
            }
            pairs
        };
        let shares: Vec<Vec<_>> = firsts.par_iter().map_init(|| vec![0; n], of_share).collect();
        let pairs = shares.concat();
        let mut degree = vec![0_usize; n + 1];
        for &(a, b, _) in &pairs {
            degree[a as usize + 1] += 1;
            degree[b as usize + 1] += 1;
        }
        Self::from_pairs(&pairs, degree)
    }

    /// Both directions of each pair; `offsets` holds the length of row `i` at `i + 1`.
    fn from_pairs(pairs: &[(u32, u32, u32)], mut offsets: Vec<usize>) -> Self {
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let mut next = offsets.clone();
        let mut items = vec![0; 2 * pairs.len()];
        let mut extra = vec![0; 2 * pairs.len()];
        for &(a, b, times) in pairs {
            for (from, to) in [(a, b), (b, a)] {
                let at = &mut next[from as usize];
                items[*at] = to;
                extra[*at] = times;
                *at += 1;
            }
        }
        Self { others: Rows::from_parts(offsets, items), extra }
    }

    /// Those whom `person` met again, and how often.
    #[inline(always)]
    pub(crate) fn of(&self, person: usize) -> impl ExactSizeIterator<Item = (u32, u32)> + Clone + '_ {
        let range = self.others.range(person);
        self.others.row(person).iter().copied().zip(self.extra[range].iter().copied())
    }
}

/// Adds those with higher numbers whom a person met again, and how many events beyond the first; `count` is all zero before and
/// after.
fn count_with_later(folded: &Folded, person: usize, count: &mut [u32], pairs: &mut Vec<(u32, u32, u32)>) {
    let this = super::number(person);
    let later = |event: &u32| {
        let members = folded.members.row(*event as usize);
        &members[members.partition_point(|&member| member <= this)..]
    };
    let (start, events) = (pairs.len(), folded.memberships.row(person));
    for &other in events.iter().flat_map(later) {
        let times = &mut count[other as usize];
        *times += 1;
        if *times == 2 {
            pairs.push((this, other, 0));
        }
    }
    for pair in &mut pairs[start..] {
        pair.2 = count[pair.1 as usize] - 1;
    }
    for &other in events.iter().flat_map(later) {
        count[other as usize] = 0;
    }
}
