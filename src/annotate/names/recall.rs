//! A name once proven is known everywhere in the article.

use crate::{
    knowledge::{Knowledge, Table},
    model::{Document, Kind, LineRole, NameMention, Sentence, TokenKind, TokenRange, WordClass},
};

/// A proven name: its words, what it names.
struct Known<'a> {
    words: Vec<&'a str>,
    kind: Kind,
    gazetteer: Option<String>,
}

/// The proven names by their first word, the longest first. Look-ups only.
type Names<'a> = Table<&'a str, Vec<Known<'a>>>;

/// Adds every occurrence of a proven name, or of its abbreviation, that is not covered yet. Known places in headlines are added too.
pub(super) fn complete(document: &Document<'_>, knowledge: &Knowledge, mut names: Vec<NameMention>) -> Vec<NameMention> {
    let known = known(document, &names);
    let mut covered = vec![false; document.tokens.len()];
    for name in &names {
        let end = name.acronym.as_ref().map_or(name.tokens.end, |acronym| acronym.end);
        covered[name.tokens.start..end.max(name.tokens.end)].fill(true);
    }
    for sentence in document.sentences.iter().filter(|sentence| sentence.role != LineRole::Noise) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match longest(document, knowledge, &known, at, sentence, &covered) {
                Some(name) => {
                    at = name.tokens.end;
                    names.push(name);
                }
                None => at += 1,
            }
        }
    }
    names.sort_by_key(|name| (name.tokens.start, name.tokens.end));
    names
}

fn known<'a>(document: &'a Document<'_>, names: &[NameMention]) -> Names<'a> {
    let words =
        |tokens: &TokenRange| document.tokens[tokens.clone()].iter().map(|token| token.folded.as_str()).collect::<Vec<_>>();
    let forms =
        |name: &NameMention| [Some(name.tokens.clone()), name.acronym.clone(), last_part(document, name)].into_iter().flatten();
    let mut all: Vec<Known<'a>> = Vec::new();
    for name in names {
        all.extend(forms(name).map(|tokens| Known { words: words(&tokens), kind: name.kind, gazetteer: name.gazetteer.clone() }));
    }
    // stable: of two names with the same words the first counts
    all.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then(a.words.cmp(&b.words)));
    let mut known = Names::default();
    for name in all {
        let list = known.entry(name.words[0]).or_default();
        if list.last().is_none_or(|last| last.words != name.words) {
            list.push(name);
        }
    }
    known
}

/// `库瓦里` of `哈马德·库瓦里`: what stands behind the last dot of a foreign name in ideographs, where it is long enough to be known by.
fn last_part(document: &Document<'_>, name: &NameMention) -> Option<TokenRange> {
    let ideograph = |at: &usize| document.tokens[*at].kind == TokenKind::Ideograph;
    let length = name.tokens.clone().rev().take_while(ideograph).count();
    let dotted = name.kind == Kind::Person && length < name.tokens.len() && ideograph(&name.tokens.start);
    (dotted && length >= 3).then(|| name.tokens.end - length..name.tokens.end)
}

fn longest(
    document: &Document<'_>,
    knowledge: &Knowledge,
    known: &Names<'_>,
    at: usize,
    sentence: &Sentence,
    covered: &[bool],
) -> Option<NameMention> {
    let token = &document.tokens[at];
    let nameable = token.is_capital() || token.kind == TokenKind::Number || token.kind == TokenKind::Ideograph;
    let shown = sentence.role == LineRole::Headline && token.kind == TokenKind::Capital;
    let known = if covered[at] || !nameable { None } else { known.get(token.folded.as_str()) };
    if known.is_none() && (!shown || covered[at]) || document.title_at(at).is_some() {
        return None;
    }
    for name in known.into_iter().flatten() {
        let tokens = at..at + name.words.len();
        let fits = tokens.end <= sentence.tokens.end
            && document.tokens[tokens.clone()].iter().map(|t| t.folded.as_str()).eq(name.words.iter().copied());
        // `中国区总裁`: part of a longer word of a post.
        let modifier = document.hit_at(at, WordClass::PostModifier).is_some_and(|hit| hit.tokens.len() > tokens.len());
        if fits && !covered[tokens.clone()].contains(&true) && !(modifier && name.kind == Kind::Place) {
            return Some(NameMention {
                tokens,
                kind: name.kind,
                acronym: None,
                gazetteer: name.gazetteer.clone(),
                rule: "known-name",
            });
        }
    }
    if !shown {
        return None;
    }
    let idx = *knowledge.gazetteer.lookup(&token.folded).first()?;
    let place = knowledge.gazetteer.place(idx);
    let prominent = knowledge.gazetteer.is_well_known(&token.folded) && !knowledge.surnames.contains(&token.folded);
    prominent.then(|| NameMention {
        tokens: at..at + 1,
        kind: Kind::Place,
        acronym: None,
        gazetteer: Some(place.key.to_owned()),
        rule: "gazetteer",
    })
}
