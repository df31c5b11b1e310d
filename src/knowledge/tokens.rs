//! What counts as one word: the tokenizer that articles and the phrases of the lexicon share.

use super::hashing::Words;
use crate::model::{Span, Token, TokenKind};

/// What the tokenizer must know of a language.
pub struct TokenRules<'a> {
    /// Words that keep the full stop behind them.
    pub abbreviations: &'a Words,
    /// Whether a word is a known place: `ChinaShen` is torn apart after one.
    pub is_place: &'a dyn Fn(&str) -> bool,
    /// Last parts of adjectives that a name and a hyphen open: `Rotterdam-based` is torn apart before the hyphen.
    pub compound_tails: &'a [String],
}

/// Whether the character belongs to a script that writes words without spaces.
#[must_use]
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{3040}'..='\u{30ff}' | '\u{20000}'..='\u{323af}')
}

/// Lower case, with typographic apostrophes and hyphens made plain.
#[must_use]
pub fn fold_token(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii() && byte != b'`') {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '’' | '‘' | '`' | '´' => '\'',
            '‐' | '‑' => '-',
            '“' | '”' | '„' | '«' | '»' => '"',
            other => other,
        })
        .collect()
}

/// Splits a text into tokens. Every byte that is no white space belongs to exactly one token.
#[must_use]
pub fn tokenize(text: &str, rules: &TokenRules<'_>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    let mut breaks = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            breaks += u8::from(c == '\n');
            at += c.len_utf8();
            continue;
        }
        if is_ideograph(c) {
            let span = Span::new(at, at + c.len_utf8());
            let folded = span.of(text).to_owned();
            tokens.push(Token { span, kind: TokenKind::Ideograph, folded, breaks: breaks.min(2), run_on: false });
            breaks = 0;
            at = span.end;
            continue;
        }
        if let Some(length) = plain_word(&text.as_bytes()[at..]) {
            let span = Span::new(at, at + length);
            let kind = if c.is_ascii_uppercase() { TokenKind::Capital } else { TokenKind::Lower };
            let folded = span.of(text).to_ascii_lowercase();
            tokens.push(Token { span, kind, folded, breaks: breaks.min(2), run_on: false });
            breaks = 0;
            at = span.end;
            continue;
        }
        let end = at + token_len(&text[at..], tokens.last().is_none_or(|t| t.span.end < at), rules);
        let word = &text[at..end];
        let torn = camel_split(word, rules).map(|len| at + len);
        let run_on = torn.is_some();
        let split = torn.or_else(|| compound_split(word, rules).map(|len| at + len));
        for (start, end, run_on) in [(at, split.unwrap_or(end), false), (split.unwrap_or(end), end, run_on)] {
            if start < end {
                tokens.push(token(text, Span::new(start, end), breaks.min(2), run_on));
                breaks = 0;
            }
        }
        at = end;
    }
    tokens
}

/// Length of a word of plain Latin letters, small but perhaps for the first, if what stands behind it can neither join it to
/// anything nor belong to it: most words of most texts.
fn plain_word(rest: &[u8]) -> Option<usize> {
    let small = rest.iter().skip(1).take_while(|byte| byte.is_ascii_lowercase()).count();
    let ends =
        matches!(rest.get(1 + small), None | Some(b' ' | b'\n' | b'\t' | b'\r' | b',' | b';' | b':' | b')' | b'"' | b'?' | b'!'));
    (rest.first()?.is_ascii_alphabetic() && ends).then_some(1 + small)
}

fn token(text: &str, span: Span, breaks: u8, run_on: bool) -> Token {
    let word = span.of(text);
    Token { span, kind: kind_of(word), folded: fold_token(word), breaks, run_on }
}

