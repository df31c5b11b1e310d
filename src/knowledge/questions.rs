//! Which questions can be asked, in which words, and which SPARQL answers each?
//!
//! `ontology/questions/NAME.toml` is one type of question, `ontology/questions/words/TAG.toml` the words of one language
//! that all questions share, `ontology/questions/shared/*.toml` the pieces of SPARQL that they share.

mod fold;
mod pattern;
mod words;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use fold::{Phrase, Token, phrase, tokens};
pub use pattern::Piece;
pub use words::{Head, Posts, Words, Written};

use super::sources::{Sources, parse};
use crate::{
    diag::{Error, ErrorKind, Result},
    model::Kind,
};

/// All types of questions, and the words they are made of.
#[derive(Clone, Debug)]
pub struct Questions {
    /// Sorted by name.
    pub questions: Vec<Question>,
    /// Sorted by language.
    pub words: Vec<Words>,
    /// Prefix declarations that go before every query.
    pub prologue: String,
    /// Pieces of SPARQL by name.
    pub fragments: BTreeMap<String, Fragment>,
}

/// A piece of SPARQL with parameters: `%name a b%` in a query becomes its text with each parameter replaced.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fragment {
    /// What is replaced, in the order of the arguments.
    #[serde(default)]
    pub parameters: Vec<String>,
    /// The SPARQL.
    pub text: String,
}

/// One type of question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The file's stem.
    pub name: String,
    /// When nobody fits: compare the events asked for by the posts and bodies that were there.
    pub nearest: bool,
    /// Its slots by name.
    pub slots: BTreeMap<String, Slot>,
    /// Its wordings.
    pub phrasings: Vec<Phrasing>,
    /// How it is understood, by language, with slots in braces.
    pub reading: BTreeMap<String, String>,
    /// What to say when nothing is found, by language, with slots in braces.
    pub nothing: BTreeMap<String, String>,
    /// A question that can be asked, by language, with slots in braces.
    pub example: BTreeMap<String, String>,
    /// Tried in this order until one has rows; at least one.
    pub queries: Vec<Query>,
}

/// What may fill a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Names or descriptions of entities of these kinds, alone or joined into a set.
    Entities(Vec<Kind>),
    /// A year.
    Year,
    /// A noun for events, with what narrows it down.
    Head,
    /// The title of a post.
    Post,
}

/// The wordings of a question in one language.
#[derive(Clone, Debug)]
pub struct Phrasing {
    /// BCP 47 tag.
    pub language: String,
    /// Each as its words and slots.
    pub wordings: Vec<Vec<Piece>>,
}

