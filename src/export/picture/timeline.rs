//! Which events were when? Each a bar on an axis of years, as wide as its date is uncertain, in the colour of its place.
//!
//! Every bar has its name. Years without events between others are left out of the axis where there are several in a row.

use std::{collections::BTreeMap, io, io::Write};

use super::{
    HEAD, Input, MARGIN, PictureOptions, Report, count,
    happenings::{Happening, happenings},
    labels::Rect,
    legend::{self, OWN, colour, with_rest},
    paint::{Anchor, Canvas, Look, TextStyle},
    text, unwritten,
};
use crate::{diag::Result, model::PartialDate};

const TITLE: &str = "What was when";
const WIDTH: f64 = 1200.0;
const MOST: usize = 150;
const FONT: f64 = 11.0;
const LANE: f64 = 18.0;
/// Widest name.
const WIDEST: f64 = 270.0;
/// Narrowest bar.
const NARROW: f64 = 6.0;
/// Room for the years, above and below.
const AXIS: f64 = 24.0;
/// Width of what stands for years that are left out.
const GAP: f64 = 26.0;
/// So many years without events are left out.
const EMPTY: i16 = 3;
const FAINT: &str = "#d8dee4";

/// The picture of the events of a dataset.
pub(super) fn draw(input: &Input<'_>, options: &PictureOptions, out: &mut dyn Write) -> Result<Report> {
    let all = happenings(input);
    let n_undated = all.iter().filter(|one| one.start.is_none()).count();
    let mut shown: Vec<Happening> = all.into_iter().filter(|one| one.start.is_some()).collect();
    let n_dated = shown.len();
    // Stable, so that of events of one size the earlier stay.
    shown.sort_by_key(|one| std::cmp::Reverse(one.people));
    shown.truncate(options.most.unwrap_or(MOST));
    shown.sort_by_key(|one| (one.start, one.event));
    let width = options.width.unwrap_or(WIDTH).max(400.0) - 2.0 * MARGIN;
    // Names stand behind their bars: the last ones need room, too.
    let widest = shown.iter().map(|one| text::width(&text::line(&one.label, FONT, WIDEST), FONT)).fold(0.0, f64::max);
    let axis = Axis::new(&shown, width - (widest + 12.0).min(width / 4.0));
    let places = places(&shown);
    let bars = bars(&shown, &axis, &places, width);
    let n_lanes = bars.iter().map(|bar| bar.lane + 1).max().unwrap_or(0);
    let top = HEAD + MARGIN + AXIS;
    let bottom = top + LANE * n_lanes as f64;
    let legend = ("Where, with the number of events", with_rest(places.clone(), "place"));
    let below = bottom + AXIS + MARGIN;
    let height = below + legend::height(&legend, width) + 2.0 * legend::LINE + MARGIN;
    let title = options.title.as_deref().unwrap_or(TITLE);
    let left_out = n_dated - shown.len();
    Canvas::page(out, (width + 2.0 * MARGIN, height), (title, options.part.as_deref()), |canvas| {
        canvas.head(title, &summary(shown.len(), left_out, n_undated), width)?;
        axis.paint(canvas, top, bottom)?;
        bars.iter().try_for_each(|bar| bar.paint(canvas, top))?;
        legend::paint(canvas, &legend, (MARGIN, below), width)?;
        paint_looks(canvas, below + legend::height(&legend, width) + legend::LINE)
    })
    .map_err(unwritten)?;
    Ok(Report::default()
        .written("events", shown.len())
        .dropped("events with fewer people than those drawn", left_out)
        .dropped("events without a date", n_undated))
}

fn summary(n_shown: usize, left_out: usize, n_undated: usize) -> String {
    let mut parts = vec![count(n_shown, "event")];
    if left_out > 0 {
        parts.push(format!("those with the most people of {}", n_shown + left_out));
    }
    if n_undated > 0 {
        parts.push(format!("{n_undated} more have no known date"));
    }
    parts.join(" · ")
}

/// Places with their number of events, the most first.
fn places(shown: &[Happening]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for place in shown.iter().filter_map(|one| one.place.as_deref()) {
        *counts.entry(place).or_default() += 1;
    }
    let mut places: Vec<(String, usize)> = counts.into_iter().map(|(place, n)| (place.to_owned(), n)).collect();
    places.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    places
}

/// Where each year lies, from left to right.
struct Axis {
    /// First and last year of each run of years, with its left end.
    runs: Vec<(i16, i16, f64)>,
    /// Width of a year.
    year: f64,
}

impl Axis {
    fn new(shown: &[Happening], width: f64) -> Self {
        let years = shown.iter().flat_map(|one| [one.start, one.end]).flatten().map(|date| date.year);
        let mut years: Vec<i16> = years.collect();
        years.sort_unstable();
        let mut runs: Vec<(i16, i16, f64)> = Vec::new();
        for year in years {
            match runs.last_mut() {
                Some(run) if year - run.1 <= EMPTY => run.1 = year,
                _ => runs.push((year, year, 0.0)),
            }
        }
        let n_years: f64 = runs.iter().fold(0.0, |sum, run| sum + f64::from(run.1 - run.0 + 1));
        let room = width - GAP * runs.len().saturating_sub(1) as f64;
        let year = (room / n_years.max(1.0)).max(NARROW);
        let mut left = MARGIN;
        for run in &mut runs {
            run.2 = left;
            left += year * f64::from(run.1 - run.0 + 1) + GAP;
        }
        Self { runs, year }
    }

