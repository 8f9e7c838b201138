// The search of the archive. Loads the index only when something is asked for; docs/search.md says how it is written.
"use strict";
(() => {
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const said = form.dataset, folder = said.search, root = said.root;
  const field = form.elements.q;
  const [status, list, more] = ["status", "results", "more"].map((name) => document.getElementById("page_" + name));
  const page = 10;
  const files = new Map();
  const load = (name) => {
    if (!files.has(name)) {
      const file = fetch(folder + name + ".json").then((answer) => answer.ok ? answer.json() : Promise.reject());
      file.catch(() => files.delete(name));
      files.set(name, file);
    }
    return files.get(name);
  };

  // The rules of src/plan/search/words.rs.
  const alone = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const word = new RegExp(`[${alone}]|(?:(?![${alone}])[\\p{Alphabetic}\\p{N}])+`, "gu");
  const words = (text) => {
    const folded = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
    return (folded.match(word) || []).map((one) => Array.from(one).slice(0, 32).join(""));
  };

  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const read = (written, into, at = 0) => {
    let value = 0, factor = 1;
    for (const digit of written) {
      const bits = digits.indexOf(digit);
      value += (bits & 31) * factor;
      factor *= 32;
      if (bits < 32) {
        at += value >> 1;
        into.set(at, Math.max(into.get(at) || 0, 1 + (value & 1)));
        at += 1;
        value = 0;
        factor = 1;
      }
    }
  };
  const file = (prefix) =>
    "w-" + Array.from(prefix, (c) => /[a-z0-9]/.test(c) ? c : "_" + c.codePointAt(0).toString(16)).join("");

  // The documents that have a word which begins with `asked`: 2 for one in the title, 1 for one elsewhere.
  const find = async (asked, { shards, recent }) => {
    const longest = shards.filter((shard) => asked.startsWith(shard)).pop();
    const wanted = asked.length > 1 ? shards.filter((shard) => shard !== longest && shard.startsWith(asked)) : [];
    if (longest !== undefined) wanted.unshift(longest);
    const found = new Map(), files = ["recent", ...wanted.slice(0, 24).map(file)];
    for (const [n, words] of (await Promise.all(files.map(load))).entries()) {
      for (const [one, documents] of Object.entries(words)) {
        // The newest documents are counted from the first of them.
        if (one === asked || (asked.length > 1 && one.startsWith(asked))) read(documents, found, n ? 0 : recent);
      }
    }
    return found;
  };

  const search = async (asked) => {
    const index = await load("index");
    const found = await Promise.all(asked.map((one) => find(one, index)));
    const [first, ...rest] = found;
    const all = [];
    for (const [document, weight] of first || []) {
      const weights = rest.map((other) => other.get(document));
      if (weights.every(Boolean)) all.push([document, weights.reduce((a, b) => a + b, weight)]);
    }
    // What has more of the words in its title comes first; then the newest.
    return all.sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([document]) => [document, index.titles]);
  };

  const make = (tag, fields, ...children) => {
    const made = Object.assign(document.createElement(tag), fields);
    made.append(...children);
    return made;
  };
  const line = ([href, title, iso, date, impact, label]) => make("li", {},
    make("a", { className: "entry-title", href: root + href }, title),
    make("p", { className: "meta" }, make("span", { className: "term " + impact }, label), " ",
      make("time", { dateTime: iso }, date)));

  let turn = 0, results = [], shown = 0;
  const show = async () => {
    const mine = turn;
    const next = results.slice(shown, shown + page);
    const titles = await Promise.all(next.map(async ([n, per]) => (await load("t-" + Math.floor(n / per)))[n % per]));
    if (mine !== turn) return null;
    const lines = titles.map(line);
    list.append(...lines);
    shown += next.length;
    more.hidden = shown >= results.length;
    return lines[0];
  };
  const ask = async () => {
    const mine = ++turn, asked = [...new Set(words(field.value))];
    const url = new URL(location);
    if (field.value) url.searchParams.set("q", field.value); else url.searchParams.delete("q");
    history.replaceState(null, "", url);
    try {
      const found = asked.length ? await search(asked) : [];
      if (mine !== turn) return;
      [results, shown] = [found, 0];
      list.replaceChildren();
      await show();
      if (mine !== turn) return;
      const count = found.length;
      status.textContent = !asked.length ? "" : (count === 1 ? said.one : count ? said.many : said.none).replace("#", count);
    } catch {
      if (mine === turn) status.textContent = said.failed;
    }
  };

  let wait;
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(wait); ask(); });
  field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 200); });
  field.addEventListener("focus", () => load("index").catch(() => {}), { once: true });
  more.addEventListener("click", async () => {
    const first = await show();
    if (first) first.querySelector("a").focus();
  });
  field.value = new URL(location).searchParams.get("q") || "";
  if (field.value) ask();
})();
