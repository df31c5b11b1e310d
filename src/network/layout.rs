//! Where would one draw each node, so that those who belong together stand together?

use super::Network;
use crate::model::EntityIdx;

/// A place on the plane; the distance between neighbours that have room is about 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// Steps of either part of the simulation: the first sorts out who is where, with far-reaching forces; the second makes room
/// nearby and draws together what the first drove apart.
const STEPS: usize = 300;
/// Longest move in the first step of a part; it falls to 0 towards the last.
const HEAT: f64 = 2.0;
/// Beyond this distance the repulsion of the second part ends.
const REACH: f64 = 3.0;
/// Strength of the spring between a node and the centre of each event where it was.
const SPRING: f64 = 0.5;
/// Strength of the spring between a node and the middle of all.
const GRAVITY: f64 = 0.03;

/// A place for each of `nodes`, by forces: every two nodes push each other off, and everyone is drawn to the centre of each
/// event where they were.
///
/// Springs to the centre, in place of one for each tie, give an event of fifty the same density as one of five. Start, steps and
/// order of sums are fixed, and only operations are used that IEEE 754 rounds exactly (no sine, no logarithm), so the same network
/// gives the same places on any machine.
///
/// # Arguments
/// `nodes`: a connected part of the network; others are ignored.
///
/// # Returns
/// The places in the order of `nodes`, with their mean at the origin, turned so that they extend furthest from left to right.
///
/// # Complexity
/// O(n²) time for each of 600 steps, O(n + memberships) space: meant for some hundred nodes.
///
/// # Literature
/// T. M. J. Fruchterman, E. M. Reingold, «Graph drawing by force-directed placement», Software: Practice and Experience 21
/// (1991) 1129.
#[must_use]
pub fn layout(network: &Network, nodes: &[EntityIdx]) -> Vec<Point> {
    let groups = groups(network, nodes);
    let mut random = Random(nodes.len() as u64);
    let spread = (nodes.len() as f64).sqrt();
    let mut places: Vec<Point> =
        nodes.iter().map(|_| Point { x: spread * (random.next() - 0.5), y: spread * (random.next() - 0.5) }).collect();
    for step in 0..2 * STEPS {
        let left = 1.0 - (step % STEPS) as f64 / STEPS as f64;
        let mut forces = repulsion(&places, step < STEPS);
        attract(&groups, &places, &mut forces);
        for (place, force) in places.iter_mut().zip(&forces) {
            let length = (force.x * force.x + force.y * force.y).sqrt();
            let stretch = (HEAT * left * left / length.max(1e-9)).min(0.3);
            place.x += force.x * stretch;
            place.y += force.y * stretch;
        }
    }
    lying(&places)
}

/// The places moved and turned so that their mean is the origin and they extend furthest from left to right.
fn lying(places: &[Point]) -> Vec<Point> {
    let middle = mean(places, 0..places.len());
    let moved = |place: &Point| Point { x: place.x - middle.x, y: place.y - middle.y };
    let sum = |of: fn(Point) -> f64| places.iter().fold(0.0, |sum, place| sum + of(moved(place)));
    // The longer axis of the covariance matrix, from its closed form.
    let (across, both) = (sum(|p| p.x * p.x) - sum(|p| p.y * p.y), 2.0 * sum(|p| p.x * p.y));
    let (x, y) = (across + (across * across + both * both).sqrt(), both);
    let length = (x * x + y * y).sqrt();
    let (cos, sin) = if length > 1e-9 { (x / length, y / length) } else { (1.0, 0.0) };
    let turned = |p: Point| Point { x: p.x * cos + p.y * sin, y: p.y * cos - p.x * sin };
    places.iter().map(|place| turned(moved(place))).collect()
}

