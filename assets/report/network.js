// The network, drawn: people as dots, ties as lines, at the places that the program has given them.

const network = (() => {
  const { nodes, events, communities } = data.network;
  const people = nodes.map(([entity, x, y, ties, community], id) => ({ id, entity: entities[entity], px: x, py: y, ties, community, events: [] }));
  const gatherings = events.map(([entity, members]) => ({ entity: entities[entity], members }));
  gatherings.forEach((event) => event.members.forEach((id) => people[id].events.push(event)));

  /** Months, or years where no month is known, in which events began. */
  const steps = unique(gatherings.map((event) => event.entity.start?.slice(0, 7)).filter(Boolean)).sort();
  const state = { most: 150, from: 0, to: steps.length - 1, undated: true, colour: "community", chosen: [], found: new Set() };
  /** What is drawn now. */
  let shown = { people: [], ties: [] };
  const FONT = 12;
  const LEGEND = 10;

  const ties = draw("g", { class: "ties" });
  const over = draw("g", { class: "ties over" });
  const dots = draw("g", { class: "dots" });
  const names = draw("g", { class: "names", "aria-hidden": "true" });
  const svg = draw("svg", { role: "group", "aria-label": "Network of people; the table below has the same", class: "network" }, ties, over, dots, names);
  let stage;
  let reach;

  const isIn = (event) => {
    if (!event.entity.start) return state.undated;
    const [first, past] = days(event.entity);
    return steps.length === 0 || (past > firstDay(steps[state.from]) && first < pastDay(steps[state.to]));
  };

  /** Chooses who and which ties are drawn, and makes their elements. */
  function choose() {
    const inside = new Set(gatherings.filter(isIn));
    const all = people.filter((person) => person.events.some((event) => inside.has(event)));
    const drawn = new Set(all.slice(0, state.most).map((person) => person.id));
    const shared = new Map();
    for (const event of inside) {
      const there = event.members.filter((id) => drawn.has(id)).sort((a, b) => a - b);
      there.forEach((a, i) => there.slice(i + 1).forEach((b) => shared.set(a * people.length + b, (shared.get(a * people.length + b) ?? 0) + 1)));
    }
    const list = [...shared].map(([key, n]) => ({ a: people[Math.floor(key / people.length)], b: people[key % people.length], shared: n }));
    shown = { people: people.filter((person) => drawn.has(person.id)), ties: list };
    const most = Math.max(1, ...shown.people.map((person) => person.ties));
    for (const person of shown.people) {
      person.r = 3.5 + 5 * Math.sqrt(person.ties / most);
      person.element ??= element(person);
      person.dot.setAttribute("r", person.r.toFixed(1));
      person.dot.setAttribute("class", state.colour === "plain" ? "plain" : `c${Math.min(person.community, LEGEND)}`);
    }
    show(dots, [...shown.people].reverse().map((person) => person.element));
    show(names, shown.people.map((person) => person.name));
    if (shown.people.length > 0 && !reach.isAmong(shown.people)) reach.choose(shown.people[0], false);
    tell(all.length);
    legend();
    table();
    stage?.update();
  }

  function element(person) {
    person.dot = draw("circle", {});
    person.name = draw("text", { "font-size": FONT, dir: "auto" }, person.entity.label);
    const note = `${person.entity.label}, ${count(person.events.length, "event")}, tied to ${count(person.ties, "person", "people")}`;
    const go = () => { location.hash = person.entity.path; };
    return draw("g", { role: "button", tabindex: -1, "aria-label": note, onclick: go, class: "node" }, draw("title", {}, note), person.dot);
  }

  function tell(available) {
    const all = data.network.people;
    const parts = [`${numbers.format(shown.people.length)} of ${numbers.format(all)} shown`];
    if (shown.people.length < Math.min(available, all)) parts.push("those with the most ties");
    parts.push(`${count(shown.ties.length, "tie")} between them${all > shown.people.length ? `, of ${numbers.format(data.network.ties)} in all` : ""}`);
    show(byId("network-shown"), parts.join(" · "));
  }

  /** Lines in the units of the layout, one path for each number of shared events. */
  function lines(list, group) {
    const byShared = new Map();
    for (const tie of list) {
      const n = Math.min(tie.shared, 6);
      byShared.set(n, `${byShared.get(n) ?? ""}M${tie.a.px} ${tie.a.py}L${tie.b.px} ${tie.b.py}`);
    }
    show(group, [...byShared].sort(([a], [b]) => a - b).map(([n, d]) => draw("path", { d, "stroke-width": 0.8 + 0.9 * (n - 1), "vector-effect": "non-scaling-stroke" })));
  }

  function paint(view) {
    const place = (person) => [(person.px - view.x) * view.scale, (person.py - view.y) * view.scale];
    const transform = `scale(${view.scale}) translate(${-view.x} ${-view.y})`;
    for (const group of [ties, over]) group.setAttribute("transform", transform);
    for (const person of shown.people) {
      [person.x, person.y] = place(person);
      person.element.setAttribute("transform", `translate(${person.x.toFixed(1)} ${person.y.toFixed(1)})`);
    }
    // Who is chosen or found is named first.
    const first = (person) => (state.chosen.includes(person) ? 2 : state.found.has(person.entity) ? 1 : 0);
    const ranked = [...shown.people].sort((a, b) => first(b) - first(a) || a.id - b.id);
    const places = placeNames(ranked.map((person) => ({ x: person.x, y: person.y, r: person.r, name: person.entity.label, must: first(person) > 0 })), FONT, view);
    ranked.forEach((person, i) => {
      const spot = places[i];
      person.name.setAttribute("visibility", spot ? "visible" : "hidden");
      if (!spot) return;
      person.name.setAttribute("x", spot.x.toFixed(1));
      person.name.setAttribute("y", spot.y.toFixed(1));
      person.name.setAttribute("text-anchor", spot.anchor);
    });
  }

  /** Marks who is chosen and all tied to them, and who was searched for. */
  function mark() {
    const { chosen } = state;
    const isTie = chosen.length === 2;
    const near = new Set(chosen);
    const own = shown.ties.filter((tie) => (isTie ? chosen.includes(tie.a) && chosen.includes(tie.b) : chosen.includes(tie.a) || chosen.includes(tie.b)));
    if (!isTie) own.forEach((tie) => near.add(tie.a).add(tie.b));
    for (const person of shown.people) {
      person.element.classList.toggle("chosen", chosen.includes(person));
      person.element.classList.toggle("found", state.found.has(person.entity));
      const isDim = (chosen.length > 0 && !near.has(person)) || (chosen.length === 0 && state.found.size > 0 && !state.found.has(person.entity));
      person.element.classList.toggle("dim", isDim);
      person.name.classList.toggle("dim", isDim);
    }
    ties.classList.toggle("dim", chosen.length > 0);
    lines(own, over);
    stage.update();
  }

  /** The tie within a few pixels of a point. */
  function tieAt(x, y) {
    let best = null;
    for (const tie of shown.ties) {
      const [dx, dy] = [tie.b.x - tie.a.x, tie.b.y - tie.a.y];
      const t = Math.min(Math.max(((x - tie.a.x) * dx + (y - tie.a.y) * dy) / (dx * dx + dy * dy || 1), 0), 1);
      const distance = Math.hypot(tie.a.x + t * dx - x, tie.a.y + t * dy - y);
      if (distance < (best?.distance ?? 7)) best = { tie, distance };
    }
    return best?.tie;
  }

  function legend() {
    const used = new Map();
    for (const person of shown.people) used.set(person.community, (used.get(person.community) ?? 0) + 1);
    const entry = ([id, n]) => make("li", {}, draw("svg", { width: 12, height: 12, "aria-hidden": "true" }, draw("circle", { cx: 6, cy: 6, r: 6, class: `c${id}` })),
      make("span", { dir: "auto" }, communities[id][0]), ` (${numbers.format(n)})`);
    const named = [...used].sort(([a], [b]) => a - b);
    const rest = named.filter(([id]) => id >= LEGEND);
    const more = rest.length > 0 && make("li", {}, draw("svg", { width: 12, height: 12, "aria-hidden": "true" }, draw("circle", { cx: 6, cy: 6, r: 6, class: `c${LEGEND}` })),
      `${count(rest.length, "smaller circle")} (${numbers.format(rest.reduce((sum, [, n]) => sum + n, 0))})`);
    show(byId("network-reading"), `Circles of people: ${data.network.reading}.`);
    byId("network-reading").hidden = state.colour === "plain";
    show(byId("network-legend"), state.colour === "plain" ? [] : [...named.filter(([id]) => id < LEGEND).map(entry), more]);
  }

  /** The same as a table, made when it is first opened. */
  function table() {
    const fold = byId("network-table");
    const body = fold.querySelector("div");
    show(body);
    if (!fold.open) return;
    const rows = [...shown.ties].sort((x, y) => y.shared - x.shared || x.a.id - y.a.id || x.b.id - y.b.id);
    body.append(listing("Ties", rows, [
      { title: "One", value: (tie) => tie.a.entity.label, cell: (tie) => link(tie.a.entity) },
      { title: "The other", value: (tie) => tie.b.entity.label, cell: (tie) => link(tie.b.entity) },
      { title: "Shared events", value: (tie) => tie.shared, cell: (tie) => make("a", { href: tieAddress(tie.a.entity, tie.b.entity) }, count(tie.shared, "event")) },
    ], (tie) => `${tie.a.entity.label} ${tie.b.entity.label}`));
  }

  function size() {
    const width = byId("network-picture").clientWidth;
    stage.resize(width, Math.round(Math.max(Math.min(width * 0.72, innerHeight * 0.8, 720), 360)));
  }

  const bounds = () => {
    const of = (list, pick) => [Math.min(...list.map(pick)), Math.max(...list.map(pick))];
    const [left, right] = of(shown.people, (person) => person.px);
    const [top, bottom] = of(shown.people, (person) => person.py);
    return { left, right, top, bottom };
  };
  const fit = () => shown.people.length > 0 && stage.fit(bounds(), Math.min(70, stage.view.width / 8));

  function controls() {
    const choices = [50, 150, 300, 600].filter((n, i, all) => i === 0 || all[i - 1] < people.length);
    show(byId("network-most"), choices.map((n) => make("option", { value: n, selected: n === Math.min(150, choices.at(-1)) }, n >= people.length ? `all ${people.length}` : `${n} with the most ties`)));
    state.most = Number(byId("network-most").value);
    byId("network-most").addEventListener("change", (event) => {
      state.most = Number(event.target.value);
      choose(), lines(shown.ties, ties), mark(), fit();
    });
    byId("network-colour").addEventListener("change", (event) => {
      state.colour = event.target.value;
      choose();
    });
    const range = byId("network-controls").querySelector(".range");
    range.hidden = steps.length < 2;
    const texts = () => ["from", "to"].forEach((end) => {
      show(byId(`network-${end}-text`), steps[state[end]] ? dateText(steps[state[end]]) : "");
      byId(`network-${end}`).setAttribute("aria-valuetext", steps[state[end]] ? dateText(steps[state[end]]) : "");
    });
    for (const end of ["from", "to"]) {
      const slider = byId(`network-${end}`);
      slider.max = Math.max(steps.length - 1, 0);
      slider.value = state[end];
      slider.addEventListener("input", () => {
        state[end] = Number(slider.value);
        const other = end === "from" ? "to" : "from";
        if (state.from > state.to) {
          state[other] = state[end];
          byId(`network-${other}`).value = state[end];
        }
        texts(), choose(), lines(shown.ties, ties), mark();
      });
    }
    texts();
    byId("network-undated").addEventListener("change", (event) => {
      state.undated = event.target.checked;
      choose(), lines(shown.ties, ties), mark();
    });
    byId("network-in").addEventListener("click", () => stage.zoom(1.4));
    byId("network-out").addEventListener("click", () => stage.zoom(1 / 1.4));
    byId("network-all").addEventListener("click", fit);
    byId("network-table").addEventListener("toggle", table);
  }

  return {
    start() {
      if (people.length === 0) {
        show(byId("network-picture"), make("p", {}, "No article puts people at an event."));
        byId("network-controls").hidden = true;
        return;
      }
      stage = zoomable(svg, { most: 600, changed: paint });
      reach = reachable(svg, () => shown.people, { "+": () => stage.zoom(1.4), "=": () => stage.zoom(1.4), "-": () => stage.zoom(1 / 1.4), 0: fit });
      show(byId("network-picture"), svg);
      controls();
      size(), choose(), lines(shown.ties, ties), fit();
      svg.addEventListener("click", (event) => {
        if (event.target.closest(".node")) return;
        const box = svg.getBoundingClientRect();
        const tie = tieAt(event.clientX - box.left, event.clientY - box.top);
        if (tie) location.hash = tieAddress(tie.a.entity, tie.b.entity);
      });
      svg.addEventListener("pointermove", (event) => {
        const box = svg.getBoundingClientRect();
        svg.classList.toggle("on-tie", event.buttons === 0 && !!tieAt(event.clientX - box.left, event.clientY - box.top));
      });
      addEventListener("resize", () => { size(), fit(); });
    },
    /** Marks one person, or two who are tied; none to mark nobody. */
    choose(list) {
      if (!stage) return;
      state.chosen = list.map((entity) => people.find((person) => person.entity === entity)).filter(Boolean);
      mark();
    },
    /** Marks those who were searched for. */
    find(found) {
      if (!stage) return;
      state.found = new Set(found);
      mark();
    },
  };
})();
