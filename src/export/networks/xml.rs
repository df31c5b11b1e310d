//! How are texts written into XML so that every reader gets them back?
//!
//! In a text at most one character is escaped: Gephi's reader loses blanks between two escapes (`A &amp; &quot;B&quot;`), so with
//! more it is CDATA. Line ends are line feeds, as XML readers would make them: those of XML 1.1 too, as some make these as well. What
//! XML forbids, escaped or not, becomes U+FFFD and is counted.

use std::{borrow::Cow, io::Write};

use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use crate::{diag::Result, export::unwritten, graph::xml_text};

/// An XML file that is being written.
pub(super) struct Xml<'a> {
    writer: Writer<&'a mut dyn Write>,
    replaced: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { writer: Writer::new_with_indent(out, b' ', 1), replaced: 0 }
    }

    /// The declaration: Gephi looks for the encoding in it.
    pub(super) fn declare(&mut self) -> Result<()> {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
    }

    fn event(&mut self, event: Event<'_>) -> Result<()> {
        self.writer.write_event(event).map_err(unwritten)
    }

    fn tag(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> BytesStart<'static> {
        let mut tag = BytesStart::new(name);
        for (key, value) in attributes {
            let value = self.clean(value);
            tag.push_attribute((*key, &*value));
        }
        tag
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> Result<()> {
        let tag = self.tag(name, attributes);
        self.event(Event::Start(tag))
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> Result<()> {
        let tag = self.tag(name, attributes);
        self.event(Event::Empty(tag))
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &'static str) -> Result<()> {
        self.event(Event::End(BytesEnd::new(name)))
    }

    /// An element with a text.
    pub(super) fn element(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) -> Result<()> {
        self.open(name, attributes)?;
        self.text(text)?;
        self.close(name)
    }

    fn text(&mut self, text: &str) -> Result<()> {
        let text = self.clean(text);
        if text.matches(['&', '<', '>']).count() < 2 {
            return self.event(Event::Text(BytesText::from_escaped(partial_escape(&*text))));
        }
        for part in BytesCData::escaped(&text) {
            self.event(Event::CData(part))?;
        }
        Ok(())
    }

    fn clean<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        // Numbers, ids and most names need nothing.
        if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Cow::Borrowed(text);
        }
        let (text, replaced) = xml_text(&text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}'], "\n"));
        self.replaced += replaced;
        Cow::Owned(text)
    }

    /// Lines that are XML already, each with the line end before it.
    pub(super) fn raw(&mut self, lines: &[u8]) -> Result<()> {
        self.writer.get_mut().write_all(lines).map_err(unwritten)
    }

    /// A line end after the last element; tells what was replaced.
    pub(super) fn finish(&mut self) -> Result<Vec<(&'static str, usize)>> {
        self.writer.get_mut().write_all(b"\n").map_err(unwritten)?;
        Ok(vec![("characters that XML forbids, replaced by U+FFFD", self.replaced)])
    }
}
