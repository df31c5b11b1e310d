//! Do the ontology, the shapes and the worked queries say the same as the program?

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{GraphName, NamedNodeRef, Quad, Term as RdfTerm, vocab::rdfs},
    store::Store,
};

use super::*;
use crate::{
    knowledge::{Range, Sources},
    model::{
        Article, ArticleIdx, Claim, Copy, Doubt, Entity, EntityIdx, FormerPath, GeoPoint, Grounds, Join, Kind, Literal, Rank,
        Reason, Stance,
        fixture::{Fixture, two_forums},
        iri::VOCABULARY,
    },
};

const OWL: &str = "http://www.w3.org/2002/07/owl#";

fn parsed(file: &str) -> Store {
    let sources = Sources::embedded();
    let store = Store::new().unwrap();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(sources.text(file).unwrap()) {
        store.insert(&quad.unwrap()).unwrap();
    }
    store
}

/// Everything that the program can write: two forums and one more, with all that an entity and a claim can have.
fn everything() -> Dataset {
    let text = "The 3rd Tide Forum opens in Ostia in 2030 under the theme Calm. Ada Bell, mayor of Ostia, chairs it.";
    let opening = "The 3rd Tide Forum opens in Ostia in 2030 under the theme Calm.";
    let planned = |claim: &mut Claim| claim.stance = Stance::Planned;
    let calm = Literal::Text { value: "Calm".to_owned(), language: "en".to_owned() };
    let chairs = "Ada Bell, mayor of Ostia, chairs it.";
    let mut dataset = Fixture::default()
        .article("a3", "en", text)
        .entity(Kind::Event, "event/tide-forum-3", &["3rd Tide Forum"])
        .entity(Kind::EventSeries, "series/tide-forum", &["Tide Forum"])
        .entity(Kind::Person, "person/ada-bell", &["Ada Bell"])
        .entity(Kind::Place, "place/ostia", &["Ostia"])
        .claim("a3", "event/tide-forum-3", "inSeries", "series/tide-forum", None, opening)
        .claim("a3", "event/tide-forum-3", "edition", Literal::Integer(3), None, opening)
        .claim("a3", "event/tide-forum-3", "theme", calm, None, opening)
        .claim_with("a3", "event/tide-forum-3", "heldIn", "place/ostia", opening, planned)
        .claim_with("a3", "event/tide-forum-3", "startDate", Literal::Date("2030".parse().unwrap()), opening, planned)
        .claim_with("a3", "person/ada-bell", "chaired", "event/tide-forum-3", chairs, planned)
        .claim("a3", "person/ada-bell", "affiliatedWith", "place/ostia", Some("mayor"), chairs)
        .build();
    let article = &mut dataset.articles[0];
    article.url = Some("https://example.org/3".to_owned());
    article.outlet = Some("Ostia Herald".to_owned());
    article.title = Some("Tide Forum to return".to_owned());
    article.published = Some("2029-12-01".parse().unwrap());
    for entity in &mut dataset.entities {
        entity.unnamed = entity.kind == Kind::Event;
        entity.edition = (entity.kind == Kind::Event).then_some(3);
        entity.point = (entity.kind == Kind::Place).then_some(GeoPoint { latitude: 41.76, longitude: 12.29 });
        entity.country = (entity.kind == Kind::Place).then(|| "IT".to_owned());
    }
    disputed(&mut dataset);
    dataset
}

/// A join, a doubt, a former IRI, a copy and a contradiction.
fn disputed(dataset: &mut Dataset) {
    let because = || Grounds {
        names: ["Ada Bell".to_owned(), "A. Bell".to_owned()],
        articles: ["a3".to_owned(), "a3".to_owned()],
        reasons: vec![
            Reason { what: "same name".to_owned(), weight: 4.25 },
            Reason { what: "elsewhere".to_owned(), weight: -2.0 },
        ],
    };
    let ada = dataset.find("person/ada-bell").unwrap();
    dataset.joins = vec![Join { entity: ada, because: because(), times: 2 }];
    dataset.doubts = vec![Doubt { entities: [EntityIdx(0), ada], because: because() }];
    dataset.former = vec![FormerPath { path: "person/a-bell".to_owned(), entity: ada }];
    let copy = Article { id: "a4".to_owned(), ..dataset.articles[0].clone() };
    dataset.articles.push(copy);
    dataset.copies = vec![Copy { article: ArticleIdx(1), of: ArticleIdx(0) }];
    dataset.statements[0].rank = Rank::Preferred;
}

