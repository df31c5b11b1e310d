//! Which files hold the articles, and what is in them: files, folders and standard input, in an order that depends on names only.
//!
//! A file that is named is read, whatever its ending. In a folder, what is hidden or no article by its ending or first bytes is
//! left out and counted. A file too large for an article is not read into memory.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use indicatif::ProgressBar;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::output::count;
use crate::{
    diag::{Error, ErrorKind, Note, Result},
    ingest::{self, Format, Reading, SNIFF_BYTES, STDIN},
    model::Article,
};

/// The articles of a run and what went wrong with the rest.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// Sorted by id, which is unique.
    pub(super) articles: Vec<Article>,
    /// In order of sources.
    pub(super) notes: Vec<Note>,
}

impl Input {
    /// Refuses a run without articles and, if `strict`, one that has lost anything.
    pub(super) fn check(&self, strict: bool) -> Result<()> {
        let lost = self.notes.iter().filter(|note| note.fatal).count();
        let bad = |message: String| Err(Error::new(ErrorKind::BadInput, message));
        if strict && lost > 0 {
            return bad(format!("--strict: {} could not be used; nothing was written", count(lost, "input")));
        }
        if self.articles.is_empty() {
            return bad("no article could be read; nothing was written".to_owned());
        }
        Ok(())
    }
}

/// A file to read.
#[derive(Debug)]
struct Source {
    path: PathBuf,
    /// The path as the user knows it.
    name: String,
    /// The folder under which it was found; none if it was named itself.
    folder: Option<String>,
}

/// What became of a file.
enum Outcome {
    Read(Reading),
    /// Left out, because it is of this sort.
    LeftOut(String),
}

/// How many files of which sort were left out, by folder.
type LeftOut = BTreeMap<(String, String), usize>;

/// Reads all articles under `paths`, in parallel. `bar` is told the number of files and each that is done.
pub(super) fn collect(paths: &[PathBuf], bar: &ProgressBar) -> Input {
    let (mut notes, mut left_out) = (Vec::new(), LeftOut::new());
    let mut sources = Vec::new();
    for path in paths {
        list(path, &mut sources, &mut notes, &mut left_out);
    }
    let sources = once_each(sources, &mut notes);
    bar.set_length(sources.len() as u64);
    let outcomes: Vec<_> = sources.par_iter().map(|source| read(source, bar)).collect();
    let mut articles = Vec::new();
    for (source, outcome) in sources.into_iter().zip(outcomes) {
        match outcome {
            Outcome::Read(reading) => {
                articles.extend(reading.articles);
                notes.extend(reading.notes);
            }
            Outcome::LeftOut(sort) => *left_out.entry((source.folder.unwrap_or_default(), sort)).or_default() += 1,
        }
    }
    let (articles, clashes) = ingest::settle_clashes(articles);
    notes.extend(clashes);
    notes.extend(left_out_notes(left_out));
    // Stable: the notes on one file stay in its order.
    notes.sort_by(|a, b| file_of(&a.source).cmp(file_of(&b.source)));
    bar.finish_and_clear();
    Input { articles, notes }
}

fn file_of(source: &str) -> &str {
    source.rsplit_once(':').filter(|(_, line)| line.bytes().all(|b| b.is_ascii_digit())).map_or(source, |(file, _)| file)
}

/// Lists the files under `path`, or `path` itself.
fn list(path: &Path, sources: &mut Vec<Source>, notes: &mut Vec<Note>, left_out: &mut LeftOut) {
    let root = path.to_string_lossy().into_owned();
    if root == STDIN || !path.is_dir() {
        sources.push(Source { path: path.to_owned(), name: root, folder: None });
        return;
    }
    let mut walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                notes.push(walk_note(&root, &error));
                continue;
            }
        };
        if let Some(sort) = sort_left_out(&entry) {
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
            *left_out.entry((root.clone(), sort)).or_default() += 1;
        } else if entry.file_type().is_file() {
            let name = entry.path().to_string_lossy().into_owned();
            sources.push(Source { path: entry.into_path(), name, folder: Some(root.clone()) });
        }
    }
}

fn walk_note(root: &str, error: &walkdir::Error) -> Note {
    let place = error.path().map_or_else(|| root.to_owned(), |path| path.to_string_lossy().into_owned());
    if let Some(ancestor) = error.loop_ancestor() {
        return Note::warning(place, None, format!("is a link back to {}, a folder loop; not followed", ancestor.display()));
    }
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Note::fatal(place, None, format!("cannot be read: {reason}"))
}

