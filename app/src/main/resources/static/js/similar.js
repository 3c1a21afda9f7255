// <div id="similar" data-src="…" data-of="field">: what was feared before, asked for as the field is typed into.
let timer, asked = "";

document.addEventListener("input", event => {
  const place = document.getElementById("similar");
  if (!place || event.target.id !== place.dataset.of) return;
  clearTimeout(timer);
  timer = setTimeout(() => look(place, event.target.value.trim()), 350);
});

async function look(place, text) {
  asked = text;
  if (text.length < 4) return place.replaceChildren();
  const answer = await fetch(`${place.dataset.src}?what=${encodeURIComponent(text.slice(0, 1000))}`).catch(() => null);
  if (!answer?.ok || asked !== text) return;
  place.innerHTML = await answer.text(); // made by this house, escaped
}
