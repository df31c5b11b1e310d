//! Which wordings does a phrasing such as `who (spoke|talked) at {event} [in {year}]` stand for?

use super::fold::phrase;

/// One step of a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// This folded word.
    Word(String),
    /// One or more words that fill this slot.
    Slot(String),
}

/// More wordings than this in one phrasing are a mistake.
const MOST: usize = 4000;

/// A slot as a phrasing writes it: `{name}` or `{name:type}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SlotUse {
    pub(super) name: String,
    pub(super) kind: String,
}

/// All wordings of a phrasing: `(a|b)` is one of them, `[a]` may be left out, `{name:type}` is a slot.
///
/// # Errors
/// What is wrong with the phrasing, in words.
pub(super) fn expand(text: &str, slots: &mut Vec<SlotUse>) -> Result<Vec<Vec<Piece>>, String> {
    let mut reader = Reader { rest: text, slots };
    let variants = reader.alternatives(0)?;
    if reader.rest.is_empty() { Ok(variants) } else { Err(format!("unexpected «{}»", reader.rest)) }
}

struct Reader<'a, 's> {
    rest: &'a str,
    slots: &'s mut Vec<SlotUse>,
}

impl Reader<'_, '_> {
    fn alternatives(&mut self, depth: usize) -> Result<Vec<Vec<Piece>>, String> {
        if depth > 8 {
            return Err("brackets are nested too deeply".to_owned());
        }
        let mut all = self.sequence(depth)?;
        while let Some(rest) = self.rest.strip_prefix('|') {
            self.rest = rest;
            all.extend(self.sequence(depth)?);
        }
        Ok(all)
    }

    fn sequence(&mut self, depth: usize) -> Result<Vec<Vec<Piece>>, String> {
        let mut variants = vec![Vec::new()];
        while let Some(c) = self.rest.chars().next() {
            let next = match c {
                '|' | ')' | ']' => break,
                '(' => self.bracketed(')', depth)?,
                '[' => {
                    let mut inner = self.bracketed(']', depth)?;
                    inner.push(Vec::new());
                    inner
                }
                '{' => vec![vec![Piece::Slot(self.slot()?)]],
                '}' => return Err("unexpected «}»".to_owned()),
                _ => vec![self.words()],
            };
            variants = variants.iter().flat_map(|head| next.iter().map(|tail| [head.as_slice(), tail].concat())).collect();
            if variants.len() > MOST {
                return Err(format!("it stands for more than {MOST} wordings"));
            }
        }
        Ok(variants)
    }

    fn bracketed(&mut self, close: char, depth: usize) -> Result<Vec<Vec<Piece>>, String> {
        self.rest = &self.rest[1..];
        let inner = self.alternatives(depth + 1)?;
        self.rest = self.rest.strip_prefix(close).ok_or_else(|| format!("«{close}» is missing"))?;
        Ok(inner)
    }

    fn words(&mut self) -> Vec<Piece> {
        let end = self.rest.find(['(', ')', '[', ']', '{', '}', '|']).unwrap_or(self.rest.len());
        let (words, rest) = self.rest.split_at(end);
        self.rest = rest;
        phrase(words).into_iter().map(Piece::Word).collect()
    }

    fn slot(&mut self) -> Result<String, String> {
        let (inner, rest) = self.rest[1..].split_once('}').ok_or("«}» is missing")?;
        self.rest = rest;
        let (name, kind) = inner.split_once(':').unwrap_or((inner, inner));
        self.slots.push(SlotUse { name: name.to_owned(), kind: kind.to_owned() });
        Ok(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let show = |variant: &Vec<Piece>| {
            let pieces = variant.iter().map(|piece| match piece {
                Piece::Word(word) => word.clone(),
                Piece::Slot(name) => format!("{{{name}}}"),
            });
            pieces.collect::<Vec<_>>().join(" ")
        };
        let found = match expand(text, &mut Vec::new()) {
            Ok(variants) => variants.iter().map(show).collect(),
            Err(why) => vec![why],
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn phrasings_stand_for_their_wordings() {
        check("Who spoke at {event}?", &["who spoke at {event}"]);
        check("who (was|were) [also] there", &["who was also there", "who was there", "who were also there", "who were there"]);
        check("a {x:event} [in {year}|of (b|c)]", &["a {x} in {year}", "a {x} of b", "a {x} of c", "a {x}"]);
        check("谁(参加|出席)了{event}", &["谁 参 加 了 {event}", "谁 出 席 了 {event}"]);
        check("who (was", &["«)» is missing"]);
        check("who) was", &["unexpected «) was»"]);
        check("{event", &["«}» is missing"]);
        check("a } b", &["unexpected «}»"]);
        check(&"(a|b|c|d)".repeat(7), &["it stands for more than 4000 wordings"]);
    }
}
