"""Make the notebook from its cells in tour.py: `python -m examples.make_tour`.

The cells are kept as Python, where they can be read, checked and compared; the notebook is stored
without outputs, so that no figure in it can be out of date.
"""

import json
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SOURCE, NOTEBOOK = FOLDER / "tour.py", FOLDER / "tour.ipynb"
MARK = re.compile(r"^# %%( \[markdown\])?\n", re.MULTILINE)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def cells_of(source: str) -> list[dict[str, Any]]:
    """Return the cells of a source text in which `# %%` begins each.

    >>> [cell["source"] for cell in cells_of("# %% [markdown]\\n# Hello\\n\\n# %%\\nx = 1\\n")]
    [['Hello'], ['x = 1']]
    """
    _, *parts = MARK.split(source)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [cell(number, body, bool(markdown)) for number, (markdown, body) in enumerate(pairs)]


def cell(number: int, body: str, markdown: bool) -> dict[str, Any]:
    """Return one cell as a notebook holds it."""
    text = body.strip("\n")
    common = {"id": f"cell-{number:02d}", "metadata": {}}
    if markdown:
        text = re.sub(r"^# ?", "", text, flags=re.MULTILINE)
        return {"cell_type": "markdown", **common, "source": text.splitlines(keepends=True)}
    code = {"execution_count": None, "outputs": [], "source": text.splitlines(keepends=True)}
    return {"cell_type": "code", **common, **code}


def notebook() -> str:
    """Return the notebook's text: format 4.5, without outputs."""
    content = {
        "cells": cells_of(SOURCE.read_text(encoding="utf-8")),
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    NOTEBOOK.write_text(notebook(), encoding="utf-8")
