//! How do the reasons why entities are one, or may be, become quads, and how do they come back?
//!
//! One graph, base + `graph/identity`: a `pl:Join` node for each sort of step by which an entity came to be one, a `pl:Doubt` node
//! for each pair that may be one, and `owl:sameAs` from each former IRI to the entity that it stands for. A reason is one literal:
//! its weight with a sign, a blank, and what was found.

use oxigraph::{
    model::{Literal, NamedNode, vocab::rdf},
    store::Store,
};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    damaged,
    quads::{GraphQuads, node},
    read::{Node, nodes, number},
    vocab,
};
use crate::{
    diag::Result,
    model::{Dataset, Doubt, EntityIdx, FormerPath, Grounds, Join, Reason},
};

/// Path of the graph.
pub(super) const IDENTITY_PATH: &str = "graph/identity";

/// All of it as quads; `entities` are the IRIs of the entities.
pub(super) fn write(dataset: &Dataset, entities: &[NamedNode]) -> Result<GraphQuads> {
    let mut quads = GraphQuads::new(node(&dataset.base, IDENTITY_PATH)?);
    for join in &dataset.joins {
        let entity = &entities[join.entity.0 as usize];
        let name = grounds_node(&dataset.base, "join", &[entity], &join.because)?;
        quads.add(&name, rdf::TYPE, vocab::JOIN.into_owned());
        quads.add(&name, vocab::JOINED, entity.clone());
        quads.add(&name, vocab::TIMES, Literal::from(i64::try_from(join.times).unwrap_or(i64::MAX)));
        grounds(&name, &join.because, &mut quads);
    }
    for doubt in &dataset.doubts {
        let [left, right] = doubt.entities.map(|idx| &entities[idx.0 as usize]);
        let name = grounds_node(&dataset.base, "doubt", &[left, right], &doubt.because)?;
        quads.add(&name, rdf::TYPE, vocab::DOUBT.into_owned());
        quads.add(&name, vocab::LEFT, left.clone());
        quads.add(&name, vocab::RIGHT, right.clone());
        grounds(&name, &doubt.because, &mut quads);
    }
    for former in &dataset.former {
        let entity = entities[former.entity.0 as usize].clone();
        quads.add(&node(&dataset.base, &former.path)?, vocab::SAME_AS, entity);
    }
    Ok(quads)
}

/// The IRI of a node that holds grounds: the same for the same grounds.
fn grounds_node(base: &str, sort: &str, about: &[&NamedNode], because: &Grounds) -> Result<NamedNode> {
    let mut parts: Vec<&str> = about.iter().map(|iri| iri.as_str()).collect();
    parts.extend(because.names.iter().chain(&because.articles).map(String::as_str));
    let reasons: Vec<String> = because.reasons.iter().map(reason_text).collect();
    parts.extend(reasons.iter().map(String::as_str));
    node(base, &format!("{sort}/{:016x}", xxh3_64(parts.join("\n").as_bytes())))
}

fn reason_text(reason: &Reason) -> String {
    format!("{:+} {}", reason.weight, reason.what)
}

fn grounds(name: &NamedNode, because: &Grounds, quads: &mut GraphQuads) {
    let sides = [(vocab::LEFT_NAME, vocab::LEFT_ARTICLE), (vocab::RIGHT_NAME, vocab::RIGHT_ARTICLE)];
    for ((of_name, of_article), (text, id)) in sides.into_iter().zip(because.names.iter().zip(&because.articles)) {
        quads.add(name, of_name, Literal::from(text.as_str()));
        quads.add(name, of_article, Literal::from(id.as_str()));
    }
    for reason in &because.reasons {
        quads.add(name, vocab::REASON, Literal::from(reason_text(reason)));
    }
}

/// Reads all of it back. `entity` finds the entity of an IRI.
pub(super) fn read(store: &Store, dataset: &mut Dataset, entity: &dyn Fn(&str) -> Result<EntityIdx>) -> Result<()> {
    let graph = node(&dataset.base, IDENTITY_PATH)?;
    for (iri, node) in nodes(store, (&graph).into())? {
        if let Ok(now) = node.iri(vocab::SAME_AS) {
            let path = iri.strip_prefix(&dataset.base).ok_or_else(|| damaged(format!("{iri} is outside the base")))?;
            dataset.former.push(FormerPath { path: path.to_owned(), entity: entity(now)? });
            continue;
        }
        let because = grounds_of(&node)?;
        if node.iri(rdf::TYPE)? == vocab::JOIN.as_str() {
            let times = number(&node.text(vocab::TIMES)?)?;
            dataset.joins.push(Join { entity: entity(node.iri(vocab::JOINED)?)?, because, times });
        } else {
            let entities = [entity(node.iri(vocab::LEFT)?)?, entity(node.iri(vocab::RIGHT)?)?];
            dataset.doubts.push(Doubt { entities, because });
        }
    }
    dataset.former.sort();
    dataset.joins.sort_by(|a, b| (a.entity, a.because.key()).cmp(&(b.entity, b.because.key())));
    dataset.doubts.sort_by(|a, b| (a.entities, a.because.key()).cmp(&(b.entities, b.because.key())));
    Ok(())
}

fn grounds_of(node: &Node) -> Result<Grounds> {
    let text = |of| node.text(of);
    let mut reasons = Vec::new();
    for term in node.terms(vocab::REASON) {
        let text = super::read::literal(term)?;
        let (weight, what) = text.split_once(' ').ok_or_else(|| damaged(format!("reason «{text}»")))?;
        reasons.push(Reason { what: what.to_owned(), weight: number(weight)? });
    }
    let mut because = Grounds {
        names: [text(vocab::LEFT_NAME)?, text(vocab::RIGHT_NAME)?],
        articles: [text(vocab::LEFT_ARTICLE)?, text(vocab::RIGHT_ARTICLE)?],
        reasons,
    };
    because.sort();
    Ok(because)
}
