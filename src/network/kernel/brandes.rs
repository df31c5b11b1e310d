//! Through whom do the shortest ways between all others lead? Brandes' sums, for several sources side by side.
//!
//! Path counts run over the lists, where one who shares two events with another is counted twice; the few repeated pairs put
//! that right, on the way out and on the way back. With σ the number of shortest paths from the source, δ the dependency of the
//! source on a node, k the guests of an event and C the repeated pairs, and all sums over those one step further from or nearer
//! to the source:
//!
//! ```text
//! S(e) = Σ σ(p)             σ(v) = Σ S(e) − Σ C(v,q) σ(q)
//! G(e) = k(e)/S(e) + Σ g(p)  g(v) = 1/σ(v) + Σ G(e) − Σ C(v,q) g(q),  δ(v) = σ(v) g(v) − 1
//! ```
//!
//! A sum needs no test of which step its terms are at: those nearer are not yet known on the way back, those further not yet on
//! the way out, and unknown is zero. So one line of numbers, one for each source, is added at a time.

#![expect(clippy::inline_always, reason = "what is not inlined is not compiled for the wider registers")]
#![expect(clippy::needless_range_loop, reason = "the same lane of several lines: the form that becomes one instruction")]

use std::{
    ops::Range,
    sync::atomic::{AtomicUsize, Ordering},
};

use rayon::prelude::*;

use super::{
    fold::{Folded, Part},
    reach::{Source, Sources, Sums},
    repeats::Repeats,
};

/// Sources side by side.
const LANES: usize = 16;
/// Sources are dealt out in so many shares, whose sums are added in order: the same bits on any number of threads.
const SHARES: usize = 32;

/// One number for each source.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line([f64; LANES]);

const ZERO: Line = Line([0.0; LANES]);

/// Sources of one part that are searched from together, with how often each counts.
pub(crate) struct Batch<'a> {
    part: &'a Part,
    sources: Vec<(Source, f64)>,
}

/// Sources are told apart by their mean distance in this many parts of a step and a half.
const PER_STEP: u64 = 2;

/// The sources of all parts, those together that share most of their work: lanes do so as far as their sources reach others
/// after the same number of steps. So those that are equally `far` from all others, and then those that first met at the same
/// event, go together.
pub(crate) fn batches<'a>(folded: &'a Folded, sources: &[Sources], far: &Sums) -> Vec<Batch<'a>> {
    let mut batches = Vec::new();
    for (part, sources) in folded.parts.iter().zip(sources) {
        let key = |&(source, _): &(Source, u32)| {
            let (sum, event) = match source {
                Source::Core(at) => (far.core[at as usize], folded.memberships.row(at as usize).first().copied()),
                Source::Guests(at) => (far.guests[at as usize], Some(at)),
            };
            (sum * PER_STEP / part.n_people, event)
        };
        let mut sources: Vec<_> = sources.clone();
        sources.sort_by_cached_key(key);
        let times = |chunk: &[(Source, u32)]| chunk.iter().map(|&(source, count)| (source, f64::from(count))).collect();
        batches.extend(sources.chunks(LANES).map(|chunk| Batch { part, sources: times(chunk) }));
    }
    batches
}

/// Sum over the sources of their dependency on each core position: with all sources, twice the betweenness of the textbook.
/// Guests lie between nobody.
///
/// # Complexity
/// O(sources/8 · (memberships + repeated pairs) · steps that the lanes do not share) time; four lines of 64 bytes for each core
/// person and event of space for each thread.
///
/// # Literature
/// U. Brandes, «A faster algorithm for betweenness centrality», Journal of Mathematical Sociology 25 (2001) 163.
pub(crate) fn dependencies(
    folded: &Folded,
    repeats: &Repeats,
    batches: &[Batch<'_>],
    done: &(dyn Fn(usize, usize) + Sync),
) -> Vec<f64> {
    let share = batches.len().div_ceil(SHARES).max(1);
    let n_done = AtomicUsize::new(0);
    let batches_in_all = batches.len();
    let sums: Vec<Vec<f64>> = batches
        .par_chunks(share)
        .map(|batches| {
            let mut search = Search::new(folded, repeats);
            for batch in batches {
                search.run(batch);
                done(n_done.fetch_add(1, Ordering::Relaxed) + 1, batches_in_all);
            }
            search.sums
        })
        .collect();
    let mut total = vec![0.0; folded.n_core()];
    for sum in sums {
        for (total, value) in total.iter_mut().zip(sum) {
            *total += value;
        }
    }
    total
}

/// Who is reached at one step, and in which lanes.
type Entry = (u32, u32);

/// The state of the searches of one batch; names are those of the module's documentation.
struct Search<'a> {
    folded: &'a Folded,
    repeats: &'a Repeats,
    sigma: Vec<Line>,
    small_g: Vec<Line>,
    big_s: Vec<Line>,
    big_g: Vec<Line>,
    /// Lanes that have come to each person and event.
    seen: Vec<u32>,
    seen_event: Vec<u32>,
    /// People and events by step, and where each step starts.
    people: Vec<Entry>,
    people_starts: Vec<usize>,
    events: Vec<Entry>,
    event_starts: Vec<usize>,
    /// Whom to look at next: a bit for each, so that they come in order.
    touched: Bits,
    touched_events: Bits,
    fresh: Vec<Line>,
    sums: Vec<f64>,
}

