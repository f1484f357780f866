"""What others cite is this version, and what it rests on."""

from pathlib import Path

import pytest
import yaml

import usseg
from usseg.model.releases import bundled_manifest, bundled_versions
from usseg.tissues import MODELS
from usseg.ui.markup import about as markup_about

ROOT = Path(__file__).parents[1]
# A data set's name, and words of the work that its authors ask to be cited by.
CITED = {
    "dl_track": "2009.04790",
    "thigh_panorama": "10.1016/j.ultrasmedbio.2025.08.008",
    "lower_leg": "2502.03783",
}


@pytest.fixture(scope="module")
def citation() -> dict:
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_it_names_this_version_and_licence(citation):
    assert citation["version"] == usseg.__version__
    assert citation["license"] == "Apache-2.0"


def test_it_has_what_the_format_requires(citation):
    # Source: Citation File Format 1.2.0, guide to the schema, "Required keys".
    assert citation["cff-version"] == "1.2.0"
    assert all(citation[key] for key in ("title", "message", "authors"))
    for reference in citation["references"]:
        assert {"type", "title", "authors"} <= set(reference)
        assert all(
            {"name"} <= set(one) or {"family-names"} <= set(one) for one in reference["authors"]
        )


def test_every_real_data_set_of_the_bundled_weights_is_among_its_references(citation):
    named = " ".join(str(one.get("url") or one.get("doi")) for one in citation["references"])
    for model in MODELS:
        manifest = bundled_manifest(model, bundled_versions(model)[-1])
        for entry in manifest["training"]["data"]:
            if not entry["source"].startswith("usseg.phantom"):
                assert CITED[entry["name"]] in named


def test_readme_and_page_name_the_file():
    assert "`CITATION.cff`" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "CITATION.cff" in markup_about.about()
