//! Which places of the world do we know, under which names?
//!
//! In: `gazetteer/places.tsv`, one place a line. Out: [`Gazetteer`], asked by name. Whether a name in a text means a place at all,
//! and which one of that name, is for the stages to decide.
//!
//! The table is large and the program must start at once. So its text is used where it lies, a [`Place`] is read from its line
//! when asked for, and the index is made in one pass: the names' hashes are spread over buckets by their upper bits, which leaves
//! each bucket with a few of them. Two names that share all 64 bits would be taken for one; among a hundred thousand names the
//! odds are one in four billion.

use std::{borrow::Cow, cmp::Reverse, collections::HashSet};

use xxhash_rust::xxh3::xxh3_64;

use super::{
    fold::{fold_into, is_han},
    sources::Sources,
};
use crate::diag::{Error, ErrorKind, Result};

const FILE: &str = "gazetteer/places.tsv";
const HEADER: &str = "key\tlevel\tname\tcountry\tregion\tlat\tlon\tpopulation\tnames";
const BUCKET_BITS: u32 = 16;

/// A place of the gazetteer, by its position in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceIdx(u32);

/// How large a place is, most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A state, or a territory with an ISO 3166-1 code of its own.
    Country,
    /// A part of the world: a continent and the like.
    Area,
    /// A province or state, an island, a belt of cities.
    Region,
    /// A city, a town, a named part of one.
    City,
}

impl Level {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "country" => Some(Self::Country),
            "area" => Some(Self::Area),
            "region" => Some(Self::Region),
            "city" => Some(Self::City),
            _ => None,
        }
    }
}

/// One place, read from its line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'a> {
    /// Stable key: `country/CN`, `region/CN-JS` (ISO 3166), `area/142` (UN M49), `g1790923` (number at geonames.org), `added/…`.
    pub key: &'a str,
    /// How large it is.
    pub level: Level,
    /// Usual name in English.
    pub name: &'a str,
    /// ISO 3166-1 alpha-2 code of its country, if it lies in one.
    pub country: Option<&'a str>,
    /// Key of the region that it lies in, if known.
    pub region: Option<&'a str>,
    /// Latitude and longitude in degrees, WGS 84; for a country, of its capital.
    pub point: Option<(f64, f64)>,
    /// People, 0 if not known.
    pub population: u64,
    names: &'a str,
}

impl<'a> Place<'a> {
    /// Its other names: in other languages and scripts, older, shorter.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.names.split('|').filter(|name| !name.is_empty())
    }
}

/// All known places, asked by name.
#[derive(Debug)]
pub struct Gazetteer {
    text: Cow<'static, str>,
    /// Where each place's line starts; the lines are sorted by key.
    lines: Vec<u32>,
    /// Start of each bucket in `hashes`, and the end of the last.
    buckets: Vec<u32>,
    /// Hashes of the names, sorted; with equal hashes, the most important place first.
    hashes: Vec<u64>,
    /// The place of each hash.
    places: Vec<PlaceIdx>,
    /// Level and population of each place.
    sizes: Vec<(Level, u64)>,
    /// Under the hash of two Han characters: how many characters the longest name has that starts with them. Others may share
    /// the cell, so a number only says that it is worth looking.
    reach: Vec<u8>,
}

impl Gazetteer {
    /// Loads `gazetteer/places.tsv`.
    ///
    /// # Errors
    /// The file is missing; a line has too few columns, an unknown level, a number that is none, or is not in order of keys.
    pub fn load(sources: &Sources) -> Result<Self> {
        let text = sources.shared(FILE)?;
        let mut index = Index::new();
        let mut next_start = 0;
        let mut last_key = "";
        for (idx, line) in text.split_terminator('\n').enumerate() {
            let start = next_start;
            next_start += line.len() + 1;
            let line = line.strip_suffix('\r').unwrap_or(line);
            if idx == 0 {
                if line != HEADER {
                    return Err(bad_line(0, format!("the header must be «{}»", HEADER.replace('\t', " "))));
                }
                continue;
            }
            let place = parse(line).map_err(|why| bad_line(idx, why))?;
            if place.key <= last_key {
                return Err(bad_line(idx, format!("key «{}» is not after «{last_key}»", place.key)));
            }
            last_key = place.key;
            index.add(start, &place).ok_or_else(|| bad_line(idx, "the file is too large"))?;
        }
        Ok(index.finish(text))
    }

