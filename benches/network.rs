//! How long do projection and measures take on attendance data of realistic shape? `cargo bench --bench network`.
//!
//! The generator draws events of heavy-tailed size, 2 to 200 people, from circles whose members are popular by Zipf's law: a few go
//! everywhere, most are seen once. A seed gives the same data everywhere.

use divan::{Bencher, black_box};
use plenary::network::{Incidence, Measure, Network, Weighting, betweenness, closeness, components, pagerank, strength};

/// Numbers of people in the pool; about two thirds are ever seen.
const PEOPLE: [u32; 2] = [1_000, 5_000];
/// Events for each person in the pool.
const EVENTS_PER_PERSON: f64 = 0.35;
/// Members of a circle.
const CIRCLE: u32 = 50;
/// Share of the people of an event who come from its circle.
const FROM_CIRCLE: f64 = 0.8;

fn main() {
    divan::main();
}

/// `SplitMix64`: numbers from 0 to 1.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of `first..end`, in proportion to popularity, whose running sums are given.
    fn person(&mut self, sums: &[f64], first: u32, end: u32) -> u32 {
        let before = if first == 0 { 0.0 } else { sums[first as usize - 1] };
        let at = before + self.next() * (sums[end as usize - 1] - before);
        let person = sums.partition_point(|&sum| sum <= at);
        u32::try_from(person).map_or(first, |person| person.clamp(first, end - 1))
    }
}

/// Running sums of the popularity of each person: `1/(rank + 20)^0.75`, ranks dealt out over the circles.
fn popularity(people: u32) -> Vec<f64> {
    let circles = people.div_ceil(CIRCLE);
    let rank = |person: u32| f64::from(person % CIRCLE * circles + person / CIRCLE);
    let mut sum = 0.0;
    (0..people)
        .map(|person| {
            sum += (rank(person) + 20.0).powf(-0.75);
            sum
        })
        .collect()
}

/// Who was at each event.
fn attendance(people: u32) -> Incidence {
    let mut random = Random(u64::from(people));
    let sums = popularity(people);
    let mut events = Vec::new();
    while (events.len() as f64) < f64::from(people) * EVENTS_PER_PERSON {
        // Pareto with exponent 1.4 from 2 on: a mean of about 7.
        let size = (2.0 * (1.0 - random.next()).powf(-1.0 / 1.4)).min(200.0);
        let circle = random.person(&sums, 0, people) / CIRCLE;
        let (first, end) = (circle * CIRCLE, people.min((circle + 1) * CIRCLE));
        let mut list = Vec::new();
        while (list.len() as f64) < size.floor() {
            let near = random.next() < FROM_CIRCLE;
            list.push(if near { random.person(&sums, first, end) } else { random.person(&sums, 0, people) });
        }
        events.push(list);
    }
    Incidence::from_lists(events)
}

/// The network without its ties.
fn network(people: u32) -> Network {
    Network::from_incidence(attendance(people), Weighting::Newman, 0.0)
}

/// The network with its ties made.
fn tied(people: u32) -> Network {
    let network = network(people);
    black_box(network.n_ties());
    network
}

#[divan::bench(args = PEOPLE)]
fn projection(bencher: Bencher, people: u32) {
    let incidence = attendance(people);
    bencher
        .with_inputs(|| Network::from_incidence(incidence.clone(), Weighting::Newman, 0.0))
        .bench_local_refs(|network| network.n_ties());
}

#[divan::bench(args = PEOPLE)]
fn strength_of_lists(bencher: Bencher, people: u32) {
    let network = network(people);
    bencher.bench_local(|| strength(black_box(&network)));
}

#[divan::bench(args = PEOPLE)]
fn pagerank_of_lists(bencher: Bencher, people: u32) {
    let network = network(people);
    bencher.bench_local(|| pagerank(black_box(&network)));
}

/// The same by ties, as it must be done where weak ties are left out: here the ties of the largest event only.
#[divan::bench(args = PEOPLE)]
fn pagerank_of_ties(bencher: Bencher, people: u32) {
    let whole = network(people);
    let largest = whole.contexts().iter().map(|&context| whole.members(context).len()).max().unwrap_or(0);
    let network = Network::from_incidence(attendance(people), Weighting::Newman, 1.0 / (largest as f64 - 1.5));
    black_box(network.n_ties());
    bencher.bench_local(|| pagerank(black_box(&network)));
}

#[divan::bench(args = PEOPLE)]
fn components_of_lists(bencher: Bencher, people: u32) {
    let network = network(people);
    bencher.bench_local(|| components(black_box(&network)));
}

#[divan::bench(args = PEOPLE)]
fn closeness_of_lists(bencher: Bencher, people: u32) {
    let network = network(people);
    bencher.bench_local(|| closeness(black_box(&network)));
}

#[divan::bench(args = PEOPLE, sample_count = 5)]
fn betweenness_of_ties(bencher: Bencher, people: u32) {
    let network = tied(people);
    bencher.bench_local(|| betweenness(black_box(&network)));
}

#[divan::bench(args = ["eigenvector", "core", "clustering"])]
fn others_of_1000(bencher: Bencher, name: &str) {
    let network = tied(PEOPLE[0]);
    let Some(measure) = Measure::named(name) else { return };
    bencher.bench_local(|| (measure.compute)(black_box(&network)));
}
