// Does the report work in a real browser: search, dots, lines, slider, keys, quotes, nothing loaded, nothing run, nobody shut out?
//
//     node tools/browser/report.mjs PLENARY MODULES [FOLDER FOR SCREENSHOTS]
//
// PLENARY is the program, MODULES a folder in which `npm ci` was run with the package.json that stands beside this file.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { hostile, ordinary, PAYLOAD } from "./corpus.mjs";

const [program, modules, pictures] = process.argv.slice(2).map((word) => path.resolve(word));
const require = createRequire(path.join(modules, "package.json"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "plenary-browser-"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Builds a store of the inputs and writes its report. */
function report(name, inputs, corrections = []) {
  const store = path.join(folder, name, "store");
  fs.mkdirSync(path.dirname(store));
  const run = (...args) => execFileSync(program, ["--store", store, "--quiet", ...args], { encoding: "utf8" });
  run("build", ...inputs);
  for (const correction of corrections) run("correct", ...correction);
  const file = path.join(folder, `${name}.html`);
  run("report", "--output", file);
  return file;
}

/** Opens a page, and fails at the end on anything that it complained of or asked for. */
async function visit(file, options, check) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && troubles.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => troubles.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== pathToFileURL(file).href) troubles.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  await check(page);
  assert.deepEqual(troubles, []);
  await context.close();
}

const title = (page) => page.locator("#evidence-title").innerText();
const marked = (page) => page.locator("#evidence blockquote mark").allInnerTexts();
const shown = async (page) => {
  const [, n, all] = /^([\d,]+) of ([\d,]+) shown/.exec(await page.locator("#network-shown").innerText());
  return [n, all].map((text) => Number(text.replace(",", "")));
};

