//! What humans have put right, applied: to what is compared, to what is one, to labels, kinds and facts.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cluster::{Cluster, Compared, Groups, Member},
    naming::{OwnPath, own_path},
};
use crate::{
    knowledge::{Knowledge, Range},
    model::{
        Argument, Article, ArticleFacts, Change, Correction, Dataset, EntityIdx, Kind, LocalIdx, Name, Object, Reason, in_force,
    },
};

/// What the joining by hand weighs, so that it shows: more than any evidence.
const BY_HAND: f64 = 10.0;

/// Corrections in force, and the members that their paths stand for.
pub(super) struct Corrections {
    list: Vec<Correction>,
    /// By path, plain or with its hash: the earliest member of it.
    anchors: BTreeMap<String, usize>,
    /// Numbers of those that found what they are about.
    matched: BTreeSet<u32>,
}

impl Corrections {
    /// Finds the members that the corrections speak of.
    pub(super) fn new(
        all: &[Correction],
        articles: &[Article],
        facts: &[&ArticleFacts],
        members: &[Member],
        knowledge: &Knowledge,
    ) -> Self {
        let list = in_force(all);
        let mut anchors = BTreeMap::new();
        let wanted: BTreeSet<String> = list.iter().flat_map(|correction| paths(&correction.change)).collect();
        if !wanted.is_empty() {
            let mut found: BTreeMap<String, (OwnPath, usize)> = BTreeMap::new();
            for (position, &(article, local)) in members.iter().enumerate() {
                let own = own_path(&articles[article], local, facts[article].entity(local), knowledge);
                for path in [own.path.clone(), own.hashed()].into_iter().filter(|path| wanted.contains(path)) {
                    let known = found.get(&path).is_some_and(|(known, _)| known.goes_before(&own));
                    if !known {
                        found.insert(path, (own.clone(), position));
                    }
                }
            }
            anchors = found.into_iter().map(|(path, (_, position))| (path, position)).collect();
        }
        Self { list, anchors, matched: BTreeSet::new() }
    }

    fn anchor(&self, path: &str) -> Option<usize> {
        self.anchors.get(path).copied()
    }

    /// Gives entities another kind, before anything is compared: all that have the path by themselves. Facts that no longer fit
    /// their relation are left out.
    pub(super) fn retype(
        all: &[Correction],
        articles: &[Article],
        facts: &mut [ArticleFacts],
        knowledge: &Knowledge,
    ) -> BTreeSet<u32> {
        let mut matched = BTreeSet::new();
        for correction in in_force(all) {
            let Change::Retype(path, kind) = &correction.change else { continue };
            for (article, found) in articles.iter().zip(facts.iter_mut()) {
                let mut changed = false;
                for (entity, idx) in found.entities.iter_mut().zip(0..) {
                    let own = own_path(article, LocalIdx(idx), entity, knowledge);
                    if own.path == *path || own.hashed() == *path {
                        entity.kind = *kind;
                        entity.event = (*kind == Kind::Event).then(|| entity.event.clone().unwrap_or_default());
                        entity.gazetteer = entity.gazetteer.take().filter(|_| *kind == Kind::Place);
                        changed = true;
                    }
                }
                if changed {
                    matched.insert(correction.number);
                    drop_unfit(found, knowledge);
                }
            }
        }
        matched
    }

    /// Keeps apart what must not be joined.
    pub(super) fn keep_apart(&mut self, groups: &mut Groups) {
        let pair = |[a, b]: &[String; 2], me: &Self| me.anchor(a).zip(me.anchor(b));
        let same = |x: (usize, usize), y: (usize, usize)| x == y || x == (y.1, y.0);
        let pairs: Vec<_> = self
            .list
            .iter()
            .map(|correction| match &correction.change {
                Change::NotSame(two) => (correction.number, pair(two, self), true),
                Change::Merge(two) => (correction.number, pair(two, self), false),
                _ => (correction.number, None, false),
            })
            .collect();
        for (position, &(number, found, apart)) in pairs.iter().enumerate() {
            let Some(found) = found.filter(|_| apart) else { continue };
            self.matched.insert(number);
            // What is said later holds.
            let taken_back =
                pairs[position + 1..].iter().any(|&(_, other, apart)| !apart && other.is_some_and(|other| same(other, found)));
            if !taken_back {
                groups.keep_apart(found.0, found.1);
            }
        }
    }

    /// Joins and splits clusters, in the order of the corrections.
    pub(super) fn regroup(&mut self, clusters: &mut Vec<Cluster>, members: &[Member], articles: &[Article], groups: &mut Groups) {
        for correction in self.list.clone() {
            let done = match &correction.change {
                Change::Merge([a, b]) => {
                    let both = self.anchor(a).zip(self.anchor(b));
                    let later = self.list.iter().filter(|other| other.number > correction.number);
                    let taken_back = later
                        .clone()
                        .any(|other| matches!(&other.change, Change::NotSame([x, y]) if (x, y) == (a, b) || (x, y) == (b, a)));
                    both.is_some_and(|(x, y)| taken_back || merge(x, y, &correction, clusters, members, groups))
                }
                Change::Split(path, ids) => {
                    self.anchor(path).is_some_and(|anchor| split(anchor, ids, clusters, members, articles))
                }
                _ => false,
            };
            if done {
                self.matched.insert(correction.number);
            }
        }
        clusters.sort_by(|a, b| a.members.cmp(&b.members));
    }

