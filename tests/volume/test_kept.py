"""A kept volume comes back as it was, and the page's example is what its weights say."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest
from volume_makers import segmentation

from examples.make_volume_result import segmented
from usseg.errors import InputError
from usseg.ui.volume.example import RESULT, example
from usseg.volume.amounts import measure_volume
from usseg.volume.files import volume_files
from usseg.volume.kept import pack_volume, unpack_volume

LARGEST_BYTES = 1_000_000
MOST_VOXELS_OTHERWISE = 0.001  # share; another processor rounds otherwise


def test_a_kept_volume_gives_every_file_byte_for_byte(tmp_path):
    made = segmentation()
    path = tmp_path / "kept.zip"
    path.write_bytes(pack_volume(made, {"stem": "calf"}))
    back, more = unpack_volume(path)
    assert more == {"stem": "calf"}
    assert back.release.sha256 == made.release.sha256
    assert volume_files(back, "calf") == volume_files(replace(made, timings_ms={}), "calf")


def test_the_same_volume_gives_the_same_bytes():
    assert pack_volume(segmentation(), {}) == pack_volume(segmentation(), {})


@pytest.mark.parametrize("content", [b"", b"PK no zip", None])
def test_a_damaged_file_is_told_in_a_sentence(tmp_path, content):
    path = tmp_path / "kept.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"kept\.zip is damaged or missing"):
        unpack_volume(path)


def test_the_example_of_the_page_is_what_the_newest_bundled_weights_say_now():
    kept, now = example(), segmented()
    assert kept.made.release.version == now.release.version, "run examples.make_volume_result"
    weights = hashlib.sha256(now.release.path.read_bytes()).hexdigest()
    assert kept.made.release.sha256 == weights
    assert kept.volume.labels.shape == now.volume.labels.shape
    assert np.allclose(kept.volume.grid.to_world, now.volume.grid.to_world)
    assert (kept.volume.labels != now.volume.labels).mean() < MOST_VOXELS_OTHERWISE
    for before, after in zip(kept.amounts.tissues, measure_volume(now.volume).tissues, strict=True):
        if after.volume_ml is not None:
            assert before.volume_ml == pytest.approx(after.volume_ml, abs=0.1)


def test_the_example_is_small():
    assert RESULT.stat().st_size < LARGEST_BYTES
