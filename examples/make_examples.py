"""Make the example phantoms: `python -m examples.make_examples [FOLDER]`. The same bytes each time."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usseg.phantom.dataset import make_phantom
from usseg.phantom.seeds import FIRST_HELD_OUT_SEED
from usseg.render.png import encode_mask

SHAPE = (384, 384)
COMMAND = "python -m examples.make_examples"
README = """# Examples

Simulated ultrasound: no patient, no volunteer, no third party's image. Each `NAME.png` is a phantom
of `usseg.phantom`, `NAME.truth.png` holds its label values, and `index.json` lists them for the page.
All seeds lie beyond those of training. Licence: Apache-2.0, as the code.

The page also offers `examples_rgb_color.dcm`, a real DICOM file that the pydicom package ships (MIT
licence); it is read from the installed package and is not copied here. It has no ground truth.

`clips/` holds a simulated contraction (`python -m examples.make_clip`), `volumes/` a simulated scan
around a limb (`python -m examples.make_volume`).

`scores.json` holds each example's mean Dice by the newest bundled weights
(`python -m examples.score_examples`); the page sorts by it. `remote.json` lists real images that are
fetched by link only, with commit, SHA-256, licence and authors. They come without a truth: the labels
that the authors of the thigh panoramas give are MATLAB files, which are not read, and none lie beside
the images of the lower leg.

Made by `{command}`, which writes the same bytes each time:

| image | caption | scene | seed | screen | pixel size, row × column (mm) |
|---|---|---|---|---|---|
{rows}
"""


@dataclass(frozen=True)
class Recipe:
    """What one example is made from.

    Attributes:
        title: Its caption on the page.
        scene: One of `usseg.phantom.dataset.SCENES`.
        number: Its seed, counted from the first that no training may use.
        screen: Whether a scanner's screen surrounds the B-mode field.
    """

    title: str
    scene: str
    number: int
    screen: bool = False

    @property
    def seed(self) -> int:
        """The seed: a phantom that no bundled weights were trained on."""
        return FIRST_HELD_OUT_SEED + self.number

    @property
    def stem(self) -> str:
        """The start of its files' names."""
        return f"{self.scene}-screen" if self.screen else self.scene


RECIPES = (
    Recipe("Limb, along", "limb-longitudinal", 24),
    Recipe("Limb, across", "limb-transverse", 2),
    Recipe("Tendon, along", "tendon-longitudinal", 4),
    Recipe("Tendon, across", "tendon-transverse", 4),
    Recipe("Ligament", "ligament", 1),
    Recipe("Panorama", "panorama", 6),
    Recipe("Water bath", "tomography", 6),
    Recipe("Convex probe", "convex", 6),
    Recipe("Scanner screen", "limb-transverse", 5, screen=True),
)


def write_example(recipe: Recipe, folder: Path) -> dict[str, Any]:
    """Write image and ground truth of one example, and return its entry of the index."""
    phantom = make_phantom(recipe.seed, recipe.scene, SHAPE, recipe.screen)
    entry: dict[str, Any] = {
        "title": recipe.title,
        "image": f"{recipe.stem}.png",
        "truth": f"{recipe.stem}.truth.png",
        "scene": recipe.scene,
        "seed": recipe.seed,
        "screen": recipe.screen,
        "spacing_mm": [round(side, 6) for side in phantom.spacing_mm],
    }
    # A frame is grey levels of 8 bit in one channel, as a mask is: one encoder serves both.
    (folder / entry["image"]).write_bytes(encode_mask(phantom.pixels))
    (folder / entry["truth"]).write_bytes(encode_mask(phantom.mask))
    return entry


def readme(entries: list[dict[str, Any]]) -> str:
    """Return the text that says where the examples come from."""
    rows = "\n".join(
        f"| `{entry['image']}` | {entry['title']} | `{entry['scene']}` | {entry['seed']} "
        f"| {'yes' if entry['screen'] else 'no'} | {entry['spacing_mm'][0]} × {entry['spacing_mm'][1]} |"
        for entry in entries
    )
    return README.format(command=COMMAND, rows=rows)


def make_examples(folder: Path) -> None:
    """Write all examples, their index and their README into a folder that exists."""
    entries = [write_example(recipe, folder) for recipe in RECIPES]
    (folder / "index.json").write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(readme(entries), encoding="utf-8")


if __name__ == "__main__":
    make_examples(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
