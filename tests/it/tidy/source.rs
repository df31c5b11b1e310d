//! Rust files as the tidy tests see them: without comments, literals apart, and without their test modules.
//!
//! A few lines of lexing instead of a parser crate: enough for code that `cargo fmt` has formatted.

use std::{fs, path::Path, sync::OnceLock};

/// One file of `src/`.
#[derive(Debug)]
pub(crate) struct Source {
    /// Path from the root of the repository, with forward slashes.
    pub(crate) path: String,
    /// The text as it stands.
    text: String,
    /// The same without comments, contents of literals and test modules; lines keep their numbers.
    code: String,
    /// String literals outside tests, with their lines.
    pub(crate) strings: Vec<(usize, String)>,
}

/// All files of `src/` that are no test code, sorted by path.
pub(crate) fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut paths = Vec::new();
        collect(&root.join("src"), &mut paths);
        let mut sources: Vec<_> = paths.into_iter().map(|path| Source::read(root, &path)).collect();
        let test_files: Vec<String> = sources.iter().flat_map(Source::test_files).collect();
        let is_test =
            |path: &str| test_files.iter().any(|test| path == format!("{test}.rs") || path.starts_with(&format!("{test}/")));
        sources.retain(|source| !is_test(&source.path));
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        assert!(sources.len() > 10, "the tidy tests see the code");
        sources
    })
}

fn collect(dir: &Path, paths: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

impl Source {
    fn read(root: &Path, path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        Self::new(path, text)
    }

    fn new(path: String, text: String) -> Self {
        let (code, strings) = lex(&text);
        let (code, cut) = without_tests(&code);
        let in_tests = |line: usize| cut.iter().any(|range| range.contains(&line));
        let strings = strings.into_iter().filter(|&(line, _)| !in_tests(line)).collect();
        Self { path, text, code, strings }
    }

    /// The module of the crate that the file belongs to: `src/graph/quads.rs` to `graph`.
    pub(crate) fn module(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        inside.split_once('/').map_or(inside.trim_end_matches(".rs"), |(module, _)| module)
    }

    /// The first sentence of the documentation that the file opens with.
    pub(crate) fn summary(&self) -> Option<String> {
        let lines = self.text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
        let paragraph = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        let end = ["? ", ". "].iter().filter_map(|end| paragraph.find(end)).min().map_or(paragraph.len(), |at| at + 1);
        // links of rustdoc lead nowhere in a README
        Some(paragraph[..end].replace("[`", "`").replace("`]", "`")).filter(|summary| !summary.is_empty())
    }

    /// Lines up to the end of the code, test modules not counted.
    pub(crate) fn n_code_lines(&self) -> usize {
        let n_cut = self.code.lines().filter(|line| *line == CUT).count();
        self.text.lines().count() - n_cut
    }

    /// The top-level modules that are used through `crate::…`, with the lines of the path or of its braces.
    pub(crate) fn uses_of(&self, root: &str) -> Vec<(usize, String)> {
        let mut uses = Vec::new();
        for at in words(&self.code, root) {
            let Some(rest) = self.code[at + root.len()..].strip_prefix("::") else { continue };
            let line = self.line(at);
            match rest.strip_prefix('{') {
                Some(group) => uses.extend(group_heads(group).into_iter().map(|head| (line, head))),
                None => uses.push((line, word(rest))),
            }
        }
        uses
    }

    /// Lines where a path starts with the crate `name`.
    pub(crate) fn names_crate<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        let starts = move |at: &usize| {
            let (before, after) = (&self.code[..*at], &self.code[*at + name.len()..]);
            let is_import = before.ends_with("use ") && after.starts_with([';', ' ']);
            (after.starts_with("::") || is_import) && !before.ends_with("::")
        };
        words(&self.code, name).filter(starts).map(|at| self.line(at))
    }

    /// Lines where a call or type is named, at the start of words.
    pub(crate) fn mentions<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        words(&self.code, name).map(|at| self.line(at))
    }

    /// Name and number of lines of each function.
    pub(crate) fn functions(&self) -> Vec<(String, usize)> {
        let mut functions = Vec::new();
        for at in words(&self.code, "fn") {
            let rest = &self.code[at..];
            let name = word(rest[2..].trim_start());
            // a pointer type `fn(…)` has no name, a declaration in a trait no body
            let Some(open) = body(rest).filter(|_| !name.is_empty()) else { continue };
            let close = closing(&rest[open..]).map_or(rest.len(), |len| open + len);
            functions.push((name, rest[..close].matches('\n').count() + 1));
        }
        functions
    }

    /// Paths, without ending, of modules that are compiled for tests only: `#[cfg(test)] mod tests;`.
    fn test_files(&self) -> Vec<String> {
        let folder = match self.path.strip_suffix("/mod.rs") {
            Some(folder) => folder.to_owned(),
            None if self.path == "src/lib.rs" || self.path == "src/main.rs" => "src".to_owned(),
            None => self.path.trim_end_matches(".rs").to_owned(),
        };
        let mut files = Vec::new();
        for (idx, line) in self.text.lines().enumerate() {
            if line.trim() == "#[cfg(test)]" {
                let next = self.text.lines().skip(idx + 1).find(|line| !line.trim_start().starts_with("#[")).unwrap_or_default();
                let name = next.split("mod ").nth(1).and_then(|rest| rest.strip_suffix(';'));
                files.extend(name.map(|name| format!("{folder}/{name}")));
            }
        }
        files
    }

    fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }
}

