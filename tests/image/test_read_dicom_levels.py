"""DICOM: how stored numbers become grey levels, from sign and slope to palette and YBR."""

import numpy as np
import pytest
from image_makers import colours, dicom, ramp, rec601, saved, wide_ramp
from pydicom.pixels import convert_color_space

from usseg.image.read import read_frame


def test_monochrome1_is_inverted(tmp_path):
    frame = read_frame(saved(dicom(ramp(), "MONOCHROME1"), tmp_path / "a.dcm"))
    np.testing.assert_array_equal(frame.pixels, 255 - ramp())


def test_falling_rescale_is_inverted_and_a_rising_one_changes_nothing(tmp_path):
    falling = dicom(ramp(), RescaleSlope="-2", RescaleIntercept="10")
    rising = dicom(ramp(), RescaleSlope="2", RescaleIntercept="10")
    np.testing.assert_array_equal(
        read_frame(saved(falling, tmp_path / "a.dcm")).pixels, 255 - ramp()
    )
    np.testing.assert_array_equal(read_frame(saved(rising, tmp_path / "b.dcm")).pixels, ramp())


def test_white_is_what_the_header_says_and_it_is_said(tmp_path):
    data = dicom(wide_ramp(900), BitsStored=12)
    frame = read_frame(saved(data, tmp_path / "a.dcm"))
    np.testing.assert_array_equal(frame.pixels, wide_ramp(900))
    assert frame.white == 4095
    assert frame.warnings == ("The header says 12 bits, so 4095 was taken as white.",)


def test_signed_numbers_start_at_black(tmp_path):
    signed = (wide_ramp(4095).astype(np.int32) - 2048).astype(np.int16)
    frame = read_frame(saved(dicom(signed, BitsStored=12), tmp_path / "a.dcm"))
    np.testing.assert_array_equal(frame.pixels, wide_ramp(4095))
    assert frame.white == 4095


def test_colour_by_plane_is_read(tmp_path):
    data = dicom(colours(), PlanarConfiguration=1)
    data.PixelData = np.moveaxis(colours(), -1, 0).tobytes()
    frame = read_frame(saved(data, tmp_path / "a.dcm"))
    np.testing.assert_allclose(frame.pixels, rec601(colours()), atol=0.51)


def test_uncompressed_ybr_is_turned_to_rgb_first(tmp_path):
    stored = convert_color_space(colours(), "RGB", "YBR_FULL")
    frame = read_frame(saved(dicom(stored, "YBR_FULL"), tmp_path / "a.dcm"))
    np.testing.assert_allclose(frame.pixels, rec601(colours()), atol=2)


def test_uncompressed_ybr_422_keeps_its_luma(tmp_path):
    full = convert_color_space(np.dstack([ramp()] * 3), "RGB", "YBR_FULL").reshape(-1, 2, 3)
    packed = np.column_stack([full[:, 0, 0], full[:, 1, 0], full[:, 0, 1], full[:, 0, 2]])
    data = dicom(np.dstack([ramp()] * 3), "YBR_FULL_422", PixelData=packed.astype("u1").tobytes())
    frame = read_frame(saved(data, tmp_path / "a.dcm"))
    np.testing.assert_allclose(frame.pixels, ramp(), atol=1)


@pytest.mark.parametrize(("bits", "factor"), [(8, 1), (16, 257)])
def test_palette_is_looked_up(tmp_path, bits, factor):
    table = np.random.default_rng(1).integers(0, 256, (3, 256))
    data = dicom(ramp(), "PALETTE COLOR")
    for name, entries in zip(("Red", "Green", "Blue"), table, strict=True):
        setattr(data, f"{name}PaletteColorLookupTableDescriptor", [256, 0, bits])
        stored = (entries * factor).astype(f"<u{bits // 8}").tobytes()
        setattr(data, f"{name}PaletteColorLookupTableData", stored)
    frame = read_frame(saved(data, tmp_path / "a.dcm"))
    expected = rec601(np.moveaxis(table[:, ramp()], 0, -1)) * factor
    np.testing.assert_allclose(frame.pixels, expected, atol=1)
    assert frame.white == 2**bits - 1
