//! Known places among capitals, with the words beside them that belong to them.

use super::{Segment, Sort, chunk::Chunker};
use crate::{
    knowledge::{Knowledge, Language, Level, PlaceIdx, fold},
    model::{Document, Kind, TokenKind, TokenRange, WordClass},
};

/// A city below this population counts as a place only where nothing speaks against it.
const SMALL_CITY: u64 = 100_000;
/// A city below this population may as well be a person of its name, where the text speaks for one.
const KNOWN_CITY: u64 = 500_000;

/// No known place has more tokens in its name.
const LONGEST: usize = 6;

/// A place of the gazetteer that stands in the text.
#[derive(Clone, Copy)]
pub(super) struct KnownPlace<'a> {
    key: &'a str,
    end: usize,
    /// None if an alias of the language names a place that the gazetteer lacks.
    idx: Option<PlaceIdx>,
}

/// The known places of a document, looked up once: the stages ask for them again and again.
pub(super) struct KnownPlaces<'a> {
    /// Longest first for each token that starts one.
    places: Vec<KnownPlace<'a>>,
    /// For each token, and for the end, the index of the first place that starts there or further on.
    first: Vec<usize>,
}

impl<'a> KnownPlaces<'a> {
    pub(super) fn find(document: &'a Document<'a>, knowledge: &'a Knowledge) -> Self {
        let finder = Finder { document, knowledge, pack: &knowledge.languages.all()[document.language] };
        let mut places = Vec::new();
        let mut first = Vec::with_capacity(document.tokens.len() + 1);
        for at in 0..document.tokens.len() {
            first.push(places.len());
            if document.tokens[at].is_capital() {
                finder.places_at(at, &mut places);
            }
        }
        first.push(places.len());
        Self { places, first }
    }

    /// The longest known place that starts at a token and ends before another.
    fn longest(&self, at: usize, end: usize) -> Option<&KnownPlace<'a>> {
        let (from, to) = (*self.first.get(at)?, *self.first.get(at + 1)?);
        self.places[from..to].iter().find(|place| place.end <= end)
    }
}

struct Finder<'a> {
    document: &'a Document<'a>,
    knowledge: &'a Knowledge,
    pack: &'a Language,
}

impl<'a> Finder<'a> {
    /// Adds the known places that start at a token, the longest first.
    fn places_at(&self, at: usize, places: &mut Vec<KnownPlace<'a>>) {
        let document = self.document;
        let gap = |at: &usize| document.tokens[*at].span.start > document.tokens[*at - 1].span.end;
        let last = document.tokens.len().min(at + LONGEST);
        let first_end = (at + 1..last).find(gap).unwrap_or(last);
        let mut most_words = None;
        for end in (at + 1..=last).rev() {
            if end > at + 1 && !document.tokens[end - 1].is_capital() {
                continue;
            }
            let text = document.text(&(at..end));
            if let Some(key) = self.pack.place_aliases.get(text) {
                places.push(KnownPlace { key, end, idx: self.knowledge.gazetteer.by_key(key) });
                continue;
            }
            let n_gaps = (at + 1..end).filter(gap).count();
            let most = || self.most_words(document.text(&(at..first_end)));
            if n_gaps > 0 && n_gaps >= *most_words.get_or_insert_with(most) {
                continue;
            }
            if let Some(&idx) = self.knowledge.gazetteer.lookup(text).first()
                && self.is_plausible(&(at..end), idx)
            {
                places.push(KnownPlace { key: self.knowledge.gazetteer.key(idx), end, idx: Some(idx) });
            }
        }
    }

    /// How many words the longest name of a place has that starts with a word.
    fn most_words(&self, first: &str) -> usize {
        self.knowledge.gazetteer.most_words(fold(first).split(' ').next().unwrap_or_default())
    }