/// Endings of files that people keep beside articles and that are none, even where they are text.
const NO_ARTICLES: &[&str] = &[
    "7z", "avi", "bin", "bmp", "bz2", "css", "csv", "db", "doc", "docx", "eot", "epub", "exe", "gif", "gz", "ico", "ini", "jpeg",
    "jpg", "js", "log", "map", "mjs", "mov", "mp3", "mp4", "odt", "ogg", "parquet", "pdf", "png", "ppt", "pptx", "py", "rar",
    "rs", "rtf", "sh", "sqlite", "svg", "tar", "tif", "tiff", "toml", "tsv", "ttf", "wav", "webm", "webp", "woff", "woff2",
    "xls", "xlsx", "xml", "xz", "yaml", "yml", "zip", "zst",
];

/// Why an entry of a folder is left out, if it can be told from its name and type.
fn sort_left_out(entry: &DirEntry) -> Option<String> {
    let name = entry.file_name().to_string_lossy();
    if entry.depth() > 0 && name.starts_with('.') {
        return Some("hidden".to_owned());
    }
    if entry.file_type().is_dir() {
        return None;
    }
    if !entry.file_type().is_file() {
        return Some("special".to_owned());
    }
    let ending = entry.path().extension()?.to_string_lossy().to_lowercase();
    NO_ARTICLES.contains(&ending.as_str()).then(|| format!(".{ending}"))
}

/// Why a file of a folder is left out, if its ending says nothing and its first bytes say that it is no article.
fn sort_by_head(name: &str, head: &[u8]) -> Option<String> {
    if Format::from_ending(name).is_some() {
        return None;
    }
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    // Other JSON than lines with a text is data about something.
    let is_data = ending.as_deref() == Some("json") && Format::of(name, head).name != Format::of("a.jsonl", b"").name;
    if !is_data && ingest::binary_kind(head).is_none() {
        return None;
    }
    Some(ending.map_or_else(|| "binary without ending".to_owned(), |ending| format!(".{ending}")))
}

/// Sorts by name and keeps each file once, however many names lead to it.
fn once_each(mut sources: Vec<Source>, notes: &mut Vec<Note>) -> Vec<Source> {
    // A file that is named itself goes before the same in a folder: it is read whatever it is.
    sources.sort_by(|a, b| (&a.name, &a.folder).cmp(&(&b.name, &b.folder)));
    sources.dedup_by(|a, b| a.name == b.name);
    let mut seen = BTreeMap::<PathBuf, String>::new();
    sources.retain(|source| {
        let place = fs::canonicalize(&source.path).unwrap_or_else(|_| source.path.clone());
        let Some(first) = seen.get(&place) else {
            seen.insert(place, source.name.clone());
            return true;
        };
        notes.push(Note::warning(&source.name, None, format!("is the same file as {first}; read once")));
        false
    });
    sources
}

fn left_out_notes(left_out: LeftOut) -> Vec<Note> {
    let mut folders = BTreeMap::<String, Vec<String>>::new();
    for ((folder, sort), count) in left_out {
        folders.entry(folder).or_default().push(format!("{count} {sort}"));
    }
    let note = |(folder, sorts): (String, Vec<String>)| {
        let message = format!("left out, as no articles: {} (name a file to have it read all the same)", sorts.join(", "));
        Note::warning(folder, None, message)
    };
    folders.into_iter().map(note).collect()
}

fn read(source: &Source, bar: &ProgressBar) -> Outcome {
    let outcome = if source.name == STDIN { read_from(source, io::stdin().lock(), None) } else { read_file(source) };
    bar.inc(1);
    outcome.unwrap_or_else(|error| {
        let note = Note::fatal(&source.name, None, format!("cannot be read: {error}"));
        Outcome::Read(Reading { articles: Vec::new(), notes: vec![note] })
    })
}

fn read_file(source: &Source) -> io::Result<Outcome> {
    let file = File::open(&source.path)?;
    let metadata = file.metadata()?;
    // The length of a pipe says nothing.
    let len = metadata.is_file().then_some(metadata.len());
    read_from(source, file, len)
}

/// Reads the first bytes, decides, and reads the rest; no more than the format allows, and one byte to tell that it is more.
fn read_from(source: &Source, mut input: impl Read, len: Option<u64>) -> io::Result<Outcome> {
    let mut bytes = Vec::new();
    input.by_ref().take(SNIFF_BYTES as u64).read_to_end(&mut bytes)?;
    if let Some(sort) = source.folder.as_ref().and_then(|_| sort_by_head(&source.name, &bytes)) {
        return Ok(Outcome::LeftOut(sort));
    }
    let format = Format::of(&source.name, &bytes);
    if ingest::binary_kind(&bytes).is_none() {
        if let Some(note) = len.and_then(|len| format.too_large(&source.name, len)) {
            return Ok(Outcome::Read(Reading { articles: Vec::new(), notes: vec![note] }));
        }
        input.take((format.max_bytes + 1 - bytes.len()) as u64).read_to_end(&mut bytes)?;
    }
    Ok(Outcome::Read(ingest::read(&source.name, &bytes, Some(format))))
}
