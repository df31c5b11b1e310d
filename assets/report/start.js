// Puts the page together, and follows its address: every name, tie and section has one.

/** Entities that fit all words of a search, names that begin with them first. */
const searched = entities.filter((entity) => entity.about.length + entity.toward.length > 0 || entity.articles > 0)
  .map((entity) => ({ entity, label: folded(entity.label), text: folded(`${names(entity)} ${entity.path}`), weight: entity.about.length + entity.toward.length }));

function search(text) {
  const terms = folded(text).split(/\s+/).filter(Boolean);
  if (terms.length === 0) return [];
  const rank = (one) => (one.label.startsWith(terms[0]) ? 0 : one.text.includes(` ${terms[0]}`) ? 1 : 2);
  return searched.filter((one) => terms.every((term) => one.text.includes(term)))
    .sort((a, b) => rank(a) - rank(b) || b.weight - a.weight || order(a.entity.label, b.entity.label))
    .map((one) => one.entity);
}

function finder() {
  const [input, box, status] = [byId("find"), byId("found"), byId("found-count")];
  const MOST = 12;
  const update = () => {
    const found = search(input.value);
    box.hidden = input.value.trim() === "";
    show(box, make("ul", {}, found.slice(0, MOST).map((entity) => make("li", {}, link(entity), make("span", { class: "hint" }, ` ${[KINDS[entity.kind][0], about(entity)].filter(Boolean).join(", ")}`)))),
      found.length > MOST && make("p", { class: "hint" }, `${numbers.format(found.length - MOST)} more`),
      found.length === 0 && make("p", { class: "hint" }, "No such name on this page."));
    show(status, box.hidden ? "" : count(found.length, "result"));
    network.find(found.filter((entity) => entity.kind === "Person"));
  };
  const links = () => [...box.querySelectorAll("a")];
  input.addEventListener("input", update);
  byId("find").closest(".find").addEventListener("keydown", (event) => {
    const at = links().indexOf(document.activeElement);
    if (event.key === "Escape") {
      input.value = "";
      update();
      input.focus();
      event.stopPropagation();
    } else if (event.key === "Enter" && event.target === input && links().length > 0) {
      links()[0].click();
    } else if (event.key === "ArrowDown" && at + 1 < links().length) {
      links()[at + 1].focus();
      event.preventDefault();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (links()[at - 1] ?? input).focus();
      event.preventDefault();
    }
  });
  box.addEventListener("click", (event) => event.target.closest("a") && (box.hidden = true));
}

function summary() {
  const { totals } = data;
  const n = Object.fromEntries(totals.kinds);
  const figures = [[totals.articles, "article"], [n.Person, "person", "people"], [n.Organization, "organization"], [n.Event, "event"], [n.Place, "place"], [totals.statements, "statement"], [totals.claims, "quoted claim"]];
  const dated = entities.filter((entity) => entity.kind === "Event" && entity.start).sort(byDate);
  const top = (kind, weight, say) => entities.filter((entity) => entity.kind === kind && weight(entity) > 0)
    .sort((a, b) => weight(b) - weight(a) || order(a.label, b.label)).slice(0, 5)
    .map((entity) => make("li", {}, link(entity), ` · ${say(weight(entity))}`));
  const block = (title, list) => list.length > 0 && make("div", {}, make("h3", {}, title), make("ol", {}, list));
  show(byId("summary-body"),
    data.subset && make("p", { class: "hint", dir: "auto" }, data.subset),
    make("dl", { class: "figures" }, figures.map(([number, one, many = `${one}s`]) => make("div", {}, make("dt", {}, number === 1 ? one : many), make("dd", {}, numbers.format(number))))),
    make("p", {}, [dated.length > 0 && `Events from ${dateText(dated[0].start)} to ${dateText(dated.at(-1).start)}; of ${numbers.format(n.Event - dated.length)} no date is known.`, data.network.people > 0 && `${count(data.network.people, "person", "people")} at events, with ${count(data.network.ties, "tie")} between them.`,
      data.contradictions.length > 0 && `Articles disagree on ${count(data.contradictions.length, "point")}.`].filter(Boolean).join(" ")),
    make("div", { class: "tops" },
      block("Seen at most events", top("Person", (person) => eventsOf(person).length, (k) => count(k, "event"))),
      block("Largest events", top("Event", (event) => peopleAt(event).length, (k) => `${count(k, "person", "people")} known`)),
      block("Bodies at most events", top("Organization", (body) => unique(said(body, "about", "host", "support", "participation").map((s) => s.entity)).length, (k) => count(k, "event")))));
}

/** Shows what the address asks for. */
function follow(isMove) {
  const address = decodeURIComponent(location.hash.slice(1));
  const entity = byPath.get(address);
  const pair = address.startsWith("tie:") ? address.slice(4).split("+").map((path) => byPath.get(path)) : [];
  if (entity) {
    evidence.open(make("span", { dir: "auto" }, entity.label), dossier(entity), isMove);
    network.choose([entity]);
  } else if (pair.length === 2 && pair.every(Boolean)) {
    evidence.open([make("span", { dir: "auto" }, pair[0].label), " and ", make("span", { dir: "auto" }, pair[1].label)], tie(...pair), isMove);
    network.choose(pair);
  } else {
    network.choose([]);
  }
  timeline.choose(entity);
  map.choose(entity);
  document.title = entity ? `${entity.label} · ${data.title}` : data.title;
}

/** Every dossier on the page, for print; a great many take a while. */
function layOut() {
  const kinds = ["Person", "Organization", "Event"];
  const list = entities.filter((entity) => kinds.includes(entity.kind) && entity.about.length + entity.toward.length > 0)
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || order(a.label, b.label));
  show(byId("laid-out"), list.map((entity) => make("article", {}, make("h3", { dir: "auto" }, entity.label), dossier(entity, true))));
  byId("lay-out").hidden = true;
}

function start() {
  const { totals } = data;
  show(byId("subtitle"), [count(totals.articles, "article"), totals.outlets > 0 && count(totals.outlets, "outlet"), "every statement with the sentence it rests on"].filter(Boolean).join(" · "));
  summary();
  network.start();
  timeline.start();
  map.start();
  show(byId("people-table"), peopleTable());
  show(byId("organizations-table"), organizationTable());
  show(byId("events-table"), eventTable("Events", entities.filter((entity) => entity.kind === "Event").sort((a, b) => peopleAt(b).length - peopleAt(a).length || byDate(a, b))));
  show(byId("contradictions-body"), contradictions());
  show(byId("coverage-body"), coverage());
  show(byId("about"), `Made by ${data.program} from ${count(totals.articles, "article")}. The same articles give the same page, byte for byte.`);
  finder();
  byId("lay-out").addEventListener("click", layOut);
  byId("evidence-close").addEventListener("click", evidence.close);
  addEventListener("keydown", (event) => event.key === "Escape" && evidence.close());
  addEventListener("hashchange", () => follow(true));
  // The same link again opens the pane again.
  addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a[href^='#']");
    if (anchor && anchor.getAttribute("href") === location.hash) follow(true);
  });
  follow(false);
}

start();
