//! Do `draw` and `report` write what they are asked for, and say so where they cannot?

use std::fs;

use crate::support::Sandbox;

#[test]
fn the_ending_of_the_file_says_what_it_is_to_be() {
    let sandbox = Sandbox::with_seed_store();
    let outcome = sandbox.run(&["draw", "--output", "network.jpg"]);
    let hint = "  give it a name that ends in .svg or .png";
    outcome.check(2, &["error: cannot tell what network.jpg is to be", hint]);
    let outcome = sandbox.run(&["draw", "--what", "cake", "--output", "cake.svg"]);
    outcome.check(2, &["error: there is no picture «cake»", "  one of network, timeline, matrix"]);
    let outcome = sandbox.run(&["draw", "--output", "network.svg", "--top", "5"]);
    assert!(outcome.code == 0 && outcome.stderr.starts_with("drawn: 5 people, "), "{outcome:#?}");
    assert!(outcome.stderr.contains(": people with fewer ties than those drawn"), "{outcome:#?}");
    assert!(fs::read_to_string(sandbox.path("network.svg")).unwrap().contains("5 names"));
}

#[test]
fn a_report_keeps_to_its_size_and_title_and_comes_on_standard_output_too() {
    let sandbox = Sandbox::with_seed_store();
    let outcome = sandbox.run(&["report", "--output", "-", "--title", "<The> seeds & more"]);
    outcome.check(0, &[]);
    assert!(
        outcome.stdout.starts_with("<!DOCTYPE html>") && outcome.stdout.contains("<title>&lt;The&gt; seeds &amp; more</title>")
    );
    let written = sandbox.run(&["report", "--output", "page.html"]);
    written.check(0, &[]);
    assert!(written.stdout.starts_with("wrote page.html (") && fs::read(sandbox.path("page.html")).unwrap().len() > 100_000);
}
