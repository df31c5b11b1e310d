//! Who holds which post where: `NAME, post of BODY and post of BODY`, `BODY post NAME`, `post of BODY NAME`.

pub(super) mod bare;
mod before;
mod behind;
mod career;
mod meant;
mod verbs;

use super::reading::{Reading, end_of};
use crate::model::{Kind, LocalIdx, NameMention, TokenKind, TokenRange, WordClass};

/// A post that a person holds at a body.
#[derive(Clone, Debug)]
pub(super) struct Holding {
    pub(super) person: LocalIdx,
    /// Empty where the text gives no post.
    pub(super) post: TokenRange,
    pub(super) former: bool,
    pub(super) body: LocalIdx,
    /// From the first to the last word that says it.
    pub(super) trigger: TokenRange,
    pub(super) rule: &'static str,
    pub(super) confidence: f64,
}

/// A person with the posts around the name.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) person: LocalIdx,
    /// The name.
    pub(super) name: TokenRange,
    /// The name with everything that belongs to it.
    pub(super) whole: TokenRange,
    /// By name; else by a pronoun or a post.
    pub(super) named: bool,
}

/// Between a post and its body or name stand at most so many tokens.
const REACH: usize = 16;

/// Every person of a sentence with posts and bodies.
pub(super) fn read(reading: &Reading<'_>, sentence: &TokenRange, holdings: &mut Vec<Holding>) -> Vec<Entry> {
    let names: Vec<(NameMention, LocalIdx)> =
        reading.kind_in(sentence.clone(), Kind::Person).map(|(name, idx)| (name.clone(), idx)).collect();
    let mut entries: Vec<Entry> = Vec::new();
    for (position, (name, person)) in names.iter().enumerate() {
        let floor = entries.last().map_or(sentence.start, |entry| entry.whole.end);
        let limit = names.get(position + 1).map_or(sentence.end, |(next, _)| next.tokens.start);
        let parser = Parser {
            reading,
            sentence: sentence.clone(),
            person: *person,
            floor,
            limit,
            next: names.get(position + 1).map(|(name, _)| name.tokens.start),
        };
        let before = parser.before(&name.tokens, holdings);
        let after = parser.after(name, holdings);
        entries.push(Entry { person: *person, name: name.tokens.clone(), whole: before..after, named: true });
    }
    career::of_pronoun(reading, sentence, &entries, holdings);
    entries
}

struct Parser<'a> {
    reading: &'a Reading<'a>,
    sentence: TokenRange,
    person: LocalIdx,
    /// Nothing before this token belongs to the person.
    floor: usize,
    /// Nothing from this token on belongs to the person.
    limit: usize,
    /// Where the next person's name starts.
    next: Option<usize>,
}

/// A post phrase and where its body must be looked for.
struct Post {
    tokens: TokenRange,
    former: bool,
}

