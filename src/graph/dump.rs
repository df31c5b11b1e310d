//! What is in the store, as a file for others?
//!
//! | format | what it holds |
//! | --- | --- |
//! | N-Quads, TriG, JSON-LD | everything: reading it into another store gives the same graphs |
//! | Turtle, RDF/XML | the union of all graphs without the texts of articles, places of mentions and the build node: facts, statements, entities |
//!
//! The bytes depend on the content alone: quads are sorted, for a store in memory keeps them in the order in which they came.

use std::{collections::HashSet, io::Write};

use oxigraph::{
    io::RdfFormat,
    model::{GraphName, NamedNode, NamedOrBlankNode, Quad, vocab::rdf},
};

use super::{KnowledgeGraph, jsonld, query_format::QuadWriter, read, storage, vocab};
use crate::diag::{Error, Result};

/// A format of [`KnowledgeGraph::dump`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DumpFormat {
    /// One quad a line.
    NQuads,
    /// Quads by graph and subject.
    TriG,
    /// Triples by subject.
    Turtle,
    /// The same, as XML; characters that XML forbids are U+FFFD.
    RdfXml,
    /// Nodes with their context.
    JsonLd,
}

impl KnowledgeGraph {
    /// Writes the whole store, sorted; the number of quads or triples.
    ///
    /// # Errors
    /// Reading the store or writing fails.
    pub fn dump(&self, format: DumpFormat, out: &mut dyn Write) -> Result<usize> {
        let base = self.base()?;
        let unwritten = |e| Error::storage("cannot write the dump", e);
        let rdf = match format {
            DumpFormat::NQuads => RdfFormat::NQuads,
            DumpFormat::TriG => RdfFormat::TriG,
            DumpFormat::Turtle => return self.dump_union(RdfFormat::Turtle, &base, out),
            DumpFormat::RdfXml => return self.dump_union(RdfFormat::RdfXml, &base, out),
            DumpFormat::JsonLd => return self.dump_jsonld(None, out),
        };
        let (mut writer, mut count) = (QuadWriter::new(rdf, &base, out)?, 0);
        for graph in read::graphs(&self.store)? {
            for quad in self.graph_quads(&graph)? {
                writer.quad(&quad).map_err(unwritten)?;
                count += 1;
            }
        }
        writer.finish().map_err(unwritten)?;
        Ok(count)
    }

    /// Writes the whole store as JSON-LD, sorted, with a note that is no part of the graph; the number of quads.
    ///
    /// # Errors
    /// Reading the store or writing fails.
    pub fn dump_jsonld(&self, note: Option<&str>, out: &mut dyn Write) -> Result<usize> {
        let unwritten = |e| Error::storage("cannot write the dump", e);
        let (mut writer, mut count) = (jsonld::Writer::new(&self.base()?, note, out).map_err(unwritten)?, 0);
        for graph in read::graphs(&self.store)? {
            let quads = self.graph_quads(&graph)?;
            writer.quads(&quads).map_err(unwritten)?;
            count += quads.len();
        }
        writer.finish().map_err(unwritten)?;
        Ok(count)
    }

    /// Subject by subject: a store has many times the triples that it has subjects.
    fn dump_union(&self, format: RdfFormat, base: &str, out: &mut dyn Write) -> Result<usize> {
        let unwritten = |e| Error::storage("cannot write the dump", e);
        let left_out = [vocab::TEXT, vocab::MENTIONED_AT, vocab::BASE, vocab::KNOWLEDGE_HASH, vocab::FORMAT_VERSION];
        let mut writer = QuadWriter::new(format, base, out)?;
        let mut count = 0;
        for subject in self.subjects()? {
            let found = self.store.quads_for_pattern(Some(subject.as_ref()), None, None, None);
            let mut quads = Vec::new();
            for quad in found {
                let quad = quad.map_err(storage)?;
                let builds = quad.predicate == rdf::TYPE && quad.object == vocab::BUILD.into();
                if !builds && left_out.iter().all(|term| quad.predicate != *term) {
                    quads.push(Quad { graph_name: GraphName::DefaultGraph, ..quad });
                }
            }
            sort(&mut quads);
            quads.dedup();
            quads.iter().try_for_each(|quad| writer.quad(quad)).map_err(unwritten)?;
            count += quads.len();
        }
        writer.finish().map_err(unwritten)?;
        Ok(count)
    }

    /// Everything that something is said of, in the order of [`sort`].
    fn subjects(&self) -> Result<Vec<NamedOrBlankNode>> {
        // The library gives them no order; here they get one.
        let mut known = HashSet::new();
        for graph in read::graphs(&self.store)? {
            for quad in self.store.quads_for_pattern(None, None, None, Some((&graph).into())) {
                known.insert(quad.map_err(storage)?.subject);
            }
        }
        let mut subjects: Vec<_> = known.into_iter().collect();
        subjects.sort_by_cached_key(ToString::to_string);
        Ok(subjects)
    }

    fn graph_quads(&self, graph: &NamedNode) -> Result<Vec<Quad>> {
        let found = self.store.quads_for_pattern(None, None, None, Some(graph.into()));
        let mut quads: Vec<_> = found.map(|quad| quad.map_err(storage)).collect::<Result<_>>()?;
        sort(&mut quads);
        Ok(quads)
    }
}

/// Sorts by graph, subject, predicate (the class first) and object, as written.
pub(super) fn sort(quads: &mut [Quad]) {
    quads.sort_by_cached_key(|quad| {
        let predicate = (quad.predicate != rdf::TYPE, quad.predicate.as_str().to_owned());
        (quad.graph_name.to_string(), quad.subject.to_string(), predicate, quad.object.to_string())
    });
}
