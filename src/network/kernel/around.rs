//! What do the neighbours of each one add up to? Without writing the ties out.

use rayon::prelude::*;

use crate::network::rows::Rows;

/// So many nodes at least are one share of the work of a thread.
const SHARE: usize = 256;

/// For each node, in order, `value` of its neighbours, each once and in no particular order.
///
/// # Complexity
/// O(Σ k²) time over the sizes k of the events, shared by all threads; O(n) space for each.
pub(crate) fn over_neighbours<T: Send>(members: &Rows, memberships: &Rows, value: impl Fn(u32, &[u32]) -> T + Sync) -> Vec<T> {
    let n = memberships.n_rows();
    let scratch = || (vec![u32::MAX; n], Vec::new());
    let of = |(mark, near): &mut (Vec<u32>, Vec<u32>), node: u32| {
        near.clear();
        mark[node as usize] = node;
        for &event in memberships.row(node as usize) {
            for &other in members.row(event as usize) {
                if std::mem::replace(&mut mark[other as usize], node) != node {
                    near.push(other);
                }
            }
        }
        value(node, near)
    };
    (0..super::number(n)).into_par_iter().with_min_len(SHARE).map_init(scratch, of).collect()
}

/// Number of neighbours of each node.
pub(crate) fn degrees(members: &Rows, memberships: &Rows) -> Vec<u32> {
    over_neighbours(members, memberships, |_, near| super::number(near.len()))
}

/// Burt's constraint of each node: `Σ_v (p_uv + Σ_q p_uq p_qv)²` over the neighbours v, `p_uv` the share of u's strength that its
/// tie with v has.
///
/// The indirect shares are sums over the events of the neighbours: with `a_q = p_uq/s_q`, `Σ_q p_uq p_qv = Σ_e∋v w_e (Σ_q∈e a_q
/// − a_v)`.
///
/// # Complexity
/// O(Σ over the ties of the events of an end) time, shared by all threads; O(n + events) space for each.
pub(crate) fn constraint(members: &Rows, memberships: &Rows, weights: &[f64], strength: &[f64]) -> Vec<f64> {
    let (n, m) = (memberships.n_rows(), members.n_rows());
    let scratch = || Indirect { own: vec![0.0; n], near: Vec::new(), sums: vec![0.0; m], events: Vec::new() };
    let of = |scratch: &mut Indirect, node: u32| scratch.constraint((members, memberships, weights, strength), node);
    (0..super::number(n)).into_par_iter().with_min_len(SHARE).map_init(scratch, of).collect()
}

/// Counters of a thread, zero between two nodes.
struct Indirect {
    /// Weight of the tie with each neighbour.
    own: Vec<f64>,
    near: Vec<u32>,
    /// `w_e Σ a_q` of each event.
    sums: Vec<f64>,
    events: Vec<u32>,
}

impl Indirect {
    fn constraint(&mut self, lists: (&Rows, &Rows, &[f64], &[f64]), node: u32) -> f64 {
        let (members, memberships, weights, strength) = lists;
        for &event in memberships.row(node as usize) {
            for &other in members.row(event as usize).iter().filter(|&&other| other != node) {
                let own = &mut self.own[other as usize];
                if *own == 0.0 {
                    self.near.push(other);
                }
                *own += weights[event as usize];
            }
        }
        let all = strength[node as usize];
        for &other in &self.near {
            let share = self.own[other as usize] / all / strength[other as usize];
            for &event in memberships.row(other as usize) {
                let sum = &mut self.sums[event as usize];
                if *sum == 0.0 {
                    self.events.push(event);
                }
                *sum += weights[event as usize] * share;
            }
        }
        let mut constraint = 0.0;
        for &other in &self.near {
            let direct = self.own[other as usize] / all;
            let share = direct / strength[other as usize];
            let events = memberships.row(other as usize).iter();
            let indirect: f64 = events.map(|&event| self.sums[event as usize] - weights[event as usize] * share).sum();
            constraint += (direct + indirect) * (direct + indirect);
        }
        for other in self.near.drain(..) {
            self.own[other as usize] = 0.0;
        }
        for event in self.events.drain(..) {
            self.sums[event as usize] = 0.0;
        }
        constraint
    }
}
