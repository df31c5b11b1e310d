//! Does the reader take what other programs write, and do the fast way and the slow one come to the same?

use proptest::prelude::*;

use super::*;

/// What is in a file, both ways: `id label` lines, then `a b weight` lines, then what was dropped.
fn check(text: &str, expected: &[&str]) {
    let told = |drawn: &Drawn| -> Vec<String> {
        let nodes = drawn.ids.iter().zip(&drawn.labels).map(|(id, label)| format!("{id} {label}"));
        let name = |at: u32| &drawn.ids[at as usize];
        let ties = drawn.ties.iter().map(|&(a, b, weight)| format!("{} {} {weight}", name(a), name(b)));
        let dropped = drawn.dropped.iter().map(|(what, count)| format!("{count} {what}"));
        nodes.chain(ties).chain(dropped).collect()
    };
    for scan in [true, false] {
        assert_eq!(told(&read(text, scan).unwrap()), expected, "scan: {scan}");
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";

#[test]
fn files_of_other_programs_are_read() {
    // As networkx writes it.
    let networkx = format!(
        "{HEAD}  <key id=\"d1\" for=\"edge\" attr.name=\"weight\" attr.type=\"long\"/>\n  <key id=\"d0\" for=\"node\" attr.name=\"label\" \
         attr.type=\"string\"/>\n  <graph edgedefault=\"undirected\">\n    <node id=\"0\">\n      <data key=\"d0\">Ann &amp; Bo</data>\n    </node>\n    \
         <node id=\"1\"/>\n    <edge source=\"0\" target=\"1\">\n      <data key=\"d1\">3</data>\n    </edge>\n  </graph>\n</graphml>\n"
    );
    check(&networkx, &["0 Ann & Bo", "1 1", "0 1 3"]);
    // As igraph writes it: ids of edges, numbers with a point, other data.
    let igraph = format!(
        "{HEAD}<key id=\"e_weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/><key id=\"e_k\" for=\"edge\" attr.name=\"kind\"/>\n\
         <graph id=\"G\" edgedefault=\"directed\">\n<node id=\"n0\">\n</node>\n<edge source=\"n0\" target=\"n1\">\n  <data key=\"e_weight\">0.25</data>\n  \
         <data key=\"e_k\">x</data>\n</edge>\n<edge id=\"e1\" source=\"n1\" target=\"n2\">\n  <data key=\"e_weight\">1e-3</data>\n</edge>\n</graph></graphml>"
    );
    check(
        &igraph,
        &[
            "n0 n0",
            "n1 n1",
            "n2 n2",
            "n0 n1 0.25",
            "n1 n2 0.001",
            "2 directions, taken for ties both ways",
            "2 nodes that only edges name",
        ],
    );
    // Prefixes, single quotes, CDATA, a default, hyperedges, comments, nested graphs.
    let odd = "<g:graphml xmlns:g='http://graphml.graphdrawing.org/xmlns'><g:key id='w' for='all' attr.name='Weight'><g:default>2</g:default></g:key>\
         <g:key id='n' for='node' attr.name='name'/><g:graph edgedefault='undirected'><g:node id='a&lt;'><g:data key='n'><![CDATA[A < B]]></g:data>\
         <g:graph edgedefault='undirected'><g:node id='b'/></g:graph></g:node><!-- <edge/> --><g:hyperedge/><g:edge target='b' source='a&lt;'/>\
         <g:edge source='b' target='b'/><g:edge source='b' target='a&lt;'><g:data key='w'>-1</g:data></g:edge></g:graph></g:graphml>";
    check(
        odd,
        &[
            "a< A < B",
            "b b",
            "a< b 2",
            "1 edges from a node to itself, left out",
            "1 edges whose weight is not above 0, left out",
            "1 edges of more than two ends, left out",
        ],
    );
}

#[test]
fn what_is_no_graphml_is_refused_with_its_line() {
    let wrong = [
        ("", "line 1: there is no graph in it"),
        ("<gexf>\n<nodes/>\n</gexf>", "line 3: there is no graph in it"),
        ("<graphml>\n<graph>\n<node id=\"a\">", "line 3: the file ends inside an element"),
        ("<graphml>\n<graph>\n<node/></graph></graphml>", "line 3: a node has no id"),
        ("<graphml><graph>\n<edge source=\"a\"/></graph></graphml>", "line 2: an edge has no target"),
        ("<graphml>\n<graph></graphml>", "line 2: ill-formed document"),
        (
            "<graphml><key id=\"w\" for=\"edge\" attr.name=\"weight\"/><graph>\n\n<edge source=\"a\" target=\"b\"><data key=\"w\">much</data></edge>",
            "line 3: «much» is no weight",
        ),
    ];
    for (text, expected) in wrong {
        for scan in [true, false] {
            let error = read(text, scan).unwrap_err();
            assert_eq!(error.kind, ErrorKind::BadInput);
            assert!(error.message.contains(expected), "{text}: {error}");
        }
    }
}

#[test]
fn nodes_become_entities_in_order_of_their_ids() {
    let text = "<graphml><graph><node id=\"n2\"/><node id=\"n1\"/><edge source=\"n2\" target=\"n1\"/><edge source=\"n3\" target=\"n2\"/></graph></graphml>";
    let (dataset, ties) = read_graphml(text).unwrap().into_dataset();
    let paths: Vec<&str> = dataset.entities.iter().map(|entity| entity.path.as_str()).collect();
    assert_eq!((paths, ties), (vec!["n1", "n2", "n3"], vec![(1, 0, 1.0), (2, 1, 1.0)]));
}

/// Pieces that edges are made of, plain and not.
const PIECES: [&[&str]; 5] = [
    &["<edge ", "<edge\n", "<edge id=\"e1\" ", "<!-- x --><edge ", "<edge xml:id=\"q\" ", "<edge label='l' "],
    &["source=\"a\" target=\"b\"", "target=\"b\"  source=\"a\"", "source='a' target=\"c\"", "source=\"a&amp;\" target=\"b\" "],
    &["/>", " />", "></edge>", ">\n"],
    &[
        "<data key=\"w\">2</data>",
        " <data key=\"w\"> 0.5 </data>\n",
        "<data key=\"x\">2</data>",
        "<data key=\"w\">&#50;</data>",
        "<data key='w'>7</data>",
    ],
    &["</edge>", "\n</edge >\n", "<data key=\"w\">3</data></edge>", "<port name=\"p\"/></edge>"],
];

proptest! {
    #[test]
    fn the_fast_way_comes_to_the_same(choices in prop::collection::vec([0..6_usize, 0..4, 0..4, 0..5, 0..4], 0..12)) {
        let mut text = "<graphml><key id=\"w\" for=\"edge\" attr.name=\"weight\"/><graph>".to_owned();
        for choice in choices {
            let is_closed = choice[2] < 3;
            for (place, pieces) in PIECES.iter().enumerate().take(if is_closed { 3 } else { 5 }) {
                text.push_str(pieces[choice[place]]);
            }
        }
        text.push_str("</graph></graphml>");
        prop_assert_eq!(read(&text, true).unwrap(), read(&text, false).unwrap());
    }

    #[test]
    fn what_is_written_is_read_back(ties in prop::collection::vec((0..9_u32, 0..9_u32, 0.01..99.0_f64), 0..20), whole: bool) {
        let weighted = ties.into_iter().map(|(a, b, weight)| (a, b, if whole { weight.ceil() } else { weight })).collect();
        let network = crate::network::Network::from_ties(9, weighted, 0.0);
        let mut bytes = Vec::new();
        super::super::bare_graphml(&network, None, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let drawn = read_graphml(&text).unwrap();
        prop_assert_eq!(&drawn.dropped, &[]);
        prop_assert_eq!(drawn.ids.len(), 9);
        let again = crate::network::Network::from_ties(9, drawn.ties, 0.0);
        prop_assert!(again.ties().eq(network.ties()));
        let faults = super::super::check(text.as_bytes());
        prop_assert!(faults.findings.iter().all(|finding| finding.rule == 7), "{:?}", faults.findings);
    }
}
