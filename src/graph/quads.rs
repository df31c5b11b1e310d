//! How does a dataset become quads? This file alone decides it; `read.rs` is its exact inverse.
//!
//! | graph | what it holds |
//! | --- | --- |
//! | IRI of an article | the article with its text; `pl:mentions` and `pl:mentionedAt`; its facts as plain triples; its `pl:Statement` nodes |
//! | base + `graph/entities` | class, label, names, edition, coordinates of every entity |
//! | base + `graph/identity` | why entities are one, what may be one, former IRIs: see `identity.rs` |
//! | base + `graph/build` | hash of the knowledge files, version of this layout, the base |
//!
//! - A fact that an article reports or announces is a plain triple of its graph, with all that the relation implies; one that it
//!   denies or holds possible is not. Either way it is a statement node with its quote.
//! - The IRI of a statement node is the article's with a hash of all that tells one claim from another (not the confidence), so a
//!   rebuild keeps it. Of two claims that differ in confidence alone the surer is kept.
//! - Where an article names an entity is one literal for the two, `pl:mentionedAt "17-30 112-125"` on the entity in the article's
//!   graph: half-open ranges of UTF-8 bytes of the text, in order. A node for each mention would double the store.
//! - Labels are plain strings, so that `?x rdfs:label "Wuxi"` finds; names (`schema:name`) carry their language. RDF has no upper
//!   case in language tags; a tag that is no BCP 47 becomes `und`, and no tag at all a plain string.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{
    Literal, NamedNode, NamedNodeRef, Quad, Term,
    vocab::{rdf, rdfs, xsd},
};
use xxhash_rust::xxh3::Xxh3;

use super::{
    identity::{self, IDENTITY_PATH},
    vocab,
};
use crate::{
    diag::{Error, ErrorKind, Result},
    knowledge::{Role, Schema},
    model::{self, Article, ArticleIdx, Claim, Dataset, Entity, EntityIdx, Object, PartialDate, Rank, Span, Statement, iri},
};

/// Version of the layout that this file defines: another one is not read.
pub(super) const FORMAT_VERSION: i64 = 2;

/// All quads of one named graph.
pub(super) struct GraphQuads {
    /// The graph.
    pub(super) graph: NamedNode,
    /// Its quads, in the order in which they are made.
    pub(super) quads: Vec<Quad>,
}

impl GraphQuads {
    pub(super) fn new(graph: NamedNode) -> Self {
        Self { graph, quads: Vec::new() }
    }

    pub(super) fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    fn add_text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: Option<&str>) {
        if let Some(text) = text {
            self.add(subject, predicate, Literal::from(text));
        }
    }
}

/// A dataset with what it takes to write any of its graphs.
pub(super) struct Writer<'a> {
    dataset: &'a Dataset,
    schema: &'a Schema,
    /// IRI of each entity.
    entities: Vec<NamedNode>,
    /// What each article says and names.
    shares: Vec<Share<'a>>,
}

#[derive(Default)]
struct Share<'a> {
    mentions: BTreeMap<EntityIdx, Vec<Span>>,
    claims: Vec<(&'a Statement, &'a Claim)>,
}

impl<'a> Writer<'a> {
    /// Sorts the dataset by article.
    ///
    /// # Errors
    /// A base or path that makes no IRI.
    pub(super) fn new(dataset: &'a Dataset, schema: &'a Schema) -> Result<Self> {
        let entities = dataset.entities.iter().map(|e| node(&dataset.base, &e.path)).collect::<Result<_>>()?;
        let mut shares: Vec<Share<'_>> = dataset.articles.iter().map(|_| Share::default()).collect();
        for (idx, entity) in dataset.entities() {
            for mention in &entity.mentions {
                shares[mention.article.0 as usize].mentions.entry(idx).or_default().push(mention.span);
            }
        }
        for statement in &dataset.statements {
            for claim in &statement.claims {
                shares[claim.article.0 as usize].claims.push((statement, claim));
            }
        }
        Ok(Self { dataset, schema, entities, shares })
    }

    /// Names of all graphs.
    pub(super) fn graphs(&self) -> Result<BTreeSet<String>> {
        let base = &self.dataset.base;
        let articles = self.dataset.articles.iter().map(|article| article_iri(base, &article.id));
        articles
            .chain([node(base, ENTITIES_PATH), node(base, IDENTITY_PATH), node(base, BUILD_PATH)])
            .map(|iri| iri.map(NamedNode::into_string))
            .collect()
    }

