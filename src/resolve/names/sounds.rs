//! How does a name sound, across spellings and scripts?

use pinyin::{ToPinyin as _, ToPinyinMulti as _};

/// Whether the character is Han.
pub(in crate::resolve) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// The usual reading of Han characters in Latin letters without tones, run together; other characters as they are, blanks left out.
pub(in crate::resolve) fn romanized(han: &str) -> String {
    let mut sound = String::new();
    for c in han.chars().filter(|c| !c.is_whitespace()) {
        match c.to_pinyin() {
            Some(syllable) => sound.push_str(&plain(syllable.plain())),
            None => sound.push(c),
        }
    }
    sound
}

/// The usual reading of each character.
pub(in crate::resolve) fn syllables(han: &str) -> Vec<String> {
    han.chars().filter_map(|c| c.to_pinyin().map(|syllable| plain(syllable.plain()))).collect()
}

/// Whether Latin letters can be read as these Han characters, one reading a character, nothing left over.
///
/// What is passed as the Latin side is lower case without blanks and marks. Every reading of a character is tried: 乐 is le or yue.
pub(in crate::resolve) fn reads_as(han: &str, latin: &str) -> bool {
    let mut chars = han.chars();
    let Some(first) = chars.next() else { return latin.is_empty() };
    let rest = chars.as_str();
    let Some(readings) = first.to_pinyin_multi() else { return false };
    readings.into_iter().any(|reading| {
        let reading = plain(reading.plain());
        latin.strip_prefix(reading.as_str()).is_some_and(|left| reads_as(rest, left))
    })
}

/// ü as people without it on the keyboard write it.
fn plain(syllable: &str) -> String {
    syllable.replace(['ü', 'v'], "u")
}

/// A word in Latin script by its sound: spellings of one name in different romanisations mostly share it.
///
/// `dmitriy` and `dmitry`, `alexei` and `aleksey`, `mohamed` and `muhammad` do; `maria` and `mario` do not.
pub(in crate::resolve) fn spelling(word: &str) -> String {
    let mut text: String = word.chars().filter(char::is_ascii_lowercase).collect();
    for (from, to) in SPELLINGS {
        text = text.replace(from, to);
    }
    let mut sound = String::with_capacity(text.len());
    for c in text.chars() {
        if !sound.ends_with(c) {
            sound.push(c);
        }
    }
    if sound.len() > 3 && sound.ends_with('i') {
        while sound.ends_with('i') {
            sound.pop();
        }
        sound.push('i');
    }
    sound
}

