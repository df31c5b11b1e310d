//! Cuts a sentence into segments: posts, names whose own words tell what they are, and unknown names.

use super::{Segment, Sort};
use crate::{
    knowledge::{Calendar, Knowledge, Language, Level},
    model::{Document, Kind, TokenKind, TokenRange, WordClass},
};

/// A city below this population counts as a place only where nothing speaks against it.
const SMALL_CITY: u64 = 100_000;

pub(super) struct Chunker<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) knowledge: &'a Knowledge,
    pub(super) pack: &'a Language,
}

impl Chunker<'_> {
    pub(super) fn calendar(&self) -> &Calendar {
        &self.knowledge.calendars[self.document.language]
    }

    /// Appends the segments of one sentence.
    pub(super) fn sentence(&self, tokens: &TokenRange, segments: &mut Vec<Segment>) {
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some(date) = self.document.date_at(at) {
                at = date.tokens.end.max(at + 1);
                continue;
            }
            if let Some(title) = self.document.title_at(at).filter(|title| title.start == at).cloned() {
                at = title.end;
                if let Some(segment) = self.titled_event(&title, tokens.end) {
                    at = segment.tokens.end;
                    segments.push(segment);
                }
                continue;
            }
            match self.segment_at(at, tokens) {
                Some(segment) => {
                    at = segment.acronym.as_ref().map_or(segment.tokens.end, |acronym| segment.tokens.end.max(acronym.end + 1));
                    segments.push(segment);
                }
                None => at += 1,
            }
        }
    }

    fn segment_at(&self, at: usize, sentence: &TokenRange) -> Option<Segment> {
        let end = sentence.end;
        if self.is_capital(at) && self.is_field_of_portfolio(at) && self.place_prefix(at, end).is_none() {
            let field = self.complement(at, end);
            return Some(Segment { tokens: at..field, sort: Sort::Post, acronym: None, gazetteer: None, rule: "portfolio" });
        }
        let behind_post =
            at > 0 && self.pack.body_follows_title && self.is_capital(at) && self.document.is(at - 1, WordClass::Post);
        if let Some(field) = self.document.hit_at(at, WordClass::PostField).filter(|_| behind_post) {
            let mut field_end = field.tokens.end;
            loop {
                let next = self.document.hit_at(field_end, WordClass::Conjunction).map_or(field_end, |link| link.tokens.end);
                match self.document.hit_at(next, WordClass::PostField).filter(|_| self.is_capital(next)) {
                    Some(more) => field_end = more.tokens.end,
                    None => break,
                }
            }
            return Some(Segment { tokens: at..field_end, sort: Sort::Post, acronym: None, gazetteer: None, rule: "portfolio" });
        }
        if let Some(field) = self.field_behind_title(at, end) {
            return Some(Segment { tokens: at..field, sort: Sort::Post, acronym: None, gazetteer: None, rule: "portfolio" });
        }
        let simple = |tokens: TokenRange, sort, rule| Segment { tokens, sort, acronym: None, gazetteer: None, rule };
        if let Some(hit) = self.document.hit_at(at, WordClass::Honorific)
            && self.is_capital(at)
            && self.is_capital(hit.tokens.end)
            && self.document.hit_at(at, WordClass::Post).is_none_or(|post| post.tokens.len() <= hit.tokens.len())
        {
            return Some(simple(hit.tokens.clone(), Sort::Honorific, "honorific"));
        }
        if self.is_function_word(at) || self.document.is(at, WordClass::Former) && self.post_phrase(at).is_none() {
            return None;
        }
        if self.place_prefix(at, end).is_some_and(|(_, place_end)| place_end - at >= 3) {
            return self.place(at, end);
        }
        let opened = self.opened_name(at, end).or_else(|| self.headed_name(at, sentence));
        if opened.is_some() {
            return opened;
        }
        if let Some(hit) = self.document.hit_at(at, WordClass::Post) {
            return Some(simple(hit.tokens.clone(), Sort::Post, "post"));
        }
        if let Some(post_end) = self.post_phrase(at) {
            return Some(simple(at..post_end, Sort::Post, "post"));
        }
        if self.pack.demonyms.contains_key(self.document.text(&(at..at + 1))) && self.run(at, end) == at + 1 {
            return None;
        }
        self.place(at, end).or_else(|| self.known_organization(at)).or_else(|| self.unknown(at, sentence))
    }

    /// A word that can start no name wherever it stands.
    fn is_function_word(&self, at: usize) -> bool {
        let folded = self.folded(at);
        let link =
            self.document.is_any(at, WordClass::Determiner.bit() | WordClass::InPlace.bit() | WordClass::Conjunction.bit());
        (self.pack.function_words.contains(folded) || link) && self.document.tokens[at].kind != TokenKind::Upper
    }

    /// A quoted title with an event word behind it: “Light of the Internet” Expo.
    fn titled_event(&self, title: &TokenRange, end: usize) -> Option<Segment> {
        let after = title.end + 1;
        if self.names_session(title) || self.names_event(title, after) {
            return Some(Segment {
                tokens: title.clone(),
                sort: Sort::Name(Kind::Event),
                acronym: None,
                gazetteer: None,
                rule: "quoted-event",
            });
        }
        let run = self.run(after, end);
        let head = self.last_head(&(after..run.max(after)), &[WordClass::EventHead])?;
        let tokens = title.start - 1..head.tokens.end;
        Some(Segment { tokens, sort: Sort::Name(Kind::Event), acronym: None, gazetteer: None, rule: "titled-event" })
    }

    /// `sub-sessions such as “A” and “B”`: a title in a list behind a noun for parts of an event.
    fn names_session(&self, title: &TokenRange) -> bool {
        let sentence = &self.document.sentences[self.document.sentence_of(title.start)];
        let noun =
            self.document.hits_in(sentence.tokens.start..title.start, WordClass::SubEventNoun).last().map(|hit| hit.tokens.end);
        let theme = |at: usize| self.document.is(at, WordClass::ThemeBy) && self.document.title_at(at).is_none();
        noun.is_some_and(|noun| {
            let gap: Vec<usize> = (noun..title.start).filter(|&at| self.document.title_at(at).is_none()).collect();
            gap.len() <= 12 && !gap.iter().any(|&at| theme(at))
        })
    }

    /// `exhibition of “A”`, `forum entitled “A”`, `“A” menjadi judul konferensi`: the title is the event's name.
    fn names_event(&self, title: &TokenRange, after: usize) -> bool {
        let theme = self.document.is(title.start.saturating_sub(2), WordClass::ThemeBy)
            && !self.document.is(title.start.saturating_sub(2), WordClass::TitledBy);
        if theme {
            return false;
        }
        let noun = |at: usize| self.document.is(at, WordClass::EventNoun) && !self.is_capital(at);
        let link = title.start.checked_sub(2).filter(|&at| self.document.is(at, WordClass::TitledBy));
        let before = link.is_some_and(|link| (link.saturating_sub(6)..link).any(noun));
        let adjacent = title
            .start
            .checked_sub(2)
            .is_some_and(|at| noun(at) || self.document.is(at, WordClass::GenericWord) && at > 0 && noun(at - 1));
        let behind = self
            .document
            .hit_at(after, WordClass::TitledBy)
            .filter(|hit| hit.tokens.len() > 1)
            .is_some_and(|hit| (hit.tokens.end..hit.tokens.end + 3).any(noun));
        let followed = noun(after) && !self.document.is(after, WordClass::GenericWord);
        before || adjacent || behind || followed
    }

    /// A name whose first word tells what it is, as in `Universitas Gadjah Mada`.
    fn opened_name(&self, at: usize, end: usize) -> Option<Segment> {
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
    fn before_person(&self, at: usize, opener_end: usize, end: usize) -> usize {
        let titled = at > 0 && self.pack.body_follows_title && self.document.is(at - 1, WordClass::Post);
        let comma_name = self.folded(end) == "," && self.is_capital(end + 1);
        let plain = (opener_end..end).all(|at| self.document.tokens[at].kind == TokenKind::Capital);
        if !titled || comma_name || !plain || end < opener_end + 3 {
            return end;
        }
        let given = (opener_end + 1..end - 1).find(|&at| self.knowledge.given_names.contains(self.folded(at)));
        given.unwrap_or(if end >= opener_end + 4 { end - 2 } else { end })
    }

    /// End of a name that goes on to the right: capitals, links between capitals, ordinals, and for events nested abbreviations.
    fn opened_end(&self, start: usize, end: usize, kind: Kind) -> usize {
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
    fn joins_parts(&self, at: usize, kind: Kind) -> bool {
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

    /// A name whose last word, or the word before its `of` phrase, tells what it is.
    fn headed_name(&self, at: usize, sentence: &TokenRange) -> Option<Segment> {
        let starts = self.is_capital(at)
            || self.document.tokens[at].kind == TokenKind::Number
            || self.calendar().ordinal(self.folded(at)).is_some();
        if !starts || self.is_free_start_post(at) {
            return None;
        }
        let first = if self.is_capital(at) { at } else { at + 1 };
        if first >= sentence.end || !self.is_capital(first) {
            return None;
        }
        let run = self.run(first, sentence.end);
        let classes = [
            WordClass::EventHead,
            WordClass::OrganizationSuffix,
            WordClass::VenueHead,
            WordClass::OrganizationHead,
            WordClass::PlaceHead,
        ];
        let run = self.coordinated_run(first, run, sentence.end);
        let head = self.last_head(&(first..run), &classes).filter(|head| self.closes_run(head.tokens.end, run))?.clone();
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
        if head.tokens.start == first && end == head.tokens.end && first == at {
            return None;
        }
        let (acronym, after) = self.acronym(end, sentence.end).map_or((None, end), |(inside, after)| (Some(inside), after));
        let kind = self.kind_of_head(head.class, first, end, after)?;
        if kind == Kind::Organization {
            return Some(self.organization(at, first, end, acronym, after, sentence));
        }
        if kind != Kind::Event {
            let gazetteer = if kind == Kind::Place { self.place_prefix(first, end).map(|(key, _)| key) } else { None };
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
        if !(opens_with_place && and || determined && !known && (linked || and))
            || run + 1 >= end
            || self.headed_end(first, run).is_some()
            || self.place_prefix(run + 1, end).is_some()
        {
            return run;
        }
        let second = self.run(run + 1, end);
        let headed = self
            .last_head(&(run + 1..second), &[WordClass::OrganizationHead])
            .is_some_and(|head| head.tokens.end == second && head.tokens.start > run + 1);
        if headed { second } else { run }
    }

    /// The organization with what may follow its abbreviation, without the inner body that closes its name.
    fn organization(
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
    fn is_free_start_post(&self, at: usize) -> bool {
        self.document.hit_at(at, WordClass::Post).is_some_and(|hit| {
            let next = hit.tokens.end;
            !(self.is_capital(next)
                && (self.document.is(next, WordClass::OrganizationHead) || self.document.is(next, WordClass::EventHead)))
        })
    }

    /// Legal forms behind a company's name, a comma between them allowed.
    fn suffixes(&self, mut end: usize, limit: usize) -> usize {
        while end < limit {
            let comma = usize::from(self.folded(end) == ",");
            match self.document.hit_at(end + comma, WordClass::OrganizationSuffix) {
                Some(hit) if self.is_capital(end + comma) => end = hit.tokens.end,
                _ => break,
            }
        }
        end
    }

    /// What the head makes of the name; an event's name that holds a post right behind it is an organization's.
    fn kind_of_head(&self, head: WordClass, start: usize, end: usize, after: usize) -> Option<Kind> {
        Some(match head {
            WordClass::OrganizationHead | WordClass::OrganizationSuffix => Kind::Organization,
            WordClass::VenueHead | WordClass::PlaceHead => Kind::Place,
            WordClass::EventHead => {
                let no_event = self.document.hits_in(start..end, WordClass::NotEvent).next().is_some();
                let minor = self.document.hits_in(start..end, WordClass::MinorEvent).any(|hit| hit.tokens.end == end)
                    && end - start < 3
                    && after == end
                    && !self.is_edition_mark(after);
                let has_post = self.post_at(after).is_some() || self.is_post_of(start);
                let head_start = self.last_head(&(start..end), &[WordClass::EventHead]).map_or(end, |head| head.tokens.start);
                let generic = (start..head_start).all(|at| self.document.is(at, WordClass::GenericWord))
                    && after == end
                    && !self.document.is(end - 1, WordClass::GenericWord)
                    && self.last_head(&(start..end), &[WordClass::EventHead]).is_some_and(|head| head.tokens.end == end);
                if (minor || generic) && !has_post {
                    return None;
                }
                if no_event || has_post { Kind::Organization } else { Kind::Event }
            }
            _ => return None,
        })
    }

    /// `Dirjen INFORMASI DAN DIPLOMASI PUBLIK Kementerian …`: capitals between a post and its body are the post's field.
    fn field_behind_title(&self, at: usize, end: usize) -> Option<usize> {
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

    /// Whether a post and `of` stand right before: `secretary-general of the …`.
    pub(super) fn is_post_of(&self, start: usize) -> bool {
        let link = (1..=2).find(|&back| {
            start >= back && self.document.hit_at(start - back, WordClass::NameLink).is_some_and(|hit| hit.tokens.end == start)
        });
        link.is_some_and(|back| {
            start > back
                && self.document.is(start - back - 1, WordClass::Post)
                && !self.document.is(start - back, WordClass::Conjunction)
        })
    }

    /// The event with its number in front, and all that may follow: abbreviation, year, numeral, a further head.
    fn event(&self, at: usize, mut end: usize, acronym: Option<TokenRange>, after: usize, sentence: &TokenRange) -> Segment {
        let mut start = at;
        while start > sentence.start && self.is_number_before(start - 1) {
            start -= 1;
        }
        let mut next = after;
        if acronym.is_some() && self.is_capital(next) {
            let run = self.run(next, sentence.end);
            if let Some(head) = self.last_head(&(next..run), &[WordClass::EventHead]) {
                next = self.extend_of(head.tokens.end, sentence.end);
                end = next;
            }
        }
        while next < sentence.end && self.is_edition_mark(next) && self.document.date_at(next).is_none() {
            next += 1;
            end = next;
        }
        Segment { tokens: start..end, sort: Sort::Name(Kind::Event), acronym, gazetteer: None, rule: "event-head" }
    }

    /// A year or an ordinal that belongs to the name behind it.
    fn is_number_before(&self, at: usize) -> bool {
        self.document.date_at(at).is_none_or(|date| date.tokens.len() == 1)
            && (self.is_year(at)
                || self.calendar().ordinal(self.folded(at)).is_some() && self.calendar().month(self.folded(at)).is_none())
    }

    fn known_organization(&self, at: usize) -> Option<Segment> {
        let hit = self.document.hit_at(at, WordClass::OrganizationKnown)?;
        let run = self.run(at, self.document.tokens.len());
        let rest = hit.tokens.end..run;
        let person = self.knowledge.given_names.contains(self.folded(rest.start))
            || self.knowledge.surnames.contains(self.folded(rest.start));
        let plain = (1..=2).contains(&rest.len()) && rest.clone().all(|at| self.document.tokens[at].kind == TokenKind::Capital);
        let after_post = at > 0 && self.document.is(at - 1, WordClass::Post);
        let own = self.place_prefix(rest.start, run).is_some() || person || after_post && self.pack.body_follows_title;
        let end = if plain && !own { run } else { hit.tokens.end };
        let acronym = self.acronym(end, self.document.tokens.len()).map(|(inside, _)| inside);
        self.is_capital(at).then(|| Segment {
            tokens: at..end,
            sort: Sort::Name(Kind::Organization),
            acronym,
            gazetteer: None,
            rule: "known-organization",
        })
    }

    /// Key of the longest known place that starts here, and its end.
    pub(super) fn place_prefix(&self, at: usize, end: usize) -> Option<(String, usize)> {
        if at >= end || !self.is_capital(at) {
            return None;
        }
        for length in (1..=(end - at).min(6)).rev() {
            let words = at..at + length;
            if length > 1 && !self.is_capital(words.end - 1) {
                continue;
            }
            let text = self.document.text(&words);
            if let Some(key) = self.pack.place_aliases.get(text) {
                return Some((key.clone(), words.end));
            }
            if let Some(&idx) = self.knowledge.gazetteer.lookup(text).first() {
                let place = self.knowledge.gazetteer.place(idx);
                let plausible = self.is_plausible_place(&words, place.level, place.population);
                if plausible {
                    return Some((place.key.to_owned(), words.end));
                }
            }
        }
        None
    }

    fn is_plausible_place(&self, words: &TokenRange, level: Level, population: u64) -> bool {
        let token = &self.document.tokens[words.start];
        let common = self.document.is_any(
            words.start,
            WordClass::NotName.bit()
                | WordClass::Post.bit()
                | WordClass::EventNoun.bit()
                | WordClass::OrganizationHead.bit()
                | WordClass::Honorific.bit(),
        );
        let month = self.calendar().month(&token.folded).is_some() || self.calendar().weekday(&token.folded).is_some();
        let short = words.len() == 1
            && (token.folded.len() < 3 || token.kind == TokenKind::Upper && token.folded.len() < 5 && level == Level::City);
        let surname = words.len() == 1 && self.knowledge.surnames.contains(&token.folded) && population < 5_000_000;
        !common && !month && !short && (level != Level::City || !surname)
    }

    /// A known place with the words beside it that belong to it.
    fn place(&self, at: usize, end: usize) -> Option<Segment> {
        let (key, mut place_end) = self.place_prefix(at, end)?;
        let place = self.knowledge.gazetteer.by_key(&key).map(|idx| self.knowledge.gazetteer.place(idx));
        let level = place.map_or(Level::Country, |place| place.level);
        if let Some(body) = self.document.hit_at(place_end, WordClass::OrganizationKnown).filter(|_| self.is_capital(place_end)) {
            return Some(Segment {
                tokens: at..body.tokens.end,
                sort: Sort::Name(Kind::Organization),
                acronym: None,
                gazetteer: None,
                rule: "known-organization",
            });
        }
        if let Some(hit) =
            self.document.hit_at(place_end, WordClass::PlaceHead).filter(|_| level != Level::Country && place_end < end)
        {
            place_end = hit.tokens.end;
        }
        if let Some(hit) = self
            .document
            .hit_at(place_end, WordClass::PlaceTail)
            .filter(|hit| self.is_capital(place_end) && hit.tokens.end <= end)
        {
            place_end = hit.tokens.end;
        }
        let run = self.run(at, end);
        let rest = run > place_end;
        let small = level == Level::City && place.is_some_and(|place| place.population < SMALL_CITY);
        let after_post = at > 0
            && (self.pack.body_follows_title && self.document.is(at - 1, WordClass::Post)
                || self.document.is(at - 1, WordClass::PlaceOpener))
            || self.is_post_of(at);
        if rest && level == Level::City && !after_post && (small || self.folded(place_end) != "'s") {
            return None;
        }
        Some(Segment {
            tokens: at..place_end,
            sort: Sort::Name(Kind::Place),
            acronym: None,
            gazetteer: Some(key),
            rule: "gazetteer",
        })
    }

    /// `chinadaily.com.cn`
    fn is_web_name(&self, at: usize) -> bool {
        let parts: Vec<&str> = self.folded(at).split('.').collect();
        let letters = |part: &&str| {
            part.len() >= 2
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && part.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        parts.len() >= 2 && parts.iter().all(letters) && parts.last().is_some_and(|ending| ending.len() <= 4)
    }

    pub(super) fn is_surname_first(&self, start: usize, end: usize) -> bool {
        let capital = (start..end).all(|at| self.document.tokens[at].kind == TokenKind::Capital);
        (2..=3).contains(&(end - start)) && capital && self.knowledge.surnames.contains(self.folded(start))
    }

    /// Whatever else is capitalised; an abbreviation between a post and a name is cut off.
    fn unknown(&self, at: usize, sentence: &TokenRange) -> Option<Segment> {
        let first_word = at == sentence.start
            || self.document.tokens[at - 1].kind == TokenKind::Punctuation
                && !matches!(self.folded(at - 1), "," | ";" | "(" | "." | "/");
        if self.is_web_name(at) {
            return Some(Segment {
                tokens: at..at + 1,
                sort: Sort::Unknown,
                acronym: None,
                gazetteer: None,
                rule: "web-address",
            });
        }
        let blocked =
            self.document.is(at, WordClass::NotName) && (first_word || self.document.tokens[at].kind == TokenKind::Upper);
        if !self.is_capital(at) || blocked {
            return None;
        }
        let run = self.run(at, sentence.end);
        let mut end = run;
        let upper = |at: usize| self.document.tokens[at].kind == TokenKind::Upper;
        let after_post = at > 0 && self.document.is(at - 1, WordClass::Post);
        let caps_then_words = upper(at) && (at + 1..run).any(|at| !upper(at));
        if caps_then_words && after_post && self.pack.body_follows_title {
            end = (at + 1..run).find(|&at| !upper(at)).unwrap_or(run);
        } else if let Some(place) = (at + 1..run)
            .filter(|_| upper(at) || self.pack.body_follows_title && !self.knowledge.given_names.contains(self.folded(at)))
            .find(|&at| self.place_prefix(at, run).is_some_and(|(_, end)| end == run) && !self.is_surname_first(at - 1, run))
        {
            end = if place > at + 1 { place } else { run };
        }
        while end > at + 1 && !self.is_capital(end - 1) {
            end -= 1;
        }
        let governed =
            at > 0 && self.document.hits_in(at.saturating_sub(3)..at, WordClass::PlacePost).any(|hit| hit.tokens.end == at);
        if governed && end - at >= 3 && !self.knowledge.given_names.contains(self.folded(at)) {
            return Some(Segment {
                tokens: at..at + 1,
                sort: Sort::Name(Kind::Place),
                acronym: None,
                gazetteer: None,
                rule: "governed-place",
            });
        }
        let acronym = self.acronym(end, sentence.end).map(|(inside, _)| inside);
        let tokens = at..end.max(at + 1);
        Some(Segment { tokens, sort: Sort::Unknown, acronym, gazetteer: None, rule: "capitals" })
    }
}
