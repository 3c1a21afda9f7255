// a[data-carry="field"]: takes what was typed into that field along, as "what". What is left behind stays in the form's draft.
document.addEventListener("click", event => {
  const link = event.target.closest?.("a[data-carry]");
  const text = link && document.getElementById(link.dataset.carry)?.value.trim();
  if (!text) return;
  const to = new URL(link.href);
  to.searchParams.set("what", text.slice(0, 2000));
  link.href = to.href;
}, true);
