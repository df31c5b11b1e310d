//! Pictures for a page or for print (SVG 1.1, and PNG made of it): who was with whom, what was when, who was where.
//!
//! One file a picture and one line in [`DRAWINGS`]. Names never cover each other; what has no room, or would be too much to
//! look at, is counted in the line below the title. The same dataset gives the same bytes.

mod happenings;
mod labels;
mod legend;
mod matrix;
mod paint;
mod part;
#[cfg(feature = "png")]
mod raster;
#[cfg(test)]
mod tests;
mod text;
mod ties;
mod timeline;

use std::io::Write;

#[cfg(feature = "png")]
pub use raster::{Fonts, png};
pub use ties::svg;

use super::{Input, Report};
use crate::diag::{Error, ErrorKind, Result};

/// How a picture is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PictureOptions {
    /// The line on top; each picture has one of its own.
    pub title: Option<String>,
    /// Width to fill, in pixels; what needs more room makes it wider. Each picture has one of its own.
    pub width: Option<f64>,
    /// At most so many are drawn: people with the most ties, events with the most people. Each picture has a number of its own.
    pub most: Option<usize>,
    /// What it shows a part of, in words that stand below it.
    pub part: Option<String>,
}

/// One picture.
#[derive(Debug)]
pub struct Drawing {
    /// What the user calls it.
    pub name: &'static str,
    /// What its file is called among those of the demo.
    pub file: &'static str,
    /// What it shows, for the help.
    pub help: &'static str,
    /// Whether it is a network, in which a least weight is one of ties.
    pub is_network: bool,
    draw: fn(&Input<'_>, &PictureOptions, &mut dyn Write) -> Result<Report>,
}

/// Every picture, in the order of the help.
pub const DRAWINGS: &[Drawing] = &[
    Drawing { name: "network", file: "network.svg", help: "who appears with whom", is_network: true, draw: ties::draw },
    Drawing {
        name: "timeline",
        file: "timeline.svg",
        help: "which events were when, by place",
        is_network: false,
        draw: timeline::draw,
    },
    Drawing {
        name: "matrix",
        file: "matrix.svg",
        help: "who was at which event, and in which part",
        is_network: false,
        draw: matrix::draw,
    },
];

impl Drawing {
    /// Draws it; of what is a subset, the picture tells what was left out.
    ///
    /// # Errors
    /// Writing fails.
    pub fn draw(&self, input: &Input<'_>, options: &PictureOptions, out: &mut dyn Write) -> Result<Report> {
        let part = options.part.clone().or_else(|| input.subset.map(super::Subset::description));
        (self.draw)(input, &PictureOptions { part, ..options.clone() }, out)
    }

    /// The picture of this name.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] with all names.
    pub fn find(name: &str) -> Result<&'static Self> {
        DRAWINGS.iter().find(|drawing| drawing.name == name).ok_or_else(|| {
            let names: Vec<_> = DRAWINGS.iter().map(|drawing| drawing.name).collect();
            Error::new(ErrorKind::Usage, format!("there is no picture «{name}»"))
                .with_hint(format!("one of {}", names.join(", ")))
        })
    }
}

/// Room around a picture.
const MARGIN: f64 = 28.0;
/// Room for title and summary.
const HEAD: f64 = 64.0;

/// "1 name", "2 names".
fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// Writing has failed.
fn unwritten(error: std::io::Error) -> Error {
    Error::storage("cannot write the picture", error)
}

/// The people network of a dataset as a picture, for the table of formats.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    DRAWINGS[0].draw(input, &PictureOptions::default(), out)
}
