//! How must DOT be written so that Graphviz draws it as it stands, whatever the names hold?
//!
//! The DOT language, graphviz.org/doc/info/lang.html. Places are given, and Graphviz only moves nodes apart until no name covers
//! another; every attribute is written, for readers other than the drawing programs. Graphviz reads `\n` and `&lt;` in strings as
//! more than they say, so backslashes and ampersands are escaped.

use std::io::Write;

use super::{Edge, Form, Head, Node, Value, edge_id, node_id};
use crate::{diag::Result, export::unwritten, graph::xml_text};

/// Inches to a unit of size; places are in points, 72 to the inch.
const INCH: f64 = 1.0 / 72.0;

/// Bytes of a string before it is cut in two; Graphviz takes 16384.
const LONGEST: usize = 8_000;

/// A DOT file that is being written.
pub(in crate::export) struct Dot<'a> {
    out: &'a mut dyn Write,
    arrow: &'static str,
    replaced: usize,
}

impl<'a> Dot<'a> {
    pub(in crate::export) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, arrow: "--", replaced: 0 }
    }

    fn line(&mut self, line: &str) -> Result<()> {
        writeln!(self.out, "{line}").map_err(unwritten)
    }

    /// A string of the language that Graphviz shows as the text.
    fn quoted(&mut self, text: &str) -> String {
        let (text, replaced) = xml_text(&text.replace("\r\n", "\n").replace('\r', "\n"));
        self.replaced += replaced;
        let mut quoted = String::with_capacity(text.len() + 2);
        quoted.push('"');
        let mut start = 0;
        for c in text.chars() {
            // Graphviz reads no longer strings, but joins them.
            if quoted.len() - start > LONGEST {
                quoted.push_str("\" + \"");
                start = quoted.len();
            }
            match c {
                '"' => quoted.push_str("\\\""),
                '\\' => quoted.push_str("\\\\"),
                '\n' => quoted.push_str("\\n"),
                '&' => quoted.push_str("&amp;"),
                c => quoted.push(c),
            }
        }
        quoted.push('"');
        quoted
    }

    fn attributes(&mut self, values: &[(&str, Value)]) -> String {
        let one = |(name, value): &(&str, Value)| format!("{name}={}", self.quoted(&value.text()));
        values.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

impl Form for Dot<'_> {
    fn start(&mut self, head: &Head) -> Result<()> {
        self.arrow = if head.directed { "->" } else { "--" };
        let title = self.quoted(&head.title);
        let comment = self.quoted(&head.description);
        self.line(&format!("{} {title} {{", if head.directed { "digraph" } else { "graph" }))?;
        self.line(&format!(
            "  graph [comment={comment}, layout=nop, overlap=prism, overlap_scaling=0, splines=line, outputorder=edgesfirst];"
        ))?;
        self.line("  node [shape=circle, style=filled, color=white, fixedsize=shape, fontname=\"sans-serif\", fontsize=10];")?;
        self.line("  edge [color=\"#9aa0a680\", arrowsize=0.5];")
    }

    fn node(&mut self, number: usize, node: &Node) -> Result<()> {
        let look = node.look;
        let [r, g, b] = look.colour;
        // Graphviz has its y upwards.
        let place = format!("{},{}", look.x, 0.0 - look.y);
        let mut values = vec![
            ("label", text(&node.label)),
            ("pos", text(place)),
            ("width", text(format!("{:.2}", look.size * INCH))),
            ("fillcolor", text(format!("#{r:02x}{g:02x}{b:02x}"))),
        ];
        values.extend(node.values.iter().cloned());
        let attributes = self.attributes(&values);
        self.line(&format!("  {} [{attributes}];", node_id(number)))
    }

    fn edges(&mut self) -> Result<()> {
        Ok(())
    }

    fn edge(&mut self, number: usize, edge: &Edge) -> Result<()> {
        let mut values = vec![
            ("id", text(edge_id(number))),
            ("interaction", text(&edge.interaction)),
            ("weight", Value::Double(edge.weight)),
            ("penwidth", text(format!("{:.1}", 1.0 + edge.weight.log2().clamp(0.0, 7.0)))),
        ];
        values.extend(edge.values.iter().cloned());
        let attributes = self.attributes(&values);
        let (source, target, arrow) = (node_id(edge.source), node_id(edge.target), self.arrow);
        self.line(&format!("  {source} {arrow} {target} [{attributes}];"))
    }

    fn finish(&mut self) -> Result<Vec<(&'static str, usize)>> {
        self.line("}")?;
        Ok(vec![("characters that XML forbids, replaced by U+FFFD", self.replaced)])
    }
}
