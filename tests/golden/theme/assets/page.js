// What a page can do once it is there: it says times in the visitor's own terms, tells of each day of a bar, switches
// between light and dark, keeps true while the clock goes on, and takes in a new build by itself. The page is whole
// without it, and nothing moves when it begins.
(() => {
  "use strict";

  const page = document.documentElement;
  const home = new URL("../", document.currentScript.src);
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const news = $("#page_news");
  const words = news.dataset;
  const language = page.lang;
  const main = () => $("main");

  // Times. What is close is told as a distance; what the visitor's clock calls otherwise is told by that clock, too.
  const away = page.classList.contains("away");
  const long = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "long" });
  const short = new Intl.DateTimeFormat(language, { timeStyle: "short", hourCycle: "h23" });
  const distance = new Intl.RelativeTimeFormat(language);
  const justNow = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second");
  const ago = (at) => {
    const seconds = (at - Date.now()) / 1000;
    const [size, unit] = [[86400, "day"], [3600, "hour"], [60, "minute"]].find(([size]) => Math.abs(seconds) >= size) ?? [];
    return unit ? distance.format(Math.ceil(seconds / size), unit) : justNow;
  };
  const tellTimes = () => {
    for (const time of $$("time[datetime*=T]:not([datetime^=P])")) {
      const at = new Date(time.dateTime);
      time.title = long.format(at);
      if (time.className === "ago") {
        time.dataset.ago = (away ? `${short.format(at)} ${words.local}, ` : "") + ago(at);
      }
    }
  };

  // What the clock changes by itself: a promised update is late, a maintenance begins or is over.
  const turned = (n) => $("#page_turns").content.children[n].cloneNode(true);
  const turnHeadline = () => {
    const headline = $(".headline");
    if (!headline) return;
    // It counts services as they were. Its place stays, so that nothing moves.
    for (const old of $$(".detail", headline)) old.style.visibility = "hidden";
    const state = ["ok", "maintenance"].find((name) => headline.classList.contains(name));
    // An incident's headline stays: it is worse news than maintenance.
    if (!state || $("article.card:is(.degraded, .partial, .major)")) return;
    const running = $$(".card.maintenance");
    const { begun, several, over } = $("#page_turns").dataset;
    const now = running[0] ? "maintenance" : "ok";
    headline.classList.replace(state, now);
    $("use", headline).setAttribute("href", `#i_${now}`);
    $("h1 span", headline).textContent = running[1] ? several.replace("{n}", running.length)
      : running[0] ? `${begun} ${$("h3", running[0]).textContent}` : over;
    for (const old of $$("p:not(.as-of), ul", headline)) old.remove();
    news.textContent = $("h1", headline).textContent;
  };
  const turn = () => {
    const now = Date.now();
    for (const promise of $$("[data-by]")) {
      const said = $("span", promise);
      if (Date.parse(promise.dataset.by) < now) said.textContent = said.dataset.late;
    }
    let any = false;
    for (const place of $$("[data-begins], [data-ends]")) {
      const { begins, ends } = place.dataset;
      const over = Date.parse(ends) <= now;
      if (!over && !(Date.parse(begins) <= now)) continue;
      const said = turned(over ? 1 : 0);
      const term = $(".term", place);
      if (term) term.replaceWith(said);
      else place.textContent = said.textContent;
      place.classList.remove("none", "maintenance");
      place.classList.add(over ? "ok" : "maintenance");
      delete place.dataset.begins;
      if (over) delete place.dataset.ends;
      any = true;
    }
    for (const place of $$("[data-turns]")) {
      const turns = place.dataset.turns.split(" ");
      while (Date.parse(turns[0]) <= now) {
        turns.shift();
        const term = $(".term", place);
        // A shorter word must not let what follows move up.
        place.style.minInlineSize = `min(${place.offsetWidth}px, 100%)`;
        $(".term ~ span", place)?.remove();
        term.replaceWith(turned(term.classList.contains("ok") ? 2 : 3));
      }
      place.dataset.turns = turns.join(" ");
    }
    if (any) turnHeadline();
  };

  // Days. A bar becomes a slider over its days; what it says of one stands in a note, and in its list all the time.
  const note = Object.assign(document.createElement("div"), { className: "day" });
  const dateOf = (bar, n) => {
    const day = new Date(`${bar.dataset.from}T12:00Z`);
    day.setUTCDate(day.getUTCDate() + n);
    return day.toLocaleDateString(language, { dateStyle: "medium", timeZone: "UTC" });
  };
  const hide = () => {
    delete note.previousElementSibling?.dataset.on;
    note.remove();
  };
  const show = (track, n) => {
    const bar = track.parentElement;
    const count = Number(bar.dataset.count);
    n = Math.max(0, Math.min(count - 1, n));
    if (note.parentElement === bar && track.dataset.on && track.ariaValueNow === String(n)) return;
    hide();
    const bad = $(`[data-at="${n}"]`, bar);
    if (bad) {
      note.replaceChildren(...[...bad.childNodes].map((part) => part.cloneNode(true)));
    } else {
      const line = document.createElement("p");
      line.append(document.createElement("time"), n < bar.dataset.uncounted ? words.none : words.quiet);
      line.firstChild.textContent = dateOf(bar, n);
      note.replaceChildren(line);
    }
    track.ariaValueNow = n;
    const said = bad ? $$("p > *, a", note) : [...note.firstChild.childNodes];
    track.ariaValueText = said.map((part) => part.textContent).join(", ");
    track.dataset.on = "";
    for (const part of [track, note]) part.style.setProperty("--at", n / count);
    track.style.setProperty("--day", 1 / count);
    track.after(note);
  };
  const dayAt = (track, event) => {
    const box = track.getBoundingClientRect();
    const part = (event.clientX - box.left) / box.width;
    return Math.floor((page.dir === "rtl" ? 1 - part : part) * track.parentElement.dataset.count);
  };
  const makeSlider = (track) => {
    const bar = track.parentElement;
    const last = bar.dataset.count - 1;
    const name = bar.closest(".service")?.querySelector(".service-name") ?? $("h1");
    const picture = $("svg", track);
    Object.assign(track, { tabIndex: 0, role: "slider", ariaValueMin: 0, ariaValueMax: last, ariaValueNow: last });
    track.ariaLabel = `${words.days} ${name.textContent}`;
    track.ariaValueText = picture.getAttribute("aria-label");
    picture.removeAttribute("role");
    picture.removeAttribute("aria-label");
    picture.ariaHidden = true;
    track.addEventListener("keydown", (event) => {
      const ahead = page.dir === "rtl" ? -1 : 1;
      const at = Number(track.ariaValueNow);
      const to = {
        ArrowRight: at + ahead, ArrowLeft: at - ahead, ArrowUp: at + 1, ArrowDown: at - 1,
        PageUp: at + 7, PageDown: at - 7, Home: 0, End: last,
      }[event.key];
      if (to !== undefined) show(track, to);
      else if (event.key === "Enter" || event.key === " ") $("a", note)?.focus();
      else return;
      event.preventDefault();
    });
    track.addEventListener("focus", () => show(track, Number(track.ariaValueNow)));
    track.addEventListener("pointermove", (event) => show(track, dayAt(track, event)));
    track.addEventListener("click", (event) => show(track, dayAt(track, event)));
    bar.addEventListener("focusout", (event) => bar.contains(event.relatedTarget) || hide());
    bar.addEventListener("pointerleave", () => {
      const active = document.activeElement;
      if (bar.contains(active)) return;
      hide();
      if (active.matches(".track")) show(active, Number(active.ariaValueNow));
    });
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !note.isConnected) return;
    if (note.contains(document.activeElement)) note.previousElementSibling.focus();
    hide();
  });

  // Light and dark. What the system wants anyway is not remembered, so that it goes on counting.
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = $("#page_theme");
  const isDark = () => (page.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const showTheme = () => (button.ariaPressed = isDark());
  button?.addEventListener("click", () => {
    const dark = !isDark();
    const theme = dark === system.matches ? "" : dark ? "dark" : "light";
    page.dataset.theme = theme;
    try {
      localStorage.setItem("candor-theme", theme);
    } catch {
      // It holds for this page only.
    }
    showTheme();
  });
  system.addEventListener("change", () => button && showTheme());

  const enhance = () => {
    tellTimes();
    turn();
    $$(".track:not([role])").forEach(makeSlider);
  };

  // A new build. The page as it was sent is kept beside the one that is shown, and only what differs between the sent
  // ones is put in, so that focus and what is open stay where they are.
  let sent = main().cloneNode(true);
  const key = (node) => node.id || node.getAttribute("aria-labelledby") || node.getAttribute("href");
  const fresh = (node) => {
    const made = document.importNode(node, true);
    made.classList.add("new");
    return made;
  };
  const patch = (live, old, next) => {
    if (old.isEqualNode(next)) return;
    const [lives, olds, nexts] = [live, old, next].map((node) => [...node.children]);
    const holdsText = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    const sameShell = old.cloneNode().isEqualNode(next.cloneNode()) && !holdsText(old) && !holdsText(next);
    if (!sameShell || lives.length !== olds.length || !olds.length) return live.replaceWith(fresh(next));
    const pairs = nexts.map((node, n) => {
      const name = key(node);
      const at = name ? olds.findIndex((one) => key(one) === name) : olds.length === nexts.length ? n : -1;
      return olds[at]?.localName === node.localName ? at : -1;
    });
    lives.forEach((node, n) => pairs.includes(n) || node.remove());
    let place = live.firstElementChild;
    nexts.forEach((node, n) => {
      const kept = lives[pairs[n]];
      if (!kept) return live.insertBefore(fresh(node), place);
      if (kept === place) place = place.nextElementSibling;
      else live.insertBefore(kept, place);
      patch(kept, olds[pairs[n]], node);
    });
  };
  const takeIn = async (version) => {
    const reply = await fetch(location.href, { cache: "no-cache" });
    const text = await reply.text();
    const next = new DOMParser().parseFromString(text, "text/html");
    const styles = (of) => $$("style", of).map((style) => style.textContent).join();
    if (!reply.ok || !$("main", next)) return;
    if (styles(next) !== styles(document)) return location.reload();
    const active = document.activeElement;
    const href = active.getAttribute("href");
    const label = active.ariaLabel;
    const anchor = $$("main :is(h1, h2, h3, h4, li, p)").find((node) => node.getBoundingClientRect().top >= 0);
    const before = anchor?.getBoundingClientRect().top;
    page.style.overflowAnchor = "none";
    hide();
    patch(main(), sent, $("main", next));
    sent = $("main", next).cloneNode(true);
    const footer = $(".bottom time");
    const asOf = $(".bottom time", next);
    if (footer && asOf) footer.replaceWith(document.importNode(asOf, true));
    page.dataset.build = next.documentElement.dataset.build ?? version;
    document.title = next.title;
    $("link[rel=icon]")?.replaceWith($("link[rel=icon]", next));
    enhance();
    if (anchor?.isConnected) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
    if (!active.isConnected) {
      const again = $$("a, .track, summary").find((node) => (href ? node.getAttribute("href") === href : label && node.ariaLabel === label));
      (again ?? main()).focus({ preventScroll: true });
    }
    requestAnimationFrame(() => (page.style.overflowAnchor = ""));
    news.textContent = `${words.updated} ${$("h1").textContent}`;
  };

  // Asks for a few bytes, only while the page is seen, and less and less often while nothing happens.
  const [SOON, LATE] = [30e3, 300e3];
  let pause = SOON;
  let asked = Date.now();
  let timer;
  const ask = async () => {
    asked = Date.now();
    try {
      const reply = await fetch(new URL(page.dataset.at, home), { cache: "no-cache" });
      const { version } = await reply.json();
      const isNew = version !== page.dataset.build;
      if (isNew) await takeIn(version);
      pause = isNew ? SOON : Math.min(pause * 1.25, LATE);
    } catch {
      // Away from the network, or between two builds.
      pause = Math.min(pause * 2, LATE);
    }
    plan();
  };
  const plan = () => {
    clearTimeout(timer);
    // Not all pages that were opened in the same minute ask in the same second.
    if (!document.hidden) timer = setTimeout(ask, Math.max(0, asked + pause * (0.9 + Math.random() / 5) - Date.now()));
  };
  document.addEventListener("visibilitychange", () => {
    pause = SOON;
    plan();
  });

  if (button) showTheme();
  enhance();
  setInterval(() => document.hidden || (tellTimes(), turn()), 20e3);
  if (location.protocol.startsWith("http") && page.dataset.build) plan();
})();
