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
//! A line of numbers, one for each source, is added at a time, in those lanes where the step is one of a shortest way. The way out
//! writes down which steps these are; the way back follows them, and overwrites σ by g and S by G, which are not needed together.

#![expect(clippy::inline_always, reason = "what is not inlined is not compiled for the wider registers")]

use std::{
    ops::Range,
    sync::atomic::{AtomicUsize, Ordering},
};

use rayon::prelude::*;

use super::{
    fold::{Folded, Part},
    lanes::{LANES, Lanes, Line, Plain, Wide, ZERO, each_two, less, total},
    reach::{Source, Sources, Sums},
    repeats::Repeats,
};

/// Sources are dealt out in so many shares, whose sums are added in order: the same bits on any number of threads.
const SHARES: usize = 32;

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
#[derive(Clone, Copy)]
struct Visit {
    at: u32,
    lanes: Lanes,
}

/// A step along a shortest way, and the lanes where it is one; whose it is follows from the place in the list.
#[derive(Clone, Copy, Default)]
struct Link<T> {
    to: u32,
    lanes: Lanes,
    /// How often it counts, where that is not once.
    times: T,
}

/// The links of one kind that some search took, in the order of the visits that they start from: on the way back they are
/// followed the other way round.
#[derive(Default)]
struct Links<T> {
    /// The first `n` are links, the rest is room for more.
    room: Vec<Link<T>>,
    n: usize,
    /// Where the links of each visit end.
    ends: Vec<usize>,
}

impl<T: Copy + Default> Links<T> {
    fn clear(&mut self) {
        self.n = 0;
        self.ends.clear();
    }

    /// The links of a visit.
    #[inline(always)]
    fn of(&self, visit: usize) -> &[Link<T>] {
        &self.room[visit.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[visit]]
    }

    /// Keeps those of a row that some of the lanes have not `seen`, as the links of the next visit; `fresh` learns of them.
    /// What is not kept costs no branch.
    #[inline(always)]
    fn keep(&mut self, row: impl ExactSizeIterator<Item = (u32, T)>, lanes: Lanes, side: (&[Lanes], &mut [Lanes])) -> &[Link<T>] {
        let (seen, fresh) = side;
        let end = self.n + row.len();
        if self.room.len() < end {
            self.room.resize(2 * end, Link::default());
        }
        let room = &mut self.room[self.n..end];
        let mut n = 0;
        for (to, times) in row {
            let new = lanes & !seen[to as usize];
            fresh[to as usize] |= new;
            room[n] = Link { to, lanes: new, times };
            n += usize::from(new != 0);
        }
        self.n += n;
        self.ends.push(self.n);
        &self.room[self.n - n..self.n]
    }
}

/// People or events that are looked at together.
const CHUNK: usize = 32;

/// What is known of people or of events.
struct Side {
    /// σ or S, and from when it is passed on the way back, g or G.
    lines: Vec<Line>,
    /// Lanes that have come here, and those that did at this step.
    seen: Vec<Lanes>,
    fresh: Vec<Lanes>,
    /// All visits by step, and where each step starts.
    visits: Vec<Visit>,
    starts: Vec<usize>,
}

impl Side {
    fn new(n: usize) -> Self {
        Self { lines: vec![ZERO; n], seen: vec![0; n], fresh: vec![0; n], visits: Vec::new(), starts: Vec::new() }
    }

    fn clear(&mut self, range: &Range<u32>) {
        let range = range.start as usize..range.end as usize;
        self.lines[range.clone()].fill(ZERO);
        self.seen[range].fill(0);
        self.visits.clear();
        self.starts.clear();
        self.starts.push(0);
    }

    fn start(&mut self, at: u32, lane: usize) {
        self.lines[at as usize].0[lane / 8][lane % 8] = 1.0;
        self.seen[at as usize] |= 1 << lane;
        self.visits.push(Visit { at, lanes: 1 << lane });
    }

    /// Visits of a step.
    fn step(&self, step: usize) -> Range<usize> {
        self.starts.get(step).map_or(0..0, |&start| start..self.starts.get(step + 1).copied().unwrap_or(self.visits.len()))
    }

    /// Those found at this step are visited at the next.
    #[inline(always)]
    fn arrive(&mut self) {
        let Self { seen, fresh, visits, .. } = self;
        for (chunk, first) in fresh.chunks_mut(CHUNK).zip((0..).step_by(CHUNK)) {
            if chunk.iter().fold(0, |all, lanes| all | lanes) == 0 {
                continue;
            }
            for ((fresh, seen), at) in chunk.iter_mut().zip(&mut seen[first..]).zip(super::number(first)..) {
                if *fresh != 0 {
                    visits.push(Visit { at, lanes: *fresh });
                    *seen |= *fresh;
                    *fresh = 0;
                }
            }
        }
    }
}

/// The state of the searches of one batch; names are those of the module's documentation.
struct Search<'a> {
    folded: &'a Folded,
    repeats: &'a Repeats,
    people: Side,
    events: Side,
    /// From people to events, from events to people, and between those who met again.
    out: Links<()>,
    back: Links<()>,
    again: Links<u32>,
    sums: Vec<f64>,
}

