//! Who was at which event, and in which part? People in rows, events in columns by date, a mark at each crossing.
//!
//! Rows go by the first of a person's events, so that those who were at the same ones stand together.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{
    HEAD, Input, MARGIN, PictureOptions, Report, count,
    happenings::{Happening, happenings},
    legend,
    paint::{Anchor, Canvas, Mark, RISE, TextStyle},
    text, unwritten,
};
use crate::{
    diag::Result,
    export::networks::label as name_of,
    knowledge::Role,
    model::{EntityIdx, Kind},
};

const TITLE: &str = "Who was at which event";
/// Most people, and most events.
const MOST: usize = 60;
const FONT: f64 = 11.0;
const ROW: f64 = 18.0;
const COLUMN: f64 = 22.0;
/// Widest name of a person, and longest of an event.
const WIDEST: f64 = 210.0;
const LONGEST: f64 = 340.0;
const LINE: &str = "#e3e8ec";
const STRONG: &str = "#aab4be";
const INK: &str = "#0072b2";
/// Language of the legend.
const LANGUAGE: &str = "en";

/// The parts that are told apart, the one that counts most first.
const PARTS: [(Role, Mark); 3] = [(Role::Chair, Mark::Diamond), (Role::Speech, Mark::Dot), (Role::Presence, Mark::Ring)];

/// Rows, columns, and what stands where.
struct Table {
    people: Vec<EntityIdx>,
    events: Vec<Happening>,
    /// Row and column to the part that counts most, as its place in [`PARTS`].
    marks: BTreeMap<(usize, usize), usize>,
    n_people: usize,
    n_events: usize,
}

/// The picture of who was at which event.
pub(super) fn draw(input: &Input<'_>, options: &PictureOptions, out: &mut dyn Write) -> Result<Report> {
    let table = table(input, options.most.unwrap_or(MOST));
    let name = |person: EntityIdx| text::line(name_of(input.dataset.entity(person)), FONT, WIDEST);
    let names: Vec<String> = table.people.iter().map(|&person| name(person)).collect();
    let heads: Vec<String> = table.events.iter().map(head).collect();
    let widest = |texts: &[String]| texts.iter().map(|text| text::width(text, FONT)).fold(40.0, f64::max);
    let (sin, cos) = (RISE.to_radians().sin(), RISE.to_radians().cos());
    let (side, rise) = (widest(&names) + 10.0, widest(&heads));
    let (left, top) = (MARGIN + side, HEAD + MARGIN + rise * sin);
    let column = options.width.map_or(COLUMN, |width| ((width - left - MARGIN) / table.events.len().max(1) as f64).max(COLUMN));
    let (right, bottom) = (left + column * table.events.len() as f64, top + ROW * table.people.len() as f64);
    let width = (right + (rise * cos).max(40.0)).max(560.0) + MARGIN;
    let title = options.title.as_deref().unwrap_or(TITLE);
    let height = bottom + 2.0 * ROW + 3.0 * legend::LINE + MARGIN;
    Canvas::page(out, (width, height), (title, options.part.as_deref()), |canvas| {
        canvas.head(title, &summary(&table), width - 2.0 * MARGIN)?;
        grid(canvas, &table, (left, top), (right, bottom), column)?;
        for (row, name) in names.iter().enumerate() {
            let n = table.marks.range((row, 0)..(row + 1, 0)).count();
            let y = top + ROW * (row as f64 + 0.5) + 4.0;
            canvas.text((left - 8.0, y), FONT, TextStyle::Plain, Anchor::End, name)?;
            canvas.text((right + 8.0, y), FONT, TextStyle::Faint, Anchor::Start, &n.to_string())?;
        }
        for (i, (event, head)) in table.events.iter().zip(&heads).enumerate() {
            let x = left + column * (i as f64 + 0.5);
            canvas.rising((x + 3.0, top - 6.0), FONT, head)?;
            canvas.text((x, bottom + ROW), FONT, TextStyle::Faint, Anchor::Middle, &event.people.to_string())?;
        }
        marks(canvas, input, &table, (left, top), column)?;
        parts(canvas, input, bottom + 2.0 * ROW + legend::LINE)
    })
    .map_err(unwritten)?;
    Ok(Report::default()
        .written("people", table.people.len())
        .written("events", table.events.len())
        .dropped("people at fewer events than those drawn", table.n_people - table.people.len())
        .dropped("events with fewer of these people than those drawn", table.n_events - table.events.len()))
}

/// The head of a column: the event, and when it was.
fn head(event: &Happening) -> String {
    let date = event.start.map(|date| format!("{date} ")).unwrap_or_default();
    text::line(&format!("{date}{}", event.label), FONT, LONGEST)
}

