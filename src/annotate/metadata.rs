//! What an article tells about itself in its own text: when it was published, and by whom.

use super::dates;
use crate::{
    knowledge::{Calendar, Knowledge, Language},
    model::{Article, Document, LineRole, PartialDate, TokenKind, WordClass},
};

/// The date of publication must stand within so many tokens of the start, or in a byline.
const HEAD: usize = 80;

/// The publication date that the text gives: in a line made for it, in a dateline, or in a byline near the start.
pub(super) fn published(document: &Document<'_>, pack: &Language, calendar: &Calendar) -> Option<PartialDate> {
    let until = document.datelines.last().map_or(HEAD, |dateline| dateline.end.max(HEAD));
    let dates = dates::find_absolute(document, pack, calendar, until);
    let labelled = dates
        .iter()
        .find(|(tokens, _)| tokens.start > 0 && tokens.start < 4 && document.is(tokens.start - 1, WordClass::DateLine));
    let in_dateline = || dates.iter().find(|(tokens, value)| document.in_dateline(tokens.start) && value.start.day.is_some());
    let in_byline = || {
        dates.iter().find(|(tokens, value)| {
            let sentence = &document.sentences[document.sentence_of(tokens.start)];
            tokens.start < HEAD
                && value.start.day.is_some()
                && (sentence.role != LineRole::Body || precedes_wire(document, tokens.end))
        })
    };
    labelled.or_else(in_dateline).or_else(in_byline).map(|(_, value)| value.start)
}

fn precedes_wire(document: &Document<'_>, at: usize) -> bool {
    (at..(at + 3).min(document.tokens.len())).any(|at| document.is(at, WordClass::Wire))
}

/// The article with the language, publication date and outlet that its text gives, where the source gave none.
#[must_use]
pub fn complete(article: &Article, knowledge: &Knowledge) -> Article {
    completed(&super::outline(article, knowledge), knowledge)
}

/// The article of an outline, completed.
pub(super) fn completed(document: &Document<'_>, knowledge: &Knowledge) -> Article {
    let pack = &knowledge.languages.all()[document.language];
    let mut completed = document.article.clone();
    completed.language = completed.language.or_else(|| Some(pack.tag.clone()));
    completed.published = document.published;
    completed.outlet = completed.outlet.or_else(|| outlet(document));
    completed
}

/// The rest of a line that starts with the word for `source`.
fn outlet(document: &Document<'_>) -> Option<String> {
    document.lines.iter().find_map(|line| {
        let hit = document.hit_at(line.tokens.start, WordClass::SourceLine)?;
        let written_large = document.tokens[line.tokens.start].kind == TokenKind::Upper;
        let rest = hit.tokens.end..line.tokens.end;
        (written_large && !rest.is_empty() && rest.len() <= 8).then(|| document.text(&rest).to_owned())
    })
}
