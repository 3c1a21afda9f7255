// fieldset.rating: the level follows from probability and impact as they are chosen, by the project's bands.
document.addEventListener("change", event => {
  const rating = event.target.closest?.(".rating");
  if (!rating) return;
  const chosen = name => Number(rating.querySelector(`[name^="${name}_"]:checked`)?.value ?? 0);
  const score = chosen("probability") * chosen("impact");
  if (!score) return;
  const { medium, high } = rating.dataset;
  const level = score >= Number(high) ? "high" : score >= Number(medium) ? "medium" : "low";
  const shown = rating.querySelector(".level");
  shown.textContent = `${rating.dataset[`${level}Word`]} ${score}`;
  shown.className = `tag level ${level === "medium" ? "mid" : level}`;
});
