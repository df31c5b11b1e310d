//! What the tests ask about: a store of the real layout, and forums made up for it.

use oxigraph::{
    model::{GraphName, Literal as RdfLiteral, NamedNode, Quad, Term},
    sparql::{QueryResults, SparqlEvaluator},
    store::Store,
};

use super::{Select, Solution};
use crate::{
    diag::{Error, ErrorKind, Result},
    knowledge::Knowledge,
    model::{Claim, Dataset, Kind, Literal, Object, Stance, fixture::Fixture, iri},
};

/// The store of the tests: the same layout as the real one, without its bulk loading.
pub(crate) struct TestStore(Store);

impl TestStore {
    pub(crate) fn new(dataset: &Dataset, knowledge: &Knowledge) -> Self {
        let store = Store::new().unwrap();
        let node = |iri: &str| NamedNode::new(iri).unwrap();
        let pl = |name: &str| node(&format!("{}{name}", iri::VOCABULARY));
        let rdf = |name: &str| node(&format!("http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}"));
        let entities = GraphName::from(node(&format!("{}graph/entities", dataset.base)));
        let add = |s: &NamedNode, p: NamedNode, o: Term, g: &GraphName| {
            store.insert(&Quad::new(s.clone(), p, o, g.clone())).unwrap();
        };
        for (idx, entity) in dataset.entities() {
            let subject = node(&dataset.iri(idx));
            add(&subject, rdf("type"), pl(entity.kind.name()).into(), &entities);
            let label = RdfLiteral::new_simple_literal(&entity.label).into();
            add(&subject, node("http://www.w3.org/2000/01/rdf-schema#label"), label, &entities);
            for mention in &entity.mentions {
                let article = node(&format!("{}{}", dataset.base, iri::article_path(&dataset.article(mention.article).id)));
                add(&article, pl("mentions"), subject.clone().into(), &article.clone().into());
            }
        }
        for (number, (statement, claim)) in
            dataset.statements.iter().flat_map(|s| s.claims.iter().map(move |c| (s, c))).enumerate()
        {
            let article = node(&format!("{}{}", dataset.base, iri::article_path(&dataset.article(claim.article).id)));
            let graph = GraphName::from(article);
            let subject = node(&dataset.iri(statement.subject));
            let object = term(dataset, &statement.object);
            let schema = &knowledge.schema;
            let implied = schema.get(&statement.relation).unwrap().implies.iter().map(String::as_str);
            for relation in implied.chain([statement.relation.as_str()]).filter(|_| claim.stance.is_asserted()) {
                add(&subject, pl(relation), object.clone(), &graph);
            }
            let node = node(&format!("{}statement/{number}", dataset.base));
            add(&node, rdf("type"), pl("Statement").into(), &graph);
            add(&node, rdf("subject"), subject.into(), &graph);
            add(&node, rdf("predicate"), pl(&statement.relation).into(), &graph);
            add(&node, rdf("object"), object, &graph);
            let text = |value: &str| Term::from(RdfLiteral::new_simple_literal(value));
            add(&node, pl("quote"), text(dataset.quote(claim)), &graph);
            add(&node, pl("quoteStart"), RdfLiteral::from(claim.quote.start as u64).into(), &graph);
            add(&node, pl("quoteEnd"), RdfLiteral::from(claim.quote.end as u64).into(), &graph);
            add(&node, pl("stance"), text(claim.stance.name()), &graph);
            for (name, value) in [("post", &claim.post), ("mode", &claim.mode)] {
                if let Some(value) = value {
                    add(&node, pl(name), text(value), &graph);
                }
            }
        }
        Self(store)
    }
}

fn term(dataset: &Dataset, object: &Object) -> Term {
    let typed = |value: String, name: &str| {
        let datatype = NamedNode::new(format!("http://www.w3.org/2001/XMLSchema#{name}")).unwrap();
        RdfLiteral::new_typed_literal(value, datatype).into()
    };
    match object {
        Object::Entity(idx) => NamedNode::new(dataset.iri(*idx)).unwrap().into(),
        Object::Literal(Literal::Date(date)) => {
            let name = if date.day.is_some() {
                "date"
            } else if date.month.is_some() {
                "gYearMonth"
            } else {
                "gYear"
            };
            typed(date.to_string(), name)
        }
        Object::Literal(Literal::Text { value, language }) => {
            RdfLiteral::new_language_tagged_literal(value.clone(), language.clone()).unwrap().into()
        }
        Object::Literal(Literal::Integer(number)) => typed(number.to_string(), "integer"),
    }
}

