"""The notebook is the one its cells make, and runs from a clean checkout without a network."""

import base64
import io
import json
import re

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from PIL import Image

from examples.make_tour import NOTEBOOK, notebook
from usseg.image.preprocess import field_mask
from usseg.mask.metrics import dice
from usseg.measure import measure_frame, rows
from usseg.model.releases import bundled_release, bundled_versions
from usseg.pipeline import segment_with
from usseg.render.compare import AGREE, DIFFERENCE_LEGEND
from usseg.tissues import MODELS, tissues_of

FOLDER = NOTEBOOK.parent
EXAMPLES = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
SECONDS = 300  # of one cell, on a busy machine; a quiet one runs all in 20


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """The notebook after all its cells were run, in its folder, as Jupyter does."""
    cells = nbformat.read(NOTEBOOK, as_version=4)
    where = {"metadata": {"path": str(FOLDER)}}
    client = NotebookClient(cells, timeout=SECONDS, kernel_name="python3", resources=where)
    own = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:  # nothing is written into the user's own folders
        patch.setenv("JUPYTER_RUNTIME_DIR", str(own / "runtime"))
        patch.setenv("IPYTHONDIR", str(own / "ipython"))
        patch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        patch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # nobody answers there
        return client.execute()


def printed(executed) -> str:
    """All that the cells printed."""
    outputs = [output for cell in executed.cells for output in cell.get("outputs", ())]
    return "".join(output.text for output in outputs if output.output_type == "stream")


def figures(executed, source: str) -> list[np.ndarray]:
    """The pictures that the cells with some text in their source drew: uint8 (rows, cols, 3)."""
    outputs = [
        output
        for cell in executed.cells
        if cell.cell_type == "code" and source in cell.source
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    pngs = [io.BytesIO(base64.b64decode(output.data["image/png"])) for output in outputs]
    return [np.asarray(Image.open(png).convert("RGB")) for png in pngs]


def test_the_notebook_is_the_one_that_the_command_makes():
    assert NOTEBOOK.read_text(encoding="utf-8") == notebook(), "run: python -m examples.make_tour"


def test_it_is_a_valid_notebook_without_outputs_or_folders_of_a_machine():
    cells = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(cells)
    code = [cell for cell in cells.cells if cell.cell_type == "code"]
    assert len(code) > 5
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert not re.search(r"[\"'(]/\w+/|[A-Z]:\\\\", NOTEBOOK.read_text(encoding="utf-8"))


@pytest.mark.parametrize("model", MODELS)
def test_image_mask_prediction_and_comparison_are_drawn_for_every_example(executed, model):
    (figure,) = figures(executed, f'draw_examples(segmented["{model}"]')
    panels = figure[figure.shape[0] // 20 :]  # below the legend
    image, mask, prediction, comparison = (
        {tuple(colour) for colour in part.reshape(-1, 3).tolist()}
        for part in np.array_split(panels, 4, axis=1)
    )
    tissues = {tissue.colour for tissue in tissues_of(model)[1:]}
    assert not tissues & image
    assert tissues <= mask & prediction
    assert DIFFERENCE_LEGEND[AGREE].colour in comparison
    rows_of_figure, columns = figure.shape[:2]
    assert rows_of_figure / columns == pytest.approx(2.6 * len(EXAMPLES) / 10, rel=0.1)


@pytest.mark.parametrize("model", MODELS)
def test_the_dice_it_prints_is_that_of_the_pipeline(executed, model):
    entry = next(entry for entry in EXAMPLES if entry["title"] == "Ligament")
    release = bundled_release(model, bundled_versions(model)[-1])
    assert f"{model} {release.version} SHA-256 {release.sha256[:12]}" in printed(executed)
    made = segment_with(release, FOLDER / entry["image"], FOLDER / entry["truth"])
    heading = next(line for line in printed(executed).splitlines() if re.match(rf"{model}  ", line))
    lines = printed(executed).split(heading)[1].splitlines()
    cells = next(line for line in lines if line.startswith("Ligament")).split()[1:]
    for tissue, cell in zip(tissues_of(model)[1:], cells, strict=True):
        score = dice(made.truth, made.mask, tissue.label)
        assert cell == ("–" if np.isnan(score) else f"{score:.3f}")


def test_the_measurement_it_prints_is_that_of_the_truth_in_mm(executed):
    entry = next(entry for entry in EXAMPLES if entry["title"] == "Limb, along")
    release = bundled_release("multiclass", bundled_versions("multiclass")[-1])
    paths = FOLDER / entry["image"], FOLDER / entry["truth"]
    made = segment_with(release, *paths, tuple(entry["spacing_mm"]))
    inside = field_mask(made.field, made.mask.shape)
    measured = rows(measure_frame(made.truth, made.frame, inside, "multiclass"))
    (area,) = [
        row["value"]
        for row in measured
        if (row["tissue"], row["region"], row["quantity"], row["unit"])
        == ("muscle", "all", "area", "mm²")
    ]
    row_mm, col_mm = entry["spacing_mm"]
    assert area == pytest.approx((made.truth == 3).sum() * row_mm * col_mm, rel=0.02)
    assert re.search(rf"^muscle +area +[\d.]+ +{area:.2f}  mm²$", printed(executed), re.MULTILINE)
    assert len(figures(executed, "draw_profiles(")) == 1


def test_curves_are_drawn_of_releases_that_keep_them_and_of_no_others(executed):
    for model in MODELS:
        release = bundled_release(model, bundled_versions(model)[-1])
        said = f"{model} {release.version} came without a recorded training" in printed(executed)
        kept = (release.path.parent / "replay" / "curves.json").exists()
        assert said is not kept
        if kept:
            assert len(figures(executed, "draw_curves(")) >= 2
