//! One language as data: the words by the part they play, months, weekdays, numbers, demonyms.
//!
//! A word list is keyed by [`WordClass`]; the classes are the only thing that the code knows. See `ontology/README.md` for what
//! each key means.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Table, Value};

use super::{
    Level,
    hashing::{self, Words},
    sources::{Sources, parse},
    tokens::fold_token,
};
use crate::{
    diag::{Error, ErrorKind, Result},
    model::WordClass,
};

/// A language pack, checked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in the file")]
pub struct Language {
    /// BCP 47 tag.
    pub tag: String,
    /// Its name for users.
    pub name: String,
    /// Tag of a related language whose pack this one starts from: its own keys replace those of that pack, but for tables, which are
    /// joined, and `words`, where each class goes on.
    pub extends: Option<String>,
    /// Words of that pack that are none here, by the part they play there.
    pub without: BTreeMap<WordClass, Vec<String>>,
    /// Words that hardly any text in this language lacks; they tell it from the others.
    pub function_words: Words,
    /// Languages whose names (organizations, events, places, posts) this language's articles use unchanged.
    pub names_from: Vec<String>,
    /// Words that keep the full stop behind them: `Dr`, `Ltd`.
    pub abbreviations: Words,
    /// Twelve lists: the names of each month.
    pub months: Vec<Vec<String>>,
    /// Seven lists, Monday first: the names of each weekday.
    pub weekdays: Vec<Vec<String>>,
    /// Number words and ordinals with their value.
    pub numbers: BTreeMap<String, u32>,
    /// Last parts of adjectives that a name and a hyphen open: `based` in `Rotterdam-based`.
    #[serde(default)]
    pub compound_tails: Vec<String>,
    /// Endings of words that are seldom a person's name: `-tion`, `-ment`.
    #[serde(default)]
    pub word_endings: Vec<String>,
    /// Words for a place in a row with their value.
    #[serde(default)]
    pub ordinals: BTreeMap<String, u32>,
    /// Prefixes and suffixes that make a number an ordinal: `ke-`, `th`.
    pub ordinal_prefixes: Vec<String>,
    /// See `ordinal_prefixes`.
    pub ordinal_suffixes: Vec<String>,
    /// Words that count days, after a number: `two-day`.
    pub day_nouns: Vec<String>,
    /// Words for days near the publication date, with their distance in days.
    pub relative_days: BTreeMap<String, i32>,
    /// Parts of a day, between a weekday and its date in brackets: `Sabtu MALAM (16/11)`.
    pub day_parts: Vec<String>,
    /// Words for years near the publication year, with their distance in years.
    pub relative_years: BTreeMap<String, i32>,
    /// Words for months near that of publication, with their distance in months.
    #[serde(default)]
    pub relative_months: BTreeMap<String, i32>,
    /// Words for the week beside a weekday, with their distance in weeks.
    #[serde(default)]
    pub relative_weeks: BTreeMap<String, i32>,
    /// Words beside a weekday or month, with the side of publication on which it lies: -1 before, 0 in its week or year, 1 behind,
    /// 2 behind and not the nearest.
    pub relative_marks: hashing::Table<String, i32>,
    /// Words behind a count of days, with the direction from the last date told: two days LATER.
    pub steps_from_last: BTreeMap<String, i32>,
    /// Words behind a count of days, with the direction from publication: two days AGO.
    pub steps_from_publication: BTreeMap<String, i32>,
    /// Phrases before the number of a day whose month is told elsewhere: ON THE 14th.
    pub day_openers: Vec<String>,
    /// What may stand before the name of a month as one word with it: `mid-`.
    pub month_prefixes: Vec<String>,
    /// Verbs whose present tense before a weekday looks ahead: opens, closes.
    pub present_verbs: Words,
    /// Words for a day told by the date before it, with their distance in days: that day, the next day.
    #[serde(default)]
    pub days_from_last: BTreeMap<String, i32>,
    /// Day before month in dates of digits: 7/12/2016 is in December.
    pub day_first: bool,
    /// Signs behind the numbers of a date, in scripts that use them: year, month, day (and other signs for the day).
    pub date_units: Vec<String>,
    /// Whether words are set apart by spaces.
    #[serde(default = "spaced")]
    pub spaced: bool,
    /// Characters that write the sounds of foreign names, in scripts without spaces.
    pub name_syllables: String,
    /// Posts that go without their body, with the gazetteer key of the place.
    pub implied_bodies: BTreeMap<String, String>,
    /// Posts whose body may be told elsewhere in the article: `posts`, and what that body is, a place of the level of `seat`, or an
    /// organization with one of the words of `bodies` in its name; the first entry whose body stands out wins.
    #[serde(default)]
    pub bare_posts: Vec<BarePosts>,
    /// Adjectives of nationality with the gazetteer key of the place.
    pub demonyms: hashing::Table<String, String>,
    /// Whether a comma may stand between a post with its body and the name: `Rektor UMY, NAME`.
    pub comma_joins_title: bool,
    /// Whether a body stands right behind a post and before the name: `Rektor UMY NAME`, `Presiden Laos NAME`.
    pub body_follows_title: bool,
    /// First letters of long words that are no names at the start of a sentence: `meng`, `ber`.
    pub plain_prefixes: Vec<String>,
    /// Last letters of such words: `nya`.
    pub plain_suffixes: Vec<String>,
    /// The plain genitive preposition, which joins two names as often as the parts of one.
    pub of_word: String,
    /// Gazetteer key of the country that is meant where the name of a ministry or the like tells none.
    #[serde(default)]
    pub home_country: Option<String>,
    /// Short forms of places with their gazetteer key.
    pub place_aliases: hashing::Table<String, String>,
    /// What `former` is called in a post.
    pub former_label: String,
    /// Name of an event that has none, with `{noun}` and `{about}`.
    pub unnamed_event: String,
    /// Name of a meeting of two people that has none, with `{a}` and `{b}`; without it no such meetings are read.
    #[serde(default)]
    pub unnamed_meeting: String,
    /// Nouns for the chief city of a country, beside the country's name or adjective: the Kenyan CAPITAL.
    pub capital_nouns: Vec<String>,
    /// Prepositions, each one word, before an event or place, and hardly before anything else: AT Euro 2024.
    pub event_prepositions: Vec<String>,
    /// Nouns, each one word, for gatherings that only their own words tell of and that never stand for an event named elsewhere.
    pub gathering_nouns: Words,
    /// The words, by the part they play.
    pub words: BTreeMap<WordClass, Vec<String>>,
}

