//! How does the graph read as a vault of linked notes?
//!
//! One Markdown file for each entity and article, in a folder by kind, and `index.md`. A file is called by a slug of the name and a
//! hash of the IRI, since names may hold anything and two may be the same; the true names are `aliases`, by which Obsidian and Logseq
//! find a note, and links show them: `[[ada-bell-1a2b3c|Ada Bell]]`. Links name the file alone, so the folder may lie anywhere in a
//! larger vault. A note is the dossier of `plenary show`, with a citation for each quote.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use xxhash_rust::xxh3::xxh3_64;

use super::{Folder, Input, LANGUAGE, Report, aliases, article_iri, articles_of, unwritten};
use crate::{
    ask::Index,
    diag::Result,
    model::{ArticleIdx, EntityIdx, Kind, iri},
    page::{self, Block, Item, NoteLink, Page},
    show,
};

/// Longest readable part of a file's name.
const SLUG: usize = 60;

/// Folder of the articles; those of entities are called by the segments of their IRIs.
const ARTICLES: &str = "article";

/// One note for each entity and article, and an index.
pub(super) fn write(input: &Input<'_>, folder: &mut dyn Folder) -> Result<Report> {
    let (dataset, index) = (input.dataset, super::index(input));
    let notes = Notes::new(input);
    let find = |key: &str| notes.0.get(key).cloned();
    for (idx, entity) in dataset.entities() {
        let page = show::note(&show::dossier(&index, idx, LANGUAGE), &index, &find);
        let text = front_matter(input, &index, idx) + &page::markdown(&page);
        let path = format!("{}/{}.md", entity.kind.segment(), notes.of(&dataset.iri(idx)));
        folder.file(&path, &mut |out| out.write_all(text.as_bytes()).map_err(unwritten))?;
    }
    let mut named: BTreeMap<ArticleIdx, Vec<EntityIdx>> = BTreeMap::new();
    for (idx, entity) in dataset.entities() {
        for article in articles_of(entity) {
            named.entry(article).or_default().push(idx);
        }
    }
    for (article, idx) in dataset.articles.iter().zip(0..) {
        let names = named.get(&ArticleIdx(idx)).map_or(&[][..], Vec::as_slice);
        let text = article_note(input, ArticleIdx(idx), names, &notes);
        let path = format!("{ARTICLES}/{}.md", notes.of(&article.id));
        folder.file(&path, &mut |out| out.write_all(text.as_bytes()).map_err(unwritten))?;
    }
    let text = page::markdown(&contents(input, &index, &notes));
    folder.file("index.md", &mut |out| out.write_all(text.as_bytes()).map_err(unwritten))?;
    Ok(Report::default().written("notes", dataset.entities.len() + dataset.articles.len() + 1))
}

/// Names of files without ending, by IRI of an entity and id of an article.
struct Notes(BTreeMap<String, String>);

impl Notes {
    fn new(input: &Input<'_>) -> Self {
        let dataset = input.dataset;
        let entities = dataset.entities().map(|(idx, entity)| (dataset.iri(idx), entity.label.clone(), entity.path.clone()));
        let articles = dataset.articles.iter().zip(0..).map(|(article, idx)| {
            let heading = article.heading().unwrap_or_else(|| article.id.clone());
            (article.id.clone(), heading, article_iri(dataset, ArticleIdx(idx)))
        });
        let (mut names, mut used) = (BTreeMap::new(), BTreeSet::new());
        for (key, label, path) in entities.chain(articles) {
            let slug: String = iri::slug(&label).chars().take(SLUG).collect();
            let mut name = format!("{}-{:06x}", slug.trim_end_matches('-'), xxh3_64(path.as_bytes()) & 0xff_ffff);
            while !used.insert(name.clone()) {
                name.push('x');
            }
            names.insert(key, name);
        }
        Self(names)
    }

    fn of(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }
}

fn front_matter(input: &Input<'_>, index: &Index, idx: EntityIdx) -> String {
    let entity = input.dataset.entity(idx);
    let mut out = String::from("---\naliases:\n");
    for name in [entity.label.as_str()].into_iter().chain(aliases(entity)) {
        let _ = writeln!(out, "  - {}", yaml(name));
    }
    let _ = writeln!(out, "iri: {}", yaml(&input.dataset.iri(idx)));
    let _ = writeln!(out, "tags:\n  - plenary/{}", entity.kind.segment());
    if let Some(date) = index.date(idx).filter(|_| entity.kind == Kind::Event) {
        let _ = writeln!(out, "start: {}", yaml(&date.to_string()));
    }
    if let Some(point) = entity.point {
        let _ = writeln!(out, "location: {}", yaml(&format!("{}, {}", point.latitude, point.longitude)));
    }
    let _ = writeln!(out, "articles: {}\n---\n", articles_of(entity).len());
    out
}

