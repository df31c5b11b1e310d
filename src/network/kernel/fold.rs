//! How is attendance laid out so that searches touch little memory? Guests are counted, the rest is numbered by nearness.
//!
//! One who was at a single event (a *guest*) never lies on a shortest path between others, and all guests of an event look the
//! same to everyone else: a number for each event stands for them. Those who were at two or more form the *core*. Core and
//! events are numbered anew, part by part and in the order of a breadth-first search, so that neighbours lie close in memory.

use std::ops::Range;

use crate::network::rows::Rows;

/// Stands for no position.
const NONE: u32 = u32::MAX;

/// The lists of who was where, folded and numbered anew. Events of fewer than two people play no part.
#[derive(Clone, Debug)]
pub(crate) struct Folded {
    /// Node of each core position.
    pub(crate) core: Vec<u32>,
    /// Event to its core positions, sorted.
    pub(crate) members: Rows,
    /// Core position to its events, sorted.
    pub(crate) memberships: Rows,
    /// Number of guests of each event.
    pub(crate) guests: Vec<u32>,
    /// Event of each node that is a guest; [`u32::MAX`] for others.
    pub(crate) host: Vec<u32>,
    /// The parts that nobody joins.
    pub(crate) parts: Vec<Part>,
}

/// A connected part of the network; positions of a part are consecutive.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Its core positions.
    pub(crate) core: Range<u32>,
    /// Its events.
    pub(crate) events: Range<u32>,
    /// Its people, guests among them.
    pub(crate) n_people: u64,
}

impl Folded {
    /// Folds lists of who was where: `members` by event, `memberships` by node, each the transpose of the other.
    pub(crate) fn new(members: &Rows, memberships: &Rows) -> Self {
        let is_shared = |&&event: &&u32| members.row(event as usize).len() > 1;
        let n_shared: Vec<u32> = memberships.iter().map(|row| super::number(row.iter().filter(is_shared).count())).collect();
        let mut search = Search::new(members, memberships, &n_shared);
        let parts = search.run();
        let Search { new_event, core, events, .. } = search;
        // Written person by person, so that each row comes out sorted.
        let mut memberships_of_core = Rows::with_capacity(core.len(), memberships.n_items());
        for &node in &core {
            let row = memberships.row(node as usize).iter().filter(is_shared).map(|&event| new_event[event as usize]);
            memberships_of_core.push(row);
        }
        let lists = memberships_of_core.transposed(events.len());
        let memberships_of_core = lists.transposed(core.len());
        let guests =
            events.iter().zip(lists.iter()).map(|(&event, row)| super::number(members.row(event as usize).len() - row.len()));
        let guests = guests.collect();
        let guest_of = |row: &[u32]| row.iter().find(is_shared).map_or(NONE, |&event| new_event[event as usize]);
        let host = memberships.iter().zip(&n_shared).map(|(row, &n)| if n == 1 { guest_of(row) } else { NONE }).collect();
        Self { core, members: lists, memberships: memberships_of_core, guests, host, parts }
    }

    /// Number of core positions.
    pub(crate) fn n_core(&self) -> usize {
        self.core.len()
    }

    /// Number of events.
    pub(crate) fn n_events(&self) -> usize {
        self.guests.len()
    }

    /// Values by node: those of core positions, those of the guests of each event, and `alone` for the rest.
    pub(crate) fn unfold(&self, core: &[f64], guests: &[f64], alone: f64) -> Vec<f64> {
        let of_guest = |&event: &u32| if event == NONE { alone } else { guests[event as usize] };
        let mut values: Vec<f64> = self.host.iter().map(of_guest).collect();
        for (&node, &value) in self.core.iter().zip(core) {
            values[node as usize] = value;
        }
        values
    }
}

/// A breadth-first search over events and people that hands out new numbers.
struct Search<'a> {
    members: &'a Rows,
    memberships: &'a Rows,
    /// Number of events that each node shared with somebody.
    n_shared: &'a [u32],
    new_core: Vec<u32>,
    new_event: Vec<u32>,
    /// Nodes in order of their new numbers.
    core: Vec<u32>,
    /// Events in order of their new numbers.
    events: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(members: &'a Rows, memberships: &'a Rows, n_shared: &'a [u32]) -> Self {
        Self {
            members,
            memberships,
            n_shared,
            new_core: vec![NONE; memberships.n_rows()],
            new_event: vec![NONE; members.n_rows()],
            core: Vec::new(),
            events: Vec::new(),
        }
    }

    fn run(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        for event in 0..super::number(self.members.n_rows()) {
            if self.members.row(event as usize).len() > 1 && self.new_event[event as usize] == NONE {
                parts.push(self.part(event));
            }
        }
        parts
    }

    fn part(&mut self, first: u32) -> Part {
        let (core_start, event_start) = (super::number(self.core.len()), super::number(self.events.len()));
        let mut n_guests = 0;
        self.found(first);
        let mut at = event_start as usize;
        while let Some(&event) = self.events.get(at) {
            at += 1;
            for &node in self.members.row(event as usize) {
                if self.n_shared[node as usize] < 2 {
                    n_guests += 1;
                } else if self.new_core[node as usize] == NONE {
                    self.new_core[node as usize] = super::number(self.core.len());
                    self.core.push(node);
                    for &next in self.memberships.row(node as usize) {
                        if self.new_event[next as usize] == NONE && self.members.row(next as usize).len() > 1 {
                            self.found(next);
                        }
                    }
                }
            }
        }
        let core = core_start..super::number(self.core.len());
        let n_people = n_guests + core.len() as u64;
        Part { core, events: event_start..super::number(self.events.len()), n_people }
    }

    fn found(&mut self, event: u32) {
        self.new_event[event as usize] = super::number(self.events.len());
        self.events.push(event);
    }
}
