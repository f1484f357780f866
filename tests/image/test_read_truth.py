"""Ground truths: index, palette and colour PNGs, and what is no truth."""

import numpy as np
import pytest
from image_makers import jpeg_bytes, ramp, wide_ramp
from PIL import Image

from usseg.errors import InputError
from usseg.image.truth import check_truth, read_truth, to_binary
from usseg.tissues import MULTICLASS

SHAPE = (24, 32)
LABELS = np.resize(np.array([*range(8), 255, 3, 2], dtype=np.uint8), SHAPE)
COLOURS = {tissue.label: tissue.colour for tissue in MULTICLASS} | {255: (255, 255, 255)}


def painted(labels):
    """The labels in the tissues' own colours, white where they say nothing."""
    return np.array([[COLOURS[int(label)] for label in row] for row in labels], dtype=np.uint8)


def written(folder, picture, name="truth.png"):
    picture = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    picture.save(folder / name)
    return folder / name


def test_index_png_gives_its_values(tmp_path):
    labels = read_truth(written(tmp_path, LABELS), SHAPE, "multiclass")
    np.testing.assert_array_equal(labels, LABELS)
    assert labels.dtype == np.uint8


def test_palette_png_gives_its_indices_whatever_their_colours(tmp_path):
    picture = Image.fromarray(LABELS % 8).convert("P")
    picture.putdata((LABELS % 8).ravel().tolist())
    picture.putpalette([value for index in range(8) for value in (200 - index, 9, index)])
    labels = read_truth(written(tmp_path, picture), SHAPE, "multiclass")
    np.testing.assert_array_equal(labels, LABELS % 8)


def test_colour_png_in_the_tissues_colours_gives_their_labels(tmp_path):
    labels = read_truth(written(tmp_path, painted(LABELS)), SHAPE, "multiclass")
    np.testing.assert_array_equal(labels, LABELS)


def test_palette_that_a_paint_program_sorted_anew_is_read_by_colour(tmp_path):
    picture = Image.fromarray(painted(LABELS)).quantize(9, dither=Image.Dither.NONE)
    assert not np.array_equal(np.asarray(picture), LABELS)
    labels = read_truth(written(tmp_path, picture), SHAPE, "multiclass")
    np.testing.assert_array_equal(labels, LABELS)


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_fewer_bits_are_not_spread_over_the_grey_range(tmp_path, bits):
    labels = (LABELS % 8) % 2**bits
    path = tmp_path / "truth.png"
    if bits == 1:
        Image.fromarray(labels.astype(bool)).save(path)
    else:
        path.write_bytes(packed_grey_png(labels, bits))
    np.testing.assert_array_equal(read_truth(path, SHAPE, "multiclass"), labels)


def packed_grey_png(labels, bits):
    """A grey PNG of 2 or 4 bits, which Pillow cannot write."""
    import struct
    import zlib

    def chunk(kind, content):
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    per_byte = 8 // bits
    groups = labels.reshape(labels.shape[0], -1, per_byte)
    weights = 2 ** (bits * np.arange(per_byte)[::-1])
    rows = b"".join(b"\x00" + bytes(row) for row in (groups * weights).sum(axis=2).astype(np.uint8))
    header = struct.pack(">IIBBBBB", labels.shape[1], labels.shape[0], bits, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def test_multiclass_truth_becomes_fat_and_rest_for_the_binary_model(tmp_path):
    labels = read_truth(written(tmp_path, LABELS), SHAPE, "binary")
    np.testing.assert_array_equal(labels == 1, LABELS == 2)
    np.testing.assert_array_equal(labels == 255, LABELS == 255)
    np.testing.assert_array_equal(labels, to_binary(LABELS))


def test_binary_truth_stays_as_it_is(tmp_path):
    labels = np.where(LABELS == 255, 255, LABELS % 2).astype(np.uint8)
    np.testing.assert_array_equal(read_truth(written(tmp_path, labels), SHAPE, "binary"), labels)


def test_another_size_is_refused_with_both_sizes(tmp_path):
    with pytest.raises(InputError, match=r"truth has 24 x 32 pixels, but the image has 32 x 24"):
        read_truth(written(tmp_path, LABELS), (32, 24), "multiclass")


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (np.where(LABELS == 7, 9, LABELS).astype(np.uint8), r"holds 9, .* 7 bone, or 255"),
        (np.where(LABELS == 7, 255, 0).astype(np.uint8), "only 0 and 255"),
        (np.full((*SHAPE, 3), 17, np.uint8), r"colour \(17, 17, 17\), which no tissue has"),
        (wide_ramp(6, *SHAPE), "16 bits or transparency"),
        (np.dstack([LABELS] * 4), "16 bits or transparency"),
    ],
)
@pytest.mark.parametrize("model", ["multiclass", "binary"])
def test_pictures_that_are_no_labels_are_refused(tmp_path, picture, sentence, model):
    with pytest.raises(InputError, match=sentence.replace("7 bone", "(7 bone|1 fat)")):
        read_truth(written(tmp_path, picture), SHAPE, model)


def test_lossy_and_damaged_files_are_refused(tmp_path):
    (tmp_path / "truth.png").write_bytes(jpeg_bytes(ramp()))
    with pytest.raises(InputError, match=r"truth\.png is not a PNG file"):
        read_truth(tmp_path / "truth.png", SHAPE, "multiclass")
    path = written(tmp_path, LABELS)
    path.write_bytes(path.read_bytes()[:90])
    with pytest.raises(InputError, match="truncated or damaged"):
        read_truth(path, SHAPE, "multiclass")
    with pytest.raises(InputError, match=r"There is no file none\.png"):
        read_truth(tmp_path / "none.png", SHAPE, "multiclass")


@pytest.mark.parametrize("labels", [LABELS / 2, LABELS.astype(int) - 3, LABELS.astype(str)])
def test_arrays_that_are_no_labels_are_refused(labels):
    with pytest.raises(InputError, match="no label of the multiclass model"):
        check_truth(labels, SHAPE, "multiclass")
