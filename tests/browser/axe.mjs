// axe-core on every kind of page, light and dark, phone and desktop, as it comes and with a day and a list opened:
// node axe.mjs DEMO STATES

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DESK, PHONE, kinds, launch, packages } from "./browser.mjs";
import { serve } from "./server.mjs";

const [demo, states] = process.argv.slice(2);
const axe = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");
const sites = [[demo, await kinds(demo), await kinds(demo, 1)]];
for (const state of ["empty", "down", "maintenance", "crowded", "rtl", "brand"]) sites.push([join(states, state), ["", "history/", ...(state === "crowded" ? ["incidents/long/"] : [])]]);

const browser = await launch();
const faults = new Map();
let looked = 0;
// A page that fails on purpose: a check that finds nothing there would find nothing anywhere.
{
  const page = await (await browser.newContext()).newPage();
  await page.setContent('<html lang="en"><title>t</title><main><h1 style="color:#999;background:#fff">Pale</h1></main>');
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run());
  if (!violations.some(({ id }) => id === "color-contrast")) faults.set("axe does not see pale text", ["its own page"]);
}
await Promise.all(
  [PHONE, DESK].flatMap((size) => ["light", "dark"].map((colorScheme) => ({ ...size, deviceScaleFactor: 1, colorScheme }))).map(async (options) => {
    // The policy would keep axe out; that it is kept is another check's business.
    const context = await browser.newContext({ ...options, bypassCSP: true, reducedMotion: "reduce" });
    const page = await context.newPage();
    const all = (options.colorScheme === "light") === Boolean(options.isMobile);
    for (const [folder, list, fewer] of sites) {
      const { url, close } = await serve(folder);
      for (const path of all ? list : (fewer ?? list)) {
        await page.goto(url + path);
        await page.evaluate(axe);
        await page.evaluate(() => {
          for (const details of document.querySelectorAll("details")) details.open = true;
          document.querySelector(".track")?.focus();
        });
        const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        looked += 1;
        for (const { id, help, nodes } of violations) {
          for (const node of nodes) {
            const where = `${options.colorScheme} ${options.viewport.width} ${folder.split("/").at(-1)}/${path}`;
            const what = `${id}: ${help}\n  ${node.html.slice(0, 200)}\n  ${node.failureSummary?.split("\n").slice(1, 3).join("; ")}`;
            faults.set(what, [...(faults.get(what) ?? []), where]);
          }
        }
      }
      await close();
    }
    await context.close();
  }),
);
await browser.close();
if (faults.size) {
  for (const [what, where] of faults) console.error(`${what}\n  on ${where.slice(0, 3).join(", ")}${where.length > 3 ? ` and ${where.length - 3} more` : ""}`);
  process.exit(1);
}
console.log(`axe: ${looked} looks at pages, no violation`);
