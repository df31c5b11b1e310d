//! Who holds which post where, in scripts without spaces: `BODY POST NAME`, several bodies and posts joined before one name.

use super::{
    posts::{Entry, Holding},
    reading::{Reading, end_of},
};
use crate::{
    knowledge::Level,
    model::{Kind, LineRole, LocalIdx, NameMention, TokenKind, TokenRange, WordClass},
};

/// Between a body and its post stand at most so many tokens.
const FIELD: usize = 14;

/// Every person of a sentence with posts and bodies.
pub(super) fn read(reading: &Reading<'_>, sentence: &TokenRange, holdings: &mut Vec<Holding>) -> Vec<Entry> {
    let names: Vec<(NameMention, LocalIdx)> =
        reading.kind_in(sentence.clone(), Kind::Person).map(|(name, idx)| (name.clone(), idx)).collect();
    let mut entries: Vec<Entry> = Vec::new();
    for (name, person) in &names {
        let floor = entries.last().map_or(sentence.start, |entry| entry.whole.end);
        let parser = Parser { reading, person: *person, floor };
        let mut titles = parser.titles(name.tokens.start);
        if let Some(last) = entries.last() {
            parser.inherit(&mut titles, last, holdings);
            if titles.is_empty() && reading.is(last.whole.end, WordClass::Conjunction) && last.whole.end + 1 == name.tokens.start
            {
                parser.share(last, name.tokens.end, holdings);
            }
        }
        parser.mean(&mut titles, sentence);
        let start = titles.first().map_or_else(|| parser.address(name.tokens.start), |title| title.whole.start);
        parser.push(&titles, name.tokens.end, "title", holdings);
        let end = parser.behind(name, sentence.end, holdings);
        entries.push(Entry { person: *person, name: name.tokens.clone(), whole: start..end, named: true });
    }
    byline(reading, sentence, &entries, holdings);
    entries
}

/// Reporters and editors whom a byline names work for the outlet: that of its line, of the article's dateline, or none.
pub(super) fn bylines(reading: &Reading<'_>, holdings: &mut Vec<Holding>) {
    let document = reading.document;
    let names = || document.names.iter().zip(&reading.named);
    let body = |tokens: &TokenRange| {
        let inside = |name: &NameMention| tokens.start <= name.tokens.start && name.tokens.end <= tokens.end;
        names().find(|(name, _)| name.kind == Kind::Organization && inside(name)).map(|(name, &idx)| (name.tokens.clone(), idx))
    };
    let agency = document.datelines.first().and_then(|dateline| body(dateline).or_else(|| source(reading)));
    for sentence in document.sentences.iter().filter(|sentence| sentence.role != LineRole::Noise) {
        for (name, &person) in names().filter(|(name, _)| name.rule == "byline" && sentence.tokens.contains(&name.tokens.start)) {
            let labels = document.hits_in(sentence.tokens.start..name.tokens.start, WordClass::Byline);
            let label = labels.filter(|hit| document.hit_at(hit.tokens.start, WordClass::Post).is_some()).last();
            let own = body(&sentence.tokens).filter(|_| sentence.role == LineRole::Byline);
            let known = holdings.iter().any(|holding| holding.person == person);
            let (Some(label), Some((at, outlet)), false) = (label, own.or_else(|| agency.clone()), known) else { continue };
            let near = at.start >= sentence.tokens.start && at.end <= sentence.tokens.end;
            holdings.push(Holding {
                person,
                post: label.tokens.clone(),
                former: false,
                body: outlet,
                trigger: if near {
                    at.start.min(label.tokens.start)..name.tokens.end.max(at.end)
                } else {
                    at.start..name.tokens.end
                },
                rule: "byline",
                confidence: 0.8,
            });
        }
    }
}

