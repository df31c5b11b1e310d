//! Does the store on disk keep what was built: again, changed, in steps, held by another, or with bad input beside it?

use std::{fs, io::Read as _, process::Stdio};

use crate::support::{Outcome, Sandbox, program};

/// An article of our own about one gathering, with its date before it.
fn article(number: usize) -> String {
    let (name, city) =
        [("Harbour", "Rotterdam"), ("Salt", "Wuxi"), ("Tide", "Jakarta"), ("Amber", "Quanzhou"), ("Lantern", "Vienna")]
            [number % 5];
    let (who, year) = (["Huang Qin", "Ada Bell", "Joko Widodo", "Li Xiaomin", "Mary Stone"][number % 5], 2019 + number / 5);
    format!(
        "{city}, May 3, {year}\n\nThe {name} Media Forum {year} was held in {city} on May 3, {year}. {who}, mayor of {city}, delivered a \
         speech at the forum. The forum was hosted by the {name} Media Group.\n"
    )
}

/// Ten articles in the folder `in`, the seeds among them.
fn ten_articles() -> (Sandbox, Vec<String>) {
    let sandbox = Sandbox::new().with_seeds();
    for number in 0..5 {
        sandbox.file(&format!("seeds/own-{number}.txt"), article(number));
    }
    let names = fs::read_dir(sandbox.path("seeds")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| format!("seeds/{}", name.to_str().unwrap())).collect();
    names.sort();
    assert_eq!(names.len(), 10);
    (sandbox, names)
}

/// The whole store as N-Quads.
#[track_caller]
fn quads(sandbox: &Sandbox, store: &str) -> String {
    let outcome = sandbox.run(&["export", "--store", store, "--format", "nquads", "--quiet"]);
    outcome.check(0, &[]);
    assert!(outcome.stdout.lines().count() > 20, "{}", outcome.stdout);
    outcome.stdout
}

#[track_caller]
fn build(sandbox: &Sandbox, args: &[&str]) -> Outcome {
    let outcome = sandbox.run(&[&["build", "--quiet"], args].concat());
    outcome.check(0, &[]);
    outcome
}

const NOTHING_CHANGED: &str = "nothing changed: every article is in the store as it is\n";

#[test]
fn the_demo_does_all_of_it_and_changes_nothing_the_second_time() {
    let sandbox = Sandbox::new();
    let first = sandbox.run(&["demo"]);
    first.check(0, &[]);
    for part in [
        "read     5 articles (5 new, 0 changed, 0 as before)",
        "found    ",
        "dropped  ",
        "stored   ",
        "$ plenary ask \"who attended both Wuxi forums\"\nnobody is reported at both",
        "$ plenary network",
        "wrote    exports/facts.jsonl",
    ] {
        assert!(first.stdout.contains(part), "{part} in {}", first.stdout);
    }
    let before = quads(&sandbox, "plenary-store");
    let second = sandbox.run(&["demo"]);
    assert!(second.check(0, &[]).stdout.contains(NOTHING_CHANGED), "{}", second.stdout);
    assert_eq!(quads(&sandbox, "plenary-store"), before);
    let answer = |outcome: &Outcome| outcome.stdout.split_once("\n$ ").unwrap().1.to_owned();
    assert_eq!(answer(&second), answer(&first), "the same answers and files");
}

#[test]
fn the_demo_leaves_the_store_of_another_alone() {
    let sandbox = Sandbox::new();
    sandbox.file("own.txt", article(0));
    build(&sandbox, &["own.txt"]);
    let before = quads(&sandbox, "plenary-store");
    let demo = sandbox.run(&["demo"]);
    assert!(demo.check(0, &[]).stdout.contains(" in plenary-store-demo"), "{}", demo.stdout);
    assert_eq!(quads(&sandbox, "plenary-store"), before);
}

