//! `plenary build`: which articles are read, what is wrong with them, and what did the store gain?

use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;
use serde_json::json;

use super::{
    Run,
    context::Context,
    corrections_file,
    input::{self, Input},
    network,
    output::{count, written},
    readings,
    table::Table,
};
use crate::{
    diag::{Note, Result},
    graph::{Changes, KnowledgeGraph, SavedNetwork},
    knowledge::Knowledge,
    model::{Article, Correction, Dataset, Kind},
    pipeline,
    update::{self, Update},
};

#[derive(Args, Debug)]
pub(super) struct Build {
    /// Files, folders, or - for standard input: plain text, Markdown, HTML, JSON lines
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write nothing if any input cannot be used, and exit with 3
    #[arg(long)]
    strict: bool,
    /// Read the articles and list them; write nothing
    #[arg(long)]
    dry_run: bool,
    /// Remove from the store what is not among these articles
    #[arg(long)]
    prune: bool,
    #[command(flatten)]
    options: BuildOptions,
}

/// Help of `--base`; an IRI in a comment would be a link.
const BASE_HELP: &str = "Prefix of the IRIs of entities and articles [default: the store's own, or https://w3id.org/plenary/id/]";

/// How facts become a graph.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct BuildOptions {
    /// Prefix of the IRIs of entities and articles
    #[arg(long, value_name = "IRI", help = BASE_HELP, value_parser = base)]
    pub(super) base: Option<String>,
    /// Leave out facts that are less sure than this, 0 to 1
    #[arg(long, value_name = "F", default_value_t = 0.0, value_parser = share)]
    pub(super) min_confidence: f64,
}

impl Run for Build {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let bar = context.progress(0, "reading");
        let input = input::collect(&self.paths, &bar);
        context.tell(&input.notes);
        input.check(self.strict)?;
        if self.dry_run { list(&input.articles, context) } else { store(input, self.prune, &self.options, context) }
    }
}

/// Lists what was read.
fn list(articles: &[Article], context: &mut Context<'_>) -> Result<()> {
    context.remark(&format!("{} read; nothing was written (--dry-run)", count(articles.len(), "article")));
    if context.json {
        for article in articles {
            let Article { id, source, url, outlet, title, published, language, text, hash } = article;
            let line = json!({
                "id": id, "source": source, "bytes": text.len(), "published": published, "language": language,
                "title": title, "outlet": outlet, "url": url, "hash": hash,
            });
            written(writeln!(context.out, "{line}"))?;
        }
        return Ok(());
    }
    let mut table = Table::new(["id", "bytes", "published", "language", "source"]);
    for article in articles {
        let published = article.published.map(|date| date.to_string()).unwrap_or_default();
        let language = article.language.clone().unwrap_or_default();
        table.row([article.id.clone(), article.text.len().to_string(), published, language, article.source.clone()]);
    }
    context.table(&table)
}

/// Extracts, resolves and writes, and tells what has changed.
pub(super) fn store(input: Input, prune: bool, options: &BuildOptions, context: &mut Context<'_>) -> Result<()> {
    let knowledge = context.knowledge()?;
    let mut graph = context.writable_graph()?;
    let built = bring(&mut graph, input.articles, prune, options, &knowledge, context)?;
    match built {
        None => context.say("nothing changed: every article is in the store as it is"),
        Some(built) => tell(&built, context),
    }
}

/// Reads the articles beside those that the store has (an article of the same id or address replaces it) and applies the
/// corrections; nothing if all is there already.
pub(super) fn update(
    graph: &mut KnowledgeGraph,
    articles: Vec<Article>,
    options: &BuildOptions,
    knowledge: &Knowledge,
    context: &Context<'_>,
) -> Result<Option<Update>> {
    bring(graph, articles, false, options, knowledge, context)
}

fn bring(
    graph: &mut KnowledgeGraph,
    articles: Vec<Article>,
    prune: bool,
    options: &BuildOptions,
    knowledge: &Knowledge,
    context: &Context<'_>,
) -> Result<Option<Update>> {
    let base = options.base.clone().map_or_else(|| graph.base(), Ok)?;
    let corrections = corrections_file::read(&context.corrections_path())?;
    let readings_mark = update::readings_mark(knowledge);
    let saved = graph.saved_networks()?;
    let known = readings::load(&context.store, &readings_mark);
    let bar = context.progress(articles.len().max(graph.articles()?.len()), "reading");
    let options = pipeline::Options { base, min_confidence: options.min_confidence };
    let input = update::Input { articles, corrections, readings: known, prune };
    let built = update::update(graph, input, &options, knowledge, &|| bar.inc(1))?;
    bar.finish_and_clear();
    if let Some(built) = &built {
        renew(graph, &saved, &built.dataset, knowledge, context)?;
        readings::keep(&context.store, &readings_mark, &built.readings)?;
        let file = context.corrections_path().display().to_string();
        let lost = |correction: &Correction| {
            let line = corrections_file::line(correction);
            Note::warning(file.clone(), None, format!("is about nothing in these articles: {line}"))
        };
        context.tell(&built.unmatched.iter().map(lost).collect::<Vec<_>>());
    }
    Ok(built)
}

