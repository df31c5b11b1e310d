//! What will a calculation cost? Told before it starts, so that nobody waits for what will not fit.

use super::Network;

/// What a calculation needs, roughly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// Bytes beyond those of the network itself.
    pub bytes: u64,
    /// Processor time in milliseconds, on a machine of 2025.
    pub milliseconds: u64,
}

/// What the calculation of a measure needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// A few passes over the memberships.
    Memberships,
    /// Every pair at every event.
    Pairs,
    /// The ties themselves.
    Ties,
    /// Searches from everyone, hundreds at once.
    Distances,
    /// Searches from everyone with path counts, a few at once.
    Paths,
}

/// Bytes of a tie, which is kept from both ends: two numbers and two weights, and once more while they are sorted.
const TIE_BYTES: u64 = 36;
/// Passes of an iteration.
const PASSES: u64 = 40;
/// Steps from one end of a part to the other, where they are not known.
const STEPS: u64 = 7;

impl Network {
    /// What `cost` means for this network on so many threads.
    ///
    /// Counted, not tried: the constants were measured once, and times may be off by a factor of three.
    #[must_use]
    pub fn estimate(&self, cost: Cost, threads: usize) -> Estimate {
        let (n, m) = (self.len() as u64, self.contexts().len() as u64);
        let z = self.n_memberships() as u64;
        let sizes = self.incidence.members.iter().map(|row| row.len() as u64);
        let pairs: u64 = sizes.map(|k| k * k.saturating_sub(1) / 2).sum();
        let sources = self.sample().map_or(n, |sample| n.min(sample.size as u64));
        let threads = threads as u64;
        let nanoseconds = |work: u64, each: u64| work.saturating_mul(each) / 1_000_000;
        match cost {
            Cost::Memberships => Estimate { bytes: 8 * (PASSES * n + m), milliseconds: nanoseconds(PASSES * z, 4) },
            Cost::Pairs => Estimate { bytes: 8 * (n + m) * threads, milliseconds: nanoseconds(pairs, 20) },
            Cost::Ties => Estimate { bytes: TIE_BYTES * pairs, milliseconds: nanoseconds(pairs, 40) },
            Cost::Distances => Estimate {
                bytes: (64 + 18) * (n + m) * threads,
                milliseconds: nanoseconds(sources.div_ceil(512) * z * 2 * STEPS, 3),
            },
            Cost::Paths => {
                let searches = sources.div_ceil(16).saturating_mul(8 * z);
                // A line of 128 bytes each, and the steps of shortest ways that are kept for the way back.
                Estimate { bytes: (140 * (n + m) + 100 * z) * threads, milliseconds: nanoseconds(searches, 6) }
            }
        }
    }

    /// Number of memberships: who was where, each pair once.
    #[must_use]
    pub fn n_memberships(&self) -> usize {
        self.incidence.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Sample;

    #[test]
    fn more_is_estimated_to_cost_more() {
        let lists =
            |n: u32| (0..n).map(|e: u32| (0..50).map(move |i| (e * 7 + i * 13) % n).collect::<Vec<u32>>()).collect::<Vec<_>>();
        let [small, large] = [200, 4000].map(|n| Network::from_lists(lists(n)));
        for cost in [Cost::Memberships, Cost::Pairs, Cost::Ties, Cost::Distances, Cost::Paths] {
            let (few, many) = (small.estimate(cost, 1), large.estimate(cost, 1));
            assert!(few.bytes < many.bytes && few.milliseconds <= many.milliseconds, "{cost:?}: {few:?} {many:?}");
            assert!(many.milliseconds > 0, "{cost:?}");
        }
        let sampled = large.clone().sampled(Sample { size: 100, seed: 1 });
        assert!(sampled.estimate(Cost::Paths, 1).milliseconds < large.estimate(Cost::Paths, 1).milliseconds / 10);
    }
}
