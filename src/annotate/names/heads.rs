//! Names that their last word, or the word before their `of` phrase, gives away: organizations, events, venues.

use super::{Segment, Sort, chunk::Chunker};
use crate::model::{Hit, Kind, TokenKind, TokenRange, WordClass};

/// What may close a name, by rank.
const HEADS: [WordClass; 5] = [
    WordClass::EventHead,
    WordClass::OrganizationSuffix,
    WordClass::VenueHead,
    WordClass::OrganizationHead,
    WordClass::PlaceHead,
];

impl Chunker<'_> {
    /// A name whose last word, or the word before its `of` phrase, tells what it is.
    pub(super) fn headed_name(&self, at: usize, sentence: &TokenRange) -> Option<Segment> {
        let first = if self.is_capital(at) { at } else { at + 1 };
        if first >= sentence.end || !self.is_capital(first) {
            return None;
        }
        let starts = first == at
            || self.document.tokens[at].kind == TokenKind::Number
            || self.calendar().ordinal(self.folded(at)).is_some();
        if !starts || self.is_free_start_post(at) && !self.is_namesake(at, sentence.end) {
            return None;
        }
        let run = self.run(first, sentence.end);
        let run = self.coordinated_run(first, run, sentence.end);
        if let Some(end) = self.small_head(first, run, sentence.end) {
            return Some(self.event(at, end, None, end, sentence));
        }
        let head = self.head_of_run(first, run)?;
        if self.is_bare_role(&head, first) || self.is_family_of_given(&head, first, run) {
            return None;
        }
        let mut end = head.tokens.end;
        if let Some(body) = self.document.hit_at(first, WordClass::SubBody).filter(|body| body.tokens.end == end) {
            return Some(Segment {
                tokens: body.tokens.clone(),
                sort: Sort::Post,
                acronym: None,
                gazetteer: None,
                rule: "sub-body",
            });
        }
        if matches!(head.class, WordClass::OrganizationHead | WordClass::EventHead | WordClass::OrganizationSuffix) {
            end = self.suffixes(self.extend_of(end, sentence.end), sentence.end);
        }
        if head.class == WordClass::OrganizationHead && end == head.tokens.end {
            end = self.seat_end(first, end, run);
        }
        let numbered = first > sentence.start && self.is_ordinal(first - 1) && head.class == WordClass::EventHead;
        if head.tokens.start == first && end == head.tokens.end && first == at && !numbered {
            return None;
        }
        let (acronym, after) = self.acronym(end, sentence.end).map_or((None, end), |(inside, after)| (Some(inside), after));
        let kind = self.kind_of_head(head.class, first, end, after)?;
        if kind == Kind::Organization {
            return Some(self.organization(at, first, end, acronym, after, sentence));
        }
        if kind != Kind::Event {
            let place = self.place_prefix(first, end).filter(|_| head.class == WordClass::PlaceHead);
            let gazetteer = place.map(|(key, _)| key.to_owned());
            let known_place = head.class != WordClass::PlaceHead || gazetteer.is_some() || head.tokens.start > first;
            return known_place.then_some(Segment {
                tokens: first..end,
                sort: Sort::Name(kind),
                acronym,
                gazetteer,
                rule: "head",
            });
        }
        Some(self.event(at, end, acronym, after, sentence))
    }

    /// The head that closes a run, or what of it is no person behind a body, with what it makes of the name.
    fn head_of_run(&self, first: usize, run: usize) -> Option<Hit> {
        let closes =
            |head: &&Hit| self.closes_run(head.tokens.end, run) || self.is_post_of(first) && self.holds_office(head, run);
        let head = self.last_head(&(first..run), &HEADS).filter(closes)?;
        Some(Hit { class: self.class_of_head(head, first), ..head.clone() })
    }

    /// `Vice President of the Asian Chess Council RAJAN PILLAI`: two or three plain words behind a body behind a post.
    fn holds_office(&self, head: &Hit, run: usize) -> bool {
        let rest = head.tokens.end..run;
        let body = matches!(head.class, WordClass::OrganizationHead | WordClass::EventHead | WordClass::OrganizationSuffix);
        let other = WordClass::NotName.bit()
            | WordClass::PostField.bit()
            | WordClass::GenericWord.bit()
            | WordClass::VenueHead.bit()
            | WordClass::PlaceHead.bit();
        let plain = |at: usize| self.document.tokens[at].kind == TokenKind::Capital && !self.document.is_any(at, other);
        body && (2..=3).contains(&rest.len())
            && !self.pack.body_follows_title
            && rest.clone().all(plain)
            && self.place_prefix(rest.start, run).is_none()
    }

    /// `University Hospital GALWAY`: end of the place that closes a body's name of several words, where it closes the run as well.
    fn seat_end(&self, first: usize, end: usize, run: usize) -> usize {
        let place = self.place_prefix(end, run).filter(|(_, place_end)| *place_end == run);
        let several = end - first >= 2 && !self.pack.body_follows_title;
        place.filter(|_| several).map_or(end, |(_, place_end)| place_end)
    }

    /// `China Foreign Trade and Economic Cooperation Association`: a run that starts with a place, has no head, and goes on behind
    /// a conjunction to one.
    pub(super) fn coordinated_run(&self, first: usize, run: usize, end: usize) -> usize {
        let linked = self.document.is(run, WordClass::NameLink)
            && !self.document.is(run, WordClass::InPlace)
            && !self.document.is(run, WordClass::Conjunction);
        let determined = first > 0
            && self.document.is(first - 1, WordClass::Determiner)
            && run - first >= 2
            && self.folded(run) != self.pack.of_word;
        let opens_with_place = self.place_prefix(first, run).is_some_and(|(_, place_end)| place_end < run);
        let and = self.document.is(run, WordClass::Conjunction) && self.document.is(run, WordClass::NameLink);
        let known = self.document.hit_at(first, WordClass::OrganizationKnown).is_some()
            || self.document.tokens[first].kind == TokenKind::Upper;
        if run + 1 >= end || self.headed_end(first, run).is_some() || self.place_prefix(run + 1, end).is_some() {
            return run;
        }
        let second = self.run(run + 1, end);
        let within = run == first + 1 && self.folded(run) == "in" && !self.pack.body_follows_title;
        if (and || within) && (self.joins_event(first, run, second) || self.spelt_out(first, second)) {
            return second;
        }
        // `supported by Goa Tourism and Union Bank`: a place and one word, a body of their own
        let two = run == first + 2 && !determined && !self.pack.body_follows_title;
        let behind = first > 0 && self.document.is_any(first - 1, WordClass::SupportBy.bit() | WordClass::HostBy.bit());
        if two && behind {
            return run;
        }
        if !(opens_with_place && and || determined && !known && (linked || and)) {
            return run;
        }
        let headed = self
            .last_head(&(run + 1..second), &[WordClass::OrganizationHead])
            .is_some_and(|head| head.tokens.end == second && head.tokens.start > run + 1);
        if headed { second } else { run }
    }

    /// `National Tea and Coffee Board (NTCB)`: the abbreviation behind it has the initials of both parts.
    fn spelt_out(&self, first: usize, second: usize) -> bool {
        let capitals = (first..second).filter(|&at| self.is_capital(at));
        let initials: String = capitals.filter_map(|at| self.folded(at).chars().next()).collect();
        self.folded(second) == "(" && self.folded(second + 2) == ")" && initials == self.folded(second + 1)
    }

    /// `the Pan-African Film and TELEVISION FESTIVAL`, `the 4th Energy and CLIMATE FORUM`: behind an article or a number, words without
    /// a head, and behind a conjunction an event's head with words of its own in front.
    fn joins_event(&self, first: usize, run: usize, second: usize) -> bool {
        let opened = first > 0 && (self.document.is(first - 1, WordClass::Determiner) || self.is_ordinal(first - 1));
        let body = WordClass::OrganizationKnown.bit() | WordClass::Post.bit() | WordClass::Honorific.bit();
        let plain =
            run == first + 1 && (self.document.is_any(first, body) || self.document.tokens[first].kind == TokenKind::Upper);
        let place = self.place_prefix(first, run).is_some_and(|(_, place_end)| place_end == run);
        let named = plain || place || self.is_given(first) || self.is_given(run + 1);
        let head = self.last_head(&(run + 1..second), &[WordClass::EventHead, WordClass::OrganizationHead]);
        let headed = head
            .is_some_and(|head| head.class == WordClass::EventHead && head.tokens.end == second && head.tokens.start > run + 1);
        opened && !named && headed
    }

    /// `the Frankfurt book fair`, `the G20 summit`: end of a head in small letters behind capitals that name no kind of body.
    ///
    /// A place alone in front (`the Wuxi forum`) only points to an event named elsewhere.
    fn small_head(&self, first: usize, run: usize, end: usize) -> Option<usize> {
        let small = |at: usize| self.document.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Lower);
        let modifiers = (run..end).take_while(|&at| small(at) && self.document.is(at, WordClass::EventModifier)).count();
        let head = self.document.hit_at(run + modifiers, WordClass::EventHead).filter(|hit| small(hit.tokens.start))?;
        let minor = self.document.hit_at(head.tokens.start, WordClass::MinorEvent).is_some();
        let dated = self.calendar().weekday(self.folded(first)).is_some()
            || self.calendar().month(self.folded(first)).is_some()
            || self.document.date_at(first).is_some();
        let plain = run == first + 1
            && self.document.is_any(first, WordClass::NotName.bit() | WordClass::Post.bit() | WordClass::Honorific.bit())
            || self.pack.demonyms.contains_key(self.document.text(&(first..first + 1)));
        let place = self.place_prefix(first, run).is_some_and(|(_, place_end)| place_end == run);
        let named = modifiers > 0 || !place && !minor;
        // `the Targi Kielce exhibition CENTRE`
        let mut venue = self.document.hits_in(run..end.min(head.tokens.end + 2), WordClass::VenueHead);
        let venue = venue.any(|hit| hit.tokens.start == head.tokens.start && hit.tokens.end > head.tokens.end);
        let post = self.document.is(head.tokens.end, WordClass::Post) || venue;
        (modifiers <= 2 && self.headed_end(first, run).is_none() && named && !dated && !plain && !post).then_some(head.tokens.end)
    }

    /// The organization with what may follow its abbreviation, without the inner body that closes its name.
    pub(super) fn organization(
        &self,
        at: usize,
        first: usize,
        mut end: usize,
        acronym: Option<TokenRange>,
        after: usize,
        sentence: &TokenRange,
    ) -> Segment {
        if acronym.is_some() && self.is_capital(after) {
            let run = self.run(after, sentence.end);
            if let Some(head_end) = self.headed_end(after, run).filter(|&end| end > after) {
                end = self.extend_of(head_end, sentence.end);
            }
        }
        let inner =
            self.document.hits_in(first..end, WordClass::SubBody).find(|hit| hit.tokens.end == end).map(|hit| hit.tokens.start);
        if let Some(inner) = inner.filter(|&inner| inner > first + 1 && self.headed_end(first, inner) == Some(inner)) {
            end = inner;
        }
        let numbered = first > at && self.document.tokens[at].kind == TokenKind::Number && !self.is_year(at);
        let start = if numbered { at } else { first };
        Segment { tokens: start..end, sort: Sort::Name(Kind::Organization), acronym, gazetteer: None, rule: "head" }
    }

    /// Whether a post starts here that is not itself the start of a longer name.
    pub(super) fn is_free_start_post(&self, at: usize) -> bool {
        self.document.hit_at(at, WordClass::Post).is_some_and(|hit| {
            let next = hit.tokens.end;
            let opens = self.document.hit_at(next, WordClass::OrganizationOpener).is_some();
            !(self.is_capital(next)
                && !opens
                && (self.document.is(next, WordClass::OrganizationHead) || self.document.is(next, WordClass::EventHead)))
        })
    }

    /// Legal forms behind a company's name, a comma between them allowed.
    pub(super) fn suffixes(&self, mut end: usize, limit: usize) -> usize {
        while end < limit {
            let comma = usize::from(self.folded(end) == ",");
            match self.document.hit_at(end + comma, WordClass::OrganizationSuffix) {
                Some(hit) if self.is_capital(end + comma) || self.folded(end) == "(" => end = hit.tokens.end,
                _ => break,
            }
        }
        end
    }

    /// What the head makes of the name; an event's name that holds a post right behind it is an organization's.
    pub(super) fn kind_of_head(&self, head: WordClass, start: usize, end: usize, after: usize) -> Option<Kind> {
        Some(match head {
            WordClass::OrganizationHead | WordClass::OrganizationSuffix => Kind::Organization,
            WordClass::VenueHead | WordClass::PlaceHead => Kind::Place,
            WordClass::EventHead => {
                if self.quoted_subject(end).is_some() {
                    return Some(Kind::Event);
                }
                let no_event = self.document.hits_in(start..end, WordClass::NotEvent).next().is_some();
                let minor = self.document.hits_in(start..end, WordClass::MinorEvent).any(|hit| hit.tokens.end == end)
                    && end - start < 3
                    && after == end
                    && !self.is_edition_mark(after);
                let minor = minor && !self.is_the_one(start, end);
                let has_post = self.post_at(after).is_some() || self.is_post_of(start);
                let head_start = self.last_head(&(start..end), &[WordClass::EventHead]).map_or(end, |head| head.tokens.start);
                let generic = (start..head_start).all(|at| self.document.is(at, WordClass::GenericWord))
                    && after == end
                    && !self.document.is(end - 1, WordClass::GenericWord)
                    && self.last_head(&(start..end), &[WordClass::EventHead]).is_some_and(|head| head.tokens.end == end);
                let plain = WordClass::GenericWord.bit() | WordClass::NotName.bit() | WordClass::EventModifier.bit();
                let part = self.document.hits_in(head_start..end, WordClass::EventPart).any(|hit| hit.tokens.end == end);
                if part && start < head_start && (start..head_start).all(|at| self.document.is_any(at, plain)) {
                    return None;
                }
                let numbered = start > 0 && head_start == start && self.is_ordinal(start - 1);
                // `High-Level Meeting` in a language whose own events are named from the front
                let foreign = self.pack.body_follows_title && head_start > start && start > 0 && {
                    self.document.tokens[start - 1].kind == TokenKind::Lower
                };
                if (minor || generic && !numbered) && !has_post && !foreign {
                    return None;
                }
                if no_event || has_post { Kind::Organization } else { Kind::Event }
            }
            _ => return None,
        })
    }

    /// The event with its number in front, and all that may follow: abbreviation, year, numeral, a further head.
    pub(super) fn event(
        &self,
        at: usize,
        mut end: usize,
        acronym: Option<TokenRange>,
        after: usize,
        sentence: &TokenRange,
    ) -> Segment {
        let mut start = at;
        while start > sentence.start && self.is_number_before(start - 1) {
            start -= 1;
        }
        let mut next = after;
        let acronym = acronym.filter(|inside| !self.belongs_to_body(start, end, inside.start));
        if let Some(title_end) = self.quoted_subject(after) {
            next = title_end;
            end = title_end;
        }
        if acronym.is_some() && self.is_capital(next) {
            let run = self.run(next, sentence.end);
            if let Some(head) = self.last_head(&(next..run), &[WordClass::EventHead]) {
                next = self.extend_of(head.tokens.end, sentence.end);
                end = next;
            }
        }
        // `World Grain Congress OSLO 2023`: the town of this edition
        if let Some((_, town)) = self.place_prefix(next, sentence.end).filter(|(_, town)| next == end && self.is_year(*town)) {
            next = town;
        }
        while next < sentence.end && self.is_edition_mark(next) && self.document.date_at(next).is_none() {
            next += 1;
            end = next;
        }
        // `ASEAN Week 2023 (AW)`: the abbreviation behind the year
        let behind = self.acronym(end, sentence.end).map(|(inside, _)| inside);
        let acronym = acronym.or(behind).filter(|inside| !self.belongs_to_body(start, end, inside.start));
        Segment { tokens: start..end, sort: Sort::Name(Kind::Event), acronym, gazetteer: None, rule: "event-head" }
    }

    /// `the Pushkar Fair`: a small event with an article in front, told by a word that is no mere adjective.
    fn is_the_one(&self, start: usize, end: usize) -> bool {
        let plain = WordClass::GenericWord.bit()
            | WordClass::NotName.bit()
            | WordClass::PostModifier.bit()
            | WordClass::EventModifier.bit()
            | WordClass::Post.bit();
        let article = start > 0
            && self.document.is(start - 1, WordClass::Determiner)
            && !self.document.is(start - 1, WordClass::Indefinite);
        let people = self.pack.demonyms.contains_key(self.document.text(&(start..start + 1)));
        article
            && end == start + 2
            && !self.pack.body_follows_title
            && !people
            && !self.document.is_any(start, plain)
            && !self.document.is(end - 1, WordClass::OrganizationHead)
    }

    /// `PARTNERS of the fair include`: a noun for a part that somebody plays, at the start of what looks like a name.
    fn is_bare_role(&self, head: &Hit, first: usize) -> bool {
        let role = WordClass::HostNoun.bit() | WordClass::SupportNoun.bit() | WordClass::AttendeeNoun.bit();
        head.tokens.start == first && head.tokens.len() == 1 && self.document.is_any(first, role)
    }

    /// `Minister PETER HALL`, `PETER HALL said`: a given name and a word for a site that is somebody's family name here.
    fn is_family_of_given(&self, head: &Hit, first: usize, run: usize) -> bool {
        let site = matches!(head.class, WordClass::VenueHead | WordClass::PlaceHead) && !self.pack.body_follows_title;
        let two = run == first + 2 && head.tokens == (first + 1..run);
        let titled = first > 0 && self.document.is_any(first - 1, WordClass::Post.bit() | WordClass::Honorific.bit());
        let verb =
            WordClass::SpeechVerb.bit() | WordClass::AttendVerb.bit() | WordClass::ChairVerb.bit() | WordClass::GiveVerb.bit();
        let acts =
            self.document.tokens.get(run).is_some_and(|token| token.kind == TokenKind::Lower) && self.document.is_any(run, verb);
        let governed = first > 0 && self.document.is_any(first - 1, WordClass::InPlace.bit() | WordClass::Determiner.bit());
        site && two && self.is_given(first) && (titled || acts && !governed)
    }

    /// `the Library said`, but `at the Library`: what a head makes of a name; a house that is a body too is one unless a preposition
    /// of place stands before it.
    fn class_of_head(&self, head: &Hit, start: usize) -> WordClass {
        let both =
            head.class == WordClass::VenueHead && self.document.hit_at(head.tokens.start, WordClass::OrganizationHead).is_some();
        let before = start.checked_sub(1).filter(|&at| self.document.is(at, WordClass::Determiner)).unwrap_or(start);
        let placed = before > 0 && self.document.is(before - 1, WordClass::InPlace);
        if both && !placed && !self.pack.body_follows_title { WordClass::OrganizationHead } else { head.class }
    }

    /// `Congress of the National Federation of Bakers (NFB)`: whether the abbreviation is that of the body inside the event's name.
    fn belongs_to_body(&self, start: usize, end: usize, acronym: usize) -> bool {
        let body =
            (start + 1..end).filter(|&at| self.is_capital(at) && self.document.hit_at(at, WordClass::Determiner).is_none());
        let behind_link = body.clone().find(|&at| {
            let link = |back: usize| at >= start + back && self.folded(at - back) == self.pack.of_word;
            link(1) || link(2) && self.document.is(at - 1, WordClass::Determiner)
        });
        let Some(first) = behind_link else { return false };
        let headed = self.document.hits_in(first..end, WordClass::OrganizationHead).next().is_some();
        let initials: String = body.filter(|&at| at >= first).filter_map(|at| self.folded(at).chars().next()).collect();
        headed && initials == self.folded(acronym)
    }

    /// `National Webinar on "Millets"`: the end of a quoted title behind a head and a link, its mark included.
    fn quoted_subject(&self, head_end: usize) -> Option<usize> {
        let link = self.document.hit_at(head_end, WordClass::About)?.tokens.end;
        let title = self.document.title_at(link + 1).filter(|title| title.start == link + 1)?;
        Some(title.end + 1)
    }

    /// `the 8th Congress`: a number of an edition right in front.
    fn is_ordinal(&self, at: usize) -> bool {
        let folded = self.folded(at);
        folded.starts_with(|c: char| c.is_ascii_digit())
            && self.calendar().ordinal(folded).is_some()
            && self.document.date_at(at).is_none()
    }

    /// A year or an ordinal that belongs to the name behind it.
    pub(super) fn is_number_before(&self, at: usize) -> bool {
        self.document.date_at(at).is_none_or(|date| date.tokens.len() == 1)
            && (self.is_year(at)
                || self.calendar().ordinal(self.folded(at)).is_some() && self.calendar().month(self.folded(at)).is_none())
    }
}
