//! Which pairs are compared at all, and what becomes of them?
//!
//! Members that share a key form a block. Within a block each set is compared with the few that lead it, not with all others, so
//! that the work grows with the number of keys and not with the square of anything. Blocks of telling keys go first, so that
//! weak ones meet sets of which much is known. Blocks, and members in them, come in an order that depends on their content only.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::xxh3_64;

use super::{
    cluster::{Compared, Groups},
    profile::Profile,
};
use crate::model::Reason;

/// So many sets of a block are compared with each further one.
const LEADERS: usize = 12;

/// Keys of members: how telling the key is (lowest first), its hash, the member.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    keys: Vec<(u8, u64, usize)>,
}

impl Blocks {
    /// The member has this key.
    pub(super) fn add(&mut self, rank: u8, key: &str, member: usize) {
        self.keys.push((rank, xxh3_64(key.as_bytes()), member));
    }

    fn sorted(mut self) -> Vec<(u8, u64, usize)> {
        self.keys.sort_unstable();
        self.keys.dedup();
        self.keys
    }
}

/// How a kind of entity is judged.
pub(super) struct Judge<'a> {
    /// All that speaks for or against two being one; none if something rules it out or nothing links them.
    pub(super) reasons: &'a dyn Fn(&Profile, &Profile) -> Option<Vec<Reason>>,
    /// The sum from which they are one.
    pub(super) enough: f64,
    /// The sum from which it is doubtful.
    pub(super) doubtful: f64,
}

/// Compares what shares a block, and joins what is one.
pub(super) fn settle(blocks: Blocks, judge: &Judge<'_>, profiles: &mut [Option<Profile>], groups: &mut Groups) {
    for block in blocks.sorted().chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        if block.len() < 2 {
            continue;
        }
        // Once more, for what the first round has brought together may now be known to be one.
        let mut rounds = 0;
        while one_block(block, judge, profiles, groups) && rounds < 2 {
            rounds += 1;
        }
    }
}

/// Whether anything was joined that was compared with something else before.
fn one_block(block: &[(u8, u64, usize)], judge: &Judge<'_>, profiles: &mut [Option<Profile>], groups: &mut Groups) -> bool {
    let mut leaders: Vec<usize> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut again = false;
    for &(_, _, member) in block {
        let root = groups.root(member);
        if !seen.insert(root) {
            continue;
        }
        let from = leaders.len().saturating_sub(LEADERS);
        let best = best_leader(root, &leaders[from..], judge, profiles, groups);
        match best {
            Some((leader, reasons)) => {
                again |= leaders.len() > 1;
                let joined = unite(leader, root, reasons, profiles, groups);
                seen.insert(joined);
                leaders.iter_mut().filter(|at| **at == leader).for_each(|at| *at = joined);
            }
            None => leaders.push(root),
        }
    }
    again
}

/// The leader for which most speaks, if it is enough. What is doubtful is noted.
fn best_leader(
    root: usize,
    leaders: &[usize],
    judge: &Judge<'_>,
    profiles: &[Option<Profile>],
    groups: &mut Groups,
) -> Option<(usize, Vec<Reason>)> {
    let mut best: Option<(f64, usize, Vec<Reason>)> = None;
    for &leader in leaders {
        let (Some(a), Some(b)) = (&profiles[leader], &profiles[root]) else { continue };
        if !groups.may_join(leader, root) {
            continue;
        }
        groups.compared += 1;
        let Some(reasons) = (judge.reasons)(a, b) else { continue };
        let score: f64 = reasons.iter().map(|reason| reason.weight).sum();
        if score < judge.enough {
            if score >= judge.doubtful {
                groups.doubts.push(Compared { members: [a.first, b.first], reasons });
            }
        } else if best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, leader, reasons));
        }
    }
    best.map(|(_, leader, reasons)| (leader, reasons))
}

/// Makes two sets one; its least member.
fn unite(a: usize, b: usize, reasons: Vec<Reason>, profiles: &mut [Option<Profile>], groups: &mut Groups) -> usize {
    groups.join(a, b, reasons);
    let (low, high) = (a.min(b), a.max(b));
    let absorbed = profiles[high].take();
    if let (Some(known), Some(absorbed)) = (&mut profiles[low], absorbed) {
        known.absorb(absorbed);
    }
    low
}
