//! Do articles that speak of the same thing come together, do others stay apart, and does no order matter?

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::{
    annotate::{annotate, complete},
    extract::extract,
    model::{Kind, Object, iri},
};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// Id, language, text.
type Piece = (&'static str, &'static str, &'static str);

const OPENING: Piece = (
    "opening",
    "en",
    "The 3rd Harbour Cities Forum opened in Rotterdam on May 12, 2021. Ann Bell, mayor of Rotterdam, spoke at the forum. \
     Carl Dorn, president of the Delta Institute, attended. The forum was hosted by the Delta Institute.",
);
const CLOSING: Piece = (
    "closing",
    "en",
    "The third Harbour Cities Forum was held in Rotterdam from May 12 to 14, 2021. Eve Holt, director of the Tidal Museum, \
     spoke at the forum. Carl Dorn gave a speech at the forum too.",
);
const NEXT: Piece =
    ("next", "en", "The 4th Harbour Cities Forum was held in Antwerp on June 3, 2022. Ann Bell spoke at the forum.");
const GALA: Piece = (
    "gala",
    "en",
    "The Salt Road Gala was held in Salzburg on March 9, 2020. Gustav Hull, chairman of the Salt Guild, attended the gala.",
);
const BATIK: Piece = (
    "batik",
    "id",
    "Konferensi Batik Dunia digelar di Pekalongan pada 5 Oktober 2021. Menteri Surya Prabowo berpidato dalam konferensi itu.",
);
const ALL: [Piece; 5] = [OPENING, CLOSING, NEXT, GALA, BATIK];

fn articles(pieces: &[Piece]) -> Vec<Article> {
    let article = |&(id, language, text): &Piece| Article {
        id: id.to_owned(),
        source: format!("{id}.txt"),
        language: Some(language.to_owned()),
        text: text.to_owned(),
        ..Article::default()
    };
    pieces.iter().map(article).map(|article| complete(&article, &KNOWLEDGE)).collect()
}

fn read(pieces: &[Piece]) -> Dataset {
    let articles = articles(pieces);
    let facts: Vec<ArticleFacts> = articles.iter().map(|a| extract(&annotate(a, &KNOWLEDGE), &KNOWLEDGE)).collect();
    resolve(iri::DEFAULT_BASE, &articles, &facts, &[], &KNOWLEDGE).dataset
}

/// Paths of all entities of this kind that some article names so.
fn named(dataset: &Dataset, kind: Kind, name: &str) -> Vec<String> {
    let entities = dataset.entities.iter().filter(|e| e.kind == kind && e.names.iter().any(|found| found.text == name));
    entities.map(|entity| entity.path.clone()).collect()
}

fn paths(dataset: &Dataset, kind: Kind) -> Vec<&str> {
    dataset.entities.iter().filter(|entity| entity.kind == kind).map(|entity| entity.path.as_str()).collect()
}

/// Ids of the articles in which the entity is named.
fn sources<'a>(dataset: &'a Dataset, path: &str) -> Vec<&'a str> {
    let entity = dataset.entity(dataset.find(path).unwrap());
    let mut ids: Vec<&str> = entity.mentions.iter().map(|mention| dataset.article(mention.article).id.as_str()).collect();
    ids.dedup();
    ids
}

/// Which articles each event of these is named in.
#[track_caller]
fn check_events(pieces: &[Piece], expected: &[&[&str]]) {
    let dataset = read(pieces);
    let mut found: Vec<Vec<&str>> = paths(&dataset, Kind::Event).into_iter().map(|path| sources(&dataset, path)).collect();
    found.sort();
    assert_eq!(found, expected, "{:?}", paths(&dataset, Kind::Event));
}

#[test]
fn one_edition_in_two_articles_is_one_event() {
    check_events(&[OPENING, CLOSING], &[&["closing", "opening"]]);
}

