// Light, dark or as the device says. A classic script in the head, so that the first paint is already right.
(() => {
  const root = document.documentElement;
  const kept = () => { try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; } };

  function wear(theme) {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    for (const button of document.querySelectorAll("[data-theme-set]")) button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
  }

  wear(kept());
  document.addEventListener("DOMContentLoaded", () => wear(kept()));
  document.addEventListener("meridian:page", () => wear(kept()));
  addEventListener("storage", event => { if (event.key === "theme") wear(kept()); });
  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-theme-set]");
    if (!button) return;
    try { localStorage.setItem("theme", button.dataset.themeSet); } catch { /* private mode: for this page only */ }
    wear(button.dataset.themeSet);
  });
})();
