//! What does one connected part of the network look like? Dots, ties and names, and the room that they need.

use super::{
    labels::{Dot, Label, Rect, place},
    legend::{Palette, colour},
    text,
};
use crate::{
    export::networks::label as name_of,
    model::{Dataset, EntityIdx},
    network::{Network, layout},
};

/// Size of names, in pixels.
pub(super) const FONT: f64 = 11.0;
/// Height of the box of a name, in sizes of its letters.
const LINE: f64 = 1.18;
/// Widest name that is written out.
const WIDEST: f64 = 190.0;
/// Pixels for a distance of 1 in the layout, at first; more until all names have room. Small networks may spread out.
const SCALE: f64 = 22.0;
const SPREAD: f64 = 22.0;
/// From so many people on, nothing is spread.
const MANY: f64 = 60.0;
const GROWTH: f64 = 1.06;
const ROUNDS: usize = 50;
/// In parts of more people than this, not every name needs a place: they grow in larger steps, and only so far.
const ALL_NAMED: usize = 160;
const LARGE_GROWTH: f64 = 1.2;
const LARGE_ROUNDS: usize = 8;
/// So many of the people with the most ties are named whatever it costs, in bold letters where not everyone has a name: the larger the
/// more people there are, since the picture is larger, too.
const CENTRAL: usize = 40;
const LARGE_FONT: f64 = 16.0;
const PEOPLE_A_PIXEL: f64 = 350.0;
/// How much wider bold letters are.
const BOLD: f64 = 1.15;
/// Names are wide and low, so places are drawn out sideways.
const WIDE: f64 = 1.35;

/// A connected part, drawn with its top left corner at the origin.
pub(super) struct Part {
    pub(super) people: Vec<Person>,
    pub(super) ties: Vec<Line>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A dot with its name.
pub(super) struct Person {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
    pub(super) name: String,
    /// Where the name stands; `None` if there was no room.
    pub(super) label: Option<Label>,
    /// Size of the letters of the name.
    pub(super) font: f64,
    /// Whether they are bold.
    pub(super) is_bold: bool,
    /// One colour for each event, in order of the legend, without doubles.
    pub(super) colours: Vec<&'static str>,
    /// What a reader is told who points at it.
    pub(super) note: String,
}

/// A tie, by the positions of its people.
pub(super) struct Line {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) colour: &'static str,
    /// Number of shared events.
    pub(super) shared: usize,
}

/// What is the same for all parts.
pub(super) struct Page<'a> {
    pub(super) network: &'a Network,
    pub(super) dataset: &'a Dataset,
    pub(super) palette: &'a Palette,
    /// The largest number of ties of one node.
    pub(super) most_ties: usize,
}

impl Part {
    /// Draws the part of these nodes.
    pub(super) fn new(page: &Page, nodes: &[EntityIdx]) -> Self {
        let ties = ties(page, nodes);
        let mut people: Vec<Person> = nodes.iter().map(|&entity| person(page, entity)).collect();
        let lines: Vec<_> = ties.iter().map(|tie| (tie.from, tie.to)).collect();
        // Those with many ties choose first: their names matter most.
        let mut order: Vec<usize> = (0..people.len()).collect();
        order.sort_by(|&a, &b| people[b].radius.total_cmp(&people[a].radius).then(a.cmp(&b)));
        if people.len() > ALL_NAMED {
            let font = LARGE_FONT.min(FONT + (people.len() - ALL_NAMED) as f64 / PEOPLE_A_PIXEL);
            for &i in order.iter().take(CENTRAL) {
                people[i].enlarge(name_of(page.dataset.entity(nodes[i])), font);
            }
        }
        let places = layout(page.network, nodes);
        let mut scale = SCALE + SPREAD * (1.0 - page.network.len() as f64 / MANY).max(0.0);
        let (growth, rounds) = if people.len() > ALL_NAMED { (LARGE_GROWTH, LARGE_ROUNDS) } else { (GROWTH, ROUNDS) };
        for _ in 0..rounds {
            let dot = |(person, place): (&Person, &crate::network::Point)| Dot {
                x: place.x * scale * WIDE,
                y: place.y * scale,
                radius: person.radius,
                width: person.name_width(),
                height: LINE * person.font,
            };
            let dots: Vec<Dot> = people.iter().zip(&places).map(dot).collect();
            let labels = place(&dots, &lines, &order, CENTRAL);
            let fits = labels.iter().all(|label| label.is_some_and(|label| label.covers == 0 && !label.is_away)) && apart(&dots);
            for ((person, dot), label) in people.iter_mut().zip(dots).zip(labels) {
                (person.x, person.y, person.label) = (dot.x, dot.y, label);
            }
            if fits {
                break;
            }
            scale *= growth;
        }
        Self { people, ties, width: 0.0, height: 0.0 }.moved_to_origin()
    }

