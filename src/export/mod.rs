//! A dataset to files that other programs open: one file of code a format, one line in the table [`FORMATS`].
//!
//! Bytes depend on the content alone. Nothing is lost in silence: what a format cannot hold is counted in its [`Report`].

mod csv_claims;
mod csv_entities;
mod facts;
mod graphml;
mod graphml_entities;
mod graphml_network;
mod graphml_people;
mod mentions;
pub mod picture;
mod rdf;
mod sheet;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

pub use facts::{MENTION, lines as facts_lines};
pub use graphml_network::{Column, network_graphml};

use crate::{
    diag::{Error, ErrorKind, Result},
    graph::KnowledgeGraph,
    knowledge::Knowledge,
    model::Dataset,
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
        help: "everything named and how it is connected, for Gephi, Cytoscape, NetworkX",
        write: graphml_entities::write,
    },
    Format {
        name: "graphml-people",
        file: "people.graphml",
        help: "people tied by the events they shared, for Gephi, Cytoscape, NetworkX",
        write: graphml_people::write,
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
        name: "svg",
        file: "network.svg",
        help: "a picture of who appears with whom, for a page or for print",
        write: picture::write,
    },
];

impl Format {
    /// The format of this name.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] with all names.
    pub fn find(name: &str) -> Result<&'static Self> {
        FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
            let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
            Error::new(ErrorKind::Usage, format!("there is no export format «{name}»"))
                .with_hint(format!("one of {}", names.join(", ")))
        })
    }
}

/// Writes a table for spreadsheet programs, with the care that articles from anywhere need.
///
/// # Errors
/// Writing fails.
pub fn csv(header: &[&str], rows: &[Vec<String>], out: &mut dyn Write) -> Result<Report> {
    let mut sheet = sheet::Sheet::new(header, out)?;
    rows.iter().try_for_each(|row| sheet.row(row))?;
    sheet.finish()
}

/// The export could not be written.
fn unwritten(error: impl Into<io::Error>) -> Error {
    Error::storage("cannot write the export", error.into())
}
