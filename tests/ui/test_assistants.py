"""The tools for assistants: what the command line gives, and no way to the server's files."""

import asyncio
import base64
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import httpx
import numpy as np
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult
from PIL import Image
from served import IMAGE

from usseg.errors import InputError
from usseg.ui.assistants import Tools, as_upload

ENDPOINT = "/gradio_api/mcp/"
EMBEDDED = "data:image/png;base64," + base64.b64encode(IMAGE.read_bytes()).decode()
META = {"_type": "gradio.FileData"}


def with_client(url: str, ask: Callable[[ClientSession], Any]) -> Any:
    """What a coroutine function returns for a connected client."""

    async def connected() -> Any:
        async with (
            streamable_http_client(url + ENDPOINT) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await ask(session)

    return asyncio.run(connected())


def call(url: str, tool: str, arguments: dict[str, Any]) -> CallToolResult:
    return with_client(url, lambda session: session.call_tool(tool, arguments))


@pytest.fixture(scope="module")
def segmented(server) -> CallToolResult:
    """What `segment` answers on an example that the call itself holds."""
    return call(server.url, "segment", {"image": EMBEDDED, "model": "multiclass"})


def test_the_endpoints_are_tools_that_say_what_they_take_and_return(server):
    tools = {tool.name: tool for tool in with_client(server.url, ClientSession.list_tools).tools}
    assert {"segment", "export", "models"} <= set(tools)
    about = tools["segment"]
    assert about.description.startswith("Segment the tissue in one ultrasound image.")
    assert "label values" in about.description
    assert about.inputSchema["required"] == ["image"]
    for tool in tools.values():
        for argument, schema in tool.inputSchema["properties"].items():
            assert schema.get("description"), f"{tool.name}: {argument}"


def test_a_tool_gives_the_mask_of_the_command_line(segmented, command_line_mask):
    assert not segmented.isError
    pictures = [content for content in segmented.content if content.type == "image"]
    expected = command_line_mask(IMAGE, "multiclass")
    mask = np.asarray(Image.open(BytesIO(base64.b64decode(pictures[-1].data))))
    assert np.array_equal(mask, np.asarray(Image.open(BytesIO(expected))))
    words = [content.text for content in segmented.content if content.type == "text"]
    (address,) = [line.split(": ", 1)[1] for line in words if line.endswith(".mask.png")]
    assert httpx.get(address).content == expected
    assert json.loads(words[-1])["model"] == "multiclass"


def test_an_upload_is_named_by_its_address_whatever_host_that_has(server):
    uploaded = httpx.post(f"{server.url}/gradio_api/upload", files={"files": IMAGE.open("rb")})
    address = f"http://127.0.0.1:9/gradio_api/file={uploaded.json()[0]}"
    answer = call(server.url, "segment", {"image": address, "model": "binary"})
    assert not answer.isError
    assert json.loads(answer.content[-1].text)["model"] == "binary"


@pytest.mark.parametrize(
    "image",
    [
        "/etc/passwd",
        "file:///etc/passwd",
        str(IMAGE),
        "http://127.0.0.1:9/image.png",
        "http://127.0.0.1:9/gradio_api/file=/etc/passwd",
        f"/gradio_api/file={IMAGE}",
        "data:image/png,plain",
        "data:image/png;base64,???",
        {"path": "/etc/passwd", "meta": META},
        {"path": "http://127.0.0.1:9/image.png", "meta": META},
    ],
    ids=str,
)
def test_a_path_or_a_foreign_address_is_refused_without_being_read(server, image):
    for arguments in ({"image": image}, {"image": EMBEDDED, "truth": image}):
        answer = call(server.url, "segment", arguments)
        assert answer.isError
        assert "root:" not in answer.content[0].text
        assert "/usseg" not in answer.content[0].text


@pytest.mark.parametrize("argument", ["image", "model", "version", "row_mm"])
def test_a_file_that_hides_in_any_argument_is_refused_before_gradio_sees_it(argument):
    hidden = {argument: {"path": "/etc/passwd", "meta": META}}
    with pytest.raises(InputError, match="Paths and other addresses are not read"):
        Tools.convert_strings_to_filedata(None, {"image": EMBEDDED} | hidden, [["image"]])


def test_a_list_of_files_is_taken_and_refused_file_by_file(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    places = [["files", "items"]]
    given = {"files": [EMBEDDED, EMBEDDED], "whole": True}
    turned = Tools.convert_strings_to_filedata(None, given, places)
    assert [file["meta"] for file in turned["files"]] == [META, META]
    assert turned["whole"] is True
    with pytest.raises(InputError, match="Paths and other addresses are not read"):
        Tools.convert_strings_to_filedata(None, {"files": [EMBEDDED, "/etc/passwd"]}, places)


def test_an_embedded_file_lies_in_the_private_folder_only(server, segmented, monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    assert as_upload(EMBEDDED)["path"].startswith(str(tmp_path.resolve()))
    # Gradio's own folder, which other programs share and nobody sweeps, was not even made.
    assert not segmented.isError
    assert not (server.temp / "gradio").exists()


def test_the_older_transport_is_closed_and_a_message_has_a_bound(server):
    assert httpx.get(f"{server.url}{ENDPOINT}sse", timeout=10).status_code == 404
    head = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    large = b'{"image": "' + b"A" * (5 * 2**20) + b'"}'
    answer = httpx.post(server.url + ENDPOINT, content=large, headers=head, timeout=20)
    assert answer.status_code == 413
