//! What do the words of a body's or event's name mean, whatever the language?

use std::collections::{BTreeMap, BTreeSet};

use super::sounds::{is_han, romanized};
use crate::{
    knowledge::{Knowledge, Level, Meaning, PlaceIdx, Telling},
    model::Reason,
};

/// The name of a body, venue or event, taken apart. Its concepts are sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::struct_excessive_bools, reason = "each is a trait of its own")]
pub(in crate::resolve) struct BodyName {
    /// As written.
    pub(in crate::resolve) text: String,
    /// Folded words, simplified characters.
    plain: String,
    pub(in crate::resolve) han: bool,
    /// Concepts, places by their key, and words that mean nothing to us.
    exact: BTreeSet<String>,
    /// The same, made comparable across scripts.
    pub(in crate::resolve) coarse: BTreeSet<String>,
    /// Codes of the countries that the name tells.
    pub(in crate::resolve) countries: BTreeSet<String>,
    /// It has nothing by which to tell it from others of its sort.
    pub(in crate::resolve) generic: bool,
    /// Every country has one.
    national: bool,
    /// It goes without saying how large its place is.
    administrative: bool,
    /// One word of capitals that means nothing to us.
    pub(in crate::resolve) acronym: bool,
}

/// What is needed to take names apart: knowledge, with the adjectives and short forms of places of all languages in one table.
pub(in crate::resolve) struct BodyReader<'a> {
    knowledge: &'a Knowledge,
    adjectives: BTreeMap<String, String>,
}

/// The atom of a word that tells how large a place is.
const LEVEL: &str = "level";
/// So many words that many bodies have tell a body together.
const TELLING_WORDS: usize = 4;
/// A year with its sign, an ordinal.
const NUMBER_BYTES: usize = 9;
/// Longest name of a place in words.
const PLACE_WORDS: usize = 4;

impl<'a> BodyReader<'a> {
    pub(in crate::resolve) fn new(knowledge: &'a Knowledge) -> Self {
        let packs = knowledge.languages.all().iter();
        let mut all = Vec::new();
        for table in packs.flat_map(|pack| [&pack.demonyms, &pack.place_aliases]) {
            let first = all.len();
            all.extend(table);
            // of two words that are plain alike the last counts
            all[first..].sort_unstable();
        }
        let adjectives = all.into_iter().map(|(word, key)| (knowledge.name_words.plain(word), key.clone())).collect();
        Self { knowledge, adjectives }
    }

    /// Takes a name apart. `home` is the country that the language means where a name that every country has tells none.
    pub(in crate::resolve) fn read(&self, text: &str, home: Option<&str>) -> BodyName {
        let plain = self.knowledge.name_words.plain(text);
        let han = plain.chars().filter(|&c| is_han(c)).count() * 2 > plain.chars().filter(|c| c.is_alphanumeric()).count();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        let mut name = BodyName { text: text.to_owned(), han, generic: true, ..BodyName::default() };
        if han {
            self.read_han(&plain.replace(' ', ""), &mut name);
        } else {
            self.read_latin(&plain, &mut name);
        }
        name.acronym = !name.plain_has_blank(&plain) && capitals * 2 > letters && letters >= 2 && name.exact.contains(&plain);
        name.plain = plain;
        name.generic &= name.exact.len() < TELLING_WORDS || name.national;
        if let Some(home) = home.filter(|_| name.national && name.countries.is_empty()) {
            self.add_place(home, &mut name);
        }
        if name.administrative {
            name.exact.remove(LEVEL);
            name.coarse.remove(LEVEL);
        }
        name
    }

    fn read_latin(&self, plain: &str, name: &mut BodyName) {
        let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
        let mut at = 0;
        while at < words.len() {
            let rest = &words[at..];
            let phrase = self.knowledge.name_words.longest_words(rest);
            let place = self.place_of_words(rest);
            match (phrase, place) {
                (Some((len, meaning)), place) if place.as_ref().is_none_or(|(longer, _)| *longer <= len) => {
                    add(meaning, words[at], name);
                    at += len;
                }
                (_, Some((len, key))) => {
                    self.add_place(&key, name);
                    let ends_so = self.knowledge.name_words.longest_words(&rest[len - 1..len]);
                    if len > 1 && ends_so.is_some_and(|(_, meaning)| meaning.telling == Telling::Level) {
                        add_atom(LEVEL, LEVEL, name);
                    }
                    at += len;
                }
                _ => {
                    name.generic = false;
                    add_atom(words[at], words[at], name);
                    at += 1;
                }
            }
        }
    }

    fn place_of_words(&self, words: &[&str]) -> Option<(usize, String)> {
        (1..=PLACE_WORDS.min(words.len())).rev().find_map(|len| {
            let phrase = words[..len].join(" ");
            let known = self.adjectives.get(&phrase).cloned();
            let known = known.or_else(|| self.known(self.knowledge.gazetteer.lookup(&phrase), &phrase));
            known.map(|key| (len, key))
        })
    }

