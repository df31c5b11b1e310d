//! The label and the IRI of each entity: the same for the same articles, whatever their order, and kept when others are added.
//!
//! Each member would have a path if it were alone: its own. An entity has that of its earliest member by publication date, then
//! by article id (one that names it before one that only describes it), so that articles added in order of publication never rename anything. The own paths of all other members stay
//! valid and stand for the entity. Where two entities come to the same path, the earlier one has it, the other a hash behind it.

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_64;

use super::{cluster::Cluster, names::person::PersonName};
use crate::{
    knowledge::Knowledge,
    model::{Article, ArticleFacts, Kind, LocalEntity, LocalIdx, PartialDate, iri},
};

/// A name with how often and where it is used.
#[derive(Clone, Debug, Default)]
pub(super) struct Usage {
    /// In how many articles it is the fullest name.
    pub(super) first: usize,
    /// In how many articles it is used.
    pub(super) articles: usize,
}

/// The name to show: the one that most articles put first, then the one that most use, then the longest, then by spelling.
pub(super) fn label(names: &BTreeMap<String, Usage>) -> String {
    let best = names.iter().max_by(|(a, x), (b, y)| {
        (x.first, x.articles, a.chars().count()).cmp(&(y.first, y.articles, b.chars().count())).then(b.cmp(a))
    });
    best.map(|(name, _)| name.clone()).unwrap_or_default()
}

/// The path that a member would have if it were alone, and what it goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnPath {
    /// Readable, perhaps shared with others.
    pub(super) path: String,
    /// What tells it from another of the same path.
    pub(super) hash: u64,
    /// Descriptions come after names, undated articles last.
    rank: (bool, bool, Option<PartialDate>, String, u32),
    /// Others of this name are to be expected, so it may once have had the path with the hash.
    pub(super) doubtful: bool,
}

impl OwnPath {
    /// Whether its article is the earlier one.
    pub(super) fn goes_before(&self, other: &Self) -> bool {
        self.rank < other.rank
    }

    /// The path with its hash.
    pub(super) fn hashed(&self) -> String {
        format!("{}-{:08x}", self.path, self.hash & 0xffff_ffff)
    }
}

/// The own path of a member.
pub(super) fn own_path(article: &Article, local: LocalIdx, entity: &LocalEntity, knowledge: &Knowledge) -> OwnPath {
    let name = entity.names.first().map(String::as_str).unwrap_or_default();
    let person = (entity.kind == Kind::Person).then(|| PersonName::new(name, knowledge)).flatten();
    let place = entity.gazetteer.as_deref().and_then(|key| knowledge.gazetteer.by_key(key));
    let key = match entity.kind {
        Kind::Event => event_key(entity),
        Kind::Person => person.as_ref().and_then(PersonName::readable).unwrap_or_else(|| name.to_owned()),
        _ => place.map_or_else(|| name.to_owned(), |place| knowledge.gazetteer.place(place).name.to_owned()),
    };
    let content = format!("{} {name} {:?}", article.id, entity.mentions.first());
    OwnPath {
        path: format!("{}/{}", entity.kind.segment(), iri::slug(&key)),
        hash: xxh3_64(content.as_bytes()),
        rank: (
            entity.event.as_ref().is_some_and(|traits| traits.unnamed),
            article.published.is_none(),
            article.published,
            article.id.clone(),
            local.0,
        ),
        doubtful: entity.kind == Kind::Event || person.is_some_and(|person| person.is_common()),
    }
}

/// Series and edition, or series and year, or the name.
fn event_key(entity: &LocalEntity) -> String {
    let name = entity.names.first().cloned().unwrap_or_default();
    let Some(traits) = &entity.event else { return name };
    match (&traits.series, traits.edition, traits.year) {
        (Some(series), Some(edition), _) => format!("{series} {edition}"),
        (Some(series), None, Some(year)) => format!("{series} {year}"),
        _ => name,
    }
}

/// The path of each entity, and all others that stand for it: (path, entity), sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paths {
    pub(super) of: Vec<String>,
    pub(super) former: Vec<(String, usize)>,
}

/// The own paths of the members of each cluster.
pub(super) fn own_paths(
    clusters: &[Cluster],
    articles: &[Article],
    facts: &[&ArticleFacts],
    knowledge: &Knowledge,
) -> Vec<Vec<OwnPath>> {
    let own =
        |&(article, local): &(usize, LocalIdx)| own_path(&articles[article], local, facts[article].entity(local), knowledge);
    clusters.iter().map(|cluster| cluster.members.iter().map(own).collect()).collect()
}

/// Gives each entity, given by the own paths of its members, its path.
pub(super) fn paths(entities: &[Vec<OwnPath>]) -> Paths {
    let earliest: Vec<Option<&OwnPath>> = entities.iter().map(|own| own.iter().min_by(|a, b| a.rank.cmp(&b.rank))).collect();
    let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (idx, own) in earliest.iter().enumerate() {
        wanted.entry(own.map_or("", |own| own.path.as_str())).or_default().push(idx);
    }
    let mut of = vec![String::new(); entities.len()];
    let mut taken = BTreeSet::new();
    for (path, mut idxs) in wanted {
        idxs.sort_by(|&a, &b| earliest[a].map(|own| &own.rank).cmp(&earliest[b].map(|own| &own.rank)));
        for (position, idx) in idxs.into_iter().enumerate() {
            of[idx] = if position == 0 { path.to_owned() } else { earliest[idx].map(OwnPath::hashed).unwrap_or_default() };
            taken.insert(of[idx].clone());
        }
    }
    let mut claimed: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (idx, own) in entities.iter().enumerate() {
        for own in own {
            claimed.entry(own.path.clone()).or_default().insert(idx);
            if own.doubtful && own.path == of[idx] && earliest[idx] != Some(own) {
                claimed.entry(own.hashed()).or_default().insert(idx);
            }
        }
    }
    // A path that would stand for two stands for none.
    let former = claimed.into_iter().filter(|(path, idxs)| idxs.len() == 1 && !taken.contains(path));
    let former = former.filter_map(|(path, idxs)| idxs.first().map(|&idx| (path, idx))).collect();
    Paths { of, former }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(path: &str, day: u8, id: &str) -> OwnPath {
        let rank = (false, day == 0, (day > 0).then(|| PartialDate::day(2021, 5, day)), id.to_owned(), 0);
        OwnPath { path: path.to_owned(), hash: xxh3_64(id.as_bytes()), rank, doubtful: false }
    }

    #[test]
    fn later_articles_rename_nothing_and_all_paths_stay_valid() {
        let before = paths(&[vec![own("person/a", 3, "x")], vec![own("person/b", 5, "y")]]);
        assert_eq!((before.of, before.former.len()), (vec!["person/a".to_owned(), "person/b".to_owned()], 0));
        let merged = paths(&[vec![own("person/a", 3, "x"), own("person/b", 5, "y"), own("person/c", 0, "z")]]);
        assert_eq!(merged.of, ["person/a"]);
        assert_eq!(merged.former, [("person/b".to_owned(), 0), ("person/c".to_owned(), 0)]);
    }

    #[test]
    fn namesakes_share_no_path() {
        let found = paths(&[vec![own("person/a", 9, "x")], vec![own("person/a", 3, "y")]]);
        assert_eq!(found.of[1], "person/a");
        assert!(found.of[0].starts_with("person/a-") && found.former.is_empty(), "{found:?}");
    }
}
