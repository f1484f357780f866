"""Ground truths as other programs write them, from a label map whose every pixel is known."""

import io
import json
import zipfile
from itertools import groupby

import nibabel
import nrrd
import numpy as np
import roifile
from pycocotools import mask as coco_mask

SHAPE = (24, 32)


def layers() -> np.ndarray:
    """Labels (24, 32): skin, fat, fascia, muscle, bone as boxes that no flip or transpose maps on
    itself, background around them."""
    labels = np.zeros(SHAPE, dtype=np.uint8)
    labels[1:3, 2:30] = 1
    labels[3:8, 2:30] = 2
    labels[8:10, 4:30] = 4
    labels[10:20, 4:20] = 3
    labels[20:23, 6:15] = 7
    return labels


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def nifti_bytes(voxels, kind=nibabel.Nifti1Image, affine=None):
    return kind(voxels, np.eye(4) if affine is None else affine).to_bytes()


def nrrd_bytes(voxels, header=None, path=None):
    """A file as 3D Slicer writes it: gzip, first axis first."""
    target = io.BytesIO()
    nrrd.write(target, voxels, header or {}, index_order="F")
    return target.getvalue()


def slicer_header(names, layered=False):
    """The header that describes segments: name, layer, value."""
    header = {"kinds": (["list"] if layered else []) + ["domain"] * 3}
    for number, (name, layer, value) in enumerate(names):
        header |= {
            f"Segment{number}_ID": f"Segment_{number}",
            f"Segment{number}_Name": name,
            f"Segment{number}_LabelValue": str(value),
            f"Segment{number}_Layer": str(layer),
        }
    return header


def roi_bytes(points, name="", **changes):
    """A polygon of (x, y) points as ImageJ keeps it."""
    roi = roifile.ImagejRoi.frompoints(np.array(points), name=name or None)
    for key, value in changes.items():
        setattr(roi, key, value)
    return roi.tobytes()


def box_roi(top, left, bottom, right, kind=roifile.ROI_TYPE.RECT, **changes):
    """An upright rectangle or oval as ImageJ keeps it."""
    roi = roifile.ImagejRoi(version=228, top=top, left=left, bottom=bottom, right=right)
    roi.roitype, roi.byteorder = kind, ">"
    for key, value in changes.items():
        setattr(roi, key, value)
    return roi.tobytes()


def combined_roi(path, box=(2, 2, 18, 22)):
    """Several areas in one, as steps of a pen: 0 moves, 1 draws, 4 closes."""
    steps = np.array(path, dtype=np.float32)
    return box_roi(*box, name="fat", multi_coordinates=steps, shape_roi_size=len(path))


def zip_bytes(files, packing=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()


def packed(inside):
    """Run lengths as pycocotools writes them."""
    run = coco_mask.encode(np.asfortranarray(inside.astype(np.uint8)))
    return {"size": list(run["size"]), "counts": run["counts"].decode()}


def plain(inside):
    """Run lengths as a list of numbers, columns after one another, background first."""
    runs = [(value, len(list(group))) for value, group in groupby(inside.T.ravel().tolist())]
    starts_inside = [0] if runs[0][0] else []
    return {"size": list(inside.shape), "counts": starts_inside + [count for _, count in runs]}


def labelme(shapes, rows=SHAPE[0], cols=SHAPE[1]):
    """LabelMe JSON of (label, kind, points (x, y))."""
    drawn = [
        {"label": label, "shape_type": kind, "points": points, "flags": {}, "group_id": None}
        for label, kind, points in shapes
    ]
    return json.dumps(
        {"version": "5.5.0", "shapes": drawn, "imageHeight": rows, "imageWidth": cols}
    )


def coco(annotations, rows=SHAPE[0], cols=SHAPE[1], names=("muscle", "fat", "skin")):
    """COCO JSON of (category name, segmentation)."""
    return json.dumps(
        {
            "images": [{"id": 7, "height": rows, "width": cols, "file_name": "calf.png"}],
            "categories": [{"id": number, "name": name} for number, name in enumerate(names, 1)],
            "annotations": [
                {"id": number, "image_id": 7, "category_id": names.index(name) + 1,
                 "segmentation": drawn, "iscrowd": 0}
                for number, (name, drawn) in enumerate(annotations)
            ],
        }
    )  # fmt: skip
