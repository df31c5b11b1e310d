//! Does each relation find its examples and leave its counter-examples alone, and is every fact inside the text it quotes?

use std::{collections::BTreeSet, sync::LazyLock};

use proptest::prelude::*;

use super::*;
use crate::{
    annotate::{annotate, complete},
    knowledge::{Example, ExampleFact, ExampleTerm, Range, Relation, fold},
    model::{Argument, Article, Fact, Kind, LocalEntity, PartialDate, Span},
};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

fn read(language: Option<&str>, published: Option<PartialDate>, text: &str) -> ArticleFacts {
    let article = Article {
        id: "a".to_owned(),
        source: "a.txt".to_owned(),
        language: language.map(str::to_owned),
        published,
        text: text.to_owned(),
        ..Article::default()
    };
    let article = complete(&article, &KNOWLEDGE);
    extract(&annotate(&article, &KNOWLEDGE), &KNOWLEDGE)
}

/// How a name in an example is compared with the names of an entity.
#[derive(Clone, Copy)]
enum Match {
    /// The same words.
    Whole,
    /// The words of the one stand among those of the other: so that no counter-example passes by a name cut wrong.
    Part,
}

fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let all = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    all.map(str::to_owned).collect()
}

impl Match {
    fn text(self, wanted: &str, found: &str) -> bool {
        let (wanted, found) = (words(wanted), words(found));
        let inside = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
        match self {
            Self::Whole => wanted == found,
            Self::Part => inside(&wanted, &found) || inside(&found, &wanted),
        }
    }

    fn entity(self, wanted: &ExampleTerm, entity: &LocalEntity) -> bool {
        match wanted {
            ExampleTerm::Any => true,
            ExampleTerm::Unnamed => entity.event.as_ref().is_some_and(|event| event.unnamed),
            ExampleTerm::Named(name) => entity.names.iter().any(|found| self.text(name, found)),
        }
    }

    fn object(self, wanted: &ExampleTerm, object: &Argument, facts: &ArticleFacts) -> bool {
        match (object, wanted) {
            (Argument::Entity(idx), _) => self.entity(wanted, facts.entity(*idx)),
            (Argument::Literal(_), ExampleTerm::Any) => true,
            (Argument::Literal(_), ExampleTerm::Unnamed) => false,
            (Argument::Literal(value), ExampleTerm::Named(name)) => Self::Whole.text(name, &value.text()),
        }
    }

    fn fact(self, wanted: &ExampleFact, fact: &Fact, facts: &ArticleFacts) -> bool {
        let detail = wanted.detail.as_deref();
        let told = detail.is_none_or(|detail| {
            let parts = [fact.post.as_deref(), fact.mode.as_deref(), Some(fact.stance.name())];
            parts.into_iter().flatten().any(|part| Self::Whole.text(detail, part))
        });
        told && self.entity(&wanted.subject, facts.entity(fact.subject)) && self.object(&wanted.object, &fact.object, facts)
    }

    /// Editions are put into their series by resolution; the name of the series is what one article knows of it.
    fn series(self, wanted: &ExampleFact, facts: &ArticleFacts) -> bool {
        facts.entities.iter().filter(|entity| self.entity(&wanted.subject, entity)).any(|entity| {
            let traits = entity.event.as_ref().filter(|traits| traits.edition.is_some() || traits.year.is_some());
            traits.and_then(|traits| traits.series.as_ref()).is_some_and(|series| match &wanted.object {
                ExampleTerm::Any => true,
                ExampleTerm::Unnamed => false,
                ExampleTerm::Named(name) => self.text(name, series),
            })
        })
    }

    /// Whether the facts say it, of the relation itself or of one that implies it, as having happened or firmly planned.
    fn states(self, relation: &Relation, wanted: &ExampleFact, facts: &ArticleFacts) -> bool {
        if relation.range == [Range::Entity(Kind::EventSeries)] {
            return self.series(wanted, facts);
        }
        let holds = |name: &str| {
            name == relation.name || KNOWLEDGE.schema.get(name).is_some_and(|other| other.implies.contains(&relation.name))
        };
        let told = |fact: &&Fact| fact.stance.is_asserted() || wanted.detail.as_deref() == Some(fact.stance.name());
        facts.facts.iter().filter(|fact| holds(&fact.relation)).filter(told).any(|fact| self.fact(wanted, fact, facts))
    }
}

fn listed(facts: &ArticleFacts) -> String {
    let line = |fact: &Fact| {
        let object = match &fact.object {
            Argument::Entity(idx) => facts.entity(*idx).names[0].clone(),
            Argument::Literal(value) => value.text(),
        };
        let (subject, stance) = (&facts.entity(fact.subject).names[0], fact.stance.name());
        format!("\n      {subject} {} {object} ({:?}, {:?}, {stance})", fact.relation, fact.post, fact.mode)
    };
    facts.facts.iter().map(line).collect()
}

