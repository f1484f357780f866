"""A small Hugging Face Hub on loopback: the routes a reader of models uses, and its failures.

Routes follow what huggingface_hub 2.4 asks for: refs, model information by revision, and files by
revision with HEAD, GET and Range. A test commits files and sets tags through Python.
"""

import asyncio
import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from hub_answers import Repository, body_of_file, description, head_of_file, refs, refusal
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

POLL_S = 0.05


@dataclass
class HubStandin:
    """What the stand-in holds, what it was asked, and how it fails.

    Attributes:
        repositories: By "owner/name".
        asked: Every request so far, as "METHOD /path".
        status: Answer every request with this HTTP status.
        page: Answer every request with this text and status 200, as a login page does.
        corrupt: Flip one bit of this many downloads to come (`-1`: of all).
        hang: Part of "METHOD /path"; requests that hold it are not answered until it is None.
        lfs: What is said about the weights' storage: the "true" digest, an "other" one, or
            nothing ("hidden"), as for a small file that is not in LFS.
    """

    url: str = ""
    repositories: dict[str, Repository] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    status: int | None = None
    page: str | None = None
    corrupt: int = 0
    hang: str | None = None
    lfs: str = "true"

    def release(self, repo: str, tag: str, files: dict[str, bytes]) -> str:
        """Commit files and tag the commit; return its id."""
        repository = self.repositories.setdefault(repo, Repository())
        parts = [repo, str(len(repository.commits)), *sorted(files)]
        commit = hashlib.sha1("/".join(parts).encode()).hexdigest()
        repository.commits[commit] = dict(files)
        repository.tags[tag] = commit
        return commit

    def downloads(self) -> list[str]:
        """The GET requests for files."""
        return [line for line in self.asked if line.startswith("GET") and "/resolve/" in line]

    def asked_as(self, request: Request) -> str:
        """One request as a line."""
        return f"{request.method} {request.url.path}"

    async def serve(self, request: Request) -> Response:
        """Fail as told, else answer."""
        self.asked.append(self.asked_as(request))
        while self.hang is not None and self.hang in self.asked_as(request):
            await asyncio.sleep(POLL_S)
        if self.page is not None:
            return Response(self.page, media_type="text/html")
        if self.status is not None:
            return Response(status_code=self.status)
        places = request.path_params
        repository = self.repositories.get(f"{places['owner']}/{places['name']}")
        if repository is None:
            return refusal(401, "RepoNotFound")
        return self.answer(request, repository)

    def answer(self, request: Request, repository: Repository) -> Response:
        """Answer a request for a repository that exists."""
        if request.url.path.endswith("/refs"):
            return JSONResponse(refs(repository))
        places = request.path_params
        found = repository.files_at(places.get("revision", "main"))
        if found is None:
            return refusal(404, "RevisionNotFound")
        commit, files = found
        if "path" not in places:
            repo = f"{places['owner']}/{places['name']}"
            return JSONResponse(description(repo, commit, files, self.lfs))
        if places["path"] not in files:
            return refusal(404, "EntryNotFound", {"X-Repo-Commit": commit})
        content = files[places["path"]]
        if request.method == "HEAD":
            return head_of_file(commit, content)
        return body_of_file(request, commit, content, self.as_sent(content))

    def as_sent(self, content: bytes) -> bytes:
        """The bytes of a download, damaged as told; their number stays the same."""
        if not self.corrupt:
            return content
        self.corrupt -= 1
        return bytes([content[0] ^ 1]) + content[1:]


def application(hub: HubStandin) -> Starlette:
    """The routes of the Hub that a reader of models uses."""
    api = "/api/models/{owner}/{name}"
    paths = [api, f"{api}/refs", f"{api}/revision/{{revision}}"]
    paths.append("/{owner}/{name}/resolve/{revision}/{path:path}")
    return Starlette(routes=[Route(path, hub.serve, methods=["GET", "HEAD"]) for path in paths])


@contextmanager
def running_hub() -> Iterator[HubStandin]:
    """Run a stand-in in a thread on a free port of loopback; stop it at the end."""
    hub = HubStandin()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        hub.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(application(hub), log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield hub
        finally:
            server.should_exit = True
            thread.join(timeout=5)


@contextmanager
def silent_hub() -> Iterator[str]:
    """A server that accepts connections and never says a word; yields its URL."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def finish_questions() -> None:
    """Wait for what still asks in the background, lest it meets a server that has gone."""
    for thread in threading.enumerate():
        if thread.name == "usseg-hub":
            thread.join(timeout=30)
