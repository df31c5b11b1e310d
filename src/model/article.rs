//! One news item as it was read.

use serde::{Deserialize, Serialize};

use super::PartialDate;

/// One news item. The text never changes after ingest: every offset in the program counts bytes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The file's stem, or the id that the source gives. Unique in a store.
    pub id: String,
    /// Where it was read: a path, `-` for standard input, with `:LINE` for JSON lines.
    pub source: String,
    /// Address of the page, if known.
    pub url: Option<String>,
    /// Who published it, if known.
    pub outlet: Option<String>,
    /// Headline, if the source gives one apart from the text.
    pub title: Option<String>,
    /// Day, month or year of publication, if known.
    pub published: Option<PartialDate>,
    /// BCP 47 tag of the language pack to read it with; set by ingest if the source gives it, else by annotate.
    pub language: Option<String>,
    /// The text, noise and all.
    pub text: String,
    /// Hash of text and metadata, 32 hexadecimal digits: another hash means that the article was edited.
    pub hash: String,
}