/// One SPARQL query of a question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    /// Said before the rows, by language, if an earlier query had none.
    #[serde(default)]
    pub instead: BTreeMap<String, String>,
    /// The variables that make a row; all others are evidence for it.
    pub columns: Vec<String>,
    /// The query, with `%slot ?variable%` for the values of a slot and `%fragment arguments%`.
    pub sparql: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    #[serde(default)]
    nearest: bool,
    reading: BTreeMap<String, String>,
    nothing: BTreeMap<String, String>,
    example: BTreeMap<String, String>,
    phrasing: Vec<PhrasingFile>,
    query: Vec<Query>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhrasingFile {
    language: String,
    text: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SharedFile {
    prologue: String,
    fragment: BTreeMap<String, Fragment>,
}

impl Questions {
    /// Loads and checks `questions/`.
    ///
    /// # Errors
    /// A malformed file, an unknown key, slot, fragment or language, or a question that nobody can ask.
    pub fn load(sources: &Sources) -> Result<Self> {
        let shared: SharedFile = parse(SHARED, sources.text(SHARED)?)?;
        let words = words::load(sources)?;
        let mut questions = Vec::new();
        for (path, text) in sources.folder("questions", ".toml") {
            let question = question(path, parse(path, text)?).map_err(|why| bad(path, &why))?;
            check(&question, &words, &shared.fragment).map_err(|why| bad(path, &why))?;
            questions.push(question);
        }
        Ok(Self { questions, words, prologue: shared.prologue, fragments: shared.fragment })
    }

    /// The words of a language; of the first one if it has none.
    #[must_use]
    pub fn words_of(&self, language: &str) -> Option<&Words> {
        self.words.iter().find(|words| words.language == language).or(self.words.first())
    }
}

const SHARED: &str = "questions/shared/sparql.toml";

fn bad(path: &str, why: &str) -> Error {
    Error::new(ErrorKind::BadInput, format!("knowledge file {path}: {why}"))
}

fn question(path: &str, file: QuestionFile) -> Result<Question, String> {
    let mut slots = BTreeMap::new();
    let mut phrasings = Vec::new();
    for PhrasingFile { language, text } in file.phrasing {
        let mut wordings = Vec::new();
        for text in text {
            let mut used = Vec::new();
            wordings.extend(pattern::expand(&text, &mut used).map_err(|why| format!("phrasing «{text}»: {why}"))?);
            for slot in used {
                let kind =
                    slot_kind(&slot.kind).ok_or_else(|| format!("phrasing «{text}»: unknown type of slot «{}»", slot.kind))?;
                if slots.insert(slot.name.clone(), kind.clone()).is_some_and(|known| known != kind) {
                    return Err(format!("phrasing «{text}»: slot «{}» has another type elsewhere", slot.name));
                }
            }
        }
        phrasings.push(Phrasing { language, wordings });
    }
    let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".toml").to_owned();
    Ok(Question {
        name,
        nearest: file.nearest,
        slots,
        phrasings,
        reading: file.reading,
        nothing: file.nothing,
        example: file.example,
        queries: file.query,
    })
}

/// The types of slots: a kind of entity by the segment of its IRI, and what is no entity.
fn slot_kind(name: &str) -> Option<Slot> {
    match name {
        "year" => Some(Slot::Year),
        "head" => Some(Slot::Head),
        "post" => Some(Slot::Post),
        "body" => Some(Slot::Entities(vec![Kind::Organization, Kind::Place])),
        "any" => Some(Slot::Entities(vec![Kind::Person, Kind::Organization, Kind::Place, Kind::Event])),
        _ => Kind::ALL.into_iter().find(|kind| kind.segment() == name).map(|kind| Slot::Entities(vec![kind])),
    }
}

fn check(question: &Question, words: &[Words], fragments: &BTreeMap<String, Fragment>) -> Result<(), String> {
    if question.queries.is_empty() || question.phrasings.iter().all(|phrasing| phrasing.wordings.is_empty()) {
        return Err("it needs a phrasing and a query".to_owned());
    }
    for phrasing in &question.phrasings {
        let tag = &phrasing.language;
        if !words.iter().any(|words| &words.language == tag) {
            return Err(format!("language «{tag}» has no file in questions/words"));
        }
        if [&question.reading, &question.nothing, &question.example].iter().any(|texts| !texts.contains_key(tag)) {
            return Err(format!("language «{tag}» has phrasings, but not each of reading, nothing, example"));
        }
    }
    let texts = question.reading.values().chain(question.nothing.values()).chain(question.example.values());
    for text in texts.chain(question.queries.iter().flat_map(|query| query.instead.values())) {
        if let Some(name) = braced(text).find(|name| !question.slots.contains_key(*name)) {
            return Err(format!("«{text}»: no phrasing has the slot «{name}»"));
        }
    }
    question.queries.iter().try_for_each(|query| check_query(query, &question.slots, fragments))
}

