//! A dataset to files that other programs open: one file of code a format, one line in the table [`FORMATS`].
//!
//! Bytes depend on the content alone. Nothing is lost in silence: what a format cannot hold is counted in its [`Report`].

mod about;
mod check;
mod csv_articles;
mod csv_claims;
mod csv_entities;
mod excel;
mod facts;
mod ftm;
mod ics;
mod mentions;
mod neo4j;
mod networks;
mod obsidian;
mod pairs;
mod parquet;
pub mod picture;
mod rdf;
pub mod schemaorg;
mod sheet;
mod subset;
mod table;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

pub use check::{Finding, Findings, check};
pub use facts::{MENTION, lines as facts_lines};
pub use networks::{Column, network_graphml};
pub use subset::{Subset, Wanted, subset};

use networks::{Cytoscape, Dot, Edges, Gexf, GraphMl, Graphology, Kumu, Time, Yed, entities, people};

use crate::{
    ask::Index,
    diag::{Error, ErrorKind, Result},
    graph::KnowledgeGraph,
    knowledge::Knowledge,
    model::{ArticleIdx, Claim, Dataset, Entity, Statement, iri},
};

/// What is exported.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The knowledge, as read from the store.
    pub dataset: &'a Dataset,
    /// The knowledge files: the relations, and what reads dates.
    pub knowledge: &'a Knowledge,
    /// The store, for formats that are RDF.
    pub graph: &'a KnowledgeGraph,
    /// What these are a subset of, if they are one.
    pub subset: Option<&'a Subset>,
}

