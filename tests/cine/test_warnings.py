"""What is said of a clip, once, with the first frame it was said of."""

import csv
from dataclasses import replace

import pytest
from clip_makers import OPTIONS, SEGMENTER, picture, pictures, write_tiff

from usseg.cine.read import read_clip
from usseg.cine.run import segment_clip
from usseg.cine.state import MOST_WARNINGS

FRAMES = 6


@pytest.fixture
def tiff(tmp_path):
    return write_tiff(tmp_path / "a.tif", pictures(FRAMES))


def test_frames_that_the_gate_flags_are_named_once(tmp_path, tiff, monkeypatch):
    scores = iter([0.2, 1.5, 1.6] + [0.1] * FRAMES)
    monkeypatch.setattr("usseg.cine.network.gate", lambda release, features: (next(scores), ()))
    result = segment_clip(read_clip(tiff), tmp_path, SEGMENTER, OPTIONS)
    assert [words for words in result.summary["warnings"] if "gate score" in words] == [
        "From frame 1 on: Frames are unlike the images that the weights were made with "
        "(gate score above 1)."
    ]
    with (tmp_path / "a.csv").open(newline="") as file:
        found = [float(row["gate_score"]) for row in csv.DictReader(file)]
    assert found[:4] == [0.2, 1.5, 1.6, 0.1]


def test_a_clip_that_announces_more_than_it_holds_is_told(tmp_path, tiff):
    clip = replace(read_clip(tiff), total=9)
    result = segment_clip(clip, tmp_path, SEGMENTER, OPTIONS)
    assert result.summary["warnings"][-1].endswith("The clip announces 9 frames; 6 could be read.")
    assert result.ended == "complete"


def test_sentences_with_numbers_of_their_own_do_not_pile_up(tmp_path):
    clip = read_clip(write_tiff(tmp_path / "a.tif", [picture(16)] * 40))
    shots = list(clip.shots())

    def wordy():
        for shot in shots:
            words = (f"{shot.index} % of it is coloured.",)
            yield replace(shot, frame=replace(shot.frame, warnings=words))

    result = segment_clip(replace(clip, shots=wordy), tmp_path, SEGMENTER, OPTIONS)
    assert len([w for w in result.summary["warnings"] if "coloured" in w]) == MOST_WARNINGS
