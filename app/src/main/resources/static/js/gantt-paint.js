// Draws the time side of a chart: only what is in view, every frame anew.
import { BLOCKED, CANCELLED, CRITICAL, DAY, DONE, IN_PROGRESS, MAY_EDIT, MILESTONE, NOT_STARTED, TASK } from "./gantt-plan.js";

export const HEAD = 44;
const COLOURS = ["ink", "ink-2", "ink-3", "border", "surface", "sunken", "accent", "accent-soft", "planned", "doing", "blocked", "done", "accepted", "warn", "field", "bad-soft"];

/** The page's colours as a canvas takes them: each is worn by an element and read off it. */
export function coloursOf(element) {
  const probe = document.createElement("i"), found = {};
  probe.hidden = true;
  element.append(probe);
  for (const name of COLOURS) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  found.font = getComputedStyle(element).fontFamily;
  probe.remove();
  return found;
}

/** Day numbers of the lines above a chart at so many pixels a day: [day, label] for the upper and the lower line. */
export function scaleOf(from, to, px, words) {
  const upper = [], lower = [], date = new Date(from * 864e5);
  const day = (y, m, d) => Date.UTC(y, m, d) / 864e5;
  const y0 = date.getUTCFullYear(), m0 = date.getUTCMonth();
  if (px >= 12) {
    for (let m = m0, at; (at = day(y0, m, 1)) <= to; m++) upper.push([at, words.month(at)]);
    if (px >= 26) for (let d = from; d <= to; d++) lower.push([d, words.day(d, px >= 44)]);
    else for (let d = from - (from + 3 + 7000000) % 7; d <= to; d += 7) lower.push([d, words.week(d)]);
  } else {
    for (let y = y0, at; (at = day(y, 0, 1)) <= to; y++) upper.push([at, String(y)]);
    if (px >= 2.4) for (let m = m0, at; (at = day(y0, m, 1)) <= to; m++) lower.push([at, words.shortMonth(at)]);
    else for (let m = m0 - m0 % 3, at; (at = day(y0, m, 1)) <= to; m += 3) lower.push([at, "Q" + (new Date(at * 864e5).getUTCMonth() / 3 + 1)]);
  }
  return { upper, lower };
}

const widths = new Map();

/** How wide a label is; each text is measured once. */
function wideness(ctx, text) {
  let wide = widths.get(text);
  if (wide === undefined) {
    if (widths.size > 5_000) widths.clear();
    widths.set(text, wide = ctx.measureText(text).width);
  }
  return wide;
}

const fillOf = (status, colours) => status === NOT_STARTED ? colours.planned : status === IN_PROGRESS ? colours.doing : status === BLOCKED ? colours.blocked : status === DONE ? colours.done : status === CANCELLED ? colours["ink-3"] : colours.accepted;

/**
 * view: width, height (CSS pixels), left, top (scrolled), px (a day), origin (day at 0), row (height), utc (minutes), and what is chosen:
 * selected, hover, ghost {row, from, to}, wire {from, x, y, to}, links, critical, baseline, front.
 */
