//! Do those with many ties keep to each other?

use super::{Network, cache::Lists, kernel::around};

/// Correlation of the degrees at the two ends of a tie, over all ties.
///
/// # Returns
/// A number from −1 (those with many ties appear with those with few) to 1 (like with like); `None` if all ends have the same
/// degree, or there is no tie.
///
/// # Complexity
/// O(Σ k²) time over the sizes k of the contexts, shared by all threads. The ties are not made.
///
/// # Example
/// ```
/// use plenary::network::{Network, assortativity};
///
/// assert_eq!(assortativity(&Network::from_lists([[1, 2], [1, 3], [1, 4]])), Some(-1.0));
/// ```
///
/// # Literature
/// M. E. J. Newman, «Assortative mixing in networks», Physical Review Letters 89 (2002) 208701; as in networkx.
#[must_use]
pub fn assortativity(network: &Network) -> Option<f64> {
    let Lists { members, memberships, .. } = network.shape();
    let degrees = network.degrees();
    let of = |near: &[u32]| near.iter().map(|&other| u128::from(degrees[other as usize])).sum::<u128>();
    let beside = around::over_neighbours(members, memberships, |_, near| of(near));
    // Whole numbers, so that equal degrees are seen to be equal.
    let (mut ends, mut sum, mut squares, mut products) = (0, 0, 0, 0);
    for (&degree, beside) in degrees.iter().zip(beside) {
        let k = u128::from(degree);
        ends += k;
        sum += k * k;
        squares += k * k * k;
        products += k * beside;
    }
    let spread = (ends * squares).checked_sub(sum * sum).filter(|&spread| spread > 0)?;
    let (both, apart) = (ends * products, sum * sum);
    let covariance = if both >= apart { (both - apart) as f64 } else { -((apart - both) as f64) };
    Some(covariance / spread as f64)
}