/// Romanisations of one sound, longest first.
const SPELLINGS: [(&str, &str); 27] = [
    ("tsch", "ch"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("iy", "i"),
    ("yy", "i"),
    ("ij", "i"),
    ("ey", "ei"),
    ("ay", "ai"),
    ("ks", "x"),
    ("ph", "f"),
    ("gh", "g"),
    ("kh", "h"),
    ("th", "t"),
    ("dj", "j"),
    ("tj", "c"),
    ("sj", "sy"),
    ("oe", "u"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ie", "i"),
    ("ck", "k"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("yu", "iu"),
    ("ya", "ia"),
];

/// The consonants of a name by where they are spoken, one character a consonant: what survives when a foreign name is written
/// with Han characters. `matteo` and 马泰奥 both give `MT`.
pub(in crate::resolve) fn skeleton(latin: &str) -> String {
    let letters: Vec<char> = latin.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let mut skeleton = String::new();
    for (at, &c) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        let class = match c {
            'p' if next == Some('h') => 'F',
            'b' | 'p' => 'P',
            'f' | 'v' => 'F',
            'w' => 'W',
            'm' => 'M',
            'n' => 'N',
            'l' | 'r' => 'L',
            'c' if matches!(next, Some('h' | 'e' | 'i' | 'y')) => 'C',
            'g' if matches!(next, Some('e' | 'i' | 'y')) => 'C',
            'j' | 'q' => 'C',
            's' | 't' if next == Some('h') => 'S',
            'd' | 't' => 'T',
            'z' | 's' | 'x' => 'S',
            'g' if at > 0 && letters[at - 1] == 'n' => continue,
            'c' | 'k' | 'g' => 'K',
            'h' if at > 0 && matches!(letters[at - 1], 's' | 'c' | 't' | 'p' | 'g' | 'k' | 'z' | 'd' | 'b') => continue,
            'h' => 'H',
            _ => continue,
        };
        if !skeleton.ends_with(class) {
            skeleton.push(class);
        }
    }
    skeleton
}

/// How far a name in Han characters and one in Latin letters, part by part, are made of the same consonants, 0 to 1.
///
/// Only consonants that one of the scripts cannot write may be missing: `r` before a consonant or at the end, `h`, a final `s`.
pub(in crate::resolve) fn transliteration(han_part: &str, latin_part: &str) -> f64 {
    let han: Vec<char> = skeleton_of_han(han_part).chars().collect();
    let latin: Vec<char> = skeleton(latin_part).chars().collect();
    if han.is_empty() || latin.is_empty() {
        return 0.0;
    }
    let common = longest_common(&han, &latin);
    let head = if alike(han[0], latin[0]) { 2.0 } else { 1.5 };
    head * common as f64 / (han.len() + latin.len()) as f64
}

/// The consonants of Han characters, syllable by syllable.
pub(in crate::resolve) fn skeleton_of_han(han: &str) -> String {
    let mut skeleton = String::new();
    for syllable in syllables(han) {
        let (head, tail) = syllable.split_at(syllable.find(|c| "aeiou".contains(c)).unwrap_or(0));
        let class = match head {
            "b" | "p" => "P",
            "m" => "M",
            "f" => "F",
            "w" => "W",
            "d" | "t" => "T",
            "n" => "N",
            "l" | "r" => "L",
            "g" | "k" => "K",
            "h" => "H",
            "j" | "q" | "zh" | "ch" => "C",
            "x" | "s" | "sh" | "z" | "c" => "S",
            _ if syllable == "er" => "L",
            _ => "",
        };
        if !skeleton.ends_with(class) || class.is_empty() {
            skeleton.push_str(class);
        }
        if (tail.ends_with('n') || tail.ends_with("ng")) && !skeleton.ends_with('N') {
            skeleton.push('N');
        }
    }
    skeleton
}

/// Length of the longest common subsequence, where consonants that the scripts confuse count as the same.
fn longest_common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for &x in a {
        let mut diagonal = 0;
        for (at, &y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if alike(x, y) { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

fn alike(a: char, b: char) -> bool {
    a == b
        || [('C', 'S'), ('F', 'W'), ('C', 'K'), ('H', 'F'), ('C', 'T'), ('K', 'H')]
            .iter()
            .any(|&(x, y)| (a, b) == (x, y) || (b, a) == (x, y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_names_are_read() {
        assert_eq!(romanized("王小明"), "wangxiaoming");
        assert!(reads_as("单乐", "shanle") && reads_as("单乐", "danyue") && !reads_as("单乐", "shan"));
        assert!(reads_as("吕方", "lufang"));
        assert!(!reads_as("王小明", "wangxiaoling"));
    }

    #[test]
    fn spellings_of_one_name_share_their_sound() {
        for (a, b) in [
            ("dmitriy", "dmitry"),
            ("alexei", "alexey"),
            ("aleksandr", "alexandr"),
            ("soeharto", "suharto"),
            ("phillip", "filip"),
        ] {
            assert_eq!(spelling(a), spelling(b), "{a} {b}");
        }
        for (a, b) in [("maria", "mario"), ("jong", "jung"), ("keqiang", "qiang"), ("pavel", "igor")] {
            assert_ne!(spelling(a), spelling(b), "{a} {b}");
        }
    }

    #[test]
    fn foreign_names_are_known_by_their_consonants() {
        for (han, latin) in
            [("安德烈", "Andrei"), ("卡洛斯", "Carlos"), ("贝尔塔", "Berta"), ("诺瓦克", "Novak"), ("洪森", "Hun Sen")]
        {
            assert!(transliteration(han, latin) >= 0.75, "{han} {latin}: {} {}", skeleton_of_han(han), skeleton(latin));
        }
        for (han, latin) in [("安德烈", "Boris"), ("卡洛斯", "Miguel"), ("诺瓦克", "Schmidt")] {
            assert!(transliteration(han, latin) < 0.6, "{han} {latin}: {} {}", skeleton_of_han(han), skeleton(latin));
        }
    }
}
