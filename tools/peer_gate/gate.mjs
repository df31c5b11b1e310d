// Do graphology and Cytoscape.js find in the exported files what was put in? The Node half of the peer gate.
//
//     node gate.mjs DIR
//
// See gate.py for what DIR holds and what is compared.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";

// The packages stand in a cache outside the project.
const require = createRequire(join(process.env.PEER_MODULES ?? process.cwd(), "package.json"));
const Graph = require("graphology");
const graphml = require("graphology-graphml");
const gexf = require("graphology-gexf");
const cytoscape = require("cytoscape");

const dir = process.argv[2];
const text = (name) => readFileSync(join(dir, name), "utf8");
const expected = JSON.parse(text("expected.json"));
const files = Object.fromEntries(JSON.parse(text("formats.json")).map(({ name, file }) => [name, file]));
const looks = new Set(["x", "y", "z", "size", "color", "r", "g", "b", "name"]);
const faults = [];
let checks = 0;

function check(what, found, wanted) {
  checks += 1;
  if (found !== wanted) {
    const cut = (value) => String(JSON.stringify(value)).slice(0, 200);
    faults.push(`${what}: found ${cut(found)}, expected ${cut(wanted)}`);
  }
}

// What XML can hold of a text: forbidden characters are replaced, line ends (of XML 1.1 too) are line feeds.
const clean = (value) =>
  typeof value === "string"
    ? value.replace(/\r\n|[\r\u0085\u2028]/g, "\n").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    : value;

function counts(who, kind, nodes, edges, weight) {
  check(`${who}: number of nodes`, nodes, expected[kind].nodes);
  check(`${who}: number of edges`, edges, expected[kind].edges);
  check(`${who}: sum of weights`, weight, expected[kind].weight);
}

function values(who, found, wanted, exact) {
  for (const name of new Set([...Object.keys(found), ...Object.keys(wanted)])) {
    if (!looks.has(name)) check(`${who}, ${name}`, found[name], exact ? wanted[name] : clean(wanted[name]));
  }
}

function compare(who, kind, graph, wanted, exact, skip = []) {
  let weight = 0;
  graph.forEachEdge((edge, attributes) => (weight += attributes.weight));
  counts(who, kind, graph.order, graph.size, weight);
  const own = (attributes) => Object.fromEntries(Object.entries(attributes).filter(([name]) => !skip.includes(name)));
  for (const [id, attributes] of Object.entries(wanted.nodes)) {
    if (!graph.hasNode(id)) {
      check(`${who}: node ${id}`, undefined, attributes.label);
      continue;
    }
    check(`${who}: label of ${id}`, graph.getNodeAttribute(id, "label"), exact ? attributes.label : clean(attributes.label));
    values(`${who}: node ${id}`, own(graph.getNodeAttributes(id)), attributes, exact);
  }
  for (const [id, [source, target, attributes]] of Object.entries(wanted.edges)) {
    if (!graph.hasEdge(id)) {
      check(`${who}: edge ${id}`, undefined, attributes.interaction);
      continue;
    }
    const ends = graph.extremities(id);
    const same = (a, b) => a[0] === b[0] && a[1] === b[1];
    const fits = same(ends, [source, target]) || (kind === "people" && same(ends, [target, source]));
    check(`${who}: ends of ${id}`, fits, true);
    values(`${who}: edge ${id}`, own(graph.getEdgeAttributes(id)), attributes, exact);
  }
}

function ofGraphology(name) {
  const data = JSON.parse(text(files[name]));
  const nodes = Object.fromEntries(data.nodes.map((node) => [node.key, node.attributes]));
  const edges = Object.fromEntries(data.edges.map((edge) => [edge.key, [edge.source, edge.target, edge.attributes]]));
  return { data, nodes, edges };
}

function ofCytoscape(name) {
  const data = JSON.parse(text(files[name]));
  const strip = ({ id, source, target, name, ...attributes }) => attributes;
  const nodes = Object.fromEntries(data.elements.nodes.map((node) => [node.data.id, strip(node.data)]));
  const edges = Object.fromEntries(
    data.elements.edges.map((edge) => [edge.data.id, [edge.data.source, edge.data.target, strip(edge.data)]]),
  );
  return { data, nodes, edges };
}

const wanted = {
  entities: ofGraphology("graphology"),
  people: ofGraphology("graphology-people"),
  statements: ofCytoscape("cytoscape"),
};

// A reader that gives up is a difference like any other.
function attempt(what, read) {
  try {
    read();
  } catch (error) {
    checks += 1;
    faults.push(`${what}: cannot be read: ${error}`);
  }
}

for (const [name, kind] of [["graphology", "entities"], ["graphology-people", "people"]]) {
  attempt(`graphology ${name}`, () =>
    compare(`graphology ${name}`, kind, Graph.from(wanted[kind].data), wanted[kind], true),
  );
}
for (const [name, kind] of [["graphml", "entities"], ["graphml-people", "people"], ["graphml-multi", "statements"]]) {
  attempt(`graphology-graphml ${name}`, () => {
    const graph = graphml.parse(kind === "statements" ? Graph.MultiDirectedGraph : Graph, text(files[name]));
    compare(`graphology-graphml ${name}`, kind, graph, wanted[kind], false);
  });
}
for (const [name, kind] of [
  ["gexf", "statements"],
  ["gexf-people", "people"],
  ["gexf-dynamic", "statements"],
  ["gexf-people-dynamic", "people"],
]) {
  attempt(`graphology-gexf ${name}`, () => {
    const graph = gexf.parse(kind === "statements" ? Graph.MultiDirectedGraph : Graph, text(files[name]));
    compare(`graphology-gexf ${name}`, kind, graph, wanted[kind], false, ["kind"]);
  });
}
for (const [name, kind] of [["cytoscape", "statements"], ["cytoscape-people", "people"]]) {
  attempt(`cytoscape ${name}`, () => {
    const { data } = ofCytoscape(name);
    const cy = cytoscape({ headless: true, elements: data.elements });
    const weight = cy.edges().reduce((sum, edge) => sum + edge.data("weight"), 0);
    counts(`cytoscape ${name}`, kind, cy.nodes().length, cy.edges().length, weight);
    for (const [id, attributes] of Object.entries(wanted[kind].nodes)) {
      const { id: own, name: label, ...found } = cy.getElementById(id).data();
      check(`cytoscape ${name}: label of ${id}`, label, expected.labels[found.iri]);
      values(`cytoscape ${name}: node ${id}`, found, attributes, true);
    }
  });
}

for (const fault of faults.slice(0, 50)) console.log(`DIFFERS  ${fault}`);
console.log(`node peers: ${checks} comparisons, ${faults.length} differ`);
process.exit(faults.length > 0 ? 1 : 0);
