"""Do the readers of others find in every exported file what was put in? The Python half of the peer gate.

    python gate.py DIR

DIR holds what `cargo run --example peer_corpus` wrote. Networks and RDF are read here, all else in documents.py. Numbers of nodes,
edges and weights are held against expected.json, which was counted apart from the writers; labels against the data set; every
attribute of the XML formats against the JSON formats, which need no escaping. NetworkX writes our GraphML once more and must still find the same in it.
"""

import json
import math
import re
import subprocess
import sys
from pathlib import Path

import igraph
import networkit
import networkx
import pydot
import rdflib

import documents

DIR = Path(sys.argv[1])
EXPECTED = json.loads((DIR / "expected.json").read_text("utf-8"))
LISTED = json.loads((DIR / "formats.json").read_text("utf-8"))
FORMATS = {entry["name"]: DIR / entry["file"] for entry in LISTED if "file" in entry}
FOLDERS = {entry["name"]: DIR / entry["folder"] for entry in LISTED if "folder" in entry}
#: Attributes of looks, which each format spells in its own way.
LOOKS = {"x", "y", "size", "r", "g", "b", "color", "viz"}
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

faults = []
checks = 0
read = set()


def check(what, found, wanted):
    """Counts a comparison, and keeps what differs."""
    global checks
    checks += 1
    if isinstance(found, float) and isinstance(wanted, (int, float)) and math.isclose(found, wanted, rel_tol=1e-12):
        return
    if found != wanted or isinstance(found, bool) != isinstance(wanted, bool):
        cut = lambda value: repr(value)[:200]
        faults.append(f"{what}: found {cut(found)}, expected {cut(wanted)}")


def clean(value):
    """What XML can hold of a text: forbidden characters are replaced, line ends (of XML 1.1 too) are line feeds."""
    if not isinstance(value, str):
        return value
    return FORBIDDEN.sub("\ufffd", re.sub("\r\n|[\r\x85\u2028]", "\n", value))


class Net:
    """Nodes and edges by id, with their attributes."""

    def __init__(self, nodes, edges):
        self.nodes, self.edges = nodes, edges

    def against(self, who, wanted, edge_ids=True, skip=()):
        """Holds this network, read by `who`, against another that was read from JSON."""
        check(f"{who}: ids of nodes", sorted(self.nodes), sorted(wanted.nodes))
        for id_, attributes in wanted.nodes.items():
            values(f"{who}: node {id_}", self.nodes.get(id_, {}), attributes, skip)
        key = lambda id_, edge: id_ if edge_ids else (edge[0], edge[1], edge[2].get("interaction"))
        found = {key(id_, edge): edge for id_, edge in self.edges.items()}
        check(f"{who}: number of edges", len(found), len(wanted.edges))
        for id_, (source, target, attributes) in wanted.edges.items():
            edge = found.get(key(id_, (source, target, attributes)), (None, None, {}))
            ends = edge[:2] if DIRECTED.get(who.split()[1]) else tuple(sorted(edge[:2], key=str))
            wanted_ends = (source, target) if DIRECTED.get(who.split()[1]) else tuple(sorted((source, target)))
            check(f"{who}: ends of edge {id_}", ends, wanted_ends)
            values(f"{who}: edge {id_}", edge[2], attributes, skip)


def values(who, found, wanted, skip=()):
    """Every attribute is there, with its type, and no other is."""
    own = lambda attributes: {name: value for name, value in attributes.items() if name not in LOOKS and name not in skip}
    found, wanted = own(found), own(wanted)
    for name in sorted(set(found) | set(wanted)):
        if name == "name" and name not in wanted:
            check(f"{who}, name", found[name], clean(wanted.get("label")))
        elif name == "label" and name not in wanted:
            continue
        else:
            check(f"{who}, {name}", found.get(name), clean(wanted.get(name)))


#: Formats whose edges have a direction.
DIRECTED = {name: not name.split("-")[-1] == "people" and "people" not in name for name in FORMATS}


def kind(name):
    """Which network a format holds: its counts in expected.json."""
    if "people" in name:
        return "people"
    return "statements" if name in ("graphml-multi", "gexf", "gexf-dynamic", "cytoscape", "kumu") else "entities"


