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

/// Writes quads that are sorted by graph and subject.
pub(super) fn write(quads: &[Quad], base: &str, out: &mut dyn Write) -> io::Result<()> {
    let prefixes = vocab::prefixes(base);
    let context: Map<_, _> = prefixes.iter().map(|(name, iri)| ((*name).to_owned(), iri.as_str().into())).collect();
    write!(out, "{{\"@context\": {},\n\"@graph\": [", Value::Object(context))?;
    let mut separator = "\n";
    for graph in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
        let nodes = graph.chunk_by(|a, b| a.subject == b.subject);
        let name = match &graph[0].graph_name {
            GraphName::DefaultGraph => None,
            GraphName::NamedNode(iri) => Some(iri.as_str().to_owned()),
            GraphName::BlankNode(blank) => Some(blank.to_string()),
        };
        if let Some(name) = &name {
            write!(out, "{separator}{{\"@id\": {}, \"@graph\": [", Value::from(name.as_str()))?;
            separator = "\n";
        }
        for node in nodes {
            write!(out, "{separator}{}", self::node(node, &prefixes))?;
            separator = ",\n";
        }
        if name.is_some() {
            write!(out, "\n]}}")?;
        }
        separator = ",\n";
    }
    writeln!(out, "\n]}}")
}

type Prefixes = [(&'static str, String)];

/// One node: all quads have the same graph and subject.
fn node(quads: &[Quad], prefixes: &Prefixes) -> Value {
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

fn value(term: &Term, prefixes: &Prefixes) -> Value {
    match term {
        Term::NamedNode(iri) => json!({ "@id": iri.as_str() }),
        Term::BlankNode(blank) => json!({ "@id": blank.to_string() }),
        Term::Literal(literal) => literal_value(literal, prefixes),
    }
}

/// Plain text, whole numbers and booleans as JSON has them; the rest with type or language.
fn literal_value(literal: &Literal, prefixes: &Prefixes) -> Value {
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
fn compact(iri: &str, prefixes: &Prefixes) -> String {
    let found = prefixes.iter().find_map(|(name, start)| iri.strip_prefix(start.as_str()).map(|local| format!("{name}:{local}")));
    found.filter(|short| !short.contains("://")).unwrap_or_else(|| iri.to_owned())
}
