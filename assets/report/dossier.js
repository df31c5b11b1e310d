// All that is known of one person, organization, event, place or series, line by line, each with its quotes.

/** Title, side and parts of each section, by kind. */
const PLANS = {
  Person: [
    ["Posts over time", "about", ["affiliation"]],
    ["Events", "about", ["speech", "chair", "presence"]],
    ["Events hosted", "about", ["host"]],
  ],
  Organization: [
    ["People and their posts", "toward", ["affiliation"]],
    ["Events", "about", ["host", "support", "participation"]],
    ["Part of", "about", ["part"]],
    ["Parts", "toward", ["part"]],
  ],
  Place: [
    ["Events held here", "toward", ["place"]],
    ["Events", "about", ["host", "support", "participation"]],
    ["People and their posts", "toward", ["affiliation"]],
    ["Part of", "about", ["part"]],
    ["Parts", "toward", ["part"]],
  ],
  Event: [
    ["Where and when", "about", ["place", "start", "end"]],
    ["What", "about", ["theme", "edition", "attendance", "series", "subevent"]],
    ["Hosts", "toward", ["host"]],
    ["Supporters and participants", "toward", ["support", "participation"]],
    ["People", "toward", ["speech", "chair", "presence"]],
    ["Parts", "toward", ["subevent"]],
  ],
  EventSeries: [["Editions", "toward", ["series"]]],
};

/** Sections with more lines than this have their quotes folded. */
const UNFOLDED = 4;
/** Of people who were at the same events, so many are listed at first. */
const COMPANY = 30;

/** When a post is reported: at the first dated event at which the same article has the person, or when the article was published. */
function heldWhen(statement) {
  const there = appearances(entities[statement.subject]);
  const dates = statement.claims.map((claim) => {
    const events = there.filter((other) => other.claims.some((c) => c.article === claim.article)).map((other) => entities[other.entity].start);
    return events.filter(Boolean).sort()[0] ?? data.articles[claim.article].published;
  });
  return dates.filter(Boolean).sort()[0];
}

/** The lines of one section: statements of one other end and one post together, in order of time. */
function lines(entity, side, roles) {
  const groups = new Map();
  for (const statement of said(entity, side, ...roles)) {
    const other = side === "about" ? statement.entity ?? `"${statement.value}` : statement.subject;
    for (const post of unique(statement.claims.map((claim) => claim.post))) {
      const key = JSON.stringify([other, post]);
      const own = { ...statement, claims: statement.claims.filter((claim) => claim.post === post) };
      const group = groups.get(key) ?? { post, list: [], other: typeof other === "number" ? entities[other] : null, value: statement.value };
      group.list.push(own);
      groups.set(key, group);
    }
  }
  const made = [...groups.values()].map((group) => {
    const isPost = group.list.some((statement) => statement.relation.role === "affiliation");
    const dates = isPost ? group.list.map(heldWhen).filter(Boolean).sort() : [];
    return { ...group, when: group.other?.kind === "Event" ? group.other.start : dates[0] };
  });
  const name = (line) => line.other?.label ?? line.value ?? "";
  return made.sort((a, b) => (a.when ?? "9").localeCompare(b.when ?? "9") || order(name(a), name(b)));
}

function lineView(line, side, isOpen) {
  const n = sources(line.list);
  const rank = Math.max(...line.list.map((statement) => statement.rank));
  const told = line.post ? make("span", { dir: "auto" }, line.post) : relationWords(line.list);
  const other = line.other ? link(line.other) : make("span", { class: "value", dir: "auto" }, /^\d{4}(-|$)/.test(line.value) && line.list[0].relation.role !== "theme" ? dateText(line.value) : line.value);
  return make("li", { class: "line" },
    make("div", { class: "what" },
      line.when && make("span", { class: "when" }, time(line.when)),
      make("span", {}, side === "about" ? [told, line.post ? ", " : " ", other] : [other, " · ", told]),
      line.list.every(isOnlyPlanned) && badge("announced", "no article reports it as having happened"),
      rank === 1 && badge("preferred", "articles disagree; this goes before the others"),
      rank === 2 && badge("disputed", "articles disagree; another goes before this"),
      n > 1 && badge(count(n, "source"), "independent articles that say so")),
    foldedQuotes(line.list, isOpen));
}

