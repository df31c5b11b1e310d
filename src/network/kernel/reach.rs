//! How far is everyone from everyone else? Searches from five hundred sources at once.
//!
//! A word of bits for each person and event says which of the sources of a batch have reached it. One sweep over the lists takes
//! all searches one step on: an event is reached by what reached any of its members, a person by what reached any of their
//! events. Since distances are symmetric, it is enough to count at the target how many sources have not reached it yet.
//!
//! Sums are whole numbers (fixed point for the harmonic one), so their order does not matter and any number of threads gives
//! the same bits.

#![expect(clippy::inline_always, reason = "what is not inlined is not compiled for the wider registers")]

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{
    fold::{Folded, Part},
    random::Random,
};

/// Words of 64 sources in a batch: together one register of AVX-512, one cache line.
const WORDS: usize = 8;
/// Sources in a batch.
pub(crate) const BATCH: usize = 64 * WORDS;

/// Which sources of a batch have come here.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(align(64))]
struct Line([u64; WORDS]);

const EMPTY: Line = Line([0; WORDS]);

/// Where searches start.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// At a core position.
    Core(u32),
    /// At the guests of an event, who are all alike.
    Guests(u32),
}

/// Sums over the distances from each core position, and from a guest of each event, to all sources that were searched from.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// Sum of the distances, in steps.
    pub(crate) far: Sums,
    /// Sum of one over the distances, in units of [`Reach::unit`].
    pub(crate) near: Sums,
    /// Number of people whom the sums are over, the one itself not counted.
    pub(crate) others: Sums,
    /// One over what 1 is in fixed point.
    pub(crate) unit: f64,
    /// No two people of a part are further apart, in steps.
    pub(crate) most_steps: u64,
}

/// A sum for each core position and one for a guest of each event.
#[derive(Clone, Debug)]
pub(crate) struct Sums {
    pub(crate) core: Vec<u64>,
    pub(crate) guests: Vec<u64>,
}

impl Sums {
    fn zero(folded: &Folded) -> Self {
        Self { core: vec![0; folded.n_core()], guests: vec![0; folded.n_events()] }
    }

    fn add(&mut self, other: &Self) {
        for (sum, value) in self.core.iter_mut().zip(&other.core) {
            *sum = sum.wrapping_add(*value);
        }
        for (sum, value) in self.guests.iter_mut().zip(&other.guests) {
            *sum = sum.wrapping_add(*value);
        }
    }
}

/// Where to search from in a part, and how many people each source stands for.
pub(crate) type Sources = Vec<(Source, u32)>;

/// Everyone in a part; those who stand for many at the end.
pub(crate) fn everyone(folded: &Folded, part: &Part) -> Sources {
    let mut hosts: Vec<u32> = part.events.clone().filter(|&event| folded.guests[event as usize] > 0).collect();
    hosts.sort_by_key(|&event| folded.guests[event as usize]);
    let guests = hosts.into_iter().map(|event| (Source::Guests(event), folded.guests[event as usize]));
    part.core.clone().map(|person| (Source::Core(person), 1)).chain(guests).collect()
}

/// `size` people of a part, drawn without putting back; all of them if there are no more.
pub(crate) fn sample(folded: &Folded, part: &Part, size: usize, random: &mut Random) -> Sources {
    let everyone = everyone(folded, part);
    if part.n_people <= size as u64 {
        return everyone;
    }
    let mut left = part.n_people;
    let mut wanted = size as u64;
    let mut drawn = Sources::new();
    for (source, count) in everyone {
        let mut chosen = 0;
        for _ in 0..count {
            // Knuth's algorithm S: each with the chance that is left.
            if (random.below(usize::try_from(left).unwrap_or(usize::MAX)) as u64) < wanted {
                chosen += 1;
                wanted -= 1;
            }
            left -= 1;
        }
        if chosen > 0 {
            drawn.push((source, chosen));
        }
    }
    drawn
}

/// One part with its share of the sources of a batch.
struct Job<'a> {
    part: &'a Part,
    /// Bit, source, and number of people whom it stands for.
    sources: Vec<(usize, Source, u32)>,
}

