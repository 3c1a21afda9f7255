// The plan behind a chart: columns, a row each in the order of the tree. Times are minutes by the clock on the wall of the row's region, 0: none.
export const DAY = 1440, MILESTONE = 1, MAY_EDIT = 2, MINE = 4, OFFERED = 8, RETURNED = 16, CRITICAL = 32, MANUAL = 64, UNKNOWN = -2147483648;
export const PHASE = 0, PACKAGE = 1, TASK = 2;
export const NOT_STARTED = 0, IN_PROGRESS = 1, BLOCKED = 2, DONE = 3, ACCEPTED = 4, CANCELLED = 5;
export const STATUSES = ["not_started", "in_progress", "blocked", "done", "accepted", "cancelled"];
const TEXTS = ["id", "path", "title"], NUMBERS = ["number", "kind", "party", "owner", "start", "finish", "status", "progress", "flags", "slack", "version"];

export class GanttPlan {
  closed = new Set(); // numbers of the folded rows
  matches = null;     // which rows a filter wants: row => boolean, or null for all

  constructor(answer) { this.begin(answer); }

  begin(answer) {
    this.parties = answer.parties;
    this.people = answer.people;
    this.calendars = answer.calendars.map(runsOf);
    for (const name of TEXTS) this[name] = answer.rows[name];
    for (const name of NUMBERS) this[name] = Int32Array.from(answer.rows[name]);
    this.heard(answer);
    this.index();
  }

  get size() { return this.number.length; }

  heard(answer) {
    this.until = answer.until;
    if (answer.whole) this.links = Int32Array.from(answer.links);
    else this.relink(answer);
  }

  // The links of rows that changed are those that came with them, at either end.
  relink({ rows, links, gone }) {
    const changed = new Set(gone), old = this.links, kept = [];
    for (const number of rows.number) changed.add(number);
    if (!changed.size) return;
    for (let k = 0; k < old.length; k += 4) if (!changed.has(old[k]) && !changed.has(old[k + 1])) kept.push(old[k], old[k + 1], old[k + 2], old[k + 3]);
    this.links = Int32Array.from(kept.concat(links));
  }

  /** What changed comes in. False where it cannot be: then everything has to be read again. */
  merge(answer) {
    if (answer.whole) { this.begin(answer); return true; }
    const rows = answer.rows, party = answer.parties.map(each => this.known(this.parties, each)), owner = answer.people.map(each => this.known(this.people, each));
    const fresh = [], renamed = [], touched = new Set(), gone = new Set(answer.gone.filter(number => this.at.has(number)));
    for (let k = 0; k < rows.number.length; k++) {
      const i = this.at.get(rows.number[k]);
      if (i === undefined) { fresh.push(k); continue; }
      touched.add(i);
      if (this.path[i] !== rows.path[k]) renamed.push([this.path[i] + "/", rows.path[k] + "/"]);
      for (const name of TEXTS) this[name][i] = rows[name][k];
      for (const name of NUMBERS) this[name][i] = name === "party" ? party[rows.party[k]] : name === "owner" ? rows.owner[k] < 0 ? -1 : owner[rows.owner[k]] : rows[name][k];
    }
    const moved = fresh.length || renamed.length || gone.size;
    if (moved) this.rearrange(rows, fresh, renamed, touched, gone, party, owner);
    this.heard(answer);
    if (moved) this.index();
    else { this.span(); this.join(); }
    return answer.count < 0 || this.size === answer.count;
  }

  known(all, one) {
    let at = all.findIndex(each => each.id === one.id);
    if (at < 0) at = all.push(one) - 1;
    return at;
  }