impl Select for TestStore {
    fn select(&self, sparql: &str) -> Result<Vec<Solution>> {
        let bad = |e: &dyn std::fmt::Display| Error::new(ErrorKind::Usage, format!("{e}\n{sparql}"));
        let mut query = SparqlEvaluator::new().parse_query(sparql).map_err(|e| bad(&e))?;
        query.dataset_mut().set_default_graph_as_union();
        let QueryResults::Solutions(solutions) = query.on_store(&self.0).execute().map_err(|e| bad(&e))? else {
            return Err(bad(&"no SELECT query"));
        };
        let text = |term: &Term| match term {
            Term::NamedNode(node) => node.as_str().to_owned(),
            Term::Literal(literal) => literal.value().to_owned(),
            blank @ Term::BlankNode(_) => blank.to_string(),
        };
        solutions
            .map(|solution| {
                let solution = solution.map_err(|e| bad(&e))?;
                Ok(solution.iter().map(|(variable, term)| (variable.as_str().to_owned(), text(term))).collect())
            })
            .collect()
    }
}

/// Two forums in Wuxi with nobody in common, their next edition elsewhere, a forum with a part in Quanzhou, and a lone person.
pub(crate) fn forums() -> Dataset {
    quanzhou(wuxi_2019(wuxi_2021(names())))
        .article("a5", "en", "Mina Holt, mayor of Bergen, was not at the World Clip Forum. Ned Bell and Ada Bell live in Bergen.")
        .claim_with(
            "a5",
            "person/mina-holt",
            "attended",
            CLIP,
            "Mina Holt, mayor of Bergen, was not at the World Clip Forum.",
            |c| {
                c.stance = Stance::Denied;
            },
        )
        .claim("a5", "person/mina-holt", "affiliatedWith", "place/bergen", Some("mayor"), "Mina Holt, mayor of Bergen,")
        .build()
}

const VOICE: &str = "event/smart-voice-forum-2021";
const AMBER: &str = "event/amber-road-media-forum-3";
const CLIP: &str = "event/world-clip-forum-12";

fn names() -> Fixture {
    use Kind::{Event, EventSeries, Organization, Person, Place};
    Fixture::default()
        .entity(Event, VOICE, &["Smart Voice Forum (SVF) 2021", "Smart Voice Forum", "SVF"])
        .entity(Event, AMBER, &["third Amber Road Media Forum"])
        .entity(Event, "event/amber-road-media-forum-4", &["next Amber Road Media Forum"])
        .entity(Event, CLIP, &["12th World Clip Forum", "World Clip Forum", "Forum Klip Dunia ke-12", "世界短片论坛"])
        .entity(Event, "event/clip-night", &["Clip Night"])
        .entity(EventSeries, "series/amber-road-media-forum", &["Amber Road Media Forum"])
        .entity(Person, "person/tan-weili", &["Tan Weili"])
        .entity(Person, "person/rao-jin", &["Rao Jin"])
        .entity(Person, "person/ola-brandt", &["Ola Brandt", "Brandt"])
        .entity(Person, "person/yann-leroux", &["Yann Leroux"])
        .entity(Person, "person/mei-zhou", &["Mei Zhou"])
        .entity(Person, "person/igor-zorin", &["Igor Zorin", "Zorin"])
        .entity(Person, "person/ada-bell", &["Ada Bell"])
        .entity(Person, "person/ned-bell", &["Ned Bell"])
        .entity(Person, "person/mina-holt", &["Mina Holt"])
        .entity(Organization, "organization/lantern-media-group", &["Lantern Media Group", "LMG"])
        .entity(Organization, "organization/lantern-news", &["Lantern News"])
        .entity(Organization, "organization/cpc-wuxi-municipal-committee", &["CPC Wuxi Municipal Committee"])
        .entity(Organization, "organization/daily-harbour", &["Daily Harbour"])
        .entity(Organization, "organization/union-of-radios", &["Union of Radios"])
        .entity(Place, "place/wuxi", &["Wuxi", "无锡"])
        .entity(Place, "place/jiangsu", &["Jiangsu"])
        .entity(Place, "place/taganka", &["Taganka"])
        .entity(Place, "place/quanzhou", &["Quanzhou", "泉州"])
        .entity(Place, "place/norland", &["Norland"])
        .entity(Place, "place/bergen", &["Bergen"])
}

fn wuxi_2021(fixture: Fixture) -> Fixture {
    let opening = "The Smart Voice Forum (SVF) 2021, hosted by Lantern Media Group, began in Wuxi, Jiangsu, on 22 May 2021.";
    let speeches = "Tan Weili, Secretary of CPC Wuxi Municipal Committee, gave a speech.";
    let video = "Yann Leroux, former prime minister of Norland, greeted the guests by video.";
    let chair = "Mei Zhou, editor of Daily Harbour, was in the chair.";
    let day = Literal::Date("2021-05-22".parse().unwrap());
    fixture
        .article("a1", "en", &[opening, speeches, video, chair].join(" "))
        .claim("a1", VOICE, "heldIn", "place/wuxi", None, opening)
        .claim("a1", "place/wuxi", "partOf", "place/jiangsu", None, opening)
        .claim("a1", VOICE, "startDate", day, None, opening)
        .claim("a1", "organization/lantern-media-group", "hosted", VOICE, None, opening)
        .claim("a1", "person/tan-weili", "spokeAt", VOICE, None, speeches)
        .claim(
            "a1",
            "person/tan-weili",
            "affiliatedWith",
            "organization/cpc-wuxi-municipal-committee",
            Some("Secretary"),
            speeches,
        )
        .claim_with("a1", "person/yann-leroux", "spokeAt", VOICE, video, |claim| claim.mode = Some("video".to_owned()))
        .claim("a1", "person/yann-leroux", "affiliatedWith", "place/norland", Some("former prime minister"), video)
        .claim("a1", "person/mei-zhou", "chaired", VOICE, None, chair)
        .claim("a1", "person/mei-zhou", "affiliatedWith", "organization/daily-harbour", Some("editor"), chair)
}