def counts(who, name, nodes, edges, weight):
    wanted = EXPECTED[kind(name)]
    check(f"{who}: number of nodes", nodes, wanted["nodes"])
    check(f"{who}: number of edges", edges, wanted["edges"])
    check(f"{who}: sum of weights", float(weight), float(wanted["weight"]))


def labels(who, nodes, exact=True):
    """Every label of the data set is there, under its IRI."""
    for attributes in nodes.values():
        label = EXPECTED["labels"][attributes["iri"]]
        check(f"{who}: label of {attributes['iri']}", attributes["label"], label if exact else clean(label))


def of_graphology(name):
    data = json.loads(FORMATS[name].read_text("utf-8"))
    nodes = {node["key"]: node["attributes"] for node in data["nodes"]}
    edges = {edge["key"]: (edge["source"], edge["target"], edge["attributes"]) for edge in data["edges"]}
    return Net(nodes, edges)


def of_cytoscape(name):
    data = json.loads(FORMATS[name].read_text("utf-8"))["elements"]
    strip = lambda item: {key: value for key, value in item["data"].items() if key not in ("id", "source", "target", "name")}
    nodes = {node["data"]["id"]: strip(node) for node in data["nodes"]}
    edges = {edge["data"]["id"]: (edge["data"]["source"], edge["data"]["target"], strip(edge)) for edge in data["edges"]}
    return Net(nodes, edges)


def of_networkx(graph):
    pairs = graph.edges(keys=True, data=True) if graph.is_multigraph() else ((a, b, None, d) for a, b, d in graph.edges(data=True))
    nodes = {id_: dict(attributes) for id_, attributes in graph.nodes(data=True)}
    edges = {}
    for number, (source, target, key, data) in enumerate(pairs):
        edges[data.get("id", key or number)] = (source, target, {k: v for k, v in data.items() if k != "id"})
    return Net(nodes, edges)


def json_networks():
    """The JSON formats hold what was put in; the others are compared with them."""
    nets = {}
    for name in FORMATS:
        if name.startswith("graphology") or name.startswith("cytoscape"):
            net = of_graphology(name) if name.startswith("graphology") else of_cytoscape(name)
            counts(f"json {name}", name, len(net.nodes), len(net.edges), sum(edge[2]["weight"] for edge in net.edges.values()))
            labels(f"json {name}", net.nodes)
            nets[name] = net
            read.add(name)
    return {"people": nets["graphology-people"], "entities": nets["graphology"], "statements": nets["cytoscape"]}


def graphml(nets):
    for name, path in FORMATS.items():
        if not name.startswith("graphml"):
            continue
        read.add(name)
        wanted = nets[kind(name)]
        graph = networkx.read_graphml(path, force_multigraph=name == "graphml-multi")
        if name == "graphml-yed":
            # NetworkX reads yEd's own elements into its own names, and puts yEd's label over ours: counts and labels only.
            check(f"networkx {name}: number of nodes", graph.number_of_nodes(), len(wanted.nodes))
            check(f"networkx {name}: number of edges", graph.number_of_edges(), len(wanted.edges))
            found = {data["iri"]: data["label"] for _, data in graph.nodes(data=True)}
            for iri, label in found.items():
                # It takes the blanks around a label away.
                check(f"networkx {name}: label of {iri}", label.strip(), clean(EXPECTED["labels"][iri]).strip())
            continue
        check(f"networkx {name}: direction", graph.is_directed(), DIRECTED[name])
        weight = sum(data["weight"] for *_, data in graph.edges(data=True))
        counts(f"networkx {name}", name, graph.number_of_nodes(), graph.number_of_edges(), weight)
        net = of_networkx(graph)
        labels(f"networkx {name}", net.nodes, exact=False)
        net.against(f"networkx {name}", wanted)
        again = DIR / f"again.{path.name}"
        networkx.write_graphml(graph, again)
        of_networkx(networkx.read_graphml(again, force_multigraph=graph.is_multigraph())).against(f"networkx-again {name}", wanted)
        with_igraph(name, path, wanted)
        with_networkit(name, path)


