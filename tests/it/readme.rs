//! Does the README tell the truth: do its command lines run, and do they answer as it shows?
//!
//! Where answers have changed: `UPDATE_EXPECT=1 cargo test --release --test it readme`.

use std::{env, fmt::Write as _, fs};

use crate::support::{Sandbox, project};

/// What the README calls names of its own, and what they stand for in the store of the seeds.
const STAND_INS: [(&str, &str); 8] = [
    ("my-labels", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gold")),
    ("articles/", "seeds/"),
    ("more.jsonl", "seeds/001_ec996563e8ac1e77.txt"),
    ("SELECT …", "SELECT ?who WHERE { ?who pl:spokeAt ?event }"),
    ("Forum 2021", "Wuxi forum 2021"),
    ("Forum 2022", "third China-Russia forum"),
    ("network.graphml", "made.graphml"),
    ("other.graphml", concat!(env!("CARGO_MANIFEST_DIR"), "/exports/people.graphml")),
];

/// The words of a command line, quotes taken off.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut quote, mut open) = (Vec::new(), None, false);
    for c in line.chars() {
        match quote {
            Some(end) if c == end => quote = None,
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                if !open {
                    words.push(String::new());
                }
                open = true;
            }
            None if c == ' ' => open = false,
            _ => {
                if !open {
                    words.push(String::new());
                }
                open = true;
                words.last_mut().unwrap().push(c);
            }
        }
    }
    words
}

fn readme() -> String {
    fs::read_to_string(project("README.md")).unwrap()
}

#[test]
fn words_of_a_command_line_are_told_apart() {
    assert_eq!(words("ask \"who spoke\" 'a b' c"), ["ask", "who spoke", "a b", "c"]);
}

#[test]
fn every_command_of_the_readme_runs() {
    let sandbox = Sandbox::with_seed_store();
    let readme = readme();
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `plenary ")).filter_map(|row| row.split('`').next());
    let mut commands = Vec::new();
    for row in rows {
        let line = STAND_INS.iter().fold(row.to_owned(), |line, (name, stand_in)| line.replace(name, stand_in));
        let args = words(&line);
        let outcome = sandbox.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
        // nobody was at both forums, nothing in the seeds is doubtful: an answer, and no result
        let may_be_empty = ["ask", "review"].contains(&args[0].as_str());
        assert!(outcome.code == 0 || outcome.code == 1 && may_be_empty, "{row}: {outcome:#?}");
        assert!(outcome.code == 0 || !outcome.stdout.is_empty() || args[0] == "review", "{row}: {outcome:#?}");
        commands.push(args[0].clone());
    }
    for command in plenary::cli::COMMANDS {
        assert!(commands.iter().any(|name| name == command.name), "README.md does not show `plenary {}`", command.name);
    }
}

#[test]
fn options_of_the_readme_exist() {
    let (sandbox, readme) = (Sandbox::new(), readme());
    let help: String = plenary::cli::COMMANDS
        .iter()
        .map(|command| sandbox.run(&[command.name, "--help"]).stdout)
        .chain([sandbox.run(&["export", "--format", "help"]).stdout, sandbox.run(&["network", "--measure", "help"]).stdout])
        .collect();
    let options = readme.split('`').skip(1).step_by(2).flat_map(str::split_whitespace).filter(|word| word.starts_with("--"));
    let of_cargo = ["--release", "--example", "--bench", "--no-default-features", "--test", "--locked", "--path"];
    for option in options.filter(|option| !of_cargo.contains(option)) {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn the_answers_that_the_readme_shows_are_those_of_the_program() {
    let sandbox = Sandbox::with_seed_store();
    let readme = readme();
    let mut made = String::new();
    let mut n_shown = 0;
    for (position, part) in readme.split("```").enumerate() {
        if position > 0 {
            made.push_str("```");
        }
        let Some(line) = part.strip_prefix("text\n$ plenary ").and_then(|rest| rest.lines().next()) else {
            made.push_str(part);
            continue;
        };
        let args = words(line);
        let outcome = sandbox.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
        let _ = write!(made, "text\n$ plenary {line}\n{}", outcome.stdout);
        n_shown += 1;
    }
    assert!(n_shown > 0);
    if made != readme && env::var_os("UPDATE_EXPECT").is_some() {
        return fs::write(project("README.md"), made).unwrap();
    }
    let first = made.lines().zip(readme.lines()).find(|(made, shown)| made != shown);
    assert!(
        made == readme,
        "UPDATE_EXPECT=1 cargo test --release --test it readme writes it; the first that differs: {first:#?}"
    );
}

#[test]
fn the_queries_that_the_readme_shows_have_results() {
    let sandbox = Sandbox::with_seed_store();
    let readme = readme();
    let queries: Vec<_> = readme.split("```").filter_map(|part| part.strip_prefix("sparql\n")).collect();
    assert!(!queries.is_empty());
    for query in queries {
        let outcome = sandbox.run(&["query", query, "--format", "csv"]);
        assert!(outcome.check(0, &[]).stdout.lines().count() > 10, "{query}{}", outcome.stdout);
    }
}

#[test]
fn the_exit_codes_of_the_readme_are_those_of_the_help() {
    let help = Sandbox::new().run(&["--help"]).stdout;
    let codes = |text: &str| {
        let (_, rest) = text.split_once("Exit codes: ").unwrap();
        // The help is wrapped to the width of the terminal.
        let paragraph = rest.split("\n\n").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        paragraph.trim_end_matches('.').split(", ").map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(codes(&readme()), codes(&help));
}
