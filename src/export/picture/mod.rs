//! The network as a picture (SVG 1.1) for a page or for print: who was with whom, by colour at which event.
//!
//! People are dots, larger the more others they appear with; those at several events show the colours of all. Parts of the
//! network that have nobody in common stand side by side. No two names overlap: a part grows until each has its place. The same
//! network gives the same bytes.

mod labels;
mod paint;
mod part;
#[cfg(test)]
mod tests;
mod text;

use std::io::{self, Write};

use super::{Input, Report};

use self::{
    paint::{Canvas, TextStyle},
    part::{Page, Part},
};
use crate::{
    diag::{Error, Result},
    model::Dataset,
    network::{Context, Measure, Network, Options, components, ranking},
};

/// How the picture is made.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureOptions {
    /// The line on top.
    pub title: String,
    /// Width that the parts are spread over, in pixels; a large part can make it wider.
    pub width: f64,
    /// At most so many people are drawn, those with the most ties; more names than some hundred cannot be read.
    pub most: usize,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self { title: "Who appears with whom".to_owned(), width: 960.0, most: 120 }
    }
}

/// Told apart also by those who do not see all colours (after Okabe and Ito, and Tol); the last is for all further events.
const COLOURS: [&str; 11] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a4fa3", "#8c6d31", "#b2182b", "#4d7c0f", "#9aa0a6"];

const MARGIN: f64 = 28.0;
const GAP: f64 = 40.0;
/// Narrowest picture, for title and legend.
const LEAST: f64 = 560.0;
const HEAD: f64 = 64.0;
const LEGEND_LINE: f64 = 19.0;
const LEGEND_FONT: f64 = 12.0;

/// The people network of a dataset as a picture.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let network = Network::build(input.dataset, &input.knowledge.schema, &Options::default());
    svg(&network, input.dataset, &PictureOptions::default(), out)?;
    Ok(Report::default().written("people", network.len()).written("ties", network.n_ties()))
}

/// Writes the picture.
pub fn svg(network: &Network, dataset: &Dataset, options: &PictureOptions, out: &mut dyn Write) -> Result<()> {
    let shown = most_tied(network, options.most);
    let palette = Palette::new(&shown);
    let most_ties = shown.nodes().iter().map(|&entity| shown.neighbours(entity).len()).max().unwrap_or(0);
    let page = Page { network: &shown, dataset, palette: &palette, most_ties };
    let mut parts: Vec<Part> = components(&shown).iter().map(|nodes| Part::new(&page, nodes)).collect();
    let (width, bottom) = spread(&mut parts, options.width - 2.0 * MARGIN);
    let width = width.max(LEAST);
    let legend = palette.legend(&shown, dataset, width);
    let height = bottom + GAP + LEGEND_LINE * legend.len() as f64 + MARGIN;
    Canvas::page(out, (width + 2.0 * MARGIN, height), &options.title, |canvas| {
        canvas.text(MARGIN, MARGIN + 12.0, 20.0, TextStyle::Title, &text::line(&options.title, 22.0, width))?;
        canvas.text(
            MARGIN,
            MARGIN + 32.0,
            LEGEND_FONT,
            TextStyle::Faint,
            &text::line(&summary(network, &shown), LEGEND_FONT, width),
        )?;
        parts.iter().try_for_each(|part| canvas.part(part))?;
        paint_legend(canvas, &legend, bottom + GAP)
    })
    .map_err(|e| Error::storage("cannot write the picture", e))
}

/// The part of the network between the nodes with the most ties.
fn most_tied(network: &Network, most: usize) -> Network {
    let Some(degree) = Measure::named("degree").filter(|_| network.len() > most) else { return network.clone() };
    let mut kept: Vec<_> = ranking(network, degree, most).into_iter().map(|rank| rank.entity).collect();
    kept.sort_unstable();
    network.part(|entity| kept.binary_search(&entity).is_ok())
}

/// What is drawn, in numbers.
fn summary(network: &Network, shown: &Network) -> String {
    let noun = shown.contexts().first().map_or("event", |context| context.noun());
    let count = |n: usize, noun: &str| if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") };
    let (names, ties) = (count(shown.len(), "name"), count(shown.n_ties(), "tie"));
    let all = format!("{names} · {} · {ties}", count(shown.contexts().len(), noun));
    if shown.len() == network.len() { all } else { format!("{all} · those with the most ties of {} names", network.len()) }
}

/// Puts the parts side by side in rows, the largest first, none wider than `room` unless one part is. Returns width and bottom of all.
fn spread(parts: &mut [Part], room: f64) -> (f64, f64) {
    let (mut width, mut top) = (0.0_f64, HEAD + MARGIN);
    let mut rest = parts;
    while !rest.is_empty() {
        let mut used = -GAP;
        let fitting = rest.iter().take_while(|part| {
            used += GAP + part.width;
            used <= room
        });
        let n = fitting.count().max(1);
        let (row, later) = rest.split_at_mut(n);
        let height = row.iter().map(|part| part.height).fold(0.0, f64::max);
        let mut left = MARGIN;
        for part in row {
            part.shift(left, top + (height - part.height) / 2.0);
            left += part.width + GAP;
        }
        width = width.max(left - GAP - MARGIN);
        top += height + GAP;
        rest = later;
    }
    (width, top - GAP)
}

/// Which event has which colour: those with the most people first.
struct Palette {
    /// Contexts with their place in the legend, in order of context.
    places: Vec<(Context, usize)>,
}

impl Palette {
    fn new(network: &Network) -> Self {
        let mut by_size: Vec<_> = network.contexts().iter().map(|&c| (usize::MAX - network.members(c).len(), c)).collect();
        by_size.sort_unstable();
        let mut places: Vec<_> = by_size.into_iter().zip(0..).map(|((_, context), place)| (context, place)).collect();
        places.sort_unstable();
        Self { places }
    }

    /// Place of a context in the legend, from 0.
    fn place(&self, context: Context) -> usize {
        self.places.binary_search_by_key(&context, |&(context, _)| context).map_or(usize::MAX, |i| self.places[i].1)
    }

    /// The colour at a place.
    fn colour(place: usize) -> &'static str {
        COLOURS[place.min(COLOURS.len() - 1)]
    }

    /// Colour and words of each line below the picture.
    fn legend(&self, network: &Network, dataset: &Dataset, room: f64) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        let mut by_place: Vec<_> = self.places.iter().map(|&(context, place)| (place, context)).collect();
        by_place.sort_unstable();
        for &(place, context) in by_place.iter().take(COLOURS.len() - 1) {
            let size = network.members(context).len();
            let label = text::line(&context.label(dataset), LEGEND_FONT, room - 80.0);
            lines.push((Self::colour(place), format!("{label} ({size})")));
        }
        let more = by_place.len().saturating_sub(COLOURS.len() - 1);
        if more > 0 {
            let noun = by_place[0].1.noun();
            lines.push((Self::colour(usize::MAX), format!("{more} more {noun}{}", if more == 1 { "" } else { "s" })));
        }
        lines
    }
}

fn paint_legend(canvas: &mut Canvas, legend: &[(&'static str, String)], top: f64) -> io::Result<()> {
    for ((colour, words), row) in legend.iter().zip(0_u8..) {
        let y = top + LEGEND_LINE * f64::from(row);
        canvas.dot(MARGIN + 6.0, y, 6.0, &[colour])?;
        canvas.text(MARGIN + 20.0, y + 4.0, LEGEND_FONT, TextStyle::Plain, words)?;
    }
    Ok(())
}
