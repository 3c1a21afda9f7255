// The plan over time: <gantt-chart data-plan data-changes data-edit> holds the frame; rows and bars exist only where they are seen.
//   ↑ ↓ Home End PageUp PageDown row     → ← unfold, fold     Enter opens the task, Space shows it     Ctrl-Z takes back
//   Alt → ← a day later, earlier         Alt Shift → ← a day longer, shorter     L links     T today     + − zoom
// Edits are cells of the plan's table (start, finish), each row with the version it was seen in; the server's answer is fetched as what changed.
import { CANCELLED, CRITICAL, DAY, GanttPlan, MANUAL, MILESTONE, STATUSES, TASK, UNKNOWN } from "./gantt-plan.js";
import { coloursOf, HEAD, paint } from "./gantt-paint.js";
import { askSlip, movedWith } from "./slip.js";
import { language, now, word as common } from "./words.js";

const ZOOMS = { day: 40, week: 16, month: 5, quarter: 1.7 };
const LINKS = ["FS", "SS", "FF", "SF"];

class GanttChart extends HTMLElement {
  connectedCallback() {
    if (!this.undo) {
      this.undo = [];
      this.away = []; // whose edits are on their way
      this.addEventListener("click", this);
      this.addEventListener("change", this);
      this.addEventListener("keydown", this);
      this.addEventListener("dblclick", this);
      this.addEventListener("input", this);
    }
    this.onPage = () => this.isConnected && this.begin();
    this.onNews = () => { if (document.hidden) this.behind = true; else this.hear(); };
    this.onSeen = () => { if (!document.hidden && this.behind) { this.behind = false; this.refresh(); } };
    document.addEventListener("visibilitychange", this.onSeen);
    this.onLeave = () => { this.kept = this.view?.scrollLeft; };
    document.addEventListener("htmx:beforeSwap", this.onLeave);
    this.onTake = event => this.take(event);
    document.addEventListener("click", this.onTake, true);
    this.onTheme = new MutationObserver(() => this.recolour());
    this.onTheme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.onDark = () => this.recolour();
    this.dark.addEventListener("change", this.onDark);
    document.addEventListener("meridian:page", this.onPage);
    document.addEventListener("meridian:news", this.onNews);
    this.tick = setInterval(() => this.draw(), 60_000);
    this.begin();
  }

  disconnectedCallback() {
    this.onTheme.disconnect();
    this.sizes?.disconnect();
    this.dark.removeEventListener("change", this.onDark);
    document.removeEventListener("meridian:page", this.onPage);
    document.removeEventListener("meridian:news", this.onNews);
    document.removeEventListener("visibilitychange", this.onSeen);
    clearTimeout(this.waitingNews);
    clearTimeout(this.waitingAround);
    this.waitingAround = undefined;
    document.removeEventListener("click", this.onTake, true);
    document.removeEventListener("htmx:beforeSwap", this.onLeave);
    clearInterval(this.tick);
  }

  handleEvent(event) {
    if (event.type === "keydown") this.key(event);
    else if (event.type === "click") this.click(event);
    else if (event.type === "dblclick") this.doubled(event);
    else if (event.type === "input" && event.target.matches("[data-seek]")) this.seek();
    else if (event.type === "change") this.changed(event);
  }

  // ---- beginning: the frame may be new (first page) or the same after a navigation that only changed the filter

  async begin() {
    this.view = this.one("view");
    this.space = this.one("space");
    this.stage = this.one("stage");
    this.tree = this.one("tree");
    this.list = this.one("rows");
    this.canvas = this.one("canvas");
    this.tip = this.one("tip");
    this.ctx = this.canvas.getContext("2d", { alpha: false });
    this.list.replaceChildren();
    this.pool = [];
    this.readAddress();
    this.listen();
    this.recolour();
    if (this.plan && this.loaded === this.dataset.plan) { // the frame was made anew around it
      const left = this.kept ?? 0;
      this.measure();
      this.filter();
      this.view.scrollLeft = left;
      this.readBaseline();
      this.one("wait").hidden = true;
      await this.refresh();
      return;
    }
    this.loaded = this.dataset.plan;
    this.plan = null;
    try {
      const answer = await fetch(this.dataset.plan);
      if (!answer.ok) throw new Error(String(answer.status));
      this.plan = new GanttPlan(await answer.json());
    } catch {
      this.one("wait").textContent = this.word("not_loaded");
      return;
    }
    if (this.query.get("closed")) for (const number of this.query.get("closed").split(".")) this.plan.closed.add(Number(number));
    this.extent();
    this.filter();
    this.readBaseline();
    this.one("wait").hidden = true;
    this.open();
    this.draw();
    this.dispatchEvent(new CustomEvent("gantt:ready", { bubbles: true }));
    performance.mark("gantt-ready");
    this.dataset.ready = "";
  }

  readAddress() {
    this.query = new URLSearchParams(location.search);
    const zoom = this.query.get("zoom");
    if (!this.plan || zoom) this.px = ZOOMS[zoom] ?? this.px ?? ZOOMS.week;
    this.shown = { links: this.query.get("links") !== "0", critical: this.query.get("critical") === "1", front: this.query.get("front") === "1" };
    this.selected ??= null; // the number of the chosen row
    this.origin ??= 0;
    for (const box of this.querySelectorAll("[data-show]")) box.checked = this.shown[box.dataset.show];
    this.showZoom();
  }

  /** The address says what is seen, so that it can be passed on. */
  writeAddress() {
    const query = new URLSearchParams(location.search), set = (name, value) => value ? query.set(name, value) : query.delete(name);
    const zoom = Object.entries(ZOOMS).reduce((a, b) => Math.abs(Math.log(a[1] / this.px)) <= Math.abs(Math.log(b[1] / this.px)) ? a : b)[0];
    set("zoom", zoom === "week" ? "" : zoom);
    set("links", this.shown.links ? "" : "0");
    set("critical", this.shown.critical ? "1" : "");
    set("front", this.shown.front ? "1" : "");
    set("baseline", this.query.get("baseline") ?? "");
    set("closed", [...this.plan.closed].slice(0, 60).join("."));
    const text = query.toString();
    history.replaceState(history.state, "", location.pathname + (text ? "?" + text : ""));
    this.query = query;
    document.dispatchEvent(new CustomEvent("meridian:address"));
  }

  listen() {
    if (this.heard === this.view) return;
    this.heard = this.view;
    this.view.addEventListener("scroll", () => this.soon(), { passive: true });
    this.view.addEventListener("wheel", event => this.wheel(event), { passive: false });
    for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"]) this.canvas.addEventListener(type, event => this.point(event));
    this.canvas.addEventListener("mousedown", event => event.preventDefault()); // the focus stays with the rows
    this.canvas.addEventListener("touchstart", event => this.pinch(event), { passive: false });
    this.canvas.addEventListener("touchmove", event => this.pinch(event), { passive: false });
    const split = this.one("split");
    split.addEventListener("pointerdown", event => this.splitting(event));
    this.sizes?.disconnect();
    this.sizes = new ResizeObserver(() => this.measure());
    this.sizes.observe(this.view);
  }

