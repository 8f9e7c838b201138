// What the script does, on real pages with a clock that can be set: node behaviour.mjs DEMO STATES

import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DESK, PATIENCE, PHONE, kinds, launch, pages } from "./browser.mjs";
import { serve } from "./server.mjs";
import { Walk } from "./walk.mjs";

const [demo, states] = process.argv.slice(2);
const walk = new Walk();
const browser = await launch();
const site = await serve(demo);

/** A page of its own at a set time, which only `runFor` moves on; its complaints are faults. */
async function open(address, { at = "2026-11-20T14:42:00Z", ...options } = {}) {
  const context = await browser.newContext({ ...DESK, timezoneId: "Europe/Lisbon", ...options });
  const page = await context.newPage();
  // A clock that went on by itself would tell how busy this machine is.
  await page.clock.install({ time: new Date(Date.parse(at) - 3600e3) });
  await page.clock.pauseAt(new Date(at));
  walk.watch(page, address);
  await page.goto(address, { waitUntil: "load" });
  return page;
}
const done = (page) => page.context().close();

/** Counts how often a page asks for news, and tells when it has what it asked for and did with it what it does. */
function asks(page) {
  const open = new Set();
  const told = {
    count: 0,
    async answered() {
      const end = Date.now() + PATIENCE;
      do await page.evaluate(() => new Promise((go) => Promise.resolve().then(go)));
      while (open.size && Date.now() < end);
    },
  };
  page.on("request", (request) => {
    open.add(request);
    if (new URL(request.url()).pathname.endsWith("/build.json")) told.count += 1;
  });
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => open.delete(request));
  return told;
}

// Times: a distance, the visitor's own clock, and the full date on pointing.
{
  const page = await open(site.url);
  walk.expect((await page.locator(".headline .ago").first().getAttribute("data-ago")) === "1 hour ago", "since when is not told as a distance");
  walk.expect((await page.locator(".promise .ago").getAttribute("data-ago")) === "in 18 minutes", "a promise is not told as a distance");
  await page.clock.runFor("19:00");
  walk.expect((await page.locator(".promise span").first().textContent()).includes("was due"), "a promise that is late is not told");
  walk.expect((await page.locator(".as-of .ago").getAttribute("data-ago")) === "31 minutes ago", "the page does not age");
  await done(page);
  const abroad = await open(site.url, { timezoneId: "Asia/Tokyo" });
  walk.expect(/22:40 your time, 1 hour ago/.test(await abroad.locator(".headline .ago").first().getAttribute("data-ago")), "the visitor's own time is not told");
  walk.expect(/2026/.test(await abroad.locator(".headline time").first().getAttribute("title")), "a time has no full date");
  await done(abroad);
}

// Light and dark: by the system, switched, remembered on other pages, and forgotten when it is the system's again.
{
  const page = await open(site.url, { colorScheme: "light" });
  const paper = (of) => of.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper(page);
  await page.locator("#page_theme").click();
  const dark = await paper(page);
  walk.expect(light !== dark, "the switch changes nothing");
  walk.expect((await page.locator("#page_theme").getAttribute("aria-pressed")) === "true", "the switch does not tell its state");
  await page.goto(`${site.url}history/`, { waitUntil: "load" });
  walk.expect((await paper(page)) === dark, "the choice is not remembered");
  await page.locator("#page_theme").click();
  walk.expect((await paper(page)) === light && !(await page.evaluate(() => localStorage.getItem("candor-theme"))), "the system's own choice is remembered");
  await done(page);
}

