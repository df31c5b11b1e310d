//! `--format` of the commands that tell something: on a terminal, as a page to hand on, or for programs?

use clap::{Args, ValueEnum};

use super::context::Context;
use crate::{
    diag::Result,
    page::{self, Page},
};

#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Style {
    /// How to write it; Markdown and HTML have a citation for each quote [default: text]
    #[arg(long, value_name = "F", value_enum)]
    format: Option<Format>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For the terminal
    Text,
    /// For editors, notes, GitHub, Pandoc
    Markdown,
    /// One page that a browser opens, without script
    Html,
    /// For programs, as with --json
    Json,
}

impl Style {
    /// What is asked for, `--json` considered.
    pub(super) fn format(self, context: &Context<'_>) -> Format {
        self.format.unwrap_or(if context.json { Format::Json } else { Format::Text })
    }
}

/// Writes a page in a format that is one for pages; the others have their own writers.
pub(super) fn write(page: &Page, format: Format, context: &mut Context<'_>) -> Result<()> {
    context.lines(&if format == Format::Html { page::html(page) } else { page::markdown(page) })
}
