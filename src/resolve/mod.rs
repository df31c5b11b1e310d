//! The facts of all articles to entities and statements.
//!
//! In: every article with its facts. Out: the [`Dataset`]. Entities of different articles are joined by keys
//! that tell them (`cluster`), events by weighed evidence (`events`); IRIs depend on content, never on order (`naming`).

mod build;
mod cluster;
mod events;
mod naming;

use crate::{
    knowledge::Knowledge,
    model::{Article, ArticleFacts, Dataset},
};

/// Joins what the articles say. The two slices run in parallel; their order does not matter.
#[must_use]
pub fn resolve(base: &str, articles: &[Article], facts: &[ArticleFacts], knowledge: &Knowledge) -> Dataset {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|&a, &b| articles[a].id.cmp(&articles[b].id));
    let articles: Vec<Article> = order.iter().map(|&idx| articles[idx].clone()).collect();
    let facts: Vec<&ArticleFacts> = order.iter().map(|&idx| &facts[idx]).collect();
    let clusters = cluster::join(&facts, knowledge);
    build::dataset(base, articles, &facts, &clusters, knowledge)
}
