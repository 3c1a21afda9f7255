/** A text in the reader's language, from the layout's <template id="words">. */
export function word(key, ...values) {
  const text = document.getElementById("words")?.content.querySelector(`[data-word="${key}"]`)?.textContent ?? "";
  return text.replace(/\{(\d)\}/g, (_, n) => values[n] ?? "");
}

export const language = () => document.documentElement.lang || "en";
export const member = () => document.body.dataset.member ?? "";

/** The server's time, not the device's: a telephone that is ten minutes wrong must not show wrong clocks. */
export const now = () => Date.now() + skew;
let skew = 0;

export function setClock() {
  const told = Date.parse(document.body.dataset.now ?? "");
  if (!Number.isNaN(told)) skew = Math.abs(told - Date.now()) > 5000 ? told - Date.now() : 0;
}
setClock();
