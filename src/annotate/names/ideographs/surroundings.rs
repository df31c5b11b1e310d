//! What speaks for a person's name on either side of it: posts, marks, verbs, the row that it stands in.

use super::{Finder, lattice::Lattice};
use crate::{
    knowledge::WordSort,
    model::{TokenKind, TokenRange, WordClass},
};

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
const DOES: u128 = WordClass::SpeechVerb.bit()
    | WordClass::AttendVerb.bit()
    | WordClass::ChairVerb.bit()
    | WordClass::Message.bit()
    | WordClass::Elsewhere.bit();

/// One sentence, seen from the names in it.
pub(super) struct Surroundings<'a, 'b> {
    pub(super) finder: &'a Finder<'b>,
    pub(super) sentence: &'a TokenRange,
    pub(super) lattice: &'a Lattice,
    /// Known places.
    pub(super) places: &'a [TokenRange],
    pub(super) titles: &'a Titles,
}

/// Before which tokens of a sentence a title ends, and of which sort.
pub(super) struct Titles {
    start: usize,
    /// For each token and the end of the sentence the classes of the words that end there.
    ending: Vec<u128>,
}

impl Titles {
    const CLASSES: u128 = WordClass::Byline.bit()
        | WordClass::Post.bit()
        | WordClass::Honorific.bit()
        | WordClass::SpeechBy.bit()
        | WordClass::ChairBy.bit()
        | WordClass::AttendBy.bit();

    pub(super) fn new(finder: &Finder<'_>, sentence: &TokenRange) -> Self {
        let mut ending = vec![0; sentence.len() + 1];
        for at in sentence.clone() {
            for hit in finder.hits_at(at).filter(|hit| hit.class.bit() & Self::CLASSES != 0 && hit.tokens.end <= sentence.end) {
                ending[hit.tokens.end - sentence.start] |= hit.class.bit();
            }
        }
        Self { start: sentence.start, ending }
    }

    /// Whether a title of some sort ends before a token.
    fn any(&self, end: usize) -> bool {
        end.checked_sub(self.start).and_then(|end| self.ending.get(end)).is_none_or(|classes| *classes != 0)
    }
}

impl Surroundings<'_, '_> {
    /// What both sides together say for a name.
    pub(super) fn evidence(&self, tokens: &TokenRange) -> f32 {
        let last = tokens.end - 1;
        let acts = self.finder.hits_at(tokens.end).any(|hit| hit.tokens.len() >= 2 && hit.class.bit() & DOES != 0);
        let joins = acts && self.finder.document.hit_at(last, WordClass::Conjunction).is_some();
        let particle = self.finder.document.hit_at(last, WordClass::NameParticle).is_some() && !self.marked(tokens.end) && !joins;
        let word = if self.finder.starts_word(tokens.start) { -2.0 } else { 0.0 };
        self.before(tokens.start) + self.behind(tokens.end) + word - if particle { 4.0 } else { 0.0 }
    }

    fn before(&self, at: usize) -> f32 {
        let title = self.title_before(at);
        if title > 0.0 {
            title
        } else if self.is_introduced(at) {
            7.0
        } else if self.starts_clause(at) {
            1.5
        } else if self.lattice_breaks(at) {
            0.0
        } else {
            -1.5
        }
    }

    /// Whether a function word or verb ends before the token.
    fn lattice_breaks(&self, at: usize) -> bool {
        (1..=3).any(|length| {
            let start = at.checked_sub(length).filter(|&start| start >= self.sentence.start);
            start.is_some_and(|start| {
                let (reach, sort) = self.lattice.word_at(start);
                reach == length && matches!(sort, Some(WordSort::Function | WordSort::Verb | WordSort::Number | WordSort::Time))
            })
        })
    }

    fn behind(&self, end: usize) -> f32 {
        let document = self.finder.document;
        let next = self.skip_filler(end);
        let does = self.finder.hits_at(next).any(|hit| {
            let post = hit.class == WordClass::AsPost && hit.tokens.len() >= 2;
            (hit.class.bit() & DOES != 0 || post) && hit.tokens.end <= self.sentence.end
        });
        let addressed = document.hit_at(end, WordClass::Honorific).is_some_and(|hit| hit.tokens.len() >= 2);
        let post = document.hit_at(end, WordClass::Post).filter(|hit| hit.tokens.len() >= 2).map(|hit| hit.tokens.end);
        let titled =
            addressed || post.is_some_and(|post| self.closes(post) && document.hit_at(post, WordClass::Honorific).is_none());
        if does {
            3.5
        } else if titled && !self.finder.gap_before(end) {
            if addressed { 5.0 } else { 4.0 }
        } else if matches!(self.finder.folded(end), "(" | "（") {
            2.0
        } else if document.hit_at(end, WordClass::Conjunction).is_some_and(|_| self.is_mark(end)) {
            1.5
        } else if self.closes(end) {
            1.0
        } else {
            match self.lattice.word_at(end) {
                (_, Some(WordSort::Function | WordSort::Time | WordSort::Number)) | (2.., Some(WordSort::Verb)) => 0.5,
                _ => -1.5,
            }
        }
    }

