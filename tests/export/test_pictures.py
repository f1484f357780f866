"""The PNG files of the mask hold its labels, for programs and for people."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from export_makers import FIELD, SHAPE, bright_frame, label_map, segmentation
from PIL import Image
from pydicom.data import get_testdata_file

from usseg.errors import InputError
from usseg.export.bundle import make_export
from usseg.export.pictures import encode_index_png, encode_overlay_png, encode_palette_png
from usseg.image.preprocess import field_mask
from usseg.render import encode_mask
from usseg.tissues import tissues_of


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Chunks of a PNG by name, checked by their sums; no image library."""
    found, place = {}, 8
    while place < len(png):
        (size,) = struct.unpack_from(">I", png, place)
        name, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        assert struct.unpack_from(">I", png, place + 8 + size)[0] == zlib.crc32(name + content)
        found[name] = content
        place += size + 12
    return found


def test_the_index_png_is_the_one_of_page_and_command_line(known):
    content = encode_index_png(known)
    assert content == encode_mask(label_map())
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(content))), label_map())


@pytest.mark.parametrize("model", ["binary", "multiclass"])
def test_the_palette_png_holds_labels_and_shows_the_tissues_colours(model):
    made = segmentation(model=model)
    content = encode_palette_png(make_export(made, None, "calf"))
    picture = Image.open(io.BytesIO(content))
    assert picture.mode == "P"
    np.testing.assert_array_equal(np.asarray(picture), made.mask)
    palette = chunks(content)[b"PLTE"]
    for tissue in tissues_of(model):
        assert tuple(palette[3 * tissue.label : 3 * tissue.label + 3]) == tissue.colour


def overlay_of(**settings) -> np.ndarray:
    export = make_export(segmentation(), None, "calf", **settings)
    return np.asarray(Image.open(io.BytesIO(encode_overlay_png(export))))


def test_the_overlay_shows_the_screen_unless_it_is_blanked():
    outside = ~field_mask(FIELD, SHAPE)
    grey = np.repeat(bright_frame().pixels[..., None], 3, axis=-1)
    np.testing.assert_array_equal(overlay_of()[outside], grey[outside])
    assert not overlay_of(blank_outside=True)[outside].any()


def test_dicom_is_blanked_unless_that_is_refused_and_other_files_are_not(tmp_path):
    dicom = Path(get_testdata_file("CT_small.dcm", download=False))
    png = tmp_path / "calf.dcm"  # the content decides, not the name
    Image.fromarray(bright_frame().pixels).save(png, format="PNG")
    assert make_export(segmentation(), dicom, "calf").blank_outside
    assert not make_export(segmentation(), dicom, "calf", blank_outside=False).blank_outside
    assert not make_export(segmentation(), png, "calf").blank_outside
    assert not make_export(segmentation(), None, "calf").blank_outside


def test_a_source_that_is_gone_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(InputError, match="There is no file calf") as caught:
        make_export(segmentation(), tmp_path / "calf.png", "calf", blank_outside=False)
    assert str(tmp_path) not in str(caught.value)
