//! People: which stretches of a sentence are names, weighed by how likely the characters are and by what stands on either side.
//!
//! Candidates are a surname with one or two characters behind it, and runs of characters that write foreign sounds. Each has a
//! gain ([`Lattice`]) and the evidence of its surroundings; the best that do not overlap are taken, then those that stand in a row
//! with them. Right behind a post an unknown stretch is a name too.

use super::{
    Finder, end_of,
    lattice::Lattice,
    surroundings::{Surroundings, Titles},
    words::{Sense, Word},
};
use crate::model::{Kind, NameMention, TokenKind, TokenRange, WordClass};

/// A foreign name has at most so many tokens, dots counted.
const LONGEST_FOREIGN: usize = 24;
/// A name that is neither, right behind a post, has at most so many characters.
const LONGEST_PLAIN: usize = 4;
/// The part of a foreign name before a dot has less characters.
const PART: usize = 7;
/// Gain counts up to this much: no characters alone outweigh a place where no name can stand.
const MOST: f32 = 8.0;
/// So much gain and evidence make a name.
const ENOUGH: f32 = 4.5;
/// So much, and it is no part of anything else.
const CERTAIN: f32 = 10.0;
/// A name in a row with others.
const IN_ROW: f32 = 8.0;
/// No surroundings make up for so little gain.
const HOPELESS: f32 = -15.0;
/// A foreign name without dots needs so much gain of its own where no post stands before it.
const SOUNDS_ALONE: f32 = 7.0;

/// A stretch that may be a name.
#[derive(Clone, Debug)]
struct Candidate {
    tokens: TokenRange,
    score: f32,
    rule: &'static str,
}

impl Finder<'_> {
    /// Adds the people of a sentence to its other names.
    pub(super) fn people(
        &self,
        sentence: &TokenRange,
        lattice: &Lattice,
        places: &[TokenRange],
        headline: bool,
        found: &mut Vec<NameMention>,
    ) {
        let titles = &Titles::new(self, sentence);
        let around = Surroundings { finder: self, sentence, lattice, places, titles };
        let mut search = Search { finder: self, around, sentence, lattice, places, headline, found };
        let candidates = search.candidates(|_| true);
        search.reporters();
        search.choose(&candidates);
        search.behind_titles();
    }

    /// Marks the words of people about whom there is no doubt, before the names of bodies reach over them.
    pub(super) fn take_people(&self, sentence: &TokenRange, lattice: &Lattice, words: &mut [Word]) {
        let places: Vec<TokenRange> = words.iter().filter(|word| word.place.is_some()).map(|word| word.tokens.clone()).collect();
        let titles = &Titles::new(self, sentence);
        let around = Surroundings { finder: self, sentence, lattice, places: &places, titles };
        let mut found = Vec::new();
        let mut search = Search {
            finder: self,
            around: Surroundings { finder: self, sentence, lattice, places: &places, titles },
            sentence,
            lattice,
            places: &places,
            headline: false,
            found: &mut found,
        };
        let candidates = search.candidates(|at| around.title_before(at) > 0.0);
        for candidate in candidates.iter().filter(|candidate| candidate.score >= CERTAIN) {
            search.push(candidate.tokens.clone(), candidate.rule);
        }
        for word in words.iter_mut() {
            if found.iter().any(|name| name.tokens.start < word.tokens.end && word.tokens.start < name.tokens.end) {
                word.sense = Sense::Person;
            }
        }
    }
}

struct Search<'a, 'b> {
    finder: &'a Finder<'b>,
    around: Surroundings<'a, 'b>,
    sentence: &'a TokenRange,
    lattice: &'a Lattice,
    /// Known places, names of people among them.
    places: &'a [TokenRange],
    /// Names run together in headlines: more is asked for there.
    headline: bool,
    found: &'a mut Vec<NameMention>,
}