/** No finding of axe that is serious or critical, in the whole page as it is now. */
async function accessible(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  const list = found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  assert.deepEqual(list.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`)]), [], what);
}

/** The middle of a tie on the screen, away from all dots. */
const middleOfATie = (page) => page.evaluate(() => {
  const matrix = document.querySelector("#network-picture .ties").getScreenCTM();
  const numbers = [...document.querySelectorAll("#network-picture .ties:not(.over) path")].flatMap((line) => line.getAttribute("d").split("M").slice(1));
  for (const line of numbers) {
    const [x1, y1, x2, y2] = line.split(/[ L]/).map(Number);
    const point = new DOMPoint((x1 + x2) / 2, (y1 + y2) / 2).matrixTransform(matrix);
    if (["svg", "path"].includes(document.elementFromPoint(point.x, point.y)?.tagName)) return { x: point.x, y: point.y };
  }
  return null;
});

async function seeds(page) {
  assert.equal(await page.title(), "Who was in the room");
  const [n, all] = await shown(page);
  assert.ok(n > 10 && n <= 150 && n === all, `${n} of ${all}`);

  // search
  await page.locator("#find").fill("haixiong");
  assert.equal(await page.locator("#found a").first().innerText(), "Shen Haixiong");
  assert.equal(await page.locator(".node.found").count(), 1);
  await page.keyboard.press("Enter");
  assert.equal(await title(page), "Shen Haixiong");
  assert.ok((await marked(page)).some((name) => name.includes("Shen")));
  assert.ok(await page.locator("#evidence blockquote").first().isVisible());
  assert.match(await page.locator("#evidence blockquote footer").first().innerText(), /byte/);
  await accessible(page, "a dossier");

  // a dot
  await page.locator("#network").scrollIntoViewIfNeeded();
  const dot = page.locator(".node[aria-label^='Yves Leterme']");
  await dot.click();
  assert.equal(await title(page), "Yves Leterme");
  assert.ok((await marked(page)).includes("Yves Leterme"));
  assert.ok((await dot.getAttribute("class")).includes("chosen"));

  // a line: the sentences it rests on, with both names marked
  await page.locator("#network-all").click();
  await page.locator("#network-picture").evaluate((picture) => picture.scrollIntoView({ block: "center" }));
  await page.waitForTimeout(100);
  const middle = await middleOfATie(page);
  await page.mouse.click(middle.x, middle.y);
  const pair = (await title(page)).split(" and ");
  assert.equal(pair.length, 2);
  const marks = await marked(page);
  assert.ok(pair.every((name) => marks.includes(name)), `${pair} in ${marks}`);
  await accessible(page, "a tie");

  // the slider: fewer events, fewer people; back again
  await page.locator("#network-undated").uncheck();
  const [dated] = await shown(page);
  assert.ok(dated < n, `${dated} of ${n}`);
  await page.locator("#network-to").focus();
  await page.keyboard.press("Home");
  const [early] = await shown(page);
  assert.ok(early < dated, `${early} of ${dated}`);
  assert.equal(await page.locator("#network-to-text").innerText(), await page.locator("#network-from-text").innerText());
  await page.keyboard.press("End");
  await page.locator("#network-undated").check();
  assert.deepEqual(await shown(page), [n, all]);

  // keys: one stop for the picture, arrows inside, Enter opens, Escape goes back
  await page.locator(".node[tabindex='0']").focus();
  const before = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  for (const key of ["ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  const after = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.ok(after && before && after !== before, `${before}, ${after}`);
  assert.equal(await page.locator(".node[tabindex='0']").count(), 1);
  await page.keyboard.press("Enter");
  assert.equal(await title(page), after.split(",")[0]);
  assert.equal(await page.evaluate(() => document.activeElement.id), "evidence-title");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), after);

  // the other pictures, and the tables beside them
  await page.locator("#timeline .mark").first().click();
  assert.match(await page.locator("#evidence .facts").innerText(), /^event/);
  await page.locator("#places .spot").last().click();
  assert.match(await page.locator("#evidence .facts").innerText(), /^place/);
  for (const summary of await page.locator("main details > summary").all()) await summary.click();
  assert.ok((await page.locator("#network-table tbody tr").count()) > 10);
  await page.locator("#people-table thead button").nth(3).click();
  assert.equal(await page.locator("#people-table th[aria-sort]").getAttribute("aria-sort"), "descending");
  await page.locator("#people-table .filter input").fill("yves");
  assert.equal(await page.locator("#people-table tbody tr").count(), 1);

  // an address leads to what it names; every dossier can be laid out
  await page.evaluate(() => { location.hash = "person/huang-qin"; });
  await page.waitForFunction(() => document.querySelector("#evidence-title").textContent === "Huang Qin");
  await page.locator("#lay-out").click();
  assert.ok((await page.locator("#laid-out article").count()) > 50);
  await accessible(page, "everything laid out");
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.locator("nav.sections").isVisible()) && (await page.locator("#network svg.network").isVisible()));
}

async function small(page) {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, "nothing sticks out sideways");
  assert.ok(!(await page.locator("#evidence").isVisible()));
  await page.locator("#people-table tbody a").first().click();
  assert.ok(await page.locator("#evidence-title").isVisible());
  await accessible(page, "a dossier on a small screen");
  await page.locator("#evidence-close").click();
  assert.ok(!(await page.locator("#evidence").isVisible()));
}

async function attacked(page) {
  await page.locator("#find").fill("script");
  assert.ok((await page.locator("#found a").count()) > 0);
  await page.locator("#found a").first().click();
  assert.equal(await title(page), PAYLOAD);
  await page.locator("#lay-out").click();
  for (const summary of await page.locator("main details > summary").all()) await summary.click();
  assert.ok((await page.locator("body").innerText()).includes(PAYLOAD));
  assert.equal(await page.locator("a[href^='javascript']").count(), 0);
  assert.equal(await page.locator("main img, aside img").count(), 0);
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.hit), undefined);
}

async function large(page) {
  const [n, all] = await shown(page);
  assert.ok(n === 150 && all > 300, `${n} of ${all}`);
  await page.locator("#network-most").selectOption({ index: 3 });
  assert.ok((await shown(page))[0] > 300);
  const names = await page.locator("#network-picture .names text[visibility='visible']").count();
  assert.ok(names > 20, `${names} names`);
  await accessible(page, "a thousand articles");
}

function file(name, text) {
  const made = path.join(folder, name);
  fs.writeFileSync(made, text);
  return made;
}

const picture = (name) => async (page) => pictures && page.screenshot({ path: path.join(pictures, `${name}.png`) });
const both = (...checks) => async (page) => { for (const check of checks) await check(page); };

try {
  const ofSeeds = report("seeds", [path.join(root, "seeds")]);
  await visit(ofSeeds, {}, both(picture("desktop"), seeds));
  await visit(ofSeeds, { viewport: { width: 390, height: 844 } }, both(picture("phone"), small));
  await visit(ofSeeds, { colorScheme: "dark" }, both(picture("dark"), (page) => accessible(page, "dark")));
  const renamed = [["rename", "person/ada-bell", PAYLOAD], ["rename", "event/harbour-forum-2021", PAYLOAD]];
  await visit(report("hostile", [file("hostile.jsonl", hostile())], renamed), {}, attacked);
  const ofMany = report("large", [file("large.jsonl", ordinary(1000))]);
  const size = fs.statSync(ofMany).size;
  assert.ok(size < 10_000_000, `${size} bytes`);
  const start = performance.now();
  await visit(ofMany, {}, both(async () => console.log(`a thousand articles: ${size} bytes, there after ${Math.round(performance.now() - start)} ms`), picture("large"), large));
  console.log("the report works");
} finally {
  await browser.close();
  fs.rmSync(folder, { recursive: true, force: true });
}
