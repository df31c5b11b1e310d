//! What each unknown name stands for, decided once for the article by all the evidence in it.

use std::collections::BTreeMap;

use super::{Segment, Sort, evidence::is_camel_case};
use crate::{
    knowledge::Knowledge,
    model::{Document, Kind, LineRole, NameMention, TokenKind, TokenRange, WordClass},
};

/// Points for each reading of a name, summed over its occurrences.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    pub(super) person: i32,
    pub(super) organization: i32,
    pub(super) place: i32,
    pub(super) event: i32,
}

/// From so many points on a reading is believed.
const ENOUGH: i32 = 2;
/// A single word needs more to be a person.
const ENOUGH_FOR_ONE_WORD: i32 = 3;
/// A row of bodies is read so far from one that is proven.
const LONGEST_ROW: usize = 4;
/// No personal name has more words.
pub(super) const LONGEST_PERSON: usize = 6;

/// The names among the segments, each with its kind.
pub(super) fn decide(document: &Document<'_>, knowledge: &Knowledge, segments: Vec<Segment>) -> Vec<NameMention> {
    let judge = Judge { document, knowledge, segments: &segments, keys: keys(document, &segments) };
    let mut evidence: BTreeMap<&str, Evidence> = BTreeMap::new();
    let acronyms = judge.acronyms();
    for (idx, segment) in segments.iter().enumerate() {
        if segment.sort == Sort::Unknown {
            let found = judge.weigh(idx);
            let sum = evidence.entry(judge.keys[idx].as_str()).or_default();
            sum.person += found.person;
            sum.organization += found.organization;
            sum.place += found.place;
            sum.event += found.event;
        }
    }
    let kinds: Vec<Option<Kind>> = (0..segments.len()).map(|idx| judge.kind(idx, &evidence, &acronyms)).collect();
    let kinds = judge.listed_people(&judge.listed_people(&kinds));
    let kinds = judge.short_names(kinds);
    let kinds = (0..LONGEST_ROW).fold(kinds, |kinds, _| judge.listed_bodies(&kinds));
    let kinds = judge.bodies_named_like_people(kinds, &evidence);
    let kinds = judge.employers(kinds);
    let typed = segments.into_iter().zip(kinds);
    typed
        .filter_map(|(segment, kind)| {
            let Segment { tokens, acronym, gazetteer, rule, .. } = segment;
            let gazetteer = gazetteer.filter(|_| kind == Some(Kind::Place));
            kind.map(|kind| NameMention { tokens, kind, acronym, gazetteer, rule })
        })
        .collect()
}

pub(super) struct Judge<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) knowledge: &'a Knowledge,
    pub(super) segments: &'a [Segment],
    /// The words of each unknown segment; empty for the others.
    keys: Vec<String>,
}

fn keys(document: &Document<'_>, segments: &[Segment]) -> Vec<String> {
    let key = |segment: &Segment| if segment.sort == Sort::Unknown { words(document, &segment.tokens) } else { String::new() };
    segments.iter().map(key).collect()
}

/// The folded words that some tokens cover, one space between them.
fn words(document: &Document<'_>, tokens: &TokenRange) -> String {
    let words: Vec<&str> = document.tokens[tokens.clone()].iter().map(|token| token.folded.as_str()).collect();
    words.join(" ")
}