  recolour() {
    this.colours = coloursOf(this);
    this.draw();
  }

  // ---- size and place

  measure() {
    this.width = this.view.clientWidth;
    this.height = this.view.clientHeight;
    this.narrow = this.width < 640;
    this.row = this.narrow ? 40 : 30;
    let kept = null;
    try { kept = Number(localStorage.getItem("gantt-left")); } catch { /* private mode */ }
    const wide = this.narrow ? this.width * .4 : kept || Math.min(520, this.width * .4);
    this.left = Math.round(Math.min(this.width - 120, Math.max(110, wide)));
    this.stage.style.width = this.width + "px";
    this.stage.style.height = this.height + "px";
    this.style.setProperty("--gantt-left", this.left + "px");
    this.style.setProperty("--gantt-row", this.row + "px");
    this.toggleAttribute("data-slim", this.left < 330);
    this.one("split").setAttribute("aria-valuenow", String(Math.round(100 * this.left / this.width)));
    const sharp = this.sharp = Math.min(2, devicePixelRatio || 1);
    this.canvas.width = (this.width - this.left) * sharp;
    this.canvas.height = this.height * sharp;
    this.canvas.style.width = this.width - this.left + "px";
    this.canvas.style.height = this.height + "px";
    this.pool = [];
    this.list.replaceChildren();
    this.resize();
    this.draw();
  }

  resize() {
    if (!this.plan || !this.width) return;
    this.space.style.width = this.left + Math.max(this.width - this.left, (this.end - this.origin) * this.px) + "px";
    this.space.style.height = HEAD + Math.max(1, this.plan.rows.length) * this.row + 8 + "px";
  }

  /** The days that can be scrolled to: some before the plan, some behind it. It only grows, so that nothing jumps. */
  extent() {
    const today = Math.floor(this.utc() / DAY), first = Math.min(today, Math.floor((this.plan.first || today * DAY) / DAY)) - 45, last = Math.max(today, Math.ceil((this.plan.last || today * DAY) / DAY)) + 120;
    const grew = this.origin && first < this.origin ? this.origin - first : 0;
    if (!this.origin || first < this.origin) this.origin = first;
    this.end = Math.max(this.end ?? 0, last);
    this.resize();
    if (grew && this.view) this.view.scrollLeft += grew * this.px;
  }

  utc() { return now() / 60_000; }

  toDay(day, share = .5) {
    if (!this.width) this.measure();
    this.view.scrollLeft = (day - this.origin) * this.px - (this.width - this.left) * share;
  }

  /** Opens at the first work that is still open: its bars, and today beside them where there is room for both. */
  open() {
    if (!this.width) this.measure();
    const plan = this.plan, fits = Math.max(1, Math.floor((this.height - HEAD) / this.row)), first = plan.firstOpen();
    if (first >= fits - 1) {
      const above = plan.parent[plan.rows[first]], top = above >= 0 && first - plan.place[above] < fits / 2 ? plan.place[above] : first - 1;
      this.view.scrollTop = Math.max(0, top) * this.row;
    }
    const top = Math.floor(this.view.scrollTop / this.row), seen = [...plan.rows.subarray(top, top + fits)].filter(i => plan.to[i] && !plan.summary(i));
    const today = (this.utc() + plan.parties[0].offset) / DAY, room = (this.width - this.left) / this.px;
    if (!seen.length) { this.toDay(Math.floor(today), .35); return; }
    const from = i => plan.from[i] / DAY, to = i => plan.to[i] / DAY, low = Math.min(...seen.map(from)), high = Math.max(...seen.map(to));
    const begin = Math.min(low, today), span = Math.max(high, today) - begin;
    if (span <= room * .95) this.toDay(begin, Math.min(.2, (room - span) / room / 2));
    else if (seen.some(i => to(i) > today - room * .35 && from(i) < today + room * .6)) this.toDay(today, .35);
    else this.toDay(from(seen.find(i => plan.open(i)) ?? seen[0]), .1);
  }

  /** So many pixels a day; the day beneath a point of the chart stays where it is. */
  zoom(px, point) {
    px = Math.min(80, Math.max(.6, px));
    if (!this.plan || px === this.px) return;
    const at = point ?? this.anchor();
    const day = this.origin + (this.view.scrollLeft + at) / this.px;
    this.px = px;
    this.resize();
    this.view.scrollLeft = (day - this.origin) * px - at;
    this.showZoom();
    this.draw();
    clearTimeout(this.zooming);
    this.zooming = setTimeout(() => this.writeAddress(), 300);
  }

  /** What stays in its place where nobody points: the chosen row’s bar, else today, if it is in view; else the middle. */
  anchor() {
    const wide = this.width - this.left, i = this.chosen(), place = minutes => (minutes / DAY - this.origin) * this.px - this.view.scrollLeft;
    const places = [i >= 0 && this.plan.to[i] ? place(this.plan.from[i]) : -1, place(this.utc() + this.plan.parties[0].offset)];
    return places.find(x => x >= 0 && x <= wide) ?? wide / 2;
  }

  showZoom() {
    for (const button of this.querySelectorAll("[data-zoom]")) button.setAttribute("aria-pressed", String(Math.abs(ZOOMS[button.dataset.zoom] - this.px) < .01));
  }

  soon() { this.frame ??= requestAnimationFrame(() => { this.frame = null; this.render(); }); }
  draw() { this.stale = true; this.soon(); }

  // ---- drawing

  render() {
    if (!this.plan || !this.width) return;
    const top = this.view.scrollTop, left = this.view.scrollLeft, plan = this.plan, row = this.row;
    const count = Math.ceil((this.height - HEAD) / row) + 2, first = Math.min(Math.max(0, Math.floor(top / row)), Math.max(0, plan.rows.length - 1));
    while (this.pool.length < count) this.pool.push(this.makeRow());
    this.list.style.transform = `translateY(${-top}px)`;
    const chosen = this.selectedPlace();
    this.tree.toggleAttribute("data-chosen", chosen >= first && chosen < first + count);
    for (let k = first; k < first + count; k++) this.fill(this.pool[k % this.pool.length], k < plan.rows.length ? k : -1);
    this.stale = false;
    this.look ??= {};
    Object.assign(this.look, {
      width: this.width - this.left, height: this.height, left, top, px: this.px, origin: this.origin, row, utc: this.utc(), narrow: this.narrow || this.left < 160,
      selected: chosen, hover: this.hover ?? -1, ghost: this.ghost(), wire: this.drag?.kind === "link" ? this.drag.wire : null,
      links: this.shown.links, critical: this.shown.critical, front: this.shown.front, baseline: this.then,
    });
    this.ctx.setTransform(this.sharp, 0, 0, this.sharp, 0, 0);
    paint(this.ctx, plan, this.look, this.colours, this.labels());
  }

