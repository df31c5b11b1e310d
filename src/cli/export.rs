//! `plenary export`: the graph, its facts or its network as a file that other programs open.

use std::path::PathBuf;

use clap::Args;

use super::{Run, context::Context, output, table::Table};
use crate::{
    diag::Result,
    export::{FORMATS, Format, Input, Report},
};

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
        if self.format == "help" {
            let mut table = Table::new(["format", "file of the demo", "what it is"]);
            for format in FORMATS {
                table.row([format.name.to_owned(), format.file.to_owned(), format.help.to_owned()]);
            }
            return context.table(&table);
        }
        let format = Format::find(&self.format)?;
        let knowledge = context.knowledge()?;
        let graph = context.graph()?;
        let dataset = graph.dataset(&knowledge.schema)?;
        let input = Input { dataset: &dataset, knowledge: &knowledge, graph: &graph };
        if self.output.as_os_str() == "-" {
            remark(&(format.write)(&input, context.out)?, format, context);
            return Ok(());
        }
        let mut report = Report::default();
        output::save(&self.output, |out| {
            report = (format.write)(&input, out)?;
            Ok(())
        })?;
        remark(&report, format, context);
        Ok(())
    }
}

/// Tells on standard error what was written and what was left out.
fn remark(report: &Report, format: &Format, context: &Context<'_>) {
    let written: Vec<String> = report.written.iter().map(|(what, count)| format!("{count} {what}")).collect();
    context.remark(&format!("{}: {}", format.name, written.join(", ")));
    for (what, count) in &report.dropped {
        context.remark(&format!("{}: left out {count}: {what}", format.name));
    }
}
