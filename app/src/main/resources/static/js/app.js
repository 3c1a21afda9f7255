// Every page's behaviours, one a file. A page works without any of them.
// Events between them, on document: "meridian:page" after a navigation or form answer was morphed in, "meridian:news" when something on it
// changed, "meridian:reread" after the live re-reading that follows, "meridian:changed" asks for one, "meridian:tell" {text, href, bad, act} shows a passing message.
import "./morph.js";
import "./page.js";
import "./clock.js";
import "./meridian.js";
import "./time.js";
import "./live.js";
import "./draft.js";
import "./offline.js";
import "./keys.js";
import "./dialog.js";
import "./menu.js";
import "./tabs.js";
import "./flash.js";
import "./progress.js";
import "./drop.js";
import "./push.js";
import "./carry.js";
import "./search.js";
