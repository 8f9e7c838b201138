// The site with nothing but a keyboard: the home page, a month, an incident. node keyboard.mjs DEMO

import { DESK, launch } from "./browser.mjs";
import { serve } from "./server.mjs";
import { Walk } from "./walk.mjs";

const [demo] = process.argv.slice(2);
const walk = new Walk();
const { url, close } = await serve(demo);
const browser = await launch();
const page = await (await browser.newContext({ ...DESK, reducedMotion: "reduce" })).newPage();
walk.watch(page, "console");

/** What has the focus: its name, its role or tag, its address, and whether it can be seen to have it. */
const focus = () => page.evaluate(() => {
  const node = document.activeElement;
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  return {
    tag: node.localName, id: node.id, role: node.role, text: (node.ariaLabel ?? node.textContent).trim(),
    value: node.ariaValueText, href: node.getAttribute("href"), inNote: Boolean(node.closest(".day")),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
});

/** Tabs through a page until focus leaves it; every stop must be seen and ringed. */
async function tabThrough(name) {
  const stops = [];
  for (let n = 0; n < 300; n += 1) {
    await page.keyboard.press("Tab");
    const at = await focus();
    if (at.tag === "body" || at.tag === "html") break;
    if (stops.length && at.id === "" && at.href === stops[0].href && at.text === stops[0].text) break;
    stops.push(at);
    if (!at.seen || !at.ring) walk.expect(false, `${name}: the focus on ${at.tag} “${at.text.slice(0, 40)}” cannot be seen`);
  }
  return stops;
}

// Home: the skip link first, then everything in order; every bar is one stop.
await page.goto(url);
await page.keyboard.press("Tab");
walk.expect((await focus()).href === "#page_main", "the first stop is not the skip link");
await page.keyboard.press("Enter");
walk.expect((await focus()).id === "page_main", "the skip link does not lead to the content");
await page.goto(url);
const stops = await tabThrough("home");
const services = await page.locator(".service").count();
walk.expect(stops.filter((stop) => stop.role === "slider").length === services, "not every bar is one stop");
walk.expect(stops.some((stop) => stop.id === "page_theme"), "the switch between light and dark is no stop");
walk.expect(stops.filter((stop) => stop.tag === "summary").length > 3, "lists of days are no stops");

// A bar: arrows go from day to day, the day is told, its incidents are the next stops, Escape closes.
const bar = page.locator("#service-apps .track");
await bar.focus();
walk.expect(await page.locator(".day").isVisible(), "a bar with the focus tells no day");
await page.keyboard.press("Home");
walk.expect(/2026/.test((await focus()).value) && (await bar.getAttribute("aria-valuenow")) === "0", "Home does not go to the first day");
await page.keyboard.press("ArrowRight");
await page.keyboard.press("PageUp");
walk.expect((await bar.getAttribute("aria-valuenow")) === "8", "arrows do not move by days");
walk.expect(/No impact/.test((await focus()).value), "a quiet day is not told");
const worst = await page.locator("#service-apps [data-at]").first().getAttribute("data-at");
for (let n = 8; n < Number(worst); n += 1) await page.keyboard.press("ArrowRight");
const told = (await focus()).value;
walk.expect(/outage/.test(told) && /hour|minute/.test(told), `a bad day is told as “${told}”`);
await page.keyboard.press("Tab");
const inNote = await focus();
walk.expect(inNote.inNote && /incidents\//.test(inNote.href ?? ""), "the day's incident is not the next stop");
await page.keyboard.press("Escape");
walk.expect((await focus()).role === "slider" && !(await page.locator(".day").count()), "Escape does not lead back to the bar");
await page.keyboard.press("ArrowLeft");
await page.keyboard.press("ArrowRight");
await page.keyboard.press("Enter");
await page.keyboard.press("Enter");
await page.waitForURL(/incidents\//);

// The incident: all stops, then its neighbour, by the pager.
const onIncident = await tabThrough("incident");
walk.expect(onIncident.some((stop) => /#update-1$/.test(stop.href ?? "")), "an update's permalink is no stop");
await page.locator("a[rel=prev]").focus();
const before = page.url();
await page.keyboard.press("Enter");
await page.waitForURL((now) => String(now) !== before);

// A month, from the archive, and on to the next one.
await page.goto(`${url}history/`);
await page.locator("main a[href*='history/2026/09/']").first().focus();
await page.keyboard.press("Enter");
await page.waitForURL(/2026\/09/);
const onMonth = await tabThrough("month");
walk.expect(onMonth.filter((stop) => /incidents\//.test(stop.href ?? "")).length > 1, "a month's incidents are no stops");
await page.locator("a[rel=next]").focus();
await page.keyboard.press("Enter");
await page.waitForURL(/2026\/10/);

await browser.close();
await close();
walk.end("keyboard");