  // Rows came, went, or stand elsewhere: what stands beneath a row that was moved goes with it.
  rearrange(rows, fresh, renamed, touched, gone, party, owner) {
    if (renamed.length) {
      for (let i = 0; i < this.size; i++) {
        if (touched.has(i)) continue;
        const by = renamed.filter(([from]) => this.path[i].startsWith(from)).sort((a, b) => b[0].length - a[0].length)[0];
        if (by) this.path[i] = by[1] + this.path[i].slice(by[0].length);
      }
    }
    const old = this.size, order = [];
    for (let i = 0; i < old; i++) if (!gone.has(this.number[i])) order.push(i);
    for (let k = 0; k < fresh.length; k++) order.push(old + k);
    const path = i => i < old ? this.path[i] : rows.path[fresh[i - old]];
    order.sort((a, b) => path(a) < path(b) ? -1 : 1);
    const was = {};
    for (const name of [...TEXTS, ...NUMBERS]) was[name] = this[name];
    const value = (name, k) => name === "party" ? party[rows.party[k]] : name === "owner" ? rows.owner[k] < 0 ? -1 : owner[rows.owner[k]] : rows[name][k];
    for (const name of TEXTS) this[name] = order.map(i => i < old ? was[name][i] : rows[name][fresh[i - old]]);
    for (const name of NUMBERS) this[name] = Int32Array.from(order, i => i < old ? was[name][i] : value(name, fresh[i - old]));
  }

  /** What follows from the columns: the tree, the spans of summaries, the rows the links join. */
  index() {
    const n = this.size;
    this.at = new Map();
    this.depth = new Uint8Array(n);
    this.parent = new Int32Array(n);
    this.parents = new Uint8Array(n);
    for (let i = 0, above = []; i < n; i++) {
      this.at.set(this.number[i], i);
      while (above.length && !this.path[i].startsWith(this.path[above.at(-1)] + "/")) above.pop();
      this.parent[i] = above.length ? above.at(-1) : -1;
      if (above.length) this.parents[above.at(-1)] = 1;
      this.depth[i] = above.length;
      above.push(i);
    }
    this.span();
    this.join();
    this.show();
  }

  join() {
    const links = this.links, count = links.length / 4;
    this.before = new Int32Array(count);
    this.behind = new Int32Array(count);
    for (let k = 0; k < count; k++) {
      this.before[k] = this.at.get(links[k * 4]) ?? -1;
      this.behind[k] = this.at.get(links[k * 4 + 1]) ?? -1;
    }
  }

