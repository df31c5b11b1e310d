//! Where there can be only one and the articles disagree, which statement goes first?
//!
//! The rule: the one that more independent sources say (copies of one report count once), then the more precise, then the one
//! reported last, then the one read more surely, then by value. What only differs in precision does not contradict: 2021 and
//! 2021-05-22, Wuxi and Jiangsu. Nothing is dropped: what goes second stays, with its quotes.

use std::cmp::Reverse;

use crate::{
    knowledge::{Gazetteer, Knowledge},
    model::{Dataset, EntityIdx, Literal, Object, PartialDate, Rank, Statement},
};

/// Ranks the statements of all relations that can have only one object.
pub(super) fn rank(dataset: &mut Dataset, knowledge: &Knowledge) {
    let single = |relation: &str| knowledge.schema.get(relation).is_some_and(|relation| relation.single);
    let mut ranks = Vec::new();
    let statements = &dataset.statements;
    let mut from = 0;
    for group in statements.chunk_by(|a, b| (a.subject, &a.relation) == (b.subject, &b.relation)) {
        let asserted: Vec<usize> = (from..from + group.len()).filter(|&idx| statements[idx].is_asserted()).collect();
        from += group.len();
        if asserted.len() < 2 || !single(&group[0].relation) {
            continue;
        }
        let agree = |a: usize, b: usize| compatible(&statements[a].object, &statements[b].object, dataset, knowledge);
        let Some(&best) = asserted.iter().min_by_key(|&&idx| order(&statements[idx], dataset, knowledge)) else { continue };
        let outranked: Vec<usize> = asserted.iter().copied().filter(|&other| other != best && !agree(best, other)).collect();
        if !outranked.is_empty() {
            ranks.push((best, Rank::Preferred));
            ranks.extend(outranked.into_iter().map(|other| (other, Rank::Outranked)));
        }
    }
    for (idx, rank) in ranks {
        dataset.statements[idx].rank = rank;
    }
}

/// What goes first sorts first.
fn order<'s>(statement: &'s Statement, dataset: &Dataset, knowledge: &Knowledge) -> impl Ord + use<'s> {
    let claims = || statement.claims.iter().filter(|claim| claim.stance.is_asserted());
    let reported = claims().filter_map(|claim| dataset.article(claim.article).published).max();
    // Positive floats sort as their bits do.
    let surest = claims().map(|claim| claim.confidence.max(0.0).to_bits()).max();
    let precision = precision(&statement.object, dataset, knowledge);
    (Reverse(dataset.n_sources(claims())), Reverse(precision), Reverse(reported), Reverse(surest), &statement.object)
}

fn precision(object: &Object, dataset: &Dataset, knowledge: &Knowledge) -> usize {
    match object {
        Object::Literal(Literal::Date(date)) => usize::from(date.month.is_some()) + usize::from(date.day.is_some()),
        Object::Entity(place) => {
            key_of(*place, dataset, &knowledge.gazetteer).map_or(0, |key| wider(&key, &knowledge.gazetteer).len())
        }
        Object::Literal(_) => 0,
    }
}

/// Whether both can be true.
fn compatible(a: &Object, b: &Object, dataset: &Dataset, knowledge: &Knowledge) -> bool {
    match (a, b) {
        (Object::Literal(Literal::Date(x)), Object::Literal(Literal::Date(y))) => includes(*x, *y) || includes(*y, *x),
        (Object::Entity(x), Object::Entity(y)) => {
            let gazetteer = &knowledge.gazetteer;
            match (key_of(*x, dataset, gazetteer), key_of(*y, dataset, gazetteer)) {
                (Some(x), Some(y)) => x == y || wider(&x, gazetteer).contains(&y) || wider(&y, gazetteer).contains(&x),
                // A venue that no gazetteer knows may lie anywhere.
                _ => true,
            }
        }
        _ => a == b,
    }
}

fn includes(wide: PartialDate, narrow: PartialDate) -> bool {
    wide.includes(narrow)
}

/// Key of the gazetteer row that a place's label and coordinates come from.
fn key_of(place: EntityIdx, dataset: &Dataset, gazetteer: &Gazetteer) -> Option<String> {
    let entity = dataset.entity(place);
    let names = std::iter::once(entity.label.as_str()).chain(entity.names.iter().map(|name| name.text.as_str()));
    let found = names.flat_map(|name| gazetteer.lookup(name)).map(|&idx| gazetteer.place(idx));
    let same = |point: Option<(f64, f64)>| point == entity.point.map(|point| (point.latitude, point.longitude));
    let mut found = found.filter(|place| same(place.point) && place.country == entity.country.as_deref());
    found.next().map(|place| place.key.to_owned())
}

/// Keys of the region and the country that a place lies in.
fn wider(key: &str, gazetteer: &Gazetteer) -> Vec<String> {
    let Some(place) = gazetteer.by_key(key).map(|idx| gazetteer.place(idx)) else { return Vec::new() };
    let country = place.country.map(|code| format!("country/{code}"));
    place.region.map(str::to_owned).into_iter().chain(country).filter(|wider| wider != key).collect()
}
