"""Each room may import only rooms of an earlier layer, or itself."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

LAYERS = [
    {"errors"},
    {"tissues", "frames"},
    {"types"},
    {"image"},
    {"phantom"},
    {"model"},
    {"mask"},
    {"measure"},
    {"render"},
    {"pipeline", "mirror"},
    {"export"},
    {"cine", "volume"},
    {"train", "evaluate"},
    {"ui", "cli"},
]
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
FORBIDDEN = {("ui", "train"), ("ui", "evaluate")}  # keeps the Space light
HEAVY = ("tensorflow", "keras", "torch", "jax")
MAY_BE_HEAVY = {"train", "evaluate", "model/unet.py", "model/fold.py", "model/predict.py"}
PACKAGE = Path(__file__).parents[1] / "usseg"
FILES = sorted(PACKAGE.rglob("*.py"))


def imported_names(tree: ast.AST) -> set[str]:
    """Full names of what a file imports, anywhere in it."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package, so that this test can read them"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def imported_rooms(source: str) -> set[str]:
    """Rooms of usseg that a source text imports; names of the package itself are no room."""
    parts = [name.split(".") for name in imported_names(ast.parse(source))]
    rooms = {part[1] for part in parts if part[0] == "usseg" and len(part) > 1}
    return {room for room in rooms if not room.startswith("__")}


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def faults(room: str, source: str) -> list[str]:
    """What a source text in a room imports against the order of the layers."""
    return [
        other
        for other in sorted(imported_rooms(source) - {room})
        if RANK[other] >= RANK[room] or (room, other) in FORBIDDEN
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_flow_one_way(file):
    if not room_of(file).startswith("__"):
        assert faults(room_of(file), file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("image", "from usseg.model.predict import predict"),
        ("image", "import usseg.pipeline"),
        ("mask", "from usseg import render"),
        ("ui", "def later():\n    from usseg.train import fit"),
        ("train", "from usseg.evaluate import score"),  # rooms of one layer stay apart
    ],
)
def test_the_rule_sees_an_import_against_the_order(room, source):
    assert faults(room, source) != []


def test_every_room_has_a_layer():
    rooms = {room_of(file) for file in FILES if not room_of(file).startswith("__")}
    assert rooms <= set(RANK)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_keras_is_imported_only_where_networks_live(file):
    place = file.relative_to(PACKAGE).as_posix()
    if place in MAY_BE_HEAVY or room_of(file) in MAY_BE_HEAVY:
        return
    names = imported_names(ast.parse(file.read_text(encoding="utf-8")))
    assert not {name for name in names if name.split(".")[0] in HEAVY}


@pytest.mark.parametrize(
    "statement",
    [
        "import usseg",
        "import usseg; usseg.segment",
        "import usseg.pipeline",
        "import usseg.cli; usseg.cli.build_parser()",
    ],
)
def test_importing_the_surfaces_does_not_load_tensorflow(statement):
    heavy = f"[name for name in {HEAVY} if name in sys.modules]"
    check = f"{statement}\nimport sys\nprint({heavy})"
    done = subprocess.run(
        [sys.executable, "-c", check],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
