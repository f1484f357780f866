"""What a Hugging Face Hub keeps of a repository, and how it words its answers."""

import hashlib
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

LFS_SUFFIXES = (".keras",)
POINTER_BYTES = 134  # size of an LFS pointer file; the client reads it and does nothing with it


@dataclass
class Repository:
    """Commits by id, in order, and tags to commits."""

    commits: dict[str, dict[str, bytes]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    def files_at(self, revision: str) -> tuple[str, dict[str, bytes]] | None:
        """Commit id and files of a tag, a commit or the main branch."""
        head = list(self.commits)[-1]
        commit = head if revision == "main" else self.tags.get(revision, revision)
        return (commit, self.commits[commit]) if commit in self.commits else None


def refusal(status: int, code: str, headers: dict[str, str] | None = None) -> Response:
    """An error as the Hub words it."""
    return JSONResponse({"error": code}, status, {"X-Error-Code": code} | (headers or {}))


def refs(repository: Repository) -> dict:
    """Branches and tags."""
    tags = [
        {"name": tag, "ref": f"refs/tags/{tag}", "targetCommit": commit}
        for tag, commit in repository.tags.items()
    ]
    return {"branches": [], "converts": [], "tags": tags}


def description(repo: str, commit: str, files: dict[str, bytes], lfs: str) -> dict:
    """Model information with the metadata of its files; `lfs` as in `HubStandin`."""
    siblings = []
    for name, content in sorted(files.items()):
        digest = hashlib.sha256(content).hexdigest()
        stored = None
        if name.endswith(LFS_SUFFIXES) and lfs != "hidden":
            stated = digest if lfs == "true" else "0" * 64
            stored = {"sha256": stated, "size": len(content), "pointerSize": POINTER_BYTES}
        siblings.append({"rfilename": name, "size": len(content), "blobId": digest, "lfs": stored})
    return {"id": repo, "modelId": repo, "sha": commit, "tags": [], "siblings": siblings}


def head_of_file(commit: str, content: bytes) -> Response:
    """Headers of one file: its commit, digest and size."""
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    headers = {"X-Repo-Commit": commit, "ETag": etag, "Accept-Ranges": "bytes"}
    return Response(headers=headers | {"Content-Length": str(len(content))})


def body_of_file(request: Request, commit: str, content: bytes, sent: bytes) -> Response:
    """One file, whole or from a byte on; `sent` is what arrives in place of its content."""
    headers = dict(head_of_file(commit, content).headers)  # names in lower case
    first = int(request.headers.get("range", "bytes=0-")[6:].split("-")[0])
    if "range" in request.headers:
        headers["Content-Range"] = f"bytes {first}-{len(sent) - 1}/{len(sent)}"
    headers["content-length"] = str(len(sent) - first)
    return Response(sent[first:], 206 if first else 200, headers)
