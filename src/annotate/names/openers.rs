//! Names that their first word gives away, and fields of posts: both go on to the right.

use super::{Segment, Sort, chunk::Chunker};
use crate::{
    knowledge::Calendar,
    model::{Kind, TokenKind, WordClass},
};

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
        if opener.class == WordClass::OrganizationOpener
            && opener.tokens.len() == 1
            && self.document.hit_at(at, WordClass::SubBody).is_some()
            && self.is_behind_post(at)
            && self.is_mark(opener.tokens.end)
        {
            let tokens = at..opener.tokens.end + 1;
            return Some(Segment { tokens, sort: Sort::Post, acronym: None, gazetteer: None, rule: "sub-body" });
        }
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
        let known = self.document.hit_at(at, WordClass::OrganizationKnown).filter(|_| kind == Kind::Organization);
        if let Some(known) = known.filter(|hit| hit.tokens.end > opener.tokens.end && hit.tokens.end <= name_end) {
            name_end = known.tokens.end;
        } else if kind == Kind::Organization {
            name_end = self.before_person(at, opener.tokens.end, name_end);
        }
        let mut nested = false;
        while kind == Kind::Organization && self.opens_inner_body(at, name_end) {
            let Some(hit) = self.document.hit_at(name_end, WordClass::OrganizationOpener) else { break };
            name_end = self.opened_end(hit.tokens.end, end, kind);
            name_end = self.before_person(at, hit.tokens.end, name_end);
            nested = true;
        }
        let (acronym, after) = self.acronym(name_end, end).map_or((None, name_end), |(inside, after)| (Some(inside), after));
        if kind == Kind::Organization {
            name_end = self.with_branch(name_end, after, end);
        }
        if kind == Kind::Event {
            let tail = self.opened_end(after, end, kind);
            if tail > after || acronym.is_none() {
                name_end = tail.max(name_end);
            }
        }
        let bare = name_end == opener.tokens.end && !nested
            || kind == Kind::Event && (opener.tokens.end..name_end).all(|at| self.document.is(at, WordClass::GenericWord));
        let gazetteer =
            if kind == Kind::Place { self.place_prefix(opener.tokens.end, name_end).map(|(key, _)| key) } else { None };
        let too_weak = bare
            && acronym.is_none()
            && (opener.tokens.len() == 1 && self.document.tokens[at].kind != TokenKind::Upper || kind != Kind::Organization);
        (!too_weak).then_some(Segment { tokens: at..name_end, sort: Sort::Name(kind), acronym, gazetteer, rule })
    }

    /// `Departemen Tanah FAKULTAS Pertanian UNIVERSITAS Brawijaya`: an inner body whose name goes on with the body around it.
    fn opens_inner_body(&self, at: usize, name_end: usize) -> bool {
        let inner = self.document.hit_at(at, WordClass::SubBody).is_some();
        inner && self.is_capital(name_end) && self.document.hit_at(name_end, WordClass::OrganizationOpener).is_some()
    }

    /// `Badan Permusyawaratan Desa (BPD) TOTOGAN`: the place behind the abbreviation, known or set off by what stands behind it.
    fn with_branch(&self, name_end: usize, after: usize, end: usize) -> usize {
        if after == name_end || !self.is_capital(after) {
            return name_end;
        }
        let branch = self.branch_end(after, end);
        let lone = self.folded(after + 1) == ","
            && self.is_capital(after + 2)
            && self.document.hit_at(after, WordClass::Post).is_none()
            && !self.knowledge.given_names.contains(self.folded(after));
        if branch > after {
            branch
        } else if lone && self.pack.body_follows_title {
            after + 1
        } else {
            name_end
        }
    }

    /// `Direktur PT Samudera Jaya ANTON WIJAYA`: where the name of the person starts that a body behind a post has run into.
    ///
    /// At a known given name with a word of the body in front of it; else two words before the end of four or more.
    pub(super) fn before_person(&self, at: usize, opener_end: usize, end: usize) -> usize {
        let titled = self.pack.body_follows_title && self.is_behind_post(at);
        let comma_name = self.folded(end) == "," && self.is_capital(end + 1);
        // The person's name is plain capitals; the body may have abbreviations and conjunctions in front of them.
        let first = (opener_end..end).rev().take_while(|&at| self.document.tokens[at].kind == TokenKind::Capital).last();
        let Some(first) = first.filter(|&first| titled && !comma_name && end >= opener_end + 3 && end >= first + 1) else {
            return end;
        };
        let upper = first > opener_end && self.document.tokens[first - 1].kind == TokenKind::Upper;
        if upper && end - first <= 4 {
            return first;
        }
        let from = first.max(opener_end + 1);
        let given = (from..end - 1).find(|&at| self.knowledge.given_names.contains(self.folded(at)));
        given.unwrap_or(if end >= first.max(opener_end) + 4 || first > opener_end && end >= first + 3 { end - 2 } else { end })
    }

    /// End of a name that goes on to the right: capitals, links between capitals, ordinals, and for events nested abbreviations.
    pub(super) fn opened_end(&self, start: usize, end: usize, kind: Kind) -> usize {
        let mut at = start;
        while at < end && at - start < 14 {
            if at > start
                && kind != Kind::Event
                && let Some((_, place_end)) = self.place_prefix(at, end)
                && (kind == Kind::Place || self.is_last_part(start, place_end))
            {
                return place_end;
            }
            if kind == Kind::Place && self.document.is(at, WordClass::Honorific) && self.run(at.saturating_sub(1), at + 1) == at {
                break;
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

    /// `IV`, `A`: what tells one of several inner bodies.
    fn is_mark(&self, at: usize) -> bool {
        let text = self.document.tokens.get(at).map_or("", |token| token.span.of(&self.document.article.text));
        self.is_capital(at) && (Calendar::roman(text).is_some() || text.chars().count() == 1)
    }

    /// Whether a place closes a body's name: `PT Pakan NUSANTARA Sejahtera` goes on, `Rektor Universitas JAMBI Helmi` does not.
    fn is_last_part(&self, start: usize, place_end: usize) -> bool {
        let opener =
            (start.saturating_sub(4)..start).find(|&at| self.document.hit_at(at, WordClass::OrganizationOpener).is_some());
        let titled = opener.is_some_and(|opener| self.is_behind_post(opener));
        titled || !self.pack.body_follows_title || !self.is_capital(place_end) || self.is_given_name(place_end)
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
        let opened = at > 1
            && (self.document.is(at - 1, WordClass::FieldOpener) || self.document.is(at - 1, WordClass::PostModifier))
            && (at.saturating_sub(3)..at - 1).any(|at| self.document.is(at, WordClass::Post));
        let behind_post = at > 0
            && self.pack.body_follows_title
            && self.is_capital(at)
            && (self.document.is(at - 1, WordClass::Post) || opened)
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
        while next < end && next < at + 10 && !is_body(next) {
            let joins = self.is_capital(next) || self.document.is(next, WordClass::Conjunction) && self.is_capital(next + 1);
            let list = self.folded(next) == "," && self.is_listed_field(next + 1, end);
            if !joins && !list {
                break;
            }
            if self.is_surname_first(next, next + 2) {
                return None;
            }
            next += 1;
        }
        // `Kepala Biro KOMUNIKASI DAN LAYANAN INFORMASI, NAME`: two fields joined, and a comma before the name.
        let joined = (at..next).any(|at| self.document.is(at, WordClass::Conjunction)) || opened;
        let set_off = self.folded(next) == "," && self.is_capital(next + 1) && joined;
        (next < end && next > at && (is_body(next) || set_off)).then_some(next)
    }

    /// `Pendidikan, KEBUDAYAAN, RISET, dan Teknologi`: one or two capitals between a comma and a further comma or conjunction.
    fn is_listed_field(&self, at: usize, end: usize) -> bool {
        if self.document.is(at, WordClass::Conjunction) {
            return self.is_capital(at + 1);
        }
        (at + 1..(at + 3).min(end)).any(|next| {
            (at..next).all(|at| self.is_capital(at) && !self.knowledge.given_names.contains(self.folded(at)))
                && (self.document.is(next, WordClass::Conjunction) && self.is_capital(next + 1)
                    || self.folded(next) == "," && self.document.is(next + 1, WordClass::Conjunction))
        })
    }

    /// Whether a minister's post and `of` without an article stand right before: what follows is a field, no body.
    pub(super) fn is_field_of_portfolio(&self, start: usize) -> bool {
        start >= 2
            && self.document.hit_at(start - 1, WordClass::NameLink).is_some_and(|hit| hit.tokens.end == start)
            && self.document.is(start - 2, WordClass::PortfolioPost)
    }
}
