//! Does the store give back what was put in, and change only what changed?

use proptest::{collection::vec, option, prelude::*};

use super::*;
use crate::model::{
    Article, ArticleIdx, Claim, Entity, EntityIdx, GeoPoint, Kind, Literal, Mention, Name, Object, PartialDate, Rank, Span,
    Stance, Statement,
    fixture::{Fixture, two_forums},
    iri,
};

fn schema() -> Schema {
    crate::knowledge::built_in().schema.clone()
}

fn built(dataset: &Dataset) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::in_memory().unwrap();
    graph.replace(dataset, &schema(), "k1").unwrap();
    graph
}

#[track_caller]
fn count(graph: &KnowledgeGraph, pattern: &str) -> usize {
    graph.select(&format!("SELECT * WHERE {{ {pattern} }}")).unwrap().rows.len()
}

#[test]
fn the_store_gives_back_what_was_put_in() {
    let dataset = two_forums();
    let graph = built(&dataset);
    assert_eq!(graph.dataset(&schema()).unwrap(), dataset);
    assert_eq!(graph.knowledge_hash().unwrap().as_deref(), Some("k1"));
    let ids: Vec<_> = graph.articles().unwrap().into_iter().map(|article| (article.id, article.hash)).collect();
    assert_eq!(ids, dataset.articles.iter().map(|a| (a.id.clone(), a.hash.clone())).collect::<Vec<_>>());
}

#[test]
fn an_empty_store_is_an_empty_dataset() {
    let graph = KnowledgeGraph::in_memory().unwrap();
    assert_eq!(graph.dataset(&schema()).unwrap(), Dataset::default());
    assert_eq!(graph.knowledge_hash().unwrap(), None);
    assert!(graph.articles().unwrap().is_empty());
}

