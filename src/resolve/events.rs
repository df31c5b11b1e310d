//! Which events of different articles are one gathering: by name, edition, year, date, place, theme, hosts and people.
//!
//! A series has the same name, town and host every year. So besides what tells the series, something must tell the edition: its
//! number, its year, its days, its theme, who was there, or, where nothing is dated, that the articles are of the same weeks.

use super::{
    names::body::BodyName,
    profile::Profile,
    settle::{Blocks, Judge, settle},
    world::{Acronyms, World, common, in_copies},
};
use crate::model::{Kind, PartialDate, Reason};

const ENOUGH: f64 = 5.0;
const DOUBTFUL: f64 = 4.0;

const SAME_NAME: f64 = 4.0;
const SAME_MEANING: f64 = 3.5;
/// A name of so many words is no coincidence.
const LONG: usize = 5;
const LONG_NAME: f64 = 2.0;
const GENERIC_NAME: f64 = 1.0;
const SAME_ACRONYM: f64 = 3.0;
const SIMILAR_NAME: f64 = 2.0;
const SIMILAR: f64 = 0.6;
/// The same number in the same series is the same, even where the articles disagree on town and day.
const SAME_EDITION: f64 = 4.0;
const SAME_YEAR: f64 = 2.0;
const SAME_DAY: f64 = 3.0;
const SAME_MONTH: f64 = 1.0;
const OTHER_DAY: f64 = -2.0;
const SAME_WEEKS: f64 = 1.0;
const SAME_CITY: f64 = 1.0;
const OTHER_CITY: f64 = -3.0;
const SAME_THEME: f64 = 4.0;
const SAME_HOST: f64 = 1.5;
const SAME_PERSON: f64 = 0.75;
/// Who is named in more articles than this is at many events.
const BUSY: usize = 10;
const BUSY_PERSON: f64 = 0.25;
/// Fewer people than these come every year.
const SOME_PEOPLE: f64 = 1.5;
const COPIES: f64 = 3.0;
/// The most that hosts, and people, can weigh.
const MOST_HOSTS: f64 = 3.0;
const MOST_PEOPLE: f64 = 4.5;
/// Days that reports of one gathering may be apart.
const WEEKS: i32 = 30;

/// Joins events.
pub(super) fn join(world: &mut World<'_>) {
    let mut profiles = world.profiles(Kind::Event);
    let acronyms = world.acronyms(Kind::Event);
    let sizes = world.sizes();
    let blocks = blocks(&profiles);
    let reasons = |a: &Profile, b: &Profile| reasons(a, b, &acronyms, &sizes);
    let judge = Judge { reasons: &reasons, enough: ENOUGH, doubtful: DOUBTFUL };
    settle(blocks, &judge, &mut profiles, &mut world.groups);
}

fn blocks(profiles: &[Option<Profile>]) -> Blocks {
    let mut blocks = Blocks::default();
    for (member, profile) in profiles.iter().enumerate() {
        let Some(profile) = profile else { continue };
        for theme in &profile.themes {
            blocks.add(0, &format!("theme {theme}"), member);
        }
        let names =
            profile.bodies.iter().map(BodyName::key).chain(profile.acronyms.iter().map(|acronym| format!("acronym {acronym}")));
        for name in names {
            for year in &profile.years {
                blocks.add(0, &format!("{name} {year}"), member);
            }
            for edition in &profile.editions {
                blocks.add(0, &format!("{name} no {edition}"), member);
            }
            for date in &profile.published {
                // the same month or the next
                let month = date.month.map_or(0, |month| i32::from(date.year) * 12 + i32::from(month));
                blocks.add(1, &format!("{name} in {month}"), member);
                blocks.add(1, &format!("{name} in {}", month + 1), member);
            }
            blocks.add(2, &name, member);
        }
        for date in profile.starts.iter().filter(|date| date.day.is_some()) {
            for near in profile.places.iter().chain(&profile.ties) {
                blocks.add(1, &format!("{date} {near}"), member);
            }
        }
    }
    blocks
}

fn reasons(a: &Profile, b: &Profile, acronyms: &Acronyms, sizes: &[usize]) -> Option<Vec<Reason>> {
    let other_edition = !a.editions.is_empty() && !b.editions.is_empty() && common(&a.editions, &b.editions).is_empty();
    let other_year = !a.years.is_empty() && !b.years.is_empty() && common(&a.years, &b.years).is_empty();
    if other_edition || other_year {
        return None;
    }
    let mut reasons = Vec::new();
    let theme = common(&a.themes, &b.themes).first().map(|theme| format!("same theme: {theme}"));
    match (name(a, b, acronyms), &theme) {
        (Some(found), _) => reasons.extend(found),
        // Two that both have names, and other names, are two.
        (None, None) if !a.unnamed && !b.unnamed => return None,
        (None, _) => {}
    }
    reasons.extend(theme.map(|what| Reason { what, weight: SAME_THEME }));
    let told = reasons.len();
    edition(a, b, &mut reasons)?;
    surroundings(a, b, sizes, &mut reasons);
    // Much happens in one town on one day: what no name and no theme joins, those who held it or came must.
    if told == 0 && !reasons.iter().any(|reason| reason.what == HOSTS || reason.what == PEOPLE && reason.weight >= SOME_PEOPLE) {
        return None;
    }
    let tells_edition =
        theme_or(&reasons[..told]) || reasons[told..].iter().any(|reason| reason.weight > 0.0 && !is_of_series(reason));
    tells_edition.then_some(reasons)
}

fn theme_or(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| reason.what.starts_with("same theme"))
}