/// Posts that hold at one sort of body.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BarePosts {
    /// The posts, in small letters.
    pub posts: Words,
    /// The body is a place of this size.
    #[serde(default)]
    pub seat: Option<Level>,
    /// The body is an organization with one of these words in its name; any organization, if none is given.
    #[serde(default)]
    pub bodies: Words,
}

/// Every language pack, sorted by tag, with inherited names filled in.
#[derive(Clone, Debug)]
pub struct Languages {
    packs: Vec<Language>,
    /// Function words, months and weekdays, folded, with a bit for each pack that has them. Look-ups only.
    tellers: hashing::Table<String, u64>,
}

/// Classes that `names_from` takes over from another language.
const SHARED: [WordClass; 14] = [
    WordClass::Post,
    WordClass::PostModifier,
    WordClass::PortfolioPost,
    WordClass::OrganizationHead,
    WordClass::OrganizationSuffix,
    WordClass::OrganizationKnown,
    WordClass::SubBody,
    WordClass::EventHead,
    WordClass::NotEvent,
    WordClass::PlaceHead,
    WordClass::VenueHead,
    WordClass::NameLink,
    WordClass::NotName,
    WordClass::Wire,
];

impl Languages {
    /// Adds names of organizations that all languages in Latin script share.
    pub(super) fn know_organizations(&mut self, names: &[[&str; 1]]) {
        for language in self.packs.iter_mut().filter(|language| language.spaced) {
            language.words.entry(WordClass::OrganizationKnown).or_default().extend(names.iter().map(|[name]| (*name).to_owned()));
        }
    }

