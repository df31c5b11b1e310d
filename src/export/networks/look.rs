//! Where does each node stand, how large is it, which colour has it? So that the first view in any program is a picture.
//!
//! Parts of the network that are not connected stand side by side. A part of some hundred nodes is laid out by forces; a larger
//! one by its communities: each is a disc, its best connected node in the middle, and the discs wind around the largest.

use std::f64::consts::PI;

use crate::{
    model::{EntityIdx, Kind},
    network::{Network, Point, components, layout},
};

/// Where and how a node is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Look {
    /// To the right, in units of a tenth of a small node.
    pub(super) x: f64,
    /// Upwards or downwards, as the program has it.
    pub(super) y: f64,
    /// Diameter, from [`SMALL`] to [`LARGE`].
    pub(super) size: f64,
    /// Red, green, blue.
    pub(super) colour: [u8; 3],
}

/// Size of a node without edges.
const SMALL: f64 = 8.0;
/// Size of the node with the most edges.
const LARGE: f64 = 36.0;
/// Distance of neighbours that have room.
const SCALE: f64 = 60.0;
/// Names are wide and low, so places are drawn out sideways.
const STRETCH: f64 = 1.5;
/// A part of more nodes is not laid out by forces: the time grows with the square.
const MOST_BY_FORCE: usize = 600;
/// More nodes without edges stand in discs.
const MOST_IN_GRID: usize = 100;
/// Room between two parts, in distances of neighbours.
const GAP: f64 = 2.0;
/// Width over height of the whole.
const WIDE: f64 = 1.2;
/// Turn from one point of a disc to the next, in radians: the golden angle leaves no gaps (H. Vogel, «A better way to construct the
/// sunflower head», Mathematical Biosciences 44 (1979) 179).
const GOLDEN: f64 = 2.399_963_229_728_653;

/// Colours that people who see colours differently can tell apart (after Okabe and Ito, and Tol); the last is for all further ones.
const COLOURS: [[u8; 3]; 11] = [
    [0, 114, 178],
    [213, 94, 0],
    [0, 158, 115],
    [204, 121, 167],
    [230, 159, 0],
    [86, 180, 233],
    [122, 79, 163],
    [140, 109, 49],
    [178, 24, 43],
    [77, 124, 15],
    [154, 160, 166],
];

/// Colour of a class.
pub(super) fn colour_of(kind: Kind) -> [u8; 3] {
    match kind {
        Kind::Person => COLOURS[0],
        Kind::Organization => COLOURS[4],
        Kind::Place => COLOURS[2],
        Kind::Event => COLOURS[1],
        Kind::EventSeries => COLOURS[3],
    }
}

/// Colour of a community, by its number from 1.
pub(super) fn colour_at(community: usize) -> [u8; 3] {
    COLOURS[community.saturating_sub(1).min(COLOURS.len() - 1)]
}

/// Look of each node, from its number of neighbours, the number of its community, and its colour.
pub(super) fn looks(network: &Network, degrees: &[usize], communities: &[usize], colours: &[[u8; 3]]) -> Vec<Look> {
    let most = degrees.iter().copied().max().unwrap_or(0).max(1) as f64;
    let places = places(network, degrees, communities);
    let look = |((place, &degree), &colour): ((Point, &usize), &[u8; 3])| Look {
        x: round(place.x * SCALE * STRETCH),
        y: round(place.y * SCALE),
        size: round(SMALL + (LARGE - SMALL) * (degree as f64 / most).sqrt()),
        colour,
    };
    places.into_iter().zip(degrees).zip(colours).map(look).collect()
}

/// Sines differ in the last digit between machines: one digit after the point does not. No minus before zero.
fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0 + 0.0
}

/// A part with the places of its nodes.
struct Block {
    nodes: Vec<usize>,
    places: Vec<Point>,
}

fn places(network: &Network, degrees: &[usize], communities: &[usize]) -> Vec<Point> {
    let number = |entity: &EntityIdx| network.nodes().binary_search(entity).unwrap_or_default();
    let (mut blocks, mut alone) = (Vec::new(), Vec::new());
    for part in components(network) {
        let nodes: Vec<usize> = part.iter().map(number).collect();
        if nodes.len() == 1 {
            alone.extend(nodes);
            continue;
        }
        let places = if nodes.len() <= MOST_BY_FORCE { layout(network, &part) } else { discs(&nodes, degrees, communities) };
        blocks.push(Block { nodes, places });
    }
    if !alone.is_empty() {
        let is_few = alone.len() <= MOST_IN_GRID;
        let places = if is_few { grid(alone.len()) } else { discs(&alone, degrees, communities) };
        blocks.push(Block { nodes: alone, places });
    }
    packed(&blocks, network.len())
}

