//! People: a surname and one or two characters, or the sounds of a foreign name, proven by a post before it, by what stands
//! behind it, or by the list that it stands in.

use super::{Finder, end_of};
use crate::model::{Kind, NameMention, TokenKind, TokenRange, WordClass};

/// A foreign name without marks has at most so many characters.
const LONGEST_PART: usize = 9;
/// A name that is neither, right behind a post, has at most so many characters.
const LONGEST_PLAIN: usize = 4;

/// Classes of words before which a name ends.
const ENDS: u128 = WordClass::NotName.bit()
    | WordClass::PlainWord.bit()
    | WordClass::Post.bit()
    | WordClass::Honorific.bit()
    | WordClass::Conjunction.bit()
    | WordClass::InPlace.bit()
    | WordClass::OnDate.bit()
    | WordClass::AtEvent.bit()
    | WordClass::Filler.bit()
    | WordClass::AsPost.bit()
    | WordClass::SpeechVerb.bit()
    | WordClass::AttendVerb.bit()
    | WordClass::ChairVerb.bit()
    | WordClass::HostVerb.bit()
    | WordClass::HoldVerb.bit()
    | WordClass::SupportVerb.bit()
    | WordClass::ParticipateVerb.bit()
    | WordClass::Message.bit()
    | WordClass::Elsewhere.bit()
    | WordClass::Quoting.bit()
    | WordClass::Absent.bit()
    | WordClass::Invited.bit()
    | WordClass::ByVideo.bit()
    | WordClass::Future.bit()
    | WordClass::Past.bit()
    | WordClass::Negation.bit()
    | WordClass::DateLine.bit()
    | WordClass::EventPart.bit()
    | WordClass::NameParticle.bit()
    | WordClass::Including.bit();

/// Verbs whose subject is a person.
const DOES: u128 =
    WordClass::SpeechVerb.bit() | WordClass::AttendVerb.bit() | WordClass::ChairVerb.bit() | WordClass::Message.bit();

impl Finder<'_> {
    /// Adds the people of a sentence to its other names.
    pub(super) fn people(&self, sentence: &TokenRange, places: &[TokenRange], headline: bool, found: &mut Vec<NameMention>) {
        let mut search = Search { finder: self, sentence, places, headline, found };
        search.behind_titles();
        search.dotted();
        if !headline {
            search.subjects();
            search.lists();
        }
    }
}

struct Search<'a, 'b> {
    finder: &'a Finder<'b>,
    sentence: &'a TokenRange,
    /// Known places, names of people among them.
    places: &'a [TokenRange],
    /// Names run together in headlines: only what nothing else can be counts there.
    headline: bool,
    found: &'a mut Vec<NameMention>,
}

impl Search<'_, '_> {
    fn is(&self, at: usize, class: WordClass) -> bool {
        self.finder.document.is(at, class)
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.finder.document.tokens.get(at).filter(|_| at < self.sentence.end).map(|token| token.kind)
    }

    fn covered(&self, at: usize) -> bool {
        self.found.iter().any(|name| name.tokens.start <= at && at < end_of(name))
    }

    fn push(&mut self, tokens: TokenRange, rule: &'static str) {
        if !tokens.clone().any(|at| self.covered(at)) {
            self.found.push(NameMention { tokens, kind: Kind::Person, acronym: None, gazetteer: None, rule });
        }
    }

    /// Names right behind a post, a form of address or a byline's word.
    fn behind_titles(&mut self) {
        let document = self.finder.document;
        let titles = [WordClass::Post, WordClass::Honorific, WordClass::Byline];
        let mut starts: Vec<(usize, bool, bool)> = Vec::new();
        for class in titles {
            for hit in document.hits_in(self.sentence.clone(), class) {
                let byline = class == WordClass::Byline;
                let owned = (2..=4)
                    .filter_map(|length| hit.tokens.start.checked_sub(length))
                    .any(|at| at >= self.sentence.start && self.starts_clause(at) && self.surnamed(at) == Some(hit.tokens.start));
                if owned && !byline && hit.tokens.len() > 1 {
                    continue;
                }
                if self.places.iter().any(|place| place.start < hit.tokens.start && hit.tokens.start < place.end) {
                    continue;
                }
                let mut at = hit.tokens.end;
                while byline && at < self.sentence.end && matches!(self.finder.folded(at), ":" | "：" | "/" | "|" | "】" | "]")
                {
                    at += 1;
                }
                let labelled = at > hit.tokens.end || self.finder.gap_before(at);
                if !byline || labelled {
                    starts.push((at, byline, class == WordClass::Post));
                }
            }
        }
        starts.sort_unstable();
        for (at, byline, post) in starts {
            if at >= self.sentence.end
                || self.covered(at)
                || !byline && self.finder.gap_before(at) && !self.is(at - 1, WordClass::Byline)
            {
                continue;
            }
            let end = if byline { self.surnamed(at) } else { self.titled(at, post) };
            if let Some(end) = end {
                self.push(at..end, "title");
                self.more_behind_spaces(end);
            }
        }
    }

