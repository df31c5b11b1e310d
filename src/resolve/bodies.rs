//! Which organizations and places of different articles are one?
//!
//! Their names tell: the same words, the same meaning in another language, or an acronym that stands for one name only. A name that
//! many bodies have (a publicity department, an organizing committee) tells nothing unless they share people or events.

use super::{
    profile::Profile,
    settle::{Blocks, Judge, settle},
    world::{Acronyms, World, common, in_copies},
};
use crate::model::{Kind, Reason};

const ENOUGH: f64 = 4.0;
const DOUBTFUL: f64 = 2.75;

const SAME_PLACE: f64 = 6.0;
/// An acronym that stands for one full name only, wherever it is spelled out; and any other.
const ONLY_ACRONYM: f64 = 4.0;
const SOME_ACRONYM: f64 = 1.5;
const SAME_PERSON: f64 = 1.5;
const SAME_EVENT: f64 = 1.5;
const COPIES: f64 = 3.0;
/// The most that people and events can weigh.
const SURROUNDINGS: f64 = 3.0;

/// Joins organizations, or places.
pub(super) fn join(kind: Kind, world: &mut World<'_>) {
    let mut profiles = world.profiles(kind);
    let acronyms = world.acronyms(kind);
    let blocks = blocks(&profiles);
    let reasons = |a: &Profile, b: &Profile| reasons(a, b, &acronyms);
    let judge = Judge { reasons: &reasons, enough: ENOUGH, doubtful: DOUBTFUL };
    settle(blocks, &judge, &mut profiles, &mut world.groups);
}

fn blocks(profiles: &[Option<Profile>]) -> Blocks {
    let mut blocks = Blocks::default();
    for (member, profile) in profiles.iter().enumerate() {
        let Some(profile) = profile else { continue };
        for key in &profile.gazetteer {
            blocks.add(0, &format!("place {key}"), member);
        }
        for name in &profile.bodies {
            let key = name.key();
            if name.generic {
                for near in profile.events.iter().chain(&profile.company).chain(&profile.ties).take(16) {
                    blocks.add(1, &format!("{key} {near}"), member);
                }
                for (original, _) in profile.copies.iter().take(4) {
                    blocks.add(1, &format!("{key} copy {original}"), member);
                }
            } else {
                blocks.add(0, &key, member);
            }
            if let Some(key) = name.key_without_country() {
                blocks.add(2, &key, member);
            } else if !name.generic {
                blocks.add(2, &key, member);
            }
        }
        for acronym in &profile.acronyms {
            blocks.add(3, &format!("acronym {acronym}"), member);
        }
    }
    blocks
}

fn reasons(a: &Profile, b: &Profile, acronyms: &Acronyms) -> Option<Vec<Reason>> {
    let other_place = !a.gazetteer.is_empty() && !b.gazetteer.is_empty() && common(&a.gazetteer, &b.gazetteer).is_empty();
    if other_place {
        return None;
    }
    let mut reasons = Vec::new();
    if let Some(key) = common(&a.gazetteer, &b.gazetteer).first() {
        reasons.push(Reason { what: format!("same place of the gazetteer: {key}"), weight: SAME_PLACE });
    } else {
        reasons.push(names(a, b, acronyms)?);
    }
    let same_name = reasons[0].weight >= ENOUGH;
    let countries = !a.countries.is_empty() && !b.countries.is_empty() && common(&a.countries, &b.countries).is_empty();
    if countries && !same_name {
        return None;
    }
    let mut add = |what: &str, weight: f64| reasons.push(Reason { what: what.to_owned(), weight });
    if in_copies(a, b) {
        add("named in copies of one report", COPIES);
    }
    let people = common(&a.company, &b.company).len() as f64 * SAME_PERSON;
    let events = common(&a.events, &b.events).len() as f64 * SAME_EVENT;
    if people > 0.0 {
        add("the same people hold posts there", people.min(SURROUNDINGS));
    }
    if events > 0.0 {
        add("at the same events", events.min(SURROUNDINGS));
    }
    if !common(&a.ties, &b.ties).is_empty() {
        add("part of the same body", SAME_EVENT);
    }
    Some(reasons)
}

/// The best that their names say.
fn names(a: &Profile, b: &Profile, acronyms: &Acronyms) -> Option<Reason> {
    let mut best: Option<Reason> = None;
    for found in a.bodies.iter().flat_map(|x| b.bodies.iter().filter_map(|y| x.compare(y))) {
        if best.as_ref().is_none_or(|best| found.weight > best.weight) {
            best = Some(found);
        }
    }
    if best.as_ref().is_some_and(|best| best.weight >= ENOUGH) {
        return best;
    }
    let only_short = |profile: &Profile| profile.bodies.iter().all(|name| name.acronym);
    if only_short(a) == only_short(b) {
        return best;
    }
    let acronym = common(&a.acronyms, &b.acronyms).into_iter().next()?;
    let only = acronyms.get(acronym).is_some_and(|full| full.len() == 1) && acronym.len() >= 3;
    let weight = if only { ONLY_ACRONYM } else { SOME_ACRONYM };
    Some(Reason { what: format!("its acronym: {}", acronym.to_uppercase()), weight })
}
