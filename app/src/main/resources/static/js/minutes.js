// Minutes written together: <live-minutes data-base data-revision>. A row is taken when somebody begins to type in it, saved whenever
// they pause, and let go when they leave it. What is not acknowledged yet is sent again until it is; rows that others changed are put in.
const PAUSE = 400, RENEW = 10_000, RETRY = 2_000;

class LiveMinutes extends HTMLElement {
  connectedCallback() {
    this.revision = Number(this.dataset.revision);
    this.rows = new WeakMap(); // li → {dirty, busy, held, timer}
    this.onNews = () => this.refresh();
    this.onLeave = event => { if (this.unsaved()) event.preventDefault(); };
    this.addEventListener("focusin", event => this.take(this.rowOf(event.target), event.target));
    this.addEventListener("input", event => this.typed(this.rowOf(event.target), PAUSE));
    this.addEventListener("change", event => this.typed(this.rowOf(event.target), 0));
    this.addEventListener("focusout", event => this.left(this.rowOf(event.target), event.relatedTarget));
    this.addEventListener("click", event => this.pressed(event));
    this.addEventListener("keydown", event => this.key(event));
    this.addEventListener("submit", event => { if (event.target.matches(".minutes-form")) event.preventDefault(); });
    document.addEventListener("meridian:news", this.onNews);
    document.addEventListener("meridian:online", this.onNews);
    addEventListener("beforeunload", this.onLeave);
    this.renewing = setInterval(() => this.renew(), RENEW);
    this.freeing = setInterval(() => this.free(), 1_000);
    this.refresh();
  }

  disconnectedCallback() {
    document.removeEventListener("meridian:news", this.onNews);
    document.removeEventListener("meridian:online", this.onNews);
    removeEventListener("beforeunload", this.onLeave);
    clearInterval(this.renewing);
    clearInterval(this.freeing);
  }

  rowOf(element) { return element.closest?.(".minutes-form")?.closest("[data-row]") ?? null; }
  state(row) { if (!this.rows.has(row)) this.rows.set(row, {}); return this.rows.get(row); }
  all() { return [...this.querySelectorAll("[data-row]")]; }
  unsaved() { return this.all().some(row => { const s = this.rows.get(row); return s && (s.dirty || s.busy); }); }
  say(row, text, bad = false) { const saying = row.querySelector(".saying"); if (saying) { saying.textContent = text; saying.classList.toggle("late", bad); } }

  // ---- taking and letting go

  async take(row, field) {
    if (!row || field.matches("button, a") || "until" in row.dataset) return;
    const state = this.state(row);
    if (state.held) return;
    state.held = true;
    const answer = await this.send(`${row.dataset.row}/hold`, {});
    if (answer?.ok) return;
    state.held = false;
    if (answer) { this.say(row, await problem(answer), true); if (!state.dirty) field.blur(); this.refresh(); }
  }

  left(row, to) {
    if (!row || to && row.contains(to)) return;
    const state = this.state(row);
    if (state.held || state.dirty) { state.leaving = true; this.typedNow(row); }
    else if (this.passedOver) this.refresh(true);
  }

  renew() {
    const row = this.rowOf(document.activeElement ?? this);
    if (row && this.rows.get(row)?.held) this.send(`${row.dataset.row}/hold`, {});
  }

  // Nobody has said for a while that they type on.
  free() {
    for (const row of this.querySelectorAll("[data-until]")) {
      if (Date.parse(row.dataset.until) > Date.now()) continue;
      delete row.dataset.until;
      row.classList.remove("held");
      for (const field of row.querySelectorAll("[readonly], [disabled]")) { field.readOnly = false; field.disabled = false; }
      this.say(row, "");
    }
  }

  // ---- saving

