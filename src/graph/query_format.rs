//! In which forms can the result of a query be had, and how is each written?

use std::io::{self, Write};

use oxigraph::{
    io::{RdfFormat, RdfSerializer, WriterQuadSerializer},
    model::{GraphName, Literal, Quad, Term},
    sparql::{
        QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter, Variable,
        results::{QueryResultsFormat, QueryResultsSerializer},
    },
};

use super::{dump, jsonld, query, table, vocab, xml};
use crate::diag::{Error, ErrorKind, Result};

/// What sort of query a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Rows, or yes and no: SELECT and ASK.
    Rows,
    /// A graph: CONSTRUCT and DESCRIBE.
    Graph,
    /// Every query.
    Any,
}

/// A form in which the result of a query can be had.
#[derive(Debug)]
pub struct QueryFormat {
    /// What the user calls it.
    pub name: &'static str,
    /// Its media type, for HTTP.
    pub media_type: &'static str,
    /// What sort of query it is for.
    pub shape: Shape,
    /// What it is, for the help.
    pub help: &'static str,
    writer: Writer,
}

#[derive(Debug)]
enum Writer {
    Table,
    Rows(QueryResultsFormat),
    Graph(RdfFormat),
    JsonLd,
}

/// Every form, the one for people first.
pub const QUERY_FORMATS: &[QueryFormat] = &[
    format("table", "text/plain", Shape::Any, "aligned columns to read", Writer::Table),
    rows("json", "application/sparql-results+json", "SPARQL 1.1 results in JSON", QueryResultsFormat::Json),
    rows("xml", "application/sparql-results+xml", "SPARQL results in XML", QueryResultsFormat::Xml),
    rows("csv", "text/csv", "values, separated by commas", QueryResultsFormat::Csv),
    rows("tsv", "text/tab-separated-values", "RDF terms, separated by tabs", QueryResultsFormat::Tsv),
    graph("turtle", "text/turtle", "Turtle", RdfFormat::Turtle),
    graph("ntriples", "application/n-triples", "N-Triples", RdfFormat::NTriples),
    graph("nquads", "application/n-quads", "N-Quads", RdfFormat::NQuads),
    graph("trig", "application/trig", "TriG", RdfFormat::TriG),
    graph("rdfxml", "application/rdf+xml", "RDF/XML", RdfFormat::RdfXml),
    format("jsonld", "application/ld+json", Shape::Graph, "JSON-LD with its context inside", Writer::JsonLd),
];

const fn rows(name: &'static str, media_type: &'static str, help: &'static str, to: QueryResultsFormat) -> QueryFormat {
    format(name, media_type, Shape::Rows, help, Writer::Rows(to))
}

const fn graph(name: &'static str, media_type: &'static str, help: &'static str, to: RdfFormat) -> QueryFormat {
    format(name, media_type, Shape::Graph, help, Writer::Graph(to))
}

const fn format(name: &'static str, media_type: &'static str, shape: Shape, help: &'static str, writer: Writer) -> QueryFormat {
    QueryFormat { name, media_type, shape, help, writer }
}

impl QueryFormat {
    /// The form of this name.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] with all names.
    pub fn find(name: &str) -> Result<&'static Self> {
        QUERY_FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
            let names: Vec<_> = QUERY_FORMATS.iter().map(|format| format.name).collect();
            Error::new(ErrorKind::Usage, format!("there is no result format «{name}»"))
                .with_hint(format!("one of {}", names.join(", ")))
        })
    }

    /// Refuses a query that gives what this form cannot hold.
    fn check(&self, results: &QueryResults<'_>) -> Result<()> {
        let shape = if matches!(results, QueryResults::Graph(_)) { Shape::Graph } else { Shape::Rows };
        if self.shape == Shape::Any || self.shape == shape {
            return Ok(());
        }
        let fitting = QUERY_FORMATS.iter().filter(|format| format.shape == shape || format.shape == Shape::Any);
        let names: Vec<_> = fitting.map(|format| format.name).collect();
        let what = if shape == Shape::Graph { "a graph" } else { "rows" };
        Err(Error::new(ErrorKind::Usage, format!("the query gives {what}, which the format {} cannot hold", self.name))
            .with_hint(format!("one of {}", names.join(", "))))
    }

    /// Writes a result; the number of its rows or triples, or 1 and 0 for yes and no.
    pub(super) fn write(
        &self,
        results: QueryResults<'_>,
        base: &str,
        width: Option<u16>,
        out: &mut query::Capped,
    ) -> Result<usize> {
        self.check(&results)?;
        match (&self.writer, results) {
            (Writer::Table, QueryResults::Boolean(yes)) => {
                writeln!(out, "{yes}").map_err(query::unwritten)?;
                Ok(usize::from(yes))
            }
            (Writer::Rows(format), QueryResults::Boolean(yes)) => {
                QueryResultsSerializer::from_format(*format).serialize_boolean_to_writer(out, yes).map_err(query::unwritten)?;
                Ok(usize::from(yes))
            }
            (Writer::Table, QueryResults::Solutions(rows)) => {
                let header: Vec<_> = rows.variables().iter().map(Variable::as_str).map(str::to_owned).collect();
                let rows = rows.map(|row| Ok(row?.values().to_vec())).collect::<Result<Vec<_>, QueryEvaluationError>>();
                table::write(&header, &rows.map_err(query::failed)?, base, width, out)
            }
            (Writer::Table, QueryResults::Graph(triples)) => {
                let header = ["subject", "predicate", "object"].map(str::to_owned);
                let quads = sorted(triples)?;
                let rows: Vec<_> = quads
                    .into_iter()
                    .map(|quad| vec![Some(quad.subject.into()), Some(quad.predicate.into()), Some(quad.object)])
                    .collect();
                table::write(&header, &rows, base, width, out)
            }
            (Writer::Rows(format), QueryResults::Solutions(rows)) => write_rows(*format, rows, out),
            (Writer::Graph(format), QueryResults::Graph(triples)) => write_graph(*format, triples, base, out),
            (Writer::JsonLd, QueryResults::Graph(triples)) => {
                let quads = sorted(triples)?;
                let mut writer = jsonld::Writer::new(base, None, out).map_err(query::unwritten)?;
                writer.quads(&quads).and_then(|()| writer.finish()).map_err(query::unwritten)?;
                Ok(quads.len())
            }
            // What is left was refused above.
            _ => Ok(0),
        }
    }
}

