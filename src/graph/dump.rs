//! What is in the store, as a file for others?
//!
//! | format | what it holds |
//! | --- | --- |
//! | N-Quads, TriG, JSON-LD | everything: reading it into another store gives the same graphs |
//! | Turtle, RDF/XML | the union of all graphs without the texts of articles, places of mentions and the build node: facts, statements, entities |
//!
//! The bytes depend on the content alone: quads are sorted, for a store in memory keeps them in the order in which they came.

use std::io::Write;

use oxigraph::{
    io::RdfFormat,
    model::{GraphName, NamedNode, Quad, vocab::rdf},
};

use super::{
    KnowledgeGraph, jsonld,
    query_format::{serializer, xml_safe},
    read, storage, vocab,
    xml::LineEnds,
};
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
            DumpFormat::JsonLd => {
                let quads = self.all_quads()?;
                jsonld::write(&quads, &base, out).map_err(unwritten)?;
                return Ok(quads.len());
            }
        };
        let mut serializer = serializer(rdf, &base)?.for_writer(out);
        let mut count = 0;
        for graph in read::graphs(&self.store)? {
            for quad in self.graph_quads(&graph)? {
                serializer.serialize_quad(&quad).map_err(unwritten)?;
                count += 1;
            }
        }
        serializer.finish().map_err(unwritten)?;
        Ok(count)
    }

    fn dump_union(&self, format: RdfFormat, base: &str, out: &mut dyn Write) -> Result<usize> {
        let unwritten = |e| Error::storage("cannot write the dump", e);
        let left_out = [vocab::TEXT, vocab::MENTIONED_AT, vocab::BASE, vocab::KNOWLEDGE_HASH, vocab::FORMAT_VERSION];
        let mut quads = Vec::new();
        for quad in self.all_quads()? {
            let builds = quad.predicate == rdf::TYPE && quad.object == vocab::BUILD.into();
            if !builds && left_out.iter().all(|term| quad.predicate != *term) {
                quads.push(Quad { graph_name: GraphName::DefaultGraph, ..quad });
            }
        }
        sort(&mut quads);
        quads.dedup();
        let is_xml = format == RdfFormat::RdfXml;
        let out: Box<dyn Write + '_> = if is_xml { Box::new(LineEnds(out)) } else { Box::new(out) };
        let mut serializer = serializer(format, base)?.for_writer(out);
        for mut quad in quads.iter().cloned() {
            if is_xml {
                quad.object = xml_safe(quad.object);
            }
            serializer.serialize_quad(&quad).map_err(unwritten)?;
        }
        serializer.finish().map_err(unwritten)?;
        Ok(quads.len())
    }

    fn all_quads(&self) -> Result<Vec<Quad>> {
        let mut quads = Vec::new();
        for graph in read::graphs(&self.store)? {
            quads.extend(self.graph_quads(&graph)?);
        }
        Ok(quads)
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
