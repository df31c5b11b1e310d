//! Questions over two forums in one city and others elsewhere: every type, both languages, slips, and nonsense.

use oxigraph::{
    model::{GraphName, Literal as RdfLiteral, NamedNode, Quad, Term},
    sparql::{QueryResults, SparqlEvaluator},
    store::Store,
};
use proptest::prelude::*;

use super::*;
use crate::{
    diag::Error,
    knowledge::Knowledge,
    model::{Dataset, Literal, Object, Stance, fixture::Fixture, iri},
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
        for (number, (statement, claim)) in dataset.statements.iter().flat_map(|s| s.claims.iter().map(move |c| (s, c))).enumerate() {
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
            let name = if date.day.is_some() { "date" } else if date.month.is_some() { "gYearMonth" } else { "gYear" };
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
            other => other.to_string(),
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
        .claim_with("a5", "person/mina-holt", "attended", CLIP, "Mina Holt, mayor of Bergen, was not at the World Clip Forum.", |c| {
            c.stance = Stance::Denied;
        })
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
        .claim("a1", "person/tan-weili", "affiliatedWith", "organization/cpc-wuxi-municipal-committee", Some("Secretary"), speeches)
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
    let planned = |claim: &mut crate::model::Claim| claim.stance = Stance::Planned;
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

/// Asks over [`forums`].
fn asked(question: &str) -> Answer {
    let (dataset, knowledge) = (forums(), Knowledge::embedded().unwrap());
    let store = TestStore::new(&dataset, &knowledge);
    ask(question, &Index::new(&dataset, &knowledge), &store).unwrap()
}

/// One line an answer: the cells of its rows, or what became of the question.
fn check(question: &str, expected: &str) {
    let answer = asked(question);
    let found = match &answer.outcome {
        Outcome::Found => {
            let row = |row: &Row| row.cells.iter().map(Cell::text).collect::<Vec<_>>().join(", ");
            answer.rows.iter().map(row).collect::<Vec<_>>().join("; ")
        }
        Outcome::Empty => "nobody".to_owned(),
        Outcome::NoSuchName { name, did_you_mean } => {
            let cards = did_you_mean.iter().map(|card| card.label.as_str());
            format!("no «{name}», but {}", cards.collect::<Vec<_>>().join(", "))
        }
        Outcome::NotUnderstood { examples } => {
            assert!(examples.len() > 15);
            "not understood".to_owned()
        }
    };
    assert_eq!(found, expected, "{question}\n{}", explain(&answer));
    let quoted = answer.rows.iter().all(|row| !row.quotes.is_empty());
    assert!(quoted || answer.kind == "connected", "a row of «{question}» has no quote");
}

#[test]
fn who_was_where() {
    let wuxi = "Igor Zorin; Mei Zhou; Rao Jin; Tan Weili; Yann Leroux";
    check("who attended the third Amber Road Media Forum?", "Igor Zorin; Rao Jin");
    check("Who was present at the Smart Voice Forum", "Mei Zhou; Tan Weili; Yann Leroux");
    check("please tell me who attended any of the Wuxi forums, thanks", wuxi);
    check("who attended the forums in Wuxi", wuxi);
    check("who spoke at the Smart Voice Forum", "Tan Weili; Yann Leroux");
    check("who gave a speech at SVF 2021", "Tan Weili; Yann Leroux");
    check("speakers at the 2019 forum in Wuxi", "Igor Zorin; Rao Jin");
    check("who chaired the Smart Voice Forum", "Mei Zhou");
    check("who chaired the World Clip Forum", "nobody");
    check("who attended the World Clip Forum", "Igor Zorin; Ola Brandt; Yann Leroux");
    check("who hosted the third Amber Road Media Forum", "Daily Harbour");
    check("by whom was the World Clip Forum organised", "Lantern News");
    check("who supported the World Clip Forum", "Union of Radios");
    check("which organizations were at the World Clip Forum", "Lantern Media Group; Lantern News; Union of Radios");
    check("was Igor Zorin at the World Clip Forum?", "Igor Zorin, 12th World Clip Forum");
    check("did Mina Holt attend the World Clip Forum", "Mina Holt, 12th World Clip Forum");
    check("did Tan Weili attend the World Clip Forum", "nobody");
}

#[test]
fn sets() {
    check("who attended both Wuxi forums", "nobody");
    check("who attended both the Wuxi forums?", "nobody");
    check("who attended all Wuxi forums", "nobody");
    check("Who was at both forums in Wuxi?", "nobody");
    check("who attended either of the Wuxi forums", "Igor Zorin; Mei Zhou; Rao Jin; Tan Weili; Yann Leroux");
    check("who attended the Amber Road Media Forum and the World Clip Forum", "Igor Zorin");
    check("who attended both the Smart Voice Forum and the World Clip Forum", "Yann Leroux");
    check("who attended the Smart Voice Forum or the third Amber Road Media Forum", "Igor Zorin; Mei Zhou; Rao Jin; Tan Weili; Yann Leroux");
    check("who attended the Quanzhou forum but not the Smart Voice Forum", "Igor Zorin; Ola Brandt");
    check("who attended any Wuxi forum but not the World Clip Forum", "Mei Zhou; Rao Jin; Tan Weili");
    check("who spoke at both the Wuxi and the Quanzhou forums", "nobody");
    check("who attended both the Wuxi and the Quanzhou forums", "Igor Zorin; Yann Leroux");
    check("who attended SVF, the World Clip Forum and the third Amber Road Media Forum", "nobody");
    check("which events did both Igor Zorin and Ola Brandt attend", "12th World Clip Forum");
    check("which events did Igor Zorin but not Ola Brandt attend", "third Amber Road Media Forum");
    check("siapa yang menghadiri kedua forum Wuxi", "nobody");
    check("siapa yang hadir di Forum Klip Dunia tetapi tidak hadir di Smart Voice Forum", "Igor Zorin; Ola Brandt");
}

#[test]
fn an_empty_set_names_what_was_looked_at_and_what_comes_nearest() {
    let answer = asked("who attended both Wuxi forums");
    let looked = |looked: &LookedAt| format!("{} {} {}", looked.entity.label, looked.entity.date.clone().unwrap(), looked.people.unwrap());
    let looked: Vec<_> = answer.looked_at.iter().map(looked).collect();
    assert_eq!(looked, ["third Amber Road Media Forum 2019-07-26 2", "Smart Voice Forum (SVF) 2021 2021-05-22 3"]);
    let near = &answer.nearest[0];
    let people: BTreeSet<_> = near.sides.iter().map(|side| side.person.as_ref().unwrap().label.as_str()).collect();
    assert_eq!((near.nearness, near.shared.as_str()), (Nearness::SimilarPost, "Secretary, Wuxi"));
    assert_eq!(people, BTreeSet::from(["Rao Jin", "Tan Weili"]));
    assert!(near.sides.iter().all(|side| !side.quotes.is_empty()));
    let bodies: Vec<_> = answer.nearest[1..].iter().map(|near| (near.nearness, near.shared.as_str())).collect();
    assert_eq!(bodies, [(Nearness::SameBody, "Daily Harbour")]);
    let text = render(&answer);
    for part in ["nothing is reported", "3 people known there", "Wuxi", "2021-05-22", "Party secretary", "the same organization: Daily Harbour"] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn when_where_and_what() {
    check("where was the third Amber Road Media Forum held?", "third Amber Road Media Forum, Wuxi");
    check("where will the next Amber Road Media Forum take place", "next Amber Road Media Forum, Taganka");
    check("when was the Wuxi forum in 2021", "Smart Voice Forum (SVF) 2021, 2021-05-22");
    check("what was the theme of the World Clip Forum", "12th World Clip Forum, Clips for all");
    check("how many people attended the third Amber Road Media Forum", "third Amber Road Media Forum, 200");
    check("which forums took place in Wuxi", "third Amber Road Media Forum; Smart Voice Forum (SVF) 2021");
    check("which events were held in Jiangsu in 2021", "Smart Voice Forum (SVF) 2021");
    check("which summits were held in Wuxi", "nobody");
    check("what happened in Quanzhou", "12th World Clip Forum");
    check("which events took place in 2024", "12th World Clip Forum");
    check("events in 1999", "nobody");
    check("which events were hosted by Lantern Media Group", "Smart Voice Forum (SVF) 2021, Lantern Media Group; 12th World Clip Forum, Lantern News");
    check("which events did LMG host in 2021", "Smart Voice Forum (SVF) 2021, Lantern Media Group");
    check("which events did the Union of Radios support", "12th World Clip Forum, Union of Radios");
    check("which editions of the Amber Road Media Forum are known", "third Amber Road Media Forum; next Amber Road Media Forum");
    check("what was part of the World Clip Forum", "Clip Night, 12th World Clip Forum");
}

#[test]
fn people_and_posts() {
    check("which events did Zorin attend", "third Amber Road Media Forum; 12th World Clip Forum");
    check("where did Zorin speak", "third Amber Road Media Forum");
    check("when did Ola Brandt give a speech", "12th World Clip Forum");
    check("who appears with Rao Jin", "Igor Zorin, third Amber Road Media Forum");
    check("what posts does Ola Brandt hold", "Ola Brandt, president, Lantern Media Group");
    check("Tan Weili's posts", "Tan Weili, Secretary, CPC Wuxi Municipal Committee");
    check("who is Mei Zhou?", "Mei Zhou, editor, Daily Harbour");
    check("who is the Party secretary of Wuxi", "Rao Jin, Party secretary, Wuxi");
    check("who is the mayor of Bergen", "Mina Holt, mayor, Bergen");
    check("siapa wali kota Bergen", "Mina Holt, mayor, Bergen");
    check("who works for Lantern Media Group", "Ola Brandt, president, Lantern Media Group");
    check("how are Igor Zorin and Ola Brandt connected", "12th World Clip Forum");
    check("how is Rao Jin connected to Wuxi", "Wuxi; third Amber Road Media Forum");
    check("how is Rao Jin connected to Ola Brandt", "third Amber Road Media Forum, Igor Zorin, 12th World Clip Forum");
    check("what connects Ada Bell and Mina Holt", "a5");
    check("what connects Ada Bell and Rao Jin", "nobody");
}

#[test]
fn in_indonesian_and_chinese() {
    check("Siapa yang menghadiri Smart Voice Forum?", "Mei Zhou; Tan Weili; Yann Leroux");
    check("siapa saja yang berbicara di Forum Klip Dunia ke-12", "Ola Brandt");
    check("siapa yang memimpin Smart Voice Forum", "Mei Zhou");
    check("siapa yang menyelenggarakan forum di Quanzhou", "Lantern News");
    check("siapa pendukung World Clip Forum", "Union of Radios");
    check("di mana Smart Voice Forum diadakan", "Smart Voice Forum (SVF) 2021, Wuxi");
    check("kapan World Clip Forum digelar", "12th World Clip Forum, 2024-12-03");
    check("apa tema World Clip Forum", "12th World Clip Forum, Clips for all");
    check("berapa peserta Amber Road Media Forum ketiga", "third Amber Road Media Forum, 200");
    check("forum apa saja yang diadakan di Wuxi tahun 2019", "third Amber Road Media Forum");
    check("acara apa yang berlangsung pada tahun 2021", "Smart Voice Forum (SVF) 2021");
    check("acara apa yang diselenggarakan oleh Daily Harbour", "third Amber Road Media Forum, Daily Harbour");
    check("acara apa yang diikuti Union of Radios", "12th World Clip Forum, Union of Radios");
    check("acara apa yang dihadiri Igor Zorin", "third Amber Road Media Forum; 12th World Clip Forum");
    check("di mana Igor Zorin berbicara", "third Amber Road Media Forum");
    check("apakah Ola Brandt hadir di World Clip Forum", "Ola Brandt, 12th World Clip Forum");
    check("siapa yang muncul bersama Rao Jin", "Igor Zorin, third Amber Road Media Forum");
    check("apa hubungan antara Igor Zorin dan Ola Brandt", "12th World Clip Forum");
    check("apa jabatan Mei Zhou", "Mei Zhou, editor, Daily Harbour");
    check("siapa yang bekerja di Daily Harbour", "Mei Zhou, editor, Daily Harbour");
    check("organisasi apa saja yang hadir di World Clip Forum", "Lantern Media Group; Lantern News; Union of Radios");
    check("apa saja edisi Amber Road Media Forum", "third Amber Road Media Forum; next Amber Road Media Forum");
    check("apa saja bagian dari World Clip Forum", "Clip Night, 12th World Clip Forum");
    check("谁参加了世界短片论坛？", "Igor Zorin; Ola Brandt; Yann Leroux");
    check("谁出席了无锡论坛", "Igor Zorin; Mei Zhou; Rao Jin; Tan Weili; Yann Leroux");
    check("世界短片论坛在哪里举行", "12th World Clip Forum, Quanzhou");
    check("泉州举办了哪些论坛", "12th World Clip Forum");
}

#[test]
fn slips_ambiguous_and_unknown_names() {
    check("who appears with Igor Zorrin", "Ola Brandt, 12th World Clip Forum; Rao Jin, third Amber Road Media Forum");
    check("where did Ola Brant speek", "no «Ola Brant speek», but Ola Brandt");
    check("where did Ola Brant speak", "12th World Clip Forum");
    check("who attended the Smart Voise Forum", "Mei Zhou; Tan Weili; Yann Leroux");
    check("who attended the Quanzou forum", "Igor Zorin; Ola Brandt; Yann Leroux");
    check("which events did Bell attend", "nobody");
    check("which events did Gustav Adolf attend", "no «Gustav Adolf», but ");
    check("which events did Weilu Tan attend", "Smart Voice Forum (SVF) 2021");
    check("which events did Tan Wenbo attend", "no «Tan Wenbo», but Tan Weili");
    check("who attended the Smart Voice Forum and the Moonlight Gala", "no «the Moonlight Gala», but ");
    check("which events did LMG attend", "Smart Voice Forum (SVF) 2021, Lantern Media Group");
    check("who appears with Wuxi", "no «Wuxi», but Wuxi, CPC Wuxi Municipal Committee");
}

#[test]
fn the_reading_is_told() {
    let notes = |question: &str| asked(question).notes.join(" | ");
    assert!(notes("who appears with Igor Zorrin").contains("«Igor Zorrin» was read as: Igor Zorin"));
    assert!(notes("which events did Bell attend").contains("fits 2, the answer is for all of them: Ada Bell; Ned Bell"));
    assert!(notes("who attended both Quanzhou forums").contains("only 1 fits"));
    assert!(notes("how is Rao Jin connected to Ola Brandt").contains("over one more person"));
    let both = notes("who attended both forums");
    assert!(both.contains("4 fit «forums»") && both.contains("any 2 of them"), "{both}");
    let answer = asked("where will the next Amber Road Media Forum take place");
    assert!(answer.rows[0].announced && render(&answer).contains("(only announced)"), "{}", render(&answer));
    let video = asked("who spoke at the Smart Voice Forum");
    assert_eq!(video.rows[1].modes, ["video"]);
    assert!(render(&video).contains("Yann Leroux (by video)"));
    assert!(explain(&video).contains("VALUES"));
    let json = serde_json::to_value(&video).unwrap();
    assert_eq!((json["outcome"].as_str(), json["rows"][0]["cells"][0]["label"].as_str()), (Some("found"), Some("Tan Weili")));
    assert_eq!(json["rows"][0]["quotes"][0]["article"], "a1");
}

#[test]
fn nonsense_is_not_understood() {
    for question in ["", "?", "hello", "colourless green ideas sleep furiously", "who", "who attended", "\u{0}\u{feff}", "attended who forum the"] {
        check(question, "not understood");
    }
    check(&"who attended ".repeat(50), "not understood");
}

#[test]
fn every_example_of_every_question_is_understood_as_that_question() {
    let (dataset, knowledge) = (forums(), Knowledge::embedded().unwrap());
    let index = Index::new(&dataset, &knowledge);
    let store = TestStore::new(&dataset, &knowledge);
    for question in &knowledge.questions.questions {
        for text in question.example.values() {
            let Some(example) = example(&index, text, &question.slots) else { panic!("{text} has no example") };
            let answer = ask(&example, &index, &store).unwrap();
            assert_eq!(answer.kind, question.name, "{example}");
            assert!(!answer.reading.is_empty() && !answer.reading.contains(['{', '…']), "{example}: {}", answer.reading);
        }
    }
}

#[test]
fn every_query_of_every_question_is_sparql() {
    let (dataset, knowledge) = (forums(), Knowledge::embedded().unwrap());
    let index = Index::new(&dataset, &knowledge);
    let store = TestStore::new(&dataset, &knowledge);
    for question in &knowledge.questions.questions {
        for query in &question.queries {
            // With no slot filled, a query still parses but for the numbers of a set.
            let filled = fill::fill(&index, &query.sparql.replace("%event.need%", "1").replace("%person.need%", "1"), &BTreeMap::new());
            store.select(&filled.unwrap()).unwrap_or_else(|e| panic!("{}: {e}", question.name));
        }
    }
}

/// A question with odd words in the place of a name.
fn odd_question() -> impl Strategy<Value = String> {
    let odd = prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        "(and|or|but not|both|all|the|in|of|third|2021|forums?|Wuxi|Zorin|[<>{}\"'\\\\%?$|\n]){1,12}",
        "((and|or|but not|both|all|the|in|of|third|2021|forums?|Wuxi|Zorin|,) ){1,12}",
    ];
    let frames = prop::sample::select(vec!["who attended ", "which events did ", "who is the ", "siapa yang hadir di ", "谁参加了", "how are ", ""]);
    (frames, odd, prop::sample::select(vec!["", " and Zorin connected", " attend in 2021", " of Wuxi"])).prop_map(|(a, b, c)| format!("{a}{b}{c}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_question_breaks_anything(questions in prop::collection::vec(odd_question(), 4)) {
        let (dataset, knowledge) = (forums(), Knowledge::embedded().unwrap());
        let index = Index::new(&dataset, &knowledge);
        let store = TestStore::new(&dataset, &knowledge);
        for question in questions {
            let answer = ask(&question, &index, &store).unwrap();
            prop_assert!(!render(&answer).is_empty());
            prop_assert!(serde_json::to_string(&answer).is_ok());
        }
    }
}
