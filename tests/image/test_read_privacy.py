"""What a header or a path says reaches no message, no log and no screen."""

import logging
import subprocess
import sys

import pytest
import tifffile
from image_makers import PATIENT, colours, dicom, ramp, saved

from usseg.errors import InputError
from usseg.image.read import read_frame


def test_messages_hold_no_header_and_a_harmless_name(tmp_path):
    data = dicom(ramp(), Rows=5, NumberOfFrames="1")
    with pytest.raises(InputError) as caught:
        read_frame(saved(data, tmp_path / "x\ny\x1b[31m.dcm"))
    message = str(caught.value)
    assert message.startswith("x?y?[31m.dcm has 5 x 60 pixels")
    assert PATIENT not in message


def test_odd_headers_reach_neither_the_log_nor_the_screen(tmp_path):
    data = dicom(ramp())
    data.add_new("NumberOfFrames", "IS", "1")
    path = saved(data, tmp_path / "a.dcm")
    content = path.read_bytes().replace(b"IS\x02\x001 ", b"IS\x02\x00Do")
    path.write_bytes(content.replace(b"CS\x02\x00US", b"CS\x02\x00d^"))
    code = "import sys; from usseg.image.read import read_frame; read_frame(sys.argv[1])"
    run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert "InputError: a.dcm begins as a DICOM file" in run.stderr
    assert "Do" not in run.stderr.replace("DICOM", "")
    assert "Warning" not in run.stderr
    assert "During handling" not in run.stderr


def test_tifffile_stays_silent(tmp_path, caplog):
    tifffile.imwrite(tmp_path / "a.tif", colours())
    whole = (tmp_path / "a.tif").read_bytes()
    (tmp_path / "a.tif").write_bytes(whole[: len(whole) // 2])
    with caplog.at_level(logging.DEBUG), pytest.raises(InputError):
        read_frame(tmp_path / "a.tif")
    assert caplog.text == ""
