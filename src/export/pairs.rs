//! How do nodes and edges look as two plain tables, for programs that read no graph format?
//!
//! `nodes.csv` has one row an entity, `edges.csv` one an asserted statement between two; `Id`, `Label`, `Source`, `Target`, `Type` and
//! `Weight` are the names that the spreadsheet import of Gephi knows. Cells are as they are: a spreadsheet program may run them, so
//! for one take `excel`.

use std::collections::BTreeSet;

use super::{
    Folder, Input, Report,
    table::{Table, header},
};
use crate::{
    diag::Result,
    model::{Claim, EntityIdx, Statement},
};

const NODES: [&str; 9] = ["Id", "Label", "Class", "Names", "Start", "Latitude", "Longitude", "Country", "Articles"];
const EDGES: [&str; 12] =
    ["Source", "Target", "Type", "Label", "Weight", "Claims", "Planned", "Post", "Mode", "First", "Quote", "Article"];

/// What is in each file.
pub(super) const FILES: &[(&str, &str)] = &[
    ("nodes.csv", "one person, organization, event, place or series a row"),
    ("edges.csv", "one statement between two of them a row, with its surest quote; Source and Target are Ids of nodes"),
];

/// Nodes and edges.
pub(super) fn write(input: &Input<'_>, folder: &mut dyn Folder) -> Result<Report> {
    let dataset = input.dataset;
    folder.file("nodes.csv", &mut |out| {
        let index = super::index(input);
        let mut table = Table::new(&header(&NODES), out)?;
        for (idx, entity) in dataset.entities() {
            let articles: BTreeSet<_> = entity.mentions.iter().map(|mention| mention.article).collect();
            table.row(&[
                dataset.iri(idx),
                entity.label.clone(),
                entity.kind.name().to_owned(),
                super::networks::other_names(entity),
                index.date(idx).map(|date| date.to_string()).unwrap_or_default(),
                entity.point.map(|point| point.latitude.to_string()).unwrap_or_default(),
                entity.point.map(|point| point.longitude.to_string()).unwrap_or_default(),
                entity.country.clone().unwrap_or_default(),
                articles.len().to_string(),
            ])?;
        }
        table.finish()
    })?;
    let (mut written, mut values, mut not_asserted) = (0, 0, 0);
    folder.file("edges.csv", &mut |out| {
        let mut table = Table::new(&header(&EDGES), out)?;
        for statement in &dataset.statements {
            match statement.object.entity() {
                None => values += 1,
                Some(_) if !statement.is_asserted() => not_asserted += 1,
                Some(object) => {
                    table.row(&edge(input, statement, object))?;
                    written += 1;
                }
            }
        }
        table.finish()
    })?;
    let report = Report::default().written("nodes", dataset.entities.len()).written("edges", written);
    let report = report.dropped("statements with a value for object, left out", values);
    Ok(report.dropped("statements that no article asserts, left out", not_asserted))
}

fn edge(input: &Input<'_>, statement: &Statement, object: EntityIdx) -> [String; 12] {
    let dataset = input.dataset;
    let claims: Vec<&Claim> = super::asserted(statement).collect();
    let articles: BTreeSet<_> = claims.iter().map(|claim| claim.article).collect();
    let texts = |of: fn(&Claim) -> Option<&str>| {
        claims.iter().filter_map(|claim| of(claim)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" | ")
    };
    let first = articles.iter().filter_map(|&article| dataset.article(article).published).min();
    let surest = super::surest(statement);
    [
        dataset.iri(statement.subject),
        dataset.iri(object),
        "Directed".to_owned(),
        statement.relation.clone(),
        dataset.n_sources(claims.iter().copied()).to_string(),
        claims.len().to_string(),
        statement.is_only_planned().to_string(),
        texts(|claim| claim.post.as_deref()),
        texts(|claim| claim.mode.as_deref()),
        first.map(|date| date.to_string()).unwrap_or_default(),
        surest.map(|claim| dataset.quote(claim).to_owned()).unwrap_or_default(),
        surest.map(|claim| dataset.article(claim.article).id.clone()).unwrap_or_default(),
    ]
}
