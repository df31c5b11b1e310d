//! Betweenness: who links people that would not meet otherwise?

use rayon::prelude::*;

use super::{Network, ties::Adjacency};

/// Sources are dealt out in so many parts, whose sums are added in order: the same bits on any number of threads.
const PARTS: usize = 64;
const UNSEEN: u32 = u32::MAX;

/// Share of the shortest paths between two others that lead through a node, over all pairs of others.
///
/// `C_B(v) = Σ_{s≠v≠t} σ(s,t|v)/σ(s,t)`, where σ(s,t) is the number of shortest paths from s to t and σ(s,t|v) that of those
/// through v; divided by (n − 1)(n − 2), with each pair counted both ways. Weights play no part. Exact.
///
/// # Returns
/// For each node, in order, a number from 0 to 1.
///
/// # Complexity
/// O(n · (n + ties)) time, shared by all threads; O(n) space for each of 64 parts.
///
/// # Example
/// ```
/// use plenary::network::{Network, betweenness};
///
/// assert_eq!(betweenness(&Network::from_lists([[1, 2], [2, 3]])), [0.0, 1.0, 0.0]);
/// ```
///
/// # Literature
/// U. Brandes, «A faster algorithm for betweenness centrality», Journal of Mathematical Sociology 25 (2001) 163; normalized as in
/// networkx.
#[must_use]
pub fn betweenness(network: &Network) -> Vec<f64> {
    let n = network.len();
    let adjacency = network.adjacency();
    let part = n.div_ceil(PARTS).max(1);
    let starts: Vec<u32> = network.numbers().step_by(part).collect();
    let sums: Vec<Vec<f64>> = starts
        .into_par_iter()
        .map(|start| {
            let mut brandes = Brandes::new(n);
            for source in network.numbers().skip(start as usize).take(part) {
                brandes.count_from(adjacency, source);
            }
            brandes.centrality
        })
        .collect();
    let scale = if n > 2 { 1.0 / ((n - 1) as f64 * (n - 2) as f64) } else { 1.0 };
    (0..n).map(|node| sums.iter().map(|part| part[node]).sum::<f64>() * scale).collect()
}

/// The paper's variables.
struct Brandes {
    /// `C_B`, summed up over the sources so far.
    centrality: Vec<f64>,
    /// σ: number of shortest paths from the source.
    paths: Vec<f64>,
    /// d: steps from the source.
    distance: Vec<u32>,
    /// δ: share of the paths to all others that lead through the node.
    dependency: Vec<f64>,
    /// S: nodes in the order in which they were reached.
    reached: Vec<u32>,
}

impl Brandes {
    fn new(n: usize) -> Self {
        Self {
            centrality: vec![0.0; n],
            paths: vec![0.0; n],
            distance: vec![UNSEEN; n],
            dependency: vec![0.0; n],
            reached: Vec::with_capacity(n),
        }
    }

    fn count_from(&mut self, adjacency: &Adjacency, source: u32) {
        self.search(adjacency, source);
        while let Some(w) = self.reached.pop() {
            let w = w as usize;
            let through = (1.0 + self.dependency[w]) / self.paths[w];
            for &v in adjacency.neighbours(w) {
                let v = v as usize;
                // Those further away are done and reset, so only those one step nearer are left to compare.
                if self.distance[v] < self.distance[w] {
                    self.dependency[v] += self.paths[v] * through;
                }
            }
            if w != source as usize {
                self.centrality[w] += self.dependency[w];
            }
            self.paths[w] = 0.0;
            self.distance[w] = UNSEEN;
            self.dependency[w] = 0.0;
        }
    }

    fn search(&mut self, adjacency: &Adjacency, source: u32) {
        self.paths[source as usize] = 1.0;
        self.distance[source as usize] = 0;
        self.reached.push(source);
        let mut at = 0;
        while let Some(&v) = self.reached.get(at) {
            at += 1;
            let v = v as usize;
            let further = self.distance[v] + 1;
            for &w in adjacency.neighbours(v) {
                let distance = &mut self.distance[w as usize];
                if *distance == UNSEEN {
                    *distance = further;
                    self.reached.push(w);
                }
                if *distance == further {
                    self.paths[w as usize] += self.paths[v];
                }
            }
        }
    }
}