/// What a series has every year tells no edition.
fn is_of_series(reason: &Reason) -> bool {
    reason.what == TOWN || reason.what == HOSTS || reason.what == PEOPLE && reason.weight < SOME_PEOPLE
}

const TOWN: &str = "same town";
const HOSTS: &str = "same hosts";
const PEOPLE: &str = "the same people were there";

/// What their names say; nothing if one has none or they differ.
fn name(a: &Profile, b: &Profile, acronyms: &Acronyms) -> Option<Vec<Reason>> {
    let mut best: Option<(f64, Vec<Reason>)> = None;
    for (x, y) in a.bodies.iter().flat_map(|x| b.bodies.iter().map(move |y| (x, y))) {
        let mut found = Vec::new();
        if let Some(same) = x.compare(y).filter(|same| same.weight >= 1.5) {
            // A name made of nothing but common words may still be long.
            let weight = match (x.generic, x.han == y.han) {
                (true, _) if x.len() < 3 => GENERIC_NAME,
                (_, true) => SAME_NAME,
                (_, false) => SAME_MEANING,
            };
            found.push(Reason { what: same.what, weight });
            if x.len() >= LONG {
                found.push(Reason { what: "a long name".to_owned(), weight: LONG_NAME });
            }
        } else if x.overlap(y) >= SIMILAR && x.len() >= 3 && !x.is_part_of(y) && !y.is_part_of(x) {
            found.push(Reason { what: format!("similar names: {} = {}", x.text, y.text), weight: SIMILAR_NAME });
        } else {
            continue;
        }
        let score = found.iter().map(|reason| reason.weight).sum();
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, found));
        }
    }
    if best.is_none() {
        let acronym = common(&a.acronyms, &b.acronyms).into_iter().next()?;
        let only = acronyms.get(acronym).is_none_or(|full| full.len() <= 1);
        let what = format!("same acronym: {}", acronym.to_uppercase());
        return only.then(|| vec![Reason { what, weight: SAME_ACRONYM }]);
    }
    best.map(|(_, found)| found)
}

/// What tells the edition; none if the days rule it out.
fn edition(a: &Profile, b: &Profile, reasons: &mut Vec<Reason>) -> Option<()> {
    let mut add = |what: String, weight: f64| reasons.push(Reason { what, weight });
    if let Some(edition) = common(&a.editions, &b.editions).first() {
        add(format!("same edition: {edition}"), SAME_EDITION);
    }
    if let Some(year) = common(&a.years, &b.years).first() {
        add(format!("same year: {year}"), SAME_YEAR);
    }
    let days = a.starts.iter().flat_map(|x| b.starts.iter().map(move |y| (*x, *y)));
    let nearest = days.map(|(x, y)| (closeness(x, y), x, y)).min_by_key(|(close, ..)| *close);
    match nearest {
        Some((Closeness::Day, x, _)) => add(format!("same day: {x}"), SAME_DAY),
        Some((Closeness::Included, x, y)) => add(format!("{x} and {y} may be one"), SAME_MONTH),
        Some((Closeness::Near, x, y)) => add(format!("{x} and {y} are days apart"), OTHER_DAY),
        Some((Closeness::Far, ..)) => return None,
        None => {
            let undated =
                |profile: &Profile| profile.starts.is_empty() && profile.years.is_empty() && profile.editions.is_empty();
            let reported = a.published.iter().flat_map(|x| b.published.iter().filter_map(move |y| days_between(*x, *y)));
            match reported.min() {
                Some(days) if days <= WEEKS => add("reported in the same weeks".to_owned(), SAME_WEEKS),
                Some(days) if days > 300 => add("reported in different years".to_owned(), -3.0),
                None if undated(a) && undated(b) => add("nothing tells them apart".to_owned(), SAME_WEEKS),
                _ => {}
            }
        }
    }
    Some(())
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    Day,
    Included,
    Near,
    Far,
}

fn closeness(x: PartialDate, y: PartialDate) -> Closeness {
    if x == y && x.day.is_some() {
        return Closeness::Day;
    }
    if x.includes(y) || y.includes(x) {
        return Closeness::Included;
    }
    if days_between(x, y).is_some_and(|days| days <= 3) { Closeness::Near } else { Closeness::Far }
}

/// Days between two dates that are known to the day or the month.
fn days_between(x: PartialDate, y: PartialDate) -> Option<i32> {
    let number = |date: PartialDate| {
        let month = i32::from(date.month?);
        Some(i32::from(date.year) * 372 + month * 31 + i32::from(date.day.unwrap_or(15)))
    };
    Some((number(x)? - number(y)?).abs())
}

/// Town, hosts, people, copies.
fn surroundings(a: &Profile, b: &Profile, sizes: &[usize], reasons: &mut Vec<Reason>) {
    let mut add = |what: &str, weight: f64| reasons.push(Reason { what: what.to_owned(), weight });
    if !common(&a.places, &b.places).is_empty() {
        add(TOWN, SAME_CITY);
    } else if !a.spots.is_empty()
        && !b.spots.is_empty()
        && common(&a.spots, &b.wider).is_empty()
        && common(&b.spots, &a.wider).is_empty()
    {
        add("other towns", OTHER_CITY);
    }
    let hosts = common(&a.ties, &b.ties).len() as f64 * SAME_HOST;
    if hosts > 0.0 {
        add(HOSTS, hosts.min(MOST_HOSTS));
    }
    let people: f64 =
        common(&a.company, &b.company).iter().map(|&&person| if sizes[person] > BUSY { BUSY_PERSON } else { SAME_PERSON }).sum();
    if people > 0.0 {
        add(PEOPLE, people.min(MOST_PEOPLE));
    }
    if in_copies(a, b) {
        add("told in copies of one report", COPIES);
    }
}
