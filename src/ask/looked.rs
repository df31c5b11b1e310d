//! What was looked at, when nothing was found?

use std::collections::{BTreeMap, BTreeSet};

use super::{
    answer::LookedAt,
    bind::{Bound, Meaning},
    index::Index,
};
use crate::{
    knowledge::Role,
    model::{EntityIdx, Kind},
};

/// No more than this many are listed.
const MOST: usize = 20;

/// The entities of the question and what is known of them, in order of date and name.
pub(crate) fn looked_at(index: &Index, bound: &BTreeMap<&str, Bound>) -> Vec<LookedAt> {
    let mut entities = BTreeSet::new();
    for bound in bound.values() {
        match &bound.meaning {
            Meaning::Entities(set) => entities.extend(set.named.iter().chain(&set.without)),
            Meaning::Narrowed(Some(events)) => entities.extend(events),
            Meaning::Narrowed(None) | Meaning::Values(_) => {}
        }
    }
    let mut looked: Vec<_> = entities.into_iter().map(|entity| known(index, entity)).collect();
    looked.sort_by(|a, b| a.entity.cmp(&b.entity));
    looked.truncate(MOST);
    looked
}

/// What is known of one entity.
pub(crate) fn known(index: &Index, entity: EntityIdx) -> LookedAt {
    let kind = index.dataset.entity(entity).kind;
    let events: BTreeSet<EntityIdx> = match kind {
        Kind::Person => index.appearances(entity).filter_map(|s| s.object.entity()).collect(),
        Kind::Place => index.toward_as(entity, Role::Place).map(|s| s.subject).collect(),
        Kind::EventSeries => index.toward_as(entity, Role::Series).map(|s| s.subject).collect(),
        Kind::Organization => [Role::Host, Role::Support, Role::Participation]
            .into_iter()
            .flat_map(|role| index.about_as(entity, role))
            .filter_map(|s| s.object.entity())
            .collect(),
        Kind::Event => BTreeSet::new(),
    };
    let articles: BTreeSet<_> = index.dataset.entity(entity).mentions.iter().map(|mention| mention.article).collect();
    let event = kind == Kind::Event;
    let undated = event && index.date(entity).is_none();
    let published = articles.iter().filter_map(|&article| index.dataset.article(article).published);
    LookedAt {
        entity: index.card(entity),
        people: event.then(|| index.people(&index.with_parts(entity)).len()),
        events: (!event).then_some(events.len()),
        articles: articles.len(),
        reported: published.min().filter(|_| undated).map(|date| date.to_string()),
    }
}