impl Judge<'_> {
    pub(super) fn key(&self, tokens: &TokenRange) -> String {
        words(self.document, tokens)
    }

    /// Kind of the name that each abbreviation in parentheses stands for.
    fn acronyms(&self) -> BTreeMap<String, Kind> {
        let inner = |segment: &Segment, acronym: &TokenRange| {
            acronym.end < segment.tokens.end && (acronym.end..segment.tokens.end).any(|at| self.is(at, WordClass::EventHead))
        };
        let dated = self.segments.iter().filter(|segment| segment.rule == "acronym-and-year");
        let dated = dated.map(|segment| (self.key(&(segment.tokens.start..segment.tokens.start + 1)), Kind::Event));
        let named = self.segments.iter().filter_map(|segment| match (segment.sort, &segment.acronym) {
            (Sort::Name(Kind::Event), Some(acronym)) if inner(segment, acronym) => Some((self.key(acronym), Kind::Organization)),
            (Sort::Name(kind), Some(acronym)) => Some((self.key(acronym), kind)),
            // where the first word gives a body away, a name without one is a thing or a measure
            (Sort::Unknown, Some(acronym)) if !self.pack().body_follows_title => Some((self.key(acronym), Kind::Organization)),
            _ => None,
        });
        let mut kinds = BTreeMap::new();
        for (key, kind) in named.chain(dated) {
            kinds.entry(key).or_insert(kind);
        }
        kinds
    }

    pub(super) fn is(&self, at: usize, class: WordClass) -> bool {
        self.document.is(at, class)
    }

    fn kind(&self, idx: usize, evidence: &BTreeMap<&str, Evidence>, acronyms: &BTreeMap<String, Kind>) -> Option<Kind> {
        let segment = &self.segments[idx];
        let kind = match segment.sort {
            Sort::Name(kind) => return Some(kind),
            Sort::Post | Sort::Honorific => return None,
            Sort::Unknown => acronyms
                .get(&self.keys[idx])
                .copied()
                .map(|kind| if kind == Kind::Event && self.is_post_of(segment.tokens.start) { Kind::Organization } else { kind }),
        };
        if kind.is_some() {
            return kind;
        }
        let sum = evidence.get(self.keys[idx].as_str()).copied().unwrap_or_default();
        let one_word = segment.tokens.len() == 1;
        if one_word && self.repeats_event(segment.tokens.start) {
            return None;
        }
        let needed = if one_word { ENOUGH_FOR_ONE_WORD } else { ENOUGH };
        let best = sum.person.max(sum.organization).max(sum.place);
        if sum.event >= ENOUGH_FOR_ONE_WORD && sum.event > best {
            return Some(Kind::Event);
        }
        if sum.person == best && sum.person >= needed && self.is_of_personal_length(&segment.tokens) {
            Some(Kind::Person)
        } else if sum.organization == best && sum.organization >= ENOUGH {
            Some(Kind::Organization)
        } else if sum.place == best && sum.place >= ENOUGH && segment.tokens.len() <= 3 {
            Some(Kind::Place)
        } else {
            None
        }
    }

    /// `Congress was opened on Monday`: a noun for events that is part of an event's name means that event.
    fn repeats_event(&self, at: usize) -> bool {
        let word = &self.document.tokens[at].folded;
        let named = |other: &Segment| {
            other.sort == Sort::Name(Kind::Event)
                && other.tokens.len() > 1
                && self.document.tokens[other.tokens.clone()].iter().any(|token| token.folded == *word)
        };
        !self.pack().body_follows_title && self.is(at, WordClass::EventNoun) && self.segments.iter().any(named)
    }

    /// Whether a name has no more words than people's have; behind a given name, particles and forms of address do not count.
    fn is_of_personal_length(&self, tokens: &TokenRange) -> bool {
        let small = WordClass::NameParticle.bit() | WordClass::Honorific.bit();
        let words = tokens.clone().filter(|&at| !self.document.is_any(at, small)).count();
        tokens.len() <= LONGEST_PERSON || words <= LONGEST_PERSON && self.is_given(tokens.start)
    }

    /// Two or three plain words in a row with a proven person, by comma or conjunction, are a person; where that may be all of a
    /// name, one known as a given name too.
    fn listed_people(&self, kinds: &[Option<Kind>]) -> Vec<Option<Kind>> {
        let plain = |segment: &Segment| {
            let alone = segment.tokens.len() == 1 && self.pack().body_follows_title && self.is_given(segment.tokens.start);
            segment.sort == Sort::Unknown
                && ((2..=3).contains(&segment.tokens.len()) || alone)
                && self.document.tokens.get(segment.tokens.end).is_none_or(|token| token.folded != "'s")
                && self.document.tokens[segment.tokens.clone()].iter().all(|token| token.kind == TokenKind::Capital)
        };
        let separated = |a: &Segment, b: &Segment| {
            let gap = a.tokens.end..b.tokens.start;
            (1..=2).contains(&gap.len())
                && gap.clone().all(|at| self.document.tokens[at].folded == "," || self.is(at, WordClass::Conjunction))
        };
        let person = |at: usize| kinds.get(at).copied().flatten() == Some(Kind::Person);
        let near = |at: usize| {
            let before = at > 0 && person(at - 1) && separated(&self.segments[at - 1], &self.segments[at]);
            before || person(at + 1) && separated(&self.segments[at], &self.segments[at + 1])
        };
        let listed = |at: usize| kinds[at].is_none() && plain(&self.segments[at]) && near(at);
        (0..kinds.len()).map(|at| if listed(at) { Some(Kind::Person) } else { kinds[at] }).collect()
    }

    /// An unknown name in a row with a proven organization, by comma or conjunction, and no known given name, is one too.
    fn listed_bodies(&self, kinds: &[Option<Kind>]) -> Vec<Option<Kind>> {
        let separated = |a: &Segment, b: &Segment| {
            let gap = a.end()..b.tokens.start;
            (1..=2).contains(&gap.len())
                && gap.clone().all(|at| self.document.tokens[at].folded == "," || self.is(at, WordClass::Conjunction))
        };
        let body = |at: usize| kinds.get(at).copied().flatten() == Some(Kind::Organization);
        let plain = |segment: &Segment| {
            let tokens = &self.document.tokens[segment.tokens.clone()];
            let upper =
                tokens.len() == 1 && (tokens[0].kind == TokenKind::Upper || is_camel_case(self.document.text(&segment.tokens)));
            let person = self.is_given(segment.tokens.start) || tokens.len() > 1 && self.is_family(segment.tokens.end - 1);
            let pack = &self.knowledge.languages.all()[self.document.language];
            segment.sort == Sort::Unknown && tokens.len() <= 4 && (upper || !person && !pack.body_follows_title)
        };
        let near = |at: usize| {
            let before = at > 0 && body(at - 1) && separated(&self.segments[at - 1], &self.segments[at]);
            before || body(at + 1) && separated(&self.segments[at], &self.segments[at + 1])
        };
        let row = |at: usize| self.in_row_of_bodies(at, kinds);
        let listed = |at: usize| kinds[at].is_none() && (plain(&self.segments[at]) && near(at) || row(at));
        (0..kinds.len()).map(|at| if listed(at) { Some(Kind::Organization) } else { kinds[at] }).collect()
    }

    /// `Yayasan Telaga, KARUNIA and Bank Sari`: words that name nobody, in a row of three or more of which one is an organization and
    /// nothing is of another kind, where the first word gives most bodies away.
    fn in_row_of_bodies(&self, idx: usize, kinds: &[Option<Kind>]) -> bool {
        let separated = |a: usize, b: usize| {
            let gap = self.segments[a].end()..self.segments[b].tokens.start;
            (1..=2).contains(&gap.len())
                && gap.clone().all(|at| self.document.tokens[at].folded == "," || self.is(at, WordClass::Conjunction))
        };
        let tokens = &self.segments[idx].tokens;
        let bars = WordClass::NotName.bit() | WordClass::PlaceOpener.bit() | WordClass::GenericWord.bit();
        let nobody = tokens.clone().all(|at| !self.is_given(at) && !self.is_family(at) && !self.document.is_any(at, bars));
        if !self.pack().body_follows_title || self.segments[idx].sort != Sort::Unknown || tokens.len() > 4 || !nobody {
            return false;
        }
        let ahead = (1..=idx).rev().take_while(|&at| separated(at - 1, at)).map(|at| at - 1);
        let behind = (idx + 1..kinds.len()).take_while(|&at| separated(at - 1, at));
        let row: Vec<usize> = ahead.chain(behind).collect();
        let fits = |at: &usize| match kinds[*at] {
            Some(kind) => kind == Kind::Organization,
            None => self.segments[*at].sort == Sort::Unknown,
        };
        row.len() >= 2 && row.iter().all(fits) && row.iter().any(|&at| kinds[at].is_some())
    }

    /// `the Unga Group, the Kenya Seed Company and JOHN DEERE`: what nothing but its look makes a person is a body in a row with
    /// two of them and nobody else.
    fn bodies_named_like_people(&self, mut kinds: Vec<Option<Kind>>, evidence: &BTreeMap<&str, Evidence>) -> Vec<Option<Kind>> {
        let separated = |a: usize, b: usize| {
            let gap = self.segments[a].end()..self.segments[b].tokens.start;
            let joins = |at: usize| {
                self.document.tokens[at].folded == ","
                    || self.document.is_any(at, WordClass::Conjunction.bit() | WordClass::Determiner.bit())
            };
            (1..=3).contains(&gap.len()) && gap.clone().all(joins) && !self.is(gap.start, WordClass::Determiner)
        };
        for idx in 0..kinds.len() {
            let segment = &self.segments[idx];
            if kinds[idx] != Some(Kind::Person) || segment.sort != Sort::Unknown || !self.is_person_by_look(idx, evidence) {
                continue;
            }
            let ahead = (1..=idx).rev().take_while(|&at| separated(at - 1, at)).map(|at| at - 1);
            let behind = (idx + 1..kinds.len()).take_while(|&at| separated(at - 1, at));
            let row: Vec<Option<Kind>> = ahead.chain(behind).map(|at| kinds[at]).collect();
            if row.len() >= 2 && row.iter().all(|kind| *kind == Some(Kind::Organization)) {
                kinds[idx] = Some(Kind::Organization);
            }
        }
        kinds
    }

    /// Whether nothing around a name, wherever it stands, speaks for a person.
    fn is_person_by_look(&self, idx: usize, evidence: &BTreeMap<&str, Evidence>) -> bool {
        let key = &self.keys[idx];
        let times = self.keys.iter().filter(|other| *other == key).count();
        let mut look = Evidence::default();
        self.weigh_shape(&self.segments[idx], &mut look);
        let sum = evidence.get(key.as_str()).copied().unwrap_or_default();
        i32::try_from(times).is_ok_and(|times| sum.person <= look.person * times)
    }

    /// `X's NAME`, `NAME of X Y`: an unknown name that owns a person, or two words a person comes from, is an organization.
    fn employers(&self, mut kinds: Vec<Option<Kind>>) -> Vec<Option<Kind>> {
        if self.pack().body_follows_title {
            return kinds;
        }
        let folded = |at: usize| self.document.tokens.get(at).map_or("", |token| token.folded.as_str());
        let person = |at: usize, kinds: &[Option<Kind>]| kinds.get(at).copied().flatten() == Some(Kind::Person);
        for at in 0..kinds.len() {
            let segment = &self.segments[at];
            let tokens = &segment.tokens;
            let headline = self.document.sentences[self.document.sentence_of(tokens.start)].role == LineRole::Headline;
            if kinds[at].is_some() || segment.sort != Sort::Unknown || headline || self.is(tokens.end - 1, WordClass::NotName) {
                continue;
            }
            let next = self.segments.get(at + 1).map(|next| next.tokens.start);
            let owns = folded(tokens.end) == "'s" && next == Some(tokens.end + 1) && person(at + 1, &kinds);
            let before = at.checked_sub(1).map(|at| self.segments[at].tokens.end);
            let strong = tokens.len() > 1 || self.document.tokens[tokens.start].kind == TokenKind::Upper;
            // `NAME of the Oregon Ducks`: more than one word behind the article
            let article = tokens.len() > 1 && tokens.start > 0 && self.is(tokens.start - 1, WordClass::Determiner);
            let link =
                before.is_some_and(|end| end + 1 + usize::from(article) == tokens.start && self.is(end, WordClass::FromBody));
            let comes = link
                && (article || !self.is(tokens.start - 1, WordClass::Determiner))
                && person(at - 1, &kinds)
                && self.segments[at - 1].tokens.len() > 1
                && !self.is_given(tokens.start)
                && strong;
            if owns || comes {
                kinds[at] = Some(Kind::Organization);
            }
        }
        kinds
    }

    /// A single word that is the first or last word of a proven person's name names that person.
    fn short_names(&self, mut kinds: Vec<Option<Kind>>) -> Vec<Option<Kind>> {
        let mut parts = Vec::new();
        for (segment, kind) in self.segments.iter().zip(&kinds) {
            if *kind == Some(Kind::Person) && segment.tokens.len() > 1 {
                parts.extend(self.document.tokens[segment.tokens.clone()].iter().map(|token| token.folded.as_str()));
            }
        }
        parts.sort_unstable();
        for (segment, kind) in self.segments.iter().zip(&mut kinds) {
            let single = segment.sort == Sort::Unknown && segment.tokens.len() == 1;
            if single
                && kind.is_none_or(|kind| kind != Kind::Person)
                && parts.binary_search(&self.document.tokens[segment.tokens.start].folded.as_str()).is_ok()
            {
                *kind = Some(Kind::Person);
            }
        }
        kinds
    }
}
