//! The command line: the only code that prints, takes arguments or reads the clock.
//!
//! One file a command and one line in [`COMMANDS`]; help, parsing and tests run over the table. Results go to standard output,
//! notes and progress to standard error. A reader of the output who leaves early (`| head`) is no failure.

mod ask;
mod build;
mod compare;
mod context;
mod correct;
mod corrections_file;
mod coverage;
mod demo;
mod draw;
mod eval;
mod export;
mod folder;
mod input;
mod interrupt;
mod network;
mod output;
mod query;
mod readings;
mod report;
mod review;
mod show;
mod style;
mod subset;
mod table;
mod working;

use std::{
    ffi::OsString,
    io::{self, BufWriter, Write as _},
};

use clap::{ArgMatches, Args, FromArgMatches as _};

use self::{
    context::{Common, Context},
    output::{Closing, printable},
};
use crate::diag::{Error, ErrorKind, Result};

/// A command of the program.
pub struct Command {
    /// The word that calls it.
    pub name: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    args: fn(clap::Command) -> clap::Command,
    run: fn(&ArgMatches, &mut Context<'_>) -> Result<()>,
}

/// Every command, in the order of the help.
pub const COMMANDS: &[Command] = &[
    Command::of::<demo::Demo>("demo", "Build the graph of five articles that come with the program, and ask it a question"),
    Command::of::<build::Build>("build", "Read articles (files, folders, - for standard input) into the store"),
    Command::of::<ask::Ask>("ask", "Answer a question in words, with the sentences that the answer rests on"),
    Command::of::<query::Query>("query", "Run a SPARQL query"),
    Command::of::<show::Show>("show", "Show what is known of a person, organization, event or place"),
    Command::of::<compare::Compare>("compare", "Compare who was at two events"),
    Command::of::<review::Review>("review", "Walk through doubtful merges and contradictions, with what both sides say"),
    Command::of::<correct::Correct>("correct", "Merge, split, rename or reject what was taken wrongly, for good"),
    Command::of::<network::Network>("network", "Rank people by their place in the network of who appears with whom"),
    Command::of::<export::Export>("export", "Write the graph, its facts or its network to a file"),
    Command::of::<draw::Draw>("draw", "Draw the network, the timeline or the guest lists, as SVG or PNG"),
    Command::of::<report::Report>("report", "Write one page with everything, that opens from disk in any browser"),
    Command::of::<coverage::CoverageArgs>("coverage", "List sentences that look as if they state something, and gave no fact"),
    Command::of::<eval::Eval>("eval", "Measure how well articles are read that you have labelled (LABELS.md tells how)"),
];

/// The arguments of a command, and what it does with them.
trait Run: Args {
    /// Checks what clap could not, and does it.
    fn run(self, context: &mut Context<'_>) -> Result<()>;
}

impl Command {
    const fn of<A: Run>(name: &'static str, help: &'static str) -> Self {
        Self { name, help, args: A::augment_args, run: run_as::<A> }
    }
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Command").field(&self.name).finish()
    }
}

fn run_as<A: Run>(matches: &ArgMatches, context: &mut Context<'_>) -> Result<()> {
    A::from_arg_matches(matches).map_err(|error| Error::new(ErrorKind::Usage, error.to_string()))?.run(context)
}

/// The parser of the whole command line.
#[must_use]
pub fn parser() -> clap::Command {
    let program = Common::augment_args(clap::Command::new("plenary"))
        .version(env!("CARGO_PKG_VERSION"))
        .about("Reads news about gatherings and builds a knowledge graph of who was in the room, every fact with its quote")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .after_help(EXIT_CODES);
    let commands =
        COMMANDS.iter().map(|command| (command.args)(clap::Command::new(command.name)).about(command.help).long_about(None));
    program.subcommands(commands)
}

const EXIT_CODES: &str =
    "Exit codes: 0 ok, 1 no result, 2 usage, 3 bad input, 4 store locked, 5 storage, 6 a limit was hit, 130 interrupted";

/// Runs the program with its arguments, the program's name first, and returns the exit code.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let matches = match parser().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version come as errors, too. Nobody is left to tell if this fails.
            let _ = error.print();
            return if error.use_stderr() { ErrorKind::Usage.exit_code() } else { 0 };
        }
    };
    interrupt::watch();
    let mut closing = Closing::new(io::stdout().lock());
    let mut out = BufWriter::new(&mut closing);
    let result = dispatch(&matches, &mut out).and_then(|()| output::written(out.flush()));
    // What a failed command has left in the buffer is still worth printing.
    drop(out);
    match result {
        Err(error) if !closing.is_closed() => {
            if !error.message.is_empty() {
                let _ = writeln!(io::stderr(), "error: {}", printable(&error.to_string()));
            }
            error.kind.exit_code()
        }
        _ => 0,
    }
}

fn dispatch(matches: &ArgMatches, out: &mut dyn io::Write) -> Result<()> {
    let common = Common::from_arg_matches(matches).map_err(|error| Error::new(ErrorKind::Usage, error.to_string()))?;
    // The parser has made sure that there is a command and that it is one of ours.
    let missing = || Error::new(ErrorKind::Usage, "no such command");
    let (name, matches) = matches.subcommand().ok_or_else(missing)?;
    let command = COMMANDS.iter().find(|command| command.name == name).ok_or_else(missing)?;
    let mut context = Context::new(common, out)?;
    (command.run)(matches, &mut context)
}

/// Words of the command line as one text; refuses to go on with nothing.
fn words(what: &str, words: &[String]) -> Result<String> {
    let text = words.join(" ").trim().to_owned();
    if text.is_empty() { Err(Error::new(ErrorKind::Usage, format!("the {what} is empty"))) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        parser().debug_assert();
        let mut names: Vec<_> = COMMANDS.iter().map(|command| command.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COMMANDS.len());
    }
}