  typed(row, pause) {
    if (!row) return;
    const state = this.state(row);
    state.dirty = true;
    state.leaving = false;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => this.save(row), pause);
  }

  typedNow(row) { const state = this.state(row); clearTimeout(state.timer); this.save(row); }

  async save(row) {
    const state = this.state(row);
    if (state.busy) { state.again = true; return; }
    const form = row.querySelector(".minutes-form");
    if (!form || !row.isConnected) return;
    const fields = Object.fromEntries(new FormData(form));
    const done = Boolean(state.leaving);
    state.busy = true;
    state.dirty = false;
    this.say(row, this.dataset.saving);
    const answer = await this.send(row.dataset.row, { ...fields, done: String(done), version: row.dataset.version });
    state.busy = false;
    if (answer?.ok) {
      const saved = await answer.json();
      row.dataset.version = saved.version;
      if (done) { state.held = false; state.leaving = false; }
      if (!state.dirty) this.say(row, this.dataset.saved);
      if (done || saved.made) this.refresh(this.passedOver);
    } else if (!answer || answer.status >= 500) {
      state.dirty = true;
      this.say(row, this.dataset.retry, true);
      clearTimeout(state.timer);
      state.timer = setTimeout(() => this.save(row), RETRY);
      return;
    } else if (answer.status === 422) {
      const wrong = await answer.json().catch(() => null);
      this.say(row, wrong?.errors?.[0]?.message ?? wrong?.title ?? "", true);
      // It stays in its field, unsaved: no news is put over it, and whoever leaves is warned.
      state.dirty = true;
      if (done) state.held = state.leaving = false;
    } else {
      // Somebody else has written there meanwhile: theirs stands, what was typed here is not thrown away.
      state.held = false;
      this.kept(row, fields);
      this.refresh(true);
    }
    if (state.again) { state.again = false; this.save(row); }
  }

  kept(row, fields) {
    const text = [fields.content, fields.reply].filter(Boolean).join("\n");
    if (!text) return;
    const notice = Object.assign(document.createElement("li"), { className: "minutes-kept" });
    notice.append(Object.assign(document.createElement("small"), { textContent: this.dataset.lost }), Object.assign(document.createElement("p"), { className: "pre", textContent: text }));
    row.after(notice);
  }

  // ---- adding and removing

  async pressed(event) {
    const add = event.target.closest?.("[data-add]"), remove = event.target.closest?.("[data-remove]"), vote = event.target.closest?.("[data-vote]");
    if (add) this.add(add.dataset.add);
    if (vote) { await this.send(`${vote.closest("[data-row]").dataset.row}/vote`, { vote: vote.dataset.vote }); vote.blur(); return this.refresh(); }
    if (!remove) return;
    const row = this.rowOf(remove), state = this.state(row);
    clearTimeout(state.timer);
    state.dirty = false;
    const answer = await this.send(`${row.dataset.row}/removal`, { version: row.dataset.version });
    if (answer?.ok) row.remove();
    else if (answer) this.say(row, await problem(answer), true);
    this.refresh();
  }

  async add(section) {
    const id = crypto.randomUUID?.() ?? uuid();
    const answer = await this.send("", { id, section });
    if (!answer?.ok) return;
    this.awaited = id;
    await this.refresh();
  }

  key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const row = this.rowOf(event.target);
      if (row) { event.preventDefault(); this.add(row.dataset.section); }
    }
  }

  // ---- what others did

  async refresh(force) {
    if (this.reading) { this.once = true; return; }
    this.reading = true;
    const since = force ? 0 : this.revision;
    if (force) this.passedOver = false;
    const answer = await fetch(`${this.dataset.base}?since=${since}`, { cache: "no-store" }).catch(() => null);
    if (answer?.ok && !answer.redirected) this.takeIn(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-revision]"));
    this.reading = false;
    if (this.once) { this.once = false; return this.refresh(); }
  }

  takeIn(news) {
    if (!news) return;
    this.revision = Math.max(this.revision, Number(news.dataset.revision));
    if (!("open" in news.dataset) && !this.unsaved()) return location.reload();
    for (const fresh of [...news.children]) {
      const old = this.querySelector(`[data-row="${fresh.dataset.row}"]`);
      if (old && this.inUse(old) && !("removed" in fresh.dataset)) { this.passedOver = true; continue; }
      if ("removed" in fresh.dataset) { old?.remove(); continue; }
      if (old) { if (old.outerHTML !== fresh.outerHTML) old.replaceWith(fresh); }
      else this.insert(fresh);
    }
  }

  inUse(row) {
    const state = this.rows.get(row);
    return state && (state.dirty || state.busy || state.held) || row.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
  }

  insert(fresh) {
    const list = this.querySelector(`ul[data-section="${fresh.dataset.section}"]`);
    if (!list) return;
    const after = [...list.children].find(row => Number(row.dataset.position) > Number(fresh.dataset.position));
    list.insertBefore(fresh, after ?? null);
    if (fresh.dataset.row !== this.awaited) return;
    this.awaited = undefined;
    this.state(fresh).held = true;
    fresh.querySelector("[name=content]")?.focus();
  }

  async send(path, fields) {
    try {
      return await fetch(`${this.dataset.base}${path ? "/" + path : ""}`, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(fields) });
    } catch {
      return null;
    }
  }
}

const problem = async answer => { const said = await answer.json().catch(() => null); return said?.errors?.[0]?.message || said?.title || ""; };
const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, c => (+c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> +c / 4).toString(16));

customElements.define("live-minutes", LiveMinutes);
