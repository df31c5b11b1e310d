//! A network at one stage of coarsening: who, or which group, was at each event with how many heads?
//!
//! Moving one node from community to community needs the weight of its ties to each community. With a small table for each
//! event (community, heads there), that is a sum over the tables of its events; the ties are never written out. After one sweep
//! most tables have a few entries.

use std::ops::Range;

use crate::network::rows::Rows;

/// A node or event with the heads that the one has at the other.
pub(crate) type Heads = (u32, u32);

/// Nodes, events, and the heads of each node at each event.
pub(crate) struct Level {
    /// Where the entries of each event start.
    event_starts: Vec<usize>,
    by_event: Vec<Heads>,
    node_starts: Vec<usize>,
    by_node: Vec<Heads>,
    /// Weight of each event.
    pub(crate) weights: Vec<f64>,
    /// Sum of the weights of each node's ties, those inside it twice.
    pub(crate) strength: Vec<f64>,
}

impl Level {
    /// The finest level: each person for oneself; and which node each of its nodes stands for. They are numbered in the order of
    /// a breadth-first search, so that those who met stand close in memory; those who met nobody are left out.
    pub(crate) fn finest(members: &Rows, memberships: &Rows, weights: &[f64]) -> (Self, Vec<u32>) {
        let (nodes, events) = nearness(members, memberships);
        let mut new = vec![0; memberships.n_rows()];
        for (&node, number) in nodes.iter().zip(0_u32..) {
            new[node as usize] = number;
        }
        let mut event_starts = Vec::with_capacity(events.len() + 1);
        event_starts.push(0);
        let mut by_event = Vec::with_capacity(members.n_items());
        let mut strength = vec![0.0; nodes.len()];
        for &event in &events {
            let row = members.row(event as usize);
            let added = weights[event as usize] * (row.len() - 1) as f64;
            for &node in row {
                by_event.push((new[node as usize], 1));
                strength[new[node as usize] as usize] += added;
            }
            event_starts.push(by_event.len());
        }
        let weights = events.iter().map(|&event| weights[event as usize]).collect();
        let mut level = Self::from_events(event_starts, by_event, weights, nodes.len());
        level.strength = strength;
        (level, nodes)
    }

    /// The ties inside each community alone: events are split by the communities of their nodes.
    pub(crate) fn split(&self, community: &[u32]) -> Self {
        let mut event_starts = vec![0];
        let mut by_event: Vec<Heads> = Vec::with_capacity(self.by_event.len());
        let mut weights = Vec::with_capacity(self.weights.len());
        let mut entries: Vec<(u32, Heads)> = Vec::new();
        for event in 0..self.n_events() {
            entries.clear();
            entries.extend(self.by_event[self.event(event)].iter().map(|&heads| (community[heads.0 as usize], heads)));
            // Most events lie in one community.
            if entries.iter().any(|entry| entry.0 != entries[0].0) {
                entries.sort_unstable();
            }
            for group in entries.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
                by_event.extend(group.iter().map(|&(_, heads)| heads));
                event_starts.push(by_event.len());
                weights.push(self.weights[event]);
            }
        }
        let mut level = Self::from_events(event_starts, by_event, weights, self.n());
        level.strength.clone_from(&self.strength);
        level
    }

    /// Number of heads of all nodes at an event.
    pub(crate) fn heads(&self, event: usize) -> u32 {
        self.by_event[self.event(event)].iter().map(|heads| heads.1).sum()
    }

    fn from_events(event_starts: Vec<usize>, by_event: Vec<Heads>, weights: Vec<f64>, n: usize) -> Self {
        let mut node_starts = vec![0_usize; n + 1];
        for &(node, _) in &by_event {
            node_starts[node as usize + 1] += 1;
        }
        for i in 0..n {
            node_starts[i + 1] += node_starts[i];
        }
        let mut next = node_starts.clone();
        let mut by_node = vec![(0, 0); by_event.len()];
        for (ends, event) in event_starts.windows(2).zip(0_u32..) {
            for &(node, heads) in &by_event[ends[0]..ends[1]] {
                by_node[next[node as usize]] = (event, heads);
                next[node as usize] += 1;
            }
        }
        Self { event_starts, by_event, node_starts, by_node, weights, strength: Vec::new() }
    }

    /// Number of nodes.
    pub(crate) fn n(&self) -> usize {
        self.node_starts.len() - 1
    }

    /// Number of events.
    pub(crate) fn n_events(&self) -> usize {
        self.event_starts.len() - 1
    }

    /// Where the entries of an event stand.
    pub(crate) fn event(&self, event: usize) -> Range<usize> {
        self.event_starts[event]..self.event_starts[event + 1]
    }

    /// Events and heads of a node.
    pub(crate) fn node(&self, node: usize) -> &[Heads] {
        &self.by_node[self.node_starts[node]..self.node_starts[node + 1]]
    }

    /// All who were at an event of a node, itself among them; some more than once.
    pub(crate) fn beside(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.node(node).iter().flat_map(|&(event, _)| &self.by_event[self.event(event as usize)]).map(|heads| heads.0 as usize)
    }

    /// The level whose nodes are `n` groups of nodes of this one; events inside one group go.
    pub(crate) fn grouped(&self, group: &[u32], n: usize) -> Self {
        let mut event_starts = vec![0];
        let mut by_event: Vec<Heads> = Vec::new();
        let mut weights = Vec::new();
        let mut place = vec![usize::MAX; n];
        for event in 0..self.n_events() {
            let start = by_event.len();
            for &(node, heads) in &self.by_event[self.event(event)] {
                let to = group[node as usize];
                let at = &mut place[to as usize];
                if *at < start || *at == usize::MAX {
                    *at = by_event.len();
                    by_event.push((to, heads));
                } else {
                    by_event[*at].1 += heads;
                }
            }
            for &(to, _) in &by_event[start..] {
                place[to as usize] = usize::MAX;
            }
            if by_event.len() - start > 1 {
                event_starts.push(by_event.len());
                weights.push(self.weights[event]);
            } else {
                by_event.truncate(start);
            }
        }
        let level = Self::from_events(event_starts, by_event, weights, n);
        let mut level = level.paired().unwrap_or(level);
        level.strength = vec![0.0; n];
        for (strength, &to) in self.strength.iter().zip(group) {
            level.strength[to as usize] += strength;
        }
        level
    }
}

