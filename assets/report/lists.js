// Tables that are sorted, searched and cut, and the sections made of them.

/** A table shows so many rows at first. */
const ROWS = 25;

/**
 * A table. Columns: title, `value(row)` to sort by, `cell(row)` to show, if it is not the value. `words(row)`: what a row is
 * found by; none for a table that is not searched.
 */
function listing(caption, rows, columns, words) {
  const state = { sort: null, down: false, most: ROWS, find: "" };
  const body = make("tbody");
  const status = make("p", { class: "shown", role: "status" });
  const more = make("button", { type: "button", onclick: () => { state.most += 100; fillIn(); } });
  const headers = columns.map((column, id) => make("th", { scope: "col" }, make("button", { type: "button", onclick: () => sort(id) }, column.title)));
  const found = words && rows.map((row) => folded(words(row)));

  function sort(id) {
    // Numbers are looked at from the top first.
    const isNumber = typeof columns[id].value(rows[0]) === "number";
    state.down = state.sort === id ? !state.down : isNumber;
    state.sort = id;
    headers.forEach((header, i) => (i === id ? header.setAttribute("aria-sort", state.down ? "descending" : "ascending") : header.removeAttribute("aria-sort")));
    fillIn();
  }

  function fillIn() {
    const terms = folded(state.find).split(/\s+/).filter(Boolean);
    let list = rows.filter((_, i) => terms.every((term) => found[i].includes(term)));
    if (state.sort !== null) {
      const { value } = columns[state.sort];
      const compare = (a, b) => (typeof value(a) === "number" ? value(a) - value(b) : order(value(a) ?? "", value(b) ?? ""));
      list = [...list].sort((a, b) => (state.down ? -compare(a, b) : compare(a, b)));
    }
    const cells = (row) => columns.map(({ value, cell }, i) => make(i === 0 ? "th" : "td", i === 0 ? { scope: "row" } : {}, cell ? cell(row) : String(value(row) ?? "")));
    show(body, list.slice(0, state.most).map((row) => make("tr", {}, cells(row))));
    const n = Math.min(state.most, list.length);
    show(status, n < rows.length ? `${numbers.format(n)} of ${numbers.format(rows.length)} shown` : count(rows.length, "row"));
    more.hidden = n >= list.length;
    show(more, `Show ${numbers.format(Math.min(100, list.length - n))} more`);
  }

  if (rows.length === 0) return make("p", {}, "None.");
  fillIn();
  const search = words && rows.length > 8 && make("label", { class: "filter" }, `Find in ${caption.toLowerCase()} `, make("input", {
    type: "search",
    autocomplete: "off",
    oninput: (event) => {
      Object.assign(state, { find: event.target.value, most: ROWS });
      fillIn();
    },
  }));
  const table = make("table", {}, make("caption", { class: "unseen" }, caption), make("thead", {}, make("tr", {}, headers)), body);
  return make("div", { class: "listing" }, search, make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, table), status, more);
}

const names = (entity) => [entity.label, ...entity.names].join(" ");

function eventTable(caption, events) {
  return listing(caption, events, [
    { title: "Event", value: (event) => event.label, cell: (event) => [link(event), event.announced && badge("announced")].filter(Boolean) },
    { title: "Date", value: (event) => event.start ?? "9999", cell: (event) => span(event) || "not known" },
    { title: "Place", value: (event) => placesOf(event).map((place) => place.label).join(", "), cell: (event) => placesOf(event).flatMap((place, i) => [i ? ", " : "", link(place)]) },
    { title: "People", value: (event) => peopleAt(event).length },
    { title: "Articles", value: (event) => event.articles },
  ], (event) => `${names(event)} ${about(event)} ${event.start ?? ""}`);
}

function peopleTable() {
  const people = entities.filter((entity) => entity.kind === "Person");
  const n = new Map(people.map((person) => [person, eventsOf(person).length]));
  people.sort((a, b) => n.get(b) - n.get(a) || b.articles - a.articles || order(a.label, b.label));
  return listing("People", people, [
    { title: "Person", value: (person) => person.label, cell: (person) => link(person) },
    { title: "Post", value: about, cell: (person) => make("span", { dir: "auto" }, about(person)) },
    { title: "Events", value: (person) => n.get(person) },
    { title: "Articles", value: (person) => person.articles },
  ], (person) => `${names(person)} ${about(person)}`);
}

