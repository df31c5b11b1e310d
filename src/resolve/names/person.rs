//! Which parts has a person's name, and how do two compare?

use std::{collections::BTreeSet, sync::LazyLock};

use pinyin::ToPinyin as _;

use super::sounds::{is_han, reads_as, romanized, skeleton, skeleton_of_han, spelling, transliteration};
use crate::{
    knowledge::{Knowledge, Telling},
    model::{Reason, WordClass},
};

/// A person's name, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::resolve) struct PersonName {
    /// As written.
    pub(in crate::resolve) text: String,
    /// Lower case words without titles; the parts of a name in Han characters, simplified.
    pub(in crate::resolve) words: Vec<String>,
    pub(in crate::resolve) han: bool,
    /// Family name and given name run together, if it is a Chinese name.
    chinese: Option<(String, String)>,
    /// Which of several generations, if the name says so.
    generation: Option<String>,
    /// How little the name alone tells: what its equality weighs.
    weight: f64Bits,
}

/// A weight that can be compared and sorted: hundredths.
#[expect(non_camel_case_types, reason = "reads as the number that it stands for")]
type f64Bits = i32;

/// A name with `Jr.` and the same without: as likely father and son as one.
const ONE_GENERATION: f64 = -1.0;

/// All syllables of Mandarin.
static SYLLABLES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| ('\u{4E00}'..='\u{9FA5}').filter_map(|c| c.to_pinyin().map(pinyin::Pinyin::plain)).collect());

impl PersonName {
    /// Takes a name apart; none if nothing but titles is left of it.
    pub(in crate::resolve) fn new(name: &str, knowledge: &Knowledge) -> Option<Self> {
        let plain = knowledge.name_words.plain(name);
        let han = plain.chars().any(is_han);
        let mut words: Vec<String> = plain.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let mut generation = None;
        if !han {
            generation = trim(&mut words, knowledge);
        }
        if words.is_empty() {
            return None;
        }
        let chinese = if han { chinese_in_han(&words, knowledge) } else { chinese_in_latin(&words, knowledge) };
        let weight = weight(&words, han, chinese.as_ref(), knowledge);
        Some(Self { text: name.to_owned(), words, han, chinese, generation, weight })
    }

    /// What all spellings of equal words share: the block in which the name is looked for.
    pub(in crate::resolve) fn keys(&self) -> Vec<String> {
        if let Some((family, given)) = &self.chinese {
            return if self.han {
                let first = family.chars().next().map(|c| format!("{}{given}", &family[c.len_utf8()..])).unwrap_or_default();
                let readings = family_readings(family);
                readings.into_iter().map(|reading| format!("{reading}{}", romanized(&first))).collect()
            } else {
                vec![format!("{family}{given}")]
            };
        }
        if self.han {
            return vec![self.words.join(" ")];
        }
        let mut sounds: Vec<String> = self.words.iter().filter(|word| word.len() > 1).map(|word| spelling(word)).collect();
        sounds.sort();
        let mut keys = vec![sounds.join(" ")];
        if let (true, Some(first), Some(last)) = (self.words.len() > 2, self.words.first(), self.words.last()) {
            let mut ends = [spelling(first), spelling(last)];
            ends.sort();
            keys.push(ends.join(" "));
        }
        keys
    }

    /// Family name, then given name, in Latin letters, if it is a Chinese name: the same for both scripts.
    pub(in crate::resolve) fn readable(&self) -> Option<String> {
        let (family, given) = self.chinese.as_ref()?;
        Some(format!("{} {}", romanized(family), romanized(given)))
    }

    /// What a foreign name and its transliteration share, to look for it among people of the same event or body.
    pub(in crate::resolve) fn sound_key(&self) -> Option<String> {
        let last = self.words.last()?;
        let (family, given) = if self.han {
            (skeleton_of_han(last), skeleton_of_han(&self.words[0]))
        } else {
            (skeleton(last), skeleton(&self.words[0]))
        };
        let bare: String = family.chars().filter(|c| !matches!(c, 'L' | 'H' | 'W')).collect();
        let given: String = given.chars().filter(|c| !matches!(c, 'H' | 'W')).take(1).collect();
        Some(format!("{}{given}", bare.chars().take(1).collect::<String>()))
    }

