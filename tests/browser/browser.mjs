// Debian's Chromium under playwright-core, and the pages that the browser checks walk through.

import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Where packages are: NODE_MODULES when it is set, tests/node_modules otherwise. */
export const packages = createRequire(
  process.env.NODE_MODULES ? join(process.env.NODE_MODULES, "../package.json") : import.meta.url,
);
export const { chromium } = packages("playwright-core");

export const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));

/** How long anything may take, in milliseconds, before it counts as never: long, because a machine may be busy. */
export const PATIENCE = 120_000;

export async function launch(options = {}) {
  if (!CHROMIUM) throw new Error("Chromium is missing: install Debian's package `chromium`");
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"], timeout: PATIENCE, ...options });
  browser.on("context", (context) => context.setDefaultTimeout(PATIENCE));
  return browser;
}

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
export const DESK = { viewport: { width: 1280, height: 900 } };

/** The addresses of all pages of a built folder, from its root: "", "uptime/", … */
export async function pages(folder) {
  const all = await readdir(folder, { recursive: true });
  return all
    .filter((path) => path.endsWith(".html"))
    .map((path) => path.replace(/(^|\/)index\.html$/, "$1"))
    .sort();
}

/** The text of a page's file. */
export const text = (folder, page) => readFile(join(folder, page.endsWith("/") || !page ? `${page}index.html` : page), "utf8");

/** One page of each kind: what a check that takes long looks at. Pages that only lead on are left out. */
export async function kinds(folder, each = 2) {
  const all = await pages(folder);
  const kinds = new Map();
  for (const page of all) {
    if (/http-equiv="refresh"/.test(await text(folder, page))) continue;
    const kind = page.replace(/^(incidents|maintenance|services)\/[^/]+\//, "$1/*/").replace(/^history\/\d+\/\d+\//, "history/*/");
    kinds.set(kind, [...(kinds.get(kind) ?? []), page]);
  }
  // Two of each unless one is enough: the first and the last differ in what they hold (open and closed, with a post-mortem and without).
  return [...kinds.values()].flatMap((list) => [...new Set([list[0], list.at(-1)])].slice(0, each));
}
