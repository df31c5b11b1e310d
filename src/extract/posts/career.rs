//! Posts told in the main clause: `NAME (born 1958) is a Dutch economist and professor at BODY`, `She works for BODY`.

use super::{Entry, Holding, Parser, Post};
use crate::{
    extract::reading::{Reading, end_of},
    model::{Kind, LocalIdx, TokenKind, TokenRange, WordClass},
};

/// An aside behind a name has so many tokens at most.
const ASIDE: usize = 50;
/// Between a name and its verb stand so many small words at most.
const GAP: usize = 3;
/// A pronoun means somebody of so many sentences before.
const MEMORY: usize = 3;

/// Posts that a sentence gives to whoever its pronoun means: the person named first in the last sentence that names one.
pub(super) fn of_pronoun(reading: &Reading<'_>, sentence: &TokenRange, entries: &[Entry], holdings: &mut Vec<Holding>) {
    let document = reading.document;
    let first = entries.first().map_or(sentence.end, |entry| entry.whole.start);
    let Some(at) = (sentence.start..first.min(sentence.start + 12)).find(|&at| reading.is(at, WordClass::PersonPronoun)) else {
        return;
    };
    let here = document.sentence_of(sentence.start);
    let sentences = document.sentences[here.saturating_sub(MEMORY)..here].iter().rev();
    // `Bersama NAME ia menulis`: whom the pronoun means stands further back
    let meant = |tokens: &TokenRange| {
        let pronoun = tokens.clone().find(|&at| reading.is(at, WordClass::PersonPronoun));
        let behind = |at: usize| reading.kind_in(tokens.start..at, Kind::Person).next().is_some();
        reading.pack.body_follows_title && pronoun.is_some_and(behind)
    };
    let named = |tokens: TokenRange| {
        if meant(&tokens) {
            return Vec::new();
        }
        reading.kind_in(tokens, Kind::Person).map(|(_, idx)| idx).collect::<Vec<LocalIdx>>()
    };
    let Some(people) = sentences.map(|sentence| named(sentence.tokens.clone())).find(|people| !people.is_empty()) else { return };
    if people.iter().any(|&other| other != people[0]) {
        return;
    }
    let parser = Parser { reading, sentence: sentence.clone(), person: people[0], floor: at + 1, limit: first, next: None };
    parser.career(at + 1, holdings);
}

impl Parser<'_> {
    /// The posts of the main clause whose subject ends at a token.
    pub(super) fn career(&self, subject_end: usize, holdings: &mut Vec<Holding>) -> Option<usize> {
        let document = self.reading.document;
        let start = self.skip_asides(subject_end);
        let small = |at: usize| self.is(at, WordClass::Filler) && !self.is(at, WordClass::Copula) || self.is_unclassified(at);
        let verb_at = |at: usize, class| document.hit_at(at, class).filter(|hit| hit.tokens.end < self.limit);
        let at = (start..start + GAP).find(|&at| {
            verb_at(at, WordClass::CareerVerb).is_some() || verb_at(at, WordClass::EmployVerb).is_some() || !small(at)
        })?;
        if let Some(verb) = verb_at(at, WordClass::EmployVerb) {
            return self.employed(&verb.tokens.clone(), holdings);
        }
        let verb = verb_at(at, WordClass::CareerVerb)?.tokens.clone();
        self.posts_behind(&verb, false, holdings)
    }

    /// `NAME, who until last year was head of BODY`, `NAME, once director of BODY`: a clause of its own, and when the post was held.
    pub(super) fn told_career(&self, end: usize, holdings: &mut Vec<Holding>) -> Option<usize> {
        let document = self.reading.document;
        let start = end + usize::from(self.reading.folded(end) == ",");
        document.hit_at(start, WordClass::RelativePronoun)?;
        let reach = start + 1..self.limit.min(start + 7);
        let verb = reach.clone().find(|&at| document.hit_at(at, WordClass::CareerVerb).is_some())?;
        let timed = document.dates.iter().any(|date| (start + 1..verb).contains(&date.tokens.start));
        let over = [WordClass::UntilDate, WordClass::Past, WordClass::Former];
        let gap = start + 1..verb;
        let plain = gap.clone().all(|at| {
            self.is(at, WordClass::Filler)
                || self.is_unclassified(at)
                || self.is_any(at, &over)
                || self.is_any(at, &[WordClass::OnDate, WordClass::AsPost])
                || document.date_at(at).is_some()
        });
        let former =
            timed && gap.clone().any(|at| self.is_any(at, &over)) || gap.clone().any(|at| self.is(at, WordClass::Former));
        let verb = document.hit_at(verb, WordClass::CareerVerb)?.tokens.clone();
        if plain { self.posts_behind(&verb, former, holdings) } else { None }
    }

    /// The posts behind a verb, up to the end of the clause; the end of the last one's body.
    fn posts_behind(&self, verb: &TokenRange, over: bool, holdings: &mut Vec<Holding>) -> Option<usize> {
        let document = self.reading.document;
        let mut end = None;
        let mut next = verb.end;
        while next < self.limit && !matches!(self.reading.folded(next), "." | ";" | ":" | "\"" | "“") {
            let hit = document.hit_at(next, WordClass::Post).filter(|_| document.name_at(next).is_none());
            let Some(hit) = hit else {
                if self.is(next, WordClass::SpeechVerb) && document.tokens[next].kind == TokenKind::Lower {
                    break;
                }
                next += 1;
                continue;
            };
            let post = self.post(next).unwrap_or(Post { tokens: hit.tokens.clone(), former: false });
            let former = over || post.former || next > verb.end && self.is(next - 1, WordClass::Former);
            let post = Post { former, ..post };
            next = post.tokens.end;
            let ahead = self.career_owner(post.tokens.start, verb.end).into_iter().map(|body| (body, post.tokens.end));
            for (body, body_end) in self.bodies(post.tokens.end).unwrap_or_default().into_iter().chain(ahead) {
                self.push(&post, body, verb.start..body_end, "career", 0.85, holdings);
                next = next.max(body_end);
                end = Some(next);
            }
        }
        end
    }

    /// `(born 1958)`, `, PhD,`: where the clause goes on behind asides.
    fn skip_asides(&self, mut at: usize) -> usize {
        while self.reading.folded(at) == "(" {
            let Some(close) = (at..self.limit.min(at + ASIDE)).find(|&at| self.reading.folded(at) == ")") else { break };
            at = close + 1;
        }
        at
    }

    /// `a NASA astronaut`, `a Fine Gael politician`: an organization right before a post, behind the verb.
    fn career_owner(&self, post: usize, verb_end: usize) -> Option<LocalIdx> {
        let (name, idx) = self.reading.name_before(post).filter(|(name, _)| name.kind == Kind::Organization)?;
        (name.tokens.start >= verb_end).then_some(idx)
    }

    /// `works for BODY`, `joined BODY as analyst`: the end of the body or the post.
    fn employed(&self, verb: &TokenRange, holdings: &mut Vec<Holding>) -> Option<usize> {
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
        let as_post = self.reading.document.hit_at(end, WordClass::AsPost).map(|hit| hit.tokens.end);
        let article = |at: usize| if self.is(at, WordClass::Determiner) { at + 1 } else { at };
        let post = as_post.and_then(|at| self.post(article(at)));
        let post = post.unwrap_or(Post { tokens: verb.start..verb.start, former: false });
        let end = end.max(post.tokens.end);
        self.push(&post, body, verb.start..end, "career", 0.8, holdings);
        Some(end)
    }
}
