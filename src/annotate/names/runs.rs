//! Where a body ends and a person starts in a row of capitals without any mark: `Ketua DPW PKS DIY Agus Salim`.
//!
//! Only in languages where a body stands right behind a post and before the name.

use super::{Segment, Sort, chunk::Chunker};
use crate::{
    knowledge::{Calendar, Level},
    model::{Kind, TokenKind, TokenRange, WordClass},
};

impl Chunker<'_> {
    fn is_upper(&self, at: usize) -> bool {
        let token = self.document.tokens.get(at);
        token.is_some_and(|token| {
            token.kind == TokenKind::Upper && token.folded.chars().filter(|c| c.is_alphabetic()).count() >= 2
        }) && !self.document.is_any(at, WordClass::Honorific.bit() | WordClass::NotName.bit() | WordClass::NameSuffix.bit())
    }

    /// `Wakil Ketua DPR FADLI ZON`, `KPU DKI Jakarta`: behind an abbreviation that opens a name stands its branch, or a person.
    pub(super) fn abbreviated_end(&self, at: usize, opener_end: usize, end: usize) -> usize {
        let branch = self.branch_end(opener_end, end);
        let rest = branch..end;
        // `PT`, `CV` and the like are forms, no bodies.
        if self.folded(at).len() <= 2 {
            return end;
        }
        let known = self.document.hit_at(at, WordClass::OrganizationKnown).is_some();
        let titled = self.pack.body_follows_title && (self.is_behind_post(at) || self.is_behind_field(at));
        let cut = self.is_capital(end);
        if titled && !cut && !rest.is_empty() && self.acronym(end, end + 6).is_none() {
            return self.person_start(rest, branch, !known).unwrap_or(if known { branch } else { end });
        }
        let plain = !rest.is_empty() && rest.len() <= 4 && rest.clone().all(|at| self.is_plain(at));
        // `RSUP Wahidin Sudirohusodo`: without a post in front the words are the body's own
        let person = plain && (known || titled) && (self.is_given_name(branch) || rest.len() >= 2 && self.is_person(branch, end));
        if person || plain && known && self.is_behind_post(at) && self.pack.body_follows_title { branch } else { end }
    }

    /// `VI`, `7`
    pub(super) fn is_numeral(&self, at: usize) -> bool {
        let token = self.document.tokens.get(at);
        token.is_some_and(|token| {
            token.kind == TokenKind::Number || Calendar::roman(token.span.of(&self.document.article.text)).is_some()
        })
    }

    /// Whether an abbreviation stands right before.
    pub(super) fn is_upper_body(&self, at: usize) -> bool {
        at > 0 && self.document.tokens[at - 1].kind == TokenKind::Upper
    }

    fn is_plain(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Capital)
    }

    pub(super) fn is_given_name(&self, at: usize) -> bool {
        self.is_plain(at) && self.is_given(at)
    }

    /// `DPW PKS DIY`, `DLH Kabupaten Wonosobo`: abbreviations in a row, or one with the place of its branch.
    pub(super) fn abbreviated_body(&self, at: usize) -> Option<Segment> {
        let event = self.coined.end_at(self.document, at, Kind::Event).is_some();
        if event || !self.pack.body_follows_title || !self.is_upper(at) || self.place_prefix(at, at + 1).is_some() {
            return None;
        }
        let run = self.run(at, self.document.tokens.len());
        let mut end = at + 1;
        while end < run && self.is_upper(end) && !self.breaks_name(end) {
            end += 1;
        }
        let roman = |at: usize| Calendar::roman(self.document.tokens[at].span.of(&self.document.article.text)).is_some();
        if end < run && end == at + 1 && roman(end) {
            end += 1;
        }
        let mut branch = self.branch_end(end, run.max(end));
        if branch == end {
            branch = self.branch_end(end, self.document.tokens.len().min(end + 4));
        }
        let several = end - at >= 2 || branch > end;
        let shouted = (at..run).all(|at| self.is_upper(at)) && run - at > 3;
        let person = self.named_behind_upper(at, branch, run);
        let (end, sure) = (person.unwrap_or(branch), several || person.is_some());
        (sure && !shouted).then(|| {
            let acronym = self.acronym(end, self.document.tokens.len()).map(|(inside, _)| inside);
            let sort = Sort::Name(Kind::Organization);
            Segment { tokens: at..end, sort, acronym, gazetteer: None, rule: "abbreviated-body" }
        })
    }

    fn breaks_name(&self, at: usize) -> bool {
        self.document.hit_at(at, WordClass::EventOpener).is_some()
    }

    /// `Rektor IAI Tribakti REZA AHMAD ZAHID`: where the person starts behind an abbreviation that stands behind a post.
    fn named_behind_upper(&self, at: usize, from: usize, run: usize) -> Option<usize> {
        if !self.is_behind_post(at) || !(from..run).all(|at| self.is_plain(at) || self.document.is(at, WordClass::NameParticle)) {
            return None;
        }
        let given = (from..run).find(|&at| self.is_given_name(at));
        given.filter(|&given| given <= from + 2 && (given == from || run - given >= 2))
    }

    /// Where the person starts in a row of plain capitals behind a post: `Ketua Verkhovna Rada RUSLAN STEFANCHUK`.
    pub(super) fn person_in_row(&self, at: usize, run: usize) -> Option<usize> {
        let plain = (at..run).all(|at| self.is_plain(at));
        if !self.pack.body_follows_title || !self.is_behind_post(at) || !plain || self.is_given_name(at) {
            return None;
        }
        if run - at < 3 {
            return None;
        }
        self.person_start(at..run, at, false).filter(|&start| start > at)
    }

    /// `Deputi Bidang Produk Wisata KEMENPAREKRAF`: a post and capitals of its field stand in front without a mark.
    pub(super) fn is_behind_field(&self, at: usize) -> bool {
        let link = WordClass::Conjunction.bit() | WordClass::FromBody.bit();
        let part = |at: &usize| self.is_capital(*at) || self.document.is_any(*at, link);
        let first = (at.saturating_sub(12)..at).rev().take_while(part).last();
        first.is_some_and(|first| (first..at).any(|at| self.document.is(at, WordClass::Post)))
    }

    /// A word that can start a personal name: a plain capital, or a form of address.
    pub(super) fn is_plain_start(&self, at: usize) -> bool {
        let address = self.document.hit_at(at, WordClass::Honorific).is_some() && self.is_capital(at);
        address
            || self.is_plain(at)
                && !self.document.is_any(at, WordClass::Post.bit() | WordClass::PlaceOpener.bit() | WordClass::NotName.bit())
                && self.place_prefix(at, at + 1).is_none()
    }

    /// `Eko S.A. Cahyanto`, `Hariyadi B. Sukamdani`: a form of address of one letter that is an initial inside a name.
    pub(super) fn is_initial(&self, at: usize) -> bool {
        let letters = self.folded(at).chars().filter(|c| c.is_alphabetic()).count();
        let short = letters == 1 || letters == 2 && self.folded(at).matches('.').count() == 2;
        let free = |at: usize| {
            self.is_plain(at)
                && !self.document.is_any(at, WordClass::Post.bit() | WordClass::Honorific.bit() | WordClass::NotName.bit())
                && self.place_prefix(at, at + 1).is_none()
        };
        short && at > 0 && free(at - 1) && self.is_plain(at + 1)
    }

    /// A word at the start of a sentence that its beginning tells to be a verb or a noun made from one.
    pub(super) fn is_derived_word(&self, at: usize) -> bool {
        let folded = self.folded(at);
        let long = |affix: &&String| folded.len() >= affix.len() + 4;
        let derived = self.pack.plain_prefixes.iter().filter(long).any(|prefix| folded.starts_with(prefix))
            || self.pack.plain_suffixes.iter().filter(long).any(|suffix| folded.ends_with(suffix));
        derived
            && self.is_plain(at)
            && !self.knowledge.given_names.contains(folded)
            && !self.knowledge.family_names.contains(folded)
            && self.place_prefix(at, at + 1).is_none()
    }

    /// `Lestari Fatimah ROSANA`, `Sari Rasa Foods INDONESIA`: a small town abroad behind plain words is rather the last of a person's
    /// names, and a country behind a name is where a company is.
    pub(super) fn belongs_to_name(&self, start: usize, place: usize, key: &str) -> bool {
        let gazetteer = &self.knowledge.gazetteer;
        let Some(place_of) = gazetteer.by_key(key).map(|idx| gazetteer.place(idx)) else { return false };
        if place_of.level == Level::Country {
            return self.is_company_of(start..place, place);
        }
        let home = self.pack.home_country.as_deref().and_then(|key| key.rsplit('/').next());
        self.pack.body_follows_title
            && place_of.level == Level::City
            && place_of.country != home
            && !gazetteer.is_well_known(self.folded(place))
            && (start..place).all(|at| self.is_plain_start(at))
    }

    /// `Sari Rasa Foods INDONESIA`: the home country in one word behind words that name nobody.
    pub(super) fn is_company_of(&self, words: TokenRange, country: usize) -> bool {
        let home = self.pack.home_country.as_deref();
        let named = self.place_prefix(country, country + 1).is_some_and(|(key, _)| Some(key) == home);
        let post = words.start > 0 && self.document.is(words.start - 1, WordClass::Post);
        self.pack.body_follows_title
            && named
            && !post
            && self.document.tokens[country].kind == TokenKind::Capital
            && !words.clone().any(|at| self.is_given(at) || self.document.is(at, WordClass::Post))
    }

    /// `IMAM Maskur`: a post of one word that names people too, right before a plain word.
    pub(super) fn is_named_like_post(&self, at: usize) -> bool {
        let one = self.document.hit_at(at, WordClass::Post).is_some_and(|hit| hit.tokens.len() == 1);
        let next = at + 1;
        let own = WordClass::OrganizationOpener.bit() | WordClass::VenueOpener.bit() | WordClass::OrganizationKnown.bit();
        self.pack.body_follows_title
            && one
            && self.document.hit_at(at, WordClass::GivenName).is_some()
            && self.is_plain_start(next)
            && !self.document.is_any(next, own)
    }

    /// `NOR Azlina`: a word of another language, or one of several meanings, that opens names too.
    pub(super) fn opens_plain_name(&self, at: usize) -> bool {
        self.document.hit_at(at, WordClass::GivenName).is_some()
            && !self.document.is(at, WordClass::Filler)
            && self.is_plain_start(at + 1)
    }
}