#[test]
fn all_of_it_comes_back() {
    let dataset = everything();
    assert_eq!(graph(&dataset).dataset(&crate::knowledge::built_in().schema).unwrap(), dataset);
}

fn graph(dataset: &Dataset) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::in_memory().unwrap();
    graph.replace(dataset, &crate::knowledge::built_in().schema, "k1").unwrap();
    graph
}

/// The objects of one property; a union of classes or data types is all of its members.
fn objects(store: &Store, subject: &str, predicate: NamedNodeRef<'_>) -> BTreeSet<String> {
    let subject = NamedNodeRef::new(subject).unwrap();
    let found = store.quads_for_pattern(Some(subject.into()), Some(predicate), None, None);
    found.flat_map(|quad| members(store, &quad.unwrap().object)).collect()
}

fn members(store: &Store, term: &RdfTerm) -> Vec<String> {
    let RdfTerm::BlankNode(node) = term else {
        let RdfTerm::NamedNode(iri) = term else { return vec![term.to_string()] };
        return vec![iri.as_str().to_owned()];
    };
    let about = store.quads_for_pattern(Some(node.as_ref().into()), None, None, None).map(Result::unwrap);
    let walk = [format!("{OWL}unionOf"), "http://www.w3.org/1999/02/22-rdf-syntax-ns#first".to_owned()];
    let rest = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
    let inner = about.filter(|quad| walk.iter().any(|p| quad.predicate.as_str() == p) || quad.predicate.as_str() == rest);
    let nil = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
    inner.flat_map(|quad: Quad| members(store, &quad.object)).filter(|member| member != nil).collect()
}

fn ours(names: impl IntoIterator<Item = impl AsRef<str>>) -> BTreeSet<String> {
    names.into_iter().map(|name| format!("{VOCABULARY}{}", name.as_ref())).collect()
}

#[test]
fn the_ontology_says_of_each_relation_what_its_file_says() {
    let ontology = parsed("plenary.ttl");
    let xsd = |name: &str| format!("http://www.w3.org/2001/XMLSchema#{name}");
    for relation in crate::knowledge::built_in().schema.relations() {
        let iri = format!("{VOCABULARY}{}", relation.name);
        let labels: BTreeSet<_> = relation.label.iter().map(|(language, label)| format!("\"{label}\"@{language}")).collect();
        assert_eq!(objects(&ontology, &iri, rdfs::LABEL), labels, "{iri}");
        assert_eq!(objects(&ontology, &iri, rdfs::COMMENT), BTreeSet::from([format!("\"{}\"@en", relation.comment)]));
        assert_eq!(objects(&ontology, &iri, rdfs::DOMAIN), ours(relation.domain.iter().map(|kind| kind.name())), "{iri}");
        let range = relation.range.iter().flat_map(|range| match range {
            Range::Entity(kind) => vec![format!("{VOCABULARY}{kind}")],
            Range::Date => vec![xsd("date"), xsd("gYearMonth"), xsd("gYear")],
            Range::Text => vec!["http://www.w3.org/1999/02/22-rdf-syntax-ns#langString".to_owned()],
            Range::Integer => vec![xsd("integer")],
        });
        assert_eq!(objects(&ontology, &iri, rdfs::RANGE), range.collect(), "{iri}");
        let parents = objects(&ontology, &iri, rdfs::SUB_PROPERTY_OF);
        let parents: BTreeSet<_> = parents.into_iter().filter(|parent| parent.starts_with(VOCABULARY)).collect();
        assert_eq!(parents, ours(&relation.implies), "{iri}");
    }
}

