//! What does "both Wuxi forums", "A and B", "either of them but not C" mean as sets of entities?

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use super::{
    index::Index,
    names::{Found, How},
    resolve::resolve,
};
use crate::{
    knowledge::{
        Role,
        questions::{Phrase, Token, Words},
    },
    model::{EntityIdx, Kind},
};

/// A set of entities with what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Set {
    /// The entities named, sorted.
    pub(crate) named: BTreeSet<EntityIdx>,
    /// What counts as one: an event with its parts, all that an ambiguous name may mean.
    pub(crate) groups: Vec<BTreeSet<EntityIdx>>,
    /// How many of the groups must fit.
    pub(crate) need: usize,
    /// What must not fit, events with their parts.
    pub(crate) without: BTreeSet<EntityIdx>,
    /// The set in words.
    pub(crate) written: String,
    /// How it was understood, where that is not obvious.
    pub(crate) notes: Vec<String>,
}

/// The words of a question, or some of them.
#[derive(Clone, Copy)]
pub(crate) struct Text<'q> {
    /// The whole question.
    pub(crate) question: &'q str,
    /// The words.
    pub(crate) tokens: &'q [Token],
}

impl<'q> Text<'q> {
    pub(crate) fn words(self) -> Phrase {
        self.tokens.iter().map(|token| token.text.clone()).collect()
    }

    /// As asked.
    pub(crate) fn written(self) -> &'q str {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => self.question.get(first.start..last.end).unwrap_or(""),
            _ => "",
        }
    }

    fn part(self, start: usize, end: usize) -> Self {
        Self { tokens: &self.tokens[start..end], ..self }
    }

    fn starts_with(self, phrase: &[String]) -> bool {
        phrase.len() <= self.tokens.len() && phrase.iter().zip(self.tokens).all(|(word, token)| *word == token.text)
    }
}

/// The words that fit nothing, as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    pub(crate) words: Phrase,
    pub(crate) text: String,
}

impl Missing {
    fn of(text: Text) -> Self {
        Self { words: text.words(), text: text.written().to_owned() }
    }
}

/// How many of a set are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Many {
    /// Not said.
    Unsaid,
    /// This many.
    Number(usize),
    /// Each.
    All,
    /// One is enough.
    Any,
}

/// How sets are read.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'r, 'a> {
    pub(crate) index: &'r Index<'a>,
    pub(crate) words: &'r Words,
    pub(crate) kinds: &'r [Kind],
    /// Spelling mistakes are forgiven.
    pub(crate) slips: bool,
}

/// The parts of a list, and whether all of them are asked for.
struct List {
    parts: Vec<(String, Found)>,
    all: bool,
}

impl Reader<'_, '_> {
    /// Reads the text that fills a slot.
    ///
    /// # Errors
    /// The part of it that fits no entity.
    pub(crate) fn read(self, text: Text) -> Result<Set, Missing> {
        let cut = (1..text.tokens.len()).find_map(|at| {
            let rest = text.part(at, text.tokens.len());
            let used = self.words.without.iter().filter(|phrase| rest.starts_with(phrase)).map(Vec::len).max()?;
            (at + used < text.tokens.len()).then_some((at, at + used))
        });
        // A name may itself contain such words.
        if let Some((end, start)) = cut
            && resolve(self.index, &text.words(), self.kinds, false).is_none_or(|found| found.how != How::Exact)
        {
            let mut set = self.quantified(text.part(0, end))?;
            let without = self.list(text.part(start, text.tokens.len()))?;
            let excluded: Vec<_> = without.parts.iter().flat_map(|(_, found)| found.entities.iter().copied()).collect();
            set.without = excluded.iter().flat_map(|&entity| self.index.with_parts(entity)).collect();
            for group in &mut set.groups {
                group.retain(|entity| !set.without.contains(entity));
            }
            set.named.retain(|entity| !set.without.contains(entity));
            let labels = self.labels(excluded.iter().copied());
            set.written = format!("{} {} {}", set.written, self.words.written.without, labels.join(", "));
            return Ok(set);
        }
        self.quantified(text)
    }

    fn quantified(self, text: Text) -> Result<Set, Missing> {
        let (many, used) = self.quantifier(text);
        let rest = text.part(used, text.tokens.len());
        if used == 0 || rest.tokens.is_empty() {
            return Ok(self.set(Many::Unsaid, &self.list(text)?));
        }
        // "All Russia Forum" is a name, "all Russia forums" is not.
        let whole = resolve(self.index, &text.words(), self.kinds, false).filter(|found| found.how == How::Exact);
        match whole {
            Some(found) => Ok(self.set(Many::Unsaid, &List { parts: vec![(text.written().to_owned(), found)], all: true })),
            None => Ok(self.set(many, &self.list(rest)?)),
        }
    }

