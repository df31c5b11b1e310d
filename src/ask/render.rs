//! How does an answer read on a terminal?

use std::{collections::BTreeSet, fmt::Write as _};

use super::answer::{Answer, Cell, LookedAt, Nearest, Nearness, Outcome, Quote, Row};
use crate::model::{Span, Stance};

/// Longer quotes are cut for display, in characters.
const QUOTE_LENGTH: usize = 220;

/// The answer as lines of text, each with its line end.
#[must_use]
pub fn render(answer: &Answer) -> String {
    let mut out = String::new();
    match &answer.outcome {
        Outcome::NotUnderstood { examples } => {
            let _ = writeln!(out, "not understood: «{}»", answer.question);
            let _ = writeln!(out, "what can be asked, for example:");
            for example in examples {
                let _ = writeln!(out, "  {example}");
            }
        }
        Outcome::NoSuchName { name, did_you_mean } => {
            let _ = writeln!(out, "no article names «{name}»");
            for card in did_you_mean {
                let _ = writeln!(out, "  did you mean: {} ({})", card.text(), card.kind);
            }
        }
        Outcome::Found => {
            let _ = writeln!(out, "{}", answer.reading);
            notes(answer, &mut out);
            // Where all quotes are for the same relation to the same thing, the reading says it already.
            let quotes = answer.rows.iter().flat_map(|row| &row.quotes);
            let told = quotes.map(|quote| (&quote.relation, &quote.object)).collect::<BTreeSet<_>>().len() > 1;
            let mut shown = BTreeSet::new();
            for row in &answer.rows {
                let _ = writeln!(out, "- {}", row_text(row));
                out.push_str(&quote_lines(&row.quotes, told, "    ", &mut shown));
            }
        }
        Outcome::Empty => {
            let _ = writeln!(out, "{}", answer.nothing);
            notes(answer, &mut out);
            if !answer.looked_at.is_empty() {
                let _ = writeln!(out, "looked at:");
                for looked in &answer.looked_at {
                    let _ = writeln!(out, "  {}", looked_text(looked));
                }
            }
            out.push_str(&nearest_lines(&answer.nearest));
        }
    }
    out
}

/// The reading, what the words were taken to mean, and the query, as lines of text.
#[must_use]
pub fn explain(answer: &Answer) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "question type: {} ({})", answer.kind, answer.language);
    let _ = writeln!(out, "read as: {}", answer.reading);
    for binding in &answer.bindings {
        let _ = writeln!(out, "{{{}}} = «{}»", binding.slot, binding.text);
        for card in &binding.entities {
            let _ = writeln!(out, "  {} <{}>", card.text(), card.iri);
        }
        for value in &binding.values {
            let _ = writeln!(out, "  {value}");
        }
    }
    let _ = writeln!(out, "{}", answer.sparql.trim());
    out
}

fn notes(answer: &Answer, out: &mut String) {
    for note in &answer.notes {
        let _ = writeln!(out, "  ({note})");
    }
}

fn row_text(row: &Row) -> String {
    let cells = row.cells.iter().map(|cell| match cell {
        Cell::Entity(card) => card.text(),
        Cell::Text(text) => text.clone(),
    });
    let mut text = cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" · ");
    for mode in &row.modes {
        let _ = write!(text, " (by {mode})");
    }
    // an event says so itself
    let said = row.cells.iter().any(|cell| matches!(cell, Cell::Entity(card) if card.announced));
    if row.announced && !said {
        text.push_str(" (announced)");
    }
    text
}

