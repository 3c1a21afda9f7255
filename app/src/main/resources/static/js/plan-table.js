// The plan as a spreadsheet: <plan-table data-base data-query> around a table whose tds name their field. Everything goes by keyboard.
//   arrows, Home, End, PageUp/Down move; Shift extends; Ctrl-A all          Enter, F2, double click or a typed letter edit; Tab and Enter save, Esc doesn't
//   Ctrl-C, Ctrl-X no, Ctrl-V cells as TSV                                   Alt-Shift-→ ← indent, Alt-↑ ↓ reorder, Insert a row, Delete to the trash, Ctrl-Z
// Every edit is one POST with the version of the row as it was seen; the answer is the row as it is now.
import { askSlip, movedWith } from "./slip.js";

const EDITORS = { title: "text", party: "plan-parties", owner: "plan-people", start: "date", finish: "date", duration: "text", predecessors: "text", status: "status", progress: "number", deliverable: "text" };

class PlanTable extends HTMLElement {
  connectedCallback() {
    this.undo = [];
    this.addEventListener("keydown", this);
    this.addEventListener("click", this);
    this.addEventListener("dblclick", this);
    this.addEventListener("copy", this);
    this.addEventListener("paste", this);
    this.addEventListener("change", this);
    this.reset = () => { this.editing = null; this.anchor = null; this.begin(); };
    this.reread = () => this.refresh();
    document.addEventListener("meridian:page", this.reset);
    document.addEventListener("meridian:reread", this.reread);
    this.begin();
  }

  disconnectedCallback() {
    document.removeEventListener("meridian:page", this.reset);
    document.removeEventListener("meridian:reread", this.reread);
    this.watcher?.disconnect();
  }

  handleEvent(event) {
    if (event.type === "keydown") this.key(event);
    else if (event.type === "click") this.click(event);
    else if (event.type === "dblclick") { const cell = this.cellOf(event.target); if (cell && !this.editing) this.edit(cell); }
    else if (event.type === "copy") this.copy(event);
    else if (event.type === "paste") this.paste(event);
    else if (event.type === "change" && event.target.matches("[data-bulk-field]")) this.bulkEditor();
  }

  begin() {
    this.table = this.querySelector("table.plan");
    if (!this.table) return;
    this.fields = [...this.table.tHead.rows[0].cells].map(cell => cell.dataset.field);
    this.dress();
    const first = this.rows()[0];
    if (first && !this.table.querySelector("[tabindex='0']")) this.cell(first, 1).tabIndex = 0;
    this.watchMore();
    this.bulkEditor();
  }

  // ---- rows and cells

  rows() { return [...this.table.querySelectorAll("tr[data-id]")]; }
  cell(row, column) { return row.cells[column]; }
  cellOf(node) { const cell = node.closest?.("[data-field]"); return cell?.closest("tr[data-id]") && this.contains(cell) ? cell : null; }
  current() { return this.table.querySelector("tbody [tabindex='0']"); }

  dress(scope = this.table) {
    for (const cell of scope.querySelectorAll("tr[data-id] > [data-field]")) {
      if (!cell.hasAttribute("tabindex")) cell.tabIndex = -1;
      if (cell.localName === "td") cell.setAttribute("role", "gridcell");
      for (const link of cell.querySelectorAll("a")) link.tabIndex = -1;
    }
  }

