"""What is true of every file of the repository."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_LINES_OF_A_FILE = 150
MOST_LINES_OF_A_FUNCTION = 25  # without its docstring
LARGEST_MIB = 9  # a Space's plain git holds files up to 10 MB
# Written so that this file does not hold what it forbids.
PRIVATE_PATHS = re.compile(r"/(?:home|root|Users|wor[k]|far[m])/\w|\.\./share[d]\b")
# Packages whose module has another name, or that a pinned one is made of.
IMPORTED_AS = {
    "PIL": "pillow",
    "skimage": "scikit-image",
    "gradio_client": "gradio",
    "httpx2": "huggingface_hub",
    "starlette": "gradio",
    "nrrd": "pynrrd",
}
# Found by pydicom, by Gradio, or chosen by platform: TensorFlow's builds share a module.
NEVER_IMPORTED = {"pylibjpeg", "pylibjpeg-openjpeg", "mcp", "tensorflow-cpu"}
PINNED = re.compile(r"[\w.-]+(\[[\w,]+\])?==[\w.]+( *;.*)?")


def tracked_files() -> list[Path]:
    """Files under version control, or what would be, where the history is missing."""
    command = ["git", "ls-files", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


FILES = tracked_files()
PYTHON_FILES = [path for path in FILES if path.suffix == ".py"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, less those of the docstring."""
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def long_functions(source: str) -> list[str]:
    """Names of the functions of a source text that are too long."""
    return [
        f"{node.name}: {body_lines(node)} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and body_lines(node) > MOST_LINES_OF_A_FUNCTION
    ]


@pytest.mark.parametrize("path", PYTHON_FILES, ids=name_of)
def test_files_and_functions_are_short(path):
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= MOST_LINES_OF_A_FILE
    assert long_functions(source) == []


def test_the_rule_counts_a_long_function_but_not_its_docstring():
    body = "\n".join(f"    a{number} = {number}" for number in range(24))
    fits = f'def f():\n    """One.\n\n    Two.\n    """\n{body}\n'
    assert long_functions(fits) == []
    assert long_functions(f"{fits}    b = 1\n") == ["f: 26 lines"]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_file_names_a_folder_of_one_machine(path):
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # pictures and weights
    assert PRIVATE_PATHS.findall(text) == []
    assert str(ROOT) not in text


def test_no_file_is_too_large_for_a_space():
    large = [name_of(path) for path in FILES if path.stat().st_size > LARGEST_MIB * 2**20]
    assert large == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_comes_from_the_default_index(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r requirements"))]
    assert [line for line in wanted if not PINNED.fullmatch(line)] == []


def imported_packages(source: str) -> set[str]:
    """Top-level names of what a source text imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(source)))
    plain = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    drawn = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in plain | drawn}


def test_what_the_application_imports_is_what_is_installed_for_it():
    runtime = [path for path in PYTHON_FILES if name_of(path).startswith(("usseg/", "app.py"))]
    found = set().union(*(imported_packages(path.read_text("utf-8")) for path in runtime))
    foreign = {IMPORTED_AS.get(name, name) for name in found - sys.stdlib_module_names - {"usseg"}}
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0].split("[")[0] for line in lines}
    assert foreign <= pinned
    assert pinned - foreign <= NEVER_IMPORTED


def test_the_licence_is_apache_2():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
