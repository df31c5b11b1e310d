//! Which members are one: sets that grow together, with what must not be joined and why they were.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleFacts, Kind, LocalIdx, Reason};

/// One article's entity: index of the article, index in the article.
pub(super) type Member = (usize, LocalIdx);

/// Entities that are one, in order of member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cluster {
    pub(super) kind: Option<Kind>,
    pub(super) members: Vec<Member>,
}

/// Two members and what was found when they were compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Compared {
    pub(super) members: [usize; 2],
    pub(super) reasons: Vec<Reason>,
}

/// All entities of all articles, in order of article.
pub(super) fn members(facts: &[&ArticleFacts]) -> Vec<Member> {
    let all = facts.iter().enumerate().flat_map(|(article, found)| (0..found.entities.len()).map(move |idx| (article, idx)));
    all.filter_map(|(article, idx)| u32::try_from(idx).ok().map(|idx| (article, LocalIdx(idx)))).collect()
}

/// Sets that grow together, kept by the smallest member.
pub(super) struct Groups {
    parent: Vec<usize>,
    /// By least member: the articles of the set, where no two of one article may be one.
    articles: BTreeMap<usize, BTreeSet<usize>>,
    /// By least member: the sets that it must not be joined with.
    apart: BTreeMap<usize, BTreeSet<usize>>,
    /// Every join, in order.
    pub(super) joins: Vec<Compared>,
    /// Every pair that was left apart with much speaking for it, in order.
    pub(super) doubts: Vec<Compared>,
    /// How many pairs were looked at.
    pub(super) compared: usize,
}

impl Groups {
    /// Each member by itself. `exclusive` tells the article of a member that is apart from all others of its article.
    pub(super) fn new(len: usize, exclusive: impl Fn(usize) -> Option<usize>) -> Self {
        let articles = (0..len).filter_map(|member| exclusive(member).map(|article| (member, BTreeSet::from([article]))));
        Self {
            parent: (0..len).collect(),
            articles: articles.collect(),
            apart: BTreeMap::new(),
            joins: Vec::new(),
            doubts: Vec::new(),
            compared: 0,
        }
    }

    /// The least member of the set.
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

    /// Two members that no evidence shall ever join, not through a third either.
    pub(super) fn keep_apart(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.apart.entry(a).or_default().insert(b);
            self.apart.entry(b).or_default().insert(a);
        }
    }

    /// Whether two sets may become one.
    pub(super) fn may_join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        let forbidden = self.apart.get(&a).is_some_and(|others| others.contains(&b));
        let one_article = match (self.articles.get(&a), self.articles.get(&b)) {
            (Some(x), Some(y)) => {
                let (few, many) = if x.len() < y.len() { (x, y) } else { (y, x) };
                few.iter().any(|article| many.contains(article))
            }
            _ => false,
        };
        a != b && !forbidden && !one_article
    }

    /// Makes two sets one, whatever speaks against it.
    pub(super) fn join(&mut self, a: usize, b: usize, reasons: Vec<Reason>) {
        let (x, y) = (self.root(a), self.root(b));
        if x == y {
            return;
        }
        let (low, high) = (x.min(y), x.max(y));
        self.parent[high] = low;
        self.joins.push(Compared { members: [a, b], reasons });
        let mut articles = self.articles.remove(&high).unwrap_or_default();
        let mut known = self.articles.remove(&low).unwrap_or_default();
        if known.len() < articles.len() {
            std::mem::swap(&mut known, &mut articles);
        }
        known.extend(articles);
        if !known.is_empty() {
            self.articles.insert(low, known);
        }
        for other in self.apart.remove(&high).unwrap_or_default() {
            if let Some(back) = self.apart.get_mut(&other) {
                back.remove(&high);
                back.insert(low);
            }
            self.apart.entry(low).or_default().insert(other);
        }
    }

    /// The sets, each in order of member.
    pub(super) fn clusters(&mut self, members: &[Member], facts: &[&ArticleFacts]) -> Vec<Cluster> {
        let mut clusters: BTreeMap<usize, Cluster> = BTreeMap::new();
        for (position, &member) in members.iter().enumerate() {
            let cluster = clusters.entry(self.root(position)).or_default();
            cluster.kind = Some(facts[member.0].entity(member.1).kind);
            cluster.members.push(member);
        }
        clusters.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_stay_apart_is_not_joined_through_a_third() {
        let mut groups = Groups::new(5, |_| None);
        groups.keep_apart(0, 2);
        groups.join(0, 1, Vec::new());
        assert!(!groups.may_join(1, 2) && groups.may_join(2, 3));
        groups.join(3, 2, Vec::new());
        assert!(!groups.may_join(3, 1) && !groups.may_join(1, 3) && groups.may_join(4, 3));
        groups.join(4, 3, Vec::new());
        assert!(!groups.may_join(0, 4));
    }

    #[test]
    fn two_of_one_article_stay_apart() {
        let mut groups = Groups::new(4, |member| Some(member / 2));
        assert!(!groups.may_join(0, 1) && groups.may_join(0, 2));
        groups.join(0, 2, Vec::new());
        assert!(!groups.may_join(1, 2) && !groups.may_join(3, 0) && groups.may_join(1, 3));
    }
}