/// Works out again what `network --save` has saved, for it told of the articles as they were before.
fn renew(
    graph: &mut KnowledgeGraph,
    saved: &[SavedNetwork],
    dataset: &Dataset,
    knowledge: &Knowledge,
    context: &Context<'_>,
) -> Result<()> {
    let left = graph.saved_networks()?;
    let working = context.working();
    let mut renewed = Vec::new();
    for network in saved.iter().filter(|network| !left.contains(network)) {
        let name = &network.name;
        let done = working.during(format!("renewing {name}"), || network::renew(graph, network, dataset, knowledge));
        match done {
            Ok(_) => renewed.push(name.as_str()),
            Err(error) => context.remark(&format!(
                "removed the saved network {name}, which told of the articles as they were before: {error}; plenary network --save \
                 {name} makes it again"
            )),
        }
    }
    if !renewed.is_empty() {
        context.remark(&format!("renewed what `network --save` had saved: {}", renewed.join(", ")));
    }
    Ok(())
}

/// Prints what was read, found and dropped, and what the store gained.
pub(super) fn tell(update: &Update, context: &mut Context<'_>) -> Result<()> {
    let Update { dataset, dropped, changes, read, .. } = update;
    if context.json {
        let found: BTreeMap<_, _> = Kind::ALL.iter().map(|&kind| (kind.name(), n_of(dataset, kind))).collect();
        let dropped: BTreeMap<_, _> = dropped.iter().cloned().collect();
        let value = json!({
            "articles": dataset.articles.len(), "added": changes.added, "changed": changes.changed, "unchanged": changes.unchanged,
            "removed": changes.removed, "read": read, "copies": dataset.copies.len(), "doubtful": dataset.doubts.len(),
            "entities": found, "statements": dataset.statements.len(), "claims": n_claims(dataset), "quads": changes.quads, "dropped": dropped,
        });
        return context.value(&value);
    }
    let Changes { added, changed, removed, unchanged, quads, .. } = changes;
    let removed = if *removed > 0 { format!(", {removed} removed") } else { String::new() };
    context.say(&format!(
        "read     {} ({added} new, {changed} changed, {unchanged} as before{removed})",
        count(dataset.articles.len(), "article")
    ))?;
    if !dataset.copies.is_empty() {
        let copies = count(dataset.copies.len(), "article");
        context.say(&format!("         {copies} a copy of another: counted as one source with it"))?;
    }
    let found: Vec<String> = Kind::ALL.iter().map(|&kind| counted(n_of(dataset, kind), kind)).collect();
    context.say(&format!("found    {}", found.join(", ")))?;
    context.say(&format!(
        "         {} from {}",
        count(dataset.statements.len(), "statement"),
        count(n_claims(dataset), "quote")
    ))?;
    if !dataset.doubts.is_empty() {
        context.say(&format!("doubtful {} that may be one: plenary review", count(dataset.doubts.len(), "pair")))?;
    }
    for (reason, count) in dropped {
        context.say(&format!("dropped  {count}: {reason}"))?;
    }
    context.say(&format!("stored   {} in {}", count(*quads, "quad"), context.store.display()))
}

fn n_of(dataset: &Dataset, kind: Kind) -> usize {
    dataset.entities.iter().filter(|entity| entity.kind == kind).count()
}

fn n_claims(dataset: &Dataset) -> usize {
    dataset.statements.iter().map(|statement| statement.claims.len()).sum()
}

/// "1 person", "2 people".
fn counted(number: usize, kind: Kind) -> String {
    match kind {
        Kind::Person => format!("{number} {}", if number == 1 { "person" } else { "people" }),
        Kind::Organization => count(number, "organization"),
        Kind::Place => count(number, "place"),
        Kind::Event => count(number, "event"),
        Kind::EventSeries => format!("{number} series"),
    }
}

/// An absolute IRI that ends a path or begins a fragment.
fn base(text: &str) -> Result<String, String> {
    let rest =
        text.split_once("://").filter(|(scheme, _)| scheme.starts_with(|c: char| c.is_ascii_alphabetic())).map(|(_, rest)| rest);
    let is_forbidden = |c: char| c.is_control() || c.is_whitespace() || "<>\"{}|\\^`".contains(c);
    match rest {
        Some(rest) if rest.len() > 1 && rest.ends_with(['/', '#']) && !text.contains(is_forbidden) => Ok(text.to_owned()),
        _ => Err("expected an absolute IRI that ends with / or #, such as https://example.org/id/".to_owned()),
    }
}

/// A number from 0 to 1.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::iri;

    #[test]
    fn a_base_is_an_absolute_iri_with_an_end() {
        for good in [iri::DEFAULT_BASE, "http://x/#", "urn://a/"] {
            assert_eq!(base(good).as_deref(), Ok(good));
        }
        for bad in
            ["", "x", "https://", "https:///", "https://example.org/id", "https://example.org/a b/", "://x/", "https://x/<y>/"]
        {
            assert!(base(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn one_is_no_plural() {
        let counted = |number| Kind::ALL.map(|kind| counted(number, kind)).join(", ");
        assert_eq!(counted(1), "1 person, 1 organization, 1 place, 1 event, 1 series");
        assert_eq!(counted(2), "2 people, 2 organizations, 2 places, 2 events, 2 series");
    }

    #[test]
    fn a_share_lies_between_0_and_1() {
        assert_eq!(share("0.5"), Ok(0.5));
        for bad in ["-0.1", "1.01", "NaN", "inf", "half", ""] {
            assert!(share(bad).is_err(), "{bad}");
        }
    }
}