    /// Renames and rejects in the finished dataset. `owner` gives the entity of a member.
    pub(super) fn finish(&mut self, dataset: &mut Dataset, owner: &dyn Fn(usize) -> EntityIdx) {
        for correction in self.list.clone() {
            let done = match &correction.change {
                Change::Rename(path, label) => self.anchor(path).is_some_and(|anchor| {
                    let language = String::new();
                    let entity = &mut dataset.entities[owner(anchor).0 as usize];
                    entity.label.clone_from(label);
                    if !entity.names.iter().any(|name| name.text == *label) {
                        entity.names.push(Name { text: label.clone(), language });
                        entity.names.sort();
                    }
                    true
                }),
                Change::Reject(subject, relation, object, article) => {
                    let known = |path: &str| dataset.find_any(path).or_else(|| self.anchor(path).map(owner));
                    let (subject, target) = (known(subject), known(object));
                    reject(dataset, subject, relation, (target, object), article.as_deref())
                }
                _ => false,
            };
            if done {
                self.matched.insert(correction.number);
            }
        }
    }

    /// The corrections that found nothing that they are about.
    pub(super) fn unmatched(&self, retyped: &BTreeSet<u32>) -> Vec<Correction> {
        let lost = |correction: &&Correction| !self.matched.contains(&correction.number) && !retyped.contains(&correction.number);
        self.list.iter().filter(lost).cloned().collect()
    }
}

/// The paths that a correction speaks of.
fn paths(change: &Change) -> Vec<String> {
    match change {
        Change::Merge(two) | Change::NotSame(two) => two.to_vec(),
        Change::Split(path, _) | Change::Rename(path, _) => vec![path.clone()],
        Change::Reject(subject, _, object, _) => vec![subject.clone(), object.clone()],
        Change::Retype(..) | Change::Undo(_) => Vec::new(),
    }
}

fn drop_unfit(found: &mut ArticleFacts, knowledge: &Knowledge) {
    let kinds: Vec<Kind> = found.entities.iter().map(|entity| entity.kind).collect();
    found.facts.retain(|fact| {
        let Some(relation) = knowledge.schema.get(&fact.relation) else { return false };
        let object = match &fact.object {
            Argument::Entity(idx) => relation.range.contains(&Range::Entity(kinds[idx.0 as usize])),
            Argument::Literal(_) => true,
        };
        object && relation.domain.contains(&kinds[fact.subject.0 as usize])
    });
}

fn position(anchor: usize, clusters: &[Cluster], members: &[Member]) -> Option<usize> {
    clusters.iter().position(|cluster| cluster.members.contains(&members[anchor]))
}

/// Whether both were found, of one kind.
fn merge(
    a: usize,
    b: usize,
    correction: &Correction,
    clusters: &mut Vec<Cluster>,
    members: &[Member],
    groups: &mut Groups,
) -> bool {
    let (Some(x), Some(y)) = (position(a, clusters, members), position(b, clusters, members)) else { return false };
    if x == y {
        return true;
    }
    if clusters[x].kind != clusters[y].kind {
        return false;
    }
    let gone = clusters.remove(x.max(y));
    let kept = &mut clusters[x.min(y)];
    kept.members.extend(gone.members);
    kept.members.sort_unstable();
    let why = [&correction.who, &correction.when, &correction.why].into_iter().filter(|part| !part.is_empty());
    let why: Vec<&str> = why.map(String::as_str).collect();
    let what = format!("correction {} ({})", correction.number, why.join(", "));
    groups.joins.push(Compared { members: [a, b], reasons: vec![Reason { what, weight: BY_HAND }] });
    true
}

/// Whether something was split off and something left.
fn split(anchor: usize, ids: &[String], clusters: &mut Vec<Cluster>, members: &[Member], articles: &[Article]) -> bool {
    let Some(at) = position(anchor, clusters, members) else { return false };
    let cluster = clusters[at].clone();
    let (off, left): (Vec<Member>, Vec<Member>) =
        cluster.members.iter().partition(|(article, _)| ids.contains(&articles[*article].id));
    if off.is_empty() || left.is_empty() {
        return false;
    }
    clusters[at].members = left;
    clusters.push(Cluster { members: off, ..cluster });
    true
}

/// Whether there was such a fact.
fn reject(
    dataset: &mut Dataset,
    subject: Option<EntityIdx>,
    relation: &str,
    (entity, value): (Option<EntityIdx>, &str),
    article: Option<&str>,
) -> bool {
    let ids: Vec<String> = dataset.articles.iter().map(|article| article.id.clone()).collect();
    let mut done = false;
    for statement in &mut dataset.statements {
        let object = match &statement.object {
            Object::Entity(idx) => entity == Some(*idx),
            Object::Literal(literal) => literal.text() == value,
        };
        if Some(statement.subject) == subject && statement.relation == relation && object {
            let before = statement.claims.len();
            statement.claims.retain(|claim| article.is_some_and(|id| ids[claim.article.0 as usize] != id));
            done |= statement.claims.len() < before;
        }
    }
    dataset.statements.retain(|statement| !statement.claims.is_empty());
    done
}
