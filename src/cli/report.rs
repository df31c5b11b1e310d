//! `plenary report`: one page with all that the store holds, to open from disk or to hand on.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Run, context::Context, output, subset::SubsetArgs};
use crate::{
    ask::Index,
    coverage::cover,
    diag::Result,
    knowledge::{Knowledge, Schema},
    model::{Article, Dataset},
    report::{self, Coverage, Input, ReportOptions, Written},
};

#[derive(Args, Debug)]
pub(super) struct Report {
    /// File to write; it appears whole or not at all
    #[arg(long, short, value_name = "FILE", default_value = "report.html")]
    output: PathBuf,
    /// Heading of the page
    #[arg(long, value_name = "TEXT", default_value = "Who was in the room")]
    title: String,
    /// Largest size of the file in megabytes; what is least spoken of is left out, and the page says so
    #[arg(long, value_name = "MB", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    most: u16,
    #[command(flatten)]
    subset: SubsetArgs,
}

impl Run for Report {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        if self.subset.is_help(context)? {
            return Ok(());
        }
        let knowledge = context.knowledge()?;
        let graph = context.graph()?;
        let dataset = graph.dataset(&knowledge.schema)?;
        let part = self.subset.part((&dataset, &graph), &knowledge, true, context)?;
        drop(graph);
        let (dataset, subset) = part.map_or((dataset, None), |(part, subset)| (part, Some(subset.description())));
        let options = ReportOptions { title: self.title, most_bytes: usize::from(self.most) * 1_000_000, subset };
        if self.output.as_os_str() == "-" {
            return with_input(&dataset, &knowledge, context, |input, context| {
                report::write(input, &options, context.out).map(drop)
            });
        }
        let written = with_input(&dataset, &knowledge, context, |input, _| save(input, &options, &self.output))?;
        let left =
            if written.entities < written.of { format!(", {} left out", written.of - written.entities) } else { String::new() };
        let (file, bytes) = (self.output.display(), written.bytes);
        context.say(&format!("wrote {file} ({bytes} bytes): {} names{left}; open it in a browser", written.entities))
    }
}

/// Writes the page of the demo.
pub(super) fn of_demo(dataset: &Dataset, knowledge: &Knowledge, path: &Path, context: &mut Context<'_>) -> Result<()> {
    with_input(dataset, knowledge, context, |input, _| save(input, &ReportOptions::default(), path).map(drop))
}

/// Reads the articles once more for what is missing, and goes on with all that the page tells.
fn with_input<T>(
    dataset: &Dataset,
    knowledge: &Knowledge,
    context: &mut Context<'_>,
    then: impl FnOnce(&Input<'_>, &mut Context<'_>) -> Result<T>,
) -> Result<T> {
    let bar = context.progress(dataset.articles.len(), "reading");
    let read = cover(dataset.articles.clone(), knowledge, 0.0, &|| bar.inc(1));
    bar.finish_and_clear();
    let index = Index::new(dataset, knowledge);
    then(&Input { index: &index, coverage: Some(coverage(&read, &knowledge.schema)) }, context)
}

fn save(input: &Input<'_>, options: &ReportOptions, path: &Path) -> Result<Written> {
    let mut written = Written::default();
    output::save(path, |out| {
        written = report::write(input, options, out)?;
        Ok(())
    })?;
    Ok(written)
}

/// What the coverage report has counted, relations by their names in words.
fn coverage(read: &[(Article, crate::coverage::Coverage)], schema: &Schema) -> Coverage {
    let mut relations: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut reasons: BTreeMap<_, usize> = BTreeMap::new();
    for (_, coverage) in read {
        for (name, (gave, none)) in &coverage.totals {
            let known = schema.relations().iter().find(|relation| relation.facts_name == *name);
            let label = known.and_then(|relation| relation.label.get(super::show::LANGUAGE)).unwrap_or(name);
            let total = relations.entry(label.clone()).or_default();
            *total = (total.0 + gave, total.1 + none);
        }
        for gap in &coverage.gaps {
            *reasons.entry(gap.reason).or_default() += 1;
        }
    }
    Coverage {
        relations: relations.into_iter().map(|(label, (gave, none))| (label, gave, none)).collect(),
        reasons: reasons.into_iter().map(|(reason, count)| (reason.words().to_owned(), count)).collect(),
    }
}
