//! What is known of an entity that speaks for or against its being another?
//!
//! A [`Feature`] is what one article says of one of its entities, with other entities given by member. A [`Profile`] is the sum of
//! the features of all members that are one so far, with other entities given by the least member of theirs.

use std::collections::BTreeSet;

use super::{
    cluster::{Groups, Member},
    names::{
        body::{BodyName, BodyReader},
        person::PersonName,
    },
};
use crate::{
    knowledge::{Knowledge, Role},
    model::{Argument, Article, ArticleFacts, Fact, Kind, Literal, LocalEntity, PartialDate},
};

/// Of the names of one entity, and of the people beside it, no more than these are looked at.
const MOST_NAMES: usize = 10;
const MOST_COMPANY: usize = 40;

/// What one article says of one of its entities.
#[derive(Clone, Debug)]
pub(super) struct Feature {
    pub(super) kind: Kind,
    pub(super) article: usize,
    pub(super) people: Vec<PersonName>,
    pub(super) bodies: Vec<BodyName>,
    /// Capitals that stand for a name.
    pub(super) acronyms: BTreeSet<String>,
    /// Bodies and places: where a person holds a post; who gave an event; what an organization is part of.
    pub(super) ties: Vec<usize>,
    /// People in the same article; of an organization, those who hold a post there; of an event, those who were there.
    pub(super) company: Vec<usize>,
    pub(super) events: Vec<usize>,
    /// The event that the article is about.
    pub(super) about: Vec<usize>,
    /// Where an event was held.
    pub(super) places: Vec<usize>,
    pub(super) posts: BTreeSet<String>,
    pub(super) themes: BTreeSet<String>,
    pub(super) edition: Option<u32>,
    pub(super) year: Option<i16>,
    pub(super) starts: BTreeSet<PartialDate>,
    pub(super) published: Option<PartialDate>,
    /// An event that the article never names.
    pub(super) unnamed: bool,
    /// Key of the gazetteer row.
    pub(super) gazetteer: Option<String>,
    pub(super) countries: BTreeSet<String>,
    pub(super) wider: BTreeSet<String>,
    pub(super) spots: BTreeSet<String>,
}

/// What is known of the members that are one so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// The least member.
    pub(super) first: usize,
    pub(super) size: usize,
    pub(super) people: BTreeSet<PersonName>,
    pub(super) bodies: BTreeSet<BodyName>,
    pub(super) acronyms: BTreeSet<String>,
    pub(super) ties: BTreeSet<usize>,
    pub(super) company: BTreeSet<usize>,
    pub(super) events: BTreeSet<usize>,
    pub(super) about: BTreeSet<usize>,
    pub(super) places: BTreeSet<usize>,
    pub(super) posts: BTreeSet<String>,
    pub(super) themes: BTreeSet<String>,
    pub(super) editions: BTreeSet<u32>,
    pub(super) years: BTreeSet<i16>,
    pub(super) starts: BTreeSet<PartialDate>,
    pub(super) published: BTreeSet<PartialDate>,
    pub(super) unnamed: bool,
    pub(super) gazetteer: BTreeSet<String>,
    pub(super) countries: BTreeSet<String>,
    /// Of articles that are copies of one another: the first of them, and the article.
    pub(super) copies: BTreeSet<(usize, usize)>,
    /// Gazetteer keys of the regions and countries that an event's places lie in.
    pub(super) wider: BTreeSet<String>,
    /// Gazetteer keys of an event's places.
    pub(super) spots: BTreeSet<String>,
}

impl Profile {
    /// Takes over all that is known of another.
    pub(super) fn absorb(&mut self, other: Self) {
        self.first = self.first.min(other.first);
        self.size += other.size;
        self.unnamed &= other.unnamed;
        extend_some(&mut self.people, other.people);
        extend_some(&mut self.bodies, other.bodies);
        extend(&mut self.acronyms, other.acronyms);
        extend(&mut self.ties, other.ties);
        extend(&mut self.company, other.company);
        extend(&mut self.events, other.events);
        extend(&mut self.about, other.about);
        extend(&mut self.places, other.places);
        extend(&mut self.posts, other.posts);
        extend(&mut self.themes, other.themes);
        extend(&mut self.editions, other.editions);
        extend(&mut self.years, other.years);
        extend(&mut self.starts, other.starts);
        extend(&mut self.published, other.published);
        extend(&mut self.gazetteer, other.gazetteer);
        extend(&mut self.countries, other.countries);
        extend(&mut self.copies, other.copies);
        extend(&mut self.wider, other.wider);
        extend(&mut self.spots, other.spots);
    }
}

