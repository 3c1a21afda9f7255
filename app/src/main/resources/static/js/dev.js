/** While developing: loads the page again when a file was saved, or the program started anew. */
if (!window.meridianDev) {
  window.meridianDev = true;
  let started;
  const source = new EventSource("/dev/changes");
  source.addEventListener("start", event => {
    if (started && started !== event.data) location.reload();
    started = event.data;
  });
  source.addEventListener("saved", () => location.reload());
}
