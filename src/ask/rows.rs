//! How do the solutions of a query become rows with quotes?

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Solution,
    answer::{Cell, Quote, Row},
    index::{Index, only_announced},
};
use crate::model::{Span, Stance};

/// Groups solutions by the columns; everything else in them is evidence.
pub(crate) fn rows(index: &Index, columns: &[String], solutions: &[Solution], language: &str) -> Vec<Row> {
    let mut groups: BTreeMap<Vec<Cell>, BTreeSet<Quote>> = BTreeMap::new();
    for solution in solutions {
        let cells = columns.iter().map(|column| cell(index, solution.get(column).map_or("", String::as_str))).collect();
        groups.entry(cells).or_default().extend(quote(index, solution, language));
    }
    groups.into_iter().map(|(cells, quotes)| row(cells, quotes.into_iter().collect())).collect()
}

fn row(cells: Vec<Cell>, quotes: Vec<Quote>) -> Row {
    let modes: BTreeSet<_> = quotes.iter().filter_map(|quote| quote.mode.clone()).collect();
    Row { announced: only_announced(&quotes), modes: modes.into_iter().collect(), cells, quotes }
}

fn cell(index: &Index, value: &str) -> Cell {
    match (index.by_iri(value), index.article_by_iri(value)) {
        (Some(entity), _) => Cell::Entity(index.card(entity)),
        (None, Some(article)) => Cell::Text(index.dataset.articles[article].id.clone()),
        (None, None) => Cell::Text(value.to_owned()),
    }
}

/// The quote that a solution carries, if any.
fn quote(index: &Index, solution: &Solution, language: &str) -> Option<Quote> {
    let get = |name: &str| solution.get(name).map(String::as_str);
    let words = get("quote")?;
    let iri = get("article").unwrap_or("");
    let article = index.article_by_iri(iri).map(|position| &index.dataset.articles[position]);
    let number = |name: &str| get(name).and_then(|text| text.parse().ok()).unwrap_or(0);
    let label = |name: &str| {
        let value = get(name).unwrap_or("");
        index.by_iri(value).map_or_else(|| value.to_owned(), |entity| index.dataset.entity(entity).label.clone())
    };
    let relation = get("claimRelation").unwrap_or("");
    let relation = index.relation_label(relation.rsplit(['#', '/']).next().unwrap_or(""), language);
    Some(Quote {
        article: article.map_or_else(|| iri.to_owned(), |article| article.id.clone()),
        start: number("start"),
        end: number("end"),
        subject: label("claimSubject"),
        relation,
        object: label("claimObject"),
        quote: words.to_owned(),
        published: article.and_then(|article| article.published).map(|date| date.to_string()),
        stance: get("stance").and_then(Stance::from_name).unwrap_or_default(),
        mode: get("mode").map(str::to_owned),
        post: get("post").map(str::to_owned),
        focus: focus(index, solution, words),
    })
}

/// The part of the quote to keep when it is cut: the trigger of the claim, if the dataset still has it, or the subject's name.
fn focus(index: &Index, solution: &Solution, words: &str) -> Span {
    let get = |name: &str| solution.get(name).map_or("", String::as_str);
    let Some(subject) = index.by_iri(get("claimSubject")) else { return Span::default() };
    let start = get("start").parse().unwrap_or(usize::MAX);
    let article = index.article_by_iri(get("article"));
    let mut claims = index.about(subject).filter(|s| get("claimRelation").ends_with(&s.relation)).flat_map(|s| &s.claims);
    let claim = claims.find(|claim| Some(claim.article.0 as usize) == article && claim.quote.start == start);
    claim.map_or_else(|| index.name_in(subject, words), |claim| index.focus(subject, claim))
}
