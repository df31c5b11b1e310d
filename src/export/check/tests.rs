//! Does each fault that was seen in the wild give its finding, and a clean file none?

use super::*;
use crate::{
    export::{
        FORMATS,
        tests::{check as export, hostile},
    },
    model::fixture::{Fixture, two_forums},
};

const GRAPHML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="l" for="node" attr.name="label" attr.type="string"/>
<key id="x" for="node" attr.name="x" attr.type="double"/>
<key id="y" for="node" attr.name="y" attr.type="double"/>
<key id="n" for="node" attr.name="count" attr.type="int"/>
<key id="w" for="edge" attr.name="weight" attr.type="double"/>
<graph edgedefault="directed">
<node id="n1"><data key="l">A &amp; B</data><data key="x">1</data><data key="y">2</data><data key="n">3</data></node>
<node id="n2"><data key="l">C</data><data key="x">2</data><data key="y">2</data></node>
<edge id="e1" source="n1" target="n2"><data key="w">1.5</data></edge>
</graph>
</graphml>
"#;

const GEXF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
<attributes class="node" mode="static"><attribute id="c" title="count" type="integer"/></attributes>
<attributes class="edge" mode="static"><attribute id="d" title="day" type="string"/></attributes>
<nodes>
<node id="n1" label="A"><attvalues><attvalue for="c" value="3"/></attvalues><viz:position x="1" y="2" z="0"/></node>
<node id="n2" label="B"><viz:position x="2" y="2" z="0"/><viz:color r="1" g="2" b="3" a="1"/></node>
</nodes>
<edges>
<edge id="e1" source="n1" target="n2" kind="a" weight="1.0" start="2021-05-03" end="2021-05-04"><attvalues><attvalue for="d" value="2021-05-03"/></attvalues></edge>
</edges>
</graph>
</gexf>
"#;

/// Rules, by whether they are severe, and lines of the findings.
fn found(xml: &str) -> Vec<(u8, bool, u64)> {
    check(xml.as_bytes()).findings.into_iter().map(|f| (f.rule, f.severe, f.line)).collect()
}

/// After the change the file has this finding, and it is told on this line.
#[track_caller]
fn broken(file: &str, from: &str, to: &str, finding: (u8, bool, u64)) {
    assert!(file.contains(from), "{from}");
    let xml = file.replacen(from, to, 1);
    let found = check(xml.as_bytes()).findings;
    let told: Vec<_> = found.iter().map(|f| (f.rule, f.severe, f.line)).collect();
    assert!(told.contains(&finding), "{from} -> {to}: {found:#?}");
}

#[test]
fn clean_files_have_no_findings() {
    assert_eq!((found(GRAPHML), found(GEXF)), (vec![], vec![]));
    let spells = GEXF.replace(" start=\"2021-05-03\" end=\"2021-05-04\"", "");
    let spells = spells.replace(
        "/></attvalues></edge>",
        "/></attvalues><spells><spell start=\"2021-05-03\" end=\"2021-05-04\"/></spells></edge>",
    );
    assert_eq!(found(&spells), [], "attributes may stand before the intervals");
    assert_eq!(found(&spells.replace("value=\"2021-05-03\"", "value=\"May\"")), [(10, false, 11)]);
    let findings = check(GRAPHML.as_bytes());
    assert_eq!((findings.nodes, findings.edges, findings.faults, findings.warnings), (2, 1, 0, 0));
}

#[test]
fn every_fault_of_graphml_is_found() {
    let cases: &[(&str, &str, (u8, bool, u64))] = &[
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "", (1, true, 2)),
        ("UTF-8", "ISO-8859-1", (1, true, 1)),
        ("<?xml", "\u{feff}<?xml", (1, true, 1)),
        ("<graphml", "<!DOCTYPE graphml><graphml", (1, true, 2)),
        (" xmlns=\"http://graphml.graphdrawing.org/xmlns\"", "", (1, true, 2)),
        ("</graphml>", "", (1, true, 14)),
        ("</graph>\n</graphml>\n", "</graphml>", (1, true, 12)),
        (" edgedefault=\"directed\"", "", (1, true, 8)),
        ("<edge id=\"e1\"", "<edge id=\"e1\" directed=\"false\"", (1, true, 11)),
        ("</graph>", "<key id=\"q\" for=\"node\" attr.name=\"q\" attr.type=\"int\"/></graph>", (1, true, 12)),
        ("</graph>", "<node id=\"n3\"/></graph>", (1, true, 12)),
        ("</node>\n<edge", "<graph edgedefault=\"directed\"/></node>\n<edge", (1, true, 10)),
        ("id=\"n2\"", "id=\"n1\"", (2, true, 10)),
        ("id=\"e1\"", "id=\"n1\"", (2, true, 11)),
        ("id=\"e1\"", "", (2, true, 11)),
        ("id=\"n2\"", "id=\"n 2\"", (2, true, 10)),
        ("for=\"node\"", "for=\"all\"", (3, true, 3)),
        ("attr.name=\"count\"", "attr.name=\"Label\"", (3, true, 6)),
        ("attr.name=\"count\"", "", (3, true, 6)),
        ("attr.type=\"int\"", "attr.type=\"Int\"", (3, true, 6)),
        ("key=\"n\">3", "key=\"n\">3.0", (3, true, 9)),
        ("key=\"n\">3", "key=\"n\">3000000000", (3, true, 9)),
        ("key=\"n\">3", "key=\"m\">3", (3, true, 9)),
        ("key=\"w\">", "key=\"l\">", (3, true, 11)),
        ("key=\"x\">1", "key=\"x\">NaN", (3, true, 9)),
        ("1.5", "0", (4, true, 11)),
        ("1.5", "INF", (4, true, 11)),
        ("weight\" attr.type=\"double", "weight\" attr.type=\"float", (4, true, 7)),
        (">C<", "><", (4, true, 10)),
        ("attr.type=\"int\"/>", "attr.type=\"int\"><default>1</default></key>", (4, true, 6)),
        ("attr.name=\"count\"", "attr.name=\"Type\"", (5, true, 6)),
        ("attr.name=\"x\" attr.type=\"double\"", "attr.name=\"x\" attr.type=\"string\"", (5, true, 4)),
        ("A &amp; B", "A &amp; &quot;B", (6, true, 9)),
        ("A &amp; B", "A &#1; B", (6, true, 9)),
        ("A &amp; B", "A \u{1} B", (6, true, 9)),
        ("A &amp; B", "A &eacute; B", (6, true, 9)),
        ("key=\"x\">2", "key=\"x\">1", (7, false, 14)),
        ("</graph>", "<edge id=\"e2\" source=\"n1\" target=\"n2\"/></graph>", (8, false, 12)),
        ("target=\"n2\"", "target=\"n9\"", (9, true, 11)),
        ("target=\"n2\"", "target=\"\"", (9, true, 11)),
        ("target=\"n2\"", "target=\"n1\"", (9, false, 11)),
    ];
    for (from, to, finding) in cases {
        broken(GRAPHML, from, to, *finding);
    }
}

