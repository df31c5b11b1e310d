//! What does a reader say that an article states? The labels of one article, checked.
//!
//! `LABELS.md` tells how the file is written.

use std::{collections::BTreeSet, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, Visitor},
};
use serde_json::Value;

use crate::{
    diag::{Error, ErrorKind, Result},
    knowledge::{Range, Schema},
    model::{Kind, PartialDate},
};

/// The labels of one article.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// The name of the files without their endings; not used.
    #[serde(default)]
    pub id: Option<String>,
    /// Tag of the language of the article, to measure one language alone.
    #[serde(default)]
    pub lang: Option<String>,
    /// Address of the page.
    #[serde(default)]
    pub source: Option<String>,
    /// Day, month or year of publication.
    #[serde(default)]
    pub published: Option<PartialDate>,
    /// Gatherings by key.
    #[serde(default)]
    pub(super) events: Keyed<EventLabel>,
    /// Names of people by key.
    #[serde(default)]
    pub(super) people: Keyed<Vec<String>>,
    /// Names of organizations by key.
    #[serde(default)]
    pub(super) orgs: Keyed<Vec<String>>,
    /// Names of places by key.
    #[serde(default)]
    pub(super) places: Keyed<Vec<String>>,
    /// Relation, subject, object and perhaps a detail.
    #[serde(default)]
    pub(super) facts: Vec<Vec<String>>,
    /// The same for facts that count neither for nor against.
    #[serde(default)]
    pub(super) optional: Vec<Vec<String>>,
    /// Keys of entities that may be found or not.
    #[serde(default, rename = "optionalEntities")]
    pub(super) optional_entities: BTreeSet<String>,
}

/// A gathering.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventLabel {
    /// Every name, the fullest first.
    pub(super) names: Vec<String>,
    /// The gathering that the article is about.
    #[serde(default)]
    pub(super) main: bool,
    /// The article never names it; its name is a description.
    #[serde(default)]
    pub(super) unnamed: bool,
    /// Where it is held.
    #[serde(default)]
    pub(super) city: Option<Vec<String>>,
    /// First day, at the precision of the article.
    #[serde(default)]
    pub(super) start: Option<PartialDate>,
    #[serde(default, rename = "end")]
    _end: Option<PartialDate>,
    #[serde(default)]
    pub(super) theme: Option<Vec<String>>,
    #[serde(default, rename = "series")]
    _series: Option<String>,
    #[serde(default, rename = "edition")]
    _edition: Option<Value>,
}

/// The parts of the labels that list what is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    People,
    Orgs,
    Places,
    Events,
}

impl Section {
    pub(super) const ALL: [Self; 4] = [Self::People, Self::Orgs, Self::Places, Self::Events];

    /// Its key in the file, and its row in the table of figures.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Orgs => "orgs",
            Self::Places => "places",
            Self::Events => "events",
        }
    }

    /// Where an entity of this class is listed.
    pub(super) fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Person => Some(Self::People),
            Kind::Organization => Some(Self::Orgs),
            Kind::Place => Some(Self::Places),
            Kind::Event => Some(Self::Events),
            Kind::EventSeries => None,
        }
    }
}

/// An object of the file, in its order; a key that stands there twice is refused.
#[derive(Clone, Debug)]
pub(super) struct Keyed<T>(pub(super) Vec<(String, T)>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Keyed<T> {
    pub(super) fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Keyed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Keyed<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of keys such as \"P1\"")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
                let mut entries: Vec<(String, T)> = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, T>()? {
                    if entries.iter().any(|(known, _)| *known == key) {
                        return Err(A::Error::custom(format!("the key «{key}» stands there twice")));
                    }
                    entries.push((key, value));
                }
                Ok(Keyed(entries))
            }
        }
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

