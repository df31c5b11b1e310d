//! Slow, obvious definitions of every measure, and the tests that hold the quick ones to them.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::model::EntityIdx;

/// Up to eight events of up to five of ten people; people who are alone, and empty events, occur.
pub(super) fn event_lists() -> impl Strategy<Value = Vec<Vec<u32>>> {
    let event = prop::collection::btree_set(0..10_u32, 0..5).prop_map(|people| people.into_iter().collect());
    prop::collection::vec(event, 0..8)
}

/// Weight of each tie, pair by pair and list by list.
pub(super) fn tie_weights(lists: &[Vec<u32>], newman: bool, min_weight: f64) -> Vec<((u32, u32), f64)> {
    let mut ties = BTreeMap::new();
    for list in lists {
        for &a in list {
            for &b in list.iter().filter(|&&b| a < b) {
                *ties.entry((a, b)).or_insert(0.0) += if newman { 1.0 / (list.len() - 1) as f64 } else { 1.0 };
            }
        }
    }
    ties.into_iter().filter(|&(_, weight)| weight >= min_weight).collect()
}

/// The network as a full matrix.
struct Dense {
    n: usize,
    weights: Vec<Vec<f64>>,
    /// Steps between any two; `None` if there is no way.
    distance: Vec<Vec<Option<usize>>>,
}

impl Dense {
    fn new(network: &Network) -> Self {
        let n = network.len();
        let mut weights = vec![vec![0.0; n]; n];
        for tie in network.ties() {
            let (a, b) = (network.position(tie.a).unwrap(), network.position(tie.b).unwrap());
            weights[a][b] = tie.weight;
            weights[b][a] = tie.weight;
        }
        let mut distance: Vec<Vec<_>> =
            (0..n).map(|a| (0..n).map(|b| if a == b { Some(0) } else { (weights[a][b] > 0.0).then_some(1) }).collect()).collect();
        // Floyd and Warshall.
        for via in 0..n {
            for a in 0..n {
                for b in 0..n {
                    if let (Some(there), Some(on)) = (distance[a][via], distance[via][b]) {
                        let way = there + on;
                        distance[a][b] = Some(distance[a][b].map_or(way, |known: usize| known.min(way)));
                    }
                }
            }
        }
        Self { n, weights, distance }
    }

    fn tied(&self, a: usize, b: usize) -> bool {
        self.weights[a][b] > 0.0
    }

    fn degree(&self) -> Vec<f64> {
        (0..self.n).map(|a| (0..self.n).filter(|&b| self.tied(a, b)).count() as f64).collect()
    }

    fn strength(&self) -> Vec<f64> {
        self.weights.iter().map(|row| row.iter().sum()).collect()
    }

    /// The linear system `r − d M r = (1 − d)/n`, by elimination.
    fn pagerank(&self) -> Vec<f64> {
        let (n, d) = (self.n, 0.85);
        let strength = self.strength();
        let chance = |v: usize, u: usize| if strength[u] > 0.0 { self.weights[v][u] / strength[u] } else { 1.0 / n as f64 };
        let rows: Vec<Vec<f64>> = (0..n)
            .map(|v| {
                let mut row: Vec<f64> = (0..n).map(|u| f64::from(u8::from(u == v)) - d * chance(v, u)).collect();
                row.push((1.0 - d) / n as f64);
                row
            })
            .collect();
        Self::solved(rows)
    }

    /// Every shortest path from a to b, written out.
    fn shortest_paths(&self, a: usize, b: usize) -> Vec<Vec<usize>> {
        if a == b {
            return vec![vec![b]];
        }
        let Some(distance) = self.distance[a][b] else { return Vec::new() };
        let nearer = (0..self.n).filter(|&next| self.tied(a, next) && self.distance[next][b] == Some(distance - 1));
        let rest = nearer.flat_map(|next| self.shortest_paths(next, b));
        rest.map(|path| [vec![a], path].concat()).collect()
    }