impl Parser<'_> {
    fn is(&self, at: usize, class: WordClass) -> bool {
        self.reading.is(at, class)
    }

    fn is_any(&self, at: usize, classes: &[WordClass]) -> bool {
        classes.iter().any(|&class| self.is(at, class))
    }

    /// Reads appositions behind the name; the end of what belongs to it.
    fn after(&self, name: &NameMention, holdings: &mut Vec<Holding>) -> usize {
        let mut at = end_of(name);
        if self.reading.document.hit_at(at, WordClass::NameSuffix).is_some() {
            at += 1;
        }
        at = self.skip_degrees(at);
        let mut end = at;
        let mut first = true;
        loop {
            let opened = self.opening(at, first);
            let Some(start) = opened else { break };
            let found = self.apposition(start, holdings);
            match found {
                Some(next) if next > at => {
                    end = next;
                    at = next;
                    first = false;
                }
                _ => break,
            }
        }
        if first && let Some(end) = self.led_body(at, holdings).or_else(|| self.appointed(at, holdings)) {
            return end;
        }
        if let Some(end) = self.career(end, holdings) {
            return end;
        }
        if first && let Some(end) = self.body_behind(name, at, holdings).or_else(|| self.body_apposed(name, at, holdings)) {
            return end;
        }
        end
    }

    /// What may open an apposition: a comma, a bracket, `as`, `who is`; and `and` before a second post.
    fn opening(&self, at: usize, first: bool) -> Option<usize> {
        if at >= self.limit {
            return None;
        }
        let mark = matches!(self.reading.folded(at), "," | "(" | "，");
        let mut next = at + usize::from(mark);
        let mut opened = mark;
        if let Some(hit) = self.reading.document.hit_at(next, WordClass::AsPost).filter(|hit| hit.tokens.end <= self.limit) {
            next = hit.tokens.end;
            opened = true;
        }
        let needs_conjunction = !first && (!opened || self.is(next, WordClass::Conjunction));
        if needs_conjunction {
            let hit = self.reading.document.hit_at(next, WordClass::Conjunction)?;
            next = hit.tokens.end;
            opened = true;
        }
        opened.then_some(next)
    }

    /// One or more posts and their bodies from `start`; where they end.
    fn apposition(&self, start: usize, holdings: &mut Vec<Holding>) -> Option<usize> {
        let mut at = self.skip_age(start);
        // `, now a partner at BODY`
        while at < self.limit
            && self.is(at, WordClass::Filler)
            && !self.is_any(at, &[WordClass::Copula, WordClass::RelativePronoun])
        {
            at += 1;
        }
        let mut possessor = None;
        while at < self.limit && self.is(at, WordClass::Determiner) {
            possessor = possessor.or_else(|| self.possessor(at));
            at += 1;
        }
        let (owner, post_start) = self.owner(at);
        let owner = possessor.or(owner);
        let post = self.post(post_start)?;
        if self.belongs_to_next(&post, post_start) {
            return None;
        }
        let field_end = self.field_end(&post);
        if let Some(body) = self.ministry(&post, field_end).filter(|_| owner.is_none()) {
            self.push(&post, body, post.tokens.start..field_end, "apposition", 0.9, holdings);
            return Some(field_end);
        }
        if let Some(body) = owner {
            self.push(&post, body, at..post.tokens.end, "apposition", 0.92, holdings);
            return Some(self.skip_field(post.tokens.end));
        }
        let Some(bodies) = self.bodies(post.tokens.end) else {
            let verb = self.is_appointed_before(start).filter(|_| self.is(start - 1, WordClass::AsPost));
            if let Some((verb, body)) = verb.and_then(|verb| self.giver(verb).map(|body| (verb, body))) {
                self.push(&post, body, verb..post.tokens.end, "appointed", 0.8, holdings);
            } else if let Some(implied) = self.implied_body(&post) {
                self.push(&post, implied, start..post.tokens.end, bare::RULE, 0.6, holdings);
            }
            return Some(post.tokens.end);
        };
        let end = bodies.last().map_or(post.tokens.end, |(_, end)| *end);
        for (body, body_end) in bodies {
            self.push(&post, body, post.tokens.start..body_end, "apposition", 0.95, holdings);
        }
        Some(end)
    }

    /// A body in front of the post: `Russia's deputy minister`, `United Nations Resident Coordinator`, `the city's Party secretary`.
    fn owner(&self, at: usize) -> (Option<LocalIdx>, usize) {
        if let Some((name, idx)) = self.reading.name_at(at)
            && (name.kind == Kind::Organization || name.kind == Kind::Place)
        {
            let end = end_of(name);
            return (Some(idx), end + usize::from(self.reading.folded(end) == "'s"));
        }
        if self.is(at, WordClass::PlaceHead) && self.reading.folded(at + 1) == "'s" {
            return (self.place_meant(at), at + 2);
        }
        if self.reading.folded(at + 1) == "'s"
            && let Some(body) = self.body_meant(at)
        {
            return (Some(body), at + 2);
        }
        if let Some(place) = self.demonym(at) {
            let two = self.reading.document.tokens.len() > at + 1
                && self.reading.pack.demonyms.contains_key(self.reading.document.text(&(at..at + 2)));
            return (Some(place), at + 1 + usize::from(two));
        }
        (None, at)
    }

    /// The place that `the city` means: the last town named before, else the first of the article.
    fn place_meant(&self, at: usize) -> Option<LocalIdx> {
        let places = |range: TokenRange| {
            let level = |idx: LocalIdx| {
                let key = self.reading.entity(idx).gazetteer.as_deref();
                key.and_then(|key| self.reading.knowledge.gazetteer.by_key(key))
                    .map(|idx| self.reading.knowledge.gazetteer.level(idx))
            };
            self.reading
                .kind_in(range, Kind::Place)
                .filter(move |&(_, idx)| level(idx) == Some(crate::knowledge::Level::City))
                .map(|(_, idx)| idx)
                .last()
        };
        places(0..at)
    }

    /// The organization that `the party`, `chamber` means: the last one named so far whose name has that noun in it.
    fn body_meant(&self, at: usize) -> Option<LocalIdx> {
        let noun = self.reading.document.hit_at(at, WordClass::OrganizationHead).filter(|hit| hit.tokens.len() == 1)?;
        if self.reading.document.tokens[at].is_capital() || self.reading.document.name_at(at).is_some() {
            return None;
        }
        let noun = self.reading.folded(noun.tokens.start);
        let has =
            |name: &&NameMention| self.reading.document.tokens[name.tokens.clone()].iter().any(|token| token.folded == noun);
        let bodies = self.reading.kind_in(0..at, Kind::Organization);
        bodies.filter(|(name, _)| has(name)).map(|(_, idx)| idx).last()
    }

    /// The country of an adjective of nationality, if the article names that country too.
    fn demonym(&self, at: usize) -> Option<LocalIdx> {
        self.reading.document.tokens.get(at)?;
        let text = |from: usize| self.reading.document.text(&(from..at + 1));
        let demonyms = &self.reading.pack.demonyms;
        // `South Korean`, told by its first word or its last
        let two = (at > 0).then(|| demonyms.get(text(at - 1))).flatten();
        let ahead = (at + 2 <= self.reading.document.tokens.len())
            .then(|| demonyms.get(self.reading.document.text(&(at..at + 2))))
            .flatten();
        let key = two.or(ahead).or_else(|| demonyms.get(text(at)))?;
        let known = (0..).map(LocalIdx).zip(&self.reading.entities);
        known.filter(|(_, entity)| entity.gazetteer.as_deref() == Some(key)).map(|(idx, _)| idx).next()
    }

    /// The post phrase at a token: modifiers, head, and further posts joined to it.
    fn post(&self, start: usize) -> Option<Post> {
        let mut at = start;
        let mut former = false;
        while at < self.limit {
            if let Some(hit) = self.reading.document.hit_at(at, WordClass::Post) {
                let headed = self.reading.document.hit_at(hit.tokens.end, WordClass::Post).is_some();
                at = hit.tokens.end;
                if !headed {
                    let end = self.joined_posts(at);
                    return Some(Post { tokens: start..end, former });
                }
                continue;
            }
            former |= self.is(at, WordClass::Former);
            let hyphen = self.reading.folded(at) == "-";
            let modifier = self.is_any(at, &[WordClass::PostModifier, WordClass::Former]) || hyphen;
            let adjective =
                at > start && self.reading.document.tokens[at].kind == TokenKind::Lower && self.reading.document.classes[at] == 0;
            if !modifier && !adjective || at - start > 6 {
                return None;
            }
            at += 1;
        }
        None
    }

    /// `Chairman and CEO`: the end of posts joined without a body between them.
    fn joined_posts(&self, end: usize) -> usize {
        let mut end = end;
        loop {
            let Some(link) = self.reading.document.hit_at(end, WordClass::Conjunction).map(|hit| hit.tokens.end) else {
                return end;
            };
            let mut at = link;
            while at < self.limit
                && self.is_any(at, &[WordClass::PostModifier, WordClass::Former])
                && self.reading.document.hit_at(at, WordClass::Post).is_none()
            {
                at += 1;
            }
            match self.reading.document.hit_at(at, WordClass::Post) {
                Some(hit) if hit.tokens.end <= self.limit && self.next.is_none_or(|next| next != hit.tokens.end) => {
                    end = hit.tokens.end;
                }
                _ => return end,
            }
        }
    }

    /// Whether the phrase introduces the next person instead: `…, IBM Chairman and CEO Arvind Krishna`.
    fn belongs_to_next(&self, post: &Post, start: usize) -> bool {
        let Some(next) = self.next else { return false };
        let direct = post.tokens.end == next
            || self.reading.document.hit_at(post.tokens.end, WordClass::Honorific).is_some_and(|hit| hit.tokens.end == next);
        let through_body = || {
            let (name, _) = self.reading.name_at(post.tokens.end)?;
            let mut end = end_of(name);
            while end < next && self.is(end, WordClass::Honorific) {
                end += 1;
            }
            (end == next).then_some(())
        };
        let by_conjunction = start > 0 && self.is(start - 1, WordClass::Conjunction);
        let own_comma = self.reading.pack.body_follows_title || self.reading.folded(next - 1) != ",";
        let by_comma = start > 0 && self.reading.folded(start - 1) == "," && own_comma;
        let by_conjunction = by_conjunction || by_comma;
        direct || through_body().is_some() || by_conjunction && self.prefixed_body_reaches(post.tokens.end, next)
    }

    /// `and Governor of Jiangsu Wu Zhenglong`: the body is followed at once by the next name.
    fn prefixed_body_reaches(&self, post_end: usize, next: usize) -> bool {
        let mut end = next;
        while self.reading.pack.body_follows_title && end > post_end && self.is(end - 1, WordClass::Honorific) {
            end -= 1;
        }
        // `dan Camat Selo, NAME`, where a comma may join the two
        let comma = end > post_end && self.reading.folded(end - 1) == "," && self.reading.pack.body_follows_title;
        let end = end - usize::from(comma);
        self.reading.name_before(end).is_some_and(|(name, _)| name.tokens.start >= post_end && name.tokens.start - post_end <= 2)
    }

    /// The bodies behind a post: `of A`, `of the Standing Committee of A`, `of A and B`. None if there is none within reach.
    fn bodies(&self, post_end: usize) -> Option<Vec<(LocalIdx, usize)>> {
        let mut at = post_end;
        let stop = self.limit.min(post_end + REACH);
        let mut linked = false;
        if let Some(body) = self.body_behind_mark(post_end) {
            return Some(vec![body]);
        }
        while at < stop {
            if let Some((name, idx)) = self.reading.name_at(at) {
                if matches!(name.kind, Kind::Organization | Kind::Place) && (linked || at == post_end || !self.spaced()) {
                    let mut bodies = vec![(idx, end_of(name))];
                    self.more_bodies(&mut bodies, name.kind);
                    return Some(bodies);
                }
                return None;
            }
            if let Some(body) = self.possessor(at).filter(|_| linked) {
                return Some(vec![(body, at + 1)]);
            }
            let link = self.is_any(at, &[WordClass::NameLink, WordClass::FromBody, WordClass::Determiner]);
            linked |= link;
            let mark = self.reading.folded(at) == ",";
            let field =
                self.reading.document.tokens[at].is_capital() || self.is(at, WordClass::SubBody) || self.is(at, WordClass::Post);
            let verb = self.is_any(
                at,
                &[WordClass::SpeechVerb, WordClass::AttendVerb, WordClass::ChairVerb, WordClass::HoldVerb, WordClass::GiveVerb],
            ) && !self.reading.document.tokens[at].is_capital();
            let plain = self.reading.document.tokens[at].kind == TokenKind::Lower && !verb;
            let mark_in_field = mark
                && linked
                && self.reading.document.tokens.get(at + 1).is_some_and(crate::model::Token::is_capital)
                && self.list_closes(at + 1, stop);
            if !link && !field && !plain && !mark_in_field {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whether a list of fields that goes on behind a comma is closed by a conjunction and followed by a link to a body.
    fn list_closes(&self, from: usize, stop: usize) -> bool {
        let and = (from..stop.min(from + 4)).find(|&at| self.is(at, WordClass::Conjunction));
        and.is_some_and(|and| self.reading.names_in(from..and).next().is_none())
    }

    fn spaced(&self) -> bool {
        self.reading.document.tokens.get(self.sentence.start).is_none_or(|token| token.kind != TokenKind::Ideograph)
    }

    /// `of A and B`: a second body of the same kind, unless it starts something of its own.
    fn more_bodies(&self, bodies: &mut Vec<(LocalIdx, usize)>, kind: Kind) {
        while let Some(&(_, end)) = bodies.last() {
            let mut at = end;
            let Some(hit) = self.reading.document.hit_at(at, WordClass::Conjunction) else { return };
            at = hit.tokens.end;
            while self.is(at, WordClass::Determiner) {
                at += 1;
            }
            let Some((name, idx)) = self.reading.name_at(at).filter(|(name, _)| name.kind == kind) else { return };
            let next = end_of(name);
            let own = next >= self.limit && self.next.is_some() || self.reading.document.hit_at(next, WordClass::Post).is_some();
            if own || next > self.limit {
                return;
            }
            bodies.push((idx, next));
        }
    }

    /// Skips `of Digital Development, Communications and Mass Media` behind a post whose body stood in front.
    fn skip_field(&self, end: usize) -> usize {
        let mut at = end;
        while at < self.limit {
            let link = self.is_any(at, &[WordClass::NameLink, WordClass::Conjunction])
                || self.reading.folded(at) == ","
                    && self.reading.document.tokens.get(at + 1).is_some_and(crate::model::Token::is_capital)
                    && self.list_closes(at + 1, self.limit);
            let capital = self.reading.document.tokens[at].is_capital()
                || self.reading.document.name_at(at).is_some_and(|name| name.kind == Kind::Place);
            if !link && !capital {
                break;
            }
            at += 1;
        }
        while at > end && self.is_any(at - 1, &[WordClass::NameLink, WordClass::Conjunction]) {
            at -= 1;
        }
        at
    }

    fn push(
        &self,
        post: &Post,
        body: LocalIdx,
        trigger: TokenRange,
        rule: &'static str,
        confidence: f64,
        holdings: &mut Vec<Holding>,
    ) {
        holdings.push(Holding {
            person: self.person,
            post: post.tokens.clone(),
            former: post.former,
            body,
            trigger,
            rule,
            confidence,
        });
    }
}
