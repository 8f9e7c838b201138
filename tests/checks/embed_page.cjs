// A page of another host with the banner and the frame, looked at in Chromium.
const { createRequire } = require("node:module");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { chromium } = createRequire(path.join(process.env.NODE_MODULES, "package.json"))("playwright-core");

const scratch = process.argv[2];
// In milliseconds: long, because a machine may be busy.
const PATIENCE = 120_000;
const types = { ".js": "text/javascript", ".json": "application/json", ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml" };

/** The headers that `_headers` gives a path, where the last rule that fits wins. */
function headersOf(site, file) {
  const headers = {};
  let fits = false;
  for (const line of fs.readFileSync(path.join(site, "_headers"), "utf8").split("\n")) {
    if (line.startsWith("/")) {
      const pattern = line.replace(/[.]/g, "\\.").replace(/\*/g, ".*");
      fits = new RegExp(`^${pattern}$`).test(file);
    } else if (fits && line.trim()) {
      const [, name, value] = line.match(/^ +([^:]+): (.*)$/);
      headers[name.toLowerCase()] = value;
    }
  }
  return headers;
}

let site = "";
let down = false;
const status = http.createServer((request, response) => {
  if (down) return request.socket.destroy();
  const { pathname } = new URL(request.url, "http://status");
  const file = path.join(site, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  if (!fs.existsSync(file)) return response.writeHead(404).end();
  const type = types[path.extname(file)] ?? "text/plain";
  response.writeHead(200, { "content-type": type, ...headersOf(site, pathname), "cache-control": "no-store" });
  response.end(fs.readFileSync(file));
});
let origin = "";
const host = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://host");
  const policy = [
    "default-src 'none'",
    `script-src ${origin}`,
    `connect-src ${origin}`,
    `frame-src ${origin}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy.join("; ") });
  const more = pathname === "/maintenance" ? " data-maintenance" : "";
  const body = {
    "/frame": `<iframe title="Status" src="${origin}/embed/"></iframe>`,
    "/framed-home": `<iframe title="Status" src="${origin}/"></iframe>`,
  }[pathname];
  const head = body ? "" : `<script src="${origin}/embed/banner.js"${more}${pathname === "/late" ? " defer" : ""}></script>`;
  response.end(`<!doctype html><html lang="en"><head><title>Shop</title>${head}</head><body>${body ?? "<h1>Shop</h1>"}</body></html>`);
});

/** Waits until `holds`, or for as long as anything may take. */
async function until(holds) {
  for (const end = Date.now() + PATIENCE; !holds() && Date.now() < end; ) await new Promise((go) => setTimeout(go, 25));
}

async function main() {
  const listen = (server) => new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));
  origin = `http://127.0.0.1:${await listen(status)}`;
  const shop = `http://127.0.0.1:${await listen(host)}`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("favicon")) faults.push(message.text());
  });
  page.setDefaultTimeout(PATIENCE);
  const reply = () => page.waitForEvent("requestfinished", (request) => request.url() === `${origin}/embed/status.json`);
  let answered;
  const visit = async (hour, address = "/", asks = true) => {
    site = path.join(scratch, `at-${hour}`);
    answered = asks ? reply() : null;
    await page.goto(shop + address, { waitUntil: "load" });
    await answered;
  };
  const banner = page.getByRole("status");
  /** What the banner comes to say. */
  const said = async () => {
    await banner.filter({ hasText: /./ }).waitFor();
    return banner.innerText();
  };
  /** Whether there is no banner. What the page asks after the banner has had its answer, it reads after the banner. */
  const silent = async () => {
    if (answered) await page.evaluate((address) => fetch(address).then((answer) => answer.json()), `${origin}/embed/status.json`);
    return (await banner.count()) === 0;
  };

  await visit(11);
  assert.equal(await said(), "Requests <b>fail</b>", "what an author writes is text");
  const link = banner.getByRole("link");
  assert.equal(await link.evaluate((a) => a.href), `${origin}/incidents/slow/`);
  const box = await page.getByRole("button", { name: "Dismiss" }).boundingBox();
  assert.ok(box.height >= 24 && box.width >= 24, `the button is ${box.width} by ${box.height}`);
  const look = await banner.evaluate((text) => getComputedStyle(text.parentNode).backgroundColor);
  assert.equal(look, "rgb(142, 27, 38)", "its style sheet holds under the policy");
  assert.ok((await banner.boundingBox()).y < (await page.getByRole("heading").boundingBox()).y, "it stands on top");

  await page.keyboard.press("Tab");
  assert.ok(await link.evaluate((a) => a.getRootNode().activeElement === a), "the link comes first");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await banner.count(), 0, "dismissed by keyboard");
  await visit(11, "/other");
  assert.ok(await silent(), "dismissed on all pages");
  await visit(13);
  assert.match(await said(), /Requests/, "something new has gone wrong");
  await visit(11, "/late");
  assert.ok(await silent(), "deferred, and still dismissed");
  await visit(15);
  assert.ok(await silent(), "nothing is wrong");
  await visit(16);
  assert.ok(await silent(), "maintenance is not told unasked");
  await visit(16, "/maintenance");
  assert.equal(await said(), "Maintenance: Work on mail");
  assert.deepEqual(faults, []);

  await visit(11, "/frame", false);
  const frame = page.frameLocator("iframe");
  assert.equal(await frame.getByRole("heading").innerText(), "Requests <b>fail</b>");
  assert.deepEqual(faults, []);
  await frame.getByRole("link").click();
  await page.waitForURL(`${origin}/`);
  await visit(11, "/framed-home", false);
  await until(() => faults.length);
  assert.ok(faults.splice(0).some((fault) => fault.includes("frame-ancestors")), "only the page in embed/ may be framed");

  down = true;
  await visit(11, "/", false);
  assert.ok(await silent(), "a status site that is down breaks nothing");
  assert.ok(!faults.some((fault) => fault.includes("Uncaught")), faults.join("\n"));
  await browser.close();
  console.log("embed: the banner and the frame work on another host's page under a strict policy");
}

main().then(
  () => process.exit(0),
  (error) => {
    console.log(`embed: ${error.message}`);
    process.exit(1);
  },
);