impl Search<'_, '_> {
    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.finder.document.tokens.get(at).filter(|_| at < self.sentence.end).map(|token| token.kind)
    }

    fn covered(&self, at: usize) -> bool {
        self.found.iter().any(|name| name.tokens.start <= at && at < end_of(name))
    }

    fn free(&self, tokens: &TokenRange) -> bool {
        !tokens.clone().any(|at| self.covered(at))
    }

    fn push(&mut self, tokens: TokenRange, rule: &'static str) {
        if self.free(&tokens) {
            self.found.push(NameMention { tokens, kind: Kind::Person, acronym: None, gazetteer: None, rule });
        }
    }

    /// Every stretch that may be a name, the best first.
    fn candidates(&self, wanted: impl Fn(usize) -> bool) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for at in self.sentence.clone() {
            if self.kind(at) != Some(TokenKind::Ideograph) || self.covered(at) || !wanted(at) {
                continue;
            }
            if self.lattice.opens_name(at) {
                candidates.extend((2..=5).filter_map(|length| self.native(at..at + length)));
            }
            candidates.extend(self.foreign(at));
        }
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.tokens.start.cmp(&b.tokens.start)));
        candidates
    }

    fn native(&self, tokens: TokenRange) -> Option<Candidate> {
        let gain = self.lattice.name_gain(&tokens).filter(|&gain| gain > HOPELESS)?.min(MOST);
        let whole = tokens.end <= self.sentence.end
            && tokens.clone().skip(1).all(|at| !self.finder.gap_before(at))
            && self.free(&tokens)
            && !self.in_place(&tokens);
        if !whole {
            return None;
        }
        let inside = self.around.joins(tokens.start.wrapping_sub(1)) || self.around.joins(tokens.end);
        // `黄家和、`: a character that joins words joins nothing before a mark.
        let cut = self.around.joins_names(tokens.end) && !self.around.marked(tokens.end) && self.around.marked(tokens.end + 1);
        if inside || cut {
            return None;
        }
        Some(Candidate { score: gain + self.around.evidence(&tokens), tokens, rule: "name" })
    }

    /// The best foreign name that starts at a token.
    fn foreign(&self, at: usize) -> Option<Candidate> {
        if !self.lattice.is_sound(at) && !self.before_dot(at) || self.around.joins(at.wrapping_sub(1)) || self.is_native_of(at) {
            return None;
        }
        let titled = self.around.title_before(at) > 0.0;
        let parts = |at: &usize| self.lattice.is_sound(*at) || self.around.joins(*at) || self.beside_dot(*at);
        let run = at..self.sentence.end.min(at + LONGEST_FOREIGN);
        let length = run.clone().take_while(parts).count();
        if !titled && length < 3 {
            return None;
        }
        let mut best: Option<Candidate> = None;
        let mut dots = 0;
        let mut end = at;
        while end < self.sentence.end.min(at + LONGEST_FOREIGN) && (end == at || !self.finder.gap_before(end)) {
            if self.around.joins(end) && end > at {
                dots += 1;
                end += 1;
                continue;
            }
            let sound = self.lattice.is_sound(end) || self.beside_dot(end);
            if !sound || self.covered(end) || self.around.joins_names(end) && !self.before_dot(end) {
                break;
            }
            end += 1;
            if end - at < 2 || self.around.joins(end) {
                continue;
            }
            let tokens = at..end;
            let Some(gain) = self.lattice.foreign_gain(&tokens) else { continue };
            let alone = dots == 0 && !titled;
            let text = self.finder.document.text(&tokens);
            let small = titled && !self.finder.knowledge.gazetteer.is_well_known(text);
            if alone && (gain < SOUNDS_ALONE || end - at < 3) || dots == 0 && !small && self.in_place(&tokens) {
                continue;
            }
            let dotted = if dots > 0 { 10.0 } else { 0.0 };
            // Right behind a post a small town of the same name counts little.
            let gain = if small { gain.max(-2.0) } else { gain };
            let score = gain.min(5.0 * MOST) + dotted + self.around.evidence(&tokens);
            if best.as_ref().is_none_or(|known| score > known.score) {
                best = Some(Candidate { tokens, score, rule: if dots > 0 { "foreign-name" } else { "foreign-sounds" } });
            }
        }
        best
    }

    /// Whether a character stands in the part of a foreign name before a dot.
    fn before_dot(&self, at: usize) -> bool {
        let plain = |at: &usize| self.kind(*at) == Some(TokenKind::Ideograph) && !self.lattice.joins(*at);
        let part = (at..at + PART).take_while(plain).count();
        part < PART && self.around.joins(at + part)
    }

    /// The same, or right behind the dot: there any character may write a sound.
    fn beside_dot(&self, at: usize) -> bool {
        self.before_dot(at) || at > self.sentence.start && self.around.joins(at - 1)
    }

    /// `卡塔尔人哈马德·库瓦里`: a country and a word for its people.
    fn is_native_of(&self, at: usize) -> bool {
        let place = self.places.iter().find(|place| (place.start..=place.end).contains(&at));
        place.is_some_and(|place| self.finder.document.is(place.end, WordClass::PlainWord) && self.before_dot(place.end))
    }

    /// Whether a stretch is a known place, lies in one or cuts through one.
    fn in_place(&self, tokens: &TokenRange) -> bool {
        self.places.iter().any(|place| {
            let apart = place.end <= tokens.start || tokens.end <= place.start;
            let inside = tokens.start <= place.start && place.end <= tokens.end && tokens.len() > place.len();
            !apart && !inside
        })
    }

    /// Takes what is enough by itself, then what stands in a row with a name.
    fn choose(&mut self, candidates: &[Candidate]) {
        let enough = if self.headline { ENOUGH + 2.0 } else { ENOUGH };
        for candidate in candidates.iter().filter(|candidate| candidate.score >= enough) {
            self.push(candidate.tokens.clone(), candidate.rule);
        }
        loop {
            let people: Vec<TokenRange> =
                self.found.iter().filter(|name| name.kind == Kind::Person).map(|name| name.tokens.clone()).collect();
            let in_row = |tokens: &TokenRange| people.iter().any(|person| self.around.in_row(tokens, person));
            let next = candidates.iter().find(|candidate| {
                candidate.score + IN_ROW >= enough && self.free(&candidate.tokens) && in_row(&candidate.tokens)
            });
            let next =
                next.map(|candidate| candidate.tokens.clone()).or_else(|| people.iter().find_map(|person| self.beside(person)));
            let Some(next) = next else { return };
            self.push(next, "list");
        }
    }

    /// Unknown characters between marks, in a row with a name.
    fn beside(&self, person: &TokenRange) -> Option<TokenRange> {
        let is_mark = |at: usize| self.around.marked(at) && !self.finder.gap_before(at) && self.around.enumerates(at);
        let start = person.end + 1;
        let end =
            (start..self.sentence.end.min(start + LONGEST_FOREIGN)).find(|&at| self.around.marked(at) && !self.around.joins(at));
        let behind = end.filter(|_| is_mark(person.end)).map(|end| start..end);
        let floor = person.start.saturating_sub(LONGEST_FOREIGN).max(self.sentence.start);
        let mark = person.start.checked_sub(1).filter(|&mark| mark > floor && is_mark(mark));
        let ahead = mark.and_then(|mark| {
            let from = (floor..mark).rev().find(|&at| self.around.marked(at) && !self.around.joins(at))? + 1;
            is_mark(from - 1).then_some(from..mark)
        });
        [behind, ahead].into_iter().flatten().find(|tokens| {
            let dotted = tokens.clone().any(|at| self.around.joins(at));
            (2..=4).contains(&tokens.len()) | dotted
                && self.free(tokens)
                && tokens.clone().all(|at| self.kind(at) == Some(TokenKind::Ideograph) || self.around.joins(at))
                && (dotted || self.is_unknown(tokens) && !self.finder.starts_word(tokens.start))
        })
    }

    /// `(记者于涛、阿曼)`, `本报记者 朱冬 晓波`: whoever is named in a byline, whatever the characters mean elsewhere.
    fn reporters(&mut self) {
        let document = self.finder.document;
        let marks = |at: usize| matches!(self.finder.folded(at), ":" | "：" | "/");
        let mut rows = Vec::new();
        for hit in document.hits_in(self.sentence.clone(), WordClass::Byline) {
            let opened = hit.tokens.start > self.sentence.start && matches!(self.finder.folded(hit.tokens.start - 1), "(" | "（");
            let labelled = marks(hit.tokens.end) || self.finder.gap_before(hit.tokens.end);
            if document.hit_at(hit.tokens.start, WordClass::Post).is_some() && (opened || labelled) {
                rows.push((hit.tokens.end..self.sentence.end).find(|&at| !marks(at)).unwrap_or(self.sentence.end));
            }
        }
        for from in rows {
            let mut at = from;
            while let Some(end) = self.reporter(at) {
                let joined = self.around.enumerates(end);
                // `洪波摄`
                let credit = self.finder.document.hit_at(end - 1, WordClass::NameParticle).is_some() && end - at > 2;
                if at == from || joined || end - at <= 3 {
                    self.push(at..end - usize::from(credit), "byline");
                }
                at = end + usize::from(joined);
            }
        }
    }

    /// End of the name in a byline that starts at a token: two to four characters up to a mark, white space or the next label.
    fn reporter(&self, at: usize) -> Option<usize> {
        let document = self.finder.document;
        let label = |at: usize| document.hit_at(at, WordClass::Byline).is_some_and(|hit| hit.tokens.len() > 1);
        let goes_on = |next: &usize| {
            self.kind(*next) == Some(TokenKind::Ideograph) && (*next == at || !self.finder.gap_before(*next)) && !label(*next)
        };
        let end = at + (at..self.sentence.end.min(at + LONGEST_PLAIN + 1)).take_while(goes_on).count();
        let closed = self.around.marked(end) || label(end);
        ((2..=LONGEST_PLAIN).contains(&(end - at)) && closed && self.free(&(at..end))).then_some(end)
    }

    /// Names right behind a post that are neither: in Latin letters, or unknown characters up to a mark or verb.
    fn behind_titles(&mut self) {
        for at in self.sentence.clone() {
            if self.covered(at) || self.around.title_before(at) <= 0.0 || self.finder.gap_before(at) && !self.around.labelled(at)
            {
                continue;
            }
            let end = if self.kind(at) == Some(TokenKind::Ideograph) {
                let posted = self.around.post_before(at) && !self.headline || self.around.labelled(at);
                self.unbroken(at).or_else(|| self.plain(at)).filter(|_| posted)
            } else {
                self.latin(at)
            };
            if let Some(end) = end {
                self.push(at..end, "title");
            }
        }
    }

    /// Capitalised words in Latin letters.
    fn latin(&self, at: usize) -> Option<usize> {
        let end = (at..self.sentence.end).take_while(|&at| self.kind(at) == Some(TokenKind::Capital)).count() + at;
        (2..=4).contains(&(end - at)).then_some(end)
    }

    /// Three to five characters up to a mark that make no words: a Japanese name, mostly.
    fn unbroken(&self, at: usize) -> Option<usize> {
        let end = (at..self.sentence.end.min(at + 7)).find(|&next| self.around.marked(next) && next > at)?;
        let free = (at..end).all(|at| !self.finder.starts_word(at) && !self.covered(at));
        let fits = (3..=5).contains(&(end - at)) && self.finder.document.classes[at] == 0;
        (fits && free && self.is_unknown(&(at..end))).then_some(end)
    }

    /// Up to four unknown characters with a mark or a verb behind them.
    fn plain(&self, at: usize) -> Option<usize> {
        let known =
            |at: usize| self.kind(at) != Some(TokenKind::Ideograph) || self.covered(at) || self.finder.document.classes[at] != 0;
        let end = (at..self.sentence.end.min(at + LONGEST_PLAIN + 1)).find(|&at| known(at)).unwrap_or(at + LONGEST_PLAIN + 1);
        let fits = (2..=LONGEST_PLAIN).contains(&(end - at)) && self.around.closes(end);
        (fits && self.is_unknown(&(at..end))).then_some(end)
    }

    /// Whether characters make no ordinary words together, and no place.
    fn is_unknown(&self, tokens: &TokenRange) -> bool {
        let text = self.finder.document.text(tokens);
        self.lattice.cost_each(tokens) >= 6.0 && !self.finder.knowledge.gazetteer.is_well_known(text) && !self.in_place(tokens)
    }
}
