//! What every command is given: the common options, the output, the knowledge, and a voice for notes and progress.

use std::{
    io::{self, IsTerminal as _, Write},
    path::PathBuf,
    time::Duration,
};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::ThreadPoolBuilder;
use serde::Serialize;

use super::{
    corrections_file,
    output::{printable, written},
    table::{Layout, Table},
    working::Working,
};
use crate::{
    diag::{Error, ErrorKind, Note, Result},
    graph::KnowledgeGraph,
    knowledge::{Knowledge, Sources},
};

/// The options that every command takes.
#[derive(Args, Debug)]
#[command(next_help_heading = "Common options")]
pub(super) struct Common {
    /// Folder of the store
    #[arg(long, global = true, value_name = "DIR", env = "PLENARY_STORE", default_value = "plenary-store")]
    store: PathBuf,
    /// Write results as JSON, for programs
    #[arg(long, global = true)]
    json: bool,
    /// Tell errors only: no progress, no warnings
    #[arg(long, short, global = true)]
    quiet: bool,
    /// File of corrections [default: corrections.toml in the folder that holds the store]
    #[arg(long, global = true, value_name = "FILE", env = "PLENARY_CORRECTIONS")]
    corrections: Option<PathBuf>,
    /// Knowledge files to use instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    ontology: Option<PathBuf>,
    /// Number of threads [default: one for each processor]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// Stack of a worker thread in bytes: pages are trees, and some code walks them recursively.
const STACK_BYTES: usize = 16 << 20;

/// At most this many notes on one file are printed; the rest is counted.
const MAX_NOTES: usize = 20;

/// The surroundings of a running command.
pub(super) struct Context<'a> {
    /// Folder of the store.
    pub(super) store: PathBuf,
    /// Results are for programs.
    pub(super) json: bool,
    /// Where results go.
    pub(super) out: &'a mut dyn Write,
    quiet: bool,
    corrections: Option<PathBuf>,
    ontology: Option<PathBuf>,
    layout: Layout,
}

impl<'a> Context<'a> {
    /// Sets up threads, and finds out what the output is.
    pub(super) fn new(common: Common, out: &'a mut dyn Write) -> Result<Self> {
        let threads = common.threads.map_or(0, usize::from);
        let pool = ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK_BYTES).build_global();
        pool.map_err(|error| Error::new(ErrorKind::Limit, format!("cannot start {threads} threads: {error}")))?;
        let Common { store, json, quiet, corrections, ontology, .. } = common;
        Ok(Self { store, json, out, quiet, corrections, ontology, layout: Layout::of_stdout() })
    }

    /// Loads what the program knows before it reads an article.
    pub(super) fn knowledge(&self) -> Result<Knowledge> {
        match &self.ontology {
            Some(dir) => Knowledge::load(&Sources::from_dir(dir)?),
            None => Knowledge::embedded(),
        }
    }

    /// Opens the store for reading.
    pub(super) fn graph(&self) -> Result<KnowledgeGraph> {
        KnowledgeGraph::open_read_only(&self.store)
    }

    /// Opens the store for reading and writing.
    pub(super) fn writable_graph(&self) -> Result<KnowledgeGraph> {
        KnowledgeGraph::open(&self.store)
    }

    /// The file of corrections.
    pub(super) fn corrections_path(&self) -> PathBuf {
        self.corrections.clone().unwrap_or_else(|| corrections_file::default_path(&self.store))
    }

    /// Asks on the terminal, without a line end.
    pub(super) fn prompt(&mut self, text: &str) -> Result<()> {
        written(write!(self.out, "{}", printable(text)).and_then(|()| self.out.flush()))
    }

    /// Width of a table on a terminal, in columns; none where the output is no terminal.
    pub(super) fn width(&self) -> Option<u16> {
        self.layout.width()
    }

    /// Writes lines of the result.
    pub(super) fn lines(&mut self, text: &str) -> Result<()> {
        text.lines().try_for_each(|line| self.say(line))
    }

    /// Writes a result as JSON, on one line.
    pub(super) fn value(&mut self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string(value).map_err(|error| Error::storage("cannot write the result as JSON", error))?;
        written(writeln!(self.out, "{text}"))
    }

    /// Writes one line of the result.
    pub(super) fn say(&mut self, line: &str) -> Result<()> {
        written(writeln!(self.out, "{}", printable(line)))
    }

    /// Writes a table of the result.
    pub(super) fn table(&mut self, table: &Table) -> Result<()> {
        written(table.write(self.out, self.layout))
    }

    /// Tells what the user should know of the inputs, on standard error: all that was lost, and unless quiet, all warnings.
    pub(super) fn tell(&self, notes: &[Note]) {
        let mut err = io::stderr().lock();
        for line in note_lines(notes, self.quiet) {
            // Standard error may be closed; there is nobody to tell.
            let _ = writeln!(err, "{}", printable(&line));
        }
    }

    /// Tells on standard error what is no result and no trouble, unless quiet.
    pub(super) fn remark(&self, line: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{}", printable(line));
        }
    }

    /// A bar for `len` steps, on a terminal only.
    pub(super) fn progress(&self, len: usize, what: &'static str) -> ProgressBar {
        bar(self.is_told_progress(), len, what)
    }

    /// Shows on a terminal what takes long.
    pub(super) fn working(&self) -> Working {
        Working::new(self.is_told_progress())
    }

    fn is_told_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }
}

fn bar(is_told: bool, len: usize, what: &'static str) -> ProgressBar {
    if !is_told {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(len as u64).with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn note_lines(notes: &[Note], quiet: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let told: Vec<_> = notes.iter().filter(|note| note.fatal || !quiet).collect();
    for group in told.chunk_by(|a, b| file(a) == file(b)) {
        for note in group.iter().take(MAX_NOTES) {
            lines.push(format!("{}: {note}", if note.fatal { "skipped" } else { "warning" }));
        }
        if group.len() > MAX_NOTES {
            lines.push(format!("… and {} more on {}", group.len() - MAX_NOTES, file(group[0])));
        }
    }
    lines
}

/// The file of a note, without the line.
fn file(note: &Note) -> &str {
    match note.source.rsplit_once(':') {
        Some((file, line)) if line.bytes().all(|b| b.is_ascii_digit()) => file,
        _ => &note.source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_notes_on_one_file_are_counted() {
        let mut notes: Vec<_> = (1..=25).map(|n| Note::fatal(format!("a.jsonl:{n}"), Some(n), "bad")).collect();
        notes.push(Note::warning("b.txt", None, "odd"));
        let lines = note_lines(&notes, false);
        assert_eq!(lines.len(), 22);
        assert_eq!(lines[0], "skipped: a.jsonl:1 (byte 1): bad");
        assert_eq!(lines[20], "… and 5 more on a.jsonl");
        assert_eq!(lines[21], "warning: b.txt: odd");
        assert_eq!(note_lines(&notes, true).len(), 21, "quiet leaves out warnings, not losses");
    }
}
