//! Why each entity is one, what may be one, which articles are copies: what the joining leaves behind for whoever asks.

use std::collections::BTreeMap;

use super::{cluster::Compared, world::World};
use crate::model::{Article, ArticleIdx, Copy, Doubt, EntityIdx, Grounds, Join};

/// The joins, those of the same names and reasons as one, sorted.
pub(super) fn joins(world: &World<'_>, articles: &[Article], owner: &dyn Fn(usize) -> EntityIdx) -> Vec<Join> {
    let mut joins: BTreeMap<(EntityIdx, [String; 2], String), Join> = BTreeMap::new();
    for compared in &world.groups.joins {
        let entity = owner(compared.members[0]);
        // A later correction may have split them.
        if owner(compared.members[1]) != entity {
            continue;
        }
        let because = grounds(compared, world, articles);
        let reasons: Vec<String> = because.reasons.iter().map(|reason| reason.what.clone()).collect();
        let key = (entity, because.names.clone(), reasons.join("; "));
        joins.entry(key).or_insert(Join { entity, because, times: 0 }).times += 1;
    }
    joins.into_values().collect()
}

/// The doubts that are left, the best-founded of each pair, sorted.
pub(super) fn doubts(world: &World<'_>, articles: &[Article], owner: &dyn Fn(usize) -> EntityIdx) -> Vec<Doubt> {
    let mut doubts: BTreeMap<[EntityIdx; 2], Doubt> = BTreeMap::new();
    for compared in &world.groups.doubts {
        let (one, other) = (owner(compared.members[0]), owner(compared.members[1]));
        if one == other {
            continue;
        }
        let mut because = grounds(compared, world, articles);
        let mut entities = [one, other];
        if one > other {
            entities.reverse();
            because.names.reverse();
            because.articles.reverse();
        }
        let doubt = Doubt { entities, because };
        let known = doubts.entry(entities).or_insert_with(|| doubt.clone());
        if doubt.because.score() > known.because.score() {
            *known = doubt;
        }
    }
    doubts.into_values().collect()
}

fn grounds(compared: &Compared, world: &World<'_>, articles: &[Article]) -> Grounds {
    let name = |member: usize| {
        let (article, local) = world.members[member];
        world.facts[article].entity(local).names.first().cloned().unwrap_or_default()
    };
    let id = |member: usize| articles[world.members[member].0].id.clone();
    let [a, b] = compared.members;
    let mut grounds = Grounds { names: [name(a), name(b)], articles: [id(a), id(b)], reasons: compared.reasons.clone() };
    grounds.sort();
    grounds
}

/// The articles that repeat another.
pub(super) fn copies(originals: &[usize]) -> Vec<Copy> {
    let idx = |article: usize| u32::try_from(article).map(ArticleIdx);
    let copies = originals.iter().enumerate().filter(|(article, of)| article != *of);
    copies.filter_map(|(article, &of)| Some(Copy { article: idx(article).ok()?, of: idx(of).ok()? })).collect()
}
