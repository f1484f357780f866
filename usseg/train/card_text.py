"""The prose of a model card; `usseg.train.release_card` fills in what the manifest says."""

from string import Template

CARD = Template("""---
library_name: keras
pipeline_tag: image-segmentation
license: apache-2.0
metrics:
- dice
- iou
tags:
$tags
model-index:
$index
---

# usseg-$model $version

A small UNet that labels tissue in B-mode ultrasound images: $labels.

**Research software. It is not a medical device: the diagnosis remains with the doctor.**

## Use

```python
import usseg

segmentation = usseg.segment("image.png", model="$model", version="$version")
segmentation.mask  # label map, uint8, at the image's own rows and columns
```

The network takes grey levels in [0, 1] (scaled by the value that means white, not by the image's own
minimum and maximum), cropped to the B-mode field and resampled to $view. `usseg` does this; a
program that loads `model.keras` by itself must do the same. SHA-256 of the file: `$sha256`
($bytes bytes).

## Evidence

A tissue that was compared with phantoms only is unproven on real images.

$evidence

## Scores

Made by `python -m usseg evaluate` at each image's own size, through the same steps as any upload.
Brackets hold 95 % bootstrap intervals by group of alike images; HD95 is the 95th percentile Hausdorff
distance. An image that lacks a tissue in truth and prediction does not count; one where it was found
but is not there (a false alarm) counts as 0. "Where present" leaves these out; "pooled" counts the
pixels of all images together.

$scores
## Calibration

A confidence of 0.9 shall mean right in nine of ten pixels. The logits are divided by one temperature;
the calibration error is the mean gap between confidence and accuracy. Where a truth draws no border
between two tissues, the confidence is that of the two together.

$calibration

## Gate

A warning, never a refusal, for images unlike those of the training: blank, dark, coloured, of another
texture, of other features, or without any tissue that such an image shows.

$gate

## Robustness

The same images with another gain (on a display of 60 dB), gamma, sharpness, size, screen, compression.

$sweeps

## Training

$epochs epochs, $steps steps, $seconds s$start. Settings, package versions and digests of the data are in
`manifest.json`.

| data | split | images | licence | source |
|---|---|---|---|---|
$training

## Limits

- Phantoms are simulated. High scores on them show that the network learnt the simulation, not that it
  is right on patients.
- Real images with labels are few, and label few tissues. A tissue without a score on real images above
  is unproven on real images.
- Labels called weak were drawn by a non-expert from the image alone: a hint, not a ground truth.
- Other organs, vessels, nerves and colour overlays were not part of the training: what the mask says of
  them means nothing, however sure it looks.
""")
