//! What settles if everyone hands something on along the ties? Linear systems and leading vectors over the lists.
//!
//! `y = W x` takes two passes over the memberships and none over the ties: with `t(e) = w(e) Σ x(p)` over the members of e,
//! `y(v) = Σ t(e) − x(v) Σ w(e)` over the events of v.

use rayon::prelude::*;

use crate::network::rows::Rows;

/// So many rows are one share of the work of a thread; sums of shares are added in order, the same on any number of threads.
const SHARE: usize = 8192;

/// Whether one is tied to oneself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loops {
    /// Ties between different people only.
    Without,
    /// Each also by the weights of one's own events: B Bᵀ.
    With,
}

/// The weights of the ties as a matrix that is never written out.
pub(crate) struct Weights<'a> {
    members: &'a Rows,
    memberships: &'a Rows,
    /// Weight of each event.
    of_events: &'a [f64],
    /// For each node the weights of its events.
    own: Vec<f64>,
    /// Sum of the weights of each node's ties.
    strength: Vec<f64>,
}

impl<'a> Weights<'a> {
    /// The matrix of these lists; an event's weight is what it adds to the tie of any two of its members.
    pub(crate) fn new(members: &'a Rows, memberships: &'a Rows, weights: &'a [f64]) -> Self {
        let added: Vec<f64> =
            members.iter().zip(weights).map(|(row, weight)| weight * row.len().saturating_sub(1) as f64).collect();
        let mut own = vec![0.0; memberships.n_rows()];
        let mut strength = vec![0.0; memberships.n_rows()];
        for_rows(memberships, &mut own, |_, row| sum_of(row, weights));
        for_rows(memberships, &mut strength, |_, row| sum_of(row, &added));
        Self { members, memberships, of_events: weights, own, strength }
    }

    /// Sum of the weights of each node's ties: s.
    pub(crate) fn strength(&self) -> &[f64] {
        &self.strength
    }

    /// Number of nodes.
    pub(crate) fn n(&self) -> usize {
        self.own.len()
    }

    /// `y = W x`, and with loops `y = (W + diagonal of B Bᵀ) x`; `events` is room for one number for each event.
    fn multiply(&self, loops: Loops, x: &[f64], events: &mut [f64], y: &mut [f64]) {
        for_rows(self.members, events, |event, row| self.of_events[event] * sum_of(row, x));
        let events = &*events;
        match loops {
            Loops::Without => for_rows(self.memberships, y, |node, row| sum_of(row, events) - x[node] * self.own[node]),
            Loops::With => for_rows(self.memberships, y, |_, row| sum_of(row, events)),
        }
    }

    /// Room for one number for each event.
    pub(crate) fn room(&self) -> Vec<f64> {
        vec![0.0; self.members.n_rows()]
    }
}

/// Sets each value from the row of its number, on all threads if it is worth it.
pub(crate) fn for_rows(rows: &Rows, values: &mut [f64], value: impl Fn(usize, &[u32]) -> f64 + Sync) {
    let fill = |(share, values): (usize, &mut [f64])| {
        let first = share * SHARE;
        for (i, (to, row)) in values.iter_mut().zip(rows.range_of_rows(first)).enumerate() {
            *to = value(first + i, row);
        }
    };
    if values.len() <= 2 * SHARE {
        values.chunks_mut(SHARE).enumerate().for_each(fill);
    } else {
        values.par_chunks_mut(SHARE).enumerate().for_each(fill);
    }
}

/// `Σ x(i)` over the items of a row: two running sums, since additions wait for one another.
#[inline]
fn sum_of(row: &[u32], x: &[f64]) -> f64 {
    let mut sums = [0.0; 2];
    let (pairs, rest) = row.as_chunks::<2>();
    for pair in pairs {
        sums[0] += x[pair[0] as usize];
        sums[1] += x[pair[1] as usize];
    }
    for &item in rest {
        sums[0] += x[item as usize];
    }
    sums[0] + sums[1]
}

/// `Σ a(i) b(i)`, in shares and four running sums that are added in a fixed order.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let share = |(a, b): (&[f64], &[f64])| {
        let mut sums = [0.0; 4];
        let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
        for (a, b) in a.iter().zip(b) {
            for i in 0..4 {
                sums[i] += a[i] * b[i];
            }
        }
        sums.iter().sum::<f64>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f64>()
    };
    a.chunks(SHARE).zip(b.chunks(SHARE)).map(share).sum()
}