/// What was written and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was written: (what, how many).
    pub written: Vec<(&'static str, usize)>,
    /// What was left out or changed: (what and why, how many), only where it happened.
    pub dropped: Vec<(&'static str, usize)>,
}

impl Report {
    fn written(mut self, what: &'static str, count: usize) -> Self {
        self.written.push((what, count));
        self
    }

    fn dropped(mut self, what: &'static str, count: usize) -> Self {
        if count > 0 {
            self.dropped.push((what, count));
        }
        self
    }
}

/// One format.
#[derive(Debug)]
pub struct Format {
    /// What the user calls it.
    pub name: &'static str,
    /// What its file is called among those of all formats.
    pub file: &'static str,
    /// What it is and what opens it, for the help.
    pub help: &'static str,
    /// Writes it.
    pub write: fn(&Input<'_>, &mut dyn Write) -> Result<Report>,
}

/// Where a format of several files puts them.
pub trait Folder {
    /// Writes one file. The path is relative: parts of ASCII letters, digits, `.`, `_` and `-`, none of which begins with a dot,
    /// joined by `/`.
    ///
    /// # Errors
    /// The path is not such, or writing fails.
    fn file(&mut self, path: &str, write: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()>;
}

/// One format that is a folder of files.
#[derive(Debug)]
pub struct FolderFormat {
    /// What the user calls it.
    pub name: &'static str,
    /// What its folder is called among the files of all formats.
    pub folder: &'static str,
    /// What it is and what opens it, for the help.
    pub help: &'static str,
    /// What to do next with the folder `{dir}`, if that is no matter of course.
    pub next: Option<&'static str>,
    /// What each of its files holds, for a file that tells it; none if the format has a place of its own for that.
    files: &'static [(&'static str, &'static str)],
    write: fn(&Input<'_>, &mut dyn Folder) -> Result<Report>,
}

/// Every format that is a folder of files, in the order of the help.
pub const FOLDERS: &[FolderFormat] = &[
    FolderFormat {
        name: "neo4j",
        folder: "neo4j",
        help: "nodes and relationships as CSV for neo4j-admin; the import command is printed",
        next: Some(neo4j::IMPORT),
        files: neo4j::FILES,
        write: neo4j::write,
    },
    FolderFormat {
        name: "excel",
        folder: "excel",
        help: "claims, entities and articles as tables for Excel: byte order mark, no cell runs as a formula, cut cells are named",
        next: None,
        files: excel::FILES,
        write: excel::write,
    },
    FolderFormat {
        name: "csv-pairs",
        folder: "pairs",
        help: "nodes.csv and edges.csv as they are, for pandas, R, the spreadsheet import of Gephi",
        next: None,
        files: pairs::FILES,
        write: pairs::write,
    },
    FolderFormat {
        name: "parquet",
        folder: "parquet",
        help: "claims, entities and articles with typed columns, for pandas, polars, DuckDB, R",
        next: None,
        files: parquet::FILES,
        write: parquet::write,
    },
    FolderFormat {
        name: "obsidian",
        folder: "obsidian",
        help: "one linked note for each person, organization, event, place and article, for Obsidian, Logseq",
        next: None,
        files: &[],
        write: obsidian::write,
    },
];

impl FolderFormat {
    /// The format of this name, if it is one of several files.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        FOLDERS.iter().find(|format| format.name == name)
    }

    /// Writes it, with a file that tells what is in the others and what was left out.
    ///
    /// # Errors
    /// Writing fails.
    pub fn write(&self, input: &Input<'_>, folder: &mut dyn Folder) -> Result<Report> {
        let report = (self.write)(input, folder)?;
        if !self.files.is_empty() {
            let text = about::of_folder(self, input, &report);
            folder.file(about::README, &mut |out| out.write_all(text.as_bytes()).map_err(unwritten))?;
        }
        Ok(report)
    }
}

/// Every format, in the order of the help.
pub const FORMATS: &[Format] = &[
    Format { name: "facts", file: "facts.jsonl", help: "one claim a line as JSON, with quote and offsets", write: facts::write },
    Format {
        name: "mentions",
        file: "mentions.jsonl",
        help: "one name or date a line as JSON, with its place in the text",
        write: mentions::write,
    },
    Format {
        name: "graphml",
        file: "entities.graphml",
        help: "everything named and how it is connected, one edge a pair, for Gephi, Cytoscape, NetworkX",
        write: |input, out| networks::write(entities(input, Edges::Pairs), &mut GraphMl::new(out)),
    },
    Format {
        name: "graphml-multi",
        file: "statements.graphml",
        help: "the same with one edge for each statement, for NetworkX and igraph",
        write: |input, out| networks::write(entities(input, Edges::Statements), &mut GraphMl::new(out)),
    },
    Format {
        name: "graphml-people",
        file: "people.graphml",
        help: "people tied by the events they shared, for Gephi, Cytoscape, NetworkX",
        write: |input, out| people(input, &mut GraphMl::new(out)),
    },
    Format {
        name: "graphml-yed",
        file: "entities.yed.graphml",
        help: "everything named and how it is connected, drawn, for yEd",
        write: |input, out| networks::write(entities(input, Edges::Pairs), &mut Yed::new(out)),
    },
    Format {
        name: "gexf",
        file: "statements.gexf",
        help: "everything named, one edge for each statement, for Gephi and sigma",
        write: |input, out| networks::write(entities(input, Edges::Statements), &mut Gexf::new(out, Time::Static)),
    },
    Format {
        name: "gexf-people",
        file: "people.gexf",
        help: "people tied by the events they shared, for Gephi and sigma",
        write: |input, out| people(input, &mut Gexf::new(out, Time::Static)),
    },
    Format {
        name: "gexf-dynamic",
        file: "statements.dynamic.gexf",
        help: "everything named, with dates on nodes and edges, for the time slider of Gephi",
        write: |input, out| networks::write(entities(input, Edges::Statements), &mut Gexf::new(out, Time::Dynamic)),
    },
    Format {
        name: "gexf-people-dynamic",
        file: "people.dynamic.gexf",
        help: "people tied by the events they shared, with the dates of these, for the time slider of Gephi",
        write: |input, out| people(input, &mut Gexf::new(out, Time::Dynamic)),
    },
    Format {
        name: "dot",
        file: "entities.dot",
        help: "everything named and how it is connected, for Graphviz",
        write: |input, out| networks::write(entities(input, Edges::Pairs), &mut Dot::new(out)),
    },
    Format {
        name: "dot-people",
        file: "people.dot",
        help: "people tied by the events they shared, for Graphviz",
        write: |input, out| people(input, &mut Dot::new(out)),
    },
    Format {
        name: "cytoscape",
        file: "statements.cyjs",
        help: "everything named, one edge for each statement, for Cytoscape and Cytoscape.js",
        write: |input, out| networks::write(entities(input, Edges::Statements), &mut Cytoscape::new(out)),
    },
    Format {
        name: "cytoscape-people",
        file: "people.cyjs",
        help: "people tied by the events they shared, for Cytoscape and Cytoscape.js",
        write: |input, out| people(input, &mut Cytoscape::new(out)),
    },
    Format {
        name: "graphology",
        file: "entities.graphology.json",
        help: "everything named and how it is connected, for graphology and sigma",
        write: |input, out| networks::write(entities(input, Edges::Pairs), &mut Graphology::new(out)),
    },
    Format {
        name: "graphology-people",
        file: "people.graphology.json",
        help: "people tied by the events they shared, for graphology and sigma",
        write: |input, out| people(input, &mut Graphology::new(out)),
    },
    Format {
        name: "kumu",
        file: "statements.kumu.json",
        help: "everything named, one connection for each statement, for Kumu",
        write: |input, out| networks::write(entities(input, Edges::Statements), &mut Kumu::new(out)),
    },
    Format {
        name: "kumu-people",
        file: "people.kumu.json",
        help: "people tied by the events they shared, for Kumu",
        write: |input, out| people(input, &mut Kumu::new(out)),
    },
    Format {
        name: "turtle",
        file: "graph.ttl",
        help: "facts, statements and entities as RDF, without texts",
        write: rdf::turtle,
    },
    Format { name: "nquads", file: "store.nq", help: "the whole store as RDF, one quad a line", write: rdf::nquads },
    Format { name: "trig", file: "store.trig", help: "the whole store as RDF, by article", write: rdf::trig },
    Format { name: "jsonld", file: "store.jsonld", help: "the whole store as JSON-LD, by article", write: rdf::jsonld },
    Format {
        name: "rdfxml",
        file: "graph.rdf",
        help: "the same as turtle, as RDF/XML, for Protege and older tools",
        write: rdf::rdfxml,
    },
    Format {
        name: "csv",
        file: "claims.csv",
        help: "one claim a row with its quote, for Excel and the like",
        write: csv_claims::write,
    },
    Format {
        name: "csv-nodes",
        file: "entities.csv",
        help: "one entity a row, for Excel and the like",
        write: csv_entities::write,
    },
    Format {
        name: "ftm",
        file: "entities.ftm.json",
        help: "FollowTheMoney entities, one a line, for Aleph and OpenAleph",
        write: ftm::write,
    },
    Format {
        name: "schemaorg",
        file: "schemaorg.jsonld",
        help: "events, people, bodies and places in the words of schema.org, for web pages (one alone: `show NAME --format schemaorg`)",
        write: schemaorg::write,
    },
    Format { name: "ics", file: "events.ics", help: "the events as a calendar, for any calendar program", write: ics::write },
    Format {
        name: "svg",
        file: "network.svg",
        help: "a picture of who appears with whom, for a page or for print",
        write: picture::write,
    },
];

/// Formats that have no place for a word about themselves.
const MUTE: [&str; 5] = ["facts", "mentions", "csv", "csv-nodes", "ftm"];

/// Names of formats that are networks begin with these: their weights are those of edges.
const NETWORKS: [&str; 7] = ["graphml", "gexf", "dot", "cytoscape", "graphology", "kumu", "svg"];

impl Format {
    /// Whether it is a network, in which a least weight is one of edges.
    #[must_use]
    pub fn is_network(&self) -> bool {
        NETWORKS.iter().any(|name| self.name.split('-').next() == Some(name))
    }

    /// Whether its files have no place for a word about themselves: every line is data to whoever reads them.
    #[must_use]
    pub fn is_mute(&self) -> bool {
        MUTE.contains(&self.name)
    }

    /// What a file of this format, called `file`, cannot tell of itself, as a text to stand beside it.
    #[must_use]
    pub fn about(&self, file: &str, input: &Input<'_>, report: &Report) -> String {
        about::of_file(self, file, input, report)
    }

    /// The format of this name.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] with all names.
    pub fn find(name: &str) -> Result<&'static Self> {
        FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
            let names: Vec<_> =
                FORMATS.iter().map(|format| format.name).chain(FOLDERS.iter().map(|format| format.name)).collect();
            Error::new(ErrorKind::Usage, format!("there is no export format «{name}»"))
                .with_hint(format!("one of {}", names.join(", ")))
        })
    }
}