fn article_note(input: &Input<'_>, idx: ArticleIdx, named: &[EntityIdx], notes: &Notes) -> String {
    let article = input.dataset.article(idx);
    let title = article.heading().unwrap_or_else(|| article.id.clone());
    let mut out = format!("---\naliases:\n  - {}\n", yaml(&title));
    if article.id != title {
        let _ = writeln!(out, "  - {}", yaml(&article.id));
    }
    let published = article.published.map(|date| date.to_string());
    let details = [
        ("iri", Some(article_iri(input.dataset, idx))),
        ("outlet", article.outlet.clone()),
        ("published", published),
        ("language", article.language.clone()),
        ("source", Some(article.source.clone())),
        ("url", article.url.clone()),
    ];
    for (key, value) in details {
        if let Some(value) = value {
            let _ = writeln!(out, "{key}: {}", yaml(&value));
        }
    }
    out.push_str("tags:\n  - plenary/article\n---\n\n");
    let mut blocks = Vec::new();
    let original = input.dataset.original(idx);
    if original != idx {
        let id = &input.dataset.article(original).id;
        let link = NoteLink { name: id.clone(), note: notes.of(id).to_owned() };
        blocks.push(Block::Items(vec![Item { link: Some(link), ..Item::new(format!("a copy of {id}")) }]));
    }
    for kind in Kind::ALL {
        let of_kind = named.iter().copied().filter(|&idx| input.dataset.entity(idx).kind == kind);
        let items: Vec<_> = of_kind.map(|idx| linked(input, idx, notes)).collect();
        if !items.is_empty() {
            blocks.push(Block::Heading { level: 2, text: kind.name().to_owned() });
            blocks.push(Block::Items(items));
        }
    }
    out + &page::markdown(&Page { title, blocks })
}

fn linked(input: &Input<'_>, idx: EntityIdx, notes: &Notes) -> Item {
    let label = &input.dataset.entity(idx).label;
    let link = NoteLink { name: label.clone(), note: notes.of(&input.dataset.iri(idx)).to_owned() };
    Item { link: Some(link), ..Item::new(label.as_str()) }
}

/// Events by date, and everything else by name.
fn contents(input: &Input<'_>, index: &Index, notes: &Notes) -> Page {
    let mut blocks: Vec<Block> = input.subset.iter().map(|subset| Block::Note(subset.description())).collect();
    for kind in [Kind::Event, Kind::EventSeries, Kind::Person, Kind::Organization, Kind::Place] {
        let mut items: Vec<Item> = Vec::new();
        for (idx, _) in input.dataset.entities().filter(|(_, entity)| entity.kind == kind) {
            let when = index.date(idx).filter(|_| kind == Kind::Event).map(|date| date.to_string());
            items.push(Item { when, ..linked(input, idx, notes) });
        }
        items.sort_by(|a, b| (a.when.is_none(), &a.when, &a.text).cmp(&(b.when.is_none(), &b.when, &b.text)));
        if !items.is_empty() {
            blocks.push(Block::Heading { level: 2, text: kind.name().to_owned() });
            blocks.push(Block::Items(items));
        }
    }
    let articles = input.dataset.articles.iter().map(|article| {
        let name = article.heading().unwrap_or_else(|| article.id.clone());
        let link = NoteLink { name: name.clone(), note: notes.of(&article.id).to_owned() };
        Item { when: article.published.map(|date| date.to_string()), link: Some(link), ..Item::new(name) }
    });
    blocks.push(Block::Heading { level: 2, text: "articles".to_owned() });
    blocks.push(Block::Items(articles.collect()));
    Page { title: "Who was in the room".to_owned(), blocks }
}

/// A text in double quotes, as YAML 1.2 and JSON both read it.
fn yaml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // what YAML does not count as printable, or takes for a line end
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[test]
fn yaml_is_quoted() {
    assert_eq!(yaml("a: \"b\" \\ #c\n\u{7}无锡\u{2028}"), r#""a: \"b\" \\ #c\n\u0007无锡\u2028""#);
}
