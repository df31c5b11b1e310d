//! The ties as a matrix: what flows from all nodes to all others in one step?

use super::{Network, cache::Lists, kernel::spectral::Weights};

impl Network {
    /// The weights of the ties as a matrix W, with `W[v][u]` the weight of the tie between v and u.
    ///
    /// Without ties left out, W is the incidence times its transpose without the diagonal: a product with it takes two passes over
    /// the memberships instead of one over the ties, which are many more (an event of k people is k memberships and k (k − 1) / 2
    /// ties).
    pub(super) fn matrix(&self) -> Weights<'_> {
        let Lists { members, memberships, weights } = self.weighted();
        Weights::new(members, memberships, weights)
    }
}
