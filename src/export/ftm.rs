//! How do entities and claims look in `FollowTheMoney`, the model of Aleph and its kin?
//!
//! One entity a line (`{"id", "schema", "properties"}`), as their bulk import takes them. Links are entities of their own there:
//!
//! | here | there |
//! | --- | --- |
//! | person, organization, place | `Person`, `Organization` (no article says whether it is a company), `Address` |
//! | event, series | `Event`, with days, places, organizers and who took part |
//! | a post at an organization | `Employment`, or `Membership` where no post is told |
//! | every other statement between two | `UnknownLink` with the relation in words as its `role` |
//! | article | `Article` with its text |
//!
//! Every link has its articles as `proof`, its quotes as `summary`, and when they were published as `date`. Announced ones have it as
//! `status`. What an article denies or holds possible is left out and counted.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::{Input, LANGUAGE, Report, aliases, articles_of, asserted, unwritten};
use crate::{
    ask::Index,
    diag::Result,
    knowledge::Role,
    model::{Article, ArticleIdx, Claim, EntityIdx, Kind, Rank, Statement, iri},
    page::is_web_address,
};

/// A value can be there several times: all of them, sorted.
#[derive(Default)]
struct Properties(BTreeMap<&'static str, BTreeSet<String>>);

impl Properties {
    fn add(&mut self, name: &'static str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.0.entry(name).or_default().insert(value);
        }
    }
}

#[derive(Serialize)]
struct Line<'a> {
    id: String,
    schema: &'a str,
    properties: &'a BTreeMap<&'static str, BTreeSet<String>>,
}

/// One entity or link a line: entities, links, articles.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let (dataset, index) = (input.dataset, super::index(input));
    for (idx, entity) in dataset.entities() {
        let schema = match entity.kind {
            Kind::Person => "Person",
            Kind::Organization => "Organization",
            Kind::Place => "Address",
            Kind::Event | Kind::EventSeries => "Event",
        };
        line(&id(&entity.path), schema, &thing(input, &index, idx), out)?;
    }
    let (mut links, mut not_asserted) = (0, 0);
    for statement in &dataset.statements {
        if !statement.is_asserted() {
            not_asserted += 1;
        }
        let posts: BTreeSet<_> = asserted(statement).map(|claim| claim.post.as_deref()).collect();
        for post in posts {
            if let Some((key, schema, properties)) = link(input, &index, statement, post) {
                line(&key, schema, &properties, out)?;
                links += 1;
            }
        }
    }
    for (article, idx) in dataset.articles.iter().zip(0..) {
        line(&article_id(input, ArticleIdx(idx)), "Article", &document(article), out)?;
    }
    let report = Report::default().written("entities", dataset.entities.len()).written("links", links);
    let report = report.written("articles", dataset.articles.len());
    Ok(report.dropped("statements that no article asserts, left out", not_asserted))
}

fn line(id: &str, schema: &str, properties: &Properties, out: &mut dyn Write) -> Result<()> {
    let text = serde_json::to_string(&Line { id: id.to_owned(), schema, properties: &properties.0 }).map_err(unwritten)?;
    writeln!(out, "{text}").map_err(unwritten)
}

/// An id as the model allows it (letters, digits, dots, hyphens) from a path; where characters are lost, a hash tells two apart.
fn id(path: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let plain: String = path.chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
    let lost = path.chars().filter(|&c| !is_plain(c)).count() > 1 || plain.ends_with(['.', '-']);
    if lost { format!("{plain}-{:08x}", xxh3_64(path.as_bytes()) & 0xffff_ffff) } else { plain }
}

fn article_id(input: &Input<'_>, idx: ArticleIdx) -> String {
    id(&iri::article_path(&input.dataset.article(idx).id))
}

fn thing(input: &Input<'_>, index: &Index, idx: EntityIdx) -> Properties {
    let dataset = input.dataset;
    let entity = dataset.entity(idx);
    let mut properties = Properties::default();
    properties.add("name", entity.label.as_str());
    for name in aliases(entity) {
        properties.add("alias", name);
    }
    for article in articles_of(entity) {
        properties.add("proof", article_id(input, article));
    }
    match entity.kind {
        Kind::Place => {
            properties.add("full", entity.label.as_str());
            if let Some(point) = entity.point {
                properties.add("latitude", point.latitude.to_string());
                properties.add("longitude", point.longitude.to_string());
            }
            properties.add("country", entity.country.as_deref().unwrap_or_default().to_lowercase());
        }
        Kind::Person => {
            for held in index.about_as(idx, Role::Affiliation) {
                let at = index.words(&held.object);
                let posts: BTreeSet<_> = asserted(held).filter_map(|claim| claim.post.as_deref()).collect();
                for post in posts {
                    properties.add("position", format!("{post}, {at}"));
                }
            }
        }
        Kind::Event => event(input, index, idx, &mut properties),
        Kind::Organization | Kind::EventSeries => {}
    }
    values(input, index, idx, &mut properties);
    properties
}

