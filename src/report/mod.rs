//! One page that opens anywhere, with the network off: who was with whom, when and where, and every quote. How is it made?
//!
//! In: an [`Index`] of the dataset, and what the coverage report has counted. Out: one HTML file of the page, its style and its
//! code (`assets/report/`) and the data. The page draws everything from the data; nothing is loaded from elsewhere, and the
//! page's own policy forbids it. Words from articles are data all the way: they are never part of the page's own text.
//!
//! A page has a size that a mail can carry. What does not fit is left out, the least spoken of first, and the page says so.

mod data;
mod html;
mod network;
mod tables;
#[cfg(test)]
mod tests;

use std::io::Write;

use crate::{
    ask::Index,
    diag::{Error, Result},
    model::EntityIdx,
};

use self::data::Data;

/// What the page tells.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The knowledge.
    pub index: &'a Index<'a>,
    /// What reading the articles has left unread; none if that was not looked at.
    pub coverage: Option<Coverage>,
}

/// What looked like a statement, and how much of it gave one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By name of the relation: cues that gave a fact, and cues that gave none.
    pub relations: Vec<(String, usize, usize)>,
    /// Why cues gave none, in words, with how many.
    pub reasons: Vec<(String, usize)>,
}

/// How the page is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOptions {
    /// The heading.
    pub title: String,
    /// The most that the file may have, in bytes. The page itself, without data, is about 100,000.
    pub most_bytes: usize,
    /// What the dataset is a part of and what was left out, in words that the page shows; none if it is everything.
    pub subset: Option<String>,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { title: "Who was in the room".to_owned(), most_bytes: 10_000_000, subset: None }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Size of the file.
    pub bytes: usize,
    /// People, organizations, places, events and series that the page tells of.
    pub entities: usize,
    /// Those that are in the dataset.
    pub of: usize,
}

/// Writes the page.
///
/// # Errors
/// Writing fails.
pub fn write(input: &Input<'_>, options: &ReportOptions, out: &mut dyn Write) -> Result<Written> {
    let ranked = tables::ranked(input.index);
    let (page, entities) = fitting(input, options, &ranked)?;
    out.write_all(page.as_bytes()).map_err(|error| Error::storage("cannot write the report", error))?;
    Ok(Written { bytes: page.len(), entities, of: ranked.len() })
}

/// The page of as many entities as fit, those most spoken of, with their number.
fn fitting(input: &Input<'_>, options: &ReportOptions, ranked: &[EntityIdx]) -> Result<(String, usize)> {
    let mut most = ranked.len();
    loop {
        let page = html::page(&Data::new(input, options, &ranked[..most]))?;
        if page.len() <= options.most_bytes || most <= 1 {
            return Ok((page, most));
        }
        // The size grows about in proportion; a little less, so that few rounds are needed.
        let proportional = most.saturating_mul(options.most_bytes) / page.len() * 19 / 20;
        most = proportional.clamp(1, most - 1);
    }
}
