//! How far is everyone from all others? What the sums of distances say of each node.

use super::Network;

/// Sums over the distances from a node.
pub(super) struct Distances {
    /// Sum of the steps to those who were searched from.
    pub(super) steps: u64,
    /// Sum of one over the steps.
    pub(super) inverse: f64,
    /// Number of those.
    pub(super) searched: u64,
    /// Number of all others within reach.
    pub(super) in_reach: u64,
}

/// For each node, in order: `value` of its sums; 0 for one without ties.
pub(super) fn by_distances(network: &Network, value: impl Fn(&Distances) -> f64) -> Vec<f64> {
    let (folded, reach) = (network.folded(), network.reach());
    let of = |(steps, near): (&u64, &u64), searched: u64, in_reach: u64| {
        value(&Distances { steps: *steps, inverse: *near as f64 * reach.unit, searched, in_reach })
    };
    let (mut core, mut guests) = (Vec::with_capacity(folded.n_core()), Vec::with_capacity(folded.n_events()));
    // Parts stand one after the other.
    for part in &folded.parts {
        let range = part.core.start as usize..part.core.end as usize;
        let sums = reach.far.core[range.clone()].iter().zip(&reach.near.core[range.clone()]);
        core.extend(sums.zip(&reach.others.core[range]).map(|(sums, &searched)| of(sums, searched, part.n_people - 1)));
        let range = part.events.start as usize..part.events.end as usize;
        let sums = reach.far.guests[range.clone()].iter().zip(&reach.near.guests[range.clone()]);
        guests.extend(sums.zip(&reach.others.guests[range]).map(|(sums, &searched)| of(sums, searched, part.n_people - 1)));
    }
    folded.unfold(&core, &guests, 0.0)
}
