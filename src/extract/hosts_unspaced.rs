//! Who gave an event, where a script has no spaces: lists below a heading, and what stands between a body and its verb.

use super::hosts::{Finder, Tie};
use crate::{
    knowledge::Role,
    model::{Kind, Line, TokenKind, WordClass},
};

impl Finder<'_> {
    /// `主办单位` above lines with nothing but bodies, in a script without spaces.
    pub(super) fn by_headings(&self, ties: &mut Vec<Tie>) {
        let reading = self.reading;
        let lines = &reading.document.lines;
        let Some(own) = lines.get(self.sentence.line).filter(|_| !reading.pack.spaced) else { return };
        let is_plain = |line: &Line| {
            let covered = |at: usize| {
                let name = reading.document.name_at(at);
                name.map_or(reading.is(at, WordClass::Conjunction), |name| name.kind == Kind::Organization)
            };
            line.tokens.clone().all(covered)
        };
        let labels = [
            (WordClass::HostBy, Role::Host, "hosted-by"),
            (WordClass::SupportBy, Role::Support, "supported-by"),
            (WordClass::ParticipateBy, Role::Participation, "participants"),
        ];
        let above = lines[..self.sentence.line].iter().rev().find(|line| !is_plain(line)).filter(|_| is_plain(own));
        let label = above.and_then(|line| {
            let whole = |hit: &&crate::model::Hit| {
                let rest = line.tokens.end - hit.tokens.end;
                rest == 0 || rest == 1 && matches!(reading.folded(hit.tokens.end), ":" | "：")
            };
            labels.iter().find_map(|&(class, role, rule)| {
                let hit = reading.document.hit_at(line.tokens.start, class).filter(whole)?;
                Some((hit.tokens.clone(), role, rule))
            })
        });
        if let (Some((_, role, rule)), Some(row)) = (label, self.row_behind(self.sentence.tokens.start, 0)) {
            let trigger = row.1.clone();
            self.push(role, &trigger, &row, rule, 0.85, ties);
        }
    }

    /// `A、B等企业`, in a script without spaces: the word behind a row that says what its members are.
    pub(super) fn over_sort(&self, end: usize) -> usize {
        let floor = self.sentence.tokens.start.max(end.saturating_sub(7));
        let closes = |at: &usize| {
            let row = self.reading.name_before(*at).is_some_and(|(name, _)| name.kind == Kind::Organization);
            row && self.reading.is(*at, WordClass::Filler)
        };
        let plain = (floor..end).rev().take_while(|&at| {
            self.reading.document.tokens[at].kind == TokenKind::Ideograph && self.reading.document.name_at(at).is_none()
        });
        let mut open = plain.filter(closes).filter(|_| !self.reading.pack.spaced);
        open.next().unwrap_or(end)
    }

    /// In a script without spaces the day and the place stand between subject and verb; where they start.
    pub(super) fn over_circumstances(&self, end: usize) -> usize {
        let document = self.reading.document;
        let floor = self.sentence.tokens.start;
        let mut at = end;
        while at > floor && !self.reading.pack.spaced {
            let date = document.date_at(at - 1).map(|date| date.tokens.start);
            let place =
                self.reading.name_before(at).filter(|(name, _)| name.kind == Kind::Place).map(|(name, _)| name.tokens.start);
            let led = |start: &usize| (floor..*start).rev().take(12).any(|at| self.reading.is(at, WordClass::InPlace));
            let light = self.reading.is(at - 1, WordClass::InPlace) || self.reading.is(at - 1, WordClass::Filler);
            let light = light && document.name_at(at - 1).is_none();
            // `昨晚（20日）`
            let bracket = matches!(self.reading.folded(at - 1), ")" | "）");
            let dated = document.date_at(at.saturating_sub(2)).filter(|date| bracket && date.tokens.start > floor);
            let date = date.or(dated.map(|date| date.tokens.start - 1));
            let marks = |at: usize| document.tokens[at].kind == TokenKind::Punctuation;
            let phrase = (floor.max(at.saturating_sub(12))..at)
                .rev()
                .take_while(|&at| !marks(at) && document.name_at(at).is_none_or(|name| name.kind == Kind::Place));
            let phrase = phrase.filter(|&at| self.reading.is(at, WordClass::InPlace) && document.name_at(at).is_none()).last();
            match date.or(place.filter(led)).or(light.then_some(at - 1)).or(phrase) {
                Some(start) => at = start,
                None => break,
            }
        }
        at
    }
}
