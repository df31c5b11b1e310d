//! Does Ctrl-C leave everything as it was, or as it should be?

use std::{
    fs,
    io::Write as _,
    os::unix::process::ExitStatusExt as _,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use crate::support::{Sandbox, program};

fn start(sandbox: &Sandbox, args: &[&str]) -> Child {
    let mut command = Command::new(program());
    command.args(args).current_dir(sandbox.path("")).env_remove("PLENARY_STORE").env_remove("PLENARY_CORRECTIONS");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Sends the signal; the exit code and what was told, or none if the program was not far enough to tell.
fn interrupted(child: Child, signal: &str) -> (Option<i32>, String) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    let code = output.status.code();
    assert!(code.is_some() || output.status.signal().is_some());
    assert!(sent.success() || code == Some(0), "the program had ended");
    (code, String::from_utf8(output.stderr).unwrap())
}

/// Names of all files below, hidden ones too, but not those of the database.
fn files(sandbox: &Sandbox) -> Vec<String> {
    let mut names = Vec::new();
    for folder in ["", "plenary-store"] {
        names.extend(fs::read_dir(sandbox.path(folder)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()));
    }
    names.sort();
    names
}

fn quads(sandbox: &Sandbox) -> String {
    let outcome = sandbox.run(&["export", "--format", "nquads", "-q"]);
    outcome.check(0, &[]);
    outcome.stdout
}

#[test]
fn a_build_that_waits_for_articles_ends_with_130() {
    let sandbox = Sandbox::with_seed_store();
    let (before, kept) = (quads(&sandbox), files(&sandbox));
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let mut child = start(&sandbox, &["build", "-", "-q"]);
        let mut stdin = child.stdin.take().unwrap();
        // More than a pipe holds: once all is written, the program has read of it, and waits for the rest.
        stdin.write_all("{\"text\": \"The Tide Forum opened in Lisbon.\"}\n".repeat(4000).as_bytes()).unwrap();
        assert_eq!(interrupted(child, signal), (Some(code), "interrupted\n".to_owned()));
        drop(stdin);
    }
    assert_eq!(files(&sandbox), kept);
    assert_eq!(quads(&sandbox), before);
}

#[test]
fn a_build_that_is_stopped_while_it_works_leaves_the_old_store_or_the_new() {
    let sandbox = Sandbox::with_seed_store();
    let (before, kept) = (quads(&sandbox), files(&sandbox));
    let article =
        |i: usize| format!("{{\"id\": \"t{i}\", \"text\": \"Ada Bell spoke at the Tide Forum {} in Lisbon.\"}}\n", 1900 + i);
    sandbox.file("more.jsonl", (0..100).map(article).collect::<String>());
    let mut codes = Vec::new();
    for tenths in [0, 2, 4, 7] {
        let child = start(&sandbox, &["build", "more.jsonl", "-q"]);
        thread::sleep(Duration::from_millis(100 * tenths));
        codes.push(interrupted(child, "-INT").0);
        let names: Vec<_> = files(&sandbox).into_iter().filter(|name| name != "more.jsonl").collect();
        assert_eq!(names, kept);
        if codes.last() != Some(&Some(0)) {
            let now = quads(&sandbox);
            assert!(now == before || now.contains("/t99"), "half of the articles are in the store");
        }
    }
    assert!(codes.iter().all(|code| matches!(code, None | Some(0 | 130))), "{codes:?}");
    sandbox.run(&["build", "more.jsonl", "-q"]).check(0, &[]);
    assert!(quads(&sandbox).contains("/t99"));
}

#[test]
fn a_network_that_is_stopped_leaves_no_half_of_a_file() {
    let sandbox = Sandbox::with_seed_store();
    sandbox.file("out.graphml", "old");
    let kept = files(&sandbox);
    for tenths in [0, 2, 4, 7] {
        let child = start(&sandbox, &["network", "-q", "--graphml", "out.graphml", "--save", "mine"]);
        thread::sleep(Duration::from_millis(100 * tenths));
        let (code, _) = interrupted(child, "-INT");
        assert!(matches!(code, None | Some(0 | 130)), "{code:?}");
        assert_eq!(files(&sandbox), kept);
        let text = fs::read_to_string(sandbox.path("out.graphml")).unwrap();
        assert!(text == "old" || text.trim_end().ends_with("</graphml>"), "{}", text.len());
        sandbox.run(&["query", "SELECT * { ?s pl:scoreOf ?who } LIMIT 1", "-q"]);
    }
}
