//! Where does each name go, so that none covers another name or a dot?

use std::collections::{BTreeMap, BTreeSet};

/// A box on the page, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// The square around a circle.
    pub(super) fn around(x: f64, y: f64, radius: f64) -> Self {
        Self { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }

    /// The box elsewhere.
    pub(super) fn moved(&self, dx: f64, dy: f64) -> Self {
        Self { left: self.left + dx, top: self.top + dy, right: self.right + dx, bottom: self.bottom + dy }
    }

    /// Whether the two share more than a border.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// The smallest box around both.
    pub(super) fn cover(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether a straight line from one point to another passes through it (Liang and Barsky).
    pub(super) fn is_crossed(&self, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> bool {
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (start, step, low, high) in [(x0, x1 - x0, self.left, self.right), (y0, y1 - y0, self.top, self.bottom)] {
            if step.abs() < 1e-12 {
                if start < low || start > high {
                    return false;
                }
                continue;
            }
            let (a, b) = ((low - start) / step, (high - start) / step);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
        enter <= leave
    }
}

/// A dot that wants a name beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dot {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
    /// Width of its name.
    pub(super) width: f64,
    /// Height of its name.
    pub(super) height: f64,
}

/// Which point of a line of text its x coordinate tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The place of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) x: f64,
    /// The line on which the letters stand.
    pub(super) baseline: f64,
    pub(super) anchor: Anchor,
    pub(super) bounds: Rect,
    /// How many dots of others it covers.
    pub(super) covers: usize,
    /// It stands away from its dot, and a line must lead to it.
    pub(super) is_away: bool,
}

impl Label {
    /// The point of its box that is nearest to another point.
    pub(super) fn nearest(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x.clamp(self.bounds.left, self.bounds.right), y.clamp(self.bounds.top, self.bounds.bottom))
    }
}

/// Room between a dot and its name, and between two names.
const GAP: f64 = 2.5;
/// What it costs a place that a line runs through it, in units of one rank of [`candidates`].
const CROSSED: f64 = 1.1;

/// With more lines than this, where they run is not looked at: everywhere.
const MOST_LINES: usize = 4000;

/// A place for the name of each dot, in the given order: the best one that covers no dot and no name placed before. `None` where
/// there is none; but the first `musts` of the order get one in any case: over the fewest dots, or away from theirs. No name ever
/// covers another.
///
/// Best is a place that few lines run through; of equal ones to the right, to the left, below, above, then the corners.
pub(super) fn place(dots: &[Dot], lines: &[(usize, usize)], order: &[usize], musts: usize) -> Vec<Option<Label>> {
    let mut taken = Taken::default();
    for (i, dot) in dots.iter().enumerate() {
        taken.add(Rect::around(dot.x, dot.y, dot.radius + 1.0), Some(i));
    }
    let ends = |&(a, b): &(usize, usize)| ((dots[a].x, dots[a].y), (dots[b].x, dots[b].y));
    let lines = if lines.len() > MOST_LINES { &[] } else { lines };
    let mut labels: Vec<Option<Label>> = vec![None; dots.len()];
    for (nth, &i) in order.iter().enumerate() {
        let mut best = None;
        for (label, rank) in candidates(&dots[i]).into_iter().zip(0_u8..) {
            if taken.covered(&label.bounds, i) != Some(0) {
                continue;
            }
            let crossed = lines.iter().map(ends).filter(|&(from, to)| label.bounds.is_crossed(from, to)).count();
            let cost = f64::from(rank) + CROSSED * crossed as f64;
            if best.is_none_or(|(known, _)| cost < known) {
                best = Some((cost, label));
            }
        }
        labels[i] = best.map(|(_, label)| label);
        if nth < musts {
            labels[i] = labels[i].or_else(|| taken.least_bad(&dots[i], i));
        }
        if let Some(label) = labels[i] {
            taken.add(label.bounds, None);
        }
    }
    labels
}

