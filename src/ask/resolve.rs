//! Which entities of the graph does a name or description in a question mean?

use super::{
    answer::Card,
    describe,
    index::Index,
    names::{Found, How},
};
use crate::{
    knowledge::{
        Role,
        questions::{Phrase, Words},
    },
    model::{EntityIdx, Kind},
};

/// How many names are suggested for one that is unknown.
const SUGGESTIONS: usize = 3;

/// The entities of these kinds that `name` (folded words) means; with `slips`, spelling mistakes are forgiven.
///
/// The first of these that finds any: exact name; series, for its events; description, for events; words of a name;
/// initials; nearly the name.
#[must_use]
pub fn resolve(index: &Index, name: &[String], kinds: &[Kind], slips: bool) -> Option<Found> {
    let stripped = strip(index, name, kinds);
    let found = |entities: Vec<EntityIdx>, how, plural| (!entities.is_empty()).then_some(Found { entities, how, plural });
    let strict = || {
        [name, &stripped].into_iter().find_map(|name| {
            found(index.names.exact(index.dataset, name, kinds), How::Exact, false)
                .or_else(|| found(editions(index, name, kinds), How::Exact, false))
        })
    };
    let partly = || {
        found(index.names.part(&stripped, kinds), How::Part, false)
            .or_else(|| found(index.names.inside(name, kinds), How::Part, false))
            .or_else(|| found(index.names.initials(&stripped, kinds), How::Initials, false))
    };
    let nearly = || {
        let slip = || found(index.names.slip(&stripped, kinds), How::Slip, false);
        if slips { described(index, &stripped, kinds, true).or_else(slip) } else { None }
    };
    strict().or_else(|| described(index, &stripped, kinds, false)).or_else(partly).or_else(nearly)
}

/// The entities whose names look like `name`, those of these kinds first.
#[must_use]
pub fn suggest(index: &Index, name: &[String], kinds: &[Kind]) -> Vec<Card> {
    let stripped = strip(index, name, kinds);
    let mut found: Vec<EntityIdx> = index.names.exact(index.dataset, &stripped, &Kind::ALL);
    for entity in index.names.similar(&stripped, kinds, SUGGESTIONS) {
        if !found.contains(&entity) {
            found.push(entity);
        }
    }
    found.truncate(SUGGESTIONS);
    found.into_iter().map(|entity| index.card(entity)).collect()
}

fn described(index: &Index, name: &[String], kinds: &[Kind], slips: bool) -> Option<Found> {
    let read = describe::read(index, name, slips);
    if !kinds.contains(&Kind::Event) || (kinds.len() > 1 && !read.noun) {
        return None;
    }
    let entities = describe::find(index, &read, slips);
    let how = if slips { How::Slip } else { How::Described };
    (!entities.is_empty()).then_some(Found { entities, how, plural: read.plural })
}

/// The events of the series with this name.
fn editions(index: &Index, name: &[String], kinds: &[Kind]) -> Vec<EntityIdx> {
    if !kinds.contains(&Kind::Event) {
        return Vec::new();
    }
    let series = index.names.exact(index.dataset, name, &[Kind::EventSeries]);
    let mut events: Vec<_> =
        series.into_iter().flat_map(|series| index.toward_as(series, Role::Series).map(|statement| statement.subject)).collect();
    events.sort();
    events.dedup();
    events
}

/// The name without articles around it, forms of address before it, and, for a place, small words.
fn strip(index: &Index, name: &[String], kinds: &[Kind]) -> Phrase {
    let mut name = name;
    let person = kinds.contains(&Kind::Person);
    let place = kinds.contains(&Kind::Place);
    let words = &index.knowledge.questions.words;
    let front = |words: &Words, name: &[String]| {
        let lists = [(&words.articles, true), (&words.honorifics, person), (&words.connectors, place)];
        let phrases = lists.into_iter().filter(|(_, wanted)| *wanted).flat_map(|(list, _)| list);
        phrases.filter(|phrase| name.len() > phrase.len() && name.starts_with(phrase)).map(Vec::len).max()
    };
    while let Some(used) = words.iter().filter_map(|words| front(words, name)).max() {
        name = &name[used..];
    }
    let back = |words: &Words, name: &[String]| {
        let phrases = words.articles.iter().filter(|phrase| name.len() > phrase.len() && name.ends_with(phrase));
        phrases.map(Vec::len).max()
    };
    while let Some(used) = words.iter().filter_map(|words| back(words, name)).max() {
        name = &name[..name.len() - used];
    }
    name.to_vec()
}
