//! `plenary export`: the graph, its facts or its network as a file that other programs open.

use std::{
    fs,
    io::{BufRead, BufReader, stdin},
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    Run,
    context::Context,
    folder,
    output::{self, count},
    subset::SubsetArgs,
    table::Table,
};
use crate::{
    diag::{Error, ErrorKind, Result},
    export::{self, FOLDERS, FORMATS, FolderFormat, Format, Input, Report},
    graph::KnowledgeGraph,
    knowledge::Knowledge,
    model::Dataset,
};

#[derive(Args, Debug)]
pub(super) struct Export {
    /// What to write; `help` lists the formats
    #[arg(long, short, value_name = "F", required_unless_present = "check")]
    format: Option<String>,
    /// File to write, or folder for a format of several files; it appears whole or not at all
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    #[command(flatten)]
    subset: SubsetArgs,
    /// Write nothing: say what other programs will not take in this GraphML or GEXF file, whoever wrote it, or - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "subset"])]
    check: Option<PathBuf>,
}

impl Run for Export {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        if let Some(path) = &self.check {
            return check(path, context);
        }
        let name = self.format.as_deref().unwrap_or_default();
        if name == "help" {
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
        if self.subset.is_help(context)? {
            return Ok(());
        }
        let format = Chosen::find(name)?;
        format.check_output(&self.output)?;
        let knowledge = context.knowledge()?;
        let graph = context.graph()?;
        let dataset = graph.dataset(&knowledge.schema)?;
        let Some((part, subset)) = self.subset.part((&dataset, &graph), &knowledge, !format.is_network(), context)? else {
            let input = Input { dataset: &dataset, knowledge: &knowledge, graph: &graph, subset: None };
            return format.write(&self.output, &input, context);
        };
        drop(dataset);
        let graph = if format.is_network() { graph } else { graph_of(&part, &knowledge)? };
        let input = Input { dataset: &part, knowledge: &knowledge, graph: &graph, subset: Some(&subset) };
        format.write(&self.output, &input, context)
    }
}

/// What Neo4j has to be told before it reads RDF, or it keeps one value of each property.
const N10S: &str = "
RDF into Neo4j (neosemantics): CREATE CONSTRAINT n10s_unique_uri FOR (r:Resource) REQUIRE r.uri IS UNIQUE;
CALL n10s.graphconfig.init({handleMultival: 'ARRAY', keepLangTag: true}); then n10s.rdf.import.fetch of turtle or rdfxml";

/// Ending of the file beside one that cannot tell what it leaves out.
const ABOUT: &str = "-about.txt";

/// The format that was asked for.
enum Chosen {
    /// It is one file.
    File(&'static Format),
    /// It is a folder of files.
    Folder(&'static FolderFormat),
}

impl Chosen {
    fn find(name: &str) -> Result<Self> {
        FolderFormat::find(name).map_or_else(|| Format::find(name).map(Self::File), |format| Ok(Self::Folder(format)))
    }

    fn name(&self) -> &'static str {
        match self {
            Self::File(format) => format.name,
            Self::Folder(format) => format.name,
        }
    }

    fn is_network(&self) -> bool {
        matches!(self, Self::File(format) if format.is_network())
    }

    /// Refuses standard output for a folder.
    fn check_output(&self, path: &Path) -> Result<()> {
        match self {
            Self::Folder(format) if path.as_os_str() == "-" => {
                Err(Error::new(ErrorKind::Usage, format!("{} is a folder of files", format.name))
                    .with_hint(format!("say where: --output {}", format.folder)))
            }
            _ => Ok(()),
        }
    }

    fn write(&self, path: &Path, input: &Input<'_>, context: &mut Context<'_>) -> Result<()> {
        let mut report = Report::default();
        match self {
            Self::File(format) if path.as_os_str() == "-" => report = (format.write)(input, context.out)?,
            Self::File(format) => {
                output::save(path, |out| {
                    report = (format.write)(input, out)?;
                    Ok(())
                })?;
                beside(format, path, input, &report)?;
            }
            Self::Folder(format) => folder::save(path, |folder| {
                report = format.write(input, folder)?;
                Ok(())
            })?,
        }
        remark(&report, self.name(), context);
        if let Self::Folder(FolderFormat { next: Some(next), .. }) = self {
            let folder = quoted(&path.display().to_string());
            context.remark(&format!("{}: {}", self.name(), next.replace("{dir}", &folder)));
        }
        Ok(())
    }
}

/// Writes what a file of this format cannot tell of itself into one beside it; takes that away if an earlier export has left it
/// and the file now holds everything.
fn beside(format: &Format, path: &Path, input: &Input<'_>, report: &Report) -> Result<()> {
    let Some(name) = path.file_name().filter(|_| format.is_mute() && path.is_file()) else { return Ok(()) };
    let name = name.to_string_lossy();
    let about = path.with_file_name(format!("{name}{ABOUT}"));
    let shown = about.display();
    let is_ours = fs::read_to_string(&about).is_ok_and(|known| known.starts_with(&format!("{name}: ")));
    if input.subset.is_some() {
        if about.exists() && !is_ours {
            let error = Error::new(ErrorKind::Usage, format!("{shown} is there, and no export has written it"));
            return Err(error.with_hint(format!("it is to tell what {name} leaves out: move it, or name another file")));
        }
        let text = format.about(&name, input, report);
        return output::save(&about, |out| output::written(out.write_all(text.as_bytes())));
    }
    if is_ours {
        fs::remove_file(&about).map_err(|error| Error::storage(format!("cannot remove {shown}"), error))?;
    }
    Ok(())
}

/// A word for the shell, in quotes if it needs them.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// The store that a subset would have, for formats that are RDF.
fn graph_of(dataset: &Dataset, knowledge: &Knowledge) -> Result<KnowledgeGraph> {
    let mut graph = KnowledgeGraph::in_memory()?;
    graph.replace(dataset, &knowledge.schema, "")?;
    Ok(graph)
}

/// Tells on standard error what was written and what was left out.
fn remark(report: &Report, name: &str, context: &Context<'_>) {
    let written: Vec<String> = report.written.iter().map(|(what, count)| format!("{count} {what}")).collect();
    context.remark(&format!("{name}: {}", written.join(", ")));
    for (what, count) in &report.dropped {
        context.remark(&format!("{name}: left out {count}: {what}"));
    }
}

/// Says what readers will not take in a file.
fn check(path: &Path, context: &mut Context<'_>) -> Result<()> {
    let name = path.display();
    let source: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(stdin().lock())
    } else {
        let file =
            fs::File::open(path).map_err(|error| Error::new(ErrorKind::BadInput, format!("cannot read {name}: {error}")))?;
        Box::new(BufReader::new(file))
    };
    let found = export::check(source);
    if context.json {
        context.value(&found)?;
    } else {
        for finding in &found.findings {
            let sort = if finding.severe { "fault" } else { "warning" };
            let (line, rule, what, advice) = (finding.line, finding.rule, &finding.what, finding.advice);
            context.say(&format!("{name}:{line}: {sort}: {what} (rule {rule}); {advice}"))?;
        }
        let (faults, warnings) = (count(found.faults, "fault"), count(found.warnings, "warning"));
        let size = format!("{}, {}", count(found.nodes, "node"), count(found.edges, "edge"));
        context.say(&format!("{name}: {size}: {faults}, {warnings}"))?;
    }
    if found.faults > 0 { Err(Error::told(ErrorKind::BadInput)) } else { Ok(()) }
}