    /// A single word that may be anybody's.
    pub(in crate::resolve) fn is_single(&self) -> bool {
        self.words.len() == 1 && !(self.han && self.chinese.is_some())
    }

    /// Other people of the same name are to be expected: it does not do alone.
    pub(in crate::resolve) fn is_common(&self) -> bool {
        self.weight < 400
    }

    /// What the two names say; none if they cannot be one person's.
    pub(in crate::resolve) fn compare(&self, other: &Self) -> Option<Reason> {
        let (what, weight) = match (self.han, other.han) {
            (true, true) => (self.words == other.words).then_some(("same name", self.weight))?,
            (false, false) => self.compare_latin(other)?,
            (true, false) => self.compare_scripts(other)?,
            (false, true) => other.compare_scripts(self)?,
        };
        let mut weight = f64::from(weight) / 100.0;
        match (&self.generation, &other.generation) {
            (Some(a), Some(b)) if a != b => return None,
            (Some(_), None) | (None, Some(_)) => weight = weight.min(ONE_GENERATION),
            _ => {}
        }
        let what = if self.text == other.text {
            format!("{what}: {}", self.text)
        } else {
            format!("{what}: {} = {}", self.text, other.text)
        };
        Some(Reason { what, weight })
    }

    fn compare_latin(&self, other: &Self) -> Option<(&'static str, f64Bits)> {
        let least = self.weight.min(other.weight);
        if self.words == other.words {
            return Some(("same name", least));
        }
        if let (Some((family, given)), Some((other_family, other_given))) = (&self.chinese, &other.chinese) {
            if family == other_family && given == other_given {
                return Some(("same name, written otherwise", least - 25));
            }
            let slip = family == other_family && given.len() >= 6 && one_slip(given, other_given);
            return slip.then_some(("one letter apart", 50));
        }
        let sorted = |name: &Self| {
            let mut words = name.words.clone();
            words.sort();
            words
        };
        let (mine, theirs) = (sorted(self), sorted(other));
        if mine == theirs {
            return Some(("same words in another order", least - 50));
        }
        if self.words.len() == other.words.len() && self.words.len() > 1 {
            return self.compare_words(other, least);
        }
        let (short, long) = if self.words.len() < other.words.len() { (self, other) } else { (other, self) };
        if short.words.len() < 2 {
            return None;
        }
        let ends = short.words.first() == long.words.first() && short.words.last() == long.words.last();
        let initials = long.words.iter().filter(|word| !short.words.contains(word)).all(|word| word.len() == 1);
        match (ends, initials) {
            (true, true) => Some(("same name but for an initial", least - 50)),
            (true, false) => Some(("same first and last name", 350)),
            (false, _) if short.words.iter().all(|word| long.words.contains(word) && word.len() > 1) => {
                Some(("one name is part of the other", 250))
            }
            _ => None,
        }
    }

    /// Names of equally many words that are not equal.
    fn compare_words(&self, other: &Self, least: f64Bits) -> Option<(&'static str, f64Bits)> {
        let pairs = || self.words.iter().zip(&other.words);
        if pairs().all(|(a, b)| spelling(a) == spelling(b)) {
            return Some(("same name, spelled otherwise", least - 100));
        }
        let initial =
            |a: &String, b: &String| a.len() == 1 && b.starts_with(a.as_str()) || b.len() == 1 && a.starts_with(b.as_str());
        if pairs().all(|(a, b)| a == b || initial(a, b)) && self.words.last() == other.words.last() {
            return Some(("same name, one with an initial", 150));
        }
        let different: Vec<_> = pairs().filter(|(a, b)| a != b).collect();
        let slip = different.len() == 1 && different.iter().all(|(a, b)| a.len() >= 6 && one_slip(a, b));
        slip.then_some(("one letter apart", 75))
    }

