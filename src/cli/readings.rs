//! Which articles need not be read again?
//!
//! Beside the graph of a store lies `readings.jsonl`: what was read out of each article, by content hash. Its first line is the mark
//! of what it was read with. It is a cache: without it, or with one that is damaged or of another mark, articles are read again.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    path::Path,
};

use super::output::{save, written};
use crate::{
    diag::{Error, Result},
    pipeline::{Reading, Readings},
};

const NAME: &str = "readings.jsonl";

/// The readings of a store that were made with this mark.
pub(super) fn load(store: &Path, mark: &str) -> Readings {
    let Ok(file) = File::open(store.join(NAME)) else { return Readings::new() };
    let mut lines = BufReader::new(file).lines().map_while(std::io::Result::ok);
    if lines.next().as_deref() != Some(mark) {
        return Readings::new();
    }
    lines.filter_map(|line| serde_json::from_str::<(String, Reading)>(&line).ok()).collect()
}

/// Keeps the readings for the next time.
///
/// # Errors
/// The file cannot be written.
pub(super) fn keep(store: &Path, mark: &str, readings: &Readings) -> Result<()> {
    save(&store.join(NAME), |out| {
        written(writeln!(out, "{mark}"))?;
        for entry in readings {
            let line = serde_json::to_string(&entry).map_err(|error| Error::storage("cannot write what was read", error))?;
            written(writeln!(out, "{line}"))?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_was_read_comes_back_unless_it_is_damaged_or_of_another_mark() {
        let reading = Reading {
            language: Some("en".to_owned()),
            published: None,
            outlet: None,
            facts: crate::model::ArticleFacts::default(),
        };
        let readings = Readings::from([("a".to_owned(), reading.clone()), ("b".to_owned(), reading)]);
        let dir = tempfile::tempdir().unwrap();
        keep(dir.path(), "m1", &readings).unwrap();
        assert_eq!(load(dir.path(), "m1"), readings);
        assert_eq!(load(dir.path(), "m2"), Readings::new());
        let text = fs::read_to_string(dir.path().join(NAME)).unwrap();
        fs::write(dir.path().join(NAME), &text[..text.len() - 9]).unwrap();
        assert_eq!(load(dir.path(), "m1").len(), 1);
    }
}