    fn betweenness(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.n];
        for s in 0..self.n {
            for t in (0..self.n).filter(|&t| t != s) {
                let paths = self.shortest_paths(s, t);
                for path in &paths {
                    for &v in &path[1..path.len() - 1] {
                        sums[v] += 1.0 / paths.len() as f64;
                    }
                }
            }
        }
        let pairs = if self.n > 2 { ((self.n - 1) * (self.n - 2)) as f64 } else { 1.0 };
        sums.into_iter().map(|sum| sum / pairs).collect()
    }

    fn others_in_reach(&self, a: usize) -> Vec<f64> {
        (0..self.n).filter(|&b| b != a).filter_map(|b| self.distance[a][b]).map(|steps| steps as f64).collect()
    }

    fn closeness(&self) -> Vec<f64> {
        let of = |steps: Vec<f64>| {
            let reached = steps.len() as f64;
            if steps.is_empty() { 0.0 } else { reached / steps.iter().sum::<f64>() * (reached / (self.n - 1) as f64) }
        };
        (0..self.n).map(|a| of(self.others_in_reach(a))).collect()
    }

    fn harmonic(&self) -> Vec<f64> {
        (0..self.n).map(|a| self.others_in_reach(a).into_iter().map(|steps| 1.0 / steps).sum()).collect()
    }

    /// `(W + I)` to the power of a million, which leaves only its leading vector, times ones.
    fn eigenvector(&self) -> Vec<f64> {
        if self.weights.iter().flatten().all(|&weight| weight <= 0.0) {
            return vec![0.0; self.n];
        }
        let mut power = self.weights.clone();
        for (a, row) in power.iter_mut().enumerate() {
            row[a] += 1.0;
        }
        for _ in 0..20 {
            let entry = |a: usize, b: usize| (0..self.n).map(|via| power[a][via] * power[via][b]).sum::<f64>();
            let square: Vec<Vec<f64>> = (0..self.n).map(|a| (0..self.n).map(|b| entry(a, b)).collect()).collect();
            let largest = square.iter().flatten().fold(0.0, |most: f64, &value| most.max(value));
            power = square.into_iter().map(|row| row.into_iter().map(|value| value / largest).collect()).collect();
        }
        let x: Vec<f64> = power.iter().map(|row| row.iter().sum()).collect();
        let length = x.iter().map(|value: &f64| value * value).sum::<f64>().sqrt();
        x.into_iter().map(|value| value / length).collect()
    }

    /// For each k what is left when all with fewer than k ties have gone.
    fn core(&self) -> Vec<f64> {
        let mut core = vec![0.0; self.n];
        for k in 1..self.n {
            let mut left: BTreeSet<usize> = (0..self.n).collect();
            while let Some(&weak) = left.iter().find(|&&a| left.iter().filter(|&&b| self.tied(a, b)).count() < k) {
                left.remove(&weak);
            }
            for a in left {
                core[a] = k as f64;
            }
        }
        core
    }

    fn clustering(&self) -> Vec<f64> {
        let of = |a: usize| {
            let near: Vec<usize> = (0..self.n).filter(|&b| self.tied(a, b)).collect();
            let pairs: Vec<(usize, usize)> =
                near.iter().flat_map(|&b| near.iter().map(move |&c| (b, c))).filter(|(b, c)| b < c).collect();
            let closed = pairs.iter().filter(|&&(b, c)| self.tied(b, c)).count();
            if pairs.is_empty() { 0.0 } else { closed as f64 / pairs.len() as f64 }
        };
        (0..self.n).map(of).collect()
    }

    /// Rows of a matrix with a right side in the last place, solved by elimination.
    fn solved(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
        let n = rows.len();
        for pivot in 0..n {
            for other in (0..n).filter(|&other| other != pivot) {
                let factor = rows[other][pivot] / rows[pivot][pivot];
                let pivot_row = rows[pivot].clone();
                for (value, from) in rows[other].iter_mut().zip(pivot_row) {
                    *value -= factor * from;
                }
            }
        }
        (0..n).map(|v| rows[v][n] / rows[v][v]).collect()
    }

    fn katz(&self) -> Vec<f64> {
        let x = self.eigenvector();
        let image = |a: usize| (0..self.n).map(|b| self.weights[a][b] * x[b]).sum::<f64>();
        let largest: f64 = (0..self.n).map(|a| image(a) * x[a]).sum();
        let alpha = if largest > 0.0 { 0.85 / largest } else { 0.0 };
        let row = |a: usize| {
            let entry = |b: usize| f64::from(u8::from(a == b)) - alpha * self.weights[a][b];
            (0..self.n).map(entry).chain([1.0]).collect()
        };
        let x = Self::solved((0..self.n).map(row).collect());
        let length = x.iter().map(|value| value * value).sum::<f64>().sqrt();
        x.into_iter().map(|value| value / length).collect()
    }

    fn constraint(&self) -> Vec<f64> {
        let strength = self.strength();
        let p = |u: usize, v: usize| self.weights[u][v] / strength[u];
        let of = |u: usize| {
            let near = (0..self.n).filter(|&v| self.tied(u, v));
            near.map(|v| {
                let indirect: f64 = (0..self.n).filter(|&q| self.tied(u, q) && self.tied(q, v)).map(|q| p(u, q) * p(q, v)).sum();
                (p(u, v) + indirect).powi(2)
            })
            .sum::<f64>()
                + 0.0
        };
        (0..self.n).map(of).collect()
    }

    fn effective_size(&self) -> Vec<f64> {
        let of = |a: usize| {
            let near: Vec<usize> = (0..self.n).filter(|&b| self.tied(a, b)).collect();
            let known = |&b: &usize| near.iter().filter(|&&c| self.tied(b, c)).count() as f64;
            if near.is_empty() { 0.0 } else { near.len() as f64 - near.iter().map(known).sum::<f64>() / near.len() as f64 }
        };
        (0..self.n).map(of).collect()
    }

    /// Number of parts among all nodes but one.
    fn parts_without(&self, gone: &[(usize, usize)], node: Option<usize>) -> usize {
        let mut seen = vec![false; self.n];
        let mut n_parts = 0;
        for start in (0..self.n).filter(|&a| Some(a) != node) {
            n_parts += usize::from(!seen[start]);
            let mut left = vec![start];
            while let Some(a) = left.pop() {
                if std::mem::replace(&mut seen[a], true) {
                    continue;
                }
                let is_there = |b: usize| !gone.contains(&(a, b)) && !gone.contains(&(b, a)) && Some(b) != node;
                left.extend((0..self.n).filter(|&b| self.tied(a, b) && is_there(b)));
            }
        }
        n_parts
    }

    /// Pearson's coefficient over both directions of each tie.
    fn assortativity(&self) -> Option<f64> {
        let degree = self.degree();
        let ends = (0..self.n).flat_map(|a| (0..self.n).map(move |b| (a, b))).filter(|&(a, b)| self.tied(a, b));
        let ends: Vec<(f64, f64)> = ends.map(|(a, b)| (degree[a], degree[b])).collect();
        let mean = ends.iter().map(|end| end.0).sum::<f64>() / ends.len() as f64;
        let spread: f64 = ends.iter().map(|end| (end.0 - mean).powi(2)).sum();
        (spread > 1e-9).then(|| ends.iter().map(|end| (end.0 - mean) * (end.1 - mean)).sum::<f64>() / spread)
    }

    fn transitivity(&self) -> f64 {
        let degree = self.degree();
        let pairs: f64 = degree.iter().map(|k| k * (k - 1.0) / 2.0).sum();
        let closed: f64 = self.clustering().iter().zip(&degree).map(|(share, k)| share * k * (k - 1.0) / 2.0).sum();
        if pairs > 0.0 { closed / pairs } else { 0.0 }
    }

    fn measure(&self, name: &str, network: &Network) -> Vec<f64> {
        match name {
            "degree" => self.degree(),
            "strength" => self.strength(),
            "pagerank" => self.pagerank(),
            "betweenness" => self.betweenness(),
            "closeness" => self.closeness(),
            "harmonic" => self.harmonic(),
            "eigenvector" => self.eigenvector(),
            "core" => self.core(),
            "clustering" => self.clustering(),
            "katz" => self.katz(),
            "hubs" => hubs_by_steps(network),
            "constraint" => self.constraint(),
            "effective" => self.effective_size(),
            _ => panic!("measure {name} has no oracle: write one"),
        }
    }
}

