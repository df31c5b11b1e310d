//! How does the graph go into Neo4j? Tables as `neo4j-admin database import` reads them.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `entities.csv` | a node for each entity, with the values that are said of it (dates, theme, numbers) as properties |
//! | `articles.csv` | a node for each article, without its text |
//! | `statements.csv` | a relationship for each asserted statement between entities, its claims as arrays |
//! | `mentions.csv` | a relationship from each article to each entity that it names |
//!
//! The types of columns stand in the header. No byte order mark, quotation marks doubled, white space of any sort one space (the
//! importer reads line ends in cells only when told to), and `;`, which divides the items of an array, becomes `,` inside one.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Folder, Input, Report,
    table::{Table, header},
};
use crate::{
    diag::Result,
    knowledge::{Range, Relation},
    model::{ArticleIdx, Claim, Dataset, EntityIdx, Rank, Statement},
};

/// The command that reads the folder.
pub(super) const IMPORT: &str = "cd {dir} && neo4j-admin database import full neo4j --nodes=entities.csv --nodes=articles.csv \
                                 --relationships=statements.csv --relationships=mentions.csv --array-delimiter=';' --overwrite-destination";

/// What is in each file.
pub(super) const FILES: &[(&str, &str)] = &[
    ("entities.csv", "nodes: one person, organization, event, place or series a row"),
    ("articles.csv", "nodes: one article a row, without its text"),
    ("statements.csv", "relationships: one statement between two entities a row, its claims as arrays"),
    ("mentions.csv", "relationships: which article names whom, and how often"),
];

/// Parts of an array.
const DELIMITER: &str = ";";

/// Nodes and relationships.
pub(super) fn write(input: &Input<'_>, folder: &mut dyn Folder) -> Result<Report> {
    let dataset = input.dataset;
    folder.file("entities.csv", &mut |out| entities(input, Table::new(&entity_header(input), out)?))?;
    folder.file("articles.csv", &mut |out| articles(dataset, Table::new(&header(&ARTICLES), out)?))?;
    let (mut between, mut not_asserted) = (0, 0);
    folder.file("statements.csv", &mut |out| {
        let mut table = Table::new(&header(&STATEMENTS), out)?;
        for statement in &dataset.statements {
            if !statement.is_asserted() {
                not_asserted += 1;
            } else if let Some(object) = statement.object.entity() {
                table.row(&relationship(dataset, statement, object))?;
                between += 1;
            }
        }
        table.finish()
    })?;
    let mut named: BTreeMap<(ArticleIdx, EntityIdx), usize> = BTreeMap::new();
    for (idx, entity) in dataset.entities() {
        for mention in &entity.mentions {
            *named.entry((mention.article, idx)).or_default() += 1;
        }
    }
    folder.file("mentions.csv", &mut |out| {
        let mut table = Table::new(&header(&[":START_ID(Article)", ":END_ID(Entity)", ":TYPE", "times:int"]), out)?;
        for ((article, entity), times) in &named {
            let (article, entity) = (cell(&dataset.article(*article).id), dataset.entity(*entity).path.clone());
            table.row(&[article, entity, "MENTIONS".to_owned(), times.to_string()])?;
        }
        table.finish()
    })?;
    let report = Report::default().written("nodes", dataset.entities.len() + dataset.articles.len());
    let report = report.written("relationships", between + named.len());
    Ok(report.dropped("statements that no article asserts, left out", not_asserted))
}

const ENTITIES: [&str; 11] = [
    "id:ID(Entity)",
    ":LABEL",
    "name",
    "names:string[]",
    "iri",
    "unnamed:boolean",
    "latitude:double",
    "longitude:double",
    "country",
    "articles:int",
    "mentions:int",
];

/// The relations whose objects are values: each is a property of its subject.
fn values<'a>(input: &Input<'a>) -> impl Iterator<Item = (&'a Relation, &'static str)> {
    let relations = input.knowledge.schema.relations().iter();
    relations.filter_map(|relation| {
        let numbers = relation.range.iter().all(|range| *range == Range::Integer);
        let values = relation.range.iter().all(|range| !matches!(range, Range::Entity(_)));
        let kind = match (numbers, relation.single) {
            (true, true) => "long",
            (true, false) => "long[]",
            (false, true) => "string",
            (false, false) => "string[]",
        };
        values.then_some((relation, kind))
    })
}

fn entity_header(input: &Input<'_>) -> Vec<String> {
    let own = ENTITIES.iter().map(|&name| name.to_owned());
    own.chain(values(input).map(|(relation, kind)| format!("{}:{kind}", relation.name))).collect()
}