function organizationTable() {
  const bodies = entities.filter((entity) => entity.kind === "Organization");
  const roles = ["host", "support", "participation"];
  const events = new Map(bodies.map((body) => [body, unique(said(body, "about", ...roles).map((statement) => statement.entity)).length]));
  const people = new Map(bodies.map((body) => [body, unique(said(body, "toward", "affiliation").map((statement) => statement.subject)).length]));
  bodies.sort((a, b) => events.get(b) - events.get(a) || people.get(b) - people.get(a) || order(a.label, b.label));
  return listing("Organizations", bodies, [
    { title: "Organization", value: (body) => body.label, cell: (body) => link(body) },
    { title: "Events", value: (body) => events.get(body) },
    { title: "People with a post", value: (body) => people.get(body) },
    { title: "Articles", value: (body) => body.articles },
  ], names);
}

function contradictions() {
  const option = (told) => make("li", {},
    make("div", { class: "what" }, make("span", { dir: "auto" }, /^\d{4}(-\d\d){0,2}$/.test(told.text) ? dateText(told.text) : told.text), badge(count(told.sources, "source")), told.preferred && badge("preferred", "goes before the others by the rule")),
    foldedQuotes([statements[told.statement]], false));
  const parts = data.contradictions.map(({ entity, label, options }) => make("li", {}, make("p", {}, link(entities[entity]), ` ${label}:`), make("ol", {}, options.map(option))));
  const doubt = ({ entities: [a, b], score, reasons }) => make("li", {},
    make("p", {}, link(entities[a]), " and ", link(entities[b]), ` · ${score.toFixed(2)}`),
    make("p", { class: "hint" }, reasons.map(([what, weight]) => `${weight > 0 ? "+" : "−"}${Math.abs(weight).toFixed(2)} ${what}`).join(" · ")));
  return [
    make("p", {}, parts.length > 0 ? `Articles disagree on ${count(parts.length, "point")} where there can be only one. Preferred is what more independent sources say, then what is more precise, then what was reported last.` : "No article contradicts another where there can be only one."),
    make("ul", { class: "cases" }, parts),
    make("h3", {}, "Pairs that may be one, and were left apart"),
    data.doubts.length > 0 ? make("ul", { class: "cases" }, data.doubts.slice(0, 200).map(doubt)) : make("p", {}, "None."),
    data.doubts.length > 200 && make("p", {}, `${numbers.format(data.doubts.length - 200)} more are not listed.`),
  ];
}

function coverage() {
  const { totals } = data;
  const parts = [make("p", {}, [
    `${count(totals.articles, "article")} read, ${numbers.format(totals.silent)} of them without any statement.`,
    totals.copies > 0 ? `${count(totals.copies, "article")} repeat another and count with it as one source.` : "No article repeats another.",
    totals.shown < totals.kinds.reduce((sum, [, n]) => sum + n, 0)
      ? `To keep the file small, this page leaves out ${numbers.format(totals.kinds.reduce((sum, [, n]) => sum + n, 0) - totals.shown)} names of which least is said, and ${numbers.format(totals.statements - totals.statements_shown)} of ${numbers.format(totals.statements)} statements.`
      : !data.subset && "This page has all of it.",
    data.subset,
  ].filter(Boolean).join(" "))];
  if (data.coverage) {
    parts.push(
      make("p", {}, "Words in the articles that look as if they stated something, and whether a statement was read there:"),
      listing("Coverage by relation", data.coverage.relations, [
        { title: "Relation", value: ([label]) => label },
        { title: "Cues", value: ([, gave, none]) => gave + none },
        { title: "Read", value: ([, gave]) => gave },
        { title: "Not read", value: ([, , none]) => none },
        { title: "Share read", value: ([, gave, none]) => gave / (gave + none || 1), cell: ([, gave, none]) => `${Math.round((100 * gave) / (gave + none || 1))} %` },
      ]),
      make("h3", {}, "Why nothing was read"),
      listing("Reasons", data.coverage.reasons, [{ title: "Reason", value: ([reason]) => reason }, { title: "Cues", value: ([, n]) => n }]),
    );
  }
  const languages = totals.languages.map(([tag, n]) => `${tag || "not known"}: ${numbers.format(n)}`).join(", ");
  parts.push(make("p", {}, `Articles by language: ${languages}.`));
  parts.push(make("details", {}, make("summary", {}, `Articles quoted (${numbers.format(data.articles.length)})`), listing("Articles", data.articles, [
    { title: "Article", value: (article) => article.title ?? article.id, cell: (article) => make("span", { dir: "auto" }, article.title ?? article.id) },
    { title: "Outlet", value: (article) => article.outlet ?? "" },
    { title: "Date", value: (article) => article.published ?? "9999", cell: (article) => (article.published ? time(article.published) : "not known") },
    { title: "Language", value: (article) => article.language ?? "" },
    { title: "Id", value: (article) => article.id },
  ], (article) => [article.title, article.outlet, article.id].join(" "))));
  return parts;
}