    /// How much the title says that ends right before a token: a post, a form of address, or the word of a byline.
    pub(super) fn title_before(&self, at: usize) -> f32 {
        let document = self.finder.document;
        if at == 0 || at < self.sentence.start {
            return 0.0;
        }
        let labels = |at: usize| matches!(self.finder.folded(at), ":" | "：" | "/" | "|" | "】" | "]");
        let mut end = at;
        while end > self.sentence.start && labels(end - 1) {
            end -= 1;
        }
        if !self.titles.any(end) {
            return 0.0;
        }
        let labelled = end < at || self.finder.gap_before(at);
        let floor = end.saturating_sub(8).max(self.sentence.start);
        let ends_here = |class: WordClass| document.hits_in(floor..end, class).any(|hit| hit.tokens.end == end);
        let deeds = [WordClass::SpeechBy, WordClass::ChairBy, WordClass::AttendBy];
        if labelled && ends_here(WordClass::Byline) || end < at && deeds.iter().any(|&class| ends_here(class)) {
            return 5.0;
        }
        // `致辞：校长 NAME`
        if end == at && self.finder.gap_before(at) && ends_here(WordClass::Post) {
            return 3.5;
        }
        if end < at || self.finder.gap_before(at) {
            return 0.0;
        }
        // `省长` in the name of a province with its town is no post.
        let across = |start: usize| self.places.iter().any(|place| place.start < start && start < place.end);
        if document.hits_in(floor..end, WordClass::Post).any(|hit| hit.tokens.end == end && !across(hit.tokens.start)) {
            7.0
        } else if ends_here(WordClass::Honorific) {
            5.0
        } else {
            0.0
        }
    }

    /// Whether the word of a byline, with a colon or a space behind it, stands right before a token.
    pub(super) fn labelled(&self, at: usize) -> bool {
        let mut end = at;
        while end > self.sentence.start && matches!(self.finder.folded(end - 1), ":" | "：" | "/" | "|" | "】" | "]") {
            end -= 1;
        }
        let floor = end.saturating_sub(8).max(self.sentence.start);
        let byline = self.finder.document.hits_in(floor..end, WordClass::Byline).any(|hit| hit.tokens.end == end);
        byline && (end < at || self.finder.gap_before(at))
    }

    /// Whether a single character that joins names stands there.
    pub(super) fn joins_names(&self, at: usize) -> bool {
        self.finder.hits_at(at).any(|hit| hit.class == WordClass::Conjunction && hit.tokens.len() == 1)
    }

    /// Whether a post that has no name in front ends right before a token.
    pub(super) fn post_before(&self, at: usize) -> bool {
        if !self.titles.any(at) {
            return false;
        }
        let floor = at.saturating_sub(8).max(self.sentence.start);
        let mut posts = self.finder.document.hits_in(floor..at, WordClass::Post).filter(|hit| hit.tokens.end == at);
        posts.any(|hit| {
            !(2..=4).filter_map(|length| hit.tokens.start.checked_sub(length)).any(|start| {
                start >= self.sentence.start
                    && self.starts_clause(start)
                    && self.lattice.name_gain(&(start..hit.tokens.start)).is_some_and(|gain| gain > 0.0)
            })
        })
    }

    /// Whether two names stand in one row: only an enumeration mark or joining word between them.
    pub(super) fn in_row(&self, a: &TokenRange, b: &TokenRange) -> bool {
        let (first, second) = if a.start < b.start { (a, b) } else { (b, a) };
        let joint = self.finder.document.hit_at(first.end, WordClass::Conjunction).map(|hit| hit.tokens.clone());
        let joined = joint.is_some_and(|joint| joint.end == second.start);
        let byline = first.end == second.start && self.finder.gap_before(second.start) && self.title_before(first.start) > 0.0;
        joined && (self.is_mark(first.end) || self.closes(a.end.max(b.end))) || byline && self.marked(second.end)
    }

    /// Whether an enumeration mark stands there.
    pub(super) fn enumerates(&self, at: usize) -> bool {
        self.is_mark(at) && self.finder.document.hit_at(at, WordClass::Conjunction).is_some()
    }

    fn is_mark(&self, at: usize) -> bool {
        self.finder.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation)
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.finder.document.tokens.get(at).filter(|_| at < self.sentence.end).map(|token| token.kind)
    }

    /// A mark, white space or the end of the sentence.
    pub(super) fn marked(&self, at: usize) -> bool {
        self.kind(at).is_none_or(|kind| kind == TokenKind::Punctuation) || self.finder.gap_before(at)
    }

    /// Whether a name can end before the token.
    pub(super) fn closes(&self, at: usize) -> bool {
        if at >= self.sentence.end || self.finder.gap_before(at) {
            return true;
        }
        match self.finder.document.tokens[at].kind {
            TokenKind::Punctuation => !self.joins(at),
            TokenKind::Ideograph => self.finder.hits_at(at).any(|hit| hit.class.bit() & ENDS != 0),
            _ => true,
        }
    }

    /// A dot or hyphen between the parts of a foreign name.
    pub(super) fn joins(&self, at: usize) -> bool {
        at > self.sentence.start
            && self.kind(at) == Some(TokenKind::Punctuation)
            && matches!(self.finder.raw(at), "·" | "•" | "‧" | "・" | "．" | "-" | "‐" | "－" | "∙" | "●")
            && self.kind(at + 1) == Some(TokenKind::Ideograph)
            && self.kind(at - 1) == Some(TokenKind::Ideograph)
    }

    fn starts_clause(&self, at: usize) -> bool {
        at == self.sentence.start
            || self.finder.gap_before(at)
            || self.kind(at - 1) == Some(TokenKind::Punctuation) && !self.joins(at - 1)
            || self.finder.document.hits_in(at.saturating_sub(3)..at, WordClass::AgentBy).any(|hit| hit.tokens.end == at)
            || self.finder.document.hits_in(at.saturating_sub(3)..at, WordClass::Conjunction).any(|hit| hit.tokens.end == at)
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
}
