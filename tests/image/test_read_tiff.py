"""TIFF: tifffile and Pillow write, the reader gives the same numbers back."""

import numpy as np
import pytest
import tifffile
from image_makers import colours, ramp, rec601, wide_ramp
from PIL import Image

from usseg.errors import InputError
from usseg.image.read import read_frame


def tiff(folder, pixels, **options):
    path = folder / "a.tif"
    tifffile.imwrite(path, pixels, **options)
    return path


@pytest.mark.parametrize("compression", [None, "lzw", "zlib", "packbits"])
@pytest.mark.parametrize("big_endian", [False, True])
@pytest.mark.parametrize("pixels", [ramp(), wide_ramp()], ids=["8 bit", "16 bit"])
def test_grey_levels_come_back_unchanged(tmp_path, pixels, compression, big_endian):
    order = ">" if big_endian else "<"
    frame = read_frame(tiff(tmp_path, pixels, compression=compression, byteorder=order))
    np.testing.assert_array_equal(frame.pixels, pixels)
    assert frame.white == np.iinfo(pixels.dtype).max


def test_bigtiff_and_tiles_are_read(tmp_path):
    frame = read_frame(tiff(tmp_path, ramp(70, 90), bigtiff=True, tile=(32, 32), compression="lzw"))
    np.testing.assert_array_equal(frame.pixels, ramp(70, 90))


def test_16_bit_colour_keeps_all_its_levels(tmp_path):
    path = tiff(tmp_path, np.stack([wide_ramp()] * 3, axis=-1), photometric="rgb")
    np.testing.assert_array_equal(read_frame(path).pixels, wide_ramp())


@pytest.mark.parametrize("planar", ["contig", "separate"])
def test_colour_turns_to_grey_by_luma(tmp_path, planar):
    stored = colours() if planar == "contig" else np.moveaxis(colours(), -1, 0)
    frame = read_frame(tiff(tmp_path, stored, photometric="rgb", planarconfig=planar))
    np.testing.assert_allclose(frame.pixels, rec601(colours()), atol=0.51)


def test_jpeg_inside_equals_what_pillow_decodes(tmp_path):
    path = tmp_path / "a.tif"
    Image.fromarray(colours()).save(path, compression="jpeg", quality=95)
    expected = rec601(np.asarray(Image.open(path).convert("RGB")))
    np.testing.assert_allclose(read_frame(path).pixels, expected, atol=1.5)


@pytest.mark.parametrize("pixels", [ramp(), wide_ramp()], ids=["8 bit", "16 bit"])
def test_min_is_white_is_inverted(tmp_path, pixels):
    frame = read_frame(tiff(tmp_path, pixels, photometric="miniswhite"))
    np.testing.assert_array_equal(frame.pixels, np.iinfo(pixels.dtype).max - pixels)


def test_palette_colours_count_not_its_indices(tmp_path):
    palette = Image.fromarray(colours()).quantize(32)
    palette.save(tmp_path / "a.tif")
    expected = rec601(np.asarray(palette.convert("RGB")))
    np.testing.assert_allclose(read_frame(tmp_path / "a.tif").pixels, expected, atol=0.51)


def test_black_and_white_uses_the_full_range(tmp_path):
    frame = read_frame(tiff(tmp_path, ramp() > 99, photometric="minisblack"))
    np.testing.assert_array_equal(frame.pixels, (ramp() > 99) * 255)


def test_alpha_lies_on_black_unless_it_already_does(tmp_path):
    grey_alpha = np.dstack([ramp(), ramp()[::-1]])
    straight = tiff(tmp_path, grey_alpha, photometric="minisblack", extrasamples=["unassalpha"])
    expected = ramp() * (ramp()[::-1] / 255)
    np.testing.assert_allclose(read_frame(straight).pixels, expected, atol=0.51)
    ready = tiff(tmp_path, grey_alpha, photometric="minisblack", extrasamples=["assocalpha"])
    np.testing.assert_array_equal(read_frame(ready).pixels, ramp())


def test_of_several_pages_the_first_is_read_and_this_is_said(tmp_path):
    path = tiff(tmp_path, np.stack([ramp(), 255 - ramp()]), photometric="minisblack")
    frame = read_frame(path)
    np.testing.assert_array_equal(frame.pixels, ramp())
    assert frame.warnings == ("The file holds several frames; the first one was used.",)


def test_resolution_tags_are_not_a_scale(tmp_path):
    path = tiff(tmp_path, ramp(), resolution=(100, 100), resolutionunit="CENTIMETER")
    assert read_frame(path).spacing_mm is None


def test_unit_range_floats_are_scaled_to_16_bits(tmp_path):
    frame = read_frame(tiff(tmp_path, wide_ramp() / np.float32(65535)))
    np.testing.assert_array_equal(frame.pixels, wide_ramp())
    assert frame.white == 65535


@pytest.mark.parametrize(
    ("pixels", "sentence"),
    [
        (ramp().astype(np.float32), r"floats from 0 to \d+; 0 \(black\) to 1"),
        (np.where(ramp() == 9, np.nan, 0.5).astype(np.float32), "contains NaN"),
        (ramp().astype(np.uint32), "holds uint32 values; uint8, uint16"),
        (ramp().astype(np.int16), "holds int16 values"),
    ],
)
def test_numbers_without_a_known_white_are_refused(tmp_path, pixels, sentence):
    with pytest.raises(InputError, match=sentence):
        read_frame(tiff(tmp_path, pixels))


@pytest.mark.parametrize("compression", [None, "zlib"])
def test_a_picture_taller_than_its_strips_is_refused(tmp_path, compression):
    path = tiff(tmp_path, ramp(64, 64), rowsperstrip=16, compression=compression)
    with tifffile.TiffFile(path, mode="r+") as file:
        file.pages.first.tags["ImageLength"].overwrite(640)
    with pytest.raises(InputError, match="truncated or damaged"):
        read_frame(path)


@pytest.mark.parametrize("options", [{"compression": "zstd"}, {"photometric": "separated"}])
def test_rare_kinds_are_refused_with_what_to_do(tmp_path, options):
    pixels = np.dstack([colours(), ramp()]) if "photometric" in options else ramp()
    with pytest.raises(InputError, match=r"not supported.*Save it as PNG"):
        read_frame(tiff(tmp_path, pixels, **options))