/// `来源：OUTLET` near the start: the outlet, for the reporters of a dateline that names none.
fn source(reading: &Reading<'_>) -> Option<(TokenRange, LocalIdx)> {
    let document = reading.document;
    let names = document.names.iter().zip(&reading.named).filter(|(name, _)| name.kind == Kind::Organization);
    let mut sources = names.filter(|(name, _)| {
        let at = name.tokens.start;
        let colon = at > 0 && matches!(reading.folded(at - 1), ":" | "：");
        let label = document.hits_in(at.saturating_sub(5)..at, WordClass::Byline).any(|hit| hit.tokens.end + 1 == at);
        let reporter = document.hits_in(at.saturating_sub(5)..at, WordClass::Post).next().is_some();
        colon && label && !reporter
    });
    sources.next().map(|(name, &idx)| (name.tokens.clone(), idx))
}

/// Reporters named in a dateline work for the agency that it names.
fn byline(reading: &Reading<'_>, sentence: &TokenRange, entries: &[Entry], holdings: &mut Vec<Holding>) {
    let document = reading.document;
    let Some(dateline) =
        document.datelines.iter().find(|dateline| dateline.start >= sentence.start && dateline.end <= sentence.end)
    else {
        return;
    };
    let agency = document.names_in(dateline.clone()).find(|name| name.kind == Kind::Organization);
    let Some(agency) = agency else { return };
    let Some(position) = document.names.iter().position(|name| name.tokens == agency.tokens) else { return };
    let reporter =
        document.hits_in(dateline.clone(), WordClass::Byline).find(|hit| reading.is(hit.tokens.start, WordClass::Post));
    let Some(reporter) = reporter else { return };
    let known = |person: LocalIdx| entries.iter().any(|entry| entry.person == person && entry.whole.start < entry.name.start);
    let people = document.names.iter().zip(&reading.named).filter(|(name, _)| {
        name.kind == Kind::Person && name.tokens.start >= reporter.tokens.end && name.tokens.end <= dateline.end
    });
    for (name, &person) in people.filter(|(_, person)| !known(**person)) {
        holdings.push(Holding {
            person,
            post: reporter.tokens.clone(),
            former: false,
            body: reading.named[position],
            trigger: agency.tokens.start..name.tokens.end,
            rule: "byline",
            confidence: 0.8,
        });
    }
}

/// One post, with its own body if it has one.
pub(super) struct Title {
    whole: TokenRange,
    pub(super) post: TokenRange,
    pub(super) former: bool,
    pub(super) bodies: Vec<LocalIdx>,
}

/// Reads the titles of one person.
pub(super) struct Parser<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) person: LocalIdx,
    /// Nothing before this token belongs to the person.
    pub(super) floor: usize,
}

