//! Which part of the store does `--subset` mean? Words of the command line to entities, dates and numbers.

use std::{collections::BTreeSet, fs, path::Path};

use clap::Args;

use super::{
    context::Context,
    network::{date, entities},
    table::Table,
};
use crate::{
    ask::Index,
    diag::{Error, ErrorKind, Result},
    export::{self, Subset, Wanted},
    graph::{KnowledgeGraph, Term},
    knowledge::Knowledge,
    model::{Dataset, EntityIdx, Kind},
    network::Filter,
};

/// The keys, and what each means, for help and messages.
const KEYS: [(&str, &str); 9] = [
    ("person", "NAME: this person and what is within `hops`; again for more"),
    ("around", "NAME: the same for an organization, event, place or series"),
    ("hops", "N: steps from these: 1 is events and bodies, 2 is who was there too; 2 if not given, 1 from what a query finds"),
    ("city", "NAME: events held in this place or a part of it, and all that is connected to them"),
    ("from", "DATE: events that ended on this date or later, and all that is connected to them"),
    ("to", "DATE: events that began on this date or before"),
    ("min-weight", "W: edges of at least this weight; statements that so many independent articles support"),
    ("top", "N: the people who appear with the most others, their events, and what is connected to these"),
    ("query", "FILE or text: the entities that a SPARQL SELECT finds, and what is within `hops`"),
];

/// What the commands take.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct SubsetArgs {
    /// Only a part: person=NAME, around=NAME, hops=N, city=NAME, from=DATE, to=DATE, min-weight=W, top=N, query=FILE; all that are
    /// given must hold; `help` explains them
    #[arg(long, value_name = "KEY=VALUE", num_args = 1..)]
    subset: Vec<String>,
}

impl SubsetArgs {
    /// Whether it is asked what can be given; then it is told.
    pub(super) fn is_help(&self, context: &mut Context<'_>) -> Result<bool> {
        let is_help = self.subset.iter().any(|part| part == "help");
        if is_help {
            let mut table = Table::new(["part", "what it means"]);
            for (key, help) in KEYS {
                table.row([key.to_owned(), help.to_owned()]);
            }
            context.table(&table)?;
        }
        Ok(is_help)
    }

    /// The part that is wanted, never nothing, and what is left out, which is also told on standard error; `None` if all is
    /// wanted. With `by_statement`, weak statements are left out; networks leave out weak edges instead.
    pub(super) fn part(
        &self,
        (dataset, graph): (&Dataset, &KnowledgeGraph),
        knowledge: &Knowledge,
        by_statement: bool,
        context: &Context<'_>,
    ) -> Result<Option<(Dataset, Subset)>> {
        if self.subset.is_empty() {
            return Ok(None);
        }
        let wanted = wanted(&self.subset, &Index::new(dataset, knowledge), graph, context)?;
        let (part, subset) = export::subset(dataset, &knowledge.schema, &wanted, self.subset.clone(), by_statement);
        if part.entities.is_empty() {
            let error = Error::new(ErrorKind::NoResult, "nothing in the store is in this subset");
            return Err(error.with_hint(self.subset.join(" ")));
        }
        context.remark(&subset.description());
        Ok(Some((part, subset)))
    }
}

/// Reads what was given as `KEY=VALUE`.
fn wanted(parts: &[String], index: &Index, graph: &KnowledgeGraph, context: &Context<'_>) -> Result<Wanted> {
    let mut wanted = Wanted { filter: Filter::with_planned(), ..Wanted::default() };
    for part in parts {
        let (key, value) = part.split_once('=').filter(|(_, value)| !value.trim().is_empty()).ok_or_else(|| unknown(part))?;
        match key {
            "person" => wanted.around.push(one(value, index, &[Kind::Person])?),
            "around" => wanted.around.push(one(value, index, &Kind::ALL)?),
            "hops" => wanted.hops = Some(number(key, value)?),
            "city" => wanted.filter.places.extend(entities(value, index, &[Kind::Place])?),
            "from" => wanted.filter.from = Some(date(value)?),
            "to" => wanted.filter.to = Some(date(value)?),
            "min-weight" => wanted.min_weight = weight(value)?,
            "top" => wanted.top = Some(number(key, value)?),
            "query" => wanted.listed = Some(found(value, index, graph, context)?),
            _ => return Err(unknown(part)),
        }
    }
    if wanted.hops.is_some() && wanted.around.is_empty() && wanted.listed.is_none() {
        return Err(
            Error::new(ErrorKind::Usage, "hops are counted from someone").with_hint("add person=NAME, around=NAME or query=FILE")
        );
    }
    Ok(wanted)
}

fn unknown(part: &str) -> Error {
    let keys: Vec<String> = KEYS.iter().map(|(key, help)| format!("{key}={help}")).collect();
    Error::new(ErrorKind::Usage, format!("«{part}» is no part of a subset")).with_hint(keys.join("\n  "))
}

fn number(key: &str, value: &str) -> Result<usize> {
    value.parse().map_err(|_| Error::new(ErrorKind::Usage, format!("{key}={value}: expected a whole number")))
}

fn weight(value: &str) -> Result<f64> {
    let weight = value.parse().ok().filter(|weight: &f64| weight.is_finite() && *weight >= 0.0);
    weight.ok_or_else(|| Error::new(ErrorKind::Usage, format!("min-weight={value}: expected a number from 0")))
}

/// The one entity that a name means.
fn one(name: &str, index: &Index, kinds: &[Kind]) -> Result<EntityIdx> {
    match entities(name, index, kinds)?.as_slice() {
        [one] => Ok(*one),
        several => {
            let names: Vec<String> = several.iter().take(5).map(|&idx| index.card(idx).label).collect();
            Err(Error::new(ErrorKind::NoResult, format!("«{name}» can be several")).with_hint(names.join(", ")))
        }
    }
}

/// The entities among the results of a query, whichever columns they stand in.
fn found(query: &str, index: &Index, graph: &KnowledgeGraph, context: &Context<'_>) -> Result<BTreeSet<EntityIdx>> {
    let text = if query.contains('{') { query.to_owned() } else { read(Path::new(query))? };
    let (rows, dataset) = (graph.select(&text)?, index.dataset);
    let entity = |term: &Term| match term {
        Term::Iri(iri) => iri.strip_prefix(&dataset.base).and_then(|path| dataset.find_any(path)),
        Term::Blank(_) | Term::Literal { .. } => None,
    };
    let found: BTreeSet<_> = rows.rows.iter().flatten().flatten().filter_map(entity).collect();
    context.remark(&format!("the query finds {} entities in {} rows", found.len(), rows.rows.len()));
    Ok(found)
}

fn read(path: &Path) -> Result<String> {
    let failed = |error| {
        let message = format!("cannot read the query from {}: {error}", path.display());
        Error::new(ErrorKind::BadInput, message).with_hint("query=FILE, or the query itself, with its braces")
    };
    fs::read_to_string(path).map_err(failed)
}
