//! Posts that a verb gives: `was elected president of BODY`, `who heads BODY`.

use super::{Holding, Parser, Post};
use crate::{
    extract::reading::end_of,
    model::{Kind, WordClass},
};

/// Between a name and the verb stand at most so many small words.
const GAP: usize = 4;

impl Parser<'_> {
    /// `NAME, who heads BODY`: the end of the body.
    pub(super) fn led_body(&self, at: usize, holdings: &mut Vec<Holding>) -> Option<usize> {
        let start = at + usize::from(self.reading.folded(at) == ",");
        self.reading.document.hit_at(start, WordClass::RelativePronoun)?;
        let verb = self.reading.document.hit_at(start + 1, WordClass::LeadVerb)?.tokens.clone();
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
