// Runs `heroku status` of Heroku's own command line against the host in HEROKU_STATUS_HOST: its plugin is loaded as
// oclif loads it, without the rest of the command line.
//
// Usage: node heroku.cjs, with NODE_MODULES and HEROKU_STATUS_HOST in the environment.
const { createRequire } = require("node:module");
const path = require("node:path");

const modules = process.env.NODE_MODULES;
const load = createRequire(`${modules}/`);
const root = path.dirname(load.resolve("@heroku-cli/plugin-status/package.json"));
const Status = load("@heroku-cli/plugin-status/lib/commands/status").default;

Status.run([], { root }).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
