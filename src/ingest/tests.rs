//! What does each format make of good, broken and hostile bytes?

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

use super::*;
use crate::model::PartialDate;

const ENGLISH: &str =
    "The café’s owner, Zoë Müller, said that 300 guests came to the fête in São Paulo.\nThe résumé was naïve.\n";
const RUSSIAN: &str = "Форум открылся в Уси. В нём приняли участие более трёхсот журналистов из двух стран.\n";
const CHECHIAN: &str = "Příliš žluťoučký kůň úpěl ďábelské ódy. Konference se konala v Praze a hostila ji vláda.\n";
const SIMPLIFIED: &str = "第三届中俄网络媒体论坛在无锡举行。来自两国的三百多名代表出席了会议，并就数字媒体合作进行了交流。\n";
const TRADITIONAL: &str = "第三屆中俄網絡媒體論壇在無錫舉行。來自兩國的三百多名代表出席了會議，並就數位媒體合作進行了交流。\n";
const JAPANESE: &str = "第三回フォーラムが無錫で開かれ、両国から三百人以上の記者が参加しました。会議はとても盛大でした。\n";
const KOREAN: &str = "제3회 포럼이 우시에서 열렸으며 양국에서 삼백 명이 넘는 기자들이 참석했다. 회의는 성공적이었다.\n";

/// Reads one input and writes down what came out: the notes, then `ID | TEXT` for each article.
fn told(source: &str, bytes: &[u8]) -> Vec<String> {
    let reading = read(source, bytes, None);
    let notes = reading.notes.iter().map(|note| format!("{} {note}", if note.fatal { "FATAL" } else { "warning" }));
    notes.chain(reading.articles.iter().map(|a| format!("{} | {}", a.id, a.text))).collect()
}

#[track_caller]
fn check(source: &str, bytes: impl AsRef<[u8]>, expected: &[&str]) {
    assert_eq!(told(source, bytes.as_ref()), expected);
}

fn only(source: &str, bytes: &[u8]) -> Article {
    let mut reading = read(source, bytes, None);
    assert_eq!(reading.notes, [], "{source}");
    assert_eq!(reading.articles.len(), 1, "{source}");
    reading.articles.remove(0)
}

#[test]
fn utf8_text_is_kept_byte_for_byte() {
    for text in
        ["  odd\r\n\r\nspace \t\u{a0}\u{3000}.\n\n\n", "\u{feff}with a mark", "no line end", RUSSIAN, TRADITIONAL, ENGLISH]
    {
        let article = only("news/a.b.txt", text.as_bytes());
        assert_eq!((article.id.as_str(), article.source.as_str()), ("a.b", "news/a.b.txt"));
        assert_eq!(article.text, text);
        assert_eq!(article.hash, content_hash(&article));
        assert!(article.published.is_none() && article.language.is_none() && article.title.is_none());
    }
}

