// Uses the search and the charts of a built site in Chromium. `node search.mjs PUBLIC`
import assert from "node:assert/strict";
import { createReadStream, existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const { chromium } = createRequire(path.join(process.env.NODE_MODULES, "x"))("playwright-core");
const root = process.argv[2];
// In milliseconds: long, because a machine may be busy.
const PATIENCE = 120_000;
const kinds = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
const asked = [];
const server = createServer((request, response) => {
  const name = decodeURIComponent(new URL(request.url, "http://x").pathname);
  asked.push(name);
  const file = path.join(root, name.endsWith("/") ? name + "index.html" : name);
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": kinds[path.extname(file)] || "application/octet-stream" });
  createReadStream(file).pipe(response);
}).listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
const base = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const problems = [];
const open = async (options) => {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  page.on("pageerror", (error) => problems.push(String(error)));
  return page;
};
const index = () => asked.filter((name) => /search\/.*\.json$/.test(name));

try {
  const page = await open({ viewport: { width: 390, height: 800 } });
  await page.goto(base + "history/");
  await page.getByRole("link", { name: "Search the history" }).click();
  await page.waitForURL(/\/history\/search\/$/);
  assert.equal(index().length, 0, "the index is loaded only when it is used");

  // Typed, not clicked; the count is announced; the address can be passed on. In one go: a pause would be a question.
  await page.getByRole("searchbox").focus();
  await page.keyboard.insertText("certificat");
  await page.locator("#page_status").filter({ hasText: /^[0-9]+ results?$/ }).waitFor();
  const count = Number.parseInt(await page.locator("#page_status").textContent(), 10);
  assert.ok(count >= 2, "a word finds longer ones that begin with it");
  assert.ok(page.url().endsWith("?q=certificat"), page.url());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const href = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.match(href, /^\.\.\/\.\.\/(incidents|maintenance)\//);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/(incidents|maintenance)\//);

  await page.goto(base + "history/search/?q=" + encodeURIComponent("CERTIFICATE wärning"));
  await page.locator("#page_status").filter({ hasText: "1 result" }).waitFor();
  assert.equal(await page.locator("#page_results a").textContent(), "Custom domains show a certificate warning");
  await page.goto(base + "history/search/?q=xyzzyx");
  await page.locator("#page_status").filter({ hasText: "Nothing was found" }).waitFor();
  await page.goto(base + "history/search/?q=" + encodeURIComponent("<img src=x onerror=alert(1)>"));
  await page.locator("#page_status").filter({ hasText: /./ }).waitFor();

  // Every incident is found by its whole title, and by the rules of both sides for what a word is.
  const incidents = await readdir(path.join(root, "incidents"));
  await page.goto(base + "history/search/");
  for (const slug of incidents) {
    const html = await readFile(path.join(root, "incidents", slug, "index.html"), "utf8");
    const title = /<h1>([^<]*)<\/h1>/.exec(html)?.[1];
    if (!title || html.includes("http-equiv=\"refresh\"")) continue;
    const plain = title.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
    await page.getByRole("searchbox").fill(plain);
    await page.keyboard.press("Enter");
    await page.locator("#page_results a").filter({ hasText: plain }).first().waitFor();
  }

  // More results keep the focus where the new ones begin.
  await page.goto(base + "history/search/?q=resolved");
  await page.getByRole("button", { name: "Show more results" }).click();
  await page.waitForFunction(() => document.querySelectorAll("#page_results > li").length > 10);
  const at = await page.evaluate(() =>
    [...document.querySelectorAll("#page_results a")].indexOf(document.activeElement));
  assert.equal(at, 10);

  // A bar of the timeline leads to its incident, and the keyboard reaches it.
  const month = (await readdir(path.join(root, "history", "2026"))).sort()[0];
  await page.goto(base + `history/2026/${month}/`);
  const bar = page.locator("svg.lane a").first();
  const name = await bar.locator("title").textContent();
  assert.match(name, /: .+, \d+ \w+ 2026, \d\d:\d\d/);
  await bar.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/(incidents|maintenance)\//);
  assert.ok(name.startsWith(await page.locator("h1").textContent()));

  // Without a script there is a way on.
  const plain = await open({ javaScriptEnabled: false });
  await plain.goto(base + "history/search/");
  assert.equal(await plain.getByRole("searchbox").count(), 0);
  await plain.getByRole("link", { name: /history by month/ }).click();
  await plain.getByRole("link", { name: "Major impact" }).click();
  assert.ok((await plain.locator(".entries a.entry-title").count()) > 0);

  assert.deepEqual(problems, []);
  console.log(`search: ${incidents.length} incidents found by their titles, ${new Set(index()).size} files of the index read`);
} finally {
  await browser.close();
  server.close();
}
