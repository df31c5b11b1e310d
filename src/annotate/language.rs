//! Which language pack reads an article.

use crate::{
    knowledge::{Knowledge, Language, fold_token, is_ideograph},
    model::Article,
};

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 20_000;

/// Index of the pack for the article: the source's own word, else the pack whose function words, months and weekdays are the most
/// frequent.
///
/// In a text mostly of ideographs each function word is looked for anywhere, else between word borders. Ties go to the first pack.
pub(super) fn choose(article: &Article, knowledge: &Knowledge) -> usize {
    let given = article.language.as_deref().and_then(|tag| knowledge.languages.index_of(tag));
    given.unwrap_or_else(|| detect(&article.text, knowledge))
}

fn detect(text: &str, knowledge: &Knowledge) -> usize {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let ideographs = sample.chars().filter(|&c| is_ideograph(c)).count();
    let unspaced = ideographs > 0 && is_unspaced(sample, ideographs);
    let packs = knowledge.languages.all();
    let unspaced_pack = packs.iter().position(|pack| !pack.spaced);
    if let Some(only) = unspaced_pack.filter(|&only| unspaced && is_alone(packs, only)) {
        return only;
    }
    let found = if unspaced { ideographs_found(sample, knowledge) } else { words_found(sample, knowledge) };
    let mut best = (0, 0);
    for (idx, &found) in found.iter().enumerate() {
        if found > best.1 {
            best = (idx, found);
        }
    }
    unspaced_pack.filter(|_| unspaced && best.1 == 0).unwrap_or(best.0)
}

/// Whether more than a third of the letters are ideographs.
fn is_unspaced(sample: &str, ideographs: usize) -> bool {
    let others = sample.chars().filter(|&c| !is_ideograph(c) && c.is_alphabetic()).count();
    // the few ideographs that are no letters are counted only where they matter
    ideographs * 3 > ideographs + others || ideographs * 3 > sample.chars().filter(|c| c.is_alphabetic()).count()
}

/// How often the words of each pack that tell its language stand between word borders.
fn words_found(sample: &str, knowledge: &Knowledge) -> Vec<usize> {
    let mut found = vec![0; knowledge.languages.all().len()];
    let mut folded = String::new();
    for word in sample.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        folded.clear();
        if word.is_ascii() {
            folded.push_str(word);
            folded.make_ascii_lowercase();
        } else {
            folded.push_str(&fold_token(word));
        }
        let told = knowledge.languages.told_by(&folded);
        if told == 0 {
            continue;
        }
        for (idx, found) in found.iter_mut().enumerate() {
            *found += usize::from(told >> idx & 1 == 1);
        }
    }
    found
}

/// Whether no other pack has function words in ideographs.
fn is_alone(packs: &[Language], only: usize) -> bool {
    let ideographic = |pack: &Language| pack.function_words.iter().any(|word| word.chars().any(is_ideograph));
    !packs.iter().enumerate().any(|(idx, pack)| idx != only && ideographic(pack))
}

/// How often the function words of each pack that are written in ideographs stand anywhere.
fn ideographs_found(sample: &str, knowledge: &Knowledge) -> Vec<usize> {
    let count = |pack: &Language| {
        let words = pack.function_words.iter().filter(|word| word.chars().any(is_ideograph));
        words.map(|word| sample.matches(word.as_str()).count()).sum()
    };
    knowledge.languages.all().iter().map(count).collect()
}
