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
