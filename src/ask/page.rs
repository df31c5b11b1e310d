//! How does an answer become a page, with a citation for every quote?

use std::collections::BTreeSet;

use super::{
    answer::{Answer, Cell, Nearest, Outcome, Quote, Row},
    index::Index,
    render::{how_near, looked_text, marks},
};
use crate::{
    model::Span,
    page::{Block, Citation, Item, Page, Quotation},
};

/// The answer as a page; `explain` adds how the question was read.
#[must_use]
pub fn page(answer: &Answer, index: &Index, explain: bool) -> Page {
    let mut page = Page { title: answer.question.clone(), blocks: Vec::new() };
    let names = |items: Vec<String>| Block::Items(items.into_iter().map(Item::new).collect());
    match &answer.outcome {
        Outcome::NotUnderstood { examples } => {
            page.blocks.push(Block::Text("The question was not understood. What can be asked, for example:".to_owned()));
            page.blocks.push(names(examples.clone()));
        }
        Outcome::NoSuchName { name, did_you_mean } => {
            let cards = did_you_mean.iter().map(|card| format!("{} ({})", card.text(), card.kind));
            page.blocks.extend(unknown(name, cards.collect()));
        }
        Outcome::Found => {
            page.blocks.push(Block::Text(answer.reading.clone()));
            page.blocks.extend(answer.notes.iter().cloned().map(Block::Note));
            // Where all quotes are for the same relation to the same thing, the reading says it already.
            let quotes = answer.rows.iter().flat_map(|row| &row.quotes);
            let told = quotes.map(|quote| (&quote.relation, &quote.object)).collect::<BTreeSet<_>>().len() > 1;
            page.blocks.push(Block::Items(answer.rows.iter().map(|row| row_item(index, row, told)).collect()));
        }
        Outcome::Empty => {
            page.blocks.push(Block::Text(answer.nothing.clone()));
            page.blocks.extend(answer.notes.iter().cloned().map(Block::Note));
            if !answer.looked_at.is_empty() {
                page.blocks.push(heading("looked at"));
                page.blocks.push(names(answer.looked_at.iter().map(looked_text).collect()));
            }
            page.blocks.extend(nearest_blocks(&answer.nearest, index));
        }
    }
    if explain {
        page.blocks.push(heading("how the question was read"));
        page.blocks.push(Block::Code(super::explain(answer)));
    }
    page
}

/// That no article has the name, and which come near.
#[must_use]
pub fn unknown(name: &str, similar: Vec<String>) -> Vec<Block> {
    let mut blocks =
        vec![Block::Text(format!("No article names «{name}».{}", if similar.is_empty() { "" } else { " Did you mean:" }))];
    if !similar.is_empty() {
        blocks.push(Block::Items(similar.into_iter().map(Item::new).collect()));
    }
    blocks
}

/// What comes nearest, as a section.
#[must_use]
pub fn nearest_blocks(nearest: &[Nearest], index: &Index) -> Vec<Block> {
    if nearest.is_empty() {
        return Vec::new();
    }
    let item = |near: &Nearest| {
        let side = |side: &super::Side| {
            let who = side.person.as_ref().map_or_else(String::new, |person| format!("{}, ", person.label));
            Item {
                text: format!("{who}{} ({}) · {}", side.role, side.body.label, side.event.text()),
                quotes: quotations(index, &side.quotes, false),
                ..Item::default()
            }
        };
        Item {
            text: format!("{}: {}", how_near(near.nearness), near.shared),
            items: near.sides.iter().map(side).collect(),
            ..Item::default()
        }
    };
    vec![heading("nearest, through different people"), Block::Items(nearest.iter().map(item).collect())]
}

fn heading(text: &str) -> Block {
    Block::Heading { level: 2, text: text.to_owned() }
}

fn row_item(index: &Index, row: &Row, told: bool) -> Item {
    let cells = row.cells.iter().map(|cell| match cell {
        Cell::Entity(card) => card.text(),
        Cell::Text(text) => text.clone(),
    });
    let text: Vec<_> = cells.filter(|cell| !cell.is_empty()).collect();
    let announced = row.announced.then(|| "announced".to_owned());
    Item {
        text: text.join(" · "),
        marks: row.modes.iter().map(|mode| format!("by {mode}")).chain(announced).collect(),
        quotes: quotations(index, &row.quotes, told),
        ..Item::default()
    }
}

/// Quotes with where they stand, each place once; `told` says what each is quoted for.
#[must_use]
pub fn quotations(index: &Index, quotes: &[Quote], told: bool) -> Vec<Quotation> {
    let mut shown: Vec<Quotation> = Vec::new();
    for quote in quotes {
        let told = told.then(|| format!("{} · {} · {}", quote.subject, quote.relation, quote.object));
        let marks: Vec<_> = told.into_iter().chain(marks(quote)).collect();
        let citation = citation(index, quote);
        match shown.iter_mut().find(|known| known.citation == citation) {
            Some(known) => {
                for mark in marks {
                    if !known.marks.contains(&mark) {
                        known.marks.push(mark);
                    }
                }
            }
            None => shown.push(Quotation { words: quote.quote.clone(), focus: quote.focus, marks, citation }),
        }
    }
    shown
}

fn citation(index: &Index, quote: &Quote) -> Citation {
    let articles = &index.dataset.articles;
    let known = articles.binary_search_by(|article| article.id.as_str().cmp(&quote.article)).ok();
    let span = Span { start: quote.start, end: quote.end };
    known.map_or_else(
        || Citation { article: quote.article.clone(), start: quote.start, end: quote.end, ..Citation::default() },
        |position| Citation::new(&articles[position], span),
    )
}
