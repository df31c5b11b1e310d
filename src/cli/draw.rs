//! `plenary draw`: a picture of the network, the timeline or the guest lists, for a page or for print.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Run, context::Context, output, subset::SubsetArgs};
use crate::{
    diag::{Error, ErrorKind, Result},
    export::{
        Input, Report,
        picture::{DRAWINGS, Drawing, PictureOptions},
    },
};

#[derive(Args, Debug)]
pub(super) struct Draw {
    /// File to write, .svg or .png; it appears whole or not at all
    #[arg(long, short, value_name = "FILE", default_value = "network.svg")]
    output: PathBuf,
    /// What to draw: network, timeline or matrix (who was at which event)
    #[arg(long, value_name = "PICTURE", default_value = "network")]
    what: String,
    /// Draw at most so many: people with the most ties, events with the most people
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=5000))]
    top: Option<u16>,
    /// The line on top
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Width to fill, in pixels; what needs more room makes it wider
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u16).range(300..=20000))]
    width: Option<u16>,
    /// Pixels of a PNG to each of the SVG: 2 for screens, 4 for print
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=8))]
    scale: u8,
    #[command(flatten)]
    subset: SubsetArgs,
}

impl Run for Draw {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        if self.subset.is_help(context)? {
            return Ok(());
        }
        let drawing = Drawing::find(&self.what)?;
        let is_png = is_png(&self.output)?;
        let knowledge = context.knowledge()?;
        let graph = context.graph()?;
        let dataset = graph.dataset(&knowledge.schema)?;
        let part = self.subset.part((&dataset, &graph), &knowledge, !drawing.is_network, context)?;
        let (dataset, subset) = part.as_ref().map_or((&dataset, None), |(part, subset)| (part, Some(subset)));
        let input = Input { dataset, knowledge: &knowledge, graph: &graph, subset };
        let (width, most) = (self.width.map(f64::from), self.top.map(usize::from));
        let options = PictureOptions { title: self.title, width, most, part: None };
        let mut report = Report::default();
        output::save(&self.output, |out| {
            if is_png {
                let mut svg = Vec::new();
                report = drawing.draw(&input, &options, &mut svg)?;
                return pixels(&String::from_utf8_lossy(&svg), self.scale, out, context);
            }
            report = drawing.draw(&input, &options, out)?;
            Ok(())
        })?;
        remark(&report, context);
        context.say(&format!("wrote {} ({})", self.output.display(), drawing.help))
    }
}

/// Writes the pictures of the demo.
pub(super) fn of_demo(input: &Input<'_>, dir: &Path, context: &mut Context<'_>) -> Result<()> {
    // The network is among the formats.
    for drawing in DRAWINGS.iter().skip(1) {
        let path = dir.join(drawing.file);
        output::save(&path, |out| drawing.draw(input, &PictureOptions::default(), out).map(drop))?;
        context.say(&format!("wrote    {} ({}: a picture)", path.display(), drawing.help))?;
    }
    Ok(())
}

/// Tells on standard error what was drawn and what was left out.
fn remark(report: &Report, context: &Context<'_>) {
    let written: Vec<String> = report.written.iter().map(|(what, count)| format!("{count} {what}")).collect();
    context.remark(&format!("drawn: {}", written.join(", ")));
    for (what, count) in &report.dropped {
        context.remark(&format!("left out {count}: {what}"));
    }
}

/// Whether the file is to have pixels.
fn is_png(path: &Path) -> Result<bool> {
    match path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("svg") => Ok(false),
        Some("png") => Ok(true),
        _ => Err(Error::new(ErrorKind::Usage, format!("cannot tell what {} is to be", path.display()))
            .with_hint("give it a name that ends in .svg or .png")),
    }
}

#[cfg(feature = "png")]
fn pixels(svg: &str, scale: u8, out: &mut dyn std::io::Write, context: &Context<'_>) -> Result<()> {
    use crate::export::picture::{Fonts, png};

    let missing = png(svg, scale, &Fonts::of_machine()?, out)?;
    if !missing.is_empty() {
        let some: String = missing.iter().take(20).collect();
        let n = missing.len();
        context.remark(&format!("{}, drawn as boxes: no font of this machine has {some}", output::count(n, "character")));
    }
    Ok(())
}

#[cfg(not(feature = "png"))]
fn pixels(_: &str, _: u8, _: &mut dyn std::io::Write, _: &Context<'_>) -> Result<()> {
    Err(Error::new(ErrorKind::Usage, "this program was built without PNG").with_hint("write SVG"))
}
