//! Which circles does the network fall into? Leiden's method on the lists.

use super::{
    level::{Level, Tables},
    random::Random,
};
use crate::network::rows::Rows;

/// How communities are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search {
    /// Larger than 1: more and smaller communities; γ of the paper.
    pub(crate) resolution: f64,
    /// Seed of the order in which nodes are visited.
    pub(crate) seed: u64,
    /// Times that the whole search starts from what was found before; it ends sooner if nothing changes.
    pub(crate) rounds: usize,
    /// Whether groups are made only of nodes that hold together (Leiden); else by whole communities (Louvain).
    pub(crate) refine: bool,
}

/// Gains below this share of a node's strength are rounding.
const LEAST: f64 = 1e-9;
/// Times that communities are made whole at the end, at most.
const ROUNDS: usize = 10;
/// Sweeps over the nodes of a level, at most.
const SWEEPS: usize = 30;
/// Sweeps end when fewer than this share of the nodes have moved.
const STILL: f64 = 0.01;
/// Nodes that are visited one after the other, since they are close in memory.
const BLOCK: usize = 64;

/// The community of each node, numbered from 0 in order of their first nodes.
///
/// Maximizes modularity `Q = Σ_c [in_c/2m − γ (s_c/2m)²]`, `in_c` the weight inside counted both ways, `s_c` the strength of c.
/// Nodes move to where they gain most, until nobody gains; within each community, groups are formed that hold together;
/// these are the nodes of the next, coarser level. Nodes without ties are alone.
///
/// # Complexity
/// About ten sweeps of O(memberships · communities at an event) time, O(memberships) space.
///
/// # Literature
/// V. A. Traag, L. Waltman, N. J. van Eck, «From Louvain to Leiden: guaranteeing well-connected communities», Scientific
/// Reports 9 (2019) 5233; V. D. Blondel et al., «Fast unfolding of communities in large networks», JSTAT (2008) P10008.
pub(crate) fn communities(members: &Rows, memberships: &Rows, weights: &[f64], search: Search) -> Vec<u32> {
    let (finest, nodes) = Level::finest(members, memberships, weights);
    let mut random = Random::new(search.seed);
    let mut labels: Vec<u32> = (0..super::number(finest.n())).collect();
    for round in 0..search.rounds.max(1) {
        let before = labels.clone();
        labels = one_round(&finest, &labels, search, &mut random);
        if round > 0 && same(&before, &labels) {
            break;
        }
    }
    let labels = polished(&finest, labels, search, &mut random);
    // Those without ties each get a label of their own, after all others.
    let n = memberships.n_rows();
    let mut of_all: Vec<u32> = (super::number(n)..).take(n).collect();
    for (&node, label) in nodes.iter().zip(labels) {
        of_all[node as usize] = label;
    }
    renumber(&mut of_all);
    of_all
}

/// Visiting order: blocks of neighbours, the blocks in random order.
fn shuffled(level: &Level, random: &mut Random) -> Vec<u32> {
    let mut blocks: Vec<u32> = (0..super::number(level.n().div_ceil(BLOCK))).collect();
    random.shuffle(&mut blocks);
    let size = super::number(BLOCK);
    let all = blocks.into_iter().flat_map(|block| (block * size..(block + 1) * size).rev());
    all.filter(|&node| (node as usize) < level.n() && !level.node(node as usize).is_empty()).collect()
}

/// The last moves of single nodes, until nobody gains and every community holds together.
fn polished(finest: &Level, mut labels: Vec<u32>, search: Search, random: &mut Random) -> Vec<u32> {
    for _ in 0..ROUNDS {
        let mut mover = Mover::new(finest, labels, search.resolution);
        mover.settle(random, 0.0);
        let parts = apart(finest, &mover.labels);
        let is_whole = same(&parts, &mover.labels);
        labels = parts;
        if is_whole {
            break;
        }
    }
    labels
}

