//! Which entities of different articles are the same.

use std::collections::BTreeMap;

use super::events;
use crate::{
    knowledge::{Knowledge, fold},
    model::{ArticleFacts, Kind, LocalEntity, LocalIdx},
};

/// One article's entity: index of the article, index in the article.
pub(super) type Member = (usize, LocalIdx);

/// Entities that are one, in order of member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cluster {
    pub(super) kind: Option<Kind>,
    pub(super) members: Vec<Member>,
}

/// Joins the entities of all articles. Members and clusters come in article order, which the caller has made canonical.
pub(super) fn join(facts: &[&ArticleFacts], knowledge: &Knowledge) -> Vec<Cluster> {
    let members = members(facts);
    let mut groups = Groups::new(members.len());
    for (idxs, _) in shared_keys(facts, &members) {
        for pair in idxs.windows(2) {
            groups.join(pair[0], pair[1]);
        }
    }
    events::join(facts, &members, knowledge, &mut groups);
    groups.clusters(&members, facts)
}

fn members(facts: &[&ArticleFacts]) -> Vec<Member> {
    let all = facts.iter().enumerate().flat_map(|(article, found)| (0..found.entities.len()).map(move |idx| (article, idx)));
    all.filter_map(|(article, idx)| u32::try_from(idx).ok().map(|idx| (article, LocalIdx(idx)))).collect()
}

/// Members that share a telling key, for kinds other than events.
fn shared_keys(facts: &[&ArticleFacts], members: &[Member]) -> Vec<(Vec<usize>, String)> {
    let mut by_key: BTreeMap<(Kind, String), Vec<usize>> = BTreeMap::new();
    for (position, &(article, local)) in members.iter().enumerate() {
        let entity = facts[article].entity(local);
        for key in keys(entity) {
            by_key.entry((entity.kind, key)).or_default().push(position);
        }
    }
    by_key.into_iter().map(|((_, key), idxs)| (idxs, key)).collect()
}

/// Keys that tell who or what an entity is: a place's gazetteer row, a person's full name, an organization's names.
///
/// A single word is no key for a person: it may be anybody's surname.
fn keys(entity: &LocalEntity) -> Vec<String> {
    let words = |name: &str| {
        fold(name).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    match entity.kind {
        Kind::Event | Kind::EventSeries => Vec::new(),
        Kind::Place => match &entity.gazetteer {
            Some(key) => vec![format!("gazetteer {key}")],
            None => entity.names.iter().take(1).map(|name| words(name).join(" ")).collect(),
        },
        Kind::Person => {
            let full = entity.names.iter().max_by_key(|name| (words(name).len(), std::cmp::Reverse(*name)));
            full.map(|name| words(name).join(" ")).into_iter().collect()
        }
        Kind::Organization => {
            let telling = |name: &&String| name.chars().filter(|c| c.is_alphanumeric()).count() >= 3;
            entity.names.iter().filter(telling).map(|name| words(name).join(" ")).filter(|key| !key.is_empty()).collect()
        }
    }
}

/// Sets that grow together, kept by the smallest member.
pub(super) struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn new(len: usize) -> Self {
        Self { parent: (0..len).collect() }
    }

    pub(super) fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut step = at;
        while self.parent[step] != root {
            step = std::mem::replace(&mut self.parent[step], root);
        }
        root
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high] = low;
    }

    fn clusters(mut self, members: &[Member], facts: &[&ArticleFacts]) -> Vec<Cluster> {
        let mut clusters: BTreeMap<usize, Cluster> = BTreeMap::new();
        for (position, &member) in members.iter().enumerate() {
            let cluster = clusters.entry(self.root(position)).or_default();
            cluster.kind = Some(facts[member.0].entity(member.1).kind);
            cluster.members.push(member);
        }
        clusters.into_values().collect()
    }
}
