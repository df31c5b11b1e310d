//! `plenary ask`: what is the answer to a question in words, and on which sentences does it rest?

use clap::Args;

use super::{Run, context::Context, words};
use crate::diag::Result;

#[derive(Args, Debug)]
pub(super) struct Ask {
    /// The question; quotes around it are not needed
    #[arg(required = true, value_name = "QUESTION")]
    question: Vec<String>,
    /// Show how the question was read: the template, the SPARQL query and the bindings
    #[arg(long)]
    explain: bool,
}

impl Run for Ask {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let question = words("question", &self.question)?;
        let knowledge = context.knowledge()?;
        context.unwired(&(question, self.explain, knowledge))
    }
}
