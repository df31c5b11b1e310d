// What everything else is made of: the data by number and by name, and elements whose text is text alone.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

/** An element. Attributes are set as attributes, `on…` are listeners, children are elements or text. */
function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
function draw(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  for (const child of children.flat()) {
    if (child !== undefined && child !== null && child !== false) element.append(child);
  }
  return element;
}

/** Puts new children in the place of all that an element has. */
function show(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
}

const numbers = new Intl.NumberFormat("en");
const order = new Intl.Collator("en", { sensitivity: "base", numeric: true }).compare;
/** "1 event", "2,100 events". */
const count = (number, noun, plural = `${noun}s`) => `${numbers.format(number)} ${number === 1 ? noun : plural}`;

const STANCES = ["reported", "announced", "denied", "held possible"];

/** One claim: what one article says at one place. */
const claimOf = ([quote, start, length, stance, sure, rule, post, mode]) => ({
  quote, start, length, stance, sure, rule: data.rules[rule], post, mode, article: data.quotes[quote][0],
});

const statements = data.statements.map(([subject, relation, object, rank, claims], id) => ({
  id,
  subject,
  relation: data.relations[relation],
  relationId: relation,
  entity: typeof object === "number" ? object : null,
  value: typeof object === "number" ? null : object,
  rank,
  claims: claims.map(claimOf),
}));
const isAsserted = (statement) => statement.claims.some((claim) => claim.stance < 2);
/** Asserted, and by no article as having happened. */
const isOnlyPlanned = (statement) => isAsserted(statement) && !statement.claims.some((claim) => claim.stance === 0);

const entities = data.entities.map((entity, id) => ({ names: [], ...entity, id, about: [], toward: [] }));
const byPath = new Map(entities.map((entity) => [entity.path, entity]));
for (const statement of statements) {
  entities[statement.subject].about.push(statement);
  if (statement.entity !== null) entities[statement.entity].toward.push(statement);
}

/** The asserted statements of an entity, on one side, whose relation plays one of these parts. */
function said(entity, side, ...roles) {
  return entity[side].filter((statement) => roles.includes(statement.relation.role) && isAsserted(statement));
}

/** The asserted statements that put people at an event. */
const presences = (event) => event.toward.filter((statement) => statement.relation.presence && isAsserted(statement));
/** The asserted statements that put a person at events. */
const appearances = (person) => person.about.filter((statement) => statement.relation.presence && isAsserted(statement));
const unique = (list) => [...new Set(list)];
const peopleAt = (event) => unique(presences(event).map((statement) => statement.subject)).map((id) => entities[id]);
const eventsOf = (person) => unique(appearances(person).map((statement) => statement.entity)).map((id) => entities[id]);
const placesOf = (event) => unique(said(event, "about", "place").map((statement) => statement.entity)).map((id) => entities[id]);

/** How many articles say so independently: copies of one report count once. */
function sources(list) {
  const ids = list.flatMap((statement) => statement.claims).map((claim) => data.articles[claim.article]);
  return new Set(ids.map((article) => article.copy ?? article.id)).size;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A date as people write it, no more precise than it is. */
function dateText(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  if (!month) return String(year);
  return day ? `${day} ${MONTHS[month - 1]} ${year}` : `${MONTHS[month - 1]} ${year}`;
}

const time = (iso) => make("time", { datetime: iso }, dateText(iso));

/** First and last day of an event as a text; empty if no date is known. */
function span(event) {
  if (!event.start) return "";
  return event.end && event.end !== event.start ? `${dateText(event.start)} to ${dateText(event.end)}` : dateText(event.start);
}

const DAY = 86400000;
/** First day that a date may mean, as a number of days. */
function firstDay(iso) {
  const [year, month = 1, day = 1] = iso.split("-").map(Number);
  return Date.UTC(year, month - 1, day) / DAY;
}
/** One past the last day that a date may mean. */
function pastDay(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  if (!month) return Date.UTC(year + 1, 0, 1) / DAY;
  return day ? Date.UTC(year, month - 1, day) / DAY + 1 : Date.UTC(year, month, 1) / DAY;
}
/** From the first day to one past the last that an event may have had. */
const days = (event) => [firstDay(event.start), Math.max(pastDay(event.start), event.end ? pastDay(event.end) : 0)];
/** Events in order of date, those without one last. */
const byDate = (a, b) => (a.start ?? "9").localeCompare(b.start ?? "9") || order(a.label, b.label);

/** A link to what is known of an entity. */
const link = (entity, ...more) =>
  make("a", { href: `#${entity.path}`, class: `entity ${entity.kind}`, dir: "auto" }, more.length ? more : entity.label);
const badge = (text, title) => make("span", { class: "badge", title }, text);

/** What tells people of one name apart: a post, or a body. */
function about(entity) {
  if (entity.kind === "Event") return [span(entity), ...placesOf(entity).map((place) => place.label)].filter(Boolean).join(", ");
  const held = said(entity, "about", "affiliation")[0];
  if (!held) return "";
  const post = held.claims.find((claim) => claim.post)?.post;
  return [post, entities[held.entity].label].filter(Boolean).join(", ");
}

/** Lower case without accents, to find names by. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Width of a text in the page's font, in pixels. */
const widthOf = (() => {
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map();
  return (text, size) => {
    if (!known.has(text)) {
      context.font = `20px ${getComputedStyle(document.body).fontFamily}`;
      known.set(text, context.measureText(text).width / 20);
    }
    return known.get(text) * size;
  };
})();

/** A text cut to a width in pixels. */
function cut(text, size, room) {
  if (widthOf(text, size) <= room) return text;
  let end = Math.max(1, Math.floor((text.length * room) / widthOf(text, size)));
  while (end > 1 && widthOf(`${text.slice(0, end)}…`, size) > room) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}
