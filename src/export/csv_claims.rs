//! What does each article claim, as a table for a spreadsheet? The edges of the graph; `csv_entities.rs` are its nodes.
//!
//! One row a claim, also those that an article denies or holds possible: the column `stance` tells.

use std::io::Write;

use super::{Input, Report, sheet::Sheet};
use crate::{
    diag::Result,
    model::{Claim, Dataset, Object, Statement},
};

const HEADER: [&str; 22] = [
    "subject",
    "subject_type",
    "relation",
    "object",
    "object_type",
    "post",
    "mode",
    "stance",
    "confidence",
    "quote",
    "article",
    "outlet",
    "published",
    "source",
    "url",
    "quote_start",
    "quote_end",
    "rule",
    "subject_iri",
    "object_iri",
    "rank",
    "independent_sources",
];

/// One row a claim, in the order of subjects.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let mut sheet = Sheet::new(&HEADER, out)?;
    for statement in &input.dataset.statements {
        for claim in &statement.claims {
            sheet.row(&row(input.dataset, statement, claim))?;
        }
    }
    sheet.finish()
}

fn row(dataset: &Dataset, statement: &Statement, claim: &Claim) -> [String; 22] {
    let subject = dataset.entity(statement.subject);
    let article = dataset.article(claim.article);
    let (object, object_type, object_iri) = match &statement.object {
        Object::Entity(idx) => {
            let entity = dataset.entity(*idx);
            (entity.label.clone(), entity.kind.name(), dataset.iri(*idx))
        }
        Object::Literal(literal) => (literal.text(), "", String::new()),
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        subject.label.clone(),
        subject.kind.name().to_owned(),
        statement.relation.clone(),
        object,
        object_type.to_owned(),
        text(&claim.post),
        text(&claim.mode),
        claim.stance.name().to_owned(),
        claim.confidence.to_string(),
        dataset.quote(claim).to_owned(),
        article.id.clone(),
        text(&article.outlet),
        article.published.map(|date| date.to_string()).unwrap_or_default(),
        article.source.clone(),
        text(&article.url),
        claim.quote.start.to_string(),
        claim.quote.end.to_string(),
        claim.rule.clone(),
        dataset.iri(statement.subject),
        object_iri,
        statement.rank.name().to_owned(),
        dataset.n_sources(&statement.claims).to_string(),
    ]
}
