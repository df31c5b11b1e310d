//! Is what a store comes to the same whatever the steps, is nothing read twice, and do edits, copies, corrections and pruning hold?

use proptest::prelude::*;

use super::*;
use crate::{
    graph::DumpFormat,
    knowledge::built_in,
    model::{Change, Kind, iri},
};

/// Articles in three languages that name the same people, bodies and events in different ways, some of them copies.
const ARTICLES: [(&str, &str, &str); 8] = [
    (
        "a1",
        "en",
        "The 3rd Harbour Cities Forum opened in Rotterdam on May 12, 2021. Ann Bell, mayor of Rotterdam, spoke at the forum. \
      Carl Dorn, president of the Delta Institute, attended. The forum was hosted by the Delta Institute (DI).",
    ),
    (
        "a2",
        "en",
        "The third Harbour Cities Forum was held in Rotterdam from May 12 to 14, 2021. Carl Dorn gave a speech at the forum.",
    ),
    (
        "a3",
        "en",
        "The third Harbour Cities Forum was held in Antwerp on May 13, 2021. Ann Bell, mayor of Rotterdam, gave a speech at the forum.",
    ),
    (
        "a4",
        "en",
        "The 4th Harbour Cities Forum was held in Antwerp on June 3, 2022. Ann Bell spoke at the forum. Shen Yuanfang, \
      president of the China Media Group, attended the forum.",
    ),
    ("a5", "zh", "2022年6月3日,中央广播电视总台台长沈元方出席第四届港口城市论坛。"),
    (
        "a6",
        "id",
        "Konferensi Batik Dunia digelar di Pekalongan pada 5 Oktober 2021. Menteri Surya Prabowo berpidato dalam konferensi itu.",
    ),
    ("a7", "en", "Wang Wei, mayor of Suzhou, spoke at the Tide Forum 2021 in Suzhou."),
    ("a8", "en", "Wang Wei, director of the Tidal Museum, spoke at the Salt Forum 2022 in Lisbon."),
];

fn article(id: &str, language: &str, text: &str) -> Article {
    let hash = format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes()));
    Article {
        id: id.to_owned(),
        source: format!("{id}.txt"),
        language: Some(language.to_owned()),
        text: text.to_owned(),
        hash,
        ..Article::default()
    }
}

fn all() -> Vec<Article> {
    ARTICLES.iter().map(|(id, language, text)| article(id, language, text)).collect()
}

fn options() -> Options {
    Options { base: iri::DEFAULT_BASE.to_owned(), min_confidence: 0.0 }
}

/// A store that keeps its readings from step to step.
struct Desk {
    graph: KnowledgeGraph,
    readings: Readings,
    corrections: Vec<Correction>,
}

impl Desk {
    fn new() -> Self {
        Self { graph: KnowledgeGraph::in_memory().unwrap(), readings: Readings::new(), corrections: Vec::new() }
    }

    fn build(&mut self, articles: Vec<Article>, prune: bool) -> Option<Update> {
        let input =
            Input { articles, corrections: self.corrections.clone(), readings: std::mem::take(&mut self.readings), prune };
        let kept = input.readings.clone();
        let update = update(&mut self.graph, input, &options(), built_in(), &|| {}).unwrap();
        self.readings = update.as_ref().map_or(kept, |update| update.readings.clone());
        update
    }

