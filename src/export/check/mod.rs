//! Will Gephi, Cytoscape, NetworkX, igraph, NetworKit, graphology and yEd all read this GraphML or GEXF file without loss?
//!
//! The file is read as a stream, of any size. Each finding names a line, a rule and what to do. The rules:
//!
//! | rule | |
//! | --- | --- |
//! | 1 | GraphML: declaration with UTF-8, no byte order mark, no DOCTYPE, its namespace, keys, nodes, edges in one flat graph, one direction |
//! | 2 | ids that are short, ASCII and unique over nodes and edges |
//! | 3 | attributes declared once, for nodes or for edges, with names unique ignoring case and types that all readers know; values fit |
//! | 4 | weights finite and above zero; nothing empty, no defaults, no infinity |
//! | 5 | names with a meaning to some program only with that meaning |
//! | 6 | at most one escape in a text, no character that XML forbids |
//! | 7 | places, or the first view is one dot |
//! | 8 | parallel edges that readers add up |
//! | 9 | no edge without both ends, none from a node to itself |
//! | 10 | GEXF 1.3 in the namespace that all readers know, with times that are declared, closed and among the attributes too |

mod gexf;
mod graphml;
mod state;
#[cfg(test)]
mod tests;

use std::{
    cell::Cell,
    io::{self, BufRead, Read},
    rc::Rc,
};

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};

use self::state::State;
pub use self::state::{Finding, Findings};
use crate::graph::is_xml_char;

/// An element with its attributes unescaped.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What a format asks of its elements.
trait Rules {
    /// An element starts; `parent` is the one around it.
    fn open(&mut self, state: &mut State, tag: &Tag, parent: &str);
    /// An element ends; `text` is what stood directly in it.
    fn close(&mut self, state: &mut State, name: &str, text: &str);
    /// All is read.
    fn end(&mut self, state: &mut State);
}

/// Checks a file.
///
/// A file that cannot be read to its end gives a finding like any other.
pub fn check(input: impl BufRead) -> Findings {
    let line = Rc::new(Cell::new(1));
    let mut source = Reader::from_reader(Lines { input, line: Rc::clone(&line), is_start: true, has_mark: false });
    let mut state = State::default();
    let mut file = File { open: Vec::new(), rules: None, is_declared: false };
    let mut buffer = Vec::new();
    loop {
        state.line = line.get();
        buffer.clear();
        match source.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(event) => file.event(&mut state, event),
            Err(error) => {
                state.line = line.get();
                state.fault(1, format!("this is no well-formed XML in UTF-8: {error}"), "write it with an XML library, in UTF-8");
                file.open.clear();
                break;
            }
        }
    }
    if source.get_ref().has_mark {
        state.line = 1;
        state.fault(1, "it starts with a byte order mark", "write UTF-8 without a byte order mark");
    }
    file.end(&mut state);
    state.findings()
}

/// An open element: its name, its text so far, and the escapes in it.
struct Open {
    name: String,
    text: String,
    escapes: usize,
    line: u64,
}

struct File {
    open: Vec<Open>,
    rules: Option<Box<dyn Rules>>,
    is_declared: bool,
}

impl File {
    fn event(&mut self, state: &mut State, event: Event<'_>) {
        match event {
            Event::Decl(declaration) => {
                self.is_declared = true;
                let encoding = declaration.encoding().and_then(Result::ok).map(|name| name.to_ascii_lowercase());
                if encoding.as_deref() != Some("utf-8") {
                    state.fault(1, "the declaration does not say UTF-8", "start with <?xml version=\"1.0\" encoding=\"UTF-8\"?>");
                }
            }
            Event::DocType(_) => state.fault(1, "it has a DOCTYPE", "leave it out: readers refuse it or load what it names"),
            Event::Start(tag) => self.start(state, &tag),
            Event::Empty(tag) => {
                self.start(state, &tag);
                self.close(state);
            }
            Event::End(_) => self.close(state),
            Event::Text(text) => self.text(state, &text),
            Event::CData(text) => self.text(state, &text),
            Event::GeneralRef(name) => {
                let known = quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                let found = known.or_else(|| name.resolve_char_ref().ok().flatten().map(String::from));
                match found {
                    Some(found) => self.text(state, &found),
                    None => state.fault(6, format!("&{}; is not known to XML", &*name), "write the character itself"),
                }
                if let Some(open) = self.open.last_mut() {
                    open.escapes += 1;
                }
            }
            Event::Comment(_) | Event::PI(_) | Event::Eof => {}
        }
    }