    /// The graph of one article.
    pub(super) fn article(&self, idx: ArticleIdx) -> Result<GraphQuads> {
        let article = self.dataset.article(idx);
        let iri = article_iri(&self.dataset.base, &article.id)?;
        let mut quads = GraphQuads::new(iri.clone());
        article_node(article, &iri, &mut quads);
        let original = self.dataset.original(idx);
        if original != idx {
            quads.add(&iri, vocab::COPY_OF, article_iri(&self.dataset.base, &self.dataset.article(original).id)?);
        }
        let share = &self.shares[idx.0 as usize];
        for (entity, spans) in &share.mentions {
            let entity = &self.entities[entity.0 as usize];
            quads.add(&iri, vocab::MENTIONS, entity.clone());
            quads.add(entity, vocab::MENTIONED_AT, Literal::from(spans_text(spans)));
        }
        let mut facts = BTreeSet::new();
        let mut nodes = BTreeMap::new();
        for &(statement, claim) in &share.claims {
            if claim.stance.is_asserted() {
                facts.extend(self.implied(&statement.relation).map(|name| (statement.subject, name, &statement.object)));
            }
            let known = nodes.entry(self.claim_key(statement, claim)).or_insert((statement, claim));
            if claim.confidence > known.1.confidence {
                known.1 = claim;
            }
        }
        for (subject, name, object) in facts {
            quads.add(&self.entities[subject.0 as usize], term(name)?.as_ref(), self.object(object));
        }
        for (key, (statement, claim)) in nodes {
            let name = node(iri.as_str(), &format!("#s{key:016x}"))?;
            self.statement_node(&name, statement, claim, &iri, &mut quads)?;
        }
        Ok(quads)
    }

    /// The graph of all entities.
    pub(super) fn entities(&self) -> Result<GraphQuads> {
        let mut quads = GraphQuads::new(node(&self.dataset.base, ENTITIES_PATH)?);
        for (entity, iri) in self.dataset.entities.iter().zip(&self.entities) {
            self.entity_node(entity, iri, &mut quads)?;
        }
        Ok(quads)
    }

    /// The graph of why entities are one.
    pub(super) fn identity(&self) -> Result<GraphQuads> {
        identity::write(self.dataset, &self.entities)
    }

    /// The graph that tells how the store was built.
    pub(super) fn build(&self, knowledge_hash: &str) -> Result<GraphQuads> {
        let iri = node(&self.dataset.base, BUILD_PATH)?;
        let mut quads = GraphQuads::new(iri.clone());
        quads.add(&iri, rdf::TYPE, vocab::BUILD.into_owned());
        quads.add(&iri, vocab::BASE, Literal::from(self.dataset.base.as_str()));
        quads.add(&iri, vocab::KNOWLEDGE_HASH, Literal::from(knowledge_hash));
        quads.add(&iri, vocab::FORMAT_VERSION, Literal::from(FORMAT_VERSION));
        Ok(quads)
    }

    /// The relation itself and all that hold wherever it holds, however far.
    fn implied<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        let mut all = BTreeSet::from([name]);
        let mut open = vec![name];
        while let Some(relation) = open.pop().and_then(|name| self.schema.get(name)) {
            open.extend(relation.implies.iter().map(String::as_str).filter(|implied| all.insert(implied)));
        }
        all.into_iter()
    }

    fn statement_node(
        &self,
        name: &NamedNode,
        statement: &Statement,
        claim: &Claim,
        article: &NamedNode,
        quads: &mut GraphQuads,
    ) -> Result<()> {
        quads.add(name, rdf::TYPE, vocab::STATEMENT.into_owned());
        quads.add(name, rdf::SUBJECT, self.entities[statement.subject.0 as usize].clone());
        quads.add(name, rdf::PREDICATE, term(&statement.relation)?);
        quads.add(name, rdf::OBJECT, self.object(&statement.object));
        quads.add(name, vocab::DERIVED_FROM, article.clone());
        quads.add(name, vocab::QUOTE, Literal::from(self.dataset.quote(claim)));
        quads.add(name, vocab::QUOTE_START, offset(claim.quote.start));
        quads.add(name, vocab::QUOTE_END, offset(claim.quote.end));
        quads.add(name, vocab::TRIGGER_START, offset(claim.trigger.start));
        quads.add(name, vocab::TRIGGER_END, offset(claim.trigger.end));
        quads.add(name, vocab::RULE, Literal::from(claim.rule.as_str()));
        quads.add(name, vocab::CONFIDENCE, Literal::from(claim.confidence));
        quads.add(name, vocab::STANCE, Literal::from(claim.stance.name()));
        if statement.rank != Rank::Undisputed {
            quads.add(name, vocab::RANK, Literal::from(statement.rank.name()));
        }
        quads.add_text(name, vocab::POST, claim.post.as_deref());
        quads.add_text(name, vocab::MODE, claim.mode.as_deref());
        Ok(())
    }

    fn entity_node(&self, entity: &Entity, iri: &NamedNode, quads: &mut GraphQuads) -> Result<()> {
        quads.add(iri, rdf::TYPE, term(entity.kind.name())?);
        quads.add(iri, rdfs::LABEL, Literal::from(entity.label.as_str()));
        for name in &entity.names {
            quads.add(iri, vocab::NAME, text_literal(&name.text, &name.language));
        }
        if let Some(edition) = entity.edition {
            let edition = Literal::from(i64::from(edition));
            quads.add(iri, term(self.schema.name(Role::Edition))?.as_ref(), edition);
        }
        if entity.unnamed {
            quads.add(iri, vocab::UNNAMED, Literal::from(true));
        }
        if let Some(point) = entity.point {
            quads.add(iri, vocab::LATITUDE, Literal::from(point.latitude));
            quads.add(iri, vocab::LONGITUDE, Literal::from(point.longitude));
        }
        quads.add_text(iri, vocab::COUNTRY_CODE, entity.country.as_deref());
        Ok(())
    }

    fn object(&self, object: &Object) -> Term {
        match object {
            Object::Entity(idx) => self.entities[idx.0 as usize].clone().into(),
            Object::Literal(model::Literal::Date(date)) => date_literal(*date).into(),
            Object::Literal(model::Literal::Integer(number)) => Literal::from(*number).into(),
            Object::Literal(model::Literal::Text { value, language }) => text_literal(value, language).into(),
        }
    }

    /// What tells one claim of an article from another; the same in every build.
    fn claim_key(&self, statement: &Statement, claim: &Claim) -> u64 {
        let mut hasher = Xxh3::new();
        let mut part = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        part(self.dataset.entity(statement.subject).path.as_bytes());
        part(statement.relation.as_bytes());
        match &statement.object {
            Object::Entity(idx) => part(self.dataset.entity(*idx).path.as_bytes()),
            Object::Literal(_) => part(self.object(&statement.object).to_string().as_bytes()),
        }
        for byte in [claim.quote.start, claim.quote.end, claim.trigger.start, claim.trigger.end] {
            part(&(byte as u64).to_le_bytes());
        }
        part(claim.rule.as_bytes());
        part(claim.stance.name().as_bytes());
        for text in [&claim.post, &claim.mode] {
            part(&[u8::from(text.is_some())]);
            part(text.as_deref().unwrap_or("").as_bytes());
        }
        hasher.digest()
    }
}