impl<'a> Search<'a> {
    fn new(folded: &'a Folded, repeats: &'a Repeats) -> Self {
        let (n, m) = (folded.n_core(), folded.n_events());
        Self {
            folded,
            repeats,
            sigma: vec![ZERO; n],
            small_g: vec![ZERO; n],
            big_s: vec![ZERO; m],
            big_g: vec![ZERO; m],
            seen: vec![0; n],
            seen_event: vec![0; m],
            people: Vec::new(),
            people_starts: Vec::new(),
            events: Vec::new(),
            event_starts: Vec::new(),
            touched: Bits::new(n),
            touched_events: Bits::new(m),
            fresh: Vec::new(),
            sums: vec![0.0; n],
        }
    }

    fn run(&mut self, batch: &Batch<'_>) {
        self.start(batch);
        let mut times = [0.0; LANES];
        for (times, (_, count)) in times.iter_mut().zip(&batch.sources) {
            *times = *count;
        }
        pulp::Arch::new().dispatch(There { search: self });
        pulp::Arch::new().dispatch(Back { search: self, times });
    }

    /// Forgets the batch before, and sets the sources.
    fn start(&mut self, batch: &Batch<'_>) {
        let core = batch.part.core.start as usize..batch.part.core.end as usize;
        let events = batch.part.events.start as usize..batch.part.events.end as usize;
        self.sigma[core.clone()].fill(ZERO);
        self.small_g[core.clone()].fill(ZERO);
        self.big_s[events.clone()].fill(ZERO);
        self.big_g[events.clone()].fill(ZERO);
        self.seen[core].fill(0);
        self.seen_event[events].fill(0);
        self.people.clear();
        self.events.clear();
        self.people_starts.clear();
        self.event_starts.clear();
        self.people_starts.push(0);
        self.event_starts.push(0);
        for (lane, &(source, _)) in batch.sources.iter().enumerate() {
            match source {
                Source::Core(person) => {
                    self.sigma[person as usize].0[lane] = 1.0;
                    self.seen[person as usize] |= 1 << lane;
                    self.people.push((person, 1 << lane));
                }
                Source::Guests(event) => {
                    self.big_s[event as usize].0[lane] = 1.0;
                    self.seen_event[event as usize] |= 1 << lane;
                    self.events.push((event, 1 << lane));
                }
            }
        }
        self.people_starts.push(self.people.len());
    }

    /// From the people at the last step to their events, and on to the members of those. Whether anyone new was found.
    #[inline(always)]
    fn step(&mut self) -> bool {
        self.reach_events();
        self.event_starts.push(self.events.len());
        self.reach_people();
        self.people_starts.push(self.people.len());
        let n = self.people_starts.len();
        self.people_starts[n - 1] > self.people_starts[n - 2]
    }

    #[inline(always)]
    fn reach_events(&mut self) {
        let Self { folded, sigma, big_s, people, people_starts, events, seen_event, touched_events, .. } = self;
        let (sigma, memberships, members) = (&sigma[..], &folded.memberships, &folded.members);
        for &(person, lanes) in &people[people_starts[people_starts.len() - 2]..] {
            for &event in memberships.row(person as usize) {
                touched_events.set(event, lanes & !seen_event[event as usize] != 0);
            }
        }
        touched_events.drain(
            #[inline(always)]
            |at| {
                let mut sum = ZERO;
                for &member in members.row(at) {
                    add(&mut sum, &sigma[member as usize]);
                }
                let new = positive(&sum) & !seen_event[at];
                put(&mut big_s[at], &sum, new);
                seen_event[at] |= new;
                events.push((super::number(at), new));
            },
        );
    }

    #[inline(always)]
    fn reach_people(&mut self) {
        let Self { folded, repeats, sigma, big_s, people, events, event_starts, seen, touched, fresh, .. } = self;
        let (big_s, memberships, members) = (&big_s[..], &folded.memberships, &folded.members);
        for &(event, lanes) in &events[event_starts[event_starts.len() - 2]..] {
            for &person in members.row(event as usize) {
                touched.set(person, lanes & !seen[person as usize] != 0);
            }
        }
        fresh.clear();
        let first = people.len();
        let sigma_then = &sigma[..];
        touched.drain(
            #[inline(always)]
            |at| {
                let mut sum = ZERO;
                for &event in memberships.row(at) {
                    add(&mut sum, &big_s[event as usize]);
                }
                for (other, extra) in repeats.of(at) {
                    subtract(&mut sum, &sigma_then[other], f64::from(extra));
                }
                let new = positive(&sum) & !seen[at];
                seen[at] |= new;
                people.push((super::number(at), new));
                fresh.push(sum);
            },
        );
        // Only now, so that the sums above did not meet those of this step.
        for (&(person, lanes), sum) in people[first..].iter().zip(&fresh[..]) {
            put(&mut sigma[person as usize], sum, lanes);
        }
    }

