//! `plenary show`: what is known of one person, organization, event or place, and from which sentences?

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};

use super::{
    Run,
    context::Context,
    style::{self, Format},
    words,
};
use crate::{
    ask::Index,
    diag::{Error, ErrorKind, Result},
    export::{Input, schemaorg},
    graph::KnowledgeGraph,
    knowledge::Knowledge,
    model::Dataset,
    show::{self, Shown},
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
    /// How to write it; Markdown and HTML have a citation for each quote [default: text]
    #[arg(long, value_name = "F", value_enum)]
    format: Option<ShowFormat>,
}

/// The formats of every command that tells something, and one more.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ShowFormat {
    /// For the terminal
    Text,
    /// For editors, notes, GitHub, Pandoc
    Markdown,
    /// One page that a browser opens, without script
    Html,
    /// For programs, as with --json
    Json,
    /// JSON-LD in the words of schema.org, for a web page
    Schemaorg,
}

impl Run for Show {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let name = words("name", &self.name)?;
        let knowledge = context.knowledge()?;
        let graph = context.graph()?;
        let dataset = graph.dataset(&knowledge.schema)?;
        let index = Index::new(&dataset, &knowledge);
        let shown = show::show(&name, &index, LANGUAGE);
        let format = match self.format {
            Some(ShowFormat::Schemaorg) => return schemaorg(&shown, &dataset, &knowledge, &graph, context),
            Some(ShowFormat::Markdown) => Format::Markdown,
            Some(ShowFormat::Html) => Format::Html,
            Some(ShowFormat::Json) => Format::Json,
            None if context.json => Format::Json,
            Some(ShowFormat::Text) | None => Format::Text,
        };
        match format {
            Format::Json if self.why => show::why(&shown, &index).iter().try_for_each(|why| context.value(why))?,
            Format::Text if self.why => {
                show::why(&shown, &index).iter().try_for_each(|why| context.lines(&show::render_why(why)))?;
            }
            _ if self.why => return Err(Error::new(ErrorKind::Usage, "--why is told as text or JSON only")),
            Format::Json => context.value(&shown)?,
            Format::Text => context.lines(&show::render(&shown))?,
            _ => style::write(&show::page(&shown, &index), format, context)?,
        }
        shown.error_kind().map_or(Ok(()), |kind| Err(Error::told(kind)))
    }
}

/// The entities shown, for a web page.
fn schemaorg(
    shown: &Shown,
    dataset: &Dataset,
    knowledge: &Knowledge,
    graph: &KnowledgeGraph,
    context: &mut Context<'_>,
) -> Result<()> {
    let path = |iri: &str| iri.strip_prefix(&dataset.base).map(str::to_owned);
    let chosen: BTreeSet<_> = shown.dossiers.iter().filter_map(|dossier| dataset.find(&path(&dossier.entity.iri)?)).collect();
    if let Some(kind) = shown.error_kind() {
        context.lines(&show::render(shown))?;
        return Err(Error::told(kind));
    }
    let (text, _) = schemaorg::describe(&Input { dataset, knowledge, graph, subset: None }, &chosen)?;
    context.lines(&text)
}
