//! When and where were the events, for a calendar program? iCalendar (RFC 5545).
//!
//! Every event is an all-day one; `DTEND` is the day after its last. One of which only the month is known covers the month, and its
//! name says so; one of which only the year is known, or nothing, would cover too much and is left out and counted. Announced events
//! are `TENTATIVE`. `DTSTAMP` is the day of the last article that names the event: the clock is not read.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
};

use jiff::civil::Date;

use super::{Input, LANGUAGE, Report, articles_of, unwritten};
use crate::{
    ask::Index,
    diag::Result,
    knowledge::Role,
    model::{Article, EntityIdx, Kind, Literal, Object, PartialDate, Rank, Span},
    page::is_web_address,
};

/// Most bytes of a line, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;

/// All events with at least a month, by their first day.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let index = super::index(input);
    let mut calendar = Calendar { out };
    calendar.line("BEGIN", "VCALENDAR")?;
    calendar.line("VERSION", "2.0")?;
    calendar.line("PRODID", "-//Plenary//Events//EN")?;
    calendar.line("CALSCALE", "GREGORIAN")?;
    if let Some(subset) = input.subset {
        calendar.text("X-WR-CALDESC", &subset.description())?;
    }
    let (mut events, mut vague, mut backward) = (Vec::new(), 0, 0);
    for (idx, entity) in input.dataset.entities().filter(|(_, entity)| entity.kind == Kind::Event) {
        let Some((start, first)) = index.date(idx).and_then(|date| Some((date, day(date)?))) else {
            vague += 1;
            continue;
        };
        let last = end(&index, idx).and_then(last_day);
        let own = last_day(start).unwrap_or(first);
        backward += usize::from(last.is_some_and(|last| last < first));
        let last = last.filter(|last| *last >= first).map_or(own, |last| last.max(first));
        events.push((first, entity.path.as_str(), idx, start, last));
    }
    events.sort();
    for &(first, _, idx, start, last) in &events {
        event(input, &index, &mut calendar, idx, start, (first, last))?;
    }
    calendar.line("END", "VCALENDAR")?;
    let report = Report::default().written("events", events.len());
    let report = report.dropped("events of which no article tells the month, left out", vague);
    Ok(report.dropped("last days before the first, left out", backward))
}

fn event(
    input: &Input<'_>,
    index: &Index,
    calendar: &mut Calendar<'_>,
    idx: EntityIdx,
    start: PartialDate,
    (first, last): (Date, Date),
) -> Result<()> {
    let dataset = input.dataset;
    let entity = dataset.entity(idx);
    let articles: Vec<&Article> = articles_of(entity).into_iter().map(|article| dataset.article(article)).collect();
    let told = articles.iter().filter_map(|article| article.published).max().and_then(day).unwrap_or(first);
    calendar.line("BEGIN", "VEVENT")?;
    calendar.text("UID", &dataset.iri(idx))?;
    calendar.line("DTSTAMP", &format!("{}T000000Z", compact(told)))?;
    calendar.line("DTSTART;VALUE=DATE", &compact(first))?;
    let after = last.tomorrow().unwrap_or(last);
    calendar.line("DTEND;VALUE=DATE", &compact(after))?;
    let vague = is_vague(start);
    let unknown = if vague { " (day unknown)" } else { "" };
    calendar.text("SUMMARY", &format!("{}{unknown}", entity.label))?;
    let places: Vec<_> = index.places(idx).collect();
    let names: Vec<_> = places.iter().map(|&place| dataset.entity(place).label.as_str()).collect();
    if !names.is_empty() {
        calendar.text("LOCATION", &names.join(", "))?;
    }
    if let [place] = places.as_slice()
        && let Some(point) = dataset.entity(*place).point
    {
        calendar.line("GEO", &format!("{};{}", point.latitude, point.longitude))?;
    }
    calendar.text("DESCRIPTION", &description(input, index, idx, start))?;
    if let Some(url) = articles.iter().filter_map(|article| article.url.as_deref()).find(|url| is_web_address(url)) {
        calendar.line("URL", url)?;
    }
    calendar.line("STATUS", if index.is_announced(idx) { "TENTATIVE" } else { "CONFIRMED" })?;
    calendar.line("TRANSP", "TRANSPARENT")?;
    calendar.line("END", "VEVENT")
}