  // Texts live in nodes that stay, so that a row that shows another task is neither built nor styled anew.
  makeRow() {
    const row = document.createElement("div");
    row.className = "gantt-row";
    row.setAttribute("role", "row");
    row.id = "gantt-row-" + this.pool.length;
    row.innerHTML = `<div role="gridcell" class="title"><span class="fold" data-fold></span><span class="mark" aria-hidden="true"></span><span class="cut"></span></div><div role="gridcell" class="party cut"></div><div role="gridcell" class="num"></div><div role="gridcell" class="num finish"></div>`;
    const text = element => element.appendChild(document.createTextNode(""));
    row.parts = { cell: row.firstChild, fold: text(row.querySelector(".fold")), mark: text(row.querySelector(".mark")), title: text(row.querySelector(".title .cut")), party: text(row.children[1]), start: text(row.children[2]), finish: text(row.children[3]) };
    row.worn = {};
    this.list.append(row);
    return row;
  }

  fill(row, k) {
    const chosen = k >= 0 && this.plan.number[this.plan.rows[k]] === this.selected;
    if (row.at === k && !this.stale && row.chosen === chosen) return;
    row.at = k;
    row.chosen = chosen;
    if (row.hidden !== k < 0) row.hidden = k < 0;
    if (k < 0) return;
    const plan = this.plan, i = plan.rows[k], parts = row.parts, folds = plan.parents[i] === 1, closed = plan.closed.has(plan.number[i]), late = plan.late(i, this.utc());
    const wear = (name, value, put) => { if (row.worn[name] !== value) put(row.worn[name] = value); }, write = (node, text) => { if (node.data !== text) node.data = text; };
    wear("place", k * this.row, y => { row.style.transform = `translateY(${y}px)`; });
    wear("class", "gantt-row " + ["phase", "package", "task"][plan.kind[i]] + (plan.status[i] === CANCELLED ? " cancelled" : "") + (late ? " overdue" : "") + (chosen ? " chosen" : ""), name => { row.className = name; });
    wear("index", k + 2, index => row.setAttribute("aria-rowindex", String(index)));
    wear("level", plan.depth[i] + 1, level => row.setAttribute("aria-level", String(level)));
    wear("selected", chosen, selected => row.setAttribute("aria-selected", String(selected)));
    wear("expanded", folds ? !closed : null, open => { if (open === null) row.removeAttribute("aria-expanded"); else row.setAttribute("aria-expanded", String(open)); });
    wear("indent", 8 + plan.depth[i] * (this.narrow ? 8 : 16), left => { parts.cell.style.paddingLeft = left + "px"; });
    write(parts.fold, folds ? closed ? "▸" : "▾" : "");
    write(parts.mark, plan.flags[i] & MILESTONE ? "◆ " : "");
    write(parts.title, plan.title[i]);
    write(parts.party, plan.parties[plan.party[i]].name);
    write(parts.start, plan.to[i] ? this.day(plan.from[i]) : "");
    write(parts.finish, plan.to[i] ? this.day(plan.to[i] - 1) + (late ? " " + this.word("late") : "") : "");
  }

  day(minutes) {
    const number = Math.floor(minutes / DAY), year = new Date(now()).getUTCFullYear();
    if (this.days?.year !== year) this.days = { year, texts: new Map() };
    let text = this.days.texts.get(number);
    if (text === undefined) {
      const date = new Date(number * 864e5).toISOString().slice(0, 10);
      this.days.texts.set(number, text = date.slice(0, 4) === String(year) ? date.slice(5) : date);
    }
    return text;
  }

  labels() {
    if (this.made?.language === language()) return this.made;
    const lang = language(), zh = lang.startsWith("zh"), on = (options) => { const format = new Intl.DateTimeFormat(lang, { timeZone: "UTC", ...options }), kept = new Map(); return day => { let text = kept.get(day); if (text === undefined) kept.set(day, text = format.format(day * 864e5)); return text; }; };
    const dom = on({ day: "numeric" }), weekday = on({ weekday: zh ? "narrow" : "short" }), monthDay = on({ month: "numeric", day: "numeric" });
    return this.made = {
      language: lang,
      month: on({ year: "numeric", month: "long" }), shortMonth: on({ month: "short" }),
      day: (day, roomy) => (zh ? dom(day).replace("日", "") : dom(day)) + (roomy ? " " + weekday(day) : ""),
      week: day => zh ? monthDay(day) : monthDay(day),
    };
  }

  /** Where the rows stood in the chosen baseline. */
  async readBaseline() {
    const id = this.query.get("baseline") ?? "", select = this.one("baseline");
    this.then = null;
    if (select) select.value = id;
    if (select?.value) {
      const answer = await fetch(this.dataset.baselines + id);
      if (!answer.ok || id !== this.query.get("baseline")) return;
      const { number, start, finish } = await answer.json();
      this.frozen = { id, number, start, finish };
    } else this.frozen = null;
    this.lay();
    this.draw();
  }

  /** The baseline's dates beside the rows as they stand now. */
  lay() {
    if (!this.frozen) { this.then = null; return; }
    const { number, start, finish } = this.frozen, from = new Int32Array(this.plan.size), to = new Int32Array(this.plan.size);
    number.forEach((each, k) => {
      const i = this.plan.at.get(each);
      if (i === undefined) return;
      to[i] = finish[k] ? this.plan.flags[i] & MILESTONE ? finish[k] - (finish[k] % DAY === DAY - 1 ? DAY / 2 - 1 : 0) : finish[k] + 1 : start[k] ? start[k] + DAY : 0;
      from[i] = start[k] || (finish[k] ? finish[k] - finish[k] % DAY : 0);
    });
    this.then = { from, to };
  }

  // ---- choosing a row

  selectedPlace() { const i = this.selected === null ? undefined : this.plan.at.get(this.selected); return i === undefined || this.plan.rows[this.plan.place[i]] !== i ? -1 : this.plan.place[i]; }
  chosen() { const k = this.selectedPlace(); return k < 0 ? -1 : this.plan.rows[k]; }

  choose(k, say = true) {
    if (!this.plan?.rows.length) return;
    this.flush();
    k = Math.min(this.plan.rows.length - 1, Math.max(0, k));
    const i = this.plan.rows[k];
    this.selected = this.plan.number[i];
    const top = k * this.row, room = this.height - HEAD;
    if (top < this.view.scrollTop) this.view.scrollTop = top;
    else if (top + this.row > this.view.scrollTop + room) this.view.scrollTop = top + this.row - room;
    if (this.plan.to[i]) {
      const x1 = (this.plan.from[i] / DAY - this.origin) * this.px, x2 = (this.plan.to[i] / DAY - this.origin) * this.px, wide = this.width - this.left;
      if (say && (x2 < this.view.scrollLeft + 20 || x1 > this.view.scrollLeft + wide - 20)) this.view.scrollLeft = Math.max(0, x1 - wide / 4);
    }
    this.draw();
    this.acts();
    this.render();
    const row = this.pool[k % this.pool.length];
    this.tree.setAttribute("aria-activedescendant", row.id);
  }

