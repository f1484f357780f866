"""What weights see under the probe is counted where the field is, at the depths that are named."""

import numpy as np
import pytest
from PIL import Image

from examples.first_rows import DEPTHS, WRONG, frames_of, main, wrong_shares
from usseg.errors import DatasetError
from usseg.phantom.dataset import make_phantom


def test_only_what_cannot_lie_under_a_probe_counts_at_its_depth():
    mask = np.full((1000, 8), 2, np.uint8)  # fat
    mask[10, :2] = 3  # muscle in a quarter of the columns, at one of the depths
    mask[35, :4] = 7  # bone in half of them, at another
    mask[50] = 4  # fascia may be thin skin's neighbour
    mask[:5, 3:] = 0  # nothing above the fat in five of eight columns
    deep, nothing = wrong_shares(mask)
    assert DEPTHS == (0.002, 0.01, 0.035, 0.05)
    assert deep.tolist() == [0.0, 0.25, 0.5, 0.0]
    assert nothing.tolist() == [0.625, 0.0, 0.0, 0.0]


def test_frames_are_segmented_and_told_as_a_table(tmp_path, capsys):
    (tmp_path / "images").mkdir()
    Image.fromarray(make_phantom(3, "limb-longitudinal").pixels).save(tmp_path / "images/a.png")
    main([str(tmp_path), "--release", "0.7.0"])
    head, _, *rows = capsys.readouterr().out.strip().splitlines()
    assert head.count("|") == rows[0].count("|")
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert [row[:2] for row in cells] == [["0.7.0", kind] for kind in WRONG]
    assert all(0 <= float(share.rstrip("%")) <= 10 for row in cells for share in row[2:])


def test_a_folder_without_such_frames_is_refused(tmp_path):
    with pytest.raises(DatasetError, match=r"holds no fasc\*: name another folder"):
        frames_of(tmp_path, "fasc*")
