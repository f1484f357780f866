/* Gradio's wipe listens to the mouse alone: here its line gets a name, a place in the order of keys and the
   arrow keys. The numbers of a tissue are announced. */
() => {
  const LABEL = "__LABEL__", STEP = 0.05;
  const line = () => document.querySelector("#wipe .outer");
  const box = () => document.querySelector("#wipe img")?.getBoundingClientRect();
  const middle = (element) => {
    const place = element.getBoundingClientRect();
    return [place.left + place.width / 2, place.top + place.height / 2];
  };
  const share = () => {
    const picture = box();
    return picture?.width ? (middle(line())[0] - picture.left) / picture.width : 0.5;
  };
  const drag = (target) => {
    const picture = box(), [x, y] = middle(line());
    const to = picture.left + Math.min(1, Math.max(0, target)) * picture.width;
    const send = (place, kind, clientX) => place.dispatchEvent(
      new MouseEvent(kind, {bubbles: true, cancelable: true, view: window, clientX, clientY: y}));
    send(line(), "mousedown", x);
    send(window, "mousemove", to);
    send(window, "mouseup", to);
    requestAnimationFrame(tell);
  };
  const tell = () => {
    line()?.setAttribute("aria-valuenow", Math.round(100 * share()));
  };
  const keys = {ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP};
  const name = () => {
    const asked = document.querySelector("#asked");
    if (asked && !asked.ariaLive) asked.ariaLive = "polite";
    const handle = line();
    if (!handle || handle.role === "slider") return;
    Object.assign(handle, {role: "slider", tabIndex: 0, ariaLabel: LABEL, ariaValueMin: 0, ariaValueMax: 100});
    tell();
    handle.addEventListener("keydown", (event) => {
      const target = {Home: 0, End: 1}[event.key] ?? (event.key in keys ? share() + keys[event.key] : null);
      if (target === null) return;
      event.preventDefault();
      drag(target);
    });
    window.addEventListener("mouseup", () => requestAnimationFrame(tell));
  };
  new MutationObserver(name).observe(document.querySelector("#views"), {childList: true, subtree: true});
  name();
}
