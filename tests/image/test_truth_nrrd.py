"""Ground truths as NRRD: segments by name, layers, and files that point elsewhere or burst."""

import gzip

import numpy as np
import pytest
from truth_makers import SHAPE, layers, nrrd_bytes, slicer_header, write

from usseg.errors import InputError
from usseg.image import truth_volume
from usseg.image.truth import read_truth

VOXELS = layers().T[:, :, None]
BODY = layers().tobytes()
# Slicer numbers segments as they were made, not as our labels run.
NAMES = {"Bone": (7, 1), "subcutaneous fat": (2, 2), "Aponeurosis": (4, 3), "Skin": (1, 4),
         "muscle": (3, 5)}  # fmt: skip


def numbered():
    """The layers with Slicer's own numbers, and the header that explains them."""
    voxels = np.zeros_like(VOXELS)
    for label, value in NAMES.values():
        voxels[label == VOXELS] = value
    return voxels, slicer_header([(name, 0, value) for name, (_, value) in NAMES.items()])


def read(tmp_path, content, model="multiclass", shape=SHAPE):
    return read_truth(write(tmp_path / "calf.seg.nrrd", content), shape, model)


@pytest.mark.parametrize("encoding", ["gzip", "raw"])
def test_segments_are_tissues_by_their_names(tmp_path, encoding):
    voxels, header = numbered()
    labels = read(tmp_path, nrrd_bytes(voxels, header | {"encoding": encoding}))
    np.testing.assert_array_equal(labels, layers())


def test_named_segments_become_fat_and_rest_even_if_only_skin_is_there(tmp_path):
    content = nrrd_bytes((VOXELS == 1).astype(np.uint8), slicer_header([("skin", 0, 1)]))
    assert not read(tmp_path, content, "binary").any()
    np.testing.assert_array_equal(read(tmp_path, nrrd_bytes(*numbered()), "binary"), layers() == 2)


def test_where_layers_overlap_the_later_segment_counts(tmp_path):
    planes = np.zeros((2, *VOXELS.shape), dtype=np.uint8)
    planes[0][VOXELS > 0] = 1
    planes[1][VOXELS == 3] = 1
    content = nrrd_bytes(planes, slicer_header([("fat", 0, 1), ("muscle", 1, 1)], layered=True))
    expected = np.where(layers() == 3, 3, np.where(layers() > 0, 2, 0))
    np.testing.assert_array_equal(read(tmp_path, content), expected)


def test_files_from_before_slicer_4_11_have_one_layer_per_segment(tmp_path):
    planes = np.stack([VOXELS == 2, VOXELS == 3]).astype(np.uint8)
    header = {"kinds": ["list", *["domain"] * 3], "Segment0_Name": "fat", "Segment1_Name": "muscle"}
    expected = np.where(np.isin(layers(), (2, 3)), layers(), 0)
    np.testing.assert_array_equal(read(tmp_path, nrrd_bytes(planes, header)), expected)


def test_without_segments_the_values_are_labels(tmp_path):
    np.testing.assert_array_equal(read(tmp_path, nrrd_bytes(VOXELS.astype(np.int16))), layers())


def test_strange_segments_are_refused_with_names_found_and_known(tmp_path):
    content = nrrd_bytes((VOXELS > 0).astype(np.uint8), slicer_header([("Segment_1", 0, 1)]))
    with pytest.raises(InputError, match=r"names 'Segment_1'.*background, skin, fat, muscle"):
        read(tmp_path, content)


@pytest.mark.parametrize("segments", [[("fat", 0, 2)], [("fat", 0, 1), ("muscle", 0, 1)]])
def test_voxels_of_no_segment_or_of_two_are_refused(tmp_path, segments):
    content = nrrd_bytes((VOXELS > 0).astype(np.uint8), slicer_header(segments))
    with pytest.raises(InputError, match="no segment or to two"):
        read(tmp_path, content)


def test_another_geometry_is_refused_with_both(tmp_path):
    with pytest.raises(InputError, match="truth has 24 x 32 pixels, but the image has 48 x 64"):
        read(tmp_path, nrrd_bytes(*numbered()), shape=(48, 64))
    with pytest.raises(InputError, match="not one slice"):
        read(tmp_path, nrrd_bytes(np.dstack([VOXELS] * 2)))


def by_hand(*lines, body=BODY, sizes="32 24", type_="uint8", encoding="raw"):
    head = ["NRRD0004", f"type: {type_}", "dimension: 2", f"sizes: {sizes}",
            f"encoding: {encoding}", *lines]  # fmt: skip
    return "\n".join(head).encode() + b"\n\n" + body


def test_a_file_written_by_hand_is_read(tmp_path):
    np.testing.assert_array_equal(read(tmp_path, by_hand()), layers())


@pytest.mark.parametrize(
    "line",
    ["data file: secret.raw", "datafile: /etc/passwd", "data file: LIST", "DATA FILE: ../x"],
)
def test_voxels_in_another_file_are_refused_and_that_file_is_not_opened(tmp_path, line):
    (tmp_path / "secret.raw").write_bytes(layers().tobytes())
    with pytest.raises(InputError, match=r"in another file|damaged") as caught:
        read(tmp_path, by_hand(line, body=b""))
    assert "secret" not in str(caught.value)
    assert "passwd" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (by_hand("line skip: 2000000000"), "of a kind that is not read"),
        (by_hand("byte skip: -1"), "of a kind that is not read"),
        (by_hand(encoding="bz2"), "of a kind that is not read"),
        (by_hand(sizes="4294967296 4294967296"), "claims 4294967296 x 4294967296 voxels"),
        (by_hand(sizes="-32 -24"), "claims -32 x -24 voxels"),
        (by_hand(sizes="32 99999999999999999999999"), "claims|truncated or damaged"),
        (by_hand(sizes="32 25"), "truncated or damaged"),
        (by_hand(type_="block"), "truncated or damaged"),
        (by_hand(body=b""), "truncated or damaged"),
        (by_hand("no colon"), "truncated or damaged"),
        (b"NRRD0004\n" + b"a: b\n" * 10**5, "truncated or damaged"),
        (b"NRRD9999\n\n", "truncated or damaged"),
        (b"NRRD", "truncated or damaged"),
    ],
)
def test_headers_that_lie_and_damaged_files_are_refused(tmp_path, content, sentence):
    with pytest.raises(InputError, match=sentence):
        read(tmp_path, content)


def test_far_too_many_segments_or_layers_are_refused(tmp_path):
    header = slicer_header([(f"fat {number}", 0, number) for number in range(101)])
    with pytest.raises(InputError, match="holds 101 segments; at most 100"):
        read(tmp_path, nrrd_bytes(VOXELS * 0, header))
    thin = np.zeros((500_000, 1, 1, 1), dtype=np.uint8)
    with pytest.raises(InputError, match="not one slice"):
        read(tmp_path, nrrd_bytes(thin, slicer_header([("fat", 0, 1)], layered=True)))


def test_a_gzip_bomb_is_stopped_at_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(truth_volume, "MOST_BYTES", 10**6)
    bomb = by_hand(encoding="gzip", body=gzip.compress(b"\x00" * 10**8))
    with pytest.raises(InputError, match="unpacks to more than"):
        read(tmp_path, bomb)
