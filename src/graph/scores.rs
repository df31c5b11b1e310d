//! How do results of network analysis get into the store?
//!
//! Each saved network is a named graph of its own, base + `graph/network/NAME`: a `pl:Network` node with what it is about, and a
//! `pl:Score` node for each measure and entity. Saving under a name again replaces the graph. Replacing the articles removes them all,
//! for they would tell of articles that are no longer the same; the recipe says how to make them again.

use oxigraph::model::{
    GraphNameRef, Literal, NamedNode, NamedNodeRef, Quad, Term,
    vocab::{rdf, rdfs},
};

use super::{KnowledgeGraph, storage, vocab};
use crate::diag::{Error, ErrorKind, Result};

/// One value to save.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Name of the measure.
    pub measure: String,
    /// IRI of the entity.
    pub entity: String,
    /// The value.
    pub value: f64,
    /// Its rank, from 1 on, if the measure ranks.
    pub rank: Option<usize>,
}

/// A network that was saved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SavedNetwork {
    /// Its name.
    pub name: String,
    /// What it takes to work it out again; empty if that is not known.
    pub recipe: String,
}

impl KnowledgeGraph {
    /// Saves the scores of a network as a graph of its own, in place of what was saved under the name; the number of quads. The
    /// recipe is whatever the caller can make them from again.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] if the name has other characters than `a-z 0-9 -`; [`ErrorKind::Storage`] if writing fails or the store
    /// is open for reading.
    pub fn save_network(&mut self, network: &SavedNetwork, about: &str, scores: &[Score]) -> Result<usize> {
        let name = network.name.as_str();
        if !self.writable {
            return Err(Error::new(ErrorKind::Storage, "the store is open for reading only"));
        }
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(is_plain) {
            return Err(Error::new(ErrorKind::Usage, format!("«{name}» is no name for a saved network"))
                .with_hint("use lower-case letters, digits and hyphens"));
        }
        let base = self.base()?;
        let graph = node(format!("{base}graph/network/{name}"))?;
        let mut quads = Vec::with_capacity(3 + 5 * scores.len());
        let mut add = |subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term| {
            quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, graph.clone()));
        };
        add(&graph, rdf::TYPE, vocab::NETWORK.into());
        add(&graph, rdfs::LABEL, Literal::from(about).into());
        if !network.recipe.is_empty() {
            add(&graph, vocab::RECIPE, Literal::from(network.recipe.as_str()).into());
        }
        for score in scores {
            let path = score.entity.strip_prefix(&base).unwrap_or(&score.entity);
            let subject = node(format!("{}/{}/{path}", graph.as_str(), score.measure))?;
            add(&subject, rdf::TYPE, vocab::SCORE.into());
            add(&subject, vocab::SCORE_OF, node(score.entity.clone())?.into());
            add(&subject, vocab::MEASURE, Literal::from(score.measure.as_str()).into());
            add(&subject, vocab::VALUE, Literal::from(score.value).into());
            if let Some(rank) = score.rank {
                add(&subject, vocab::POSITION, Literal::from(i64::try_from(rank).unwrap_or(i64::MAX)).into());
            }
        }
        let count = quads.len();
        let mut transaction = self.store.start_transaction().map_err(storage)?;
        transaction.clear_graph(GraphNameRef::from(&graph)).map_err(storage)?;
        transaction.extend(quads.iter().map(Quad::as_ref));
        transaction.commit().map_err(storage)?;
        super::write::flush(&self.store)?;
        Ok(count)
    }

    /// The networks that are saved here, sorted by name.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] if reading fails.
    pub fn saved_networks(&self) -> Result<Vec<SavedNetwork>> {
        let found = self.store.quads_for_pattern(None, Some(rdf::TYPE), Some(vocab::NETWORK.into()), None);
        let mut networks = Vec::new();
        for quad in found {
            let network = quad.map_err(storage)?.subject;
            let mut recipe = String::new();
            for quad in self.store.quads_for_pattern(Some(network.as_ref()), Some(vocab::RECIPE), None, None) {
                if let Term::Literal(text) = quad.map_err(storage)?.object {
                    text.value().clone_into(&mut recipe);
                }
            }
            let iri = network.to_string();
            let name = iri.trim_end_matches('>').rsplit_once('/').map(|(_, name)| name.to_owned());
            networks.extend(name.map(|name| SavedNetwork { name, recipe }));
        }
        networks.sort();
        Ok(networks)
    }
}

fn node(iri: String) -> Result<NamedNode> {
    NamedNode::new(iri).map_err(|error| Error::storage("a saved network has no valid IRI", error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::two_forums;

    fn score(measure: &str, entity: &str, value: f64) -> Score {
        Score {
            measure: measure.to_owned(),
            entity: format!("https://w3id.org/plenary/id/{entity}"),
            value,
            rank: (value > 0.5).then_some(1),
        }
    }

    fn saved(name: &str) -> SavedNetwork {
        SavedNetwork { name: name.to_owned(), recipe: "{\"top\": 3}".to_owned() }
    }

    #[test]
    fn saved_scores_can_be_asked_for_and_are_replaced() {
        let schema = crate::knowledge::built_in().schema.clone();
        let mut graph = KnowledgeGraph::in_memory().unwrap();
        graph.replace(&two_forums(), &schema, "k1").unwrap();
        graph
            .save_network(
                &saved("all"),
                "everyone",
                &[score("degree", "person/eve-fox", 3.0), score("degree", "person/ada-bell", 0.5)],
            )
            .unwrap();
        let found = |graph: &KnowledgeGraph| {
            let query =
                "SELECT ?who ?v WHERE { ?s a pl:Score ; pl:scoreOf ?who ; pl:measure \"degree\" ; pl:value ?v } ORDER BY ?v";
            graph.select(query).unwrap().rows.len()
        };
        assert_eq!(found(&graph), 2);
        assert_eq!(graph.select("SELECT * WHERE { ?n a pl:Network . ?s pl:position 1 }").unwrap().rows.len(), 1);
        assert_eq!(graph.dataset(&schema).unwrap(), two_forums(), "the dataset is what it was");
        assert_eq!(graph.saved_networks().unwrap(), [saved("all")]);
        graph.save_network(&saved("all"), "everyone", &[score("degree", "person/eve-fox", 3.0)]).unwrap();
        assert_eq!(found(&graph), 1);
        assert!(graph.replace(&two_forums(), &schema, "k1").unwrap().quads_removed > 0);
        assert_eq!(found(&graph), 0, "a build removes what it has not built");
        assert_eq!(graph.saved_networks().unwrap(), []);
        let error = graph.save_network(&saved("All of it"), "", &[]).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Usage);
    }
}