  focusCell(cell, extend = false) {
    if (!cell) return;
    const old = this.current();
    if (old) old.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!extend) this.anchor = cell;
    this.mark();
  }

  range() {
    const rows = this.rows(), here = this.current(), from = this.anchor?.isConnected ? this.anchor : here;
    if (!here) return { rows: [], columns: [] };
    const [top, bottom] = [rows.indexOf(from.parentElement), rows.indexOf(here.parentElement)].sort((a, b) => a - b);
    const [left, right] = [from.cellIndex, here.cellIndex].sort((a, b) => a - b);
    return { rows: rows.slice(Math.max(0, top), bottom + 1), columns: this.fields.slice(left, right + 1), left };
  }

  mark() {
    const { rows, left, columns } = this.range();
    for (const cell of this.table.querySelectorAll("[aria-selected]")) cell.removeAttribute("aria-selected");
    const many = rows.length > 1 || columns.length > 1;
    if (many) for (const row of rows) for (let i = left; i < left + columns.length; i++) this.cell(row, i).setAttribute("aria-selected", "true");
    const bar = this.querySelector("[data-bulk]");
    bar.hidden = rows.length < 2;
    const count = bar.querySelector("[data-count]");
    count.textContent = count.dataset.count.replace("{0}", rows.length);
  }

  // ---- keys

  key(event) {
    if (this.editing) return this.editorKey(event);
    const cell = event.target.closest?.("tr[data-id] > [data-field]");
    if (!cell) { if (event.key === "Escape" && event.target.closest("[data-bulk]")) this.focusCell(this.current()); return; }
    const ctrl = event.ctrlKey || event.metaKey;
    const act = this.actOf(event, ctrl);
    if (act) { event.preventDefault(); event.stopPropagation(); act(cell); return; }
    if (event.isComposing || event.keyCode === 229) { this.edit(cell, ""); return; } // the first letter of an input method goes into the editor
    if (event.key.length === 1 && !ctrl && !event.altKey && !event.isComposing && event.key !== " ") {
      event.preventDefault();
      event.stopPropagation();
      this.edit(cell, event.key);
    }
  }

  actOf(event, ctrl) {
    const { key, altKey, shiftKey } = event;
    if (altKey && shiftKey && key === "ArrowRight") return () => this.move("indent");
    if (altKey && shiftKey && key === "ArrowLeft") return () => this.move("outdent");
    if (altKey && key === "ArrowUp") return () => this.move("up");
    if (altKey && key === "ArrowDown") return () => this.move("down");
    if (altKey) return null;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-15, 0], PageDown: [15, 0] }[key];
    if (step) return cell => this.step(cell, ...(ctrl ? step.map(n => n * 1e6) : step), shiftKey);
    if (key === "Home") return cell => this.step(cell, ctrl ? -1e6 : 0, -1e6, shiftKey);
    if (key === "End") return cell => this.step(cell, ctrl ? 1e6 : 0, 1e6, shiftKey);
    if (key === "Enter" && ctrl) return cell => cell.parentElement.querySelector(".title a.cut")?.click();
    if (key === "Enter" || key === "F2") return cell => cell.dataset.field === "outline" ? cell.parentElement.querySelector("a.fold")?.click() : this.edit(cell);
    if (key === "Insert") return cell => this.insert(cell.parentElement);
    if (key === "Delete") return () => this.move("delete");
    if (key === "Backspace") return cell => this.edit(cell, "");
    if (key === " " && shiftKey) return cell => { this.focusCell(this.cell(cell.parentElement, this.fields.length - 1)); this.anchor = this.cell(cell.parentElement, 0); this.mark(); };
    if (ctrl && key.toLowerCase() === "z") return () => this.takeBack();
    if (ctrl && key.toLowerCase() === "a") return () => { const rows = this.rows(); this.anchor = this.cell(rows[0], 0); this.focusCell(this.cell(rows.at(-1), this.fields.length - 1), true); };
    if (key === "Escape") return cell => this.focusCell(cell);
    return null;
  }

  step(cell, down, right, extend) {
    const rows = this.rows(), row = Math.min(rows.length - 1, Math.max(0, rows.indexOf(cell.parentElement) + down));
    let column = Math.min(this.fields.length - 1, Math.max(0, cell.cellIndex + right));
    if (this.cell(rows[row], column).offsetParent === null) column = cell.cellIndex;
    if (row >= rows.length - 5) this.more();
    this.focusCell(this.cell(rows[row], column), extend);
  }

  click(event) {
    const act = event.target.closest("[data-act]");
    if (act) { this.bulkAct(act.dataset.act); return; }
    if (event.target.closest("a.fold, .more a, input, select, dialog, button")) return;
    const cell = this.cellOf(event.target);
    if (!cell || this.editing?.cell === cell) return;
    const link = event.target.closest("a");
    if (link && !event.shiftKey) return;
    if (link) event.preventDefault();
    if (cell.dataset.field === "outline" && !event.shiftKey) {
      this.focusCell(this.cell(cell.parentElement, this.fields.length - 1));
      this.anchor = cell;
      this.mark();
      return;
    }
    this.focusCell(cell, event.shiftKey);
  }

  // ---- editing one cell

  edit(cell, typed) {
    const field = cell.dataset.field, kind = EDITORS[field];
    if (!kind || mayOf(cell) === undefined || kind === "status" && !cell.dataset.may) { if (kind) this.say(this.word("read_only")); return; }
    this.focusCell(cell);
    const editor = this.editor(kind, cell, typed);
    this.editing = { cell, editor, was: valueOf(cell) };
    cell.classList.add("editing");
    cell.append(editor);
    editor.focus();
    if (typed === undefined) editor.select?.();
    editor.addEventListener("blur", () => setTimeout(() => { if (this.editing?.editor === editor && !editor.dataset.held) this.save(); }, 60));
    if (kind === "status") editor.addEventListener("change", () => this.save());
  }

  editor(kind, cell, typed) {
    const label = this.table.tHead.rows[0].cells[cell.cellIndex].textContent + ": " + (cell.parentElement.querySelector(".title a.cut")?.textContent ?? "");
    if (kind === "status") {
      const select = Object.assign(document.createElement("select"), { className: "cell-editor", ariaLabel: label });
      const allowed = [cell.dataset.value, ...cell.dataset.may.split(" ")];
      for (const option of this.querySelector("[data-statuses]").content.querySelectorAll("option")) if (allowed.includes(option.value)) select.append(option.cloneNode(true));
      select.value = cell.dataset.value;
      if (typed) for (const option of select.options) if (option.textContent.toLowerCase().startsWith(typed.toLowerCase())) { select.value = option.value; break; }
      return select;
    }
    const input = Object.assign(document.createElement("input"), { className: "cell-editor", ariaLabel: label, autocomplete: "off", value: typed ?? valueOf(cell) });
    if (kind.startsWith("plan-")) input.setAttribute("list", kind);
    if (kind === "date" && typed === undefined) input.type = "date";
    if (kind === "date" && typed !== undefined) input.placeholder = "2026-11-30";
    if (kind === "number") input.inputMode = "numeric";
    return input;
  }

  editorKey(event) {
    if (event.isComposing || event.target !== this.editing.editor) return;
    const { key } = event;
    if (key === "Escape") { event.preventDefault(); event.stopPropagation(); this.close(); }
    else if (key === "Enter") { event.preventDefault(); this.save(event.shiftKey ? [-1, 0] : [1, 0]); }
    else if (key === "Tab") { event.preventDefault(); this.save(event.shiftKey ? [0, -1] : [0, 1]); }
    else if (event.ctrlKey || event.altKey) event.stopPropagation();
  }

  close(focus = true) {
    const { cell, editor } = this.editing;
    this.editing = null;
    cell.classList.remove("editing");
    editor.remove();
    cell.querySelector(".cell-error")?.remove();
    if (cell.parentElement.matches("[data-draft-row]")) { const before = cell.parentElement.previousElementSibling; cell.parentElement.remove(); this.focusCell(before?.cells[1]); return; }
    if (focus) this.focusCell(cell);
    if (this.missed) { this.missed = false; this.refresh(); }
  }

  async save(then) {
    const { cell, editor, was } = this.editing, row = cell.parentElement, value = editor.value.trim(), field = cell.dataset.field;
    if (row.matches("[data-draft-row]")) return this.saveNew(row, value, then);
    if (value === was) { this.close(); if (then) this.step(cell, ...then, false); return; }
    let reason = "";
    if (field === "status" && (value === "blocked" || value === "cancelled" || ["done", "accepted", "cancelled"].includes(was))) {
      editor.dataset.held = "";
      reason = await this.askReason();
      delete editor.dataset.held;
      if (!reason) { this.close(); return; }
    }
    cell.classList.add("saving");
    const values = { id: row.dataset.id, version: row.dataset.version, field, value, reason, outline: row.dataset.outline };
    let answer = await this.post("/cells", values);
    if (answer?.status === 428) {
      editor.dataset.held = "";
      const apply = await askSlip(this, answer);
      delete editor.dataset.held;
      if (!apply) { cell.classList.remove("saving"); this.close(); return; }
      answer = await this.post("/cells", { ...values, slip: true });
    }
    cell.classList.remove("saving");
    if (!answer) return this.problem(cell, editor, this.word("not_saved"));
    if (answer.ok) {
      const fresh = this.parse(await answer.text())[0];
      const wasHere = this.editing?.cell === cell;
      if (wasHere) this.editing = null;
      const column = cell.cellIndex;
      this.place(row, fresh);
      this.others(answer);
      if (wasHere) { this.focusCell(fresh.cells[column]); if (then) this.step(fresh.cells[column], ...then, false); }
      else this.mark();
    } else if (answer.status === 409) {
      await this.conflict(row, cell, editor, value);
    } else {
      this.problem(cell, editor, await this.sentence(answer));
    }
  }

  place(row, fresh) {
    row.replaceWith(fresh);
    this.dress(fresh.parentElement);
    if (this.anchor && !this.anchor.isConnected) this.anchor = null;
  }

  problem(cell, editor, text) {
    cell.querySelector(".cell-error")?.remove();
    const error = Object.assign(document.createElement("span"), { className: "cell-error", id: "cell-error", textContent: text });
    cell.append(error);
    editor.setAttribute("aria-invalid", "true");
    editor.setAttribute("aria-describedby", "cell-error");
    editor.focus();
    error.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.say(text);
  }

  async conflict(row, cell, editor, mine) {
    editor.dataset.held = "";
    const answer = await fetch(`${this.dataset.base}/rows/${row.dataset.id}?outline=${row.dataset.outline}`);
    if (!answer.ok) { this.editing = null; row.remove(); this.say(this.word("changed")); return this.refresh(); }
    const fresh = this.parse(await answer.text())[0], column = cell.cellIndex, theirs = fresh.cells[column];
    const dialog = this.querySelector("#plan-conflict");
    dialog.querySelector("[data-theirs]").textContent = theirs.textContent.trim() || "—";
    dialog.querySelector("[data-mine]").textContent = mine || "—";
    const choice = await this.ask(dialog);
    this.editing = null;
    this.place(row, fresh);
    if (choice === "mine" && mayOf(fresh.cells[column]) !== undefined) { this.edit(fresh.cells[column], mine); await this.save(); }
    else this.focusCell(fresh.cells[column]);
  }

  async askReason() {
    const dialog = this.querySelector("#plan-reason"), text = dialog.querySelector("textarea");
    text.value = "";
    return await this.ask(dialog) === "ok" ? text.value.trim() : "";
  }

  ask(dialog) {
    return new Promise(resolve => {
      dialog.returnValue = "";
      dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
      dialog.showModal();
    });
  }

  // ---- rows

  insert(row) {
    if (this.dataset.mayAdd === undefined) return this.say(this.word("read_only"));
    const draft = document.createElement("tr");
    draft.dataset.draftRow = draft.dataset.added = "";
    draft.dataset.id = uuid7();
    Object.assign(draft.dataset, { kind: row?.dataset.kind ?? "task", parent: row?.dataset.parent ?? "", after: row?.dataset.id ?? "", party: row?.dataset.edit !== undefined && row?.dataset.party || this.dataset.party || "", outline: "" });
    for (const field of this.fields) {
      const cell = document.createElement(field === "title" ? "th" : "td");
      cell.dataset.field = field;
      if (field === "title") { cell.className = "title"; cell.dataset.may = ""; cell.scope = "row"; }
      draft.append(cell);
    }
    const end = row ? this.lastBeneath(row) : null;
    if (end) end.after(draft); else this.table.tBodies[0].append(draft);
    this.edit(draft.cells[1]);
  }

  lastBeneath(row) {
    let last = row;
    while (last.nextElementSibling?.dataset.path?.startsWith(row.dataset.path + "/")) last = last.nextElementSibling;
    return last;
  }

  async saveNew(row, title, then) {
    if (!title) return this.close();
    const { cell, editor } = this.editing;
    const answer = await this.post("/rows", { id: row.dataset.id, kind: row.dataset.kind, parent: row.dataset.parent, after: row.dataset.after, party: row.dataset.party, title });
    if (!answer?.ok) return this.problem(cell, editor, answer ? await this.sentence(answer) : this.word("not_saved"));
    this.editing = null;
    const id = row.dataset.id;
    row.remove();
    await this.refresh(id, 1);
    const made = document.getElementById("t-" + id);
    if (then?.[0] === 1) this.insert(made); else if (made && then) this.step(made.cells[1], ...then, false);
  }

  /** The rows of the selection without those that stand beneath another of them. */
  chosen() {
    const rows = this.range().rows;
    return rows.filter(row => !rows.some(other => other !== row && row.dataset.path.startsWith(other.dataset.path + "/")));
  }

  async move(act) {
    const rows = this.chosen();
    if (!rows.length) return;
    const here = this.current(), ids = [this.anchor?.parentElement?.dataset.id, here.parentElement.dataset.id], columns = [this.anchor?.cellIndex ?? here.cellIndex, here.cellIndex];
    const next = act === "delete" ? this.rows()[this.rows().indexOf(rows.at(-1)) + 1] ?? this.rows()[this.rows().indexOf(rows[0]) - 1] : null;
    const answer = await this.post("/moves", { act, rows: rows.map(row => row.dataset.id + ":" + row.dataset.version).join(",") });
    if (!answer?.ok) return this.complain(answer);
    if (act === "delete") this.tell(this.word("deleted").replace("{0}", rows.map(row => row.querySelector(".title a.cut").textContent).join(", ").slice(0, 80)));
    await this.refresh(next?.dataset.id ?? ids[1], next ? 1 : columns[1]);
    if (act !== "delete" && ids[0] !== ids[1]) {
      const anchor = document.getElementById("t-" + ids[0]);
      if (anchor) { this.anchor = anchor.cells[columns[0]]; this.mark(); }
    }
  }

  // One after the other: each undoes what the one before left.
  takeBack() {
    this.taking = (this.taking ?? Promise.resolve()).then(() => this.takeBackLast());
  }

  async takeBackLast() {
    const edit = this.undo.pop();
    if (!edit) return this.say(this.word("nothing_to_undo"));
    const answer = await this.post("/undo", { edit });
    if (!answer?.ok) return this.complain(answer);
    this.say(this.word("undone"));
    await this.refresh();
  }

  async complain(answer, rows) {
    const text = answer ? answer.status === 409 ? this.word("changed") : await this.sentence(answer, rows) : this.word("not_saved");
    document.dispatchEvent(new CustomEvent("meridian:tell", { detail: { text, bad: true } }));
    if (answer?.status === 409) await this.refresh();
  }

  // ---- many rows at once

  bulkEditor() {
    const field = this.querySelector("[data-bulk-field]")?.value, place = this.querySelector("[data-bulk-value]");
    if (!place) return;
    let editor;
    if (field === "status") {
      editor = document.createElement("select");
      for (const option of this.querySelector("[data-statuses]").content.querySelectorAll("option")) if (option.value !== "accepted") editor.append(option.cloneNode(true));
    } else {
      editor = document.createElement("input");
      if (EDITORS[field].startsWith("plan-")) editor.setAttribute("list", EDITORS[field]); else editor.type = "date";
    }
    editor.className = "input small";
    editor.ariaLabel = this.querySelector("[data-bulk-field]").selectedOptions[0].textContent;
    place.replaceChildren(editor);
  }

  async bulkAct(act) {
    if (act === "clear") { this.focusCell(this.current()); return; }
    if (act !== "apply") { await this.move(act); return; }
    const field = this.querySelector("[data-bulk-field]").value, value = this.querySelector("[data-bulk-value] > *").value;
    const values = { [field]: value };
    if (field === "status" && (value === "blocked" || value === "cancelled")) { values.reason = await this.askReason(); if (!values.reason) return; }
    await this.write(this.range().rows.map(row => ({ id: row.dataset.id, version: Number(row.dataset.version), values })));
  }

  async write(rows, behind = null) {
    const send = slip => this.send(this.dataset.base + "/pasting", JSON.stringify({ rows, behind, slip }), "application/json");
    let answer = await send(false);
    if (answer?.status === 428) {
      if (!await askSlip(this, answer)) return;
      answer = await send(true);
    }
    if (!answer?.ok) return this.complain(answer, rows);
    this.say(this.word("pasted").replace("{0}", rows.length));
    this.others(answer);
    await this.refresh();
  }

  copy(event) {
    if (this.editing || !event.target.closest?.("tr[data-id]") || String(getSelection()).length > 0 && this.range().rows.length < 2 && this.range().columns.length < 2 && !getSelection().isCollapsed) return;
    const { rows, columns, left } = this.range();
    const lines = rows.map(row => columns.map((field, i) => quoted(shown(this.cell(row, left + i), field))).join("\t"));
    event.clipboardData.setData("text/plain", lines.join("\n"));
    event.preventDefault();
  }

  async paste(event) {
    if (this.editing) return;
    const cell = event.target.closest?.("tr[data-id] > [data-field]") ?? (this.contains(event.target) ? this.current() : null);
    if (!cell) return;
    event.preventDefault();
    const grid = cells(event.clipboardData.getData("text/plain"));
    if (!grid.length) return;
    const { rows: marked, columns } = this.range();
    const all = this.rows(), start = all.indexOf(marked[0] ?? cell.parentElement), left = Math.min(cell.cellIndex, this.anchor?.cellIndex ?? cell.cellIndex);
    const fill = grid.length === 1 && grid[0].length === 1 && (marked.length > 1 || columns.length > 1);
    const height = fill ? marked.length : grid.length, width = fill ? columns.length : grid[0].length;
    const rows = [];
    let behind = null;
    for (let i = 0; i < height; i++) {
      const values = {}, row = all[start + i];
      for (let j = 0; j < width; j++) {
        const field = this.fields[left + j];
        if (!EDITORS[field]) continue;
        const text = fill ? grid[0][0] : grid[i][j] ?? "";
        if (row && shown(this.cell(row, left + j), field) === text.trim()) continue;
        values[field] = text;
      }
      if (row) { if (Object.keys(values).length) rows.push({ id: row.dataset.id, version: Number(row.dataset.version), values }); }
      else if (values.title?.trim()) {
        const last = all.at(-1);
        behind ??= { kind: last.dataset.kind, parent: last.dataset.parent, after: last.dataset.id };
        if (!values.party && this.dataset.party) values.party = this.dataset.party;
        rows.push({ id: uuid7(), version: null, values });
      }
    }
    if (rows.length) await this.write(rows, behind);
  }

  // ---- from and to the server

  /** All loaded rows again, as they are now; the cursor stays on its row. */
  async refresh(id, column) {
    if (this.editing) { this.missed = true; return; }
    const before = this.current();
    const count = Math.min(1000, Math.max(50, this.rows().length + 1));
    const start = new URLSearchParams(location.search).get("after");
    const address = `${this.dataset.base}/rows?count=${count}${start ? "&after=" + encodeURIComponent(start) + "&outline=" + encodeURIComponent(new URLSearchParams(location.search).get("outline") ?? "") : ""}${this.dataset.query ? "&" + this.dataset.query : ""}`;
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok) return;
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    if (this.editing) { this.missed = true; return; }
    const here = this.current();
    if (before && here !== before) id = column = undefined; // keys were pressed meanwhile: the cursor stays where they put it
    const index = Math.max(1, this.rows().indexOf(here?.parentElement));
    const wanted = id ?? here?.parentElement.dataset.id, at = column ?? here?.cellIndex ?? 1, focused = this.contains(document.activeElement);
    const anchorId = this.anchor?.parentElement?.dataset.id, anchorColumn = this.anchor?.cellIndex;
    for (const extra of [...this.table.tBodies].slice(1)) extra.remove();
    if (window.Idiomorph) Idiomorph.morph(this.table.tBodies[0], template.content.querySelector("tbody"), { morphStyle: "outerHTML" });
    else this.table.tBodies[0].replaceWith(template.content.querySelector("tbody"));
    this.dress();
    this.watchMore();
    const rows = this.rows(), row = document.getElementById("t-" + wanted) ?? rows[Math.min(index, rows.length) - 1] ?? rows[0]; // of one that is gone, the row before it
    const anchor = document.getElementById("t-" + anchorId);
    if (!row) return;
    for (const cell of this.table.querySelectorAll("tbody [tabindex='0']")) cell.tabIndex = -1;
    if (focused || id) this.focusCell(row.cells[at], !!anchor && !id); else row.cells[at].tabIndex = 0;
    if (anchor && !id) this.anchor = anchor.cells[anchorColumn];
    this.mark();
  }

  watchMore() {
    this.watcher?.disconnect();
    const link = this.table.querySelector(".more a[data-next]");
    if (!link) return;
    this.watcher = new IntersectionObserver(seen => { if (seen.some(each => each.isIntersecting)) this.more(); }, { rootMargin: "600px" });
    this.watcher.observe(link);
  }

  async more() {
    const link = this.table.querySelector(".more a[data-next]");
    if (!link || this.loading) return;
    this.loading = true;
    try {
      const answer = await fetch(link.dataset.next, { cache: "no-store" });
      if (!answer.ok) return;
      const template = document.createElement("template");
      template.innerHTML = await answer.text();
      const rows = [...template.content.querySelector("tbody").children];
      link.closest("tr").replaceWith(...rows);
      this.dress();
    } finally {
      this.loading = false;
    }
    this.watchMore();
  }

  async post(path, values) {
    return this.send(this.dataset.base + path, new URLSearchParams(values));
  }

  async send(address, body, type) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json", ...(type ? { "Content-Type": type } : {}) } });
      if (answer.ok) for (const flash of document.querySelectorAll("#flashes .flash.bad")) flash.remove(); // what was wrong is right now
      const edit = answer.headers.get("X-Edit");
      if (edit) this.undo.push(edit);
      return answer;
    } catch {
      return null;
    }
  }

  /** Others moved with an edit: said, with the way back. */
  others(answer) {
    const moved = movedWith(answer);
    if (!moved) return;
    const text = this.word("moved_with").replace("{0}", moved);
    document.dispatchEvent(new CustomEvent("meridian:tell", { detail: { text, act: { text: this.word("undo"), run: () => this.takeBack() } } }));
    this.say(text);
  }

  /** What is wrong; of several rows each with its cell: 1.6.3 负责人：…. The first of them gets the cursor. */
  async sentence(answer, rows) {
    try {
      const problem = await answer.json();
      const errors = (problem.errors ?? []).map(error => {
        const [, at = rows?.length === 1 ? 0 : undefined, field] = /^(?:rows\.(\d+)\.)?(\w+)$/.exec(error.field ?? "") ?? []; // one row alone is not counted
        return { message: error.message, row: rows && document.getElementById("t-" + rows[at]?.id), at: rows ? this.fields.indexOf(field) : -1 };
      });
      const first = errors.find(error => error.row && error.at >= 0);
      if (first) this.focusCell(first.row.cells[first.at]);
      const shown = errors.slice(0, 4).map(error => (error.at >= 0 ? `${error.row ? error.row.dataset.outline + " " : ""}${this.table.tHead.rows[0].cells[error.at].textContent}${document.documentElement.lang.startsWith("zh") ? "：" : ": "}` : "") + error.message);
      return shown.join(" ") + (errors.length > 4 ? " …" : "") || problem.title;
    } catch {
      return this.word("not_saved");
    }
  }

  parse(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const rows = [...template.content.querySelectorAll("tr[data-id]")];
    return rows;
  }

  word(key) { return this.querySelector("[data-words]").content.querySelector(`[data-word="${key}"]`)?.textContent ?? ""; }
  say(text) { this.querySelector("[data-say]").textContent = text; }
  tell(text) { document.dispatchEvent(new CustomEvent("meridian:tell", { detail: { text } })); this.say(text); }
}

