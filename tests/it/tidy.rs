//! Does the code keep to its own rules: layers, owners of outside crates, sizes, documentation, no knowledge in the code?
//!
//! The rules stand in the README; here they are held against the tree. A failing test lists every place and says what to do.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

mod source;

use source::{Source, sources};

/// What the code outside tests of each module of the crate may use of the others. Stages of one row never meet.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("diag", &[]),
    ("knowledge", &["model", "diag"]),
    ("ingest", &["knowledge", "model", "diag"]),
    ("annotate", &["knowledge", "model", "diag"]),
    ("extract", &["knowledge", "model", "diag"]),
    ("resolve", &["knowledge", "model", "diag"]),
    ("graph", &["knowledge", "model", "diag"]),
    ("network", &["knowledge", "model", "diag"]),
    ("page", &["model"]),
    ("ask", &["graph", "page", "knowledge", "model", "diag"]),
    ("show", &["ask", "graph", "page", "knowledge", "model", "diag"]),
    ("serve", &["ask", "show", "graph", "knowledge", "model", "diag"]),
    ("report", &["ask", "show", "graph", "network", "knowledge", "model", "diag"]),
    ("export", &["ask", "show", "annotate", "graph", "network", "page", "knowledge", "model", "diag"]),
    ("eval", &["export", "knowledge", "model", "diag"]),
    ("coverage", &["annotate", "extract", "knowledge", "model", "diag"]),
    ("pipeline", &["ingest", "annotate", "extract", "resolve", "graph", "network", "knowledge", "model", "diag"]),
    ("update", &["pipeline", "graph", "knowledge", "model", "diag"]),
    (
        "cli",
        &[
            "pipeline",
            "update",
            "coverage",
            "ask",
            "page",
            "show",
            "serve",
            "export",
            "report",
            "eval",
            "ingest",
            "graph",
            "network",
            "knowledge",
            "model",
            "diag",
        ],
    ),
    ("lib", &[]),
    ("main", &["cli"]),
];

