//! What are the IRIs of the terms that give the graph its structure? The names of relations are no constants: they are data.

use oxigraph::model::NamedNodeRef;

use crate::model::Kind;

/// A term of our own vocabulary; a test holds the namespace against `model::iri::VOCABULARY`.
macro_rules! pl {
    ($name:literal) => {
        NamedNodeRef::new_unchecked(concat!("https://w3id.org/plenary/ontology#", $name))
    };
}

/// Class of an article.
pub(super) const ARTICLE: NamedNodeRef<'_> = pl!("Article");
/// Class of one claim by one article.
pub(super) const STATEMENT: NamedNodeRef<'_> = pl!("Statement");
/// Class of the node that tells how the store was built.
pub(super) const BUILD: NamedNodeRef<'_> = pl!("Build");

/// Article: its id in the store.
pub(super) const ID: NamedNodeRef<'_> = pl!("id");
/// Article: where it was read.
pub(super) const SOURCE: NamedNodeRef<'_> = pl!("source");
/// Article: address of the page.
pub(super) const URL: NamedNodeRef<'_> = pl!("url");
/// Article: who published it.
pub(super) const OUTLET: NamedNodeRef<'_> = pl!("outlet");
/// Article: headline.
pub(super) const TITLE: NamedNodeRef<'_> = pl!("title");
/// Article: date of publication.
pub(super) const PUBLISHED: NamedNodeRef<'_> = pl!("published");
/// Article: language tag.
pub(super) const LANGUAGE: NamedNodeRef<'_> = pl!("language");
/// Article: hash of text and metadata.
pub(super) const CONTENT_HASH: NamedNodeRef<'_> = pl!("contentHash");
/// Article: the text that all offsets count in.
pub(super) const TEXT: NamedNodeRef<'_> = pl!("text");
/// Article to entity: named there.
pub(super) const MENTIONS: NamedNodeRef<'_> = pl!("mentions");
/// Entity, in an article's graph: where it is named, `START-END START-END ...`.
pub(super) const MENTIONED_AT: NamedNodeRef<'_> = pl!("mentionedAt");

/// Statement: the quoted words.
pub(super) const QUOTE: NamedNodeRef<'_> = pl!("quote");
/// Statement: first byte of the quote.
pub(super) const QUOTE_START: NamedNodeRef<'_> = pl!("quoteStart");
/// Statement: one past the last byte of the quote.
pub(super) const QUOTE_END: NamedNodeRef<'_> = pl!("quoteEnd");
/// Statement: first byte of the words that gave the fact away.
pub(super) const TRIGGER_START: NamedNodeRef<'_> = pl!("triggerStart");
/// Statement: one past the last byte of the words that gave the fact away.
pub(super) const TRIGGER_END: NamedNodeRef<'_> = pl!("triggerEnd");
/// Statement: the rule that found it.
pub(super) const RULE: NamedNodeRef<'_> = pl!("rule");
/// Statement: how sure the extractor is.
pub(super) const CONFIDENCE: NamedNodeRef<'_> = pl!("confidence");
/// Statement: how the article puts it forward.
pub(super) const STANCE: NamedNodeRef<'_> = pl!("stance");
/// Statement: the post held.
pub(super) const POST: NamedNodeRef<'_> = pl!("post");
/// Statement: how the person took part.
pub(super) const MODE: NamedNodeRef<'_> = pl!("mode");

/// Entity: the label is a description.
pub(super) const UNNAMED: NamedNodeRef<'_> = pl!("unnamed");
/// Place: ISO 3166-1 alpha-2 code of its country.
pub(super) const COUNTRY_CODE: NamedNodeRef<'_> = pl!("countryCode");