impl Level {
    /// The same ties as events of two, where that is less to read: few groups that met at many events. Strengths stay to be set.
    fn paired(&self) -> Option<Self> {
        let n = self.n();
        // What a sweep reads: the whole table of each event of each node, at most.
        let visits: usize = self.event_starts.windows(2).map(|ends| (ends[1] - ends[0]).pow(2)).sum();
        if n * n > 4 * visits {
            return None;
        }
        let (mut sums, mut found) = (vec![0.0; n], Vec::new());
        let (mut by_event, mut weights) = (Vec::new(), Vec::new());
        for node in 0..super::number(n) {
            for &(event, heads) in self.node(node as usize) {
                let factor = self.weights[event as usize] * f64::from(heads);
                for &(other, there) in self.by_event[self.event(event as usize)].iter().filter(|entry| entry.0 > node) {
                    let sum = &mut sums[other as usize];
                    if *sum == 0.0 {
                        found.push(other);
                    }
                    *sum += factor * f64::from(there);
                }
            }
            for other in found.drain(..) {
                by_event.extend([(node, 1), (other, 1)]);
                weights.push(std::mem::take(&mut sums[other as usize]));
            }
        }
        // Each of the two reads both entries.
        (4 * weights.len() < visits).then(|| {
            let event_starts = (0..=weights.len()).map(|event| 2 * event).collect();
            Self::from_events(event_starts, by_event, weights, n)
        })
    }
}

/// Nodes and shared events in the order of a breadth-first search over both.
fn nearness(members: &Rows, memberships: &Rows) -> (Vec<u32>, Vec<u32>) {
    let (mut nodes, mut events) = (Vec::with_capacity(memberships.n_rows()), Vec::with_capacity(members.n_rows()));
    let mut is_found = vec![false; memberships.n_rows()];
    let mut is_event_found: Vec<bool> = members.iter().map(|row| row.len() < 2).collect();
    for first in 0..super::number(members.n_rows()) {
        if std::mem::replace(&mut is_event_found[first as usize], true) {
            continue;
        }
        let mut at = events.len();
        events.push(first);
        while let Some(&event) = events.get(at) {
            at += 1;
            for &node in members.row(event as usize) {
                if !std::mem::replace(&mut is_found[node as usize], true) {
                    nodes.push(node);
                    for &next in memberships.row(node as usize) {
                        if !std::mem::replace(&mut is_event_found[next as usize], true) {
                            events.push(next);
                        }
                    }
                }
            }
        }
    }
    (nodes, events)
}

/// For each event how many heads it has of each community.
pub(crate) struct Tables {
    /// The entries of an event stand where its nodes stand in the level; there are never more.
    entries: Vec<Heads>,
    lengths: Vec<u32>,
}

impl Tables {
    /// The tables of a partition.
    pub(crate) fn new(level: &Level, community: &[u32]) -> Self {
        let mut tables = Self { entries: vec![(0, 0); level.by_event.len()], lengths: vec![0; level.n_events()] };
        for event in 0..level.n_events() {
            let range = level.event(event);
            for &(node, heads) in &level.by_event[range.clone()] {
                tables.add(range.start, event, community[node as usize], heads);
            }
        }
        tables
    }

    /// The tables where each node is a community of its own name.
    pub(crate) fn apart(level: &Level) -> Self {
        let length = |ends: &[usize]| super::number(ends[1] - ends[0]);
        Self { entries: level.by_event.clone(), lengths: level.event_starts.windows(2).map(length).collect() }
    }

    fn add(&mut self, start: usize, event: usize, community: u32, heads: u32) {
        let length = self.lengths[event] as usize;
        if let Some(entry) = self.entries[start..start + length].iter_mut().find(|entry| entry.0 == community) {
            entry.1 += heads;
        } else {
            self.entries[start + length] = (community, heads);
            self.lengths[event] += 1;
        }
    }

    /// The entries of an event.
    #[inline]
    pub(crate) fn of(&self, level: &Level, event: usize) -> &[Heads] {
        let start = level.event_starts[event];
        &self.entries[start..start + self.lengths[event] as usize]
    }

    /// A node with these heads leaves one community for another.
    pub(crate) fn shift(&mut self, level: &Level, event: usize, (from, to): (u32, u32), heads: u32) {
        let start = level.event_starts[event];
        let length = self.lengths[event] as usize;
        let entries = &mut self.entries[start..start + length];
        let (mut old, mut new) = (None, None);
        for (i, entry) in entries.iter().enumerate() {
            if entry.0 == from {
                old = Some(i);
            } else if entry.0 == to {
                new = Some(i);
            }
        }
        let Some(old) = old else { return };
        entries[old].1 -= heads;
        let is_gone = entries[old].1 == 0;
        match new {
            Some(new) => {
                entries[new].1 += heads;
                if is_gone {
                    entries[old] = entries[length - 1];
                    self.lengths[event] -= 1;
                }
            }
            None if is_gone => entries[old] = (to, heads),
            None => {
                self.entries[start + length] = (to, heads);
                self.lengths[event] += 1;
            }
        }
    }
}
