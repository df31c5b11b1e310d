//! Into which parts does the network fall that have nobody in common?

use crate::network::rows::Rows;

/// For each of `n` nodes the first node of its part.
///
/// # Complexity
/// Almost O(n + memberships): union-find with path halving, the smaller number as the root.
///
/// # Literature
/// R. E. Tarjan, J. van Leeuwen, «Worst-case analysis of set union algorithms», Journal of the ACM 31 (1984) 245.
pub(crate) fn first_of_part(members: &Rows, n: usize) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..super::number(n)).collect();
    for row in members.iter() {
        let Some((&first, rest)) = row.split_first() else { continue };
        let mut root = root(&mut parent, first);
        for &node in rest {
            root = join(&mut parent, root, node);
        }
    }
    // Roots come before those below them, so one pass in order is enough.
    for node in 0..n {
        parent[node] = parent[parent[node] as usize];
    }
    parent
}

/// Joins a part, of which the root is given, with that of a node; returns the root of both.
#[inline]
fn join(parent: &mut [u32], a: u32, node: u32) -> u32 {
    let b = root(parent, node);
    parent[a.max(b) as usize] = a.min(b);
    a.min(b)
}

#[inline]
fn root(parent: &mut [u32], mut node: u32) -> u32 {
    while parent[node as usize] != node {
        let grandparent = parent[parent[node as usize] as usize];
        parent[node as usize] = grandparent;
        node = grandparent;
    }
    node
}
