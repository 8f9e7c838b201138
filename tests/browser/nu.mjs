// The Nu HTML checker on every page of built folders, served as a host would: node nu.mjs FOLDER …
// Over HTTP, because `'self'` in a policy means nothing in a file.

import { spawn, spawnSync } from "node:child_process";
import { pages, packages } from "./browser.mjs";
import { serve } from "./server.mjs";

const jar = String(packages("vnu-jar"));
if (spawnSync("java", ["-version"]).status !== 0) {
  console.error("java is missing: install Debian's package default-jre-headless");
  process.exit(1);
}
const servers = await Promise.all(process.argv.slice(2).map(async (folder) => ({ folder, ...(await serve(folder)) })));
const addresses = (await Promise.all(servers.map(async ({ folder, url }) => (await pages(folder)).map((page) => url + page)))).flat();
const checker = spawn("java", ["-Xss4m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-Dnu.validator.servlet.allowed-address-type=all", "-jar", jar, "--stdout", "--format", "json", ...addresses]);
let said = "";
for (const stream of [checker.stdout, checker.stderr]) stream.on("data", (bytes) => (said += bytes));
const code = await new Promise((done) => checker.on("close", done));
await Promise.all(servers.map(({ close }) => close()));
// A data block never runs: the HTML standard leaves it be before it asks the policy ("prepare the script element"), and
// browsers do so, as the check of budgets sees. The checker asks the policy all the same.
const ofDataBlock = ({ message, extract = "", hiliteStart: from, hiliteLength: length }) =>
  message.startsWith("Inline script violates Content Security Policy") &&
  extract.slice(from, from + length) === '<script type="application/ld+json">';
const line = ({ url, lastLine, lastColumn, type, subType, message }) =>
  `${url}:${lastLine}:${lastColumn}: ${subType || type}: ${message}`;
let found;
try {
  found = JSON.parse(said).messages;
} catch {
  console.error(said.slice(0, 8000));
  process.exit(1);
}
const held = found.filter((message) => !ofDataBlock(message));
if (held.length) {
  let list = held.map(line).join("\n");
  for (const { folder, url } of servers) list = list.replaceAll(url, `${folder}/`);
  console.error(list.slice(0, 8000));
  process.exit(1);
}
if (code !== 0) {
  console.error(`the checker ended with ${code}`);
  process.exit(1);
}
console.log(`nu: ${addresses.length} pages without an error or a warning`);
