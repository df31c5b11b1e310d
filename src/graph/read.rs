//! What dataset is in the store? The exact inverse of `quads.rs`.
//!
//! Plain triples of facts are not read: the statement nodes say the same and more. The store is ours, so anything unexpected in it
//! is damage and ends the reading with the node and the term that are wrong.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::{
    model::{
        GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term,
        vocab::{rdf, rdfs, xsd},
    },
    store::Store,
};

use super::{StoredArticle, damaged, identity, quads, storage, vocab};
use crate::{
    diag::{Error, ErrorKind, Result},
    knowledge::{Role, Schema},
    model::{
        Article, ArticleIdx, Claim, Copy, Dataset, Entity, EntityIdx, GeoPoint, Kind, Literal, Mention, Name, Object,
        PartialDate, Rank, Span, Stance, Statement, iri,
    },
};

/// What the build node says.
pub(super) struct Build {
    /// Prefix of every IRI that is ours.
    pub(super) base: String,
    /// Hash of the knowledge files.
    pub(super) knowledge_hash: String,
}

/// How the store was built; none if it is empty or a build was cut short.
pub(super) fn build(store: &Store) -> Result<Option<Build>> {
    let Some(iri) = build_graph(store)? else { return Ok(None) };
    let node = Node::read(store, &iri)?;
    let version: i64 = number(&node.text(vocab::FORMAT_VERSION)?)?;
    if version != quads::FORMAT_VERSION {
        let message = format!("the store has format {version}, this program reads {}", quads::FORMAT_VERSION);
        return Err(Error::new(ErrorKind::Storage, message).with_hint("build it again from the articles, in another folder"));
    }
    Ok(Some(Build { base: node.text(vocab::BASE)?, knowledge_hash: node.text(vocab::KNOWLEDGE_HASH)? }))
}

/// The graph of the build node, which is also its IRI.
pub(super) fn build_graph(store: &Store) -> Result<Option<NamedNode>> {
    let found = store.quads_for_pattern(None, Some(vocab::BASE), None, None).next();
    match found.transpose().map_err(storage)?.map(|quad| quad.graph_name) {
        None => Ok(None),
        Some(GraphName::NamedNode(graph)) => Ok(Some(graph)),
        Some(graph) => Err(damaged(format!("the build node is in {graph}"))),
    }
}

/// Names of all graphs, sorted.
pub(super) fn graphs(store: &Store) -> Result<Vec<NamedNode>> {
    let graphs = store.named_graphs().map(|graph| match graph.map_err(storage)? {
        NamedOrBlankNode::NamedNode(iri) => Ok(iri),
        NamedOrBlankNode::BlankNode(_) => Err(damaged("a graph is a blank node")),
    });
    let mut graphs: Vec<_> = graphs.collect::<Result<_>>()?;
    graphs.sort();
    Ok(graphs)
}

/// IRIs of all articles.
pub(super) fn article_iris(store: &Store) -> Result<BTreeSet<String>> {
    Ok(article_nodes(store)?.into_iter().map(NamedNode::into_string).collect())
}

/// All articles without their texts, sorted by id.
pub(super) fn article_list(store: &Store) -> Result<Vec<StoredArticle>> {
    let read = |iri: NamedNode| {
        let value =
            |predicate| match store.quads_for_pattern(Some((&iri).into()), Some(predicate), None, Some((&iri).into())).next() {
                Some(quad) => literal(&quad.map_err(storage)?.object).map(str::to_owned),
                None => Err(damaged(format!("{iri} has no {predicate}"))),
            };
        Ok(StoredArticle { id: value(vocab::ID)?, source: value(vocab::SOURCE)?, hash: value(vocab::CONTENT_HASH)? })
    };
    let mut articles: Vec<_> = article_nodes(store)?.into_iter().map(read).collect::<Result<_>>()?;
    articles.sort();
    Ok(articles)
}

fn article_nodes(store: &Store) -> Result<Vec<NamedNode>> {
    let found = store.quads_for_pattern(None, Some(rdf::TYPE), Some(vocab::ARTICLE.into()), None);
    found
        .map(|quad| match quad.map_err(storage)?.subject {
            NamedOrBlankNode::NamedNode(iri) => Ok(iri),
            NamedOrBlankNode::BlankNode(_) => Err(damaged("an article is a blank node")),
        })
        .collect()
}

