//! What does an edge rest on? Attributes that its claims have in common, whatever the edge stands for.

use std::collections::BTreeSet;

use super::{Key, Type, Value, Values, add_text, int};
use crate::model::{Claim, Dataset, iri};

/// Keys of what [`values`] gives.
pub(super) const KEYS: [Key; 6] = [
    ("evidence_count", Type::Int),
    ("articles", Type::Int),
    ("confidence", Type::Double),
    ("quote", Type::Text),
    ("article", Type::Text),
    ("link", Type::Text),
];

/// How many claims and articles support the edge, and the `top` claim: how sure it is, what it quotes, where that stands.
pub(super) fn values(dataset: &Dataset, claims: &[&Claim], top: Option<&Claim>) -> Values {
    let articles: BTreeSet<_> = claims.iter().map(|claim| claim.article).collect();
    let mut values = vec![("evidence_count", int(claims.len())), ("articles", int(articles.len()))];
    let Some(top) = top else { return values };
    let article = dataset.article(top.article);
    let url = article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    values.push(("confidence", Value::Double(top.confidence)));
    add_text(&mut values, "quote", dataset.quote(top));
    add_text(&mut values, "article", &article.id);
    let graph = || format!("{}{}", dataset.base, iri::article_path(&article.id));
    add_text(&mut values, "link", &url.map_or_else(graph, str::to_owned));
    values
}

/// The surest of the claims; of equally sure ones the first in the order of articles.
pub(super) fn surest<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Option<&'a Claim> {
    claims.into_iter().reduce(|best, claim| if claim.confidence > best.confidence { claim } else { best })
}