    /// The words at the start that say how many, with articles and a number among them.
    fn quantifier(self, text: Text) -> (Many, usize) {
        let (mut many, mut at) = (Many::Unsaid, 0);
        loop {
            let rest = text.part(at, text.tokens.len());
            let fits = |list: &[Phrase]| list.iter().filter(|phrase| rest.starts_with(phrase)).map(Vec::len).max();
            let lists = [(&self.words.both, Many::Number(2)), (&self.words.all, Many::All), (&self.words.either, Many::Any)];
            let found = lists.into_iter().filter_map(|(list, many)| Some((fits(list)?, many))).max_by_key(|(len, _)| *len);
            let number = rest.tokens.first().and_then(|token| self.words.numbers.get(&token.text));
            if let Some((used, found)) = found.filter(|_| many == Many::Unsaid) {
                many = found;
                at += used;
            } else if let Some(number) = number.filter(|_| many != Many::Any) {
                many = Many::Number(*number as usize);
                at += 1;
            } else if let Some(used) = fits(&self.words.articles) {
                at += used;
            } else {
                // An article alone says nothing, and may belong to the name.
                return if many == Many::Unsaid { (many, 0) } else { (many, at) };
            }
        }
    }

    /// Names joined by "and", "or" and commas; a name that contains such a word is tried whole first.
    fn list(self, text: Text) -> Result<List, Missing> {
        let strict = Reader { slips: false, ..self };
        if let Some(found) = strict.name(text) {
            return Ok(List { parts: vec![(text.written().to_owned(), found)], all: false });
        }
        let mut missing = None;
        for (end, start, or) in self.joints(text) {
            let (left, rest) = (text.part(0, end), text.part(start, text.tokens.len()));
            let Some(found) = self.head_of(left, text).or_else(|| self.name(left)) else {
                if missing.is_none() && self.name(rest).is_some() {
                    missing = Some(Missing::of(left));
                }
                continue;
            };
            match self.list(rest) {
                Ok(mut list) => {
                    let single = list.parts.len() == 1;
                    list.parts.insert(0, (left.written().to_owned(), found));
                    list.all = !or && (single || list.all);
                    return Ok(list);
                }
                Err(unknown) => missing = missing.or(Some(unknown)),
            }
        }
        match self.name(text) {
            Some(found) => Ok(List { parts: vec![(text.written().to_owned(), found)], all: false }),
            None => Err(missing.unwrap_or_else(|| Missing::of(text))),
        }
    }

    fn name(self, text: Text) -> Option<Found> {
        resolve(self.index, &text.words(), self.kinds, self.slips)
    }

    /// "The Wuxi and the Quanzhou forum": the noun at the end belongs to every name.
    fn head_of(self, left: Text, whole: Text) -> Option<Found> {
        if !self.kinds.contains(&Kind::Event) {
            return None;
        }
        let words = whole.words();
        let forms = self.index.knowledge.questions.words.iter().flat_map(|words| &words.heads);
        let mut forms = forms.flat_map(|head| head.singular.iter().chain(&head.plural));
        let noun = forms.find(|form| words.ends_with(form))?;
        resolve(self.index, &[left.words(), noun.clone()].concat(), self.kinds, false)
    }

    /// Where the list may be cut: (end of the left part, start of the right one, joined by "or").
    fn joints(self, text: Text) -> Vec<(usize, usize, bool)> {
        let mut joints = Vec::new();
        for at in 1..text.tokens.len() {
            let rest = text.part(at, text.tokens.len());
            let fits = |list: &[Phrase]| list.iter().filter(|phrase| rest.starts_with(phrase)).map(Vec::len).max();
            let found = fits(&self.words.and).map(|used| (used, false)).max(fits(&self.words.or).map(|used| (used, true)));
            match found {
                Some((used, or)) if at + used < text.tokens.len() => joints.push((at, at + used, or)),
                _ if text.tokens[at - 1].comma => joints.push((at, at, false)),
                _ => {}
            }
        }
        // Each joint doubles the ways to read the list; nobody writes one with so many.
        if joints.len() > 8 { Vec::new() } else { joints }
    }

    fn labels(self, entities: impl IntoIterator<Item = EntityIdx>) -> Vec<String> {
        entities.into_iter().map(|entity| self.index.dataset.entity(entity).label.clone()).collect()
    }

    fn set(self, many: Many, list: &List) -> Set {
        let mut notes = Vec::new();
        for (text, found) in &list.parts {
            self.note(text, found, many == Many::Unsaid || list.parts.len() > 1, &mut notes);
        }
        let mut groups = match list.parts.as_slice() {
            [(_, found)] => self.separate(&found.entities),
            parts => parts.iter().map(|(_, found)| self.together(&found.entities)).collect(),
        };
        if let (Many::Number(number), [(text, _)]) = (many, list.parts.as_slice()) {
            self.narrow(number, text, &mut groups, &mut notes);
        }
        let named: BTreeSet<_> = groups.iter().flat_map(|(named, _)| named.iter().copied()).collect();
        let need = match many {
            Many::Number(number) => number,
            Many::All => groups.len(),
            Many::Unsaid if list.parts.len() > 1 && list.all => groups.len(),
            Many::Any | Many::Unsaid => 1,
        };
        let written = self.written(many, need, &groups);
        Set {
            named,
            groups: groups.into_iter().map(|(_, members)| members).collect(),
            need: need.max(1),
            without: BTreeSet::new(),
            written,
            notes,
        }
    }

