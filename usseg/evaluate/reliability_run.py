"""Compare confidence with truth, pixel by pixel, at each frame's own size."""

from collections.abc import Callable

import numpy as np

from usseg.evaluate.cases import Case, CaseSet
from usseg.evaluate.reliability import Judged, chosen_sets, count_bins
from usseg.image.field import find_field
from usseg.image.preprocess import field_box, field_mask, resize, to_frame
from usseg.image.read import frame_from_array
from usseg.mask.postprocess import tidy
from usseg.model.look import look
from usseg.tissues import tissues_of
from usseg.types import Field, Release


def judge_all(release: Release, case_set: CaseSet, tell: Callable[[str], None]) -> list[Judged]:
    """Judge every case of a set.

    Raises:
        UssegError: The weights do not load, or a case cannot be read.
    """
    judged = []
    for case in case_set.cases:
        judged.append(judge(release, case, case_set.sets))
        tell(case.name)
    return judged


def judge(release: Release, case: Case, sets: dict[str, int]) -> Judged:
    """Count, for one case, how sure the mask that users get is and how often it is right.

    A pixel counts when it lies inside the field that was found and its truth says something. It is
    right when its truth allows the label of the mask. Its confidence is the probability of the
    label's set (`chosen_sets`).
    """
    frame = frame_from_array(case.pixels)
    field, shape = find_field(frame), case.pixels.shape
    raw, _ = look(release, frame, field, lambda step: None)
    probabilities = tidy(raw, release)
    mask, _ = to_frame(probabilities, field, shape)
    everything = (1 << len(tissues_of(release.model))) - 1
    known = field_mask(field, shape) & (case.bits != 0) & (case.bits != everything)
    right = (case.bits >> mask & 1).astype(bool)
    counts = {}
    by_set: dict[tuple[str, int], list[int]] = {}
    for label, chosen in chosen_sets(sets, release.model).items():
        by_set.setdefault(chosen, []).append(label)
    for (name, bits), labels in by_set.items():
        here = known & np.isin(mask, labels)
        if here.any():
            sure = probability_of_set(probabilities, bits, field, shape)[here]
            counts[name] = count_bins(sure, right[here])
    return Judged(case.group, counts)


def probability_of_set(
    probabilities: np.ndarray, bits: int, field: Field, shape: tuple[int, int]
) -> np.ndarray:
    """Return the probability of a set of tissues at the frame's own size, 0 outside the field.

    Args:
        probabilities: float32, shape (rows, cols, tissues), of the field's box.
        bits: The set.
        field: The B-mode field.
        shape: (rows, cols) of the frame.
    """
    members = [label for label in range(probabilities.shape[-1]) if bits >> label & 1]
    row0, col0, row1, col1 = field_box(field, shape)
    plane = resize(probabilities[..., members].sum(axis=-1), (row1 - row0, col1 - col0))
    answer = np.zeros(shape, dtype=np.float32)
    answer[row0:row1, col0:col1] = np.clip(plane, 0, 1)
    return answer