#[test]
fn other_encodings_are_converted_and_told() {
    let samples: [(&str, &'static Encoding); 8] = [
        (ENGLISH, WINDOWS_1252),
        (CHECHIAN, WINDOWS_1250),
        (RUSSIAN, WINDOWS_1251),
        (SIMPLIFIED, GBK),
        (TRADITIONAL, BIG5),
        (JAPANESE, SHIFT_JIS),
        (KOREAN, EUC_KR),
        ("Le café était fermé, dit-il à l'hôtel.", WINDOWS_1252),
    ];
    for (text, encoding) in samples {
        let bytes = encoding.encode(text).0;
        let name = encoding.name();
        let first = bytes.iter().position(|b| !b.is_ascii()).unwrap();
        let note =
            format!("warning x.txt (byte {first}): is {name}, not UTF-8; converted, and positions count the converted text");
        check("x.txt", &bytes, &[&note, &format!("x | {text}")]);
    }
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn utf16_is_read_with_and_without_its_mark() {
    for text in [ENGLISH, RUSSIAN, SIMPLIFIED] {
        for (big, name) in [(true, "UTF-16BE"), (false, "UTF-16LE")] {
            let note = format!("warning x.txt (byte 0): is {name}, not UTF-8; converted, and positions count the converted text");
            for mark in ["", "\u{feff}"] {
                check("x.txt", utf16(&format!("{mark}{text}"), big), &[&note, &format!("x | {text}")]);
            }
        }
    }
}

#[test]
fn broken_utf8_is_repaired_and_told() {
    let mut bytes = RUSSIAN.as_bytes().to_vec();
    bytes.insert(11, 0xff);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let told = "warning x.txt (byte 11): broken UTF-8, replaced by U+FFFD (places: 1), the first at this byte";
    check("x.txt", &bytes, &[told, &format!("x | {text}")]);
    // A file cut inside its last character, here the only one beyond ASCII.
    let told = "warning x.txt (byte 6): broken UTF-8, replaced by U+FFFD (places: 1), the first at this byte";
    check("x.txt", b"costs \xe2\x82", &[told, "x | costs \u{fffd}"]);
}

#[test]
fn what_is_no_text_is_named() {
    check("x.txt", b"", &["FATAL x.txt: is empty"]);
    check("x.txt", " \n\t\u{3000}\u{feff}", &["FATAL x.txt: holds nothing but white space"]);
    check("x.md", "---\ntitle: T\n---\n", &["FATAL x.md: holds nothing but white space"]);
    check("x.jsonl", "\n \n", &["FATAL x.jsonl: holds nothing but white space"]);
    let none = "there is no text in it to read";
    let nul = format!("FATAL x.txt (byte 3): is binary data (a NUL byte), not text; {none}");
    check("x.txt", b"abc\0def ghi", &[&nul]);
    let controls = format!("FATAL x (byte 2): is binary data (control characters), not text; {none}");
    check("x", b"ab\x01\x02\x03\x04cdef", &[&controls]);
    check("x.html", b"\x89PNG\r\n\x1a\n\0\0", &[&format!("FATAL x.html (byte 0): is a PNG image, not text; {none}")]);
    let pdf = "FATAL x.txt (byte 0): is a PDF document, not text; extract its text first, for example with pdftotext";
    check("x.txt", b"%PDF-1.7\n", &[pdf]);
    let zip = "FATAL - (byte 0): is a zip archive or an office document, not text; unpack it, or save it as text, first";
    check("-", b"PK\x03\x04stuff", &[zip]);
    assert_eq!(binary_kind(b"GIF89a"), Some("a GIF image".to_owned()));
    assert_eq!(binary_kind(b"words"), None);
}

#[test]
fn what_is_too_large_is_refused_with_advice() {
    let big = vec![b'a'; MAX_ARTICLE_BYTES + 1];
    for (name, format) in [("x.txt", "text"), ("x.md", "Markdown"), ("x.html", "HTML")] {
        let note = format!(
            "FATAL {name}: is over the limit of 20 MiB for {format}; split it into one file an article, or give JSON lines \
             with one article a line"
        );
        check(name, &big, &[&note]);
    }
    let line = [&b"{\"text\":\""[..], &big, b"\"}\n{\"text\":\"fits\"}"].concat();
    check(
        "x.jsonl",
        line,
        &["FATAL x.jsonl:1 (byte 0): line has 20971532 bytes, over the limit of 20 MiB for one article", "x-2 | fits"],
    );
    assert!(Format::of("x.jsonl", b"").too_large("x.jsonl", 100 << 20).is_none());
}

#[test]
fn the_format_is_told_by_the_ending_and_else_by_the_content() {
    let name = |source: &str, head: &str| Format::of(source, head.as_bytes()).name;
    assert_eq!(name("a/B.HTM", "words"), "HTML");
    assert_eq!(name("a.txt", "<!DOCTYPE html>"), "text");
    assert_eq!(name("a", " \n<!DOCTYPE html><p>"), "HTML");
    assert_eq!(name("page.asp", "<?xml version='1.0'?>\n<html lang='en'>"), "HTML");
    assert_eq!(name("-", "{\"id\": \"a\", \"text\": \"b\"}\n{"), "JSON lines");
    assert_eq!(name("-", "\u{feff}{\"id\": \"a\", \"text\": \"b and no end"), "JSON lines");
    assert_eq!(name("-", "{braces} in a text\n"), "text");
    assert_eq!(name("x.json", "{\"people\": []}\n"), "text");
    assert_eq!(name("-", "WUXI, China"), "text");
    assert_eq!(Format::of("-", &utf16("\u{feff}<html><body>", false)).name, "HTML");
    for format in FORMATS {
        for ending in format.endings {
            assert_eq!(name(&format!("x.{ending}"), ""), format.name);
        }
    }
}

#[test]
fn json_lines_keep_what_the_source_gives() {
    let line = "{\"id\": \"a/1\", \"text\": \" Body\\n\", \"title\": \"T\", \"url\": \"https://x.org/1\", \"published\": \
                \"2024-12-06T08:00:00+08:00\", \"language\": \"EN\", \"outlet\": \"X\", \"extra\": [1, {\"a\": 2}]}";
    let article = only("-", line.as_bytes());
    let expected = Article {
        id: "a/1".into(),
        source: "-:1".into(),
        url: Some("https://x.org/1".into()),
        outlet: Some("X".into()),
        title: Some("T".into()),
        published: Some(PartialDate::day(2024, 12, 6)),
        language: Some("en".into()),
        text: " Body\n".into(),
        hash: content_hash(&article),
    };
    assert_eq!(article, expected);
    assert_eq!(only("-", b"{\"text\": \"x\", \"id\": 17, \"published\": 2024, \"title\": null, \"url\": \" \"}").id, "17");
}

#[test]
fn a_bad_line_costs_that_line_only() {
    let lines = "{\"text\": \"one\"}\r\n\r\nnot json\n{title: 1}\n{\"title\": \"no text\"}\n{\"text\": 5}\n{\"text\": \"cut\n[1]\n{\"text\": \" \"}\n\
                 {\"text\": \"two\", \"published\": \"soon\", \"language\": \"English\", \"outlet\": [1]}\n{\"text\":\"\\ud800\"}";
    check(
        "dir/f.jsonl",
        lines,
        &[
            "FATAL dir/f.jsonl:3 (byte 19): line is no JSON object of an article: it does not start with {",
            "FATAL dir/f.jsonl:4 (byte 29): line is no JSON object of an article: key must be a string",
            "FATAL dir/f.jsonl:5 (byte 39): line has no field text",
            "FATAL dir/f.jsonl:6 (byte 60): field text is a number, not a string",
            "FATAL dir/f.jsonl:7 (byte 84): line is no JSON object of an article: EOF while parsing a string",
            "FATAL dir/f.jsonl:8 (byte 86): line is no JSON object of an article: it does not start with {",
            "FATAL dir/f.jsonl:9 (byte 90): field text holds nothing but white space",
            "warning dir/f.jsonl:10 (byte 104): field outlet is an array, not a string; left out",
            "warning dir/f.jsonl:10 (byte 104): publication date «soon» is not understood (expected YYYY-MM-DD) and left out",
            "warning dir/f.jsonl:10 (byte 104): field language «English» is no language tag (such as en or zh-Hans); left out",
            "FATAL dir/f.jsonl:11 (byte 194): line is no JSON object of an article: unexpected end of hex escape",
            "f-1 | one",
            "f-10 | two",
        ],
    );
}

#[test]
fn json_over_many_lines_is_one_note() {
    let pretty = "[\n  {\"text\": \"one\"},\n  {\n    \"text\": \"two\"\n  }\n]\n".replace("one\"},", "one\", \"a\": [\n]},");
    let note = "FATAL f.jsonl (byte 0): is one JSON value over many lines; write one object a line, for example with jq -c '.[]' or jq -c .";
    check("f.jsonl", pretty, &[note]);
}

#[test]
fn json_lines_in_other_encodings_are_read() {
    let line = format!("{{\"text\": {SIMPLIFIED:?}}}\n");
    let gbk = "warning f.jsonl (byte 10): is GBK, not UTF-8; converted, and positions count the converted text";
    check("f.jsonl", GBK.encode(&line).0, &[gbk, &format!("f-1 | {SIMPLIFIED}")]);
    let utf16le = "warning f.jsonl (byte 0): is UTF-16LE, not UTF-8; converted, and positions count the converted text";
    check("f.jsonl", utf16(&line, false), &[utf16le, &format!("f-1 | {SIMPLIFIED}")]);
    check(
        "f.jsonl",
        format!("\u{feff}{line}x"),
        &[
            &format!(
                "FATAL f.jsonl:2 (byte {}): line is no JSON object of an article: it does not start with {{",
                line.len() + 3
            ),
            &format!("f-1 | {SIMPLIFIED}"),
        ],
    );
    let broken = [line.as_bytes(), b"{\"text\": \"a\xffb\"}"].concat();
    let place = line.len() + 11;
    check(
        "f.jsonl",
        broken,
        &[
            &format!(
                "warning f.jsonl:2 (byte {place}): broken UTF-8 in the line: bad places were replaced by U+FFFD, the first at this byte"
            ),
            &format!("f-1 | {SIMPLIFIED}"),
            "f-2 | a\u{fffd}b",
        ],
    );
}

#[test]
fn a_hostile_line_is_refused() {
    let nested = format!(
        "{{\"text\": {}{}}}\n{{\"text\": \"x\", \"y\": {}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000),
        "[".repeat(9),
        "]".repeat(9)
    );
    check(
        "f.jsonl",
        nested,
        &["FATAL f.jsonl:1 (byte 135): line is no JSON object of an article: recursion limit exceeded", "f-2 | x"],
    );
}

#[test]
fn markdown_loses_its_marks_and_keeps_its_paragraphs() {
    let page = "---\nid: forum-3\ntitle: \"A *forum*\"\ndate: 2024-12-06\nlang: en_US\noutlet: X\nurl: https://x.org\nother: [1]\n---\n\
                # Head *line*\n\nOne **bold** line\nand [a link](http://x) goes on.\n![picture](p.png)\n\n* first\n* second `code`\n  * inner\n\n\
                > quoted\n\n论坛在\n无锡举行。\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>html</div>\n\nhard\\\nbreak &amp; end\n";
    let article = only("p.md", page.as_bytes());
    assert_eq!(
        article.text,
        "Head line\n\nOne bold line and a link goes on.\nfirst\nsecond code\ninner\n\nquoted\n\n论坛在无锡举行。\n\na\tb\t\nc\td\t\n\nhard\nbreak & end\n"
    );
    assert_eq!((article.id.as_str(), article.title.as_deref()), ("forum-3", Some("A *forum*")));
    assert_eq!((article.published, article.language.as_deref()), (Some(PartialDate::day(2024, 12, 6)), Some("en-US")));
    assert_eq!((article.outlet.as_deref(), article.url.as_deref()), (Some("X"), Some("https://x.org")));
}

const SENTENCE: &str = "The third forum opened in Wuxi on Tuesday, and more than three hundred journalists from two countries took part in it, \
                        said the organizers of the event, who had invited them in the spring of the year before.";

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Forum opens in Wuxi &amp; elsewhere | The Daily</title>\
         <meta property=\"og:title\" content=\"Forum opens in Wuxi &amp; elsewhere\"><meta property=\"og:site_name\" content=\"The Daily\">\
         <meta property=\"article:published_time\" content=\"2024-12-06T10:00:00Z\"><link rel=\"canonical\" href=\"https://daily.example/forum\">\
         <script>if (a < b) {{ document.write('<div>') }}</script></head><body><nav><ul><li><a href=\"/\">Home</a></li><li><a \
         href=\"/about\">About us</a></li></ul></nav>{body}<footer><p>All rights reserved. <a href=\"/privacy\">Privacy</a></p></footer></body></html>"
    )
}