fn event(input: &Input<'_>, index: &Index, idx: EntityIdx, properties: &mut Properties) {
    let dataset = input.dataset;
    for place in index.places(idx) {
        properties.add("location", dataset.entity(place).label.as_str());
        properties.add("addressEntity", id(&dataset.entity(place).path));
        properties.add("country", dataset.entity(place).country.as_deref().unwrap_or_default().to_lowercase());
    }
    for host in index.toward_as(idx, Role::Host) {
        let entity = dataset.entity(host.subject);
        if entity.kind != Kind::Place {
            properties.add("organizer", id(&entity.path));
        }
    }
    let backing = [Role::Support, Role::Participation].into_iter().flat_map(|role| index.toward_as(idx, role));
    for took_part in index.presences(idx).chain(backing) {
        let entity = dataset.entity(took_part.subject);
        if entity.kind != Kind::Place {
            properties.add("involved", id(&entity.path));
        }
    }
}

/// What is said of it that is no entity: days and mottos have their properties, the rest are notes.
fn values(input: &Input<'_>, index: &Index, idx: EntityIdx, properties: &mut Properties) {
    let told = index.about(idx).filter(|statement| statement.is_asserted() && statement.rank != Rank::Outranked);
    for statement in told {
        let Some(value) = statement.object.literal() else { continue };
        match input.knowledge.schema.role_of(&statement.relation) {
            Some(Role::Start) => properties.add("startDate", value.text()),
            Some(Role::End) => properties.add("endDate", value.text()),
            Some(Role::Theme) => properties.add("keywords", value.text()),
            _ => properties.add("notes", format!("{}: {}", index.relation_label(&statement.relation, LANGUAGE), value.text())),
        }
    }
}

/// A link between two entities: its id, schema and properties; one for each post held.
fn link(
    input: &Input<'_>,
    index: &Index,
    statement: &Statement,
    post: Option<&str>,
) -> Option<(String, &'static str, Properties)> {
    let dataset = input.dataset;
    let object = statement.object.entity()?;
    let holds = input.knowledge.schema.role_of(&statement.relation) == Some(Role::Affiliation);
    let at_body = dataset.entity(object).kind == Kind::Organization;
    let (schema, from, to) = match (holds && at_body, post) {
        (true, Some(_)) => ("Employment", "employee", "employer"),
        (true, None) => ("Membership", "member", "organization"),
        (false, _) => ("UnknownLink", "subject", "object"),
    };
    let (subject, object) = (&dataset.entity(statement.subject).path, &dataset.entity(object).path);
    let mut properties = Properties::default();
    properties.add(from, id(subject));
    properties.add(to, id(object));
    let label = index.relation_label(&statement.relation, LANGUAGE);
    match (post, schema) {
        (Some(post), _) => properties.add("role", post),
        (None, "UnknownLink") => properties.add("role", label),
        (None, _) => {}
    }
    if statement.is_only_planned() {
        properties.add("status", "announced");
    }
    for claim in asserted(statement).filter(|claim| claim.post.as_deref() == post) {
        proof(input, claim, &mut properties);
    }
    let key = format!("{subject} {} {object} {}", statement.relation, post.unwrap_or_default());
    Some((format!("link-{:032x}", xxhash_rust::xxh3::xxh3_128(key.as_bytes())), schema, properties))
}

fn proof(input: &Input<'_>, claim: &Claim, properties: &mut Properties) {
    let article = input.dataset.article(claim.article);
    properties.add("proof", article_id(input, claim.article));
    properties.add("summary", input.dataset.quote(claim));
    properties.add("description", claim.mode.as_ref().map(|mode| format!("by {mode}")).unwrap_or_default());
    properties.add("publisher", article.outlet.as_deref().unwrap_or_default());
    properties.add("sourceUrl", article.url.as_deref().filter(|url| is_web_address(url)).unwrap_or_default());
    properties.add("date", article.published.map(|date| date.to_string()).unwrap_or_default());
}

fn document(article: &Article) -> Properties {
    let mut properties = Properties::default();
    properties.add("title", article.heading().unwrap_or_else(|| article.id.clone()));
    properties.add("fileName", article.source.as_str());
    properties.add("bodyText", article.text.as_str());
    properties.add("publisher", article.outlet.as_deref().unwrap_or_default());
    properties.add("publishedAt", article.published.map(|date| date.to_string()).unwrap_or_default());
    properties.add("sourceUrl", article.url.as_deref().filter(|url| is_web_address(url)).unwrap_or_default());
    properties.add("language", article.language.as_deref().unwrap_or_default());
    properties
}

#[test]
fn ids_are_of_letters_digits_dots_and_hyphens_and_differ() {
    assert_eq!(id("person/ada-bell"), "person-ada-bell");
    assert!(id("article/a_b").starts_with("article-a-b-") && id("article/a_b") != id("article/a-b"));
    assert!(!id("article/a.").ends_with('.'));
}
