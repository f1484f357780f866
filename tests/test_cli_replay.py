"""`python -m usseg replay` writes the animation of a bundled release."""

import pytest
from PIL import Image
from replays import write_replay
from tiny import write_release

from usseg.cli import main


@pytest.fixture
def releases(tmp_path):
    write_replay(tmp_path / "releases")
    return tmp_path / "releases"


def replay(releases, *words) -> int:
    return main(["replay", "--releases", str(releases), *map(str, words)])


def test_it_writes_an_animation_of_all_moments(releases, tmp_path, capsys):
    out = tmp_path / "learned.gif"
    assert replay(releases, "--out", out) == 0
    with Image.open(out) as animation:
        assert (animation.format, animation.n_frames) == ("GIF", 2)
    assert "2 moments of phantoms" in capsys.readouterr().out


def test_set_and_frame_can_be_chosen(releases, tmp_path):
    outs = [tmp_path / f"{name}.gif" for name in "abc"]
    assert replay(releases, "--out", outs[0], "--frame", 1) == 0
    assert replay(releases, "--out", outs[1], "--set", "dicom") == 0
    assert replay(releases, "--out", outs[2]) == 0
    assert len({out.read_bytes() for out in outs}) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--model", "binary"), "is not bundled"),
        (("--version", "9.9.9"), "is not bundled"),
        (("--set", "limb"), "shows no set"),
        (("--frame", "7"), "not moment 0 of frame 7"),
        (("--version", "0.0.2"), "without a recorded training"),
    ],
)
def test_what_there_is_not_is_said_in_one_sentence(releases, tmp_path, capsys, words, said):
    write_release(releases, "multiclass", b"other weights", "0.0.2")
    given = words if "--version" in words else ("--version", "0.0.1", *words)
    if "binary" in words:
        given = words
    assert replay(releases, "--out", tmp_path / "x.gif", *given) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x.gif").exists()


def test_a_folder_that_is_missing_is_said_to_be(releases, tmp_path, capsys):
    assert replay(releases, "--out", tmp_path / "none" / "x.gif") == 1
    assert "in a folder that exists" in capsys.readouterr().err