  /** What can be done with the chosen row. */
  acts() {
    const i = this.chosen(), edit = i >= 0 && this.movable(i);
    for (const button of this.querySelectorAll("[data-act]")) {
      const act = button.dataset.act;
      if (act === "undo") button.disabled = !this.undo.length;
      else if (["earlier", "later", "shorter", "longer"].includes(act)) button.disabled = !edit;
      else if (act === "link" || act === "open" || act === "sheet") button.disabled = i < 0;
    }
  }

  movable(i) { return this.plan.mayEdit(i) && !this.plan.summary(i) && this.plan.status[i] < 3; }

  // ---- keys

  key(event) {
    if (event.key === "Enter" && !event.isComposing && event.target.matches("[data-seek]")) { event.preventDefault(); this.querySelector("#gantt-link input[name=before]")?.click(); return; } // the first that was found
    if (event.target.closest("dialog") || event.target.matches("input, select") || event.isComposing) return;
    const { key, altKey, shiftKey } = event, ctrl = event.ctrlKey || event.metaKey;
    if (event.target.matches("[data-split]")) { if (key === "ArrowLeft" || key === "ArrowRight") { event.preventDefault(); this.keepLeft(this.left + (key === "ArrowLeft" ? -24 : 24)); } return; }
    if (ctrl && key.toLowerCase() === "z") { event.preventDefault(); this.takeBack(); return; }
    if (event.target !== this.tree || !this.plan) return;
    const here = this.selectedPlace(), page = Math.max(1, Math.floor((this.height - HEAD) / this.row) - 1);
    const act = altKey && (key === "ArrowRight" || key === "ArrowLeft") ? () => this.nudge(key === "ArrowRight" ? 1 : -1, shiftKey)
      : altKey || ctrl ? null
      : key === "ArrowDown" ? () => this.choose(here + 1) : key === "ArrowUp" ? () => this.choose(here - 1)
      : key === "PageDown" ? () => this.choose(here + page) : key === "PageUp" ? () => this.choose(here - page)
      : key === "Home" ? () => this.choose(0) : key === "End" ? () => this.choose(this.plan.rows.length - 1)
      : key === "ArrowRight" ? () => this.unfold(here) : key === "ArrowLeft" ? () => this.foldUp(here)
      : key === "Enter" ? () => this.openTask() : key === " " ? () => this.sheet()
      : key === "Escape" ? () => this.drop()
      : key.toLowerCase() === "l" ? () => this.linkDialog() : key.toLowerCase() === "t" ? () => this.act("today")
      : key === "+" || key === "=" ? () => this.zoom(this.px * 1.4) : key === "-" ? () => this.zoom(this.px / 1.4) : null;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  unfold(k) {
    const i = this.plan.rows[k];
    if (i === undefined || !this.plan.parents[i]) return;
    if (this.plan.closed.has(this.plan.number[i])) this.fold(i); else this.choose(k + 1);
  }

  foldUp(k) {
    const i = this.plan.rows[k];
    if (i === undefined) return;
    if (this.plan.parents[i] && !this.plan.closed.has(this.plan.number[i])) this.fold(i);
    else if (this.plan.parent[i] >= 0) this.choose(this.plan.place[this.plan.parent[i]]);
  }

  fold(i) {
    const number = this.plan.number[i];
    if (!this.plan.closed.delete(number)) this.plan.closed.add(number);
    this.anchored(() => this.plan.show());
    this.writeAddress();
  }

  /** Rows come and go above what is looked at: it stays where it is. */
  anchored(change) {
    const top = this.view.scrollTop, at = Math.floor(top / this.row), shift = top - at * this.row, number = this.plan.rows.length ? this.plan.number[this.plan.rows[Math.min(at, this.plan.rows.length - 1)]] : -1;
    change();
    this.resize();
    const i = this.plan.at.get(number), k = i === undefined ? -1 : this.plan.place[i];
    if (k >= 0 && at > 0) this.view.scrollTop = k * this.row + shift;
    this.tree.setAttribute("aria-rowcount", String(this.plan.rows.length + 1));
    this.one("none").hidden = this.plan.rows.length > 0;
    this.acts();
    this.draw();
  }

  filter() {
    this.query = new URLSearchParams(location.search);
    this.anchored(() => this.plan.filter(this.query, this.dataset.code, this.utc()));
  }

  // ---- clicks and menus

  click(event) {
    const act = event.target.closest("[data-act]"), zoom = event.target.closest("[data-zoom]"), row = event.target.closest(".gantt-row");
    if (zoom) this.zoom(ZOOMS[zoom.dataset.zoom]);
    else if (act) this.act(act.dataset.act, act);
    else if (row && row.at >= 0) {
      const i = this.plan.rows[row.at];
      if (event.target.closest("[data-fold]") && this.plan.parents[i]) { this.fold(i); return; }
      this.tree.focus({ preventScroll: true });
      this.choose(row.at);
      if (this.narrow) this.sheet();
    }
  }

  doubled(event) {
    const row = event.target.closest(".gantt-row");
    if (row?.at >= 0) { this.choose(row.at); this.openTask(); }
  }

  act(act, button) {
    if (!this.plan) return;
    if (act === "today") { this.toDay(Math.floor((this.utc() + this.plan.parties[0].offset) / DAY)); this.draw(); }
    else if (act === "in") this.zoom(this.px * 1.5);
    else if (act === "out") this.zoom(this.px / 1.5);
    else if (act === "earlier" || act === "later") this.nudge(act === "later" ? 1 : -1, false);
    else if (act === "shorter" || act === "longer") this.nudge(act === "longer" ? 1 : -1, true);
    else if (act === "undo") this.takeBack();
    else if (act === "open") this.openTask();
    else if (act === "sheet") this.sheet();
    else if (act === "link") this.linkDialog();
    else if (act === "unlink") this.unlink(button.dataset.link);
  }

  changed(event) {
    const { target } = event;
    if (target.matches("[data-show]")) { this.shown[target.dataset.show] = target.checked; this.writeAddress(); this.draw(); }
    else if (target.matches("[data-level]") && target.value) { this.anchored(() => this.plan.foldTo(Number(target.value))); this.writeAddress(); target.value = ""; }
    else if (target.matches("[data-baseline]")) { this.query.set("baseline", target.value); this.writeAddress(); this.readBaseline(); }
  }

  openTask() {
    const i = this.chosen();
    if (i < 0) return;
    const link = this.one("open");
    link.href = this.dataset.tasks + this.plan.number[i];
    link.click();
  }

  sheet() {
    const i = this.chosen();
    if (i < 0) return;
    const plan = this.plan, dialog = this.querySelector("#gantt-sheet"), set = (name, text) => { const place = dialog.querySelector(`[data-fact="${name}"]`); place.textContent = text || "—"; };
    dialog.querySelector("h2").textContent = plan.title[i];
    set("number", this.dataset.code + "-" + plan.number[i]);
    set("party", plan.parties[plan.party[i]].name);
    set("owner", plan.owner[i] < 0 ? "" : plan.people[plan.owner[i]].name);
    set("dates", this.span(i));
    set("status", plan.summary(i) ? "" : this.word(STATUSES[plan.status[i]]));
    set("progress", Math.round(plan.done[i] * 100) + "%");
    set("slack", plan.slack[i] === UNKNOWN || plan.summary(i) ? "" : this.slack(i));
    const link = dialog.querySelector("[data-to-task]");
    link.href = this.dataset.tasks + plan.number[i];
    dialog.showModal();
  }

  slack(i) {
    const days = Math.round(this.plan.slack[i] / 48) / 10;
    return this.word("days").replace("{0}", days) + (this.plan.flags[i] & CRITICAL ? " · " + this.word("critical") : "");
  }

  span(i) { return this.plan.to[i] ? this.plan.flags[i] & MILESTONE ? this.day(this.plan.from[i]) : this.day(this.plan.from[i]) + " – " + this.day(this.plan.to[i] - 1) : this.word("no_dates"); }

  // ---- pointing at the chart

  where(event) {
    const box = this.canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    const k = y < HEAD ? -1 : Math.floor((y - HEAD + this.view.scrollTop) / this.row);
    return { x, y, k: k < this.plan.rows.length ? k : -1, minutes: (this.origin + (this.view.scrollLeft + x) / this.px) * DAY };
  }

  /** Which part of the row's bar lies beneath the point: left, right, move, link; nothing beside it. */
  hit({ x, k }, reach = 7) {
    if (k < 0) return null;
    const i = this.plan.rows[k], at = minutes => (minutes / DAY - this.origin) * this.px - this.view.scrollLeft;
    if (!this.plan.to[i]) return null;
    const x1 = at(this.plan.from[i]), x2 = Math.max(at(this.plan.to[i]), x1 + 2), milestone = this.plan.flags[i] & MILESTONE;
    if (milestone) return Math.abs(x - x1) <= 10 ? "move" : x > x1 && x < x1 + 20 ? "link" : null;
    if (x >= x2 + 3 && x <= x2 + 14) return "link";
    if (x < x1 - 3 || x > x2 + 3) return null;
    if (x2 - x1 > 16 && x < x1 + reach) return "left";
    if (x > x2 - (x2 - x1 > 10 ? reach : 3)) return "right";
    return "move";
  }

  point(event) {
    if (!this.plan) return;
    if (event.type === "pointerdown") this.down(event);
    else if (event.type === "pointermove") this.moved(event);
    else if (event.type === "pointerup") this.up(event);
    else if (event.type === "pointercancel") this.drop();
    else if (!this.drag) { this.hover = -1; this.tip.hidden = true; this.soon(); }
  }

  down(event) {
    if (event.button !== 0) return;
    const at = this.where(event), part = this.hit(at), i = at.k < 0 ? -1 : this.plan.rows[at.k];
    this.flush();
    this.tip.hidden = true;
    if (event.pointerType === "touch") { this.drag = { kind: "tap", at }; return; } // one finger scrolls
    this.canvas.setPointerCapture(event.pointerId);
    this.tree.focus({ preventScroll: true });
    if (part && i >= 0 && (part === "link" ? this.dataset.link !== undefined && this.plan.mayEdit(i) : this.movable(i))) {
      this.drag = { kind: part, at, number: this.plan.number[i], version: this.plan.version[i], days: 0, base: this.base(i), wire: { from: at.k, at, to: -1 } };
    } else if (i >= 0 && !this.plan.to[i] && this.movable(i)) {
      this.drag = { kind: "draw", at, number: this.plan.number[i], version: this.plan.version[i], from: at.minutes, to: at.minutes };
    } else {
      this.drag = { kind: "pan", at, left: this.view.scrollLeft, top: this.view.scrollTop, x: event.clientX, y: event.clientY };
    }
  }

  moved(event) {
    const at = this.where(event), drag = this.drag;
    if (!drag) { this.hovering(at, event); return; }
    if (Math.abs(at.x - drag.at.x) + Math.abs(at.y - drag.at.y) > 3) drag.far = true;
    if (!drag.far) return;
    if (drag.kind === "pan") { this.view.scrollLeft = drag.left - (event.clientX - drag.x); this.view.scrollTop = drag.top - (event.clientY - drag.y); return; }
    if (drag.kind === "link") { drag.wire.at = at; drag.wire.to = at.k !== drag.wire.from ? at.k : -1; }
    else if (drag.kind === "draw") { drag.from = Math.min(drag.at.minutes, at.minutes); drag.to = Math.max(drag.at.minutes, at.minutes); }
    else if (drag.kind !== "tap") drag.days = Math.round((at.minutes - drag.at.minutes) / DAY);
    this.edge(event);
    const span = this.dragged();
    if (span) this.tell(event, this.day(span.start) + " – " + this.day(span.finish));
    this.draw();
  }

  // Near the edge the chart goes on beneath the pointer.
  edge(event) {
    const box = this.canvas.getBoundingClientRect(), x = event.clientX - box.left;
    const by = x < 24 ? -12 : x > box.width - 24 ? 12 : 0;
    if (by) this.view.scrollLeft += by;
  }

  up(event) {
    const drag = this.drag, span = this.dragged();
    this.drag = null;
    this.tip.hidden = true;
    if (!drag) return;
    if (!drag.far) {
      if (drag.at.k >= 0) { this.choose(drag.at.k, false); if (drag.kind === "tap") this.sheet(); }
    } else if (drag.kind === "link") {
      const to = drag.wire.to;
      if (to >= 0) this.link(drag.number, this.plan.number[this.plan.rows[to]], "FS", "");
    } else if (span) {
      this.selected = drag.number;
      this.commit({ kind: drag.kind, number: drag.number, version: drag.version, ...span });
    }
    this.acts();
    this.draw();
  }

  drop() {
    this.drag = null;
    this.pending = null;
    clearTimeout(this.waiting);
    this.tip.hidden = true;
    this.draw();
  }

  hovering(at, event) {
    const part = this.hit(at), i = at.k < 0 ? -1 : this.plan.rows[at.k], may = part && this.movable(i);
    this.canvas.style.cursor = !part ? "default" : part === "link" ? this.plan.mayEdit(i) ? "crosshair" : "default" : !may ? "pointer" : part === "move" ? "grab" : "ew-resize";
    if (this.hover !== at.k) { this.hover = at.k; this.soon(); }
    if (!part || i < 0) { this.tip.hidden = true; return; }
    const lines = [this.plan.title[i], this.span(i), [this.plan.parties[this.plan.party[i]].name, this.plan.owner[i] < 0 ? "" : this.plan.people[this.plan.owner[i]].name].filter(Boolean).join(" · ")];
    if (!this.plan.summary(i)) lines.push(this.word(STATUSES[this.plan.status[i]]) + " " + Math.round(this.plan.done[i] * 100) + "%" + (this.plan.slack[i] === UNKNOWN ? "" : " · " + this.word("slack") + " " + this.slack(i)));
    this.tell(event, lines.filter(Boolean).join("\n"));
  }

  tell(event, text) {
    const box = this.stage.getBoundingClientRect();
    this.tip.textContent = text;
    this.tip.hidden = false;
    this.tip.style.left = Math.min(event.clientX - box.left + 14, this.width - 230) + "px";
    this.tip.style.top = Math.min(event.clientY - box.top + 18, this.height - 90) + "px";
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = this.canvas.getBoundingClientRect();
    this.zoom(this.px * Math.exp(-event.deltaY / 300), Math.max(0, event.clientX - box.left));
  }

  pinch(event) {
    if (event.touches.length !== 2) { this.spread = null; return; }
    event.preventDefault();
    this.drag = null;
    const [a, b] = event.touches, apart = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), box = this.canvas.getBoundingClientRect();
    if (this.spread) this.zoom(this.px * apart / this.spread, (a.clientX + b.clientX) / 2 - box.left);
    this.spread = apart;
  }