    /// This name is in Han characters, the other in Latin letters.
    fn compare_scripts(&self, other: &Self) -> Option<(&'static str, f64Bits)> {
        if let (Some((family, given)), Some((latin_family, latin_given))) = (&self.chinese, &other.chinese) {
            let whole = format!("{family}{given}");
            return reads_as(&whole, &format!("{latin_family}{latin_given}"))
                .then_some(("reads so in pinyin", if whole.chars().count() > 2 { 450 } else { 200 }));
        }
        let whole = other.words.concat();
        if self.words.len() == 1 {
            let (han, latin) = (skeleton_of_han(&self.words[0]), skeleton(&whole));
            let sounds = han.len() >= 3 && transliteration(&self.words[0], &whole) > 0.9 && other.words.len() > 1;
            return sounds.then_some(("sounds alike", 100 + 25 * f64Bits::try_from(latin.len().min(4)).unwrap_or(0)));
        }
        let last = transliteration(self.words.last()?, other.words.last()?);
        let first = transliteration(self.words.first()?, other.words.first()?);
        let all = transliteration(&self.words.concat(), &whole);
        let consonants = f64Bits::try_from(skeleton(&whole).len().min(6)).unwrap_or(0);
        (last >= 0.65 && first >= 0.6 && all >= 0.72 && consonants >= 3).then_some(("sounds alike", 175 + 25 * consonants))
    }
}

/// Takes titles and degrees off; what generation the name tells.
fn trim(words: &mut Vec<String>, knowledge: &Knowledge) -> Option<String> {
    let is_class = |word: &str, class: WordClass| {
        knowledge.languages.all().iter().any(|pack| {
            pack.spaced
                && pack.words.get(&class).is_some_and(|list| list.iter().any(|known| knowledge.name_words.plain(known) == word))
        })
    };
    while words.len() > 2 && is_class(&words[0], WordClass::Honorific) {
        words.remove(0);
    }
    let mut generation = None;
    while words.len() > 1 {
        let last = words.last().cloned().unwrap_or_default();
        let meaning = knowledge.name_words.longest_words(&[last.as_str()]);
        if let Some((_, meaning)) = meaning.filter(|(_, meaning)| meaning.telling == Telling::Generation) {
            generation = meaning.exact.first().cloned();
        } else if !(words.len() > 2 && is_class(&last, WordClass::NameSuffix)) {
            break;
        }
        words.pop();
    }
    generation
}

/// Family and given name of a Chinese name in Han characters; a name with a dot is a foreign one.
fn chinese_in_han(words: &[String], knowledge: &Knowledge) -> Option<(String, String)> {
    let [name] = words else { return None };
    let count = name.chars().count();
    let end = knowledge.surnames.longest_prefix(name).filter(|_| (2..=4).contains(&count))?;
    let (family, given) = name.split_at(end);
    let is_chinese = !given.is_empty() && given.chars().count() <= 2 && name.chars().all(is_han);
    is_chinese.then(|| (family.to_owned(), given.to_owned()))
}

/// Family and given name of a Chinese name in pinyin, whichever stands first.
fn chinese_in_latin(words: &[String], knowledge: &Knowledge) -> Option<(String, String)> {
    if !(2..=4).contains(&words.len()) {
        return None;
    }
    let is_family = |word: &str| !knowledge.surnames.written(word).is_empty();
    let is_given = |words: &[String]| {
        let joined = words.concat();
        (1..=2).contains(&n_syllables(&joined)).then_some(joined)
    };
    let (first, last) = (&words[0], &words[words.len() - 1]);
    let front = is_given(&words[1..]).filter(|_| is_family(first)).map(|given| (first.clone(), given));
    front.or_else(|| is_given(&words[..words.len() - 1]).filter(|_| is_family(last)).map(|given| (last.clone(), given)))
}

