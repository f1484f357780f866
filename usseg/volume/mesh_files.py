"""Meshes as files: GLB with a colour per tissue, and STL.

Source: glTF 2.0, https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html, sections 3 and 4.
"""

import json
import struct
from typing import Any

import numpy as np

from usseg.volume.mesh import Mesh

METRES = 0.001  # the unit of glTF, per mm
GLB_MAGIC, GLB_VERSION = 0x46546C67, 2
JSON_CHUNK, BINARY_CHUNK = 0x4E4F534A, 0x004E4942
FLOAT, UNSIGNED_INT = 5126, 5125
VERTICES, INDICES = 34962, 34963
SOLID, GLASS = 1.0, 0.15  # opacity; layers around the muscles are glass, so that one sees inside
OUTER = ("skin", "fat")
# Rows of a matrix from x (left), y (back), z (along the limb) to glTF's y up, seen from the front.
UPRIGHT = np.array([(1, 0, 0), (0, 0, 1), (0, -1, 0)], dtype=np.float32)
STL_FACET = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("unused", "<u2")])


def encode_glb(meshes: list[Mesh]) -> bytes:
    """Encode meshes as one binary glTF file; each tissue is a node of its own name and colour.

    Lengths are in metres and z of the world points up, as glTF asks. Leave meshes out of the list to
    switch tissues off.
    """
    parts: list[bytes] = []
    views: list[dict[str, int]] = []
    accessors: list[dict[str, Any]] = []
    for mesh in meshes:
        points = np.ascontiguousarray(mesh.points @ UPRIGHT.T * METRES, dtype="<f4")
        for content, target in ((points.tobytes(), VERTICES), (indices_of(mesh), INDICES)):
            start = sum(map(len, parts))
            view = {"buffer": 0, "byteOffset": start, "byteLength": len(content), "target": target}
            views.append(view)
            parts.append(content)
        accessors += accessors_of(points, mesh, len(accessors))
    document = scene(meshes) | {"accessors": accessors, "bufferViews": views}
    binary = b"".join(parts)
    document |= {"buffers": [{"byteLength": len(binary)}]} if binary else {}
    kept = {key: value for key, value in document.items() if value}
    text = json.dumps(kept, separators=(",", ":")).encode()
    chunks = chunk(JSON_CHUNK, text, b" ") + (chunk(BINARY_CHUNK, binary, b"\0") if binary else b"")
    return struct.pack("<III", GLB_MAGIC, GLB_VERSION, 12 + len(chunks)) + chunks


def indices_of(mesh: Mesh) -> bytes:
    """Return the faces as glTF stores them."""
    return np.ascontiguousarray(mesh.faces, dtype="<u4").tobytes()


def chunk(kind: int, content: bytes, filler: bytes) -> bytes:
    """Return a chunk of a GLB file: length, kind, content filled up to four bytes."""
    filled = content + filler * (-len(content) % 4)
    return struct.pack("<II", len(filled), kind) + filled


def accessors_of(points: np.ndarray, mesh: Mesh, first: int) -> list[dict[str, Any]]:
    """Describe points and faces of one mesh, which lie in the views of the same numbers."""
    low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    vectors = {
        "componentType": FLOAT,
        "count": len(points),
        "type": "VEC3",
        "min": low,
        "max": high,
    }
    count = int(mesh.faces.size)
    scalars = {"componentType": UNSIGNED_INT, "count": count, "type": "SCALAR"}
    return [{"bufferView": first} | vectors, {"bufferView": first + 1} | scalars]


def scene(meshes: list[Mesh]) -> dict[str, Any]:
    """Return nodes, meshes and materials of a scene."""
    numbers = range(len(meshes))
    return {
        "asset": {"version": "2.0", "generator": "usseg"},
        "scene": 0,
        "scenes": [{"nodes": list(numbers)} if meshes else {"name": "empty"}],
        "nodes": [{"mesh": number, "name": meshes[number].name} for number in numbers],
        "meshes": [
            {
                "name": meshes[number].name,
                "primitives": [
                    {
                        "attributes": {"POSITION": 2 * number},
                        "indices": 2 * number + 1,
                        "material": number,
                    }
                ],
            }
            for number in numbers
        ],
        "materials": [material(mesh) for mesh in meshes],
    }


def material(mesh: Mesh) -> dict[str, Any]:
    """Return a matt material of the tissue's colour, which glTF wants linear and not sRGB."""
    linear = [round(linear_light(channel / 255), 6) for channel in mesh.colour]
    opacity = GLASS if mesh.name in OUTER else SOLID
    surface = {
        "baseColorFactor": [*linear, opacity],
        "metallicFactor": 0.0,
        "roughnessFactor": 0.8,
    }
    mode = "BLEND" if opacity < SOLID else "OPAQUE"
    return {
        "name": mesh.name,
        "pbrMetallicRoughness": surface,
        "alphaMode": mode,
        "doubleSided": True,
    }


def linear_light(level: float) -> float:
    """Return sRGB as linear light. Source: IEC 61966-2-1.

    >>> linear_light(0.0), linear_light(1.0)
    (0.0, 1.0)
    """
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4


def encode_stl(mesh: Mesh) -> bytes:
    """Encode one mesh as binary STL, in mm of the world."""
    corners = mesh.points[mesh.faces]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    facets = np.zeros(len(corners), dtype=STL_FACET)
    facets["normal"] = normals / np.maximum(length, np.finfo(np.float32).tiny)
    facets["corners"] = corners
    head = f"usseg {mesh.name}, mm".encode("ascii").ljust(80)
    return head + struct.pack("<I", len(facets)) + facets.tobytes()
