//! Organizations, events and venues: their last word tells what they are, and they go left as far as nothing ends them.

use super::{
    Finder,
    words::{Sense, Word},
};
use crate::knowledge::Level;
use crate::model::{Kind, NameMention, TokenKind, TokenRange, WordClass};

/// A name goes left over at most so many words.
const REACH: usize = 24;
/// A quoted part of a name has at most so many tokens.
const QUOTED: usize = 16;
/// A name in Latin letters behind one in ideographs has fewer words.
const LATIN: usize = 9;

/// Classes of words that close a name.
const ENDS_NAME: u128 = WordClass::OrganizationHead.bit()
    | WordClass::OrganizationKnown.bit()
    | WordClass::OrganizationSuffix.bit()
    | WordClass::EventHead.bit()
    | WordClass::VenueHead.bit()
    | WordClass::PlaceHead.bit();

impl Finder<'_> {
    /// All bodies and gatherings of a sentence, in text order, none overlapping another.
    pub(super) fn bodies(&self, words: &[Word]) -> Vec<NameMention> {
        let mut found = Vec::new();
        let mut idx = words.len();
        while idx > 0 {
            idx -= 1;
            if let Some((name, first)) = self.body_ending(words, idx) {
                found.push(name);
                idx = first;
            }
        }
        found.reverse();
        found
    }

    /// The name whose last word this is, with the index of its first word.
    fn body_ending(&self, words: &[Word], idx: usize) -> Option<(NameMention, usize)> {
        let word = &words[idx];
        let part = word.is(WordClass::EventPart);
        if self.is_plain_head(word) {
            return self.event(words, idx);
        }
        if word.stops() && !part || word.date {
            return None;
        }
        let quoted = idx > 0 && matches!(self.raw(words[idx - 1].tokens.start), "”" | "》" | "」");
        let session = part && self.ends_like_event(word) && !quoted;
        let event = word.is(WordClass::EventHead)
            || word.is(WordClass::EventOpener)
            || word.is(WordClass::EventPart) && quoted
            || session;
        let organization = word.is(WordClass::OrganizationHead)
            || word.is(WordClass::OrganizationKnown)
            || word.is(WordClass::OrganizationSuffix) && post_follows(words, idx);
        if event {
            return self.event(words, idx);
        }
        if word.is(WordClass::PartOf) {
            return None;
        }
        if let Some(company) = self.traded(words, idx) {
            return Some(company);
        }
        if word.is(WordClass::VenueHead) && word.is(WordClass::OrganizationHead) {
            let venue = self.venue(words, idx).filter(|(_, first)| {
                let before = words[..*first].iter().rev().find(|word| word.place.is_none());
                let held = words.get(idx + 1).is_some_and(|next| next.is(WordClass::HoldVerb)) && self.in_place(&words[..*first]);
                (held || before.is_some_and(|word| word.is(WordClass::InPlace))) && !post_follows(words, idx)
            });
            return venue.or_else(|| self.organization(words, idx));
        }
        if organization {
            return self.organization(words, idx);
        }
        let venue = word.is(WordClass::VenueHead).then(|| self.venue(words, idx)).flatten()?;
        // `X大会堂会长`: who has somebody at its head is a body.
        let kind = if post_follows(words, idx) { Kind::Organization } else { Kind::Place };
        Some((NameMention { kind, ..venue.0 }, venue.1))
    }

    /// Whether a clause has a preposition of place close to its end: `在X的门户`.
    fn in_place(&self, words: &[Word]) -> bool {
        let near = words.iter().rev().take(6);
        let clause = |word: &&Word| self.document.tokens[word.tokens.start].kind != TokenKind::Punctuation;
        near.take_while(clause).any(|word| word.is(WordClass::InPlace) && word.tokens.len() == 1)
    }

    fn organization(&self, words: &[Word], idx: usize) -> Option<(NameMention, usize)> {
        let head = &words[idx];
        let known = head.is(WordClass::OrganizationKnown);
        let weak = head.tokens.len() == 1;
        if weak && !self.closes(words, idx) {
            return None;
        }
        let governed = (known || head.is(WordClass::SubBody)) && self.document.is(head.tokens.start, WordClass::PlaceHead);
        let first = if known && !governed {
            self.known_start(words, idx)
        } else {
            self.opened_at(words, self.left_edge(words, idx, Kind::Organization), idx)
        };
        let first = first + usize::from(first + 1 < idx && self.lies_in(&words[first + 1], &words[first]));
        let first = self.without_count(words, first, idx);
        let tokens = words[first].tokens.start..head.tokens.end;
        let own = head.tokens.start - tokens.start;
        let opened = words[first].place.is_some()
            || words[first].is(WordClass::OrganizationOpener)
            || words[first].is(WordClass::OrganizationKnown);
        let governs = idx > first && self.document.is(head.tokens.start - 1, WordClass::PlaceHead);
        let enough = if governed {
            own > 0 || post_follows(words, idx) || self.stands_alone(words, idx, idx)
        } else if known {
            true
        } else if weak {
            (opened || post_follows(words, idx)) && own >= 2 && (governs || own >= 3 || post_follows(words, idx))
        } else if head.is(WordClass::SubBody) {
            own >= 2 || own == 1 && self.document.tokens[tokens.start].kind == TokenKind::Upper
        } else {
            own >= 1
        };
        // `市商务局`, in the town's own paper
        let local = idx == first + 1
            && words[first].is(WordClass::PlaceHead)
            && words[first].tokens.len() == 1
            && head.tokens.len() > 1
            && (post_follows(words, idx) || self.stands_alone(words, first, idx));
        let generic = !known
            && !local
            && words[first..idx].iter().all(|word| word.is(WordClass::PlainWord) || word.is(WordClass::PlaceHead));
        if !enough || generic && first < idx {
            return None;
        }
        Some((self.named(tokens, Kind::Organization, "head"), first))
    }

    /// Whether marks, verbs or joining words stand on both sides of some words.
    fn stands_alone(&self, words: &[Word], first: usize, idx: usize) -> bool {
        let opens = first == 0 || self.gap_before(words[first].tokens.start) || self.ends_name(&words[first - 1]);
        opens && words.get(idx + 1).is_none_or(|next| self.ends_name(next))
    }

    /// `29国、500家出版社`: a number and what it counts open no name.
    fn without_count(&self, words: &[Word], first: usize, idx: usize) -> usize {
        let number = self.document.tokens[words[first].tokens.start].kind == TokenKind::Number;
        let counted = first + 1 < idx && words[first + 1].is(WordClass::PlainWord) && words[first + 1].tokens.len() == 1;
        if number && counted { first + 2 } else { first }
    }

    /// A known organization starts where it is written, or at the foreign country right before it.
    fn known_start(&self, words: &[Word], idx: usize) -> usize {
        if idx > 1 && self.joins_inside(words, idx - 1) {
            return self.opened_at(words, self.left_edge(words, idx, Kind::Organization), idx);
        }
        let before = idx.checked_sub(1).filter(|&at| !self.gap_before(words[at].tokens.end));
        // `美国国务院`, but `德国` and a company
        let last = words[idx].tokens.end - 1;
        let public = self.document.hits_at(last).any(|hit| hit.class == WordClass::OrganizationHead && hit.tokens.len() == 1);
        let foreign = before.filter(|&at| public && self.is_abroad(&words[at]));
        let opener = before.filter(|&at| words[at].is(WordClass::OrganizationOpener) && words[at].tokens.len() == 2);
        idx - usize::from(foreign.is_some() || opener.is_some())
    }

    /// Whether a word is the name of a country other than the language's own.
    fn is_abroad(&self, word: &Word) -> bool {
        let gazetteer = &self.knowledge.gazetteer;
        let country = word.place.filter(|&idx| gazetteer.level(idx) == Level::Country);
        country.is_some_and(|idx| !self.pack.implied_bodies.values().any(|home| home == gazetteer.key(idx)))
    }

    /// Whether a one-character head ends a word here: a post, a mark or a joining word follows.
    fn closes(&self, words: &[Word], idx: usize) -> bool {
        words.get(idx + 1).is_none_or(|next| {
            next.is(WordClass::Post)
                || next.is(WordClass::PostModifier)
                || next.is(WordClass::Former)
                || self.document.tokens[next.tokens.start].kind == TokenKind::Punctuation
                || next.is(WordClass::Conjunction)
                || next.stops()
        })
    }

    fn venue(&self, words: &[Word], idx: usize) -> Option<(NameMention, usize)> {
        let edge = self.opened_at(words, self.left_edge(words, idx, Kind::Place), idx);
        let places = words[edge..idx].iter().take_while(|word| self.is_town(word)).count();
        let beyond = words[idx].tokens.end - words[edge + places].tokens.start;
        let first = if places > 0 && beyond >= 4 { edge + places } else { edge };
        let tokens = words[first].tokens.start..words[idx].tokens.end;
        let own = words[idx].tokens.start - tokens.start;
        (places > 0 && beyond >= 4 || (2..=8).contains(&own)).then(|| (self.named(tokens, Kind::Place, "head"), first))
    }

    /// Whether a town is known to lie in the foreign country named before it.
    fn lies_in(&self, town: &Word, country: &Word) -> bool {
        let place = |word: &Word| word.place.map(|idx| self.knowledge.gazetteer.place(idx));
        let code = |key: &str| key.rsplit('/').next().map(str::to_owned);
        self.is_abroad(country)
            && self.is_town(town)
            && place(country).and_then(|country| code(country.key)).as_deref() == place(town).and_then(|town| town.country)
    }

    /// A known place smaller than a country.
    fn is_town(&self, word: &Word) -> bool {
        word.place.is_some_and(|idx| matches!(self.knowledge.gazetteer.level(idx), Level::City | Level::Region))
    }

    pub(super) fn named(&self, tokens: TokenRange, kind: Kind, rule: &'static str) -> NameMention {
        let tokens = self.without_quotes(tokens);
        let acronym = self.acronym(tokens.end);
        NameMention { tokens, kind, acronym, gazetteer: None, rule }
    }

    /// A name that is quoted as a whole stands without its quotation marks.
    fn without_quotes(&self, tokens: TokenRange) -> TokenRange {
        let opens = matches!(self.raw(tokens.start), "“" | "《" | "「" | "\"" | "『");
        let closed = tokens.clone().any(|at| matches!(self.raw(at), "”" | "》" | "」" | "』"));
        if opens && !closed { tokens.start + 1..tokens.end } else { tokens }
    }

    /// Latin capitals in parentheses right behind a name, or a name in Latin letters.
    fn acronym(&self, at: usize) -> Option<TokenRange> {
        let opens = matches!(self.folded(at), "(" | "（");
        let latin = |at: &usize| {
            let kind = self.document.tokens.get(*at).map(|token| token.kind);
            matches!(kind, Some(TokenKind::Upper | TokenKind::Capital | TokenKind::Lower))
        };
        let length = (at + 1..at + LATIN).take_while(latin).count();
        let closes = matches!(self.folded(at + 1 + length), ")" | "）");
        let upper = self.document.tokens.get(at + 1).is_some_and(crate::model::Token::is_capital);
        (opens && length > 0 && upper && closes).then_some(at + 1..at + 1 + length)
    }

    /// Index of the first word that a name ending at `idx` can reach.
    pub(super) fn left_edge(&self, words: &[Word], idx: usize, kind: Kind) -> usize {
        let mut first = idx;
        while first > 0 && idx - first < REACH {
            let word = &words[first - 1];
            let start = words[first].tokens.start;
            let ideographs = self.document.tokens[start - 1].kind == TokenKind::Ideograph
                && self.document.tokens[start].kind == TokenKind::Ideograph;
            if self.gap_before(start) && (ideographs || kind != Kind::Event || self.document.tokens[start].breaks > 0) {
                break;
            }
            if self.document.tokens[word.tokens.end - 1].kind == TokenKind::Punctuation {
                match self.over_mark(words, first - 1, kind) {
                    Some(next) => first = next,
                    None => break,
                }
                continue;
            }
            let titled = word.is(WordClass::Post) || word.is(WordClass::Honorific);
            let about_people =
                kind == Kind::Event && titled && word.tokens.len() >= 2 && words[idx].tokens.start - word.tokens.end <= 6;
            let dated = word.date && (kind != Kind::Event || !self.is_year(&word.tokens));
            if !dated && self.joins_inside(words, first - 1) {
                first -= 1;
                continue;
            }
            let links = kind != Kind::Event && word.is(WordClass::NotName) && word.is(WordClass::NameLink);
            // `现任BODY POST`, `前BODY POST`
            let held = kind == Kind::Organization
                && (word.is(WordClass::Former) && word.sense != Sense::Noun
                    || word.is(WordClass::AsPost) && word.tokens.len() > 1);
            // `对虾`: part of a longer noun
            let inside = word.tokens.len() == 1 && word.sense == Sense::Noun;
            if word.stops() && !about_people && !inside
                || dated
                || links
                || held
                || word.sense == Sense::Person
                || word.sense == Sense::Ordinary && kind != Kind::Event
            {
                break;
            }
            first -= 1;
        }
        while first < idx && self.is_mark(words, first) && !self.is_opening(words, first) {
            first += 1;
        }
        first
    }

    /// Whether a one-character conjunction joins two words inside one name: what stands before it opens a name and ends none.
    fn joins_inside(&self, words: &[Word], idx: usize) -> bool {
        let mark = &words[idx];
        let ideograph = self.document.tokens[mark.tokens.start].kind == TokenKind::Ideograph;
        if !mark.is(WordClass::Conjunction) || mark.tokens.len() > 1 || !ideograph || idx == 0 || mark.is(WordClass::AtEvent) {
            return false;
        }
        let ends = |word: &Word| {
            word.place.is_some()
                || word.classes & ENDS_NAME != 0
                || word.stops()
                || self.document.tokens[word.tokens.end - 1].kind == TokenKind::Punctuation
        };
        let opens = |word: &Word| {
            word.place.is_some() || word.is(WordClass::OrganizationOpener) || word.is(WordClass::OrganizationKnown) || word.date
        };
        let starts_anew =
            words.get(idx + 1).is_some_and(|word| word.place.is_some() || word.is(WordClass::OrganizationKnown) || word.date);
        let run = words[..idx]
            .iter()
            .rev()
            .take(10)
            .take_while(|word| !word.stops() && self.document.tokens[word.tokens.start].kind == TokenKind::Ideograph);
        let first = run.last();
        let opened = first.is_some_and(opens) || words[idx - 1].sense == Sense::Noun;
        let abroad = first.is_some_and(|word| self.is_abroad(word));
        // `创新科技及工业局`: fields of work, none of which is anybody's name.
        let field = |word: &Word| word.sense == Sense::Noun || word.is(WordClass::PlainWord);
        let fields = words[idx - 1].is(WordClass::OrganizationSuffix)
            && !words[idx - 1].is(WordClass::OrganizationHead)
            && words[..idx].iter().rev().take(10).take_while(|word| !word.stops()).all(field);
        (!ends(&words[idx - 1]) || fields) && (!starts_anew || abroad && words[idx - 1].sense == Sense::Noun) && opened
    }

    /// Goes over a mark inside a name: a dot, a hyphen, or a quoted part; the index to go on from.
    fn over_mark(&self, words: &[Word], idx: usize, kind: Kind) -> Option<usize> {
        let at = words[idx].tokens.start;
        let open = match self.raw(at) {
            "·" | "•" | "‧" | "・" | "-" | "－" | "—" | "/" | "&" | "." | "–" => {
                let joined = idx > 0
                    && !self.gap_before(at)
                    && !self.gap_before(at + 1)
                    && self.document.tokens[words[idx - 1].tokens.end - 1].kind != TokenKind::Punctuation;
                return joined.then_some(idx);
            }
            ")" | "）" if kind != Kind::Place => return self.over_letters(words, idx),
            "”" => "“",
            "》" => "《",
            "」" => "「",
            "』" => "『",
            _ => return None,
        };
        let floor = words[..idx].iter().rposition(|word| self.raw(word.tokens.start) == open)?;
        let inner = words[floor + 1].tokens.start..at;
        let clean = inner.clone().all(|at| !matches!(self.folded(at), "，" | "," | "。" | "：" | ":" | "；"));
        (inner.len() <= QUOTED && clean && !inner.is_empty()).then_some(floor)
    }

    /// Goes over letters in parentheses, an abbreviation of what stands before them, or a short word such as `扩大`.
    fn over_letters(&self, words: &[Word], idx: usize) -> Option<usize> {
        let open = words[..idx].iter().rposition(|word| matches!(self.folded(word.tokens.start), "(" | "（"))?;
        let inner = words[open].tokens.end..words[idx].tokens.start;
        let told = self.document.hit_at(inner.start, WordClass::TitledBy).is_some() && inner.len() <= QUOTED;
        let short = (1..=3).contains(&inner.len()) || told;
        let plain =
            told || inner.clone().all(|at| matches!(self.document.tokens[at].kind, TokenKind::Upper | TokenKind::Ideograph));
        let glued = !self.gap_before(words[open].tokens.start) && !self.gap_before(words[idx].tokens.end);
        (short && plain && glued && open > 0).then_some(open)
    }

    /// An organization starts at its first place or opening word, if only a short stretch of unknown characters stands before it.
    fn opened_at(&self, words: &[Word], first: usize, idx: usize) -> usize {
        let opener = (first..idx).find(|&at| {
            words[at].place.is_some() || words[at].is(WordClass::OrganizationOpener) || words[at].is(WordClass::OrganizationKnown)
        });
        let Some(opener) = opener.filter(|&opener| opener > first) else { return first };
        let prefix = words[first].tokens.start..words[opener].tokens.start;
        let unknown = words[first..opener].iter().all(|word| word.classes == 0 || word.is(WordClass::PlainWord));
        let ideographs = prefix.clone().all(|at| self.document.tokens[at].kind == TokenKind::Ideograph);
        // At the start of a clause they are part of the name.
        let starts = first == 0 || self.gap_before(prefix.start) || self.is_mark(words, first - 1);
        let starts = starts && prefix.len() > 1 && words[first..opener].iter().all(|word| word.sense == Sense::Open);
        if prefix.len() <= 3 && unknown && ideographs && !starts { opener } else { first }
    }

    pub(super) fn is_mark(&self, words: &[Word], idx: usize) -> bool {
        self.document.tokens[words[idx].tokens.start].kind == TokenKind::Punctuation
    }

    pub(super) fn is_opening(&self, words: &[Word], idx: usize) -> bool {
        matches!(self.raw(words[idx].tokens.start), "“" | "《" | "「" | "『")
    }

    fn is_year(&self, tokens: &TokenRange) -> bool {
        self.document.date_at(tokens.start).is_some_and(|date| date.value.start.month.is_none() && date.value.end.is_none())
            && self.folded(tokens.start).len() == 4
    }

    pub(super) fn is_edition(&self, at: usize) -> bool {
        self.knowledge.calendars[self.document.language].edition(|distance| self.folded(at + distance)).is_some()
    }

    /// Whether a token belongs to an edition or year that starts at or behind `from`.
    pub(super) fn in_edition(&self, at: usize, from: usize) -> bool {
        let calendar = &self.knowledge.calendars[self.document.language];
        (from..=at).any(|start| {
            calendar.edition(|distance| self.folded(start + distance)).is_some_and(|(_, length)| start + length > at)
        }) || self.document.date_at(at).is_some()
    }

    pub(super) fn raw(&self, at: usize) -> &str {
        self.document.tokens.get(at).map_or("", |token| token.span.of(&self.document.article.text))
    }
}

pub(super) fn is_year(folded: &str) -> bool {
    folded.len() == 4 && folded.parse().is_ok_and(|year: u16| (1900..=2100).contains(&year))
}

/// Whether a post stands right behind a word, with what belongs to the post between.
pub(super) fn post_follows(words: &[Word], idx: usize) -> bool {
    let next = words[idx + 1..].iter().find(|word| !word.is(WordClass::PostModifier) && !word.is(WordClass::Former));
    next.is_some_and(|word| word.is(WordClass::Post))
}