    /// Loads `lang/*.toml`.
    ///
    /// # Errors
    /// A malformed file, a pack without twelve months or seven weekdays, a `names_from` or `extends` that does not exist.
    pub fn load(sources: &Sources) -> Result<Self> {
        let mut files = Vec::new();
        for (path, text) in sources.folder("lang", ".toml") {
            // read once by itself, so that a key that does not exist is refused with its line
            let pack: Language = parse(path, text)?;
            files.push((path, pack, parse::<Table>(path, text)?));
        }
        let mut packs = Vec::new();
        for (path, pack, table) in &files {
            let pack = match &pack.extends {
                None => pack.clone(),
                Some(tag) => {
                    let base = files.iter().find(|(_, other, _)| other.tag == *tag && other.extends.is_none());
                    let Some((_, _, base)) = base else {
                        let message =
                            format!("knowledge file {path}: extends «{tag}», which is no language pack that stands alone");
                        return Err(Error::new(ErrorKind::BadInput, message));
                    };
                    extended(path, base, table)?
                }
            };
            check(path, &pack)?;
            packs.push(pack);
        }
        packs.sort_by(|a: &Language, b| a.tag.cmp(&b.tag));
        if packs.is_empty() {
            return Err(Error::new(ErrorKind::BadInput, "knowledge folder lang holds no language"));
        }
        let originals = packs.clone();
        for pack in &mut packs {
            inherit(pack, &originals)?;
        }
        let tellers = tellers(&packs);
        Ok(Self { packs, tellers })
    }

    /// All packs, sorted by tag.
    #[must_use]
    pub fn all(&self) -> &[Language] {
        &self.packs
    }

    /// The packs for which a folded word speaks, as a function word, month or weekday: a bit for each, by position.
    #[must_use]
    pub fn told_by(&self, folded: &str) -> u64 {
        self.tellers.get(folded).copied().unwrap_or_default()
    }

    /// Index of the pack with this tag; the region part of a tag is ignored.
    #[must_use]
    pub fn index_of(&self, tag: &str) -> Option<usize> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase();
        self.packs.iter().position(|pack| pack.tag == tag).or_else(|| self.packs.iter().position(|pack| pack.tag == primary))
    }
}

fn tellers(packs: &[Language]) -> hashing::Table<String, u64> {
    let mut tellers = hashing::Table::default();
    for (idx, pack) in packs.iter().enumerate().take(64) {
        let dates = pack.months.iter().chain(&pack.weekdays).flatten().map(|name| fold_token(name));
        for word in pack.function_words.iter().cloned().chain(dates) {
            *tellers.entry(word).or_default() |= 1 << idx;
        }
    }
    tellers
}

fn spaced() -> bool {
    true
}

/// The pack of a file that starts from another: see [`Language::extends`].
fn extended(path: &str, base: &Table, own: &Table) -> Result<Language> {
    let mut table = base.clone();
    for (key, value) in own {
        match (table.get_mut(key), value) {
            (Some(Value::Table(known)), Value::Table(new)) => join(known, new, key == "words"),
            _ => {
                table.insert(key.clone(), value.clone());
            }
        }
    }
    let malformed = |e: toml::de::Error| Error::new(ErrorKind::BadInput, format!("knowledge file {path}: {e}"));
    let mut pack: Language = table.try_into().map_err(malformed)?;
    for (class, words) in std::mem::take(&mut pack.without) {
        pack.words.entry(class).or_default().retain(|word| !words.contains(word));
    }
    Ok(pack)
}

/// Adds what a table has; lists go on where `append` says so.
fn join(known: &mut Table, new: &Table, append: bool) {
    for (key, value) in new {
        match (known.get_mut(key), value) {
            (Some(Value::Array(list)), Value::Array(more)) if append => list.extend(more.iter().cloned()),
            _ => {
                known.insert(key.clone(), value.clone());
            }
        }
    }
}

