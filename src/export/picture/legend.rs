//! Which colour stands for which event, or circle of people, and what does the legend say?

use std::{collections::BTreeMap, io};

use super::{
    paint::{Anchor, Canvas, TextStyle},
    text,
};
use crate::{
    knowledge::Schema,
    model::{Dataset, EntityIdx},
    network::{CommunitiesReport, CommunityOptions, Context, Network, communities, typical},
};

/// Told apart also by those who do not see all colours (after Okabe and Ito, and Tol); the last is for all further ones.
const COLOURS: [&str; 11] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a4fa3", "#8c6d31", "#b2182b", "#4d7c0f", "#9aa0a6"];
/// If the events that have a colour of their own tell of fewer people than this share, circles are coloured instead.
const TOLD: f64 = 0.6;

pub(super) const LINE: f64 = 19.0;
pub(super) const FONT: f64 = 12.0;
/// Room in a column beside its words, and widest column that stands beside another.
const GAP: f64 = 45.0;
const WIDEST: f64 = 520.0;

/// The colour at a place in the legend.
pub(super) fn colour(place: usize) -> &'static str {
    COLOURS[place.min(COLOURS.len() - 1)]
}

/// How many have a colour of their own.
pub(super) const OWN: usize = COLOURS.len() - 1;

/// What the colours of a network mean.
pub(super) enum Palette {
    /// Contexts with their place in the legend, in order of context: those with the most people first.
    Events(Vec<(Context, usize)>),
    /// The circle of each person, and the name and size of each circle, the largest first.
    Circles(BTreeMap<EntityIdx, usize>, Vec<(String, usize)>),
}

impl Palette {
    /// Events if ten of them tell most of it, else circles.
    pub(super) fn new(network: &Network, dataset: &Dataset, schema: &Schema) -> Self {
        let events = Self::of_events(network);
        let told = network.nodes().iter().filter(|&&person| events.of(network, person).iter().any(|&place| place < OWN)).count();
        if told as f64 >= TOLD * network.len() as f64 { events } else { Self::of_circles(network, dataset, schema) }
    }

    /// A colour for each of the largest events.
    pub(super) fn of_events(network: &Network) -> Self {
        let mut by_size: Vec<_> = network.contexts().iter().map(|&c| (usize::MAX - network.members(c).len(), c)).collect();
        by_size.sort_unstable();
        let mut places: Vec<_> = by_size.into_iter().zip(0..).map(|((_, context), place)| (context, place)).collect();
        places.sort_unstable();
        Self::Events(places)
    }

    fn of_circles(network: &Network, dataset: &Dataset, schema: &Schema) -> Self {
        let found = communities(network, &CommunityOptions::default());
        let report = CommunitiesReport::new(network, dataset, &found, &typical(network, dataset, schema, &found.members));
        let names = report.communities.into_iter().map(|circle| (circle.name, circle.members.len())).collect();
        let of = found.members.iter().enumerate().flat_map(|(place, members)| members.iter().map(move |&person| (person, place)));
        Self::Circles(of.collect(), names)
    }

    /// Places in the legend that a person stands for, sorted, each colour once.
    pub(super) fn of(&self, network: &Network, person: EntityIdx) -> Vec<usize> {
        match self {
            Self::Events(places) => {
                let mut found: Vec<_> = network.contexts_of(person).into_iter().map(|context| place(places, context)).collect();
                found.sort_unstable();
                found.dedup_by_key(|place| colour(*place));
                found
            }
            Self::Circles(of, _) => of.get(&person).copied().into_iter().collect(),
        }
    }

    /// The colour of the tie of two who share these.
    pub(super) fn of_tie(&self, (a, b): (EntityIdx, EntityIdx), shared: &[Context]) -> &'static str {
        match self {
            Self::Events(places) => colour(shared.iter().map(|&context| place(places, context)).min().unwrap_or(usize::MAX)),
            Self::Circles(of, _) if of.get(&a) == of.get(&b) => colour(of.get(&a).copied().unwrap_or(usize::MAX)),
            Self::Circles(..) => colour(usize::MAX),
        }
    }

    /// Heading, and colour and words of each line.
    pub(super) fn legend(&self, network: &Network, dataset: &Dataset) -> Legend {
        let (heading, noun, lines): (_, _, Vec<(String, usize)>) = match self {
            Self::Events(places) => {
                let mut by_place: Vec<_> = places.iter().map(|&(context, place)| (place, context)).collect();
                by_place.sort_unstable();
                let noun = by_place.first().map_or("event", |(_, context)| context.noun());
                let line = |(_, context): (usize, Context)| (context.label(dataset), network.members(context).len());
                ("Where they were, with the number of people", noun, by_place.into_iter().map(line).collect())
            }
            Self::Circles(_, names) => ("Circles of people, by what is typical of each", "smaller circle", names.clone()),
        };
        (heading, with_rest(lines, noun))
    }
}

/// One line for each that has a colour of its own, and one for all others.
pub(super) fn with_rest(lines: Vec<(String, usize)>, noun: &str) -> Vec<(&'static str, String)> {
    let more = lines.len().saturating_sub(OWN);
    let own = lines.into_iter().take(OWN).enumerate();
    let mut legend: Vec<_> = own.map(|(place, (label, size))| (colour(place), format!("{label} ({size})"))).collect();
    if more > 0 {
        legend.push((colour(usize::MAX), format!("{more} more {noun}{}", if more == 1 { "" } else { "s" })));
    }
    legend
}

fn place(places: &[(Context, usize)], context: Context) -> usize {
    places.binary_search_by_key(&context, |&(context, _)| context).map_or(usize::MAX, |i| places[i].1)
}

/// A heading, and colour and words of each line below it.
pub(super) type Legend = (&'static str, Vec<(&'static str, String)>);

/// Room that a legend needs.
pub(super) fn height((_, lines): &Legend, width: f64) -> f64 {
    LINE * (1 + lines.len().div_ceil(columns(lines, width))) as f64
}

/// How many columns of the widest line there is room for.
fn columns(lines: &[(&'static str, String)], width: f64) -> usize {
    let widest = lines.iter().map(|(_, words)| text::width(words, FONT) + GAP).fold(100.0, f64::max);
    (1..=lines.len()).rev().find(|&n| widest.min(WIDEST) * n as f64 <= width).unwrap_or(1)
}

/// Paints heading and lines in columns, from the left and top on.
pub(super) fn paint(canvas: &mut Canvas, legend: &Legend, (left, top): (f64, f64), width: f64) -> io::Result<()> {
    let (heading, lines) = legend;
    canvas.text((left, top + 4.0), FONT, TextStyle::Faint, Anchor::Start, heading)?;
    let n = columns(lines, width);
    let (rows, column) = (lines.len().div_ceil(n).max(1), width / n as f64);
    for (i, (colour, words)) in lines.iter().enumerate() {
        let (x, y) = (left + column * (i / rows) as f64, top + LINE * (1 + i % rows) as f64);
        canvas.dot(x + 6.0, y, 6.0, &[colour])?;
        canvas.text((x + 20.0, y + 4.0), FONT, TextStyle::Plain, Anchor::Start, &text::line(words, FONT, column - 30.0))?;
    }
    Ok(())
}
