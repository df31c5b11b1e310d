//! `plenary coverage`: which sentences look as if they state something, and gave no fact?

use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::{Run, build::share, context::Context, input, output::count, table::Table};
use crate::{
    coverage::{Coverage, Gap, cover},
    diag::{Error, ErrorKind, Result},
    knowledge::Schema,
    model::Article,
};

#[derive(Args, Debug)]
pub(super) struct CoverageArgs {
    /// Files, folders, or - for standard input [default: the articles in the store]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Stop if any input cannot be used, and exit with 3
    #[arg(long)]
    strict: bool,
    /// Count facts that are less sure than this as not read, 0 to 1
    #[arg(long, value_name = "F", default_value_t = 0.0, value_parser = share)]
    min_confidence: f64,
    /// This relation alone
    #[arg(long, value_name = "NAME")]
    relation: Option<String>,
    /// List sentences too that gave other facts
    #[arg(long)]
    all: bool,
}

impl Run for CoverageArgs {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let knowledge = context.knowledge()?;
        check_relation(self.relation.as_deref(), &knowledge.schema)?;
        let articles = if self.paths.is_empty() {
            context.graph()?.dataset(&knowledge.schema)?.articles
        } else {
            let bar = context.progress(0, "reading");
            let input = input::collect(&self.paths, &bar);
            context.tell(&input.notes);
            input.check(self.strict)?;
            input.articles
        };
        let bar = context.progress(articles.len(), "reading");
        let read = cover(articles, &knowledge, self.min_confidence, &|| bar.inc(1));
        bar.finish_and_clear();
        let wanted = |gap: &&Gap| (self.all || !gap.partly) && self.relation.as_ref().is_none_or(|name| *name == gap.relation);
        let listed: Vec<(&Article, Vec<&Gap>)> =
            read.iter().map(|(article, coverage)| (article, coverage.gaps.iter().filter(wanted).collect())).collect();
        if context.json {
            context.value(&value(&listed, &totals(&read)))
        } else {
            print(&listed, &totals(&read), self.all, context)
        }
    }
}

fn check_relation(name: Option<&str>, schema: &Schema) -> Result<()> {
    let names: Vec<&str> = schema.relations().iter().map(|relation| relation.facts_name.as_str()).collect();
    match name.filter(|name| !names.contains(name)) {
        None => Ok(()),
        Some(name) => Err(Error::new(ErrorKind::Usage, format!("there is no relation «{name}»"))
            .with_hint(format!("one of {}", names.join(", ")))),
    }
}

/// For each relation how many cues gave a fact, and how many none.
fn totals(read: &[(Article, Coverage)]) -> BTreeMap<String, (usize, usize)> {
    let mut totals: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (name, (covered, gaps)) in read.iter().flat_map(|(_, coverage)| &coverage.totals) {
        let total = totals.entry(name.clone()).or_default();
        total.0 += covered;
        total.1 += gaps;
    }
    totals
}

fn value(listed: &[(&Article, Vec<&Gap>)], totals: &BTreeMap<String, (usize, usize)>) -> Value {
    let gap = |text: &str, gap: &Gap| {
        json!({
            "start": gap.sentence.start, "end": gap.sentence.end, "sentence": gap.sentence.of(text),
            "relation": gap.relation, "cue": gap.cue.of(text), "cueStart": gap.cue.start, "cueEnd": gap.cue.end,
            "reason": gap.reason, "partly": gap.partly,
        })
    };
    let articles = listed.iter().map(|(article, gaps)| {
        let gaps: Vec<Value> = gaps.iter().map(|found| gap(&article.text, found)).collect();
        json!({"article": article.id, "source": article.source, "gaps": gaps})
    });
    let totals = totals.iter().map(|(name, (covered, gaps))| json!({"relation": name, "covered": covered, "gaps": gaps}));
    json!({"articles": articles.collect::<Vec<_>>(), "totals": totals.collect::<Vec<_>>()})
}

fn print(
    listed: &[(&Article, Vec<&Gap>)],
    totals: &BTreeMap<String, (usize, usize)>,
    all: bool,
    context: &mut Context<'_>,
) -> Result<()> {
    for (article, gaps) in listed.iter().filter(|(_, gaps)| !gaps.is_empty()) {
        context.say(&format!("{} ({})", article.id, article.source))?;
        for group in gaps.chunk_by(|a, b| a.sentence == b.sentence) {
            for gap in group {
                let cue = gap.cue.of(&article.text);
                context.say(&format!("  {}: “{cue}” gave no fact: {}", gap.relation, gap.reason.words()))?;
            }
            let sentence = group[0].sentence;
            let words = sentence.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ");
            context.say(&format!("    byte {}: {words}", sentence.start))?;
        }
        context.say("")?;
    }
    let shown = if all { "sentence" } else { "sentence without any fact" };
    let n_sentences = listed.iter().map(|(_, gaps)| gaps.chunk_by(|a, b| a.sentence == b.sentence).count()).sum();
    context.remark(&format!("{}, {}", count(listed.len(), "article"), count(n_sentences, shown).replace("facts", "fact")));
    let mut table = Table::new(["relation", "cues", "gave a fact", "gave none"]);
    for (name, (covered, gaps)) in totals {
        table.row([name.clone(), (covered + gaps).to_string(), covered.to_string(), gaps.to_string()]);
    }
    context.table(&table)
}