/// What an example or counter-example of the relation does not get.
fn failures(relation: &Relation, example: &Example, expected: bool) -> Vec<String> {
    let facts = read(Some(&example.language), example.published, &example.text);
    let matching = if expected { Match::Whole } else { Match::Part };
    let wrong = example.facts.iter().filter(|fact| matching.states(relation, fact, &facts) != expected);
    let line = |fact: &ExampleFact| {
        let kind = if expected { "missing" } else { "wrong" };
        format!("{}: {kind} {fact:?}\n    in «{}»{}", relation.name, example.text, listed(&facts))
    };
    wrong.map(line).collect()
}

/// Every example of every relation that `pick` gives.
fn check(expected: bool, pick: fn(&Relation) -> &[Example]) {
    let relations = KNOWLEDGE.schema.relations().iter();
    let found = relations.flat_map(|relation| pick(relation).iter().flat_map(move |e| failures(relation, e, expected)));
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "{} facts:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_example_gives_its_facts() {
    check(true, |relation| &relation.examples);
}

#[test]
fn no_counter_example_gives_what_it_denies() {
    check(false, |relation| &relation.counter_examples);
}

#[test]
fn every_relation_has_examples_and_counter_examples_in_languages_that_exist() {
    let mut texts = BTreeSet::new();
    for relation in KNOWLEDGE.schema.relations() {
        let (n, n_counter) = (relation.examples.len(), relation.counter_examples.len());
        assert!(n >= 3 && n_counter >= 2, "{}: {n} examples and {n_counter} counter-examples", relation.name);
        for example in relation.examples.iter().chain(&relation.counter_examples) {
            assert!(KNOWLEDGE.languages.index_of(&example.language).is_some(), "{}: {}", relation.name, example.language);
            let key = (&relation.name, relation.examples.contains(example), &example.text);
            assert!(texts.insert(key), "{}: twice «{}»", relation.name, example.text);
        }
    }
}

/// Panics unless every span lies in the text on character borders, and every quote holds its trigger.
fn check_spans(text: &str, facts: &ArticleFacts) {
    let inside = |span: Span| assert!(text.get(span.start..span.end).is_some_and(|s| !s.is_empty()), "{span:?} in {text:?}");
    let names = facts.entities.iter().map(|entity| (entity, &entity.names));
    names.for_each(|(entity, names)| assert!(names.iter().all(|name| !name.is_empty()) && !names.is_empty(), "{entity:?}"));
    facts.entities.iter().flat_map(|entity| &entity.mentions).for_each(|&span| inside(span));
    for fact in &facts.facts {
        inside(fact.evidence.quote);
        inside(fact.evidence.trigger);
        assert!(fact.evidence.quote.contains(fact.evidence.trigger), "{fact:?} in {text:?}");
        assert!((0.0..=1.0).contains(&fact.confidence), "{fact:?}");
        check_arguments(fact, facts);
    }
}

fn check_arguments(fact: &Fact, facts: &ArticleFacts) {
    let relation = KNOWLEDGE.schema.get(&fact.relation).unwrap();
    assert!(relation.domain.contains(&facts.entity(fact.subject).kind), "{fact:?}");
    if let Argument::Entity(idx) = fact.object {
        assert!(relation.range.contains(&Range::Entity(facts.entity(idx).kind)), "{fact:?}");
        assert_ne!(idx, fact.subject, "{fact:?}");
    }
}

#[test]
fn facts_of_the_examples_fit_their_relations_and_quote_their_text() {
    for relation in KNOWLEDGE.schema.relations() {
        for example in relation.examples.iter().chain(&relation.counter_examples) {
            check_spans(&example.text, &read(Some(&example.language), example.published, &example.text));
        }
    }
}

/// Sentences of the examples, torn into words, with odd characters between them.
fn scrambled() -> impl Strategy<Value = String> {
    let words = KNOWLEDGE.schema.relations().iter().flat_map(|relation| &relation.examples);
    let words: Vec<&'static str> = words.flat_map(|example| example.text.split_inclusive(' ')).collect();
    let word = prop::sample::select(words).prop_map(str::to_owned);
    let odd = prop::sample::select(vec![
        "\u{0}",
        "\u{202e}",
        "e\u{301}",
        "İ",
        "ﬀ",
        "👩‍👩‍👧",
        "\r\n",
        "\n\n",
        "—",
        "“",
        "”",
        "(",
        ")",
        "，",
        "论坛",
        ". ",
        "\u{a0}",
        "ǅ",
        "\t",
        "'s ",
        "2024",
        "-",
        ", ",
        "; ",
    ]);
    let piece = prop_oneof![6 => word, 1 => odd.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_it(text in "\\PC{0,200}") {
        check_spans(&text, &read(None, None, &text));
    }

    #[test]
    fn no_scrambled_article_breaks_it(text in scrambled(), language in prop::sample::select(vec!["en", "id"])) {
        check_spans(&text, &read(Some(language), None, &text));
    }

    #[test]
    fn the_same_text_gives_the_same_facts(text in scrambled()) {
        prop_assert_eq!(read(None, None, &text), read(None, None, &text));
    }
}
