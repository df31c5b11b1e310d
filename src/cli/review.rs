//! `plenary review`: what is doubtful, what do both sides say, and what does the user make of it?
//!
//! One question after the other on the terminal, or from a pipe; each answer becomes a correction, and all are applied at the end.

use std::io::{self, BufRead};

use clap::Args;

use super::{
    Run,
    context::Context,
    correct::{apply, today, user},
    corrections_file as file,
};
use crate::{
    ask::Index,
    diag::{Error, ErrorKind, Result},
    model::Change,
    show::{Case, Choice, cases, render_case},
};

#[derive(Args, Debug)]
pub(super) struct Review {
    /// List what is doubtful, and ask nothing
    #[arg(long)]
    list: bool,
    /// Doubtful merges only
    #[arg(long, conflicts_with = "contradictions")]
    merges: bool,
    /// Contradictions only
    #[arg(long)]
    contradictions: bool,
    /// Who answers [default: the user of this machine]
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
}

impl Run for Review {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let knowledge = context.knowledge()?;
        let dataset = context.graph()?.dataset(&knowledge.schema)?;
        let index = Index::new(&dataset, &knowledge);
        let mut cases = cases(&index, super::show::LANGUAGE);
        cases.retain(|case| if case.is_merge() { !self.contradictions } else { !self.merges });
        if cases.is_empty() {
            return Err(Error::new(ErrorKind::NoResult, "nothing is doubtful"));
        }
        if context.json {
            return cases.iter().try_for_each(|case| context.value(case));
        }
        if self.list {
            return cases.iter().try_for_each(|case| context.lines(&render_case(case)));
        }
        let changes = ask(&cases, &mut io::stdin().lock(), context)?;
        if changes.is_empty() {
            return context.say("nothing was decided");
        }
        let path = context.corrections_path();
        for correction in file::append(&path, changes, &self.who.unwrap_or_else(user), &today(), "review")? {
            context.say(&file::line(&correction))?;
        }
        apply(&knowledge, context)
    }
}

/// Goes through the cases; what was decided. Ends where the answers end.
fn ask(cases: &[Case], answers: &mut dyn BufRead, context: &mut Context<'_>) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for (position, case) in cases.iter().enumerate() {
        context.say(&format!("--- {} of {}", position + 1, cases.len()))?;
        context.lines(&render_case(case))?;
        loop {
            context.prompt(&prompt(case))?;
            let mut answer = String::new();
            let read = answers.read_line(&mut answer).map_err(|error| Error::storage("cannot read the answer", error))?;
            if read == 0 || answer.trim() == "q" {
                context.say("")?;
                return Ok(changes);
            }
            match case.decide(answer.trim()) {
                Choice::Decided(decided) => {
                    changes.extend(decided);
                    break;
                }
                Choice::Skipped => break,
                Choice::NotUnderstood => {}
            }
        }
    }
    Ok(changes)
}

fn prompt(case: &Case) -> String {
    if case.is_merge() {
        return "the same? y yes, n no, s skip, q quit: ".to_owned();
    }
    format!("which is right? 1-{} (the others are rejected), s skip, q quit: ", case.options())
}