#[test]
fn every_fault_of_gexf_is_found() {
    let cases: &[(&str, &str, (u8, bool, u64))] = &[
        ("http://gexf.net/1.3\"", "http://www.gexf.net/1.3\"", (10, true, 2)),
        (" timerepresentation=\"interval\"", "", (10, true, 3)),
        (" defaultedgetype=\"directed\"", "", (10, true, 3)),
        ("mode=\"dynamic\"", "mode=\"static\"", (10, true, 11)),
        ("kind=\"a\"", "type=\"undirected\"", (10, true, 11)),
        ("start=\"2021-05-03\"", "timestamp=\"2021-05-03\"", (10, true, 11)),
        ("start=\"2021-05-03\"", "", (10, false, 11)),
        ("start=\"2021-05-03\"", "start=\"2022-05-03\"", (10, true, 11)),
        ("start=\"2021-05-03\"", "start=\"2021\"", (10, true, 11)),
        ("value=\"2021-05-03\"", "value=\"some day\"", (10, false, 11)),
        ("r=\"1\" g=\"2\" b=\"3\"", "hex=\"#ffffff\"", (10, true, 8)),
        ("id=\"n2\"", "id=\"n2\" pid=\"n1\"", (10, true, 8)),
        ("for=\"d\"", "for=\"e\"", (3, true, 11)),
        ("type=\"integer\"", "type=\"date\"", (3, true, 4)),
        ("value=\"3\"", "value=\"3.0\"", (3, true, 7)),
        ("value=\"3\"", "value=\"\"", (4, true, 7)),
        ("weight=\"1.0\"", "weight=\"-1\"", (4, true, 11)),
        ("title=\"count\"", "title=\"Kind\"", (5, true, 4)),
        ("label=\"A\"", "label=\"A&#2;\"", (6, true, 7)),
        ("</edges>", "<edge id=\"e2\" source=\"n1\" target=\"n2\" kind=\"a\"/></edges>", (8, false, 12)),
        ("target=\"n2\"", "target=\"n3\"", (9, true, 11)),
    ];
    for (from, to, finding) in cases {
        broken(GEXF, from, to, *finding);
    }
    let apart = GEXF.replace("</edges>", "<edge id=\"e2\" source=\"n1\" target=\"n2\" kind=\"b\"/></edges>");
    assert_eq!(found(&apart), []);
}

#[test]
fn what_is_no_network_file_is_said_to_be_none() {
    for (text, told) in [
        ("", "there is no element"),
        ("hello", "there is no element"),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><html/>", "<html> is neither"),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><graphml><a></b></graphml>", "no well-formed XML"),
    ] {
        let findings = check(text.as_bytes());
        assert!(findings.faults > 0 && findings.findings.iter().any(|f| f.what.contains(told)), "{text}: {findings:?}");
    }
    assert!(check(&b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><graphml a=\"\xff\"/>"[..]).faults > 0, "no UTF-8");
}

#[test]
fn of_many_findings_of_a_sort_the_first_are_listed_and_all_are_counted() {
    let many = "<edge id=\"e1\" source=\"n1\" target=\"n7\"/>\n".repeat(100);
    let findings = check(GRAPHML.replace("</graph>", &format!("{many}</graph>")).as_bytes());
    assert_eq!((findings.edges, findings.faults), (101, 200));
    assert!(findings.findings.len() < 20);
}

#[test]
fn our_own_files_pass() {
    for dataset in [two_forums(), hostile(), Fixture::default().build()] {
        for format in FORMATS.iter().filter(|format| format.file.ends_with("graphml") || format.file.ends_with("gexf")) {
            let findings = check(export(&dataset, format.name).0.as_bytes());
            let counts = (findings.faults, if format.name == "graphml-multi" { 0 } else { findings.warnings });
            assert_eq!(counts, (0, 0), "{}: {findings:#?}", format.name);
        }
    }
}
