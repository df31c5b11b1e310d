//! Where the knowledge files come from: compiled in, or a folder on disk.

use std::{borrow::Cow, fs, path::Path};

use serde::de::DeserializeOwned;
use walkdir::WalkDir;
use xxhash_rust::xxh3::Xxh3;

use crate::diag::{Error, ErrorKind, Result};

/// Path and text of each file of `ontology/`, sorted by path.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/ontology.rs"));

/// The knowledge files: path inside `ontology/` with forward slashes, and text. Sorted by path.
#[derive(Debug)]
pub struct Sources {
    files: Vec<(String, Cow<'static, str>)>,
}

impl Sources {
    /// The files compiled into the binary.
    #[must_use]
    pub fn embedded() -> Self {
        let mut files: Vec<_> = EMBEDDED.iter().map(|&(path, text)| (path.to_owned(), Cow::Borrowed(text))).collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Self { files }
    }

    /// All files under `dir`, which takes the place of the compiled-in `ontology/`.
    ///
    /// # Errors
    /// A folder or file that cannot be read.
    pub fn from_dir(dir: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for entry in WalkDir::new(dir).follow_links(true).sort_by_file_name() {
            let entry = entry.map_err(|e| Error::storage("cannot read the knowledge folder", e))?;
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry.path().strip_prefix(dir).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(entry.path()).map_err(|e| Error::storage(entry.path().display(), e))?;
            files.push((path, Cow::Owned(text)));
        }
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Self { files })
    }

    /// The text of one file.
    ///
    /// # Errors
    /// The file is not there.
    pub fn text(&self, path: &str) -> Result<&str> {
        self.file(path).map(Cow::as_ref)
    }

    /// The text of one file, to keep: of the compiled-in files no copy is made.
    ///
    /// # Errors
    /// The file is not there.
    pub fn shared(&self, path: &str) -> Result<Cow<'static, str>> {
        self.file(path).cloned()
    }

    fn file(&self, path: &str) -> Result<&Cow<'static, str>> {
        let found = self.files.binary_search_by(|(name, _)| name.as_str().cmp(path));
        match found {
            Ok(idx) => Ok(&self.files[idx].1),
            Err(_) => Err(Error::new(ErrorKind::BadInput, format!("knowledge file {path} is missing"))),
        }
    }

    /// The files of one folder with this ending, sorted by path.
    pub fn folder<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.rsplit_once('/').is_some_and(|(dir, _)| dir == folder) && path.ends_with(ending))
            .map(|(path, text)| (path.as_str(), text.as_ref()))
    }

    /// Hash of all paths and texts, 32 hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hasher = Xxh3::new();
        for (path, text) in &self.files {
            for part in [path.as_bytes(), text.as_bytes()] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part);
            }
        }
        format!("{:032x}", hasher.digest128())
    }
}

/// The lines of a table whose columns are separated by tabs, without its header.
///
/// # Errors
/// The file is missing, has another header, or a line with another number of columns.
pub(super) fn rows<'a, const N: usize>(sources: &'a Sources, path: &str, header: [&str; N]) -> Result<Vec<[&'a str; N]>> {
    let mut lines = sources.text(path)?.lines().enumerate().map(|(idx, line)| {
        <[&str; N]>::try_from(line.split('\t').collect::<Vec<_>>()).map_err(|found| {
            let message = format!("knowledge file {path}, line {}: {} columns instead of {N}", idx + 1, found.len());
            Error::new(ErrorKind::BadInput, message)
        })
    });
    if lines.next().transpose()? != Some(header) {
        return Err(Error::new(ErrorKind::BadInput, format!("knowledge file {path}: the header must be «{}»", header.join(" "))));
    }
    lines.collect()
}

/// Reads one TOML file into its type.
///
/// # Errors
/// A syntax error or an unknown key, with file and line.
pub(super) fn parse<T: DeserializeOwned>(path: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|e| Error::new(ErrorKind::BadInput, format!("knowledge file {path}: {e}")))
}
