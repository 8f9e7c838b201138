// Runs before anything is painted: the colours that the visitor chose, and room for what page.js will add to times.
(() => {
  const page = document.documentElement;
  const now = new Date();
  const clock = (timeZone) => now.toLocaleString("en", { timeZone });
  page.classList.add("js");
  try {
    page.dataset.theme = localStorage.getItem("candor-theme") || "";
    if (clock() !== clock(page.dataset.zone)) page.classList.add("away");
  } catch {
    // Without storage the system's setting counts; without the zone, times stay as they are.
  }
})();