/// Sums of distances within each part to the sources given for it; `done` is called after each batch.
///
/// # Complexity
/// O(sources/512 · d · memberships) time, where d is the number of steps between the two farthest apart; a line of 64 bytes for
/// each core person and event of space for each thread.
///
/// # Literature
/// M. Then et al., «The more the merrier: efficient multi-source graph traversal», PVLDB 8 (2014) 449.
pub(crate) fn reach(folded: &Folded, sources: &[Sources], done: &(dyn Fn(usize, usize) + Sync)) -> Reach {
    let batches = batches(folded, sources);
    let most = folded.parts.iter().map(|part| part.n_people).max().unwrap_or(1).max(1);
    let shift = most.leading_zeros() - 1;
    let one = 1_u64 << shift;
    let (n_done, next) = (AtomicUsize::new(0), AtomicUsize::new(0));
    // One state for each thread, which takes batch after batch until none is left.
    let take = |_: usize| {
        let mut sweep = None;
        while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
            let sweep = sweep.get_or_insert_with(|| Sweep::new(folded, one));
            for job in batch {
                sweep.search(job);
            }
            done(n_done.fetch_add(1, Ordering::Relaxed) + 1, batches.len());
        }
        sweep
    };
    let sums = (0..rayon::current_num_threads()).into_par_iter().with_max_len(1).filter_map(take);
    let nothing = || (Sums::zero(folded), Sums::zero(folded), u64::MAX);
    let joined = |mut a: (Sums, Sums, u64), b: (Sums, Sums, u64)| {
        a.0.add(&b.0);
        a.1.add(&b.1);
        (a.0, a.1, a.2.min(b.2))
    };
    let (mut far, mut near, fewest) = sums.map(|sweep| (sweep.far, sweep.steps, sweep.fewest)).reduce(nothing, joined);
    let others = others(folded, sources);
    // At no step, a source has reached nobody but itself.
    for (kind, others) in [(0, &others.core), (1, &others.guests)] {
        let (far, near) = if kind == 0 { (&mut far.core, &mut near.core) } else { (&mut far.guests, &mut near.guests) };
        for ((far, near), &others) in far.iter_mut().zip(near).zip(others) {
            *far += others;
            *near = (others << shift).wrapping_sub(*near);
        }
    }
    // By way of any source, nobody is further than twice its farthest.
    let most_steps = if fewest == u64::MAX { 0 } else { fewest.saturating_mul(2) };
    Reach { far, near, others, unit: 1.0 / one as f64, most_steps }
}

/// The sources of all parts, five hundred at a time.
fn batches<'a>(folded: &'a Folded, sources: &[Sources]) -> Vec<Vec<Job<'a>>> {
    let mut batches: Vec<Vec<Job<'_>>> = Vec::new();
    let mut free = 0;
    for (part, sources) in folded.parts.iter().zip(sources) {
        let mut rest = &sources[..];
        while !rest.is_empty() {
            if free == 0 {
                batches.push(Vec::new());
                free = BATCH;
            }
            let (now, later) = rest.split_at(rest.len().min(free));
            let first = BATCH - free;
            let sources = now.iter().enumerate().map(|(i, &(source, count))| (first + i, source, count)).collect();
            if let Some(batch) = batches.last_mut() {
                batch.push(Job { part, sources });
            }
            free -= now.len();
            rest = later;
        }
    }
    batches
}

/// How many people the sums of each are over: all whom the sources stand for, but not the one itself.
fn others(folded: &Folded, sources: &[Sources]) -> Sums {
    let mut others = Sums::zero(folded);
    for (part, sources) in folded.parts.iter().zip(sources) {
        let total: u64 = sources.iter().map(|&(_, count)| u64::from(count)).sum();
        others.core[part.core.start as usize..part.core.end as usize].fill(total);
        others.guests[part.events.start as usize..part.events.end as usize].fill(total);
        for &(source, count) in sources {
            match source {
                Source::Core(person) => others.core[person as usize] -= 1,
                Source::Guests(event) if count == folded.guests[event as usize] => others.guests[event as usize] -= 1,
                Source::Guests(_) => {}
            }
        }
    }
    others
}

/// The state of the searches of a batch, and the sums so far.
struct Sweep<'a> {
    folded: &'a Folded,
    /// What has come to each core position.
    people: Vec<Line>,
    /// What has come to each event.
    events: Vec<Line>,
    person_full: Vec<bool>,
    event_full: Vec<bool>,
    /// 1 in fixed point.
    one: u64,
    /// Σ over steps d ≥ 1 of the number of sources not reached after d.
    far: Sums,
    /// The same, each step times 1/d − 1/(d + 1).
    steps: Sums,
    /// Fewest steps in which the sources of a job had reached everyone in their part.
    fewest: u64,
}

/// What one batch means in one part.
struct Mask {
    /// All bits of the part.
    full: Line,
    /// Bit planes of how many people each source stands for.
    planes: Vec<Line>,
    /// Number of people that all sources stand for.
    total: u64,
}