/// `(B w Bᵀ)` to the power of a million, times ones.
fn hubs_by_steps(network: &Network) -> Vec<f64> {
    let (n, lists) = (network.len(), network.weighted());
    let mut power = vec![vec![0.0; n]; n];
    for (list, weight) in lists.members.iter().zip(lists.weights) {
        for &a in list {
            for &b in list {
                power[a as usize][b as usize] += weight;
            }
        }
    }
    if power.iter().flatten().all(|&weight| weight <= 0.0) {
        return vec![0.0; n];
    }
    for _ in 0..20 {
        let entry = |a: usize, b: usize| (0..n).map(|via| power[a][via] * power[via][b]).sum::<f64>();
        let square: Vec<Vec<f64>> = (0..n).map(|a| (0..n).map(|b| entry(a, b)).collect()).collect();
        let largest = square.iter().flatten().fold(0.0, |most: f64, &value| most.max(value));
        power = square.into_iter().map(|row| row.into_iter().map(|value| value / largest).collect()).collect();
    }
    let x: Vec<f64> = power.iter().map(|row| row.iter().sum()).collect();
    let all: f64 = x.iter().sum();
    x.into_iter().map(|value| value / all).collect()
}

fn assert_close(found: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (node, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() < tolerance, "{what} of node {node}: {found}, expected {expected}");
        assert!(!(*found == 0.0 && found.is_sign_negative()), "{what} of node {node} is minus zero");
    }
}

