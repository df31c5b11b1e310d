//! Does each bad input get a note with its place and reason, while the good ones are read?

use std::fs;

use crate::support::Sandbox;

const READ: &str = "1 article read; nothing was written (--dry-run)";

/// Reads a folder with one good article and one bad file, and checks what is told of it.
#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, told: &[&str]) {
    let sandbox = Sandbox::new();
    sandbox.file("good.txt", "Good.").file(name, bytes);
    let mut lines = told.to_vec();
    lines.push(READ);
    let outcome = sandbox.run(&["build", "good.txt", name, "--dry-run"]);
    assert_eq!(outcome.check(0, &lines).ids(), ["good"]);
    lines.pop();
    let inputs = if told.len() == 1 { "1 input" } else { "2 inputs" };
    let error = format!("error: --strict: {inputs} could not be used; nothing was written");
    lines.push(&error);
    let strict = sandbox.run(&["build", "good.txt", name, "--dry-run", "--strict", "--quiet"]);
    assert_eq!(strict.check(3, &lines).stdout, "");
}

#[test]
fn an_empty_file() {
    check("x.txt", "", &["skipped: x.txt: is empty"]);
    check("x.txt", "\n \n", &["skipped: x.txt: holds nothing but white space"]);
}

#[test]
fn a_binary_file() {
    check(
        "x.txt",
        b"ab\0cd",
        &["skipped: x.txt (byte 2): is binary data (a NUL byte), not text; there is no text in it to read"],
    );
    check("x.jpg", b"\xff\xd8\xff\xe0", &["skipped: x.jpg (byte 0): is a JPEG image, not text; there is no text in it to read"]);
}

#[test]
fn a_page_without_article() {
    let page = "<!DOCTYPE html><html><body><ul><li><a href='/'>Home</a></li></ul></body></html>";
    check("x.html", page, &["skipped: x.html: no article found in the page: its longest paragraph has 4 bytes"]);
}

#[test]
fn a_line_that_is_no_json() {
    check(
        "x.jsonl",
        "{\"text\": \"cut\n[]\n",
        &[
            "skipped: x.jsonl:1 (byte 12): line is no JSON object of an article: EOF while parsing a string",
            "skipped: x.jsonl:2 (byte 14): line is no JSON object of an article: it does not start with {",
        ],
    );
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    check("x\u{1b}[2J.txt", "", &["skipped: x\u{fffd}[2J.txt: is empty"]);
}

#[test]
fn a_file_of_100_mb_is_not_read() {
    let sandbox = Sandbox::new();
    let advice = "split it into one file an article, or give JSON lines with one article a line";
    for (name, format) in [("x.txt", "text"), ("x.html", "HTML"), ("x", "text")] {
        sandbox.file(name, "text ".repeat(1000));
        fs::OpenOptions::new().write(true).open(sandbox.path(name)).unwrap().set_len(100 << 20).unwrap();
        let note = format!("skipped: {name}: is over the limit of 20 MiB for {format}; {advice}");
        sandbox.run(&["build", name, "--dry-run"]).check(3, &[&note, "error: no article could be read; nothing was written"]);
    }
}

#[test]
fn an_endless_input_is_cut_off() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.run_with(&["build", "-", "--dry-run"], "word ".repeat(5 << 20));
    assert!(outcome.stderr.starts_with("skipped: -: is over the limit of 20 MiB for text; "), "{}", outcome.stderr);
    assert_eq!(outcome.code, 3);
}

#[test]
fn a_file_that_is_not_there() {
    let sandbox = Sandbox::new();
    sandbox.file("good.txt", "Good.");
    let missing = "skipped: no/such.txt: cannot be read: No such file or directory (os error 2)";
    assert_eq!(sandbox.run(&["build", "no/such.txt", "good.txt", "--dry-run"]).check(0, &[missing, READ]).ids(), ["good"]);
}

#[test]
fn other_encodings_are_told_and_read() {
    let sandbox = Sandbox::new();
    let utf16: Vec<u8> = "\u{feff}Forum.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    sandbox.file("in/a.txt", b"Caf\xe9 owners met in S\xe3o Paulo.").file("in/b.txt", utf16);
    sandbox.file("in/c.txt", b"\xe2\x80\x9cQuoted\xe2\x80\x9d and \xff broken.");
    sandbox.run(&["build", "in", "--dry-run", "--strict"]).check(
        0,
        &[
            "warning: in/a.txt (byte 3): is windows-1252, not UTF-8; converted, and positions count the converted text",
            "warning: in/b.txt (byte 0): is UTF-16LE, not UTF-8; converted, and positions count the converted text",
            "warning: in/c.txt (byte 17): broken UTF-8, replaced by U+FFFD (places: 1), the first at this byte",
            "3 articles read; nothing was written (--dry-run)",
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_folder_loop_is_not_followed() {
    use std::os::unix::fs::symlink;

    let sandbox = Sandbox::new();
    sandbox.file("in/deep/a.txt", "Good.");
    symlink("..", sandbox.path("in/deep/up")).unwrap();
    symlink("nowhere", sandbox.path("in/broken.txt")).unwrap();
    symlink("deep/a.txt", sandbox.path("in/link.txt")).unwrap();
    let outcome = sandbox.run(&["build", "in", "--dry-run"]);
    outcome.check(
        0,
        &[
            "skipped: in/broken.txt: cannot be read: No such file or directory (os error 2)",
            "warning: in/deep/up: is a link back to in, a folder loop; not followed",
            "warning: in/link.txt: is the same file as in/deep/a.txt; read once",
            READ,
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_if_named_and_left_alone_in_a_folder() {
    let sandbox = Sandbox::new();
    sandbox.file("in/good.txt", "Good.");
    assert!(std::process::Command::new("mkfifo").arg(sandbox.path("in/pipe.txt")).status().unwrap().success());
    let left_out = "warning: in: left out, as no articles: 1 special (name a file to have it read all the same)";
    sandbox.run(&["build", "in", "--dry-run"]).check(0, &[left_out, READ]);
    let path = sandbox.path("in/pipe.txt");
    let writer = std::thread::spawn(move || fs::write(path, "Piped.").unwrap());
    assert_eq!(sandbox.run(&["build", "in/pipe.txt", "--dry-run"]).check(0, &[READ]).ids(), ["pipe"]);
    writer.join().unwrap();
}
