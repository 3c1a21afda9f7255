/** One EventSource that follows the wanted topics, mends itself and says when events may have been missed. tell(kind, topic): "changed", "open", "missed", "lost". */
export function stream(tell) {
  let wanted = "", current, next, lost = false, tries = 0, retry, awake = Date.now();

  function open() {
    clearTimeout(retry);
    next?.close();
    if (!wanted) { current?.close(); current = next = undefined; return; }
    const source = next = new EventSource(wanted);
    source.onopen = () => {
      if (source !== next) return source.close();
      current?.close(); // only now: between two streams nothing may fall through
      current = source;
      next = undefined;
      tries = 0;
      tell("open");
      if (lost) tell("missed");
      lost = false;
    };
    source.onerror = () => {
      source.close();
      if (source !== current && source !== next) return;
      current?.close();
      current = next = undefined;
      lost = true;
      tell("lost");
      retry = setTimeout(open, Math.min(30, 2 ** tries++) * (500 + 1000 * Math.random()));
    };
    source.addEventListener("changed", event => tell("changed", event.data));
  }

  // A laptop that slept may keep a dead connection without noticing.
  setInterval(() => {
    const slept = Date.now() - awake > 60_000;
    awake = Date.now();
    if (slept && wanted) { lost = true; open(); }
  }, 15_000);

  return {
    want(url, topics) {
      const address = topics.length ? url + "?" + topics.map(topic => "topic=" + encodeURIComponent(topic)).join("&") : "";
      if (address !== wanted) { wanted = address; open(); }
    },
    tryNow() { if (wanted && !current) { tries = 0; open(); } },
  };
}
