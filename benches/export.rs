//! Does the export of a million edges take memory for each of them? `cargo bench --bench export -- [FORMAT...]`.
//!
//! Two datasets: events of 150 people each, whose ties are a million, and a million statements between entities. For each network
//! format, and of the second for each table, it prints edges, bytes and seconds, and how far the process grew beyond what the
//! dataset takes (Linux only). `EDGES=250000` makes the second one smaller: what grows with it is not constant.

#![expect(clippy::print_stdout, reason = "a program for measuring, not part of the library")]

use std::{
    env, fs,
    io::{self, Write},
    time::Instant,
};

use plenary::{
    diag::Error,
    export::{FOLDERS, FORMATS, Folder, Input, Report},
    graph::KnowledgeGraph,
    knowledge::{Knowledge, Role, Schema},
    model::{
        Article, ArticleIdx, Claim, Dataset, Entity, EntityIdx, Kind, Mention, Name, Object, Rank, Span, Stance, Statement, iri,
    },
};

const PEOPLE: usize = 15_000;
const EVENTS: usize = 100;
const GUESTS: usize = 150;
/// Statements, unless `EDGES` says how many.
const STATEMENTS: usize = 1_000_000;
const QUOTE: &str = "Somebody spoke somewhere, and a reporter wrote a sentence of the usual length about it, with a name or two.";

/// Counts bytes and forgets them.
struct Sink(u64);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Counts the bytes of all files and forgets them.
impl Folder for Sink {
    fn file(&mut self, _: &str, write: &mut dyn FnMut(&mut dyn Write) -> Result<(), Error>) -> Result<(), Error> {
        write(self)
    }
}

/// A figure of this process in MiB: `VmRSS` is now, `VmHWM` the most since [`forget`].
fn memory(what: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':')).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() >> 10
}

/// Starts the count of the most memory anew.
fn forget() {
    // Where the system has no such file, the figures are too high, and no more.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn entity(kind: Kind, number: usize) -> Entity {
    let label = format!("{} {number}", kind.name());
    let names = vec![Name { text: label.clone(), language: "en".to_owned() }];
    let mentions = vec![Mention { article: ArticleIdx(0), span: Span::new(0, 8) }];
    let path = format!("{}/{number:07}", kind.segment());
    Entity { path, kind, label, names, mentions, edition: None, unnamed: false, point: None, country: None }
}

fn statement(schema: &Schema, subject: usize, role: Role, object: usize) -> Statement {
    let idx = |number: usize| EntityIdx(u32::try_from(number).unwrap_or_default());
    let quote = Span::new(0, QUOTE.len());
    let claim = Claim {
        article: ArticleIdx(0),
        quote,
        trigger: quote,
        rule: String::new(),
        post: None,
        mode: None,
        stance: Stance::Reported,
        confidence: 0.9,
    };
    let (relation, object) = (schema.name(role).to_owned(), Object::Entity(idx(object)));
    Statement { subject: idx(subject), relation, object, rank: Rank::default(), claims: vec![claim] }
}

/// `links` lead from people to what stands before them in order of path: events or organizations.
fn dataset(schema: &Schema, kind: Kind, others: usize, role: Role, links: impl Iterator<Item = (usize, usize)>) -> Dataset {
    let article = Article { id: "a".to_owned(), text: QUOTE.to_owned(), hash: "0".repeat(32), ..Article::default() };
    let entities = (0..others).map(|n| entity(kind, n)).chain((0..PEOPLE).map(|n| entity(Kind::Person, n))).collect();
    let mut links: Vec<_> = links.map(|(person, other)| (others + person, other)).collect();
    links.sort_unstable();
    links.dedup();
    let statements = links.into_iter().map(|(person, other)| statement(schema, person, role, other)).collect();
    let base = iri::DEFAULT_BASE.to_owned();
    Dataset { base, articles: vec![article], entities, statements, ..Dataset::default() }
}

/// Formats of lines and tables that hold the statements, too.
const TABLES: [&str; 3] = ["facts", "csv", "ftm"];
const FOLDERS_OF_TABLES: [&str; 4] = ["neo4j", "excel", "csv-pairs", "parquet"];

fn measure(dataset: &Dataset, knowledge: &Knowledge, wanted: impl Fn(&str) -> bool) -> Result<(), Error> {
    let graph = KnowledgeGraph::in_memory()?;
    let input = Input { dataset, knowledge, graph: &graph, subset: None };
    let named: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_meant = |name: &str| name != "svg" && wanted(name) && (named.is_empty() || named.iter().any(|word| word == name));
    for format in FORMATS.iter().filter(|format| is_meant(format.name)) {
        if format.is_network() || TABLES.contains(&format.name) {
            one(format.name, |out| (format.write)(&input, out))?;
        }
    }
    for format in FOLDERS.iter().filter(|format| is_meant(format.name) && FOLDERS_OF_TABLES.contains(&format.name)) {
        one(format.name, |out| format.write(&input, out))?;
    }
    Ok(())
}

/// Writes one format and prints what it took.
fn one(name: &str, write: impl FnOnce(&mut Sink) -> Result<Report, Error>) -> Result<(), Error> {
    forget();
    let (before, start, mut out) = (memory("VmRSS"), Instant::now(), Sink(0));
    let report = write(&mut out)?;
    let grown = memory("VmHWM").saturating_sub(before);
    let (seconds, mib) = (start.elapsed().as_secs_f64(), out.0 >> 20);
    let most = report.written.iter().map(|(_, count)| *count).max().unwrap_or_default();
    println!("{name:20} {most:8} edges  {mib:5} MiB written  {seconds:6.1} s  dataset {before} MiB, most beyond it {grown} MiB");
    Ok(())
}

fn main() -> Result<(), Error> {
    let knowledge = Knowledge::embedded()?;
    let schema = &knowledge.schema;
    let guests = (0..EVENTS).flat_map(|event| (0..GUESTS).map(move |guest| ((event * 149 + guest * 97) % PEOPLE, event)));
    let gatherings = dataset(schema, Kind::Event, EVENTS, Role::Presence, guests);
    measure(&gatherings, &knowledge, |name| name.ends_with("people") || name.ends_with("people-dynamic"))?;
    drop(gatherings);
    let edges = env::var("EDGES").ok().and_then(|edges| edges.parse().ok()).unwrap_or(STATEMENTS);
    let posts = (0..edges).map(|n| (n % PEOPLE, (n / PEOPLE * 31 + n * 7) % 5_000));
    let offices = dataset(schema, Kind::Organization, 5_000, Role::Affiliation, posts);
    measure(&offices, &knowledge, |name| !name.contains("people"))
}
