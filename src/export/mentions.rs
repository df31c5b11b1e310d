//! Where does each article name whom, what and when, as lines of JSON that stand off from the text?
//!
//! ```json
//! {"article": "a1", "start": 0, "end": 8, "type": "Person", "text": "Ada Bell", "iri": "…"}
//! {"article": "a1", "start": 23, "end": 35, "type": "Date", "text": "4 to 6 June", "value": "2019-06-04", "until": "2019-06-06"}
//! ```
//!
//! One line a name of an entity and one a date, by article and place in it. Offsets count bytes of the article's UTF-8 text. Dates
//! are at the precision of the text and resolved against the day of publication; `until` is there if the text names an end. The
//! store keeps no dates of its own, so they are read anew from its texts.

use std::io::Write;

use serde::Serialize;

use super::{Input, Report, unwritten};
use crate::{
    annotate::annotate,
    diag::Result,
    model::{EntityIdx, Span},
};

#[derive(Serialize)]
struct Line<'a> {
    article: &'a str,
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    class: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    iri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

/// The class of a date, which is no entity.
const DATE: &str = "Date";

/// One line a name and one a date.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let dataset = input.dataset;
    let mut named: Vec<Vec<(Span, EntityIdx)>> = vec![Vec::new(); dataset.articles.len()];
    for (idx, entity) in dataset.entities() {
        entity.mentions.iter().for_each(|mention| named[mention.article.0 as usize].push((mention.span, idx)));
    }
    let (mut names, mut dates) = (0, 0);
    for (article, named) in dataset.articles.iter().zip(&named) {
        let mut lines: Vec<Line<'_>> = Vec::new();
        for &(span, idx) in named {
            let iri = Some(dataset.iri(idx));
            lines.push(Line { iri, ..line(&article.id, &article.text, span, dataset.entity(idx).kind.name()) });
        }
        let document = annotate(article, input.knowledge);
        for date in &document.dates {
            let value = Some(date.value.start.to_string());
            let until = date.value.end.map(|end| end.to_string());
            lines.push(Line { value, until, ..line(&article.id, &article.text, document.span(&date.tokens), DATE) });
        }
        names += named.len();
        dates += document.dates.len();
        lines.sort_by(|a, b| (a.start, a.end, &a.iri).cmp(&(b.start, b.end, &b.iri)));
        for line in &lines {
            serde_json::to_writer(&mut *out, line).map_err(unwritten)?;
            writeln!(out).map_err(unwritten)?;
        }
    }
    Ok(Report::default().written("names", names).written("dates", dates))
}

fn line<'a>(article: &'a str, text: &'a str, span: Span, class: &'static str) -> Line<'a> {
    Line { article, start: span.start, end: span.end, class, text: span.of(text), iri: None, value: None, until: None }
}