fn wuxi_2019(fixture: Fixture) -> Fixture {
    let opening = "The third Amber Road Media Forum brought 200 guests to Wuxi on 26 July 2019; Daily Harbour was the host.";
    let secretary = "Rao Jin, the city's Party secretary, welcomed them.";
    let minister = "Igor Zorin, deputy minister of Norland, told the forum that radio lives.";
    let next = "The next Amber Road Media Forum will be held in Taganka in August 2020.";
    let day = |text: &str| Literal::Date(text.parse().unwrap());
    let planned = |claim: &mut Claim| claim.stance = Stance::Planned;
    fixture
        .article("a2", "en", &[opening, secretary, minister, next].join(" "))
        .claim("a2", AMBER, "heldIn", "place/wuxi", None, opening)
        .claim("a2", AMBER, "startDate", day("2019-07-26"), None, opening)
        .claim("a2", AMBER, "attendeeCount", Literal::Integer(200), None, opening)
        .claim("a2", AMBER, "edition", Literal::Integer(3), None, opening)
        .claim("a2", AMBER, "inSeries", "series/amber-road-media-forum", None, opening)
        .claim("a2", "organization/daily-harbour", "hosted", AMBER, None, opening)
        .claim("a2", "person/rao-jin", "spokeAt", AMBER, None, secretary)
        .claim("a2", "person/rao-jin", "affiliatedWith", "place/wuxi", Some("Party secretary"), secretary)
        .claim("a2", "person/igor-zorin", "spokeAt", AMBER, None, minister)
        .claim("a2", "person/igor-zorin", "affiliatedWith", "place/norland", Some("deputy minister"), minister)
        .claim_with("a2", "event/amber-road-media-forum-4", "heldIn", "place/taganka", next, planned)
        .claim_with("a2", "event/amber-road-media-forum-4", "startDate", day("2020-08"), next, planned)
        .claim_with("a2", "event/amber-road-media-forum-4", "inSeries", "series/amber-road-media-forum", next, planned)
}

fn quanzhou(fixture: Fixture) -> Fixture {
    let opening = "The 12th World Clip Forum opened in Quanzhou on 3 December 2024 under the motto \"Clips for all\".";
    let people = "Ola Brandt, president of Lantern Media Group, spoke, and Igor Zorin was there.";
    let host = "Lantern News, a unit of Lantern Media Group, was the host, with support from the Union of Radios.";
    let night = "Yann Leroux came to the Clip Night of the forum.";
    let again = "Forum Klip Dunia ke-12 digelar di Quanzhou. Brandt berpidato.";
    let theme = Literal::Text { value: "Clips for all".to_owned(), language: "en".to_owned() };
    fixture
        .article("a3", "en", &[opening, people, host, night].join(" "))
        .article("a4", "id", again)
        .claim("a3", CLIP, "heldIn", "place/quanzhou", None, opening)
        .claim("a3", CLIP, "startDate", Literal::Date("2024-12-03".parse().unwrap()), None, opening)
        .claim("a3", CLIP, "edition", Literal::Integer(12), None, opening)
        .claim("a3", CLIP, "theme", theme, None, opening)
        .claim("a3", "person/ola-brandt", "spokeAt", CLIP, None, people)
        .claim("a3", "person/ola-brandt", "affiliatedWith", "organization/lantern-media-group", Some("president"), people)
        .claim("a3", "person/igor-zorin", "attended", CLIP, None, people)
        .claim("a3", "organization/lantern-news", "hosted", CLIP, None, host)
        .claim("a3", "organization/lantern-news", "partOf", "organization/lantern-media-group", None, host)
        .claim("a3", "organization/union-of-radios", "supported", CLIP, None, host)
        .claim("a3", "event/clip-night", "subEventOf", CLIP, None, night)
        .claim("a3", "person/yann-leroux", "attended", "event/clip-night", None, night)
        .claim("a4", CLIP, "heldIn", "place/quanzhou", None, "Forum Klip Dunia ke-12 digelar di Quanzhou.")
        .claim("a4", "person/ola-brandt", "spokeAt", CLIP, None, "Brandt berpidato.")
}
