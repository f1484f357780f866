"""A script that finds boxes whose border does not stand out: WCAG 2.2, 1.4.11, which axe leaves out."""

FAINT = """() => {
  const rgb = (words) => words.match(/[\\d.]+/g).map(Number);
  const light = (channel) => channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) =>
    0.2126 * light(r / 255) + 0.7152 * light(g / 255) + 0.0722 * light(b / 255);
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (node) => {
    for (let one = node.parentElement; one; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const boxes = 'textarea, input:is([type=checkbox], [type=radio], [type=number], [type=text])';
  const asked = (one) => one.checkVisibility({visibilityProperty: true}) && !one.checked && !one.disabled
    && one.getBoundingClientRect().width > 4 && parseFloat(getComputedStyle(one).borderTopWidth) > 0;
  return [...document.querySelectorAll(boxes)].filter(asked)
    .map((one) => [one, contrast(rgb(getComputedStyle(one).borderTopColor), behind(one))])
    .filter(([, seen]) => seen < 3)
    .map(([one, seen]) => `faint border ${seen.toFixed(2)}: ${one.outerHTML.slice(0, 120)}`);
}"""