impl<'a> Sweep<'a> {
    fn new(folded: &'a Folded, one: u64) -> Self {
        Self {
            folded,
            people: vec![EMPTY; folded.n_core()],
            events: vec![EMPTY; folded.n_events()],
            person_full: vec![false; folded.n_core()],
            event_full: vec![false; folded.n_events()],
            one,
            far: Sums::zero(folded),
            steps: Sums::zero(folded),
            fewest: u64::MAX,
        }
    }

    fn search(&mut self, job: &Job<'_>) {
        let part = job.part;
        for at in part.core.clone() {
            self.people[at as usize] = EMPTY;
            self.person_full[at as usize] = false;
        }
        for at in part.events.clone() {
            self.events[at as usize] = EMPTY;
            self.event_full[at as usize] = false;
        }
        let mask = self.start(&job.sources);
        pulp::Arch::new().dispatch(Steps { sweep: self, part, mask: &mask });
    }

    /// Sets the bits of the sources.
    fn start(&mut self, sources: &[(usize, Source, u32)]) -> Mask {
        let mut mask = Mask { full: EMPTY, planes: Vec::new(), total: 0 };
        for &(bit, source, count) in sources {
            let (word, bit) = (bit / 64, 1_u64 << (bit % 64));
            match source {
                Source::Core(at) => self.people[at as usize].0[word] |= bit,
                Source::Guests(at) => self.events[at as usize].0[word] |= bit,
            }
            mask.full.0[word] |= bit;
            mask.total += u64::from(count);
            for plane in 0..(32 - count.leading_zeros()) as usize {
                if mask.planes.len() <= plane {
                    mask.planes.push(EMPTY);
                }
                if count >> plane & 1 == 1 {
                    mask.planes[plane].0[word] |= bit;
                }
            }
        }
        mask
    }

    /// Takes all searches of a part one step on; whether any is still on its way.
    #[inline(always)]
    fn advance(&mut self, part: &Part, mask: &Mask, step: u64) -> bool {
        let share = self.one / step - self.one / (step + 1);
        let mut open = false;
        for event in part.events.start as usize..part.events.end as usize {
            if self.event_full[event] {
                continue;
            }
            let mut line = self.events[event];
            for &member in self.folded.members.row(event) {
                or(&mut line, &self.people[member as usize]);
            }
            self.events[event] = line;
            if same(&line, &mask.full) {
                self.event_full[event] = true;
                continue;
            }
            open = true;
            if self.folded.guests[event] > 0 {
                let left = mask.total - mask.count(&line);
                self.far.guests[event] += left;
                self.steps.guests[event] = self.steps.guests[event].wrapping_add(left * share);
            }
        }
        if !open {
            return false;
        }
        for person in part.core.start as usize..part.core.end as usize {
            if self.person_full[person] {
                continue;
            }
            let mut line = EMPTY;
            for &event in self.folded.memberships.row(person) {
                or(&mut line, &self.events[event as usize]);
            }
            self.people[person] = line;
            if same(&line, &mask.full) {
                self.person_full[person] = true;
                continue;
            }
            let left = mask.total - mask.count(&line);
            self.far.core[person] += left;
            self.steps.core[person] = self.steps.core[person].wrapping_add(left * share);
        }
        true
    }
}

/// All steps of a search, compiled once for each kind of processor.
struct Steps<'a, 'b> {
    sweep: &'a mut Sweep<'b>,
    part: &'a Part,
    mask: &'a Mask,
}

impl pulp::NullaryFnOnce for Steps<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let mut step = 1;
        while self.sweep.advance(self.part, self.mask, step) {
            step += 1;
        }
        self.sweep.fewest = self.sweep.fewest.min(step);
    }
}

#[inline(always)]
fn same(a: &Line, b: &Line) -> bool {
    let mut differing = 0;
    for (x, y) in a.0.iter().zip(&b.0) {
        differing |= x ^ y;
    }
    differing == 0
}

#[inline(always)]
fn or(line: &mut Line, other: &Line) {
    for (word, more) in line.0.iter_mut().zip(&other.0) {
        *word |= more;
    }
}

impl Mask {
    /// How many people the sources of these bits stand for.
    #[inline(always)]
    fn count(&self, line: &Line) -> u64 {
        let mut sum = 0;
        for (plane, bits) in self.planes.iter().enumerate() {
            let mut ones = 0;
            for (word, mask) in line.0.iter().zip(&bits.0) {
                ones += u64::from((word & mask).count_ones());
            }
            sum += ones << plane;
        }
        sum
    }
}
