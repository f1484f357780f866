"""The bundled clip: made by its command, small, and a contraction whose size is known."""

import json
from pathlib import Path

import av
import numpy as np
import pytest

from examples import make_clip
from usseg.cine.options import Options
from usseg.cine.read import read_clip
from usseg.cine.run import segment_video
from usseg.cine.write_table import read_rows
from usseg.model.weights import find_release
from usseg.tissues import label_of

FOLDER = Path(__file__).parents[1] / "examples" / "clips"
ABOUT = json.loads((FOLDER / "contraction.json").read_text(encoding="utf-8"))
HEIGHT = make_clip.FRAMES // 2  # the frame in which the muscle is thickest


def grey(path: Path) -> list[np.ndarray]:
    return [shot.frame.pixels for shot in read_clip(path).shots()]


@pytest.fixture(scope="module")
def phantom():
    return make_clip.at_rest()


def test_it_is_small_and_plays(phantom):
    path = FOLDER / ABOUT["clip"]
    assert path.stat().st_size < 300_000
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.frames) == ("h264", ABOUT["frames"])
        assert float(stream.average_rate) == ABOUT["fps"]


def test_it_shows_what_the_command_simulates(phantom):
    rng = np.random.default_rng(make_clip.SEED)
    found = grey(FOLDER / ABOUT["clip"])
    for frame in range(make_clip.FRAMES):
        made = make_clip.frame_of(phantom, make_clip.stretch_at(frame), rng)
        assert np.abs(found[frame].astype(int) - made).mean() < 6, "noise and compression only"
    assert ABOUT["spacing_mm"] == pytest.approx(phantom.spacing_mm, abs=1e-6)


def test_the_true_muscle_thickens_by_the_stretch_and_nothing_above_moves(phantom):
    rest, tense = (make_clip.mask_of(phantom, stretch) for stretch in (0.0, make_clip.STRETCH))
    (top, below), (tense_top, tense_below) = map(make_clip.muscle_rows, (rest, tense))
    assert tense_top == pytest.approx(top, abs=1)
    assert (tense_below - tense_top) / (below - top) == pytest.approx(1.25, abs=0.02)
    fat = label_of("multiclass", "fat")
    np.testing.assert_array_equal(rest[:20] == fat, tense[:20] == fat)


def test_the_bundled_weights_see_the_contraction(tmp_path, phantom):
    options = Options(every=HEIGHT, spacing_mm=tuple(ABOUT["spacing_mm"]))
    release, _ = find_release("multiclass")
    segment_video(FOLDER / ABOUT["clip"], tmp_path, release, options)
    thick = [
        float(row["muscle_thickness_mean_mm"]) for row in read_rows(tmp_path / "contraction.csv")
    ]
    assert thick[1] / thick[0] == pytest.approx(1 + make_clip.STRETCH, abs=0.1)
