//! Does `ontology/README.md` describe every key of every knowledge file?
//!
//! What the code documents is copied from there: `UPDATE_EXPECT=1 cargo test knowledge`.

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use toml::Value;

use crate::support::project;

/// Tables whose keys are words, names or languages: data, and not keys to describe.
const FREE: [&str; 18] = [
    "label",
    "reading",
    "nothing",
    "example",
    "instead",
    "numbers",
    "ordinals",
    "demonyms",
    "relative_days",
    "relative_years",
    "relative_months",
    "relative_weeks",
    "relative_marks",
    "steps_from_last",
    "steps_from_publication",
    "days_from_last",
    "place_aliases",
    "implied_bodies",
];

/// The documented items of a type in a source file: (name, first sentence of the documentation or more).
fn documented(file: &str, opening: &str) -> Vec<(String, String)> {
    let source = fs::read_to_string(project(file)).unwrap();
    let (_, body) = source.split_once(opening).unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let (mut items, mut doc) = (Vec::new(), Vec::new());
    for line in body.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            doc.push(text.trim());
        } else if !line.is_empty() && !line.starts_with("#[") {
            let name = line.trim_start_matches("pub ").split([':', ',']).next().unwrap();
            items.push((snake_case(name), doc.join(" ")));
            doc.clear();
        }
    }
    assert!(items.len() > 10 && items.iter().all(|(_, doc)| !doc.is_empty()), "{items:?}");
    items
}

/// As serde writes the names of variants.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

/// Holds a table of the README, made from the code, against what stands there; writes it if asked to.
#[track_caller]
fn check(section: &str, heading: &str, items: &[(String, String)]) {
    let path = project("ontology/README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let start = format!("<!-- {section}: made by `UPDATE_EXPECT=1 cargo test knowledge` -->\n");
    let end = format!("<!-- end of {section} -->");
    let (before, rest) = readme.split_once(&start).unwrap();
    let (found, after) = rest.split_once(&end).unwrap();
    let mut expected = format!("\n| {heading} | meaning |\n| --- | --- |\n");
    for (name, doc) in items {
        let _ = writeln!(expected, "| `{name}` | {doc} |");
    }
    expected.push('\n');
    if found != expected && env::var_os("UPDATE_EXPECT").is_some() {
        return fs::write(&path, format!("{before}{start}{expected}{end}{after}")).unwrap();
    }
    let missing: Vec<_> = expected.lines().filter(|line| !found.lines().any(|l| l == *line)).collect();
    assert!(
        found == expected,
        "ontology/README.md, {section}: UPDATE_EXPECT=1 cargo test knowledge writes it; missing: {missing:#?}"
    );
}

#[test]
fn parts_and_keys_that_the_code_documents_are_described() {
    check("roles", "`role`", &documented("src/knowledge/schema.rs", "pub enum Role {"));
    check("language", "key", &documented("src/knowledge/language.rs", "pub struct Language {"));
    check("words", "class in `words`", &documented("src/model/word_class.rs", "pub enum WordClass {"));
}

/// All keys of a knowledge file, but for those that are data.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                found.insert(key.clone());
                match value {
                    Value::Table(_) if FREE.contains(&key.as_str()) => {}
                    // the names of fragments and of posts are data, their keys are not
                    Value::Table(inner) if key == "fragment" => inner.values().for_each(|value| keys(value, found)),
                    Value::Table(_) if key == "heads" => {}
                    value => keys(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn every_key_of_every_knowledge_file_is_described() {
    let readme = fs::read_to_string(project("ontology/README.md")).unwrap();
    let mut n_files = 0;
    for folder in [".", "relations", "lang", "questions", "questions/words", "questions/shared"] {
        for entry in fs::read_dir(project(&format!("ontology/{folder}"))).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                n_files += 1;
                let mut found = BTreeSet::new();
                keys(&fs::read_to_string(&path).unwrap().parse::<toml::Table>().map(Value::Table).unwrap(), &mut found);
                let is_missing = |key: &&String| !readme.contains(&format!("`{key}`"));
                let missing: Vec<_> = found.iter().filter(is_missing).collect();
                assert!(missing.is_empty(), "{}: ontology/README.md does not describe {missing:?}", path.display());
            }
        }
    }
    assert!(n_files > 40);
}

#[test]
fn every_folder_of_knowledge_is_described() {
    let readme = fs::read_to_string(project("ontology/README.md")).unwrap();
    for entry in fs::read_dir(project("ontology")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let shown = if path.is_dir() { format!("`{name}/") } else { format!("`{name}`") };
        assert!(Path::new(&name) == Path::new("README.md") || readme.contains(&shown), "{name}");
    }
}
