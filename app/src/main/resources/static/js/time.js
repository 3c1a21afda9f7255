// <time datetime="instant">: pointing at it, tapping it or reaching it by keyboard shows the same moment in the other regions.
// The regions are <body data-zones="Asia/Shanghai=华东;Europe/Berlin=慕尼黑">.
import { language } from "./words.js";

const moment = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/;
const tip = Object.assign(document.createElement("div"), { className: "tip", role: "tooltip", id: "time-tip", popover: "manual" });
let over;

for (const name of ["pointerover", "focusin", "click"]) document.addEventListener(name, event => {
  const time = event.target.closest?.("time[datetime]");
  if (time && moment.test(time.dateTime)) show(time);
  else if (over && event.target !== tip) hide();
});
document.addEventListener("keydown", event => { if (event.key === "Escape") hide(); });
for (const name of ["scroll", "pagehide"]) addEventListener(name, hide, { passive: true, capture: true });
for (const name of ["meridian:page", "meridian:reread"]) document.addEventListener(name, hide);

function show(time) {
  const zones = (document.body.dataset.zones ?? "").split(";").filter(Boolean).map(pair => pair.split("="));
  if (time === over || zones.length === 0) return;
  over = time;
  tip.textContent = [...(time.title ? [time.title] : []), ...zones.map(([zone, name]) => `${name} ${there(time.dateTime, zone)}`)].join("\n");
  time.dataset.title = time.title;
  time.removeAttribute("title"); // one tip is enough
  document.body.append(tip);
  tip.showPopover?.();
  const at = time.getBoundingClientRect(), size = tip.getBoundingClientRect();
  tip.style.left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8)) + "px";
  tip.style.top = (at.top > size.height + 12 ? at.top - size.height - 6 : at.bottom + 6) + "px";
  time.setAttribute("aria-describedby", tip.id);
}

function hide() {
  if (!over) return;
  over.removeAttribute("aria-describedby");
  if (over.dataset.title) over.title = over.dataset.title;
  delete over.dataset.title;
  over = undefined;
  tip.remove();
}

function there(instant, zone) {
  return new Intl.DateTimeFormat(language(), { timeZone: zone, month: "2-digit", day: "2-digit", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(instant));
}
