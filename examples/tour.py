# %% [markdown]
# # A tour of usseg
#
# Both bundled models label the example images of this folder: image, mask (the ground truth),
# prediction and comparison. Then come the curves of their training, and the measurement of one image.
#
# Nothing is downloaded. The examples are simulated, so every pixel of their truth is known; what the
# models do on real images stands in their model cards. Research software: the diagnosis remains with
# the doctor.
#
# Run all cells from top to bottom; besides what usseg needs, matplotlib and Jupyter must be installed.

# %%
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd().parent))  # usseg lies beside this folder
sys.path.insert(0, str(Path.cwd()))  # or beside the notebook, where Jupyter began above it
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

# %%
import json
import math

import usseg
from examples.tour_figures import draw_curves, draw_examples, draw_moments, draw_profiles
from usseg.image.preprocess import field_mask
from usseg.mask.metrics import dice
from usseg.measure import measure_frame, rows
from usseg.model.releases import bundled_release, bundled_versions
from usseg.model.replay import has_replay, read_replay
from usseg.pipeline import segment_with
from usseg.tissues import MODELS, tissues_of

folder = Path(usseg.__file__).parents[1] / "examples"
examples = json.loads((folder / "index.json").read_text(encoding="utf-8"))
releases = {model: bundled_release(model, bundled_versions(model)[-1]) for model in MODELS}
print("usseg", usseg.__version__)
for release in releases.values():
    print(release.model, release.version, "SHA-256", release.sha256[:12])

# %% [markdown]
# ## Both models on every example
#
# `segment_with` does what the page and the command line do: find the field, show it to the network,
# bring the labels back to the pixels of the image.


# %%
def segment_example(entry, model):
    """Segment one example with its ground truth and its pixel size."""
    image, truth = folder / entry["image"], folder / entry["truth"]
    return segment_with(releases[model], image, truth, tuple(entry["spacing_mm"]))


segmented = {
    model: {entry["title"]: segment_example(entry, model) for entry in examples} for model in MODELS
}

# %%
draw_examples(segmented["binary"], "binary")

# %%
draw_examples(segmented["multiclass"], "multiclass")

# %% [markdown]
# Dice of each tissue with the truth; a dash where neither holds the tissue.


# %%
def print_dice(model):
    """Print a line per example: Dice of every tissue but the background."""
    tissues = tissues_of(model)[1:]
    print(f"{model:<16}" + "".join(f"{tissue.name:>10}" for tissue in tissues))
    for title, segmentation in segmented[model].items():
        scores = [dice(segmentation.truth, segmentation.mask, tissue.label) for tissue in tissues]
        cells = ["–" if math.isnan(score) else f"{score:.3f}" for score in scores]
        print(f"{title:<16}" + "".join(f"{cell:>10}" for cell in cells))


for model in MODELS:
    print_dice(model)

# %% [markdown]
# ## How they learned
#
# A release keeps the curves of its training and some moments of it, as they were recorded. Dice is
# that of frames that were not trained on.

# %%
for release in releases.values():
    if has_replay(release):
        replay = read_replay(release)
        draw_curves(replay)
        draw_moments(replay)
    else:
        print(release.model, release.version, "came without a recorded training")

# %% [markdown]
# ## Measure one image
#
# Areas, thicknesses and echo intensities of the predicted mask, beside those of the true mask. They are
# in mm because the pixel size of this image is known; without one only pixels would be measured.

# %%
title = "Limb, along"
segmentation = segmented["multiclass"][title]
frame = segmentation.frame
inside = field_mask(segmentation.field, frame.pixels.shape)
measured = measure_frame(segmentation.mask, frame, inside, "multiclass")
true = measure_frame(segmentation.truth, frame, inside, "multiclass")


def numbers(measurements):
    """Return what was measured over all pixels of each tissue, in mm and mm²."""
    return {
        (row["tissue"], row["quantity"], row["unit"]): row["value"]
        for row in rows(measurements)
        if row["region"] == "all" and row["unit"] in ("mm", "mm²") and row["value"] is not None
    }


print(f"{title}, pixel size (row, col) in mm: {measured.spacing_mm}, {measured.spacing_source}")
truth = numbers(true)
print(f"{'tissue':<12}{'quantity':<26}{'predicted':>10}{'true':>10}  unit")
for key, value in numbers(measured).items():
    if key in truth:
        tissue, quantity, unit = key
        print(f"{tissue:<12}{quantity:<26}{value:>10.2f}{truth[key]:>10.2f}  {unit}")

# %%
draw_profiles(measured, true)
