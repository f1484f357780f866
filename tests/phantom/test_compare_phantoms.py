"""The command that compares how sets of frames look, on made folders with known answers."""

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from examples.compare_phantoms import FARTHEST, appearance, appearances, half_width, main
from usseg.errors import DatasetError


def grain(sigma_rows: float, sigma_cols: float, seed: int = 0) -> np.ndarray:
    """Gaussian noise blurred to a known correlation: mean 100, SD 20, shape (256, 256)."""
    white = np.random.default_rng(seed).standard_normal((256, 256))
    smooth = ndimage.gaussian_filter(white, (sigma_rows, sigma_cols), mode="wrap")
    return 100 + 20 * smooth / smooth.std()


def folder(path: Path, frames: dict[str, tuple[str, np.ndarray]], outline: str = "") -> Path:
    """Write frames, each name with its split and pixels, as a folder the command reads."""
    (path / "images").mkdir(parents=True)
    with (path / "index.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "split", "group", "field", "outline"])
        for name, (split, pixels) in frames.items():
            table.writerow([name, split, "g", "rectangle" if outline else "", outline])
            Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(path / "images" / name)
    return path


@pytest.mark.parametrize(("sigma_rows", "sigma_cols"), [(1.0, 3.0), (2.0, 1.0), (1.5, 4.0)])
def test_grain_is_as_wide_as_the_blur_that_made_it(sigma_rows, sigma_cols):
    # White noise under a Gaussian of sigma s has the autocorrelation exp(-d^2 / (4 s^2)).
    found = appearance(grain(sigma_rows, sigma_cols), np.ones((256, 256), bool))
    assert found.grain_rows == pytest.approx(2 * sigma_rows * np.sqrt(np.log(2)), rel=0.12)
    assert found.grain_cols == pytest.approx(2 * sigma_cols * np.sqrt(np.log(2)), rel=0.15)


def test_median_and_contrast_are_those_of_the_grey_levels_inside_the_field():
    pixels = np.zeros((256, 256))
    pixels[:, 64:192] = np.arange(256)[:, None]
    inside = np.zeros(pixels.shape, bool)
    inside[:, 64:192] = True
    found = appearance(pixels, inside)
    assert found.median_grey == pytest.approx(127.5, abs=1)
    assert found.contrast == pytest.approx(0.9 * 255, abs=2)


def test_a_flat_frame_has_no_grain_and_a_constant_slope_the_most():
    assert np.isnan(half_width(np.zeros((64, 64)), 0))
    assert half_width(np.ones((64, 64)), 0) > FARTHEST - 3


def test_only_the_named_split_counts(tmp_path):
    dark, bright = np.full((256, 256), 40), np.full((256, 256), 200)
    made = folder(tmp_path / "made", {"a.png": ("train", dark), "b.png": ("test", bright)})
    assert [one.median_grey for one in appearances(made, "train")] == [40]
    assert len(appearances(made, None)) == 2


def test_the_field_of_the_index_is_used_where_there_is_one(tmp_path):
    screen = np.full((300, 400), 255)
    screen[20:276, 50:306] = grain(1.0, 2.0)
    outline = "20 50;20 306;276 306;276 50"
    made = folder(tmp_path / "screen", {"a.png": ("train", screen)}, outline)
    assert appearances(made, "train")[0].median_grey == pytest.approx(100, abs=2)


def test_the_command_prints_a_row_per_folder_and_quantity(tmp_path, capsys):
    one = folder(tmp_path / "fine", {"a.png": ("train", grain(1, 1))})
    two = folder(tmp_path / "coarse", {"a.png": ("train", grain(1, 4))})
    main([str(one), f"{two}:train"])
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 2 + 2 * 4
    cells = {tuple(row.split(" | ")[0:3:2]): row.split(" | ")[5] for row in rows[2:]}
    assert float(cells["| coarse train", "grain_cols"]) > 2 * float(cells["| fine", "grain_cols"])


def test_an_index_of_names_alone_will_do_and_one_without_them_is_told(tmp_path):
    made = folder(tmp_path / "made", {"a.png": ("train", np.full((256, 256), 70))})
    (made / "index.csv").write_text("name,licence\na.png,none\n")
    assert appearances(made, None)[0].median_grey == 70
    (made / "index.csv").write_text("file\na.png\n")
    with pytest.raises(DatasetError, match="no column 'name'"):
        appearances(made, None)


def test_a_split_that_is_not_there_and_a_missing_image_are_told(tmp_path):
    made = folder(tmp_path / "made", {"a.png": ("train", grain(1, 1))})
    with pytest.raises(DatasetError, match="no frame of the split 'test'"):
        appearances(made, "test")
    (made / "images" / "a.png").unlink()
    with pytest.raises(DatasetError, match=r"a\.png is listed but cannot be read"):
        appearances(made, None)