fn write_rows(format: QueryResultsFormat, rows: QuerySolutionIter<'_>, out: &mut query::Capped) -> Result<usize> {
    let serializer = QueryResultsSerializer::from_format(format);
    let variables = rows.variables().to_vec();
    let xml = format == QueryResultsFormat::Xml;
    let out: Box<dyn Write + '_> = if xml { Box::new(xml::LineEnds(out)) } else { Box::new(out) };
    let mut serializer = serializer.serialize_solutions_to_writer(out, variables).map_err(query::unwritten)?;
    let mut count = 0;
    for row in rows {
        let row = row.map_err(query::failed)?;
        let terms: Vec<_> =
            row.iter().map(|(name, term)| (name, if xml { xml_safe(term.clone()) } else { term.clone() })).collect();
        serializer.serialize(terms.iter().map(|(name, term)| (*name, term))).map_err(query::unwritten)?;
        count += 1;
    }
    serializer.finish().map_err(query::unwritten)?;
    Ok(count)
}

fn write_graph(format: RdfFormat, triples: QueryTripleIter<'_>, base: &str, out: &mut query::Capped) -> Result<usize> {
    let quads = sorted(triples)?;
    let mut writer = QuadWriter::new(format, base, out)?;
    quads.iter().try_for_each(|quad| writer.quad(quad)).map_err(query::unwritten)?;
    writer.finish().map_err(query::unwritten)?;
    Ok(quads.len())
}

/// Writes quads one by one; XML without what it forbids, and with line ends that every reader gives back.
pub(super) struct QuadWriter<'a> {
    serializer: WriterQuadSerializer<Box<dyn Write + 'a>>,
    is_xml: bool,
}

impl<'a> QuadWriter<'a> {
    /// A writer of RDF that knows our prefixes.
    pub(super) fn new(format: RdfFormat, base: &str, out: &'a mut dyn Write) -> Result<Self> {
        let is_xml = format == RdfFormat::RdfXml;
        let out: Box<dyn Write + 'a> = if is_xml { Box::new(xml::LineEnds(out)) } else { Box::new(out) };
        let bad = |e: oxigraph::model::IriParseError| Error::new(ErrorKind::Usage, format!("the base «{base}» is no IRI: {e}"));
        let mut serializer = RdfSerializer::from_format(format);
        for (name, iri) in vocab::prefixes(base) {
            serializer = serializer.with_prefix(name, iri).map_err(bad)?;
        }
        Ok(Self { serializer: serializer.for_writer(out), is_xml })
    }

    /// Adds a quad.
    pub(super) fn quad(&mut self, quad: &Quad) -> io::Result<()> {
        if self.is_xml {
            return self.serializer.serialize_quad(&Quad { object: xml_safe(quad.object.clone()), ..quad.clone() });
        }
        self.serializer.serialize_quad(quad)
    }

    /// Ends the document.
    pub(super) fn finish(self) -> io::Result<()> {
        self.serializer.finish().map(drop)
    }
}

/// The graph of a CONSTRUCT, each triple once, in canonical order.
fn sorted(triples: QueryTripleIter<'_>) -> Result<Vec<Quad>> {
    let quads = triples.map(|triple| Ok(triple?.in_graph(GraphName::DefaultGraph))).collect::<Result<_, QueryEvaluationError>>();
    let mut quads: Vec<Quad> = quads.map_err(query::failed)?;
    dump::sort(&mut quads);
    quads.dedup();
    Ok(quads)
}

/// The term without characters that no XML document may hold.
fn xml_safe(term: Term) -> Term {
    match term {
        Term::Literal(literal) if literal.value().contains(|c| !xml::is_xml_char(c)) => {
            let value = xml::xml_text(literal.value()).0;
            match literal.language() {
                Some(language) => Literal::new_language_tagged_literal_unchecked(value, language).into(),
                None => Literal::new_typed_literal(value, literal.datatype()).into(),
            }
        }
        term => term,
    }
}