    fn is_plausible(&self, words: &TokenRange, idx: PlaceIdx) -> bool {
        let (level, population) = (self.knowledge.gazetteer.level(idx), self.knowledge.gazetteer.population(idx));
        let calendar = &self.knowledge.calendars[self.document.language];
        let token = &self.document.tokens[words.start];
        let common = self.document.is_any(
            words.start,
            WordClass::NotName.bit()
                | WordClass::Post.bit()
                | WordClass::EventNoun.bit()
                | WordClass::OrganizationHead.bit()
                | WordClass::Honorific.bit(),
        );
        let month = calendar.month(&token.folded).is_some() || calendar.weekday(&token.folded).is_some();
        let short = words.len() == 1
            && (token.folded.trim_end_matches('.').len() < 3
                || token.kind == TokenKind::Upper && token.folded.len() < 5 && level == Level::City);
        let surname = words.len() == 1 && self.knowledge.surnames.contains(&token.folded) && population < 5_000_000;
        (!common || words.len() > 1) && !month && !short && (level != Level::City || !surname)
    }
}

impl Chunker<'_> {
    /// Key of the longest known place that starts here, and its end.
    pub(super) fn place_prefix(&self, at: usize, end: usize) -> Option<(&str, usize)> {
        self.places.longest(at, end).map(|place| (place.key, place.end))
    }

    /// `The Hague`: a town that the article belongs to.
    pub(super) fn is_articled_place(&self, at: usize, end: usize) -> bool {
        let articled = self.is_capital(at) && self.document.is(at, WordClass::Determiner);
        articled && self.place_prefix(at, end).is_some() && self.place_prefix(at + 1, end).is_none()
    }

    /// `Papua New Guinea`, `Russian FEDERATION`, `REPUBLIK Korea`: the end of a place of three words, or of a state named with a word
    /// that heads other names too.
    pub(super) fn whole_place(&self, at: usize, end: usize) -> Option<usize> {
        let (key, place_end) = self.place_prefix(at, end)?;
        let opens = WordClass::PlaceOpener.bit() | WordClass::OrganizationOpener.bit();
        let headed = || self.document.is(at + 1, WordClass::OrganizationHead) || self.document.is_any(at, opens);
        let gazetteer = &self.knowledge.gazetteer;
        let state = || gazetteer.by_key(key).is_some_and(|idx| gazetteer.level(idx) == Level::Country);
        // `RAJA AMPAT`: a place that opens with a post
        let posted = self.pack.body_follows_title && self.document.is(at, WordClass::Post) && place_end == at + 2;
        (posted || place_end - at >= 3 || place_end == at + 2 && headed() && state()).then_some(place_end)
    }

    /// `Papua New Guinea MINING EXPO`: a head and its words right behind a place of several words are one name with it.
    pub(super) fn headed_behind_place(&self, at: usize, place_end: usize, sentence: &TokenRange) -> Option<Segment> {
        if !self.is_capital(place_end) || place_end >= sentence.end {
            return None;
        }
        let named = |sort| matches!(sort, Sort::Name(Kind::Event | Kind::Organization));
        let headed =
            self.headed_name(place_end, sentence).filter(|segment| named(segment.sort) && segment.tokens.start == place_end)?;
        Some(Segment { tokens: at..headed.tokens.end, ..headed })
    }

    /// `SRI LANKAN`: the end of an adjective of nationality of two words, which is no name of a place as well.
    pub(super) fn people_end(&self, at: usize) -> Option<usize> {
        let end = at + 2;
        let known = end <= self.document.tokens.len() && self.pack.demonyms.contains_key(self.document.text(&(at..end)));
        let place = || self.place_prefix(at, end).is_some_and(|(_, place_end)| place_end == end);
        (known && self.is_capital(at) && self.is_capital(at + 1) && !place()).then_some(end)
    }

    /// A known place with the words beside it that belong to it.
    pub(super) fn place(&self, at: usize, end: usize) -> Option<Segment> {
        let KnownPlace { key, end: mut place_end, idx } = *self.places.longest(at, end)?;
        let level = idx.map_or(Level::Country, |idx| self.knowledge.gazetteer.level(idx));
        let population = idx.map(|idx| self.knowledge.gazetteer.population(idx));
        if let Some(body) = self.document.hit_at(place_end, WordClass::OrganizationKnown).filter(|_| self.is_capital(place_end)) {
            return Some(Segment {
                tokens: at..body.tokens.end,
                sort: Sort::Name(Kind::Organization),
                acronym: None,
                gazetteer: None,
                rule: "known-organization",
            });
        }
        if let Some(end) = self.small_body(place_end).filter(|_| level != Level::Area) {
            return Some(Segment {
                tokens: at..end,
                sort: Sort::Name(Kind::Organization),
                acronym: None,
                gazetteer: None,
                rule: "small-body",
            });
        }
        if let Some(hit) =
            self.document.hit_at(place_end, WordClass::PlaceHead).filter(|_| level != Level::Country && place_end < end)
        {
            place_end = hit.tokens.end;
        }
        if let Some(hit) = self
            .document
            .hit_at(place_end, WordClass::PlaceTail)
            .filter(|hit| self.is_capital(place_end) && hit.tokens.end <= end)
        {
            place_end = hit.tokens.end;
        }
        let run = self.run(at, end);
        let rest = run > place_end;
        let titled = self.is_post_of(at) || self.pack.body_follows_title && self.is_behind_post(at);
        let governed = level == Level::Country && titled;
        if !governed && self.reads_as_person(&(at..place_end), run) {
            return None;
        }
        let small = level == Level::City && population.is_some_and(|population| population < SMALL_CITY);
        let after_post = at > 0
            && (self.pack.body_follows_title && self.document.is(at - 1, WordClass::Post)
                || self.document.is(at - 1, WordClass::PlaceOpener))
            || self.is_post_of(at);
        if rest && level == Level::City && !after_post && (small || self.folded(place_end) != "'s") {
            return None;
        }
        let obscure = level == Level::City && population.is_some_and(|population| population < KNOWN_CITY) && place_end == at + 1;
        let sort = if obscure && !self.pack.body_follows_title { Sort::Unknown } else { Sort::Name(Kind::Place) };
        Some(Segment { tokens: at..place_end, sort, acronym: None, gazetteer: Some(key.to_owned()), rule: "gazetteer" })
    }

    /// `the Hainan PROVINCIAL GOVERNMENT`, `China's FOREIGN MINISTRY`: the end of a body in small letters behind a place.
    fn small_body(&self, place_end: usize) -> Option<usize> {
        let small = |at: usize| self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Lower);
        let start = place_end + usize::from(self.folded(place_end) == "'s");
        let adjectives =
            (start..start + 3).take_while(|&at| small(at) && self.document.is(at, WordClass::PlaceAdjective)).count();
        let body = self.document.hit_at(start + adjectives, WordClass::SmallBody)?;
        (small(body.tokens.start) && !self.document.is(body.tokens.end, WordClass::Post)).then_some(body.tokens.end)
    }

    /// `Sofia Brandt`, `president Tuva Lien`: one word that is also a given name, or stands right behind a post that a body
    /// cannot follow, and a plain word or two behind it.
    fn reads_as_person(&self, place: &TokenRange, run: usize) -> bool {
        let rest = place.end..run;
        let plain = |at: usize| {
            let own = WordClass::OrganizationHead.bit()
                | WordClass::EventHead.bit()
                | WordClass::VenueHead.bit()
                | WordClass::PlaceHead.bit()
                | WordClass::Post.bit()
                | WordClass::NotName.bit();
            self.document.tokens[at].kind == TokenKind::Capital
                && !self.document.is_any(at, own)
                && !self.pack.demonyms.contains_key(self.document.text(&(at..at + 1)))
        };
        let titled = place.start > 0 && !self.pack.body_follows_title && self.document.is(place.start - 1, WordClass::Post);
        place.len() == 1
            && (1..=2).contains(&rest.len())
            && rest.clone().all(plain)
            && self.place_prefix(rest.start, run).is_none()
            && (titled || self.is_given(place.start))
    }
}