fn summary(table: &Table) -> String {
    let of = |shown: usize, all: usize, noun: &str| {
        if shown < all { format!("{shown} of {}", count(all, noun)) } else { count(all, noun) }
    };
    let people = format!("{} by number of events", of(table.people.len(), table.n_people, "name"));
    format!("{people} · {} by date · totals at the border", of(table.events.len(), table.n_events, "event"))
}

/// Chooses the people at most events, and the events with most of them, and puts both in order.
fn table(input: &Input<'_>, most: usize) -> Table {
    let (dataset, schema) = (input.dataset, &input.knowledge.schema);
    let mut told: BTreeMap<EntityIdx, BTreeMap<EntityIdx, usize>> = BTreeMap::new();
    for statement in dataset.statements.iter().filter(|statement| statement.is_asserted()) {
        let role = schema.role_of(&statement.relation);
        let part = PARTS.iter().position(|(part, _)| Some(*part) == role);
        let (Some(part), Some(event)) = (part, statement.object.entity()) else { continue };
        if dataset.entity(statement.subject).kind == Kind::Person && dataset.entity(event).kind == Kind::Event {
            let known = told.entry(statement.subject).or_default().entry(event).or_insert(part);
            *known = part.min(*known);
        }
    }
    let mut people: Vec<EntityIdx> = told.keys().copied().collect();
    let n_people = people.len();
    // Stable, so that of people at as many events those earlier by path stay.
    people.sort_by_key(|person| std::cmp::Reverse(told[person].len()));
    people.truncate(most);
    let guests = |event: EntityIdx| people.iter().filter(|person| told[person].contains_key(&event)).count();
    let mut events: Vec<Happening> = happenings(input);
    events.retain(|one| told.values().any(|own| own.contains_key(&one.event)));
    let n_events = events.len();
    events.retain(|one| guests(one.event) > 0);
    events.sort_by_key(|one| std::cmp::Reverse(guests(one.event)));
    events.truncate(most);
    events.sort_by_key(|one| (one.start.is_none(), one.start, one.event));
    let column: BTreeMap<EntityIdx, usize> = events.iter().enumerate().map(|(i, one)| (one.event, i)).collect();
    let columns = |person: &EntityIdx| told[person].keys().filter_map(|event| column.get(event).copied()).collect::<Vec<_>>();
    people.retain(|person| !columns(person).is_empty());
    people.sort_by_cached_key(|person| {
        let mut columns = columns(person);
        columns.sort_unstable();
        (columns, *person)
    });
    let mut marks = BTreeMap::new();
    for (row, person) in people.iter().enumerate() {
        marks.extend(told[person].iter().filter_map(|(event, &part)| Some(((row, *column.get(event)?), part))));
    }
    Table { people, events, marks, n_people, n_events }
}

/// Thin lines along rows and columns, every fifth a little stronger.
fn grid(canvas: &mut Canvas, table: &Table, (left, top): (f64, f64), (right, bottom): (f64, f64), column: f64) -> io::Result<()> {
    for row in 0..=table.people.len() {
        let y = top + ROW * row as f64;
        canvas.line((left, y), (right, y), if row % 5 == 0 { STRONG } else { LINE }, 0.6)?;
    }
    for i in 0..=table.events.len() {
        let x = left + column * i as f64;
        canvas.line((x, top), (x, bottom), if i % 5 == 0 { STRONG } else { LINE }, 0.6)?;
    }
    Ok(())
}

fn marks(canvas: &mut Canvas, input: &Input<'_>, table: &Table, (left, top): (f64, f64), column: f64) -> io::Result<()> {
    for (&(row, i), &part) in &table.marks {
        let place = (left + column * (i as f64 + 0.5), top + ROW * (row as f64 + 0.5));
        let (person, event) = (name_of(input.dataset.entity(table.people[row])), &table.events[i]);
        let note = text::line(&format!("{person} · {} · {}", label(input, part), event.note()), FONT, f64::MAX);
        canvas.mark(place, 5.0, PARTS[part].1, INK, &note)?;
    }
    Ok(())
}

/// What the relation of a part is called.
fn label(input: &Input<'_>, part: usize) -> String {
    let relation = input.knowledge.schema.role(PARTS[part].0);
    relation.label.get(LANGUAGE).unwrap_or(&relation.name).clone()
}

/// What the marks mean.
fn parts(canvas: &mut Canvas, input: &Input<'_>, y: f64) -> io::Result<()> {
    let mut x = MARGIN;
    for (part, (_, mark)) in PARTS.iter().enumerate() {
        let words = label(input, part);
        canvas.mark((x + 6.0, y), 5.0, *mark, INK, &words)?;
        canvas.text((x + 17.0, y + 4.0), legend::FONT, TextStyle::Faint, Anchor::Start, &words)?;
        x += 37.0 + text::width(&words, legend::FONT);
    }
    Ok(())
}
