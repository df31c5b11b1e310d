//! `plenary correct`: what did the program take wrongly, and how is it to be from now on?

use std::time::SystemTime;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{
    Run,
    build::{self, BuildOptions},
    context::Context,
    corrections_file as file,
};
use crate::{
    ask::{Index, resolve},
    diag::{Error, ErrorKind, Result},
    knowledge::{Knowledge, questions::phrase},
    model::{Change, Correction, Dataset, EntityIdx, Kind, in_force},
};

/// What a name may be, in the help of each command.
const ENTITY: &str = "A name, an IRI, or its path: person/ada-bell";

#[derive(Args, Debug)]
#[command(
    after_help = "Each correction is one line of corrections.toml beside the store, applied at every build, from scratch too.\n\
                        Lines may be edited, or taken out, by hand. A correction that is about nothing is told at the next build."
)]
pub(super) struct Correct {
    #[command(subcommand)]
    what: What,
    /// Who says so [default: the user of this machine]
    #[arg(long, global = true, value_name = "NAME")]
    who: Option<String>,
    /// Why
    #[arg(long, global = true, value_name = "TEXT", default_value = "")]
    why: String,
    /// Write the line only; it is applied at the next build
    #[arg(long, global = true)]
    later: bool,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Two entities are one
    Merge {
        #[arg(value_name = "ENTITY", help = ENTITY)]
        one: String,
        #[arg(value_name = "OTHER")]
        other: String,
    },
    /// Two entities are not one, whatever the evidence, now and later
    NotSame {
        #[arg(value_name = "ENTITY", help = ENTITY)]
        one: String,
        #[arg(value_name = "OTHER")]
        other: String,
    },
    /// What some articles say of an entity is of another one
    Split {
        #[arg(value_name = "ENTITY", help = ENTITY)]
        entity: String,
        /// Ids of the articles that speak of the other one
        #[arg(required = true, value_name = "ARTICLE")]
        articles: Vec<String>,
    },
    /// Show an entity under another name
    Rename {
        #[arg(value_name = "ENTITY", help = ENTITY)]
        entity: String,
        #[arg(value_name = "NAME")]
        to: String,
    },
    /// An entity is of another kind: Person, Organization, Place, Event
    Retype {
        #[arg(value_name = "ENTITY", help = ENTITY)]
        entity: String,
        #[arg(value_name = "KIND")]
        to: String,
    },
    /// A fact is wrong
    Reject {
        #[arg(value_name = "SUBJECT", help = ENTITY)]
        subject: String,
        /// Name of the relation, such as spokeAt
        relation: String,
        /// An entity, or a value such as 2021-05-22
        object: String,
        /// Only what this article says
        #[arg(long, value_name = "ID")]
        article: Option<String>,
    },
    /// A correction no longer holds: the last one, or that of this number
    Undo {
        #[arg(value_name = "NUMBER")]
        number: Option<u32>,
    },
    /// List the corrections, and which of them hold
    List,
}

impl Run for Correct {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let path = context.corrections_path();
        let known = file::read(&path)?;
        if matches!(self.what, What::List) {
            return list(&known, context);
        }
        let knowledge = context.knowledge()?;
        let change = match self.what {
            What::Undo { number } => undo(number, &known)?,
            what => {
                let dataset = context.graph()?.dataset(&knowledge.schema)?;
                change(what, &Index::new(&dataset, &knowledge))?
            }
        };
        let who = self.who.unwrap_or_else(user);
        let added = file::append(&path, vec![change], &who, &today(), &self.why)?;
        for correction in &added {
            context.remark(&format!("{}: {}", path.display(), file::line(correction)));
        }
        if self.later {
            return Ok(());
        }
        apply(&knowledge, context)
    }
}

/// Brings the store up to date with the corrections.
pub(super) fn apply(knowledge: &Knowledge, context: &mut Context<'_>) -> Result<()> {
    let mut graph = context.writable_graph()?;
    match build::update(&mut graph, Vec::new(), &BuildOptions::default(), knowledge, context)? {
        Some(update) => build::tell(&update, context),
        None => context.say("nothing changed"),
    }
}

/// The user of this machine, as the environment tells.
pub(super) fn user() -> String {
    ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default()
}

