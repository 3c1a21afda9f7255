// <plan-board> around columns of cards: a card is dragged to another column, or moved by its menu; both are one cell of the plan's table.
class PlanBoard extends HTMLElement {
  connectedCallback() {
    for (const type of ["dragstart", "dragover", "dragleave", "drop", "dragend", "click"]) this.addEventListener(type, this);
  }

  handleEvent(event) {
    const column = event.target.closest?.(".column");
    if (event.type === "dragstart") this.begin(event);
    else if (event.type === "dragend") this.end();
    else if (event.type === "click") { const to = event.target.closest("[data-to]"); if (to) this.move(to.closest(".task-card"), to.dataset.to, "reason" in to.dataset); }
    else if (!this.card || !column) return;
    else if (event.type === "dragover") { if (this.takes(column)) { event.preventDefault(); column.classList.add("over"); } }
    else if (event.type === "dragleave") { if (!column.contains(event.relatedTarget)) column.classList.remove("over"); }
    else if (event.type === "drop") { event.preventDefault(); const { card } = this; this.end(); this.move(card, column.dataset.status, this.wantsReason(card, column.dataset.status)); }
  }

  begin(event) {
    this.card = event.target.closest(".task-card");
    if (!this.card?.dataset.moves) { this.card = null; return; }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", this.card.querySelector("a").textContent);
    this.dataset.keep = ""; // nothing is taken from under the pointer
    this.card.classList.add("dragged");
    for (const column of this.querySelectorAll(".column")) column.classList.toggle("closed", !this.takes(column) && column !== this.card.closest(".column"));
  }

  end() {
    this.card?.classList.remove("dragged");
    this.card = null;
    delete this.dataset.keep;
    for (const column of this.querySelectorAll(".column")) column.classList.remove("over", "closed");
  }

  takes(column) { return this.card.dataset.moves.split(" ").includes(column.dataset.status); }
  wantsReason(card, status) { return "reason" in (card.querySelector(`[data-to="${status}"]`)?.dataset ?? {}); }

  async move(card, status, wantsReason) {
    card.querySelector("details")?.removeAttribute("open");
    let reason = "";
    if (wantsReason) { reason = await this.ask(); if (!reason) return; }
    const title = card.querySelector("a").textContent, state = this.querySelector(`[data-status="${status}"] .state`)?.textContent ?? "";
    card.setAttribute("aria-busy", "true");
    let text;
    try {
      const answer = await fetch(this.dataset.cells, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ id: card.dataset.id, version: card.dataset.version, field: "status", value: status, reason }) });
      if (answer.ok) text = null;
      else if (answer.status === 409) text = this.word("changed");
      else { const problem = await answer.json(); text = (problem.errors ?? []).map(error => error.message).join(" ") || problem.title; }
    } catch {
      text = this.word("not_saved");
    }
    card.removeAttribute("aria-busy");
    if (text) document.dispatchEvent(new CustomEvent("meridian:tell", { detail: { text, bad: true } }));
    else this.querySelector("[data-say]").textContent = this.word("moved_to").replace("{0}", title).replace("{1}", state);
    document.dispatchEvent(new CustomEvent("meridian:changed"));
  }

  ask() {
    const dialog = this.querySelector("#board-reason"), text = dialog.querySelector("textarea");
    text.value = "";
    return new Promise(resolve => {
      dialog.returnValue = "";
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok" ? text.value.trim() : ""), { once: true });
      dialog.showModal();
    });
  }

  word(key) { return this.querySelector("[data-words]").content.querySelector(`[data-word="${key}"]`)?.textContent ?? ""; }
}

customElements.define("plan-board", PlanBoard);
