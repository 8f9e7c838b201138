// Candor: a line on top of a page while something is wrong. See docs/badges.md.
(() => {
  const script = document.currentScript;
  if (!script) return;
  const remember = (key, value) => {
    try {
      return value ? sessionStorage.setItem(key, value) : sessionStorage.getItem(key);
    } catch {}
  };
  const show = (status) => {
    const { indicator } = status;
    const key = "candor " + status.id;
    const quiet = indicator === "maintenance" && !("maintenance" in script.dataset);
    if (indicator === "none" || quiet || remember(key)) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      ":host{all:initial}div{display:flex;gap:1em;align-items:center;padding:.5em 1em;background:#8e1b26;color:#fff;font:1em/1.4 system-ui,sans-serif}.maintenance{background:#234f92}p{flex:1;margin:0}a{color:inherit}button{font:inherit;color:inherit;background:none;border:1px solid;border-radius:4px;cursor:pointer}:focus-visible{outline:3px solid;outline-offset:2px}",
    );
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const add = (to, name) => to.appendChild(document.createElement(name));
    const bar = add(root, "div");
    bar.className = indicator;
    const text = add(bar, "p");
    text.setAttribute("role", "status");
    const close = add(bar, "button");
    close.textContent = status.dismiss;
    close.onclick = () => {
      remember(key, 1);
      host.remove();
    };
    document.body.prepend(host);
    // Screen readers tell what comes into a region that is there already.
    setTimeout(() => {
      const link = add(text, "a");
      link.href = new URL("../" + status.path, script.src);
      link.textContent = status.message;
    }, 99);
  };
  const ask = () =>
    fetch(new URL("status.json", script.src))
      .then((answer) => answer.json())
      .then(show)
      .catch(() => {});
  if (document.body) ask();
  else addEventListener("DOMContentLoaded", ask);
})();