#[test]
fn a_page_gives_its_article_and_what_it_says_about_it() {
    let html = page(&format!(
        "<main><article><h1>Forum opens in Wuxi &amp; elsewhere</h1><p>{SENTENCE}</p>\n<p>Second\nparagraph, {SENTENCE}</p></article></main>"
    ));
    let article = only("saved/page.html", html.as_bytes());
    let paragraphs: Vec<_> = article.text.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(paragraphs, [SENTENCE, &format!("Second paragraph, {SENTENCE}")], "{}", article.text);
    assert_eq!((article.id.as_str(), article.title.as_deref()), ("page", Some("Forum opens in Wuxi & elsewhere")));
    assert_eq!((article.outlet.as_deref(), article.url.as_deref()), (Some("The Daily"), Some("https://daily.example/forum")));
    assert_eq!((article.published, article.language.as_deref()), (Some(PartialDate::day(2024, 12, 6)), Some("en-GB")));
}

#[test]
fn a_page_without_article_is_refused() {
    let links = "<li><a href='/next'>Some other headline of the day</a></li>".repeat(60);
    for body in [String::new(), format!("<ul>{links}</ul>"), "<h1>404</h1><p>The page was not found.</p>".to_owned()] {
        let told = told("x.html", page(&body).as_bytes());
        assert!(told.len() == 1 && told[0].starts_with("FATAL x.html: no article found in the page"), "{told:?}");
    }
}

