//! `plenary build`: which articles are read, what is wrong with them, and what did the store gain?

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{
    Run,
    context::Context,
    input::{self, Input},
    output::{count, written},
    table::Table,
};
use crate::{
    diag::Result,
    model::{Article, iri},
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
    #[command(flatten)]
    options: BuildOptions,
}

/// How facts become a graph.
#[derive(Args, Clone, Debug)]
pub(super) struct BuildOptions {
    /// Prefix of the IRIs of entities and articles
    #[arg(long, value_name = "IRI", default_value = iri::DEFAULT_BASE, value_parser = base)]
    pub(super) base: String,
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
        if self.dry_run { list(&input.articles, context) } else { store(input, &self.options, context) }
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
pub(super) fn store(input: Input, options: &BuildOptions, context: &mut Context<'_>) -> Result<()> {
    let knowledge = context.knowledge()?;
    context.unwired(&(input.articles, options, knowledge))
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

fn share(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_share_lies_between_0_and_1() {
        assert_eq!(share("0.5"), Ok(0.5));
        for bad in ["-0.1", "1.01", "NaN", "inf", "half", ""] {
            assert!(share(bad).is_err(), "{bad}");
        }
    }
}
