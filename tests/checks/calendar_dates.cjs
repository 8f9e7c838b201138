// Prints the dates of the calendars that calendar_dates.py built, as far as the pages name them, read by ical.js.
const { createRequire } = require("node:module");
const fs = require("node:fs");
const path = require("node:path");
const load = createRequire(path.join(process.env.NODE_MODULES, "package.json"));

const scratch = process.argv[2];
const pages = fs.readFileSync(path.join(scratch, "pages.txt"), "utf8").trim().split("\n");
const ranges = new Map();
for (const line of pages) {
  const [zone, slug, from] = line.split(" ");
  const range = ranges.get(`${zone} ${slug}`) ?? [from, from];
  ranges.set(`${zone} ${slug}`, [from < range[0] ? from : range[0], from > range[1] ? from : range[1]]);
}
// Times that the clocks skip, as this library reads them.
const SKIPPED = ["Europe/Berlin nightly 2027-03-28T00:30:00Z", "America/New_York nightly 2027-03-14T06:30:00Z"];
const utc = (time) => time.toJSDate().toISOString().replace(".000Z", "Z");

Promise.resolve(import(require("node:url").pathToFileURL(load.resolve("ical.js")))).then(({ default: ICAL }) => {
  const lines = [];
  for (const zone of new Set(pages.map((line) => line.split(" ")[0]))) {
    const text = fs.readFileSync(path.join(scratch, zone.replace("/", "-"), "public/maintenance.ics"), "utf8");
    const calendar = new ICAL.Component(ICAL.parse(text));
    for (const part of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(part);
    for (const part of calendar.getAllSubcomponents("vevent")) {
      const event = new ICAL.Event(part);
      if (event.isRecurrenceException()) continue;
      const slug = event.uid.split("@")[0];
      if (!ranges.has(`${zone} ${slug}`)) continue;
      const [first, last] = ranges.get(`${zone} ${slug}`);
      const add = (from, until) => lines.push(`${zone} ${slug} ${utc(from)} ${utc(until)}`);
      if (!event.isRecurring()) {
        add(event.startDate, event.endDate);
        continue;
      }
      const times = event.iterator();
      for (let time = times.next(); time && utc(time) <= last; time = times.next()) {
        if (utc(time) < first) continue;
        const { startDate, endDate } = event.getOccurrenceDetails(time);
        const skipped = SKIPPED.includes(`${zone} ${slug} ${utc(startDate)}`);
        if (!skipped) add(startDate, endDate);
      }
    }
    ICAL.TimezoneService.reset();
  }
  console.log(lines.sort().join("\n"));
});