/// Path of the graph of all entities.
pub(super) const ENTITIES_PATH: &str = "graph/entities";
/// Path of the graph that tells how the store was built, and of its one node.
pub(super) const BUILD_PATH: &str = "graph/build";

/// IRI of an article and of its graph.
pub(super) fn article_iri(base: &str, id: &str) -> Result<NamedNode> {
    node(base, &iri::article_path(id))
}

fn article_node(article: &Article, iri: &NamedNode, quads: &mut GraphQuads) {
    quads.add(iri, rdf::TYPE, vocab::ARTICLE.into_owned());
    quads.add(iri, vocab::ID, Literal::from(article.id.as_str()));
    quads.add(iri, vocab::SOURCE, Literal::from(article.source.as_str()));
    quads.add_text(iri, vocab::URL, article.url.as_deref());
    quads.add_text(iri, vocab::OUTLET, article.outlet.as_deref());
    quads.add_text(iri, vocab::TITLE, article.title.as_deref());
    if let Some(date) = article.published {
        quads.add(iri, vocab::PUBLISHED, date_literal(date));
    }
    quads.add_text(iri, vocab::LANGUAGE, article.language.as_deref());
    quads.add(iri, vocab::CONTENT_HASH, Literal::from(article.hash.as_str()));
    quads.add(iri, vocab::TEXT, Literal::from(article.text.as_str()));
}

/// The IRI of base and path.
pub(super) fn node(base: &str, path: &str) -> Result<NamedNode> {
    NamedNode::new(format!("{base}{path}")).map_err(|e| {
        Error::new(ErrorKind::Usage, format!("«{base}{path}» is no IRI: {e}"))
            .with_hint("a base is an absolute IRI with its closing slash, such as https://example.org/id/")
    })
}

/// A class or relation of ours.
fn term(name: &str) -> Result<NamedNode> {
    node(iri::VOCABULARY, name)
}

fn offset(byte: usize) -> Literal {
    Literal::from(i64::try_from(byte).unwrap_or(i64::MAX))
}

fn spans_text(spans: &[Span]) -> String {
    let spans: Vec<_> = spans.iter().map(|span| format!("{}-{}", span.start, span.end)).collect();
    spans.join(" ")
}

fn date_literal(date: PartialDate) -> Literal {
    let datatype = match (date.month, date.day) {
        (None, _) => xsd::G_YEAR,
        (Some(_), None) => xsd::G_YEAR_MONTH,
        (Some(_), Some(_)) => xsd::DATE,
    };
    Literal::new_typed_literal(date.to_string(), datatype)
}

fn text_literal(text: &str, language: &str) -> Literal {
    if language.is_empty() {
        return Literal::from(text);
    }
    Literal::new_language_tagged_literal(text, language)
        .unwrap_or_else(|_| Literal::new_language_tagged_literal_unchecked(text, "und"))
}