    fn start(&mut self, state: &mut State, tag: &BytesStart<'_>) {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let read = attribute.map_err(|error| error.to_string()).and_then(|attribute| {
                let value = unescape(&attribute.value).map_err(|error| error.to_string())?.into_owned();
                Ok((attribute.key.as_ref().to_owned(), value))
            });
            match read {
                Ok(pair) => attributes.push(pair),
                Err(error) => state.fault(1, format!("an attribute cannot be read: {error}"), "write it with an XML library"),
            }
        }
        for (_, value) in &attributes {
            forbidden(state, value);
        }
        let tag = Tag { name: tag.name().as_ref().to_owned(), attributes };
        if self.rules.is_none() {
            self.rules = Some(root(state, &tag, self.is_declared));
        }
        let parent = self.open.last().map_or("", |open| open.name.as_str());
        if let Some(rules) = &mut self.rules {
            rules.open(state, &tag, parent);
        }
        self.open.push(Open { name: tag.name, text: String::new(), escapes: 0, line: state.line });
    }

    fn text(&mut self, state: &mut State, text: &str) {
        forbidden(state, text);
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    fn close(&mut self, state: &mut State) {
        let Some(open) = self.open.pop() else { return };
        state.line = open.line;
        if open.escapes > 1 && !open.name.contains(':') {
            let advice = "write texts with two or more escapes as CDATA: Gephi loses the blanks between them";
            state.fault(6, format!("a text in <{}> has {} escapes", open.name, open.escapes), advice);
        }
        if let Some(rules) = &mut self.rules {
            rules.close(state, &open.name, &open.text);
        }
    }

    fn end(&mut self, state: &mut State) {
        if let Some(open) = self.open.last() {
            state.fault(1, format!("the file ends inside <{}>", open.name), "write it again: it was cut off");
        }
        match &mut self.rules {
            Some(rules) => rules.end(state),
            None => state.fault(1, "there is no element in it", "check a GraphML or GEXF file"),
        }
    }
}

/// The rules for a file with this root; if that is not known, none.
fn root(state: &mut State, tag: &Tag, is_declared: bool) -> Box<dyn Rules> {
    if !is_declared {
        let advice = "start with <?xml version=\"1.0\" encoding=\"UTF-8\"?>: Gephi looks for it";
        state.fault(1, "it has no XML declaration", advice);
    }
    match tag.name.as_str() {
        "graphml" => Box::new(graphml::GraphMl::new(state, tag)),
        "gexf" => Box::new(gexf::Gexf::new(state, tag)),
        other => {
            state.fault(1, format!("<{other}> is neither graphml nor gexf"), "check a GraphML or GEXF file, without a prefix");
            Box::new(Unknown)
        }
    }
}

/// A format that is not known.
struct Unknown;

impl Rules for Unknown {
    fn open(&mut self, _: &mut State, _: &Tag, _: &str) {}
    fn close(&mut self, _: &mut State, _: &str, _: &str) {}
    fn end(&mut self, _: &mut State) {}
}

fn forbidden(state: &mut State, text: &str) {
    if let Some(c) = text.chars().find(|&c| !is_xml_char(c)) {
        state.fault(6, format!("U+{:04X} is forbidden in XML", u32::from(c)), "replace it by U+FFFD");
    }
}

/// Counts the lines that were read, and takes the byte order mark away.
struct Lines<R> {
    input: R,
    line: Rc<Cell<u64>>,
    is_start: bool,
    has_mark: bool,
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.len().min(bytes.len());
        bytes[..count].copy_from_slice(&self.fill_buf()?[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_start {
            self.is_start = false;
            self.has_mark = self.input.fill_buf()?.starts_with(b"\xef\xbb\xbf");
            if self.has_mark {
                self.input.consume(3);
            }
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        if let Ok(bytes) = self.input.fill_buf() {
            let ends = bytes.iter().take(count).filter(|&&byte| byte == b'\n').count();
            self.line.set(self.line.get() + ends as u64);
        }
        self.input.consume(count);
    }
}