/// Hosts and people, and the words that tell the day.
fn description(input: &Input<'_>, index: &Index, idx: EntityIdx, start: PartialDate) -> String {
    let label = |entity: EntityIdx| input.dataset.entity(entity).label.clone();
    let mut lines = Vec::new();
    if is_vague(start) {
        lines.push(format!("The articles tell no day, only {start}."));
    }
    let backing = [Role::Host, Role::Support, Role::Participation].into_iter().flat_map(|role| index.toward_as(idx, role));
    let mut there: BTreeMap<EntityIdx, BTreeSet<&str>> = BTreeMap::new();
    for statement in backing.chain(index.presences(idx)) {
        there.entry(statement.subject).or_default().insert(&statement.relation);
    }
    for (who, relations) in there {
        let schema = &input.knowledge.schema;
        let implied = |name: &str| {
            let known = relations.iter().filter_map(|other| schema.get(other));
            known.flat_map(|relation| &relation.implies).any(|other| other == name)
        };
        let told = relations.iter().filter(|name| !implied(name)).map(|name| index.relation_label(name, LANGUAGE));
        lines.push(format!("{} · {}", label(who), told.collect::<Vec<_>>().join(", ")));
    }
    let dates = index.about_as(idx, Role::Start).filter(|s| s.object == Object::Literal(Literal::Date(start)));
    for quote in index.quotes(dates, LANGUAGE) {
        let article = input.dataset.articles.iter().find(|article| article.id == quote.article);
        let source = article.map_or_else(String::new, |article| {
            let citation = crate::page::Citation::new(article, Span::new(quote.start, quote.end));
            format!(" [{}]", citation.text())
        });
        lines.push(format!("“{}”{source}", quote.quote));
    }
    lines.join("\n")
}

/// Last day of an event: the latest that is asserted and not outranked.
fn end(index: &Index, idx: EntityIdx) -> Option<PartialDate> {
    let told = index.about_as(idx, Role::End).filter(|statement| statement.rank != Rank::Outranked);
    let dates = told.filter_map(|statement| match statement.object {
        Object::Literal(Literal::Date(date)) => Some(date),
        _ => None,
    });
    dates.max_by_key(|date| (date.day.is_some(), *date))
}

/// Whether the day is not told, or is none of the calendar.
fn is_vague(date: PartialDate) -> bool {
    let exact = date.month.zip(date.day).and_then(|(month, day)| Date::new(date.year, signed(month), signed(day)).ok());
    exact.is_none()
}

/// The day, or the first of the month; none without a month.
fn day(date: PartialDate) -> Option<Date> {
    let month = signed(date.month?);
    let exact = date.day.and_then(|day| Date::new(date.year, month, signed(day)).ok());
    exact.or_else(|| Date::new(date.year, month, 1).ok())
}

/// The day, or the last of the month; none without a month.
fn last_day(date: PartialDate) -> Option<Date> {
    let first = day(date)?;
    Some(if is_vague(date) { first.last_of_month() } else { first })
}

/// Months and days are small.
fn signed(number: u8) -> i8 {
    i8::try_from(number).unwrap_or(i8::MAX)
}

/// `20210522`.
fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

struct Calendar<'a> {
    out: &'a mut dyn Write,
}

impl Calendar<'_> {
    /// A property whose value is text: with backslashes, and line ends as `\n`.
    fn text(&mut self, name: &str, value: &str) -> Result<()> {
        let mut escaped = String::with_capacity(value.len());
        for c in value.replace("\r\n", "\n").chars() {
            match c {
                '\\' | ';' | ',' => {
                    escaped.push('\\');
                    escaped.push(c);
                }
                '\n' | '\r' => escaped.push_str("\\n"),
                '\t' => escaped.push(' '),
                c if c.is_control() => escaped.push('\u{fffd}'),
                c => escaped.push(c),
            }
        }
        self.line(name, &escaped)
    }

    /// A property as it is, folded between characters.
    fn line(&mut self, name: &str, value: &str) -> Result<()> {
        let (mut folded, mut length) = (String::new(), 0);
        for c in format!("{name}:{value}").chars() {
            if length + c.len_utf8() > LINE {
                folded.push_str("\r\n ");
                length = 1;
            }
            folded.push(c);
            length += c.len_utf8();
        }
        write!(self.out, "{folded}\r\n").map_err(unwritten)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_covers_its_days_and_a_day_that_is_none_its_month() {
        let days = |text: &str| (day(date(text)).map(compact), last_day(date(text)).map(compact));
        let both = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(days("2024-02"), both("20240201", "20240229"));
        assert_eq!(days("2024-12-31"), both("20241231", "20241231"));
        assert_eq!(days("2023-02-31"), both("20230201", "20230228"));
        assert_eq!(days("2024"), (None, None));
        assert!(is_vague(date("2023-02-31")) && is_vague(date("2023-02")) && !is_vague(date("2023-02-28")));
    }

    #[test]
    fn lines_are_folded_between_characters_and_text_is_escaped() {
        let mut bytes = Vec::new();
        let mut calendar = Calendar { out: &mut bytes };
        calendar.text("SUMMARY", &format!("a;b,c\\d\r\ne\u{7}{}", "锡".repeat(40))).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.split("\r\n").all(|line| line.len() <= LINE));
        let unfolded = text.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:a\\;b\\,c\\\\d\\ne\u{fffd}{}\r\n", "锡".repeat(40)));
    }
}