    fn moved_to_origin(mut self) -> Self {
        let boxes = self.people.iter().flat_map(|person| {
            let circle = Rect::around(person.x, person.y, person.radius);
            [Some(circle), person.label.map(|label| label.bounds)]
        });
        let Some(bounds) = boxes.flatten().reduce(|a, b| a.cover(&b)) else { return self };
        self.shift(-bounds.left, -bounds.top);
        (self.width, self.height) = (bounds.right - bounds.left, bounds.bottom - bounds.top);
        self
    }

    /// Moves everything.
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        for person in &mut self.people {
            person.x += dx;
            person.y += dy;
            if let Some(label) = &mut person.label {
                label.x += dx;
                label.baseline += dy;
                label.bounds = label.bounds.moved(dx, dy);
            }
        }
    }
}

impl Person {
    fn name_width(&self) -> f64 {
        text::width(&self.name, self.font) * if self.is_bold { BOLD } else { 1.0 }
    }

    fn enlarge(&mut self, name: &str, font: f64) {
        (self.font, self.is_bold) = (font, true);
        self.name = text::line(name, font * BOLD, 1.5 * WIDEST);
    }
}

/// Size of the dot of one who appears with so many others.
pub(super) fn radius(others: usize, most: usize) -> f64 {
    4.0 + 5.0 * (others as f64 / most.max(1) as f64).sqrt()
}

/// Width of the line of a tie of so many shared events.
pub(super) fn stroke(shared: usize) -> f64 {
    1.0 + 0.8 * (shared.clamp(1, 5) - 1) as f64
}

fn person(page: &Page, entity: EntityIdx) -> Person {
    let contexts = page.network.contexts_of(entity);
    let places = page.palette.of(page.network, entity);
    let label = name_of(page.dataset.entity(entity));
    let events: Vec<String> = contexts.iter().map(|context| context.label(page.dataset)).collect();
    let others = page.network.neighbours(entity).len();
    Person {
        x: 0.0,
        y: 0.0,
        radius: radius(others, page.most_ties),
        name: text::line(label, FONT, WIDEST),
        label: None,
        font: FONT,
        is_bold: false,
        colours: places.into_iter().map(colour).collect(),
        note: text::line(&format!("{label} · with {others} others · {}", events.join("; ")), FONT, f64::MAX),
    }
}

fn ties(page: &Page, nodes: &[EntityIdx]) -> Vec<Line> {
    let mut ties = Vec::new();
    for (from, &a) in nodes.iter().enumerate() {
        for (b, _) in page.network.neighbours(a) {
            let Ok(to) = nodes.binary_search(&b) else { continue };
            if to > from {
                let shared = page.network.shared(a, b);
                ties.push(Line { from, to, colour: page.palette.of_tie((a, b), &shared), shared: shared.len() });
            }
        }
    }
    ties
}

/// Whether no dot covers another.
fn apart(dots: &[Dot]) -> bool {
    dots.iter().enumerate().all(|(i, a)| {
        dots[..i].iter().all(|b| {
            let (x, y, room) = (a.x - b.x, a.y - b.y, a.radius + b.radius + 2.0);
            x * x + y * y > room * room
        })
    })
}
