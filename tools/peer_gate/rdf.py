#!/usr/bin/env python3
"""Does rdflib read the same graph from every RDF export?

    python3 tools/peer_gate/rdf.py DIR...

Each DIR holds exports under the names that the demo gives them. store.nq, store.trig and store.jsonld must be one dataset,
graph.ttl and graph.rdf one graph, which is what the union of store.nq holds without texts, places of mentions and the node that
tells how the store was built; schemaorg.jsonld must be read without fetching anything. XML cannot hold all characters: there
U+FFFD stands for them. Ends with 1 and tells every difference if there is one. Needs rdflib (checked with 7.6).
"""

import socket
import sys
from pathlib import Path

import rdflib
from rdflib.compare import to_canonical_graph
from rdflib.namespace import RDF

PL = "https://w3id.org/plenary/ontology#"
LEFT_OUT = {rdflib.URIRef(PL + name) for name in ["text", "mentionedAt", "base", "knowledgeHash", "formatVersion"]}

# as written, not as Python would write it
rdflib.NORMALIZE_LITERALS = False


def offline(*_args, **_kwargs):
    raise OSError("an export must be readable without the network")


def quads(path, form):
    """All quads of a file, each graph canonical."""
    dataset = rdflib.Dataset()
    dataset.parse(str(path), format=form)
    found = set()
    for graph in dataset.graphs():
        found |= {(str(graph.identifier), s.n3(), p.n3(), o.n3()) for s, p, o in to_canonical_graph(graph)}
    return found


def triples(path, form):
    """All triples of a file, canonical."""
    graph = rdflib.Graph()
    graph.parse(str(path), format=form)
    return {(s.n3(), p.n3(), o.n3()) for s, p, o in to_canonical_graph(graph)}


def union(path):
    """What Turtle and RDF/XML should hold of the whole store."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(str(path), format="nquads")
    build = rdflib.URIRef(PL + "Build")
    kept = {(s, p, o) for s, p, o, _ in dataset.quads() if p not in LEFT_OUT and not (p == RDF.type and o == build)}
    return {(s.n3(), p.n3(), o.n3()) for s, p, o in kept}


def xml_safe(triple):
    def char(c):
        code = ord(c)
        allowed = c in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
        return c if allowed else "\ufffd"

    return tuple("".join(map(char, term)) for term in triple)


def compare(name, found, expected):
    """Tells the differences; how many there are."""
    missing, extra = sorted(expected - found), sorted(found - expected)
    print(f"{name}: {len(found)} of {len(expected)}" + ("" if not missing and not extra else ", differs"))
    for what, some in [("missing", missing), ("extra", extra)]:
        for item in some[:5]:
            print(f"  {what}: {item}")
    return len(missing) + len(extra)


def check(folder):
    print(folder)
    whole = quads(folder / "store.nq", "nquads")
    differences = 0 if whole else 1
    differences += compare("store.trig", quads(folder / "store.trig", "trig"), whole)
    differences += compare("store.jsonld", quads(folder / "store.jsonld", "json-ld"), whole)
    expected = union(folder / "store.nq")
    differences += compare("graph.ttl", triples(folder / "graph.ttl", "turtle"), expected)
    safe = {xml_safe(triple) for triple in expected}
    differences += compare("graph.rdf", {xml_safe(triple) for triple in triples(folder / "graph.rdf", "xml")}, safe)
    page = triples(folder / "schemaorg.jsonld", "json-ld")
    print(f"schemaorg.jsonld: {len(page)} triples")
    strange = {p for _, p, _ in page if not p.startswith(("<https://schema.org/", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#"))}
    if strange or not page:
        print(f"  properties of no known vocabulary: {sorted(strange)}")
        differences += 1
    return differences


def main():
    folders = [Path(name) for name in sys.argv[1:]]
    if not folders:
        sys.exit(__doc__)
    socket.create_connection = socket.socket.connect = offline
    if sum(map(check, folders)):
        sys.exit("the readings differ")


if __name__ == "__main__":
    main()