/// What writes a format of one file.
type WriteFile = fn(&Input<'_>, &mut dyn Write) -> Result<Report>;

/// Language of words that a format adds of its own, and of relations in words.
const LANGUAGE: &str = "en";

/// What is looked up entity by entity.
fn index<'a>(input: &Input<'a>) -> Index<'a> {
    Index::new(input.dataset, input.knowledge)
}

/// The full IRI of an article.
fn article_iri(dataset: &Dataset, idx: ArticleIdx) -> String {
    format!("{}{}", dataset.base, iri::article_path(&dataset.article(idx).id))
}

/// The claims that put the statement forward as a fact or as firmly planned.
fn asserted(statement: &Statement) -> impl Iterator<Item = &Claim> {
    statement.claims.iter().filter(|claim| claim.stance.is_asserted())
}

/// The asserted claim that is surest; of equally sure ones the first in the order of articles.
fn surest(statement: &Statement) -> Option<&Claim> {
    asserted(statement).reduce(|best, claim| if claim.confidence > best.confidence { claim } else { best })
}

/// Articles that name the entity, sorted, each once.
fn articles_of(entity: &Entity) -> BTreeSet<ArticleIdx> {
    entity.mentions.iter().map(|mention| mention.article).collect()
}

/// Every other name of the entity, sorted, each once.
fn aliases(entity: &Entity) -> BTreeSet<&str> {
    entity.names.iter().map(|name| name.text.as_str()).filter(|name| *name != entity.label).collect()
}

/// Writes a table for spreadsheet programs, with the care that articles from anywhere need.
///
/// # Errors
/// Writing fails.
pub fn csv(header: &[&str], rows: &[Vec<String>], out: &mut dyn Write) -> Result<Report> {
    let mut sheet = sheet::Sheet::plain(header, out)?;
    rows.iter().try_for_each(|row| sheet.row(row))?;
    sheet.finish()
}

/// The export could not be written.
fn unwritten(error: impl Into<io::Error>) -> Error {
    Error::storage("cannot write the export", error.into())
}