#[test]
fn every_term_is_declared_with_labels_in_all_languages_and_a_comment() {
    let ontology = parsed("plenary.ttl");
    let declared: BTreeSet<_> = subjects(&ontology).into_iter().filter(|iri| iri.starts_with(VOCABULARY)).collect();
    assert!(ours(Kind::ALL.map(Kind::name)).is_subset(&declared));
    let languages =
        |labels: BTreeSet<String>| labels.iter().map(|l| l.rsplit_once('@').unwrap().1.to_owned()).collect::<Vec<_>>();
    for iri in &declared {
        let mut found = languages(objects(&ontology, iri, rdfs::LABEL));
        found.sort();
        assert_eq!(found, ["en", "id", "zh"], "{iri}");
        assert_eq!(objects(&ontology, iri, rdfs::COMMENT).len(), 1, "{iri}");
    }
}

fn subjects(store: &Store) -> BTreeSet<String> {
    store.iter().map(|quad| quad.unwrap().subject.to_string().trim_matches(['<', '>']).to_owned()).collect()
}

#[test]
fn what_the_program_writes_is_declared_and_the_other_way_round() {
    let declared = subjects(&parsed("plenary.ttl"));
    let mut used = BTreeSet::new();
    for dataset in [two_forums(), everything()] {
        let mut graph = graph(&dataset);
        let entity = format!("{}person/ada-bell", dataset.base);
        let score = Score { measure: "degree".to_owned(), entity, value: 3.0, rank: Some(1) };
        let network = SavedNetwork { name: "all".to_owned(), recipe: "{}".to_owned() };
        graph.save_network(&network, "appears with many", &[score]).unwrap();
        for quad in graph.store.iter().map(Result::unwrap) {
            used.insert(quad.predicate.as_str().to_owned());
            if quad.predicate == oxigraph::model::vocab::rdf::TYPE || quad.predicate == oxigraph::model::vocab::rdf::PREDICATE {
                used.extend(members(&Store::new().unwrap(), &quad.object));
            }
            assert_ne!(quad.graph_name, GraphName::DefaultGraph);
        }
    }
    let rdf = |iri: &&String| !iri.starts_with("http://www.w3.org/1999/02/22-rdf-syntax-ns#");
    let undeclared: Vec<_> = used.difference(&declared).filter(rdf).collect();
    assert!(undeclared.is_empty(), "{undeclared:?}");
    // Relations that the fixtures do not use are declared, too; of the other terms none is declared in vain.
    let schema = crate::knowledge::built_in().schema.clone();
    let relations = ours(schema.relations().iter().map(|relation| &relation.name));
    let unused = declared.iter().filter(|iri| iri.starts_with(VOCABULARY) && !used.contains(*iri) && !relations.contains(*iri));
    assert_eq!(unused.count(), 0);
}

#[test]
fn the_shapes_use_declared_terms_and_leave_out_no_relation() {
    let declared = subjects(&parsed("plenary.ttl"));
    let shapes = parsed("shapes.ttl");
    let terms: BTreeSet<_> = shapes
        .iter()
        .flat_map(|quad| members(&Store::new().unwrap(), &quad.unwrap().object))
        .filter(|iri| iri.starts_with(VOCABULARY))
        .collect();
    assert!(terms.is_subset(&declared), "{:?}", terms.difference(&declared));
    let targeted = "http://www.w3.org/ns/shacl#targetSubjectsOf";
    let targets: BTreeSet<_> = shapes
        .quads_for_pattern(None, Some(NamedNodeRef::new(targeted).unwrap()), None, None)
        .flat_map(|quad| members(&shapes, &quad.unwrap().object))
        .collect();
    for relation in crate::knowledge::built_in().schema.relations() {
        assert!(targets.contains(&format!("{VOCABULARY}{}", relation.name)), "{}", relation.name);
    }
}

