// What a page that is re-read under somebody's hands leaves alone.

/** Callbacks for Idiomorph: open dialogs and menus, the focused field and forms that were typed into stay as they are. */
export const gently = {
  beforeNodeMorphed: (old, fresh) => !(old instanceof Element) || !(inUse(old) || isCurrentClock(old, fresh)),
  beforeNodeRemoved: old => !(old instanceof Element) || old.matches("[data-added]") === false && !holdsWork(old),
  beforeAttributeUpdated: (name, element) => !(name === "open" && element.localName === "details" || name === "tabindex" && element === document.activeElement),
};

const fields = "input, textarea, select, [contenteditable]";
const work = "dialog[open], form[data-dirty], form[data-busy], form:has([aria-invalid='true']), .errors, .menu[open], .confirm[open], .sheet[open], [data-keep]";

function inUse(element) {
  return element.matches(work) || element === document.activeElement && element.matches(fields);
}

function holdsWork(element) {
  return inUse(element) || element.querySelector(work) !== null || element.contains(document.activeElement) && document.activeElement.matches(fields);
}

function isCurrentClock(old, fresh) {
  return old.localName === "m-clock" && fresh.localName === "m-clock" && old.getAttribute("due") === fresh.getAttribute("due") && old.getAttribute("met") === fresh.getAttribute("met");
}

// Clocks keep their ticking text in ordinary navigation, too.
if (window.Idiomorph) Idiomorph.defaults.callbacks.beforeNodeMorphed = (old, fresh) => !(old instanceof Element) || !isCurrentClock(old, fresh);
