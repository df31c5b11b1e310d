//! Family names that stand in front of the given name: evidence that a name is a person's.
//!
//! In: `gazetteer/surnames.tsv`. Out: [`Surnames`]. It is evidence only: «Chang» is a family name and a river.

use super::{
    fold::fold,
    hashing::{Table, Words},
    sources::{Sources, rows},
};
use crate::diag::Result;

const FILE: &str = "gazetteer/surnames.tsv";

/// Family names that are written in Han characters, and their romanisations.
#[derive(Debug)]
pub struct Surnames {
    /// In Han characters, simplified and traditional.
    han: Words,
    /// Folded romanisation to the names in simplified characters that are written so.
    latin: Table<String, Vec<String>>,
    /// Length in characters of the longest name in Han characters.
    longest: usize,
}

impl Surnames {
    /// Loads `gazetteer/surnames.tsv`.
    ///
    /// # Errors
    /// The file is missing, has another header, or a line with another number of columns.
    pub fn load(sources: &Sources) -> Result<Self> {
        let mut han = Words::default();
        let mut latin: Table<String, Vec<String>> = Table::default();
        for [simplified, traditional, romanised] in rows(sources, FILE, ["han", "traditional", "latin"])? {
            han.extend([simplified.to_owned(), traditional.to_owned()]);
            for name in romanised.split('|') {
                latin.entry(fold(name)).or_default().push(simplified.to_owned());
            }
        }
        let longest = han.iter().map(|name| name.chars().count()).max().unwrap_or_default();
        Ok(Self { han, latin, longest })
    }

    /// Whether the folded word is a family name that stands in front, in Han characters or romanised.
    #[must_use]
    pub fn contains(&self, folded: &str) -> bool {
        self.latin.contains_key(folded) || self.han.contains(folded)
    }

    /// The names in simplified Han characters that this folded word in Latin script may stand for: «li» for 李 and others.
    /// Empty if it is no romanisation of one.
    #[must_use]
    pub fn written(&self, folded: &str) -> &[String] {
        self.latin.get(folded).map_or(&[], Vec::as_slice)
    }

    /// Length in bytes of the name in Han characters that `text` starts with; of two, the longer.
    #[must_use]
    pub fn longest_prefix(&self, text: &str) -> Option<usize> {
        let ends: Vec<_> = text.char_indices().take(self.longest).map(|(at, c)| at + c.len_utf8()).collect();
        ends.into_iter().rev().find(|&end| self.han.contains(&text[..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded() -> Surnames {
        Surnames::load(&Sources::embedded()).unwrap()
    }

    #[test]
    fn romanised() {
        let surnames = embedded();
        for (word, han) in
            [("li", "李"), ("du", "杜"), ("shen", "慎"), ("cao", "曹"), ("lyu", "吕"), ("ouyang", "欧阳"), ("wong", "黄")]
        {
            assert!(surnames.contains(word) && surnames.written(word).iter().any(|name| name == han), "{word}");
        }
        for word in ["", "wuxi", "volin", "forum", "so", "to", "dan", "ke"] {
            assert!(!surnames.contains(word) && surnames.written(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn in_chinese_text() {
        let surnames = embedded();
        let check = |text: &str, surname: &str| {
            assert_eq!(surnames.longest_prefix(text).map_or("", |end| &text[..end]), surname, "{text}");
        };
        check("慎海雄", "慎");
        check("李小敏表示", "李");
        check("欧阳修", "欧阳");
        check("歐陽修", "歐陽");
        check("張朝陽", "張");
        check("国家", "");
        check("主席", "");
        check("", "");
        check("Li", "");
        assert!(surnames.contains("慎") && surnames.contains("司馬"));
    }
}
