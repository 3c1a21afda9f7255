/** While developing: loads the page again when a file was saved (also between its loading and its listening), or the program started anew. */
if (!window.meridianDev) {
  window.meridianDev = true;
  let started;
  const source = new EventSource("/dev/changes");
  source.addEventListener("start", event => {
    const [program, saved] = event.data.split(" "), known = sessionStorage.getItem("dev-saved");
    sessionStorage.setItem("dev-saved", saved);
    if (started && started !== program || known && known !== saved) location.reload();
    started = program;
  });
  source.addEventListener("saved", event => {
    sessionStorage.setItem("dev-saved", event.data);
    location.reload();
  });
}