/// The boxes that are taken, by the cells of a grid that they touch, so that few are looked at.
#[derive(Default)]
struct Taken {
    cells: BTreeMap<Cell, Vec<(Rect, Option<usize>)>>,
}

/// Column and row.
type Cell = (i64, i64);

/// Width and height of a cell, in pixels.
const CELL: f64 = 64.0;

impl Taken {
    /// Takes a box; a dot's own is no hindrance to its name.
    fn add(&mut self, bounds: Rect, dot: Option<usize>) {
        for cell in cells(&bounds) {
            self.cells.entry(cell).or_default().push((bounds, dot));
        }
    }

    /// How many dots the name of this dot would cover there; `None` if it would cover a name.
    fn covered(&self, bounds: &Rect, dot: usize) -> Option<usize> {
        let mut covered = BTreeSet::new();
        for (other, owner) in cells(bounds).filter_map(|cell| self.cells.get(&cell)).flatten() {
            if *owner != Some(dot) && bounds.overlaps(other) {
                covered.insert((*owner)?);
            }
        }
        Some(covered.len())
    }

    /// The place that covers the fewest dots, near the dot or, if names stand all around, further and further away.
    fn least_bad(&self, dot: &Dot, i: usize) -> Option<Label> {
        let cheapest = |labels: &mut dyn Iterator<Item = Label>| {
            let possible = labels.filter_map(|label| Some(Label { covers: self.covered(&label.bounds, i)?, ..label }));
            possible.reduce(|best, label| if label.covers < best.covers { label } else { best })
        };
        let near = cheapest(&mut candidates(dot).into_iter());
        near.or_else(|| (1..=MOST_RINGS).find_map(|ring| cheapest(&mut away(dot, ring))))
    }
}

/// The cells that a box touches.
#[expect(clippy::cast_possible_truncation, reason = "no page has so many cells")]
fn cells(bounds: &Rect) -> impl Iterator<Item = Cell> + use<> {
    let cell = |length: f64| (length / CELL).floor() as i64;
    let (left, right, top, bottom) = (cell(bounds.left), cell(bounds.right), cell(bounds.top), cell(bounds.bottom));
    (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}

/// Directions from a dot, as steps to the right and down.
const AROUND: [(f64, f64); 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (0.7, -0.7), (0.7, 0.7), (-0.7, -0.7), (-0.7, 0.7)];
/// So many lines of text away from its dot a name may stand at most.
const MOST_RINGS: u8 = 40;

/// The places some lines of text away from a dot.
fn away(dot: &Dot, ring: u8) -> impl Iterator<Item = Label> + '_ {
    let far = dot.radius + dot.height * (0.5 + f64::from(ring));
    AROUND.into_iter().map(move |(right, down)| {
        let anchor = if right > 0.0 {
            Anchor::Start
        } else if right < 0.0 {
            Anchor::End
        } else {
            Anchor::Middle
        };
        Label { is_away: true, ..label(dot, (right * far, down * far), anchor) }
    })
}

/// The places beside a dot, the ones that read best first.
fn candidates(dot: &Dot) -> [Label; 8] {
    let height = dot.height;
    let side = dot.radius + GAP;
    let corner = dot.radius * 0.7 + 1.0;
    let level = height / 2.0;
    let at = |dx: f64, dy: f64, anchor| label(dot, (dx, dy), anchor);
    [
        at(side, 0.0, Anchor::Start),
        at(-side, 0.0, Anchor::End),
        at(0.0, dot.radius + level, Anchor::Middle),
        at(0.0, -dot.radius - level, Anchor::Middle),
        at(corner, -corner - level * 0.5, Anchor::Start),
        at(corner, corner + level * 0.5, Anchor::Start),
        at(-corner, -corner - level * 0.5, Anchor::End),
        at(-corner, corner + level * 0.5, Anchor::End),
    ]
}

