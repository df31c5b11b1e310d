//! `plenary export`: the graph, its facts or its network as a file that other programs open.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Run, context::Context, folder, output, table::Table};
use crate::{
    diag::{Error, ErrorKind, Result},
    export::{FOLDERS, FORMATS, FolderFormat, Format, Input, Report},
};

#[derive(Args, Debug)]
pub(super) struct Export {
    /// What to write; `help` lists the formats
    #[arg(long, short, value_name = "F")]
    format: String,
    /// File to write, or folder for a format of several files; it appears whole or not at all
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
            for format in FOLDERS {
                table.row([format.name.to_owned(), format!("{}/", format.folder), format.help.to_owned()]);
            }
            context.table(&table)?;
            return context.lines(N10S);
        }
        if let Some(format) = FolderFormat::find(&self.format) {
            return write_folder(format, &self.output, context);
        }
        let format = Format::find(&self.format)?;
        let knowledge = context.knowledge()?;
        let graph = context.graph()?;
        let dataset = graph.dataset(&knowledge.schema)?;
        let input = Input { dataset: &dataset, knowledge: &knowledge, graph: &graph };
        if self.output.as_os_str() == "-" {
            remark(&(format.write)(&input, context.out)?, format.name, context);
            return Ok(());
        }
        let mut report = Report::default();
        output::save(&self.output, |out| {
            report = (format.write)(&input, out)?;
            Ok(())
        })?;
        remark(&report, format.name, context);
        Ok(())
    }
}

/// What Neo4j has to be told before it reads RDF, or it keeps one value of each property.
const N10S: &str = "
RDF into Neo4j (neosemantics): CREATE CONSTRAINT n10s_unique_uri FOR (r:Resource) REQUIRE r.uri IS UNIQUE;
CALL n10s.graphconfig.init({handleMultival: 'ARRAY', keepLangTag: true}); then n10s.rdf.import.fetch of turtle or rdfxml";

/// Writes a format of several files, and tells what to do next with it.
fn write_folder(format: &FolderFormat, path: &Path, context: &Context<'_>) -> Result<()> {
    if path.as_os_str() == "-" {
        return Err(Error::new(ErrorKind::Usage, format!("{} is a folder of files", format.name))
            .with_hint(format!("say where: --output {}", format.folder)));
    }
    let knowledge = context.knowledge()?;
    let graph = context.graph()?;
    let dataset = graph.dataset(&knowledge.schema)?;
    let input = Input { dataset: &dataset, knowledge: &knowledge, graph: &graph };
    let mut report = Report::default();
    folder::save(path, |folder| {
        report = (format.write)(&input, folder)?;
        Ok(())
    })?;
    remark(&report, format.name, context);
    if let Some(next) = format.next {
        context.remark(&format!("{}: {}", format.name, next.replace("{dir}", &quoted(&path.display().to_string()))));
    }
    Ok(())
}

/// A word for the shell, in quotes if it needs them.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// Tells on standard error what was written and what was left out.
fn remark(report: &Report, name: &str, context: &Context<'_>) {
    let written: Vec<String> = report.written.iter().map(|(what, count)| format!("{count} {what}")).collect();
    context.remark(&format!("{name}: {}", written.join(", ")));
    for (what, count) in &report.dropped {
        context.remark(&format!("{name}: left out {count}: {what}"));
    }
}
