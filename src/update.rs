//! What does it take to bring a store up to date with articles and corrections?
//!
//! An article whose content is known is not read again. One with the id, or the address, of another replaces it. Whatever the
//! steps, the store comes to the same as if all were built at once.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::{
    diag::Result,
    graph::{Changes, KnowledgeGraph},
    knowledge::Knowledge,
    model::{Article, Correction, Dataset},
    pipeline::{self, Options, Readings},
};

/// What there is to bring in.
#[derive(Debug, Default)]
pub struct Input {
    /// New, edited and unchanged articles.
    pub articles: Vec<Article>,
    /// All corrections, those undone among them.
    pub corrections: Vec<Correction>,
    /// What is known to have been read out of articles.
    pub readings: Readings,
    /// Articles that are not among these leave the store.
    pub prune: bool,
}

/// What a build did.
#[derive(Debug)]
pub struct Update {
    /// What is in the store now.
    pub dataset: Dataset,
    /// What was left out of the facts and why.
    pub dropped: Vec<(String, usize)>,
    /// What the store gained and lost.
    pub changes: Changes,
    /// Corrections that are about nothing in these articles.
    pub unmatched: Vec<Correction>,
    /// What was read out of the articles that are in the store now.
    pub readings: Readings,
    /// How many articles were read for it.
    pub read: usize,
}

/// What a store was built with: another mark means that it must be put together anew.
#[must_use]
pub fn mark(knowledge: &Knowledge, corrections: &[Correction], options: &Options) -> String {
    let corrections = xxhash_rust::xxh3::xxh3_64(format!("{corrections:?}").as_bytes());
    format!("{}-{}-{corrections:016x}", readings_mark(knowledge), options.min_confidence)
}

/// What readings were made with: those of another mark are of no use.
#[must_use]
pub fn readings_mark(knowledge: &Knowledge) -> String {
    format!("{}-{}", env!("CARGO_PKG_VERSION"), knowledge.hash)
}

/// Brings the store up to date; nothing if it is already.
///
/// # Errors
/// A store that is damaged or cannot be written.
pub fn update(
    graph: &mut KnowledgeGraph,
    input: Input,
    options: &Options,
    knowledge: &Knowledge,
    step: &(dyn Fn() + Sync),
) -> Result<Option<Update>> {
    let Input { articles, corrections, readings, prune } = input;
    let mark = mark(knowledge, &corrections, options);
    let stored = graph.articles()?;
    let is_there = |article: &Article| stored.iter().any(|known| known.id == article.id && known.hash == article.hash);
    let finished = graph.knowledge_hash()?.as_deref() == Some(&mark) && graph.base()? == options.base;
    let ids: BTreeSet<String> = articles.iter().map(|article| article.id.clone()).collect();
    let gone = prune && stored.iter().any(|known| !ids.contains(&known.id));
    if finished && !gone && articles.iter().all(is_there) {
        return Ok(None);
    }
    let mut all = articles;
    if !prune && !stored.is_empty() {
        let urls: BTreeSet<String> = all.iter().filter_map(|article| article.url.clone()).collect();
        let replaced = |known: &Article| ids.contains(&known.id) || known.url.as_ref().is_some_and(|url| urls.contains(url));
        all.extend(graph.dataset(&knowledge.schema)?.articles.into_iter().filter(|known| !replaced(known)));
    }
    let built = pipeline::build_with(all, &readings, &corrections, knowledge, options, step);
    let changes = graph.replace(&built.dataset, &knowledge.schema, &mark)?;
    let pipeline::Built { dataset, dropped, unmatched, readings, read } = built;
    Ok(Some(Update { dataset, dropped, changes, unmatched, readings, read }))
}
