//! When are two spellings the same word? Case, accents, punctuation and script variants are folded away.

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization as _;

/// One word of a text, folded; a Chinese character is a word of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Lower case, without accents, in Latin letters (Chinese characters stay).
    pub text: String,
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// A comma follows.
    pub comma: bool,
}

/// A folded phrase: its words in order.
pub type Phrase = Vec<String>;

/// The folded words of a text with their places in it. A possessive `'s` is left out, another apostrophe joins.
///
/// ```
/// use plenary::knowledge::questions::phrase;
/// assert_eq!(phrase("José O’Brien’s Forum-2021"), ["jose", "obrien", "forum", "2021"]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let end = start + c.len_utf8();
        if matches!(c, '\'' | '’' | '‘' | '`') && open {
            if let Some(&(_, 's' | 'S')) = chars.peek()
                && !text[end + 1..].chars().next().is_some_and(char::is_alphanumeric)
            {
                chars.next();
                open = false;
            }
            continue;
        }
        let folded = fold(c);
        if folded.is_empty() {
            // A mark on the letter before (an accent written apart) neither ends the word nor adds to it.
            open &= unicode_normalization::char::is_combining_mark(c);
            if let Some(last) = tokens.last_mut()
                && matches!(c, ',' | '，' | '、' | ';' | '；')
            {
                last.comma = true;
            }
            continue;
        }
        match tokens.last_mut() {
            Some(last) if open && !is_han(c) => {
                last.text.push_str(&folded);
                last.end = end;
            }
            _ => tokens.push(Token { text: folded, start, end, comma: false }),
        }
        open = !is_han(c);
    }
    tokens
}

/// The folded words of a text.
#[must_use]
pub fn phrase(text: &str) -> Phrase {
    tokens(text).into_iter().map(|token| token.text).collect()
}

/// Whether the character is written without spaces around it and carries a meaning alone.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What is left of a character: nothing for punctuation and marks.
fn fold(c: char) -> String {
    if c == '&' {
        return "&".to_owned();
    }
    if !c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
        return String::new();
    }
    let plain: String = c.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    plain
        .chars()
        .flat_map(|c| {
            if is_han(c) { c.to_string() } else { deunicode_char(c).unwrap_or("").to_owned() }.chars().collect::<Vec<_>>()
        })
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(phrase(text).join(" "), expected, "{text}");
    }

    #[test]
    fn spelling_variants_fold_to_the_same_words() {
        check("Who attended BOTH Wuxi forums?", "who attended both wuxi forums");
        check("Côte d'Ivoire", "cote divoire");
        check("Co\u{302}te", "cote");
        check("the city's mayor, the cities' mayors", "the city mayor the cities mayors");
        check("谁参加了无锡论坛？", "谁 参 加 了 无 锡 论 坛");
        check("Волин", "volin");
        check("ke-12 \n {x} \"y\"", "ke 12 x y");
        check("Łódź & Øst", "lodz & ost");
        check("'s ’ ''", "s");
    }

    #[test]
    fn places_are_bytes_of_the_text() {
        let text = "«Zürich», 论坛";
        let found: Vec<_> = tokens(text).into_iter().map(|t| (text[t.start..t.end].to_owned(), t.comma)).collect();
        assert_eq!(found, [("Zürich".to_owned(), true), ("论".to_owned(), false), ("坛".to_owned(), false)]);
    }
}