/// Every measure, the components and all ways against their definitions.
fn check(network: &Network) {
    let dense = Dense::new(network);
    for measure in MEASURES {
        // Two parts with almost the same λ are told apart slowly.
        let tolerance = if ["eigenvector", "hubs", "katz"].contains(&measure.name) { 1e-6 } else { 1e-10 };
        assert_close(&(measure.compute)(network), &dense.measure(measure.name, network), tolerance, measure.name);
    }
    check_components(network, &dense);
    check_whole(network, &dense);
    for (a, &from) in network.nodes().iter().enumerate() {
        for (b, &to) in network.nodes().iter().enumerate() {
            let found = path(network, from, to).map(|steps| {
                assert!(steps.iter().all(|step| !step.shared.is_empty() && step.shared == network.shared(step.from, step.to)));
                [vec![from], steps.iter().map(|step| step.to).collect()].concat()
            });
            let expected = dense.shortest_paths(a, b).into_iter().min();
            assert_eq!(found, expected.map(|path| path.into_iter().map(|node| network.nodes()[node]).collect()));
        }
        let near = |b: usize| dense.distance[a][b].is_some_and(|steps| steps <= 2);
        let within: Vec<_> = network.nodes().iter().enumerate().filter(|&(b, _)| near(b)).map(|(_, &node)| node).collect();
        assert_eq!(ego(network, from, 2).unwrap().nodes(), within);
    }
}

/// What is said of the network as a whole.
fn check_whole(network: &Network, dense: &Dense) {
    assert!((transitivity(network) - dense.transitivity()).abs() < 1e-12);
    match (assortativity(network), dense.assortativity()) {
        (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-9, "{found}, expected {expected}"),
        (found, expected) => assert_eq!(found.is_some(), expected.is_some(), "{found:?}, expected {expected:?}"),
    }
    let name = |node: usize| network.nodes()[node];
    let parts = dense.parts_without(&[], None);
    let cuts = (0..dense.n)
        .filter(|&a| dense.parts_without(&[], Some(a)) > parts - usize::from((0..dense.n).all(|b| !dense.tied(a, b))));
    assert_eq!(articulation_points(network), cuts.map(name).collect::<Vec<_>>());
    let pairs = (0..dense.n).flat_map(|a| (a + 1..dense.n).map(move |b| (a, b))).filter(|&(a, b)| dense.tied(a, b));
    let expected: Vec<_> =
        pairs.filter(|&tie| dense.parts_without(&[tie], None) > parts).map(|(a, b)| (name(a), name(b))).collect();
    assert_eq!(bridges(network), expected);
}

