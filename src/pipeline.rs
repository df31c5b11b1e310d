//! Calls the stages in order; reads as the table of contents of the program.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    annotate,
    extract::extract,
    knowledge::Knowledge,
    model::{Article, ArticleFacts, Correction, Dataset, PartialDate},
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

/// What was read out of an article, so that it need not be read again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Language that the article was read in.
    pub language: Option<String>,
    /// Date of publication, the source's or the text's own.
    pub published: Option<PartialDate>,
    /// Outlet, the source's or the text's own.
    pub outlet: Option<String>,
    /// What the article says, whatever the confidence.
    pub facts: ArticleFacts,
}

/// Readings by content hash of the article. Good for one version of the program and one set of knowledge files.
pub type Readings = BTreeMap<String, Reading>;

/// What was read, and what it came to.
#[derive(Debug, Default)]
pub struct Built {
    /// Articles, entities, statements.
    pub dataset: Dataset,
    /// What was left out and why: (reason, how often), sorted by reason.
    pub dropped: Vec<(String, usize)>,
    /// Corrections that are about nothing in these articles.
    pub unmatched: Vec<Correction>,
    /// What was read out of these articles.
    pub readings: Readings,
    /// How many articles were read, and not known already.
    pub read: usize,
}

/// Reads articles into a dataset. `step` is called once for each article, from any thread.
#[must_use]
pub fn build(articles: Vec<Article>, knowledge: &Knowledge, options: &Options, step: &(dyn Fn() + Sync)) -> Built {
    build_with(articles, &Readings::new(), &[], knowledge, options, step)
}

/// Reads the articles of which no reading is known, and puts all together with the corrections.
///
/// The dataset depends on the articles and the corrections only: not on their order, nor on what was known already.
#[must_use]
pub fn build_with(
    articles: Vec<Article>,
    known: &Readings,
    corrections: &[Correction],
    knowledge: &Knowledge,
    options: &Options,
    step: &(dyn Fn() + Sync),
) -> Built {
    let read_one = |article: Article| {
        let (reading, is_new) = match known.get(&article.hash).filter(|_| !article.hash.is_empty()) {
            Some(reading) => (reading.clone(), false),
            None => (read(&article, knowledge), true),
        };
        let Reading { language, published, outlet, .. } = reading.clone();
        step();
        (Article { outlet, published, language, ..article }, reading, is_new)
    };
    let done: Vec<(Article, Reading, bool)> = articles.into_par_iter().map(read_one).collect();
    let read = done.iter().filter(|(_, _, is_new)| *is_new).count();
    let mut readings = Readings::new();
    let (mut articles, mut facts) = (Vec::new(), Vec::new());
    for (article, reading, _) in done {
        facts.push(sure(reading.facts.clone(), options.min_confidence));
        readings.insert(article.hash.clone(), reading);
        articles.push(article);
    }
    let dropped = dropped(&facts);
    let resolved = resolve(&options.base, &articles, &facts, corrections, knowledge);
    Built { dataset: resolved.dataset, dropped, unmatched: resolved.unmatched, readings, read }
}

/// Reads one article.
fn read(article: &Article, knowledge: &Knowledge) -> Reading {
    let (article, facts) = annotate::read(article, knowledge, |document| extract(document, knowledge));
    Reading { language: article.language, published: article.published, outlet: article.outlet, facts }
}

/// Leaves out facts that are less sure, and counts them.
fn sure(mut facts: ArticleFacts, min_confidence: f64) -> ArticleFacts {
    let before = facts.facts.len();
    facts.facts.retain(|fact| fact.confidence >= min_confidence);
    let doubtful = before - facts.facts.len();
    if doubtful > 0 {
        facts.dropped.push((format!("confidence below {min_confidence}"), doubtful));
    }
    facts
}

fn dropped(facts: &[ArticleFacts]) -> Vec<(String, usize)> {
    let mut all: Vec<(String, usize)> = facts.iter().flat_map(|found| found.dropped.iter().cloned()).collect();
    all.sort();
    let grouped = all.chunk_by(|a, b| a.0 == b.0).map(|group| (group[0].0.clone(), group.iter().map(|(_, count)| count).sum()));
    grouped.collect()
}