#[test]
fn editions_of_a_series_stay_apart() {
    check_events(&[OPENING, NEXT], &[&["next"], &["opening"]]);
    let dataset = read(&[OPENING, NEXT]);
    assert_eq!(paths(&dataset, Kind::EventSeries).len(), 1, "{:?}", paths(&dataset, Kind::EventSeries));
    let members = dataset.statements.iter().filter(|s| s.relation == "inSeries");
    assert_eq!(members.count(), 2);
    let years = ("2019", "The Harbour Expo 2019 was held in Wuxi.", "2020", "The Harbour Expo 2020 was held in Wuxi.");
    check_events(&[(years.0, "en", years.1), (years.2, "en", years.3)], &[&["2019"], &["2020"]]);
}

#[test]
fn an_event_that_one_article_never_names_is_known_by_theme_host_and_month() {
    let named = (
        "named",
        "en",
        "The Smart Voice Forum 2021 opened in Wuxi on May 22, 2021 under the theme \"New Tides, Clear Voices\". The forum was \
         hosted by the Lantern Media Group. Ann Bell spoke at the forum.",
    );
    let unnamed = (
        "unnamed",
        "en",
        "An international forum under the theme \"New Tides, Clear Voices\", hosted by the Lantern Media Group, was held on \
         May 22, 2021. Carl Dorn spoke at the forum.",
    );
    check_events(&[named, unnamed], &[&["named", "unnamed"]]);
    let other = (
        "other",
        "en",
        "An international forum under the theme \"Grain for the World\", hosted by the Prairie Farm Group, was held on \
         July 2, 2019. Carl Dorn spoke at the forum.",
    );
    check_events(&[named, other], &[&["named"], &["other"]]);
}

#[test]
fn a_meeting_without_a_name_is_no_other_event_of_its_town_and_day() {
    let forum = ("forum", "en", "The Smart Voice Forum 2021 opened in Wuxi on May 22, 2021. Carl Dorn spoke at the forum.");
    let talks = ("talks", "en", "President Igor Volin met with President Pavel Orlan in Wuxi on May 22, 2021.");
    check_events(&[forum, talks], &[&["forum"], &["talks"]]);
}

#[test]
fn people_are_joined_by_full_name_and_not_by_surname() {
    let dataset = read(&[OPENING, CLOSING, NEXT]);
    for (name, ids) in [("Ann Bell", vec!["next", "opening"]), ("Carl Dorn", vec!["closing", "opening"])] {
        let found = named(&dataset, Kind::Person, name);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(sources(&dataset, &found[0]), ids);
    }
    let first = ("1", "en", "Igor Volin, mayor of Tula, spoke at the Amber Forum. Volin praised the hosts.");
    let second = ("2", "en", "Pavel Volin, director of the Tidal Museum, spoke at the Harbour Gala. Volin left early.");
    let dataset = read(&[first, second]);
    assert_eq!(paths(&dataset, Kind::Person), ["person/igor-volin", "person/pavel-volin"]);
    for path in ["person/igor-volin", "person/pavel-volin"] {
        assert_eq!(sources(&dataset, path).len(), 1, "{path}");
    }
}

#[test]
fn an_iri_does_not_change_when_an_unrelated_article_is_added() {
    for (idx, extra) in ALL.iter().enumerate().skip(3) {
        let before: Vec<Piece> = ALL.iter().enumerate().filter(|&(other, _)| other != idx).map(|(_, piece)| *piece).collect();
        let (before, after) = (read(&before), read(&ALL));
        let gone: Vec<&str> = before.entities.iter().map(|e| e.path.as_str()).filter(|path| after.find(path).is_none()).collect();
        assert!(gone.is_empty(), "{gone:?} are gone after {} came", extra.0);
        assert!(after.entities.len() > before.entities.len());
    }
}

#[test]
fn a_dataset_of_nothing_is_empty() {
    assert_eq!(read(&[]), Dataset { base: iri::DEFAULT_BASE.to_owned(), ..Dataset::default() });
}

