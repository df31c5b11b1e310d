//! Cuts a sentence into segments: posts, names whose own words tell what they are, and unknown names.

use std::cell::OnceCell;

use super::{Segment, Sort, coined::Coined, evidence::is_camel_case, is_family, is_given, places::KnownPlaces};
use crate::{
    knowledge::{Calendar, Knowledge, Language},
    model::{Document, Kind, TokenKind, TokenRange, WordClass},
};

pub(super) struct Chunker<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) knowledge: &'a Knowledge,
    pub(super) pack: &'a Language,
    pub(super) coined: &'a Coined,
    pub(super) places: &'a KnownPlaces<'a>,
    /// For each token whether it breaks a run of capitals, once it was asked for.
    pub(super) breaks: Vec<OnceCell<bool>>,
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
                if let Some(segment) = self.quoted_body(&title).or_else(|| self.titled_event(&title, tokens.end)) {
                    at = segment.tokens.end;
                    if segment.rule == "quoted-body" {
                        at = self.document.hit_at(at + 1, WordClass::OrganizationSuffix).map_or(at, |form| form.tokens.end);
                    }
                    segments.push(segment);
                }
                continue;
            }
            match self.segment_at(at, tokens) {
                Some(segment) => {
                    at = segment.end();
                    segments.push(segment);
                }
                None => at = self.people_end(at).unwrap_or(at + 1),
            }
        }
    }

    /// What starts at a word without a capital: a name behind its number, a post, a web address.
    fn small_segment_at(&self, at: usize, sentence: &TokenRange) -> Option<Segment> {
        if self.is_function_word(at) || self.document.is(at, WordClass::Former) {
            return None;
        }
        let post = || {
            let known = self.document.hit_at(at, WordClass::OrganizationKnown).map_or(0, |known| known.tokens.len());
            let hit = self.document.hit_at(at, WordClass::Post).filter(|hit| hit.tokens.len() >= known);
            hit.filter(|_| !self.is_named_like_post(at)).map(|hit| Segment {
                tokens: hit.tokens.clone(),
                sort: Sort::Post,
                acronym: None,
                gazetteer: None,
                rule: "post",
            })
        };
        self.headed_name(at, sentence).or_else(post).or_else(|| self.web_name(at))
    }

    fn segment_at(&self, at: usize, sentence: &TokenRange) -> Option<Segment> {
        if !self.is_capital(at) {
            return self.small_segment_at(at, sentence);
        }
        let end = sentence.end;
        if self.is_field_of_portfolio(at) && self.place_prefix(at, end).is_none() {
            let field = self.listed_fields(at).unwrap_or_else(|| self.before_given(at, self.complement(at, end)));
            return Some(Segment { tokens: at..field, sort: Sort::Post, acronym: None, gazetteer: None, rule: "portfolio" });
        }
        let behind_post =
            at > 0 && self.pack.body_follows_title && self.is_capital(at) && self.document.is(at - 1, WordClass::Post);
        let field = if behind_post { self.joined_post_fields(at) } else { None };
        if let Some(field) = field.or_else(|| self.field_behind_title(at, end)) {
            return Some(Segment { tokens: at..field, sort: Sort::Post, acronym: None, gazetteer: None, rule: "portfolio" });
        }
        let simple = |tokens: TokenRange, sort, rule| Segment { tokens, sort, acronym: None, gazetteer: None, rule };
        if let Some(hit) = self.document.hit_at(at, WordClass::Honorific)
            && self.is_capital(at)
            && self.is_capital(hit.tokens.end)
            && self.document.hit_at(at, WordClass::Post).is_none_or(|post| post.tokens.len() <= hit.tokens.len())
            && !self.is_namesake(at, end)
            && self.people_end(at).is_none()
            && self.place_prefix(at, end).is_none_or(|(_, place_end)| place_end <= hit.tokens.end)
        {
            return Some(simple(hit.tokens.clone(), Sort::Honorific, "honorific"));
        }
        if self.is_articled_place(at, end) {
            return self.place(at, end);
        }
        if self.is_function_word(at) || self.document.is(at, WordClass::Former) && self.post_phrase(at).is_none() {
            return None;
        }
        if let Some(place_end) = self.whole_place(at, end) {
            return self.headed_behind_place(at, place_end, sentence).or_else(|| self.place(at, end));
        }
        if let Some((event, rule)) = self.abbreviated_event(at) {
            return Some(simple(event, Sort::Name(Kind::Event), rule));
        }
        let opened = self.opened_name(at, end).or_else(|| self.headed_name(at, sentence));
        if opened.is_some() {
            return opened;
        }
        let known = self.document.hit_at(at, WordClass::OrganizationKnown).map_or(0, |known| known.tokens.len());
        let named = self.is_named_like_post(at);
        if let Some(hit) = self.document.hit_at(at, WordClass::Post).filter(|hit| hit.tokens.len() >= known && !named) {
            return Some(simple(hit.tokens.clone(), Sort::Post, "post"));
        }
        if let Some(post_end) = self.post_phrase(at).filter(|end| end - at >= known && !named) {
            return Some(simple(at..post_end, Sort::Post, "post"));
        }
        let run = self.run(at, end);
        let people = run == at + 1 && self.pack.demonyms.contains_key(self.document.text(&(at..run)));
        if people || self.people_end(at).is_some() {
            return None;
        }
        let known = || self.coined_place(at).or_else(|| self.place(at, end)).or_else(|| self.known_organization(at));
        known().or_else(|| self.abbreviated_body(at)).or_else(|| self.unknown(at, sentence))
    }

    /// `PRINCESS Margaret Hospital`: a form of address that opens the name of a body or a building.
    pub(super) fn is_namesake(&self, at: usize, end: usize) -> bool {
        let run = self.run(at, end);
        let head = self.last_head(&(at..run), &[WordClass::OrganizationHead, WordClass::VenueHead]);
        self.document.hit_at(at, WordClass::Honorific).is_some()
            && (3..=5).contains(&(run - at))
            && head.is_some_and(|head| head.tokens.end == run && head.tokens.start > at + 1)
    }

    /// `Minister for Climate Action EAMON DOYLE`: where a field of office ends that has run into a name.
    fn before_given(&self, at: usize, end: usize) -> usize {
        (at + 1..end.saturating_sub(1)).find(|&at| self.is_person(at, end)).unwrap_or(end)
    }

    /// `Minister of INDUSTRY AND TRADE Phan Thi Thang`: end of a list of known fields of office.
    fn listed_fields(&self, at: usize) -> Option<usize> {
        let field =
            |at: usize| self.document.hit_at(at, WordClass::PostField).filter(|_| self.is_capital(at)).map(|hit| hit.tokens.end);
        let mut end = field(at)?;
        loop {
            let comma = end + usize::from(self.folded(end) == ",");
            let next = self.document.hit_at(comma, WordClass::Conjunction).map_or(comma, |link| link.tokens.end);
            match field(next).filter(|_| next > end) {
                Some(more) => end = more,
                // `Minister of Industry and MEGAWORKS Kanat Sharlapayev`: a field that is not known, and the name behind it.
                None if next > comma && self.run(next, self.document.tokens.len()) - next == 3 => return Some(next + 1),
                None => return Some(end),
            }
        }
    }

    /// A word that can start no name wherever it stands.
    fn is_function_word(&self, at: usize) -> bool {
        let folded = self.folded(at);
        let link =
            self.document.is_any(at, WordClass::Determiner.bit() | WordClass::InPlace.bit() | WordClass::Conjunction.bit());
        let token = &self.document.tokens[at];
        // `Lalu Muhammad Zohri`: a capital that no sentence start explains.
        let named = token.kind == TokenKind::Capital
            && self.knowledge.given_names.contains(self.folded(at + 1))
            && self.is_capital(at + 1)
            && at > 0
            && self.document.tokens[at - 1].kind == TokenKind::Lower;
        let given = token.kind == TokenKind::Capital
            && self.document.is(at, WordClass::GivenName)
            && self.is_capital(at + 1)
            && at > 0
            && matches!(self.document.tokens[at - 1].kind, TokenKind::Upper | TokenKind::Capital | TokenKind::Lower);
        (self.pack.function_words.contains(folded) || link) && token.kind != TokenKind::Upper && !named && !given
    }

    /// A place that the article introduces by a word for places, wherever else it is named.
    fn coined_place(&self, at: usize) -> Option<Segment> {
        let end = self.coined.end_at(self.document, at, Kind::Place).filter(|_| self.is_capital(at))?;
        let gazetteer = self.place_prefix(at, end).filter(|(_, known)| *known == end).map(|(key, _)| key.to_owned());
        let run = self.run(at, self.document.tokens.len());
        let alone = run == end || self.pack.body_follows_title && self.is_behind_post(at);
        alone.then_some(Segment {
            tokens: at..end,
            sort: Sort::Name(Kind::Place),
            acronym: None,
            gazetteer,
            rule: "coined-place",
        })
    }

    pub(super) fn is_behind_post(&self, at: usize) -> bool {
        at > 0 && self.document.is(at - 1, WordClass::Post)
    }

    /// `"Navoi Cotton" JSC`, `JSC "Navoi Cotton"`, `the newspaper "Gudok"`: the name of a body in quotation marks.
    fn quoted_body(&self, title: &TokenRange) -> Option<Segment> {
        let form = |at: usize| self.document.hit_at(at, WordClass::OrganizationSuffix).is_some() && self.is_capital(at);
        let before = title.start.checked_sub(2);
        let noun = |at: usize| self.document.is(at, WordClass::BodyNoun) && !self.is_capital(at);
        let told = form(title.end + 1) || before.is_some_and(|at| form(at) || noun(at));
        let named = title.len() <= 5 && self.is_capital(title.start) && !self.pack.body_follows_title;
        let sort = Sort::Name(Kind::Organization);
        (told && named).then(|| Segment { tokens: title.clone(), sort, acronym: None, gazetteer: None, rule: "quoted-body" })
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

    /// An organization that the language or the article itself makes known, with the place behind it that tells the branch.
    fn known_organization(&self, at: usize) -> Option<Segment> {
        let known = self.document.hit_at(at, WordClass::OrganizationKnown).map(|hit| hit.tokens.end);
        let coined = self.coined.end_at(self.document, at, Kind::Organization);
        let name_end = known.max(coined)?;
        let plain_word = self.document.is(at, WordClass::NotName) && self.document.tokens[at].kind != TokenKind::Upper;
        if plain_word && name_end == at + 1 {
            return None;
        }
        let run = self.run(at, self.document.tokens.len());
        let rest = name_end..run;
        // `Hidayatullah MANSJUR`: the name of a body that people have too, and plain words behind it.
        let namesake = self.pack.body_follows_title && name_end == at + 1 && self.is_given_name(at) && coined.is_none();
        if namesake && (1..=3).contains(&rest.len()) && rest.clone().all(|at| self.is_plain_start(at)) {
            return None;
        }
        let person = self.is_given(rest.start)
            || self.knowledge.surnames.contains(self.folded(rest.start))
            || self.pack.body_follows_title && rest.len() >= 2 && self.is_person(rest.start, run);
        let plain = (1..=2).contains(&rest.len()) && rest.clone().all(|at| self.document.tokens[at].kind == TokenKind::Capital);
        let mut branch = self.branch_end(name_end, run);
        if rest.len() >= 2 && self.is_company_of(name_end..run - 1, run - 1) {
            branch = run;
        }
        let own = branch > name_end
            || self.place_prefix(rest.start, run).is_some()
            || person
            || (self.is_behind_post(at) || self.is_behind_field(at)) && self.pack.body_follows_title;
        let titled = self.pack.body_follows_title && (self.is_behind_post(at) || self.is_behind_field(at));
        let person = (branch..run).next().filter(|_| titled).and_then(|_| self.person_start(branch..run, branch, false));
        let end = person.unwrap_or(if plain && !own && coined.is_none() { run } else { branch });
        let acronym = self.acronym(end, self.document.tokens.len()).map(|(inside, _)| inside);
        self.is_capital(at).then_some(Segment {
            tokens: at..end,
            sort: Sort::Name(Kind::Organization),
            acronym,
            gazetteer: None,
            rule: "known-organization",
        })
    }

    pub(super) fn is_given(&self, at: usize) -> bool {
        is_given(self.document, self.knowledge, at)
    }

    /// `AJI PONTIANAK`, `PMI KOTA SURAKARTA`, `Walhi NASIONAL`: the end of what tells which branch of a body is meant.
    pub(super) fn branch_end(&self, at: usize, limit: usize) -> usize {
        if !self.pack.body_follows_title || at >= limit || !self.is_capital(at) {
            return at;
        }
        if self.document.is(at, WordClass::GenericWord) && self.document.tokens[at].kind == TokenKind::Capital {
            return at + 1;
        }
        let opener = self.document.hit_at(at, WordClass::PlaceOpener).map_or(at, |hit| hit.tokens.end);
        // `LLDIKTI Wilayah VI`
        if opener > at && self.is_numeral(opener) {
            return opener + 1;
        }
        let named = opener == at && self.is_given_name(at) && !self.knowledge.gazetteer.is_well_known(self.folded(at));
        let place = self.place_prefix(opener, limit).map(|(_, end)| end).filter(|&end| end > opener + 1 || !named);
        let place = place.or_else(|| self.coined.end_at(self.document, opener, Kind::Place));
        let tail =
            place.and_then(|end| self.document.hit_at(end, WordClass::PlaceTail)).filter(|hit| self.is_capital(hit.tokens.start));
        tail.map(|hit| hit.tokens.end).or(place).unwrap_or(at)
    }

    /// `chinadaily.com.cn`
    fn web_name(&self, at: usize) -> Option<Segment> {
        let segment = || Segment { tokens: at..at + 1, sort: Sort::Unknown, acronym: None, gazetteer: None, rule: "web-address" };
        self.is_web_name(at).then(segment)
    }

    fn is_web_name(&self, at: usize) -> bool {
        if !self.folded(at).contains('.') {
            return false;
        }
        if self.is_glued(at) && matches!(self.folded(at - 1), "@" | "." | "/") {
            return false;
        }
        let parts: Vec<&str> = self.folded(at).split('.').collect();
        let letters = |part: &&str| {
            part.len() >= 2
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && part.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        parts.len() >= 2 && parts.iter().all(letters) && parts.last().is_some_and(|ending| ending.len() <= 4)
    }

    pub(super) fn is_surname_first(&self, start: usize, end: usize) -> bool {
        let tokens = self.document.tokens.get(start..end);
        let capital = tokens.is_some_and(|all| all.iter().all(|token| token.kind == TokenKind::Capital));
        (2..=3).contains(&(end - start)) && capital && self.knowledge.surnames.contains(self.folded(start))
    }

    /// Where an unknown name in a run of capitals ends: an abbreviation, a person or a place behind it is cut off.
    fn unknown_end(&self, at: usize, run: usize) -> usize {
        let mut end = run;
        let upper = |at: usize| self.document.tokens[at].kind == TokenKind::Upper;
        let after_post = at > 0 && self.document.is(at - 1, WordClass::Post);
        let camel = run - at > 2 && is_camel_case(self.document.text(&(at..at + 1)));
        let caps_then_words = (upper(at) || camel) && (at + 1..run).any(|at| !upper(at));
        let of_post = self.is_post_of(at);
        let person = (at + 1..run).find(|&at| of_post && self.is_person(at, run));
        if caps_then_words && (after_post && self.pack.body_follows_title || of_post) {
            end = (at + 1..run).find(|&at| !upper(at)).unwrap_or(run);
        } else if upper(at) && run - at > 2 && self.is_person(at + 1, run) {
            end = at + 1;
        } else if let Some(person) = person {
            // `deputy of Mazhilis YEKATERINA SMYSHLYAYEVA`
            end = person;
        } else if let Some(person) = self.person_in_row(at, run) {
            end = person;
        } else if let Some(place) =
            (at + 1..run).filter(|_| upper(at) || self.pack.body_follows_title && !self.is_given(at)).find(|&place| {
                self.place_prefix(place, run).is_some_and(|(key, end)| end == run && !self.belongs_to_name(at, place, key))
                    && !self.is_surname_first(place - 1, run)
            })
        {
            end = if place > at + 1 { place } else { run };
        }
        while end > at + 1 && !self.is_capital(end - 1) {
            end -= 1;
        }
        end
    }

    /// `Goaltender NAME`, `Angolan NAME`, `Once NAME`: a capital that is no part of the name behind it.
    fn introduces_person(&self, at: usize, run: usize, sentence: &TokenRange) -> bool {
        let rest = at + 1..run;
        let plain = (2..=3).contains(&rest.len()) && rest.clone().all(|at| self.document.tokens[at].kind == TokenKind::Capital);
        let noun = self.document.is(at, WordClass::PersonNoun) && !self.is_given(at);
        let people = self.pack.demonyms.contains_key(self.document.text(&(at..at + 1)));
        let opens = at == sentence.start
            && !self.is_given(at)
            && self.document.tokens[at].kind == TokenKind::Capital
            && (!self.pack.body_follows_title || self.document.classes[at] != 0);
        plain && (noun || (people || opens) && self.is_person(rest.start, run) && !is_family(self.document, self.knowledge, at))
    }

    /// Whatever else is capitalised; an abbreviation between a post and a name is cut off.
    fn unknown(&self, at: usize, sentence: &TokenRange) -> Option<Segment> {
        let first_word = at == sentence.start
            || self.document.tokens[at - 1].kind == TokenKind::Punctuation
                && !matches!(self.folded(at - 1), "," | ";" | "(" | "." | "/");
        if let Some(address) = self.web_name(at) {
            return Some(address);
        }
        let blocked = self.document.is(at, WordClass::NotName)
            && (first_word || self.document.tokens[at].kind == TokenKind::Upper)
            && !self.opens_plain_name(at);
        let role = WordClass::HostNoun.bit()
            | WordClass::SupportNoun.bit()
            | WordClass::AttendeeNoun.bit()
            | WordClass::SpeakerNoun.bit();
        let opens = at == sentence.start && self.document.is_any(at, role) && self.is_capital(at + 1);
        let weekday = self.calendar().weekday(self.folded(at)).is_some();
        // `JSC "Navoi Cotton"`
        let form = self.document.hit_at(at, WordClass::OrganizationSuffix).is_some() && self.folded(at + 1) == "\"";
        if form
            || !self.is_capital(at)
            || blocked
            || weekday
            || opens
            || first_word && self.is_derived_word(at)
            || self.is_letters_behind_name(at)
        {
            return None;
        }
        let run = self.run(at, sentence.end);
        if self.introduces_person(at, run, sentence) {
            return None;
        }
        let end = self.unknown_end(at, run);
        if self.is_governed_place(at, end) {
            return Some(Segment {
                tokens: at..at + 1,
                sort: Sort::Name(Kind::Place),
                acronym: None,
                gazetteer: None,
                rule: "governed-place",
            });
        }
        // `Jane Roe (BBC)`: an abbreviation behind a personal name, or that no word in front begins like, is somebody's employer.
        let titled = at > sentence.start && self.document.is(at - 1, WordClass::Honorific);
        let personal = end - at <= 4 && (titled || end - at > 1 && self.is_given(at));
        let begins = |inside: &TokenRange| {
            let initial = self.folded(inside.start).chars().next();
            let employer = self.is_given(at)
                && [WordClass::OrganizationKnown, WordClass::OrganizationOpener]
                    .into_iter()
                    .any(|class| self.document.hit_at(inside.start, class).is_some());
            !personal && (at..end).any(|at| self.folded(at).chars().next() == initial) && !employer
        };
        let acronym = self.acronym(end, sentence.end).map(|(inside, _)| inside).filter(begins);
        let tokens = at..end.max(at + 1);
        Some(Segment { tokens, sort: Sort::Unknown, acronym, gazetteer: None, rule: "capitals" })
    }
}
