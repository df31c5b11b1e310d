//! Calls the stages in order; reads as the table of contents of the program.

use rayon::prelude::*;

use crate::{
    annotate,
    extract::extract,
    knowledge::Knowledge,
    model::{Article, ArticleFacts, Dataset},
    resolve::resolve,
};

/// How a build is done.
#[derive(Clone, Debug)]
pub struct Options {
    /// Prefix of entity IRIs, with its closing slash.
    pub base: String,
    /// Facts below this confidence are left out and counted, 0..=1.
    pub min_confidence: f64,
}

/// What was read, and what it came to.
#[derive(Debug, Default)]
pub struct Built {
    /// Articles, entities, statements.
    pub dataset: Dataset,
    /// What was left out and why: (reason, how often), sorted by reason.
    pub dropped: Vec<(String, usize)>,
}

/// Reads articles into a dataset. `step` is called once for each article read, from any thread.
#[must_use]
pub fn build(articles: Vec<Article>, knowledge: &Knowledge, options: &Options, step: &(dyn Fn() + Sync)) -> Built {
    let read = |article: Article| {
        let (article, mut facts) = annotate::read(&article, knowledge, |document| extract(document, knowledge));
        let before = facts.facts.len();
        facts.facts.retain(|fact| fact.confidence >= options.min_confidence);
        let doubtful = before - facts.facts.len();
        if doubtful > 0 {
            facts.dropped.push((format!("confidence below {}", options.min_confidence), doubtful));
        }
        step();
        (article, facts)
    };
    let (articles, facts): (Vec<Article>, Vec<ArticleFacts>) = articles.into_par_iter().map(read).unzip();
    let dropped = dropped(&facts);
    Built { dataset: resolve(&options.base, &articles, &facts, knowledge), dropped }
}

fn dropped(facts: &[ArticleFacts]) -> Vec<(String, usize)> {
    let mut all: Vec<(String, usize)> = facts.iter().flat_map(|found| found.dropped.iter().cloned()).collect();
    all.sort();
    let grouped = all.chunk_by(|a, b| a.0 == b.0).map(|group| (group[0].0.clone(), group.iter().map(|(_, count)| count).sum()));
    grouped.collect()
}
