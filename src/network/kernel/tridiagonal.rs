//! What is the largest eigenvalue of a small tridiagonal matrix, and its vector?

/// The largest eigenvalue of the symmetric matrix with this diagonal and these entries beside it, and its vector of length 1.
///
/// The value by halving the interval of Gershgorin with Sturm's count, the vector by inverse iteration.
pub(crate) fn largest(diagonal: &[f64], beside: &[f64]) -> (f64, Vec<f64>) {
    let k = diagonal.len();
    let radius = |i: usize| {
        i.checked_sub(1).and_then(|j| beside.get(j)).map_or(0.0, |b: &f64| b.abs()) + beside.get(i).map_or(0.0, |b| b.abs())
    };
    let mut low = (0..k).map(|i| diagonal[i] - radius(i)).fold(f64::INFINITY, f64::min);
    let mut high = (0..k).map(|i| diagonal[i] + radius(i)).fold(f64::NEG_INFINITY, f64::max);
    let size = low.abs().max(high.abs()).max(f64::MIN_POSITIVE);
    while high - low > 4.0 * f64::EPSILON * size {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if has_larger(diagonal, beside, middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    let value = high;
    // A little above the value, so that the system can be solved; its solution is dominated by the vector.
    let shift = value + size * 8.0 * f64::EPSILON;
    let mut vector = vec![1.0 / (k as f64).sqrt(); k];
    for _ in 0..3 {
        vector = solved(diagonal, beside, shift, &vector);
    }
    (value, vector)
}

/// Whether an eigenvalue lies above `x`: some pivot of the matrix minus x is positive.
fn has_larger(diagonal: &[f64], beside: &[f64], x: f64) -> bool {
    let mut pivot = 1.0;
    for (i, d) in diagonal.iter().enumerate() {
        let b = if i == 0 { 0.0 } else { beside[i - 1] };
        pivot = d - x - b * b / pivot;
        if pivot > 0.0 {
            return true;
        }
        if pivot == 0.0 {
            pivot = -f64::MIN_POSITIVE;
        }
    }
    false
}

/// The solution of (shift − T) y = x, made of length 1. All pivots are positive, so none need be exchanged.
fn solved(diagonal: &[f64], beside: &[f64], shift: f64, x: &[f64]) -> Vec<f64> {
    let k = diagonal.len();
    let mut pivots = vec![0.0; k];
    let mut y = x.to_vec();
    for i in 0..k {
        pivots[i] = shift - diagonal[i];
        if i > 0 {
            let factor = beside[i - 1] / pivots[i - 1];
            pivots[i] -= factor * beside[i - 1];
            y[i] += factor * y[i - 1];
        }
        pivots[i] = pivots[i].max(f64::MIN_POSITIVE.sqrt());
    }
    for i in (0..k).rev() {
        if i + 1 < k {
            y[i] += beside[i] * y[i + 1];
        }
        y[i] /= pivots[i];
        if !y[i].is_finite() {
            y[i] = f64::MAX.sqrt().sqrt();
        }
    }
    let most = y.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
    let length = y.iter().map(|v| v / most * (v / most)).sum::<f64>().sqrt() * most;
    y.into_iter().map(|v| v / length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_of_a_chain_is_known() {
        // A chain of k nodes: 2 cos(π/(k + 1)), and a half wave of a sine.
        for k in [1_usize, 2, 3, 10, 40] {
            let (value, vector) = largest(&vec![0.0; k], &vec![1.0; k - 1]);
            let angle = std::f64::consts::PI / (k + 1) as f64;
            assert!((value - 2.0 * angle.cos()).abs() < 1e-14, "{k}: {value}");
            let scale = (2.0 / (k + 1) as f64).sqrt();
            for (i, v) in vector.iter().enumerate() {
                assert!((v - scale * (angle * (i + 1) as f64).sin()).abs() < 1e-12, "{k}: {vector:?}");
            }
        }
    }
}
