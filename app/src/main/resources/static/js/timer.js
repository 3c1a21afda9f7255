// A meeting that ends in time: <m-timer data-minutes data-key> counts down once it is started, and goes on counting through a reload.
class Timer extends HTMLElement {
  connectedCallback() {
    this.clock = this.querySelector(".clock");
    this.button = this.querySelector("[data-start]");
    this.startWord = this.button.textContent;
    this.begun = Number(sessionStorage.getItem("timer:" + this.dataset.key)) || 0;
    this.button.addEventListener("click", () => this.start());
    this.ticking = setInterval(() => this.show(), 250);
    this.show();
  }

  disconnectedCallback() { clearInterval(this.ticking); }

  start() {
    this.begun = this.begun ? 0 : Date.now();
    if (this.begun) sessionStorage.setItem("timer:" + this.dataset.key, String(this.begun));
    else sessionStorage.removeItem("timer:" + this.dataset.key);
    this.show();
  }

  show() {
    const whole = Number(this.dataset.minutes) * 60;
    const left = this.begun ? whole - Math.floor((Date.now() - this.begun) / 1000) : whole;
    const size = Math.abs(left);
    this.clock.textContent = (left < 0 ? "−" : "") + Math.floor(size / 60) + ":" + String(size % 60).padStart(2, "0");
    this.clock.classList.toggle("late", left < 0);
    this.clock.classList.toggle("soon", left >= 0 && left <= 180 && this.begun > 0);
    this.button.textContent = this.begun ? this.button.dataset.stopWord : this.startWord;
  }
}

customElements.define("m-timer", Timer);