/** What an editor starts from: what the cell shows, or its data-value where that is something else. */
function valueOf(cell) {
  return cell.dataset.value ?? cell.querySelector("time")?.dateTime ?? (cell.querySelector(".cut, .tag, .person > :last-child") ?? cell).textContent;
}

/** Undefined where nothing may be done. A state and a progress say it themselves, the others’ row says it for them. */
function mayOf(cell) {
  return ["status", "progress"].includes(cell.dataset.field) ? cell.dataset.may : cell.dataset.may ?? cell.parentElement.dataset.edit;
}

/** What a cell says to another program: days as 2026-11-30, names and states in words. */
function shown(cell, field) {
  if (field === "status") return cell.querySelector(".state")?.textContent.trim() ?? "";
  if (field === "outline") return cell.textContent.trim();
  if (field === "progress") return cell.dataset.value ? cell.dataset.value + "%" : "";
  return valueOf(cell);
}

// As spreadsheets do: a cell with a tab, a line break or a quote stands in quotes. A text that begins like a formula is only text.
function quoted(text) {
  const safe = /^[=+@\t\r]|^-(?![0-9])/.test(text) ? "'" + text : text;
  return /["\t\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

function cells(text) {
  const rows = [[]];
  let cell = "", inQuotes = false, fresh = true;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inQuotes) {
      if (c === '"' && text[i + 1] === '"') { cell += '"'; i++; }
      else if (c === '"') inQuotes = false;
      else cell += c;
    } else if (c === '"' && fresh) { inQuotes = true; fresh = false; }
    else if (c === "\t") { rows.at(-1).push(cell); cell = ""; fresh = true; }
    else if (c === "\n" || c === "\r") {
      if (c === "\r" && text[i + 1] === "\n") i++;
      rows.at(-1).push(cell); rows.push([]); cell = ""; fresh = true;
    } else { cell += c; fresh = false; }
  }
  if (cell || rows.at(-1).length) rows.at(-1).push(cell); else rows.pop();
  return rows;
}

function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Date.now()) << 16n | BigInt(bytes[6] << 8 | bytes[7]));
  bytes[6] = bytes[6] & 0x0f | 0x70;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  return [...bytes].map((byte, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
}

customElements.define("plan-table", PlanTable);
