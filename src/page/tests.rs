//! Do names and quotes stay words, whatever they hold?

use proptest::prelude::*;
use pulldown_cmark::{Event as Md, Options, Parser, Tag};
use quick_xml::{Reader, events::Event};

use super::*;

/// What Markdown readers see: the text, and every kind of markup in it.
fn read_markdown(text: &str) -> (String, Vec<String>) {
    let (mut words, mut tags) = (String::new(), Vec::new());
    for event in Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Md::Text(part) => words.push_str(&part),
            Md::SoftBreak | Md::HardBreak | Md::End(_) => words.push('\n'),
            Md::Start(Tag::Link { dest_url, .. }) => tags.push(format!("link {dest_url}")),
            Md::Start(tag) => tags.push(format!("{tag:?}")),
            other => tags.push(format!("{other:?}")),
        }
    }
    (words, tags)
}

/// An element with its attributes.
type Element = (String, Vec<(String, String)>);

/// What a browser sees: the text, the elements with their attributes, and the values of these.
fn read_html(page: &str) -> (String, Vec<Element>) {
    let (mut words, mut elements) = (String::new(), Vec::new());
    let mut reader = Reader::from_str(page);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|found| {
                    let found = found.unwrap();
                    let value = quick_xml::escape::unescape(&found.value).unwrap().into_owned();
                    (String::from_utf8(found.key.as_ref().to_owned().into()).unwrap(), value)
                });
                elements.push((String::from_utf8(tag.name().as_ref().to_owned().into()).unwrap(), attributes.collect()));
            }
            Event::Text(part) => words.push_str(&part),
            Event::GeneralRef(part) => match quick_xml::escape::resolve_predefined_entity(&part) {
                Some(text) => words.push_str(text),
                None => words.push(part.resolve_char_ref().unwrap().unwrap()),
            },
            Event::Eof => return (words, elements),
            _ => {}
        }
    }
}

