// The page without a network: what waits to be sent from this device, and back to the wanted page as soon as there is a network again.
const list = document.querySelector("[data-unsent]");

function show() {
  const entries = read();
  list.hidden = entries.length === 0;
  list.querySelector("ul").replaceChildren(...entries.map(entry => {
    const line = document.createElement("li"), time = document.createElement("small");
    time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" }).format(new Date(entry.written));
    line.append(entry.what || entry.page, " ", time);
    return line;
  }));
}

/** Only what the person wrote who last used this browser: telephones are shared. */
function read() {
  try {
    return JSON.parse(localStorage.getItem("unsent:" + localStorage.getItem("reader"))) ?? [];
  } catch {
    return [];
  }
}

// A browser says that it is online before anything can be reached: the house is asked, ever more seldom, until it answers.
let wait = 500, asking;

async function ask() {
  clearTimeout(asking);
  try {
    if ((await fetch("/offline", { method: "HEAD", cache: "no-store" })).ok) return location.reload();
  } catch { /* not yet */ }
  wait = Math.min(wait * 2, 30_000);
  asking = setTimeout(ask, wait);
}

document.querySelector("[data-again]").addEventListener("click", () => location.reload());
addEventListener("online", () => { wait = 500; ask(); });
asking = setTimeout(ask, wait);
show();