fn entities(input: &Input<'_>, mut table: Table<'_>) -> Result<()> {
    let dataset = input.dataset;
    let mut said: BTreeMap<(EntityIdx, &str), Vec<&Statement>> = BTreeMap::new();
    for statement in dataset.statements.iter().filter(|s| s.is_asserted() && s.object.literal().is_some()) {
        said.entry((statement.subject, statement.relation.as_str())).or_default().push(statement);
    }
    for (idx, entity) in dataset.entities() {
        let articles: BTreeSet<_> = entity.mentions.iter().map(|mention| mention.article).collect();
        let names: BTreeSet<_> = entity.names.iter().map(|name| name.text.as_str()).collect();
        let mut row = vec![
            entity.path.clone(),
            entity.kind.name().to_owned(),
            cell(&entity.label),
            array(names),
            dataset.iri(idx),
            entity.unnamed.to_string(),
            entity.point.map(|point| point.latitude.to_string()).unwrap_or_default(),
            entity.point.map(|point| point.longitude.to_string()).unwrap_or_default(),
            cell(entity.country.as_deref().unwrap_or_default()),
            articles.len().to_string(),
            entity.mentions.len().to_string(),
        ];
        for (relation, _) in values(input) {
            let statements = said.get(&(idx, relation.name.as_str())).map_or(&[][..], Vec::as_slice);
            let text = |statement: &&Statement| statement.object.literal().map(crate::model::Literal::text);
            let mut told = statements.iter().filter(|statement| statement.rank != Rank::Outranked);
            row.push(if relation.single {
                told.find_map(text).map(|text| cell(&text)).unwrap_or_default()
            } else {
                let texts: Vec<_> = statements.iter().filter_map(text).collect();
                array(texts.iter().map(String::as_str))
            });
        }
        table.row(&row)?;
    }
    table.finish()
}

const ARTICLES: [&str; 9] = ["id:ID(Article)", ":LABEL", "title", "outlet", "published", "year:int", "language", "source", "url"];

fn articles(dataset: &Dataset, mut table: Table<'_>) -> Result<()> {
    for article in &dataset.articles {
        let text = |text: &Option<String>| cell(text.as_deref().unwrap_or_default());
        table.row(&[
            cell(&article.id),
            "Article".to_owned(),
            cell(&article.heading().unwrap_or_default()),
            text(&article.outlet),
            article.published.map(|date| date.to_string()).unwrap_or_default(),
            article.published.map(|date| date.year.to_string()).unwrap_or_default(),
            text(&article.language),
            cell(&article.source),
            text(&article.url),
        ])?;
    }
    table.finish()
}

const STATEMENTS: [&str; 14] = [
    ":START_ID(Entity)",
    ":END_ID(Entity)",
    ":TYPE",
    "relation",
    "sources:int",
    "claims:int",
    "planned:boolean",
    "rank",
    "confidence:double",
    "posts:string[]",
    "modes:string[]",
    "articles:string[]",
    "quotes:string[]",
    "offsets:string[]",
];

fn relationship(dataset: &Dataset, statement: &Statement, object: EntityIdx) -> [String; 14] {
    let claims: Vec<&Claim> = super::asserted(statement).collect();
    let several = |of: &dyn Fn(&Claim) -> Option<String>| {
        let texts: BTreeSet<String> = claims.iter().filter_map(|claim| of(claim)).collect();
        array(texts.iter().map(String::as_str))
    };
    // one item a claim, in the same order
    let each = |of: &dyn Fn(&Claim) -> String| {
        let texts: Vec<String> = claims.iter().map(|claim| of(claim)).collect();
        array(texts.iter().map(String::as_str))
    };
    let confidence = super::surest(statement).map_or(0.0, |claim| claim.confidence);
    [
        dataset.entity(statement.subject).path.clone(),
        dataset.entity(object).path.clone(),
        relationship_type(&statement.relation),
        statement.relation.clone(),
        dataset.n_sources(claims.iter().copied()).to_string(),
        claims.len().to_string(),
        statement.is_only_planned().to_string(),
        statement.rank.name().to_owned(),
        confidence.to_string(),
        several(&|claim| claim.post.clone()),
        several(&|claim| claim.mode.clone()),
        each(&|claim| dataset.article(claim.article).id.clone()),
        each(&|claim| dataset.quote(claim).to_owned()),
        each(&|claim| format!("{}-{}", claim.quote.start, claim.quote.end)),
    ]
}

/// The name of a relation as Neo4j writes them: `wasAt` is `WAS_AT`.
fn relationship_type(relation: &str) -> String {
    let mut name = String::new();
    for c in relation.chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(c.to_uppercase());
    }
    name
}

/// Text on one line.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "\u{fffd}")
}

fn array<'t>(items: impl IntoIterator<Item = &'t str>) -> String {
    let items = items.into_iter().map(|item| cell(item).replace(DELIMITER, ","));
    items.collect::<Vec<_>>().join(DELIMITER)
}

#[test]
fn types_of_relationships_are_in_upper_case() {
    assert_eq!(relationship_type("wasSeenAt"), "WAS_SEEN_AT");
    assert_eq!(array(["a;b", "c\n d", "\u{0}"]), "a,b;c d;\u{fffd}");
}
