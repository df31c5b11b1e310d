//! Which quads change when the knowledge changes, and how do they get in?
//!
//! Each graph is compared with what the store holds, and only differences are written. Up to [`BATCH`] changed graphs are one
//! transaction, entities and build node included. More are written by bulk loads of [`BATCH`] graphs, which are fast and small
//! (209,000 quads a second in 120 MB), each atomic; the build node goes first and comes back last, so that a store whose build was
//! cut short says so.

use std::collections::{BTreeSet, HashSet};

use oxigraph::{
    model::{GraphNameRef, NamedNode, Quad},
    store::Store,
};

use super::{quads, read, storage};
use crate::{
    diag::Result,
    knowledge::Schema,
    model::{ArticleIdx, Dataset},
};

/// Changed graphs in one transaction or one bulk load.
const BATCH: usize = 500;

/// What [`super::KnowledgeGraph::replace`] did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Articles that were not in the store.
    pub added: usize,
    /// Articles whose graph is another now.
    pub changed: usize,
    /// Articles that are no longer in the store.
    pub removed: usize,
    /// Articles whose graph stayed as it was.
    pub unchanged: usize,
    /// Quads written.
    pub quads_added: usize,
    /// Quads deleted.
    pub quads_removed: usize,
    /// Quads in the store now.
    pub quads: usize,
}

impl Changes {
    /// Whether the store is as it was before.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.quads_added == 0 && self.quads_removed == 0
    }
}

/// Makes the store equal to the dataset.
pub(super) fn replace(store: &Store, dataset: &Dataset, schema: &Schema, knowledge_hash: &str) -> Result<Changes> {
    replace_by(store, dataset, schema, knowledge_hash, BATCH)
}

/// The same with another size of batch, so that tests can see both ways of writing.
pub(super) fn replace_by(
    store: &Store,
    dataset: &Dataset,
    schema: &Schema,
    knowledge_hash: &str,
    batch: usize,
) -> Result<Changes> {
    let quads = quads::Writer::new(dataset, schema)?;
    let old_articles = read::article_iris(store)?;
    let mut changes = Changes::default();
    // The build node is compared before anything is written, for a bulk load removes it.
    let build = Change::of(store, quads.build(knowledge_hash)?, &mut changes)?;
    let stale = stale(store, &quads, &old_articles, &mut changes)?;
    let mut load = Load { store, batch, pending: Vec::new(), bulk: false };
    for (idx, _) in (0..).zip(&dataset.articles) {
        let change = Change::of(store, quads.article(ArticleIdx(idx))?, &mut changes)?;
        match (old_articles.contains(change.graph.as_str()), change.is_empty()) {
            (_, true) => changes.unchanged += 1,
            (true, false) => changes.changed += 1,
            (false, false) => changes.added += 1,
        }
        load.push(change)?;
    }
    for change in stale {
        load.push(change)?;
    }
    load.push(Change::of(store, quads.entities()?, &mut changes)?)?;
    load.push(Change::of(store, quads.identity()?, &mut changes)?)?;
    load.finish(build, quads.build(knowledge_hash)?)?;
    Ok(changes)
}

/// Removals of all graphs that the dataset has no use for.
fn stale(
    store: &Store,
    quads: &quads::Writer<'_>,
    old_articles: &BTreeSet<String>,
    changes: &mut Changes,
) -> Result<Vec<Change>> {
    let wanted = quads.graphs()?;
    let mut stale = Vec::new();
    // All names first: the iterator of a store in memory holds a lock that a write would wait for.
    for graph in read::graphs(store)? {
        if !wanted.contains(graph.as_str()) {
            changes.removed += usize::from(old_articles.contains(graph.as_str()));
            changes.quads_removed += stored(store, &graph)?.len();
            stale.push(Change { graph, remove: Vec::new(), add: Vec::new(), gone: true });
        }
    }
    Ok(stale)
}

/// What becomes of one graph.
struct Change {
    graph: NamedNode,
    remove: Vec<Quad>,
    add: Vec<Quad>,
    /// Nothing is left of it, not even its name.
    gone: bool,
}