    fn steps_of(starts: &[usize], step: usize) -> Range<usize> {
        starts.get(step).map_or(0..0, |&start| start..starts.get(step + 1).copied().unwrap_or(start))
    }

    /// What the people at a step owe to the source, from what those one step further owe.
    #[inline(always)]
    fn back(&mut self, step: usize, times: &[f64; LANES]) {
        let Self { folded, repeats, sigma, small_g, big_s, big_g, people, events, fresh, sums, .. } = self;
        let g = &small_g[..];
        for &(event, lanes) in &events[Self::steps_of(&self.event_starts, step)] {
            let at = event as usize;
            let mut sum = ZERO;
            for &member in folded.members.row(at) {
                add(&mut sum, &g[member as usize]);
            }
            let guests = f64::from(folded.guests[at]);
            if guests > 0.0 {
                for (sum, paths) in sum.0.iter_mut().zip(&big_s[at].0) {
                    *sum += guests / paths;
                }
            }
            put(&mut big_g[at], &sum, lanes);
        }
        if step == 0 {
            return;
        }
        fresh.clear();
        let people = &people[Self::steps_of(&self.people_starts, step)];
        let big_g = &big_g[..];
        for &(person, lanes) in people {
            let at = person as usize;
            let mut sum = ZERO;
            for &event in folded.memberships.row(at) {
                add(&mut sum, &big_g[event as usize]);
            }
            for (other, extra) in repeats.of(at) {
                subtract(&mut sum, &g[other], f64::from(extra));
            }
            let paths = &sigma[at];
            let mut owed = ZERO;
            for i in 0..LANES {
                owed.0[i] = paths.0[i] * sum.0[i] * times[i];
                sum.0[i] += 1.0 / paths.0[i];
            }
            sums[at] += total(&only(&owed, lanes));
            fresh.push(sum);
        }
        for (&(person, lanes), sum) in people.iter().zip(&fresh[..]) {
            put(&mut small_g[person as usize], sum, lanes);
        }
    }
}

/// A set of numbers, with a bit for each.
struct Bits(Vec<u64>);

impl Bits {
    fn new(n: usize) -> Self {
        Self(vec![0; n.div_ceil(64)])
    }

    #[inline(always)]
    fn set(&mut self, at: u32, yes: bool) {
        self.0[at as usize / 64] |= u64::from(yes) << (at % 64);
    }

    /// Takes the numbers out, in order.
    #[inline(always)]
    fn drain(&mut self, mut each: impl FnMut(usize)) {
        for (word, bits) in self.0.iter_mut().enumerate() {
            let mut left = std::mem::take(bits);
            while left != 0 {
                each(64 * word + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }
}

/// The way out, compiled once for each kind of processor.
struct There<'a, 'b> {
    search: &'a mut Search<'b>,
}

impl pulp::NullaryFnOnce for There<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        while self.search.step() {}
    }
}

/// The way back.
struct Back<'a, 'b> {
    search: &'a mut Search<'b>,
    times: [f64; LANES],
}

impl pulp::NullaryFnOnce for Back<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for step in (0..self.search.people_starts.len()).rev() {
            self.search.back(step, &self.times);
        }
    }
}

#[inline(always)]
fn add(sum: &mut Line, other: &Line) {
    for i in 0..LANES {
        sum.0[i] += other.0[i];
    }
}

#[inline(always)]
fn subtract(sum: &mut Line, other: &Line, times: f64) {
    for i in 0..LANES {
        sum.0[i] -= other.0[i] * times;
    }
}

/// The lanes added up, in pairs.
#[inline(always)]
fn total(line: &Line) -> f64 {
    let mut sums = line.0;
    let mut width = LANES / 2;
    while width > 0 {
        for i in 0..width {
            sums[i] += sums[i + width];
        }
        width /= 2;
    }
    sums[0]
}

/// The lanes with something in them.
#[inline(always)]
fn positive(line: &Line) -> u32 {
    let mut bits = [0_u32; LANES];
    for i in 0..LANES {
        bits[i] = if line.0[i] > 0.0 { 1 << i } else { 0 };
    }
    let mut lanes = 0;
    for bit in bits {
        lanes |= bit;
    }
    lanes
}

/// A line with some lanes of another, and zero in the rest.
#[inline(always)]
fn only(line: &Line, lanes: u32) -> Line {
    let mut masked = ZERO;
    for i in 0..LANES {
        let mask = 0_u64.wrapping_sub(u64::from(lanes >> i & 1));
        masked.0[i] = f64::from_bits(line.0[i].to_bits() & mask);
    }
    masked
}

/// Writes some lanes, which held zero.
#[inline(always)]
fn put(to: &mut Line, from: &Line, lanes: u32) {
    let from = only(from, lanes);
    add(to, &from);
}
