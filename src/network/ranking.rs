//! Who comes first by a measure, and what made it so?

use serde::Serialize;

use super::{Measure, Network, incidence::Context};
use crate::model::EntityIdx;

/// So many contexts are given as reasons for a rank.
const REASONS: usize = 3;

/// One who comes high by a measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rank {
    /// From 1 on; those of equal value share a rank.
    pub rank: usize,
    /// Who.
    pub entity: EntityIdx,
    /// Value of the measure.
    pub value: f64,
    /// What brought this one together with most others, at most three, the largest first.
    pub why: Vec<Why>,
}

/// A reason for a rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// Where others were too.
    pub context: Context,
    /// How many others.
    pub others: usize,
}

/// The `top` nodes by a measure, the highest first, those of equal value by path.
///
/// Values count as equal if they agree to twelve places after the point, since the last digits of a sum depend on its order.
///
/// # Example
/// ```
/// use plenary::network::{Measure, Network, ranking};
///
/// let network = Network::from_lists([vec![1, 2, 3], vec![3, 4]]);
/// let first = &ranking(&network, Measure::named("degree").unwrap(), 1)[0];
/// assert_eq!((first.entity.0, first.value, first.why[0].others), (3, 3.0, 2));
/// ```
#[must_use]
pub fn ranking(network: &Network, measure: &Measure, top: usize) -> Vec<Rank> {
    ranked(network, &(measure.compute)(network), top)
}

/// The same for values that are known, one for each node in order.
#[must_use]
pub fn ranked(network: &Network, values: &[f64], top: usize) -> Vec<Rank> {
    let coarse = |value: f64| (value * 1e12).round();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| coarse(values[b]).total_cmp(&coarse(values[a])).then(a.cmp(&b)));
    let mut ranks: Vec<Rank> = Vec::new();
    for (node, place) in order.into_iter().zip(1..).take(top) {
        let value = values[node];
        let rank = match ranks.last() {
            Some(last) if coarse(last.value).total_cmp(&coarse(value)).is_eq() => last.rank,
            _ => place,
        };
        ranks.push(Rank { rank, entity: network.nodes()[node], value, why: reasons(network, node) });
    }
    ranks
}

fn reasons(network: &Network, node: usize) -> Vec<Why> {
    let incidence = &network.incidence;
    let contexts = incidence
        .memberships
        .row(node)
        .iter()
        .map(|&c| Why { context: incidence.contexts[c as usize], others: incidence.members.row(c as usize).len() - 1 });
    let mut reasons: Vec<Why> = contexts.filter(|why| why.others > 0).collect();
    reasons.sort_by_key(|why| (usize::MAX - why.others, why.context));
    if network.is_given() {
        // All are with one other: the strongest first.
        let weight = |why: &Why| incidence.contexts.binary_search(&why.context).map_or(0.0, |c| network.weights[c]);
        reasons.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    }
    reasons.truncate(REASONS);
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_share_a_rank_and_stand_in_order_of_path() {
        let network = Network::from_lists([vec![1, 2, 3], vec![4, 5], vec![3, 4], vec![9]]);
        let ranks = ranking(&network, Measure::named("degree").unwrap(), 5);
        let lines: Vec<_> = ranks.iter().map(|rank| (rank.rank, rank.entity.0, rank.why.len())).collect();
        assert_eq!(lines, [(1, 3, 2), (2, 1, 1), (2, 2, 1), (2, 4, 2), (5, 5, 1)]);
        assert_eq!(ranks[0].why[0], Why { context: Context::Event(EntityIdx(0)), others: 2 });
        assert_eq!(ranking(&network, Measure::named("degree").unwrap(), 99).len(), 6);
    }

    #[test]
    fn the_last_digits_do_not_decide() {
        let ranks = ranked(&Network::from_lists([[1, 2, 3]]), &[0.1 + 0.2, 0.3, 0.6 - 0.3], 3);
        assert_eq!(ranks.iter().map(|rank| (rank.rank, rank.entity.0)).collect::<Vec<_>>(), [(1, 1), (1, 2), (1, 3)]);
    }
}
