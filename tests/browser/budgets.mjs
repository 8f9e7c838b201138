// How much a page is, and what it asks for: node budgets.mjs DEMO
// Home with everything that it needs: one response of at most 14 KiB; scripts at most 5 KiB; no page names or asks
// another host for anything that it loads.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { PHONE, launch, pages } from "./browser.mjs";
import { serve } from "./server.mjs";

const [folder] = process.argv.slice(2);
const faults = [];
const sizes = (bytes) => ({
  brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  gzip: gzipSync(bytes, { level: 9 }).length,
});
const larger = (bytes) => Math.max(...Object.values(sizes(bytes)));

const home = readFileSync(join(folder, "index.html"));
const homeSize = larger(home);
if (homeSize > 14 * 1024) faults.push(`the home page is ${homeSize} bytes compressed, more than ${14 * 1024}`);

// Scripts of a page, in it and beside it, that are there without being asked for.
const inline = [...home.toString().matchAll(/<script>([^]*?)<\/script>/g)].map((match) => match[1]);
const beside = [...home.toString().matchAll(/<script ([^>]*)src="([^"?]*)[^"]*"/g)];
for (const [, attributes, src] of beside) if (!/\bdefer\b/.test(attributes)) faults.push(`${src} is not deferred`);
const script = [...beside.map((match) => readFileSync(join(folder, match[2]))), ...inline.map(Buffer.from)];
const scriptSize = larger(Buffer.concat(script.map((bytes) => Buffer.from(bytes))));
if (scriptSize > 5 * 1024) faults.push(`the scripts are ${scriptSize} bytes compressed, more than ${5 * 1024}`);

const all = await pages(folder);
const leadsOn = new Set();
for (const page of all) {
  const file = page === "" || page.endsWith("/") ? `${page}index.html` : page;
  const html = readFileSync(join(folder, file), "utf8");
  if (/http-equiv="refresh"/.test(html)) leadsOn.add(page);
  const loaded = [
    ...html.matchAll(/<(?:img|script|iframe|source|video|audio|embed|object|input)\b[^>]*\s(?:src|srcset|data|poster)="([^"]*)"/g),
    ...html.matchAll(/<link\b(?=[^>]*rel="(?:stylesheet|icon|preload|modulepreload|preconnect|dns-prefetch)")[^>]*href="([^"]*)"/g),
    ...html.matchAll(/url\(([^)]*)\)/g),
  ];
  for (const [, address] of loaded) if (/^(https?:)?\/\//.test(address)) faults.push(`${page} loads ${address}`);
  if (/@import|@font-face/.test(html)) faults.push(`${page} imports a style or a font`);
}

const { url, close } = await serve(folder);
const browser = await launch();

// Without a script, one request and nothing else.
const still = await browser.newContext({ ...PHONE, javaScriptEnabled: false });
const plain = await still.newPage();
const asked = [];
plain.on("request", (request) => request.url().startsWith("data:") || asked.push(request.url()));
await plain.goto(url, { waitUntil: "networkidle" });
if (asked.length !== 1) faults.push(`the home page takes ${asked.length} requests: ${asked.join(" ")}`);

// With it, on every page: nothing but the site's own host, and nothing that the policy forbids.
const context = await browser.newContext(PHONE);
const page = await context.newPage();
let at = "";
page.on("request", (request) => {
  if (!/^data:/.test(request.url()) && !request.url().startsWith(url)) faults.push(`${at} asks for ${request.url()}`);
});
page.on("console", (message) => /error|warning/.test(message.type()) && !(at === "404.html" && /404/.test(message.text())) && faults.push(`${at}: ${message.text()}`));
page.on("pageerror", (error) => faults.push(`${at}: ${error}`));
for (at of all) {
  await page.goto(url + at, { waitUntil: "load" }).catch((error) => (leadsOn.has(at) && /interrupted|ABORTED/.test(error.message)) || faults.push(String(error)));
  // A page that leads on is left before the next one is asked for, which it would come in the way of.
  if (leadsOn.has(at)) await page.waitForURL((now) => String(now) !== url + at);
}
await browser.close();
await close();

if (faults.length) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`budgets: home ${homeSize} bytes, scripts ${scriptSize}, ${all.length} pages ask no other host and break no policy`);
