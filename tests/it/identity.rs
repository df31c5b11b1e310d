//! Is one person, body and event one across articles, languages and rebuilds, and do corrections hold, as a user sees it?

use std::fs;

use crate::support::Sandbox;

/// Two articles in two languages on one edition, one on another, two namesakes.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .file("in/a1.txt", "May 3, 2021\n\nThe China International Intelligent Tourism Forum 2021 was held in Wuxi on May 2, 2021. Shen Yuanfang, president of the \
                            China Media Group, delivered a speech at the forum.\n")
        .file("in/a2.txt", "2021年5月3日\n\n2021年中国国际智能旅游论坛5月2日在无锡举行。中央广播电视总台台长沈元方出席论坛并致辞。\n")
        .file("in/a3.txt", "May 9, 2024\n\nThe China International Intelligent Tourism Forum 2024 was held in Wuxi on May 8, 2024. Shen Yuanfang, president of the \
                            China Media Group, attended the forum.\n")
        .file("in/b1.txt", "June 3, 2021\n\nThe Tide Media Forum 2021 was held in Suzhou on June 3, 2021. Wang Wei, mayor of Suzhou, delivered a speech at the forum.\n")
        .file("in/b2.txt", "July 3, 2022\n\nThe Salt Media Forum 2022 was held in Lisbon on July 2, 2022. Wang Wei, director of the Tidal Museum, delivered a \
                            speech at the forum.\n");
    sandbox.run(&["build", "in", "--quiet"]).check(0, &[]);
    sandbox
}

fn people(sandbox: &Sandbox) -> Vec<String> {
    let query = "SELECT ?iri WHERE { ?iri a pl:Person } ORDER BY ?iri";
    let outcome = sandbox.run(&["query", query, "--format", "csv"]);
    outcome.check(0, &[]);
    outcome.stdout.lines().skip(1).map(|line| line.trim().rsplit('/').next().unwrap().to_owned()).collect()
}

fn quads(sandbox: &Sandbox) -> String {
    let outcome = sandbox.run(&["export", "--format", "nquads", "--quiet"]);
    outcome.check(0, &[]);
    outcome.stdout
}

#[test]
fn a_person_is_one_across_scripts_and_the_reasons_are_told() {
    let sandbox = sandbox();
    let people = people(&sandbox);
    assert_eq!(people.iter().filter(|iri| iri.starts_with("shen")).count(), 1, "{people:?}");
    assert_eq!(people.iter().filter(|iri| iri.starts_with("wang")).count(), 2, "{people:?}");
    let why = sandbox.run(&["show", "Shen Yuanfang", "--why"]);
    assert!(why.stdout.contains("pinyin") && why.stdout.contains("沈元方"), "{why:?}");
}

#[test]
fn both_editions_are_compared_with_quotes_in_both_languages() {
    let outcome = sandbox().run(&[
        "compare",
        "China International Intelligent Tourism Forum 2021",
        "China International Intelligent Tourism Forum 2024",
    ]);
    outcome.check(0, &[]);
    let both = outcome.stdout.split("only").next().unwrap();
    assert!(both.contains("Shen Yuanfang") || both.contains("沈元方"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("delivered a speech") && outcome.stdout.contains("致辞"), "{}", outcome.stdout);
}

#[test]
fn a_correction_holds_from_scratch_too_and_can_be_undone() {
    let sandbox = sandbox();
    let before = quads(&sandbox);
    let namesakes: Vec<String> =
        people(&sandbox).into_iter().filter(|iri| iri.starts_with("wang")).map(|iri| format!("person/{iri}")).collect();
    let merge = sandbox.run(&["correct", "merge", &namesakes[0], &namesakes[1], "--who", "eva", "--why", "same man", "--quiet"]);
    assert_eq!((merge.code, merge.stderr.as_str()), (0, ""), "{merge:?}");
    assert_eq!(people(&sandbox).iter().filter(|iri| iri.starts_with("wang")).count(), 1);
    let file = fs::read_to_string(sandbox.path("corrections.toml")).unwrap();
    assert!(file.lines().nth(1).is_some_and(|line| line.starts_with("1 = { merge") && line.contains("eva")), "{file}");
    let merged = quads(&sandbox);
    fs::remove_dir_all(sandbox.path("plenary-store")).unwrap();
    sandbox.run(&["build", "in", "--quiet"]).check(0, &[]);
    assert_eq!(quads(&sandbox), merged);
    sandbox.run(&["correct", "undo", "--quiet"]).check(0, &[]);
    let marks = |quads: &str| quads.lines().filter(|line| !line.contains("knowledgeHash")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(marks(&quads(&sandbox)), marks(&before));
}

#[test]
fn a_correction_that_is_about_nothing_is_told() {
    let sandbox = sandbox();
    sandbox.file("corrections.toml", "1 = { rename = \"person/nobody\", to = \"Somebody\" }\n");
    let outcome = sandbox.run(&["build", "in"]);
    assert!(outcome.stderr.contains("is about nothing") && outcome.stderr.contains("person/nobody"), "{outcome:?}");
}

#[test]
fn review_asks_and_remembers() {
    let sandbox = sandbox();
    sandbox.file(
        "in/b3.txt",
        "July 9, 2022\n\nThe Amber Media Forum 2022 was held in Oslo on July 8, 2022. Wang Wei attended the forum.\n",
    );
    sandbox.run(&["build", "in", "--quiet"]).check(0, &[]);
    let listed = sandbox.run(&["review", "--list"]);
    assert!(listed.stdout.contains("may be one") && listed.stdout.contains("“"), "{listed:?}");
    let answered = sandbox.run_with(&["review", "--merges", "--quiet", "--who", "eva"], "x\nn\nq\n");
    assert!(answered.code == 0 && answered.stdout.contains("not-same"), "{answered:?}");
    let again = sandbox.run(&["review", "--list"]);
    assert!(again.stdout.matches("may be one").count() < listed.stdout.matches("may be one").count(), "{again:?}");
}

#[test]
fn what_is_gone_is_pruned_and_nothing_is_read_twice() {
    let sandbox = sandbox();
    fs::remove_file(sandbox.path("in/b2.txt")).unwrap();
    let outcome = sandbox.run(&["build", "in", "--prune", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!((&told["removed"], &told["read"]), (&1.into(), &0.into()), "{told}");
}