export function paint(ctx, plan, view, colours, words) {
  const { width, height, left, top, px, origin, row } = view;
  const first = Math.max(0, Math.floor(top / row)), last = Math.min(plan.rows.length - 1, Math.floor((top + height - HEAD) / row));
  const dayFrom = Math.floor(origin + left / px), dayTo = Math.ceil(origin + (left + width) / px);
  const x = minutes => (minutes / DAY - origin) * px - left;
  const y = k => HEAD + k * row - top;
  ctx.fillStyle = colours.surface;
  ctx.fillRect(0, 0, width, height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, HEAD, width, height - HEAD);
  ctx.clip();
  shade();
  if (view.selected >= first && view.selected <= last) { ctx.fillStyle = colours["accent-soft"]; ctx.fillRect(0, y(view.selected), width, row); }
  const scale = scaleOf(dayFrom, dayTo, px, words);
  grid(scale);
  if (view.links) wires();
  ctx.font = "11px " + colours.font;
  ctx.textBaseline = "middle";
  for (let k = first; k <= last; k++) bar(plan.rows[k], k);
  if (view.front) frontLine();
  today();
  if (view.ghost) ghost();
  if (view.wire) wire();
  ctx.restore();
  head(scale);

  // What is no working time in the row's region; rows of one calendar that follow each other are shaded together.
  function shade() {
    if (px < 4) return;
    ctx.fillStyle = colours.sunken;
    const calendar = k => plan.parties[plan.party[plan.rows[k]]].calendar;
    for (let k = first; k <= last;) {
      let end = k + 1;
      while (end <= last && calendar(end) === calendar(k)) end++;
      const runs = plan.calendars[calendar(k)] ?? [];
      let low = 0, high = runs.length / 2;
      while (low < high) { const mid = low + high >> 1; if (runs[mid * 2 + 1] <= dayFrom) low = mid + 1; else high = mid; }
      for (let r = low * 2; r < runs.length && runs[r] < dayTo; r += 2) ctx.fillRect(Math.round((runs[r] - origin) * px - left), y(k), Math.max(1, Math.round((runs[r + 1] - runs[r]) * px)), (end - k) * row);
      k = end;
    }
  }

  function grid({ lower }) {
    ctx.fillStyle = colours.border;
    ctx.globalAlpha = .55;
    for (let k = first; k <= last + 1; k++) ctx.fillRect(0, Math.round(y(k)) - 1, width, 1);
    for (const [day] of lower) ctx.fillRect(Math.round((day - origin) * px - left), HEAD, 1, height);
    ctx.globalAlpha = 1;
  }

  function bar(i, k) {
    const from = plan.from[i], to = plan.to[i];
    if (!to) return;
    const x1 = x(from), x2 = Math.max(x(to), x1 + 2), middle = y(k) + row / 2, critical = view.critical && plan.flags[i] & CRITICAL;
    if (view.baseline) then(i, middle);
    if (x2 < -20 || x1 > width + 20) { beyond(x1 > width, middle); return; }
    if (plan.summary(i)) {
      ctx.fillStyle = plan.kind[i] === 0 ? colours.ink : colours["ink-2"];
      ctx.fillRect(x1, middle - 5, x2 - x1, 5);
      ctx.beginPath();
      ctx.moveTo(x1, middle); ctx.lineTo(x1 + 6, middle); ctx.lineTo(x1, middle + 6);
      ctx.moveTo(x2, middle); ctx.lineTo(x2 - 6, middle); ctx.lineTo(x2, middle + 6);
      ctx.fill();
      if (plan.done[i] > 0) { ctx.fillStyle = colours.done; ctx.fillRect(x1, middle - 3, (x2 - x1) * plan.done[i], 2); }
      return;
    }
    const fill = fillOf(plan.status[i], colours);
    if (plan.flags[i] & MILESTONE) {
      diamond(x1, middle, 7, fill, plan.open(i));
      if (critical) { ctx.strokeStyle = colours.blocked; ctx.lineWidth = 2; ctx.stroke(); }
      label(i, x1 + 12, middle);
      return;
    }
    const top = middle - 7, wide = x2 - x1, cancelled = plan.status[i] === CANCELLED;
    ctx.fillStyle = fill;
    ctx.globalAlpha = cancelled ? .18 : .38;
    ctx.fillRect(x1, top, wide, 14);
    ctx.globalAlpha = 1;
    const share = plan.status[i] >= DONE && !cancelled ? 1 : plan.done[i];
    if (share > 0 && !cancelled) ctx.fillRect(x1, top, wide * share, 14);
    ctx.fillRect(x1, top, 2, 14);
    ctx.fillRect(x2 - 2, top, 2, 14);
    if (cancelled) ctx.fillRect(x1, middle, wide, 1);
    if (plan.status[i] === BLOCKED) { ctx.fillRect(x1, top, wide, 2); ctx.fillRect(x1, top + 12, wide, 2); }
    if (critical) { ctx.fillStyle = colours.blocked; ctx.fillRect(x1, top + 16, wide, 2); }
    if (k === view.hover && plan.flags[i] & MAY_EDIT && wide > 12) {
      ctx.fillStyle = colours.surface;
      ctx.fillRect(x1 + 4, middle - 4, 2, 8);
      ctx.fillRect(x2 - 6, middle - 4, 2, 8);
      ctx.beginPath();
      ctx.arc(x2 + 8, middle, 4, 0, 7);
      ctx.fill();
      ctx.strokeStyle = colours.accent;
      ctx.lineWidth = 1.5;
      ctx.stroke();
    }
    label(i, x2 + (k === view.hover ? 18 : 6), middle);
  }

  function label(i, at, middle) {
    if (px < 5) return;
    const text = view.narrow ? plan.title[i] : plan.owner[i] < 0 ? "" : plan.people[plan.owner[i]].name;
    if (!text || at > width) return;
    if (view.links) { // no line strikes it out
      ctx.fillStyle = colours.surface;
      ctx.globalAlpha = .8;
      ctx.fillRect(at - 1, middle - 7, wideness(ctx, text) + 2, 15);
      ctx.globalAlpha = 1;
    }
    ctx.fillStyle = colours["ink-2"];
    ctx.fillText(text, at, middle + .5);
  }

  function beyond(right, middle) {
    const at = right ? width - 5 : 5, turn = right ? -4 : 4;
    ctx.fillStyle = colours.field;
    ctx.beginPath();
    ctx.moveTo(at, middle); ctx.lineTo(at + turn, middle - 4); ctx.lineTo(at + turn, middle + 4);
    ctx.fill();
  }

  function diamond(cx, cy, r, fill, hollow) {
    ctx.beginPath();
    ctx.moveTo(cx, cy - r); ctx.lineTo(cx + r, cy); ctx.lineTo(cx, cy + r); ctx.lineTo(cx - r, cy);
    ctx.closePath();
    ctx.fillStyle = hollow ? colours.surface : fill;
    ctx.fill();
    ctx.strokeStyle = hollow ? colours.ink : fill;
    ctx.lineWidth = 2;
    ctx.stroke();
  }

  // Where it stood in the baseline: a thin bar beneath today's.
  function then(i, middle) {
    const from = view.baseline.from[i], to = view.baseline.to[i];
    if (!to) return;
    ctx.fillStyle = colours.field;
    if (plan.flags[i] & MILESTONE) { ctx.fillRect(x(to) - 4, middle + 9, 8, 3); return; }
    ctx.fillRect(x(from), middle + 9, Math.max(2, x(to) - x(from)), 3);
  }

  function wires() {
    const plain = new Path2D(), hot = new Path2D(), own = new Path2D(), chosen = view.selected >= 0 ? plan.rows[view.selected] : -1;
    let drawn = 0;
    for (let k = 0, n = plan.before.length; k < n && drawn < 1500; k++) {
      const a = plan.before[k], b = plan.behind[k];
      if (a < 0 || b < 0) continue;
      const ra = plan.place[a], rb = plan.place[b];
      if (ra < 0 || rb < 0 || ra === rb || ra < first && rb < first || ra > last && rb > last || !plan.to[a] || !plan.to[b]) continue;
      const seen = ra >= first && ra <= last || rb >= first && rb <= last;
      if (!seen) continue;
      const type = plan.links[k * 4 + 2] & 3, out = type === 0 || type === 2, into = type === 2 || type === 3;
      const milestoneA = plan.flags[a] & MILESTONE ? 7 : 0, milestoneB = plan.flags[b] & MILESTONE ? 7 : 0;
      const x1 = out ? x(plan.to[a]) + milestoneA : x(plan.from[a]) - milestoneA, x2 = into ? x(plan.to[b]) + milestoneB : x(plan.from[b]) - milestoneB;
      if (x1 < -50 && x2 < -50 || x1 > width + 50 && x2 > width + 50) continue;
      elbow(a === chosen || b === chosen ? own : view.critical && plan.flags[a] & plan.flags[b] & CRITICAL ? hot : plain, x1, y(ra) + row / 2, out ? 1 : -1, x2, y(rb) + row / 2, into ? 1 : -1);
      drawn++;
    }
    for (const [path, colour, wide] of [[plain, colours.field, 1], [hot, colours.blocked, 1.5], [own, colours.accent, 2]]) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = wide;
      ctx.stroke(path);
    }
  }

  // Out of one end, round the corner, into the other, with an arrow's two strokes.
  function elbow(path, x1, y1, out, x2, y2, into) {
    const a = x1 + out * 7, b = x2 + into * 9;
    path.moveTo(x1, y1);
    path.lineTo(a, y1);
    if (out > 0 && into < 0 && b >= a) path.lineTo(a, y2);
    else if (out === into) { const far = out > 0 ? Math.max(a, b) : Math.min(a, b); path.lineTo(far, y1); path.lineTo(far, y2); }
    else { const between = y2 > y1 ? y2 - row / 2 : y2 + row / 2; path.lineTo(a, between); path.lineTo(b, between); path.lineTo(b, y2); }
    path.lineTo(x2, y2);
    path.moveTo(x2 + into * 5, y2 - 3.5);
    path.lineTo(x2, y2);
    path.lineTo(x2 + into * 5, y2 + 3.5);
  }

  function today() {
    const at = x(view.utc + plan.parties[0].offset);
    if (at < 0 || at > width) return;
    ctx.fillStyle = colours.accent;
    ctx.fillRect(at - .75, HEAD, 1.5, height);
  }

  // The progress line: for each task the point its progress has reached; left of today is behind, right of it ahead.
  function frontLine() {
    ctx.beginPath();
    let begun = false;
    for (let k = first; k <= last; k++) {
      const i = plan.rows[k];
      if (plan.kind[i] !== TASK || plan.parents[i] || !plan.to[i] || plan.status[i] === CANCELLED) continue;
      const now = plan.nowOf(i, view.utc), share = plan.done[i];
      const settled = !plan.open(i) || plan.from[i] > now && share === 0;
      const at = x(settled ? now : plan.from[i] + (plan.to[i] - plan.from[i]) * share);
      if (begun) ctx.lineTo(at, y(k) + row / 2); else ctx.moveTo(at, y(k) + row / 2);
      begun = true;
    }
    ctx.strokeStyle = colours.warn;
    ctx.lineWidth = 2;
    ctx.stroke();
  }

  function ghost() {
    const { row: k, from, to, point } = view.ghost, middle = y(k) + row / 2;
    ctx.strokeStyle = colours.accent;
    ctx.lineWidth = 2;
    ctx.setLineDash([5, 3]);
    if (point) { diamond(x(from), middle, 8, colours.accent, true); }
    else ctx.strokeRect(x(from), middle - 9, Math.max(3, x(to) - x(from)), 18);
    ctx.setLineDash([]);
  }

  function wire() {
    const { from, at, to } = view.wire, i = plan.rows[from];
    ctx.strokeStyle = colours.accent;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.moveTo(x(plan.to[i]), y(from) + row / 2);
    ctx.lineTo(at.x, at.y);
    ctx.stroke();
    if (to >= 0) ctx.strokeRect(1, y(to) + 1, width - 2, row - 2);
  }

  function head({ upper, lower }) {
    ctx.fillStyle = colours.surface;
    ctx.fillRect(0, 0, width, HEAD);
    ctx.textBaseline = "middle";
    const now = Math.floor((view.utc + plan.parties[0].offset) / DAY);
    upper.forEach(([day, text], k) => {
      const at = (day - origin) * px - left, end = k + 1 < upper.length ? (upper[k + 1][0] - origin) * px - left : Infinity;
      ctx.fillStyle = colours.border;
      ctx.fillRect(Math.round(at), 0, 1, HEAD / 2);
      ctx.font = "600 12px " + colours.font;
      ctx.fillStyle = colours.ink;
      const wide = ctx.measureText(text).width, place = Math.max(6, at + 6); // it stays in view while its month does
      if (Math.min(place, end - wide - 8) > at) ctx.fillText(text, Math.min(place, end - wide - 8), HEAD / 4 + 1);
    });
    ctx.font = "11px " + colours.font;
    for (const [day, text] of lower) {
      const at = (day - origin) * px - left, here = px >= 26 && day === now;
      ctx.fillStyle = colours.border;
      ctx.fillRect(Math.round(at), HEAD / 2, 1, HEAD / 2);
      if (here) { ctx.fillStyle = colours["accent-soft"]; ctx.fillRect(at + 1, HEAD / 2, px - 1, HEAD / 2); }
      ctx.fillStyle = here ? colours.accent : colours["ink-2"];
      ctx.fillText(text, at + 4, HEAD * .75 + 1);
    }
    ctx.fillStyle = colours.border;
    ctx.fillRect(0, HEAD - 1, width, 1);
    ctx.fillRect(0, HEAD / 2, width, 1);
  }
}
