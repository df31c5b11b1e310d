//! Do those with whom one appears also appear with each other?

use rayon::prelude::*;

use super::{fold::Folded, repeats::Repeats};
use crate::network::rows::Rows;

/// Neighbours and closed pairs of each core position; guests have only each other's event.
pub(crate) struct Closed {
    /// Number of neighbours, guests among them.
    pub(crate) neighbours: Vec<u64>,
    /// Number of pairs of neighbours that are tied themselves.
    pub(crate) pairs: Vec<u64>,
}

/// The repeated pairs, each once, with the end that has fewer neighbours: its row is looked at for each of them.
struct Pairs {
    others: Rows,
    extra: Vec<u32>,
}

impl Pairs {
    fn new(folded: &Folded, repeats: &Repeats) -> Self {
        let size = |&event: &u32| folded.members.row(event as usize).len();
        let reach: Vec<usize> = folded.memberships.iter().map(|events| events.iter().map(size).sum()).collect();
        let mut pairs = Self { others: Rows::default(), extra: Vec::new() };
        for person in 0..folded.n_core() {
            let is_ours = |other: usize| (reach[person], person) < (reach[other], other);
            let ours = repeats.of(person).filter(|&(other, _)| is_ours(other));
            pairs.extra.extend(ours.clone().map(|(_, extra)| extra));
            pairs.others.push(ours.map(|(other, _)| super::number(other)));
        }
        pairs
    }
}

/// Counters of a thread, zero between two people.
struct Scratch {
    /// Who is a neighbour.
    is_near: Vec<bool>,
    near: Vec<u32>,
    /// How many neighbours were at each event.
    met: Vec<u32>,
    events: Vec<u32>,
}

/// Neighbours of each core position, and how many pairs of them are tied.
///
/// For u with neighbours N, let m(f) be how many of N were at event f. Each pair of N that met is counted once for each event
/// where it did, which the repeated pairs put right: `Σ m(f) (m(f) − 1)/2 − Σ C(v,x)` over the pairs v, x of N. So no tie is
/// followed twice; the ties need not be written out.
///
/// # Complexity
/// O(Σ over the ties of the core of the events and repeated pairs of an end) time, O(n) space for each thread.
pub(crate) fn closed_pairs(folded: &Folded, repeats: &Repeats) -> Closed {
    let pairs = Pairs::new(folded, repeats);
    let scratch = || Scratch {
        is_near: vec![false; folded.n_core()],
        near: Vec::new(),
        met: vec![0; folded.n_events()],
        events: Vec::new(),
    };
    let counts: Vec<(u64, u64)> = (0..folded.n_core())
        .into_par_iter()
        .with_min_len(256)
        .map_init(scratch, |scratch, person| count(folded, &pairs, scratch, person))
        .collect();
    Closed { neighbours: counts.iter().map(|c| c.0).collect(), pairs: counts.iter().map(|c| c.1).collect() }
}

fn count(folded: &Folded, pairs: &Pairs, scratch: &mut Scratch, person: usize) -> (u64, u64) {
    let Scratch { is_near, near, met, events } = scratch;
    let own = folded.memberships.row(person);
    is_near[person] = true;
    let mut n_guests = 0;
    let mut twice = 0_u64;
    for &event in own {
        for &other in folded.members.row(event as usize) {
            if !std::mem::replace(&mut is_near[other as usize], true) {
                near.push(other);
            }
        }
        let guests = folded.guests[event as usize];
        n_guests += u64::from(guests);
        met[event as usize] = guests;
        events.push(event);
        twice += u64::from(guests) * u64::from(guests.saturating_sub(1));
    }
    is_near[person] = false;
    let mut again = 0_u32;
    for &other in near.iter() {
        for &event in folded.memberships.row(other as usize) {
            let here = &mut met[event as usize];
            // m (m − 1) grows by 2 m when one more comes.
            twice += 2 * u64::from(*here);
            if *here == 0 {
                events.push(event);
            }
            *here += 1;
        }
        let range = pairs.others.range(other as usize);
        for (&third, &extra) in pairs.others.row(other as usize).iter().zip(&pairs.extra[range]) {
            again += if is_near[third as usize] { extra } else { 0 };
        }
    }
    let n_neighbours = near.len() as u64 + n_guests;
    for other in near.drain(..) {
        is_near[other as usize] = false;
    }
    for event in events.drain(..) {
        met[event as usize] = 0;
    }
    (n_neighbours, twice / 2 - u64::from(again))
}
