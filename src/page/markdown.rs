//! How does a page read as Markdown?
//!
//! `CommonMark`, which GitHub, Pandoc, Obsidian and the like all read. Every character that could be markup in one of them gets a
//! backslash, which all of them take away again; so a name cannot become a heading, a link, a tag or HTML.

use std::fmt::Write as _;

use super::{Block, Citation, Item, Numbers, Page, Quotation, capitalized};

/// The page as Markdown, with a line end at its end.
#[must_use]
pub fn markdown(page: &Page) -> String {
    let mut out = format!("# {}\n", escape(&page.title));
    let mut numbers = Numbers::default();
    for block in &page.blocks {
        out.push('\n');
        match block {
            Block::Heading { level, text } => {
                let marks = "#".repeat(usize::from(*level).clamp(2, 6));
                let _ = writeln!(out, "{marks} {}", escape(&capitalized(text)));
            }
            Block::Text(text) => {
                let _ = writeln!(out, "{}", escape(text));
            }
            Block::Note(text) => {
                let _ = writeln!(out, "*{}*", escape(text));
            }
            Block::Code(text) => {
                for line in text.lines() {
                    let _ = writeln!(out, "{}", format!("    {}", plain(line)).trim_end());
                }
            }
            Block::Items(items) => items_into(items, "", &mut numbers, &mut out),
        }
    }
    out
}

fn items_into(items: &[Item], indent: &str, numbers: &mut Numbers, out: &mut String) {
    for item in items {
        let when = item.when.as_ref().map_or_else(String::new, |when| format!("**{}** ", escape(when)));
        let marks = if item.marks.is_empty() { String::new() } else { format!(" *({})*", escape(&item.marks.join(", "))) };
        let _ = writeln!(out, "{indent}- {when}{}{marks}", item_text(item));
        let deeper = format!("{indent}  ");
        for quote in &item.quotes {
            quotation(quote, &deeper, numbers, out);
        }
        if !item.items.is_empty() {
            out.push('\n');
            items_into(&item.items, &deeper, numbers, out);
        }
    }
}

/// The words of an item, its link in them.
fn item_text(item: &Item) -> String {
    let Some(link) = &item.link else { return escape(&item.text) };
    let linked = note_link(&link.note, &link.name);
    match item.text.split_once(&link.name).filter(|_| !link.name.is_empty()) {
        // escaped apart, so that what the escape does at the start of a text is done there only
        Some((before, after)) => format!("{}{linked}{}", escape_around(before), escape_around(after)),
        None => format!("{} {linked}", escape(&item.text)),
    }
}

/// Text beside a link: escaped, with the spaces at its ends.
fn escape_around(text: &str) -> String {
    let space = |is: bool| if is { " " } else { "" };
    let inner = escape(text);
    if inner.is_empty() {
        return space(!text.is_empty()).to_owned();
    }
    format!("{}{inner}{}", space(text.starts_with(char::is_whitespace)), space(text.ends_with(char::is_whitespace)))
}

/// A link to a note. A reader that knows such links shows the name as it is, without taking backslashes away: so what could end the
/// link, or begin code, is replaced by what looks like it.
#[must_use]
pub fn note_link(note: &str, name: &str) -> String {
    let name = plain(name);
    let shown = name.chars().map(|c| match c {
        '[' => '(',
        ']' => ')',
        '|' | '\\' => '/',
        '<' => '‹',
        '>' => '›',
        '`' => '\'',
        '$' => '＄',
        '%' => '％',
        c => c,
    });
    format!("[[{note}|{}]]", shown.collect::<String>())
}

fn quotation(quote: &Quotation, indent: &str, numbers: &mut Numbers, out: &mut String) {
    let (number, is_new) = numbers.of(&quote.citation);
    let marks = if quote.marks.is_empty() { String::new() } else { format!(" *({})*", escape(&quote.marks.join(", "))) };
    let source = citation(&quote.citation);
    let _ = writeln!(out);
    if !is_new {
        let _ = writeln!(out, "{indent}Quote {number} again{marks}: {source}");
        return;
    }
    for line in quote.words.lines().filter(|line| !line.trim().is_empty()) {
        // a backslash at the end keeps the line end
        let _ = writeln!(out, "{indent}> {}\\", escape(line));
    }
    let _ = writeln!(out, "{indent}> — **Quote {number}**{marks}: {source}");
}

fn citation(citation: &Citation) -> String {
    let (rest, url) = citation.rest();
    let rest: Vec<_> = rest.iter().map(|part| escape(part)).collect();
    let name = escape(&citation.name());
    let title = match (&citation.note, url) {
        (Some(note), _) => format!("“{}”", note_link(note, &citation.name())),
        (None, Some(url)) => format!("[“{name}”](<{}>)", link(url)),
        (None, None) => format!("“{name}”"),
    };
    format!("{title}, {}", rest.join(", "))
}

/// An address as it may stand between `<` and `>`.
fn link(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C")
}

/// Text on one line, with a backslash before every character that could be markup.
///
/// ```
/// assert_eq!(plenary::page::markdown_escape("1. [A](b) *c*"), r"1\. \[A\](b) \*c\*");
/// ```
#[must_use]
pub fn escape(text: &str) -> String {
    let text: Vec<char> = plain(text).chars().collect();
    let mut escaped = String::with_capacity(text.len());
    let digits = text.iter().take_while(|c| c.is_ascii_digit()).count();
    for (idx, &c) in text.iter().enumerate() {
        // at the start, these would make a list, a heading or a line
        let opens = idx == 0 && "-+=:".contains(c) || idx == digits && digits > 0 && ".)".contains(c);
        // between letters an underscore is none: names of files stay readable
        let is_letter = |idx: Option<usize>| idx.and_then(|idx| text.get(idx)).is_some_and(|c| c.is_alphanumeric());
        let joins = c == '_' && is_letter(idx.checked_sub(1)) && is_letter(Some(idx + 1));
        let doubled = c == '=' && escaped.ends_with('=');
        if opens || doubled || MARKUP.contains(c) && !joins {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// What one reader or another takes for markup wherever it stands.
const MARKUP: &str = r"\`*_{}[]<>#|~&$!^@%";

/// Text on one line: runs of white space are one space, other control characters U+FFFD.
fn plain(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "\u{fffd}")
}
