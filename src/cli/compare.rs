//! `plenary compare`: who was at both of two events, who only at the one, who only at the other?

use clap::Args;

use super::{
    Run,
    context::Context,
    show::LANGUAGE,
    style::{self, Format, Style},
    words,
};
use crate::{
    ask::Index,
    diag::{Error, Result},
    show,
};

#[derive(Args, Debug)]
pub(super) struct Compare {
    /// Name of an event, or a part of it; put quotes around several words
    #[arg(value_name = "EVENT")]
    first: String,
    /// Name of the other event
    #[arg(value_name = "OTHER")]
    second: String,
    #[command(flatten)]
    style: Style,
}

impl Run for Compare {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let (first, second) = (words("event", &[self.first])?, words("event", &[self.second])?);
        let knowledge = context.knowledge()?;
        let dataset = context.graph()?.dataset(&knowledge.schema)?;
        let index = Index::new(&dataset, &knowledge);
        let comparison = show::compare(&first, &second, &index, LANGUAGE);
        match self.style.format(context) {
            Format::Json => context.value(&comparison)?,
            Format::Text => context.lines(&show::render_comparison(&comparison))?,
            format => style::write(&show::comparison_page(&comparison, &index), format, context)?,
        }
        comparison.error_kind().map_or(Ok(()), |kind| Err(Error::told(kind)))
    }
}
