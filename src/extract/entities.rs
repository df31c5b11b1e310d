//! Which mentions of one article name the same person, organization, place or event.

use crate::{
    knowledge::{Calendar, Knowledge, Level, is_ideograph},
    model::{Document, EventTraits, Kind, LocalEntity, LocalIdx, NameMention, TokenKind, WordClass},
};

/// A town inside a venue's name has so many people: smaller ones share their names with too much else.
const TOWN: u64 = 150_000;

/// The entities of an article and, for each of its names, the entity it names.
pub(super) fn gather(document: &Document<'_>, knowledge: &Knowledge) -> (Vec<LocalEntity>, Vec<LocalIdx>) {
    let mut gatherer = Gatherer { document, knowledge, entities: Vec::new(), keys: Vec::new(), named: Vec::new() };
    // Long names first, so that a short form finds the full one wherever it stands.
    let mut order: Vec<usize> = (0..document.names.len()).collect();
    order.sort_by_key(|&idx| (std::cmp::Reverse(document.names[idx].tokens.len()), idx));
    let mut named = vec![LocalIdx(0); document.names.len()];
    for idx in order {
        named[idx] = gatherer.place(&document.names[idx]);
    }
    gatherer.named = named;
    gatherer.add_towns_of_venues();
    gatherer.finish()
}

/// What two mentions of one entity have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Key {
    /// Folded words without edition, year, abbreviation in parentheses and marks.
    words: Vec<String>,
    gazetteer: Option<String>,
    acronym: Option<String>,
    /// Every abbreviation in parentheses inside the name.
    inner: Vec<String>,
    edition: Option<u32>,
    year: Option<i16>,
    next: bool,
    /// An abbreviation with the number of an edition: the abbreviation alone is that of the event spoken of, not of this edition.
    numbered: bool,
}

struct Gatherer<'a> {
    document: &'a Document<'a>,
    knowledge: &'a Knowledge,
    entities: Vec<LocalEntity>,
    keys: Vec<Key>,
    named: Vec<LocalIdx>,
}

