// <m-clock due="instant" [soon="seconds"] [met="instant"]>: the time left until an instant, counted on the page.
import { now, word } from "./words.js";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

class Clock extends HTMLElement {
  static observedAttributes = ["due", "met"];
  connectedCallback() { clocks.add(this); this.paint(); }
  disconnectedCallback() { clocks.delete(this); }
  attributeChangedCallback() { if (this.isConnected) this.paint(); }

  paint() {
    const due = Date.parse(this.getAttribute("due"));
    if (Number.isNaN(due) || this.hasAttribute("met")) return; // the server has said what there is to say
    const left = due - now();
    const state = left < 0 ? "late" : left < Number(this.getAttribute("soon") ?? 4 * 3600) * 1000 ? "soon" : "";
    const text = timeLeft(left);
    if (this.dataset.text === text && this.dataset.state === state) return;
    this.dataset.text = text;
    this.dataset.state = state;
    this.classList.toggle("late", state === "late");
    this.classList.toggle("soon", state === "soon");
    this.textContent = text;
    if (state) this.append(" ", Object.assign(document.createElement("small"), { textContent: word("clock_" + state) }));
  }
}

/** −00:42, 0:41:07 in the last hour, 11:40 within two days, then days. */
export function timeLeft(left) {
  const size = Math.abs(left), sign = left < 0 ? "−" : "";
  if (size >= 2 * DAY) return sign + word("clock_days", Math.floor(size / DAY));
  const hours = Math.floor(size / HOUR), minutes = Math.floor(size / MINUTE) % 60, seconds = Math.floor(size / 1000) % 60;
  return left >= 0 && left < HOUR ? `${hours}:${two(minutes)}:${two(seconds)}` : `${sign}${two(hours)}:${two(minutes)}`;
}

const two = n => String(n).padStart(2, "0");
const clocks = new Set();
customElements.define("m-clock", Clock);
setInterval(() => { if (!document.hidden) for (const clock of clocks) clock.paint(); }, 1000);
document.addEventListener("visibilitychange", () => { for (const clock of clocks) clock.paint(); });