/// Steps at which an iteration is given up: then rounding keeps it from its tolerance.
const MAX_STEPS: usize = 400;

/// Solves `r = α W D⁻¹ r + b` for the walk along ties, D the strengths: conjugate gradients on the symmetric `(D − α W) x = b`,
/// `r = D x`, scaled by the diagonal. The residual of that system is that of r. Nodes without ties keep `b`.
///
/// # Returns
/// r with `‖r − exact‖₁ <= tolerance`, unless rounding sets in before.
///
/// # Complexity
/// A step is O(memberships); about 35 steps bring α = 0.85 to 1e-10.
///
/// # Literature
/// M. R. Hestenes, E. Stiefel, «Methods of conjugate gradients for solving linear systems», Journal of Research of the National
/// Bureau of Standards 49 (1952) 409.
pub(crate) fn solve_walk(matrix: &Weights<'_>, alpha: f64, b: f64, tolerance: f64) -> Vec<f64> {
    let n = matrix.n();
    let inverse: Vec<f64> = matrix.strength.iter().map(|&s| if s > 0.0 { 1.0 / s } else { 0.0 }).collect();
    let diagonal: Vec<f64> = matrix.strength.iter().zip(&matrix.own).map(|(s, own)| s + alpha * own).collect();
    let mut left: Vec<f64> = inverse.iter().map(|&i| if i > 0.0 { b } else { 0.0 }).collect();
    let mut direction: Vec<f64> = inverse.iter().map(|i| i * b).collect();
    let mut solution = vec![0.0; n];
    let mut moved = vec![0.0; n];
    let mut events = matrix.room();
    let mut norm = dot(&left, &direction);
    for _ in 0..MAX_STEPS {
        for_rows(matrix.members, &mut events, |event, row| alpha * matrix.of_events[event] * sum_of(row, &direction));
        for_rows(matrix.memberships, &mut moved, |node, row| diagonal[node] * direction[node] - sum_of(row, &events));
        let curvature = dot(&direction, &moved);
        if norm <= 0.0 || curvature <= 0.0 {
            break;
        }
        let [next, residual] = advance(&mut solution, &mut left, (&direction, &moved, &inverse), norm / curvature);
        if residual / (1.0 - alpha) <= tolerance {
            break;
        }
        let turn = next / norm;
        for ((d, l), i) in direction.iter_mut().zip(&left).zip(&inverse) {
            *d = l * i + turn * *d;
        }
        norm = next;
    }
    let tied = solution.iter().zip(&matrix.strength);
    tied.map(|(x, &s)| if s > 0.0 { x * s } else { b }).collect()
}

/// One step of conjugate gradients: the new square of the residual in the scale of the diagonal, and the sum of its absolutes.
fn advance(solution: &mut [f64], left: &mut [f64], fixed: (&[f64], &[f64], &[f64]), step: f64) -> [f64; 2] {
    let (direction, moved, inverse) = fixed;
    let mut totals = [0.0; 2];
    for first in (0..solution.len()).step_by(SHARE) {
        let range = first..(first + SHARE).min(solution.len());
        let (mut square, mut absolute) = ([0.0; 4], [0.0; 4]);
        let rows = solution[range.clone()].iter_mut().zip(&mut left[range.clone()]);
        let fixed = direction[range.clone()].iter().zip(&moved[range.clone()]).zip(&inverse[range]);
        for (i, ((x, l), ((d, m), inverse))) in rows.zip(fixed).enumerate() {
            *x += step * d;
            *l -= step * m;
            square[i % 4] += *l * *l * inverse;
            absolute[i % 4] += l.abs();
        }
        totals[0] += square.iter().sum::<f64>();
        totals[1] += absolute.iter().sum::<f64>();
    }
    totals
}

/// Vectors kept before an iteration starts over from the best it has found.
const KEPT: usize = 40;
/// Times it may start over.
const ROUNDS: usize = 200;