impl Gatherer<'_> {
    fn place(&mut self, name: &NameMention) -> LocalIdx {
        let key = self.key(name);
        let found = (0..self.entities.len())
            .find(|&idx| self.entities[idx].kind == name.kind && self.same(name.kind, &key, &self.keys[idx]));
        let idx = found.unwrap_or_else(|| self.add(name.kind, key.clone()));
        self.keys[idx] = merged(&self.keys[idx], &key);
        let entity = &mut self.entities[idx];
        entity.mentions.push(self.document.span(&name.tokens));
        if let Some(acronym) = &name.acronym {
            entity.mentions.push(self.document.span(acronym));
        }
        entity.gazetteer = entity.gazetteer.take().or_else(|| name.gazetteer.clone());
        let mut forms = forms(self.document, name);
        if name.rule == "place-opener" && name.gazetteer.is_some() {
            // `Kota Manado` is Manado
            let opener = self.document.hit_at(name.tokens.start, WordClass::PlaceOpener).map(|hit| hit.tokens.end);
            forms.extend(opener.filter(|&at| at < name.tokens.end).map(|at| normal(self.document.text(&(at..name.tokens.end)))));
        }
        if key.next {
            let full = self.document.text(&(name.tokens.start - 1..name.tokens.end));
            forms.insert(0, normal(full));
        }
        for form in forms {
            if !entity.names.contains(&form) {
                entity.names.push(form);
            }
        }
        LocalIdx(u32::try_from(idx).unwrap_or(u32::MAX))
    }

    /// `di Hotel Aryaduta PALEMBANG`: the town in a venue's name, where something is said to be at the venue and nothing else names
    /// the town.
    fn add_towns_of_venues(&mut self) {
        let document = self.document;
        let gazetteer = &self.knowledge.gazetteer;
        let venues = document.names.iter().filter(|name| name.kind == Kind::Place && name.gazetteer.is_none());
        let spaced = self.knowledge.languages.all()[document.language].spaced;
        for name in venues.filter(|name| matches!(name.rule, "venue-opener" | "head")) {
            let before = (0..name.tokens.start).rev().find(|&at| !document.is(at, WordClass::Determiner));
            let prepared = before.is_some_and(|at| document.is(at, WordClass::InPlace));
            // The town stands at the end, in a script without spaces in front.
            let range = name.tokens.clone();
            let parts = range.clone().skip(1).map(|at| if spaced { at..range.end } else { range.start..at });
            let town = parts.filter(|words| prepared && (spaced || words.len() >= 2)).find_map(|words| {
                let place = gazetteer.lookup(document.text(&words)).first().map(|&idx| gazetteer.place(idx))?;
                let known = if spaced { place.population >= TOWN } else { gazetteer.is_well_known(document.text(&words)) };
                (place.level == Level::City && known).then_some((words, place.key.to_owned()))
            });
            let Some((words, key)) = town else { continue };
            if self.entities.iter().any(|entity| entity.gazetteer.as_deref() == Some(key.as_str())) {
                continue;
            }
            let idx = self.add(Kind::Place, Key { gazetteer: Some(key.clone()), ..Key::default() });
            self.entities[idx].names.push(normal(document.text(&words)));
            self.entities[idx].mentions.push(document.span(&words));
            self.entities[idx].gazetteer = Some(key);
        }
    }

    fn add(&mut self, kind: Kind, key: Key) -> usize {
        let event = (kind == Kind::Event).then(EventTraits::default);
        self.entities.push(LocalEntity { kind, names: Vec::new(), mentions: Vec::new(), event, gazetteer: None });
        self.keys.push(key);
        self.entities.len() - 1
    }

    fn key(&self, name: &NameMention) -> Key {
        let document = self.document;
        let calendar = &self.knowledge.calendars[document.language];
        let acronym = name.acronym.as_ref().map(|tokens| document.text(tokens).to_lowercase());
        let mut key = Key { gazetteer: name.gazetteer.clone(), acronym, ..Key::default() };
        let mut depth = 0;
        let mut skip = name.tokens.start;
        for at in name.tokens.clone() {
            if at < skip {
                continue;
            }
            if let Some(end) = self.unspaced_mark(name, at, &mut key) {
                skip = end;
                continue;
            }
            let token = &document.tokens[at];
            match token.folded.as_str() {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ if depth > 0 => {
                    key.acronym = key.acronym.take().or_else(|| Some(token.folded.clone()));
                    key.inner.push(token.folded.clone());
                }
                _ if name.kind == Kind::Event && self.edition_mark(calendar, at, &mut key) => {}
                _ if token.kind == TokenKind::Punctuation => {}
                folded => key.words.push(folded.to_owned()),
            }
        }
        key.numbered = name.rule == "numbered-acronym";
        let before = name.tokens.start.saturating_sub(1);
        key.next = name.kind == Kind::Event && name.tokens.start > 0 && document.is(before, WordClass::Next);
        if key.words.is_empty() {
            key.words = document.tokens[name.tokens.clone()].iter().map(|token| token.folded.clone()).collect();
        }
        key
    }

    /// Notes an edition or year that takes several tokens of a script without spaces; where it ends.
    fn unspaced_mark(&self, name: &NameMention, at: usize, key: &mut Key) -> Option<usize> {
        let folded = |at: usize| self.document.tokens.get(at).map_or("", |token| token.folded.as_str());
        if name.kind != Kind::Event {
            return None;
        }
        if let Some((edition, length)) =
            self.knowledge.calendars[self.document.language].edition(|distance| folded(at + distance))
        {
            key.edition = Some(edition);
            return Some(at + length);
        }
        let sign = self.knowledge.languages.all()[self.document.language].date_units.first()?;
        let year = folded(at).parse().ok().filter(|year| (1900..=2100).contains(year) && folded(at + 1) == sign);
        key.year = year.or(key.year);
        year.map(|_| at + 2)
    }

    /// Notes a year, ordinal or Roman numeral in an event's name; whether the token was one.
    fn edition_mark(&self, calendar: &Calendar, at: usize, key: &mut Key) -> bool {
        let token = &self.document.tokens[at];
        if token.kind == TokenKind::Ideograph {
            return false;
        }
        let year = token.folded.parse().ok().filter(|year| token.folded.len() == 4 && (1900..=2100).contains(year));
        if year.is_some() {
            key.year = year;
            return true;
        }
        let text = token.span.of(&self.document.article.text);
        let edition = calendar.ordinal(&token.folded).or_else(|| Calendar::roman(text));
        if edition.is_some() {
            key.edition = edition;
            return true;
        }
        false
    }

    fn same(&self, kind: Kind, a: &Key, b: &Key) -> bool {
        let spaced = self.knowledge.languages.all()[self.document.language].spaced;
        let this_year = |year: Option<i16>| !spaced && year == self.document.published.map(|date| date.year);
        let short_has_mark = |short: &Key, long: &Key| {
            short.words.len() < long.words.len()
                && (spaced && short.edition.is_some() && long.edition.is_none()
                    || short.year.is_some() && long.year.is_none() && !this_year(short.year))
        };
        let numbered = (a.numbered || b.numbered) && a.edition != b.edition;
        if kind == Kind::Event && (short_has_mark(a, b) || short_has_mark(b, a) || numbered) {
            return false;
        }
        let same_acronym = a.acronym.is_some() && a.acronym == b.acronym;
        let is_acronym = |a: &Key, b: &Key| a.words.len() == 1 && b.acronym.as_deref() == Some(a.words[0].as_str());
        let acronyms = is_acronym(a, b) || is_acronym(b, a);
        match kind {
            Kind::Place => a.gazetteer.is_some() && a.gazetteer == b.gazetteer || a.words == b.words,
            Kind::Person => a.words == b.words || is_short_person(a, b),
            Kind::Organization => {
                a.words == b.words || acronyms || same_acronym || self.is_opening_part(a, b) || is_unspaced_ending(a, b)
            }
            Kind::Event | Kind::EventSeries => {
                let differ = |x: Option<i64>, y: Option<i64>| x.zip(y).is_some_and(|(x, y)| x != y);
                let clash = differ(a.edition.map(i64::from), b.edition.map(i64::from))
                    || differ(a.year.map(i64::from), b.year.map(i64::from))
                    || a.next != b.next;
                !clash
                    && (a.words == b.words
                        || acronyms
                        || same_acronym
                        || is_closing_part(a, b)
                        || self.are_shuffled(a, b)
                        || self.share_edition(a, b)
                        || self.is_spelt_out(a, b)
                        || self.is_spelt_out(b, a)
                        || is_unspaced_short(a, b)
                        || ends_alike(a, b))
            }
        }
    }

    /// `China Mobile` and `China Mobile Communications Group`: the first words, at least two, and no preposition behind them.
    fn is_opening_part(&self, a: &Key, b: &Key) -> bool {
        let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
        let unspaced = short.words.iter().any(|word| word.chars().any(is_ideograph));
        let opens = short.words.len() >= 2 && long.words.len() > short.words.len() && long.words.starts_with(&short.words);
        let links = self.knowledge.languages.all()[self.document.language].words.get(&WordClass::NameLink);
        let linked = |word: &String| links.is_some_and(|links| links.contains(word));
        !unspaced && opens && !linked(&long.words[short.words.len()])
    }

    /// `GMC Delta Dialogue` and `Global Media Congress Delta Dialogue`: a word of one stands for the first letters of a row in the other.
    fn is_spelt_out(&self, short: &Key, long: &Key) -> bool {
        let (few, many) = (&short.words, &long.words);
        let pack = &self.knowledge.languages.all()[self.document.language];
        if !pack.spaced || few.len() < 3 || many.len() <= few.len() {
            return false;
        }
        (0..few.len()).any(|at| {
            let behind = few.len() - at - 1;
            let row = at..many.len() - behind;
            let letters = many[row.clone()].iter().filter(|word| !pack.function_words.contains(*word));
            row.len() > 1
                && many.starts_with(&few[..at])
                && many.ends_with(&few[at + 1..])
                && letters.filter_map(|word| word.chars().next()).eq(few[at].chars())
        })
    }

    /// The same edition or year, and names that share words enough: `KTT ke-42 ASEAN` and `KTT ASEAN ke-42`.
    fn share_edition(&self, a: &Key, b: &Key) -> bool {
        let lists = &self.knowledge.languages.all()[self.document.language];
        if !lists.spaced {
            return false;
        }
        let content = |key: &Key| -> Vec<String> {
            let words =
                key.words.iter().chain(&key.acronym).chain(&key.inner).filter(|word| !lists.function_words.contains(*word));
            words.cloned().collect()
        };
        let (words, others) = (content(a), content(b));
        let shared = words.iter().filter(|word| others.contains(word)).count();
        let same_edition = a.edition.is_some() && a.edition == b.edition;
        let same_year = a.year.is_some() && a.year == b.year;
        same_edition && shared >= 2 || same_year && shared >= 3
    }

    /// The same words in another order, and enough of them that this is no accident.
    fn are_shuffled(&self, a: &Key, b: &Key) -> bool {
        let content = |key: &Key| {
            let lists = &self.knowledge.languages.all()[self.document.language];
            let mut words: Vec<String> = key.words.iter().filter(|word| !lists.function_words.contains(*word)).cloned().collect();
            words.sort_unstable();
            words
        };
        let (a, b) = (content(a), content(b));
        a.len() >= 4 && a == b || a.len() >= 3 && a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| x == y || is_misspelt(x, y))
    }

    fn finish(mut self) -> (Vec<LocalEntity>, Vec<LocalIdx>) {
        for (entity, key) in self.entities.iter_mut().zip(&self.keys) {
            if entity.kind == Kind::Place {
                // Datelines shout; the name to show is the one that does not.
                entity.names.sort_by_key(|name| {
                    name.len() > 3 && !name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase)
                });
            }
            entity.mentions.sort_unstable();
            entity.mentions.dedup();
            if let Some(traits) = &mut entity.event {
                traits.edition = key.edition;
                traits.year = key.year;
            }
        }
        let mut order: Vec<usize> = (0..self.entities.len()).collect();
        order.sort_by_key(|&idx| (self.entities[idx].mentions.first().copied(), idx));
        let mut rank = vec![LocalIdx(0); order.len()];
        for (&old, new) in order.iter().zip(0..) {
            rank[old] = LocalIdx(new);
        }
        let named = self.named.iter().map(|idx| rank[idx.0 as usize]).collect();
        let mut entities: Vec<Option<LocalEntity>> = self.entities.into_iter().map(Some).collect();
        let sorted = order.into_iter().filter_map(|idx| entities[idx].take()).collect();
        (sorted, named)
    }
}