/// The same communities, those that the last moves have left in several parts divided: that always gains.
fn apart(level: &Level, labels: &[u32]) -> Vec<u32> {
    let inside = level.split(labels);
    let mut parts = labels.to_vec();
    let mut is_found = vec![false; level.n()];
    let mut found = Vec::new();
    let mut n = 0;
    for first in 0..level.n() {
        if std::mem::replace(&mut is_found[first], true) {
            continue;
        }
        found.push(first);
        while let Some(node) = found.pop() {
            parts[node] = n;
            for other in inside.beside(node) {
                if !std::mem::replace(&mut is_found[other], true) {
                    found.push(other);
                }
            }
        }
        n += 1;
    }
    parts
}

fn same(a: &[u32], b: &[u32]) -> bool {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    renumber(&mut a);
    renumber(&mut b);
    a == b
}

/// From the finest level to one where nothing moves any more; the labels of the finest level.
fn one_round(finest: &Level, start: &[u32], search: Search, random: &mut Random) -> Vec<u32> {
    let mut level = None;
    // Where each node of the finest level is now.
    let mut place: Vec<u32> = (0..super::number(finest.n())).collect();
    let mut labels = start.to_vec();
    loop {
        let now = level.as_ref().unwrap_or(finest);
        let mut mover = Mover::new(now, labels, search.resolution);
        let n_moves = mover.settle(random, STILL);
        labels = mover.labels;
        let n_communities = renumber(&mut labels);
        if n_communities == now.n() || (n_moves == 0 && !search.refine) {
            break;
        }
        let mut group = if search.refine { refined(now, &labels, search.resolution, random) } else { labels.clone() };
        let n_groups = renumber(&mut group);
        if n_groups == now.n() {
            break;
        }
        let mut of_group = vec![0; n_groups];
        for (&group, &label) in group.iter().zip(&labels) {
            of_group[group as usize] = label;
        }
        for place in &mut place {
            *place = group[*place as usize];
        }
        level = Some(now.grouped(&group, n_groups));
        labels = of_group;
    }
    place.into_iter().map(|at| labels[at as usize]).collect()
}

/// Gives the labels the numbers from 0 on in order of first use; their number.
pub(crate) fn renumber(labels: &mut [u32]) -> usize {
    let mut new = vec![u32::MAX; labels.iter().max().map_or(0, |&most| most as usize + 1)];
    let mut n = 0;
    for label in labels {
        let new = &mut new[*label as usize];
        if *new == u32::MAX {
            *new = n;
            n += 1;
        }
        *label = *new;
    }
    n as usize
}

/// When someone moved at an event.
#[derive(Clone, Copy)]
struct Changed {
    /// Where the last one went, and when.
    to: u32,
    last: u32,
    /// When the last one went elsewhere.
    other: u32,
}

impl Changed {
    /// When a move was made that matters to one of this community: those who come to it only make it better.
    fn of(self, community: u32) -> u32 {
        if self.to == community { self.other } else { self.last }
    }

    fn note(&mut self, to: u32, now: u32) {
        if self.to != to {
            (self.to, self.other) = (to, self.last);
        }
        self.last = now;
    }
}

/// Nodes that move between communities.
struct Mover<'a> {
    level: &'a Level,
    labels: Vec<u32>,
    tables: Tables,
    /// Strength of each community.
    total: Vec<f64>,
    /// Number of nodes of each community.
    size: Vec<u32>,
    /// Labels that no node has.
    free: Vec<u32>,
    /// γ/2m.
    scale: f64,
    /// Weight of the ties of the node at hand to each community, zero between two nodes.
    weight: Vec<f64>,
    near: Vec<u32>,
}

impl<'a> Mover<'a> {
    fn new(level: &'a Level, labels: Vec<u32>, resolution: f64) -> Self {
        let n = level.n();
        let (mut total, mut size) = (vec![0.0; n], vec![0; n]);
        for (&label, strength) in labels.iter().zip(&level.strength) {
            total[label as usize] += strength;
            size[label as usize] += 1;
        }
        let all: f64 = level.strength.iter().sum();
        let free = (0..super::number(n)).rev().filter(|&label| size[label as usize] == 0).collect();
        let scale = if all > 0.0 { resolution / all } else { 0.0 };
        let tables = Tables::new(level, &labels);
        Self { level, labels, tables, total, size, free, scale, weight: vec![0.0; n], near: vec![0; n + 1] }
    }

