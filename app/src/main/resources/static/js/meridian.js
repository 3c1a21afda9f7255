// The meridian's line for now and the local times beside it. [data-from, data-until: the instants at the axis' two ends]
import { language, now } from "./words.js";

function paint() {
  for (const meridian of document.querySelectorAll(".meridian[data-from]")) {
    const from = Date.parse(meridian.dataset.from), until = Date.parse(meridian.dataset.until);
    const place = 100 * (now() - from) / (until - from);
    for (const line of meridian.querySelectorAll("u")) { line.style.left = place + "%"; line.hidden = place < 0 || place > 100; }
    for (const time of meridian.querySelectorAll("[data-zone-clock]")) time.textContent = localTime(time.dataset.zoneClock);
  }
}

const formats = new Map();
function localTime(zone) {
  const key = language() + zone;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language(), { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23", weekday: "short" }));
  const parts = Object.fromEntries(formats.get(key).formatToParts(now()).map(part => [part.type, part.value]));
  return `${parts.hour}:${parts.minute} ${parts.weekday}`;
}

paint();
setInterval(() => { if (!document.hidden) paint(); }, 15_000);
for (const event of ["visibilitychange", "meridian:page", "meridian:reread"]) document.addEventListener(event, paint);
