// A picture that zooms and moves, and marks in it that can be reached by keyboard.

/**
 * Lets a picture of fixed size be zoomed and moved. `changed(view)` draws: a point p of the world lies at (p − view) · view.scale.
 * Returns what the buttons call.
 */
function zoomable(svg, { most, changed }) {
  const view = { x: 0, y: 0, scale: 1, width: 1, height: 1 };
  let least = 1e-9;
  let pending = false;
  const update = () => {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      changed(view);
    });
  };
  const zoom = (factor, px = view.width / 2, py = view.height / 2) => {
    const scale = Math.min(Math.max(view.scale * factor, least), most);
    view.x += px / view.scale - px / scale;
    view.y += py / view.scale - py / scale;
    view.scale = scale;
    update();
  };
  const move = (dx, dy) => {
    view.x -= dx / view.scale;
    view.y -= dy / view.scale;
    update();
  };
  /** Shows a box of the world, with a margin in pixels. */
  const fit = ({ left, top, right, bottom }, margin = 40) => {
    const [width, height] = [Math.max(right - left, 1e-6), Math.max(bottom - top, 1e-6)];
    const inside = (length) => Math.max(length - 2 * margin, length / 2, 1);
    const scale = Math.min(inside(view.width) / width, inside(view.height) / height, most);
    Object.assign(view, { scale, x: (left + right) / 2 - view.width / 2 / scale, y: (top + bottom) / 2 - view.height / 2 / scale });
    least = Math.min(least === 1e-9 ? scale / 2 : least, scale / 2);
    update();
  };
  /** The picture has another size. */
  const resize = (width, height) => {
    Object.assign(view, { width, height });
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
  };
  listen(svg, { zoom, move });
  return { view, zoom, move, fit, resize, update };
}

function listen(svg, { zoom, move }) {
  const fingers = new Map();
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  // The wheel scrolls the page unless the picture was chosen, or the wheel says that it zooms.
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !svg.contains(document.activeElement)) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), ...at(event));
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0) fingers.set(event.pointerId, [event.clientX, event.clientY]);
    svg.dataset.moved = "0";
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before[0], event.clientY - before[1]];
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    if (others.length > 0) {
      const reach = (place) => Math.hypot(place[0] - others[0][0], place[1] - others[0][1]);
      zoom(reach([event.clientX, event.clientY]) / Math.max(reach(before), 1), ...at(event));
    } else {
      move(dx, dy);
    }
    svg.dataset.moved = Number(svg.dataset.moved) + Math.abs(dx) + Math.abs(dy);
    if (svg.dataset.moved > 4 && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    svg.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  // A drag is no click.
  svg.addEventListener("click", (event) => Number(svg.dataset.moved) > 4 && event.stopPropagation(), { capture: true });
}

/**
 * One stop for Tab among the marks of a picture; arrow keys go on from there to the nearest mark in that direction.
 * `marks()`: those that can be reached, with their element and place.
 */
function reachable(svg, marks, keys = {}) {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let stop = null;
  const choose = (mark, isMove) => {
    stop?.element.setAttribute("tabindex", -1);
    stop = mark;
    mark.element.setAttribute("tabindex", 0);
    if (isMove) mark.element.focus({ preventScroll: true });
  };
  svg.addEventListener("keydown", (event) => {
    if (keys[event.key]) {
      event.preventDefault();
      return keys[event.key]();
    }
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
    const step = steps[event.key];
    const here = step && marks().find((mark) => mark.element === event.target);
    if (!here) return undefined;
    event.preventDefault();
    const ahead = marks().filter((mark) => mark !== here).map((mark) => {
      const [dx, dy] = [mark.x - here.x, mark.y - here.y];
      const [along, aside] = [dx * step[0] + dy * step[1], Math.abs(dx * step[1]) + Math.abs(dy * step[0])];
      return { mark, along, cost: along + 2 * aside };
    }).filter((found) => found.along > 0).sort((a, b) => a.cost - b.cost);
    return ahead.length > 0 && choose(ahead[0].mark, true);
  });
  return { choose, isAmong: (list) => list.includes(stop) };
}

/**
 * Places for names beside dots, the first of the list choosing first: right, left, below, above. A name that would cover another
 * name or a dot is left out until there is room, unless the dot must be named.
 */
function placeNames(dots, size, { width, height }) {
  const taken = dots.map((dot) => ({ left: dot.x - dot.r, right: dot.x + dot.r, top: dot.y - dot.r, bottom: dot.y + dot.r }));
  const line = size * 1.25;
  return dots.map((dot, own) => {
    if (dot.x < 0 || dot.y < 0 || dot.x > width || dot.y > height) return null;
    const room = widthOf(dot.name, size);
    const sides = [
      [dot.x + dot.r + 3, dot.y - line / 2, "start"], [dot.x - dot.r - 3 - room, dot.y - line / 2, "end"],
      [dot.x - room / 2, dot.y + dot.r + 1, "middle"], [dot.x - room / 2, dot.y - dot.r - line - 1, "middle"],
    ];
    const boxes = sides.map(([left, top, anchor]) => ({ left, top, right: left + room, bottom: top + line, anchor }))
      .filter((box) => box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height);
    const isFree = (box, from) => taken.every((other, i) => i < from || i === own || box.left >= other.right || other.left >= box.right || box.top >= other.bottom || other.top >= box.bottom);
    // The first that are taken are the dots.
    const box = boxes.find((one) => isFree(one, 0)) ?? (dot.must ? boxes.find((one) => isFree(one, dots.length)) : undefined);
    if (!box) return null;
    taken.push(box);
    const x = { start: box.left, end: box.right, middle: box.left + room / 2 }[box.anchor];
    return { x, y: box.top + line * 0.76, anchor: box.anchor };
  });
}
