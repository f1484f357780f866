"""What is remembered of a visitor: derived anew from what was set, bounded, and forgotten."""

import time
from dataclasses import replace

import numpy as np
import pytest
from session_makers import kept, made

from usseg.errors import InputError
from usseg.export.bundle import file_sha256
from usseg.types import Scale
from usseg.ui import memory, sweep
from usseg.ui.memory import forget, keep
from usseg.ui.session import find

CHOSEN = Scale((0.2, 0.5), "two points")


@pytest.fixture(autouse=True)
def own_memory(monkeypatch):
    memory._KEPT.clear()


def test_a_key_cannot_be_guessed_and_finds_its_session_only(tmp_path):
    first, second = kept(tmp_path), kept(tmp_path, scale=CHOSEN)
    assert first != second
    assert len(first) > 40
    assert find(first).scale is None
    assert find(second).scale == CHOSEN


@pytest.mark.parametrize(("key", "words"), [(None, "Nothing is segmented"), ("x", "no longer on")])
def test_an_unknown_key_gets_a_sentence(key, words):
    with pytest.raises(InputError, match=words):
        find(key)


def test_a_session_is_forgotten_in_time_and_on_demand(tmp_path, monkeypatch):
    key = kept(tmp_path)
    forget(key)
    with pytest.raises(InputError):
        find(key)
    key = kept(tmp_path)
    monkeypatch.setattr(memory, "KEPT_S", -1.0)
    with pytest.raises(InputError, match="no longer on"):
        find(key)
    assert not memory._KEPT


def test_working_on_an_image_does_not_prolong_its_life(tmp_path, monkeypatch):
    old = made(tmp_path, born=time.monotonic() - memory.KEPT_S - 1)
    key = keep(replace(old, scale=CHOSEN))
    with pytest.raises(InputError, match="no longer on"):
        find(key)


def test_the_page_forgets_even_when_nobody_asks(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setattr(sweep, "DELETE_EVERY_S", 0.05)
    keep(made(tmp_path, born=time.monotonic() - memory.KEPT_S - 1))
    sweep.start_sweeping()
    deadline = time.monotonic() + 5
    while memory._KEPT and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not memory._KEPT


def test_the_memory_is_bounded_and_the_oldest_goes_first(tmp_path, monkeypatch):
    one = made(tmp_path)
    monkeypatch.setattr(memory, "MOST_BYTES", 2 * one.arrays_bytes)
    keys = [keep(one) for _ in range(3)]
    with pytest.raises(InputError):
        find(keys[0])
    assert find(keys[1]) is find(keys[2])


def test_a_visitor_has_one_session_whatever_is_segmented(tmp_path):
    key = kept(tmp_path)
    assert keep(made(tmp_path, scale=CHOSEN), key) == key
    assert len(memory._KEPT) == 1


def test_another_scale_changes_every_number_and_not_the_mask(tmp_path):
    before, after = made(tmp_path), made(tmp_path, scale=CHOSEN)
    assert before.report["spacing_mm"] is None
    assert after.report["spacing_mm"] == [0.2, 0.5]
    assert after.report["spacing_source"] == "two points"
    assert after.report["tissues"][1]["area_mm2"] == pytest.approx(
        before.report["tissues"][1]["pixels"] * 0.1
    )
    assert after.measurements.spacing_mm == (0.2, 0.5)
    assert np.array_equal(after.segmentation.mask, before.segmentation.mask)


def test_a_corrected_mask_is_counted_against_the_networks(tmp_path):
    mask = made(tmp_path).network.mask.copy()
    mask[10:12, 20:25] = 7
    changed = int((mask != made(tmp_path).network.mask).sum())
    edited = made(tmp_path, mask=mask)
    assert edited.report["edited_pixels"] == changed > 0
    assert edited.export().segmentation.edited_pixels == changed


def test_an_export_names_the_upload_and_what_was_set(tmp_path):
    exported = made(tmp_path, scale=CHOSEN).export(True)
    assert exported.source_sha256 == file_sha256(tmp_path / "calf.png")
    assert exported.settings["spacing_mm"] == [0.2, 0.5]
    assert exported.settings["field"] is None
    assert exported.blank_outside is True


def test_an_export_of_a_deleted_upload_is_told_in_a_sentence(tmp_path):
    one = made(tmp_path)
    one.source.unlink()
    with pytest.raises(InputError, match="no longer on the server"):
        one.export()
