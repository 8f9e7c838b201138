// Renders pages of a built folder to PNG files: node screens.mjs FOLDER OUT [page …]
// Phone (390) and desktop (1280) width, light and dark.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DESK, PHONE, launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const [folder, out, ...wanted] = process.argv.slice(2);
const { url, close } = await serve(folder);
const browser = await launch();
await mkdir(out, { recursive: true });
const now = process.env.NOW;
for (const [name, size] of [["phone", { ...PHONE, deviceScaleFactor: 1 }], ["desk", DESK]]) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ ...size, colorScheme });
    const page = await context.newPage();
    if (now) await page.clock.setFixedTime(new Date(now));
    page.on("console", (message) => message.type() === "error" && console.log(message.text()));
    page.on("pageerror", (error) => console.log(String(error)));
    for (const address of wanted.length ? wanted : [""]) {
      await page.goto(url + address);
      const file = `${address.replaceAll("/", "_").replace(/_$/, "") || "home"}-${name}-${colorScheme}.png`;
      await page.screenshot({ path: join(out, file), fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
await close();