    /// Further names of a byline, set apart by spaces.
    fn more_behind_spaces(&mut self, end: usize) {
        let mut at = end;
        while at < self.sentence.end && self.finder.gap_before(at) {
            let Some(next) = self.surnamed(at) else { return };
            self.push(at..next, "byline");
            at = next;
        }
    }

    /// End of the name right behind a post.
    fn titled(&self, at: usize, post: bool) -> Option<usize> {
        if self.kind(at)? != TokenKind::Ideograph {
            return self.latin(at);
        }
        let other = || self.unbroken(at).or_else(|| self.plain(at)).filter(|_| post && !self.headline);
        self.surnamed(at).or_else(|| self.foreign(at)).or_else(other)
    }

    /// Capitalised words in Latin letters.
    fn latin(&self, at: usize) -> Option<usize> {
        let end = (at..self.sentence.end).take_while(|&at| self.kind(at) == Some(TokenKind::Capital)).count() + at;
        (2..=4).contains(&(end - at)).then_some(end)
    }

    /// End of a surname with one or two characters behind it, if what follows ends a name.
    fn surnamed(&self, at: usize) -> Option<usize> {
        let document = self.finder.document;
        if self.kind(at)? != TokenKind::Ideograph || self.is_plain_word(at) {
            return None;
        }
        let surnames = &self.finder.knowledge.surnames;
        let double = self.kind(at + 1) == Some(TokenKind::Ideograph) && surnames.contains(document.text(&(at..at + 2)));
        let lengths: &[usize] = if double {
            &[4, 3]
        } else if surnames.contains(self.finder.folded(at)) {
            &[3, 2]
        } else {
            return None;
        };
        let fits = |length: usize| {
            let tokens = at..at + length;
            tokens.end <= self.sentence.end
                && tokens.clone().all(|at| self.kind(at) == Some(TokenKind::Ideograph) && !self.covered(at))
                && tokens.clone().skip(1).all(|at| !self.finder.gap_before(at))
                && (!self.is_particle(tokens.end - 1) || length > 2 && self.marked(tokens.end))
                && self.ends_at(tokens.end)
                && !self.is_place(&tokens)
        };
        let married = !double
            && surnames.contains(self.finder.folded(at + 1))
            && (self.marked(at + 4) || self.closed_by_word(at + 4))
            && !self.closed_by_word(at + 2)
            && !self.closed_by_word(at + 3)
            && fits(4)
            && !fits(3);
        if married {
            return Some(at + 4);
        }
        let fitting: Vec<usize> = lengths.iter().copied().filter(|&length| fits(length)).collect();
        let shorter = fitting.get(1).filter(|&&length| self.closed_by_word(at + length) && !self.closed_by_word(at + length + 1));
        let strong_mark = |length: usize| self.kind(at + length).is_none_or(|kind| kind == TokenKind::Punctuation);
        let length = match (fitting.first(), shorter) {
            (Some(&longer), Some(&shorter)) if !strong_mark(longer) => shorter,
            (longer, _) => *longer?,
        };
        Some(at + length)
    }

    /// A mark, white space or the end of the sentence.
    fn marked(&self, at: usize) -> bool {
        self.kind(at).is_none_or(|kind| kind == TokenKind::Punctuation) || self.finder.gap_before(at)
    }

    fn is_particle(&self, at: usize) -> bool {
        self.finder.document.hit_at(at, WordClass::NameParticle).is_some()
    }

    /// Whether a longer word of the lexicon, no name, starts here.
    fn is_plain_word(&self, at: usize) -> bool {
        let document = self.finder.document;
        let first = document.hits.partition_point(|hit| hit.tokens.start < at);
        document.hits[first..].iter().take_while(|hit| hit.tokens.start == at).any(|hit| hit.tokens.len() >= 2)
    }

    fn is_place(&self, tokens: &TokenRange) -> bool {
        let text = self.finder.document.text(tokens);
        self.finder.knowledge.gazetteer.is_well_known(text)
    }

