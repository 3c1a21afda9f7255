// .drop: a file field that also takes what is dropped on it, and says what it holds.
document.addEventListener("dragover", event => { const drop = event.target.closest?.(".drop"); if (drop) { event.preventDefault(); drop.classList.add("over"); } });
document.addEventListener("dragleave", event => event.target.closest?.(".drop")?.classList.remove("over"));
document.addEventListener("drop", event => {
  const drop = event.target.closest?.(".drop");
  const field = drop?.querySelector("input[type=file]");
  if (!field) return;
  event.preventDefault();
  drop.classList.remove("over");
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", event => {
  const names = event.target.type === "file" && event.target.closest(".drop")?.querySelector("[data-names]");
  if (names) names.textContent = [...event.target.files].map(file => file.name).join(", ");
});
