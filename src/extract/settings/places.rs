//! Where an event takes place: which place of a sentence is the event's.

use super::{Finder, LEAD, OPENING_PLACE, Setting, Trait};
use crate::{
    knowledge::Level,
    model::{Kind, LocalIdx, NameMention, WordClass},
};

impl Finder<'_> {
    pub(super) fn places(&self, candidates: &mut Vec<Setting>) {
        self.place_of_dateline(candidates);
        self.capitals(candidates);
        for (name, place) in self.reading.kind_in(self.tokens(), Kind::Place) {
            let at = name.tokens.start;
            let place = self.town_in_front(name, place).unwrap_or(place);
            let level = self.level(place);
            let venue = level.is_none() && (self.is_venue(name) || self.stands_before_town(name));
            if venue {
                self.town_of_venue(name, candidates);
            }
            if venue || level == Some(Level::Area) || self.leads_chain(name.tokens.end) {
                continue;
            }
            let chain = self.chain_start(at);
            let before = chain.checked_sub(1).filter(|&before| before >= self.sentence.tokens.start);
            let article = before.is_some_and(|before| self.reading.pack.spaced && self.reading.is(before, WordClass::Determiner));
            // `at the Olympia`: a town has no article, a hall has.
            if article && level == Some(Level::City) {
                continue;
            }
            let before = before.map(|before| self.before_place_words(before));
            let prepared = before.is_some_and(|before| self.reading.is(before, WordClass::InPlace)) || self.is_addressed(at);
            let opens = self.opens_sentence(at) && level == Some(Level::City);
            let linked = before.is_some_and(|before| self.reading.is(before, WordClass::HoldVerb))
                || before.is_some_and(|before| self.is_agent(before, name.tokens.end, level))
                || self.receives(name.tokens.end)
                || self.is_stage(name.tokens.end);
            let Some((range, event)) = self.nearest_event(at) else { continue };
            let hold = self.holds_near(at);
            let adjacent = range.end <= chain && chain - range.end <= 2;
            // A country behind a mere verb is somebody who acts.
            let linked = linked && level != Some(Level::Country);
            let told_here = prepared || linked || opens && hold.is_some();
            let names_event = self.reading.pack.spaced && self.reading.is(name.tokens.end, WordClass::EventNoun);
            let denied =
                (at.saturating_sub(4).max(self.sentence.tokens.start)..at).any(|at| self.reading.is(at, WordClass::Negation));
            let meant = self.reading.events_in(self.tokens()).is_empty();
            let acts = meant && level == Some(Level::Country) && self.reading.pack.spaced;
            if acts || denied || names_event || !told_here || self.owned_by_post(at) || self.in_other_clause(&range, at) {
                continue;
            }
            let level = if self.is_city_state(place) { Some(Level::City) } else { level };
            let weight = exactness(level)
                + if hold.is_some() { 3 } else { 0 }
                + if adjacent { 3 } else { 0 }
                + i32::from(self.position < LEAD)
                + self.named(&range)
                + self.of_other_edition(event);
            let rule = if range.is_empty() { OPENING_PLACE } else { "held-in" };
            let trigger = hold.unwrap_or_else(|| name.tokens.clone());
            let cover = range.start.min(at)..range.end.max(name.tokens.end);
            let inner = if range.end <= at { self.held_inside(&range) } else { None };
            for event in inner.map(|(_, inner)| inner).into_iter().chain([event]) {
                let (trigger, cover) = (trigger.clone(), cover.clone());
                candidates.push(Setting { event, what: Trait::Place(place), trigger, cover, rule, weight });
            }
        }
    }

    /// `由海口承办`, in a script without spaces: a town that is given an event.
    fn is_agent(&self, before: usize, end: usize, level: Option<Level>) -> bool {
        let verb = || self.reading.document.hit_at(end, WordClass::HostVerb).is_some();
        !self.reading.pack.spaced && level == Some(Level::City) && self.reading.is(before, WordClass::AgentBy) && verb()
    }

    /// A country with a city of the same name, in a script without spaces: Singapore.
    fn is_city_state(&self, place: LocalIdx) -> bool {
        let gazetteer = &self.reading.knowledge.gazetteer;
        let name = self.reading.entity(place).names.first().filter(|_| !self.reading.pack.spaced);
        let country = self.level(place) == Some(Level::Country);
        country && name.is_some_and(|name| gazetteer.lookup(name).iter().any(|&idx| gazetteer.level(idx) == Level::City))
    }

    /// `di BARUGA Phinisi, Makassar`: a place that nothing but the article knows, set off from a known one behind.
    fn stands_before_town(&self, name: &NameMention) -> bool {
        let town = self.reading.name_at(name.tokens.end + 1).filter(|(next, _)| next.kind == Kind::Place);
        name.rule == "coined-place"
            && self.reading.folded(name.tokens.end) == ","
            && town.is_some_and(|(_, place)| self.level(place) == Some(Level::City))
    }

    /// `in the coastal city of QIONGHAI`: the token in front of the words that belong to a place, the last of which is given.
    fn before_place_words(&self, last: usize) -> usize {
        let skipped = [WordClass::Determiner, WordClass::PlaceHead, WordClass::PlaceModifier, WordClass::PlaceOpener];
        let floor = last.saturating_sub(4).max(self.sentence.tokens.start);
        // `in the PERUVIAN city of Cusco`
        let people = |at: usize| self.reading.pack.demonyms.contains_key(self.reading.document.text(&(at..at + 1)));
        let word = |at: &usize| skipped.iter().any(|&class| self.reading.is(*at, class)) || people(*at);
        (floor..=last).rev().take_while(word).last().map_or(last, |at| at.saturating_sub(1))
    }

    /// The known town that the name of a venue starts with, in a script without spaces.
    fn town_in_front(&self, name: &NameMention, venue: LocalIdx) -> Option<LocalIdx> {
        let text = self.reading.document.text(&name.tokens);
        let spaced = self.reading.pack.spaced || self.level(venue).is_some();
        let towns = (0..).map(LocalIdx).zip(&self.reading.entities).filter(|(_, entity)| entity.gazetteer.is_some() && !spaced);
        let key = self.reading.knowledge.gazetteer.longest_prefix(text).and_then(|(_, places)| places.first());
        let key = key.map(|&idx| self.reading.knowledge.gazetteer.key(idx));
        let mut starting = towns.filter(|(_, entity)| {
            entity.names.iter().any(|town| text.starts_with(town.as_str())) || entity.gazetteer.as_deref() == key
        });
        starting.next().map(|(town, _)| town).filter(|&town| self.level(town) == Some(Level::City))
    }

    /// Where a row of places without anything between them starts: province, city, town.
    pub(super) fn chain_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > self.sentence.tokens.start
            && self.reading.is(start - 1, WordClass::PlaceOpener)
            && self.reading.document.name_at(start - 1).is_none()
            && !self.reading.pack.spaced
        {
            start -= 1;
        }
        let ahead = self.reading.name_before(start).filter(|(name, _)| name.kind == Kind::Place && !self.reading.pack.spaced);
        ahead.map_or(at, |(name, _)| self.chain_start(name.tokens.start))
    }

    /// Whether a smaller place, no venue, stands right behind in a script without spaces.
    pub(super) fn leads_chain(&self, end: usize) -> bool {
        let mut end = end;
        while !self.reading.pack.spaced
            && self.reading.is(end, WordClass::PlaceOpener)
            && self.reading.document.name_at(end).is_none()
        {
            end += 1;
        }
        let next = self.reading.name_at(end).filter(|_| !self.reading.pack.spaced);
        next.is_some_and(|(name, _)| name.kind == Kind::Place && name.rule != "head")
    }

    /// A place that has an event or that one comes to, in a script without spaces: only a date and fillers before the verb, the event
    /// behind it.
    pub(super) fn receives(&self, end: usize) -> bool {
        let light = |at: usize| self.reading.document.date_at(at).is_some() || self.reading.is(at, WordClass::Filler);
        let verb = (end..self.tokens().end.min(end + 14)).find(|&at| !light(at)).filter(|_| !self.reading.pack.spaced);
        let hit = verb.and_then(|at| self.reading.document.hit_at(at, WordClass::HoldVerb));
        let comes = hit.is_some_and(|hit| {
            let behind = hit.tokens.end..self.tokens().end;
            self.reading.events_in(behind).first().is_some_and(|(range, _)| range.start - hit.tokens.end <= 3)
        });
        comes || self.has_event(end)
    }

    /// `良乡村的EVENT`, `良乡村一年一度的EVENT`, in a script without spaces: an event that its place owns.
    fn has_event(&self, end: usize) -> bool {
        let document = self.reading.document;
        let over = |at: usize| document.hit_at(at, WordClass::Determiner).map_or(at, |hit| hit.tokens.end);
        let of = over(end);
        if self.reading.pack.spaced || self.reading.folded(of) != self.reading.pack.of_word {
            return false;
        }
        let behind = of + 1..self.tokens().end.min(of + 6);
        let marks = |mut tokens: std::ops::Range<usize>| tokens.any(|at| matches!(self.reading.folded(at), "," | "，"));
        self.reading
            .events_in(of + 1..self.tokens().end)
            .first()
            .is_some_and(|(range, _)| behind.contains(&range.start) && !marks(of + 1..range.start))
    }

    /// `Alun-alun Malang MENJADI LOKASI festival itu`
    pub(super) fn is_stage(&self, end: usize) -> bool {
        let hit = self.reading.document.hit_at(end, WordClass::PlaceHostVerb);
        hit.is_some_and(|hit| {
            let behind = hit.tokens.end..self.tokens().end.min(hit.tokens.end + 6);
            !self.reading.events_in(behind).is_empty()
        })
    }

    /// Whether nothing but marks, dates and prepositions stands before a token.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        let light = [
            WordClass::InPlace,
            WordClass::OnDate,
            WordClass::PlaceHead,
            WordClass::PlaceOpener,
            WordClass::Determiner,
            WordClass::NameLink,
            WordClass::RangeLink,
        ];
        let skippable = |at: usize| {
            self.reading.document.date_at(at).is_some()
                || self.reading.document.tokens[at].kind == crate::model::TokenKind::Punctuation
                || light.iter().any(|&class| self.reading.is(at, class))
        };
        at >= self.text_start() && (self.text_start()..at).all(skippable)
    }

    pub(super) fn level(&self, place: LocalIdx) -> Option<Level> {
        self.reading.level(place)
    }

    /// `mayor of WUXI`, `representatives from WUXI`.
    pub(super) fn owned_by_post(&self, at: usize) -> bool {
        let of = &self.reading.pack.of_word;
        if self.reading.pack.spaced && !of.is_empty() {
            // Only `of` makes it the post's: scientists meet in Vienna.
            let article = at > self.sentence.tokens.start && self.reading.is(at - 1, WordClass::Determiner);
            let link = at - usize::from(article);
            let linked = link > self.sentence.tokens.start
                && (self.reading.folded(link - 1) == of
                    || self.reading.is(link - 1, WordClass::FromBody) && !self.reading.is(link - 1, WordClass::InPlace));
            let noun = link.saturating_sub(4).max(self.sentence.tokens.start)..link;
            return linked
                && noun.clone().any(|at| self.reading.is(at, WordClass::Post) || self.reading.is(at, WordClass::Message));
        }
        let before = at.saturating_sub(3).max(self.sentence.tokens.start)..at;
        before.clone().any(|at| self.reading.is(at, WordClass::Post) || self.reading.is(at, WordClass::Message))
    }
}

/// How much a place of this level says about where something is.
fn exactness(level: Option<Level>) -> i32 {
    match level {
        Some(Level::City) => 3,
        None => 2,
        Some(Level::Region) => 0,
        _ => -2,
    }
}