    /// Moves nodes until at most this share of them gains; the number of moves.
    fn settle(&mut self, random: &mut Random, still: f64) -> usize {
        let n = self.level.n();
        let order = shuffled(self.level, random);
        // A node is looked at again only if someone has come to or left one of its events since, unless all came to its own community.
        let mut changed = vec![Changed { to: u32::MAX, last: 1, other: 1 }; self.level.n_events()];
        let mut looked = vec![0_u32; n];
        let (mut clock, mut all) = (1, 0);
        for _ in 0..SWEEPS {
            let mut moves = 0;
            for &node in &order {
                let events = self.level.node(node as usize);
                let (own, since) = (self.labels[node as usize], looked[node as usize]);
                if events.iter().all(|&(event, _)| changed[event as usize].of(own) <= since) {
                    continue;
                }
                if let Some(to) = self.best(node as usize) {
                    self.shift(node as usize, to);
                    clock += 1;
                    moves += 1;
                    for &(event, _) in events {
                        changed[event as usize].note(to, clock);
                    }
                }
                looked[node as usize] = clock;
            }
            all += moves;
            if (moves as f64) <= still * order.len() as f64 {
                break;
            }
        }
        all
    }

    /// The community that a node gains most by moving to, if any.
    fn best(&mut self, node: usize) -> Option<u32> {
        let own = self.labels[node];
        let (mut loops, mut n_near) = (0.0, 0);
        for &(event, heads) in self.level.node(node) {
            let factor = self.level.weights[event as usize] * f64::from(heads);
            for &(community, there) in self.tables.of(self.level, event as usize) {
                let weight = &mut self.weight[community as usize];
                // Written behind the end, which moves on if it is new: a branch would be foretold wrongly every other time.
                self.near[n_near] = community;
                n_near += usize::from(*weight == 0.0);
                *weight += factor * f64::from(there);
            }
            loops += factor * f64::from(heads);
        }
        let strength = self.level.strength[node];
        let cost = self.scale * strength;
        let stay = self.weight[own as usize] - loops - cost * (self.total[own as usize] - strength);
        let (mut best, mut gain) = (None, stay + LEAST * strength);
        for &community in &self.near[..n_near] {
            let there = std::mem::take(&mut self.weight[community as usize]) - cost * self.total[community as usize];
            if there > gain && community != own {
                (best, gain) = (Some(community), there);
            }
        }
        // Better alone than where it is.
        if best.is_none() && stay < -LEAST * strength && self.size[own as usize] > 1 {
            best = self.free.last().copied();
        }
        best
    }

    fn shift(&mut self, node: usize, to: u32) {
        let from = std::mem::replace(&mut self.labels[node], to);
        for &(event, heads) in self.level.node(node) {
            self.tables.shift(self.level, event as usize, (from, to), heads);
        }
        let strength = self.level.strength[node];
        self.total[from as usize] -= strength;
        self.total[to as usize] += strength;
        self.size[from as usize] -= 1;
        if self.size[to as usize] == 0 {
            self.free.pop();
        }
        self.size[to as usize] += 1;
        if self.size[from as usize] == 0 {
            self.free.push(from);
        }
    }
}

/// Groups within each community, each well connected to the rest of it.
fn refined(level: &Level, labels: &[u32], resolution: f64, random: &mut Random) -> Vec<u32> {
    let inside = level.split(labels);
    let mut refiner = Refiner::new(&inside, labels, resolution);
    for node in shuffled(&inside, random) {
        refiner.join(node as usize);
    }
    refiner.group
}

struct Refiner<'a> {
    /// The ties inside communities.
    level: &'a Level,
    labels: &'a [u32],
    group: Vec<u32>,
    tables: Tables,
    /// Strength of each community, and of each group.
    community_total: Vec<f64>,
    total: Vec<f64>,
    /// Weight of the ties of each group to the rest of its community.
    outside: Vec<f64>,
    is_alone: Vec<bool>,
    scale: f64,
    weight: Vec<f64>,
    near: Vec<u32>,
}