    /// Says what a slip, a description or an ambiguous name was taken for.
    fn note(self, text: &str, found: &Found, alone: bool, notes: &mut Vec<String>) {
        let labels = list(&self.labels(found.entities.iter().copied()), "; ");
        if found.how == How::Slip {
            notes.push(format!("«{text}» was read as: {labels}"));
        } else if found.entities.len() > 1 && alone && !found.plural {
            notes.push(format!("«{text}» fits {}, the answer is for all of them: {labels}", found.entities.len()));
        }
    }

    /// Each entity is one; a part of an event that is meant too is counted with it.
    fn separate(self, entities: &[EntityIdx]) -> Vec<Group> {
        let members: Vec<_> = entities.iter().map(|&entity| (entity, self.index.with_parts(entity))).collect();
        let part = |entity: EntityIdx| {
            members.iter().any(|(whole, parts)| {
                *whole != entity && parts.contains(&entity) && !self.index.with_parts(entity).contains(whole)
            })
        };
        let wholes = members.iter().filter(|(entity, _)| !part(*entity));
        wholes.map(|(entity, parts)| (BTreeSet::from([*entity]), parts.clone())).collect()
    }

    /// All that one name may mean is one.
    fn together(self, entities: &[EntityIdx]) -> Group {
        let members = entities.iter().flat_map(|&entity| self.index.with_parts(entity)).collect();
        (entities.iter().copied().collect(), members)
    }

    /// More fit than are asked for: editions of one series count as one, then what is only announced is left out, then what
    /// nobody is reported at; each only if it makes the number right.
    fn narrow(self, number: usize, text: &str, groups: &mut Vec<Group>, notes: &mut Vec<String>) {
        let count = groups.len();
        let say = |groups: &[Group]| list(&self.labels(groups.iter().flat_map(|(named, _)| named.iter().copied())), "; ");
        if count < number {
            notes.push(format!("only {count} fits «{text}»: {}", say(groups)));
        }
        if count <= number {
            return;
        }
        let merged = self.by_series(groups);
        let held: Vec<_> = groups.iter().filter(|group| !self.is_only_announced(group)).cloned().collect();
        let attended: Vec<_> = held.iter().filter(|(_, members)| !self.index.people(members).is_empty()).cloned().collect();
        let tries = [
            (merged, "editions of one series are counted as one"),
            (held, "those only announced are left out"),
            (attended, "those at which nobody is reported are left out"),
        ];
        let all = say(groups);
        match tries.into_iter().find(|(tried, _)| tried.len() == number) {
            Some((left, how)) => {
                notes.push(format!("{count} fit «{text}» ({all}); {how}: {}", say(&left)));
                *groups = left;
            }
            None => notes.push(format!("{count} fit «{text}»; the answer is for at least {number} of them")),
        }
    }

    fn by_series(self, groups: &[Group]) -> Vec<Group> {
        let mut merged: BTreeMap<EntityIdx, Group> = BTreeMap::new();
        for (named, members) in groups {
            let key = named.iter().flat_map(|&event| self.index.about_as(event, Role::Series)).find_map(|s| s.object.entity());
            let first = named.iter().next().copied();
            if let Some(key) = key.or(first) {
                let group = merged.entry(key).or_default();
                group.0.extend(named);
                group.1.extend(members);
            }
        }
        merged.into_values().collect()
    }

    fn is_only_announced(self, (named, _): &Group) -> bool {
        let mut places = named.iter().flat_map(|&event| self.index.about_as(event, Role::Place)).peekable();
        places.peek().is_some() && places.all(crate::model::Statement::is_only_planned)
    }

    fn written(self, many: Many, need: usize, groups: &[Group]) -> String {
        let words = &self.words.written;
        let labels: Vec<_> = groups.iter().map(|(named, _)| self.labels(named.iter().copied()).join(" / ")).collect();
        match (many, labels.as_slice()) {
            (_, [one]) => one.clone(),
            (Many::Number(2), _) => format!("{} ({})", words.both, list(&labels, "; ")),
            (_, [first, second]) if need == 2 => format!("{first} {} {second}", words.and),
            _ if need == groups.len() => format!("{} ({})", words.all, list(&labels, "; ")),
            _ if need == 1 => list(&labels, &format!(" {} ", words.or)),
            _ => format!("{need}+ ({})", list(&labels, "; ")),
        }
    }
}

/// The labels in a row; of very many only the first.
fn list(labels: &[String], joint: &str) -> String {
    const MOST: usize = 12;
    let mut text = labels[..labels.len().min(MOST)].join(joint);
    if labels.len() > MOST {
        let _ = write!(text, "{joint}… ({})", labels.len());
    }
    text
}

/// The entities named, and these with their parts.
type Group = (BTreeSet<EntityIdx>, BTreeSet<EntityIdx>);
