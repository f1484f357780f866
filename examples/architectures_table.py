"""Write the tables of docs/architectures.md: `python -m examples.architectures_table`.

What a network costs is counted from the network itself; how well it learns is what
`python -m usseg compare` found, kept in docs/architectures.json.
"""

import json
import os
from pathlib import Path

from usseg.evaluate.compare_table import as_markdown, giga
from usseg.evaluate.flops import count_flops
from usseg.model.unet import INPUT_SIZE
from usseg.train.architectures import ARCHITECTURES, build_architecture

DOCS = Path(__file__).parents[1] / "docs"
PAGE, REPORT = DOCS / "architectures.md", DOCS / "architectures.json"
NOT_YET = "No comparison is kept in `docs/` yet: the commands above make one."


def costs_table() -> str:
    """Return parameters and operations of every architecture as it labels all tissues."""
    lines = ["| architecture | parameters | operations per frame, 256 x 256 |", "|---|---|---|"]
    for architecture in ARCHITECTURES:
        network = build_architecture(architecture, "multiclass", INPUT_SIZE)
        cells = (architecture, f"{network.count_params():,}", giga(count_flops(network)))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def scores_table(report: Path = REPORT) -> str:
    """Return the table of the kept comparison, or a sentence that there is none."""
    if not report.exists():
        return NOT_YET
    compared = json.loads(report.read_text(encoding="utf-8"))
    made = f"Made {compared['created'][:10]} by code {compared['code']['version']}."
    return f"{as_markdown(compared)}\n\n{made}"


def with_block(text: str, name: str, block: str) -> str:
    """Return a page with what stands between the marks of one block made anew.

    >>> with_block("a <!-- x: begin -->b<!-- x: end --> c", "x", "new").splitlines()[2]
    'new'
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{block}\n\n{end}{after}"


def with_tables(text: str) -> str:
    """Return the page with both tables made anew."""
    return with_block(with_block(text, "costs", costs_table()), "scores", scores_table())


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
