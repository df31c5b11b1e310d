// Where events were held, on an outline of the land.

const map = (() => {
  const held = entities.filter((entity) => entity.kind === "Place")
    .map((place) => ({ place, events: unique(said(place, "toward", "place").map((statement) => statement.subject)).map((id) => entities[id]) }))
    .filter(({ events }) => events.length > 0)
    .sort((a, b) => b.events.length - a.events.length || order(a.place.label, b.place.label));
  const spots = held.filter(({ place }) => place.point);
  const FONT = 12;

  /** The Equal Earth projection, on a world 1000 wide; the same as in tools/land.py. */
  function project([latitude, longitude]) {
    const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
    const root = Math.sqrt(3);
    const scale = 500 / ((2 * root * Math.PI) / (3 * a1));
    const t = Math.asin((root / 2) * Math.sin((latitude * Math.PI) / 180));
    const slope = a1 + 3 * a2 * t ** 2 + 7 * a3 * t ** 6 + 9 * a4 * t ** 8;
    const x = (2 * root * ((longitude * Math.PI) / 180) * Math.cos(t)) / (3 * slope);
    return [x * scale, -(a1 * t + a2 * t ** 3 + a3 * t ** 7 + a4 * t ** 9) * scale];
  }

  const land = draw("path", { d: byId("land").getAttribute("d"), class: "land", "vector-effect": "non-scaling-stroke" });
  const dots = draw("g", {});
  const names = draw("g", { class: "names", "aria-hidden": "true" });
  const svg = draw("svg", { role: "group", "aria-label": "Map of places where events were held; the table below has the same", class: "map" }, land, dots, names);
  let stage;

  function element(spot) {
    const note = `${spot.place.label}, ${count(spot.events.length, "event")}`;
    spot.name = draw("text", { "font-size": FONT, dir: "auto" }, spot.place.label);
    return draw("g", { role: "button", tabindex: -1, "aria-label": note, class: "spot", onclick: () => { location.hash = spot.place.path; } },
      draw("title", {}, note), draw("circle", { r: spot.r.toFixed(1) }));
  }

  function paint(view) {
    land.setAttribute("transform", `scale(${view.scale}) translate(${-view.x} ${-view.y})`);
    for (const spot of spots) {
      spot.x = (spot.px - view.x) * view.scale;
      spot.y = (spot.py - view.y) * view.scale;
      spot.element.setAttribute("transform", `translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`);
    }
    const places = placeNames(spots.map((spot) => ({ x: spot.x, y: spot.y, r: spot.r, name: spot.place.label })), FONT, view);
    spots.forEach((spot, i) => {
      spot.name.setAttribute("visibility", places[i] ? "visible" : "hidden");
      if (!places[i]) return;
      spot.name.setAttribute("x", places[i].x.toFixed(1));
      spot.name.setAttribute("y", places[i].y.toFixed(1));
      spot.name.setAttribute("text-anchor", places[i].anchor);
    });
  }

  function size() {
    const width = byId("map-picture").clientWidth;
    stage.resize(width, Math.round(Math.max(width * 0.5, 260)));
  }

  /** The places, with enough land around them to know where they are. */
  function fit() {
    const of = (pick) => [Math.min(...spots.map(pick)), Math.max(...spots.map(pick))];
    const [[left, right], [top, bottom]] = [of((spot) => spot.px), of((spot) => spot.py)];
    const wide = Math.max(120 - (right - left), 0) / 2;
    const high = Math.max(60 - (bottom - top), 0) / 2;
    stage.fit({ left: left - wide, right: right + wide, top: top - high, bottom: bottom + high }, 50);
  }
  const world = () => stage.fit({ left: -500, right: 500, top: -243, bottom: 215 }, 5);

  return {
    start() {
      const absent = held.length - spots.length;
      const told = `${count(spots.length, "place")} of events on the map`;
      show(byId("places-shown"), absent > 0 ? `${told}; in the table alone: ${count(absent, "place")} whose coordinates the program does not know` : told);
      byId("places-table").append(listing("Places", held, [
        { title: "Place", value: ({ place }) => place.label, cell: ({ place }) => link(place) },
        { title: "Events held", value: ({ events }) => events.length },
        { title: "Latest", value: ({ events }) => events.map((event) => event.start ?? "").sort().at(-1), cell: ({ events }) => {
          const last = [...events].sort((a, b) => (a.start ?? "").localeCompare(b.start ?? "")).at(-1);
          return [link(last), last.start ? `, ${dateText(last.start)}` : ""];
        } },
        { title: "Coordinates", value: ({ place }) => place.point?.[0] ?? -91, cell: ({ place }) => (place.point ? `${place.point[0].toFixed(2)}, ${place.point[1].toFixed(2)}` : "not known") },
      ], ({ place, events }) => [place.label, ...place.names, ...events.map((event) => event.label)].join(" ")));
      if (spots.length === 0) {
        document.querySelector("#places .buttons").hidden = true;
        return;
      }
      const most = spots[0].events.length;
      for (const spot of spots) {
        [spot.px, spot.py] = project(spot.place.point);
        spot.r = 3.5 + 6 * Math.sqrt(spot.events.length / most);
        spot.element = element(spot);
      }
      show(dots, [...spots].map((spot) => spot.element));
      show(names, spots.map((spot) => spot.name));
      stage = zoomable(svg, { most: 60, changed: paint });
      const reach = reachable(svg, () => spots, { "+": () => stage.zoom(1.4), "=": () => stage.zoom(1.4), "-": () => stage.zoom(1 / 1.4), 0: fit });
      reach.choose(spots[0], false);
      show(byId("map-picture"), svg);
      size(), world(), fit();
      byId("map-in").addEventListener("click", () => stage.zoom(1.4));
      byId("map-out").addEventListener("click", () => stage.zoom(1 / 1.4));
      byId("map-fit").addEventListener("click", fit);
      byId("map-world").addEventListener("click", world);
      addEventListener("resize", () => { size(), fit(); });
    },
    /** Marks a place. */
    choose(entity) {
      for (const spot of spots) spot.element?.classList.toggle("chosen", spot.place === entity);
    },
  };
})();
