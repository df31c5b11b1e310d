//! Names that their first word gives away, and fields of posts: both go on to the right.

use super::{Segment, Sort, chunk::Chunker};
use crate::model::{Kind, TokenKind, WordClass};

impl Chunker<'_> {
    /// A name whose first word tells what it is, as in `Universitas Gadjah Mada`.
    pub(super) fn opened_name(&self, at: usize, end: usize) -> Option<Segment> {
        if !self.is_capital(at) {
            return None;
        }
        let openers = [
            (WordClass::EventOpener, Kind::Event, "event-opener"),
            (WordClass::OrganizationOpener, Kind::Organization, "organization-opener"),
            (WordClass::VenueOpener, Kind::Place, "venue-opener"),
            (WordClass::PlaceOpener, Kind::Place, "place-opener"),
        ];
        let hit = |class| self.document.hit_at(at, class);
        let (opener, kind, rule) = openers
            .into_iter()
            .filter_map(|(class, kind, rule)| hit(class).map(|hit| (hit, kind, rule)))
            .max_by_key(|(hit, _, _)| hit.tokens.len())?;
        let post = self.document.hit_at(at, WordClass::Post).is_some_and(|post| post.tokens.len() >= opener.tokens.len());
        let headed = self.last_head(
            &(at..self.run(opener.tokens.end.min(end), end).max(at)),
            &[WordClass::EventHead, WordClass::OrganizationHead],
        );
        let english = headed.is_some_and(|head| {
            head.tokens.start > opener.tokens.end && head.class == WordClass::EventHead && kind != Kind::Event
        });
        if post || english {
            return None;
        }
        let mut name_end = self.opened_end(opener.tokens.end, end, kind);
        if kind == Kind::Organization {
            name_end = self.before_person(at, opener.tokens.end, name_end);
        }
        let (acronym, after) = self.acronym(name_end, end).map_or((None, name_end), |(inside, after)| (Some(inside), after));
        if kind == Kind::Event {
            let tail = self.opened_end(after, end, kind);
            if tail > after || acronym.is_none() {
                name_end = tail.max(name_end);
            }
        }
        let bare = name_end == opener.tokens.end
            || kind == Kind::Event && (opener.tokens.end..name_end).all(|at| self.document.is(at, WordClass::GenericWord));
        let gazetteer =
            if kind == Kind::Place { self.place_prefix(opener.tokens.end, name_end).map(|(key, _)| key) } else { None };
        let too_weak = bare
            && acronym.is_none()
            && (opener.tokens.len() == 1 && self.document.tokens[at].kind != TokenKind::Upper || kind != Kind::Organization);
        (!too_weak).then_some(Segment { tokens: at..name_end, sort: Sort::Name(kind), acronym, gazetteer, rule })
    }

    /// `Direktur PT Samudera Jaya ANTON WIJAYA`: where the name of the person starts that a body behind a post has run into.
    ///
    /// At a known given name with a word of the body in front of it; else two words before the end of four or more.
    pub(super) fn before_person(&self, at: usize, opener_end: usize, end: usize) -> usize {
        let titled = at > 0 && self.pack.body_follows_title && self.document.is(at - 1, WordClass::Post);
        let comma_name = self.folded(end) == "," && self.is_capital(end + 1);
        let plain = (opener_end..end).all(|at| self.document.tokens[at].kind == TokenKind::Capital);
        if !titled || comma_name || !plain || end < opener_end + 3 {
            return end;
        }
        let given = (opener_end + 1..end - 1).find(|&at| self.is_given(at));
        given.unwrap_or(if end >= opener_end + 4 { end - 2 } else { end })
    }

    /// End of a name that goes on to the right: capitals, links between capitals, ordinals, and for events nested abbreviations.
    pub(super) fn opened_end(&self, start: usize, end: usize, kind: Kind) -> usize {
        let mut at = start;
        while at < end && at - start < 14 {
            if at > start
                && kind != Kind::Event
                && let Some((_, place_end)) = self.place_prefix(at, end)
            {
                return place_end;
            }
            if kind == Kind::Event && self.is_edition_mark(at) {
                at += 1;
                continue;
            }
            if self.is_capital(at)
                && self.document.date_at(at).is_none()
                && (at == start || self.run(at - 1, at + 1) == at + 1 || !self.is_capital(at - 1))
            {
                at += 1;
                continue;
            }
            let nested = self
                .acronym(at, end)
                .map(|(_, after)| after)
                .filter(|&after| kind == Kind::Event && (self.is_edition_mark(after) || self.is_capital(after)));
            let link = self.document.hit_at(at, WordClass::NameLink).map(|hit| hit.tokens.end);
            let link = link.filter(|&next| at > start && next < end && self.is_capital(next) && self.joins_parts(next, kind));
            match nested.or(link) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// Whether what stands behind a conjunction is a mere part of the name: no post, no name of its own.
    pub(super) fn joins_parts(&self, at: usize, kind: Kind) -> bool {
        let document = self.document;
        let own = WordClass::OrganizationOpener.bit()
            | WordClass::EventOpener.bit()
            | WordClass::Post.bit()
            | WordClass::OrganizationKnown.bit()
            | WordClass::Honorific.bit();
        kind != Kind::Place
            && !document.is_any(at, own)
            && document.tokens[at].kind != TokenKind::Upper
            && self.place_prefix(at, document.tokens.len()).is_none()
    }

    /// `Dirjen INFORMASI DAN DIPLOMASI PUBLIK Kementerian …`: capitals between a post and its body are the post's field.
    pub(super) fn field_behind_title(&self, at: usize, end: usize) -> Option<usize> {
        let behind_post = at > 0
            && self.pack.body_follows_title
            && self.is_capital(at)
            && self.document.is(at - 1, WordClass::Post)
            && self.document.hit_at(at, WordClass::Post).is_none();
        if !behind_post {
            return None;
        }
        let is_body = |at: usize| {
            let opener = self.document.hit_at(at, WordClass::OrganizationOpener).is_some()
                || self.document.hit_at(at, WordClass::OrganizationKnown).is_some();
            self.is_capital(at)
                && (opener || self.document.tokens[at].kind == TokenKind::Upper && self.document.tokens[at].folded.len() > 1)
        };
        if is_body(at) || self.place_prefix(at, end).is_some() {
            return None;
        }
        let mut next = at;
        while next < end && next < at + 7 && !is_body(next) {
            let joins = self.is_capital(next) || self.document.is(next, WordClass::Conjunction) && self.is_capital(next + 1);
            if !joins || self.is_surname_first(next, next + 2) {
                return None;
            }
            next += 1;
        }
        (next < end && next > at && is_body(next)).then_some(next)
    }

    /// Whether a minister's post and `of` without an article stand right before: what follows is a field, no body.
    pub(super) fn is_field_of_portfolio(&self, start: usize) -> bool {
        start >= 2
            && self.document.hit_at(start - 1, WordClass::NameLink).is_some_and(|hit| hit.tokens.end == start)
            && self.document.is(start - 2, WordClass::PortfolioPost)
    }
}
