"""PNG, JPEG, BMP and GIF: the pixels that come out are those another library put in."""

import io

import imagecodecs
import numpy as np
import pytest
from image_makers import colours, jpeg_bytes, ramp, rec601, wide_ramp
from PIL import Image, ImageOps

from usseg.image.read import read_frame


def pillow_file(path, pixels, **options):
    Image.fromarray(pixels).save(path, **options)
    return path


@pytest.mark.parametrize("ending", ["png", "bmp", "gif"])
def test_grey_levels_come_back_unchanged(tmp_path, ending):
    frame = read_frame(pillow_file(tmp_path / f"a.{ending}", ramp()))
    np.testing.assert_array_equal(frame.pixels, ramp())
    assert (frame.white, frame.spacing_mm, frame.spacing_source) == (255, None, "unknown")
    assert frame.warnings == ()


def test_content_decides_not_the_extension(tmp_path):
    path = pillow_file(tmp_path / "a.png", ramp())
    np.testing.assert_array_equal(read_frame(path.rename(tmp_path / "a.dcm")).pixels, ramp())


@pytest.mark.parametrize("ending", ["png", "bmp"])
def test_colour_turns_to_grey_by_luma_and_says_so(tmp_path, ending):
    frame = read_frame(pillow_file(tmp_path / f"a.{ending}", colours()))
    np.testing.assert_allclose(frame.pixels, rec601(colours()), atol=0.51)
    assert "coloured" in frame.warnings[0]


def test_grey_stored_as_colour_is_exact_and_needs_no_sentence(tmp_path):
    frame = read_frame(pillow_file(tmp_path / "a.png", np.stack([ramp()] * 3, axis=-1)))
    np.testing.assert_array_equal(frame.pixels, ramp())
    assert frame.warnings == ()


def test_jpeg_equals_what_pillow_decodes(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(jpeg_bytes(ramp()))
    np.testing.assert_array_equal(read_frame(path).pixels, np.asarray(Image.open(path)))


def test_cmyk_jpeg_is_read_as_its_colours(tmp_path):
    path = tmp_path / "a.jpg"
    Image.fromarray(colours()).convert("CMYK").save(path, quality=100, subsampling=0)
    expected = rec601(np.asarray(Image.open(path).convert("RGB")))
    np.testing.assert_allclose(read_frame(path).pixels, expected, atol=0.51)


def test_every_level_of_a_16_bit_png_survives(tmp_path):
    frame = read_frame(pillow_file(tmp_path / "a.png", wide_ramp()))
    np.testing.assert_array_equal(frame.pixels, wide_ramp())
    assert np.unique(frame.pixels).size == 2400
    assert (frame.pixels.dtype, frame.white, frame.warnings) == (np.uint16, 65535, ())


def test_every_level_of_a_16_bit_colour_png_survives(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(imagecodecs.png_encode(np.stack([wide_ramp()] * 3, axis=-1)))
    np.testing.assert_array_equal(read_frame(path).pixels, wide_ramp())


@pytest.mark.parametrize(
    ("top", "white"), [(200, 255), (256, 1023), (1023, 1023), (4095, 4095), (9000, 16383)]
)
def test_white_is_the_smallest_usual_range_and_is_said(tmp_path, top, white):
    frame = read_frame(pillow_file(tmp_path / "a.png", wide_ramp(top)))
    np.testing.assert_array_equal(frame.pixels, wide_ramp(top))
    assert frame.white == white
    assert frame.warnings == (f"The 16-bit values reach {top}, so {white} was taken as white.",)


def test_transparency_lies_on_black(tmp_path):
    alpha = np.tile(np.arange(60, dtype=np.uint8) * 4, (40, 1))
    black = Image.new("RGBA", (60, 40), "black")
    cover = Image.fromarray(np.dstack([colours(), alpha]))
    expected = rec601(np.asarray(Image.alpha_composite(black, cover).convert("RGB")))
    cover.save(tmp_path / "a.png")
    np.testing.assert_allclose(read_frame(tmp_path / "a.png").pixels, expected, atol=1.5)


def test_16_bit_transparency_lies_on_black(tmp_path):
    grey, alpha = wide_ramp(), wide_ramp()[::-1]
    path = tmp_path / "a.png"
    path.write_bytes(imagecodecs.png_encode(np.dstack([grey, alpha])))
    expected = grey.astype(float) * alpha / 65535
    np.testing.assert_allclose(read_frame(path).pixels, expected, atol=0.51)


def test_transparent_palette_entry_is_black(tmp_path):
    indices = (ramp() // 128).astype(np.uint8)
    picture = Image.fromarray(indices)
    picture = picture.convert("P")
    picture.putpalette([200, 200, 200, 90, 90, 90])
    picture.putdata(indices.ravel().tolist())
    picture.save(tmp_path / "a.png", transparency=0)
    np.testing.assert_array_equal(read_frame(tmp_path / "a.png").pixels, indices * 90)


def test_palette_colours_count_not_its_indices(tmp_path):
    palette = Image.fromarray(colours()).quantize(32)
    palette.save(tmp_path / "a.png")
    expected = rec601(np.asarray(palette.convert("RGB")))
    np.testing.assert_allclose(read_frame(tmp_path / "a.png").pixels, expected, atol=0.51)


def test_black_and_white_png_uses_the_full_range(tmp_path):
    path = pillow_file(tmp_path / "a.png", ramp() > 99)
    np.testing.assert_array_equal(read_frame(path).pixels, (ramp() > 99) * 255)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_rotation_is_undone(tmp_path, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    for ending in ("png", "jpg", "tif"):
        Image.fromarray(ramp()).save(tmp_path / f"a.{ending}", exif=exif, quality=100)
    upright = ImageOps.exif_transpose(Image.open(tmp_path / "a.png"))
    for ending in ("png", "tif"):
        np.testing.assert_array_equal(read_frame(tmp_path / f"a.{ending}").pixels, upright)
    upright = ImageOps.exif_transpose(Image.open(tmp_path / "a.jpg"))
    np.testing.assert_array_equal(read_frame(tmp_path / "a.jpg").pixels, upright)


@pytest.mark.parametrize("ending", ["png", "gif"])
def test_of_several_frames_the_first_is_read_and_this_is_said(tmp_path, ending):
    first, second = Image.fromarray(ramp()), Image.fromarray(255 - ramp())
    first.save(tmp_path / f"a.{ending}", save_all=True, append_images=[second])
    frame = read_frame(tmp_path / f"a.{ending}")
    np.testing.assert_array_equal(frame.pixels, ramp())
    assert frame.warnings == ("The file holds several frames; the first one was used.",)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_damaged_exif_does_not_lose_the_picture(tmp_path):
    buffer = io.BytesIO()
    Image.fromarray(ramp()).save(buffer, "PNG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")
    (tmp_path / "a.png").write_bytes(buffer.getvalue())
    np.testing.assert_array_equal(read_frame(tmp_path / "a.png").pixels, ramp())
