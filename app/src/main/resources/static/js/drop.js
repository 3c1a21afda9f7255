// .drop: a file field that also takes what is dropped on it, says what it holds, and takes nothing too large.
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
// A file that the server would refuse is refused before it is sent.
document.addEventListener("change", event => {
  const field = event.target;
  if (field.type !== "file" || !field.dataset.most) return;
  const large = [...field.files].some(file => file.size > Number(field.dataset.most));
  field.setCustomValidity(large ? field.dataset.tooLarge : "");
  const id = `${field.id}-error`;
  document.getElementById(id)?.remove();
  if (large) {
    const said = Object.assign(document.createElement("p"), { id, className: "error", textContent: field.dataset.tooLarge });
    field.closest(".field").append(said);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
  } else field.removeAttribute("aria-invalid");
});
addEventListener("submit", event => {
  const large = event.target.querySelector?.("input[type=file][data-most]:invalid");
  if (!large) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  large.focus();
}, true);
// What takes large files is fetched where one can be chosen, and where one may still be on its way from a page before: it leaves its words on the device.
const large = () => { if (document.querySelector("template[data-upload]") || left()) import("./upload.js").catch(() => { /* no line: the file goes with its form */ }); };
const left = () => { try { return "upload-words" in localStorage; } catch { return false; } };
large();
document.addEventListener("meridian:page", large);
// A picture that cannot be made is no picture.
document.addEventListener("error", event => { if (event.target.matches?.(".thumb img, .sheets img")) event.target.parentElement.remove(); }, true);
