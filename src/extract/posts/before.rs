//! Posts in front of a name: `BODY post NAME`, `post of BODY NAME`, `post BODY, NAME`.

use super::{Holding, Parser, Post, REACH, bare};
use crate::model::{Kind, LocalIdx, TokenRange, WordClass};

impl Parser<'_> {
    /// Reads posts in front of the name; the start of what belongs to it.
    pub(super) fn before(&self, name: &TokenRange, holdings: &mut Vec<Holding>) -> usize {
        let mut at = name.start;
        while at > self.floor
            && self.is(at - 1, WordClass::Honorific)
            && (at < name.start || self.reading.document.hit_at(at - 1, WordClass::Post).is_none_or(|hit| hit.tokens.end != at))
        {
            at -= 1;
        }
        let start_of_name = at;
        if at > self.floor && self.reading.folded(at - 1) == "," && self.comma_may_join(at - 1) {
            at -= 1;
        }
        let Some(post) = self.post_before(at) else {
            return self.employer(start_of_name, name, holdings).unwrap_or(start_of_name);
        };
        let between = post.tokens.end..at;
        let owned = self.owner_before(post.tokens.start).is_some() || self.possessive_before(post.tokens.start).is_some();
        if at < start_of_name && between.is_empty() && !owned {
            return start_of_name;
        }
        let fielded = self.reading.folded(between.end.saturating_sub(1)) == ",";
        let field_end = between.end - usize::from(fielded && !between.is_empty());
        let accredited = !between.is_empty()
            && self.reading.folded(between.start) != self.reading.pack.of_word
            && self.is(between.start, WordClass::NameLink)
            && !self.reading.pack.of_word.is_empty();
        let body = self
            .possessive_before(post.tokens.start)
            .filter(|_| between.is_empty())
            // `Ukraine's ambassador to Ireland, NAME`
            .or_else(|| self.owner_before(post.tokens.start).filter(|_| accredited))
            .or_else(|| self.body_between(&between).map(|body| (body, post.tokens.start)))
            .or_else(|| self.owner_before(post.tokens.start))
            .or_else(|| self.ministry(&post, field_end).map(|body| (body, post.tokens.start)));
        if body.is_none()
            && let Some(implied) = self.implied_body(&post)
        {
            self.push(&post, implied, post.tokens.start..name.end, bare::RULE, 0.6, holdings);
        }
        let start = body.map_or(post.tokens.start, |(_, start)| start);
        if let Some((body, start)) = body {
            self.push(&post, body, start.min(post.tokens.start)..name.end, "title", 0.93, holdings);
        }
        start
    }

    /// `the World Bank's NAME`: an affiliation without a post; where it starts.
    fn employer(&self, at: usize, name: &TokenRange, holdings: &mut Vec<Holding>) -> Option<usize> {
        let possessive = at > self.floor && self.reading.folded(at - 1) == "'s";
        let owner = self.reading.name_before(at.checked_sub(1)?).filter(|_| possessive);
        let (body, idx) = owner.filter(|(body, _)| body.kind == Kind::Organization && body.tokens.start >= self.floor)?;
        let start = body.tokens.start;
        self.push(&Post { tokens: at..at, former: false }, idx, start..name.end, "possessive", 0.8, holdings);
        Some(start)
    }

    /// A comma before a name belongs to a post phrase only if a body stands right before it: `Rektor UMY, NAME`.
    pub(super) fn comma_may_join(&self, comma: usize) -> bool {
        let body = self.reading.name_before(comma).filter(|(name, _)| matches!(name.kind, Kind::Organization | Kind::Place));
        let Some((name, _)) = body else {
            let mut end = comma;
            let field = [WordClass::PostField, WordClass::NameLink, WordClass::Conjunction];
            while end > self.floor && comma - end < 8 && self.is_any(end - 1, &field) && !self.is(end - 1, WordClass::Post) {
                end -= 1;
            }
            return self.longest_post_ending(end, self.floor).is_some() && self.reading.pack.comma_joins_title;
        };
        let start = name.tokens.start;
        let post_near = (start.saturating_sub(REACH)..start)
            .rev()
            .take_while(|&at| at >= self.floor && self.reading.folded(at) != "," || at + 1 == start)
            .find(|&at| self.is(at, WordClass::Post));
        let Some(post) = post_near else { return false };
        let joined = !(post..start).any(|at| {
            self.is_any(at, &[WordClass::SpeechVerb, WordClass::HoldVerb, WordClass::AttendVerb]) && !self.is(at, WordClass::Post)
        });
        let other = self.reading.kind_in(post..start, Kind::Person).next().is_some();
        joined && !other && self.reading.pack.comma_joins_title
    }

    /// The post phrase that ends nearest before `end`, with only bodies, links and fields between.
    pub(super) fn post_before(&self, end: usize) -> Option<Post> {
        let floor = self.floor.max(end.saturating_sub(REACH));
        let mut at = end;
        while at > floor {
            let hit = self.longest_post_ending(at, floor);
            if let Some(tokens) = hit {
                let mut start = tokens.start;
                let mut former = false;
                loop {
                    let joined = start > floor + 1
                        && self.is(start - 1, WordClass::Conjunction)
                        && self.longest_post_ending(start - 1, floor).is_some();
                    if joined {
                        start = self.longest_post_ending(start - 1, floor).map_or(start, |tokens| tokens.start);
                    } else if start > floor
                        && self.is_any(start - 1, &[WordClass::PostModifier, WordClass::Former, WordClass::Post])
                        && self.reading.document.name_at(start - 1).is_none()
                    {
                        former |= self.is(start - 1, WordClass::Former);
                        start -= 1;
                    } else {
                        break;
                    }
                }
                while start < at - 1 && self.is(start, WordClass::Conjunction) {
                    start += 1;
                }
                return Some(Post { tokens: start..at, former });
            }
            let field = |at: usize| self.is(at, WordClass::PostField);
            let comma_in_field = self.reading.folded(at - 1) == "," && at >= 2 && at < end && field(at - 2) && field(at);
            let comma_behind_post = self.reading.folded(at - 1) == ","
                && self.reading.pack.comma_joins_title
                && at < end
                && self.longest_post_ending(at - 1, floor).is_some();
            if !self.may_stand_between(at - 1) && !comma_behind_post && !comma_in_field {
                return None;
            }
            at -= 1;
        }
        None
    }

    pub(super) fn longest_post_ending(&self, end: usize, floor: usize) -> Option<TokenRange> {
        let from = floor.max(end.saturating_sub(5));
        (from..end)
            .find(|&at| self.reading.document.hit_at(at, WordClass::Post).is_some_and(|hit| hit.tokens.end == end))
            .filter(|&at| self.reading.document.name_at(at).is_none())
            .map(|at| at..end)
    }

    pub(super) fn may_stand_between(&self, at: usize) -> bool {
        let body = self.reading.document.name_at(at).is_some_and(|name| matches!(name.kind, Kind::Organization | Kind::Place));
        let link = self.is_any(
            at,
            &[
                WordClass::NameLink,
                WordClass::Determiner,
                WordClass::InPlace,
                WordClass::OnDate,
                WordClass::Honorific,
                WordClass::PlaceOpener,
                WordClass::PostField,
                WordClass::FromBody,
            ],
        );
        let person = self.reading.document.name_at(at).is_some_and(|name| name.kind == Kind::Person);
        let capital = self.reading.document.tokens[at].is_capital() && !person;
        body || link || capital || matches!(self.reading.folded(at), ")" | "(")
    }

    /// The body between a post and the name: the first organization, else the first place.
    pub(super) fn body_between(&self, between: &TokenRange) -> Option<LocalIdx> {
        let find = |kind| self.reading.kind_in(between.clone(), kind).map(|(_, idx)| idx).next();
        let first =
            self.reading.names_in(between.clone()).next().filter(|(name, _)| name.kind == Kind::Place).map(|(_, idx)| idx);
        find(Kind::Organization).or(first).or_else(|| find(Kind::Place))
    }

    /// A body right before the post, with where it starts: `CMG President`, `Russian President`, `Jiangsu's governor`.
    pub(super) fn owner_before(&self, start: usize) -> Option<(LocalIdx, usize)> {
        if start <= self.floor {
            return None;
        }
        let possessive = usize::from(matches!(self.reading.folded(start - 1), "'s" | "("));
        let body = self
            .reading
            .name_before(start - possessive)
            .filter(|(name, _)| name.tokens.start >= self.floor && matches!(name.kind, Kind::Organization | Kind::Place));
        if let Some((name, idx)) = body {
            return Some((idx, name.tokens.start));
        }
        if possessive == 1 && start >= 2 && self.is(start - 2, WordClass::PlaceHead) {
            return self.place_meant(start).map(|idx| (idx, start - 2));
        }
        let small = Some(start - 1).filter(|&at| possessive == 0 && at > self.floor && self.is_unclassified(at));
        let body = small.and_then(|at| self.reading.name_before(at)).filter(|(name, _)| name.kind == Kind::Organization);
        if let Some((name, idx)) = body.filter(|(name, _)| name.tokens.start >= self.floor) {
            return Some((idx, name.tokens.start));
        }
        let noun = start - 1 - possessive.min(start - 1);
        let meant = self.body_meant(noun).map(|idx| (idx, noun)).filter(|_| noun >= self.floor);
        meant.or_else(|| self.demonym(start - 1).map(|idx| (idx, start - 1)))
    }
}