impl Change {
    fn of(store: &Store, wanted: quads::GraphQuads, changes: &mut Changes) -> Result<Self> {
        let quads::GraphQuads { graph, quads } = wanted;
        let stored = stored(store, &graph)?;
        // Sets of hashes are only asked, never walked through: the order of what is written stays that of the lists.
        let is: HashSet<&Quad> = stored.iter().collect();
        let mut shall: HashSet<&Quad> = HashSet::with_capacity(quads.len());
        let add: Vec<_> = quads.iter().filter(|quad| shall.insert(quad) && !is.contains(quad)).cloned().collect();
        let remove: Vec<_> = stored.iter().filter(|quad| !shall.contains(quad)).cloned().collect();
        changes.quads += shall.len();
        changes.quads_added += add.len();
        changes.quads_removed += remove.len();
        Ok(Self { gone: quads.is_empty() && !stored.is_empty(), graph, remove, add })
    }

    fn is_empty(&self) -> bool {
        !self.gone && self.remove.is_empty() && self.add.is_empty()
    }
}

fn stored(store: &Store, graph: &NamedNode) -> Result<Vec<Quad>> {
    let found = store.quads_for_pattern(None, None, None, Some(graph.into()));
    found.map(|quad| quad.map_err(storage)).collect()
}

/// Changes on their way into the store.
struct Load<'a> {
    store: &'a Store,
    batch: usize,
    pending: Vec<Change>,
    /// There were too many for one transaction.
    bulk: bool,
}

impl Load<'_> {
    fn push(&mut self, change: Change) -> Result<()> {
        if change.is_empty() {
            return Ok(());
        }
        if self.pending.len() == self.batch {
            self.bulk_load()?;
        }
        self.pending.push(change);
        Ok(())
    }

    /// Writes what is pending, then the build node. `whole` is all of its graph, for a bulk load has removed it.
    fn finish(mut self, build: Change, whole: quads::GraphQuads) -> Result<()> {
        if self.bulk {
            self.bulk_load()?;
            self.pending = vec![Change { graph: whole.graph, remove: Vec::new(), add: whole.quads, gone: false }];
        } else if !build.is_empty() {
            self.pending.push(build);
        }
        if !self.pending.is_empty() {
            self.transaction(|change| &change.add)?;
            flush(self.store)?;
        }
        Ok(())
    }

    fn bulk_load(&mut self) -> Result<()> {
        if !self.bulk {
            self.bulk = true;
            self.remove_build()?;
        }
        if self.pending.iter().any(|change| change.gone || !change.remove.is_empty()) {
            self.transaction(|_| &[])?;
        }
        let mut loader = self.store.bulk_loader().with_num_threads(1).with_max_memory_size_in_megabytes(256);
        loader.load_quads(std::mem::take(&mut self.pending).into_iter().flat_map(|change| change.add)).map_err(storage)?;
        loader.commit().map_err(storage)
    }

    /// Removes what is to go and adds what `add` picks, all or nothing.
    fn transaction(&self, add: impl Fn(&Change) -> &[Quad]) -> Result<()> {
        let mut transaction = self.store.start_transaction().map_err(storage)?;
        for change in &self.pending {
            if change.gone {
                transaction.remove_named_graph(&change.graph).map_err(storage)?;
            }
            for quad in &change.remove {
                transaction.remove(quad);
            }
            transaction.extend(add(change));
        }
        transaction.commit().map_err(storage)
    }

    fn remove_build(&self) -> Result<()> {
        let Some(build) = read::build_graph(self.store)? else { return Ok(()) };
        let mut transaction = self.store.start_transaction().map_err(storage)?;
        transaction.clear_graph(GraphNameRef::from(&build)).map_err(storage)?;
        transaction.commit().map_err(storage)
    }
}

#[cfg(feature = "disk")]
pub(super) fn flush(store: &Store) -> Result<()> {
    store.flush().map_err(storage)
}

/// A store in memory has nothing to flush.
#[cfg(not(feature = "disk"))]
#[expect(clippy::unnecessary_wraps, reason = "the store on disk can fail")]
pub(super) fn flush(_store: &Store) -> Result<()> {
    Ok(())
}
