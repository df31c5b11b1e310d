//! What stands in the file of corrections, and how is a line added to it?
//!
//! TOML, one correction a line, so that it can be read, edited and compared like any text; its number is its name:
//!
//! ```toml
//! 1 = { merge = ["person/ada-bell", "person/a-bell"], who = "eva", when = "2026-11-20", why = "same post, same forum" }
//! 2 = { not-same = ["person/li-qiang", "person/li-qiang-0f3a1b2c"] }
//! 3 = { split = "person/li-qiang", articles = ["a7", "a9"] }
//! 4 = { rename = "person/ada-bell", to = "Ada Bell" }
//! 5 = { retype = "organization/tide-forum", to = "Event" }
//! 6 = { reject = ["person/ada-bell", "spokeAt", "event/tide-forum-3"], article = "a7" }
//! 7 = { undo = 4 }
//! ```

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::output::{save, written};
use crate::{
    diag::{Error, ErrorKind, Result},
    model::{Change, Correction, Kind},
};

/// Name of the file, beside the store.
const NAME: &str = "corrections.toml";

/// What a new file begins with.
const HEADER: &str =
    "# Corrections of Plenary, one a line, applied at every build in order of number: `plenary correct --help`.\n";

/// The file, where the user names none: in the folder that holds the store, which survives the store.
pub(super) fn default_path(store: &Path) -> PathBuf {
    let folder = store.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or_else(|| PathBuf::from(NAME), |folder| folder.join(NAME))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Line {
    merge: Option<[String; 2]>,
    not_same: Option<[String; 2]>,
    split: Option<String>,
    #[serde(default)]
    articles: Vec<String>,
    rename: Option<String>,
    retype: Option<String>,
    to: Option<String>,
    reject: Option<[String; 3]>,
    article: Option<String>,
    undo: Option<u32>,
    #[serde(default)]
    who: String,
    #[serde(default)]
    when: String,
    #[serde(default)]
    why: String,
}

/// The corrections in a file, sorted by number; none if there is no file.
///
/// # Errors
/// [`ErrorKind::BadInput`] for a file that does not say what it should, with line or number.
pub(super) fn read(path: &Path) -> Result<Vec<Correction>> {
    match fs::read_to_string(path) {
        Ok(text) => parse(&text).map_err(|error| Error { message: format!("{}: {}", path.display(), error.message), ..error }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Error::storage(format!("cannot read {}", path.display()), error)),
    }
}

fn parse(text: &str) -> Result<Vec<Correction>> {
    let bad = |message: String| {
        Error::new(ErrorKind::BadInput, message).with_hint("see `plenary correct --help` for what a line looks like")
    };
    let lines: BTreeMap<String, Line> = toml::from_str(text).map_err(|error| bad(error.to_string()))?;
    let mut corrections = Vec::new();
    for (name, line) in lines {
        let number = name.parse().map_err(|_| bad(format!("«{name}» is no number of a correction")))?;
        let (who, when, why) = (line.who.clone(), line.when.clone(), line.why.clone());
        let change = change(line).ok_or_else(|| bad(format!("correction {number} must say exactly one thing, and all of it")))?;
        corrections.push(Correction { number, change, who, when, why });
    }
    corrections.sort_by_key(|correction| correction.number);
    Ok(corrections)
}

fn change(line: Line) -> Option<Change> {
    let Line { merge, not_same, split, articles, rename, retype, to, reject, article, undo, .. } = line;
    let renamed = rename.zip(to.clone()).map(|(path, to)| Change::Rename(path, to));
    let retyped = retype.zip(to).and_then(|(path, to)| Some(Change::Retype(path, Kind::from_name(&to)?)));
    let told = [
        merge.map(Change::Merge),
        not_same.map(Change::NotSame),
        split.filter(|_| !articles.is_empty()).map(|path| Change::Split(path, articles)),
        renamed,
        retyped,
        reject.map(|[subject, relation, object]| Change::Reject(subject, relation, object, article)),
        undo.map(Change::Undo),
    ];
    let mut told = told.into_iter().flatten();
    told.next().filter(|_| told.next().is_none())
}

/// A correction as its line.
pub(super) fn line(correction: &Correction) -> String {
    // What JSON escapes, TOML escapes alike, on one line; but for one character.
    let quoted = |text: &str| serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F");
    let list = |texts: &[&str]| format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "));
    let mut parts = match &correction.change {
        Change::Merge([a, b]) => vec![format!("merge = {}", list(&[a, b]))],
        Change::NotSame([a, b]) => vec![format!("not-same = {}", list(&[a, b]))],
        Change::Split(path, articles) => {
            let articles: Vec<&str> = articles.iter().map(String::as_str).collect();
            vec![format!("split = {}", quoted(path)), format!("articles = {}", list(&articles))]
        }
        Change::Rename(path, to) => vec![format!("rename = {}", quoted(path)), format!("to = {}", quoted(to))],
        Change::Retype(path, kind) => vec![format!("retype = {}", quoted(path)), format!("to = {}", quoted(kind.name()))],
        Change::Reject(subject, relation, object, article) => {
            let article = article.iter().map(|id| format!("article = {}", quoted(id)));
            std::iter::once(format!("reject = {}", list(&[subject, relation, object]))).chain(article).collect()
        }
        Change::Undo(number) => vec![format!("undo = {number}")],
    };
    for (key, value) in [("who", &correction.who), ("when", &correction.when), ("why", &correction.why)] {
        if !value.is_empty() {
            parts.push(format!("{key} = {}", quoted(value)));
        }
    }
    format!("{} = {{ {} }}", correction.number, parts.join(", "))
}

/// Adds corrections at the end of the file, numbered on; what stands in it stays as it is. The corrections with their numbers.
pub(super) fn append(path: &Path, changes: Vec<Change>, who: &str, when: &str, why: &str) -> Result<Vec<Correction>> {
    let known = read(path)?;
    let first = known.last().map_or(1, |correction| correction.number + 1);
    let correction = |(change, number)| {
        let (who, when, why) = (who.to_owned(), when.to_owned(), why.to_owned());
        Correction { number, change, who, when, why }
    };
    let added: Vec<Correction> = changes.into_iter().zip(first..).map(correction).collect();
    let mut text = if path.exists() {
        fs::read_to_string(path).map_err(|error| Error::storage(format!("cannot read {}", path.display()), error))?
    } else {
        HEADER.to_owned()
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for correction in &added {
        text.push_str(&line(correction));
        text.push('\n');
    }
    save(path, |out| written(out.write_all(text.as_bytes())))?;
    Ok(added)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Change> {
        let path = |name: &str| format!("person/{name}");
        vec![
            Change::Merge([path("a"), path("b")]),
            Change::NotSame([path("a"), path("c")]),
            Change::Split(path("a"), vec!["a1".to_owned(), "a \"2\"\\".to_owned()]),
            Change::Rename(path("a"), "Ada «B» \"Bell\"\n".to_owned()),
            Change::Retype("organization/x".to_owned(), Kind::Event),
            Change::Reject(path("a"), "spokeAt".to_owned(), "event/x".to_owned(), None),
            Change::Reject(path("a"), "startDate".to_owned(), "2021".to_owned(), Some("a1".to_owned())),
            Change::Undo(3),
        ]
    }

    #[test]
    fn every_correction_is_one_line_and_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(NAME);
        assert_eq!(read(&path).unwrap(), []);
        append(&path, vec![all()[0].clone()], "eva", "2026-11-20", "same \"post\"").unwrap();
        let before = fs::read_to_string(&path).unwrap();
        append(&path, all()[1..].to_vec(), "", "", "").unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(&before), "{text}");
        assert_eq!(text.lines().count(), 1 + all().len(), "{text}");
        let found = read(&path).unwrap();
        assert_eq!(found.iter().map(|correction| correction.change.clone()).collect::<Vec<_>>(), all());
        assert_eq!(found.iter().map(|correction| correction.number).collect::<Vec<_>>(), (1..=8).collect::<Vec<_>>());
        assert_eq!((found[0].who.as_str(), found[0].why.as_str()), ("eva", "same \"post\""));
    }

    #[test]
    fn a_line_that_says_nothing_clear_is_refused() {
        for bad in [
            "1 = {}",
            "x = { undo = 1 }",
            "1 = { undo = 1, merge = [\"a\", \"b\"] }",
            "1 = { rename = \"a\" }",
            "1 = { merg = 1 }",
            "1 = ",
        ] {
            assert_eq!(parse(bad).unwrap_err().kind, ErrorKind::BadInput, "{bad}");
        }
    }
}
