// An edit that moves what belongs to others is not applied at once: the server answers 428 with what would move, and a dialog asks.

/** Whether to apply it all the same. */
export async function askSlip(host, answer) {
  const dialog = host.querySelector("#slip-ahead"), { facts } = await answer.json();
  dialog.querySelector("[data-slip-facts]").replaceChildren(...facts.flatMap(({ label, text }) => {
    const value = document.createElement("dd");
    text.split("\n").forEach((line, k) => value.append(...(k ? [document.createElement("br")] : []), line));
    return [Object.assign(document.createElement("dt"), { textContent: label }), value];
  }));
  return await new Promise(resolve => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
    dialog.showModal();
  }) === "apply";
}

/** How many others moved with an edit that was applied. */
export const movedWith = answer => Number(answer.headers.get("X-Moved") ?? 0);