/// The leading vector of W as grown from equal values, by Lanczos' method; of length 1, and 0 if there are no ties.
///
/// # Complexity
/// A step is O(memberships + n); some 25 steps are usual, after 40 it starts over. O(40 n) space.
///
/// # Literature
/// C. Lanczos, «An iteration method for the solution of the eigenvalue problem», Journal of Research of the National Bureau of
/// Standards 45 (1950) 255; B. N. Parlett, «The symmetric eigenvalue problem» (1998) ch. 13.
pub(crate) fn leading_vector(matrix: &Weights<'_>, loops: Loops, tolerance: f64) -> Vec<f64> {
    let n = matrix.n();
    let entries = if loops == Loops::With { &matrix.own } else { &matrix.strength };
    if entries.iter().all(|&entry| entry <= 0.0) {
        return vec![0.0; n];
    }
    let mut x = vec![1.0 / (n as f64).sqrt(); n];
    for _ in 0..ROUNDS {
        let (next, is_good) = lanczos(matrix, loops, &x, tolerance);
        x = next;
        if is_good {
            break;
        }
    }
    // The leading vector of a matrix without negative entries has none; rounding may leave some below 0.
    for value in &mut x {
        *value = value.max(0.0);
    }
    x
}

/// One round: the best vector of the space spanned by x, Wx, W²x, …, and whether it is good enough.
fn lanczos(matrix: &Weights<'_>, loops: Loops, start: &[f64], tolerance: f64) -> (Vec<f64>, bool) {
    let n = start.len();
    let mut basis = vec![start.to_vec()];
    let (mut diagonal, mut beside): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
    let mut events = matrix.room();
    loop {
        let k = basis.len();
        let mut next = vec![0.0; n];
        matrix.multiply(loops, &basis[k - 1], &mut events, &mut next);
        let own = dot(&next, &basis[k - 1]);
        diagonal.push(own);
        for (value, v) in next.iter_mut().zip(&basis[k - 1]) {
            *value -= own * v;
        }
        if let (Some(&before), Some(earlier)) = (beside.last(), k.checked_sub(2).and_then(|i| basis.get(i))) {
            for (value, v) in next.iter_mut().zip(earlier) {
                *value -= before * v;
            }
        }
        let length = dot(&next, &next).sqrt();
        let scale = diagonal.iter().fold(0.0_f64, |most, d| most.max(d.abs())).max(length);
        let ended = length <= 1e-14 * scale || k == KEPT || k == n;
        if ended || k % 4 == 0 {
            let (value, vector) = super::tridiagonal::largest(&diagonal, &beside);
            // The residual of the vector is the last entry times what is left.
            let is_good = length * vector[k - 1].abs() <= tolerance * value.abs() || length <= 1e-14 * scale;
            if ended || is_good {
                return (combined(&basis, &vector), is_good);
            }
        }
        for value in &mut next {
            *value /= length;
        }
        beside.push(length);
        basis.push(next);
    }
}

/// The sum of the vectors with these weights, of length 1.
fn combined(basis: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let mut x = vec![0.0; basis[0].len()];
    for (vector, weight) in basis.iter().zip(weights) {
        for (value, v) in x.iter_mut().zip(vector) {
            *value += weight * v;
        }
    }
    let length = dot(&x, &x).sqrt();
    let sign = if x.iter().sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    for value in &mut x {
        *value *= sign / length;
    }
    x
}

/// The largest eigenvalue that belongs to a vector of length 1: `xᵀ W x`.
pub(crate) fn eigenvalue(matrix: &Weights<'_>, x: &[f64]) -> f64 {
    let mut y = vec![0.0; x.len()];
    matrix.multiply(Loops::Without, x, &mut matrix.room(), &mut y);
    dot(x, &y)
}

/// Solves `(I − α W) x = 1` by conjugate gradients; α must be below one over the largest eigenvalue.
///
/// # Complexity
/// A step is O(memberships); their number grows as α nears its limit, some 50 at 0.85 of it.
pub(crate) fn solve_katz(matrix: &Weights<'_>, alpha: f64, tolerance: f64) -> Vec<f64> {
    let n = matrix.n();
    let ones = vec![1.0; n];
    let (mut x, mut left, mut direction, mut moved) = (vec![0.0; n], ones.clone(), ones.clone(), vec![0.0; n]);
    let mut events = matrix.room();
    let first = dot(&left, &left);
    let mut norm = first;
    for _ in 0..MAX_STEPS {
        if norm <= first * tolerance * tolerance {
            break;
        }
        matrix.multiply(Loops::Without, &direction, &mut events, &mut moved);
        for (m, d) in moved.iter_mut().zip(&direction) {
            *m = d - alpha * *m;
        }
        let curvature = dot(&direction, &moved);
        if curvature <= 0.0 {
            break;
        }
        let [next, _] = advance(&mut x, &mut left, (&direction, &moved, &ones), norm / curvature);
        let turn = next / norm;
        for (d, l) in direction.iter_mut().zip(&left) {
            *d = l + turn * *d;
        }
        norm = next;
    }
    x
}
