//! Which people of different articles are one?
//!
//! The name decides what else is needed: a rare full name needs nothing more unless something speaks against it, a common one
//! needs a shared post, body, event or company, and two that only sound alike need more than one of these.

use std::collections::BTreeSet;

use super::{
    profile::Profile,
    settle::{Blocks, Judge, settle},
    world::{World, common, in_copies},
};
use crate::model::{Kind, PartialDate, Reason};

/// From this sum on two are one; from the other on it is doubtful.
pub(super) const ENOUGH: f64 = 4.0;
pub(super) const DOUBTFUL: f64 = 2.5;

/// A full name and a single word of it: somebody of that family.
const FAMILY_NAME: f64 = 1.0;
const SAME_EVENT: f64 = 2.5;
const SAME_REPORT: f64 = 1.25;
const SAME_POST: f64 = 1.5;
const SAME_COUNTRY: f64 = 0.5;
const COPIES: f64 = 3.0;
/// The most that the people around them can weigh.
const COMPANY: f64 = 2.4;
const OTHER_COUNTRY: f64 = -3.0;
const OTHER_BODIES: f64 = -1.5;
const ELSEWHERE: f64 = -5.0;

/// Joins people.
pub(super) fn join(world: &mut World<'_>) {
    let mut profiles = world.profiles(Kind::Person);
    let blocks = blocks(&profiles);
    let presence = world.presence();
    let sizes = world.sizes();
    let reasons = |a: &Profile, b: &Profile| reasons(a, b, &sizes, &presence);
    let judge = Judge { reasons: &reasons, enough: ENOUGH, doubtful: DOUBTFUL };
    settle(blocks, &judge, &mut profiles, &mut world.groups);
}

fn blocks(profiles: &[Option<Profile>]) -> Blocks {
    let mut blocks = Blocks::default();
    for (member, profile) in profiles.iter().enumerate() {
        let Some(profile) = profile else { continue };
        let surroundings = || profile.events.iter().chain(&profile.about).chain(&profile.ties).take(16);
        for name in &profile.people {
            for key in name.keys() {
                for near in surroundings() {
                    blocks.add(0, &format!("{key} {near}"), member);
                }
                for (original, _) in profile.copies.iter().take(4) {
                    blocks.add(0, &format!("{key} copy {original}"), member);
                }
                blocks.add(1, &key, member);
            }
            for near in surroundings() {
                if let Some(sound) = name.sound_key() {
                    blocks.add(2, &format!("{sound} {near}"), member);
                }
                // of a family, or one letter apart
                if let Some(last) = name.words.last() {
                    blocks.add(2, &format!("last {last} {near}"), member);
                }
                if let Some(first) = name.words.first() {
                    blocks.add(2, &format!("first {first} {near}"), member);
                }
            }
        }
    }
    blocks
}

/// Days and towns at which people were seen, by event.
pub(super) type Presence = std::collections::BTreeMap<usize, BTreeSet<(PartialDate, usize)>>;

fn reasons(a: &Profile, b: &Profile, sizes: &[usize], presence: &Presence) -> Option<Vec<Reason>> {
    let mut reasons = vec![names(a, b)?];
    let mut add = |what: String, weight: f64| reasons.push(Reason { what, weight });
    let bodies = common(&a.ties, &b.ties);
    for &body in bodies.iter().take(2) {
        add("both hold a post there".to_owned(), body_weight(sizes[*body]));
    }
    if let Some(post) = a.posts.intersection(&b.posts).find(|post| !post.starts_with('=')) {
        add(format!("same sort of post: {post}"), SAME_POST);
    }
    if !common(&a.events, &b.events).is_empty() {
        add("both at the same event".to_owned(), SAME_EVENT);
    } else if !common(&a.about, &b.about).is_empty() {
        add("named in reports of the same event".to_owned(), SAME_REPORT);
    }
    if in_copies(a, b) {
        add("named in copies of one report".to_owned(), COPIES);
    }
    let company: f64 = common(&a.company, &b.company).iter().map(|&other| company_weight(sizes[*other])).sum();
    if company > 0.0 {
        add("named beside the same people".to_owned(), company.min(COMPANY));
    }
    let countries = (!a.countries.is_empty() && !b.countries.is_empty()).then(|| common(&a.countries, &b.countries).is_empty());
    match countries {
        Some(true) if bodies.is_empty() => add("posts in different countries".to_owned(), OTHER_COUNTRY),
        Some(false) if bodies.is_empty() => add("posts in the same country".to_owned(), SAME_COUNTRY),
        _ => {}
    }
    if bodies.is_empty() && !a.ties.is_empty() && !b.ties.is_empty() && countries != Some(true) {
        add("posts at different bodies".to_owned(), OTHER_BODIES);
    }
    if elsewhere(a, b, presence) {
        add("in two towns on the same day".to_owned(), ELSEWHERE);
    }
    Some(reasons)
}

/// The best that their names say; none if some pair of names rules it out or none links them.
fn names(a: &Profile, b: &Profile) -> Option<Reason> {
    let mut best: Option<Reason> = None;
    for x in &a.people {
        for y in &b.people {
            let found = x.compare(y).or_else(|| {
                let (single, full) = if x.is_single() { (x, y) } else { (y, x) };
                let of_family = single.is_single() && !full.is_single() && single.han == full.han;
                let family = of_family && full.words.last() == single.words.last();
                family.then(|| Reason { what: format!("family name of {}: {}", full.text, single.text), weight: FAMILY_NAME })
            });
            if let Some(found) = found.filter(|found| best.as_ref().is_none_or(|best| found.weight > best.weight)) {
                best = Some(found);
            }
        }
    }
    best
}

/// The more people a body has, the less it tells that two are among them.
fn body_weight(size: usize) -> f64 {
    match size {
        0..=10 => 2.5,
        11..=50 => 2.0,
        51..=300 => 1.5,
        _ => 1.0,
    }
}

/// The more articles name somebody, the less it tells to be named beside them.
fn company_weight(size: usize) -> f64 {
    match size {
        0..=5 => 0.8,
        6..=20 => 0.4,
        21..=100 => 0.1,
        _ => 0.0,
    }
}

/// Whether they were in two towns on one day, and never at the same event.
fn elsewhere(a: &Profile, b: &Profile, presence: &Presence) -> bool {
    let seen =
        |profile: &Profile| profile.events.iter().filter_map(|event| presence.get(event)).flatten().copied().collect::<Vec<_>>();
    let (mine, theirs) = (seen(a), seen(b));
    let apart = |(day, town): &(PartialDate, usize)| theirs.iter().any(|(other, there)| day == other && town != there);
    common(&a.events, &b.events).is_empty() && mine.len() < 50 && theirs.len() < 50 && mine.iter().any(apart)
}