fn check_query(query: &Query, slots: &BTreeMap<String, Slot>, fragments: &BTreeMap<String, Fragment>) -> Result<(), String> {
    let parts: Vec<&str> = query.sparql.split('%').collect();
    if parts.len().is_multiple_of(2) {
        return Err("a query has an odd number of «%»".to_owned());
    }
    for part in parts.into_iter().skip(1).step_by(2) {
        let mut words = part.split_whitespace();
        let name = words.next().unwrap_or("");
        let slot = name.split('.').next().unwrap_or("");
        match fragments.get(name) {
            Some(fragment) if fragment.parameters.len() == words.count() => {}
            Some(fragment) => return Err(format!("«%{part}%»: {name} takes {} arguments", fragment.parameters.len())),
            None if slots.contains_key(slot) => {}
            None => return Err(format!("«%{part}%» is neither a slot of the phrasings nor a fragment")),
        }
    }
    match query.columns.iter().find(|column| !query.sparql.contains(&format!("?{column}")) && *column != "post") {
        Some(column) => Err(format!("column «{column}» is no variable of its query")),
        None if query.columns.is_empty() => Err("a query has no columns".to_owned()),
        None => Ok(()),
    }
}

/// The names in braces.
fn braced(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Sources;
    use std::fs;

    const GOOD: &str = r#"
        [reading]
        en = "who was at {event}"
        [nothing]
        en = "nobody was there"
        [example]
        en = "who was at {event}"
        [[phrasing]]
        language = "en"
        text = ["who was at {event}"]
        [[query]]
        columns = ["person"]
        sparql = "SELECT ?person WHERE { %event ?event% ?person pl:attended ?event }"
    "#;

    /// Loads the compiled-in words and fragments with one question, and expects the error (or none).
    fn check(question: &str, expected: &str) {
        let dir = tempfile::tempdir().unwrap();
        let embedded = Sources::embedded();
        for folder in ["questions/words", "questions/shared"] {
            fs::create_dir_all(dir.path().join(folder)).unwrap();
            for (path, text) in embedded.folder(folder, ".toml") {
                fs::write(dir.path().join(path), text).unwrap();
            }
        }
        fs::write(dir.path().join("questions/test.toml"), question).unwrap();
        let found = Questions::load(&Sources::from_dir(dir.path()).unwrap());
        match found {
            Ok(questions) => assert_eq!((questions.questions.len(), expected), (1, ""), "{question}"),
            Err(error) => {
                let message = error.to_string();
                assert!(message.contains("questions/test.toml") && !expected.is_empty(), "{message}");
                assert!(message.contains(expected), "{message}");
            }
        }
    }

    #[test]
    fn a_mistake_in_a_question_file_is_told() {
        check(GOOD, "");
        check(&GOOD.replace("columns", "colums"), "colums");
        check(&format!("nearst = true\n{GOOD}"), "nearst");
        check(&GOOD.replace("[\"who was at {event}\"]", "[\"who was at {evnt}\"]"), "unknown type of slot «evnt»");
        check(&GOOD.replace("[\"who was at {event}\"]", "[\"who (was at {event}\"]"), "«)» is missing");
        check(&GOOD.replace("%event ?event%", "%evnt ?event%"), "neither a slot");
        check(&GOOD.replace("%event ?event%", "%claim ?event%"), "takes 3 arguments");
        check(&GOOD.replace("%event ?event%", "%event ?event"), "odd number");
        check(&GOOD.replace("[\"person\"]", "[\"place\"]"), "no variable");
        check(&GOOD.replace("[nothing]\n        en", "[nothing]\n        id"), "not each of reading, nothing, example");
        check(&GOOD.replace("language = \"en\"", "language = \"xx\""), "no file in questions/words");
        check(&GOOD.replace("en = \"who was at {event}\"", "en = \"who was at {place}\""), "no phrasing has the slot «place»");
    }

    #[test]
    fn every_question_can_be_asked_in_english_and_indonesian() {
        let questions = Questions::load(&Sources::embedded()).unwrap();
        assert!(questions.questions.len() >= 15);
        for question in &questions.questions {
            for tag in ["en", "id"] {
                assert!(question.phrasings.iter().any(|phrasing| phrasing.language == tag), "{} in {tag}", question.name);
            }
        }
    }
}
