// Passing messages: #flashes > .flash. A good one leaves after seven seconds unless it is being read or offers something to do; a bad one stays.
import { word } from "./words.js";

const tend = () => { for (const flash of document.querySelectorAll(".flash:not([data-tended])")) attend(flash); };
tend();
document.addEventListener("meridian:page", tend);
document.addEventListener("click", event => { if (event.target.closest?.(".flash [data-dismiss]")) event.target.closest(".flash").remove(); });

// What a dead network kept from being done is no news any more once there is one.
addEventListener("online", () => { for (const flash of document.querySelectorAll(".flash[data-until=online]")) flash.remove(); });

document.addEventListener("meridian:tell", event => {
  const { text, href, bad, until, act } = event.detail; // act: { text, run }
  const flash = Object.assign(document.createElement("div"), { className: bad ? "flash bad" : "flash" });
  if (until) flash.dataset.until = until;
  flash.append(Object.assign(document.createElement("span"), { textContent: text }));
  if (href) flash.append(Object.assign(document.createElement("a"), { href, textContent: word("flash_open") }));
  if (act) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: act.text });
    button.dataset.run = "";
    button.addEventListener("click", () => { flash.remove(); act.run(); });
    flash.append(button);
  }
  const dismiss = Object.assign(document.createElement("button"), { type: "button", textContent: "✕", ariaLabel: word("flash_dismiss") });
  dismiss.dataset.dismiss = "";
  flash.append(dismiss);
  document.getElementById("flashes")?.append(flash);
  tend();
});

function attend(flash) {
  flash.dataset.tended = "";
  if (flash.matches(".bad")) return;
  const patience = flash.querySelector("form, a, [data-run]") ? 15_000 : 7_000;
  const leave = () => {
    if (flash.matches(":hover, :focus-within")) { setTimeout(leave, 2000); return; }
    flash.classList.add("gone");
    setTimeout(() => flash.remove(), 300);
  };
  setTimeout(leave, patience);
}
