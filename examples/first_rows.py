"""Tell what weights see right under the probe: `python -m examples.first_rows FOLDER [--only GLOB]`.

Under a probe that touches the skin lie skin and fat, whatever the scanner. Where a network calls the
first rows of a field muscle, tendon, ligament or bone, or sees nothing there, it has not understood
where the body begins, and no truth is needed to see it. FOLDER holds `images/`; each frame passes
through the same steps as any upload.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from usseg.errors import DatasetError
from usseg.image.preprocess import field_box
from usseg.model.weights_file import exact_release
from usseg.pipeline import segment_with
from usseg.tissues import label_of
from usseg.types import Release

DEPTHS = (0.002, 0.01, 0.035, 0.05)  # of the field's depth
WRONG = {  # tissues that do not lie there
    "muscle, tendon, ligament or bone": ("muscle", "tendon", "ligament", "bone"),
    "nothing": ("background",),
}


def wrong_shares(mask: np.ndarray) -> np.ndarray:
    """Return the share of columns that hold what cannot be there.

    Args:
        mask: Labels of the field's box, uint8, shape (rows, cols).

    Returns:
        float64 in [0, 1], shape (kinds of `WRONG`, DEPTHS).

    >>> wrong_shares(np.array([[1, 3], [3, 3]], dtype=np.uint8)).tolist()
    [[0.5, 0.5, 0.5, 0.5], [0.0, 0.0, 0.0, 0.0]]
    """
    rows = mask[[int(depth * len(mask)) for depth in DEPTHS]]
    kinds = [[label_of("multiclass", name) for name in names] for names in WRONG.values()]
    return np.array([np.isin(rows, kind).mean(axis=1) for kind in kinds])


def mean_shares(release: Release, paths: Iterable[Path]) -> np.ndarray:
    """Return the mean of `wrong_shares` over frames, as the pipeline segments them."""
    shares = []
    for path in paths:
        done = segment_with(release, path)
        row0, col0, row1, col1 = field_box(done.field, done.mask.shape)
        shares.append(wrong_shares(done.mask[row0:row1, col0:col1]))
    return np.mean(shares, axis=0)


def frames_of(folder: Path, only: str) -> list[Path]:
    """Return the frames of a folder whose names match, in order.

    Raises:
        DatasetError: There is none.
    """
    paths = sorted((folder / "images").glob(only))
    if not paths:
        raise DatasetError(f"{folder.name}/images holds no {only}: name another folder or --only.")
    return paths


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table: a row per release and kind of error, a column per depth."""
    parser = argparse.ArgumentParser(prog="python -m examples.first_rows", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="*.png", metavar="GLOB")
    parser.add_argument("--release", nargs="+", default=["0.7.1", "0.7.2"], metavar="VERSION")
    given = parser.parse_args(arguments)
    paths = frames_of(given.folder, given.only)
    depths = " | ".join(f"{depth:.1%}" for depth in DEPTHS)
    print(f"| weights, {len(paths)} frames | called | {depths} |")
    print("|---" * (len(DEPTHS) + 2) + "|")
    for version in given.release:
        shares = mean_shares(exact_release("multiclass", version), paths)
        for kind, row in zip(WRONG, shares, strict=True):
            cells = " | ".join(f"{share:.1%}" for share in row)
            print(f"| {version} | {kind} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
