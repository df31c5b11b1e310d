//! A document to facts: who is who, which event is meant, posts, deeds, hosts, place and time, stance.
//!
//! In: a [`Document`]. Out: its [`ArticleFacts`]. Each layer reads what the layers before it found and adds facts with the
//! sentence they rest on; a fact whose arguments do not fit the relation is dropped and counted.

mod collect;
mod confidence;
mod coreference;
mod described;
mod editions;
mod entities;
mod events;
mod focus;
mod hosts;
mod meetings;
mod posts;
mod posts_unspaced;
mod presence;
mod presence_unspaced;
mod reading;
mod roles;
mod roles_unspaced;
mod settings;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unspaced_tests;

use collect::Collector;
use coreference::Topic;
use reading::Reading;

use crate::{
    knowledge::Knowledge,
    model::{ArticleFacts, Document},
};

/// Reads the facts of one article.
#[must_use]
pub fn extract(document: &Document<'_>, knowledge: &Knowledge) -> ArticleFacts {
    let pack = &knowledge.languages.all()[document.language];
    let (entities, named) = entities::gather(document, knowledge);
    let mut reading = Reading {
        document,
        knowledge,
        pack,
        entities,
        named,
        references: Vec::new(),
        main: None,
        press: None,
        described: Vec::new(),
        placed: Vec::new(),
        planned: Vec::new(),
    };
    events::discover(&mut reading);
    let settings = settings::read(&reading);
    reading.planned = events::planned(&reading, &settings::starts(&settings));

    let mut holdings = Vec::new();
    let mut deeds = Vec::new();
    let mut ties = Vec::new();
    let mut carried = None;
    let mut named = Vec::new();
    let mut topic = Topic::default();
    for sentence in reading.sentences() {
        if pack.spaced {
            let entries = posts::read(&reading, &sentence.tokens, &mut holdings);
            let entries = topic.complete(&reading, sentence, entries, &holdings);
            roles::read(&reading, sentence, &entries, &mut carried, &mut deeds);
            named.push((sentence, entries));
        } else {
            let entries = posts_unspaced::read(&reading, &sentence.tokens, &mut holdings);
            roles_unspaced::read(&reading, sentence, &entries, &mut deeds);
            named.push((sentence, entries));
        }
        hosts::read(&reading, sentence, &mut ties);
    }
    if pack.spaced {
        presence::complete(&reading, &named, &mut deeds);
    } else {
        posts_unspaced::bylines(&reading, &mut holdings);
        presence_unspaced::read(&reading, &named, &mut deeds);
    }
    posts::bare::drop_told(&mut holdings);
    let mut collector = Collector::new(&reading);
    collector.settings(&settings);
    collector.ties(&ties);
    collector.deeds(&deeds);
    collector.holdings(&holdings);
    collector.editions();
    collector.finish()
}
