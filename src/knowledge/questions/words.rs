//! Which words of a language join names into sets, describe events, number editions, and name posts?

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    super::sources::{Sources, parse},
    fold::{Phrase, phrase},
};
use crate::diag::{Error, ErrorKind, Result};

/// The words that questions of one language are made of, besides the phrasings; each list longest phrase first.
#[derive(Clone, Debug)]
pub struct Words {
    /// BCP 47 tag.
    pub language: String,
    /// Phrases that may open or close a question and mean nothing ("please tell me").
    pub filler: Vec<Phrase>,
    /// Single words that may stand between the words of a phrasing.
    pub skip: Vec<Phrase>,
    /// Words around a name that do not belong to it ("the").
    pub articles: Vec<Phrase>,
    /// Forms of address before a person's name.
    pub honorifics: Vec<Phrase>,
    /// "both"
    pub both: Vec<Phrase>,
    /// "all"
    pub all: Vec<Phrase>,
    /// "either", "any of"
    pub either: Vec<Phrase>,
    /// "and"
    pub and: Vec<Phrase>,
    /// "or"
    pub or: Vec<Phrase>,
    /// "but not"
    pub without: Vec<Phrase>,
    /// Words between the parts of a description of an event ("held in").
    pub connectors: Vec<Phrase>,
    /// Number words.
    pub numbers: BTreeMap<String, u32>,
    /// Words that number an edition ("third").
    pub ordinals: BTreeMap<String, u32>,
    /// Words right before the number of an edition ("ke").
    pub ordinal_before: Vec<Phrase>,
    /// Letters or words right after the number of an edition ("rd").
    pub ordinal_after: Vec<Phrase>,
    /// What an event can be called.
    pub heads: Vec<Head>,
    /// Titles of posts.
    pub posts: Posts,
    /// The words as they are written in answers: the first of `both`, `and`, `or`, `without`.
    pub written: Written,
}

/// How an answer writes a set.
#[derive(Clone, Debug)]
pub struct Written {
    /// "both"
    pub both: String,
    /// "all"
    pub all: String,
    /// "and"
    pub and: String,
    /// "or"
    pub or: String,
    /// "but not"
    pub without: String,
}

/// A noun for events.
#[derive(Clone, Debug)]
pub struct Head {
    /// The same for the nouns of all languages that mean the same.
    pub name: String,
    /// Forms for one event.
    pub singular: Vec<Phrase>,
    /// Forms for several.
    pub plural: Vec<Phrase>,
    /// It fits every event ("event", "gathering").
    pub generic: bool,
}

/// How the title of a post is read.
#[derive(Clone, Debug)]
pub struct Posts {
    /// Words after which the body is named ("of"): the title ends before them.
    pub of: Vec<Phrase>,
    /// Words that make a lesser post of one ("deputy").
    pub lesser: Vec<Phrase>,
    /// Words for a post that is no longer held ("former").
    pub former: Vec<Phrase>,
    /// The nouns: each with the same name in all languages, and its forms.
    pub heads: Vec<(String, Vec<Phrase>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    language: String,
    filler: Vec<String>,
    skip: Vec<String>,
    articles: Vec<String>,
    honorifics: Vec<String>,
    sets: SetsFile,
    descriptions: DescriptionsFile,
    posts: PostsFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetsFile {
    both: Vec<String>,
    all: Vec<String>,
    either: Vec<String>,
    and: Vec<String>,
    or: Vec<String>,
    without: Vec<String>,
    numbers: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DescriptionsFile {
    connectors: Vec<String>,
    ordinals: BTreeMap<String, u32>,
    ordinal_before: Vec<String>,
    ordinal_after: Vec<String>,
    heads: Vec<HeadFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadFile {
    name: String,
    singular: Vec<String>,
    plural: Vec<String>,
    #[serde(default)]
    generic: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostsFile {
    of: Vec<String>,
    lesser: Vec<String>,
    former: Vec<String>,
    heads: BTreeMap<String, Vec<String>>,
}

/// Loads `questions/words/*.toml`, sorted by language.
pub(super) fn load(sources: &Sources) -> Result<Vec<Words>> {
    let mut all = Vec::new();
    for (path, text) in sources.folder("questions/words", ".toml") {
        all.push(words(path, parse(path, text)?)?);
    }
    all.sort_by(|a: &Words, b| a.language.cmp(&b.language));
    Ok(all)
}

fn words(path: &str, file: WordsFile) -> Result<Words> {
    let WordsFile { sets, descriptions, posts: post_words, .. } = file;
    let first = |key: &str, list: &[String]| {
        let missing = || Error::new(ErrorKind::BadInput, format!("knowledge file {path}: sets.{key} must name a word"));
        list.first().cloned().ok_or_else(missing)
    };
    let written = Written {
        both: first("both", &sets.both)?,
        all: first("all", &sets.all)?,
        and: first("and", &sets.and)?,
        or: first("or", &sets.or)?,
        without: first("without", &sets.without)?,
    };
    Ok(Words {
        language: file.language,
        filler: phrases(&file.filler),
        skip: phrases(&file.skip),
        articles: phrases(&file.articles),
        honorifics: phrases(&file.honorifics),
        both: phrases(&sets.both),
        all: phrases(&sets.all),
        either: phrases(&sets.either),
        and: phrases(&sets.and),
        or: phrases(&sets.or),
        without: phrases(&sets.without),
        connectors: phrases(&descriptions.connectors),
        numbers: numbers(&sets.numbers),
        ordinals: numbers(&descriptions.ordinals),
        ordinal_before: phrases(&descriptions.ordinal_before),
        ordinal_after: phrases(&descriptions.ordinal_after),
        heads: descriptions.heads.into_iter().map(head).collect(),
        posts: posts(&post_words),
        written,
    })
}

fn head(file: HeadFile) -> Head {
    Head { name: file.name, singular: phrases(&file.singular), plural: phrases(&file.plural), generic: file.generic }
}

fn posts(file: &PostsFile) -> Posts {
    Posts {
        of: phrases(&file.of),
        lesser: phrases(&file.lesser),
        former: phrases(&file.former),
        heads: file.heads.iter().map(|(name, forms)| (name.clone(), phrases(forms))).collect(),
    }
}

fn numbers(file: &BTreeMap<String, u32>) -> BTreeMap<String, u32> {
    file.iter().map(|(word, number)| (phrase(word).join(" "), *number)).collect()
}

/// Folded, longest first, so that the first that fits is the best.
fn phrases(texts: &[String]) -> Vec<Phrase> {
    let mut phrases: Vec<_> = texts.iter().map(|text| phrase(text)).filter(|phrase| !phrase.is_empty()).collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    phrases
}