/// Reads everything back; an empty store is an empty dataset.
pub(super) fn dataset(store: &Store, schema: &Schema) -> Result<Dataset> {
    let Some(Build { base, .. }) = build(store)? else {
        return if store.is_empty().map_err(storage)? { Ok(Dataset::default()) } else { Err(interrupted()) };
    };
    let mut reader = Reader {
        base,
        paths: BTreeMap::new(),
        entities: Vec::new(),
        statements: BTreeMap::new(),
        ranks: BTreeMap::new(),
        copies: Vec::new(),
    };
    reader.read_entities(store, schema)?;
    let mut articles = articles(store)?;
    articles.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    for (idx, (graph, _)) in (0..).zip(&articles) {
        reader.read_article(store, graph, ArticleIdx(idx))?;
    }
    reader.read_copies(store, &articles)?;
    let paths = std::mem::take(&mut reader.paths);
    let mut dataset = reader.finish(articles.into_iter().map(|(_, article)| article).collect());
    let base = dataset.base.clone();
    let entity = |iri: &str| {
        let found = iri.strip_prefix(&base).and_then(|path| paths.get(path)).copied();
        found.ok_or_else(|| damaged(format!("{iri} is used and not described")))
    };
    identity::read(store, &mut dataset, &entity)?;
    Ok(dataset)
}

fn interrupted() -> Error {
    Error::new(ErrorKind::Storage, "the last build of this store was cut short")
        .with_hint("run plenary build again: it goes on from there")
}

/// Every article with its graph, in no particular order.
fn articles(store: &Store) -> Result<Vec<(NamedNode, Article)>> {
    let read = |iri: NamedNode| {
        let node = Node::read(store, &iri)?;
        let article = Article {
            id: node.text(vocab::ID)?,
            source: node.text(vocab::SOURCE)?,
            url: node.maybe_text(vocab::URL),
            outlet: node.maybe_text(vocab::OUTLET),
            title: node.maybe_text(vocab::TITLE),
            published: node.maybe_text(vocab::PUBLISHED).map(|text| date(&text)).transpose()?,
            language: node.maybe_text(vocab::LANGUAGE),
            text: node.text(vocab::TEXT)?,
            hash: node.text(vocab::CONTENT_HASH)?,
        };
        Ok((iri, article))
    };
    article_nodes(store)?.into_iter().map(read).collect()
}

/// Subject, relation and object: what makes two claims support the same statement.
type Key = (EntityIdx, String, Object);

struct Reader {
    base: String,
    paths: BTreeMap<String, EntityIdx>,
    entities: Vec<Entity>,
    statements: BTreeMap<Key, Vec<Claim>>,
    /// Of statements that others contradict.
    ranks: BTreeMap<Key, Rank>,
    copies: Vec<Copy>,
}

impl Reader {
    fn read_entities(&mut self, store: &Store, schema: &Schema) -> Result<()> {
        let edition = NamedNode::new_unchecked(format!("{}{}", iri::VOCABULARY, schema.name(Role::Edition)));
        let graph = NamedNode::new_unchecked(format!("{}{}", self.base, quads::ENTITIES_PATH));
        // Nodes come sorted by IRI, which is sorted by path: all share the base.
        for (iri, node) in nodes(store, (&graph).into())? {
            let path = iri.strip_prefix(&self.base).ok_or_else(|| damaged(format!("{iri} is outside the base")))?.to_owned();
            let mut names: Vec<_> = node.terms(vocab::NAME).map(name).collect::<Result<_>>()?;
            names.sort();
            let class = node.iri(rdf::TYPE)?;
            let kind = class.strip_prefix(iri::VOCABULARY).and_then(Kind::from_name);
            let edition = node.maybe_text(edition.as_ref()).map(|text| number(&text)).transpose()?;
            let entity = Entity {
                kind: kind.ok_or_else(|| damaged(format!("{iri} is a {class}")))?,
                label: node.text(rdfs::LABEL)?,
                names,
                mentions: Vec::new(),
                edition,
                unnamed: node.maybe_text(vocab::UNNAMED).is_some(),
                point: point(&node)?,
                country: node.maybe_text(vocab::COUNTRY_CODE),
                path: path.clone(),
            };
            let idx = u32::try_from(self.entities.len()).map_err(|_| damaged("too many entities"))?;
            self.paths.insert(path, EntityIdx(idx));
            self.entities.push(entity);
        }
        Ok(())
    }

