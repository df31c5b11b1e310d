//! How much room do words take in a picture, before any font is known?

/// Widths of the characters from space to tilde, in hundredths of the font size: those of `DejaVu Sans`, one of the widest fonts
/// that a viewer may take for `sans-serif`, so that no other one needs more room.
const WIDTHS: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84,
    53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39,
    84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34,
    64, 84,
];
/// A letter outside ASCII, in hundredths of the font size: Cyrillic and Arabic ones are about so wide.
const OTHER: u8 = 72;
/// Scripts whose characters fill a square: Hangul, kana, Han, full-width forms, pictographs.
const SQUARE: [(char, char); 8] = [
    ('\u{1100}', '\u{115f}'),
    ('\u{2e80}', '\u{a4cf}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{fe30}', '\u{fe6f}'),
    ('\u{ff00}', '\u{ff60}'),
    ('\u{1f300}', '\u{1faff}'),
    ('\u{20000}', '\u{3fffd}'),
];
/// Marks that stand above, below or between letters.
const NO_WIDTH: [(char, char); 4] =
    [('\u{300}', '\u{36f}'), ('\u{200b}', '\u{200f}'), ('\u{20d0}', '\u{20ff}'), ('\u{fe00}', '\u{fe0f}')];

/// Width of a line of text in pixels, for a font of `size` pixels; rather too much than too little.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| f64::from(hundredths(c))).sum::<f64>() / 100.0 * size
}

fn hundredths(c: char) -> u8 {
    let within = |ranges: &[(char, char)]| ranges.iter().any(|&(first, last)| (first..=last).contains(&c));
    match (c as usize).checked_sub(32).and_then(|i| WIDTHS.get(i)) {
        Some(&width) => width,
        None if within(&NO_WIDTH) => 0,
        None if within(&SQUARE) => 100,
        None => OTHER,
    }
}

/// The text on one line, without characters that XML forbids, and cut with an ellipsis if it is wider than `room` pixels.
pub(super) fn line(text: &str, size: f64, room: f64) -> String {
    let plain = |c: char| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c };
    let text: String = text.chars().map(plain).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&text, size) <= room {
        return text;
    }
    let mut cut = String::new();
    for c in text.chars() {
        if width(&cut, size) + width("…", size) + f64::from(hundredths(c)) / 100.0 * size > room {
            break;
        }
        cut.push(c);
    }
    format!("{}…", cut.trim_end())
}

/// The text in lines no wider than `room` pixels, broken between words.
pub(super) fn lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line(text, size, f64::MAX).split(' ') {
        match lines.last_mut() {
            Some(last) if width(last, size) + width(" ", size) + width(word, size) <= room => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(line(word, size, room)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_as_wide_as_they_look() {
        let check = |text, expected: f64| assert!((width(text, 10.0) - expected).abs() < 1e-9, "{text}");
        check("", 0.0);
        check("il", 5.6);
        check("WM", 18.5);
        check("论坛", 20.0);
        check("e\u{301}", 6.2);
        check("Жж", 14.4);
    }

    #[test]
    fn what_is_long_is_broken_between_words() {
        assert_eq!(lines("one two\nthree", 10.0, 45.0), ["one two", "three"]);
        assert_eq!(lines("", 10.0, 45.0), [""]);
    }

    #[test]
    fn lines_are_cut_and_cleaned() {
        assert_eq!(line("one\u{0}two\n three", 10.0, 500.0), "one two three");
        let cut = line("a very long name of an event that nobody can read", 10.0, 100.0);
        assert!(cut.ends_with('…') && width(&cut, 10.0) <= 100.0, "{cut}");
        assert_eq!(line("论坛论坛论坛", 10.0, 40.0), "论坛论…");
    }
}
