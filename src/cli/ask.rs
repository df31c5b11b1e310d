//! `plenary ask`: what is the answer to a question in words, and on which sentences does it rest?

use clap::Args;

use super::{
    Run,
    context::Context,
    style::{self, Format, Style},
    words,
};
use crate::{
    ask::{self, Index},
    diag::{Error, Result},
};

#[derive(Args, Debug)]
pub(super) struct Ask {
    /// The question; quotes around it are not needed
    #[arg(required = true, value_name = "QUESTION")]
    question: Vec<String>,
    /// Show how the question was read: the template, the SPARQL query and the bindings
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    style: Style,
}

impl Run for Ask {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let question = words("question", &self.question)?;
        let knowledge = context.knowledge()?;
        let graph = context.graph()?;
        let dataset = graph.dataset(&knowledge.schema)?;
        let index = Index::new(&dataset, &knowledge);
        let answer = ask::ask(&question, &index, &graph)?;
        match self.style.format(context) {
            Format::Json => context.value(&answer)?,
            Format::Text => {
                context.lines(&ask::render(&answer))?;
                if self.explain {
                    context.lines(&ask::explain(&answer))?;
                }
            }
            format => style::write(&ask::page(&answer, &index, self.explain), format, context)?,
        }
        answer.error_kind().map_or(Ok(()), |kind| Err(Error::told(kind)))
    }
}