    fn dump(&self) -> String {
        let mut out = Vec::new();
        self.graph.dump(DumpFormat::NQuads, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn correct(&mut self, change: Change) -> Update {
        let number = u32::try_from(self.corrections.len() + 1).unwrap();
        self.corrections.push(Correction { number, change, who: String::new(), when: String::new(), why: String::new() });
        self.build(Vec::new(), false).unwrap()
    }
}

fn at_once() -> Desk {
    let mut desk = Desk::new();
    desk.build(all(), false).unwrap();
    desk
}

#[test]
fn what_is_known_is_not_read_again_and_nothing_new_changes_nothing() {
    let mut desk = at_once();
    let before = desk.dump();
    assert!(desk.build(all(), false).is_none());
    let mut more = all();
    more.push(article("b1", "en", "Igor Zorin spoke at the Amber Forum 2020 in Oslo."));
    let update = desk.build(more, false).unwrap();
    assert_eq!((update.read, update.changes.added, update.changes.changed), (1, 1, 0));
    let update = desk.build(all(), true).unwrap();
    assert_eq!((update.read, update.changes.removed), (0, 1));
    assert_eq!(desk.dump(), before);
}

#[test]
fn an_edited_article_replaces_its_old_facts_and_so_does_one_of_the_same_address() {
    let mut desk = at_once();
    let text =
        "Konferensi Batik Dunia digelar di Pekalongan pada 5 Oktober 2021. Menteri Igor Zorin berpidato dalam konferensi itu.";
    let update = desk.build(vec![article("a6", "id", text)], false).unwrap();
    assert_eq!((update.read, update.changes.changed, update.changes.added), (1, 1, 0));
    let names = |update: &Update, name: &str| update.dataset.entities.iter().filter(|e| e.label == name).count();
    assert_eq!((names(&update, "Igor Zorin"), names(&update, "Surya Prabowo")), (1, 0));
    let at = |id: &str, text: &str| Article { url: Some("https://example.org/x".to_owned()), ..article(id, "en", text) };
    desk.build(vec![at("c1", "Eve Fox spoke at the Amber Forum 2020 in Oslo.")], false).unwrap();
    let update = desk.build(vec![at("c2", "Greg Hull spoke at the Amber Forum 2020 in Oslo.")], false).unwrap();
    assert_eq!((names(&update, "Eve Fox"), names(&update, "Greg Hull"), update.changes.removed), (0, 1, 1));
}

#[test]
fn a_correction_survives_a_rebuild_and_undoing_it_leaves_no_trace() {
    let mut desk = at_once();
    let before = desk.dump();
    let dataset = desk.graph.dataset(&built_in().schema).unwrap();
    let wangs: Vec<_> =
        dataset.entities.iter().filter(|e| e.kind == Kind::Person && e.label == "Wang Wei").map(|e| e.path.clone()).collect();
    let [one, other] = wangs.as_slice() else { panic!("{wangs:?}") };
    let update = desk.correct(Change::Merge([one.clone(), other.clone()]));
    assert_eq!((update.read, update.unmatched.len()), (0, 0));
    assert_eq!(update.dataset.find_any(one), update.dataset.find_any(other));
    let mut scratch = Desk { corrections: desk.corrections.clone(), ..Desk::new() };
    scratch.build(all(), false).unwrap();
    assert_eq!(scratch.dump(), desk.dump());
    desk.correct(Change::Undo(1));
    let marks = |dump: &str| dump.lines().filter(|line| !line.contains("knowledgeHash")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(marks(&desk.dump()), marks(&before));
}

#[test]
fn a_store_that_disagrees_with_itself_says_so() {
    let desk = at_once();
    let dataset = desk.graph.dataset(&built_in().schema).unwrap();
    let ranked: Vec<_> = dataset.statements.iter().filter(|s| s.rank != crate::model::Rank::Undisputed).collect();
    assert!(!ranked.is_empty(), "Rotterdam or Antwerp?");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_in_any_steps_comes_to_the_same(
        order in Just((0..ARTICLES.len()).collect::<Vec<_>>()).prop_shuffle(),
        cuts in prop::collection::btree_set(1..ARTICLES.len(), 0..5),
        again in any::<bool>(),
    ) {
        let articles = all();
        let mut desk = Desk::new();
        let mut from = 0;
        for to in cuts.into_iter().chain([order.len()]) {
            let step: Vec<Article> = order[from..to].iter().map(|&idx| articles[idx].clone()).collect();
            desk.build(step.clone(), false);
            if again {
                prop_assert!(desk.build(step, false).is_none(), "a second time changes nothing");
            }
            from = to;
        }
        prop_assert_eq!(desk.dump(), at_once().dump());
    }
}
