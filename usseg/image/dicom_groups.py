"""What a DICOM header says about one of its frames: per frame, for all frames, or at its top."""

from collections.abc import Iterator

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

PER_FRAME = "PerFrameFunctionalGroupsSequence"
SHARED = "SharedFunctionalGroupsSequence"
MEASURES = "PixelMeasuresSequence"
REGIONS = "SequenceOfUltrasoundRegions"
MAX_GROUPS_BYTES = 2**18  # unpacking an item takes 50 µs, so that this is a second at most


def items_of(header: Dataset, keyword: str) -> list[Dataset]:
    """Return the items of a sequence; none where it is absent, or is no sequence."""
    return [item for item in header.get(keyword) or () if isinstance(item, Dataset)]


def drop_long_groups(header: Dataset) -> None:
    """Forget functional groups that would take long to unpack, before they are."""
    for keyword in (PER_FRAME, SHARED):
        if keyword in header and len(header.get_item(keyword).value or b"") > MAX_GROUPS_BYTES:
            del header[keyword]


def groups_of(header: Dataset, frame: int) -> Iterator[Dataset]:
    """Yield the functional groups that speak of one frame, the most special first.

    Source:
        DICOM PS3.3, section C.7.6.16: what holds for all frames is shared, the rest is per frame.
    """
    yield from items_of(header, PER_FRAME)[frame : frame + 1]
    yield from items_of(header, SHARED)[:1]


def regions_of(header: Dataset, frame: int = 0) -> list[Dataset]:
    """Return the ultrasound regions that hold for one frame, counted from 0.

    The standard writes them once for all frames; where a file has them in its functional groups,
    those of the frame itself come first.
    """
    for place in (*groups_of(header, frame), header):
        if regions := items_of(place, REGIONS):
            return regions
    return []


def pixel_spacing_of(header: Dataset, frame: int = 0) -> tuple[object, object] | None:
    """Return the two numbers of PixelSpacing (row, col) that hold for one frame, as they are stored.

    Source:
        DICOM PS3.3, section C.7.6.16.2.1 (Pixel Measures) and 10.7.1.3 (PixelSpacing).
    """
    measured = [item for group in groups_of(header, frame) for item in items_of(group, MEASURES)]
    for place in (*measured, header):
        stored = place.get("PixelSpacing")
        if isinstance(stored, MultiValue) and len(stored) == 2:
            return stored[0], stored[1]
    return None
