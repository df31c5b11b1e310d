//! How do a dossier and a comparison become a page, with a citation for every quote?

use std::collections::BTreeSet;

use super::{Comparison, Dossier, Line, Shown, render::support};
use crate::{
    ask::{Card, Index, nearest_blocks, quotations, unknown},
    page::{Block, Item, NoteLink, Page},
};

/// Everything known, as a page.
#[must_use]
pub fn page(shown: &Shown, index: &Index) -> Page {
    let mut blocks: Vec<_> = shown.notes.iter().cloned().map(Block::Note).collect();
    if shown.dossiers.is_empty() {
        if shown.notes.is_empty() {
            blocks.extend(unknown(&shown.name, similar(&shown.did_you_mean)));
        }
        return Page { title: shown.name.clone(), blocks };
    }
    let single = shown.dossiers.len() == 1;
    for dossier in &shown.dossiers {
        if !single {
            blocks.push(heading(2, &dossier.entity.text()));
        }
        one(dossier, index, if single { 2 } else { 3 }, &|_| None, &mut blocks);
    }
    let title = if single { shown.dossiers[0].entity.text() } else { shown.name.clone() };
    Page { title, blocks }
}

/// Names of the notes of entities and articles, by IRI of the entity or id of the article.
pub type Notes<'n> = dyn Fn(&str) -> Option<String> + 'n;

/// A dossier as one of several pages that are linked.
#[must_use]
pub fn note(dossier: &Dossier, index: &Index, notes: &Notes<'_>) -> Page {
    let mut blocks = Vec::new();
    one(dossier, index, 2, notes, &mut blocks);
    Page { title: dossier.entity.text(), blocks }
}

/// A comparison, as a page.
#[must_use]
pub fn comparison_page(comparison: &Comparison, index: &Index) -> Page {
    let name = |side: usize| match comparison.entities[side].as_slice() {
        [] => comparison.names[side].clone(),
        cards => cards.iter().map(Card::text).collect::<Vec<_>>().join("; "),
    };
    let (first, second) = (name(0), name(1));
    let mut blocks: Vec<_> = comparison.notes.iter().cloned().map(Block::Note).collect();
    for side in 0..2 {
        if comparison.entities[side].is_empty() {
            blocks.extend(unknown(&comparison.names[side], similar(&comparison.did_you_mean[side])));
        }
    }
    for part in &comparison.parts {
        blocks.push(heading(2, &part.title));
        let only = |name: &str| format!("only {name}");
        for (lines, whose) in
            [(&part.both, "both".to_owned()), (&part.only_first, only(&first)), (&part.only_second, only(&second))]
        {
            if !lines.is_empty() {
                blocks.push(heading(3, &whose));
                blocks.push(items(lines, index, &|_| None));
            }
        }
    }
    blocks.extend(nearest_blocks(&comparison.nearest, index));
    Page { title: format!("{first} · {second}"), blocks }
}

fn one(dossier: &Dossier, index: &Index, level: u8, notes: &Notes<'_>, blocks: &mut Vec<Block>) {
    blocks.push(Block::Text(dossier.entity.kind.to_string()));
    let names = dossier.names.iter().filter(|name| name.text != dossier.entity.label);
    let names: Vec<_> = names.map(|name| format!("{} ({})", name.text, name.language)).collect();
    if !names.is_empty() {
        blocks.push(Block::Text(format!("also: {}", names.join(", "))));
    }
    let linked = |id: &String| {
        let name = heading_of(index, id);
        Some(Item { link: Some(NoteLink { name: name.clone(), note: notes(id)? }), ..Item::new(name) })
    };
    let named: Vec<Item> = dossier.articles.iter().filter_map(linked).collect();
    if !named.is_empty() {
        blocks.push(Block::Text("named in:".to_owned()));
        blocks.push(Block::Items(named));
    } else if !dossier.articles.is_empty() {
        blocks.push(Block::Text(format!("named in: {}", dossier.articles.join(", "))));
    }
    for section in &dossier.sections {
        blocks.push(heading(level, &section.title));
        blocks.push(items(&section.lines, index, notes));
    }
}

/// What the article is called.
fn heading_of(index: &Index, id: &str) -> String {
    let articles = &index.dataset.articles;
    let known = articles.binary_search_by(|article| article.id.as_str().cmp(id)).ok();
    known.and_then(|position| articles[position].heading()).unwrap_or_else(|| id.to_owned())
}

fn items(lines: &[Line], index: &Index, notes: &Notes<'_>) -> Block {
    Block::Items(lines.iter().map(|line| item(line, index, notes)).collect())
}

fn item(line: &Line, index: &Index, notes: &Notes<'_>) -> Item {
    let modes: BTreeSet<_> = line.quotes.iter().filter_map(|quote| quote.mode.as_ref()).collect();
    let modes = modes.into_iter().map(|mode| format!("by {mode}"));
    let announced = line.announced.then(|| "announced".to_owned());
    let link = |other: &Card| Some(NoteLink { name: other.label.clone(), note: notes(&other.iri)? });
    let mut quotes = quotations(index, &line.quotes, false);
    for quote in &mut quotes {
        quote.citation.note = notes(&quote.citation.article);
    }
    Item {
        when: line.when.clone(),
        text: line.text.clone(),
        link: line.other.as_ref().and_then(link),
        marks: modes.chain(announced).chain(support(line.support)).collect(),
        quotes,
        items: Vec::new(),
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned() }
}

fn similar(cards: &[Card]) -> Vec<String> {
    cards.iter().map(|card| format!("{} ({})", card.text(), card.kind)).collect()
}
