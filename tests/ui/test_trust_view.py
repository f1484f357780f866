"""What the page says of trust: the gate's own words, the release's own error, and nothing left over."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from session_makers import made

from usseg.render.uncertainty import RAMP
from usseg.types import Trust
from usseg.ui import memory
from usseg.ui.markup import trust as markup_trust
from usseg.ui.memory import keep
from usseg.ui.views import trust

QUIET = Trust(0.42, 1.0, False, (), 1.3, 0.021)
FLAGGED = Trust(2.5, 1.0, True, ("it is <too> dark", "no muscle was found"), 1.0, None)
SURE = 0.9


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))
    memory._KEPT.clear()


def shown(folder, said: Trust | None, **changes) -> tuple[str, ...]:
    """What the view shows of an image with a confidence of `SURE` everywhere."""
    one = made(folder)
    confidence = np.full(one.network.mask.shape, SURE, dtype=np.float32)
    network = replace(one.network, trust=said, confidence=confidence)
    return trust.show(keep(replace(one, network=network, **changes)))


def test_a_flagged_image_is_announced_with_every_reason_escaped(tmp_path):
    alarm, verdict, _, _ = shown(tmp_path, FLAGGED)
    for words in (alarm, verdict):
        assert "it is &lt;too&gt; dark" in words
        assert "no muscle was found" in words
    assert 'role="status"' in alarm
    assert "should not be trusted" in alarm


def test_an_image_that_nothing_speaks_against_is_not_warned_of(tmp_path):
    alarm, verdict, _, _ = shown(tmp_path, QUIET)
    assert alarm == '<div role="status"></div>'
    assert "Nothing was found that speaks against" in verdict
    assert "Gate score 0.42" in verdict
    assert "From 1.00 on" in verdict


def test_weights_without_a_gate_say_so_and_claim_no_score(tmp_path):
    _, verdict, _, _ = shown(tmp_path, replace(QUIET, gate_score=None, threshold=None))
    assert "without a gate" in verdict
    assert "Gate score" not in verdict


def test_each_tissue_has_its_confidence_and_the_error_of_the_release_beside_it(tmp_path):
    _, _, confidence, _ = shown(tmp_path, QUIET)
    assert confidence.count("<td>90.0%</td><td>2.1 points</td>") == 8
    assert "within 2.1 percentage points" in confidence
    assert "temperature 1.30" in confidence


def test_an_error_that_was_not_measured_is_not_made_up(tmp_path):
    _, _, confidence, _ = shown(tmp_path, replace(QUIET, ece=None))
    assert confidence.count("<td>90.0%</td><td>not measured</td>") == 8
    assert "need not mean right" in confidence


def test_the_picture_shows_the_doubt_of_the_network_whatever_was_corrected(tmp_path):
    mask = made(tmp_path).network.mask * 0
    *_, before = shown(tmp_path, QUIET)
    *_, confidence, after = shown(tmp_path, QUIET, mask=mask)
    assert confidence.count("<td>90.0%</td>") == 8
    pictures = [np.asarray(Image.open(path).convert("RGB")) for path in (before, after)]
    assert (pictures[0] == pictures[1]).all()
    low, high = np.array(RAMP[1]), np.array(RAMP[2])  # 0.1 lies between 1/16 and 2/16
    assert (pictures[0][20, 30] == np.rint(low + (high - low) * 0.6)).all()
    assert (pictures[0][0, 0] == 128).all()


def test_clearing_takes_away_what_showing_showed(tmp_path):
    cleared = trust.clear()
    assert len(cleared) == len(shown(tmp_path, FLAGGED))
    assert cleared[0] == '<div role="status"></div>'
    assert cleared[-1] is None


def test_the_legend_spans_the_whole_ramp():
    legend = markup_trust.uncertainty_legend()
    assert str(RAMP[0]) in legend
    assert str(RAMP[-1]) in legend
    assert ">0%<" in legend
    assert "50% or more" in legend