// Days: pointed at and tapped.
{
  const page = await open(site.url);
  const at = Number(await page.locator("#service-apps [data-at]").first().getAttribute("data-at"));
  /** The bar, and where the day stands on it. */
  const day = async (on) => {
    const bar = on.locator("#service-apps .track");
    return [bar, { position: { x: ((await bar.boundingBox()).width * (at + 0.5)) / 90, y: 10 } }];
  };
  const [bar, place] = await day(page);
  await bar.hover(place);
  await walk.until(async () => (await page.locator(".day a").count()) > 0, "a day that is pointed at is not told");
  walk.expect(/outage/.test(await page.locator(".day").textContent()), "a day that is pointed at is told as another one");
  const note = await page.locator(".day").boundingBox();
  walk.expect(note.x >= 0 && note.x + note.width <= 1280, "the note leaves the page");
  await page.mouse.move(5, 5);
  await walk.until(async () => (await page.locator(".day").count()) === 0, "the note stays when nothing is pointed at");
  await done(page);
  const phone = await open(site.url, PHONE);
  const [touched, spot] = await day(phone);
  await touched.tap(spot);
  await walk.until(async () => (await phone.locator(".day a").count()) > 0, "a day that is tapped is not told");
  await phone.locator(".day a").first().tap();
  await phone.waitForURL(/incidents\//);
  await done(phone);
}

// Without a script everything that it tells is there.
{
  const context = await browser.newContext({ ...PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.locator("#service-apps summary").click();
  walk.expect(await page.locator("#service-apps .bad a").first().isVisible(), "days cannot be opened without a script");
  walk.expect(!(await page.locator("#page_theme").isVisible()), "a button that does nothing is shown");
  await context.close();
}

// Maintenance begins and ends by the clock, on a page that stays open.
{
  const maintenance = await serve(join(states, "maintenance"));
  const page = await open(maintenance.url, { at: "2026-11-20T14:45:00Z" });
  const card = page.locator("article").filter({ hasText: "Files get more room" });
  const status = (id) => page.locator(`#service-${id} .service-head .term`).textContent();
  walk.expect((await status("mail")) === "Under maintenance", "the site is not what this check thinks");
  await page.clock.runFor("16:00");
  walk.expect((await status("mail")) === "Operational", "a service stays under maintenance that is over");
  walk.expect((await page.locator("h1").textContent()) === "All services are operational", "the headline tells of maintenance that is over");
  await page.clock.runFor("01:00:00");
  walk.expect((await card.locator(".term").first().textContent()) === "In progress", "a maintenance does not begin");
  walk.expect((await status("files")) === "Under maintenance", "a service does not go under maintenance");
  walk.expect(/^Maintenance: Files/.test(await page.locator("h1").textContent()), "the headline does not tell of maintenance that began");
  walk.expect(await page.locator(".headline.maintenance").count(), "the headline keeps its colour");
  await done(page);
  const own = await open(`${maintenance.url}maintenance/soon/`, { at: "2026-11-20T15:59:00Z" });
  await own.clock.runFor("02:00");
  walk.expect((await own.locator(".title .term").textContent()) === "In progress", "a maintenance's own page does not tell that it began");
  await done(own);
  const files = await open(`${maintenance.url}services/files/`, { at: "2026-11-20T15:59:00Z" });
  const said = () => files.locator(".title .term").textContent();
  const listed = () => files.locator(".entries li").filter({ hasText: "Files get more room" }).textContent();
  walk.expect((await said()) === "Operational" && /Scheduled/.test(await listed()), "a service goes under maintenance that is still to come");
  await files.clock.runFor("02:00");
  walk.expect((await said()) === "Under maintenance" && /In progress/.test(await listed()), "a service's own page does not tell of maintenance that began");
  await files.clock.runFor("01:00:00");
  walk.expect((await said()) === "Operational" && /Completed/.test(await listed()), "a service's own page does not tell that maintenance is over");
  await done(files);
  const mail = await open(`${maintenance.url}services/mail/`, { at: "2026-11-20T14:45:00Z" });
  await mail.clock.runFor("16:00");
  walk.expect(!/Since/.test(await mail.locator(".title").textContent()), "a service that works says since when it does not");
  await done(mail);
  await maintenance.close();
}

// A new build arrives on an open page: taken in, focus and scroll kept, told politely, and asked for sparingly.
{
  const folder = join(states, "live");
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(states, "maintenance"), folder, { recursive: true });
  const live = await serve(folder);
  const page = await open(live.url, { at: "2026-11-20T14:31:00Z", viewport: { width: 1280, height: 500 } });
  const news = asks(page);
  /** Lets the page's time pass, and each question that falls into it be answered before time goes on. */
  const pass = async (seconds, enough = () => false) => {
    for (let n = 0; n < seconds && !enough(); n += 30) {
      await page.clock.runFor(30e3);
      await news.answered();
    }
  };
  await pass(600);
  walk.expect(news.count > 0, "a page that is open does not ask for news");
  await pass(3600);
  const quiet = news.count;
  walk.expect(quiet < 40, `a quiet hour costs ${quiet} questions`);
  const link = page.locator("#service-files .service-name a");
  await link.focus();
  await page.evaluate(() => window.scrollTo({ top: document.querySelector("#service-files").offsetTop - 100, behavior: "instant" }));
  const before = (await link.boundingBox()).y;
  await page.evaluate(() => (window.stays = true));
  cpSync(join(states, "later"), folder, { recursive: true, force: true });
  await pass(600, () => news.count > quiet);
  await walk.until(() => page.locator(".headline.major").count(), "the page does not notice the new build");
  walk.expect((await page.locator("h1").textContent()) === "Nothing of Tidewater can be reached", "the page does not take in the new build");
  walk.expect(await page.evaluate(() => window.stays), "the page was loaded anew");
  walk.expect(await link.evaluate((node) => node === document.activeElement), "the focus is lost");
  const after = (await link.boundingBox()).y;
  walk.expect(Math.abs(after - before) < 3, `what was being read moves by ${Math.round(after - before)} pixels`);
  walk.expect(/updated.*Nothing of Tidewater/.test(await page.locator("#page_news").textContent()), "the change is not announced");
  walk.expect((await page.locator("[role=slider]").count()) === 4, "bars that came in are no sliders");
  await done(page);
  // Nobody looks, nobody asks.
  const hidden = await open(live.url);
  const unseen = asks(hidden);
  await hidden.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await hidden.clock.runFor("30:00");
  // What the page asked for by then is told before this.
  await hidden.evaluate(() => fetch("robots.txt"));
  walk.expect(unseen.count === 0, "a page that nobody sees goes on asking");
  await done(hidden);
  await live.close();
}

// Nothing moves: no layout shift on any kind of page, here or far from the site's zone; and nothing is wider than the
// screen from 320 pixels to 4K.
{
  const look = async (folder, list) => {
    const server = await serve(folder);
    await Promise.all([[320, "Asia/Tokyo"], [390, "Europe/Lisbon"], [1280, "Asia/Tokyo"], [3840, "Europe/Lisbon"]].map(async ([width, timezoneId]) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, timezoneId });
      const page = await context.newPage();
      await page.addInitScript(() => {
        window.shift = 0;
        const note = (entries) => entries.forEach((entry) => (window.shift += entry.value));
        const observer = new PerformanceObserver((list) => note(list.getEntries()));
        observer.observe({ type: "layout-shift", buffered: true });
        // What is drawn in a frame is known in the one after it.
        const frames = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
        window.shifted = async () => {
          await window.drawn;
          await frames();
          note(observer.takeRecords());
          return window.shift;
        };
        // A browser that is busy draws pages that it has read half, and what came of that is no fault of theirs.
        window.drawn = new Promise((go) => document.addEventListener("readystatechange", go, { once: true }))
          .then(frames)
          .then(() => {
            observer.takeRecords();
            window.shift = 0;
          });
      });
      // The script comes when the whole page has been drawn without it, so that everything that it moves is seen to move.
      await page.route(/page\.js/, async (route) => {
        await page.evaluate(() => window.drawn);
        await route.continue();
      });
      for (const path of list) {
        await page.goto(server.url + path, { waitUntil: "load" });
        const { shift, wide } = await page.evaluate(async () => ({ shift: await window.shifted(), wide: document.documentElement.scrollWidth - innerWidth }));
        walk.expect(shift === 0, `${path || "home"} of ${folder.split("/").at(-1)} moves by ${shift} at ${width}`);
        walk.expect(wide <= 0, `${path || "home"} of ${folder.split("/").at(-1)} is ${wide} pixels too wide at ${width}`);
      }
      await context.close();
    }));
    await server.close();
  };
  await look(demo, await kinds(demo, 1));
  for (const state of ["down", "crowded", "brand", "rtl"]) await look(join(states, state), [...new Set(["", "uptime/", ...(await pages(join(states, state))).filter((path) => path.startsWith("incidents/"))])]);
}

await site.close();
await browser.close();
walk.end("behaviour");
