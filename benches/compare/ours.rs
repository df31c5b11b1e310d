//! How long does one measure take on one data set? Our side of `benches/compare/run.py`.
//!
//! `ours DIR MEASURE THREADS [RUNS]` reads `DIR/events.csv` (event,person), works the measure out several times, each time on a
//! network that has nothing in store yet, and prints one line of JSON: median of wall and processor time, peak of memory, and
//! figures by which results can be compared. Reading the file and building the lists of who was where is not in the time.
//! `rank` is no single measure: it is all that can be had of a network of millions, one after the other, with the time of each.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a program for measuring, not part of the library")]
#![expect(clippy::panic, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "likewise")]

use std::{env, fs, hint::black_box, time::Instant};

use plenary::export;
use plenary::model::{Dataset, Entity, Kind};
use plenary::network::{
    CommunityOptions, Incidence, Network, Sample, Weighting, betweenness, closeness, clustering, communities, components,
    constraint, core_number, degree, eigenvector, harmonic, katz, pagerank, strength,
};

/// What takes less than so many seconds is measured several times in one go.
const LEAST: f64 = 0.1;
/// Runs end when they have taken so many seconds.
const BUDGET: f64 = 20.0;

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [dir, measure, threads, ..] = &args[..] else {
        println!("usage: ours DIR MEASURE THREADS [RUNS]");
        return;
    };
    let runs: usize = args.get(3).map_or(5, |runs| runs.parse().unwrap());
    rayon::ThreadPoolBuilder::new().num_threads(threads.parse().unwrap()).build_global().unwrap();
    let base_mib = peak_mib();
    let start = Instant::now();
    let incidence = read(&format!("{dir}/events.csv"));
    let load_s = start.elapsed().as_secs_f64();
    let (mut wall, mut cpu, mut check) = (Vec::new(), Vec::new(), String::new());
    // Of one run: later many networks may be held at once.
    let (mut at_once, mut peak) = (1, None);
    while wall.len() < runs && wall.iter().sum::<f64>() < BUDGET {
        let networks: Vec<Network> = (0..at_once).map(|_| fresh(&incidence, measure)).collect();
        let (start, before) = (Instant::now(), processor_seconds());
        for network in &networks {
            check = run(network, measure, dir);
        }
        let (wall_s, cpu_s) = (start.elapsed().as_secs_f64(), processor_seconds() - before);
        let _ = *peak.get_or_insert_with(peak_mib);
        if cpu_s < LEAST && at_once == 1 {
            // The system counts processor time in slices: what is short is measured several times in one go.
            at_once = ((LEAST / cpu_s.max(1e-6)) as usize).clamp(2, 400_000_000 / (24 * incidence.len()).max(1));
            continue;
        }
        wall.push(wall_s / f64::from(u32::try_from(at_once).unwrap()));
        cpu.push(cpu_s / f64::from(u32::try_from(at_once).unwrap()));
    }
    println!(
        "{{\"peer\": \"plenary\", \"measure\": \"{measure}\", \"threads\": {threads}, \"data\": \"{}\", \"n\": {}, \"load_s\": {load_s:.4}, \
         \"median_s\": {:.6}, \"cpu_s\": {:.6}, \"runs\": {}, \"base_mib\": {base_mib}, \"peak_mib\": {}, \"check\": {check}}}",
        dir.trim_end_matches('/').rsplit('/').next().unwrap_or(dir),
        incidence.nodes().len(),
        median(&mut wall),
        median(&mut cpu),
        wall.len(),
        peak.unwrap_or_default(),
    );
}

/// A network with nothing in store yet.
fn fresh(incidence: &Incidence, measure: &str) -> Network {
    let network = Network::from_incidence(incidence.clone(), Weighting::Count, 0.0);
    let network = if measure.ends_with("_approx") { network.sampled(Sample { size: 200, seed: 1 }) } else { network };
    if measure == "kcore" || measure == "graphml_write" {
        // The peers are given their graph, too.
        network.make_ties();
    }
    network
}

fn run(network: &Network, measure: &str, dir: &str) -> String {
    match measure {
        "project" => format!("{{\"edges\": {}}}", black_box(network.edge_list()).ends.len()),
        "ties" => format!("{{\"edges\": {}}}", network.make_ties()),
        "components" => format!("{{\"components\": {}}}", components(network).len()),
        "leiden" => circles(network, CommunityOptions::default().rounds),
        // One round: better than what the peers' Louvain finds.
        "louvain" => circles(network, 1),
        // As the peers: nodes, ties and weights.
        "graphml_write" => {
            let path = format!("{dir}/edges.graphml.ours");
            let mut file = fs::File::create(&path).unwrap();
            export::bare_graphml(network, None, &mut file).unwrap();
            format!("{{\"bytes\": {}}}", fs::metadata(path).unwrap().len())
        }
        "graphml_read" => {
            let drawn = export::read_graphml(&fs::read_to_string(format!("{dir}/edges.graphml")).unwrap()).unwrap();
            let read = Network::from_ties(drawn.ids.len(), drawn.ties, 0.0);
            format!("{{\"edges\": {}}}", black_box(&read).contexts().len())
        }
        // All that `plenary network --graphml` writes of it besides measures.
        "graphml_full" => {
            let (dataset, mut bytes) = (names(network), Vec::new());
            export::network_graphml(network, &dataset, &[], &mut bytes).unwrap();
            format!("{{\"bytes\": {}}}", bytes.len())
        }
        "bandwidth" => bandwidth(),
        "rank" => rank(network),
        _ => figures(&values(network, measure)),
    }
}

