//! Which pairs met more than once? The few ties that the lists count too often.

#![expect(clippy::inline_always, reason = "what is not inlined is not compiled for the wider registers")]

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

impl Repeats {
    /// Counts the shared events of all pairs of the core.
    ///
    /// # Complexity
    /// O(Σ k²) time over the core members k of each event, O(core + pairs) space.
    pub(crate) fn new(folded: &Folded) -> Self {
        let n = folded.n_core();
        let mut count = vec![0_u32; n];
        let mut first = vec![0_usize; folded.n_events()];
        let mut pairs: Vec<(u32, u32, u32)> = Vec::new();
        let mut degree = vec![0_usize; n + 1];
        for (events, person) in folded.memberships.iter().zip(0_u32..) {
            let start = pairs.len();
            for &event in events {
                let members = folded.members.row(event as usize);
                // People come in order, so that the members up to this one are done with.
                let next = &mut first[event as usize];
                *next += 1;
                for &other in &members[*next..] {
                    let times = &mut count[other as usize];
                    *times += 1;
                    if *times == 2 {
                        pairs.push((person, other, 0));
                    }
                }
            }
            for pair in &mut pairs[start..] {
                pair.2 = count[pair.1 as usize] - 1;
                degree[person as usize + 1] += 1;
                degree[pair.1 as usize + 1] += 1;
            }
            for &event in events {
                for &other in &folded.members.row(event as usize)[first[event as usize]..] {
                    count[other as usize] = 0;
                }
            }
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
