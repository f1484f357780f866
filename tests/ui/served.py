"""What the tests of the running page share: where it is, and what is sent to it."""

from dataclasses import dataclass
from pathlib import Path

from pydicom.data import get_testdata_file

ROOT = Path(__file__).parents[2]
IMAGE = ROOT / "examples" / "limb-longitudinal.png"
TRUTH = ROOT / "examples" / "limb-longitudinal.truth.png"
SCREEN = ROOT / "examples" / "limb-transverse-screen.png"
DICOM = Path(str(get_testdata_file("examples_rgb_color.dcm", download=False)))


@dataclass(frozen=True)
class Server:
    """A running page: its address, the file with what it printed, and where it keeps its files."""

    url: str
    log: Path
    temp: Path


def view(page: object, name: str) -> None:
    """Go to one of the views of a page in a browser."""
    page.get_by_role("tab", name=name, exact=True).click()