    /// The first of these places, unless it is some little town that shares its name with a word.
    fn known(&self, places: &[PlaceIdx], name: &str) -> Option<String> {
        let place = self.knowledge.gazetteer.place(*places.first()?);
        let large = place.level != Level::City || self.knowledge.gazetteer.is_well_known(name);
        large.then(|| place.key.to_owned())
    }

    fn read_han(&self, plain: &str, name: &mut BodyName) {
        let mut unknown = String::new();
        let mut rest = plain;
        while let Some(first) = rest.chars().next() {
            let alone = first.len_utf8();
            let phrase = self.knowledge.name_words.longest_prefix(rest);
            let phrase = phrase.filter(|(len, meaning)| *len > alone || *len == rest.len() || meaning.telling == Telling::Link);
            let place = self.knowledge.gazetteer.longest_prefix(rest).filter(|(len, _)| *len > alone);
            let place = place.and_then(|(len, places)| {
                let key = self.known(places, &rest[..len])?;
                Some((self.without_shared_end(rest, len), key))
            });
            let known = match (phrase, &place) {
                (Some((len, _)), place) if place.as_ref().is_none_or(|(longer, _)| *longer <= len) => Some(len),
                (_, Some((len, _))) => Some(*len),
                _ => None,
            };
            let Some(len) = known else {
                unknown.push(first);
                rest = &rest[alone..];
                continue;
            };
            flush(&mut unknown, name);
            match (phrase, place) {
                (Some((longest, meaning)), _) if longest == len => add(meaning, &rest[..len], name),
                (_, Some((_, key))) => {
                    self.add_place(&key, name);
                    let last = rest[..len].chars().next_back().map_or(0, char::len_utf8);
                    let ends_so = self.knowledge.name_words.longest_prefix(&rest[len - last..len]);
                    if ends_so.is_some_and(|(_, meaning)| meaning.telling == Telling::Level) {
                        add_atom(LEVEL, LEVEL, name);
                    }
                }
                _ => {}
            }
            rest = &rest[len..];
        }
        flush(&mut unknown, name);
    }

    /// Length of a place's name without its last character, if that opens a longer word: 苏州市 and 市委 share theirs.
    fn without_shared_end(&self, text: &str, len: usize) -> usize {
        let last = text[..len].chars().next_back().map_or(0, char::len_utf8);
        let longer = self.knowledge.name_words.longest_prefix(&text[len - last..]).is_some_and(|(found, _)| found > last);
        if longer { len - last } else { len }
    }

    fn add_place(&self, key: &str, name: &mut BodyName) {
        let atom = format!("@{key}");
        add_atom(&atom, &atom, name);
        name.generic = false;
        let place = self.knowledge.gazetteer.by_key(key).map(|idx| self.knowledge.gazetteer.place(idx));
        name.countries.extend(place.and_then(|place| place.country).map(str::to_owned));
    }
}

fn add_atom(exact: &str, coarse: &str, name: &mut BodyName) {
    name.exact.insert(exact.to_owned());
    name.coarse.insert(coarse.to_owned());
}

fn add(meaning: &Meaning, word: &str, name: &mut BodyName) {
    match meaning.telling {
        Telling::Link => {}
        Telling::Level => add_atom(LEVEL, LEVEL, name),
        Telling::Generation => add_atom(word, word, name),
        Telling::Plain | Telling::Administrative | Telling::National | Telling::Whole => {
            name.exact.extend(meaning.exact.iter().cloned());
            name.coarse.extend(meaning.coarse.iter().cloned());
            for key in meaning.exact.iter().filter_map(|atom| atom.strip_prefix("@country/")) {
                name.countries.insert(key.to_owned());
            }
            name.administrative |= meaning.telling == Telling::Administrative;
            name.national |= meaning.telling == Telling::National;
            name.generic &= meaning.telling != Telling::Whole;
        }
    }
}

/// Characters that mean nothing to us are one word.
fn flush(unknown: &mut String, name: &mut BodyName) {
    if !unknown.is_empty() {
        add_atom(unknown, &romanized(unknown), name);
        name.generic = false;
        unknown.clear();
    }
}

impl BodyName {
    fn plain_has_blank(&self, plain: &str) -> bool {
        !self.han && plain.contains(' ')
    }

    /// What all names that mean the same share, across scripts.
    pub(in crate::resolve) fn key(&self) -> String {
        let atoms: Vec<&str> = self.coarse.iter().map(String::as_str).collect();
        if atoms.is_empty() { self.plain.clone() } else { atoms.join(" ") }
    }

    /// The same without countries, where something else is left that tells.
    pub(in crate::resolve) fn key_without_country(&self) -> Option<String> {
        let atoms: Vec<&str> = self.coarse.iter().map(String::as_str).filter(|atom| !atom.starts_with("@country/")).collect();
        (atoms.len() > 1 && atoms.len() < self.coarse.len()).then(|| atoms.join(" "))
    }

