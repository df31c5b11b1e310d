//! `plenary demo`: what does the program make of the five articles that come with it?

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    Run,
    build::{self, BuildOptions},
    context::Context,
    draw, folder, network, output, report,
};
use crate::{
    ask::{self, Index},
    diag::{Error, ErrorKind, Result},
    export::{FOLDERS, FORMATS, Input},
    graph::KnowledgeGraph,
    ingest::{self, Reading},
    knowledge::Knowledge,
    model::{Article, Dataset},
    network::{By, MEASURES, Network, Options, RankingReport},
};

/// The seed articles, byte for byte, under the names of their files.
const SEEDS: &[(&str, &[u8])] = &[
    ("seeds/000_ac8ddabf2e12fb39.txt", include_bytes!("../../seeds/000_ac8ddabf2e12fb39.txt")),
    ("seeds/001_ec996563e8ac1e77.txt", include_bytes!("../../seeds/001_ec996563e8ac1e77.txt")),
    ("seeds/002_98a84bfa64d453c7.txt", include_bytes!("../../seeds/002_98a84bfa64d453c7.txt")),
    ("seeds/003_e78df334a3b4577c.txt", include_bytes!("../../seeds/003_e78df334a3b4577c.txt")),
    ("seeds/004_c726b919925e5a88.txt", include_bytes!("../../seeds/004_c726b919925e5a88.txt")),
];

/// What the demo asks.
const QUESTION: &str = "who attended both Wuxi forums";
/// The report, beside the exports.
const PAGE: &str = "report.html";
/// How many people the demo ranks.
const TOP: usize = 8;

#[derive(Args, Debug)]
pub(super) struct Demo {
    /// Folder for the exports
    #[arg(long, value_name = "DIR", default_value = "exports")]
    out: PathBuf,
}

impl Run for Demo {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let mut seeds = Reading::default();
        for (name, bytes) in SEEDS {
            let reading = ingest::read(name, bytes, None);
            seeds.articles.extend(reading.articles);
            seeds.notes.extend(reading.notes);
        }
        context.tell(&seeds.notes);
        let knowledge = context.knowledge()?;
        context.store = own_store(&context.store, &seeds.articles)?;
        let mut graph = KnowledgeGraph::open(&context.store)?;
        for article in &seeds.articles {
            context.say(&format!("article  {} ({} bytes)", article.source, article.text.len()))?;
        }
        match build::update(&mut graph, seeds.articles, &BuildOptions::default(), &knowledge, context)? {
            Some(update) => build::tell(&update, context)?,
            None => context.say("nothing changed: every article is in the store as it is")?,
        }
        let dataset = graph.dataset(&knowledge.schema)?;
        question(&graph, &dataset, &knowledge, context)?;
        people(&dataset, &knowledge, context)?;
        exports(&self.out, &Input { dataset: &dataset, knowledge: &knowledge, graph: &graph, subset: None }, context)
    }
}

/// The store for the demo: the usual one if it holds nothing but the seeds, else one beside it, so that nobody's graph is mixed up.
fn own_store(usual: &Path, seeds: &[Article]) -> Result<PathBuf> {
    let stored = match KnowledgeGraph::open_read_only(usual) {
        Ok(graph) => graph.articles()?,
        Err(error) if error.kind == ErrorKind::NoResult => Vec::new(),
        Err(error) => return Err(error),
    };
    let only_seeds = stored.iter().all(|known| seeds.iter().any(|seed| seed.id == known.id));
    let mut beside = usual.as_os_str().to_owned();
    beside.push("-demo");
    Ok(if only_seeds { usual.to_path_buf() } else { PathBuf::from(beside) })
}

fn question(graph: &KnowledgeGraph, dataset: &Dataset, knowledge: &Knowledge, context: &mut Context<'_>) -> Result<()> {
    let answer = ask::ask(QUESTION, &Index::new(dataset, knowledge), graph)?;
    if context.json {
        return context.value(&answer);
    }
    context.say(&format!("\n$ plenary ask \"{QUESTION}\""))?;
    context.lines(&ask::render(&answer))
}

fn people(dataset: &Dataset, knowledge: &Knowledge, context: &mut Context<'_>) -> Result<()> {
    let network = Network::build(dataset, &knowledge.schema, &Options::default());
    let report = RankingReport::new(&network, dataset, By::Event, &MEASURES[0], TOP);
    if context.json {
        return context.value(&report);
    }
    context.say("\n$ plenary network --top 8")?;
    network::print(&report, context)
}

/// Writes every format into the folder.
fn exports(dir: &Path, input: &Input<'_>, context: &mut Context<'_>) -> Result<()> {
    fs::create_dir_all(dir).map_err(|error| Error::storage(format!("cannot make the folder {}", dir.display()), error))?;
    context.say("")?;
    for format in FORMATS {
        let path = dir.join(format.file);
        output::save(&path, |out| (format.write)(input, out).map(|_| ()))?;
        context.say(&format!("wrote    {} ({})", path.display(), format.help))?;
    }
    for format in FOLDERS {
        let path = dir.join(format.folder);
        folder::save(&path, |folder| format.write(input, folder).map(|_| ()))?;
        context.say(&format!("wrote    {} ({})", path.join("").display(), format.help))?;
    }
    draw::of_demo(input, dir, context)?;
    let page = dir.join(PAGE);
    report::of_demo(input.dataset, input.knowledge, &page, context)?;
    context.say(&format!("wrote    {} (everything on one page: open it in a browser)", page.display()))?;
    context.say(&format!("\nNow ask your own: plenary --store {} ask \"who spoke in Wuzhen\"", context.store.display()))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn the_seeds_in_the_program_are_those_of_the_folder() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<_> = fs::read_dir(dir.join("seeds")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.retain(|name| name.to_string_lossy().ends_with(".txt"));
        assert_eq!(names.len(), SEEDS.len());
        for (name, bytes) in SEEDS {
            assert_eq!(fs::read(dir.join(name)).unwrap(), *bytes, "{name}");
            let reading = ingest::read(name, bytes, None);
            assert_eq!((reading.notes, reading.articles[0].text.as_bytes()), (vec![], *bytes));
        }
    }
}
