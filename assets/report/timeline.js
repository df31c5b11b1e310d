// Events along an axis of time, each as wide as its date is uncertain.

const timeline = (() => {
  const events = entities.filter((entity) => entity.kind === "Event");
  const dated = events.filter((event) => event.start).sort(byDate);
  const FONT = 12;
  const LANE = 22;
  /** Height of a lane for marks alone. */
  const LOW = 11;
  /** Lanes for marks with names, and for marks alone. */
  const NAMED = 16;
  const LANES = 64;
  const AXIS = 24;
  /** Widest name of an event beside its mark. */
  const WIDEST = 230;
  /** Of the earliest events this share may lie before the axis, where they would press all others together. */
  const EARLY = 0.05;
  let marks = [];
  const svg = draw("svg", { role: "group", "aria-label": "Events by date; the table below has the same", class: "timeline" });
  const reach = reachable(svg, () => marks);

  /** First and last day of the axis, and the events that lie before it. */
  function axis() {
    const ends = dated.map(days);
    const skip = Math.floor(dated.length * EARLY);
    const past = Math.max(...ends.map(([, end]) => end));
    const whole = past - ends[0][0];
    const cutOff = skip > 0 && past - ends[skip][0] < whole * 0.67 ? ends[skip][0] : ends[0][0];
    const pad = Math.max((past - cutOff) * 0.02, 10);
    return { from: cutOff - pad, to: past + pad, early: dated.filter((event) => days(event)[0] < cutOff) };
  }

  /** Borders of years or months that are far enough apart to be written. */
  function ticks(from, to, width) {
    const perYear = (width / (to - from)) * 365.25;
    const [firstYear, lastYear] = [from, to].map((day) => new Date(day * DAY).getUTCFullYear());
    const made = [];
    const months = perYear >= 1500 ? 1 : perYear >= 420 ? 3 : 0;
    const years = [1, 2, 5, 10, 20, 50, 100].find((n) => n * perYear >= 52) ?? 200;
    for (let year = firstYear; year <= lastYear; year += 1) {
      if (months > 0) {
        for (let month = 0; month < 12; month += months) {
          made.push([Date.UTC(year, month, 1) / DAY, month === 0 ? String(year) : MONTHS[month].slice(0, 3)]);
        }
      } else if (year % years === 0) {
        made.push([Date.UTC(year, 0, 1) / DAY, String(year)]);
      }
    }
    return made.filter(([day]) => day >= from && day <= to);
  }

  /** Puts events into lanes: those with many people first, with their names where there is room, else without. */
  function lanes(list, x, width) {
    const used = Array.from({ length: LANES }, () => []);
    const isFree = (lane, left, right) => lane.every(([l, r]) => right <= l || left >= r);
    const sized = list.map((event) => ({ event, n: peopleAt(event).length }));
    sized.sort((a, b) => b.n - a.n || byDate(a.event, b.event));
    const placed = [];
    for (const { event, n } of sized) {
      const [from, to] = days(event);
      const left = Math.min(x(from), width - 9);
      const right = Math.max(x(to), left + 7);
      const name = cut(event.label, FONT, Math.min(WIDEST, width * 0.45));
      const room = widthOf(name, FONT);
      const tries = [[left - 2, right + 6 + room, "after"], [left - 6 - room, right + 2, "before"], [left - 1, right + 1, "none"]];
      let found = null;
      for (const [start, end, side] of tries) {
        if (start < 0 || end > width) continue;
        const lane = used.findIndex((taken) => isFree(taken, start, end));
        if (lane >= 0 && (lane < NAMED || side === "none")) {
          used[lane].push([start, end]);
          found = { event, n, left, right, lane, side, name };
          break;
        }
      }
      if (found) placed.push(found);
    }
    return placed;
  }

  /** How high above the axis a lane begins. */
  const rise = (lane) => LANE * Math.min(lane, NAMED) + LOW * Math.max(lane - NAMED, 0);

  function mark({ event, n, left, right, lane, side, name }, floor, most) {
    const height = (7 + 9 * Math.sqrt(n / most)) * (lane < NAMED ? 1 : 0.55);
    const middle = floor - (rise(lane) + rise(lane + 1)) / 2;
    const note = [event.label, span(event), ...placesOf(event).map((place) => place.label), count(n, "person", "people"), event.announced && "announced"].filter(Boolean).join(", ");
    const isVague = !/^\d{4}-\d\d-\d\d/.test(event.start);
    const box = draw("rect", { x: left.toFixed(1), y: (middle - height / 2).toFixed(1), width: (right - left).toFixed(1), height: height.toFixed(1), rx: 3 });
    const go = () => { location.hash = event.path; };
    const text = side !== "none" && draw("text", { x: (side === "after" ? right + 5 : left - 5).toFixed(1), y: (middle + 4).toFixed(1), "font-size": FONT, "text-anchor": side === "after" ? "start" : "end", dir: "auto", onclick: go }, name);
    const classes = ["mark", isVague && "vague", event.announced && "announced"].filter(Boolean).join(" ");
    const element = draw("g", { role: "button", tabindex: -1, "aria-label": note, class: classes, onclick: go }, draw("title", {}, note), box);
    return { element, text, x: left, y: middle, event };
  }

  function paint() {
    const width = byId("timeline-picture").clientWidth;
    const { from, to, early } = axis();
    const x = (day) => ((day - from) / (to - from)) * width;
    const placed = lanes(dated.filter((event) => !early.includes(event)), x, width);
    const floor = rise(Math.max(1, ...placed.map((one) => one.lane + 1))) + 6;
    const most = Math.max(1, ...placed.map((one) => one.n));
    marks = placed.map((one) => mark(one, floor, most)).sort((a, b) => a.x - b.x);
    const lines = ticks(from, to, width).map(([day, text]) => draw("g", { class: "tick" },
      draw("line", { x1: x(day).toFixed(1), x2: x(day).toFixed(1), y1: 0, y2: floor + 5 }),
      draw("text", { x: Math.min(Math.max(x(day), 16), width - 16).toFixed(1), y: floor + 18, "font-size": FONT, "text-anchor": "middle" }, text)));
    svg.setAttribute("viewBox", `0 0 ${width} ${floor + AXIS}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", floor + AXIS);
    show(svg, lines, draw("line", { x1: 0, x2: width, y1: floor, y2: floor, class: "axis" }), marks.map((one) => one.element), draw("g", { class: "titles", "aria-hidden": "true" }, marks.map((one) => one.text)));
    if (marks.length > 0) reach.choose(marks[0], false);
    const unmarked = dated.length - early.length - placed.length;
    const parts = [`${numbers.format(placed.length)} of ${numbers.format(events.length)} events drawn`];
    if (early.length > 0) parts.push(`${numbers.format(early.length)} before ${new Date(from * DAY).getUTCFullYear()}`);
    if (unmarked > 0) parts.push(`${numbers.format(unmarked)} without room`);
    if (events.length > dated.length) parts.push(`${numbers.format(events.length - dated.length)} without a date`);
    show(byId("timeline-shown"), parts.length > 1 ? `${parts[0]}; in the table alone: ${parts.slice(1).join(", ")}` : parts[0]);
  }

  return {
    start() {
      byId("timeline-table").append(make("details", {}, make("summary", {}, "The same as a table"), eventTable("Events by date", [...dated, ...events.filter((event) => !event.start).sort(byDate)])));
      if (dated.length === 0) return show(byId("timeline-picture"), make("p", {}, "No article tells the date of an event."));
      show(byId("timeline-picture"), svg);
      paint();
      addEventListener("resize", paint);
      return undefined;
    },
    /** Marks an event. */
    choose(entity) {
      marks.forEach((one) => one.element.classList.remove("chosen"));
      marks.find((one) => one.event === entity)?.element.classList.add("chosen");
    },
  };
})();