#[test]
fn facts_are_plain_triples_in_the_graph_of_their_article() {
    let graph = built(&two_forums());
    assert_eq!(count(&graph, "GRAPH article:a1 { person:ada-bell pl:spokeAt event:harbour-forum-2021 }"), 1);
    assert_eq!(count(&graph, "GRAPH article:a2 { person:ada-bell ?p ?o }"), 0);
    // Who spoke attended.
    assert_eq!(count(&graph, "?who pl:attended event:harbour-forum-2021"), 3);
    assert_eq!(count(&graph, r#"event:salt-forum pl:startDate "2019-06-04"^^xsd:date"#), 1);
    assert_eq!(count(&graph, "?s a pl:Statement ; pl:quote ?q ; prov:wasDerivedFrom ?a ; pl:confidence ?c"), 13);
    assert_eq!(count(&graph, "article:a1 pl:mentions person:eve-fox"), 1);
    let text = &two_forums().articles[1].text;
    let places: Vec<_> = text.match_indices("Ostia").map(|(at, name)| format!("{at}-{}", at + name.len())).collect();
    assert_eq!(places.len(), 2);
    assert_eq!(count(&graph, &format!("GRAPH article:a2 {{ place:ostia pl:mentionedAt \"{}\" }}", places.join(" "))), 1);
}

#[test]
fn only_what_an_article_asserts_is_a_plain_triple() {
    let claim = |stance: Stance| {
        let text = "Ada at the Forum.";
        let fixture = Fixture::default()
            .article("a", "en", text)
            .entity(Kind::Person, "person/ada", &["Ada"])
            .entity(Kind::Event, "event/forum", &["Forum"])
            .claim_with("a", "person/ada", "spokeAt", "event/forum", text, |claim| claim.stance = stance);
        let graph = built(&fixture.build());
        assert_eq!(count(&graph, &format!("?s a pl:Statement ; pl:stance \"{}\"", stance.name())), 1);
        count(&graph, "person:ada ?relation event:forum")
    };
    assert_eq!(Stance::ALL.map(claim), [2, 2, 0, 0]);
}

#[test]
fn running_it_again_changes_nothing() {
    let dataset = two_forums();
    let mut graph = built(&dataset);
    let changes = graph.replace(&dataset, &schema(), "k1").unwrap();
    assert!(changes.is_empty(), "{changes:?}");
    assert_eq!((changes.added, changes.changed, changes.removed, changes.unchanged), (0, 0, 0, 2));
    let other_knowledge = graph.replace(&dataset, &schema(), "k2").unwrap();
    assert_eq!((other_knowledge.quads_added, other_knowledge.quads_removed, other_knowledge.unchanged), (1, 1, 2));
}

#[test]
fn an_edited_article_replaces_what_it_said() {
    let mut dataset = two_forums();
    let mut graph = built(&dataset);
    // The second article no longer says who was the host.
    let last = dataset.statements.iter().position(|s| s.relation == "hosted").unwrap();
    dataset.statements.remove(last);
    let changes = graph.replace(&dataset, &schema(), "k1").unwrap();
    assert_eq!((changes.added, changes.changed, changes.removed, changes.unchanged), (0, 1, 0, 1));
    // One fact and its statement node, nothing else.
    assert_eq!((changes.quads_added, changes.quads_removed), (0, 1 + 13));
    assert_eq!(graph.dataset(&schema()).unwrap(), dataset);
}

#[test]
fn a_removed_article_takes_its_graph_along() {
    let mut graph = built(&two_forums());
    let one = Fixture::default().article("a3", "en", "Nothing.").build();
    let changes = graph.replace(&one, &schema(), "k1").unwrap();
    assert_eq!((changes.added, changes.removed, changes.unchanged), (1, 2, 0));
    assert_eq!(graph.dataset(&schema()).unwrap(), one);
    assert_eq!(count(&graph, "GRAPH ?g { ?s ?p ?o }"), changes.quads);
    let names = graph.select("SELECT DISTINCT ?g WHERE { GRAPH ?g {} } ORDER BY ?g").unwrap();
    let names: Vec<_> = names.column("g").map(Term::value).collect();
    assert_eq!(names, [format!("{}article/a3", iri::DEFAULT_BASE), format!("{}graph/build", iri::DEFAULT_BASE)]);
}

#[test]
fn many_changes_go_in_by_bulk_loads_to_the_same_end() {
    let dataset = two_forums();
    let bulk = KnowledgeGraph::in_memory().unwrap();
    let changes = write::replace_by(&bulk.store, &dataset, &schema(), "k1", 1).unwrap();
    let mut one = KnowledgeGraph::in_memory().unwrap();
    assert_eq!(one.replace(&dataset, &schema(), "k1").unwrap(), changes);
    assert_eq!(bulk.dataset(&schema()).unwrap(), dataset);
    // From one state to another, with removals and another base.
    let mut other = Fixture::default().article("a1", "en", "Nothing.").article("a3", "en", "Nothing.").build();
    other.base = "https://example.org/".to_owned();
    let changes = write::replace_by(&bulk.store, &other, &schema(), "k1", 1).unwrap();
    assert_eq!(one.replace(&other, &schema(), "k1").unwrap(), changes);
    assert_eq!(bulk.dataset(&schema()).unwrap(), other);
    assert_eq!(dumped(&bulk, DumpFormat::NQuads), dumped(&one, DumpFormat::NQuads));
}

#[test]
fn a_build_that_was_cut_short_says_so_and_can_be_completed() {
    let dataset = two_forums();
    let mut graph = built(&dataset);
    let node = read::build_graph(&graph.store).unwrap().unwrap();
    graph.store.remove_named_graph(&node).unwrap();
    assert_eq!(graph.knowledge_hash().unwrap(), None);
    assert_eq!(graph.dataset(&schema()).unwrap_err().kind, ErrorKind::Storage);
    graph.replace(&dataset, &schema(), "k1").unwrap();
    assert_eq!(graph.dataset(&schema()).unwrap(), dataset);
}

#[test]
fn a_base_that_is_no_iri_is_refused_and_nothing_is_written() {
    let mut dataset = two_forums();
    dataset.base = "my base/".to_owned();
    let mut graph = KnowledgeGraph::in_memory().unwrap();
    assert_eq!(graph.replace(&dataset, &schema(), "k1").unwrap_err().kind, ErrorKind::Usage);
    assert!(graph.store.is_empty().unwrap());
}

#[cfg(not(feature = "disk"))]
#[test]
fn without_stores_on_disk_opening_one_says_so() {
    for result in [KnowledgeGraph::open(Path::new("x")), KnowledgeGraph::open_read_only(Path::new("x"))] {
        assert_eq!(result.unwrap_err().kind, ErrorKind::Storage);
    }
}

pub(super) fn dumped(graph: &KnowledgeGraph, format: DumpFormat) -> String {
    let mut bytes = Vec::new();
    graph.dump(format, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Text with characters that break careless writers.
fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-z\"\\\\<>{}#@^' \n\r\t\u{0}\u{1}\u{7f}\u{fffe}无\u{202e}]{0,12}"]
}

fn date() -> impl Strategy<Value = PartialDate> {
    (1000..=9999_i16, option::of((1..=12_u8, option::of(1..=31_u8)))).prop_map(|(year, rest)| PartialDate {
        year,
        month: rest.map(|(month, _)| month),
        day: rest.and_then(|(_, day)| day),
    })
}

fn language() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), Just("en".to_owned()), Just("zh".to_owned()), Just("zh-hant-tw".to_owned())]
}

fn article(number: usize) -> impl Strategy<Value = Article> {
    let text = vec(odd_text(), 5);
    (text, vec(option::of(odd_text()), 4), option::of(date())).prop_map(move |(texts, options, published)| Article {
        id: format!("{number}{}", texts[0]),
        source: texts[1].clone(),
        url: options[0].clone(),
        outlet: options[1].clone(),
        title: options[2].clone(),
        published,
        language: options[3].clone(),
        text: format!("{} {}", texts[2], texts[3]),
        hash: texts[4].clone(),
    })
}

