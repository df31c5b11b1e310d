//! Which events are editions of one series, and what is it called?
//!
//! Events whose names, without edition and year, mean the same in whatever language are editions of one series, if the name of
//! some of them has an edition or a year to tell it. So are all names by which the articles call one event.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cluster::Cluster,
    names::body::BodyReader,
    naming::{self, OwnPath, Usage},
};
use crate::{
    knowledge::Knowledge,
    model::{Article, ArticleFacts, Entity, Kind, Name},
};

/// The series, and which each cluster belongs to.
pub(super) struct Series {
    found: Vec<One>,
    of: Vec<Option<usize>>,
}

#[derive(Default)]
struct One {
    usage: BTreeMap<String, Usage>,
    names: BTreeSet<Name>,
    own: Vec<OwnPath>,
    numbered: bool,
}

/// Finds the series of all events.
pub(super) fn find(clusters: &[Cluster], facts: &[&ArticleFacts], articles: &[Article], knowledge: &Knowledge) -> Series {
    let reader = BodyReader::new(knowledge);
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    let mut parent: Vec<usize> = Vec::new();
    let mut of = vec![None; clusters.len()];
    for (idx, cluster) in clusters.iter().enumerate().filter(|(_, cluster)| cluster.kind == Some(Kind::Event)) {
        for (_, _, name) in series_names(cluster, facts) {
            let key = reader.read(name, None).key();
            let next = keys.len();
            let at = *keys.entry(key).or_insert(next);
            if at == next {
                parent.push(next);
            }
            match of[idx] {
                Some(first) => unite(&mut parent, first, at),
                None => of[idx] = Some(at),
            }
        }
    }
    let mut series: BTreeMap<usize, One> = BTreeMap::new();
    for (idx, cluster) in clusters.iter().enumerate() {
        let Some(at) = of[idx].map(|at| root(&parent, at)) else { continue };
        of[idx] = Some(at);
        gather(series.entry(at).or_default(), cluster, facts, articles, knowledge);
    }
    series.retain(|_, one| one.numbered);
    let position: BTreeMap<usize, usize> = series.keys().zip(0..).map(|(&at, position)| (at, position)).collect();
    let of = of.into_iter().map(|at| at.and_then(|at| position.get(&at).copied())).collect();
    Series { found: series.into_values().collect(), of }
}

/// The names of series in a cluster, with where they stand.
fn series_names<'a>(cluster: &'a Cluster, facts: &'a [&ArticleFacts]) -> impl Iterator<Item = (usize, u32, &'a String)> {
    cluster.members.iter().filter_map(|&(article, local)| {
        let traits = facts[article].entity(local).event.as_ref()?;
        Some((article, local.0, traits.series.as_ref()?))
    })
}

fn gather(one: &mut One, cluster: &Cluster, facts: &[&ArticleFacts], articles: &[Article], knowledge: &Knowledge) {
    for &(article, local) in &cluster.members {
        let entity = facts[article].entity(local);
        let Some((traits, name)) = entity.event.as_ref().and_then(|traits| traits.series.as_ref().map(|name| (traits, name)))
        else {
            continue;
        };
        one.numbered |= traits.edition.is_some() || traits.year.is_some();
        let used = one.usage.entry(name.clone()).or_default();
        used.first += 1;
        used.articles += 1;
        one.names.insert(Name { text: name.clone(), language: facts[article].language.clone() });
        let mut alone = entity.clone();
        alone.kind = Kind::EventSeries;
        alone.names = vec![name.clone()];
        one.own.push(naming::own_path(&articles[article], local, &alone, knowledge));
    }
}

fn root(parent: &[usize], mut at: usize) -> usize {
    while parent[at] != at {
        at = parent[at];
    }
    at
}

fn unite(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b)] = a.min(b);
}

impl Series {
    /// Position of the series that a cluster belongs to.
    pub(super) fn of_cluster(&self, cluster: usize) -> Option<usize> {
        self.of[cluster]
    }

    /// Adds an entity for each series behind the others, in order; former paths with the positions of their entities.
    pub(super) fn add(&self, entities: &mut Vec<Entity>, taken: &[String]) -> Vec<(String, usize)> {
        let own: Vec<Vec<OwnPath>> = self.found.iter().map(|one| one.own.clone()).collect();
        let paths = naming::paths(&own);
        let first = entities.len();
        for (one, path) in self.found.iter().zip(paths.of) {
            entities.push(Entity {
                path,
                kind: Kind::EventSeries,
                label: naming::label(&one.usage),
                names: one.names.iter().cloned().collect(),
                mentions: Vec::new(),
                edition: None,
                unnamed: false,
                point: None,
                country: None,
            });
        }
        let former = paths.former.into_iter().filter(|(path, _)| !taken.contains(path));
        former.map(|(path, idx)| (path, first + idx)).collect()
    }
}
