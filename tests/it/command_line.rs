//! Do options, exit codes and output behave as on any other tool?

use std::{
    io::Read as _,
    process::{Command, Stdio},
};

use crate::support::{Sandbox, program};

#[test]
fn help_tells_of_every_command() {
    let outcome = Sandbox::new().run(&["--help"]);
    outcome.check(0, &[]);
    assert!(outcome.stdout.starts_with("Reads news about gatherings"), "{}", outcome.stdout);
    for command in plenary::cli::COMMANDS {
        assert!(outcome.stdout.contains(&format!("  {} ", command.name)), "{}", command.name);
        let help = Sandbox::new().run(&[command.name, "--help"]);
        help.check(0, &[]);
        assert!(help.stdout.starts_with(command.help), "{}", help.stdout);
        assert!(help.stdout.contains("--store <DIR>") && help.stdout.contains("PLENARY_STORE"), "{}", help.stdout);
    }
}

#[test]
fn a_wrong_command_line_exits_with_2() {
    let sandbox = Sandbox::new();
    let wrong: &[(&[&str], &str)] = &[
        (&[], "Usage: plenary"),
        (&["biuld"], "build"),
        (&["build"], "<PATH>"),
        (&["build", "x", "--base", "example.org"], "expected an absolute IRI"),
        (&["build", "x", "--min-confidence", "2"], "expected a number from 0 to 1"),
        (&["build", "x", "--threads", "0"], "--threads"),
        (&["ask"], "<QUESTION>"),
        (&["ask", " "], "the question is empty"),
        (&["show", ""], "the name is empty"),
        (&["compare", "one"], "<OTHER>"),
        (&["query"], "<QUERY>"),
        (&["query", "ASK {}", "--file", "q.rq"], "cannot be used with"),
        (&["network", "--by", "city"], "sentence"),
        (&["network", "--top", "0"], "expected a whole number from 1"),
        (&["export"], "--format"),
    ];
    for (args, told) in wrong {
        let outcome = sandbox.run(args);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{args:?}");
        assert!(outcome.stderr.contains(told), "{args:?}: {}", outcome.stderr);
    }
}

#[test]
fn a_query_file_that_cannot_be_read_is_named() {
    let outcome = Sandbox::new().run(&["query", "--file", "no.rq"]);
    outcome.check(3, &["error: cannot read the query from no.rq: No such file or directory (os error 2)"]);
}

#[test]
fn a_bad_knowledge_folder_stops_the_run() {
    let sandbox = Sandbox::new();
    sandbox.file("onto/relations/x.toml", "name = \"x\"\nbogus = 1\n").file("a.txt", "Text.");
    let outcome = sandbox.run(&["build", "a.txt", "--ontology", "onto"]);
    assert_eq!(outcome.code, 3);
    assert!(outcome.stderr.contains("relations/x.toml") && outcome.stderr.contains("bogus"), "{}", outcome.stderr);
}

/// Starts a run that writes far more than a pipe holds.
fn talkative(sandbox: &Sandbox, stdout: Stdio) -> std::process::Child {
    sandbox.file("many.jsonl", "{\"text\": \"One of many articles.\"}\n".repeat(5000));
    let mut command = Command::new(program());
    command.args(["build", "many.jsonl", "--dry-run", "-q"]).current_dir(sandbox.path(""));
    command.stdout(stdout).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_reader_who_leaves_early_is_no_failure() {
    let sandbox = Sandbox::new();
    let mut child = talkative(&sandbox, Stdio::piped());
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let sandbox = Sandbox::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = talkative(&sandbox, full.into()).wait_with_output().unwrap();
    let told = "error: cannot write the output: No space left on device (os error 28)\n";
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(5), told));
}

#[cfg(feature = "disk")]
#[test]
fn what_is_told_can_be_handed_on_as_a_page() {
    let sandbox = Sandbox::with_seed_store();
    let person = "Yves Leterme";
    let told: &[(&[&str], i32, &str)] = &[
        (&["show", person], 0, "# Yves Leterme"),
        (&["compare", "Wuxi forum 2021", "third China-Russia forum"], 0, "## People"),
        (&["ask", "who attended both Wuxi forums"], 1, "## Nearest, through different people"),
        (&["show", "Blub"], 1, "No article names «Blub»."),
        (&["ask", "what is love"], 2, "The question was not understood."),
    ];
    for (args, code, part) in told {
        let markdown = sandbox.run(&[*args, &["--format", "markdown"]].concat());
        assert!(markdown.code == *code && markdown.stdout.contains(part), "{args:?}: {}", markdown.stdout);
        let html = sandbox.run(&[*args, &["--format", "html"]].concat());
        let part = part.trim_start_matches(['#', ' ']);
        assert!(
            html.code == *code && html.stdout.starts_with("<!DOCTYPE html>") && html.stdout.contains(part),
            "{}",
            html.stdout
        );
    }
    let args = ["show", person];
    let json = sandbox.run(&[&args[..], &["--format", "json"]].concat());
    assert_eq!(json.stdout, sandbox.run(&[&args[..], &["--json"]].concat()).stdout);
    let text = sandbox.run(&[&args[..], &["--format", "text"]].concat());
    assert_eq!(text.stdout, sandbox.run(&args).stdout);
    let markdown = sandbox.run(&["show", person, "--format", "markdown"]).stdout;
    let source = "seeds/000_ac8ddabf2e12fb39.txt, bytes ";
    assert!(markdown.contains("  > — **Quote 1**: “WUXI, China, May 23, 2021") && markdown.contains(source), "{markdown}");
    let page: serde_json::Value = serde_json::from_str(&sandbox.run(&["show", person, "--format", "schemaorg"]).stdout).unwrap();
    assert_eq!(page["@graph"][0]["name"], person);
    let outcome = sandbox.run(&["show", person, "--why", "--format", "html"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("--why"), "{}", outcome.stderr);
}

#[cfg(feature = "disk")]
#[test]
fn a_format_of_several_files_needs_a_folder_of_its_own() {
    let sandbox = Sandbox::with_seed_store();
    let outcome = sandbox.run(&["export", "--format", "neo4j"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("say where: --output neo4j"), "{}", outcome.stderr);
    for _ in 0..2 {
        let outcome = sandbox.run(&["export", "--format", "neo4j", "--output", "my graph"]);
        assert!(outcome.code == 0 && outcome.stderr.contains("neo4j: cd 'my graph' && neo4j-admin "), "{}", outcome.stderr);
    }
    sandbox.file("my graph/notes.txt", "mine");
    let outcome = sandbox.run(&["export", "--format", "neo4j", "--output", "my graph"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("notes.txt, which no export has written"), "{}", outcome.stderr);
}
