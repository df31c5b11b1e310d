//! What does a SPARQL query find in the graph?
//!
//! The default graph is the union of all graphs, as a bag: a fact that several articles state is found once in each, so ask for
//! DISTINCT. The prefixes of the vocabulary need no declaration, updates are refused.
//!
//! A query runs on a thread of its own: with a stack that the parser cannot overflow, and with a caller who goes on when time is
//! up even if the engine, which looks at the clock only when it reads quads, does not notice.

use std::{
    io::{self, Write},
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use oxigraph::{
    model::IriParseError,
    sparql::{CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator, SparqlSyntaxError},
    store::Store,
};

use super::{KnowledgeGraph, QueryFormat, Term, guard, storage, vocab};
use crate::diag::{Error, ErrorKind, Result};

/// What a query may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest time it may run.
    pub time: Duration,
    /// Largest result, in bytes as written.
    pub bytes: usize,
    /// Width of a table, in columns; none leaves it as wide as its content.
    pub width: Option<u16>,
}

impl Default for Limits {
    /// A minute, 256 MB, and tables as wide as their content.
    fn default() -> Self {
        Self { time: Duration::from_mins(1), bytes: 256 * 1024 * 1024, width: None }
    }
}

/// The result of a query, written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The whole of it: a query that fails half-way gives an error and no half result.
    pub bytes: Vec<u8>,
    /// Number of rows or triples; 1 and 0 for yes and no.
    pub rows: usize,
}

/// The rows of a SELECT as plain values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Names of the columns, without question marks.
    pub variables: Vec<String>,
    /// For each row the value of each column, if it has one.
    pub rows: Vec<Vec<Option<Term>>>,
}

impl Rows {
    /// The value of the column of this name in a row.
    #[must_use]
    pub fn get<'a>(&self, row: &'a [Option<Term>], variable: &str) -> Option<&'a Term> {
        let column = self.variables.iter().position(|name| name == variable)?;
        row.get(column)?.as_ref()
    }

    /// All values of the column of this name, in order of rows.
    pub fn column<'a>(&'a self, variable: &'a str) -> impl Iterator<Item = &'a Term> {
        self.rows.iter().filter_map(move |row| self.get(row, variable))
    }
}

impl KnowledgeGraph {
    /// Runs a query and writes its result; without a format as a table.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for a query with a mistake (with line, column and the line itself), an update, or a format that does
    /// not fit; [`ErrorKind::Limit`] if it is too long, too deep, too slow or its result too large.
    pub fn query(&self, text: &str, format: Option<&'static QueryFormat>, limits: &Limits) -> Result<Answer> {
        let base = self.base()?;
        let format = format.unwrap_or(&super::QUERY_FORMATS[0]);
        let Limits { bytes, width, .. } = *limits;
        self.run(text, &base.clone(), limits, move |results| {
            let mut out = Capped { bytes: Vec::new(), most: bytes };
            let rows = format.write(results, &base, width, &mut out)?;
            Ok(Answer { bytes: out.bytes, rows })
        })
    }

    /// The rows of a SELECT, within the default [`Limits`].
    ///
    /// # Errors
    /// As for [`Self::query`]; also for a query that is no SELECT.
    pub fn select(&self, text: &str) -> Result<Rows> {
        self.run(text, &self.base()?, &Limits::default(), |results| {
            let QueryResults::Solutions(solutions) = results else {
                return Err(Error::new(ErrorKind::Usage, "the query is no SELECT"));
            };
            let variables = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
            let row = |row: oxigraph::sparql::QuerySolution| row.values().iter().map(|v| v.as_ref().map(Term::from)).collect();
            let rows = solutions.map(|solution| solution.map(row).map_err(failed)).collect::<Result<_>>()?;
            Ok(Rows { variables, rows })
        })
    }

    /// Parses and evaluates on a thread of its own, and waits no longer than the limit.
    fn run<T: Send + 'static>(
        &self,
        text: &str,
        base: &str,
        limits: &Limits,
        take: impl FnOnce(QueryResults<'static>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        guard::check(text)?;
        let token = CancellationToken::new();
        let (sender, receiver) = mpsc::channel();
        let (store, text, base, stop) = (self.store.clone(), text.to_owned(), base.to_owned(), token.clone());
        let work = move || {
            let result = evaluate(&store, &text, &base, stop).and_then(take);
            // Before the caller hears of it: who hears may end the program, and a store that is closed meanwhile aborts it.
            drop(store);
            // If nobody waits any more, there is nobody to tell.
            let _ = sender.send(result);
        };
        thread::Builder::new().name("query".to_owned()).stack_size(guard::STACK_BYTES).spawn(work).map_err(storage)?;
        match receiver.recv_timeout(limits.time) {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) => {
                token.cancel();
                // It ends by itself soon, or else when the program does.
                match receiver.recv_timeout(Duration::from_millis(500)) {
                    Ok(Ok(result)) => Ok(result),
                    _ => Err(too_slow(limits.time)),
                }
            }
            Err(RecvTimeoutError::Disconnected) => Err(storage("the query ended without a result")),
        }
    }
}

