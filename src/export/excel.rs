//! How do claims, entities and articles go into a spreadsheet program, so that nothing in them runs or is read as something else?
//!
//! Three tables with the care of `sheet.rs`; `article` and the IRIs join them.

use super::{Folder, Input, Report, csv_articles, csv_claims, csv_entities};
use crate::diag::Result;

/// What is in each file.
pub(super) const FILES: &[(&str, &str)] = &[
    (
        "claims.csv",
        "one claim a row, with its quote, where it stands and how sure it is; also what an article denies (column stance)",
    ),
    ("entities.csv", "one person, organization, event, place or series a row; subject_iri and object_iri of claims point here"),
    ("articles.csv", "one article a row; the column article of claims points here"),
];

/// Claims, entities and articles.
pub(super) fn write(input: &Input<'_>, folder: &mut dyn Folder) -> Result<Report> {
    let mut all = Report::default();
    let tables =
        [("claims", csv_claims::write as super::WriteFile), ("entities", csv_entities::write), ("articles", csv_articles::write)];
    for (what, write) in tables {
        let mut report = Report::default();
        folder.file(&format!("{what}.csv"), &mut |out| {
            report = write(input, out)?;
            Ok(())
        })?;
        let rows = report.written.iter().map(|(_, rows)| (what, *rows));
        all.written.extend(rows);
        for (why, count) in report.dropped {
            match all.dropped.iter_mut().find(|(known, _)| *known == why) {
                Some(known) => known.1 += count,
                None => all.dropped.push((why, count)),
            }
        }
    }
    Ok(all)
}
