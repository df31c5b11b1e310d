//! How does a page read in a browser?
//!
//! One file without script, pictures or addresses to load anything from; it says so itself (`Content-Security-Policy`), so that a
//! mistake here could not load anything either. The same bytes are XML too, which is how the tests read them. Names stand in
//! `<bdi>`: letters that run from right to left turn nothing around but themselves.

use std::fmt::Write as _;

use super::{Block, Citation, Item, Numbers, Page, Quotation, capitalized};

const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,'Noto Sans','Noto Sans CJK SC',sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem;line-height:1.2}h2{font-size:1.3rem;margin-top:2rem;border-bottom:1px solid #8886}h3{font-size:1.1rem}
ul{padding-left:1.2rem}li{margin:.5rem 0}
time{font-variant-numeric:tabular-nums;font-weight:600}
.marks,.note{font-style:italic;opacity:.8}
figure{margin:.5rem 0 .5rem .2rem;padding-left:.8rem;border-left:3px solid #8886;break-inside:avoid}
blockquote{margin:0;white-space:pre-line}mark{background:#fd08;color:inherit}
figcaption,.again{font-size:.85rem;opacity:.85;overflow-wrap:anywhere}
pre{overflow-x:auto;background:#8882;padding:.8rem}
@media print{body{margin:0;max-width:none;font-size:11pt}a{color:inherit;text-decoration:none}}
";

/// The page as one HTML document.
#[must_use]
pub fn html(page: &Page) -> String {
    let title = escape(&page.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1><bdi>{title}</bdi></h1>\n"
    );
    let mut numbers = Numbers::default();
    for block in &page.blocks {
        let _ = match block {
            Block::Heading { level, text } => {
                let level = (*level).clamp(2, 6);
                writeln!(out, "<h{level}><bdi>{}</bdi></h{level}>", escape(&capitalized(text)))
            }
            Block::Text(text) => writeln!(out, "<p><bdi>{}</bdi></p>", escape(text)),
            Block::Note(text) => writeln!(out, "<p class=\"note\"><bdi>{}</bdi></p>", escape(text)),
            Block::Code(text) => writeln!(out, "<pre>{}</pre>", escape(text)),
            Block::Items(items) => {
                items_into(items, &mut numbers, &mut out);
                Ok(())
            }
        };
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn items_into(items: &[Item], numbers: &mut Numbers, out: &mut String) {
    if items.is_empty() {
        return;
    }
    out.push_str("<ul>\n");
    for item in items {
        out.push_str("<li>");
        if let Some(when) = &item.when {
            let _ = write!(out, "<time>{}</time> ", escape(when));
        }
        let _ = writeln!(out, "<bdi>{}</bdi>{}", escape(&item.text), marks(&item.marks));
        for quote in &item.quotes {
            quotation(quote, numbers, out);
        }
        items_into(&item.items, numbers, out);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn marks(marks: &[String]) -> String {
    if marks.is_empty() { String::new() } else { format!(" <span class=\"marks\">({})</span>", escape(&marks.join(", "))) }
}

fn quotation(quote: &Quotation, numbers: &mut Numbers, out: &mut String) {
    let (number, is_new) = numbers.of(&quote.citation);
    let (marks, source) = (marks(&quote.marks), citation(&quote.citation));
    if !is_new {
        let _ = writeln!(out, "<p class=\"again\"><a href=\"#q{number}\">Quote {number}</a> again{marks}: {source}</p>");
        return;
    }
    let tag = quote.citation.language.as_deref().filter(|tag| is_tag(tag));
    let language = tag.map_or_else(String::new, |tag| format!(" lang=\"{tag}\""));
    let words = quote.words.as_str();
    let focus = (quote.focus.start, quote.focus.end);
    let told = match (words.get(..focus.0), words.get(focus.0..focus.1), words.get(focus.1..)) {
        (Some(before), Some(inside), Some(after)) if !inside.is_empty() && inside.len() < words.len() => {
            format!("{}<mark>{}</mark>{}", escape(before), escape(inside), escape(after))
        }
        _ => escape(words),
    };
    let _ = writeln!(
        out,
        "<figure id=\"q{number}\"><blockquote{language} dir=\"auto\">{told}</blockquote>\
         <figcaption>Quote {number}{marks}: {source}</figcaption></figure>"
    );
}

fn citation(citation: &Citation) -> String {
    let (rest, url) = citation.rest();
    let rest: Vec<_> = rest.iter().map(|part| format!("<bdi>{}</bdi>", escape(part))).collect();
    let name = format!("<cite>{}</cite>", escape(&citation.name()));
    let title = url.map_or_else(|| name.clone(), |url| format!("<a href=\"{}\" rel=\"noreferrer\">{name}</a>", escape(url)));
    format!("{title}, {}", rest.join(", "))
}

/// Whether a language tag may stand in an attribute.
fn is_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Text for content or an attribute; characters that neither HTML nor XML may hold become U+FFFD.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' => escaped.push(c),
            // the first of a line end of two, or a line end of old
            '\r' => escaped.push(' '),
            c if c.is_control() || ('\u{fdd0}'..='\u{fdef}').contains(&c) || u32::from(c) & 0xfffe == 0xfffe => {
                escaped.push('\u{fffd}');
            }
            c => escaped.push(c),
        }
    }
    escaped
}
