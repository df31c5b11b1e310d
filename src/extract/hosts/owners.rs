//! Whose gathering it is by its name, and which body is part of which.

use super::{Finder, Tie};
use crate::{
    extract::{entities::body_in_name, reading::end_of},
    knowledge::Role,
    model::{Kind, LocalEntity, LocalIdx, TokenKind, WordClass},
};

impl Finder<'_> {
    /// `awards gala of the BODY`, `BODY's annual congress`: the body whose gathering without a name it is.
    pub(super) fn owners(&self, ties: &mut Vec<Tie>) {
        self.owners_of_named(ties);
        self.owners_behind(ties);
        for (head, event) in self.reading.described.iter().filter(|(head, _)| self.sentence.tokens.contains(&head.start)) {
            let behind = self.reading.document.hit_at(head.end, WordClass::PartOf).map(|hit| hit.tokens.end);
            let behind = behind.and_then(|at| self.row_behind(at, 1));
            let start = (self.sentence.tokens.start..head.start).rev().find(|&at| self.reading.folded(at) == "'s");
            let ahead = start.filter(|&at| head.start - at <= 4).and_then(|at| self.reading.name_before(at));
            // `the Miners' Union conference`
            let small = |at: &usize| self.reading.document.tokens[*at].kind == TokenKind::Lower;
            let first = (self.sentence.tokens.start..head.start).rev().take_while(small).last().unwrap_or(head.start);
            let plain = !self.reading.pack.body_follows_title && head.start - first <= 3;
            let ahead = ahead.or_else(|| self.reading.name_before(first).filter(|_| plain));
            let ahead =
                ahead.filter(|(name, _)| name.kind == Kind::Organization).map(|(name, idx)| (vec![idx], name.tokens.clone()));
            let Some((bodies, range)) = behind.or(ahead) else { continue };
            for subject in bodies.into_iter().filter(|&idx| self.reading.kind(idx) == Kind::Organization) {
                let cover = range.start.min(head.start)..range.end.max(head.end);
                let trigger = head.clone();
                ties.push(Tie { subject, object: *event, role: Role::Host, trigger, cover, rule: "owner", confidence: 0.65 });
            }
        }
    }

    /// `Forum dua tahunan YAYASAN SEMAI ini`: a body between a noun for an event and the word that points to it.
    fn owners_behind(&self, ties: &mut Vec<Tie>) {
        if !self.reading.pack.body_follows_title {
            return;
        }
        for (noun, event) in self.reading.references.iter().filter(|(noun, _)| self.sentence.tokens.contains(&noun.start)) {
            let small =
                |at: usize| self.reading.document.tokens[at].kind == TokenKind::Lower && self.reading.name_at(at).is_none();
            let Some(at) = (noun.end..self.sentence.tokens.end.min(noun.end + 3)).find(|&at| !small(at)) else { continue };
            let owner = self.reading.name_at(at).filter(|(name, _)| name.kind == Kind::Organization);
            let plain =
                (noun.end..at).all(|at| !self.reading.is(at, WordClass::InPlace) && !self.reading.is(at, WordClass::HoldVerb));
            let Some((name, subject)) = owner.filter(|_| plain) else { continue };
            if self.reading.is(end_of(name), WordClass::Demonstrative) {
                let (trigger, cover) = (noun.clone(), noun.start..end_of(name));
                ties.push(Tie { subject, object: *event, role: Role::Host, trigger, cover, rule: "owner", confidence: 0.65 });
            }
        }
    }

    /// `the Farm Bureau's annual Cotton Convention`: the body in front of an event's name.
    pub(super) fn owners_of_named(&self, ties: &mut Vec<Tie>) {
        for (name, event) in self.reading.kind_in(self.sentence.tokens.clone(), Kind::Event) {
            let small =
                |at: &usize| self.reading.is(*at, WordClass::GenericWord) || self.reading.is(*at, WordClass::EventModifier);
            let start =
                (self.sentence.tokens.start..name.tokens.start).rev().take_while(small).last().unwrap_or(name.tokens.start);
            let mark = start.checked_sub(1).filter(|&at| self.reading.folded(at) == "'s");
            let owner = mark.and_then(|at| self.reading.name_before(at)).filter(|(owner, _)| owner.kind == Kind::Organization);
            // `the 7th Congress of the BODY`: of the event that the article is about, no other
            let body = body_in_name(self.reading.document, &self.reading.pack.of_word, name);
            if let Some(body) = body.filter(|_| self.reading.main == Some(event)) {
                let text = self.reading.document.text(&body);
                let known =
                    |entity: &LocalEntity| entity.kind == Kind::Organization && entity.names.iter().any(|name| name == text);
                let subject =
                    (0..).map(LocalIdx).zip(&self.reading.entities).find(|(_, entity)| known(entity)).map(|(idx, _)| idx);
                let (trigger, cover) = (body, name.tokens.clone());
                let tie =
                    |subject| Tie { subject, object: event, role: Role::Host, trigger, cover, rule: "owner", confidence: 0.65 };
                ties.extend(subject.map(tie));
            }
            if let Some((owner, subject)) = owner {
                let trigger = owner.tokens.start..start;
                let cover = owner.tokens.start..name.tokens.end;
                ties.push(Tie { subject, object: event, role: Role::Host, trigger, cover, rule: "owner", confidence: 0.65 });
            }
        }
    }

    /// `A, part of B`, `A of the B`, `B's A`.
    pub(super) fn parts(&self, ties: &mut Vec<Tie>) {
        let organizations: Vec<_> = self
            .reading
            .kind_in(self.sentence.tokens.clone(), Kind::Organization)
            .map(|(name, idx)| (name.tokens.start, end_of(name), idx))
            .collect();
        for pair in organizations.windows(2) {
            let ((start, end, part), (next, next_end, whole)) = (pair[0], pair[1]);
            let mut comma = end + usize::from(self.reading.folded(end) == ",");
            while comma < next
                && (self.reading.is(comma, WordClass::RelativePronoun) || self.reading.is(comma, WordClass::Copula))
            {
                comma += 1;
            }
            let link = self.reading.document.hit_at(comma, WordClass::PartOf).map(|hit| hit.tokens.end);
            let reaches = link.is_some_and(|at| (at..next).all(|at| self.reading.is(at, WordClass::Determiner)) && at <= next);
            if reaches && part != whole {
                ties.push(Tie {
                    subject: part,
                    object: whole,
                    role: Role::Part,
                    trigger: comma..next,
                    cover: start..next_end,
                    rule: "part-of",
                    confidence: 0.85,
                });
            }
            if self.reading.folded(end) == "'s" && end + 1 == next && part != whole {
                ties.push(Tie {
                    subject: whole,
                    object: part,
                    role: Role::Part,
                    trigger: start..end + 1,
                    cover: start..next_end,
                    rule: "possessive-part",
                    confidence: 0.8,
                });
            }
        }
    }
}