/// A slip of the pen, or the same word in a related language: long, and alike in its first letters or in nearly all.
fn is_misspelt(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let shorter = a.chars().count().min(b.chars().count());
    shorter >= 6 && (common >= 4 || rapidfuzz::distance::levenshtein::distance(a.chars(), b.chars()) <= 2)
}

fn merged(known: &Key, new: &Key) -> Key {
    Key {
        words: known.words.clone(),
        gazetteer: known.gazetteer.clone().or_else(|| new.gazetteer.clone()),
        acronym: known.acronym.clone().or_else(|| new.acronym.clone()),
        inner: known.inner.iter().chain(&new.inner).cloned().collect(),
        edition: known.edition.or(new.edition),
        year: known.year.or(new.year),
        next: known.next,
        numbered: known.numbered && new.numbered,
    }
}

/// One name is a single word of the other, or its first words, or its last: `Zhou` and `Zhou Shuchun`.
fn is_short_person(a: &Key, b: &Key) -> bool {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    let unspaced = short.words.iter().any(|word| word.chars().any(is_ideograph));
    if short.words.len() >= long.words.len() || unspaced {
        return false;
    }
    short.words.len() == 1 && long.words.contains(&short.words[0])
        || long.words.starts_with(&short.words)
        || long.words.ends_with(&short.words)
}