#[test]
fn a_folder_files_standard_input_and_json_lines_come_to_the_same() {
    let (sandbox, names) = ten_articles();
    build(&sandbox, &["seeds", "--store", "folder"]);
    let all: Vec<_> = names.iter().map(String::as_str).chain(["--store", "files"]).collect();
    build(&sandbox, &all);
    assert_eq!(quads(&sandbox, "folder"), quads(&sandbox, "files"));

    let line = |name: &String| {
        let id = name.trim_start_matches("seeds/").trim_end_matches(".txt");
        serde_json::json!({ "id": id, "text": fs::read_to_string(sandbox.path(name)).unwrap() }).to_string() + "\n"
    };
    let lines: String = names.iter().map(line).collect();
    sandbox.file("all.jsonl", &lines);
    build(&sandbox, &["all.jsonl", "--store", "jsonl"]);
    sandbox.run_with(&["build", "-", "--store", "stdin", "--quiet"], lines).check(0, &[]);
    // where an article came from is kept and differs, what it says does not
    let without_source = |store: &str| {
        let lines = quads(&sandbox, store);
        lines.lines().filter(|line| !line.contains("ontology#source>")).map(str::to_owned).collect::<Vec<_>>()
    };
    let folder = without_source("folder");
    assert_eq!(without_source("jsonl"), folder);
    assert_eq!(without_source("stdin"), folder);
}

#[test]
fn building_again_changes_nothing_and_says_so() {
    let sandbox = Sandbox::with_seed_store();
    let before = quads(&sandbox, "plenary-store");
    for args in [&["build", "seeds"][..], &["build", "seeds/000_ac8ddabf2e12fb39.txt"]] {
        assert_eq!(sandbox.run(args).check(0, &[]).stdout, NOTHING_CHANGED);
    }
    assert_eq!(quads(&sandbox, "plenary-store"), before);
}

