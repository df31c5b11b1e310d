//! How does a name get into a query without becoming part of its text?
//!
//! A [`Template`] is a SPARQL query in which an empty block `VALUES ?name {}` stands where values belong; [`Template::bind`] fills
//! it with terms that the RDF library has checked and written. A name with quotes, braces or line breaks stays a name.

use std::fmt;

use oxigraph::model;

use crate::diag::{Error, ErrorKind, Result};

/// A term of RDF as a plain value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// A node or relation.
    Iri(String),
    /// A node without an IRI; only queries that make one have it.
    Blank(String),
    /// A value.
    Literal {
        /// Its lexical form.
        value: String,
        /// Its language tag, if it has one.
        language: Option<String>,
        /// IRI of its type, if it is neither plain text nor text in a language.
        datatype: Option<String>,
    },
}

impl Term {
    /// Plain text.
    pub fn text(value: impl Into<String>) -> Self {
        Self::Literal { value: value.into(), language: None, datatype: None }
    }

    /// The IRI or the value, without type and language.
    #[must_use]
    pub fn value(&self) -> &str {
        match self {
            Self::Iri(text) | Self::Blank(text) | Self::Literal { value: text, .. } => text,
        }
    }

    /// The IRI, if it is one.
    #[must_use]
    pub fn iri(&self) -> Option<&str> {
        match self {
            Self::Iri(iri) => Some(iri),
            _ => None,
        }
    }

    /// The term as SPARQL and N-Triples write it.
    fn checked(&self) -> Result<model::Term> {
        let bad = |what: &str, why: &dyn fmt::Display| Error::new(ErrorKind::Usage, format!("«{what}» cannot be bound: {why}"));
        match self {
            Self::Iri(iri) => Ok(model::NamedNode::new(iri).map_err(|e| bad(iri, &e))?.into()),
            Self::Blank(id) => Err(bad(id, &"a node without an IRI has no name in a query")),
            Self::Literal { value, language: Some(language), .. } => {
                Ok(model::Literal::new_language_tagged_literal(value, language).map_err(|e| bad(language, &e))?.into())
            }
            Self::Literal { value, datatype: Some(datatype), .. } => {
                let datatype = model::NamedNode::new(datatype).map_err(|e| bad(datatype, &e))?;
                Ok(model::Literal::new_typed_literal(value, datatype).into())
            }
            Self::Literal { value, .. } => Ok(model::Literal::from(value.as_str()).into()),
        }
    }
}

impl From<&model::Term> for Term {
    fn from(term: &model::Term) -> Self {
        match term {
            model::Term::NamedNode(iri) => Self::Iri(iri.as_str().to_owned()),
            model::Term::BlankNode(blank) => Self::Blank(blank.as_str().to_owned()),
            model::Term::Literal(literal) => {
                let language = literal.language().map(str::to_owned);
                let datatype = literal.datatype();
                let plain = language.is_some() || datatype == model::vocab::xsd::STRING;
                let datatype = (!plain).then(|| datatype.as_str().to_owned());
                Self::Literal { value: literal.value().to_owned(), language, datatype }
            }
        }
    }
}

/// A query with places for values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    text: String,
}

impl Template {
    /// A query in which `VALUES ?name {}` marks the places.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// Fills every `VALUES ?variable {}` with these terms. Without terms the block stays empty, and nothing matches.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] if the query has no such place, or a term is no IRI or has no language tag where it claims to.
    pub fn bind(self, variable: &str, terms: &[Term]) -> Result<Self> {
        let place = format!("VALUES ?{variable} {{}}");
        if !self.text.contains(&place) {
            return Err(Error::new(ErrorKind::Usage, format!("the query has no place «{place}»")));
        }
        let mut block = format!("VALUES ?{variable} {{");
        for term in terms {
            block.push(' ');
            // A line break inside a block would break the layout of the query where it is shown: the library escapes them.
            block.push_str(&term.checked()?.to_string());
        }
        block.push_str(" }");
        Ok(Self { text: self.text.replace(&place, &block) })
    }

    /// The query as it stands.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::sparql::SparqlEvaluator;
    use proptest::prelude::*;

    use super::*;

    fn template() -> Template {
        Template::new("SELECT ?x WHERE { VALUES ?x {} ?x ?p ?o }")
    }

    #[test]
    fn terms_are_written_as_sparql() {
        let terms = [
            Term::Iri("https://example.org/a".to_owned()),
            Term::text("say \"no\""),
            Term::Literal { value: "无锡".to_owned(), language: Some("zh".to_owned()), datatype: None },
        ];
        let bound = template().bind("x", &terms).unwrap();
        assert_eq!(bound.text(), r#"SELECT ?x WHERE { VALUES ?x { <https://example.org/a> "say \"no\"" "无锡"@zh } ?x ?p ?o }"#);
    }

    #[test]
    fn what_is_no_iri_is_refused() {
        let bad = Term::Iri("https://example.org/> . ?a ?b ?c".to_owned());
        assert_eq!(template().bind("x", &[bad]).unwrap_err().kind, ErrorKind::Usage);
        assert_eq!(template().bind("y", &[]).unwrap_err().kind, ErrorKind::Usage);
    }

    proptest! {
        /// Whatever the name holds, the query stays one with one variable and one block: it parses, and the name comes out as it went in.
        #[test]
        fn a_name_stays_a_name(name in any::<String>()) {
            let bound = template().bind("x", &[Term::text(name.as_str())]).unwrap();
            prop_assert!(SparqlEvaluator::new().parse_query(bound.text()).is_ok(), "{}", bound.text());
            let graph = super::super::KnowledgeGraph::in_memory().unwrap();
            let text = "SELECT ?x WHERE { VALUES ?x {} }";
            let bound = Template::new(text).bind("x", &[Term::text(name.as_str())]).unwrap();
            let rows = graph.select(bound.text()).unwrap();
            prop_assert_eq!(rows.rows, vec![vec![Some(Term::text(name))]]);
        }
    }
}