impl<'a> Search<'a> {
    fn new(folded: &'a Folded, repeats: &'a Repeats) -> Self {
        Self {
            folded,
            repeats,
            people: Side::new(folded.n_core()),
            events: Side::new(folded.n_events()),
            out: Links::default(),
            back: Links::default(),
            again: Links::default(),
            sums: vec![0.0; folded.n_core()],
        }
    }

    fn run(&mut self, batch: &Batch<'_>) {
        self.start(batch);
        let mut times = ZERO;
        for (times, (_, count)) in times.0.as_flattened_mut().iter_mut().zip(&batch.sources) {
            *times = *count;
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(wide) = pulp::x86::V4::try_new() {
            wide.vectorize(There { search: self, wide });
            wide.vectorize(Back { search: self, times, wide });
            return;
        }
        pulp::Arch::new().dispatch(There { search: self, wide: Plain });
        pulp::Arch::new().dispatch(Back { search: self, times, wide: Plain });
    }

    /// Forgets the batch before, and sets the sources.
    fn start(&mut self, batch: &Batch<'_>) {
        self.people.clear(&batch.part.core);
        self.events.clear(&batch.part.events);
        self.out.clear();
        self.back.clear();
        self.again.clear();
        for (lane, &(source, _)) in batch.sources.iter().enumerate() {
            match source {
                Source::Core(person) => self.people.start(person, lane),
                Source::Guests(event) => self.events.start(event, lane),
            }
        }
    }

    /// From the people at a step to their events, and on to the members of those. Whether anyone new was found.
    #[inline(always)]
    fn step<W: Wide>(&mut self, step: usize, wide: W) -> bool {
        let Self { folded, repeats, people, events, out, back, again, .. } = self;
        let visits = people.step(step);
        for &Visit { at, lanes } in &people.visits[visits.clone()] {
            let line = &people.lines[at as usize];
            for link in out.keep(plain(folded.memberships.row(at as usize)), lanes, (&events.seen, &mut events.fresh)) {
                wide.add(&mut events.lines[link.to as usize], line, link.lanes);
            }
        }
        events.arrive();
        events.starts.push(events.visits.len());
        for &Visit { at, lanes } in &events.visits[events.step(step)] {
            let line = &events.lines[at as usize];
            for link in back.keep(plain(folded.members.row(at as usize)), lanes, (&people.seen, &mut people.fresh)) {
                wide.add(&mut people.lines[link.to as usize], line, link.lanes);
            }
        }
        for &Visit { at, lanes } in &people.visits[visits] {
            let line = people.lines[at as usize];
            for link in again.keep(repeats.of(at as usize), lanes, (&people.seen, &mut people.fresh)) {
                wide.add(&mut people.lines[link.to as usize], &less(&line, link.times), link.lanes);
            }
        }
        people.starts.push(people.visits.len());
        people.arrive();
        people.starts[step + 1] < people.visits.len()
    }

    /// What the people at a step owe to the source, from what those one step further owe.
    #[inline(always)]
    fn back<W: Wide>(&mut self, step: usize, times: &Line, wide: W) {
        let Self { folded, people, events, out, back, again, sums, .. } = self;
        for i in events.step(step) {
            let Visit { at, lanes } = events.visits[i];
            let mut sum = ZERO;
            for link in back.of(i) {
                wide.add(&mut sum, &people.lines[link.to as usize], link.lanes);
            }
            let line = &mut events.lines[at as usize];
            let guests = f64::from(folded.guests[at as usize]);
            if guests > 0.0 {
                each_two(&mut sum, line, |sum, paths| *sum += guests / paths);
            }
            wide.set(line, &sum, lanes);
        }
        if step == 0 {
            return;
        }
        for i in people.step(step) {
            let Visit { at, lanes } = people.visits[i];
            let mut sum = ZERO;
            for link in again.of(i) {
                wide.add(&mut sum, &less(&people.lines[link.to as usize], link.times), link.lanes);
            }
            for link in out.of(i) {
                wide.add(&mut sum, &events.lines[link.to as usize], link.lanes);
            }
            let line = &mut people.lines[at as usize];
            let mut owed = *times;
            each_two(&mut owed, line, |owed, paths| *owed *= paths);
            each_two(&mut owed, &sum, |owed, sum| *owed *= sum);
            each_two(&mut sum, line, |sum, paths| *sum += 1.0 / paths);
            let mut known = ZERO;
            wide.set(&mut known, &owed, lanes);
            sums[at as usize] += total(&known);
            wide.set(line, &sum, lanes);
        }
    }
}

/// The way out, compiled once for each kind of processor.
struct There<'a, 'b, W> {
    search: &'a mut Search<'b>,
    wide: W,
}

impl<W: Wide> pulp::NullaryFnOnce for There<'_, '_, W> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let mut step = 0;
        while self.search.step(step, self.wide) {
            step += 1;
        }
    }
}

/// The way back.
struct Back<'a, 'b, W> {
    search: &'a mut Search<'b>,
    times: Line,
    wide: W,
}

impl<W: Wide> pulp::NullaryFnOnce for Back<'_, '_, W> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for step in (0..self.search.people.starts.len()).rev() {
            self.search.back(step, &self.times, self.wide);
        }
    }
}

/// A row whose items count once.
#[inline(always)]
fn plain(row: &[u32]) -> impl ExactSizeIterator<Item = (u32, ())> {
    row.iter().map(|&to| (to, ()))
}
