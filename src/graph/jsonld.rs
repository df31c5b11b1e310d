//! How do quads look as JSON-LD 1.1 that people and simple programs can read, too?
//!
//! Keys are shortened by an inline context, nothing is fetched from elsewhere. One node a line, one object a named graph. The
//! library's own writer gives full IRIs as keys only.

use std::io::{self, Write};

use oxigraph::model::{
    GraphName, Literal, Quad, Term,
    vocab::{rdf, xsd},
};
use serde_json::{Map, Value, json};

use super::vocab;

/// The key of what is told of a document.
const NOTE: &str = "description";

/// Writes a document graph by graph.
pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    prefixes: Vec<Prefix>,
    separator: &'static str,
}

impl<'a> Writer<'a> {
    /// Begins a document. A note is a key that the context maps to nothing, so that for readers of RDF it is not there (JSON-LD
    /// 1.1, 4.1.3).
    pub(super) fn new(base: &str, note: Option<&str>, out: &'a mut dyn Write) -> io::Result<Self> {
        let prefixes = vocab::prefixes(base);
        let mut context: Map<_, _> = prefixes.iter().map(|(name, iri)| ((*name).to_owned(), iri.as_str().into())).collect();
        context.extend(note.map(|_| (NOTE.to_owned(), Value::Null)));
        writeln!(out, "{{\"@context\": {},", Value::Object(context))?;
        if let Some(note) = note {
            writeln!(out, "\"{NOTE}\": {},", Value::from(note))?;
        }
        write!(out, "\"@graph\": [")?;
        Ok(Self { out, prefixes, separator: "\n" })
    }

    /// Adds quads that are sorted by graph and subject, all those of a graph at once.
    pub(super) fn quads(&mut self, quads: &[Quad]) -> io::Result<()> {
        for graph in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
            let name = match &graph[0].graph_name {
                GraphName::DefaultGraph => None,
                GraphName::NamedNode(iri) => Some(iri.as_str().to_owned()),
                GraphName::BlankNode(blank) => Some(blank.to_string()),
            };
            if let Some(name) = &name {
                write!(self.out, "{}{{\"@id\": {}, \"@graph\": [", self.separator, Value::from(name.as_str()))?;
                self.separator = "\n";
            }
            for node in graph.chunk_by(|a, b| a.subject == b.subject) {
                write!(self.out, "{}{}", self.separator, self::node(node, &self.prefixes))?;
                self.separator = ",\n";
            }
            if name.is_some() {
                write!(self.out, "\n]}}")?;
            }
            self.separator = ",\n";
        }
        Ok(())
    }

    /// Ends the document.
    pub(super) fn finish(self) -> io::Result<()> {
        writeln!(self.out, "\n]}}")
    }
}

/// Short name, and what it stands for.
type Prefix = (&'static str, String);

/// One node: all quads have the same graph and subject.
fn node(quads: &[Quad], prefixes: &[Prefix]) -> Value {
    let mut node = Map::new();
    let id = match &quads[0].subject {
        oxigraph::model::NamedOrBlankNode::NamedNode(iri) => iri.as_str().to_owned(),
        oxigraph::model::NamedOrBlankNode::BlankNode(blank) => blank.to_string(),
    };
    node.insert("@id".to_owned(), id.into());
    for Quad { predicate, object, .. } in quads {
        let (key, value) = match object {
            Term::NamedNode(class) if *predicate == rdf::TYPE => ("@type".to_owned(), compact(class.as_str(), prefixes).into()),
            object => (compact(predicate.as_str(), prefixes), value(object, prefixes)),
        };
        match node.get_mut(&key) {
            None => {
                node.insert(key, value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    Value::Object(node)
}

fn value(term: &Term, prefixes: &[Prefix]) -> Value {
    match term {
        Term::NamedNode(iri) => json!({ "@id": iri.as_str() }),
        Term::BlankNode(blank) => json!({ "@id": blank.to_string() }),
        Term::Literal(literal) => literal_value(literal, prefixes),
    }
}

/// Plain text, whole numbers and booleans as JSON has them; the rest with type or language.
fn literal_value(literal: &Literal, prefixes: &[Prefix]) -> Value {
    let text = literal.value();
    if let Some(language) = literal.language() {
        return json!({ "@language": language, "@value": text });
    }
    let datatype = literal.datatype();
    // JSON readers keep whole numbers up to 2^53.
    let number = text.parse::<i64>().ok().filter(|n| n.to_string() == text && n.unsigned_abs() < 1 << 53);
    match (text, number) {
        _ if datatype == xsd::STRING => text.into(),
        (_, Some(number)) if datatype == xsd::INTEGER => number.into(),
        ("true", _) if datatype == xsd::BOOLEAN => true.into(),
        ("false", _) if datatype == xsd::BOOLEAN => false.into(),
        _ => json!({ "@type": compact(datatype.as_str(), prefixes), "@value": text }),
    }
}

/// The IRI shortened by a prefix of the context.
fn compact(iri: &str, prefixes: &[Prefix]) -> String {
    let found = prefixes.iter().find_map(|(name, start)| iri.strip_prefix(start.as_str()).map(|local| format!("{name}:{local}")));
    found.filter(|short| !short.contains("://")).unwrap_or_else(|| iri.to_owned())
}
