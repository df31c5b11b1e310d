//! Dots, lines, bars and words as SVG. Text and attributes are escaped by the XML library.

use std::{collections::BTreeMap, f64::consts::TAU, fmt::Write as _, io, io::Write};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

pub(super) use super::labels::Anchor;
use super::{
    MARGIN,
    labels::Rect,
    legend::colour,
    part::{FONT, Part, Person, stroke},
    text,
};

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const INK: &str = "#1f2328";
/// Size of what is told below a picture.
const SMALL: f64 = 10.0;
/// Of a part with more ties than this, those between circles are paler.
const DENSE: usize = 3000;

/// Writes elements; nested groups are closures.
pub(super) struct Canvas<'a> {
    writer: Writer<&'a mut dyn Write>,
}

impl<'a> Canvas<'a> {
    /// A page of this size with a white ground; `content` fills it. What it shows a part of is told below.
    pub(super) fn page(
        out: &'a mut dyn Write,
        (width, height): (f64, f64),
        (title, part): (&str, Option<&str>),
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut canvas = Self { writer: Writer::new_with_indent(out, b' ', 1) };
        canvas.writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let told = part.map(|part| text::lines(part, SMALL, width - 2.0 * MARGIN)).unwrap_or_default();
        let bottom = height + SMALL;
        let height = height + 1.4 * SMALL * told.len() as f64;
        let (width, height) = (width.ceil(), height.ceil());
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
            if let Some(part) = part {
                canvas.words("desc", &[], &text::line(part, SMALL, f64::MAX))?;
            }
            canvas.shape("rect", &[("width", &width), ("height", &height), ("fill", "#ffffff")])?;
            content(canvas)?;
            for (line, i) in told.iter().zip(0_u8..) {
                let y = bottom - MARGIN + 1.4 * SMALL * f64::from(i);
                canvas.text((MARGIN, y), SMALL, TextStyle::Faint, Anchor::Start, line)?;
            }
            Ok(())
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

    /// Title and summary on top of a picture.
    pub(super) fn head(&mut self, title: &str, summary: &str, width: f64) -> io::Result<()> {
        self.text((MARGIN, MARGIN + 12.0), 20.0, TextStyle::Title, Anchor::Start, &text::line(title, 22.0, width))?;
        self.text((MARGIN, MARGIN + 32.0), 12.0, TextStyle::Faint, Anchor::Start, &text::line(summary, 12.0, width))
    }

    /// A line of text at a point of its baseline.
    pub(super) fn text(
        &mut self,
        (x, baseline): (f64, f64),
        size: f64,
        style: TextStyle,
        anchor: Anchor,
        words: &str,
    ) -> io::Result<()> {
        let (weight, fill) = style.look();
        let (x, y, size) = (pixels(x), pixels(baseline), size.to_string());
        let place = [("x", &*x), ("y", &y), ("text-anchor", anchor.name())];
        let look = [("font-size", &*size), ("font-weight", weight), ("fill", fill)];
        self.words("text", &[&place[..], &look].concat(), words)
    }

    /// A line of text that rises to the right from a point.
    pub(super) fn rising(&mut self, (x, y): (f64, f64), size: f64, words: &str) -> io::Result<()> {
        let (turn, size) = (format!("translate({} {}) rotate(-{RISE})", pixels(x), pixels(y)), size.to_string());
        self.words("text", &[("transform", &turn), ("font-size", &size), ("fill", INK)], words)
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, width: f64) -> io::Result<()> {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(pixels);
        let ends = [("x1", &*x1), ("y1", &y1), ("x2", &x2), ("y2", &y2)];
        self.shape("line", &[&ends[..], &[("stroke", colour), ("stroke-width", &pixels(width))]].concat())
    }

    /// A bar with round corners: full, pale, or hollow with a broken border. `note` is told to readers who point at it.
    pub(super) fn bar(&mut self, at: &Rect, colour: &str, look: Look, note: &str) -> io::Result<()> {
        let [x, y, width, height] = [at.left, at.top, at.right - at.left, at.bottom - at.top].map(pixels);
        let place = [("x", &*x), ("y", &y), ("width", &width), ("height", &height), ("rx", "2.5")];
        let paint: &[(&str, &str)] = match look {
            Look::Full => &[("fill", colour)],
            Look::Pale => &[("fill", colour), ("fill-opacity", "0.5")],
            Look::Hollow => &[("fill", "#ffffff"), ("stroke", colour), ("stroke-width", "1.3"), ("stroke-dasharray", "3 2")],
        };
        self.group("g", &[], |canvas| {
            canvas.words("title", &[], note)?;
            canvas.shape("rect", &[&place[..], paint].concat())
        })
    }

    /// A mark around a point: a full dot, a ring or a full diamond.
    pub(super) fn mark(&mut self, (x, y): (f64, f64), radius: f64, mark: Mark, colour: &str, note: &str) -> io::Result<()> {
        let (cx, cy, r) = (pixels(x), pixels(y), pixels(radius));
        self.group("g", &[], |canvas| {
            canvas.words("title", &[], note)?;
            match mark {
                Mark::Dot => canvas.shape("circle", &[("cx", &cx), ("cy", &cy), ("r", &r), ("fill", colour)]),
                Mark::Ring => {
                    let (place, look) = ([("cx", &*cx), ("cy", &cy), ("r", &r)], [("fill", "#ffffff"), ("stroke", colour)]);
                    canvas.shape("circle", &[&place[..], &look, &[("stroke-width", "1.6")]].concat())
                }
                Mark::Diamond => {
                    let [left, right, top, bottom] =
                        [x - radius * 1.25, x + radius * 1.25, y - radius * 1.25, y + radius * 1.25].map(pixels);
                    canvas.shape(
                        "path",
                        &[("d", &format!("M{left} {cy}L{cx} {top}L{right} {cy}L{cx} {bottom}Z")), ("fill", colour)],
                    )
                }
            }
        })
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
        for person in &part.people {
            if let Some(label) = person.label.filter(|label| label.is_away) {
                let dot = (person.x, person.y);
                self.line(dot, label.nearest(dot), INK, 0.8)?;
            }
        }
        let size = FONT.to_string();
        let halo = [("stroke", "#ffffff"), ("stroke-width", "3"), ("stroke-linejoin", "round"), ("paint-order", "stroke")];
        let style = [&[("font-size", &*size), ("fill", INK)][..], &halo].concat();
        self.group("g", &style, |canvas| part.people.iter().try_for_each(|person| canvas.name(person)))
    }

    /// One path for all ties of a colour and width: a picture of thousands stays small. What has no colour of its own lies below.
    fn ties(&mut self, part: &Part) -> io::Result<()> {
        let mut paths: BTreeMap<(bool, &str, usize), String> = BTreeMap::new();
        for tie in &part.ties {
            let (from, to) = (&part.people[tie.from], &part.people[tie.to]);
            let [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(pixels);
            let path = paths.entry((tie.colour != colour(usize::MAX), tie.colour, tie.shared.min(5))).or_default();
            // Writing to a text does not fail.
            let _ = write!(path, "M{x1} {y1}L{x2} {y2}");
        }
        let is_dense = part.ties.len() > DENSE;
        for ((is_own, colour, shared), path) in &paths {
            let opacity = if is_dense && !is_own { "0.35" } else { "1" };
            let look = [("stroke", *colour), ("stroke-width", &*pixels(stroke(*shared))), ("opacity", opacity)];
            self.shape("path", &[&[("d", &**path)][..], &look].concat())?;
        }
        Ok(())
    }

    fn name(&mut self, person: &Person) -> io::Result<()> {
        let Some(label) = &person.label else { return Ok(()) };
        let anchor = label.anchor.name();
        let (x, y) = (pixels(label.x), pixels(label.baseline));
        let size = format!("{:.1}", person.font);
        let large = [("font-size", &*size), ("font-weight", "bold")];
        let place = [("x", &*x), ("y", &y), ("text-anchor", anchor)];
        self.words("text", &[&place[..], if person.is_bold { &large } else { &[] }].concat(), &person.name)
    }
}

impl Anchor {
    /// The word of SVG.
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// Degrees by which a rising line rises.
pub(super) const RISE: f64 = 50.0;

/// How a bar is filled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Full,
    Pale,
    Hollow,
}

/// What stands at a crossing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Dot,
    Ring,
    Diamond,
}

/// How important a line of text is.
#[derive(Clone, Copy)]
pub(super) enum TextStyle {
    Title,
    Plain,
    Faint,
}

impl TextStyle {
    /// Weight and colour.
    fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Title => ("bold", INK),
            Self::Plain => ("normal", INK),
            Self::Faint => ("normal", "#59636e"),
        }
    }
}

/// A length with one place after the point, without a negative zero.
fn pixels(length: f64) -> String {
    let text = format!("{length:.1}");
    if text == "-0.0" { "0.0".to_owned() } else { text }
}