/// The modules that may name an outside crate. A crate that is not here may be used anywhere.
const OWNERS: &[(&str, &[&str])] = &[
    ("oxigraph", &["graph"]),
    ("petgraph", &["network"]),
    ("pulp", &["network"]),
    ("pinyin", &["resolve"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("signal_hook", &["cli"]),
    ("comfy_table", &["cli", "graph"]),
    ("terminal_size", &["cli"]),
    ("quick_xml", &["export", "graph"]),
    ("csv", &["export", "graph"]),
    ("parquet", &["export"]),
    ("dom_smoothie", &["ingest"]),
    ("pulldown_cmark", &["ingest"]),
    ("chardetng", &["ingest"]),
    ("encoding_rs", &["ingest"]),
    ("walkdir", &["cli", "knowledge"]),
    ("resvg", &["export"]),
    ("sha2", &["report"]),
    ("base64", &["report"]),
    ("rayon", &["cli", "coverage", "pipeline", "network"]),
];

/// Names of relations that a module also uses for something else: the column of an entity's own edition, a key of labels, words of
/// other vocabularies (schema.org, `FollowTheMoney`).
const OTHER_MEANINGS: &[(&str, &str)] =
    &[("export", "edition"), ("eval", "edition"), ("export", "startDate"), ("export", "endDate")];

/// Most lines of a file, tests not counted.
const MAX_FILE_LINES: usize = 500;
/// Most lines of a function, from `fn` to the closing brace.
const MAX_FUNCTION_LINES: usize = 60;
/// Files that are longer, and how long they may be. This list may only shrink.
const LONG_FILES: &[(&str, usize)] = &[];
/// Functions that are longer (`file: name`), and how long they may be. This list may only shrink.
const LONG_FUNCTIONS: &[(&str, usize)] = &[];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Fails with every finding, and with what to do about them.
fn none(findings: &[String], advice: &str) {
    assert!(findings.is_empty(), "{advice}:\n  {}\n", findings.join("\n  "));
}

#[test]
fn imports_go_down() {
    let layers: BTreeMap<_, _> = LAYERS.iter().copied().collect();
    let mut findings = Vec::new();
    for source in sources() {
        let module = source.module();
        let Some(allowed) = layers.get(module) else {
            findings.push(format!("{}: module {module} has no line in LAYERS", source.path));
            continue;
        };
        for (line, used) in source.uses_of("crate").into_iter().chain(source.uses_of("plenary")) {
            if layers.contains_key(used.as_str()) && used != module && !allowed.contains(&used.as_str()) {
                findings.push(format!("{}:{line}: {module} must not use {used}", source.path));
            }
        }
    }
    none(&findings, "a layer uses one that it must not know; pass what it needs as a plain value, or move the code");
}

#[test]
fn outside_crates_have_owners() {
    let mut findings = Vec::new();
    for (name, owners) in OWNERS {
        for source in sources().iter().filter(|source| !owners.contains(&source.module())) {
            findings.extend(source.names_crate(name).map(|line| format!("{}:{line}: {name} belongs to {owners:?}", source.path)));
        }
    }
    none(&findings, "an outside crate is named outside its owner; let the owner offer what is needed");
}

#[test]
fn only_the_command_line_prints_opens_inputs_and_reads_the_clock() {
    let rim: &[(&str, &[&str])] = &[
        ("io::stdout", &["cli"]),
        ("io::stderr", &["cli"]),
        ("io::stdin", &["cli"]),
        ("SystemTime::now", &["cli"]),
        ("Instant::now", &["cli"]),
        ("File::open", &["cli", "knowledge", "graph"]),
        ("fs::read", &["cli", "knowledge", "graph"]),
        ("env::args", &["main", "cli"]),
        ("TcpListener", &["serve"]),
    ];
    let mut findings = Vec::new();
    for (call, owners) in rim {
        for source in sources().iter().filter(|source| !owners.contains(&source.module())) {
            findings.extend(source.mentions(call).map(|line| format!("{}:{line}: {call} belongs to {owners:?}", source.path)));
        }
    }
    none(&findings, "input and output live at the rim of the program");
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = sources().iter().filter(|source| source.summary().is_none()).map(|source| source.path.clone());
    none(&silent.collect::<Vec<_>>(), "open the file with a `//!` line: which question does it answer?");
}

#[test]
fn files_and_functions_are_short() {
    let mut lengths = Vec::new();
    let mut function_lengths = Vec::new();
    for source in sources() {
        lengths.push((source.path.clone(), source.n_code_lines()));
        function_lengths
            .extend(source.functions().into_iter().map(|(name, n_lines)| (format!("{}: {name}", source.path), n_lines)));
    }
    let findings =
        [too_long(&lengths, LONG_FILES, MAX_FILE_LINES), too_long(&function_lengths, LONG_FUNCTIONS, MAX_FUNCTION_LINES)];
    none(&findings.concat(), "split the file or function, or correct LONG_FILES and LONG_FUNCTIONS");
}

/// What is longer than allowed, and exceptions that are no longer needed as they stand.
fn too_long(lengths: &[(String, usize)], exceptions: &[(&str, usize)], most: usize) -> Vec<String> {
    let mut findings = Vec::new();
    let mut used = BTreeSet::new();
    for (name, length) in lengths.iter().filter(|(_, length)| *length > most) {
        let exception = exceptions.iter().find(|(path, _)| path == name);
        used.extend(exception.map(|(path, _)| *path));
        let allowed = exception.map_or(most, |&(_, allowed)| allowed);
        if *length > allowed {
            findings.push(format!("{name}: {length} lines of {allowed}"));
        } else if *length < allowed {
            findings.push(format!("{name}: has shrunk to {length} lines, lower its exception from {allowed}"));
        }
    }
    let unused = exceptions.iter().filter(|(path, _)| !used.contains(path));
    findings.extend(unused.map(|(path, _)| format!("{path}: needs no exception any more")));
    findings
}

#[test]
fn no_domain_relation_in_the_code() {
    let mut relations = BTreeSet::new();
    for entry in fs::read_dir(root().join("ontology/relations")).unwrap() {
        let path = entry.unwrap().path();
        relations.insert(path.file_stem().unwrap().to_string_lossy().into_owned());
    }
    assert!(!relations.is_empty());
    let mut findings = Vec::new();
    for source in sources() {
        for (line, text) in &source.strings {
            // a relation of one lower-case word may stand in a message, but not be one
            let is_other = |name: &String| text == name && OTHER_MEANINGS.contains(&(source.module(), name.as_str()));
            let is_named = |name: &&String| {
                !is_other(name) && text == *name
                    || text.contains(&format!("pl:{name}"))
                    || (name.contains(char::is_uppercase) && text.contains(*name) && !is_other(name))
            };
            findings.extend(relations.iter().filter(is_named).map(|name| format!("{}:{line}: names {name}", source.path)));
        }
    }
    none(&findings, "the code asks the schema for a relation by its role; its name is data");
}

#[test]
fn no_words_of_a_language_in_the_code() {
    let mut findings = Vec::new();
    for source in sources() {
        for (line, text) in &source.strings {
            if let Some(letter) = text.chars().find(|c| c.is_alphabetic() && !c.is_ascii()) {
                findings.push(format!("{}:{line}: «{letter}» in «{}»", source.path, text.trim()));
            }
        }
    }
    none(&findings, "words of human languages are knowledge: they live in ontology/");
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let manifest = read("Cargo.toml");
    let mut findings = Vec::new();
    let mut is_explained = false;
    let mut in_dependencies = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            in_dependencies = line.ends_with("dependencies]");
            is_explained = false;
        } else if line.is_empty() {
            is_explained = false;
        } else if line.starts_with('#') {
            // one comment may explain the group of dependencies below it
            is_explained = true;
        } else if in_dependencies && !is_explained {
            findings.push(line.to_owned());
        }
    }
    none(&findings, "give the dependency in Cargo.toml a comment: what for, and which features are off and why");
}

