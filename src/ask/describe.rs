//! Which events fit a description such as "the third Wuxi forum", "forums held in Wuxi in 2021", "CIICF 2021"?

use std::collections::BTreeSet;

use super::index::Index;
use crate::{
    knowledge::{
        Role,
        questions::{Head, Phrase},
    },
    model::{EntityIdx, Kind, Literal, Object},
};

/// What a description says of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Description {
    /// Nouns that name the sort of event, by their common name.
    pub(crate) heads: BTreeSet<String>,
    /// A noun was given, if only one that fits every event.
    pub(crate) noun: bool,
    /// The noun stands for several.
    pub(crate) plural: bool,
    /// Each is the same place under several IRIs, with the words that name it.
    places: Vec<(Phrase, Vec<EntityIdx>)>,
    bodies: Vec<(Phrase, Vec<EntityIdx>)>,
    year: Option<String>,
    edition: Option<u32>,
    rest: Phrase,
}

impl Description {
    /// The same without all that narrows the noun down.
    pub(crate) fn noun_only(&self) -> Self {
        Self { heads: self.heads.clone(), noun: self.noun, plural: self.plural, ..Self::default() }
    }
}

/// Reads a description. Words that are nothing else are looked for in the events' names, unless, with `slips`, they are
/// nearly the name of a place.
pub(crate) fn read(index: &Index, name: &[String], slips: bool) -> Description {
    let mut read = Description::default();
    let mut rest = name;
    while !rest.is_empty() {
        let used = noun(index, rest, &mut read)
            .or_else(|| number(index, rest, &mut read))
            .or_else(|| entity(index, rest, &mut read))
            .or_else(|| small_word(index, rest))
            .or_else(|| if slips { misspelled_place(index, rest, &mut read) } else { None });
        let used = used.unwrap_or_else(|| {
            read.rest.push(rest[0].clone());
            1
        });
        rest = &rest[used..];
    }
    read
}

/// The events that fit, sorted; none if the description says nothing.
pub(crate) fn find(index: &Index, read: &Description, slips: bool) -> Vec<EntityIdx> {
    let narrows =
        read.noun || read.year.is_some() || read.edition.is_some() || !read.places.is_empty() || !read.bodies.is_empty();
    if !narrows {
        return Vec::new();
    }
    let events = index.dataset.entities().filter(|(_, entity)| entity.kind == Kind::Event).map(|(idx, _)| idx);
    let fitting: Vec<_> = events.filter(|&event| fits(index, read, event, slips)).collect();
    // Where an event takes place counts for more than that its name has the place in it; only "the Wuxi forum" may mean one
    // of which no place is told, "in Wuxi" does not.
    let held = |event: &EntityIdx| read.places.iter().all(|(_, places)| places.iter().any(|&p| index.is_held_in(*event, p)));
    if fitting.iter().any(held) {
        return fitting.into_iter().filter(|event| held(event) || (read.noun && index.places(*event).next().is_none())).collect();
    }
    fitting
}

fn fits(index: &Index, read: &Description, event: EntityIdx, slips: bool) -> bool {
    let named = |words: &[String]| index.names.has_words(event, words, false);
    let place = |(words, places): &(Phrase, Vec<EntityIdx>)| places.iter().any(|&p| index.is_held_in(event, p)) || named(words);
    let body = |(words, bodies): &(Phrase, Vec<EntityIdx>)| {
        let backs = [Role::Host, Role::Support, Role::Participation];
        let mut backed = backs.into_iter().flat_map(|role| index.toward_as(event, role));
        backed.any(|statement| bodies.contains(&statement.subject)) || named(words)
    };
    read.places.iter().all(place)
        && read.bodies.iter().all(body)
        && read.year.as_ref().is_none_or(|year| is_in_year(index, event, year))
        && read.edition.is_none_or(|number| edition(index, event) == Some(number))
        && read.heads.iter().all(|head| has_head(index, event, head))
        && index.names.has_words(event, &read.rest, slips)
}

/// Whether the event is dated in the year, or, without a date, has it in its name.
fn is_in_year(index: &Index, event: EntityIdx, year: &String) -> bool {
    let named = index.names.has_words(event, std::slice::from_ref(year), false);
    named || index.date(event).is_some_and(|date| date.year.to_string() == *year)
}

