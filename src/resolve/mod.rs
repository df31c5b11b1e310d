//! The facts of all articles to entities and statements.
//!
//! In: every article with its facts. Out: the [`Dataset`]. Entities of different articles are joined by keys
//! that tell them (`cluster`), events by weighed evidence (`events`); IRIs depend on content, never on order (`naming`).

mod bodies;
mod build;
mod cluster;
mod copies;
mod corrections;
mod events;
mod names;
mod naming;
mod people;
mod profile;
mod ranking;
mod record;
mod series;
mod settle;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trap_tests;
mod world;

use std::collections::BTreeMap;

use crate::{
    knowledge::Knowledge,
    model::{Article, ArticleFacts, Correction, Dataset, EntityIdx, Kind, LocalIdx},
};
use corrections::Corrections;
pub use names::{ALIKE, likeness};
use world::World;

/// What the joining comes to.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Entities and statements.
    pub dataset: Dataset,
    /// Corrections that are about nothing in these articles.
    pub unmatched: Vec<Correction>,
    /// How many pairs of entities were compared.
    pub compared: usize,
}

/// What is known of one kind is evidence for the others: so often all are looked at.
const ROUNDS: usize = 2;

/// Joins what the articles say, and applies what humans have put right. The slices of articles and facts run in parallel; their
/// order does not matter.
#[must_use]
pub fn resolve(
    base: &str,
    articles: &[Article],
    facts: &[ArticleFacts],
    corrections: &[Correction],
    knowledge: &Knowledge,
) -> Resolved {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|&a, &b| articles[a].id.cmp(&articles[b].id));
    let articles: Vec<Article> = order.iter().map(|&idx| articles[idx].clone()).collect();
    let mut facts: Vec<ArticleFacts> = order.iter().map(|&idx| facts[idx].clone()).collect();
    let retyped = Corrections::retype(corrections, &articles, &mut facts, knowledge);
    let facts: Vec<&ArticleFacts> = facts.iter().collect();
    let mut world = World::new(&articles, &facts, copies::originals(&articles), knowledge);
    let mut corrections = Corrections::new(corrections, &articles, &facts, &world.members, knowledge);
    corrections.keep_apart(&mut world.groups);
    for _ in 0..ROUNDS {
        bodies::join(Kind::Place, &mut world);
        bodies::join(Kind::Organization, &mut world);
        people::join(&mut world);
        events::join(&mut world);
    }
    let mut clusters = world.groups.clusters(&world.members, &facts);
    corrections.regroup(&mut clusters, &world.members, &articles, &mut world.groups);
    let build::Made { mut dataset, rank } = build::dataset(base, articles, &facts, &clusters, knowledge);
    let mut owners: BTreeMap<(usize, LocalIdx), EntityIdx> = BTreeMap::new();
    for (cluster, &entity) in clusters.iter().zip(&rank) {
        owners.extend(cluster.members.iter().map(|&member| (member, entity)));
    }
    let owner = |member: usize| owners.get(&world.members[member]).copied().unwrap_or(EntityIdx(0));
    dataset.joins = record::joins(&world, &dataset.articles, &owner);
    dataset.doubts = record::doubts(&world, &dataset.articles, &owner);
    dataset.copies = record::copies(&world.originals);
    corrections.finish(&mut dataset, &owner);
    ranking::rank(&mut dataset, knowledge);
    let unmatched = corrections.unmatched(&retyped);
    Resolved { dataset, unmatched, compared: world.groups.compared }
}
