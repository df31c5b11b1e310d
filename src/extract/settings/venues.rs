//! Which town is meant where a sentence tells a building, an address, a capital or `here`.

use super::{ENOUGH, Finder, LEAD, Setting, Trait};
use crate::{
    extract::reading::Reading,
    knowledge::Level,
    model::{Kind, LocalIdx, NameMention, WordClass},
};

impl Finder<'_> {
    /// Whether a name came from a word for a building or site.
    pub(super) fn is_venue(&self, name: &NameMention) -> bool {
        matches!(name.rule, "head" | "venue-opener") || name.rule == "known-name" && !self.reading.pack.spaced
    }

    /// `merasmikan persidangan itu DI SINI`: the article says that its dateline's place is the event's.
    pub(super) fn place_of_dateline(&self, candidates: &mut Vec<Setting>) {
        let reading = self.reading;
        let Some(here) = reading.document.hits_in(self.tokens(), WordClass::Here).next().map(|hit| hit.tokens.clone()) else {
            return;
        };
        let names = reading.document.names.iter().zip(&reading.named);
        let place = names
            .filter(|(name, _)| name.kind == Kind::Place && reading.document.in_dateline(name.tokens.start))
            .map(|(_, &place)| place)
            .next();
        let Some((place, (range, event))) = place.zip(self.nearest_event(here.start)) else { return };
        if self.in_other_clause(&range, here.start) {
            return;
        }
        let hold = self.holds_near(here.start);
        let weight = 4 + if hold.is_some() { 3 } else { 0 } + self.of_other_edition(event);
        let cover = range.start.min(here.start)..range.end.max(here.end);
        candidates.push(Setting { event, what: Trait::Place(place), trigger: here, cover, rule: "here", weight });
    }

    /// `the Kenyan CAPITAL`, `ibu kota Kenya`: the city of that country that the article names, the largest of several.
    pub(super) fn capitals(&self, candidates: &mut Vec<Setting>) {
        let reading = self.reading;
        for at in self.tokens() {
            let Some(end) = reading.pack.capital_nouns.iter().find_map(|noun| self.ends_phrase(at, noun)) else { continue };
            let Some((country, range)) = self.country_of_capital(at, end) else { continue };
            let Some(place) = self.largest_city(&country) else { continue };
            let before = (self.tokens().start..range.start).rev().find(|&at| !reading.is(at, WordClass::Determiner));
            let prepared = before.is_some_and(|at| reading.is(at, WordClass::InPlace));
            let host = reading.has(range.end..self.tokens().end.min(range.end + 3), WordClass::PlaceHostVerb);
            let Some((meant, event)) = self.nearest_event(at).filter(|_| prepared || host) else { continue };
            if self.in_other_clause(&meant, at) {
                continue;
            }
            let hold = self.holds_near(at);
            let weight = 3
                + if hold.is_some() { 3 } else { 0 }
                + i32::from(self.position < LEAD)
                + self.named(&meant)
                + self.of_other_edition(event);
            let cover = meant.start.min(range.start)..meant.end.max(range.end);
            candidates.push(Setting { event, what: Trait::Place(place), trigger: range, cover, rule: "capital", weight });
        }
    }

    /// Where a phrase of small words ends that starts at a token.
    fn ends_phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        if !phrase.starts_with(self.reading.folded(at)) {
            return None;
        }
        let end = at + phrase.split(' ').count();
        phrase.split(' ').eq((at..end).map(|at| self.reading.folded(at))).then_some(end)
    }

    /// The country whose capital is meant, and the words that tell it.
    fn country_of_capital(&self, at: usize, end: usize) -> Option<(String, crate::model::TokenRange)> {
        let reading = self.reading;
        let country = |idx: LocalIdx| {
            let key = reading.entity(idx).gazetteer.clone()?;
            (reading.level(idx) == Some(Level::Country)).then_some(key)
        };
        let demonym = |length: usize| {
            let start = at.checked_sub(length)?;
            let key = reading.pack.demonyms.get(reading.document.text(&(start..at)))?;
            Some((key.clone(), start..end))
        };
        let owner = || {
            let owned = at > 1 && reading.folded(at - 1) == "'s";
            let (name, idx) = reading.name_before(at.checked_sub(1)?).filter(|_| owned)?;
            Some((country(idx)?, name.tokens.start..end))
        };
        let behind = || {
            let link = usize::from(!reading.pack.of_word.is_empty() && reading.folded(end) == reading.pack.of_word);
            let (name, idx) = reading.name_at(end + link).filter(|_| link == 1 || reading.pack.body_follows_title)?;
            Some((country(idx)?, at..name.tokens.end))
        };
        demonym(2).or_else(|| demonym(1)).or_else(owner).or_else(behind)
    }

    /// The largest city of a country that the article names.
    fn largest_city(&self, country: &str) -> Option<LocalIdx> {
        let gazetteer = &self.reading.knowledge.gazetteer;
        let code = country.rsplit('/').next()?;
        let entities = (0..).map(LocalIdx).zip(&self.reading.entities);
        let cities = entities.filter_map(|(idx, entity)| {
            let place = gazetteer.place(gazetteer.by_key(entity.gazetteer.as_deref()?)?);
            (place.level == Level::City && place.country == Some(code)).then_some((place.population, std::cmp::Reverse(idx)))
        });
        cities.max().map(|(_, std::cmp::Reverse(idx))| idx)
    }

    /// `di Hotel Aryaduta PALEMBANG`, `at the KIGALI Convention Centre`: a venue's name that ends or starts with a town the article
    /// knows.
    pub(super) fn town_of_venue(&self, name: &NameMention, candidates: &mut Vec<Setting>) {
        let reading = self.reading;
        let at = name.tokens.start;
        let gazetteer = &reading.knowledge.gazetteer;
        let entity_of = |key: &str| {
            let entities = (0..).map(LocalIdx).zip(&reading.entities);
            entities.filter(|(_, entity)| entity.gazetteer.as_deref() == Some(key)).map(|(idx, _)| idx).next()
        };
        let endings = (name.tokens.start + 1..name.tokens.end).map(|from| from..name.tokens.end);
        let openings = (name.tokens.start + 1..name.tokens.end).rev().map(|to| name.tokens.start..to);
        let known = endings.chain(openings).find_map(|words| {
            let town = gazetteer.lookup(reading.document.text(&words)).first().map(|&idx| gazetteer.place(idx))?;
            entity_of(town.key).filter(|_| town.level == Level::City)
        });
        let before = (self.tokens().start..at).rev().find(|&at| !reading.is(at, WordClass::Determiner));
        let prepared = before.is_some_and(|at| reading.is(at, WordClass::InPlace)) || self.is_stage(name.tokens.end);
        let (Some(place), Some((range, event))) = (known.filter(|_| prepared), self.nearest_event(at)) else {
            return;
        };
        let hold = self.holds_near(at);
        let weight = 2
            + if hold.is_some() { 3 } else { 0 }
            + i32::from(self.position < LEAD)
            + self.named(&range)
            + self.of_other_edition(event);
        let cover = range.start.min(at)..range.end.max(name.tokens.end);
        let trigger = hold.unwrap_or_else(|| name.tokens.clone());
        candidates.push(Setting { event, what: Trait::Place(place), trigger, cover, rule: "town-of-venue", weight });
    }

    /// `di Grha Sarina Vidi, SLEMAN`, `di Aula Barat ITB BANDUNG`: capitals that name nothing known, between a preposition and the town.
    fn behind_unnamed_venue(&self, at: usize) -> bool {
        let comma = usize::from(at > 0 && self.reading.folded(at - 1) == ",");
        if at < self.sentence.tokens.start + 2 + comma || comma == 0 && !self.reading.pack.body_follows_title {
            return false;
        }
        let capital = |at: &usize| self.reading.document.tokens[*at].is_capital() && !self.reading.is(*at, WordClass::Post);
        let floor = self.sentence.tokens.start.max(at.saturating_sub(8));
        let start = (floor..at - comma).rev().take_while(capital).last();
        start.is_some_and(|start| {
            let opened = start > floor && self.reading.is(start - 1, WordClass::InPlace);
            opened && (comma == 1 || self.reading.document.name_at(start).is_none())
        })
    }

    /// Whether a town stands behind what has the preposition: a street, a building, the event.
    pub(super) fn is_addressed(&self, at: usize) -> bool {
        self.inside_address(at) || self.behind_unnamed_venue(at) || self.behind_venue(at) || self.behind_event(at)
    }

    /// `at the Shangri-La Hotel KUALA LUMPUR`: a town right behind a building that has the preposition.
    fn behind_venue(&self, at: usize) -> bool {
        let venue = self
            .reading
            .name_before(at)
            .filter(|(name, _)| self.reading.pack.spaced && name.kind == Kind::Place && self.is_venue(name));
        venue.is_some_and(|(name, _)| {
            let before = (self.tokens().start..name.tokens.start).rev().find(|&at| !self.reading.is(at, WordClass::Determiner));
            before.is_some_and(|at| self.reading.is(at, WordClass::InPlace))
        })
    }

    /// `at the Salt Forum, GHENT,`: a town set off by commas behind the event's name.
    fn behind_event(&self, at: usize) -> bool {
        let comma = at > self.tokens().start && self.reading.folded(at - 1) == "," && self.reading.pack.spaced;
        let event = comma.then(|| self.reading.name_before(at - 1)).flatten().filter(|(name, _)| name.kind == Kind::Event);
        let end = self.reading.name_at(at).map_or(at, |(name, _)| name.tokens.end);
        let closed =
            self.reading.folded(end) == "," || self.reading.folded(end) == "." || self.reading.document.date_at(end).is_some();
        event.is_some() && closed && self.reading.name_at(at).is_some_and(|(_, place)| self.level(place) == Some(Level::City))
    }

    /// `at the Hall, WUXI`: a place behind a comma, whose street or venue had the preposition.
    pub(super) fn inside_address(&self, at: usize) -> bool {
        if at < self.sentence.tokens.start + 2 || self.reading.folded(at - 1) != "," {
            return false;
        }
        self.reading.name_before(at - 1).is_some_and(|(name, _)| {
            let start = name.tokens.start;
            let preposition = (start.saturating_sub(2)..start).any(|at| {
                self.reading.is(at, WordClass::InPlace)
                    || self.reading.is(at, WordClass::Copula)
                    || self.reading.is(at, WordClass::HoldVerb)
            });
            let seat = name.kind == Kind::Organization && start > 0 && self.reading.is(start - 1, WordClass::InPlace);
            seat || name.kind == Kind::Place && (preposition || self.inside_address(start))
        })
    }
}

