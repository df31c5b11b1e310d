//! `plenary export`: the graph, its facts or its network as a file that other programs open.

use std::path::PathBuf;

use clap::Args;

use super::{Run, context::Context, output};
use crate::diag::Result;

#[derive(Args, Debug)]
pub(super) struct Export {
    /// What to write; `help` lists the formats
    #[arg(long, short, value_name = "F")]
    format: String,
    /// File to write; it appears whole or not at all
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

impl Run for Export {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        if self.output.as_os_str() == "-" {
            return context.unwired(&self.format);
        }
        output::save(&self.output, |_out| context.unwired(&self.format))
    }
}
