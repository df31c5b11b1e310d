//! Who is drawn where in the network of a report?

use std::collections::BTreeMap;

use super::data::Drawing;
use crate::{
    ask::Index,
    model::EntityIdx,
    network::{
        CommunitiesReport, CommunityOptions, Context, Measure, Network, Options, Point, communities, components, layout, ranking,
        typical,
    },
};

/// At most so many people are given a place: those with the most ties. More dots can be neither read nor pointed at.
const MOST: usize = 600;
/// Room between two parts, and around a part for names; the distance between neighbours is about 1.
const GAP: f64 = 2.0;
/// Width of the picture over its height.
const ASPECT: f64 = 1.5;

/// The people tied by the events they shared, as far as `row` gives them a row in the table of entities.
pub(super) fn drawing(index: &Index<'_>, row: impl Fn(EntityIdx) -> Option<usize>) -> Drawing {
    let schema = &index.knowledge.schema;
    let whole = Network::build(index.dataset, schema, &Options::default());
    let Some(degree) = Measure::named("degree") else { return Drawing::default() };
    let ranked: Vec<_> = ranking(&whole, degree, whole.len()).into_iter().filter(|rank| row(rank.entity).is_some()).collect();
    let mut drawn: Vec<EntityIdx> = ranked.iter().take(MOST).map(|rank| rank.entity).collect();
    drawn.sort_unstable();
    let shown = whole.part(|entity| drawn.binary_search(&entity).is_ok());
    let found = communities(&whole, &CommunityOptions::default());
    let typical = typical(&whole, index.dataset, schema, &found.members);
    let report = CommunitiesReport::new(&whole, index.dataset, &found, &typical);
    let community: BTreeMap<EntityIdx, usize> =
        found.members.iter().enumerate().flat_map(|(number, members)| members.iter().map(move |&m| (m, number))).collect();
    let places = arranged(&shown);
    let mut nodes = Vec::new();
    let mut position = BTreeMap::new();
    for rank in ranked.iter().take(MOST) {
        let (Some(entity), Some(place)) = (row(rank.entity), places.get(&rank.entity)) else { continue };
        position.insert(rank.entity, nodes.len());
        let community = community.get(&rank.entity).copied().unwrap_or_default();
        nodes.push((entity, hundredths(place.x), hundredths(place.y), whole.neighbours(rank.entity).len(), community));
    }
    let event = |&context: &Context| {
        let people: Vec<usize> = shown.members(context).iter().filter_map(|person| position.get(person).copied()).collect();
        Some((row(context.event()?)?, people))
    };
    Drawing {
        nodes,
        people: whole.len(),
        ties: whole.n_ties(),
        events: shown.contexts().iter().filter_map(event).collect(),
        communities: report.communities.iter().map(|community| (community.name.clone(), community.members.len())).collect(),
        reading: report.reading,
    }
}

fn hundredths(length: f64) -> f64 {
    let rounded = (length * 100.0).round() / 100.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// A part with the room it takes.
struct Part {
    nodes: Vec<(EntityIdx, Point)>,
    width: f64,
    height: f64,
}

/// A place for everyone: each part of the network by itself, the largest first, in rows that make a page.
fn arranged(network: &Network) -> BTreeMap<EntityIdx, Point> {
    let parts: Vec<Part> = components(network).into_iter().map(|nodes| part(network, nodes)).collect();
    let area: f64 = parts.iter().fold(0.0, |sum, part| sum + part.width * part.height);
    let room = parts.iter().map(|part| part.width).fold((area * ASPECT).sqrt() * 1.1, f64::max);
    let mut places = BTreeMap::new();
    let (mut left, mut top, mut height) = (0.0, 0.0, 0.0_f64);
    for part in parts {
        if left > 0.0 && left + part.width > room {
            (left, top, height) = (0.0, top + height, 0.0);
        }
        places.extend(part.nodes.iter().map(|(entity, place)| (*entity, Point { x: left + place.x, y: top + place.y })));
        left += part.width;
        height = height.max(part.height);
    }
    places
}

/// One part, with its top left corner at the origin.
fn part(network: &Network, nodes: Vec<EntityIdx>) -> Part {
    let places = layout(network, &nodes);
    let least = |of: fn(&Point) -> f64| places.iter().map(of).fold(f64::MAX, f64::min);
    let most = |of: fn(&Point) -> f64| places.iter().map(of).fold(f64::MIN, f64::max);
    let (left, top) = (least(|p| p.x), least(|p| p.y));
    let (width, height) = (most(|p| p.x) - left + GAP, most(|p| p.y) - top + GAP);
    let moved = places.iter().map(|p| Point { x: p.x - left + GAP / 2.0, y: p.y - top + GAP / 2.0 });
    Part { nodes: nodes.into_iter().zip(moved).collect(), width, height }
}