/// The members of each context that has two or more among `nodes`, as positions in `nodes`.
fn groups(network: &Network, nodes: &[EntityIdx]) -> Vec<Vec<usize>> {
    let mut position = vec![None; network.len()];
    for (i, &entity) in nodes.iter().enumerate() {
        if let Some(node) = network.position(entity) {
            position[node] = Some(i);
        }
    }
    let groups = network.incidence.members.iter();
    let groups = groups.map(|list| list.iter().filter_map(|&node| position[node as usize]).collect::<Vec<_>>());
    groups.filter(|group| group.len() > 1).collect()
}

/// What pushes each node: 1/d from each other one; in the second part fading out with the distance.
fn repulsion(places: &[Point], far: bool) -> Vec<Point> {
    let mut forces = vec![Point::default(); places.len()];
    for a in 0..places.len() {
        for b in a + 1..places.len() {
            let (x, y) = (places[a].x - places[b].x, places[a].y - places[b].y);
            let squared = (x * x + y * y).max(1e-4);
            let push = if far {
                1.0 / squared
            } else {
                let distance = squared.sqrt();
                (1.0 / distance - 1.0 / REACH).max(0.0) / distance
            };
            forces[a].x += x * push;
            forces[a].y += y * push;
            forces[b].x -= x * push;
            forces[b].y -= y * push;
        }
    }
    forces
}

fn attract(groups: &[Vec<usize>], places: &[Point], forces: &mut [Point]) {
    for group in groups {
        let centre = mean(places, group.iter().copied());
        for &node in group {
            forces[node].x += SPRING * (centre.x - places[node].x);
            forces[node].y += SPRING * (centre.y - places[node].y);
        }
    }
    let middle = mean(places, 0..places.len());
    for (force, place) in forces.iter_mut().zip(places) {
        force.x += GRAVITY * (middle.x - place.x);
        force.y += GRAVITY * (middle.y - place.y);
    }
}

fn mean(places: &[Point], which: impl ExactSizeIterator<Item = usize>) -> Point {
    let n = which.len().max(1) as f64;
    let sum = which.fold(Point::default(), |sum, i| Point { x: sum.x + places[i].x, y: sum.y + places[i].y });
    Point { x: sum.x / n, y: sum.y / n }
}

/// `SplitMix64`, from a seed: numbers from 0 to 1.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: Point, b: Point) -> f64 {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).sqrt()
    }

    #[test]
    fn nobody_stands_on_another_and_events_stay_together() {
        let network = Network::from_lists([(0..12).collect::<Vec<_>>(), (11..20).collect(), (19..24).collect()]);
        let places = layout(&network, network.nodes());
        for a in 0..24 {
            for b in 0..a {
                let steps = distance(places[a], places[b]);
                assert!(steps > 0.5 && steps < 20.0, "{a} and {b} are {steps} apart");
            }
        }
        // The one who is at two events stands between those who are at either only.
        let (left, right) = (mean(&places, 0..11), mean(&places, 12..19));
        assert!(distance(places[11], left) < distance(left, right) && distance(places[11], right) < distance(left, right));
    }

    #[test]
    fn nobody_one_and_two_have_places() {
        let network = Network::from_lists([vec![1, 2], vec![3]]);
        assert!(layout(&network, &[]).is_empty());
        assert_eq!(layout(&network, &[EntityIdx(3)]), [Point::default()]);
        let pair = layout(&network, &[EntityIdx(1), EntityIdx(2)]);
        assert!((0.5..3.0).contains(&distance(pair[0], pair[1])), "{pair:?}");
    }

    #[test]
    fn the_same_network_gives_the_same_places() {
        let lists = [vec![1, 2, 3], vec![3, 4, 5], vec![5, 6]];
        let first = Network::from_lists(lists.clone());
        let second = Network::from_lists(lists.into_iter().rev());
        let bits = |network: &Network| {
            layout(network, network.nodes()).iter().map(|p| (p.x.to_bits(), p.y.to_bits())).collect::<Vec<_>>()
        };
        assert_eq!(bits(&first), bits(&first.clone()));
        assert_eq!(bits(&second), bits(&second.clone()));
    }
}
