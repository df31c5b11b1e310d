//! Posts that a verb gives: `was elected president of BODY`, `who heads BODY`.

use super::{Holding, Parser, Post};
use crate::{
    extract::reading::end_of,
    model::{Kind, NameMention, WordClass},
};

/// Between a name and the verb stand at most so many small words.
const GAP: usize = 4;
/// Between a person who is chosen and `as` stand at most so many tokens: posts held so far, the votes.
const AS_REACH: usize = 16;

impl Parser<'_> {
    /// `NAME, who heads BODY`, `NAME, representing BODY`: the end of the body.
    pub(super) fn led_body(&self, at: usize, holdings: &mut Vec<Holding>) -> Option<usize> {
        let comma = self.reading.folded(at) == ",";
        let start = at + usize::from(comma);
        let who = self.reading.document.hit_at(start, WordClass::RelativePronoun).is_some();
        let verb = start + usize::from(who);
        let light = |at: usize| who && self.is(at, WordClass::Filler) && !self.is(at, WordClass::Copula);
        let verb = (verb..verb + GAP).find(|&at| !light(at)).filter(|_| who || comma)?;
        let classes = [WordClass::LeadVerb, WordClass::EmployVerb];
        let verb = classes.iter().find_map(|&class| self.reading.document.hit_at(verb, class))?.tokens.clone();
        let mut next = verb.end;
        while self.is(next, WordClass::Determiner) {
            next += 1;
        }
        let next = self.skip_body_noun(next);
        let (name, body) = self.reading.name_at(next).filter(|(name, _)| name.kind == Kind::Organization)?;
        let end = end_of(name);
        if end > self.limit {
            return None;
        }
        self.push(&Post { tokens: verb.clone(), former: false }, body, verb.start..end, "lead-verb", 0.85, holdings);
        Some(end)
    }

    /// `The congress elected NAME, rector of BODY, as president of BODY`: the end of the second body.
    pub(super) fn chosen_as(&self, name: &NameMention, from: usize, holdings: &mut Vec<Holding>) -> Option<usize> {
        let verb = self.is_appointed_before(name.tokens.start)?;
        let crossed = self.reading.kind_in(verb..name.tokens.start, Kind::Person).next().is_some();
        let reach = from..self.limit.min(from + AS_REACH);
        let link = reach.clone().find(|&at| self.is(at, WordClass::AsPost) && !self.is(at, WordClass::Determiner));
        let mut next = self.reading.document.hit_at(link.filter(|_| !crossed)?, WordClass::AsPost)?.tokens.end;
        while next < self.limit && self.is(next, WordClass::Determiner) {
            next += 1;
        }
        let post = self.post(next)?;
        let bodies = self.bodies(post.tokens.end).unwrap_or_default();
        let end = bodies.last().map(|(_, end)| *end)?;
        for (body, body_end) in bodies {
            self.push(&post, body, verb..body_end, "appointed", 0.88, holdings);
        }
        Some(end)
    }

    /// `NAME was re-elected president (of BODY)`: the end of the post or its body.
    pub(super) fn appointed(&self, at: usize, holdings: &mut Vec<Holding>) -> Option<usize> {
        let small = |at: usize| self.is_any(at, &[WordClass::Filler, WordClass::Copula]) || self.reading.folded(at) == "been";
        let verb = (at..at + GAP).find(|&at| self.is(at, WordClass::AppointVerb))?;
        // `NAME terpilih sebagai`: some languages have no word in between
        let bare = verb == at && !self.reading.pack.body_follows_title;
        if bare || !(at..verb).all(small) {
            return None;
        }
        let mut next = self.reading.document.hit_at(verb, WordClass::AppointVerb)?.tokens.end;
        while next < self.limit && self.is_any(next, &[WordClass::AsPost, WordClass::Determiner]) {
            next += 1;
        }
        let post = self.post(next)?;
        let Some(bodies) = self.bodies(post.tokens.end) else {
            if let Some(body) = self.giver(at) {
                self.push(&post, body, verb..post.tokens.end, "appointed", 0.7, holdings);
            }
            return Some(post.tokens.end);
        };
        let end = bodies.last().map_or(post.tokens.end, |(_, end)| *end);
        for (body, body_end) in bodies {
            self.push(&post, body, verb..body_end, "appointed", 0.9, holdings);
        }
        Some(end)
    }
}