/// The smaller set goes into the larger.
fn extend<T: Ord>(into: &mut BTreeSet<T>, mut from: BTreeSet<T>) {
    if into.len() < from.len() {
        std::mem::swap(into, &mut from);
    }
    into.extend(from);
}

/// The same, up to the number of names that is looked at: of many spellings, the first by order.
fn extend_some<T: Ord>(into: &mut BTreeSet<T>, from: BTreeSet<T>) {
    into.extend(from);
    while into.len() > MOST_NAMES {
        into.pop_last();
    }
}

/// The features of all members, in their order.
pub(super) fn features(articles: &[Article], facts: &[&ArticleFacts], members: &[Member], knowledge: &Knowledge) -> Vec<Feature> {
    let reader = BodyReader::new(knowledge);
    let mut first_of = Vec::with_capacity(facts.len());
    let mut count = 0;
    for found in facts {
        first_of.push(count);
        count += found.entities.len();
    }
    let named = |&(article, local): &Member| {
        let home = knowledge.languages.index_of(&facts[article].language);
        let home = home.and_then(|idx| knowledge.languages.all()[idx].home_country.as_deref());
        let mut feature = named(facts[article].entity(local), home, &reader, knowledge);
        feature.article = article;
        feature.published = articles[article].published;
        feature
    };
    let mut features: Vec<Feature> = members.iter().map(named).collect();
    for (article, found) in facts.iter().enumerate() {
        let own = &mut features[first_of[article]..first_of[article] + found.entities.len()];
        for fact in &found.facts {
            relate(fact, found, first_of[article], own, &reader, knowledge);
        }
        let main = found.entities.iter().position(|entity| entity.event.as_ref().is_some_and(|traits| traits.main));
        accompany(own, first_of[article], main);
    }
    features
}

/// What the names of an entity tell.
fn named(entity: &LocalEntity, home: Option<&str>, reader: &BodyReader<'_>, knowledge: &Knowledge) -> Feature {
    let traits = entity.event.clone().unwrap_or_default();
    let mut feature = Feature {
        kind: entity.kind,
        article: 0,
        people: Vec::new(),
        bodies: Vec::new(),
        acronyms: BTreeSet::new(),
        ties: Vec::new(),
        company: Vec::new(),
        events: Vec::new(),
        about: Vec::new(),
        places: Vec::new(),
        posts: BTreeSet::new(),
        themes: BTreeSet::new(),
        edition: traits.edition,
        year: traits.year,
        starts: BTreeSet::new(),
        published: None,
        unnamed: traits.unnamed,
        gazetteer: entity.gazetteer.clone(),
        countries: BTreeSet::new(),
        wider: BTreeSet::new(),
        spots: BTreeSet::new(),
    };
    if entity.kind == Kind::Person {
        feature.people = entity.names.iter().take(MOST_NAMES).filter_map(|name| PersonName::new(name, knowledge)).collect();
        if feature.people.iter().any(|name| !name.is_single()) {
            let whole: BTreeSet<String> =
                feature.people.iter().filter(|name| !name.is_single()).flat_map(|name| name.words.clone()).collect();
            // A single word that is no part of the full name is a name of its own.
            feature.people.retain(|name| !name.is_single() || !whole.contains(&name.words[0]));
        }
    } else if !traits.unnamed {
        let names = traits.series.iter().chain(&entity.names).take(MOST_NAMES);
        let mut read: Vec<BodyName> = names.map(|name| reader.read(name, home)).collect();
        if entity.kind == Kind::Event {
            read.iter_mut().for_each(BodyName::without_numbers);
        }
        feature.acronyms = read.iter().filter(|name| name.acronym).map(BodyName::key).collect();
        let full = read.first().cloned();
        // A shorter form of the same name means something in its own article only.
        read.retain(|name| full.as_ref().is_some_and(|full| name == full || !name.acronym && !name.is_part_of(full)));
        read.dedup();
        feature.countries = read.iter().flat_map(|name| name.countries.clone()).collect();
        feature.bodies = read;
    }
    if let Some(place) = entity.gazetteer.as_deref().and_then(|key| knowledge.gazetteer.by_key(key)) {
        feature.countries.extend(knowledge.gazetteer.place(place).country.map(str::to_owned));
    }
    feature
}