/// Nodes without edges, row by row.
fn grid(n: usize) -> Vec<Point> {
    let width = (n as f64).sqrt().ceil().max(1.0);
    (0..n).map(|i| Point { x: i as f64 % width, y: (i as f64 / width).floor() }).collect()
}

/// A disc for each community, the largest in the middle.
fn discs(nodes: &[usize], degrees: &[usize], communities: &[usize]) -> Vec<Point> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&i| (communities[nodes[i]], usize::MAX - degrees[nodes[i]], i));
    let mut discs: Vec<&[usize]> = order.chunk_by(|&a, &b| communities[nodes[a]] == communities[nodes[b]]).collect();
    discs.sort_by_key(|disc| (usize::MAX - disc.len(), disc[0]));
    let mut places = vec![Point::default(); nodes.len()];
    let mut area = 0.0;
    for (number, disc) in discs.iter().enumerate() {
        let radius = (disc.len() as f64).sqrt() + 1.0;
        // Far enough out that all discs before it have room inside.
        let out = if number == 0 { 0.0 } else { (1.6 * area / PI).sqrt() + radius };
        let turn = number as f64 * GOLDEN;
        let centre = Point { x: out * turn.cos(), y: out * turn.sin() };
        for (k, &i) in disc.iter().enumerate() {
            let (away, turn) = ((k as f64).sqrt(), k as f64 * GOLDEN);
            places[i] = Point { x: centre.x + away * turn.cos(), y: centre.y + away * turn.sin() };
        }
        area += PI * radius * radius;
    }
    places
}

/// All parts side by side in rows, the largest first.
fn packed(blocks: &[Block], n_nodes: usize) -> Vec<Point> {
    let bounds = |places: &[Point]| {
        let (mut low, mut high) = (places[0], places[0]);
        for place in places {
            low = Point { x: low.x.min(place.x), y: low.y.min(place.y) };
            high = Point { x: high.x.max(place.x), y: high.y.max(place.y) };
        }
        (low, high)
    };
    let sizes: Vec<(Point, f64, f64)> = blocks
        .iter()
        .map(|block| {
            let (low, high) = bounds(&block.places);
            (low, high.x - low.x + GAP, high.y - low.y + GAP)
        })
        .collect();
    let area: f64 = sizes.iter().map(|(_, width, height)| width * height).sum();
    let widest = sizes.iter().map(|(_, width, _)| *width).fold((area * WIDE).sqrt(), f64::max);
    let mut all = vec![Point::default(); n_nodes];
    let (mut left, mut top, mut row) = (0.0, 0.0, 0.0_f64);
    for (block, (low, width, height)) in blocks.iter().zip(sizes) {
        if left > 0.0 && left + width > widest {
            (left, top, row) = (0.0, top + row, 0.0);
        }
        for (&node, place) in block.nodes.iter().zip(&block.places) {
            all[node] = Point { x: place.x - low.x + left, y: place.y - low.y + top };
        }
        left += width;
        row = row.max(height);
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn check(lists: &[Vec<u32>]) {
        let network = Network::from_lists(lists.to_vec());
        let n = network.len();
        let degrees: Vec<usize> = network.nodes().iter().map(|&node| network.neighbours(node).len()).collect();
        let communities: Vec<usize> = (0..n).map(|i| 1 + i % 7).collect();
        let looks = looks(&network, &degrees, &communities, &vec![COLOURS[0]; n]);
        let places: BTreeSet<_> = looks.iter().map(|look| (look.x.to_bits(), look.y.to_bits())).collect();
        assert_eq!(places.len(), n, "no two nodes in one place");
        assert!(looks.iter().all(|look| look.x.is_finite() && look.y.is_finite() && (SMALL..=LARGE).contains(&look.size)));
    }

    #[test]
    fn no_two_nodes_stand_in_one_place() {
        check(&[]);
        check(&[vec![1]]);
        check(&[vec![1, 2, 3], vec![4, 5], vec![6], vec![7], vec![8]]);
        // Too many for forces.
        check(&(0..1500).map(|i| vec![i, (i * 7 + 1) % 1500]).collect::<Vec<_>>());
    }
}