    /// What the two names say; none if they mean different things. Zero to 6, from 4 enough by itself.
    pub(in crate::resolve) fn compare(&self, other: &Self) -> Option<Reason> {
        let generic = self.generic && other.generic;
        let (what, weight) = if self.plain == other.plain && !self.plain.is_empty() {
            ("same name", if generic { 2.0 } else { 6.0 })
        } else if self.exact == other.exact && !self.exact.is_empty() {
            ("same words", if generic { 0.75 } else { 5.5 })
        } else if self.coarse == other.coarse && self.han != other.han && !self.coarse.is_empty() {
            ("same meaning in another language", if generic { 1.5 } else { 4.5 })
        } else {
            return self.compare_but_for_country(other);
        };
        Some(Reason { what: self.both(other, what), weight })
    }

    /// One of the names tells its country, the other leaves it out.
    fn compare_but_for_country(&self, other: &Self) -> Option<Reason> {
        let without = |name: &Self| name.coarse.iter().filter(|atom| !atom.starts_with("@country/")).cloned().collect::<Vec<_>>();
        let one_tells = self.countries.is_empty() != other.countries.is_empty();
        let (mine, theirs) = (without(self), without(other));
        if !one_tells || mine != theirs || mine.len() < 2 {
            return None;
        }
        let left_out = if self.countries.is_empty() { self } else { other };
        let weight = if left_out.generic { 1.5 } else { 3.0 };
        Some(Reason { what: self.both(other, "same words but for the country"), weight })
    }

    fn both(&self, other: &Self, what: &str) -> String {
        if self.text == other.text { format!("{what}: {}", self.text) } else { format!("{what}: {} = {}", self.text, other.text) }
    }

    /// Share of the meaning that two names have in common, 0 to 1.
    pub(in crate::resolve) fn overlap(&self, other: &Self) -> f64 {
        let common = self.coarse.intersection(&other.coarse).count();
        let all = self.coarse.union(&other.coarse).count();
        if all == 0 { 0.0 } else { common as f64 / all as f64 }
    }

    /// Whether it only leaves out words of the other.
    pub(in crate::resolve) fn is_part_of(&self, other: &Self) -> bool {
        self.exact.len() < other.exact.len() && self.exact.is_subset(&other.exact)
    }

    /// Takes out numbers, which tell an edition or a year and not what it is an edition of.
    pub(in crate::resolve) fn without_numbers(&mut self) {
        let is_number = |atom: &String| atom.starts_with(|c: char| c.is_ascii_digit()) && atom.len() <= NUMBER_BYTES;
        self.exact.retain(|atom| !is_number(atom));
        self.coarse.retain(|atom| !is_number(atom));
    }

    /// How many words it is made of.
    pub(in crate::resolve) fn len(&self) -> usize {
        self.coarse.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::built_in;

    fn compared(a: &str, b: &str) -> f64 {
        let reader = BodyReader::new(built_in());
        let (a, b) = (reader.read(a, None), reader.read(b, None));
        a.compare(&b).map_or(0.0, |reason| reason.weight)
    }

    #[test]
    fn one_body_in_many_forms() {
        for (a, b) in [
            ("Jiangsu Provincial People's Government", "People’s Government of Jiangsu Province"),
            ("Jiangsu Provincial Government", "江蘇省人民政府"),
            ("CPC Suzhou Municipal Committee", "苏州市委"),
            ("Suzhou Municipal Party Committee", "苏州市委"),
            ("Ministry of Foreign Affairs of Indonesia", "Kementerian Luar Negeri RI"),
            ("Ministry of Foreign Affairs of Indonesia", "印尼外交部"),
            ("Russian Academy of Sciences", "俄羅斯科學院"),
            ("江南大学", "Jiangnan University"),
            ("United Nations", "Perserikatan Bangsa-Bangsa"),
        ] {
            assert!(compared(a, b) >= 4.0, "{a} {b}: {}", compared(a, b));
        }
    }

    #[test]
    fn bodies_that_only_look_alike() {
        for (a, b) in [
            ("Chinese Academy of Sciences", "Chinese Academy of Social Sciences"),
            ("中国科学院", "中国社会科学院"),
            ("Ministry of Foreign Affairs of Malaysia", "Kementerian Luar Negeri RI"),
            ("City University of Hong Kong", "University of Hong Kong"),
            ("Suzhou Municipal Government", "Suzhou Municipal Party Committee"),
            ("Publicity Department of the CPC Central Committee", "CPC Central Committee"),
            ("Publicity Department", "Publicity Department"),
            ("People's Daily", "People's Daily Online"),
            ("Bank of China", "People's Bank of China"),
        ] {
            assert!(compared(a, b) < 4.0, "{a} {b}: {}", compared(a, b));
        }
    }
}
