//! Who appears with whom? People as dots, larger the more others they appear with; ties as lines, wider the more events are shared.
//!
//! Parts of the network that have nobody in common stand side by side. Colours are events where ten of them tell most of it, and
//! one who was at several shows all; else circles of people. Up to some hundred people, a part grows until each name has its
//! place; beyond, those with the most ties are named in bold letters, and of the others those for whose names there is room.

use std::io::{self, Write};

use super::{
    HEAD, Input, MARGIN, PictureOptions, Report, count,
    legend::{self, Palette},
    paint::{Anchor, Canvas, TextStyle},
    part::{Page, Part, radius, stroke},
    text, unwritten,
};
use crate::{
    diag::Result,
    knowledge::Schema,
    model::Dataset,
    network::{Measure, Network, Options, components, ranking},
};

const TITLE: &str = "Who appears with whom";
/// Width that the parts are spread over; a large part can make it wider.
const WIDTH: f64 = 960.0;
/// More names than some hundred cannot be read.
const MOST: usize = 120;
const GAP: f64 = 40.0;
/// Narrowest picture, for title and legend.
const LEAST: f64 = 640.0;

/// The picture of the people network of a dataset.
pub(super) fn draw(input: &Input<'_>, options: &PictureOptions, out: &mut dyn Write) -> Result<Report> {
    let min_weight = input.subset.map_or(0.0, |subset| subset.min_weight);
    let network = Network::build(input.dataset, &input.knowledge.schema, &Options { min_weight, ..Options::default() });
    svg(&network, input.dataset, &input.knowledge.schema, options, out)
}

/// Writes the picture of a network.
///
/// # Errors
/// Writing fails.
pub fn svg(
    network: &Network,
    dataset: &Dataset,
    schema: &Schema,
    options: &PictureOptions,
    out: &mut dyn Write,
) -> Result<Report> {
    let shown = most_tied(network, options.most.unwrap_or(MOST));
    let palette = Palette::new(&shown, dataset, schema);
    let most_ties = shown.nodes().iter().map(|&entity| shown.neighbours(entity).len()).max().unwrap_or(0);
    let page = Page { network: &shown, dataset, palette: &palette, most_ties };
    let mut parts: Vec<Part> = components(&shown).iter().map(|nodes| Part::new(&page, nodes)).collect();
    let roomy = WIDTH.max(60.0 * (shown.len() as f64).sqrt());
    let (width, bottom) = spread(&mut parts, options.width.unwrap_or(roomy) - 2.0 * MARGIN);
    let width = width.max(LEAST);
    let legend = palette.legend(&shown, dataset);
    let scale = bottom + GAP + legend::height(&legend, width);
    let height = scale + 2.0 * legend::LINE + MARGIN;
    let title = options.title.as_deref().unwrap_or(TITLE);
    let unnamed = parts.iter().flat_map(|part| &part.people).filter(|person| person.label.is_none()).count();
    let most_shared = parts.iter().flat_map(|part| &part.ties).map(|tie| tie.shared).max().unwrap_or(0);
    Canvas::page(out, (width + 2.0 * MARGIN, height), (title, options.part.as_deref()), |canvas| {
        canvas.head(title, &summary(network, &shown, unnamed), width)?;
        parts.iter().try_for_each(|part| canvas.part(part))?;
        legend::paint(canvas, &legend, (MARGIN, bottom + GAP), width)?;
        paint_scale(canvas, scale + legend::LINE, most_ties, most_shared)
    })
    .map_err(unwritten)?;
    let left_out = "people with fewer ties than those drawn";
    Ok(Report::default()
        .written("people", shown.len())
        .written("ties", shown.n_ties())
        .dropped(left_out, network.len() - shown.len())
        .dropped("names without room, drawn as dots", unnamed))
}

/// The part of the network between the nodes with the most ties.
fn most_tied(network: &Network, most: usize) -> Network {
    let Some(degree) = Measure::named("degree").filter(|_| network.len() > most) else { return network.clone() };
    let mut kept: Vec<_> = ranking(network, degree, most).into_iter().map(|rank| rank.entity).collect();
    kept.sort_unstable();
    network.part(|entity| kept.binary_search(&entity).is_ok())
}

/// What is drawn, in numbers.
fn summary(network: &Network, shown: &Network, unnamed: usize) -> String {
    let noun = shown.contexts().first().map_or("event", |context| context.noun());
    let (names, ties) = (count(shown.len(), "name"), count(shown.n_ties(), "tie"));
    let mut parts = vec![names, count(shown.contexts().len(), noun), ties];
    if shown.len() < network.len() {
        parts.push(format!("those with the most ties of {} names", network.len()));
    }
    if unnamed > 0 {
        parts.push(format!("{} without room for a name", count(unnamed, "dot")));
    }
    parts.join(" · ")
}

/// Puts the parts side by side in rows, the largest first, none wider than `room` unless one part is. Returns width and bottom of all.
pub(super) fn spread(parts: &mut [Part], room: f64) -> (f64, f64) {
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

/// What the size of a dot and the width of a line stand for.
fn paint_scale(canvas: &mut Canvas, y: f64, most_ties: usize, most_shared: usize) -> io::Result<()> {
    let mut x = MARGIN;
    let mut steps = vec![1, most_ties / 4, most_ties];
    steps.retain(|&n| n > 0 && n <= most_ties);
    steps.dedup();
    for n in steps {
        let radius = radius(n, most_ties);
        canvas.dot(x + radius, y, radius, &[legend::colour(usize::MAX)])?;
        let words = format!("with {}", count(n, "other"));
        canvas.text((x + 2.0 * radius + 5.0, y + 4.0), legend::FONT, TextStyle::Faint, Anchor::Start, &words)?;
        x += 2.0 * radius + 25.0 + text::width(&words, legend::FONT);
    }
    let mut steps = vec![1, most_shared.min(5)];
    steps.dedup();
    for n in steps.into_iter().filter(|_| most_shared > 0) {
        canvas.line((x, y), (x + 26.0, y), legend::colour(usize::MAX), stroke(n))?;
        let more = if n == 5 && most_shared > 5 { " or more" } else { "" };
        let words = format!("{}{more} shared", if n == 1 { "1 event".to_owned() } else { n.to_string() });
        canvas.text((x + 31.0, y + 4.0), legend::FONT, TextStyle::Faint, Anchor::Start, &words)?;
        x += 51.0 + text::width(&words, legend::FONT);
    }
    Ok(())
}