  splitting(event) {
    event.preventDefault();
    const split = event.target, start = event.clientX, was = this.left;
    split.setPointerCapture(event.pointerId);
    split.onpointermove = move => this.keepLeft(was + move.clientX - start);
    split.onpointerup = () => { split.onpointermove = split.onpointerup = null; };
  }

  keepLeft(left) {
    try { localStorage.setItem("gantt-left", String(Math.round(Math.max(110, left)))); } catch { /* for this page only */ }
    this.measure();
  }

  // ---- editing

  /** What a drag or a row's pending keys make of its dates: minutes; the finish is inclusive. Null where nothing changes. */
  dragged() { return this.drag?.far ? this.spanOf(this.drag) : this.pending ? this.spanOf(this.pending) : null; }

  base(i) { return { start: this.plan.start[i], finish: this.plan.finish[i], from: this.plan.from[i], to: this.plan.to[i] }; }

  spanOf({ kind, number, days, from, to, base }) {
    const i = this.plan.at.get(number);
    if (i === undefined || kind === "link" || kind === "pan" || kind === "tap") return null;
    const day = minutes => Math.floor(minutes / DAY) * DAY;
    if (kind === "draw") return { start: day(from), finish: day(to) + DAY - 1 };
    let { start, finish } = base; // as it was seen, whatever has come in since
    if (!start && !finish) { const today = day(this.plan.nowOf(i, this.utc())); return { start: today, finish: today + DAY - 1 }; }
    const by = days * DAY;
    if (!by) return null;
    if (kind === "move") return { start: start && start + by, finish: finish && finish + by };
    start ||= base.from;
    finish ||= base.to - 1;
    if (kind === "left") return { start: Math.min(start + by, day(finish)), finish };
    return { start, finish: Math.max(finish + by, day(start) + DAY - 1) };
  }