/// Article: the one that it is a copy of.
pub(super) const COPY_OF: NamedNodeRef<'_> = pl!("copyOf");
/// Statement: how it stands against others that say something else.
pub(super) const RANK: NamedNodeRef<'_> = pl!("rank");
/// Class of a step by which an entity came to be one.
pub(super) const JOIN: NamedNodeRef<'_> = pl!("Join");
/// Class of a pair that may be one.
pub(super) const DOUBT: NamedNodeRef<'_> = pl!("Doubt");
/// Join: the entity.
pub(super) const JOINED: NamedNodeRef<'_> = pl!("joined");
/// Join: how many steps of this sort there were.
pub(super) const TIMES: NamedNodeRef<'_> = pl!("times");
/// Doubt: the one entity.
pub(super) const LEFT: NamedNodeRef<'_> = pl!("left");
/// Doubt: the other entity.
pub(super) const RIGHT: NamedNodeRef<'_> = pl!("right");
/// Join or doubt: name on the one side.
pub(super) const LEFT_NAME: NamedNodeRef<'_> = pl!("leftName");
/// Join or doubt: name on the other side.
pub(super) const RIGHT_NAME: NamedNodeRef<'_> = pl!("rightName");
/// Join or doubt: id of an article that uses the one name.
pub(super) const LEFT_ARTICLE: NamedNodeRef<'_> = pl!("leftArticle");
/// Join or doubt: id of an article that uses the other name.
pub(super) const RIGHT_ARTICLE: NamedNodeRef<'_> = pl!("rightArticle");
/// Join or doubt: weight and words of one piece of evidence.
pub(super) const REASON: NamedNodeRef<'_> = pl!("reason");

/// Build: hash of the knowledge files.
pub(super) const KNOWLEDGE_HASH: NamedNodeRef<'_> = pl!("knowledgeHash");
/// Build: version of the layout of quads.
pub(super) const FORMAT_VERSION: NamedNodeRef<'_> = pl!("formatVersion");
/// Build: prefix of every IRI that is ours.
pub(super) const BASE: NamedNodeRef<'_> = pl!("base");

/// Class of a network whose measures were saved.
pub(super) const NETWORK: NamedNodeRef<'_> = pl!("Network");
/// Network: what it takes to work its measures out again.
pub(super) const RECIPE: NamedNodeRef<'_> = pl!("recipe");
/// Class of one value of a measure.
pub(super) const SCORE: NamedNodeRef<'_> = pl!("Score");
/// Score to its entity.
pub(super) const SCORE_OF: NamedNodeRef<'_> = pl!("scoreOf");
/// Score: name of the measure.
pub(super) const MEASURE: NamedNodeRef<'_> = pl!("measure");
/// Score: the value.
pub(super) const VALUE: NamedNodeRef<'_> = pl!("value");
/// Score: place among all, from 1 on.
pub(super) const POSITION: NamedNodeRef<'_> = pl!("position");

/// Every name of an entity, tagged with its language.
pub(super) const NAME: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("https://schema.org/name");
/// Degrees north.
pub(super) const LATITUDE: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://www.w3.org/2003/01/geo/wgs84_pos#lat");
/// Degrees east.
pub(super) const LONGITUDE: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://www.w3.org/2003/01/geo/wgs84_pos#long");
/// Former IRI to the one that it stands for now.
pub(super) const SAME_AS: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#sameAs");
/// Statement to its article.
pub(super) const DERIVED_FROM: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#wasDerivedFrom");

/// Prefixes that queries may use without declaring them and that dumps declare: those of the vocabularies, `id:` for the base and
/// one for each sort of thing (`person:ada-bell` needs no escapes, `id:person\/ada-bell` does).
pub(super) fn prefixes(base: &str) -> Vec<(&'static str, String)> {
    let segments = Kind::ALL.map(Kind::segment).into_iter().chain(["article"]);
    let ours = segments.map(|segment| (segment, format!("{base}{segment}/"))).chain([("id", base.to_owned())]);
    PREFIXES.into_iter().map(|(name, iri)| (name, iri.to_owned())).chain(ours).collect()
}

const PREFIXES: [(&str, &str); 9] = [
    ("geo", "http://www.w3.org/2003/01/geo/wgs84_pos#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("pl", "https://w3id.org/plenary/ontology#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

#[test]
fn our_terms_are_in_our_namespace() {
    use crate::model::iri::VOCABULARY;
    assert_eq!(ID.as_str(), format!("{VOCABULARY}id"));
    assert!(PREFIXES.contains(&("pl", VOCABULARY)));
    assert!(PREFIXES.is_sorted());
}
