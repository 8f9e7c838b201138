// Builds small sites in states that the demo is not in: node states.mjs CANDOR OUT
// empty: nothing ever happened; down: everything in major outage; maintenance: nothing but maintenance; crowded: long
// names, sixty services, forty updates, a post-mortem of 5,000 words; rtl: right to left; brand: a colour and a logo.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [candor, out] = process.argv.slice(2);
const NOW = process.env.NOW ?? "2026-11-20T14:30:00Z";

const config = (services, more = "") => `title = "Tidewater Status"
description = "How Tidewater is doing."
base_url = "https://status.tidewater.example/"
${more}
${services.map(([id, name]) => `[[services]]\nid = "${id}"\nname = "${name}"\nsince = 2025-01-01\n`).join("\n")}`;
const few = [["web", "Website"], ["api", "API"], ["mail", "Mail"], ["files", "Files"]];

const incident = (title, services, updates, more = "", body = "") => `+++
title = "${title}"
services = { ${services} }
${more}
${updates.map(([at, state, text]) => `[[updates]]\nat = ${at}\nstate = "${state}"\ntext = '''\n${text}\n'''\n`).join("\n")}
${body && "[postmortem]\npublished = 2026-11-19T10:00:00Z\n"}+++
${body}`;
const maintenance = (title, from, until, services) => `+++
title = "${title}"
scheduled_for = ${from}
scheduled_until = ${until}
services = [${services.map((id) => `"${id}"`).join(", ")}]
published = 2026-11-10T10:00:00Z
+++
It takes a while, and **nothing is lost**.
`;
const everywhere = few.map(([id]) => `${id} = "major_outage"`).join(", ");
const down = incident("Nothing of Tidewater can be reached", everywhere, [
  ["2026-11-20T14:02:00Z", "investigating", "Nothing answers. We know, and everyone who can help is on it."],
  ["2026-11-20T14:20:00Z", "identified", "A cable was cut. The second one should have taken over and did not."],
], "next_update = 2026-11-20T14:45:00Z");

const many = Array.from({ length: 60 }, (_, n) => [`s${n}`, n % 7 ? `Service ${n}` : `Donaudampfschifffahrtsgesellschaftsdienstleistung ${n}`]);
const words = Array.from({ length: 5000 }, (_, n) => ["the", "queue", "was", "full", "and", "nobody", "knew"][n % 7] + (n % 90 === 89 ? ".\n\n" : "")).join(" ");
const updates = Array.from({ length: 40 }, (_, n) => [
  `2026-11-18T${String(8 + Math.floor(n / 4)).padStart(2, "0")}:${String((n % 4) * 15).padStart(2, "0")}:00Z`,
  n === 39 ? "resolved" : n > 20 ? "monitoring" : "investigating",
  `Update number ${n + 1}: averyverylongwordthatnobodywouldeverwriteonpurposebutthatastacktracehasallthetimeandmustnotbreakthepage.`,
]);
const openUpdates = updates.slice(0, 20).map(([at, state, text]) => [at.replace("-18T", "-20T"), state, text]);

const sites = {
  empty: { "candor.toml": config(few) },
  down: { "candor.toml": config(few), "content/incidents/down.md": down },
  maintenance: {
    "candor.toml": config(few),
    "content/maintenance/now.md": maintenance("Mail moves to new machines", "2026-11-20T14:00:00Z", "2026-11-20T15:00:00Z", ["mail"]),
    "content/maintenance/soon.md": maintenance("Files get more room", "2026-11-20T16:00:00Z", "2026-11-20T17:00:00Z", ["files", "web"]),
  },
  crowded: {
    "candor.toml": config(many, 'support_url = "https://tidewater.example/help"'),
    "content/incidents/long.md": incident("Everything that can be long is long in this incident, whose title goes on and on because someone was asked to be precise", many.slice(0, 30).map(([id]) => `${id} = "partial_outage"`).join(", "), updates, "", `## What happened\n\n${words}\n\n### Why\n\n${words.slice(0, 2000)}\n`),
    "content/incidents/open.md": incident("Deliveries are late", 's1 = "degraded_performance"', openUpdates),
  },
  rtl: { "candor.toml": config(few, 'language = "ar"'), "content/incidents/down.md": down },
  brand: {
    "candor.toml": config(few, 'timezone = "Asia/Tokyo"') + `
[brand]
color = "#7a1fa2"
logo = "/logo.svg"
favicon = "/logo.svg"
footer = "Run by Tidewater Ltd. [Imprint](https://tidewater.example/imprint)"
`,
    "static/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 32"><rect width="96" height="32" rx="8" fill="#7a1fa2"/></svg>',
    "content/incidents/down.md": down,
  },
};
// The same as "maintenance" after someone posted an incident: what an open page is to take in.
sites.later = { ...sites.maintenance, "content/incidents/down.md": down };

for (const [name, files] of Object.entries(sites)) {
  const folder = join(out, "sources", name);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  try {
    execFileSync(candor, ["build", "-C", folder, "--now", NOW, "--out", join(out, name)], { stdio: "pipe" });
  } catch (error) {
    console.error(`${name}: ${error.stderr}`);
    process.exit(1);
  }
}