    fn read_article(&mut self, store: &Store, graph: &NamedNode, article: ArticleIdx) -> Result<()> {
        for (iri, node) in nodes(store, graph.into())? {
            for term in node.terms(vocab::MENTIONED_AT) {
                let entity = self.entity(&iri)?;
                for span in literal(term)?.split(' ') {
                    let (start, end) = span.split_once('-').ok_or_else(|| damaged(format!("mention «{span}» of {iri}")))?;
                    let span = Span { start: number(start)?, end: number(end)? };
                    self.entities[entity.0 as usize].mentions.push(Mention { article, span });
                }
            }
            if node.terms(rdf::TYPE).any(|class| *class == vocab::STATEMENT.into()) {
                let predicate = node.iri(rdf::PREDICATE)?;
                let relation = predicate.strip_prefix(iri::VOCABULARY).ok_or_else(|| damaged(format!("relation {predicate}")))?;
                let key = (self.entity(node.iri(rdf::SUBJECT)?)?, relation.to_owned(), self.object(node.term(rdf::OBJECT)?)?);
                if let Some(rank) = node.maybe_text(vocab::RANK) {
                    let rank = Rank::from_name(&rank).ok_or_else(|| damaged(format!("rank «{rank}»")))?;
                    self.ranks.insert(key.clone(), rank);
                }
                self.statements.entry(key).or_default().push(claim(&node, article)?);
            }
        }
        Ok(())
    }

    fn read_copies(&mut self, store: &Store, articles: &[(NamedNode, Article)]) -> Result<()> {
        let idx: BTreeMap<&str, ArticleIdx> =
            articles.iter().zip(0..).map(|((iri, _), idx)| (iri.as_str(), ArticleIdx(idx))).collect();
        for quad in store.quads_for_pattern(None, Some(vocab::COPY_OF), None, None) {
            let quad = quad.map_err(storage)?;
            let (NamedOrBlankNode::NamedNode(article), Term::NamedNode(of)) = (&quad.subject, &quad.object) else {
                return Err(damaged(format!("copy {quad}")));
            };
            let both = idx.get(article.as_str()).copied().zip(idx.get(of.as_str()).copied());
            let (article, of) = both.ok_or_else(|| damaged(format!("copy {quad}")))?;
            self.copies.push(Copy { article, of });
        }
        self.copies.sort();
        Ok(())
    }

    fn entity(&self, iri: &str) -> Result<EntityIdx> {
        let path = iri.strip_prefix(&self.base).and_then(|path| self.paths.get(path));
        path.copied().ok_or_else(|| damaged(format!("{iri} is used and not described")))
    }

    fn object(&self, term: &Term) -> Result<Object> {
        match term {
            Term::NamedNode(iri) => Ok(Object::Entity(self.entity(iri.as_str())?)),
            Term::Literal(literal) => {
                let value = literal.value();
                let datatype = literal.datatype();
                Ok(Object::Literal(if let Some(language) = literal.language() {
                    Literal::Text { value: value.to_owned(), language: language.to_owned() }
                } else if datatype == xsd::INTEGER {
                    Literal::Integer(number(value)?)
                } else if [xsd::DATE, xsd::G_YEAR_MONTH, xsd::G_YEAR].contains(&datatype) {
                    Literal::Date(date(value)?)
                } else {
                    Literal::Text { value: value.to_owned(), language: String::new() }
                }))
            }
            Term::BlankNode(_) => Err(damaged("an object is a blank node")),
        }
    }

    fn finish(self, articles: Vec<Article>) -> Dataset {
        let mut entities = self.entities;
        for entity in &mut entities {
            entity.mentions.sort();
        }
        let ranks = self.ranks;
        let mut statements: Vec<_> = self
            .statements
            .into_iter()
            .map(|((subject, relation, object), claims)| {
                let key = (subject, relation, object);
                let rank = ranks.get(&key).copied().unwrap_or_default();
                let (subject, relation, object) = key;
                Statement { subject, relation, object, rank, claims }
            })
            .collect();
        for statement in &mut statements {
            statement.claims.sort_by(|a, b| order(a).cmp(&order(b)));
        }
        Dataset { base: self.base, articles, entities, statements, copies: self.copies, ..Dataset::default() }
    }
}