fn edition(index: &Index, event: EntityIdx) -> Option<u32> {
    let told = index.about_as(event, Role::Edition).find_map(|statement| match statement.object {
        Object::Literal(Literal::Integer(number)) => u32::try_from(number).ok(),
        _ => None,
    });
    let in_names = || {
        let mut names = index.names.folded(event);
        names.find_map(|name| (0..name.len()).find_map(|at| ordinal(index, &name[at..]).map(|(_, number)| number)))
    };
    index.dataset.entity(event).edition.or(told).or_else(in_names)
}

/// Whether a name of the event, or of its series, has the noun in some language. An event without any noun fits none.
fn has_head(index: &Index, event: EntityIdx, head: &str) -> bool {
    let series = index.about_as(event, Role::Series).filter_map(|statement| statement.object.entity());
    let named: Vec<_> = [event].into_iter().chain(series).collect();
    let mut forms = heads(index).filter(|h| h.name == head).flat_map(|h| h.singular.iter().chain(&h.plural));
    forms.any(|form| named.iter().any(|&entity| index.names.has_phrase(entity, form)))
}

fn heads<'a>(index: &Index<'a>) -> impl Iterator<Item = &'a Head> {
    index.knowledge.questions.words.iter().flat_map(|words| &words.heads)
}

fn noun(index: &Index, rest: &[String], read: &mut Description) -> Option<usize> {
    let forms = heads(index).flat_map(|head| {
        let singular = head.singular.iter().map(move |form| (form, head, false));
        singular.chain(head.plural.iter().map(move |form| (form, head, true)))
    });
    let (form, head, plural) = forms.filter(|(form, ..)| rest.starts_with(form)).max_by_key(|(form, ..)| form.len())?;
    if !head.generic {
        read.heads.insert(head.name.clone());
    }
    read.noun = true;
    read.plural |= plural;
    Some(form.len())
}

fn number(index: &Index, rest: &[String], read: &mut Description) -> Option<usize> {
    if let Some((used, number)) = ordinal(index, rest) {
        read.edition = Some(number);
        return Some(used);
    }
    if is_year(&rest[0]) {
        read.year = Some(rest[0].clone());
        return Some(1);
    }
    None
}

/// Whether the word is a year.
pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['1', '2']) && word.chars().all(|c| c.is_ascii_digit())
}

/// The number of an edition at the start of `rest`, with how many words say it.
fn ordinal(index: &Index, rest: &[String]) -> Option<(usize, u32)> {
    index.knowledge.questions.words.iter().find_map(|words| {
        let spelled = (1..=rest.len().min(3)).rev().find_map(|n| Some((n, *words.ordinals.get(&rest[..n].join(" "))?)));
        if spelled.is_some() {
            return spelled;
        }
        let before = words.ordinal_before.iter().find(|phrase| rest.starts_with(phrase)).map_or(0, Vec::len);
        let word = rest.get(before)?;
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let number = digits.parse().ok().filter(|number| *number < 1000)?;
        let suffix = &word[digits.len()..];
        let known = |text: &str| words.ordinal_after.iter().any(|phrase| phrase.concat() == text);
        if suffix.is_empty() {
            let after = rest.get(before + 1).is_some_and(|next| known(next));
            return (before > 0 || after).then_some((before + 1 + usize::from(after), number));
        }
        known(suffix).then_some((before + 1, number))
    })
}

fn entity(index: &Index, rest: &[String], read: &mut Description) -> Option<usize> {
    let names = &index.names;
    let place = names.longest_at(index.dataset, rest, Kind::Place);
    let body = names.longest_at(index.dataset, rest, Kind::Organization);
    let longer = |body: &(usize, Vec<EntityIdx>)| place.as_ref().is_none_or(|place| body.0 > place.0);
    if let Some((used, bodies)) = body.filter(longer) {
        read.bodies.push((rest[..used].to_vec(), bodies));
        return Some(used);
    }
    let (used, places) = place?;
    read.places.push((rest[..used].to_vec(), places));
    Some(used)
}

fn misspelled_place(index: &Index, rest: &[String], read: &mut Description) -> Option<usize> {
    let word = &rest[..1];
    let named = !index.names.part(word, &[Kind::Event]).is_empty();
    let places = if named { Vec::new() } else { index.names.slip(word, &[Kind::Place]) };
    if places.is_empty() {
        return None;
    }
    read.places.push((word.to_vec(), places));
    Some(1)
}

fn small_word(index: &Index, rest: &[String]) -> Option<usize> {
    let words = &index.knowledge.questions.words;
    let small = words.iter().flat_map(|words| words.articles.iter().chain(&words.connectors).chain(&words.skip));
    small.filter(|phrase| rest.starts_with(phrase)).map(Vec::len).max()
}