def with_igraph(name, path, wanted):
    graph = igraph.Graph.Read_GraphML(str(path))
    check(f"igraph {name}: direction", graph.is_directed(), DIRECTED[name])
    counts(f"igraph {name}", name, graph.vcount(), graph.ecount(), sum(graph.es["weight"]))

    def own(attributes, like):
        """igraph has numbers as doubles, and nothing as NaN or an empty text."""
        found = {}
        for key, value in attributes.items():
            if key == "id" or value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
                continue
            is_int = isinstance(value, float) and isinstance(like.get(key), int) and value.is_integer()
            found[key] = int(value) if is_int else value
        # A missing truth value is false to it.
        return {key: value for key, value in found.items() if not (value is False and key not in like)}

    nodes = {node["id"]: own(node.attributes(), wanted.nodes.get(node["id"], {})) for node in graph.vs}
    # Edge ids are those of nodes to igraph: edges are told apart by their ends.
    by_ends = {(s, t, a["interaction"]): a for s, t, a in wanted.edges.values()}
    edges = {}
    for number, edge in enumerate(graph.es):
        ends = graph.vs[edge.source]["id"], graph.vs[edge.target]["id"]
        like = by_ends.get((*ends, edge["interaction"]), by_ends.get((*ends[::-1], edge["interaction"]), {}))
        if not DIRECTED[name] and (*ends, edge["interaction"]) not in by_ends:
            ends = ends[::-1]
        edges[number] = (*ends, own(edge.attributes(), like))
    Net(nodes, edges).against(f"igraph {name}", wanted, edge_ids=False)


def with_networkit(name, path):
    graph = networkit.graphio.GraphMLReader().read(str(path))
    check(f"networkit {name}: weighted", graph.isWeighted(), True)
    check(f"networkit {name}: direction", graph.isDirected(), DIRECTED[name])
    counts(f"networkit {name}", name, graph.numberOfNodes(), graph.numberOfEdges(), graph.totalEdgeWeight())


def gexf(nets):
    for name, path in FORMATS.items():
        if not name.startswith("gexf"):
            continue
        read.add(name)
        wanted = nets[kind(name)]
        graph = networkx.read_gexf(path)
        weight = sum(data["weight"] for *_, data in graph.edges(data=True))
        counts(f"networkx {name}", name, graph.number_of_nodes(), graph.number_of_edges(), weight)
        net = of_networkx(graph)
        labels(f"networkx {name}", net.nodes, exact=False)
        if "dynamic" in name:
            for id_, (_, _, data) in net.edges.items():
                starts = [spell[0] for spell in data.get("spells", [])] or [data.get("start")]
                first = wanted.edges[id_][2].get("first_date")
                check(f"networkx {name}: start of {id_}", (starts[0] or "")[: len(first or "")], first or "")
        net.against(f"networkx {name}", wanted, skip=("start", "end", "spells"))


def clean_dot(value):
    """DOT and RDF/XML keep all line ends but carriage returns."""
    return FORBIDDEN.sub("\ufffd", re.sub("\r\n?", "\n", value)) if isinstance(value, str) else value