/// A page that has the text everywhere.
fn everywhere(text: &str, url: &str) -> Page {
    let citation = Citation {
        article: text.to_owned(),
        title: Some(text.to_owned()),
        outlet: Some(text.to_owned()),
        date: None,
        source: text.to_owned(),
        url: Some(url.to_owned()),
        language: Some(text.to_owned()),
        note: None,
        start: 3,
        end: 9,
    };
    let quote = Quotation { words: text.to_owned(), focus: Span::new(0, 1), marks: vec![text.to_owned()], citation };
    let item = Item {
        when: Some(text.to_owned()),
        text: text.to_owned(),
        link: None,
        marks: vec![text.to_owned()],
        quotes: vec![quote.clone(), quote],
        items: vec![Item::new(text)],
    };
    let blocks = vec![
        Block::Heading { level: 2, text: text.to_owned() },
        Block::Text(text.to_owned()),
        Block::Note(text.to_owned()),
        Block::Code(text.to_owned()),
        Block::Items(vec![item]),
    ];
    Page { title: text.to_owned(), blocks }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text is read back from either format, and brings no markup that a harmless text does not have.
#[track_caller]
fn check(text: &str) {
    let (words, tags) = read_markdown(&markdown(&everywhere(text, "https://a.example/x")));
    let (_, harmless) = read_markdown(&markdown(&everywhere("word", "https://a.example/x")));
    assert_eq!(tags, harmless, "{text:?}");
    assert!(words.matches(&squeezed(text)).count() >= 10, "{text:?} in {words}");
    let (words, elements) = read_html(&html(&everywhere(text, "https://a.example/x")));
    let names = |elements: &[Element]| {
        let name = |(name, attributes): &Element| {
            (name.clone(), attributes.iter().map(|(key, _)| key.clone()).filter(|key| key != "lang").collect::<Vec<_>>())
        };
        elements.iter().map(name).filter(|(name, _)| name != "mark").collect::<Vec<_>>()
    };
    let (_, harmless) = read_html(&html(&everywhere("word", "https://a.example/x")));
    assert_eq!(names(&elements), names(&harmless), "{text:?}");
    assert!(squeezed(&words).matches(&squeezed(text)).count() >= 10, "{text:?} in {words}");
}

#[test]
fn hostile_names_stay_words() {
    for text in [
        "<script>alert(1)</script>",
        "A & \"B\" <c> ]]> 'd' &lt; &#60;",
        "# not a heading",
        "- not a list",
        "1. not one either",
        "2) nor this",
        "[link](javascript:alert(1)) ![picture](x) [[note]] [x]: http://y",
        "*a* **b** _c_ __d__ `e` ~~f~~ $g$ ==h== ^i^ | j | k | %%l%% {#m}",
        "a_b _c_ d__e__f",
        "> quote",
        "\\* backslash \\",
        "===",
        "---",
        ": definition",
        "[^1] [ ] [x] @name &amp; http",
        "line one\nline two\n\n- line three\r\n# line four",
        "无锡 · שלום عربى 😀",
        "-",
        "*",
    ] {
        check(text);
    }
}

#[test]
fn an_address_that_is_more_than_one_is_no_link() {
    for url in ["javascript:alert(1)", "data:text/html,x", "https://", "https://a b", "//a.example", "HTTP:x"] {
        let page = everywhere("word", url);
        assert!(!markdown(&page).contains(url) && !html(&page).contains(url), "{url}");
    }
    let page = everywhere("word", "https://a.example/?x=<y>&z='\"\\");
    let (_, tags) = read_markdown(&markdown(&page));
    assert!(tags.contains(&"link https://a.example/?x=%3Cy%3E&z='\"%5C".to_owned()), "{tags:?}");
    let (_, elements) = read_html(&html(&page));
    let links: Vec<_> = elements.iter().filter(|(name, _)| name == "a").map(|(_, attributes)| attributes[0].1.as_str()).collect();
    assert_eq!(links, ["https://a.example/?x=<y>&z='\"\\", "#q1", "https://a.example/?x=<y>&z='\"\\"]);
}

#[test]
fn a_link_to_a_note_stays_one_whatever_the_name() {
    let item = |text: &str, name: &str| Item {
        link: Some(NoteLink { name: name.to_owned(), note: "ada-1".to_owned() }),
        ..Item::new(text)
    };
    let written = |item| markdown(&Page { title: String::new(), blocks: vec![Block::Items(vec![item])] });
    assert!(written(item("met Ada * at 3", "Ada")).ends_with("\n- met [[ada-1|Ada]] \\* at 3\n"));
    assert!(written(item("elsewhere", "Ada")).ends_with("\n- elsewhere [[ada-1|Ada]]\n"));
    assert!(written(item("x]] <b>| y", "x]] <b>| y")).ends_with("\n- [[ada-1|x)) ‹b›/ y]]\n"));
    assert!(written(item("a_b $1 `c`", "a_b $1 `c`")).ends_with("\n- [[ada-1|a_b ＄1 'c']]\n"));
    assert!(written(item("a\nb", "a\nb")).ends_with("\n- [[ada-1|a b]]\n"));
}

#[test]
fn a_page_loads_nothing_and_shows_each_quote_once_in_full() {
    let (_, elements) = read_html(&html(&everywhere("Ada Bell", "https://a.example/x")));
    let loads = ["script", "img", "link", "iframe", "object", "embed", "form", "base"];
    assert!(elements.iter().all(|(name, _)| !loads.contains(&name.as_str())));
    assert!(elements.iter().flat_map(|(_, attributes)| attributes).all(|(key, _)| key != "src" && !key.starts_with("on")));
    let text = markdown(&everywhere("Ada Bell", "https://a.example/x"));
    assert!(
        text.contains(
            "  > Ada Bell\\\n  > — **Quote 1** *(Ada Bell)*: [“Ada Bell”](<https://a.example/x>), Ada Bell, no date, Ada Bell, bytes \
             3–9 of article Ada Bell\n\n  Quote 1 again"
        ),
        "{text}"
    );
}

proptest! {
    #[test]
    fn any_text_stays_words(text in "[ -~]{1,40}") {
        prop_assume!(!text.trim().is_empty());
        check(&text);
    }
}
