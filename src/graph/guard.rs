//! Is a query safe to parse?
//!
//! The parser is recursive: 3,000 nested braces, 6 KB of text, overflow a common stack, and nothing can catch that. So long and
//! deeply nested queries are refused before they are parsed.

use crate::diag::{Error, ErrorKind, Result};

/// Longest query, in bytes.
pub(super) const MAX_BYTES: usize = 64 * 1024;
/// Deepest nesting of braces, brackets and parentheses, and longest chain of signs such as `!!!`.
pub(super) const MAX_DEPTH: usize = 200;
/// Stack of the thread that parses and runs a query, in bytes: long chains of `||` or `/` recurse as well. Only what is used of it
/// takes memory.
pub(super) const STACK_BYTES: usize = 256 * 1024 * 1024;

/// Refuses a query that is too long or nested too deeply.
pub(super) fn check(query: &str) -> Result<()> {
    if query.len() > MAX_BYTES {
        return Err(Error::new(ErrorKind::Limit, format!("the query has {} bytes, at most {MAX_BYTES} are taken", query.len())));
    }
    let (mut depth, mut chain) = (0_usize, 0_usize);
    let mut rest = query;
    while let Some(c) = rest.chars().next() {
        rest = &rest[skipped(rest, c)..];
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        chain = match c {
            '!' | '-' | '+' | '^' => chain + 1,
            _ if c.is_whitespace() => chain,
            _ => 0,
        };
        if depth > MAX_DEPTH || chain > MAX_DEPTH {
            return Err(Error::new(ErrorKind::Limit, format!("the query is nested more than {MAX_DEPTH} levels deep")));
        }
    }
    Ok(())
}

/// Bytes of what starts here: a whole string, IRI or comment, in which brackets count nothing, or one character.
fn skipped(rest: &str, c: char) -> usize {
    let end = |found: Option<usize>, width: usize| found.map_or(rest.len(), |at| at + width);
    match c {
        '"' | '\'' => {
            let long = rest.as_bytes().iter().take(3).filter(|&&b| char::from(b) == c).count() == 3;
            string_end(rest, &rest[..if long { 3 } else { 1 }])
        }
        '#' => end(rest.find('\n'), 1),
        // An IRI has no blanks; otherwise it is a comparison.
        '<' => match rest.find(['>', ' ', '\n', '\t', '"', '{', '}']) {
            Some(at) if rest.as_bytes()[at] == b'>' => at + 1,
            _ => 1,
        },
        _ => c.len_utf8(),
    }
}

fn string_end(rest: &str, quote: &str) -> usize {
    let mut at = quote.len();
    while at < rest.len() {
        if rest[at..].starts_with(quote) {
            return at + quote.len();
        }
        let escaped = rest[at..].starts_with('\\');
        at += rest[at..].chars().take(1 + usize::from(escaped)).map(char::len_utf8).sum::<usize>();
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn refused(query: &str) {
        assert_eq!(check(query).unwrap_err().kind, ErrorKind::Limit);
    }

    #[test]
    fn what_would_overflow_the_parser_is_refused() {
        refused(&"{".repeat(3000));
        refused(&"(".repeat(5000));
        refused(&"! ".repeat(20000));
        refused(&format!("SELECT * {{ FILTER({}1) }}", "-".repeat(300)));
        refused(&"a".repeat(MAX_BYTES + 1));
    }

    #[test]
    fn brackets_in_strings_iris_and_comments_count_nothing() {
        for query in [
            format!("SELECT \"{}\"", "{".repeat(3000)),
            format!("SELECT '''{}'''", "('".repeat(3000)),
            format!("SELECT \"\\\"{}\"", "(".repeat(3000)),
            format!("SELECT <https://example.org/{}>", "(".repeat(3000)),
            format!("SELECT # {}\n", "{".repeat(3000)),
            // A character of three bytes right after the quote.
            format!("SELECT '\u{ab5}{}'", "{".repeat(3000)),
        ] {
            check(&query).unwrap();
        }
    }

    #[test]
    fn brackets_after_a_string_count() {
        refused(&format!("\"a\\\\\" {}", "{".repeat(300)));
        refused(&format!("1 < 2 {}", "{".repeat(300)));
        refused(&format!("'' {}", "{".repeat(300)));
    }

    proptest! {
        #[test]
        fn any_text_can_be_checked(query in any::<String>()) {
            prop_assert!(check(&query).is_ok());
        }

        #[test]
        fn quotes_of_all_sorts_can_be_checked(query in "[\"'\\\\é<># \n{}]{0,40}") {
            prop_assert!(check(&query).is_ok());
        }
    }
}