/** Everyone who was at an event with the person, those met most often first. */
function company(person) {
  const met = new Map();
  for (const event of eventsOf(person)) {
    for (const other of peopleAt(event)) {
      if (other !== person) met.set(other, [...(met.get(other) ?? []), event]);
    }
  }
  const ranked = [...met].sort(([a, x], [b, y]) => y.length - x.length || order(a.label, b.label));
  if (ranked.length === 0) return null;
  const item = ([other, events]) => {
    const shared = events.length === 1 ? events[0].label : count(events.length, "event");
    return make("li", {}, link(other), " · ", make("a", { href: tieAddress(person, other), title: "the sentences that this rests on" }, shared));
  };
  const list = make("ul", { class: "company" }, ranked.slice(0, COMPANY).map(item));
  const rest = ranked.slice(COMPANY);
  const more = rest.length > 0 && make("button", {
    type: "button",
    onclick: (event) => {
      list.append(...rest.map(item));
      event.target.remove();
    },
  }, `${count(rest.length, "more person", "more people")}`);
  return section(`Who else was there (${numbers.format(ranked.length)})`, [list, more]);
}

/** Events at which people with a post at the body were. */
function represented(body) {
  const people = unique(said(body, "toward", "affiliation").map((statement) => statement.subject)).map((id) => entities[id]);
  const lines = people.flatMap((person) => eventsOf(person).map((event) => ({ person, event })));
  if (lines.length === 0) return null;
  lines.sort((a, b) => byDate(a.event, b.event) || order(a.person.label, b.person.label));
  const item = ({ person, event }) =>
    make("li", { class: "line" }, make("div", { class: "what" }, event.start && make("span", { class: "when" }, time(event.start)),
      make("span", {}, link(person), " · ", link(event))),
    foldedQuotes(appearances(person).filter((statement) => statement.entity === event.id), false));
  return section("There through its people", make("ul", { class: "lines" }, lines.map(item)));
}

/** The other editions of an event's series. */
function editions(event) {
  const series = said(event, "about", "series").map((statement) => entities[statement.entity]);
  const others = unique(series.flatMap((s) => said(s, "toward", "series")).map((s) => s.subject)).map((id) => entities[id]);
  const list = others.filter((other) => other !== event).sort(byDate);
  return list.length === 0 ? null : section("Other editions", make("ul", {}, list.map((other) => make("li", {}, link(other), about(other) && ` · ${about(other)}`))));
}

/** What is only denied or held possible. */
function unasserted(entity) {
  const list = [...entity.about, ...entity.toward].filter((statement) => !isAsserted(statement));
  const item = (statement) => {
    const stances = unique(statement.claims.map((claim) => STANCES[claim.stance])).join(", ");
    const object = statement.entity === null ? statement.value : link(entities[statement.entity]);
    return make("li", { class: "line" }, make("div", { class: "what" }, badge(stances), link(entities[statement.subject]), ` ${statement.relation.label} `, object),
      foldedQuotes([statement], true));
  };
  return list.length === 0 ? null : section("Not said as facts", make("ul", { class: "lines" }, list.map(item)));
}

const section = (title, ...children) => make("section", {}, make("h3", {}, title), ...children);

/** The whole dossier. `isOpen`: every quote is unfolded, for print. */
function dossier(entity, isOpen = false) {
  const [kind] = KINDS[entity.kind];
  const facts = [kind, `named in ${count(entity.articles, "article")}`];
  if (entity.kind === "Event") facts.splice(1, 0, span(entity) || "no date known", `${count(peopleAt(entity).length, "person", "people")} known there`);
  if (entity.kind === "Person") facts.splice(1, 0, count(eventsOf(entity).length, "event"));
  const sections = PLANS[entity.kind].map(([title, side, roles]) => {
    const found = lines(entity, side, roles);
    const open = isOpen || found.length <= UNFOLDED;
    return found.length > 0 && section(`${title}${found.length > UNFOLDED ? ` (${numbers.format(found.length)})` : ""}`,
      make("ul", { class: "lines" }, found.map((line) => lineView(line, side, open))));
  });
  const more = { Person: company, Organization: represented, Event: editions }[entity.kind]?.(entity);
  const isBare = sections.every((part) => !part) && !more;
  return [
    make("p", { class: "facts" }, facts.filter(Boolean).join(" · "), entity.announced && badge("announced", "nothing is reported of it as having happened"),
      entity.unnamed && badge("no name given", "no article names it; the label describes it")),
    entity.names.length > 0 && make("p", { class: "names" }, "Also: ", entity.names.flatMap((name, i) => [i ? ", " : "", make("span", { dir: "auto" }, name)])),
    isBare && make("p", {}, "It is named, and nothing more is said of it."),
    ...sections, more, unasserted(entity),
    make("p", { class: "iri" }, data.base + entity.path),
  ].filter(Boolean);
}

/** What each kind is called, one and many. */
const KINDS = {
  Person: ["person", "people"],
  Organization: ["organization", "organizations"],
  Place: ["place", "places"],
  Event: ["event", "events"],
  EventSeries: ["series of events", "series of events"],
};

const tieAddress = (a, b) => `#tie:${a.path}+${b.path}`;