fn entity(number: usize) -> impl Strategy<Value = Entity> {
    let place = (option::of((-90.0..90.0, -180.0..180.0)), option::of(odd_text()));
    (odd_text(), 0..5_usize, vec((odd_text(), language()), 0..4), option::of(any::<u32>()), any::<bool>(), place).prop_map(
        move |(label, kind, names, edition, unnamed, (point, country))| {
            let mut names: Vec<_> = names.into_iter().map(|(text, language)| Name { text, language }).collect();
            names.sort();
            names.dedup();
            Entity {
                path: format!("{}/{number}-{}", Kind::ALL[kind].segment(), iri::slug(&label)),
                kind: Kind::ALL[kind],
                label,
                names,
                mentions: Vec::new(),
                edition,
                unnamed,
                point: point.map(|(latitude, longitude)| GeoPoint { latitude, longitude }),
                country,
            }
        },
    )
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        date().prop_map(Literal::Date),
        (odd_text(), language()).prop_map(|(value, language)| Literal::Text { value, language }),
        any::<i64>().prop_map(Literal::Integer),
    ]
}

/// Numbers that pick things of a dataset, whatever its size.
type Picks = (prop::sample::Index, prop::sample::Index, prop::sample::Index, prop::sample::Index);

fn claim() -> impl Strategy<Value = (Picks, Option<Literal>, Claim)> {
    let spans = (0..40_usize, 0..40_usize, 0..40_usize, 0..40_usize);
    let texts = (odd_text(), option::of(odd_text()), option::of(odd_text()));
    (any::<Picks>(), option::of(literal()), spans, texts, 0..4_usize, 0.0..=1.0_f64).prop_map(
        |(picks, literal, (a, b, c, d), (rule, post, mode), stance, confidence)| {
            let span = |a: usize, b: usize| Span::new(a.min(b), a.max(b));
            let (quote, trigger) = (span(a, b), span(c, d));
            let stance = Stance::ALL[stance];
            (picks, literal, Claim { article: ArticleIdx(0), quote, trigger, rule, post, mode, stance, confidence })
        },
    )
}

prop_compose! {
    fn dataset()(
        articles in (vec(article(0), 1), vec(article(1), 1), vec(article(2), 0..2)),
        entities in (vec(entity(0), 1), vec(entity(1), 1), vec(entity(2), 0..2)),
        mentions in vec((any::<Picks>(), 0..30_usize, 0..30_usize), 0..8),
        claims in vec(claim(), 0..8),
    ) -> Dataset {
        let mut articles = [articles.0, articles.1, articles.2].concat();
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        let mut entities = [entities.0, entities.1, entities.2].concat();
        entities.sort_by(|a, b| a.path.cmp(&b.path));
        let article = |pick: &prop::sample::Index| ArticleIdx(u32::try_from(pick.index(articles.len())).unwrap());
        let number = entities.len();
        let entity = |pick: &prop::sample::Index| EntityIdx(u32::try_from(pick.index(number)).unwrap());
        for ((a, b, ..), start, length) in &mentions {
            let span = Span::new(*start, start + length);
            entities[entity(b).0 as usize].mentions.push(Mention { article: article(a), span });
        }
        for entity in &mut entities {
            entity.mentions.sort();
            entity.mentions.dedup();
        }
        let relations = ["spokeAt", "hosted", "theme"];
        let mut statements: std::collections::BTreeMap<_, Vec<Claim>> = std::collections::BTreeMap::new();
        for ((a, b, c, d), literal, claim) in claims {
            let object = literal.map_or_else(|| Object::Entity(entity(&c)), Object::Literal);
            let key = (entity(&b), relations[d.index(3)].to_owned(), object);
            statements.entry(key).or_default().push(Claim { article: article(&a), ..claim });
        }
        let statements = statements.into_iter().map(|((subject, relation, object), mut claims)| {
            claims.sort_by(|a, b| read::order(a).cmp(&read::order(b)));
            claims.dedup_by(|a, b| read::order(a) == read::order(b));
            Statement { subject, relation, object, rank: Rank::default(), claims }
        });
        Dataset { base: iri::DEFAULT_BASE.to_owned(), statements: statements.collect(), articles, entities, ..Dataset::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_dataset_comes_back(dataset in dataset()) {
        let mut graph = built(&dataset);
        prop_assert_eq!(graph.dataset(&schema()).unwrap(), dataset.clone());
        // What the store gives back is what would be written: nothing is rewritten for its spelling.
        let again = graph.replace(&dataset, &schema(), "k1").unwrap();
        prop_assert!(again.is_empty(), "{:?}", again);
    }

    #[test]
    fn from_any_dataset_to_any_other(one in dataset(), other in dataset(), batch in 1..4_usize) {
        let graph = built(&one);
        write::replace_by(&graph.store, &other, &schema(), "k1", batch).unwrap();
        prop_assert_eq!(dumped(&graph, DumpFormat::NQuads), dumped(&built(&other), DumpFormat::NQuads));
    }
}
