//! From which articles do the claims come, as a table for a spreadsheet?

use std::io::Write;

use super::{Input, Report, sheet::Sheet};
use crate::{
    diag::Result,
    model::{Article, ArticleIdx, Dataset},
};

const HEADER: [&str; 9] = ["article", "heading", "outlet", "published", "language", "source", "url", "copy_of", "iri"];

/// One row an article, sorted by id.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let mut sheet = Sheet::new(&HEADER, out)?;
    for (article, idx) in input.dataset.articles.iter().zip(0..) {
        sheet.row(&row(input.dataset, article, ArticleIdx(idx)))?;
    }
    sheet.finish()
}

fn row(dataset: &Dataset, article: &Article, idx: ArticleIdx) -> [String; 9] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let original = dataset.original(idx);
    [
        article.id.clone(),
        article.heading().unwrap_or_default(),
        text(&article.outlet),
        article.published.map(|date| date.to_string()).unwrap_or_default(),
        text(&article.language),
        article.source.clone(),
        text(&article.url),
        if original == idx { String::new() } else { dataset.article(original).id.clone() },
        super::article_iri(dataset, idx),
    ]
}
