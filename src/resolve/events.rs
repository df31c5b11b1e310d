//! Which events of different articles are one gathering: by name, edition, year, date, place, theme and hosts.

use std::collections::BTreeSet;

use super::cluster::{Groups, Member};
use crate::{
    knowledge::{Knowledge, Role, fold},
    model::{Argument, ArticleFacts, Kind, Literal, LocalIdx, PartialDate},
};

/// Evidence needed to join two events, and what each piece weighs.
const ENOUGH: i32 = 5;
const SAME_NAME: i32 = 4;
const SIMILAR_NAME: i32 = 2;
/// A name of so many words is no coincidence.
const LONG: usize = 6;
const LONG_NAME: i32 = 2;
const SAME_EDITION: i32 = 3;
const SAME_YEAR: i32 = 2;
const SAME_DAY: i32 = 3;
const SAME_MONTH: i32 = 1;
const SAME_CITY: i32 = 1;
const SAME_THEME: i32 = 4;
const SAME_HOST: i32 = 2;

/// What tells an event from others.
#[derive(Clone, Debug, Default)]
struct Profile {
    position: usize,
    article: usize,
    names: BTreeSet<String>,
    edition: Option<i64>,
    years: BTreeSet<i16>,
    start: Option<PartialDate>,
    cities: BTreeSet<String>,
    themes: BTreeSet<String>,
    hosts: BTreeSet<String>,
    unnamed: bool,
}

/// Joins members that are the same event. Pairs are only looked at if they share a name or a theme.
pub(super) fn join(facts: &[&ArticleFacts], members: &[Member], knowledge: &Knowledge, groups: &mut Groups) {
    let profiles: Vec<Profile> = members
        .iter()
        .enumerate()
        .filter(|(_, (article, local))| facts[*article].entity(*local).kind == Kind::Event)
        .map(|(position, &(article, local))| profile(facts[article], article, local, position, knowledge))
        .collect();
    let mut blocks: Vec<(String, usize)> = Vec::new();
    for (idx, profile) in profiles.iter().enumerate() {
        blocks.extend(profile.names.iter().chain(&profile.themes).map(|key| (key.clone(), idx)));
    }
    blocks.sort();
    for block in blocks.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, a)) in block.iter().enumerate() {
            for (_, b) in &block[at + 1..] {
                let (a, b) = (&profiles[*a], &profiles[*b]);
                if a.article != b.article && score(a, b).is_some_and(|score| score >= ENOUGH) {
                    groups.join(a.position, b.position);
                }
            }
        }
    }
}

fn profile(facts: &ArticleFacts, article: usize, local: LocalIdx, position: usize, knowledge: &Knowledge) -> Profile {
    let entity = facts.entity(local);
    let traits = entity.event.clone().unwrap_or_default();
    let mut profile =
        Profile { position, article, unnamed: traits.unnamed, edition: traits.edition.map(i64::from), ..Profile::default() };
    profile.years.extend(traits.year);
    if !traits.unnamed {
        profile.names.extend(traits.series.iter().chain(&entity.names).map(|name| key(name)));
    }
    for fact in &facts.facts {
        let role = knowledge.schema.role_of(&fact.relation);
        let about = fact.subject == local;
        match (&fact.object, role) {
            (Argument::Literal(Literal::Date(date)), Some(Role::Start)) if about => {
                profile.start = Some(*date);
                profile.years.insert(date.year);
            }
            (Argument::Literal(Literal::Text { value, .. }), Some(Role::Theme)) if about => {
                profile.themes.insert(key(value));
            }
            (Argument::Entity(place), Some(Role::Place)) if about => {
                profile
                    .cities
                    .insert(facts.entity(*place).gazetteer.clone().unwrap_or_else(|| key(&facts.entity(*place).names[0])));
            }
            (Argument::Entity(event), Some(Role::Host)) if *event == local => {
                profile.hosts.extend(facts.entity(fact.subject).names.iter().map(|name| key(name)));
            }
            _ => {}
        }
    }
    profile
}

/// Folded words without marks.
fn key(name: &str) -> String {
    fold(name).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How much speaks for one event; none if something rules it out: another edition, year or day, or towns apart.
fn score(a: &Profile, b: &Profile) -> Option<i32> {
    let differ = a.edition.zip(b.edition).is_some_and(|(x, y)| x != y) || apart(&a.years, &b.years);
    let days = a.start.zip(b.start);
    let other_day = days.is_some_and(|(x, y)| !x.includes(y) && !y.includes(x));
    let other_city = apart(&a.cities, &b.cities) && days.is_none_or(|(x, y)| x != y);
    if differ || other_day || other_city {
        return None;
    }
    let shared = |x: &BTreeSet<String>, y: &BTreeSet<String>| x.intersection(y).next().is_some();
    let mut score = 0;
    if !a.unnamed && !b.unnamed {
        let long = a.names.intersection(&b.names).any(|name| name.split(' ').count() >= LONG);
        score += if shared(&a.names, &b.names) { SAME_NAME } else { 0 } + if long { LONG_NAME } else { 0 };
    } else if a.unnamed != b.unnamed {
        score += if shared(&a.themes, &b.themes) { SIMILAR_NAME } else { 0 };
    }
    score += if a.edition.is_some() && a.edition == b.edition { SAME_EDITION } else { 0 };
    score += if a.years.intersection(&b.years).next().is_some() { SAME_YEAR } else { 0 };
    score += match days {
        Some((x, y)) if x == y && x.day.is_some() => SAME_DAY,
        Some(_) => SAME_MONTH,
        None => 0,
    };
    score += if shared(&a.cities, &b.cities) { SAME_CITY } else { 0 };
    score += if shared(&a.themes, &b.themes) { SAME_THEME } else { 0 };
    score += if shared(&a.hosts, &b.hosts) { SAME_HOST } else { 0 };
    Some(score)
}

/// Both known, and nothing in common.
fn apart<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> bool {
    !a.is_empty() && !b.is_empty() && a.intersection(b).next().is_none()
}
