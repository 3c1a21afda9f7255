// Where a narrow screen does not show all tabs at once, the one that is open is in sight.
const show = () => {
  for (const tab of document.querySelectorAll(".tabs > a[aria-current]")) {
    const row = tab.parentElement, at = tab.getBoundingClientRect(), around = row.getBoundingClientRect();
    if (at.left < around.left || at.right > around.right) row.scrollLeft += at.left - around.left - (around.width - at.width) / 2;
  }
};
show();
document.addEventListener("meridian:page", show);