impl<'a> Refiner<'a> {
    fn new(level: &'a Level, labels: &'a [u32], resolution: f64) -> Self {
        let n = level.n();
        let mut community_total = vec![0.0; n];
        for (&label, strength) in labels.iter().zip(&level.strength) {
            community_total[label as usize] += strength;
        }
        let all: f64 = level.strength.iter().sum();
        let there: Vec<u32> = (0..level.n_events()).map(|event| level.heads(event)).collect();
        let to_rest = |&(event, heads): &(u32, u32)| {
            level.weights[event as usize] * f64::from(heads) * f64::from(there[event as usize] - heads)
        };
        let outside = (0..n).map(|node| level.node(node).iter().map(to_rest).sum()).collect();
        Self {
            level,
            labels,
            group: (0..super::number(n)).collect(),
            tables: Tables::apart(level),
            community_total,
            total: level.strength.clone(),
            outside,
            is_alone: vec![true; n],
            scale: if all > 0.0 { resolution / all } else { 0.0 },
            weight: vec![0.0; n],
            near: vec![0; n + 1],
        }
    }

    /// Whether a group has ties enough to the rest of its community.
    fn holds(&self, group: usize, community: u32) -> bool {
        let rest = self.community_total[community as usize] - self.total[group];
        self.outside[group] >= self.scale * self.total[group] * rest
    }

    /// A node that is alone joins the group of its community where it gains most.
    fn join(&mut self, node: usize) {
        let community = self.labels[node];
        if !self.is_alone[node] || !self.holds(node, community) {
            return;
        }
        let mut n_near = 0;
        for &(event, heads) in self.level.node(node) {
            let factor = self.level.weights[event as usize] * f64::from(heads);
            for &(group, there) in self.tables.of(self.level, event as usize) {
                let weight = &mut self.weight[group as usize];
                self.near[n_near] = group;
                n_near += usize::from(*weight == 0.0);
                *weight += factor * f64::from(there);
            }
        }
        let cost = self.scale * self.level.strength[node];
        let (mut best, mut gain, mut tie) = (None, 0.0, 0.0);
        for i in 0..n_near {
            let group = self.near[i];
            let weight = std::mem::take(&mut self.weight[group as usize]);
            let there = weight - cost * self.total[group as usize];
            if there > gain && group as usize != node && self.holds(group as usize, community) {
                (best, gain, tie) = (Some(group), there, weight);
            }
        }
        let Some(to) = best else { return };
        let own = self.group[node];
        for &(event, heads) in self.level.node(node) {
            self.tables.shift(self.level, event as usize, (own, to), heads);
        }
        self.group[node] = to;
        self.is_alone[to as usize] = false;
        self.is_alone[node] = false;
        self.total[to as usize] += self.level.strength[node];
        self.outside[to as usize] += self.outside[node] - 2.0 * tie;
    }
}

/// Modularity of a partition; see [`communities`]. Between −1/2 and 1; 0 without ties.
pub(crate) fn modularity(members: &Rows, memberships: &Rows, weights: &[f64], labels: &[u32], resolution: f64) -> f64 {
    let n_labels = labels.iter().max().map_or(0, |&most| most as usize + 1);
    let mut heads = vec![0_u64; n_labels];
    let mut inside = 0.0;
    for (row, &weight) in members.iter().zip(weights) {
        for &node in row {
            heads[labels[node as usize] as usize] += 1;
        }
        for &node in row {
            let there = std::mem::take(&mut heads[labels[node as usize] as usize]);
            inside += weight * (there * there.saturating_sub(1)) as f64;
        }
    }
    let mut total = vec![0.0; n_labels];
    for (events, &label) in memberships.iter().zip(labels) {
        for &event in events {
            total[label as usize] += weights[event as usize] * (members.row(event as usize).len() - 1) as f64;
        }
    }
    let all: f64 = total.iter().sum();
    if all <= 0.0 {
        return 0.0;
    }
    inside / all - resolution * total.iter().map(|t| (t / all) * (t / all)).sum::<f64>()
}