/// Stands for a line of test code.
const CUT: &str = "\u{0}";

/// Blanks items under `#[cfg(test)]` and `#[test]`; also their line numbers.
fn without_tests(code: &str) -> (String, Vec<std::ops::RangeInclusive<usize>>) {
    let mut cut = Vec::new();
    let mut from = 0;
    let next = |from: usize| ["#[cfg(test)]", "#[test]"].iter().filter_map(|mark| code[from..].find(mark)).min();
    while let Some(at) = next(from).map(|at| from + at) {
        let item = &code[at..];
        let end = match (item.find('{'), item.find(';')) {
            (Some(open), semicolon) if semicolon.is_none_or(|s| open < s) => closing(&item[open..]).map(|len| open + len),
            (_, semicolon) => semicolon,
        };
        let end = at + end.unwrap_or(item.len());
        let line = |at: usize| code[..at].matches('\n').count() + 1;
        cut.push(line(at)..=line(end));
        from = end;
    }
    let in_tests = |line: usize| cut.iter().any(|range| range.contains(&line));
    let lines: Vec<_> = code.lines().enumerate().map(|(idx, line)| if in_tests(idx + 1) { CUT } else { line }).collect();
    (lines.join("\n"), cut)
}

/// Where the words equal to `name` start.
fn words<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name)
        .map(|(at, _)| at)
        .filter(move |&at| !code[..at].ends_with(is_word) && !code[at + name.len()..].starts_with(is_word))
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first words of the parts of `a, b::{c, d}, e}`.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = vec![word(group.trim_start())];
    let mut depth = 1;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => heads.push(word(group[at + 1..].trim_start())),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