/// Into how few syllables of Mandarin a word falls; none if it does not.
fn n_syllables(word: &str) -> usize {
    let mut best: Vec<Option<usize>> = vec![None; word.len() + 1];
    best[0] = Some(0);
    for end in 1..=word.len() {
        let from = end.saturating_sub(6);
        let ways = (from..end).filter(|&start| word.get(start..end).is_some_and(|part| SYLLABLES.contains(part)));
        best[end] = ways.filter_map(|start| best[start].map(|count| count + 1)).min();
    }
    best[word.len()].unwrap_or(0)
}

/// How much the equality of the name weighs, in hundredths: the less, the more people may have it.
fn weight(words: &[String], han: bool, chinese: Option<&(String, String)>, knowledge: &Knowledge) -> f64Bits {
    match (chinese, han) {
        (Some((family, given)), true) if (family.chars().count() + given.chars().count()) < 3 => 300,
        (Some((_, given)), false) if n_syllables(given) < 2 => 300,
        (Some(_), _) => 550,
        (None, _) if words.len() > 1 => 550,
        (None, true) => 350,
        (None, false) => {
            let word = &words[0];
            let anybody = knowledge.surnames.contains(word) || knowledge.given_names.contains(word) || word.len() < 4;
            if anybody { 100 } else { 350 }
        }
    }
}

/// The readings of a family name in Han characters; the first character's alone where it has several.
fn family_readings(family: &str) -> BTreeSet<String> {
    use pinyin::ToPinyinMulti as _;
    let Some(first) = family.chars().next() else { return BTreeSet::new() };
    let readings = first.to_pinyin_multi();
    readings.into_iter().flatten().map(|reading| reading.plain().replace('ü', "u")).collect()
}

/// Whether one insertion, deletion, exchange or swap of neighbours makes one word the other.
pub(in crate::resolve) fn one_slip(a: &str, b: &str) -> bool {
    rapidfuzz::distance::osa::distance(a.chars(), b.chars()) == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::built_in;

    fn compared(a: &str, b: &str) -> f64 {
        let name = |text| PersonName::new(text, built_in()).unwrap();
        let (a, b) = (name(a), name(b));
        let forth = a.compare(&b).map(|reason| reason.weight);
        assert_eq!(forth, b.compare(&a).map(|reason| reason.weight), "{a:?} {b:?}");
        forth.unwrap_or(0.0)
    }

    #[test]
    fn one_name_in_many_forms() {
        for (a, b) in [
            ("Wang Xiaoming", "Wang Xiao-ming"),
            ("Wang Xiaoming", "Xiaoming Wang"),
            ("Wang Xiaoming", "王小明"),
            ("單樂天", "单乐天"),
            ("Pavel Dmitriev", "Dmitriev Pavel"),
            ("Sergey Alexeyev", "Sergei Alekseyev"),
            ("Dr. Budi Hartono", "Budi Hartono, S.H."),
            ("Paul R. Hardy", "Paul Hardy"),
        ] {
            assert!(compared(a, b) >= 4.0, "{a} {b}: {}", compared(a, b));
        }
        assert!(compared("卡洛斯·诺瓦克", "Carlos Novak") >= 2.5);
    }

    #[test]
    fn other_names_and_names_that_tell_little() {
        for (a, b) in [
            ("Wang Xiaoming", "Wang Xiaoling"),
            ("Kim Jong-un", "Kim Jong-il"),
            ("Igor Volkov", "Pavel Volkov"),
            ("Volkov", "Pavel Volkov"),
            ("王小明", "王小玲"),
            ("Paul Hardy Jr.", "Paul Hardy Sr."),
            ("Paul Hardy Jr.", "Paul Hardy"),
            ("卡洛斯·诺瓦克", "Miguel Novak"),
        ] {
            assert!(compared(a, b) < 1.0, "{a} {b}: {}", compared(a, b));
        }
        for (a, b) in [("Wang Wei", "Wang Wei"), ("王伟", "Wang Wei"), ("P. Hardy", "Paul Hardy")] {
            assert!((0.5..4.0).contains(&compared(a, b)), "{a} {b}: {}", compared(a, b));
        }
    }
}
