() => {
  const tables = "__TABLES__";
  const left = "textarea, code, pre, script, style, [contenteditable]";
  const attributes = ["aria-label", "alt", "title"];
  const english = new WeakMap(); // node or element to what it said before it was translated
  const language = () => tables[document.documentElement.lang.slice(0, 2)];
  const said = (place, key, now, table) => {
    const known = english.get(place) || {};
    const before = known[key]?.shown === now ? known[key].before : now;
    const shown = table?.[before.trim()] ? before.replace(before.trim(), () => table[before.trim()]) : before;
    if (shown !== before || known[key]) english.set(place, { ...known, [key]: { before, shown } });
    return shown;
  };
  const translate = (root) => {
    const table = language();
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.parentElement?.closest(left)) continue;
        const shown = said(node, "text", node.data, table);
        if (shown !== node.data) node.data = shown;
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        for (const name of attributes) {
          const now = node.getAttribute(name);
          const shown = now && said(node, name, now, table);
          if (shown && shown !== now) node.setAttribute(name, shown);
        }
      }
    }
  };
  const page = document.querySelector(".gradio-container");
  let translated = false;
  const all = () => {
    if (language() || translated) translate(page);
    translated = Boolean(language());
  };
  new MutationObserver((changes) => {
    if (!language()) return;
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else translate(change.target);
    }
  }).observe(page, { childList: true, subtree: true, characterData: true, attributeFilter: attributes });
  new MutationObserver(all).observe(document.documentElement, { attributeFilter: ["lang"] });
  all();
}