fn check_components(network: &Network, dense: &Dense) {
    let found = components(network);
    let sizes: Vec<usize> = found.iter().map(Vec::len).collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
    assert_eq!(sizes.iter().sum::<usize>(), network.len());
    for component in &found {
        let first = network.position(component[0]).unwrap();
        let reached = network.nodes().iter().enumerate().filter(|&(b, _)| dense.distance[first][b].is_some());
        assert_eq!(component, &reached.map(|(_, &node)| node).collect::<Vec<_>>());
    }
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}

fn network(lists: &[Vec<u32>], newman: bool, min_weight: f64) -> Network {
    let weighting = if newman { Weighting::Newman } else { Weighting::Count };
    Network::from_incidence(Incidence::from_lists(lists.iter().cloned()), weighting, min_weight)
}

#[test]
fn measures_hold_on_plain_shapes() {
    let star = (1..8).map(|leaf| vec![0, leaf]).collect();
    let chain = (0..7).map(|i| vec![i, i + 1]).collect();
    let shapes: [(&str, Vec<Vec<u32>>); 9] = [
        ("empty", vec![]),
        ("single", vec![vec![5]]),
        ("pair", vec![vec![5, 6]]),
        ("star", star),
        ("path", chain),
        ("split", vec![vec![0, 1, 2], vec![3, 4, 5], vec![6]]),
        ("clique", vec![(0..8).collect()]),
        ("two cliques with one in common", vec![vec![0, 1, 2, 3], vec![3, 4, 5]]),
        ("the same event twice, and nobody", vec![vec![0, 1, 2], vec![0, 1, 2], vec![]]),
    ];
    for (name, lists) in &shapes {
        println!("{name}");
        check(&network(lists, false, 0.0));
        check(&network(lists, true, 0.0));
    }
}

/// More people than are searched from at once, far from each other, with parts and guests.
#[test]
fn measures_hold_where_many_searches_run_side_by_side() {
    let ring = (0..40_u32).map(|i| vec![i, (i + 1) % 40, 100 + i % 7]);
    let halls = (0..6_u32).map(|e| (0..9).map(|i| 200 + (e * 5 + i * i) % 23).collect::<Vec<_>>());
    let guests = (0..6_u32).map(|e| vec![6 * e, 300 + e, 310 + e, 200 + e]);
    let lists: Vec<Vec<u32>> = ring.chain(halls).chain(guests).chain([vec![900, 901], vec![902]]).collect();
    let lists: Vec<Vec<u32>> = lists.into_iter().map(|list| BTreeSet::from_iter(list).into_iter().collect()).collect();
    check(&network(&lists, true, 0.0));
}

