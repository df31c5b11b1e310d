//! Which files are read, in which order, and under which ids?

use serde_json::Value;

use crate::support::{Sandbox, project};

#[test]
fn the_seeds_are_read_as_they_are_on_disk() {
    let outcome = Sandbox::new().run(&["build", "--dry-run", "--json", &project("seeds")]);
    outcome.check(0, &["5 articles read; nothing was written (--dry-run)"]);
    let articles: Vec<Value> = outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(articles.len(), 5);
    for article in articles {
        let file = project(&format!("seeds/{}.txt", article["id"].as_str().unwrap()));
        assert_eq!(article["source"], file);
        assert_eq!(article["bytes"], std::fs::metadata(file).unwrap().len());
    }
}

#[test]
fn every_format_is_read_from_a_folder() {
    let sandbox = Sandbox::new();
    let page =
        format!("<html><body><article><p>{}</p></article></body></html>", "A forum was held in the city of Wuxi. ".repeat(5));
    sandbox
        .file("in/b.txt", "Text.\n")
        .file("in/deep/a.md", "# Head\n\nText.\n")
        .file("in/page.html", &page)
        .file("in/plain", "Text");
    sandbox.file(
        "in/list.jsonl",
        "{\"text\": \"one\"}\n{\"id\": \"z\", \"text\": \"two\", \"published\": \"2024-12-06T01:02:03Z\"}\n",
    );
    sandbox.file("in/saved.php", &page).file("in/one.json", "{\"text\": \"lone\"}\n");
    let outcome = sandbox.run(&["build", "in", "--dry-run", "-q"]);
    outcome.check(0, &[]);
    assert_eq!(outcome.ids(), ["a", "b", "list-1", "one-1", "page", "plain", "saved", "z"]);
    assert!(outcome.stdout.contains("in/list.jsonl:2") && outcome.stdout.contains("2024-12-06"), "{}", outcome.stdout);
}

#[test]
fn standard_input_is_one_article_or_json_lines() {
    let sandbox = Sandbox::new();
    let text = sandbox.run_with(&["build", "-", "--dry-run", "-q"], "WUXI, China\n");
    assert_eq!(text.check(0, &[]).ids(), ["stdin"]);
    let lines = sandbox.run_with(&["build", "-", "--dry-run", "-q"], "{\"id\": \"x\", \"text\": \"one\"}\n{\"text\": \"two\"}\n");
    assert_eq!(lines.check(0, &[]).ids(), ["stdin-2", "x"]);
}

#[test]
fn what_is_no_article_in_a_folder_is_counted() {
    let sandbox = Sandbox::new();
    sandbox
        .file("in/a.txt", "Text")
        .file("in/.git/config", "x")
        .file("in/.hidden.txt", "x")
        .file("in/p.PNG", "x")
        .file("in/q.pdf", "%PDF-");
    sandbox.file("in/r.json", "{\"people\": []}").file("in/blob", b"\0\0\0").file("in/odd.dat", b"\x1f\x8b\x08");
    let left_out = "warning: in: left out, as no articles: 1 .dat, 1 .json, 1 .pdf, 1 .png, 1 binary without ending, 2 hidden (name a file to \
                    have it read all the same)";
    let outcome = sandbox.run(&["build", "in", "--dry-run", "--strict"]);
    assert_eq!(outcome.check(0, &[left_out, "1 article read; nothing was written (--dry-run)"]).ids(), ["a"]);
    let named = sandbox.run(&["build", "in/q.pdf", "--dry-run"]);
    let pdf = "skipped: in/q.pdf (byte 0): is a PDF document, not text; extract its text first, for example with pdftotext";
    named.check(3, &[pdf, "error: no article could be read; nothing was written"]);
}

#[test]
fn the_order_of_arguments_and_the_number_of_threads_change_nothing() {
    let sandbox = Sandbox::new();
    for n in 0..50 {
        sandbox.file(&format!("a/{n}.txt"), format!("Text {n}")).file(&format!("b/{n}.txt"), format!("Other {}", n % 7 * n));
    }
    let first = sandbox.run(&["build", "a", "b", "--dry-run", "--threads", "1"]);
    assert_eq!((first.code, first.ids().len()), (0, 100));
    let second = sandbox.run(&["build", "b", "a", "--dry-run", "--threads", "4"]);
    assert_eq!((first.stdout, first.stderr), (second.stdout, second.stderr));
}

#[test]
fn clashing_ids_are_told() {
    let sandbox = Sandbox::new();
    sandbox.file("one/x.txt", "Text").file("two/x.txt", "Other").file("three/x.md", "Text");
    let outcome = sandbox.run(&["build", "two", "three", "one", "--dry-run"]);
    let twin = "warning: two/x.txt: has the same id «x» as one/x.txt but another text; kept as «x~3»";
    let third = "warning: three/x.md: has the same id «x» as one/x.txt but another text; kept as «x~2»";
    assert_eq!(outcome.check(0, &[third, twin, "3 articles read; nothing was written (--dry-run)"]).ids(), ["x", "x~2", "x~3"]);
}

#[test]
fn a_file_named_twice_is_read_once() {
    let sandbox = Sandbox::new();
    sandbox.file("in/x.txt", "Text");
    let outcome = sandbox.run(&["build", "in/x.txt", "in", "in/../in/x.txt", "in/x.txt", "--dry-run"]);
    let again = "warning: in/x.txt: is the same file as in/../in/x.txt; read once";
    assert_eq!(outcome.check(0, &[again, "1 article read; nothing was written (--dry-run)"]).ids(), ["x"]);
}
