"""The endpoints as tools for assistants (MCP), under the page's own rules for files.

Gradio's own server of tools calls the endpoints through a client in this process, and that client
uploads whatever local file an argument names. Here an argument can only hold a file itself, or name
one that was uploaded.
"""

import base64
import binascii
import json
import mimetypes
from typing import Any
from urllib.parse import unquote

import gradio.mcp
from gradio_client.utils import is_file_obj, is_file_obj_with_meta, traverse
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from usseg.errors import InputError
from usseg.ui.files import store
from usseg.ui.requests import check_files
from usseg.ui.texts import manners as texts

UPLOADED = "/gradio_api/file="  # what an address of an upload holds before its path
EMBEDDED = "data:"


class Tools(gradio.mcp.GradioMCPServer):
    """Gradio's server of tools with stricter arguments and one way in."""

    def convert_strings_to_filedata(self, value: Any, filedata_positions: list[Any]) -> Any:
        """Turn the strings at the places of files into uploaded files; pass the rest on.

        Raises:
            InputError: A file is neither held nor uploaded; the message tells what can be sent.
        """
        traverse(value, _refuse, is_file_obj)
        named = {place[0] for place in filedata_positions}
        return {name: uploads(given) if name in named else given for name, given in value.items()}

    def postprocess_output_data(self, data: Any, root_url: str) -> list[Any]:
        """Return one or two contents per value: pictures as pictures, what is no file as JSON."""
        # Gradio hands over several values as the only one of a list.
        values = data[0] if len(data) == 1 and isinstance(data[0], tuple) else data
        told = [
            value if is_file_obj_with_meta(value) else json.dumps(value, ensure_ascii=False)
            for value in values
        ]
        return super().postprocess_output_data(told, root_url)

    def launch_mcp_on_sse(self, app: Starlette, subpath: str, root_path: str) -> None:
        """Offer the current transport only: the older one takes messages of any size."""
        self.root_path = root_path
        schema = Route("/schema", endpoint=self.get_complete_schema)
        routes = [schema, Mount("/", app=self.handle_streamable_http)]
        app.mount(subpath, Starlette(routes=routes))


def use_strict_tools() -> None:
    """Let Gradio make `Tools` where it would make its own server of tools."""
    gradio.mcp.GradioMCPServer = Tools  # type: ignore[misc]


def uploads(given: Any) -> Any:
    """Return a file, a list of files or none as `as_upload` does."""
    if isinstance(given, list):
        return [as_upload(one) for one in given]
    return None if given is None else as_upload(given)


def as_upload(given: Any) -> dict[str, Any]:
    """Return a file that a tool was given as one that lies on the server.

    Args:
        given: A file as `data:TYPE;base64,...`, or the address of an upload on this server. Of an
            address only the path counts: nothing is fetched.

    Raises:
        InputError: It is neither, or the upload was deleted since.
    """
    words = str(given)
    _, uploaded, path = words.partition(UPLOADED)
    if words.startswith(EMBEDDED):
        path = embedded(words)
    elif not uploaded:
        raise InputError(texts.TOOL_FILE)
    upload = {"path": unquote(path), "meta": {"_type": "gradio.FileData"}}
    check_files(upload)
    return upload


def embedded(address: str) -> str:
    """Write the file that a `data:` address holds, and return its path.

    Raises:
        InputError: It is not in base64.
    """
    head, _, content = address.partition(",")
    kind, _, coding = head.removeprefix(EMBEDDED).rpartition(";")
    try:
        if coding != "base64":
            raise InputError(texts.TOOL_FILE)
        decoded = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise InputError(texts.TOOL_FILE) from None
    return store(f"image{mimetypes.guess_extension(kind) or ''}", decoded)


def _refuse(file: dict[str, Any]) -> None:
    raise InputError(texts.TOOL_FILE)
