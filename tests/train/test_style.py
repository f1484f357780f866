"""Styles lend grey levels and texture, never content."""

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from usseg.errors import DatasetError
from usseg.train.style import read_styles, restyle, style_of, with_levels, with_texture


def speckle(grain: float, seed: int = 0) -> np.ndarray:
    """Noise of one grain size around a mean of 0.5, shape (128, 128)."""
    noise = ndimage.gaussian_filter(np.random.default_rng(seed).standard_normal((128, 128)), grain)
    return np.clip(0.5 + 0.12 * noise / noise.std(), 0.01, 1).astype(np.float32)


def test_levels_become_those_of_the_style_in_the_same_order():
    frame, bright = speckle(1), np.sqrt(speckle(1, seed=1))
    styled = with_levels(frame, frame > 0, style_of(bright), share=1.0)
    for share in (0.05, 0.5, 0.95):
        assert np.quantile(styled, share) == pytest.approx(np.quantile(bright, share), abs=0.01)
    order = np.argsort(frame, axis=None)
    assert (np.diff(styled.ravel()[order]) >= -1e-6).all()


def test_texture_becomes_that_of_the_style():
    fine, coarse = speckle(0.6), speckle(2.5, seed=1)

    def roughness(frame: np.ndarray) -> float:
        return float(np.abs(np.diff(frame, axis=0)).mean() / frame.std())

    styled = with_texture(fine, style_of(coarse), share=1.0)
    assert roughness(styled) < 0.6 * roughness(fine)
    assert styled.mean() == pytest.approx(fine.mean(), abs=1e-3)


@pytest.mark.parametrize("seed", range(8))
def test_black_stays_black_and_the_rest_in_range(seed):
    frame = speckle(1)
    frame[:, :40] = 0
    styled = restyle(frame, [style_of(speckle(2, 3) ** 3)], np.random.default_rng(seed))
    assert styled.shape == frame.shape
    assert styled.dtype == np.float32
    assert not styled[:, :40].any()
    assert 0 <= styled.min() <= styled.max() <= 1
    assert np.abs(styled - frame).max() > 0.02


def test_a_black_frame_is_left_alone():
    black = np.zeros((64, 64), np.float32)
    np.testing.assert_array_equal(
        restyle(black, [style_of(speckle(1))], np.random.default_rng(0)), black
    )


def test_styles_are_read_from_a_folder_of_frames(tmp_path):
    (tmp_path / "images").mkdir()
    Image.fromarray((speckle(1) * 255).astype(np.uint8)).save(tmp_path / "images" / "a.png")
    with pytest.raises(DatasetError, match="licence"):
        read_styles(tmp_path, (64, 64))
    (tmp_path / "index.csv").write_text("name,licence\na.png,CC BY 4.0\n", encoding="utf-8")
    styles = read_styles(tmp_path, (64, 64))
    assert len(styles) == 1
    assert styles[0].levels[32] == pytest.approx(0.5, abs=0.02)