/// Order of the claims of a statement: no two are equal in all of this.
pub(super) fn order(claim: &Claim) -> impl Ord + '_ {
    (claim.article, claim.quote, claim.trigger, &claim.rule, &claim.post, &claim.mode, claim.stance)
}

fn claim(node: &Node, article: ArticleIdx) -> Result<Claim> {
    let span = |start, end| Ok(Span { start: number(&node.text(start)?)?, end: number(&node.text(end)?)? });
    let stance = node.text(vocab::STANCE)?;
    Ok(Claim {
        article,
        quote: span(vocab::QUOTE_START, vocab::QUOTE_END)?,
        trigger: span(vocab::TRIGGER_START, vocab::TRIGGER_END)?,
        rule: node.text(vocab::RULE)?,
        post: node.maybe_text(vocab::POST),
        mode: node.maybe_text(vocab::MODE),
        stance: Stance::from_name(&stance).ok_or_else(|| damaged(format!("stance «{stance}»")))?,
        confidence: number(&node.text(vocab::CONFIDENCE)?)?,
    })
}

fn point(node: &Node) -> Result<Option<GeoPoint>> {
    let (Some(latitude), Some(longitude)) = (node.maybe_text(vocab::LATITUDE), node.maybe_text(vocab::LONGITUDE)) else {
        return Ok(None);
    };
    Ok(Some(GeoPoint { latitude: number(&latitude)?, longitude: number(&longitude)? }))
}

fn name(term: &Term) -> Result<Name> {
    match term {
        Term::Literal(text) => {
            Ok(Name { text: text.value().to_owned(), language: text.language().unwrap_or_default().to_owned() })
        }
        _ => Err(damaged(format!("name {term}"))),
    }
}

pub(super) fn literal(term: &Term) -> Result<&str> {
    match term {
        Term::Literal(literal) => Ok(literal.value()),
        _ => Err(damaged(format!("{term} where a value is expected"))),
    }
}

fn date(text: &str) -> Result<PartialDate> {
    text.parse().map_err(damaged)
}

pub(super) fn number<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| damaged(format!("number «{text}»")))
}

/// A subject with its predicates and objects.
#[derive(Default)]
pub(super) struct Node {
    iri: String,
    terms: Vec<(NamedNode, Term)>,
}

impl Node {
    /// All that the graph of that name says of its own node.
    fn read(store: &Store, iri: &NamedNode) -> Result<Self> {
        let found = store.quads_for_pattern(Some(iri.into()), None, None, Some(iri.into()));
        let terms = found.map(|quad| quad.map(|q| (q.predicate, q.object)).map_err(storage)).collect::<Result<_>>()?;
        Ok(Self { iri: iri.as_str().to_owned(), terms })
    }

    pub(super) fn terms<'a>(&'a self, predicate: NamedNodeRef<'a>) -> impl Iterator<Item = &'a Term> {
        self.terms.iter().filter(move |(p, _)| *p == predicate).map(|(_, term)| term)
    }

    fn term(&self, predicate: NamedNodeRef<'_>) -> Result<&Term> {
        let found = self.terms.iter().find(|(p, _)| *p == predicate);
        found.map(|(_, term)| term).ok_or_else(|| damaged(format!("{} has no {predicate}", self.iri)))
    }

    pub(super) fn iri(&self, predicate: NamedNodeRef<'_>) -> Result<&str> {
        match self.term(predicate)? {
            Term::NamedNode(iri) => Ok(iri.as_str()),
            term => Err(damaged(format!("{predicate} of {} is {term}", self.iri))),
        }
    }

    pub(super) fn text(&self, predicate: NamedNodeRef<'_>) -> Result<String> {
        literal(self.term(predicate)?).map(str::to_owned)
    }

    fn maybe_text(&self, predicate: NamedNodeRef<'_>) -> Option<String> {
        self.text(predicate).ok()
    }
}

/// The nodes of one graph by IRI.
pub(super) fn nodes(store: &Store, graph: GraphNameRef<'_>) -> Result<BTreeMap<String, Node>> {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    for quad in store.quads_for_pattern(None, None, None, Some(graph)) {
        let quad = quad.map_err(storage)?;
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
            return Err(damaged("a blank node in the store"));
        };
        let node =
            nodes.entry(subject.as_str().to_owned()).or_insert_with_key(|iri| Node { iri: iri.clone(), terms: Vec::new() });
        node.terms.push((quad.predicate, quad.object));
    }
    Ok(nodes)
}
