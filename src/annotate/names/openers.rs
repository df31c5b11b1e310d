//! Names that their first word gives away, and fields of posts: both go on to the right.

use super::{Segment, Sort, chunk::Chunker};
use crate::{
    knowledge::{Calendar, Level},
    model::{Hit, Kind, TokenKind, WordClass},
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
        if self.opens_numbered_part(at, opener) {
            let tokens = at..opener.tokens.end + 1;
            return Some(Segment { tokens, sort: Sort::Post, acronym: None, gazetteer: None, rule: "sub-body" });
        }
        let post = self.document.hit_at(at, WordClass::Post).is_some_and(|post| post.tokens.len() >= opener.tokens.len());
        if post || kind != Kind::Event && self.closes_as_event(at, opener, end) {
            return None;
        }
        let opened = self.opened_end(opener.tokens.end, end, kind);
        let (mut name_end, nested) =
            if kind == Kind::Organization { self.body_end(at, opener, opened, end) } else { (opened, false) };
        // `Bupati Kepulauan Seri RATNA WULAN`: who governs a place stands right behind it
        if opener.class == WordClass::PlaceOpener && self.pack.body_follows_title && self.is_behind_post(at) {
            let known = self.place_prefix(at, opened).map(|(_, place_end)| place_end).filter(|&end| end > opener.tokens.end);
            let inner = opener.tokens.end;
            name_end = known.unwrap_or_else(|| self.person_start(inner..opened, inner + 1, true).unwrap_or(opened));
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
        let place = (opener.class == WordClass::PlaceOpener).then(|| self.place_prefix(opener.tokens.end, name_end)).flatten();
        // `Republic of Uzbekistan LAZIZ KARIMOV`: what stands behind a whole country is a name of its own.
        let whole = |key: &str| {
            let place = self.knowledge.gazetteer.by_key(key).map(|idx| self.knowledge.gazetteer.level(idx));
            !self.pack.body_follows_title || place == Some(Level::Country)
        };
        if let Some((_, place_end)) = place.as_ref().filter(|(key, _)| acronym.is_none() && whole(key)) {
            name_end =
                if (*place_end..name_end).any(|at| self.document.is(at, WordClass::PlaceHead)) { name_end } else { *place_end };
        }
        let gazetteer = place.map(|(key, _)| key.to_owned());
        let too_weak = bare
            && acronym.is_none()
            && (opener.tokens.len() == 1 && self.document.tokens[at].kind != TokenKind::Upper || kind != Kind::Organization);
        (!too_weak).then_some(Segment { tokens: at..name_end, sort: Sort::Name(kind), acronym, gazetteer, rule })
    }

    /// `Anggota KOMISI IV DPR`: an inner body told by a number or letter, behind a post; it belongs to the post.
    fn opens_numbered_part(&self, at: usize, opener: &Hit) -> bool {
        opener.class == WordClass::OrganizationOpener
            && opener.tokens.len() == 1
            && self.document.hit_at(at, WordClass::SubBody).is_some()
            && self.is_behind_post(at)
            && self.is_mark(opener.tokens.end)
    }

    /// `Museum Night Festival`: a name in the other order, whose last word tells that it is an event.
    fn closes_as_event(&self, at: usize, opener: &Hit, end: usize) -> bool {
        let run = at..self.run(opener.tokens.end.min(end), end).max(at);
        let own = self.pack.body_follows_title
            && opener.class == WordClass::OrganizationOpener
            && !self.document.is(at, WordClass::OrganizationHead);
        self.last_head(&run, &[WordClass::EventHead, WordClass::OrganizationHead])
            .is_some_and(|head| head.tokens.start > opener.tokens.end && head.class == WordClass::EventHead && !own)
    }

    /// Where the name of a body ends that runs on to `opened`, and whether it holds the body around it too.
    fn body_end(&self, at: usize, opener: &Hit, opened: usize, end: usize) -> (usize, bool) {
        let inner = opener.tokens.end;
        let known = self.document.hit_at(at, WordClass::OrganizationKnown);
        let field = self.document.hit_at(inner, WordClass::PostField).filter(|_| self.is_capital(inner));
        let mut name_end = if let Some(known) = known.filter(|hit| hit.tokens.end > inner && hit.tokens.end <= opened) {
            known.tokens.end
        } else if let Some(field) = field.filter(|field| field.tokens.len() > 1) {
            // `Kementerian PEMBANGUNAN USAHAWAN DAN KOPERASI`: the field of a minister is the field of the ministry too
            field.tokens.end.max(self.branch_end(field.tokens.end, end))
        } else {
            // `PT Karya Mina Utama BUDI HARTONO`: a company's name has two words where so many follow
            let form = opener.tokens.len() == 1 && self.folded(at).trim_end_matches('.').len() <= 2;
            let least = if form && opened - inner >= 4 { 2 } else { usize::from(known.is_none()) };
            self.before_person(at, inner, inner + least, opened)
        };
        let upper = self.document.tokens[at].kind == TokenKind::Upper && opener.tokens.len() == 1;
        if upper && known.is_none_or(|hit| hit.tokens.len() == 1) {
            name_end = self.abbreviated_end(at, inner, name_end);
        }
        if self.folded(name_end) == "," {
            // `Badan Meteorologi, KLIMATOLOGI, DAN GEOFISIKA (BMKG)`, `Kementerian Pendidikan, KEBUDAYAAN, RISET, DAN TEKNOLOGI`
            let list = self.field_list_end(name_end, end);
            let ministry = self.document.hit_at(inner, WordClass::PostField).is_some();
            if list > name_end && (ministry || self.acronym(list, end).is_some()) {
                name_end = list;
            }
        }
        let mut nested = false;
        while self.opens_inner_body(at, name_end) {
            let Some(hit) = self.document.hit_at(name_end, WordClass::OrganizationOpener) else { break };
            let known = self.document.hit_at(name_end, WordClass::OrganizationKnown).map_or(0, |known| known.tokens.end);
            let inner = hit.tokens.end.max(known);
            let opened = self.opened_end(hit.tokens.end, end, Kind::Organization).max(inner);
            name_end = if known > 0 {
                self.person_start(inner..opened, inner, false).unwrap_or(opened)
            } else {
                self.before_person(at, inner, inner + 1, opened)
            };
            nested = true;
        }
        (name_end, nested)
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
    /// Not before `least`: a word that opens the names of bodies is none by itself, but for one that is known.
    pub(super) fn before_person(&self, at: usize, opener_end: usize, least: usize, end: usize) -> usize {
        let in_body = || (at.saturating_sub(4)..at).any(|at| self.document.is(at, WordClass::Post)) && self.is_upper_body(at);
        let titled = self.pack.body_follows_title && (self.is_behind_post(at) || self.is_behind_field(at) || in_body());
        if !titled || end <= least || self.acronym(end, end + 6).is_some() {
            return end;
        }
        self.person_start(opener_end..end, least, least > opener_end).unwrap_or(end)
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
                return if kind == Kind::Organization { self.accredited_end(place_end) } else { place_end };
            }
            // `SMAN 3 Purwokerto`
            let numeral = self.document.tokens[at].kind == TokenKind::Number && self.folded(at).len() <= 3;
            if kind == Kind::Organization && at == start && numeral && self.pack.body_follows_title && self.is_capital(at + 1) {
                at += 1;
                continue;
            }
            let numbered = self.document.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Number);
            if kind == Kind::Place && at > start && numbered && self.document.is(at, WordClass::NotName) {
                break;
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

    /// `Misi Tiongkok UNTUK ASEAN`: a link and a known body behind the place.
    fn accredited_end(&self, place_end: usize) -> usize {
        let link = self.document.hit_at(place_end, WordClass::NameLink).map(|hit| hit.tokens.end);
        let link = link.filter(|_| self.pack.body_follows_title && !self.document.is(place_end, WordClass::Conjunction));
        let body = link
            .and_then(|at| self.document.hit_at(at, WordClass::OrganizationKnown))
            .filter(|hit| self.is_capital(hit.tokens.start));
        body.map_or(place_end, |hit| hit.tokens.end)
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
            && document.tokens.get(at).is_some_and(|token| token.kind != TokenKind::Upper)
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

    /// End of a list of fields that goes on behind a comma and is closed by a conjunction; `at` where it is no such list.
    fn field_list_end(&self, at: usize, end: usize) -> usize {
        let mut next = at;
        while next < end && next < at + 12 {
            let comma = usize::from(self.folded(next) == ",");
            let first = next + comma;
            let closing = self.document.hit_at(first, WordClass::Conjunction).filter(|_| self.is_capital(first + 1));
            let start = closing.map_or(first, |hit| hit.tokens.end);
            let field =
                self.joins_parts(start, Kind::Organization) || self.document.hit_at(start, WordClass::PostField).is_some();
            if start == next || !self.is_capital(start) || self.is_given_name(start) || !field {
                return at;
            }
            let stop = (start..end.min(start + 5)).find(|&at| !self.is_capital(at)).unwrap_or(end);
            if closing.is_some() {
                return stop;
            }
            next = stop;
        }
        at
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
