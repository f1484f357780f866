"""Names for what Gradio leaves without one, for those who do not see it: pictures, videos, colours."""

import json

from usseg.tissues import MULTICLASS

SCRIPT = """() => {
  const tissues = %s;
  const views = document.querySelector("#views");
  const words = (block) => block?.querySelector("h2, label")?.textContent.trim();
  const name = () => {
    views.querySelectorAll(".image-container img").forEach((picture) => {
      const block = picture.closest("#panels > .column") || picture.closest(".block");
      if (!picture.alt) picture.alt = words(block) || "";
    });
    views.querySelectorAll("video, #surfaces canvas").forEach((video) => {
      if (!video.ariaLabel) video.ariaLabel = words(video.closest(".block")) || "";
    });
    views.querySelectorAll(".empty[aria-label]:not([role])").forEach((none) => {
      none.setAttribute("role", "img");
    });
    // A label counts on nothing without a role; the editor has one while it is being built, too.
    views.querySelectorAll("[data-testid=image][aria-label]:not([role])").forEach((editor) => {
      editor.setAttribute("role", "group");
    });
    // A button inside a link is one target, not two.
    views.querySelectorAll("a > button:not([tabindex])").forEach((inner) => { inner.tabIndex = -1; });
    views.querySelectorAll("#editor menu button.color").forEach((button) => {
      const tissue = tissues[button.style.backgroundColor];
      if (tissue && !button.title) button.title = button.ariaLabel = tissue;
    });
  };
  new MutationObserver(name).observe(views, {childList: true, subtree: true});
}"""


def script() -> str:
    """Return the JavaScript that gives the names, now and whenever something new is shown."""
    return SCRIPT % json.dumps({f"rgb{tissue.colour}": tissue.name for tissue in MULTICLASS})