def dot(nets):
    for name, path in FORMATS.items():
        if not name.startswith("dot"):
            continue
        read.add(name)
        wanted = nets[kind(name)]
        (graph,) = pydot.graph_from_dot_data(path.read_text("utf-8"))
        plain = lambda text: re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text[1:-1].replace("&amp;", "&"))
        own = lambda thing: {key: plain(value) for key, value in thing.get_attributes().items()}
        nodes = {node.get_name(): own(node) for node in graph.get_nodes() if node.get_name() not in ("node", "edge", "graph")}
        edges = [(edge.get_source(), edge.get_destination(), own(edge)) for edge in graph.get_edges()]
        counts(f"pydot {name}", name, len(nodes), len(edges), sum(float(edge[2]["weight"]) for edge in edges))
        text = lambda value: {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else value
        drawn = ("pos", "width", "fillcolor", "penwidth", "id")
        for id_, attributes in wanted.nodes.items():
            for key, value in attributes.items():
                if key in LOOKS or key in drawn:
                    continue
                found = nodes.get(id_, {}).get(key)
                number = isinstance(value, (int, float)) and not isinstance(value, bool)
                check(f"pydot {name}: node {id_}, {key}", float(found or "nan") if number else found, float(value) if number else clean_dot(text(value)))
        for source, target, attributes in edges:
            quote = wanted.edges[attributes["id"]][2].get("quote")
            check(f"pydot {name}: quote of {attributes['id']}", attributes.get("quote"), clean_dot(quote))


def kumu(nets):
    for name, path in FORMATS.items():
        if not name.startswith("kumu"):
            continue
        read.add(name)
        data = json.loads(path.read_text("utf-8"))
        names = [element["label"] for element in data["elements"]]
        check(f"kumu {name}: labels that differ ignoring case", len({label.strip().lower() for label in names}), len(names))
        ends = {connection[end] for connection in data["connections"] for end in ("from", "to")}
        check(f"kumu {name}: ends without an element", sorted(ends - set(names)), [])
        weight = sum(connection["weight"] for connection in data["connections"])
        counts(f"kumu {name}", name, len(names), len(data["connections"]), weight)
        known = {element["id"]: element["label"] for element in data["elements"]}
        wanted = nets[kind(name)]
        for connection in data["connections"]:
            source, target, attributes = wanted.edges[connection["id"]]
            check(f"kumu {name}: ends of {connection['id']}", (connection["from"], connection["to"]), (known[source], known[target]))
            check(f"kumu {name}: quote of {connection['id']}", connection["quote"], attributes["quote"])


#: RDF formats by the ends of their files.
RDF = {".ttl": "turtle", ".nq": "nquads", ".trig": "trig", ".jsonld": "json-ld", ".rdf": "xml", ".nt": "nt"}


def rdf(_):
    whole = None
    for name, path in FORMATS.items():
        spelling = RDF.get(path.suffix)
        if not spelling:
            continue
        read.add(name)
        store = rdflib.Dataset(default_union=True)
        store.parse(str(path), format=spelling)
        found = {(str(iri), str(label)) for iri, label in store.subject_objects(rdflib.RDFS.label)}
        wanted = {(iri, label) for iri, label in EXPECTED["labels"].items() if not label.startswith("person/no-name")}
        if name == "schemaorg":
            # Another vocabulary, for what it has words for: rdf.py looks closer.
            continue
        if spelling == "xml":
            wanted = {(iri, clean_dot(label)) for iri, label in wanted}
            found = {(iri, clean_dot(label)) for iri, label in found}
        check(f"rdflib {name}: labels that are not there", sorted(wanted - found)[:3], [])
        if spelling in ("nquads", "trig", "json-ld"):
            # The graph that a triple without one is in has as many names as there are spellings.
            quads = {(s.n3(), p.n3(), o.n3(), str(getattr(g, "identifier", g) or "")) for s, p, o, g in store.quads()}
            quads = {(s, p, o, "" if g == str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID) else g) for s, p, o, g in quads}
            whole = whole or quads
            check(f"rdflib {name}: quads that others have", sorted(whole - quads)[:2], [])
            check(f"rdflib {name}: quads that others have not", sorted(quads - whole)[:2], [])


def others(_):
    """What is no network and no RDF."""
    documents.run(check, read, DIR, FORMATS, FOLDERS, EXPECTED["people"])


def graphviz(_):
    """Graphviz itself, where it is installed, draws the files without a word."""
    try:
        for name in ("dot", "dot-people"):
            drawn = subprocess.run(["dot", "-Tsvg", FORMATS[name]], capture_output=True, timeout=300, check=False)
            check(f"graphviz {name}: exit code", drawn.returncode, 0)
            check(f"graphviz {name}: errors", [line for line in drawn.stderr.decode().splitlines() if "rror" in line], [])
    except FileNotFoundError:
        print("graphviz is not installed: its files are read by pydot only")


def main():
    nets = json_networks()
    for part in (graphml, gexf, dot, kumu, rdf, others, graphviz):
        try:
            part(nets)
        except Exception as error:  # whatever a reader throws: it could not read the file
            faults.append(f"{part.__name__}: a reader gives up: {type(error).__name__}: {error}")
    check("formats that nobody has read", sorted((set(FORMATS) | set(FOLDERS)) - read), [])
    sys.stdout.flush()
    for fault in faults[:50]:
        print(f"DIFFERS  {fault}".encode("ascii", "backslashreplace").decode())
    print(f"python peers: {len(read)} formats, {checks} comparisons, {len(faults)} differ")
    return 1 if faults else 0


sys.exit(main())
