//! Dots, ties and names as SVG. Text and attributes are escaped by the XML library.

use std::{f64::consts::TAU, io, io::Write};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::{
    labels::Anchor,
    part::{FONT, Part, Person},
};

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const INK: &str = "#1f2328";

/// Writes elements; nested groups are closures.
pub(super) struct Canvas<'a> {
    writer: Writer<&'a mut dyn Write>,
}

impl<'a> Canvas<'a> {
    /// A page of this size with a white ground; `content` fills it.
    pub(super) fn page(
        out: &'a mut dyn Write,
        size: (f64, f64),
        title: &str,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut canvas = Self { writer: Writer::new_with_indent(out, b' ', 1) };
        canvas.writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let (width, height) = (size.0.ceil(), size.1.ceil());
        let view = format!("0 0 {width} {height}");
        let (width, height) = (width.to_string(), height.to_string());
        let root = [
            ("xmlns", NAMESPACE),
            ("width", &width),
            ("height", &height),
            ("viewBox", &view),
            ("role", "img"),
            ("font-family", "sans-serif"),
        ];
        canvas.group("svg", &root, |canvas| {
            canvas.words("title", &[], title)?;
            canvas.shape("rect", &[("width", &width), ("height", &height), ("fill", "#ffffff")])?;
            content(canvas)
        })?;
        canvas.writer.get_mut().write_all(b"\n")
    }

    /// An element that holds others.
    fn group(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let start = quick_xml::events::BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.writer.write_event(Event::Start(start.borrow()))?;
        content(self)?;
        self.writer.write_event(Event::End(start.to_end()))
    }

    fn shape(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.writer.create_element(name).with_attributes(attributes.iter().copied()).write_empty().map(drop)
    }

    fn words(&mut self, name: &str, attributes: &[(&str, &str)], words: &str) -> io::Result<()> {
        let element = self.writer.create_element(name).with_attributes(attributes.iter().copied());
        element.write_text_content(BytesText::new(words)).map(drop)
    }

    /// A line of text with its left end at (x, baseline).
    pub(super) fn text(&mut self, x: f64, baseline: f64, size: f64, style: TextStyle, words: &str) -> io::Result<()> {
        let (weight, fill) = match style {
            TextStyle::Title => ("bold", INK),
            TextStyle::Plain => ("normal", INK),
            TextStyle::Faint => ("normal", "#59636e"),
        };
        let (x, y, size) = (pixels(x), pixels(baseline), size.to_string());
        self.words("text", &[("x", &x), ("y", &y), ("font-size", &size), ("font-weight", weight), ("fill", fill)], words)
    }

    /// A dot of one colour, or of sectors if there are several.
    pub(super) fn dot(&mut self, x: f64, y: f64, radius: f64, colours: &[&str]) -> io::Result<()> {
        let (cx, cy, r) = (pixels(x), pixels(y), pixels(radius));
        let ground = colours.first().copied().unwrap_or(INK);
        let outline = [("cx", &*cx), ("cy", &cy), ("r", &r), ("fill", ground), ("stroke", "#ffffff"), ("stroke-width", "1.5")];
        self.shape("circle", &outline)?;
        for (i, colour) in colours.iter().enumerate().skip(1) {
            let turn = |i: usize| TAU * i as f64 / colours.len() as f64;
            let point = |i: usize| (pixels(x + radius * turn(i).sin()), pixels(y - radius * turn(i).cos()));
            let ((x0, y0), (x1, y1)) = (point(i), point(i + 1));
            self.shape("path", &[("d", &format!("M{cx} {cy}L{x0} {y0}A{r} {r} 0 0 1 {x1} {y1}Z")), ("fill", colour)])?;
        }
        Ok(())
    }

    /// A connected part: ties below, then dots, names on top.
    pub(super) fn part(&mut self, part: &Part) -> io::Result<()> {
        let opacity = if part.ties.len() > 200 { "0.22" } else { "0.4" };
        self.group("g", &[("stroke-opacity", opacity)], |canvas| canvas.ties(part))?;
        for person in &part.people {
            self.group("g", &[], |canvas| {
                canvas.words("title", &[], &person.note)?;
                canvas.dot(person.x, person.y, person.radius, &person.colours)
            })?;
        }
        let size = FONT.to_string();
        let halo = [("stroke", "#ffffff"), ("stroke-width", "3"), ("stroke-linejoin", "round"), ("paint-order", "stroke")];
        let style = [&[("font-size", &*size), ("fill", INK)][..], &halo].concat();
        self.group("g", &style, |canvas| part.people.iter().try_for_each(|person| canvas.name(person)))
    }

    fn ties(&mut self, part: &Part) -> io::Result<()> {
        for tie in &part.ties {
            let (from, to) = (&part.people[tie.from], &part.people[tie.to]);
            let width = pixels(1.0 + 0.8 * (tie.shared.min(5) - 1) as f64);
            let [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(pixels);
            let ends = [("x1", &*x1), ("y1", &y1), ("x2", &x2), ("y2", &y2)];
            self.shape("line", &[&ends[..], &[("stroke", tie.colour), ("stroke-width", &width)]].concat())?;
        }
        Ok(())
    }

    fn name(&mut self, person: &Person) -> io::Result<()> {
        let Some(label) = &person.label else { return Ok(()) };
        let anchor = match label.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (x, y) = (pixels(label.x), pixels(label.baseline));
        self.words("text", &[("x", &x), ("y", &y), ("text-anchor", anchor)], &person.name)
    }
}

/// How important a line of text is.
#[derive(Clone, Copy)]
pub(super) enum TextStyle {
    Title,
    Plain,
    Faint,
}

/// A length with one place after the point, without a negative zero.
fn pixels(length: f64) -> String {
    let text = format!("{length:.1}");
    if text == "-0.0" { "0.0".to_owned() } else { text }
}
