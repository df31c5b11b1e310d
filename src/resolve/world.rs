//! What all kinds of evidence rest on: members, what is known of each, which are one so far.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cluster::{Groups, Member, members},
    people::Presence,
    profile::{self, Feature, Profile},
};
use crate::{
    knowledge::Knowledge,
    model::{Article, ArticleFacts, Kind},
};

/// For each acronym the full names that it stands for anywhere, by their keys.
pub(super) type Acronyms = BTreeMap<String, BTreeSet<String>>;

/// Everything that is compared.
pub(super) struct World<'a> {
    pub(super) facts: &'a [&'a ArticleFacts],
    pub(super) members: Vec<Member>,
    pub(super) features: Vec<Feature>,
    pub(super) groups: Groups,
    /// For each article the least of those that it is a copy of, itself among them.
    pub(super) originals: Vec<usize>,
}

impl<'a> World<'a> {
    pub(super) fn new(articles: &[Article], facts: &'a [&'a ArticleFacts], originals: Vec<usize>, knowledge: &Knowledge) -> Self {
        let members = members(facts);
        let features = profile::features(articles, facts, &members, knowledge);
        // An article that tells two people or two events apart knows why.
        let exclusive = |member: usize| {
            let feature: &Feature = &features[member];
            matches!(feature.kind, Kind::Person | Kind::Event).then_some(feature.article)
        };
        let groups = Groups::new(members.len(), exclusive);
        Self { facts, members, features, groups, originals }
    }

    /// What is known of each set of one kind, by its least member.
    pub(super) fn profiles(&mut self, kind: Kind) -> Vec<Option<Profile>> {
        profile::profiles(kind, &self.features, &self.originals, &mut self.groups)
    }

    /// How many members each set has, by its least member.
    pub(super) fn sizes(&mut self) -> Vec<usize> {
        let mut sizes = vec![0; self.members.len()];
        for member in 0..self.members.len() {
            sizes[self.groups.root(member)] += 1;
        }
        sizes
    }

    /// The full names that each acronym stands for.
    pub(super) fn acronyms(&self, kind: Kind) -> Acronyms {
        let mut acronyms = Acronyms::new();
        for feature in self.features.iter().filter(|feature| feature.kind == kind) {
            let Some(full) = feature.bodies.first().filter(|full| !full.acronym) else { continue };
            for acronym in &feature.acronyms {
                acronyms.entry(acronym.clone()).or_default().insert(full.key());
            }
        }
        acronyms
    }

    /// On which day and in which town each event was, where both are known.
    pub(super) fn presence(&mut self) -> Presence {
        let mut presence = Presence::new();
        for member in 0..self.members.len() {
            let feature = &self.features[member];
            let days: Vec<_> = feature.starts.iter().filter(|date| date.day.is_some()).copied().collect();
            let towns = feature.places.clone();
            let root = self.groups.root(member);
            for &day in &days {
                for &town in &towns {
                    let town = self.groups.root(town);
                    presence.entry(root).or_default().insert((day, town));
                }
            }
        }
        presence
    }
}

/// What two sets have in common, in order.
pub(super) fn common<'s, T: Ord>(a: &'s BTreeSet<T>, b: &'s BTreeSet<T>) -> Vec<&'s T> {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().filter(|item| many.contains(item)).collect()
}

/// Whether two different articles that are copies of one report name the two.
pub(super) fn in_copies(a: &Profile, b: &Profile) -> bool {
    let (few, many) = if a.copies.len() < b.copies.len() { (a, b) } else { (b, a) };
    few.copies.iter().any(|&(original, article)| {
        let mut others = many.copies.range((original, 0)..=(original, usize::MAX));
        others.any(|&(_, other)| other != article)
    })
}
