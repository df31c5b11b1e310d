//! The store: quads in oxigraph, SPARQL, and back to a dataset. The only module that names oxigraph.
//!
//! | file | question it answers |
//! | --- | --- |
//! | `vocab` | what are the IRIs of the terms that give the graph its structure? |
//! | `quads` | how does a dataset become quads? |
//! | `identity` | how do the reasons why entities are one become quads, and come back? |
//! | `read` | what dataset is in the store? |
//! | `write` | which quads change when the knowledge changes? |
//! | `scores` | how do results of network analysis get into the store? |
//! | `folder` | is this folder a store, and may we write to it? |
//! | `query`, `query_format`, `table`, `guard` | what does a SPARQL query find, in which form, and is it safe to run? |
//! | `term` | how does a name get into a query without becoming part of its text? |
//! | `dump`, `jsonld` | what is in the store, as a file for others? |
//! | `xml` | which characters may an XML document hold? |
//!
//! **What is promised.** Up to 500 changed articles are one transaction: after a kill at any moment the store holds all of it or
//! nothing. More go in by atomic bulk loads of 500 articles; while these run the store has no build node, [`KnowledgeGraph::dataset`]
//! and [`KnowledgeGraph::knowledge_hash`] say so, and running the build again completes it. A power cut can lose what came after
//! the last flush, which ends every [`KnowledgeGraph::replace`].

#[cfg(test)]
#[cfg(feature = "disk")]
mod disk_tests;
mod dump;
#[cfg(any(feature = "disk", test))]
mod folder;
mod guard;
mod identity;
mod jsonld;
#[cfg(test)]
mod ontology_tests;
mod quads;
mod query;
mod query_format;
#[cfg(test)]
mod query_tests;
mod read;
#[cfg(test)]
mod reload_tests;
mod scores;
mod table;
mod term;
#[cfg(test)]
mod tests;
mod vocab;
mod write;
mod xml;

use std::{fmt, path::Path};

use oxigraph::store::Store;

pub use dump::DumpFormat;
pub use query::{Answer, Limits, Rows};
pub use query_format::{QUERY_FORMATS, QueryFormat, Shape};
pub use scores::{SavedNetwork, Score};
pub use term::{Template, Term};
pub use write::Changes;
pub use xml::{is_xml_char, xml_text};

use crate::{
    diag::{Error, ErrorKind, Result},
    knowledge::Schema,
    model::Dataset,
};

/// A store of quads, in memory or on disk.
pub struct KnowledgeGraph {
    store: Store,
    writable: bool,
    /// Held as long as the store is open for writing; dropped after it.
    #[cfg(feature = "disk")]
    _lock: Option<folder::Lock>,
}

/// An article as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoredArticle {
    /// Its id.
    pub id: String,
    /// Where it was read.
    pub source: String,
    /// Hash of text and metadata: another hash means that the article was edited.
    pub hash: String,
}

impl KnowledgeGraph {
    /// An empty store that is gone when dropped.
    pub fn in_memory() -> Result<Self> {
        Ok(Self::new(Store::new().map_err(storage)?, true))
    }

    /// Opens the store in this folder for reading and writing, and makes one where nothing or an empty folder is.
    ///
    /// Remains of a bulk load that was killed are removed.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for a folder that is something else, [`ErrorKind::Locked`] if another process writes to it,
    /// [`ErrorKind::Storage`] for a damaged store, one of another format, or a program built without stores on disk.
    #[cfg(feature = "disk")]
    pub fn open(path: &Path) -> Result<Self> {
        let folder = folder::Folder::create(path)?;
        let lock = folder.lock()?;
        folder.remove_orphans(&lock)?;
        let store = Store::open(folder.graph()).map_err(|e| cannot_open(path, &e))?;
        Ok(Self { _lock: Some(lock), ..Self::new(store, true) })
    }

