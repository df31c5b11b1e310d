//! Sentences, and quoted titles inside them.

use super::lines::ends_sentence;
use crate::model::{Document, Line, LineRole, Sentence, Span, TokenKind, TokenRange, WordClass};

/// A quotation of more tokens is speech, not a title.
const TITLE: usize = 40;

/// Cuts lines into sentences.
pub(super) fn find(document: &Document<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (line, idx) in document.lines.iter().zip(0..) {
        let mut start = line.tokens.start;
        for at in line.tokens.clone() {
            if at + 1 == line.tokens.end || ends_after(document, line, at) {
                sentences.push(sentence(document, line, idx, start..at + 1));
                start = at + 1;
            }
        }
    }
    sentences
}

fn sentence(document: &Document<'_>, line: &Line, idx: usize, tokens: TokenRange) -> Sentence {
    let span = Span::new(document.tokens[tokens.start].span.start, document.tokens[tokens.end - 1].span.end);
    let role = if line.role == LineRole::Headline && ends_sentence(&document.tokens[tokens.end - 1].folded) {
        LineRole::Body
    } else {
        line.role
    };
    Sentence { tokens, line: idx, role, span }
}

/// Whether a sentence ends behind the token: at a full stop (and the quotation mark behind it) before a new start, or where the
/// text runs on into a new sentence without one.
fn ends_after(document: &Document<'_>, line: &Line, at: usize) -> bool {
    let tokens = &document.tokens;
    let next = &tokens[at + 1];
    if next.run_on {
        return true;
    }
    let closes = |at: usize| matches!(tokens[at].folded.as_str(), "\"" | ")" | "]" | "」" | "』" | "'") && at > line.tokens.start;
    let mut stop = at;
    while closes(stop) && tokens[stop].span.start == tokens[stop - 1].span.end {
        stop -= 1;
    }
    if !ends_sentence(&tokens[stop].folded) {
        return false;
    }
    let glued_close = closes(at + 1) && tokens[at + 1].span.start == tokens[at].span.end;
    let opens = next.kind != TokenKind::Lower && !matches!(next.folded.as_str(), "," | ";" | ")" | "." | "…");
    let is_ellipsis = tokens[stop].folded == "." && stop > line.tokens.start && tokens[stop - 1].folded == ".";
    opens && !glued_close && !(is_ellipsis && next.kind == TokenKind::Lower)
}

/// Quoted stretches that are written like a title: not too long, most of their longer words capitalised.
pub(super) fn titles(document: &Document<'_>) -> Vec<TokenRange> {
    let mut titles = Vec::new();
    for sentence in &document.sentences {
        let mut from = sentence.tokens.start;
        while let Some(open) = (from..sentence.tokens.end).find(|&at| opening(document, at).is_some()) {
            let Some(mark) = opening(document, open) else { break };
            let close = (open + 1..sentence.tokens.end.min(open + TITLE)).find(|&at| closing(document, at, mark));
            match close {
                Some(close) => {
                    if open + 1 < close && is_title(document, &(open + 1..close)) {
                        titles.push(open + 1..close);
                    }
                    from = close + 1;
                }
                None => from = open + 1,
            }
        }
    }
    titles
}

fn raw<'a>(document: &'a Document<'_>, at: usize) -> &'a str {
    document.tokens[at].span.of(&document.article.text)
}

/// The closing mark that belongs to an opening one.
fn opening(document: &Document<'_>, at: usize) -> Option<&'static str> {
    if document.tokens[at].kind != TokenKind::Punctuation {
        return None;
    }
    let spaced_after = document.tokens.get(at + 1).is_some_and(|next| next.span.start > document.tokens[at].span.end);
    match raw(document, at) {
        "“" => Some("”"),
        "«" => Some("»"),
        "《" => Some("》"),
        "「" => Some("」"),
        "『" => Some("』"),
        "‘" if !spaced_after => Some("’"),
        "\"" if !spaced_after => Some("\""),
        "'" if !spaced_after && (at == 0 || document.tokens[at - 1].span.end < document.tokens[at].span.start) => Some("'"),
        _ => None,
    }
}

fn closing(document: &Document<'_>, at: usize, mark: &str) -> bool {
    raw(document, at) == mark
        && (mark != "'" && mark != "’"
            || document
                .tokens
                .get(at + 1)
                .is_none_or(|next| next.kind == TokenKind::Punctuation || next.span.start > document.tokens[at].span.end))
}

fn is_title(document: &Document<'_>, tokens: &TokenRange) -> bool {
    let words: Vec<usize> = tokens.clone().filter(|&at| document.tokens[at].kind != TokenKind::Punctuation).collect();
    if words.iter().any(|&at| document.tokens[at].kind == TokenKind::Ideograph) {
        return words.len() <= TITLE;
    }
    let weighty = |at: &&usize| document.tokens[**at].folded.chars().count() > 3 && !document.is(**at, WordClass::NameLink);
    let long = words.iter().filter(weighty).count();
    let capital = words.iter().filter(weighty).filter(|&&at| document.tokens[at].kind != TokenKind::Lower).count();
    let after_theme = (tokens.start.saturating_sub(4)..tokens.start).any(|at| document.is(at, WordClass::ThemeBy));
    !words.is_empty() && (capital * 5 >= long * 3 && long > 0 || after_theme && words.len() <= 25)
}