/// The town of the dateline, where the name of the main event has it too and nothing else tells the place.
pub(super) fn place_in_name(reading: &Reading<'_>, chosen: &[Setting]) -> Option<Setting> {
    let main = reading.main?;
    if chosen.iter().any(|setting| setting.event == main && matches!(setting.what, Trait::Place(_))) {
        return None;
    }
    let names = reading.document.names.iter().zip(&reading.named);
    let told = |place: LocalIdx| chosen.iter().any(|setting| matches!(setting.what, Trait::Place(other) if other == place));
    let (name, &place) = names.filter(|(name, _)| name.kind == Kind::Place).find(|(name, place)| {
        let towns = reading
            .entity(**place)
            .names
            .iter()
            .any(|town| reading.entity(main).names.iter().any(|event| contains_word(reading, event, town)));
        let in_body = !reading.pack.spaced && reading.level(**place) == Some(Level::City) && !reading.is_planned(main);
        (reading.document.in_dateline(name.tokens.start) || told(**place) || in_body) && towns
    })?;
    let cover = name.tokens.clone();
    Some(Setting {
        event: main,
        what: Trait::Place(place),
        trigger: cover.clone(),
        cover,
        rule: "dateline-and-name",
        weight: ENOUGH,
    })
}

/// Whether a name has another, in any case, among its words.
fn contains_word(reading: &Reading<'_>, name: &str, word: &str) -> bool {
    if !reading.pack.spaced {
        return name.contains(word);
    }
    let (name, word) = (name.to_lowercase(), word.to_lowercase());
    name.split_whitespace().any(|part| part == word)
}