impl Labels {
    /// Reads and checks the labels of the file `name`.
    ///
    /// # Errors
    /// No JSON, an unknown key, a date that is none, an entity without a name, a fact on something that is not listed: with file
    /// and place.
    pub fn parse(name: &str, json: &str, schema: &Schema) -> Result<Self> {
        let bad = |message: String| {
            let hint = "LABELS.md tells how labels are written";
            Error::new(ErrorKind::BadInput, format!("labels {name}: {message}")).with_hint(hint)
        };
        let labels: Self = serde_json::from_str(json).map_err(|error| bad(error.to_string()))?;
        labels.check(schema).map_err(bad)?;
        Ok(labels)
    }

    fn check(&self, schema: &Schema) -> Result<(), String> {
        let mut keys = BTreeSet::new();
        for section in Section::ALL {
            for (key, names) in self.listed(section) {
                if names.is_empty() {
                    return Err(format!("{}.{key}: has no name", section.name()));
                }
                if !keys.insert(key) {
                    return Err(format!("{}.{key}: the key is taken; each is used once in a file", section.name()));
                }
            }
        }
        for (list, facts) in [("facts", &self.facts), ("optional", &self.optional)] {
            for (idx, fact) in facts.iter().enumerate() {
                self.check_fact(fact, schema).map_err(|message| format!("{list}[{idx}] {fact:?}: {message}"))?;
            }
        }
        match self.optional_entities.iter().find(|key| !keys.contains(key.as_str())) {
            Some(key) => Err(format!("optionalEntities: {}", unlisted(key))),
            None => Ok(()),
        }
    }

    fn check_fact(&self, fact: &[String], schema: &Schema) -> Result<(), String> {
        let [relation, subject, object, detail @ ..] = fact else {
            return Err("expected [relation, subject, object] or [relation, subject, object, detail]".to_owned());
        };
        if detail.len() > 1 {
            return Err("has more than one detail".to_owned());
        }
        let known = super::tally::relations(schema);
        let Some(found) = known.iter().find(|known| known.facts_name == *relation) else {
            let names: Vec<_> = known.iter().map(|relation| relation.facts_name.as_str()).collect();
            return Err(format!("«{relation}» is no relation that is scored; one of {}", names.join(", ")));
        };
        if !found.range.iter().any(|range| matches!(range, Range::Entity(_))) {
            return Err("dates are given with the event".to_owned());
        }
        let takes_event = [found.domain.contains(&Kind::Event), found.range.contains(&Range::Entity(Kind::Event))];
        for ((key, takes_event), side) in [subject, object].into_iter().zip(takes_event).zip(["subject", "object"]) {
            let section = self.section(key).ok_or_else(|| unlisted(key))?;
            if takes_event != (section == Section::Events) {
                let expected = if takes_event { "an event" } else { "no event" };
                return Err(format!("the {side} of {relation} must be {expected}, and {key} is one of {}", section.name()));
            }
        }
        Ok(())
    }

    /// Where the key is listed.
    fn section(&self, key: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|&section| self.listed(section).iter().any(|(known, _)| *known == key))
    }

    /// Keys and names of a section, in the order of the file.
    pub(super) fn listed(&self, section: Section) -> Vec<(&str, &[String])> {
        match section {
            Section::People => names(&self.people),
            Section::Orgs => names(&self.orgs),
            Section::Places => names(&self.places),
            Section::Events => self.events.0.iter().map(|(key, event)| (key.as_str(), event.names.as_slice())).collect(),
        }
    }

    /// What a key stands for, in words; what is no key stands for itself.
    pub(super) fn words<'a>(&'a self, key: &'a str) -> &'a str {
        let listed = Section::ALL.into_iter().flat_map(|section| self.listed(section));
        listed.into_iter().find(|(known, _)| *known == key).map_or(key, |(_, names)| names[0].as_str())
    }
}

fn names(keyed: &Keyed<Vec<String>>) -> Vec<(&str, &[String])> {
    keyed.0.iter().map(|(key, names)| (key.as_str(), names.as_slice())).collect()
}

fn unlisted(key: &str) -> String {
    format!("«{key}» is no key of people, orgs, places or events")
}
