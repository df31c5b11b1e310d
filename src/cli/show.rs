//! `plenary show`: what is known of one person, organization, event or place, and from which sentences?

use clap::Args;

use super::{Run, context::Context, words};
use crate::diag::Result;

#[derive(Args, Debug)]
pub(super) struct Show {
    /// A name, or a part of one; quotes around it are not needed
    #[arg(required = true, value_name = "NAME")]
    name: Vec<String>,
}

impl Run for Show {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let name = words("name", &self.name)?;
        let knowledge = context.knowledge()?;
        context.unwired(&(name, knowledge))
    }
}