/// Where the body of the function opens that `rest` starts with, if it has one.
fn body(rest: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' if depth == 0 => return Some(at),
            ';' | ',' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Length of the block that `rest` starts with, braces included.
fn closing(rest: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// Blanks comments and the contents of literals, and collects the string literals with their lines.
fn lex(text: &str) -> (String, Vec<(usize, String)>) {
    let mut lexer = Lexer { chars: text.chars().collect(), at: 0, line: 1, code: String::new(), strings: Vec::new() };
    while lexer.at < lexer.chars.len() {
        lexer.step();
    }
    (lexer.code, lexer.strings)
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    strings: Vec<(usize, String)>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    /// Takes one character: into the code as it is, or as a blank that keeps the lines.
    fn take(&mut self, keep: bool) -> char {
        let c = self.peek(0);
        self.at += 1;
        self.line += usize::from(c == '\n');
        self.code.push(if keep || c == '\n' { c } else { ' ' });
        c
    }

    fn step(&mut self) {
        let after_word = self.code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => {
                while self.at < self.chars.len() && self.peek(0) != '\n' {
                    self.take(false);
                }
            }
            ('/', '*') => self.block_comment(),
            ('"', _) => self.string(0),
            ('r', '"' | '#') if !after_word => self.raw_string(),
            ('b', 'r') if !after_word && matches!(self.peek(2), '"' | '#') => {
                self.take(true);
                self.raw_string();
            }
            ('\'', '\\') => self.escaped_char(),
            ('\'', _) if self.peek(2) == '\'' => self.skip(3),
            _ => {
                self.take(true);
            }
        }
    }

    /// Blanks some characters.
    fn skip(&mut self, n_chars: usize) {
        for _ in 0..n_chars {
            self.take(false);
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.skip(1);
                    continue;
                }
            }
            self.skip(2);
            if depth == 0 {
                return;
            }
        }
    }

    fn escaped_char(&mut self) {
        self.skip(3);
        while self.at < self.chars.len() && self.take(false) != '\'' {}
    }

    fn raw_string(&mut self) {
        let n_hashes = (1..self.chars.len()).take_while(|&ahead| self.peek(ahead) == '#').count();
        if self.peek(1 + n_hashes) != '"' {
            // a raw identifier
            self.take(true);
            return;
        }
        self.skip(n_hashes + 1);
        self.string(n_hashes + 1);
    }

    /// The string whose opening quote is next; `raw` is 0, or one more than the number of its hashes.
    fn string(&mut self, raw: usize) {
        let line = self.line;
        let mut content = String::new();
        self.take(false);
        while self.at < self.chars.len() {
            let ends = self.peek(0) == '"' && (1..raw).all(|ahead| self.peek(ahead) == '#');
            if ends {
                self.skip(raw.max(1));
                break;
            }
            if raw == 0 && self.peek(0) == '\\' {
                content.push(self.take(false));
            }
            content.push(self.take(false));
        }
        self.strings.push((line, content));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new("src/ask/x.rs".to_owned(), text.to_owned())
    }

    #[test]
    fn literals_and_comments_are_no_code() {
        let source = source(
            "//! Why? More.\nfn f() { // crate::cli\n g(\"crate::cli \\\" }\", '\"', b'}', r#\"a\"b\"#, 'x: loop {}) /* { /* */ */ }\n",
        );
        assert_eq!(source.strings, [(3, "crate::cli \\\" }".to_owned()), (3, "a\"b".to_owned())]);
        assert_eq!(source.uses_of("crate"), []);
        assert_eq!(source.functions(), [("f".to_owned(), 2)]);
        assert_eq!(source.summary().unwrap(), "Why?");
    }

    #[test]
    fn imports_are_seen_in_every_form() {
        let source = source(
            "use crate::{\n    diag::{Error, Result},\n    graph,\n};\nfn f() { crate::cli::run(); my_crate::x(); }\nuse oxigraph::model;\n",
        );
        let heads: Vec<_> = source.uses_of("crate").into_iter().map(|(line, head)| format!("{line} {head}")).collect();
        assert_eq!(heads, ["1 diag", "1 graph", "1 ", "5 cli"]);
        assert_eq!(source.names_crate("oxigraph").collect::<Vec<_>>(), [6]);
    }

    #[test]
    fn test_code_is_left_out() {
        let source = source(
            "fn f() -> Vec<fn(u8) -> u8> {\n}\n#[cfg(test)]\nmod tests {\n    const A: &str = \"crate\";\n    use crate::cli;\n}\n#[cfg(test)]\nmod more;\n",
        );
        assert_eq!((source.strings.len(), source.uses_of("crate").len(), source.n_code_lines()), (0, 0, 2));
        assert_eq!(source.test_files(), ["src/ask/x/more"]);
        assert_eq!(source.functions(), [("f".to_owned(), 2)]);
    }
}