    /// Left end of a year.
    fn left(&self, year: i16) -> f64 {
        let run = self.runs.iter().rev().find(|run| run.0 <= year).or_else(|| self.runs.first());
        run.map_or(MARGIN, |run| run.2 + self.year * f64::from(year - run.0))
    }

    /// What a date may mean, from the first moment to the last. Months are taken as equally long: nobody sees the difference.
    fn span(&self, date: PartialDate) -> (f64, f64) {
        let (from, length) = match (date.month, date.day) {
            (None, _) => (0.0, 1.0),
            (Some(month), None) => (f64::from(month - 1) / 12.0, 1.0 / 12.0),
            (Some(month), Some(day)) => ((f64::from(month - 1) + f64::from(day - 1) / 31.0) / 12.0, 1.0 / 372.0),
        };
        let left = self.left(date.year);
        (left + self.year * from, left + self.year * (from + length))
    }

    fn paint(&self, canvas: &mut Canvas, top: f64, bottom: f64) -> io::Result<()> {
        let every = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|&n| self.year * f64::from(n) >= 34.0).unwrap_or(200);
        for (i, &(first, last, left)) in self.runs.iter().enumerate() {
            for year in (first..=last).filter(|year| *year == first || year % every == 0) {
                let x = self.left(year);
                canvas.line((x, top - 4.0), (x, bottom + 4.0), FAINT, 1.0)?;
                // The first year of a run gives way to the next that is written, if they are too near.
                let next = f64::from(every - year.rem_euclid(every)) * self.year;
                if year % every == 0 || next >= 34.0 || last - first < every {
                    for y in [top - 9.0, bottom + 16.0] {
                        canvas.text((x + 2.0, y), FONT, TextStyle::Faint, Anchor::Start, &year.to_string())?;
                    }
                }
            }
            let right = left + self.year * f64::from(last - first + 1);
            canvas.line((right, top - 4.0), (right, bottom + 4.0), FAINT, 1.0)?;
            if i + 1 < self.runs.len() {
                for y in [top - 9.0, bottom + 16.0] {
                    canvas.text((right + GAP / 2.0, y), FONT, TextStyle::Faint, Anchor::Middle, "\u{2026}")?;
                }
            }
        }
        Ok(())
    }
}

/// An event at its place.
struct Bar {
    left: f64,
    right: f64,
    lane: usize,
    height: f64,
    colour: &'static str,
    look: Look,
    name: String,
    /// Whether the name stands behind the bar, not before it.
    behind: bool,
    note: String,
}

/// Puts each event, in order of date, into the first lane with room for bar and name.
fn bars(shown: &[Happening], axis: &Axis, places: &[(String, usize)], width: f64) -> Vec<Bar> {
    let most = shown.iter().map(|one| one.people).max().unwrap_or(0).max(1);
    let mut lanes: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut bars = Vec::new();
    for one in shown {
        let Some(start) = one.start else { continue };
        let (left, told) = axis.span(start);
        let right = one.end.map_or(told, |end| axis.span(end).1).max(left + NARROW);
        let name = text::line(&one.label, FONT, WIDEST.min(width / 3.0));
        let room = text::width(&name, FONT) + 12.0;
        let behind = right + room <= width + MARGIN;
        let (from, to) = if behind { (left, right + room) } else { (left - room, right + 3.0) };
        let is_free = |lane: &Vec<(f64, f64)>| lane.iter().all(|&(a, b)| to <= a || from >= b);
        let lane = lanes.iter().position(is_free).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(Vec::new());
        }
        lanes[lane].push((from, to));
        let place = one.place.as_ref().and_then(|place| places.iter().position(|(known, _)| known == place));
        bars.push(Bar {
            left,
            right,
            lane,
            height: 5.0 + 9.0 * (one.people as f64 / most as f64).sqrt(),
            colour: colour(place.unwrap_or(OWN)),
            look: if one.announced {
                Look::Hollow
            } else if start.day.is_none() {
                Look::Pale
            } else {
                Look::Full
            },
            name,
            behind,
            note: one.note(),
        });
    }
    bars
}

impl Bar {
    fn paint(&self, canvas: &mut Canvas, top: f64) -> io::Result<()> {
        let middle = top + LANE * (self.lane as f64 + 0.5);
        let (upper, lower) = (middle - self.height / 2.0, middle + self.height / 2.0);
        let bounds = Rect { left: self.left, top: upper, right: self.right, bottom: lower };
        canvas.bar(&bounds, self.colour, self.look, &text::line(&self.note, FONT, f64::MAX))?;
        let (x, anchor) = if self.behind { (self.right + 5.0, Anchor::Start) } else { (self.left - 5.0, Anchor::End) };
        canvas.text((x, middle + 4.0), FONT, TextStyle::Plain, anchor, &self.name)
    }
}

/// What the looks of the bars mean.
fn paint_looks(canvas: &mut Canvas, y: f64) -> io::Result<()> {
    let mut x = MARGIN;
    let grey = colour(usize::MAX);
    let looks = [
        (Look::Full, NARROW, 5.0, "few people known"),
        (Look::Full, NARROW, 14.0, "most people known"),
        (Look::Pale, 20.0, 9.0, "the day is not known: as long as it may have been"),
        (Look::Hollow, NARROW, 9.0, "announced, not reported"),
    ];
    for (look, width, height, words) in looks {
        let bounds = Rect { left: x, top: y - height / 2.0, right: x + width, bottom: y + height / 2.0 };
        canvas.bar(&bounds, grey, look, words)?;
        canvas.text((x + width + 5.0, y + 4.0), legend::FONT, TextStyle::Faint, Anchor::Start, words)?;
        x += width + 25.0 + text::width(words, legend::FONT);
    }
    Ok(())
}
