//! Which language pack reads an article.

use crate::{
    knowledge::{Knowledge, fold_token, is_ideograph},
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
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let ideographs = sample.chars().filter(|&c| is_ideograph(c)).count();
    let unspaced = ideographs * 3 > letters;
    let mut words: Vec<String> = Vec::new();
    if !unspaced {
        words.extend(sample.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(fold_token));
    }
    let score = |idx: usize, pack: &crate::knowledge::Language| {
        if unspaced {
            pack.function_words
                .iter()
                .filter(|word| word.chars().any(is_ideograph))
                .map(|word| sample.matches(word.as_str()).count())
                .sum()
        } else {
            let calendar = &knowledge.calendars[idx];
            words.iter().filter(|word| calendar.tells_language(word)).count()
        }
    };
    let mut best = (0, 0);
    for (idx, pack) in knowledge.languages.all().iter().enumerate() {
        let found: usize = score(idx, pack);
        if found > best.1 {
            best = (idx, found);
        }
    }
    let unspaced_pack = knowledge.languages.all().iter().position(|pack| !pack.spaced);
    unspaced_pack.filter(|_| unspaced && best.1 == 0).unwrap_or(best.0)
}