fn kind_of(word: &str) -> TokenKind {
    let mut chars = word.chars();
    let first = chars.next().unwrap_or(' ');
    if is_ideograph(first) {
        return TokenKind::Ideograph;
    }
    if !first.is_alphanumeric() {
        return TokenKind::Punctuation;
    }
    if word.chars().all(|c| c.is_ascii_digit() || ",.".contains(c)) {
        return TokenKind::Number;
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let smalls = word.chars().filter(|c| c.is_lowercase()).count();
    if capitals > 0
        && (smalls == 0 || (capitals > smalls && capitals > 1))
        && word.chars().filter(|c| c.is_alphanumeric()).count() > 1
    {
        TokenKind::Upper
    } else if first.is_uppercase() || (first.is_ascii_digit() && capitals > 0) {
        TokenKind::Capital
    } else {
        TokenKind::Lower
    }
}

/// Length in bytes of the token at the start of `rest`; `fresh` if white space or the start of the text precedes it.
fn token_len(rest: &str, fresh: bool, rules: &TokenRules<'_>) -> usize {
    let first = rest.chars().next().unwrap_or(' ');
    if is_ideograph(first) {
        return first.len_utf8();
    }
    if matches!(first, '\'' | '’') && !fresh {
        let mut after = rest.chars().skip(1);
        if after.next().is_some_and(|c| c == 's' || c == 'S') && !after.next().is_some_and(char::is_alphanumeric) {
            return first.len_utf8() + 1;
        }
    }
    if first == '-' && rest.starts_with("--") {
        return rest.len() - rest.trim_start_matches('-').len();
    }
    if !first.is_alphanumeric() {
        return first.len_utf8();
    }
    let mut end = 0;
    while let Some(c) = rest[end..].chars().next() {
        if !(c.is_alphanumeric() && !is_ideograph(c) || is_inner(rest, end, c)) {
            break;
        }
        end += c.len_utf8();
    }
    while let Some(len) = abbreviated(rest, end, rules) {
        end += len;
    }
    let after = rest[end..].chars().next();
    match after {
        Some('.') if keeps_stop(&rest[..end], rules) => end + 1,
        Some('+') if !rest[end + 1..].starts_with(char::is_alphanumeric) => end + 1,
        _ => end,
    }
}

/// `M.Si`, `S.Pd.I`: length of a full stop and the letters behind it that together with the letters before are a listed abbreviation.
fn abbreviated(rest: &str, at: usize, rules: &TokenRules<'_>) -> Option<usize> {
    let behind = rest[at..].strip_prefix('.')?;
    let letters = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
    let whole = at + 1 + letters;
    (letters > 0 && rules.abbreviations.contains(&fold_token(&rest[..whole]))).then_some(1 + letters)
}

/// Whether the mark `c` at byte `at` stands inside a word: letters or digits on both sides, and of the right sort.
fn is_inner(rest: &str, at: usize, c: char) -> bool {
    let before = rest[..at].chars().next_back();
    let behind = &rest[at + c.len_utf8()..];
    let (Some(before), Some(after)) = (before, behind.chars().next()) else { return false };
    if !before.is_alphanumeric() || !after.is_alphanumeric() || is_ideograph(after) {
        return false;
    }
    match c {
        '-' | '‐' | '‑' | '&' => true,
        '\'' | '’' => {
            let mut chars = behind.chars();
            let possessive = matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric);
            before.is_alphabetic() && after.is_alphabetic() && !possessive
        }
        ',' => before.is_ascii_digit() && behind.chars().take_while(char::is_ascii_digit).count() == 3,
        '.' => joins_at_stop(&rest[..at], behind),
        _ => false,
    }
}

/// Whether a full stop between two words joins them: decimals, initials, web addresses; else it ends a sentence that lacks its space.
fn joins_at_stop(before: &str, behind: &str) -> bool {
    let left = before.rsplit('.').next().unwrap_or("");
    let right_len = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
    let right = &behind[..right_len];
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    let upper = |s: &str| s.chars().all(char::is_uppercase);
    let single = left.chars().count() == 1;
    let domain =
        right.len() >= 2 && right.len() <= 4 && right.chars().all(|c| c.is_ascii_lowercase()) && left.chars().count() >= 2;
    (digits(left) && digits(right))
        || (single && right.chars().count() == 1)
        || domain
        || (left.len() > 1 && upper(left) && upper(right) && right.len() > 1)
}

/// Whether the word keeps the full stop behind it: an initial, initials in a row, or a listed abbreviation.
fn keeps_stop(word: &str, rules: &TokenRules<'_>) -> bool {
    let mut chars = word.chars();
    let initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    let initials =
        word.contains('.') && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    initial || initials || rules.abbreviations.contains(&fold_token(word))
}

/// Where a word breaks into a place's name and the next sentence's first word, in bytes.
fn camel_split(word: &str, rules: &TokenRules<'_>) -> Option<usize> {
    if word.len() < 6 || word.is_ascii() && !word.bytes().skip(4).any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let mut previous = ' ';
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && previous.is_lowercase() && at >= 4 && word[at..].chars().nth(1).is_some_and(char::is_lowercase) {
            return (rules.is_place)(&word[..at]).then_some(at);
        }
        previous = c;
    }
    None
}

/// Where the hyphen stands between a name and what makes an adjective of it, in bytes.
fn compound_split(word: &str, rules: &TokenRules<'_>) -> Option<usize> {
    let hyphen = word.rfind(['-', '‐', '‑'])?;
    let tail = fold_token(&word[hyphen..]);
    (word.starts_with(char::is_uppercase) && rules.compound_tails.iter().any(|known| known == &tail[1..])).then_some(hyphen)
}
