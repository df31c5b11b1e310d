//! Do exports of a part, and checks of files of others, do from the command line what they say?

use std::fs;

use plenary::export::Format;

use crate::support::{Sandbox, project};

#[test]
fn a_part_can_be_had_in_any_format_and_tells_what_it_leaves_out() {
    let sandbox = Sandbox::with_seed_store();
    let person = "person=Shen Haixiong";
    // One of each family: they take the same way.
    for name in ["facts", "csv", "graphml-people", "gexf-dynamic", "kumu", "trig"] {
        let format = Format::find(name).unwrap();
        let outcome = sandbox.run(&["export", "--format", name, "--output", "part", "--subset", person, "hops=2"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("This is a subset (person=Shen Haixiong; hops=2), left out: "), "{}", outcome.stderr);
        let whole = fs::metadata(project(&format!("exports/{}", format.file))).unwrap().len();
        let part = fs::metadata(sandbox.path("part")).unwrap().len();
        assert!(part > 0 && part < whole, "{name}: {part} bytes of {whole}");
    }
    let told = sandbox.run(&["export", "--format", "gexf", "--subset", person]).stdout;
    assert!(told.contains("This is a subset (person=Shen Haixiong), left out: "));
    let turtle = sandbox.run(&["export", "--format", "turtle", "--subset", "city=Wuxi"]).stdout;
    assert!(turtle.starts_with("# This is a subset (city=Wuxi), left out: "));
}

#[test]
fn what_a_file_cannot_tell_of_itself_stands_beside_it() {
    let sandbox = Sandbox::with_seed_store();
    let export = |name: &str, part: &[&str]| sandbox.run(&[&["export", "--format", "csv", "--output", name], part].concat());
    assert_eq!(export("part.csv", &["--subset", "top=2"]).code, 0);
    let about = fs::read_to_string(sandbox.path("part.csv-about.txt")).unwrap();
    assert!(about.starts_with("part.csv: ") && about.contains("This is a subset (top=2), left out: "), "{about}");
    assert_eq!(export("part.csv", &["--subset", "top=1"]).code, 0);
    assert!(fs::read_to_string(sandbox.path("part.csv-about.txt")).unwrap().contains("(top=1)"));
    // A file that holds everything leaves out nothing, and nobody's own file is touched.
    assert_eq!(export("part.csv", &[]).code, 0);
    assert!(!sandbox.path("part.csv-about.txt").exists());
    sandbox.file("own.csv-about.txt", "mine");
    assert_eq!(export("own.csv", &[]).code, 0);
    let refused = export("own.csv", &["--subset", "top=1"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("own.csv-about.txt is there, and no export has written it"), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(sandbox.path("own.csv-about.txt")).unwrap(), "mine");
}

#[test]
fn pictures_and_the_report_can_be_of_a_part() {
    let sandbox = Sandbox::with_seed_store();
    let told = "This is a subset (city=Wuxi), left out: ";
    for (what, name) in [("network", "a.svg"), ("timeline", "b.svg"), ("matrix", "c.svg")] {
        sandbox.run(&["draw", "--what", what, "--output", name, "--quiet"]).check(0, &[]);
        let whole = fs::read_to_string(sandbox.path(name)).unwrap();
        let part = sandbox.run(&["draw", "--what", what, "--output", name, "--subset", "city=Wuxi"]);
        assert!(part.code == 0 && part.stderr.contains(told), "{}", part.stderr);
        let part = fs::read_to_string(sandbox.path(name)).unwrap();
        assert!(part.contains(told) && part.len() < whole.len() && !whole.contains("subset"), "{what}");
    }
    let ties = |least: &str| {
        sandbox.run(&["draw", "--output", "a.svg", "--quiet", "--subset", least]).check(0, &[]);
        fs::read_to_string(sandbox.path("a.svg")).unwrap().matches('M').count()
    };
    assert!(ties("min-weight=2") < ties("min-weight=1"));
    sandbox.run(&["report", "--output", "r.html", "--quiet"]).check(0, &[]);
    let whole = fs::read_to_string(sandbox.path("r.html")).unwrap();
    sandbox.run(&["report", "--output", "r.html", "--quiet", "--subset", "city=Wuxi"]).check(0, &[]);
    let part = fs::read_to_string(sandbox.path("r.html")).unwrap();
    assert!(part.contains(told) && part.len() < whole.len() && !whole.contains(told));
    assert_eq!(sandbox.run(&["report", "--subset", "from=2090"]).code, 1);
    assert!(sandbox.run(&["draw", "--subset", "help"]).stdout.contains("min-weight"));
}

#[test]
fn each_way_to_choose_a_part_chooses() {
    let sandbox = Sandbox::with_seed_store();
    let query = "SELECT ?who { ?who pl:spokeAt ?event . ?event pl:heldIn/rdfs:label \"Wuxi\" }";
    sandbox.file("wuxi.rq", query);
    let labels = |part: &[&str]| {
        let outcome = sandbox.run(&[&["export", "--format", "csv-nodes", "--subset"], part].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        outcome.stdout.lines().count()
    };
    let (all, in_wuxi) = (labels(&["hops=2", "around=China"]), labels(&["city=Wuxi"]));
    assert!(in_wuxi > 10 && all > 2);
    assert_eq!(labels(&["query=wuxi.rq", "hops=0"]), labels(&[&format!("query={query}"), "hops=0"]));
    assert!(labels(&["query=wuxi.rq"]) > labels(&["query=wuxi.rq", "hops=0"]));
    assert!(labels(&["city=Wuxi", "top=3"]) < in_wuxi);
    assert!(labels(&["from=2022", "to=2022"]) < labels(&["from=2022"]));
    assert!(labels(&["min-weight=1"]) > in_wuxi);
}

#[test]
fn what_is_no_part_is_told() {
    let sandbox = Sandbox::with_seed_store();
    for (part, code, told) in [
        ("hops=1", 2, "hops are counted from someone"),
        ("town=Wuxi", 2, "«town=Wuxi» is no part of a subset"),
        ("person", 2, "«person» is no part of a subset"),
        ("top=many", 2, "expected a whole number"),
        ("min-weight=-1", 2, "expected a number from 0"),
        ("from=May", 2, "is no date"),
        ("person=Nobody Atall", 1, "is called «Nobody Atall»"),
        ("query=no.rq", 3, "cannot read the query from no.rq"),
        ("from=2090", 1, "nothing in the store is in this subset"),
    ] {
        let outcome = sandbox.run(&["export", "--format", "graphml", "--subset", part]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (code, ""), "{part}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(told), "{part}: {}", outcome.stderr);
    }
    let help = sandbox.run(&["export", "--format", "graphml", "--subset", "help"]);
    help.check(0, &[]);
    assert!(help.stdout.contains("min-weight"));
}

#[test]
fn a_file_of_anyone_is_checked() {
    let sandbox = Sandbox::new();
    sandbox.file("bad.graphml", "<?xml version=\"1.0\"?>\n<graphml>\n<graph><node id=\"a b\"/></graph>\n</graphml>\n");
    let outcome = sandbox.run(&["export", "--check", "bad.graphml"]);
    assert_eq!(outcome.code, 3, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("bad.graphml:3: fault: «a b» is no plain id (rule 2); use short ASCII ids"),
        "{}",
        outcome.stdout
    );
    assert!(outcome.stdout.ends_with("bad.graphml: 1 node, 0 edges: 4 faults, 0 warnings\n"), "{}", outcome.stdout);
    let json = sandbox.run(&["export", "--check", "bad.graphml", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&json["faults"], &json["findings"][0]["rule"]), (&4.into(), &1.into()));
    assert_eq!(sandbox.run(&["export", "--check", "none.gexf"]).code, 3);
    assert_eq!(sandbox.run(&["export", "--check", "a.gexf", "--format", "gexf"]).code, 2);
}
