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

/// Longest stand-in for a title, in characters.
const HEADING_LENGTH: usize = 100;

impl Article {
    /// Its title or, if the source gives none, how the text begins; none for an empty text.
    #[must_use]
    pub fn heading(&self) -> Option<String> {
        let given = self.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        if let Some(title) = given {
            return Some(title.to_owned());
        }
        let line = self.text.lines().map(str::trim).find(|line| !line.is_empty())?;
        let Some((end, _)) = line.char_indices().nth(HEADING_LENGTH) else { return Some(line.to_owned()) };
        // between words, where there are any
        let end = line[..end].rfind(char::is_whitespace).filter(|&space| space > end / 2).unwrap_or(end);
        Some(format!("{} …", line[..end].trim_end()))
    }
}

#[test]
fn what_has_no_title_is_called_by_its_beginning() {
    let article = |title: Option<&str>, text: &str| Article {
        title: title.map(str::to_owned),
        text: text.to_owned(),
        ..Article::default()
    };
    assert_eq!(article(Some("A day"), "x").heading().unwrap(), "A day");
    assert_eq!(article(Some(" "), "\n First line.\nSecond.").heading().unwrap(), "First line.");
    assert_eq!(article(None, &"word ".repeat(40)).heading().unwrap(), format!("{} …", ["word"; 20].join(" ")));
    assert_eq!(article(None, &"锡".repeat(101)).heading().unwrap(), format!("{} …", "锡".repeat(100)));
    assert_eq!(article(None, " \n").heading(), None);
}
