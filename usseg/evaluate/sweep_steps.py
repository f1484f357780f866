"""What happens to images between patient and upload, one step at a time, each at a stated strength."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from PIL import Image
from scipy import ndimage

from usseg.evaluate.cases import Case
from usseg.image.field import find_field
from usseg.image.preprocess import field_mask
from usseg.image.read import frame_from_array
from usseg.phantom.furniture import furnish

DISPLAYED_DB = 60.0  # from black to white; scanners are set between 50 and 70
FURNITURE_SEED = 20_250_104
Change = Callable[[Case], Case]


@dataclass(frozen=True)
class Step:
    """One change of a frame: its kind, its strength (None where it has none), and the unit of that."""

    name: str
    value: float | None
    unit: str
    change: Change

    @property
    def label(self) -> str:
        """Name, value and unit: "gain +6 dB"."""
        if self.value is None:
            return self.name
        number = f"{self.value:+g}" if self.unit == "dB" else f"{self.value:g}"
        return f"{self.name} {number} {self.unit}".strip()


def gained(case: Case, gain_db: float) -> Case:
    """Shift the grey of every echo, as the gain knob does on a log-compressed display.

    The display spans `DISPLAYED_DB` from black to white, so 6 dB are a tenth of white. What is
    black stays black: there was no echo above the floor to amplify.
    """
    inside = field_mask(find_field(frame_from_array(case.pixels)), case.pixels.shape)
    shifted = np.clip(case.pixels + 255 * gain_db / DISPLAYED_DB, 0, 255).round()
    return replace(
        case, pixels=np.where(inside & (case.pixels > 0), shifted, case.pixels).astype(np.uint8)
    )


def bent(case: Case, gamma: float) -> Case:
    """Raise grey, as a share of white, to the power gamma: another screen, another map."""
    return replace(case, pixels=np.rint(255 * (case.pixels / 255) ** gamma).astype(np.uint8))


def blurred(case: Case, share: float) -> Case:
    """Blur with a Gaussian whose standard deviation is a share (in %) of the frame's shorter side."""
    sigma = share / 100 * min(case.pixels.shape)
    grey = ndimage.gaussian_filter(case.pixels.astype(np.float32), sigma)
    return replace(case, pixels=np.rint(grey).astype(np.uint8))


def zoomed(case: Case, factor: float) -> Case:
    """Resample the whole frame to `factor` times its rows and columns, as a larger display does."""
    rows, cols = (max(16, round(side * factor)) for side in case.pixels.shape)
    pixels = Image.fromarray(case.pixels).resize((cols, rows), Image.Resampling.BILINEAR)
    bits = Image.fromarray(case.bits).resize((cols, rows), Image.Resampling.NEAREST)
    spacing = case.spacing_mm and (case.spacing_mm[0] / factor, case.spacing_mm[1] / factor)
    return replace(case, pixels=np.asarray(pixels), bits=np.asarray(bits), spacing_mm=spacing)


def closer(case: Case, share: float) -> Case:
    """Keep the upper part of the frame, `share` % of its rows and of its columns: less depth."""
    rows, cols = (round(side * share / 100) for side in case.pixels.shape)
    left = (case.pixels.shape[1] - cols) // 2
    part = np.s_[:rows, left : left + cols]
    return replace(case, pixels=case.pixels[part].copy(), bits=case.bits[part].copy())


def flipped(case: Case) -> Case:
    """Mirror left and right: the probe was turned round."""
    return replace(case, pixels=case.pixels[:, ::-1].copy(), bits=case.bits[:, ::-1].copy())


def furnished(case: Case) -> Case:
    """Put the whole frame on a simulated scanner's screen; what surrounds it has no truth."""
    rng = np.random.default_rng([FURNITURE_SEED, *case.name.encode()])
    screen, (row, col) = furnish(case.pixels, None, rng)
    bits = np.zeros(screen.shape, dtype=np.uint8)
    rows, cols = case.bits.shape
    bits[row : row + rows, col : col + cols] = case.bits
    return replace(case, pixels=screen, bits=bits)


def squeezed(case: Case, quality: int) -> Case:
    """Compress and decompress as JPEG of a quality from 1 to 95."""
    stream = io.BytesIO()
    Image.fromarray(case.pixels).save(stream, "JPEG", quality=quality)
    return replace(case, pixels=np.asarray(Image.open(stream).convert("L")))


STEPS = (
    *(Step("gain", gain, "dB", partial(gained, gain_db=gain)) for gain in (-6.0, -3.0, 3.0, 6.0)),
    *(Step("gamma", value, "", partial(bent, gamma=value)) for value in (0.6, 0.8, 1.25, 1.6)),
    *(Step("blur", share, "%", partial(blurred, share=share)) for share in (0.25, 0.5)),
    *(Step("zoom", factor, "", partial(zoomed, factor=factor)) for factor in (0.5, 0.75, 1.5, 2.0)),
    Step("crop to", 75, "%", partial(closer, share=75)),
    Step("flip", None, "", flipped),
    Step("furniture", None, "", furnished),
    Step("JPEG", 50, "", partial(squeezed, quality=50)),
)