  ghost() {
    const of = this.drag?.far ? this.drag : this.pending, span = of && this.dragged();
    if (!span) return null;
    const i = this.plan.at.get(of.number), k = this.plan.place[i];
    const from = span.start || span.finish - span.finish % DAY, to = span.finish ? span.finish + 1 : from + DAY;
    const point = (this.plan.flags[i] & MILESTONE) !== 0;
    return k < 0 ? null : { row: k, from: point ? to - DAY / 2 : from, to, point };
  }

  /** A day by key or button: presses that follow each other become one edit. */
  nudge(days, lengthen, number = this.plan.number[this.chosen()]) {
    const i = this.plan.at.get(number);
    if (i === undefined) return;
    // What becomes of an edit on its way is known when it is back: a day more is a day more than that.
    if (this.away.includes(number)) { this.queue = this.queue.then(() => this.nudge(days, lengthen, number)); return; }
    if (!this.movable(i)) return this.say(this.word(this.plan.summary(i) ? "summary_stays" : this.plan.mayEdit(i) ? "closed_stays" : "read_only"));
    const kind = lengthen ? "right" : "move";
    if (this.pending && (this.pending.kind !== kind || this.pending.number !== number)) this.flush();
    this.pending ??= { kind, number, version: this.plan.version[i], days: 0, base: this.base(i) };
    this.pending.days += days;
    const span = this.dragged();
    this.say(this.plan.title[i] + ": " + (span ? this.day(span.start || span.finish) + " – " + this.day(span.finish || span.start) : this.span(i)));
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.flush(), 700);
    this.draw();
  }

  flush() {
    const pending = this.pending;
    if (!pending) return;
    clearTimeout(this.waiting);
    const span = this.dragged();
    this.pending = null;
    if (span) this.commit({ kind: pending.kind, number: pending.number, version: pending.version, ...span });
  }

  // One after the other; the chart shows the edit at once and what came of it when it is known.
  commit(edit) {
    const i = this.plan.at.get(edit.number), was = { start: this.plan.start[i], finish: this.plan.finish[i], version: this.plan.version[i] };
    this.plan.start[i] = edit.start;
    this.plan.finish[i] = edit.finish;
    this.plan.span();
    this.extent();
    this.draw();
    this.away.push(edit.number);
    return this.queue = (this.queue ?? Promise.resolve()).then(() => this.write(edit, was)).catch(() => this.complain(null)).finally(() => this.back());
  }

  async write(edit, was) {
    const i = this.plan.at.get(edit.number);
    if (i === undefined) return;
    const values = this.typed(i, edit, was);
    const version = this.written === edit.number ? this.plan.version[i] : edit.version; // one's own edit before this one
    // What was shown at once is taken back, unless the row has come anew since.
    const back = () => {
      const now = this.plan.at.get(edit.number);
      if (now === undefined || this.plan.version[now] !== was.version) return;
      this.plan.start[now] = was.start;
      this.plan.finish[now] = was.finish;
      this.plan.span();
      this.draw();
    };
    performance.mark("gantt-edit");
    const answer = await this.cell(i, version, values);
    if (answer === undefined) { back(); this.say(this.span(i)); }
    else if (answer?.ok) {
      this.written = edit.number;
      await this.learn(answer);
      back();
      requestAnimationFrame(() => performance.mark("gantt-edited"));
      this.say(this.word("moved").replace("{0}", this.plan.title[i]).replace("{1}", this.span(i)));
      this.others(answer);
    } else {
      back();
      if (answer?.status === 409) await this.conflict(edit); else await this.complain(answer);
    }
  }

  /** Cells of one row. Undefined where it would have moved what belongs to others and was left. */
  async cell(i, version, values) {
    const send = async slip => {
      const since = this.plan.until, answer = await this.patient(this.send(this.dataset.edit + "/pasting", JSON.stringify({ rows: [{ id: this.plan.id[i], version, values }], behind: null, slip, since }), "application/json"));
      return answer && Object.assign(answer, { since });
    };
    const answer = await send(false);
    if (answer?.status !== 428) return answer;
    if (!await askSlip(this, answer)) return undefined;
    performance.mark("gantt-edit");
    return send(true);
  }

  /** What takes longer than a moment (thousands of tasks move) says that it goes on. */
  async patient(work) {
    const busy = this.one("busy"), soon = setTimeout(() => { busy.hidden = false; }, 400);
    try { return await work; } finally { clearTimeout(soon); busy.hidden = true; }
  }

  /** Others moved with an edit: said, with the way back. */
  others(answer) {
    const moved = movedWith(answer);
    if (!moved) return;
    const text = this.word("moved_with").replace("{0}", moved);
    document.dispatchEvent(new CustomEvent("meridian:tell", { detail: { text, act: { text: this.word("undo"), run: () => this.takeBack() } } }));
    this.say(this.one("say").textContent + " " + text);
  }

  // What is moved keeps its work, so that only one end is said; a new start that keeps the finish is said with the work that is left.
  typed(i, edit, was) {
    const start = edit.start && edit.start !== was.start ? { start: stamp(edit.start) } : {}, finish = edit.finish && edit.finish !== was.finish ? { finish: stamp(edit.finish) } : {};
    const manual = this.plan.flags[i] & MANUAL || !was.start && !was.finish;
    if (manual || edit.kind === "draw") return { ...start, ...finish };
    if (edit.kind === "move") return this.plan.flags[i] & MILESTONE && was.finish || !was.start ? finish : start;
    if (edit.kind === "left") { const days = this.plan.workingDays(i, edit.start, edit.finish); return days ? { ...start, duration: days + "d" } : { ...start, ...finish }; }
    return finish;
  }

  async conflict(edit) {
    this.written = null;
    await this.refresh();
    const i = this.plan.at.get(edit.number);
    if (i === undefined) return this.say(this.word("changed"));
    const dialog = this.querySelector("#gantt-conflict");
    dialog.querySelector("[data-theirs]").textContent = this.span(i);
    dialog.querySelector("[data-mine]").textContent = this.day(edit.start || edit.finish) + " – " + this.day(edit.finish || edit.start);
    if (await this.ask(dialog) === "mine" && this.movable(i)) this.commit({ ...edit, version: this.plan.version[i] });
  }

  takeBack() {
    this.flush();
    this.away.push(null);
    this.queue = (this.queue ?? Promise.resolve()).then(async () => {
      const edit = this.undo.pop();
      if (!edit) return this.say(this.word("nothing_to_undo"));
      const answer = await this.send(this.dataset.edit + "/undo", new URLSearchParams({ edit }));
      await this.refresh();
      this.acts();
      if (answer?.ok) this.say(this.word("undone")); else await this.complain(answer);
    }).catch(() => this.complain(null)).finally(() => this.back());
  }

  ask(dialog) {
    return new Promise(resolve => {
      dialog.returnValue = "";
      dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
      dialog.showModal();
    });
  }

  async send(address, body, type) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json", ...(type ? { "Content-Type": type } : {}) } });
      const edit = answer.headers.get("X-Edit");
      if (edit) { this.undo.push(edit); this.acts(); }
      return answer;
    } catch {
      return null;
    }
  }

  async complain(answer) {
    let text = answer?.status === 409 ? this.word("changed") : answer?.status === 403 ? this.word("read_only") : answer ? "" : common("net_failed");
    if (!text) try { const problem = await answer.json(); text = (problem.errors ?? []).map(error => error.message).join(" ") || problem.title; } catch { text = this.word("not_saved"); }
    document.dispatchEvent(new CustomEvent("meridian:tell", { detail: { text, bad: true } }));
    this.say(text);
  }

  // ---- from the server: what changed, never all of it, without moving what is looked at

  /** News: read at most three times a second. While an edit is on its way, its answer tells first; while somebody is asked about one, nothing is held back. */
  hear() {
    const read = () => { if (this.away.length && !this.querySelector("dialog[open]")) this.unheard = true; else this.refresh(); };
    clearTimeout(this.waitingNews);
    this.waitingNews = setTimeout(read, Math.max(0, (this.lastRead ?? -300) + 300 - performance.now()));
  }

  /** An edit is back. */
  back() {
    this.away.shift();
    if (this.away.length || !this.unheard) return;
    this.unheard = false;
    this.hear();
  }

  /** What stands around the chart is read again when the chart has what it needs. */
  around() {
    this.waitingAround ??= setTimeout(() => { this.waitingAround = undefined; document.dispatchEvent(new CustomEvent("meridian:changed")); }, 1_000);
  }

  refresh() {
    if (!this.plan) return Promise.resolve();
    if (this.reading) { this.again = true; return this.reading; }
    return this.reading = this.read().finally(() => { this.reading = null; if (this.again) { this.again = false; return this.refresh(); } });
  }

  async read() {
    this.lastRead = performance.now();
    const answer = await fetch(`${this.dataset.changes}?since=${this.plan.until}`, { cache: "no-store" }).catch(() => null);
    if (answer?.ok) await this.receive(await answer.json());
    this.around();
  }

  /** What an edit changed comes with its answer, unless something newer has been read meanwhile. */
  async learn(answer) {
    const news = answer?.ok ? await answer.json() : null;
    if (!news || this.reading || answer.since !== this.plan.until) return this.refresh();
    this.lastRead = performance.now();
    await this.receive(news);
    this.around();
  }

  async receive(news) {
    let complete = true;
    this.anchored(() => { complete = this.plan.merge(news); this.plan.filter(this.query, this.dataset.code, this.utc()); });
    if (!complete) {
      const whole = await fetch(this.dataset.plan, { cache: "no-store" });
      if (whole.ok) { const all = await whole.json(); this.anchored(() => { this.plan.begin(all); this.plan.filter(this.query, this.dataset.code, this.utc()); }); }
    }
    this.extent();
    this.lay();
    this.draw();
    this.dispatchEvent(new CustomEvent("gantt:changed", { bubbles: true }));
  }

  // ---- taken along: the PDF is the server's, of what the address says; the picture is drawn here, whole

  take(event) {
    const pdf = event.target.closest?.("[data-gantt-pdf]");
    if (pdf && this.plan) pdf.search = location.search;
    const save = event.target.closest?.("[data-save-view]");
    if (save && this.plan) save.search = "?" + new URLSearchParams({ of: "/gantt" + location.search });
    if (event.target.closest?.("[data-gantt-png]") && this.plan) this.picture();
  }

  picture() {
    const plan = this.plan, names = 320, from = Math.floor(plan.first / DAY) - 3, days = Math.ceil(plan.last / DAY) + 12 - from;
    const wide = Math.ceil(days * this.px), high = HEAD + plan.rows.length * 30, sharp = wide * high < 12e6 ? 2 : 1;
    if (!plan.last || (wide + names) * sharp > 16_000 || high * sharp > 16_000 || wide * high > 80e6) { document.dispatchEvent(new CustomEvent("meridian:tell", { detail: { text: this.word("too_large"), bad: true } })); return; }
    const time = Object.assign(document.createElement("canvas"), { width: wide * sharp, height: high * sharp }), whole = Object.assign(document.createElement("canvas"), { width: (wide + names) * sharp, height: high * sharp });
    const ctx = time.getContext("2d"), all = whole.getContext("2d");
    ctx.scale(sharp, sharp);
    paint(ctx, plan, { ...this.look, width: wide, height: high, left: 0, top: 0, origin: from, row: 30, utc: this.utc(), narrow: false, selected: -1, hover: -1, ghost: null, wire: null }, this.colours, this.labels());
    all.scale(sharp, sharp);
    all.fillStyle = this.colours.surface;
    all.fillRect(0, 0, names, high);
    all.textBaseline = "middle";
    for (let k = 0; k < plan.rows.length; k++) {
      const i = plan.rows[k], y = HEAD + k * 30 + 15, x = 8 + plan.depth[i] * 16;
      all.font = (plan.kind[i] === TASK ? "" : "600 ") + "13px " + this.colours.font;
      all.fillStyle = this.colours.ink;
      let text = (plan.flags[i] & MILESTONE ? "◆ " : "") + plan.title[i];
      while (text.length > 1 && all.measureText(text).width > names - x - 8) text = text.slice(0, -2) + "…";
      all.fillText(text, x, y);
    }
    all.drawImage(time, names, 0, wide, high);
    whole.toBlob(blob => {
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: this.dataset.code + "-gantt.png" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    }, "image/png");
  }

  // ---- links, by dialog: everything a drag can do, by keyboard

  linkDialog() {
    const i = this.chosen();
    if (i < 0 || this.dataset.link === undefined) return;
    const dialog = this.querySelector("#gantt-link"), list = dialog.querySelector("[data-links]"), plan = this.plan;
    dialog.querySelector("[data-of]").textContent = plan.title[i];
    list.replaceChildren(...plan.linksOf(i).map(k => {
      const other = plan.before[k] === i ? plan.behind[k] : plan.before[k], line = document.createElement("li"), text = document.createElement("span");
      text.className = "grow";
      text.textContent = (plan.before[k] === i ? this.word("successor") : this.word("predecessor")) + " " + this.dataset.code + "-" + plan.number[other] + " " + plan.title[other] + " · " + LINKS[plan.links[k * 4 + 2] & 3] + lagText(plan.links[k * 4 + 3]);
      line.append(text);
      if (plan.mayEdit(plan.behind[k])) {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: this.word("unlink") });
        button.dataset.act = "unlink";
        button.dataset.link = plan.number[plan.before[k]] + ":" + plan.number[plan.behind[k]];
        line.append(button);
      }
      return line;
    }));
    dialog.querySelector("[data-new]").hidden = !plan.mayEdit(i);
    dialog.querySelector("[data-seek]").value = "";
    dialog.querySelector("[data-lag]").value = "";
    this.seek();
    const asked = dialog.open ? null : this.ask(dialog);
    if (!dialog.querySelector("[data-new]").hidden) dialog.querySelector("[data-seek]").focus();
    asked?.then(result => {
      const found = dialog.querySelector("input[name=before]:checked");
      if (result === "link" && found) this.link(Number(found.value), plan.number[this.chosen()], dialog.querySelector("[data-type]").value, dialog.querySelector("[data-lag]").value);
    });
  }

  /** Tasks whose title or number begins to look like what was typed. */
  seek() {
    const dialog = this.querySelector("#gantt-link"), text = dialog.querySelector("[data-seek]").value.trim().toLowerCase(), plan = this.plan, i = this.chosen(), found = [];
    const number = text.replace(this.dataset.code.toLowerCase() + "-", "");
    for (let j = 0; j < plan.size && found.length < 8; j++) if (j !== i && (text ? plan.title[j].toLowerCase().includes(text) || String(plan.number[j]) === number : j < i && j >= i - 8 && plan.kind[j] === TASK)) found.push(j);
    dialog.querySelector("[data-found]").replaceChildren(...found.map(j => {
      const label = document.createElement("label"), box = Object.assign(document.createElement("input"), { type: "radio", name: "before", value: String(plan.number[j]) });
      label.className = "check";
      label.append(box, " " + this.dataset.code + "-" + plan.number[j] + " " + plan.title[j]);
      return label;
    }));
  }

  /** A link is a part of the cell that names what a task waits for. */
  link(before, behind, type, lag) {
    const text = lag.trim();
    this.relink(behind, links => [...links.filter(link => link.before !== before), { before, text: before + type + (text ? /^[+\-−＋－]/.test(text) ? text.replace("−", "-") : "+" + text : "") }], "linked");
  }

  unlink(pair) {
    const [before, behind] = pair.split(":").map(Number);
    this.relink(behind, links => links.filter(link => link.before !== before), "unlinked");
  }

  relink(behind, change, word) {
    this.away.push(behind);
    this.queue = (this.queue ?? Promise.resolve()).then(async () => {
      let answer;
      for (let tries = 0; tries < 2; tries++) {
        const plan = this.plan, i = plan.at.get(behind), links = [];
        if (i === undefined) return;
        for (const k of plan.linksOf(i)) {
          if (plan.behind[k] !== i) continue;
          const lag = plan.links[k * 4 + 3], elapsed = plan.links[k * 4 + 2] & 4;
          links.push({ before: plan.links[k * 4], text: plan.links[k * 4] + LINKS[plan.links[k * 4 + 2] & 3] + (lag ? (lag > 0 ? "+" : "-") + (elapsed ? Math.abs(lag) / 1440 + "ed" : Math.abs(lag) + "m") : "") });
        }
        const values = { predecessors: change(links).map(link => link.text).join("; ") };
        answer = await this.cell(i, plan.version[i], values);
        await this.learn(answer);
        if (answer === undefined) return;
        if (answer?.status !== 409) break; // a link takes nothing from what somebody else changed
      }
      if (!answer?.ok) return this.complain(answer);
      this.say(this.word(word));
      this.others(answer);
      if (this.querySelector("#gantt-link").open) this.linkDialog();
    }).catch(() => this.complain(null)).finally(() => this.back());
  }

  one(name) { return this.querySelector(`[data-${name}]`); }
  word(key) {
    if (this.said?.language !== language()) this.said = { language: language(), texts: new Map() };
    let text = this.said.texts.get(key);
    if (text === undefined) this.said.texts.set(key, text = this.one("words").content.querySelector(`[data-word="${key}"]`)?.textContent ?? "");
    return text;
  }

  say(text) { this.one("say").textContent = text; }
}

/** A moment as the plan's cells take it. */
const stamp = minutes => new Date(minutes * 60_000).toISOString().slice(0, 16).replace("T", " ");

function lagText(minutes) {
  if (!minutes) return "";
  const size = Math.abs(minutes);
  return (minutes < 0 ? " −" : " +") + (size % 480 === 0 ? size / 480 + "d" : size % 60 === 0 ? size / 60 + "h" : size + "m");
}

customElements.define("gantt-chart", GanttChart);