  span() {
    const n = this.size, from = this.from = new Int32Array(n), to = this.to = new Int32Array(n), done = this.done = new Float32Array(n), weight = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const start = this.start[i], finish = this.finish[i];
      from[i] = start || (finish ? finish - finish % DAY : 0);
      to[i] = finish ? finish + 1 : start ? start - start % DAY + DAY : 0;
      if (this.flags[i] & MILESTONE && finish) from[i] = to[i] = finish % DAY === DAY - 1 ? finish - DAY / 2 + 1 : finish;
      done[i] = this.progress[i] / 100;
    }
    // From the last row up: each summary spans what stands beneath it, unless its dates were typed.
    const first = new Int32Array(n), last = new Int32Array(n), sum = new Float64Array(n);
    this.first = 0;
    this.last = 0;
    for (let i = n - 1; i >= 0; i--) {
      if (this.parents[i] && last[i]) {
        if (!(this.flags[i] & MANUAL) || !to[i]) {
          from[i] = first[i];
          to[i] = last[i];
        }
        done[i] = weight[i] ? sum[i] / weight[i] : 0;
      }
      if (!to[i]) continue;
      if (!this.first || from[i] < this.first) this.first = from[i];
      if (to[i] > this.last) this.last = to[i];
      const up = this.parent[i];
      if (up < 0 || this.status[i] === CANCELLED) continue;
      if (!last[up] || from[i] < first[up]) first[up] = from[i];
      if (to[i] > last[up]) last[up] = to[i];
      const heavy = Math.max(to[i] - from[i], 60);
      weight[up] += heavy;
      sum[up] += heavy * (this.kind[i] === TASK || this.parents[i] ? done[i] : 0);
    }
  }

  /** The rows that are shown: what is not folded away, and of a filter the rows it wants with those above them. */
  show() {
    const n = this.size, shown = new Int32Array(n), place = this.place = new Int32Array(n).fill(-1);
    let wanted = null;
    if (this.matches) {
      wanted = new Uint8Array(n);
      for (let i = 0; i < n; i++) if (this.matches(i)) for (let up = i; up >= 0 && !wanted[up]; up = this.parent[up]) wanted[up] = 1;
    }
    let count = 0;
    for (let i = 0, folded = 255; i < n; i++) {
      if (this.depth[i] > folded) { place[i] = place[this.parent[i]]; continue; }
      folded = 255;
      if (wanted && !wanted[i]) continue;
      place[i] = count;
      shown[count++] = i;
      if (this.closed.has(this.number[i]) && this.parents[i]) folded = this.depth[i];
    }
    this.rows = shown.subarray(0, count);
  }

  /** Folds everything that stands so deep or deeper. */
  foldTo(level) {
    this.closed.clear();
    for (let i = 0; i < this.size; i++) if (this.parents[i] && this.depth[i] >= level - 1) this.closed.add(this.number[i]);
    this.show();
  }

  summary(i) { return this.parents[i] === 1 || this.kind[i] !== TASK; }
  open(i) { return this.status[i] <= BLOCKED; }
  mayEdit(i) { return (this.flags[i] & MAY_EDIT) !== 0; }
  /** By its own clock. */
  nowOf(i, utc) { return utc + this.parties[this.party[i]].offset; }
  late(i, utc) { return this.kind[i] === TASK && this.open(i) && this.finish[i] > 0 && Math.floor(this.finish[i] / DAY) < Math.floor(this.nowOf(i, utc) / DAY); }

  /** The days between two minutes that its region works, both ends included. */
  workingDays(i, from, to) {
    const runs = this.calendars[this.parties[this.party[i]].calendar] ?? [], first = Math.floor(from / DAY), last = Math.floor(to / DAY) + 1;
    let days = last - first;
    for (let r = 0; r < runs.length; r += 2) days -= Math.max(0, Math.min(last, runs[r + 1]) - Math.max(first, runs[r]));
    return days;
  }

  /** The filter of an address, as the plan's table understands it. */
  filter(query, code, utc) {
    const text = (query.get("q") ?? "").trim().toLowerCase(), party = query.get("party"), owner = query.get("owner"), status = STATUSES.indexOf(query.get("status")), only = query.get("only");
    const number = /^\d{1,8}$/.exec(text.toUpperCase().replace(code + "-", ""))?.[0];
    const tests = [];
    if (text) tests.push(i => this.title[i].toLowerCase().includes(text) || number !== undefined && this.number[i] === Number(number));
    if (party) tests.push(i => this.parties[this.party[i]].id === party);
    if (owner) tests.push(i => this.owner[i] >= 0 && this.people[this.owner[i]].id === owner);
    if (status >= 0) tests.push(i => this.kind[i] === TASK && this.status[i] === status);
    if (only === "overdue") tests.push(i => this.late(i, utc));
    if (only === "blocked") tests.push(i => this.status[i] === BLOCKED);
    if (only === "unassigned") tests.push(i => this.kind[i] === TASK && this.owner[i] < 0 && this.open(i));
    if (only === "returned") tests.push(i => this.kind[i] === TASK && this.open(i) && (this.flags[i] & RETURNED) !== 0);
    if (only === "critical") tests.push(i => this.kind[i] === TASK && (this.flags[i] & CRITICAL) !== 0);
    if (/^near\d{1,3}$/.test(only ?? "")) tests.push(i => this.kind[i] === TASK && this.open(i) && this.slack[i] !== UNKNOWN && this.slack[i] <= Number(only.slice(4)) * 480);
    if (only === "mine") tests.push(i => (this.flags[i] & MINE) !== 0);
    this.matches = tests.length ? i => tests.every(test => test(i)) : null;
    this.show();
  }

  /** The first row shown of work that is still open, or −1. */
  firstOpen() {
    for (let k = 0; k < this.rows.length; k++) { const i = this.rows[k]; if (this.kind[i] === TASK && !this.parents[i] && this.open(i) && this.to[i]) return k; }
    return -1;
  }

  linksOf(i) {
    const found = [];
    for (let k = 0; k < this.before.length; k++) if (this.before[k] === i || this.behind[k] === i) found.push(k);
    return found;
  }
}

// Days off as runs, so that a weekend is one rectangle: from, until, from, until …
function runsOf({ from, off }) {
  const runs = [];
  for (let i = 0; i < off.length; i++) {
    if (off[i] !== "1") continue;
    let end = i;
    while (off[end] === "1") end++;
    runs.push(from + i, from + end);
    i = end;
  }
  return Int32Array.from(runs);
}
