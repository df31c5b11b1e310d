//! `plenary eval`: how much of what a reader finds in labelled articles does the program find, and how much does it make up?

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Run, build::share, context::Context, output::count, table::Table};
use crate::{
    diag::{Error, ErrorKind, Note, Result},
    eval::{self, Band, Labelled, Labels, Row, Scores},
    export::facts_lines,
    ingest,
    knowledge::{Knowledge, Schema},
    model::{Article, iri},
    pipeline,
};

#[derive(Args, Debug)]
pub(super) struct Eval {
    /// Folder of articles and their labels: ID.txt beside ID.json
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Count articles of this language alone
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// List every fact and name that is wrong or was missed
    #[arg(long)]
    errors: bool,
    /// Tell how often facts of each confidence, and of each rule, are right
    #[arg(long)]
    calibration: bool,
    /// Leave out facts that are less sure than this, 0 to 1
    #[arg(long, value_name = "F", default_value_t = 0.0, value_parser = share)]
    min_confidence: f64,
    /// Score these facts, as `export --format facts` writes them, instead of reading the articles
    #[arg(long, value_name = "FILE", conflicts_with = "min_confidence")]
    facts: Option<PathBuf>,
}

/// An article with its labels.
type Pair = (Article, Labels);
/// In which language each article was read, by id.
type Languages = BTreeMap<String, String>;

impl Run for Eval {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let knowledge = context.knowledge()?;
        let pairs = pairs(&self.gold, &knowledge.schema, context)?;
        let (facts, languages) = match &self.facts {
            Some(path) => (read(path)?, Languages::new()),
            None => extracted(&pairs, self.min_confidence, &knowledge, context)?,
        };
        let mut labelled = Vec::new();
        for (article, labels) in pairs {
            let language = labels.lang.as_ref().or_else(|| languages.get(&article.id));
            if self.lang.is_none() || self.lang.as_ref() == language {
                labelled.push(Labelled { id: article.id, text: article.text, labels });
            }
        }
        if labelled.is_empty() {
            let lang = self.lang.unwrap_or_default();
            return Err(Error::new(ErrorKind::NoResult, format!("{} has no article in «{lang}»", self.gold.display())));
        }
        let mut scores = eval::score(&labelled, &facts, &knowledge)?;
        if !self.errors {
            scores.mistakes.clear();
        }
        if !self.calibration {
            scores.calibration.clear();
            scores.rules.clear();
        }
        if context.json { context.value(&scores) } else { print(&scores, context) }
    }
}

/// The labelled articles of a folder, by name. A file without its partner is told.
fn pairs(folder: &Path, schema: &Schema, context: &Context<'_>) -> Result<Vec<Pair>> {
    let bad =
        |error: std::io::Error| Error::new(ErrorKind::BadInput, format!("cannot read the folder {}: {error}", folder.display()));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(bad)? {
        paths.push(entry.map_err(bad)?.path());
    }
    paths.sort();
    let with_ending =
        |ending: &str| paths.iter().filter(move |path| path.extension().is_some_and(|e| e == ending)).collect::<Vec<_>>();
    let mut notes = Vec::new();
    for path in with_ending("txt").into_iter().filter(|path| !path.with_extension("json").exists()) {
        notes.push(Note::warning(path.display().to_string(), None, "has no labels beside it (.json) and is left out"));
    }
    let mut pairs = Vec::new();
    for path in with_ending("json") {
        if path.with_extension("txt").exists() {
            pairs.push(pair(path, schema, &mut notes)?);
        } else {
            notes.push(Note::warning(path.display().to_string(), None, "has no article beside it (.txt) and is left out"));
        }
    }
    context.tell(&notes);
    if pairs.is_empty() {
        let message = format!("{} holds no labelled article: ID.txt beside ID.json", folder.display());
        return Err(Error::new(ErrorKind::BadInput, message).with_hint("LABELS.md tells how articles are labelled"));
    }
    Ok(pairs)
}

/// The article beside a file of labels, with what those say of its publication.
fn pair(path: &Path, schema: &Schema, notes: &mut Vec<Note>) -> Result<Pair> {
    let labels = Labels::parse(&path.display().to_string(), &read(path)?, schema)?;
    let text = path.with_extension("txt");
    let source = text.display().to_string();
    let bytes = fs::read(&text).map_err(|error| Error::new(ErrorKind::BadInput, format!("cannot read {source}: {error}")))?;
    let mut reading = ingest::read(&source, &bytes, None);
    let Some(mut article) = reading.articles.pop() else {
        let reason = reading.notes.first().map_or_else(|| format!("{source}: no article"), ToString::to_string);
        return Err(Error::new(ErrorKind::BadInput, reason));
    };
    notes.append(&mut reading.notes);
    article.id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    article.published = labels.published;
    article.url = labels.source.clone().filter(|source| source.starts_with("http"));
    Ok((article, labels))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| Error::new(ErrorKind::BadInput, format!("cannot read {}: {error}", path.display())))
}

/// What is extracted from the articles, as lines of facts, and the language in which each was read.
fn extracted(pairs: &[Pair], min_confidence: f64, knowledge: &Knowledge, context: &Context<'_>) -> Result<(String, Languages)> {
    let bar = context.progress(pairs.len(), "reading");
    let options = pipeline::Options { base: iri::DEFAULT_BASE.to_owned(), min_confidence };
    let articles: Vec<Article> = pairs.iter().map(|(article, _)| article.clone()).collect();
    let built = pipeline::build(articles, knowledge, &options, &|| bar.inc(1));
    bar.finish_and_clear();
    let (lines, _) = facts_lines(&built.dataset, &knowledge.schema)?;
    let languages = built.dataset.articles.iter().filter_map(|article| Some((article.id.clone(), article.language.clone()?)));
    Ok((lines.into_iter().collect::<Vec<_>>().join("\n"), languages.collect()))
}

fn print(scores: &Scores, context: &mut Context<'_>) -> Result<()> {
    for mistake in &scores.mistakes {
        context.say(&format!("{:6} {:15} {}  {}", mistake.what, mistake.name, mistake.article, mistake.words.join(" | ")))?;
    }
    context.remark(&format!("{} with labels", count(scores.articles, "article")));
    let mut table = Table::new(["", "right", "wrong", "missed", "precision", "recall", "F1"]);
    for Row { name, right, wrong, missed, precision, recall, f1 } in &scores.rows {
        let counts = [right, wrong, missed].map(ToString::to_string);
        let [right, wrong, missed] = counts;
        table.row([name.clone(), right, wrong, missed, shown(*precision), shown(*recall), shown(*f1)]);
    }
    context.table(&table)?;
    bands("confidence from", &scores.calibration, context)?;
    bands("relation and rule", &scores.rules, context)
}

fn bands(heading: &'static str, bands: &[Band], context: &mut Context<'_>) -> Result<()> {
    if bands.is_empty() {
        return Ok(());
    }
    context.say("")?;
    let mut table = Table::new([heading, "right", "wrong", "mean confidence", "precision"]);
    for band in bands {
        let name = band.rule.clone().or_else(|| band.from.map(|from| format!("{from:.2}"))).unwrap_or_default();
        table.row([name, band.right.to_string(), band.wrong.to_string(), shown(Some(band.confidence)), shown(band.precision)]);
    }
    context.table(&table)
}

fn shown(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
}