/// First line of the result of each worked query over both datasets in one store, and the number of rows.
const WORKED: &[(&str, usize, &str)] = &[
    ("01-speakers", 3, "Harbour Forum 2021,Ada Bell,a1,\"Ada Bell, mayor of Ostia, spoke.\""),
    ("02-posts", 3, "Ostia,mayor,Ada Bell,,\"Ada Bell, mayor of Ostia, spoke.\""),
    ("03-events-by-city-and-year", 3, "Ostia,2019,1,Salt Forum"),
    ("04-companions", 4, "Ada Bell,Carl Dorn,1"),
    ("05-announced", 3, "3rd Tide Forum,https://w3id.org/plenary/ontology#heldIn,Ostia,"),
    ("06-evidence", 19, "3rd Tide Forum,https://w3id.org/plenary/ontology#edition,3,1,0.9,"),
    ("07-guests-of-a-host", 2, "Acme Labs,Salt Forum,Eve Fox"),
    ("08-by-video", 1, "Eve Fox,Harbour Forum 2021,video,Eve Fox spoke by video."),
    ("09-series", 1, "Tide Forum,3,3rd Tide Forum,2030,Ostia"),
    ("10-sources", 3, "3rd Tide Forum,a3,Ostia Herald,2029-12-01,6"),
];

#[test]
fn each_worked_query_tells_what_it_asks_and_finds_it() {
    let graph = graph(&together(two_forums(), everything()));
    let sources = Sources::embedded();
    let expected: BTreeMap<_, _> = WORKED.iter().map(|(name, rows, first)| (*name, (*rows, *first))).collect();
    let mut names = Vec::new();
    for (path, text) in sources.folder("queries", ".rq") {
        let name = path.strip_prefix("queries/").and_then(|name| name.strip_suffix(".rq")).unwrap();
        names.push(name);
        assert!(text.starts_with("# ") && text.lines().nth(1) == Some("#"), "{name}: what does it ask?");
        let answer = graph.query(text, Some(QueryFormat::find("csv").unwrap()), &Limits::default()).unwrap();
        let csv = String::from_utf8(answer.bytes).unwrap();
        let (rows, first) = expected[name];
        assert!(csv.lines().nth(1).unwrap_or("").starts_with(first), "{name}: {csv}");
        assert_eq!(answer.rows, rows, "{name}: {csv}");
    }
    assert_eq!(names, expected.into_keys().collect::<Vec<_>>());
}

/// Both datasets in one, entities of the same path being the same.
fn together(one: Dataset, other: Dataset) -> Dataset {
    use crate::model::{ArticleIdx, EntityIdx, Object};
    let mut all = one;
    let shift = u32::try_from(all.articles.len()).unwrap();
    all.articles.extend(other.articles);
    let old = all.entities.clone();
    let mut entities: BTreeMap<String, Entity> = old.iter().map(|entity| (entity.path.clone(), entity.clone())).collect();
    let new = other.entities.clone();
    for mut entity in other.entities {
        for mention in &mut entity.mentions {
            mention.article = ArticleIdx(mention.article.0 + shift);
        }
        match entities.get_mut(&entity.path) {
            Some(known) => known.mentions.extend(entity.mentions),
            None => drop(entities.insert(entity.path.clone(), entity)),
        }
    }
    let mut statements = all.statements;
    all.entities = entities.into_values().collect();
    let place = |entities: &[Entity], idx: EntityIdx| {
        let path = &entities[idx.0 as usize].path;
        EntityIdx(u32::try_from(all.entities.iter().position(|entity| entity.path == *path).unwrap()).unwrap())
    };
    let mut other_statements = other.statements;
    for (list, entities) in [(&mut statements, &old), (&mut other_statements, &new)] {
        for statement in list.iter_mut() {
            statement.subject = place(entities, statement.subject);
            if let Object::Entity(idx) = &mut statement.object {
                *idx = place(entities, *idx);
            }
        }
    }
    for claim in other_statements.iter_mut().flat_map(|statement| &mut statement.claims) {
        claim.article = ArticleIdx(claim.article.0 + shift);
    }
    statements.extend(other_statements);
    all.statements = statements;
    all
}
