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

/// What neighbours of a person have to do with each other.
struct Pairs {
    /// Events of each core position at which it met others of the core; no two neighbours meet at the rest.
    events: Rows,
    /// The repeated pairs, each once, with the end that has fewer neighbours: its row is looked at for each of them.
    others: Rows,
    extra: Vec<u32>,
}

impl Pairs {
    fn new(folded: &Folded, repeats: &Repeats) -> Self {
        let size = |&event: &u32| folded.members.row(event as usize).len();
        let reach: Vec<usize> = folded.memberships.iter().map(|events| events.iter().map(size).sum()).collect();
        let mut events = Rows::with_capacity(folded.n_core(), folded.memberships.n_items());
        for row in folded.memberships.iter() {
            events.push(row.iter().copied().filter(|event| size(event) > 1));
        }
        let mut pairs = Self { events, others: Rows::default(), extra: Vec::new() };
        for person in 0..folded.n_core() {
            let is_ours = |other: u32| (reach[person], person) < (reach[other as usize], other as usize);
            let ours = repeats.of(person).filter(|&(other, _)| is_ours(other));
            pairs.extra.extend(ours.clone().map(|(_, extra)| extra));
            pairs.others.push(ours.map(|(other, _)| other));
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
        near: vec![0; folded.n_core() + 1],
        met: vec![0; folded.n_events()],
        // Those of the person may come twice.
        events: vec![0; 2 * folded.n_events() + 1],
    };
    let counts: Vec<(u64, u64)> = (0..folded.n_core())
        .into_par_iter()
        .with_min_len(256)
        .map_init(scratch, |scratch, person| count(folded, &pairs, scratch, person))
        .collect();
    Closed { neighbours: counts.iter().map(|c| c.0).collect(), pairs: counts.iter().map(|c| c.1).collect() }
}

/// Neighbours of a person, and the pairs of them that are tied. Lists grow by what is new without a branch, which would be
/// foretold wrongly every other time: all is written behind the end, and the end moves on if it was new.
fn count(folded: &Folded, pairs: &Pairs, scratch: &mut Scratch, person: usize) -> (u64, u64) {
    let Scratch { is_near, near, met, events } = scratch;
    let own = folded.memberships.row(person);
    is_near[person] = true;
    let (mut n_near, mut n_guests, mut twice) = (0, 0, 0_u64);
    for (&event, place) in own.iter().zip(&mut events[..]) {
        for &other in folded.members.row(event as usize) {
            near[n_near] = other;
            n_near += usize::from(!std::mem::replace(&mut is_near[other as usize], true));
        }
        let guests = folded.guests[event as usize];
        n_guests += u64::from(guests);
        met[event as usize] = guests;
        *place = event;
        twice += u64::from(guests) * u64::from(guests.saturating_sub(1));
    }
    is_near[person] = false;
    let near = &near[..n_near];
    let (mut n_events, mut again) = (own.len(), 0_u32);
    for &other in near {
        for &event in pairs.events.row(other as usize) {
            let here = &mut met[event as usize];
            // m (m − 1) grows by 2 m when one more comes.
            twice += 2 * u64::from(*here);
            events[n_events] = event;
            n_events += usize::from(*here == 0);
            *here += 1;
        }
        let range = pairs.others.range(other as usize);
        for (&third, &extra) in pairs.others.row(other as usize).iter().zip(&pairs.extra[range]) {
            again += if is_near[third as usize] { extra } else { 0 };
        }
    }
    for &other in near {
        is_near[other as usize] = false;
    }
    for &event in &events[..n_events] {
        met[event as usize] = 0;
    }
    (n_near as u64 + n_guests, twice / 2 - u64::from(again))
}
