//! `plenary export`: the graph, its facts or its network as a file that other programs open.

use std::{
    fs,
    io::{BufRead, BufReader, Write, stdin},
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    Run,
    context::Context,
    folder,
    output::{self, count},
    subset,
    table::Table,
};
use crate::{
    ask::Index,
    diag::{Error, ErrorKind, Result},
    export::{self, FOLDERS, FORMATS, FolderFormat, Format, Input, Report, Subset},
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
    /// Only a part: person=NAME, around=NAME, hops=N, city=NAME, from=DATE, to=DATE, min-weight=W, top=N, query=FILE; all that are
    /// given must hold; `help` explains them
    #[arg(long, value_name = "KEY=VALUE", num_args = 1..)]
    subset: Vec<String>,
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
        if self.subset.iter().any(|part| part == "help") {
            let mut table = Table::new(["part", "what it means"]);
            for (key, help) in subset::KEYS {
                table.row([key.to_owned(), help.to_owned()]);
            }
            return context.table(&table);
        }
        let format = Chosen::find(name)?;
        format.check_output(&self.output)?;
        let knowledge = context.knowledge()?;
        let graph = context.graph()?;
        let dataset = context.working().during("reading the store", || graph.dataset(&knowledge.schema))?;
        if self.subset.is_empty() {
            let input = Input { dataset: &dataset, knowledge: &knowledge, graph: &graph, subset: None };
            return format.write(&self.output, &input, context);
        }
        let (part, subset) = self.part(&format, &dataset, &knowledge, &graph, context)?;
        drop(dataset);
        let graph = if format.is_network() { graph } else { graph_of(&part, &knowledge)? };
        let input = Input { dataset: &part, knowledge: &knowledge, graph: &graph, subset: Some(&subset) };
        format.write(&self.output, &input, context)
    }
}

impl Export {
    /// The part that is wanted; never nothing.
    fn part(
        &self,
        format: &Chosen,
        dataset: &Dataset,
        knowledge: &Knowledge,
        graph: &KnowledgeGraph,
        context: &Context<'_>,
    ) -> Result<(Dataset, Subset)> {
        let wanted = subset::wanted(&self.subset, &Index::new(dataset, knowledge), graph, context)?;
        let (part, subset) = export::subset(dataset, &knowledge.schema, &wanted, self.subset.clone(), !format.is_network());
        if part.entities.is_empty() {
            return Err(
                Error::new(ErrorKind::NoResult, "nothing in the store is in this subset").with_hint(self.subset.join(" "))
            );
        }
        context.remark(&format!("{}: {}", format.name(), subset.description()));
        Ok((part, subset))
    }
}

/// What Neo4j has to be told before it reads RDF, or it keeps one value of each property.
const N10S: &str = "
RDF into Neo4j (neosemantics): CREATE CONSTRAINT n10s_unique_uri FOR (r:Resource) REQUIRE r.uri IS UNIQUE;
CALL n10s.graphconfig.init({handleMultival: 'ARRAY', keepLangTag: true}); then n10s.rdf.import.fetch of turtle or rdfxml";

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
        let (mut report, working) = (Report::default(), context.working());
        let what = format!("writing {}", self.name());
        match self {
            Self::File(format) if path.as_os_str() == "-" => report = (format.write)(input, context.out)?,
            Self::File(format) => {
                let write = |out: &mut dyn Write| (format.write)(input, out).map(|told| report = told);
                working.during(what, || output::save(path, write))?;
            }
            Self::Folder(format) => {
                let write = |folder: &mut dyn export::Folder| (format.write)(input, folder).map(|told| report = told);
                working.during(what, || folder::save(path, write))?;
            }
        }
        remark(&report, self.name(), context);
        if let Self::Folder(FolderFormat { next: Some(next), .. }) = self {
            let folder = quoted(&path.display().to_string());
            context.remark(&format!("{}: {}", self.name(), next.replace("{dir}", &folder)));
        }
        Ok(())
    }
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