    /// The places of this name, in any spelling that folds alike ([`fold`](super::fold)): countries, then areas, then regions,
    /// then cities by population, then by key. Empty if there is none.
    ///
    /// Abbreviations in capitals of up to four letters are found in capitals only: «US» is a country, «us» is not.
    #[must_use]
    pub fn lookup(&self, name: &str) -> &[PlaceIdx] {
        if is_abbreviation(name) {
            let found = self.find(xxh3_64(name.as_bytes()));
            if !found.is_empty() {
                return found;
            }
        }
        let mut folded = String::with_capacity(name.len());
        fold_into(name, &mut folded);
        self.find(xxh3_64(folded.as_bytes()))
    }

    /// The longest name in Han characters that `text` starts with: its length in bytes and its places.
    #[must_use]
    pub fn longest_prefix(&self, text: &str) -> Option<(usize, &[PlaceIdx])> {
        let reach = usize::from(self.reach[reach_cell(text)?]);
        let longest = text.char_indices().take(reach).take_while(|&(_, c)| is_name_char(c));
        let mut end = longest.last().map_or(0, |(at, c)| at + c.len_utf8());
        let mut folded = String::with_capacity(end);
        while let Some(last) = text[..end].chars().next_back() {
            fold_into(&text[..end], &mut folded);
            let found = self.find(xxh3_64(folded.as_bytes()));
            if !found.is_empty() {
                return Some((end, found));
            }
            end -= last.len_utf8();
        }
        None
    }

    /// The place with this key.
    #[must_use]
    pub fn by_key(&self, key: &str) -> Option<PlaceIdx> {
        let key_at = |start: u32| self.text[start as usize..].split('\t').next().unwrap_or_default();
        let found = self.lines.binary_search_by(|&start| key_at(start).cmp(key)).ok()?;
        u32::try_from(found).ok().map(PlaceIdx)
    }

    /// The key of a place; empty for a place of another gazetteer.
    #[must_use]
    pub fn key(&self, idx: PlaceIdx) -> &str {
        let line = self.lines.get(idx.0 as usize).map(|&start| &self.text[start as usize..]);
        line.and_then(|line| line.split('\t').next()).unwrap_or_default()
    }

    /// How large a place is, as [`place`](Self::place) tells.
    #[must_use]
    pub fn level(&self, idx: PlaceIdx) -> Level {
        self.sizes.get(idx.0 as usize).map_or(Level::City, |&(level, _)| level)
    }

    /// What is known of a place.
    ///
    /// The index must come from this gazetteer; of another's, some other place is returned.
    #[must_use]
    pub fn place(&self, idx: PlaceIdx) -> Place<'_> {
        let line = self.lines.get(idx.0 as usize).and_then(|&start| self.text[start as usize..].lines().next());
        // every line has been parsed at load
        parse(line.unwrap_or_default()).unwrap_or(Place {
            key: "",
            level: Level::City,
            name: "",
            country: None,
            region: None,
            point: None,
            population: 0,
            names: "",
        })
    }

    /// Whether the name's first bearer is a country, a region, an area, or a city of 300,000 people or more.
    #[must_use]
    pub fn is_well_known(&self, name: &str) -> bool {
        let first = self.lookup(name).first().and_then(|idx| self.sizes.get(idx.0 as usize));
        first.is_some_and(|&(level, population)| level != Level::City || population >= 300_000)
    }

    /// Number of places.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no place at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn find(&self, hash: u64) -> &[PlaceIdx] {
        let bucket = bucket_of(hash);
        let range = self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize;
        let hashes = &self.hashes[range.clone()];
        let from = hashes.partition_point(|&h| h < hash);
        let to = hashes.partition_point(|&h| h <= hash);
        &self.places[range.start + from..range.start + to]
    }
}

/// What is gathered while the lines are read.
struct Index {
    lines: Vec<u32>,
    sizes: Vec<(Level, u64)>,
    /// What decides between places of one name.
    ranks: Vec<(Level, Reverse<u64>)>,
    entries: Vec<(u64, PlaceIdx)>,
    /// Hashes of country and name of each city.
    cities: HashSet<u64>,
    reach: Vec<u8>,
    /// Buffer for one name.
    folded: String,
}

impl Index {
    fn new() -> Self {
        let reach = vec![0; 1 << BUCKET_BITS];
        let sizes = Vec::new();
        Self {
            lines: Vec::new(),
            sizes,
            ranks: Vec::new(),
            entries: Vec::new(),
            cities: HashSet::new(),
            reach,
            folded: String::new(),
        }
    }

