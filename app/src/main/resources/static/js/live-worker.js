// One for the whole browser: holds one stream a workspace for all its tabs, because browsers allow six connections a host.
import { stream } from "./stream.js";

const tabs = new Map();    // port → {url, topics}
const streams = new Map(); // url → stream
let settling;

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.kind === "show") { tabs.set(port, data); follow(120); }
    if (data.kind === "held") forgetWhenGone(port, data.lock);
    if (data.kind === "bye") { tabs.delete(port); follow(5000); }
    if (data.kind === "try") for (const each of streams.values()) each.tryNow();
  };
};

function follow(delay) {
  clearTimeout(settling);
  settling = setTimeout(() => {
    const urls = new Set([...streams.keys(), ...[...tabs.values()].map(tab => tab.url)]);
    for (const url of urls) {
      if (!url) continue;
      if (!streams.has(url)) streams.set(url, stream((kind, topic) => pass(url, kind, topic)));
      const topics = [...new Set([...tabs.values()].filter(tab => tab.url === url).flatMap(tab => tab.topics))].sort();
      streams.get(url).want(url, topics);
      if (topics.length === 0) streams.delete(url);
    }
  }, delay);
}

function pass(url, kind, topic) {
  for (const [port, tab] of tabs) if (tab.url === url && (kind !== "changed" || tab.topics.includes(topic))) port.postMessage({ kind, topic });
}

// A tab that crashed says no goodbye; the lock it held is released all the same. (Locks exist only on https and localhost.)
function forgetWhenGone(port, lock) {
  navigator.locks.request(lock, () => { tabs.delete(port); follow(1000); });
}
