//! Without whom would the network fall apart?

use crate::network::rows::Rows;

/// Nodes and events that hold parts together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cuts {
    /// Whether a part falls apart without this node.
    pub(crate) is_cut: Vec<bool>,
    /// Ties without which a part falls apart, in order: the smaller end first.
    pub(crate) bridges: Vec<(u32, u32)>,
}

const UNSEEN: u32 = u32::MAX;

/// Articulation points and bridges of the network, by one depth-first search over people and events.
///
/// A person cuts the network of people where they cut that of people and events; a tie is a bridge if it is all that an event of
/// two makes and both its ends hang together by that event alone.
///
/// # Complexity
/// O(n + memberships) time and space.
///
/// # Literature
/// J. Hopcroft, R. Tarjan, «Algorithm 447: efficient algorithms for graph manipulation», Communications of the ACM 16 (1973) 372.
pub(crate) fn cuts(members: &Rows, memberships: &Rows) -> Cuts {
    let (n, m) = (memberships.n_rows(), members.n_rows());
    let mut search = Search {
        members,
        memberships,
        order: vec![UNSEEN; n + m],
        low: vec![UNSEEN; n + m],
        next: vec![0; n + m],
        stack: Vec::new(),
        found: 0,
        is_cut: vec![false; n],
        is_loose: vec![0; m],
        is_double: doubles(members),
    };
    for root in 0..n {
        if search.order[root] == UNSEEN {
            search.from(root);
        }
    }
    let twos = members.iter().zip(&search.is_loose).filter(|&(row, &loose)| row.len() == 2 && loose == 2);
    let mut bridges: Vec<(u32, u32)> = twos.map(|(row, _)| (row[0], row[1])).collect();
    bridges.sort_unstable();
    Cuts { is_cut: search.is_cut, bridges }
}

/// People are numbered 0..n, events from n on.
struct Search<'a> {
    members: &'a Rows,
    memberships: &'a Rows,
    /// When each was found.
    order: Vec<u32>,
    /// The first that is reached from below without the way that was come.
    low: Vec<u32>,
    /// How many of the neighbours have been looked at.
    next: Vec<u32>,
    /// The way to the one at hand.
    stack: Vec<u32>,
    found: u32,
    is_cut: Vec<bool>,
    /// For each event how many of its memberships are the only way.
    is_loose: Vec<u8>,
    /// Events of two who also met alone at an earlier one: they tie nobody anew.
    is_double: Vec<bool>,
}

fn doubles(members: &Rows) -> Vec<bool> {
    let twos = members.iter().zip(0_usize..).filter(|(row, _)| row.len() == 2);
    let mut twos: Vec<(&[u32], usize)> = twos.collect();
    twos.sort_unstable();
    let mut is_double = vec![false; members.n_rows()];
    for pair in twos.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        is_double[pair[1].1] = true;
    }
    is_double
}

impl Search<'_> {
    fn neighbours(&self, at: usize) -> &[u32] {
        let n = self.memberships.n_rows();
        if at < n { self.memberships.row(at) } else { self.members.row(at - n) }
    }

    fn from(&mut self, root: usize) {
        let n = self.memberships.n_rows();
        self.enter(root);
        let mut below_root = 0;
        while let Some(&at) = self.stack.last() {
            let at = at as usize;
            let step = self.next[at] as usize;
            if let Some(&other) = self.neighbours(at).get(step) {
                self.next[at] += 1;
                let other = if at < n { other as usize + n } else { other as usize };
                if at < n && self.is_double[other - n] {
                    continue;
                }
                if self.order[other] == UNSEEN {
                    // An event of one holds nobody.
                    below_root += usize::from(at == root && self.members.row(other - n).len() > 1);
                    self.enter(other);
                } else if self.stack.len() < 2 || self.stack[self.stack.len() - 2] as usize != other {
                    self.low[at] = self.low[at].min(self.order[other]);
                }
                continue;
            }
            self.stack.pop();
            if let Some(&above) = self.stack.last() {
                self.leave(above as usize, at, root);
            }
        }
        self.is_cut[root] = below_root > 1;
    }

    fn enter(&mut self, at: usize) {
        self.order[at] = self.found;
        self.low[at] = self.found;
        self.found += 1;
        self.stack.push(super::number(at));
    }

    fn leave(&mut self, above: usize, at: usize, root: usize) {
        let n = self.memberships.n_rows();
        self.low[above] = self.low[above].min(self.low[at]);
        if above < n && above != root && self.low[at] >= self.order[above] && self.members.row(at - n).len() > 1 {
            self.is_cut[above] = true;
        }
        if self.low[at] > self.order[above] {
            let event = above.max(at) - n;
            self.is_loose[event] = self.is_loose[event].saturating_add(1);
        }
    }
}