    /// Opens the store in this folder for reading only, also while another process writes to it: what is seen is the state of
    /// this moment.
    ///
    /// # Errors
    /// [`ErrorKind::NoResult`] if there is none yet; otherwise as for [`Self::open`].
    #[cfg(feature = "disk")]
    pub fn open_read_only(path: &Path) -> Result<Self> {
        let folder = folder::Folder::find(path)?;
        // A writer may remove a file between the moments in which the list of files and the file are read. It is rare
        // (one open in fourteen under full load), and the next try sees the new list.
        let mut tries = 1;
        loop {
            match Store::open_read_only(folder.graph()) {
                Ok(store) => return Ok(Self::new(store, false)),
                Err(_) if tries < 10 && folder.is_locked() => std::thread::sleep(std::time::Duration::from_millis(20)),
                Err(e) => return Err(cannot_open(path, &e)),
            }
            tries += 1;
        }
    }

    /// This program was built without stores on disk.
    ///
    /// # Errors
    /// Always: [`ErrorKind::Storage`].
    #[cfg(not(feature = "disk"))]
    pub fn open(path: &Path) -> Result<Self> {
        Err(no_disk(path))
    }

    /// This program was built without stores on disk.
    ///
    /// # Errors
    /// Always: [`ErrorKind::Storage`].
    #[cfg(not(feature = "disk"))]
    pub fn open_read_only(path: &Path) -> Result<Self> {
        Err(no_disk(path))
    }

    fn new(store: Store, writable: bool) -> Self {
        Self {
            store,
            writable,
            #[cfg(feature = "disk")]
            _lock: None,
        }
    }

    /// Makes the store equal to the dataset. Only graphs whose quads differ are touched, so that running it again changes nothing.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for a base that is no IRI, [`ErrorKind::Storage`] if writing fails or the store is open for reading.
    pub fn replace(&mut self, dataset: &Dataset, schema: &Schema, knowledge_hash: &str) -> Result<Changes> {
        if !self.writable {
            return Err(Error::new(ErrorKind::Storage, "the store is open for reading only"));
        }
        write::replace(&self.store, dataset, schema, knowledge_hash)
    }

    /// Everything that the store holds, in canonical order; an empty store is an empty dataset.
    ///
    /// # Errors
    /// [`ErrorKind::Storage`] for a damaged store or one whose last build was cut short.
    pub fn dataset(&self, schema: &Schema) -> Result<Dataset> {
        read::dataset(&self.store, schema)
    }

    /// The articles in the store, sorted by id.
    pub fn articles(&self) -> Result<Vec<StoredArticle>> {
        read::article_list(&self.store)
    }

    /// Hash of the knowledge files that the store was built with; none if it is empty or its last build was cut short.
    pub fn knowledge_hash(&self) -> Result<Option<String>> {
        Ok(read::build(&self.store)?.map(|build| build.knowledge_hash))
    }

    /// Prefix of every IRI that is ours; the default one for a store without a finished build.
    pub fn base(&self) -> Result<String> {
        let build = read::build(&self.store)?;
        Ok(build.map_or_else(|| crate::model::iri::DEFAULT_BASE.to_owned(), |build| build.base))
    }
}

impl fmt::Debug for KnowledgeGraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnowledgeGraph").field("writable", &self.writable).finish_non_exhaustive()
    }
}

/// A failure of the store itself.
fn storage(error: impl fmt::Display) -> Error {
    Error::storage("the store failed", error)
}

/// The store holds what we never write.
fn damaged(what: impl fmt::Display) -> Error {
    Error::storage("the store is damaged", what).with_hint("build it again from the articles, in another folder")
}

#[cfg(feature = "disk")]
fn cannot_open(path: &Path, error: &oxigraph::store::StorageError) -> Error {
    Error::storage(format_args!("cannot open the store {}", path.display()), error)
        .with_hint("if the folder is damaged, build the store again from the articles, in another folder")
}

#[cfg(not(feature = "disk"))]
fn no_disk(path: &Path) -> Error {
    let message = format!("cannot open the store {}: this program was built without stores on disk", path.display());
    Error::new(ErrorKind::Storage, message).with_hint("build it with the cargo feature disk, which is on by default")
}