impl Parser<'_> {
    pub(super) fn is(&self, at: usize, class: WordClass) -> bool {
        self.reading.is(at, class)
    }

    /// The phrase of this class that ends before a token, the longest.
    fn ending(&self, class: WordClass, end: usize) -> Option<TokenRange> {
        let from = self.floor.max(end.saturating_sub(8));
        let free = |at: usize| {
            let name = self.reading.document.name_at(at);
            let shared = || class == WordClass::Post && self.shared_body(&(at..end)).is_some();
            class == WordClass::Conjunction || name.is_none() || shared()
        };
        (from..end)
            .find(|&at| self.reading.document.hits_in(at..end, class).any(|hit| hit.tokens == (at..end)) && free(at))
            .map(|at| at..end)
    }

    /// `BODY POST NAME、POST NAME`: a post that names no body is held in that of the name before it in the row.
    fn inherit(&self, titles: &mut [Title], last: &Entry, holdings: &[Holding]) {
        let Some(first) = titles.first_mut().filter(|title| title.bodies.is_empty() && !title.former) else { return };
        let joined = (last.whole.end..first.whole.start).all(|at| self.is(at, WordClass::Conjunction));
        let near = last.whole.end < first.whole.start && first.whole.start - last.whole.end <= 2;
        let implied = self.implied(&first.post).is_some();
        let body =
            holdings.iter().rev().find(|holding| holding.person == last.person && !holding.former).map(|holding| holding.body);
        let place_post = self.ending(WordClass::PlacePost, first.post.end).is_some();
        if joined && near && !implied && !place_post {
            first.bodies.extend(body);
        }
    }

    /// `POST NAME、NAME`: the post of the first is that of those behind it.
    fn share(&self, last: &Entry, end: usize, holdings: &mut Vec<Holding>) {
        let own = |holding: &&Holding| holding.person == last.person && holding.trigger.end == last.name.end;
        let same: Vec<Holding> = holdings.iter().filter(own).cloned().collect();
        for holding in same {
            if self.reading.document.hits_in(holding.post.clone(), WordClass::PlacePost).next().is_none() {
                let trigger = holding.trigger.start..end;
                holdings.push(Holding { person: self.person, trigger, rule: "shared-post", confidence: 0.75, ..holding });
            }
        }
    }

    /// A post that heads a body, where none is named beside it: the last organization that the paragraph named; for one who
    /// governs a place, the town that the article names most.
    fn mean(&self, titles: &mut [Title], sentence: &TokenRange) {
        let bare = titles.iter().all(|title| title.bodies.is_empty() && !title.former);
        let Some(title) = titles.first_mut().filter(|_| bare) else { return };
        if self.implied(&title.post).is_some() {
            return;
        }
        if self.ending(WordClass::PlacePost, title.post.end).is_some() {
            title.bodies.extend(self.governed(&title.post).or_else(|| self.main_town(&title.post)));
            return;
        }
        let heads = self.ending(WordClass::HeadPost, title.post.end).is_some_and(|hit| hit.start <= title.post.start);
        let opens = title.whole.start == sentence.start
            || self.reading.document.tokens[title.whole.start - 1].kind == TokenKind::Punctuation;
        let line = self.reading.document.sentences.get(self.reading.document.sentence_of(sentence.start)).map(|own| own.line);
        let Some(line) = line.and_then(|line| self.reading.document.lines.get(line)).filter(|_| heads && opens) else { return };
        let named = self.reading.kind_in(line.tokens.start..title.whole.start, Kind::Organization).last();
        title.bodies.extend(named.map(|(_, body)| body));
    }

    /// `省长`: the place that the article names most often among those whose name ends with the first character of the post.
    fn governed(&self, post: &TokenRange) -> Option<LocalIdx> {
        let gazetteer = &self.reading.knowledge.gazetteer;
        let own = self.ending(WordClass::PlacePost, post.end)?;
        let sign = self.reading.document.text(&(own.start..own.start + 1));
        let known = |key: &str| {
            let place = gazetteer.by_key(key).map(|idx| gazetteer.place(idx));
            place.is_some_and(|place| place.names().any(|name| name.ends_with(sign)))
        };
        let places = (0..).map(LocalIdx).zip(&self.reading.entities).filter(|(_, entity)| entity.kind == Kind::Place);
        let fitting = places.filter(|(_, entity)| {
            entity.names.iter().any(|name| name.ends_with(sign)) || entity.gazetteer.as_deref().is_some_and(known)
        });
        let most = fitting.max_by(|(a, x), (b, y)| x.mentions.len().cmp(&y.mentions.len()).then(b.cmp(a)));
        most.map(|(place, _)| place)
    }

    /// The town that the article names most often, the first of equals; none for one who governs a province.
    fn main_town(&self, post: &TokenRange) -> Option<LocalIdx> {
        let gazetteer = &self.reading.knowledge.gazetteer;
        let own = self.ending(WordClass::PlacePost, post.end)?;
        let sign = self.reading.document.text(&(own.start..own.start + 1));
        let of_region = |name: &str| gazetteer.lookup(name).first().is_some_and(|&idx| gazetteer.level(idx) == Level::Region);
        let home = self.reading.pack.home_country.as_deref().and_then(|key| gazetteer.by_key(key));
        let province = |key: &str| {
            let region = gazetteer.by_key(key).and_then(|idx| gazetteer.place(idx).region).and_then(|key| gazetteer.by_key(key));
            region.is_some_and(|idx| gazetteer.place(idx).names().any(|name| name.ends_with(sign) && of_region(name)))
        };
        let is_town = |key: &str| {
            let place = gazetteer.by_key(key).map(|idx| gazetteer.place(idx));
            let abroad = || place.is_some_and(|place| home.is_some_and(|home| gazetteer.place(home).country != place.country));
            place.is_some_and(|place| place.level == Level::City) && (abroad() || !province(key))
        };
        let towns = (0..)
            .map(LocalIdx)
            .zip(&self.reading.entities)
            .filter(|(_, entity)| entity.gazetteer.as_deref().is_some_and(is_town));
        towns.max_by(|(a, x), (b, y)| x.mentions.len().cmp(&y.mentions.len()).then(b.cmp(a))).map(|(town, _)| town)
    }

    /// The body whose last character is part of a post: `文化部` in `文化部長`.
    fn shared_body(&self, post: &TokenRange) -> Option<(&NameMention, LocalIdx)> {
        let name = self.reading.document.name_at(post.start)?;
        let inside = name.kind == Kind::Organization && name.tokens.end < post.end && name.tokens.start >= self.floor;
        self.reading.name_at(name.tokens.start).filter(|_| inside)
    }

    /// The start of a form of address before a name.
    fn address(&self, end: usize) -> usize {
        // `首席经济学家NAME` is a post, of which the last characters alone are a form of address.
        let post = self.ending(WordClass::Post, end).map_or(0, |hit| hit.len());
        self.ending(WordClass::Honorific, end).filter(|hit| hit.len() > post).map_or(end, |hit| hit.start)
    }

    /// The titles that end before a token, in text order.
    pub(super) fn titles(&self, end: usize) -> Vec<Title> {
        let mut at = self.address(end);
        let mut titles = Vec::new();
        while let Some(title) = self.title(at) {
            let start = title.whole.start;
            titles.push(title);
            let Some(mark) = self.separator(start) else { break };
            at = mark;
        }
        titles.reverse();
        titles
    }

    /// End of the title in front, if a mark or word that joins titles stands before the token.
    fn separator(&self, start: usize) -> Option<usize> {
        let mark = self.ending(WordClass::Conjunction, start)?;
        let title = self.ending(WordClass::Post, mark.start).is_some();
        (title && mark.start > self.floor).then_some(mark.start)
    }

    /// The title that ends right before a token.
    fn title(&self, end: usize) -> Option<Title> {
        let head = self.ending(WordClass::Post, end)?;
        if let Some((name, body)) = self.shared_body(&head) {
            let whole = name.tokens.start..end;
            return Some(Title { whole, post: head, former: false, bodies: vec![body] });
        }
        let mut start = head.start;
        let mut former = false;
        while start > self.floor {
            let class = [WordClass::Former, WordClass::PostModifier, WordClass::Post];
            let Some(hit) = class.iter().find_map(|&class| self.ending(class, start).map(|hit| (class, hit))) else { break };
            if self.reading.document.name_at(hit.1.start).is_some() {
                break;
            }
            former |= hit.0 == WordClass::Former;
            start = hit.1.start;
        }
        let (bodies, from) = self.body(start);
        if !bodies.is_empty() {
            former |= (from..start).any(|at| self.reading.document.name_at(at).is_none() && self.is(at, WordClass::Former));
        }
        let bare = self.reading.document.hit_at(start, WordClass::Former).map_or(start, |hit| hit.tokens.end);
        // `原BODY POST`
        let before = self.ending(WordClass::Former, from).filter(|_| !bodies.is_empty()).map(|hit| hit.start);
        former |= before.is_some();
        let from = before.unwrap_or(from);
        Some(Title { whole: from.min(start)..end, post: bare.min(head.start)..end, former, bodies })
    }

    /// The bodies in front of a post, a field of work between allowed, and where they start.
    fn body(&self, end: usize) -> (Vec<LocalIdx>, usize) {
        let document = self.reading.document;
        let mut at = end;
        while at > self.floor && end - at <= FIELD {
            if let Some((name, idx)) = self.reading.name_before(at).filter(|(name, _)| name.tokens.start >= self.floor) {
                if !matches!(name.kind, Kind::Organization | Kind::Place) {
                    break;
                }
                let start = name.tokens.start;
                let posted = name.kind == Kind::Place && self.ending(WordClass::PostModifier, start).is_some();
                if posted {
                    at = start - 1;
                    continue;
                }
                return (vec![idx], start);
            }
            let of = at == end && self.reading.folded(at - 1) == self.reading.pack.of_word;
            if of && self.reading.name_before(at - 1).is_some_and(|(name, _)| name.tokens.start >= self.floor) {
                at -= 1;
                continue;
            }
            let token = &document.tokens[at - 1];
            let field = token.kind == TokenKind::Ideograph && !self.is(at - 1, WordClass::Conjunction) && !self.blocks(at - 1);
            if !field {
                break;
            }
            at -= 1;
        }
        if at < end && self.separator(at).is_some() {
            return (Vec::new(), at);
        }
        if let Some((body, start)) = self.body_pointed_at(at, end).or_else(|| self.body_meant(end)) {
            return (vec![body], start);
        }
        (Vec::new(), self.inner_start(end))
    }

    /// Start of an inner body right before a post: the department whose organization was named before.
    fn inner_start(&self, end: usize) -> usize {
        self.ending(WordClass::SubBody, end).map_or(end, |hit| hit.start)
    }

    /// Words that no title goes on over.
    fn blocks(&self, at: usize) -> bool {
        [
            WordClass::SpeechVerb,
            WordClass::AttendVerb,
            WordClass::ChairVerb,
            WordClass::HoldVerb,
            WordClass::NotName,
            WordClass::InPlace,
            WordClass::EventHead,
        ]
        .iter()
        .any(|&class| self.is(at, class))
    }

    /// The organization that a bare noun right before a post means: the last one named before whose name ends so.
    fn body_meant(&self, end: usize) -> Option<(LocalIdx, usize)> {
        let noun = self.ending(WordClass::EventNoun, end).or_else(|| self.ending(WordClass::OrganizationHead, end))?;
        let governed = noun.start > self.floor && self.is(noun.start - 1, WordClass::PlaceHead);
        let noun = noun.start - usize::from(governed)..noun.end;
        let text = self.reading.document.text(&noun);
        let named = self.reading.kind_in(0..noun.start, Kind::Organization).map(|(_, idx)| idx);
        let body = named.filter(|&idx| self.reading.entity(idx).names.iter().any(|name| name.ends_with(text))).last()?;
        Some((body, noun.start))
    }

    /// The place that an organization's name starts with, if the article names it.
    pub(super) fn place_of(&self, body: LocalIdx) -> Option<LocalIdx> {
        let entity = self.reading.entity(body);
        if entity.kind == Kind::Place {
            return Some(body);
        }
        let gazetteer = &self.reading.knowledge.gazetteer;
        let name = entity.names.first()?;
        let (_, places) = name.char_indices().find_map(|(at, _)| gazetteer.longest_prefix(&name[at..]))?;
        let keys: Vec<&str> = places.iter().map(|&idx| gazetteer.place(idx).key).collect();
        self.place_named(&keys)
    }

    fn place_named(&self, keys: &[&str]) -> Option<LocalIdx> {
        let entities = (0..).map(LocalIdx).zip(&self.reading.entities);
        let mut fitting = entities.filter(|(_, entity)| entity.gazetteer.as_deref().is_some_and(|key| keys.contains(&key)));
        fitting.next().map(|(idx, _)| idx)
    }

    /// Appends a holding for each title: its own body, else that of the title before it, else the one the post implies.
    fn push(&self, titles: &[Title], end: usize, rule: &'static str, holdings: &mut Vec<Holding>) {
        let mut last: Vec<LocalIdx> = Vec::new();
        for title in titles {
            let place_post = self.ending(WordClass::PlacePost, title.post.end).is_some();
            let own = !title.bodies.is_empty();
            let bodies = if own { title.bodies.clone() } else { last.clone() };
            let bodies: Vec<LocalIdx> =
                if place_post { bodies.iter().map(|&body| self.place_of(body).unwrap_or(body)).collect() } else { bodies };
            let bodies = if bodies.is_empty() { self.implied(&title.post).into_iter().collect() } else { bodies };
            for &body in &bodies {
                holdings.push(Holding {
                    person: self.person,
                    post: title.post.clone(),
                    former: title.former,
                    body,
                    trigger: titles[0].whole.start.min(title.whole.start)..end.max(title.whole.end),
                    rule,
                    confidence: if own { 0.93 } else { 0.85 },
                });
            }
            if own {
                last.clone_from(&title.bodies);
            }
        }
    }

    /// The place that a post goes with where none is named.
    fn implied(&self, post: &TokenRange) -> Option<LocalIdx> {
        let key = self.reading.pack.implied_bodies.get(self.reading.document.text(post))?;
        self.place_named(&[key])
    }

    /// `NAME（BODY POST）` and a post right behind the name; the end of what belongs to the name.
    fn behind(&self, name: &NameMention, limit: usize, holdings: &mut Vec<Holding>) -> usize {
        let addressed = self
            .reading
            .document
            .hit_at(end_of(name), WordClass::Honorific)
            .or_else(|| self.reading.document.hit_at(end_of(name), WordClass::Post));
        let open = |at: usize| matches!(self.reading.folded(at), "(" | "（");
        let end = addressed.map(|hit| hit.tokens.end).filter(|&at| open(at)).unwrap_or(end_of(name));
        if open(end) {
            let close = (end..limit.min(end + 30)).find(|&at| matches!(self.reading.folded(at), ")" | "）"));
            if let Some(close) = close {
                let inner = Parser { reading: self.reading, person: self.person, floor: end + 1 };
                let titles = inner.titles(close);
                inner.push(&titles, close, "apposition", holdings);
                if titles.is_empty() {
                    self.only_body(end + 1..close, name, holdings);
                }
                return close + 1;
            }
        }
        self.between_body_and_post(name, holdings);
        let title = [WordClass::Post, WordClass::Honorific, WordClass::PostOffice].iter().find_map(|&class| {
            self.reading.document.hit_at(end, class).filter(|hit| hit.tokens.end <= limit && hit.tokens.len() > 1)
        });
        title.map_or(end, |hit| hit.tokens.end)
    }

    /// `NAME(BODY)`: where someone works, without the post.
    fn only_body(&self, inside: TokenRange, name: &NameMention, holdings: &mut Vec<Holding>) {
        let Some((body, idx)) = self.reading.kind_in(inside.clone(), Kind::Organization).last() else { return };
        if end_of(body) == inside.end {
            holdings.push(Holding {
                person: self.person,
                post: inside.end..inside.end,
                former: false,
                body: idx,
                trigger: name.tokens.start..inside.end,
                rule: "body-in-parentheses",
                confidence: 0.8,
            });
        }
    }

    /// `BODY NAME POST`
    fn between_body_and_post(&self, name: &NameMention, holdings: &mut Vec<Holding>) {
        let post = self.reading.document.hit_at(name.tokens.end, WordClass::Post).filter(|hit| hit.tokens.len() > 1);
        let body = self.reading.name_before(name.tokens.start).filter(|(body, _)| body.kind == Kind::Organization);
        let (Some(post), Some((body, idx))) = (post, body) else { return };
        if body.tokens.start >= self.floor {
            holdings.push(Holding {
                person: self.person,
                post: post.tokens.clone(),
                former: false,
                body: idx,
                trigger: body.tokens.start..post.tokens.end,
                rule: "body-name-post",
                confidence: 0.85,
            });
        }
    }
}