fn circles(network: &Network, rounds: usize) -> String {
    let found = communities(network, &CommunityOptions { trials: 0, rounds, ..CommunityOptions::default() });
    format!("{{\"Q\": {:.5}, \"communities\": {}}}", found.modularity, found.members.len())
}

/// Entities for the numbers: of people and of events alike.
fn names(network: &Network) -> Dataset {
    let n = network.len().max(network.contexts().len());
    let entity = |i: usize| Entity {
        path: format!("person/{i:07}"),
        kind: Kind::Person,
        label: format!("n{i}"),
        names: Vec::new(),
        mentions: Vec::new(),
        edition: None,
        unnamed: false,
        point: None,
        country: None,
    };
    Dataset { base: "https://example.org/".to_owned(), entities: (0..n).map(entity).collect(), ..Dataset::default() }
}

/// Bytes read and written in a processor second by copying 128 MiB four times.
fn bandwidth() -> String {
    let (from, mut to) = (vec![1_u64; 1 << 24], vec![0_u64; 1 << 24]);
    let before = processor_seconds();
    for _ in 0..4 {
        to.copy_from_slice(black_box(&from));
        black_box(&mut to);
    }
    format!("{{\"bytes_per_s\": {:.4e}}}", 4.0 * 2.0 * 8.0 * f64::from(1 << 24) / (processor_seconds() - before))
}

/// Degree, `PageRank`, parts and circles of a large network, with the processor seconds of each and the peak of memory after it.
fn rank(network: &Network) -> String {
    let mut told = Vec::new();
    let mut timed = |name: &str, run: &dyn Fn() -> f64| {
        let before = processor_seconds();
        let figure = run();
        told.push(format!("\"{name}\": [{:.2}, {}, {figure}]", processor_seconds() - before, peak_mib()));
    };
    timed("degree", &|| degree(network).iter().sum::<f64>() / 2.0);
    timed("strength", &|| strength(network).iter().sum());
    timed("pagerank", &|| pagerank(network).into_iter().fold(0.0, f64::max));
    timed("components", &|| components(network).len() as f64);
    timed("communities", &|| communities(network, &CommunityOptions { trials: 0, ..CommunityOptions::default() }).modularity);
    format!("{{{}}}", told.join(", "))
}

fn values(network: &Network, measure: &str) -> Vec<f64> {
    match measure {
        "degree" => strength(network),
        "neighbours" => degree(network),
        "pagerank" => pagerank(network),
        "eigen" => eigenvector(network),
        "katz" => katz(network),
        "constraint" => constraint(network),
        "closeness" | "closeness_approx" => closeness(network),
        "harmonic" => harmonic(network),
        // The peers do not normalize.
        "betweenness" | "betweenness_approx" => {
            let n = network.len() as f64;
            betweenness(network).into_iter().map(|value| value * (n - 1.0) * (n - 2.0) / 2.0).collect()
        }
        "kcore" => core_number(network),
        "clustering" => clustering(network),
        _ => panic!("no measure is called {measure}"),
    }
}

/// Place of the largest value, sum and largest.
fn figures(values: &[f64]) -> String {
    let mut top = 0;
    for (i, &value) in values.iter().enumerate() {
        if value > values[top] {
            top = i;
        }
    }
    format!("{{\"top\": {top}, \"sum\": {:.10e}, \"max\": {:.10e}}}", values.iter().sum::<f64>(), values[top])
}

/// The lists of who was at each event.
fn read(path: &str) -> Incidence {
    let text = fs::read_to_string(path).unwrap();
    let mut lists: Vec<Vec<u32>> = Vec::new();
    for line in text.lines().skip(1) {
        let (event, person) = line.split_once(',').unwrap();
        let event: usize = event.parse().unwrap();
        if lists.len() <= event {
            lists.resize(event + 1, Vec::new());
        }
        lists[event].push(person.parse().unwrap());
    }
    Incidence::from_lists(lists)
}

/// Processor time of all threads so far.
fn processor_seconds() -> f64 {
    let of = |task: fs::DirEntry| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<f64>().ok()
    };
    fs::read_dir("/proc/self/task").map_or(0.0, |tasks| tasks.flatten().filter_map(of).sum::<f64>() / 1e9)
}

fn peak_mib() -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) >> 10
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
