//! One language as data: the words by the part they play, months, weekdays, numbers, demonyms.
//!
//! A word list is keyed by [`WordClass`]; the classes are the only thing that the code knows. See `ontology/README.md` for what
//! each key means.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::sources::{Sources, parse};
use crate::{
    diag::{Error, ErrorKind, Result},
    model::WordClass,
};

/// A language pack, checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in the file")]
pub struct Language {
    /// BCP 47 tag.
    pub tag: String,
    /// Its name for users.
    pub name: String,
    /// Words that hardly any text in this language lacks; they tell it from the others.
    pub function_words: BTreeSet<String>,
    /// Languages whose names (organizations, events, places, posts) this language's articles use unchanged.
    #[serde(default)]
    pub names_from: Vec<String>,
    /// Words that keep the full stop behind them: `Dr`, `Ltd`.
    #[serde(default)]
    pub abbreviations: BTreeSet<String>,
    /// Twelve lists: the names of each month.
    pub months: Vec<Vec<String>>,
    /// Seven lists, Monday first: the names of each weekday.
    pub weekdays: Vec<Vec<String>>,
    /// Number words and ordinals with their value.
    #[serde(default)]
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
    #[serde(default)]
    pub ordinal_prefixes: Vec<String>,
    /// See `ordinal_prefixes`.
    #[serde(default)]
    pub ordinal_suffixes: Vec<String>,
    /// Words that count days, after a number: `two-day`.
    #[serde(default)]
    pub day_nouns: Vec<String>,
    /// Words for days near the publication date, with their distance in days.
    #[serde(default)]
    pub relative_days: BTreeMap<String, i32>,
    /// Words for years near the publication year, with their distance in years.
    #[serde(default)]
    pub relative_years: BTreeMap<String, i32>,
    /// Day before month in dates of digits: 7/12/2016 is in December.
    #[serde(default)]
    pub day_first: bool,
    /// Signs behind the numbers of a date, in scripts that use them: year, month, day (and other signs for the day).
    #[serde(default)]
    pub date_units: Vec<String>,
    /// Whether words are set apart by spaces.
    #[serde(default = "spaced")]
    pub spaced: bool,
    /// Characters that write the sounds of foreign names, in scripts without spaces.
    #[serde(default)]
    pub name_syllables: String,
    /// Posts that go without their body, with the gazetteer key of the place.
    #[serde(default)]
    pub implied_bodies: BTreeMap<String, String>,
    /// Adjectives of nationality with the gazetteer key of the place.
    #[serde(default)]
    pub demonyms: BTreeMap<String, String>,
    /// Whether a comma may stand between a post with its body and the name: `Rektor UMY, NAME`.
    #[serde(default)]
    pub comma_joins_title: bool,
    /// Whether a body stands right behind a post and before the name: `Rektor UMY NAME`, `Presiden Laos NAME`.
    #[serde(default)]
    pub body_follows_title: bool,
    /// The plain genitive preposition, which joins two names as often as the parts of one.
    #[serde(default)]
    pub of_word: String,
    /// Short forms of places with their gazetteer key.
    #[serde(default)]
    pub place_aliases: BTreeMap<String, String>,
    /// What `former` is called in a post.
    pub former_label: String,
    /// Name of an event that has none, with `{noun}` and `{about}`.
    pub unnamed_event: String,
    /// The words, by the part they play.
    pub words: BTreeMap<WordClass, Vec<String>>,
}

/// Every language pack, sorted by tag, with inherited names filled in.
#[derive(Clone, Debug)]
pub struct Languages {
    packs: Vec<Language>,
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
    pub(super) fn know_organizations<'a>(&mut self, names: impl Iterator<Item = &'a str> + Clone) {
        for language in self.packs.iter_mut().filter(|language| language.spaced) {
            language.words.entry(WordClass::OrganizationKnown).or_default().extend(names.clone().map(str::to_owned));
        }
    }

    /// Loads `lang/*.toml`.
    ///
    /// # Errors
    /// A malformed file, a pack without twelve months or seven weekdays, a `names_from` that does not exist.
    pub fn load(sources: &Sources) -> Result<Self> {
        let mut packs = Vec::new();
        for (path, text) in sources.folder("lang", ".toml") {
            let pack: Language = parse(path, text)?;
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
        Ok(Self { packs })
    }

    /// All packs, sorted by tag.
    #[must_use]
    pub fn all(&self) -> &[Language] {
        &self.packs
    }

    /// Index of the pack with this tag; the region part of a tag is ignored.
    #[must_use]
    pub fn index_of(&self, tag: &str) -> Option<usize> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase();
        self.packs.iter().position(|pack| pack.tag == tag).or_else(|| self.packs.iter().position(|pack| pack.tag == primary))
    }
}

fn spaced() -> bool {
    true
}

fn check(path: &str, pack: &Language) -> Result<()> {
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
