// The pane beside the page: what a name, a tie or a mark rests on, in the words of the articles.

/**
 * The words of a quote. Every name in it leads to its dossier; those of `marked` entities are marked; the words that told the
 * statement are underlined.
 */
function words(quoteId, marked, told) {
  const [articleId, , text, names] = data.quotes[quoteId];
  const [from, length] = told ?? [0, 0];
  const isWhole = length >= text.length;
  // Text with the part that told it underlined.
  const piece = (start, end) => {
    const [low, high] = [Math.max(start, from), Math.min(end, from + length)];
    if (isWhole || low >= high) return [text.slice(start, end)];
    return [text.slice(start, low), make("u", {}, text.slice(low, high)), text.slice(high, end)].filter((part) => part !== "");
  };
  const parts = [];
  let at = 0;
  for (const [start, size, id] of names) {
    parts.push(...piece(at, start));
    const name = link(entities[id], ...piece(start, start + size));
    parts.push(marked.includes(id) ? make("mark", {}, name) : name);
    at = start + size;
  }
  parts.push(...piece(at, text.length));
  const language = data.articles[articleId].language;
  return make("p", { dir: "auto", lang: language || undefined }, parts);
}

/** Where a quote stands: title, outlet, date, article, byte. */
function source(quoteId, notes = []) {
  const [articleId, start] = data.quotes[quoteId];
  const article = data.articles[articleId];
  const isWeb = /^https?:\/\//i.test(article.url ?? "");
  const title = article.title ?? article.id;
  const named = isWeb ? make("a", { href: article.url, rel: "noreferrer noopener external", dir: "auto" }, title) : make("cite", { dir: "auto" }, title);
  const rest = [
    article.outlet,
    article.published ? time(article.published) : "undated",
    article.title ? article.id : null,
    `byte ${numbers.format(start)}`,
    article.copy ? `repeats ${article.copy}` : null,
    ...notes,
  ].filter(Boolean);
  return make("footer", {}, named, rest.flatMap((part) => [" · ", part]));
}

/** A quote with its source. */
const quotation = (quoteId, marked, told, notes) =>
  make("blockquote", { class: "quote" }, words(quoteId, marked, told), source(quoteId, notes));

/** The quotes of some statements, each once: what several of them rest on is shown for all. */
function quotations(list) {
  const groups = new Map();
  for (const statement of list) {
    for (const claim of statement.claims) {
      const group = groups.get(claim.quote) ?? { claim, marked: new Set(), notes: new Set() };
      group.marked.add(statement.subject);
      if (statement.entity !== null) group.marked.add(statement.entity);
      if (claim.stance > 0) group.notes.add(STANCES[claim.stance]);
      if (claim.mode) group.notes.add(`by ${claim.mode}`);
      group.notes.add(`read with ${claim.sure} % confidence by rule ${claim.rule}`);
      groups.set(claim.quote, group);
    }
  }
  return [...groups.values()]
    .sort((a, b) => a.claim.quote - b.claim.quote)
    .map(({ claim, marked, notes }) => quotation(claim.quote, [...marked], [claim.start, claim.length], [...notes]));
}

/** Quotes that unfold on demand; what unfolds is made then. */
function foldedQuotes(list, isOpen) {
  const n = new Set(list.flatMap((statement) => statement.claims.map((claim) => claim.quote))).size;
  const fold = make("details", { class: "quotes" }, make("summary", {}, count(n, "quote")));
  const unfold = () => fold.childElementCount === 1 && fold.append(...quotations(list));
  fold.addEventListener("toggle", unfold);
  if (isOpen) {
    unfold();
    fold.open = true;
  }
  return fold;
}

/** The sentences that a tie rests on: by event, what puts either there, with both names marked. */
function tie(a, b) {
  const both = eventsOf(a).filter((event) => eventsOf(b).includes(event)).sort(byDate);
  const parts = both.map((event) => {
    const list = presences(event).filter((statement) => [a.id, b.id].includes(statement.subject));
    const has = (quote, id) => data.quotes[quote][3].some(([, , entity]) => entity === id);
    const quotes = unique(list.flatMap((statement) => statement.claims.map((claim) => claim.quote)));
    // Those that name both come first.
    quotes.sort((x, y) => (has(y, a.id) && has(y, b.id)) - (has(x, a.id) && has(x, b.id)) || x - y);
    const roles = [a, b].map((person) => {
      const own = list.filter((statement) => statement.subject === person.id);
      return make("li", {}, link(person), ` · ${relationWords(own)}`, own.every(isOnlyPlanned) && badge("announced"));
    });
    return make("section", {},
      make("h3", {}, link(event)),
      make("p", { class: "hint" }, [about(event), `${count(peopleAt(event).length, "person", "people")} known there`].filter(Boolean).join(" · ")),
      make("ul", {}, roles),
      quotes.map((quote) => quotation(quote, [a.id, b.id])));
  });
  return [make("p", {}, `Both were at ${count(both.length, "event")}.`), ...parts];
}

/** Relations in words; what another of them implies goes without saying. */
function relationWords(list) {
  const ids = unique(list.map((statement) => statement.relationId));
  const told = ids.filter((id) => !ids.some((other) => data.relations[other].implies.includes(id)));
  return told.map((id) => data.relations[id].label).join(", ");
}

const evidence = {
  /** What had the focus when the pane was opened, to go back to. */
  opener: null,
  /** Shows something under a heading, and goes there. */
  open(title, body, isMove) {
    show(byId("evidence-title"), title);
    show(byId("evidence-body"), body);
    byId("evidence").classList.add("open");
    byId("evidence").scrollTop = 0;
    byId("evidence-body").scrollTop = 0;
    if (isMove) {
      if (!byId("evidence").contains(document.activeElement)) evidence.opener = document.activeElement;
      byId("evidence-title").focus({ preventScroll: true });
    }
  },
  close() {
    byId("evidence").classList.remove("open");
    if (byId("evidence").contains(document.activeElement)) {
      const back = evidence.opener?.isConnected ? evidence.opener : byId("main");
      back.focus({ preventScroll: true });
    }
  },
};
