/* A visitor's images: several at once, dropped anywhere on the page or pasted, wait in the browser in a
   list. Only the one that is chosen is uploaded, as if it had been chosen alone. */
() => {
  const LABEL = "__LABEL__", CHOOSE = "__CHOOSE__", MOST = __MOST__, TOO_MANY = "__TOO_MANY__";
  const files = [];
  let pasted = 0, ours = false;
  const block = () => document.querySelector("#image");
  const input = () => block()?.querySelector("input[type=file]");
  const list = () => document.querySelector("#queue select");

  const draw = (chosen) => {
    const place = document.querySelector("#queue .queue");
    place.hidden = files.length < 2;
    place.querySelector("label span").textContent = `${LABEL} (${files.length})`;
    list().replaceChildren(new Option(CHOOSE, ""), ...files.map((file, index) => new Option(
      `${index + 1}. ${file.name}`, index)));
    list().value = chosen;
  };
  const say = (words) => {
    document.querySelector("#queue [role=status]").textContent = words;
  };
  const same = (a, b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
  const wait = async (found) => {
    for (let turn = 0; turn < 100 && !found(); turn += 1) await new Promise((go) => setTimeout(go, 20));
    return found();
  };

  const upload = async (file) => {
    block().querySelector("button[aria-label=Clear]")?.click();
    const chooser = await wait(input);
    if (!chooser) return;
    const carrier = new DataTransfer();
    carrier.items.add(file);
    chooser.files = carrier.files;
    ours = true;
    chooser.dispatchEvent(new Event("change", {bubbles: true}));
    ours = false;
  };
  const add = (given) => {
    const fresh = given.filter((file) => !files.some((known) => same(known, file)));
    const room = fresh.slice(0, Math.max(0, MOST - files.length));
    files.push(...room);
    say(room.length < fresh.length ? TOO_MANY : "");
    const shown = files.findIndex((known) => same(known, room[0] || given[0]));
    draw(shown);
    return files[shown];
  };
  const receive = (given) => {
    const file = add(given);
    if (file) upload(file);
  };

  document.addEventListener("change", (event) => {
    if (event.target === list() && list().value !== "") upload(files[Number(list().value)]);
    if (event.target !== input() || ours) return;
    const given = [...event.target.files];
    if (given.length > 1) {
      event.stopImmediatePropagation();
      event.target.value = "";
      receive(given);
    } else if (given.length) add(given);
  }, true);
  document.addEventListener("paste", (event) => {
    const given = [...(event.clipboardData?.files || [])];
    if (!given.length || event.target.closest?.("input, textarea, [contenteditable=true]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    receive(given.map((file) => {
      if (file.name !== "image.png") return file;
      pasted += 1; // every browser gives a picture of the clipboard this one name
      return new File([file], `pasted-${pasted}.png`, {type: file.type});
    }));
  }, true);
  const elsewhere = (target) => {
    const other = target.closest?.(".block")?.querySelector("input[type=file]");
    return other && !block().contains(other);
  };
  const holdsFiles = (event) => event.dataTransfer?.types?.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (holdsFiles(event) && !elsewhere(event.target)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const given = [...(event.dataTransfer?.files || [])];
    if (!given.length || elsewhere(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    receive(given);
  }, true);
  document.querySelector("#examples")?.addEventListener("click", () => {
    if (files.length) list().value = "";
  });
  const allow = () => {
    if (input() && !input().multiple) input().multiple = true;
  };
  new MutationObserver(allow).observe(block(), {childList: true, subtree: true});
  allow();
}