/// The name with its anchor and the middle of its height at this offset from the dot.
fn label(dot: &Dot, (dx, dy): (f64, f64), anchor: Anchor) -> Label {
    let (x, y, height) = (dot.x + dx, dot.y + dy, dot.height);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - dot.width / 2.0,
        Anchor::End => x - dot.width,
    };
    let bounds = Rect { left, top: y - height / 2.0, right: left + dot.width, bottom: y + height / 2.0 };
    Label { x, baseline: y + height * 0.28, anchor, bounds, covers: 0, is_away: false }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_through_a_box_are_seen() {
        let bounds = Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 4.0 };
        let check = |from, to, expected| assert_eq!(bounds.is_crossed(from, to), expected, "{from:?} {to:?}");
        check((-5.0, 2.0), (15.0, 2.0), true);
        check((2.0, 1.0), (3.0, 2.0), true);
        check((-5.0, 2.0), (-1.0, 2.0), false);
        check((-1.0, 3.5), (2.0, 6.5), false);
        check((5.0, -5.0), (5.0, 9.0), true);
        check((11.0, -5.0), (11.0, 9.0), false);
    }

    #[test]
    fn a_name_goes_where_no_line_runs() {
        let dots = [(0.0, 0.0), (100.0, 0.0)].map(|(x, y)| Dot { x, y, radius: 5.0, width: 30.0, height: 12.0 });
        let labels = place(&dots, &[(0, 1); 8], &[0, 1], 0);
        let anchors: Vec<_> = labels.iter().flatten().map(|label| label.anchor).collect();
        assert_eq!(anchors, [Anchor::End, Anchor::Start]);
    }

    proptest! {
        #[test]
        fn who_must_be_named_is_and_no_name_covers_another(places in prop::collection::vec((0.0..60.0_f64, 0.0..60.0_f64), 0..60)) {
            let dot = |(x, y)| Dot { x, y, radius: 4.0, width: 70.0, height: 12.0 };
            let dots: Vec<Dot> = places.into_iter().map(dot).collect();
            let order: Vec<usize> = (0..dots.len()).rev().collect();
            let musts = dots.len() / 2;
            let labels = place(&dots, &[], &order, musts);
            prop_assert!(order[..musts].iter().all(|&i| labels[i].is_some()));
            let drawn: Vec<(usize, Label)> = labels.iter().copied().enumerate().filter_map(|(i, label)| Some((i, label?))).collect();
            for (n, (i, label)) in drawn.iter().enumerate() {
                prop_assert!(drawn[..n].iter().all(|(_, other)| !label.bounds.overlaps(&other.bounds)));
                let covers = |(k, dot): &(usize, &Dot)| k != i && label.bounds.overlaps(&Rect::around(dot.x, dot.y, dot.radius + 1.0));
                prop_assert_eq!(dots.iter().enumerate().filter(covers).count(), label.covers);
            }
        }

        #[test]
        fn no_name_covers_another_or_a_dot(places in prop::collection::vec((0.0..300.0_f64, 0.0..200.0_f64, 10.0..80.0_f64), 0..30)) {
            let dots: Vec<Dot> = places.into_iter().map(|(x, y, width)| Dot { x, y, radius: 4.0, width, height: 12.0 }).collect();
            let order: Vec<usize> = (0..dots.len()).collect();
            let labels = place(&dots, &[], &order, 0);
            for (i, label) in labels.iter().enumerate() {
                let Some(label) = label else { continue };
                for (other, dot) in dots.iter().enumerate().filter(|&(other, _)| other != i) {
                    prop_assert!(!label.bounds.overlaps(&Rect::around(dot.x, dot.y, dot.radius)), "{} covers dot {}", i, other);
                }
                for other in labels[..i].iter().flatten() {
                    prop_assert!(!label.bounds.overlaps(&other.bounds));
                }
            }
        }
    }
}
