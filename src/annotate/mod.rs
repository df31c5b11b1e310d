//! An article to a document: language, sentences, word classes, dates, names.
//!
//! In: one [`Article`]. Out: its [`Document`], whose layers point into the text. Nothing here fails: what cannot be read is left
//! without annotation.

mod dates;
mod language;
mod lines;
mod metadata;
mod names;
mod sentences;
#[cfg(test)]
mod tests;

use crate::{
    knowledge::{Knowledge, TokenRules, fold_token, tokenize},
    model::{Article, Document},
};

pub use metadata::complete;

/// Reads all layers of one article.
#[must_use]
pub fn annotate<'a>(article: &'a Article, knowledge: &Knowledge) -> Document<'a> {
    names_and_dates(outline(article, knowledge), knowledge)
}

/// Completes an article (see [`complete`]) and gives what `reader` makes of its document, with one pass over its text.
pub fn read<R>(article: &Article, knowledge: &Knowledge, reader: impl FnOnce(&Document<'_>) -> R) -> (Article, R) {
    let outline = outline(article, knowledge);
    let completed = metadata::completed(&outline, knowledge);
    let document = Document { article: &completed, ..outline };
    let result = reader(&names_and_dates(document, knowledge));
    (completed, result)
}

fn names_and_dates<'a>(mut document: Document<'a>, knowledge: &Knowledge) -> Document<'a> {
    let pack = &knowledge.languages.all()[document.language];
    document.dates = dates::find(&document, pack, &knowledge.calendars[document.language]);
    document.names = names::find(&document, knowledge);
    document
}

/// The layers up to sentences, and the publication date: all that an article's own data need.
fn outline<'a>(article: &'a Article, knowledge: &Knowledge) -> Document<'a> {
    let language = language::choose(article, knowledge);
    let pack = &knowledge.languages.all()[language];
    let is_place = |word: &str| knowledge.gazetteer.is_well_known(&fold_token(word));
    let tokens = tokenize(
        &article.text,
        &TokenRules { abbreviations: &pack.abbreviations, is_place: &is_place, compound_tails: &pack.compound_tails },
    );
    let hits = knowledge.lexicons[language].find(&tokens);
    let mut classes = vec![0u128; tokens.len()];
    let mut first_hits = Vec::with_capacity(tokens.len() + 1);
    for (idx, hit) in hits.iter().enumerate() {
        for class in &mut classes[hit.tokens.clone()] {
            *class |= hit.class.bit();
        }
        first_hits.resize(first_hits.len().max(hit.tokens.start + 1), idx);
    }
    first_hits.resize(tokens.len() + 1, hits.len());
    let mut document = Document {
        article,
        language,
        published: article.published,
        tokens,
        classes,
        hits,
        first_hits,
        lines: Vec::new(),
        sentences: Vec::new(),
        datelines: Vec::new(),
        titles: Vec::new(),
        dates: Vec::new(),
        names: Vec::new(),
    };
    document.lines = lines::find(&document);
    document.datelines = lines::datelines(&document);
    document.sentences = sentences::find(&document);
    document.titles = sentences::titles(&document);
    document.published = document.published.or_else(|| metadata::published(&document, pack, &knowledge.calendars[language]));
    document
}
