//! How are the plain edges of a large file read fast? Those that are one element with nothing but a weight in it.
//!
//! `<edge source="n1" target="n2"><data key="w">3</data></edge>`, whatever other attributes and blanks it has. What is not exactly
//! so (escapes, other quotes, other data, comments) is left for the reader of XML, which comes to the same.

/// A plain edge.
pub(super) struct Edge<'t> {
    pub(super) source: &'t str,
    pub(super) target: &'t str,
    pub(super) weight: Option<f64>,
}

/// The plain edges at the start of a text, one after the other.
pub(super) struct Plain<'t> {
    text: &'t str,
    /// Where the next edge, or the blanks before it, begins.
    at: usize,
    weight_key: Option<&'t str>,
}

impl<'t> Plain<'t> {
    pub(super) fn new(text: &'t str, weight_key: Option<&'t str>) -> Self {
        Self { text, at: 0, weight_key }
    }

    /// Bytes of the edges so far.
    pub(super) fn n_bytes(&self) -> usize {
        self.at
    }

    /// The next edge, if it is plain.
    pub(super) fn next_edge(&mut self) -> Option<Edge<'t>> {
        let mut scan = Scan { text: self.text, at: self.at };
        scan.blanks();
        scan.word("<edge")?;
        let (mut source, mut target) = (None, None);
        loop {
            if scan.blanks() == 0 || scan.peek()? == b'>' || scan.peek()? == b'/' {
                break;
            }
            let name = scan.until(b'=')?;
            scan.word("\"")?;
            let value = scan.until(b'"')?;
            match name {
                "source" if source.is_none() => source = Some(value),
                "target" if target.is_none() => target = Some(value),
                "id" | "label" | "directed" => {}
                _ => return None,
            }
        }
        let mut weight = None;
        if scan.word("/>").is_none() {
            scan.word(">")?;
            scan.blanks();
            if scan.word("<data key=\"").is_some() {
                if scan.until(b'"')? != self.weight_key? {
                    return None;
                }
                scan.word(">")?;
                weight = Some(number(scan.until(b'<')?)?);
                scan.word("/data>")?;
                scan.blanks();
            }
            scan.word("</edge>")?;
        }
        let edge = Edge { source: source?, target: target?, weight };
        self.at = scan.at;
        Some(edge)
    }
}

/// A weight; small whole numbers by their digits.
fn number(text: &str) -> Option<f64> {
    match text.as_bytes() {
        [digit @ b'0'..=b'9'] => Some(f64::from(digit - b'0')),
        _ => text.trim().parse().ok(),
    }
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes blanks; their number.
    fn blanks(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        self.at - start
    }

    /// Passes a word, if it comes next.
    fn word(&mut self, word: &str) -> Option<()> {
        let is_next = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        is_next.then(|| self.at += word.len())
    }

    /// What stands before the next `end`, which is passed too; nothing if an escape, a tag or a blank of a line is in between.
    fn until(&mut self, end: u8) -> Option<&'t str> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let n_bytes = rest.iter().position(|&byte| byte == end || matches!(byte, b'&' | b'<' | b'>' | b'\t' | b'\r' | b'\n'))?;
        self.at = start + n_bytes + 1;
        (rest[n_bytes] == end).then(|| &self.text[start..start + n_bytes])
    }
}