/// Panics unless the dataset is as its types promise.
fn check_dataset(dataset: &Dataset) {
    assert!(dataset.articles.is_sorted_by(|a, b| a.id < b.id));
    assert!(dataset.entities.is_sorted_by(|a, b| a.path < b.path));
    let key = |s: &crate::model::Statement| (s.subject, s.relation.clone(), s.object.clone());
    assert!(dataset.statements.is_sorted_by(|a, b| key(a) < key(b)));
    for (idx, entity) in dataset.entities() {
        assert_eq!(dataset.find(&entity.path), Some(idx));
        assert!(entity.path.starts_with(&format!("{}/", entity.kind.segment())), "{}", entity.path);
        assert!(entity.names.is_sorted() && entity.names.iter().any(|name| name.text == entity.label), "{entity:?}");
        assert!(entity.mentions.is_sorted() && entity.mentions.is_empty() == (entity.kind == Kind::EventSeries), "{entity:?}");
        for mention in &entity.mentions {
            assert!(!mention.span.of(&dataset.article(mention.article).text).is_empty(), "{entity:?}");
        }
    }
    for statement in &dataset.statements {
        check_statement(dataset, statement);
    }
}

fn check_statement(dataset: &Dataset, statement: &crate::model::Statement) {
    let relation = KNOWLEDGE.schema.get(&statement.relation).unwrap();
    assert!(relation.domain.contains(&dataset.entity(statement.subject).kind), "{statement:?}");
    assert!(!statement.claims.is_empty(), "{statement:?}");
    assert!(statement.claims.is_sorted_by_key(|claim| (claim.article, claim.quote)), "{statement:?}");
    if let Object::Entity(object) = statement.object {
        assert_ne!(object, statement.subject, "{statement:?}");
        assert!(dataset.entities.len() > object.0 as usize, "{statement:?}");
    }
    for claim in &statement.claims {
        assert!(!dataset.quote(claim).is_empty() && claim.quote.contains(claim.trigger), "{claim:?}");
    }
}

#[test]
fn a_dataset_is_sorted_and_whole() {
    let dataset = read(&ALL);
    assert!(dataset.statements.len() > 10, "{}", dataset.statements.len());
    check_dataset(&dataset);
}

/// Articles made of the examples of the relations: names and events recur in odd ways.
fn of_examples() -> impl Strategy<Value = Vec<(String, String, String)>> {
    let all = KNOWLEDGE.schema.relations().iter().flat_map(|relation| &relation.examples);
    let texts: Vec<(String, String)> = all.map(|example| (example.language.clone(), example.text.clone())).collect();
    let article = prop::collection::vec(prop::sample::select(texts), 1..4);
    prop::collection::vec(article, 1..8).prop_map(|articles| {
        let join = |(idx, parts): (usize, Vec<(String, String)>)| {
            let text: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
            (format!("a{idx}"), parts[0].0.clone(), text.join("\n\n"))
        };
        articles.into_iter().enumerate().map(join).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_articles_does_not_matter(order in Just(ALL.to_vec()).prop_shuffle()) {
        prop_assert_eq!(read(&order), read(&ALL));
    }

    #[test]
    fn any_articles_in_any_order_give_one_whole_dataset(made in of_examples(), seed in any::<prop::sample::Index>()) {
        let article = |(id, language, text): &(String, String, String)| {
            let article = Article { id: id.clone(), language: Some(language.clone()), text: text.clone(), ..Article::default() };
            let facts = extract(&annotate(&article, &KNOWLEDGE), &KNOWLEDGE);
            (article, facts)
        };
        let mut read: Vec<(Article, ArticleFacts)> = made.iter().map(article).collect();
        let join = |read: &[(Article, ArticleFacts)]| {
            let (articles, facts): (Vec<_>, Vec<_>) = read.iter().cloned().unzip();
            resolve(iri::DEFAULT_BASE, &articles, &facts, &[], &KNOWLEDGE).dataset
        };
        let dataset = join(&read);
        check_dataset(&dataset);
        let turn = seed.index(read.len());
        read.rotate_left(turn);
        read.reverse();
        prop_assert_eq!(join(&read), dataset);
    }
}