    /// Whether a name can end before the token.
    fn ends_at(&self, at: usize) -> bool {
        let document = self.finder.document;
        if at >= self.sentence.end || self.finder.gap_before(at) || self.covered(at) {
            return true;
        }
        match document.tokens[at].kind {
            TokenKind::Punctuation => !self.joins(at),
            TokenKind::Ideograph => {
                let first = document.hits.partition_point(|hit| hit.tokens.start < at);
                document.hits[first..].iter().take_while(|hit| hit.tokens.start == at).any(|hit| hit.class.bit() & ENDS != 0)
            }
            _ => true,
        }
    }

    /// A dot or hyphen between the parts of a foreign name.
    fn joins(&self, at: usize) -> bool {
        matches!(self.finder.raw(at), "·" | "•" | "‧" | "・" | "．" | "-" | "‐" | "－" | "∙" | "●")
            && at > self.sentence.start
            && self.kind(at + 1) == Some(TokenKind::Ideograph)
            && self.kind(at - 1) == Some(TokenKind::Ideograph)
    }

    fn is_syllable(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Ideograph) && self.finder.pack.name_syllables.contains(self.finder.folded(at))
    }

    /// End of a foreign name: characters that write sounds, with dots and hyphens between its parts.
    fn foreign(&self, at: usize) -> Option<usize> {
        let mut end = at;
        let mut part = at;
        let mut closed = None;
        while end < self.sentence.end && (end == at || !self.finder.gap_before(end)) && !self.covered(end) {
            if self.joins(end) && end > at {
                end += 1;
                part = end;
            } else if self.is_syllable(end) && end - part < LONGEST_PART {
                if end > at + 1 && end > part && self.ends_at(end) {
                    closed = Some(end);
                }
                let word = end > at + 1
                    && self.ends_at(end)
                    && self.finder.document.hits_in(end..end + 6, WordClass::NameLink).next().is_none();
                if word && self.closed_by_word(end) {
                    break;
                }
                end += 1;
            } else {
                break;
            }
        }
        if !self.ends_at(end) {
            end = closed?;
        }
        let plain = self.is_plain_word(at) && part == at;
        let long = end - at >= 2 && end > part;
        (long && !plain && self.ends_at(end) && !self.is_place(&(at..end))).then_some(end)
    }

    /// Whether a word of two characters or more, no name, starts at the token.
    fn closed_by_word(&self, at: usize) -> bool {
        let document = self.finder.document;
        let first = document.hits.partition_point(|hit| hit.tokens.start < at);
        document.hits[first..]
            .iter()
            .take_while(|hit| hit.tokens.start == at)
            .any(|hit| hit.tokens.len() >= 2 && hit.class.bit() & ENDS != 0)
    }

    /// Three to five characters up to a mark, none of them the start of a longer word: a Japanese name, mostly.
    fn unbroken(&self, at: usize) -> Option<usize> {
        let end = (at..self.sentence.end.min(at + 7)).find(|&next| self.marked(next) && next > at)?;
        let free = (at..end).all(|at| !self.is_plain_word(at) && !self.covered(at));
        let fits = (3..=5).contains(&(end - at)) && self.finder.document.classes[at] == 0;
        (fits && free && self.kind(at) == Some(TokenKind::Ideograph) && !self.is_place(&(at..end))).then_some(end)
    }

    /// Up to four unknown characters right behind a post, with a mark or a verb behind them.
    fn plain(&self, at: usize) -> Option<usize> {
        let known = |at: usize| {
            let document = self.finder.document;
            self.kind(at) != Some(TokenKind::Ideograph) || self.covered(at) || document.classes[at] != 0
        };
        let end = (at..self.sentence.end.min(at + LONGEST_PLAIN + 1)).find(|&at| known(at)).unwrap_or(at + LONGEST_PLAIN + 1);
        let fits = (2..=LONGEST_PLAIN).contains(&(end - at)) && self.ends_at(end);
        (fits && !self.is_place(&(at..end))).then_some(end)
    }

    /// Foreign names with a dot, wherever they stand.
    fn dotted(&mut self) {
        let dots: Vec<usize> = self.sentence.clone().filter(|&at| self.joins(at) && self.finder.raw(at) != "-").collect();
        for dot in dots {
            if self.covered(dot) || !self.is_syllable(dot - 1) || !self.is_syllable(dot + 1) {
                continue;
            }
            let mut start = dot;
            while start > self.sentence.start
                && (self.is_syllable(start - 1) || self.joins(start - 1))
                && !self.finder.gap_before(start)
                && !self.covered(start - 1)
                && !(self.ends_word(start) && start < dot)
            {
                start -= 1;
            }
            if let Some(end) = self.foreign(start).filter(|&end| end > dot && dot - start >= 1) {
                self.push(start..end, "foreign-name");
            }
        }
    }

    /// Whether a post, a verb or a place ends right before the token.
    fn ends_word(&self, at: usize) -> bool {
        let document = self.finder.document;
        let word = document.hits_in(at.saturating_sub(5)..at, WordClass::Post).any(|hit| hit.tokens.end == at);
        let place = (2..=5).any(|length| {
            at >= self.sentence.start + length && self.finder.knowledge.gazetteer.is_well_known(document.text(&(at - length..at)))
        });
        word || place
    }

    /// A surname and a given name at the start of a clause with a verb, or a title, right behind.
    fn subjects(&mut self) {
        for at in self.sentence.clone() {
            if self.covered(at) || !self.starts_clause(at) {
                continue;
            }
            let Some(end) = self.surnamed(at) else { continue };
            let behind = self.skip_filler(end);
            let document = self.finder.document;
            let first = document.hits.partition_point(|hit| hit.tokens.start < behind);
            let does = document.hits[first..]
                .iter()
                .take_while(|hit| hit.tokens.start == behind)
                .any(|hit| hit.class.bit() & DOES != 0 && hit.tokens.end <= self.sentence.end);
            let apposed = at > self.sentence.start && self.covered(at - 1);
            let titled = [WordClass::Post, WordClass::Honorific]
                .iter()
                .any(|&class| document.hit_at(end, class).is_some_and(|hit| hit.tokens.len() >= 2));
            if does && !apposed || titled || self.is_introduced(at) {
                self.push(at..end, "subject");
            }
        }
    }

    fn starts_clause(&self, at: usize) -> bool {
        at == self.sentence.start
            || self.covered(at - 1)
            || self.is_introduced(at)
            || self.finder.gap_before(at)
            || self.kind(at - 1) == Some(TokenKind::Punctuation) && !self.joins(at - 1)
            || self.finder.document.hits_in(at.saturating_sub(3)..at, WordClass::AgentBy).any(|hit| hit.tokens.end == at)
            || self.is(at - 1, WordClass::Conjunction)
    }

    /// Right behind the copula of an inverted clause: `致辞的有NAME`.
    fn is_introduced(&self, at: usize) -> bool {
        let document = self.finder.document;
        let copula = [WordClass::Copula, WordClass::Including]
            .into_iter()
            .flat_map(|class| document.hits_in(at.saturating_sub(3).max(self.sentence.start)..at, class))
            .filter(|hit| hit.tokens.end == at)
            .map(|hit| hit.tokens.start)
            .min();
        copula.is_some_and(|start| start > self.sentence.start && self.finder.folded(start - 1) == self.finder.pack.of_word)
    }

    fn skip_filler(&self, mut at: usize) -> usize {
        while let Some(hit) = self.finder.document.hit_at(at, WordClass::Filler).filter(|hit| hit.tokens.end <= self.sentence.end)
        {
            at = hit.tokens.end;
        }
        at
    }

    /// Names joined by enumeration marks to a proven one.
    fn lists(&mut self) {
        loop {
            let before = self.found.len();
            let people: Vec<TokenRange> =
                self.found.iter().filter(|name| name.kind == Kind::Person).map(|name| name.tokens.clone()).collect();
            for person in people {
                self.list_behind(person.end);
                self.list_ahead(person.start);
            }
            if self.found.len() == before {
                return;
            }
        }
    }

    fn list_behind(&mut self, end: usize) {
        let mark = self.finder.document.hit_at(end, WordClass::Conjunction).map(|hit| hit.tokens.end);
        let Some(at) = mark.filter(|&at| at < self.sentence.end && !self.covered(at)) else { return };
        let foreign = self.foreign(at).filter(|&next| (at..next).any(|at| self.joins(at)));
        if let Some(next) = self.surnamed(at).or(foreign) {
            let titled = self.finder.document.hit_at(next, WordClass::Post).is_some();
            if !titled {
                self.push(at..next, "list");
            }
        }
    }

    /// The name before an enumeration mark, if it starts a clause or stands behind another mark.
    fn list_ahead(&mut self, start: usize) {
        let mark = start.checked_sub(1).filter(|&at| {
            at > self.sentence.start && self.kind(at) == Some(TokenKind::Punctuation) && self.is(at, WordClass::Conjunction)
        });
        let Some(mark) = mark.filter(|&mark| !self.covered(mark - 1)) else { return };
        let first = (2..=4)
            .filter_map(|length| mark.checked_sub(length))
            .find(|&at| at >= self.sentence.start && self.starts_clause(at) && self.surnamed(at) == Some(mark));
        if let Some(first) = first {
            self.push(first..mark, "list");
        }
    }
}