/// What a fact tells of the entities on both its sides.
fn relate(fact: &Fact, found: &ArticleFacts, first: usize, own: &mut [Feature], reader: &BodyReader<'_>, knowledge: &Knowledge) {
    if !fact.stance.is_asserted() {
        return;
    }
    let subject = fact.subject.0 as usize;
    match (&fact.object, knowledge.schema.role_of(&fact.relation)) {
        (Argument::Literal(Literal::Date(date)), Some(Role::Start)) => {
            own[subject].starts.insert(*date);
        }
        (Argument::Literal(Literal::Text { value, .. }), Some(Role::Theme)) => {
            own[subject].themes.insert(reader.read(value, None).key());
        }
        (Argument::Entity(object), Some(role)) => {
            let object = object.0 as usize;
            match role {
                Role::Affiliation => {
                    own[subject].ties.push(first + object);
                    own[object].company.push(first + subject);
                    let countries = own[object].countries.clone();
                    own[subject].countries.extend(countries);
                    let post = fact.post.as_deref().map(|post| reader.read(post, None).coarse).unwrap_or_default();
                    own[subject].posts.extend(post);
                }
                Role::Presence | Role::Speech | Role::Chair => {
                    own[subject].events.push(first + object);
                    own[object].company.push(first + subject);
                }
                Role::Host => {
                    own[subject].events.push(first + object);
                    own[object].ties.push(first + subject);
                }
                Role::Support | Role::Participation => own[subject].events.push(first + object),
                Role::Place => {
                    own[subject].places.push(first + object);
                    let spot = own[object].gazetteer.clone();
                    own[subject].wider.extend(spot.as_deref().map(|key| wider(key, knowledge)).unwrap_or_default());
                    own[subject].spots.extend(spot);
                }
                Role::Part if found.entities[subject].kind == Kind::Organization => own[subject].ties.push(first + object),
                _ => {}
            }
        }
        _ => {}
    }
}

/// Keys of the region and the country that a place lies in.
fn wider(key: &str, knowledge: &Knowledge) -> Vec<String> {
    let Some(place) = knowledge.gazetteer.by_key(key).map(|idx| knowledge.gazetteer.place(idx)) else { return Vec::new() };
    let country = place.country.map(|code| format!("country/{code}"));
    place.region.map(str::to_owned).into_iter().chain(country).filter(|wider| wider != key).collect()
}

/// Tells the people of one article of each other, and of the event that it is about.
fn accompany(own: &mut [Feature], first: usize, main: Option<usize>) {
    let people: Vec<usize> = own
        .iter()
        .enumerate()
        .filter(|(_, feature)| feature.kind == Kind::Person)
        .map(|(idx, _)| idx)
        .take(MOST_COMPANY)
        .collect();
    for &one in &people {
        own[one].about.extend(main.map(|main| first + main));
        own[one].company.extend(people.iter().filter(|&&other| other != one).map(|other| first + other));
    }
}

/// The profiles of all groups of one kind, by their least member; nothing at the others.
pub(super) fn profiles(kind: Kind, features: &[Feature], originals: &[usize], groups: &mut Groups) -> Vec<Option<Profile>> {
    let mut profiles: Vec<Option<Profile>> = vec![None; features.len()];
    let mut copied = vec![false; originals.len()];
    for (article, &original) in originals.iter().enumerate().filter(|(article, original)| article != *original) {
        (copied[article], copied[original]) = (true, true);
    }
    for (member, feature) in features.iter().enumerate().filter(|(_, feature)| feature.kind == kind) {
        let mut roots = |list: &[usize]| list.iter().map(|&other| groups.root(other)).collect::<BTreeSet<_>>();
        let profile = Profile {
            first: member,
            size: 1,
            ties: roots(&feature.ties),
            company: roots(&feature.company),
            events: roots(&feature.events),
            about: roots(&feature.about),
            places: roots(&feature.places),
            people: feature.people.iter().cloned().collect(),
            bodies: feature.bodies.iter().cloned().collect(),
            acronyms: feature.acronyms.clone(),
            posts: feature.posts.clone(),
            themes: feature.themes.clone(),
            editions: feature.edition.into_iter().collect(),
            years: feature.year.into_iter().chain(feature.starts.iter().map(|date| date.year)).collect(),
            starts: feature.starts.clone(),
            published: feature.published.into_iter().collect(),
            unnamed: feature.unnamed,
            gazetteer: feature.gazetteer.iter().cloned().collect(),
            countries: feature.countries.clone(),
            copies: copied[feature.article].then_some((originals[feature.article], feature.article)).into_iter().collect(),
            wider: feature.wider.clone(),
            spots: feature.spots.clone(),
        };
        match &mut profiles[groups.root(member)] {
            Some(known) => known.absorb(profile),
            none => *none = Some(profile),
        }
    }
    profiles
}
