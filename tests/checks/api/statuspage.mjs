// Prints what three Statuspage clients read from a served site, in one form: the check compares it with what the
// content says. Each is used through its own methods; only the host is changed.
//
// Usage: node statuspage.mjs URL, with NODE_MODULES in the environment.
import { createRequire } from "node:module";

process.on("uncaughtException", (error) => {
  console.error(String(error.stack ?? error));
  process.exit(1);
});

const require = createRequire(`${process.env.NODE_MODULES}/`);
const site = process.argv[2].replace(/\/$/, "");

const { Statuspage: Imdahl } = require("statuspage.io");
const { StatusPageClient: Aero, maintenances: kinds } = require("@aero/statuspage");
const { Statuspage: Richeson } = require("statuspage.js");

const stable = (text) => String(text).replaceAll(site, "SITE");
const print = (...words) => console.log(stable(words.join(" ")));
const time = (value) => (value ? new Date(value).toISOString() : "never");

// statuspage.io, `setApiUrl`
{
  const client = new Imdahl("candor");
  client.setApiUrl(site);
  const { page, status, components, incidents, scheduled_maintenances } = await client.api.getSummary();
  print("statuspage.io:", page.name, page.url, page.time_zone);
  print("status:", status.indicator, "/", status.description);
  for (const one of components) print("component:", one.name, one.status, one.group ? "(group)" : "");
  for (const one of [...incidents, ...scheduled_maintenances]) {
    print("now:", one.name, one.status, one.impact, one.shortlink);
    for (const update of one.incident_updates) print("  update:", time(update.display_at), update.status);
  }
  const unresolved = await client.api.incidents.getUnresolved();
  print("unresolved:", unresolved.incidents.length);
  for (const one of (await client.api.incidents.getAll()).incidents) {
    print("incident:", one.name, one.status, one.impact, time(one.started_at), time(one.resolved_at));
  }
  for (const one of (await client.api.scheduledMaintenances.getUpcoming()).scheduled_maintenances) {
    print("upcoming:", one.name, time(one.scheduled_for), time(one.scheduled_until));
  }
  const same = JSON.stringify(await client.api.getComponents().then((body) => body.components));
  print("components are the summary's:", same === JSON.stringify(components));
}

// @aero/statuspage, its constructor: one for each question, because it keeps the path of the one before
{
  const client = () => new Aero(site);
  const report = await client().status();
  print("@aero/statuspage:", report.page.name, "/", report.status.indicator, "/", report.status.description);
  for (const one of await client().components()) {
    print("component:", one.name, one.status, one.children.map((child) => `[${child.name} ${child.status}]`).join(""));
  }
  const summary = await client().summary();
  print("summary:", summary.incidents.length, "incidents,", summary.maintenances.length, "maintenances");
  for (const one of await client().incidents(true)) {
    print("unresolved:", one.name, one.status, one.impact, one.url, time(one.updated));
    for (const update of one.updates) print("  update:", update.status, JSON.stringify(update.description));
  }
  print("incidents:", (await client().incidents(false)).map((one) => `[${one.name} ${one.status}]`).join(""));
  for (const [word, kind] of [["all", kinds.ALL], ["active", kinds.ACTIVE], ["upcoming", kinds.UPCOMING]]) {
    const list = await client().maintenances(kind);
    print(`maintenance, ${word}:`, list.map((one) => `[${one.name} ${one.status} ${one.impact}]`).join("") || "none");
  }
}

// statuspage.js: its host is a field of the HTTP client that it holds
{
  const client = new Richeson("candor");
  client.axios.defaults.baseURL = `${site}/api/v2`;
  const dates = (...values) => values.every((value) => value instanceof Date && !Number.isNaN(value.getTime()));
  const { page, status } = await client.status();
  print("statuspage.js:", status.description, "dates:", dates(page.updated_at));
  const { components } = await client.components();
  print("components:", components.length, "dates:", dates(...components.flatMap((one) => [one.created_at, one.updated_at])));
  const { incidents } = await client.allIncidents();
  const updates = incidents.flatMap((one) => one.incident_updates.map((update) => update.display_at));
  print("incidents:", incidents.length, "dates:", dates(...incidents.map((one) => one.started_at), ...updates));
  print("unresolved:", (await client.unresolvedIncidents()).incidents.length);
  const all = (await client.allScheduledMaintenances()).scheduled_maintenances;
  print("maintenances:", all.length, "dates:", dates(...all.flatMap((one) => [one.scheduled_for, one.scheduled_until])));
  print("active:", (await client.activeScheduledMaintenances()).scheduled_maintenances.length);
  print("upcoming:", (await client.upcomingScheduledMaintenances()).scheduled_maintenances.length);
}
