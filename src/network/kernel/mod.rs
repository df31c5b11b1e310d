//! The calculations that take time, on lists of numbers alone.
//!
//! Everyone at an event is tied to everyone else there, so a network of people is a union of cliques; the kernels work on the
//! lists of who was where, which are many times shorter than the ties. With A the ties (0 or 1), W their weights, B the
//! incidence of people and events: W = B Bᵀ without its diagonal, and A = W − C, where C holds the few pairs that shared more
//! than one event.

pub(crate) mod around;
pub(crate) mod brandes;
pub(crate) mod core;
pub(crate) mod cuts;
pub(crate) mod fold;
mod lanes;
pub(crate) mod leiden;
pub(crate) mod level;
pub(crate) mod parts;
pub(crate) mod project;
pub(crate) mod random;
pub(crate) mod reach;
pub(crate) mod repeats;
pub(crate) mod spectral;
pub(crate) mod triangles;
pub(crate) mod tridiagonal;

/// A position as a number of 32 bits: there are fewer than `2^32` nodes and events.
pub(crate) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
