// Waits for news of the site being written: reloads this page when the site has changed, and shows what is wrong with it
// while it cannot be built. Only `candor serve` puts this script on a page; no built site has it.
(() => {
  "use strict";

  const script = document.currentScript;
  const live = new URL("./", script.src);
  const { version: page, report } = script.dataset;
  const scrollKey = "candor-scroll";
  const hiddenKey = "candor-hidden";

  const remember = (key, value) => {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // Without storage the page reloads at its top and the panel opens again.
    }
  };
  const recall = (key) => {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const place = () => location.pathname + location.search;

  const reload = () => {
    remember(scrollKey, JSON.stringify([place(), scrollX, scrollY]));
    location.reload();
  };

  const restoreScroll = () => {
    const [path, x, y] = JSON.parse(recall(scrollKey) ?? "[]");
    remember(scrollKey, "[]");
    if (path === place()) {
      scrollTo({ left: x, top: y, behavior: "instant" });
    }
  };
  if (document.readyState === "complete") {
    restoreScroll();
  } else {
    addEventListener("load", restoreScroll, { once: true });
  }

  // The panel lives in a shadow root, so that neither the site's style reaches it nor its style the site.
  const make = (name, properties = {}) => Object.assign(document.createElement(name), properties);
  let panel = null;

  const makePanel = () => {
    const host = make("candor-live", { hidden: true });
    const root = host.attachShadow({ mode: "open" });
    const style = make("link", { rel: "stylesheet", href: new URL("live.css", live).href });
    const show = () => (host.hidden = false);
    style.addEventListener("load", show);
    style.addEventListener("error", show);

    const section = make("section", { className: "panel" });
    section.setAttribute("role", "alert");
    const heading = make("h2");
    const note = make("p");
    const text = make("pre", { tabIndex: 0 });
    const hide = make("button", { type: "button", textContent: "Hide", className: "hide" });
    const tab = make("button", { type: "button", className: "tab" });
    section.append(heading, note, hide, text);
    root.append(style, section, tab);
    document.documentElement.append(host);

    const setOpen = (open) => {
      section.hidden = !open;
      tab.hidden = open;
    };
    const close = (focus) => {
      remember(hiddenKey, text.textContent);
      setOpen(false);
      if (focus) {
        tab.focus();
      }
    };
    hide.addEventListener("click", () => close(true));
    tab.addEventListener("click", () => {
      remember(hiddenKey, "");
      setOpen(true);
      hide.focus();
    });
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !section.hidden) {
        close(root.activeElement !== null);
      }
    });
    return { host, heading, note, text, tab, setOpen };
  };

  const showProblems = (problems) => {
    if (!problems) {
      panel?.host.remove();
      panel = null;
      return;
    }
    panel ??= makePanel();
    const broken = problems.errors > 0;
    panel.heading.textContent = problems.title;
    panel.note.textContent = broken ? "Behind this is the last site that could be built." : "The site is built.";
    panel.text.textContent = problems.text;
    panel.tab.textContent = problems.title;
    panel.host.classList.toggle("broken", broken);
    panel.setOpen(broken && recall(hiddenKey) !== problems.text);
  };

  const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  // A browser has only a handful of connections to one server: tabs that nobody sees give theirs back.
  const untilVisible = () =>
    new Promise((done) => {
      const look = () => {
        if (document.visibilityState === "visible") {
          document.removeEventListener("visibilitychange", look);
          done();
        }
      };
      document.addEventListener("visibilitychange", look);
      look();
    });

  const ask = async (seen) => {
    const address = new URL("events", live);
    address.searchParams.set("version", seen);
    const stop = new AbortController();
    const look = () => document.visibilityState === "hidden" && stop.abort();
    document.addEventListener("visibilitychange", look);
    try {
      const reply = await fetch(address, { cache: "no-store", signal: stop.signal });
      if (!reply.ok) {
        throw new Error(reply.statusText);
      }
      return await reply.json();
    } finally {
      document.removeEventListener("visibilitychange", look);
    }
  };

  const follow = async () => {
    let seen = "";
    for (;;) {
      await untilVisible();
      try {
        const news = await ask(seen);
        // Another site, or the same one from a server that was started anew; or another report on a page of its own.
        if (news.site !== page || (report !== undefined && news.version !== report)) {
          reload();
          return;
        }
        seen = news.version;
        if (report === undefined) {
          showProblems(news.problems);
        }
        await sleep(news.retry);
      } catch {
        // The server is being started anew, or the tab was hidden.
        await sleep(1000);
      }
    }
  };

  follow();
})();
