// <a href="/page-for-no-script" data-dialog="id"> or <button data-dialog="id"> opens <dialog id>; data-close closes it, and so does a tap beside it.
document.addEventListener("click", event => {
  const opener = event.target.closest?.("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    event.stopPropagation(); // the link beneath is for who has no script
    if (!dialog.open) dialog.showModal();
    return;
  }
  if (event.target.closest?.("[data-close]")) event.target.closest("dialog")?.close();
  else if (event.target.localName === "dialog" && beside(event)) event.target.close();
}, true);

// A refused form stands in its dialog: open it again.
function reopen() {
  for (const dialog of document.querySelectorAll("dialog:not([open])")) if (dialog.querySelector("[aria-invalid='true'], .errors")) dialog.showModal();
}
document.addEventListener("meridian:page", reopen);
reopen();

function beside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
