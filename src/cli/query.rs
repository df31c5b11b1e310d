//! `plenary query`: what does the graph answer to a SPARQL query?

use std::{
    fs,
    io::{self, Read as _},
    path::PathBuf,
};

use clap::Args;

use super::{Run, context::Context, output::written, words};
use crate::{
    diag::{Error, ErrorKind, Result},
    graph::{Limits, QueryFormat},
};

#[derive(Args, Debug)]
pub(super) struct Query {
    /// The query, or - to read it from standard input
    #[arg(value_name = "QUERY", required_unless_present = "file")]
    sparql: Option<String>,
    /// File that holds the query
    #[arg(long, short, value_name = "FILE", conflicts_with = "sparql")]
    file: Option<PathBuf>,
    /// How to write the result: table, csv, tsv, json, xml; for graphs turtle, ntriples, … [default: table or turtle]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
}

/// Most bytes of a query: enough for any that a person writes.
const MAX_QUERY_BYTES: u64 = 1 << 20;

impl Run for Query {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let query = self.text()?;
        let name = self.format.as_deref().or_else(|| context.json.then_some("json"));
        let format = name.map(QueryFormat::find).transpose()?;
        let limits = Limits { width: context.width(), ..Limits::default() };
        let answer = context.graph()?.query(&query, format, &limits)?;
        written(context.out.write_all(&answer.bytes))?;
        if answer.rows == 0 { Err(Error::told(ErrorKind::NoResult)) } else { Ok(()) }
    }
}

impl Query {
    fn text(&self) -> Result<String> {
        let (place, read) = match (&self.file, self.sparql.as_deref()) {
            (Some(file), _) => (file.display().to_string(), fs::File::open(file).and_then(limited)),
            (None, Some("-")) => ("standard input".to_owned(), limited(io::stdin().lock())),
            (None, query) => return words("query", &[query.unwrap_or_default().to_owned()]),
        };
        let text =
            read.map_err(|error| Error::new(ErrorKind::BadInput, format!("cannot read the query from {place}: {error}")))?;
        words("query", &[text])
    }
}

fn limited(input: impl io::Read) -> io::Result<String> {
    let mut text = String::new();
    input.take(MAX_QUERY_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_QUERY_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it has more than {MAX_QUERY_BYTES} bytes")));
    }
    Ok(text)
}