fn check(path: &str, pack: &Language) -> Result<()> {
    let required = [
        ("tag", pack.tag.is_empty()),
        ("name", pack.name.is_empty()),
        ("function_words", pack.function_words.is_empty()),
        ("former_label", pack.former_label.is_empty()),
        ("unnamed_event", pack.unnamed_event.is_empty()),
    ];
    if let Some((key, _)) = required.iter().find(|(_, is_missing)| *is_missing) {
        return Err(Error::new(ErrorKind::BadInput, format!("knowledge file {path}: `{key}` is missing")));
    }
    if pack.months.len() != 12 || pack.weekdays.len() != 7 {
        let message = format!(
            "knowledge file {path}: needs 12 months and 7 weekdays, has {} and {}",
            pack.months.len(),
            pack.weekdays.len()
        );
        return Err(Error::new(ErrorKind::BadInput, message));
    }
    Ok(())
}

fn inherit(pack: &mut Language, originals: &[Language]) -> Result<()> {
    for tag in pack.names_from.clone() {
        let Some(donor) = originals.iter().find(|other| other.tag == tag) else {
            let message = format!("knowledge file lang/{}.toml: names_from «{tag}» is no language pack", pack.tag);
            return Err(Error::new(ErrorKind::BadInput, message));
        };
        for class in SHARED {
            let words = donor.words.get(&class).cloned().unwrap_or_default();
            pack.words.entry(class).or_default().extend(words);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::built_in;

    const BASE: &str = r#"
        tag = "aa"
        name = "A"
        function_words = ["ka"]
        months = [["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"], ["h"], ["i"], ["j"], ["k"], ["l"]]
        weekdays = [["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"]]
        former_label = "former"
        unnamed_event = "{noun}"
        numbers = { one = 1, two = 2 }
        [words]
        post = ["chief", "clerk"]
    "#;

    /// The pack of a file that starts from [`BASE`], its name and function words being given.
    fn from_base(own: &str) -> Result<Language> {
        let table = |text: &str| text.parse::<Table>().unwrap();
        extended("lang/bb.toml", &table(BASE), &table(&format!("tag = \"bb\"\nextends = \"aa\"\n{own}")))
    }

    #[test]
    fn a_pack_goes_on_from_the_one_it_extends() {
        let pack =
            from_base("name = \"B\"\nnumbers = { two = 22 }\n[without]\npost = [\"clerk\"]\n[words]\npost = [\"head\"]").unwrap();
        assert_eq!((pack.tag.as_str(), pack.name.as_str(), pack.former_label.as_str()), ("bb", "B", "former"));
        assert_eq!(pack.words[&WordClass::Post], ["chief", "head"]);
        assert_eq!(pack.numbers, [("one".to_owned(), 1), ("two".to_owned(), 22)].into());
        assert!(check("lang/bb.toml", &pack).is_ok());
    }

    #[test]
    fn what_no_pack_can_lack_is_named() {
        let pack: Language = parse("lang/cc.toml", "tag = \"cc\"\nname = \"C\"").unwrap();
        assert!(check("lang/cc.toml", &pack).unwrap_err().to_string().contains("function_words"));
        let unknown = parse::<Language>("lang/cc.toml", "tag = \"cc\"\nfoo = 1").unwrap_err().to_string();
        assert!(unknown.contains("foo") && unknown.contains("line 2"), "{unknown}");
        assert!(from_base("words = 3").is_err());
    }

    #[test]
    fn malay_starts_from_indonesian() {
        let languages = &built_in().languages;
        let pack = |tag: &str| &languages.all()[languages.index_of(tag).unwrap()];
        let (id, ms) = (pack("id"), pack("ms"));
        let posts = |pack: &Language| pack.words[&WordClass::Post].clone();
        assert!(posts(id).contains(&"ahli".to_owned()) && !posts(ms).contains(&"ahli".to_owned()));
        assert!(posts(ms).contains(&"menteri besar".to_owned()) && posts(ms).contains(&"rektor".to_owned()));
        assert!(ms.body_follows_title && ms.months[2] == ["Mac"] && id.months[2][0] == "Maret");
    }
}