    fn add(&mut self, start: usize, place: &Place<'_>) -> Option<()> {
        let idx = PlaceIdx(u32::try_from(self.lines.len()).ok()?);
        self.lines.push(u32::try_from(start).ok()?);
        self.sizes.push((place.level, place.population));
        // Jakarta, Vienna: the region around a city of its name is hardly ever meant. Keys of cities come before those of regions.
        let of_country = xxh3_64(format!("{}/{}", place.country.unwrap_or_default(), place.name).as_bytes());
        let shadowed = place.level == Level::Region && self.cities.contains(&of_country);
        if place.level == Level::City {
            self.cities.insert(of_country);
        }
        self.ranks.push(if shadowed { (Level::City, Reverse(0)) } else { (place.level, Reverse(place.population)) });
        let n_before = self.entries.len();
        for name in std::iter::once(place.name).chain(place.names()) {
            let hash = self.hash(name);
            // two names of one place may fold alike
            if !self.entries[n_before..].iter().any(|&(known, _)| known == hash) {
                self.entries.push((hash, idx));
            }
        }
        Some(())
    }

    fn hash(&mut self, name: &str) -> u64 {
        if is_abbreviation(name) {
            return xxh3_64(name.as_bytes());
        }
        if let Some(cell) = reach_cell(name) {
            let n_chars = u8::try_from(name.chars().count()).unwrap_or(u8::MAX);
            self.reach[cell] = self.reach[cell].max(n_chars);
        }
        fold_into(name, &mut self.folded);
        xxh3_64(self.folded.as_bytes())
    }

    fn finish(self, text: Cow<'static, str>) -> Gazetteer {
        let mut buckets = vec![0_u32; (1 << BUCKET_BITS) + 1];
        for &(hash, _) in &self.entries {
            buckets[bucket_of(hash) + 1] += 1;
        }
        for bucket in 1..buckets.len() {
            buckets[bucket] += buckets[bucket - 1];
        }
        let mut next = buckets.clone();
        let mut sorted = vec![(0, PlaceIdx(0)); self.entries.len()];
        for &entry in &self.entries {
            let slot = &mut next[bucket_of(entry.0)];
            sorted[*slot as usize] = entry;
            *slot += 1;
        }
        for ends in buckets.windows(2) {
            sorted[ends[0] as usize..ends[1] as usize]
                .sort_unstable_by_key(|&(hash, idx)| (hash, self.ranks[idx.0 as usize], idx));
        }
        let (hashes, places) = sorted.into_iter().unzip();
        Gazetteer { text, lines: self.lines, sizes: self.sizes, buckets, hashes, places, reach: self.reach }
    }
}

fn bucket_of(hash: u64) -> usize {
    usize::try_from(hash >> (u64::BITS - BUCKET_BITS)).unwrap_or_default()
}

/// The cell of the first two Han characters, if the text starts with two.
fn reach_cell(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().take_while(|&(_, c)| is_han(c));
    let (at, c) = chars.nth(1)?;
    Some(bucket_of(xxh3_64(&text.as_bytes()[..at + c.len_utf8()])))
}

fn is_name_char(c: char) -> bool {
    is_han(c) || matches!(c, '·' | '・' | '（' | '）')
}

fn is_abbreviation(name: &str) -> bool {
    (2..=4).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
}

fn parse(line: &str) -> Result<Place<'_>, String> {
    let mut columns = line.split('\t');
    let mut next = || columns.next().ok_or_else(|| format!("{} columns are needed", HEADER.split('\t').count()));
    let (key, level, name, country, region) = (next()?, next()?, next()?, next()?, next()?);
    let (lat, lon, population, names) = (next()?, next()?, next()?, next()?);
    let level = Level::from_name(level).ok_or_else(|| format!("level «{level}» is none of country, area, region, city"))?;
    let point = if lat.is_empty() && lon.is_empty() { None } else { Some((degrees(lat, 90.0)?, degrees(lon, 180.0)?)) };
    let population = population.parse().map_err(|_| format!("«{population}» is no number of people"))?;
    if key.is_empty() || name.is_empty() {
        return Err("key and name must not be empty".to_owned());
    }
    let filled = |text| Some(text).filter(|text: &&str| !text.is_empty());
    Ok(Place { key, level, name, country: filled(country), region: filled(region), point, population, names })
}

fn degrees(text: &str, most: f64) -> Result<f64, String> {
    let found = text.parse().ok().filter(|degrees| (-most..=most).contains(degrees));
    found.ok_or_else(|| format!("«{text}» is no number of degrees between -{most} and {most}"))
}

