//! Page rank: who appears much with those who themselves appear much?

use super::{Network, product::multiply, strength};

/// Chance of following a tie rather than jumping anywhere: d of the paper.
const DAMPING: f64 = 0.85;
/// Bound on the sum of all errors of the result.
const TOLERANCE: f64 = 1e-10;
/// Each step shrinks the error by the damping, from 2 at most: 147 steps reach the tolerance, the rest is for rounding.
const MAX_STEPS: usize = 200;

/// Where one who walks at random along ties, chosen by weight, and now and then jumps to anyone, is found how often.
///
/// `r(v) = (1 − d)/n + d · (Σ_u r(u) w(u,v) / s(u) + D/n)`, where d is the damping, s the strength, and D the rank of the
/// nodes without ties, whose walkers jump to anyone. Solved by power iteration from 1/n, until the sum of all errors is
/// certainly below 1e-10: a step that moves by m leaves an error of at most m d/(1 − d).
///
/// # Returns
/// For each node, in order, a number above 0; all together are 1.
///
/// # Complexity
/// At most 200 steps of O(n + memberships) time (with weak ties left out: of O(n + ties)); O(n) space.
///
/// # Example
/// ```
/// use plenary::network::{Network, pagerank};
///
/// let rank = pagerank(&Network::from_lists([[1, 2], [2, 3]]));
/// assert!(rank[1] > rank[0] && (rank.iter().sum::<f64>() - 1.0).abs() < 1e-9);
/// ```
///
/// # Literature
/// S. Brin, L. Page, «The anatomy of a large-scale hypertextual Web search engine», Computer Networks 30 (1998) 107;
/// weights and nodes without ties as in networkx.
#[must_use]
pub fn pagerank(network: &Network) -> Vec<f64> {
    let n = network.len() as f64;
    let strength = strength(network);
    let mut rank = vec![1.0 / n; network.len()];
    for _ in 0..MAX_STEPS {
        let outflow: Vec<f64> = rank.iter().zip(&strength).map(|(&r, &s)| if s > 0.0 { r / s } else { 0.0 }).collect();
        let stranded: f64 = rank.iter().zip(&strength).filter(|&(_, &s)| s <= 0.0).map(|(&r, _)| r).sum();
        let base = (1.0 - DAMPING) / n + DAMPING * stranded / n;
        let next: Vec<f64> = multiply(network, &outflow).into_iter().map(|flow| base + DAMPING * flow).collect();
        let moved: f64 = next.iter().zip(&rank).map(|(new, old)| (new - old).abs()).sum();
        rank = next;
        if moved * DAMPING / (1.0 - DAMPING) <= TOLERANCE {
            break;
        }
    }
    rank
}
