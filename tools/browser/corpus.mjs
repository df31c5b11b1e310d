// Articles for the browser test, as JSON lines: a thousand ordinary ones, and some that try to run something. All invented.

const GIVEN = ["Ada", "Björn", "Clara", "Daniel", "Edith", "Farid", "Greta", "Hugo", "Irene", "Jonas", "Karin", "Louis", "Maria", "Nils", "Olga", "Pavel", "Rosa", "Simon", "Teresa", "Viktor"];
const FAMILY = ["Bell", "Castell", "Dorn", "Eklund", "Fontaine", "Gruber", "Hartwell", "Ivanov", "Jansen", "Keller", "Lindqvist", "Moreau", "Novak", "Olsen", "Petrov", "Quist", "Rossi", "Schmidt", "Tanaka", "Ulrich", "Varga", "Weber", "Yilmaz", "Zeman", "Albers", "Brandt", "Cramer", "Dietz", "Engel", "Frisch"];
const CITIES = ["Lisbon", "Oslo", "Nairobi", "Lima", "Osaka", "Toronto", "Cairo", "Vienna", "Hanoi", "Jakarta", "Wuxi", "Warsaw"];
const TOPICS = ["Harbour", "Tide", "Salt", "River", "Bridge", "Grain", "Signal", "Orchard", "Lantern", "Granite", "Meadow", "Compass"];
const POSTS = ["mayor", "minister", "director", "chairman", "secretary"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** Numbers that look like chance and are the same each time. */
function dice(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * n);
  };
}

/** News of forums: each tells of one event, its town and day, and of a few people who spoke or came. */
export function ordinary(n) {
  const roll = dice(7);
  const pick = (list) => list[roll(list.length)];
  return Array.from({ length: n }, (_, i) => {
    const [topic, city, year, month, day] = [TOPICS[i % TOPICS.length], CITIES[Math.floor(i / 3) % CITIES.length], 2004 + (Math.floor(i / 12) % 21), roll(12), 1 + roll(28)];
    const forum = `${topic} Forum ${year}`;
    const people = Array.from({ length: 3 + roll(6) }, () => `${pick(GIVEN)} ${pick(FAMILY)}`);
    const text = [
      `${city}, ${MONTHS[month]} ${day}, ${year} - The ${forum} opened in ${city} on ${MONTHS[month]} ${day}, ${year}.`,
      `The forum was hosted by the ${city} Chamber of Commerce.`,
      ...people.map((person, k) => (k % 2 ? `${person}, ${pick(POSTS)} of ${pick(CITIES)}, delivered a speech at the forum.` : `${person} attended the forum.`)),
    ].join(" ");
    return JSON.stringify({ id: `news-${String(i).padStart(4, "0")}`, title: `${forum} opens`, outlet: `${pick(CITIES)} Gazette`, published: `${year}-${String(month + 1).padStart(2, "0")}-${String(day).padStart(2, "0")}`, text });
  }).join("\n");
}

/** What must never run: it would leave its mark on the window. */
export const PAYLOAD = "</script><script>window.hit = 1</script><img src=x onerror=\"window.hit = 1\"><svg onload=\"window.hit = 1\">";

export function hostile() {
  const article = (id, more) => JSON.stringify({
    id,
    title: `A title ${PAYLOAD}`,
    outlet: `An outlet ${PAYLOAD}`,
    url: "javascript:window.hit=1",
    published: "2021-05-03",
    text: `LISBON, May 3, 2021 - The Harbour Forum 2021 opened in Lisbon on May 3, 2021. ${PAYLOAD} Ada Bell, mayor of Ostia, delivered a speech at the forum ${PAYLOAD}. Carl Dorn attended the forum.`,
    ...more,
  });
  return [article(`a1${PAYLOAD}`), article("a2", { url: "https://example.org/\"><script>window.hit=1</script>", title: "{{script}} {{data}} <!--" })].join("\n");
}
