// <m-progress id="…" src="/page-that-shows-it">: asks that page every second and takes over the element of the same id, until it comes without src.
// With data-go="/address" on the finished one, the page goes there.
class Progress extends HTMLElement {
  connectedCallback() { this.wait(); }
  disconnectedCallback() { clearTimeout(this.timer); }

  wait(pause = 1000) {
    clearTimeout(this.timer);
    if (this.hasAttribute("src")) this.timer = setTimeout(() => this.look(pause), pause);
  }

  async look(pause) {
    const src = this.getAttribute("src");
    if (src === null) return; // a re-reading of the page was quicker
    try {
      const answer = await fetch(src, { headers: { Accept: "text/html" }, cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = answer.ok && page.getElementById(this.id);
      if (fresh) {
        Idiomorph.morph(this, fresh, { morphStyle: "outerHTML" });
        htmx.process(this);
      }
      if (this.dataset.go) location.assign(this.dataset.go);
      else this.wait();
    } catch {
      this.wait(Math.min(pause * 2, 15_000));
    }
  }
}
customElements.define("m-progress", Progress);
