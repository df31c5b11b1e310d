//! Which articles are copies of one report: wire copies, reprints, the same page read twice?
//!
//! Articles that share most of their runs of words. Runs are hashed and the least hashes kept (a bottom sketch, Broder 1997); articles
//! that share one of a few bands of these are compared, not all with all.

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_64;

use crate::model::Article;

/// Words, or characters of a script without spaces, in a run.
const RUN: usize = 5;
/// Hashes kept of each article.
const SKETCH: usize = 128;
/// Least hashes by which articles are looked for.
const BANDS: usize = 12;
/// Share of the shorter article's sketch that copies have in common.
const COPY: f64 = 0.6;
/// Articles of fewer runs are not compared: there is nothing to tell a copy by.
const SHORTEST: usize = 20;
/// Of the articles that share a band, so many are compared with each further one.
const LEADERS: usize = 8;

/// For each article the first of those that it is a copy of; itself, if of none. The articles are sorted by id.
pub(super) fn originals(articles: &[Article]) -> Vec<usize> {
    let sketches: Vec<BTreeSet<u64>> = articles.iter().map(|article| sketch(&article.text)).collect();
    let mut bands: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (article, sketch) in sketches.iter().enumerate().filter(|(_, sketch)| sketch.len() >= SHORTEST) {
        for &hash in sketch.iter().take(BANDS) {
            bands.entry(hash).or_default().push(article);
        }
    }
    let mut original: Vec<usize> = (0..articles.len()).collect();
    for band in bands.into_values() {
        for (at, &later) in band.iter().enumerate().skip(1) {
            for &earlier in band[..at].iter().take(LEADERS) {
                if original[later] != original[earlier] && are_copies(&sketches[earlier], &sketches[later]) {
                    let (low, high) = (original[earlier].min(original[later]), original[earlier].max(original[later]));
                    original.iter_mut().filter(|of| **of == high).for_each(|of| *of = low);
                }
            }
        }
    }
    original
}

/// The least hashes of all runs of words.
fn sketch(text: &str) -> BTreeSet<u64> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        let alone = matches!(c, '\u{3400}'..='\u{9FFF}');
        if (alone || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if alone {
            words.push(c.to_string());
        } else if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    let mut hashes: Vec<u64> = words.windows(RUN).map(|run| xxh3_64(run.join(" ").as_bytes())).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    hashes.into_iter().collect()
}

/// Whether the two least sketches, cut to the range that both cover, are mostly one.
fn are_copies(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> bool {
    let reach =
        |sketch: &BTreeSet<u64>| if sketch.len() < SKETCH { u64::MAX } else { sketch.last().copied().unwrap_or_default() };
    let limit = reach(a).min(reach(b));
    let within = |sketch: &BTreeSet<u64>| sketch.range(..=limit).count();
    let common = a.range(..=limit).filter(|hash| b.contains(hash)).count();
    let fewer = within(a).min(within(b));
    fewer >= SHORTEST && common as f64 >= COPY * fewer as f64
}
