//! `plenary show`: what is known of one person, organization, event or place, and from which sentences?

use clap::Args;

use super::{Run, context::Context, words};
use crate::{
    ask::Index,
    diag::{Error, Result},
    show,
};

/// Language of the headings.
pub(super) const LANGUAGE: &str = "en";

#[derive(Args, Debug)]
pub(super) struct Show {
    /// A name, or a part of one; quotes around it are not needed
    #[arg(required = true, value_name = "NAME")]
    name: Vec<String>,
    /// Tell why its names are taken for one, with the weight of each reason, and what else may be the same
    #[arg(long)]
    why: bool,
}

impl Run for Show {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let name = words("name", &self.name)?;
        let knowledge = context.knowledge()?;
        let dataset = context.graph()?.dataset(&knowledge.schema)?;
        let index = Index::new(&dataset, &knowledge);
        let shown = show::show(&name, &index, LANGUAGE);
        if self.why {
            for why in show::why(&shown, &index) {
                if context.json { context.value(&why)? } else { context.lines(&show::render_why(&why))? }
            }
        } else if context.json {
            context.value(&shown)?;
        } else {
            context.lines(&show::render(&shown))?;
        }
        shown.error_kind().map_or(Ok(()), |kind| Err(Error::told(kind)))
    }
}