/// Today in UTC, ISO 8601.
#[expect(clippy::disallowed_methods, reason = "a correction tells when it was made; the command line may read the clock")]
pub(super) fn today() -> String {
    jiff::Timestamp::try_from(SystemTime::now()).map(|now| now.to_string().chars().take(10).collect()).unwrap_or_default()
}

fn list(known: &[Correction], context: &mut Context<'_>) -> Result<()> {
    let holding = in_force(known);
    for correction in known {
        let holds = holding.contains(correction);
        if context.json {
            context.value(&json!({ "correction": correction, "holds": holds }))?;
        } else {
            let mark = if holds || matches!(correction.change, Change::Undo(_)) { "" } else { "   (undone)" };
            context.say(&format!("{}{mark}", file::line(correction)))?;
        }
    }
    if known.is_empty() { Err(Error::new(ErrorKind::NoResult, "there are no corrections")) } else { Ok(()) }
}

fn undo(number: Option<u32>, known: &[Correction]) -> Result<Change> {
    let last = || in_force(known).last().map(|correction| correction.number);
    let Some(number) = number.or_else(last) else {
        return Err(Error::new(ErrorKind::NoResult, "there is no correction to undo"));
    };
    if !known.iter().any(|correction| correction.number == number) {
        return Err(Error::new(ErrorKind::NoResult, format!("there is no correction {number}")));
    }
    Ok(Change::Undo(number))
}

fn change(what: What, index: &Index) -> Result<Change> {
    let path = |name: &str| one(name, index).map(|entity| index.dataset.entity(entity).path.clone());
    Ok(match what {
        What::Merge { one, other } => Change::Merge(two(&path(&one)?, &path(&other)?)?),
        What::NotSame { one, other } => Change::NotSame(two(&path(&one)?, &path(&other)?)?),
        What::Split { entity, articles } => {
            let unknown = articles.iter().find(|id| !index.dataset.articles.iter().any(|article| article.id == **id));
            if let Some(id) = unknown {
                return Err(Error::new(ErrorKind::NoResult, format!("there is no article «{id}»")));
            }
            Change::Split(path(&entity)?, articles)
        }
        What::Rename { entity, to } => Change::Rename(path(&entity)?, to),
        What::Retype { entity, to } => {
            let kind = Kind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(&to));
            let kind = kind.ok_or_else(|| Error::new(ErrorKind::Usage, format!("there is no kind «{to}»")))?;
            Change::Retype(path(&entity)?, kind)
        }
        What::Reject { subject, relation, object, article } => {
            let known = index.knowledge.schema.get(&relation);
            let known = known.ok_or_else(|| Error::new(ErrorKind::Usage, format!("there is no relation «{relation}»")))?;
            let subject = path(&subject)?;
            let object = if known.takes_entities() { path(&object)? } else { object };
            Change::Reject(subject, relation, object, article)
        }
        What::Undo { number } => Change::Undo(number.unwrap_or_default()),
        What::List => Change::Undo(0),
    })
}

fn two(one: &str, other: &str) -> Result<[String; 2]> {
    if one == other {
        return Err(Error::new(ErrorKind::Usage, format!("both names stand for {one}")));
    }
    Ok([one.to_owned(), other.to_owned()])
}

/// The one entity that an IRI, a path or a name stands for.
fn one(name: &str, index: &Index) -> Result<EntityIdx> {
    let dataset: &Dataset = index.dataset;
    let path = name.strip_prefix(&dataset.base).unwrap_or(name);
    if let Some(entity) = dataset.find_any(path) {
        return Ok(entity);
    }
    let words = phrase(name);
    let found = resolve(index, &words, &Kind::ALL, false).map(|found| found.entities).unwrap_or_default();
    match found.as_slice() {
        [entity] => Ok(*entity),
        [] => Err(Error::new(ErrorKind::NoResult, format!("no article names «{name}»"))),
        several => {
            let paths: Vec<&str> = several.iter().map(|&entity| dataset.entity(entity).path.as_str()).collect();
            let error = Error::new(ErrorKind::Usage, format!("«{name}» fits {}", several.len()));
            Err(error.with_hint(format!("say which: {}", paths.join(", "))))
        }
    }
}