fn bad_line(idx: usize, why: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::BadInput, format!("knowledge file {FILE}, line {}: {why}", idx + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn embedded() -> Gazetteer {
        Gazetteer::load(&Sources::embedded()).unwrap()
    }

    /// The most important place of the name has this key.
    fn check(gazetteer: &Gazetteer, name: &str, first: &str) {
        let found = gazetteer.lookup(name).first().map(|&idx| gazetteer.place(idx).key);
        assert_eq!(found.unwrap_or("nothing"), first, "{name}");
    }

    #[test]
    fn names_in_three_languages_and_two_scripts() {
        let gazetteer = embedded();
        for (name, key) in [
            ("Wuxi", "g1790923"),
            ("WUXI", "g1790923"),
            ("无锡", "g1790923"),
            ("無錫市", "g1790923"),
            ("Jiangsu", "region/CN-JS"),
            ("江蘇", "region/CN-JS"),
            ("Jawa Tengah", "region/ID-JT"),
            ("Central Java", "region/ID-JT"),
            ("Bali", "region/ID-BA"),
            ("巴厘岛", "region/ID-BA"),
            ("Lombok", "added/id-lombok"),
            ("China", "country/CN"),
            ("Tiongkok", "country/CN"),
            ("RRC", "country/CN"),
            ("People’s Republic of China", "country/CN"),
            ("中国", "country/CN"),
            ("Amerika Serikat", "country/US"),
            ("Inggris", "country/GB"),
            ("Asia Tenggara", "area/035"),
            ("Southeast Asia", "area/035"),
            ("東南亞", "area/035"),
            ("Eropa", "area/150"),
            ("Timur Tengah", "area/middle-east"),
            ("Moskow", "g524901"),
            ("塔甘罗格", "g484907"),
            ("Peking", "g1816670"),
        ] {
            check(&gazetteer, name, key);
        }
    }

    #[test]
    fn towns_where_people_meet() {
        let gazetteer = embedded();
        let towns = ["Wuzhen", "Qufu", "Boao", "Yixing", "Quanzhou", "Taganrog", "Labuan Bajo", "Nusa Dua", "Mataram", "Davos"];
        for town in towns {
            let found: Vec<_> = gazetteer.lookup(town).iter().map(|&idx| gazetteer.place(idx)).collect();
            assert!(found.first().is_some_and(|place| place.name == town && place.level == Level::City), "{town}: {found:?}");
        }
    }

    #[test]
    fn abbreviations_only_in_capitals() {
        let gazetteer = embedded();
        check(&gazetteer, "US", "country/US");
        check(&gazetteer, "UK", "country/GB");
        check(&gazetteer, "us", "nothing");
        check(&gazetteer, "Us", "nothing");
        check(&gazetteer, "u.s.", "country/US");
    }

    #[test]
    fn common_words_are_no_places() {
        let gazetteer = embedded();
        for word in ["", "the", "media", "summit", "name", "kota", "bulan", "acara", "surat", "you", "he", "中非"] {
            check(&gazetteer, word, "nothing");
        }
    }

    #[test]
    fn a_place_is_read_whole() {
        let gazetteer = embedded();
        let wuxi = gazetteer.place(gazetteer.lookup("Wuxi")[0]);
        assert_eq!((wuxi.name, wuxi.country, wuxi.region), ("Wuxi", Some("CN"), Some("region/CN-JS")));
        assert_eq!(wuxi.point, Some((31.5689, 120.2886)));
        assert!(wuxi.population > 1_000_000 && wuxi.names().any(|name| name == "无锡"));
        assert_eq!(gazetteer.by_key(wuxi.key), gazetteer.lookup("Wuxi").first().copied());
        assert_eq!(gazetteer.by_key("g1790923x"), None);
    }

    #[test]
    fn the_most_important_comes_first() {
        let gazetteer = embedded();
        let found = gazetteer.lookup("Singapore");
        assert_eq!(found.iter().map(|&idx| gazetteer.place(idx).level).collect::<Vec<_>>(), [Level::Country, Level::City]);
        for name in ["Victoria", "Georgia", "Suzhou"] {
            let order: Vec<_> = gazetteer.lookup(name).iter().map(|&idx| gazetteer.place(idx)).collect();
            assert!(order.len() > 1, "{name}");
            assert!(order.is_sorted_by_key(|place| (place.level, Reverse(place.population), place.key)), "{name}");
        }
    }

    #[test]
    fn a_city_comes_before_the_region_around_it() {
        let gazetteer = embedded();
        for name in ["Jakarta", "Vienna", "北京", "Dubai", "Kigali"] {
            assert_eq!(gazetteer.place(gazetteer.lookup(name)[0]).level, Level::City, "{name}");
        }
    }

    #[test]
    fn longest_name_at_the_start_of_chinese_text() {
        let gazetteer = embedded();
        let check = |text: &str, name: &str| {
            let found = gazetteer.longest_prefix(text).map_or("", |(end, places)| {
                assert!(!places.is_empty());
                &text[..end]
            });
            assert_eq!(found, name, "{text}");
        };
        check("无锡市太湖国际博览中心", "无锡市");
        check("无锡举行", "无锡");
        check("印度尼西亚共和国总统", "印度尼西亚共和国");
        check("印度总理", "印度");
        check("粤港澳大湾区媒体", "粤港澳大湾区");
        check("刚果（金）总统", "刚果（金）");
        check("烏鎮峰會", "烏鎮");
        check("论坛在无锡", "");
        check("中非合作论坛", "");
        check("中", "");
        check("Wuxi无锡", "");
    }

    #[test]
    fn every_place_is_found_by_each_of_its_names() {
        let gazetteer = embedded();
        for idx in (0..u32::try_from(gazetteer.len()).unwrap()).map(PlaceIdx) {
            let place = gazetteer.place(idx);
            for name in std::iter::once(place.name).chain(place.names()) {
                assert_eq!(gazetteer.lookup(name).iter().filter(|&&found| found == idx).count(), 1, "{} {name}", place.key);
            }
            if let Some(region) = place.region {
                assert!(gazetteer.by_key(region).is_some(), "{} lies in {region}, which is not there", place.key);
            }
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        let check = |lines: &str, message: &str| {
            let dir = tempfile::tempdir().unwrap();
            std::fs::create_dir(dir.path().join("gazetteer")).unwrap();
            std::fs::write(dir.path().join(FILE), lines).unwrap();
            let error = Gazetteer::load(&Sources::from_dir(dir.path()).unwrap()).unwrap_err();
            assert_eq!(error.message, format!("knowledge file {FILE}, line {message}"));
        };
        let file = |line: &str| format!("{HEADER}\n{line}\n");
        check("key\n", &format!("1: the header must be «{}»", HEADER.replace('\t', " ")));
        check(&file("g1\tcity\tWuxi"), "2: 9 columns are needed");
        check(&file("g1\ttown\tWuxi\t\t\t\t\t0\t"), "2: level «town» is none of country, area, region, city");
        check(&file("g1\tcity\tWuxi\t\t\tNaN\t0\t0\t"), "2: «NaN» is no number of degrees between -90 and 90");
        check(&file("g1\tcity\tWuxi\t\t\t\t\tmany\t"), "2: «many» is no number of people");
        check(&file("g1\tcity\t\t\t\t\t\t0\t"), "2: key and name must not be empty");
        check(&file("g2\tcity\tA\t\t\t\t\t0\t\ng1\tcity\tB\t\t\t\t\t0\t"), "3: key «g1» is not after «g2»");
    }

    #[test]
    fn a_file_with_carriage_returns_reads_the_same() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("gazetteer")).unwrap();
        let text = format!("{HEADER}\r\ng1\tcity\tWuxi\t\t\t\t\t0\t无锡\r\ng2\tcity\tBoao\t\t\t\t\t0\t\r\n");
        std::fs::write(dir.path().join(FILE), text).unwrap();
        let gazetteer = Gazetteer::load(&Sources::from_dir(dir.path()).unwrap()).unwrap();
        check(&gazetteer, "无锡", "g1");
        check(&gazetteer, "Boao", "g2");
        assert_eq!(gazetteer.place(PlaceIdx(0)).names().collect::<Vec<_>>(), ["无锡"]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked(text in "[无锡市中国北京（）·a ]{0,12}|\\PC{0,12}") {
            thread_local! { static GAZETTEER: Gazetteer = embedded(); }
            GAZETTEER.with(|gazetteer| {
                let Some((end, places)) = gazetteer.longest_prefix(&text) else { return };
                assert_eq!(places, gazetteer.lookup(&text[..end]));
                assert!(gazetteer.lookup(&text).is_empty() || !text.chars().all(is_han) || end == text.len());
            });
        }
    }
}