#[test]
fn the_encoding_that_a_page_declares_is_used() {
    let html = page(&format!("<article><p>{}</p></article>", SIMPLIFIED.trim().repeat(5)))
        .replace("<head>", "<head><meta charset=\"gb2312\">");
    let reading = read("x.html", &GBK.encode(&html).0, None);
    assert_eq!(reading.articles[0].text.trim(), SIMPLIFIED.trim().repeat(5));
    assert!(reading.notes[0].message.starts_with("is GBK, not UTF-8"), "{:?}", reading.notes);
}

#[test]
fn a_page_nested_without_end_is_refused() {
    let deep = page(&format!("{}{SENTENCE}", "<div>".repeat(200_000)));
    check("x.html", deep, &["FATAL x.html: page has elements nested more than 512 deep"]);
    let self_closed = page(&format!("<svg>{}</svg><p>{SENTENCE}</p>", "<div/>".repeat(200_000)));
    check("x.html", self_closed, &["FATAL x.html: page has elements nested more than 512 deep"]);
    let icons = "<svg viewBox='0 0 1 1'><title>x</title><path d='M0 0'/><use href='#a'/></svg>".repeat(700);
    let paragraphs = format!("<p>{SENTENCE}<br>").repeat(700);
    assert!(read("x.html", page(&format!("{icons}<article>{paragraphs}</article>")).as_bytes(), None).notes.is_empty());
    let many = page(&"<b>x</b>".repeat(100_001));
    assert!(told("x.html", many.as_bytes())[0].contains("elements, over the limit of 100000"));
}

proptest::proptest! {
    /// Whatever the bytes: an article comes out or a reason why not, and the text can be read again.
    #[test]
    fn nothing_is_lost_in_silence(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400), ascii in "[<>/{}\":a-z \n\\[\\]#*|-]{0,400}") {
        for bytes in [&bytes[..], ascii.as_bytes(), &[ascii.as_bytes(), &bytes[..]].concat()] {
            for name in ["x.txt", "x.md", "x.html", "x.jsonl", "x"] {
                let reading = read(name, bytes, None);
                proptest::prop_assert!(!reading.articles.is_empty() || reading.notes.iter().any(|note| note.fatal));
                // Positions count the converted text, as the note on the conversion says; no encoding grows more than threefold.
                let converted = reading.notes.iter().any(|note| note.to_string().contains("converted"));
                let end = bytes.len() * if converted { 3 } else { 1 };
                for note in &reading.notes {
                    proptest::prop_assert!(note.offset.is_none_or(|offset| offset <= end), "{}", note);
                }
                for article in &reading.articles {
                    proptest::prop_assert!(!is_blank(&article.text) && article.hash.len() == 32);
                }
            }
        }
    }
}