#[test]
fn an_edited_article_replaces_its_facts() {
    let (sandbox, _) = ten_articles();
    build(&sandbox, &["seeds"]);
    let speakers = |sandbox: &Sandbox| {
        let query = "SELECT ?name WHERE { ?who pl:spokeAt/rdfs:label \"Harbour Media Forum 2019\" ; rdfs:label ?name }";
        sandbox.run(&["query", query, "--format", "csv"]).stdout.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(speakers(&sandbox), ["Huang Qin"]);
    sandbox.file("seeds/own-0.txt", article(0).replace("Huang Qin", "Greg Hull"));
    let told = build(&sandbox, &["seeds"]).stdout;
    assert!(told.contains("read     10 articles (0 new, "), "{told}");
    assert_eq!(speakers(&sandbox), ["Greg Hull"]);
    build(&sandbox, &["seeds", "--store", "fresh"]);
    assert_eq!(quads(&sandbox, "plenary-store"), quads(&sandbox, "fresh"), "as if it had never been otherwise");
}

#[test]
fn ten_steps_in_any_order_come_to_the_same_as_one() {
    let (sandbox, names) = ten_articles();
    build(&sandbox, &["seeds", "--store", "once", "--threads", "1"]);
    let once = quads(&sandbox, "once");
    let steps = |store: &str, order: &mut dyn Iterator<Item = &String>| {
        for name in order {
            build(&sandbox, &[name, "--store", store, "--threads", "4"]);
        }
        quads(&sandbox, store)
    };
    assert_eq!(steps("forward", &mut names.iter()), once);
    assert_eq!(steps("backward", &mut names.iter().rev()), once);
    let shuffled = [7, 2, 9, 0, 4, 5, 1, 8, 3, 6];
    assert_eq!(steps("shuffled", &mut shuffled.iter().map(|&position| &names[position])), once);
}

/// The program in the middle of a demo: it holds the store, and waits for somebody to read its first export.
#[cfg(unix)]
fn held(sandbox: &Sandbox) -> std::process::Child {
    fs::create_dir(sandbox.path("out")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(sandbox.path("out/facts.jsonl")).status().unwrap().success());
    let mut command = std::process::Command::new(program());
    command.args(["demo", "--out", "out"]).env_remove("PLENARY_STORE").current_dir(sandbox.path(""));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // it leaves its number with the lock
    let holder = format!("{}\n", child.id());
    while fs::read_to_string(sandbox.path("plenary-store/lock")).is_ok_and(|found| found != holder) {
        assert!(child.try_wait().unwrap().is_none(), "the demo waits for a reader");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    child
}

#[cfg(unix)]
#[test]
fn a_store_that_another_process_writes_to_is_left_alone() {
    let sandbox = Sandbox::with_seed_store();
    sandbox.file("own.txt", article(0));
    let mut child = held(&sandbox);
    let outcome = sandbox.run(&["build", "own.txt"]);
    // before anything is checked, so that no failure leaves the other waiting
    let mut facts = String::new();
    fs::File::open(sandbox.path("out/facts.jsonl")).unwrap().read_to_string(&mut facts).unwrap();
    assert!(child.wait().unwrap().success() && facts.lines().count() > 100);
    let holder = format!("error: process {} is writing to the store plenary-store", child.id());
    outcome.check(4, &[&holder, "  wait until it has finished, or use another folder with --store"]);
    let told = build(&sandbox, &["own.txt"]).stdout;
    assert!(told.contains("read     6 articles (1 new, "), "{told}");
}

#[test]
fn a_folder_that_is_no_store_is_not_touched() {
    let sandbox = Sandbox::new();
    sandbox.file("plenary-store/diary.txt", "Mine.").file("own.txt", article(0));
    let told =
        ["error: plenary-store is not a Plenary store", "  name a folder that does not exist yet or is empty, with --store"];
    for args in [&["build", "own.txt"][..], &["ask", "who attended the Salt Media Forum"], &["export", "--format", "nquads"]] {
        sandbox.run(args).check(2, &told);
    }
    assert_eq!(fs::read_dir(sandbox.path("plenary-store")).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(sandbox.path("plenary-store/diary.txt")).unwrap(), "Mine.");
}

#[test]
fn without_a_store_every_command_says_how_to_make_one() {
    let sandbox = Sandbox::new();
    let told = ["error: there is no store in plenary-store yet", "  make one: plenary build PATH..."];
    for args in [&["ask", "who attended both Wuxi forums"][..], &["query", "ASK {}"], &["show", "x"], &["network"]] {
        sandbox.run(args).check(1, &told);
    }
    assert!(!sandbox.path("plenary-store").exists(), "asking makes nothing");
}

#[test]
fn under_strict_bad_input_keeps_everything_out() {
    let sandbox = Sandbox::new();
    sandbox.file("in/own.txt", article(0)).file("in/bad.jsonl", "{\"text\": \n");
    let outcome = sandbox.run(&["build", "in", "--strict"]);
    assert_eq!(outcome.code, 3, "{outcome:#?}");
    assert!(outcome.stderr.contains("in/bad.jsonl:1") && outcome.stderr.contains("nothing was written"), "{outcome:#?}");
    assert!(!sandbox.path("plenary-store").exists());
}

#[test]
fn bad_input_costs_nothing_that_is_stored() {
    let sandbox = Sandbox::with_seed_store();
    let before = quads(&sandbox, "plenary-store");
    sandbox.file("bad/empty.txt", "").file("bad/photo.txt", b"\xff\xd8\xff\xe0\0\0").file("bad/cut.jsonl", "{\"text\": \"a\n");
    let outcome = sandbox.run(&["build", "bad"]);
    assert_eq!(outcome.code, 3, "{outcome:#?}");
    assert_eq!(quads(&sandbox, "plenary-store"), before);
    sandbox.file("bad/own.txt", article(0));
    let outcome = sandbox.run(&["build", "bad"]);
    assert_eq!(outcome.code, 0, "{outcome:#?}");
    assert!(outcome.stdout.contains("read     6 articles (1 new, "), "{outcome:#?}");
    let after = quads(&sandbox, "plenary-store");
    let quotes = |quads: &str| quads.lines().filter(|line| line.contains("ontology#quote>")).count();
    assert!(quotes(&after) > quotes(&before) && after.contains("Harbour Media Forum"));
}

#[test]
fn a_reader_of_an_export_who_leaves_early_is_no_failure() {
    let sandbox = Sandbox::with_seed_store();
    for format in plenary::export::FORMATS {
        let mut command = std::process::Command::new(program());
        command.args(["export", "--quiet", "--format", format.name]).env_remove("PLENARY_STORE").current_dir(sandbox.path(""));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdout.take().unwrap().read_exact(&mut [0; 10]).unwrap();
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), told.as_str()), (Some(0), ""), "{}", format.name);
    }
}

#[test]
fn an_export_that_cannot_be_written_leaves_nothing_behind() {
    let sandbox = Sandbox::with_seed_store();
    sandbox.file("out/entities.graphml/in-the-way", "");
    for file in ["no/such/folder/x.graphml", "out/entities.graphml"] {
        let outcome = sandbox.run(&["export", "--format", "graphml", "--output", file]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (5, ""), "{outcome:#?}");
        assert!(outcome.stderr.starts_with(&format!("error: cannot write {file}: ")), "{outcome:#?}");
    }
    assert_eq!(fs::read_dir(sandbox.path("out")).unwrap().count(), 1, "no partial file");
}