pub(super) fn looked_text(looked: &LookedAt) -> String {
    let mut text = looked.entity.text();
    if let Some(people) = looked.people {
        let _ = write!(text, ": {} known there", counted(people, "person", "people"));
    }
    if let Some(events) = looked.events {
        let _ = write!(text, ": in {}", counted(events, "event", "events"));
    }
    let _ = write!(text, ", named in {}", counted(looked.articles, "article", "articles"));
    if let Some(reported) = &looked.reported {
        let _ = write!(text, ", reported {reported}");
    }
    text
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What both sides of a near miss share, in words.
pub(super) fn how_near(nearness: Nearness) -> &'static str {
    match nearness {
        Nearness::SamePost => "the same post",
        Nearness::SimilarPost => "the same sort of post",
        Nearness::SameBody => "the same organization",
    }
}

/// What comes nearest, as lines of text.
#[must_use]
pub fn nearest_lines(nearest: &[Nearest]) -> String {
    let mut out = String::new();
    if nearest.is_empty() {
        return out;
    }
    let _ = writeln!(out, "nearest, through different people:");
    let mut shown = BTreeSet::new();
    for near in nearest {
        let _ = writeln!(out, "- {}: {}", how_near(near.nearness), near.shared);
        for side in &near.sides {
            let who = side.person.as_ref().map_or_else(String::new, |person| format!("{}, ", person.label));
            let _ = writeln!(out, "    {who}{} ({}) · {}", side.role, side.body.label, side.event.text());
            out.push_str(&quote_lines(&side.quotes, false, "      ", &mut shown));
        }
    }
    out
}

/// Each quote on a line of its own, with what it is quoted for if `told`; one that was shown before is cut short.
pub fn quote_lines(quotes: &[Quote], told: bool, indent: &str, shown: &mut BTreeSet<(String, usize, usize)>) -> String {
    let mut out = String::new();
    let mut here = BTreeSet::new();
    for quote in quotes {
        let told = if told { format!(" {} · {} · {}", quote.subject, quote.relation, quote.object) } else { String::new() };
        let marks = marks(quote).iter().fold(String::new(), |told, mark| told + " (" + mark + ")");
        if !here.insert((quote.article.clone(), quote.start, quote.end, marks.clone(), told.clone())) {
            continue;
        }
        let first = shown.insert((quote.article.clone(), quote.start, quote.end));
        let words = cut(&quote.quote, quote.focus, if first { QUOTE_LENGTH } else { QUOTE_LENGTH / 4 });
        let _ = writeln!(out, "{indent}“{words}” [{}]{told}{marks}", quote.article);
    }
    out
}

/// What is special about a quote, each in a few words.
pub(super) fn marks(quote: &Quote) -> Vec<String> {
    let mode = quote.mode.as_ref().map(|mode| format!("by {mode}"));
    let stance = (quote.stance != Stance::Reported).then(|| quote.stance.name().to_owned());
    mode.into_iter().chain(stance).collect()
}

/// At most about `length` characters of the words, on one line, around `focus` (bytes), cut between words where there are any.
#[must_use]
pub fn cut(words: &str, focus: Span, length: usize) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let chars: Vec<(usize, char)> = words.char_indices().collect();
    if chars.len() <= length {
        return line(words);
    }
    let position = |byte: usize| chars.partition_point(|(start, _)| *start < byte);
    let (from, to) = (position(focus.start), position(focus.end));
    let room = length.saturating_sub(to - from);
    let mut start = from.saturating_sub(room / 2);
    let mut end = (start + length.max(to - from)).min(chars.len());
    start = start.min(end.saturating_sub(length));
    let space = |position: usize| chars[position].1.is_whitespace();
    if start > 0 {
        start = (start..from).find(|&position| space(position)).unwrap_or(start);
    }
    if end < chars.len() {
        end = (to.max(start + 1)..end).rev().find(|&position| space(position)).unwrap_or(end);
    }
    let byte = |position: usize| chars.get(position).map_or(words.len(), |(start, _)| *start);
    let inner = line(words.get(byte(start)..byte(end)).unwrap_or(words));
    let (before, after) = (if start > 0 { "… " } else { "" }, if end < chars.len() { " …" } else { "" });
    format!("{before}{inner}{after}")
}