const MAP_START: &str = "<!-- code map: made from the `//!` lines by `UPDATE_EXPECT=1 cargo test tidy` -->";
const MAP_END: &str = "<!-- end of code map -->";

#[test]
fn the_map_in_the_readme_shows_the_code() {
    let readme = read("README.md");
    let (before, rest) = readme.split_once(MAP_START).expect("README.md has the start mark of the code map");
    let (found, after) = rest.split_once(MAP_END).expect("README.md has the end mark of the code map");
    let expected = format!("\n{}\n", map());
    if found == expected {
        return;
    }
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(root().join("README.md"), format!("{before}{MAP_START}{expected}{MAP_END}{after}")).unwrap();
        return;
    }
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let missing = lines(&expected).difference(&lines(found)).map(|line| format!("missing: {line}")).collect::<Vec<_>>();
    let stale = lines(found).difference(&lines(&expected)).map(|line| format!("stale:   {line}")).collect::<Vec<_>>();
    none(
        &[missing, stale].concat(),
        "the code map in README.md is not that of the tree; UPDATE_EXPECT=1 cargo test tidy writes it",
    );
    panic!("the code map in README.md is out of order; UPDATE_EXPECT=1 cargo test tidy writes it");
}

/// One line a file with the first sentence of its documentation, by folder; a folder speaks through its `mod.rs`.
fn map() -> String {
    let summaries: BTreeMap<_, _> = sources().iter().map(|s| (s.path.clone(), s.summary().unwrap_or_default())).collect();
    let mut folders: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, summary) in &summaries {
        let (folder, file) = path.rsplit_once('/').unwrap();
        folders.entry(folder).or_default().push((file, summary));
    }
    let mut map = String::new();
    for (folder, files) in folders {
        let own = files.iter().find(|(file, _)| *file == "mod.rs").map_or("", |(_, summary)| summary);
        let _ = writeln!(map, "{}", format!("- `{folder}/` {own}").trim_end());
        for (file, summary) in files.iter().filter(|(file, _)| *file != "mod.rs") {
            let _ = writeln!(map, "  - `{file}` {summary}");
        }
    }
    map
}

#[test]
fn paths_in_the_readme_exist() {
    let readme = read("README.md");
    let is_ours = |path: &str| {
        ["src/", "ontology/", "tests/", "benches/", "exports/", "seeds/", "tools/", ".ci/"].iter().any(|p| path.starts_with(p))
    };
    let mut findings = Vec::new();
    for (idx, line) in readme.lines().enumerate() {
        for path in line.split('`').skip(1).step_by(2).filter(|path| is_ours(path)) {
            // `<name>` stands for a file that the reader adds, `*` for several
            let fixed: PathBuf = path.split('/').take_while(|part| !part.contains(['<', '*', ' '])).collect();
            if !root().join(&fixed).exists() {
                findings.push(format!("README.md:{}: {path}", idx + 1));
            }
        }
    }
    none(&findings, "README.md names a path that is not there");
}

#[test]
fn the_tables_of_this_test_are_current() {
    let sources = sources();
    let modules: BTreeSet<_> = sources.iter().map(Source::module).collect();
    let manifest = read("Cargo.toml").replace('-', "_");
    let mut findings = Vec::new();
    for (name, owners) in OWNERS {
        if !manifest.contains(&format!("\n{name} = ")) {
            findings.push(format!("OWNERS: {name} is no dependency"));
        }
        findings
            .extend(owners.iter().filter(|o| !modules.contains(*o)).map(|o| format!("OWNERS: {name}: there is no module {o}")));
    }
    none(&findings, "correct the table in tests/it/tidy.rs");
}
