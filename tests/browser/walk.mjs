// Small things that the walks share: an expectation with a name, and a page whose complaints are kept.

import { PATIENCE } from "./browser.mjs";

export class Walk {
  faults = [];
  count = 0;

  /** Notes `what` as a fault unless `holds`. */
  expect(holds, what) {
    this.count += 1;
    if (!holds) this.faults.push(what);
  }

  /** Waits for `look` to give something true, as long as it may take on a busy machine. */
  async until(look, what) {
    const end = Date.now() + PATIENCE;
    let seen = false;
    while (!(seen = await look()) && Date.now() < end) await new Promise((done) => setTimeout(done, 25));
    this.expect(seen, what);
  }

  /** Keeps what a page complains of in its console. */
  watch(page, name) {
    page.on("console", (message) => /error|warning/.test(message.type()) && this.faults.push(`${name}: ${message.text()}`));
    page.on("pageerror", (error) => this.faults.push(`${name}: ${error}`));
  }

  /** Says how it went and ends the process accordingly. */
  end(name) {
    if (this.faults.length) {
      console.error(this.faults.map((fault) => `${name}: ${fault}`).join("\n"));
      process.exit(1);
    }
    console.log(`${name}: ${this.count} expectations met`);
  }
}