fn too_slow(time: Duration) -> Error {
    Error::new(ErrorKind::Limit, format!("the query was stopped after {} s", time.as_secs_f64()))
        .with_hint("put the most selective pattern first, or ask for less with LIMIT")
}

fn evaluate(store: &Store, text: &str, base: &str, token: CancellationToken) -> Result<QueryResults<'static>> {
    let bad = |e: IriParseError| storage(format!("the base {base}: {e}"));
    let evaluator = || -> Result<SparqlEvaluator> {
        let mut evaluator = SparqlEvaluator::new();
        for (name, iri) in vocab::prefixes(base) {
            evaluator = evaluator.with_prefix(name, iri).map_err(bad)?;
        }
        Ok(evaluator)
    };
    let parsed = evaluator()?.with_cancellation_token(token).parse_query(text);
    let mut prepared = match parsed {
        Ok(prepared) => prepared,
        Err(_) if evaluator()?.parse_update(text).is_ok() => {
            return Err(Error::new(ErrorKind::Usage, "updates are refused: the graph holds what the articles say")
                .with_hint("a wrong fact or a doubled name is put right with plenary correct"));
        }
        Err(error) => return Err(syntax(text, &error)),
    };
    if prepared.dataset().is_default_dataset() {
        prepared.dataset_mut().set_default_graph_as_union();
    }
    prepared.on_store(store).execute().map_err(failed)
}

/// What is wrong with a query, with the line and a mark under the place.
fn syntax(text: &str, error: &SparqlSyntaxError) -> Error {
    let message = error.to_string();
    // The parser tells the place only in its message: "error at 1:8: expected ...".
    let found = message.strip_prefix("error at ").and_then(|rest| {
        let (line, rest) = rest.split_once(':')?;
        let (column, what) = rest.split_once(": ")?;
        Some((line.parse::<usize>().ok()?, column.parse::<usize>().ok()?, what))
    });
    let Some((line, column, what)) = found else {
        return Error::new(ErrorKind::Usage, format!("SPARQL: {message}"));
    };
    let shown = text.lines().nth(line - 1).unwrap_or("");
    let mark: String = shown.chars().take(column - 1).flat_map(blanks).collect();
    Error::new(
        ErrorKind::Usage,
        format!("SPARQL syntax error at line {line}, column {column}: {}\n  {shown}\n  {mark}^", shortened(what)),
    )
}

/// Blanks as wide as the character: two columns for the scripts of East Asia.
fn blanks(c: char) -> impl Iterator<Item = char> {
    let wide = matches!(u32::from(c), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f
        | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x20000..=0x3fffd);
    std::iter::repeat_n(if c == '\t' { '\t' } else { ' ' }, 1 + usize::from(wide))
}

/// The first few of the many things that the parser could have taken instead.
fn shortened(expected: &str) -> String {
    let parts: Vec<_> = expected.split(", ").collect();
    if parts.len() > 8 { format!("{}, ...", parts[..8].join(", ")) } else { expected.to_owned() }
}

/// A query that failed while it ran.
pub(super) fn failed(error: QueryEvaluationError) -> Error {
    match error {
        QueryEvaluationError::Cancelled => Error::new(ErrorKind::Limit, "the query was stopped"),
        QueryEvaluationError::Dataset(error) => storage(error),
        QueryEvaluationError::UnsupportedService(service) => {
            Error::new(ErrorKind::Usage, format!("SERVICE {service} is refused: nothing leaves this machine"))
        }
        error => Error::new(ErrorKind::Usage, format!("SPARQL: {error}")),
    }
}

/// Memory that takes no more than a number of bytes.
pub(super) struct Capped {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("the result has more than {} bytes", self.most)));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A result that could not be written: into memory only for its size.
pub(super) fn unwritten(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Error::new(ErrorKind::Limit, error.to_string()).with_hint("ask for less with LIMIT"),
        _ => Error::storage("cannot write the result", error),
    }
}
