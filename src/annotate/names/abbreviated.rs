//! Events told by an abbreviation alone: with a year, a code or the number of an edition.

use super::chunk::Chunker;
use crate::model::{TokenKind, TokenRange, WordClass};

impl Chunker<'_> {
    /// `FITUR 2026`: an abbreviation and a year, with nothing else of a name on either side.
    fn dated_acronym(&self, at: usize) -> Option<TokenRange> {
        let token = &self.document.tokens[at];
        if token.kind != TokenKind::Upper {
            return None;
        }
        let letters = token.folded.chars().all(char::is_alphabetic) && token.folded.chars().count() >= 3;
        let alone = (at == 0 || !self.is_capital(at - 1) || self.document.is(at - 1, WordClass::NotName))
            && self.is_year(at + 1)
            && !self.is_capital(at + 2);
        let known = self.document.is_any(at, WordClass::NotName.bit() | WordClass::Wire.bit() | WordClass::InPlace.bit());
        let headed = self.document.is(at + 2, WordClass::EventHead);
        let month = self.calendar().month(&token.folded).is_some();
        // A budget or a law with its year is named once; what the article is about, again.
        let again = || self.document.tokens.iter().filter(|other| other.folded == token.folded).count() >= 2;
        let opens = self.document.sentences[self.document.sentence_of(at)].tokens.start == at;
        let placed = opens || self.document.is_any(at - 1, WordClass::AtEvent.bit() | WordClass::Determiner.bit());
        (letters && alone && placed && !known && !headed && !month && self.document.date_at(at).is_none() && again())
            .then_some(at..at + 2)
    }

    /// An event told by an abbreviation with a year, a code or the number of an edition; with the rule that says so.
    pub(super) fn abbreviated_event(&self, at: usize) -> Option<(TokenRange, &'static str)> {
        let dated = self.dated_acronym(at).or_else(|| self.coded_event(at)).map(|tokens| (tokens, "acronym-and-year"));
        dated.or_else(|| self.numbered_acronym(at).map(|tokens| (tokens, "numbered-acronym")))
    }

    /// `COP30`: an abbreviation that opens names of events, with a number.
    fn coded_event(&self, at: usize) -> Option<TokenRange> {
        let token = &self.document.tokens[at];
        let stem = token.folded.trim_end_matches(|c: char| c.is_ascii_digit());
        let openers = self.pack.words.get(&WordClass::EventOpener)?;
        let opened = stem.len() < token.folded.len() && openers.iter().any(|known| known.to_lowercase() == stem);
        (token.kind == TokenKind::Upper && opened && !self.is_capital(at + 1)).then_some(at..at + 1)
    }

    /// `AFMGM ke-11`: an abbreviation that is no body's known name, and the number of an edition.
    fn numbered_acronym(&self, at: usize) -> Option<TokenRange> {
        let token = &self.document.tokens[at];
        let letters = token.kind == TokenKind::Upper && token.folded.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let barred = WordClass::NotName.bit() | WordClass::OrganizationKnown.bit() | WordClass::Post.bit();
        let posted = (at.saturating_sub(2)..at).any(|at| self.document.is(at, WordClass::Post));
        let number = self.is_edition_mark(at + 1) && !self.is_year(at + 1) && !self.is_capital(at + 1);
        let free = letters && !posted && number && !self.document.is_any(at, barred) && !self.is_capital(at + 2);
        (free && self.place_prefix(at, at + 1).is_none() && self.document.date_at(at + 1).is_none()).then_some(at..at + 2)
    }
}
