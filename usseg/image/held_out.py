"""Which groups of a train split are kept for validation: the same on every machine and run."""

import hashlib
from collections.abc import Iterable

VALIDATION_SHARE = 0.08  # of the groups of a data set
MOST_GROUPS = 48


def held_out_groups(groups: Iterable[str]) -> set[str]:
    """Choose the groups to validate on by their digest: the same on every machine and run.

    At least one when there are two or more; none when there is but one, which training needs.

    >>> held_out_groups(["calf", "thigh"]) == held_out_groups(["thigh", "calf", "calf"])
    True
    >>> held_out_groups(["calf"])
    set()
    """
    names = sorted(set(groups), key=lambda group: hashlib.sha256(group.encode()).digest())
    wanted = min(MOST_GROUPS, max(1, round(VALIDATION_SHARE * len(names))))
    return set(names[:wanted]) if len(names) > 1 else set()
