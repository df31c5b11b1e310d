//! Who and what is known, as a table for a spreadsheet? The nodes of the graph; `csv_claims.rs` are its edges.

use std::{collections::BTreeSet, io::Write};

use super::{Input, Report, sheet::Sheet};
use crate::{diag::Result, model::Entity};

const HEADER: [&str; 11] =
    ["label", "type", "names", "edition", "unnamed", "latitude", "longitude", "country", "articles", "mentions", "iri"];

/// One row an entity, sorted by IRI.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let mut sheet = Sheet::new(&HEADER, out)?;
    for (idx, entity) in input.dataset.entities() {
        sheet.row(&row(entity, input.dataset.iri(idx)))?;
    }
    sheet.finish()
}

fn row(entity: &Entity, iri: String) -> [String; 11] {
    let articles: BTreeSet<_> = entity.mentions.iter().map(|mention| mention.article).collect();
    [
        entity.label.clone(),
        entity.kind.name().to_owned(),
        super::networks::other_names(entity),
        entity.edition.map(|edition| edition.to_string()).unwrap_or_default(),
        if entity.unnamed { "true".to_owned() } else { String::new() },
        entity.point.map(|point| point.latitude.to_string()).unwrap_or_default(),
        entity.point.map(|point| point.longitude.to_string()).unwrap_or_default(),
        entity.country.clone().unwrap_or_default(),
        articles.len().to_string(),
        entity.mentions.len().to_string(),
        iri,
    ]
}