proptest! {
    #[test]
    fn measures_hold_where_every_tie_weighs_the_same(lists in event_lists()) {
        check(&Network::from_incidence(Incidence::from_lists(lists), Weighting::None, 0.0));
    }

    #[test]
    fn measures_are_what_they_are_defined_to_be(lists in event_lists(), newman: bool) {
        check(&network(&lists, newman, 0.0));
    }

    #[test]
    fn measures_hold_when_weak_ties_are_left_out(lists in event_lists(), newman: bool, min_weight in 0.1..2.5_f64) {
        check(&network(&lists, newman, min_weight));
    }

    #[test]
    fn renumbering_nodes_changes_nothing(
        lists in event_lists(),
        names in Just((0..10_u32).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let before = network(&lists, true, 0.0);
        let renamed: Vec<Vec<u32>> = lists.iter().map(|list| list.iter().map(|&p| names[p as usize]).collect()).collect();
        let after = network(&renamed, true, 0.0);
        for measure in MEASURES {
            let values = (measure.compute)(&after);
            let found: Vec<f64> = before.nodes().iter().map(|node| {
                values[after.position(EntityIdx(names[node.0 as usize])).unwrap()]
            }).collect();
            assert_close(&found, &(measure.compute)(&before), 1e-9, measure.name);
        }
    }
}

/// Eighteen women at fourteen events in Natchez, Mississippi (A. Davis, B. B. Gardner, M. R. Gardner, «Deep South», 1941), by
/// name: `sorted(networkx.davis_southern_women_graph().graph["top"])`.
fn davis() -> Vec<Vec<u32>> {
    vec![
        vec![0, 4, 9],
        vec![4, 9, 16],
        vec![0, 1, 4, 6, 9, 16],
        vec![0, 1, 4, 16],
        vec![0, 1, 3, 4, 6, 9, 14, 16],
        vec![0, 3, 4, 6, 9, 11, 13, 16],
        vec![0, 1, 3, 7, 9, 11, 14, 15, 16, 17],
        vec![0, 2, 3, 4, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17],
        vec![2, 4, 5, 8, 10, 11, 12, 13, 14, 15, 16, 17],
        vec![7, 8, 10, 11, 15],
        vec![5, 7, 11, 12],
        vec![7, 8, 10, 11, 15, 17],
        vec![8, 11, 15],
        vec![8, 11, 15],
    ]
}

/// Events 1, 2, 10, 11 and 13 only, where several women are alone: `g.subgraph(women + [...])`.
fn davis_split() -> Network {
    let events = davis();
    let few = [0, 1, 9, 10, 12].map(|event: usize| events[event].clone());
    let alone = (0..18).map(|woman| vec![woman]);
    network(&few.into_iter().chain(alone).collect::<Vec<_>>(), false, 0.0)
}

/// networkx 3.6.1: `nx.pagerank(p, tol=1e-16, max_iter=10000)` and `nx.eigenvector_centrality(p, max_iter=100000, tol=1e-15,
/// weight="weight")` for `p = bipartite.weighted_projected_graph(g, women)` and `p =
/// bipartite.collaboration_weighted_projected_graph(g, women)`.
#[test]
fn weighted_measures_agree_with_networkx() {
    let count = network(&davis(), false, 0.0);
    assert_eq!(count.n_ties(), 139);
    let pagerank_count = numbers(
        "0.06814403580000328 0.03900508026076423 0.040317564579340784 0.055099159076465065 0.07415035416365136 \
        0.027475518512162747 0.04975434119601964 0.0534633392025098 0.057566778314913344 0.06675243008569393 \
        0.05229119696278045 0.06600128578870834 0.027475518512162747 0.049416271781415 0.06128675306971476 \
        0.06950249570999949 0.08348536061652476 0.058812516367170234",
    );
    assert_close(&pagerank(&count), &pagerank_count, 1e-11, "pagerank");
    let eigenvector_count = numbers(
        "0.30424437911631314 0.17419291084161023 0.1460131094598483 0.2390373961121462 0.3185195862718068 \
        0.07747501727090382 0.21795638782602944 0.2069408140379389 0.22197512876528477 0.3004073254171023 \
        0.19772714670593192 0.25327384847716216 0.07747501727090382 0.19401093712466744 0.2485104696046428 \
        0.2728778912673219 0.3535544691081783 0.23070007057274744",
    );
    assert_close(&eigenvector(&count), &eigenvector_count, 1e-10, "eigenvector");
    let newman = network(&davis(), true, 0.0);
    let pagerank_newman = numbers(
        "0.073533338127144 0.044984150780508284 0.027903587991667856 0.045959031370625986 0.08337821168581094 \
        0.02874263024093606 0.04563614449741822 0.05758504176488369 0.06588471540344411 0.07333652734608116 \
        0.04709059485659242 0.08659203222690927 0.02874263024093606 0.037301244246659454 0.046816580360509064 \
        0.0755824139561385 0.08386032728902597 0.047070797614708934",
    );
    assert_close(&pagerank(&newman), &pagerank_newman, 1e-11, "pagerank");
    let strength_newman = [7.0, 4.0, 2.0, 4.0, 8.0, 2.0, 4.0, 5.0, 6.0, 7.0, 4.0, 8.0, 2.0, 3.0, 4.0, 7.0, 8.0, 4.0];
    assert_close(&strength(&newman), &strength_newman, 1e-13, "strength");
}

/// networkx 3.6.1 on `p = bipartite.weighted_projected_graph(g.subgraph(women + ["E1", "E2", "E10", "E11", "E13"]), women)`:
/// `nx.pagerank(p, tol=1e-16, max_iter=10000)`, `nx.betweenness_centrality(p)`, `nx.closeness_centrality(p)`,
/// `nx.harmonic_centrality(p)`, `nx.core_number(p)`, `nx.clustering(p)`.
#[test]
fn measures_agree_with_networkx_where_the_network_is_split() {
    let split = davis_split();
    assert_eq!(split.n_ties(), 20);
    assert_eq!(components(&split).iter().map(Vec::len).collect::<Vec<_>>(), [7, 4, 1, 1, 1, 1, 1, 1, 1]);
    let tied = [0, 4, 5, 7, 8, 9, 10, 11, 12, 15, 16];
    let full = |values: &[f64], alone: f64| {
        let mut full = vec![alone; 18];
        for (node, &value) in tied.into_iter().zip(values) {
            full[node] = value;
        }
        full
    };
    let pagerank_split = numbers(
        "0.05823687850331229 0.10773822523112754 0.05250255310388041 0.10533097538169571 0.0883697184906075 \
        0.10773822523112754 0.06266491663011975 0.13117242786974792 0.0525025531038804 0.0883697184906075 \
        0.05823687850331229",
    );
    let alone = numbers("0.012448132780082988")[0];
    assert_close(&pagerank(&split), &full(&pagerank_split, alone), 1e-11, "pagerank");
    let (some, more) = (1.0 / 272.0, 6.0 / 272.0);
    assert_close(
        &betweenness(&split),
        &full(&[0.0, some, 0.0, more, 0.0, some, 0.0, more, 0.0, 0.0, 0.0], 0.0),
        1e-13,
        "betweenness",
    );
    let closeness_split = numbers(
        "0.1323529411764706 0.17647058823529413 0.23529411764705882 0.35294117647058826 0.2647058823529412 \
        0.17647058823529413 0.2647058823529412 0.35294117647058826 0.23529411764705882 0.2647058823529412 \
        0.1323529411764706",
    );
    assert_close(&closeness(&split), &full(&closeness_split, 0.0), 1e-13, "closeness");
    let harmonic_split = [2.5, 3.0, 4.5, 6.0, 5.0, 3.0, 5.0, 6.0, 4.5, 5.0, 2.5];
    assert_close(&harmonic(&split), &full(&harmonic_split, 0.0), 1e-13, "harmonic");
    let core_split = [2.0, 2.0, 3.0, 4.0, 4.0, 2.0, 4.0, 4.0, 3.0, 4.0, 2.0];
    assert_close(&core_number(&split), &full(&core_split, 0.0), 1e-13, "core");
    let third = 2.0 / 3.0;
    assert_close(
        &clustering(&split),
        &full(&[1.0, third, 1.0, 0.6, 1.0, third, 1.0, 0.6, 1.0, 1.0, 1.0], 0.0),
        1e-13,
        "clustering",
    );
}

/// Three hundred people, so that work is dealt out to threads in several parts.
#[test]
fn the_number_of_threads_does_not_change_a_bit() {
    let lists: Vec<Vec<u32>> =
        (0..120_u32).map(|e| (0..7).map(|i| (e * e + 31 * i * (e % 5 + 1) + i * i) % 300).collect()).collect();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let network = network(&lists, true, 0.0);
            MEASURES.iter().map(|m| (m.compute)(&network).into_iter().map(f64::to_bits).collect()).collect::<Vec<Vec<u64>>>()
        })
    };
    assert_eq!(with(1), with(4));
}
