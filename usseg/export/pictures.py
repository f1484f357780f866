"""The mask as PNG: label values for programs, colours for people."""

import dataclasses
import io

import numpy as np
from PIL import Image

from usseg.export.blank import shown_frame
from usseg.export.bundle import Export
from usseg.render import encode_mask, encode_picture, overlay
from usseg.render.colour import colour_table


def encode_index_png(export: Export) -> bytes:
    """Encode the mask as label values, 8 bit, one channel, at the input's own rows and columns."""
    return encode_mask(export.segmentation.mask)


def encode_palette_png(export: Export) -> bytes:
    """Encode the mask as a PNG with a palette: values are labels, and viewers show the tissues."""
    segmentation = export.segmentation
    picture = Image.fromarray(np.ascontiguousarray(segmentation.mask))
    picture.putpalette(colour_table(segmentation.release.model).tobytes())
    buffer = io.BytesIO()
    picture.save(buffer, format="PNG", compress_level=6)
    return buffer.getvalue()


def encode_overlay_png(export: Export) -> bytes:
    """Encode the tissues over the frame, RGB, dark outside the field where that is blanked."""
    shown = dataclasses.replace(export.segmentation, frame=shown_frame(export))
    return encode_picture(overlay(shown))