/// `西博会` and `中国西部国际博览会`: two to four characters of a name without spaces, in its order, its last one among them.
fn is_unspaced_short(a: &Key, b: &Key) -> bool {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    let unspaced = long.words.iter().chain(&short.words).all(|word| word.chars().any(is_ideograph));
    let mut rest = long.words.iter();
    let ordered = short.words.iter().all(|word| rest.any(|other| other == word));
    unspaced && (3..=4).contains(&short.words.len()) && long.words.len() > 4 && ordered && short.words.last() == long.words.last()
}

/// `X颁奖典礼` and `X颁奖礼`: names without spaces that differ in a character or two before the last alone.
fn ends_alike(a: &Key, b: &Key) -> bool {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    let unspaced = short.words.iter().all(|word| word.chars().any(is_ideograph));
    let common = short.words.iter().zip(&long.words).take_while(|(x, y)| x == y).count();
    let near = long.words.len() - short.words.len() <= 2 && common >= 6 && common + 1 == short.words.len();
    unspaced && near && short.words.last() == long.words.last()
}

/// `总台` and `中央广播电视总台`: the last characters of a name without spaces, two at least.
fn is_unspaced_ending(a: &Key, b: &Key) -> bool {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    let unspaced = short.words.iter().all(|word| word.chars().any(is_ideograph));
    unspaced && short.words.len() >= 2 && long.words.len() > short.words.len() && long.words.ends_with(&short.words)
}

/// `Video Media Forum` and `Global Video Media Forum`: at least two words, in a row inside the other name.
fn is_closing_part(a: &Key, b: &Key) -> bool {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    let inside = || long.words.windows(short.words.len()).any(|words| words == short.words);
    short.words.len() >= 2 && long.words.len() > short.words.len() && inside()
}

/// The forms of a name: as written, without the abbreviation inside, with the one behind it, the abbreviation.
fn forms(document: &Document<'_>, name: &NameMention) -> Vec<String> {
    let text = normal(document.text(&name.tokens));
    let mut forms = Vec::new();
    if let Some(acronym) = &name.acronym {
        let short = document.text(acronym).to_owned();
        if acronym.start >= name.tokens.end {
            forms.extend([text.clone(), format!("{text} ({short})"), short]);
        } else {
            let before = document.text(&(name.tokens.start..acronym.start - 1)).trim_end().to_owned();
            let behind = document.text(&((acronym.end + 1).min(name.tokens.end)..name.tokens.end)).to_owned();
            forms.extend([text, normal(format!("{before} {behind}").trim()), before, short]);
        }
    } else {
        forms.push(text);
    }
    forms
}

/// One space for any white space.
fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
