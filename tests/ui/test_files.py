"""Files of visitors: private, whole, gone."""

import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from usseg.errors import InputError
from usseg.ui.files import store, uploaded

ROOT = Path(__file__).parents[2]
HOLD_A_FOLDER = """
import time
from usseg.ui.files import use_private_folder
print(use_private_folder(), flush=True)
{then}
"""


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))


def start(then: str) -> tuple[subprocess.Popen, Path]:
    """A process that uses a private folder, and that folder."""
    command = [sys.executable, "-c", HOLD_A_FOLDER.format(then=then)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


def test_a_stored_file_has_its_name_and_content_and_lies_in_the_cache(tmp_path):
    path = Path(store("calf.mask.png", b"content"))
    assert path.name == "calf.mask.png"
    assert path.read_bytes() == b"content"
    assert path.is_relative_to(tmp_path / "cache")


@pytest.mark.parametrize("name", ["../../evil.png", "/etc/evil.png"])
def test_folders_in_a_name_do_not_lead_out_of_the_cache(tmp_path, name):
    assert Path(store(name, b"content")).is_relative_to(tmp_path / "cache")


def test_files_of_one_name_and_other_content_do_not_meet():
    first, second = store("mask.png", b"one"), store("mask.png", b"two")
    assert Path(first).read_bytes() == b"one"
    assert Path(second).read_bytes() == b"two"


def test_visitors_who_get_the_same_bytes_never_read_half_a_file():
    content = b"x" * 3_000_000
    path = Path(store("mask.png", content))
    with ThreadPoolExecutor(4) as threads:
        writes = [threads.submit(store, "mask.png", content) for _ in range(40)]
        while not all(write.done() for write in writes):
            assert len(path.read_bytes()) == len(content)
    assert [file.name for file in path.parent.iterdir()] == ["mask.png"]


def test_an_upload_that_was_deleted_is_said_to_be(tmp_path):
    with pytest.raises(InputError, match=r"calf\.png is no longer on the server.*Upload it again"):
        uploaded(str(tmp_path / "calf.png"))
    assert uploaded(None) is None


def test_the_folder_is_private_and_gone_at_the_end():
    process, folder = start("input_is_open = time.sleep(30)")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "patient.dcm").write_bytes(b"x")
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=10)
    assert not folder.exists()


def test_the_folder_is_gone_after_a_normal_end_too():
    process, folder = start("")
    process.wait(timeout=10)
    assert folder.name.startswith("usseg-")
    assert not folder.exists()
