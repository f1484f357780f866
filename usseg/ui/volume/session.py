"""What the server remembers of a visitor's volume between two events."""

import dataclasses
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from usseg.errors import InputError
from usseg.export.packing import pack
from usseg.ui.texts import volume as texts_volume
from usseg.volume.amounts import Amounts, measure_volume, sections
from usseg.volume.chosen import slices_name
from usseg.volume.files import encoders
from usseg.volume.mesh import Mesh, meshes_of
from usseg.volume.mesh_shown import shown_meshes
from usseg.volume.result import Volume, VolumeSegmentation


@dataclass(frozen=True)
class VolumeSession:
    """One visitor's volume.

    Attributes:
        made: The segmented volume.
        stem: What the names of its files begin with.
        masks: File name to PNG of the mask of every finished frame.
        true_ml: True volume of each tissue by name, where that is known; else None.
        born: When it was made, on the monotonic clock in s.
    """

    made: VolumeSegmentation
    stem: str
    masks: dict[str, bytes] = dataclasses.field(default_factory=dict)
    true_ml: dict[str, float] | None = None
    born: float = dataclasses.field(default_factory=time.monotonic)

    @property
    def volume(self) -> Volume:
        """The labelled volume."""
        return self.made.volume

    @cached_property
    def meshes(self) -> list[Mesh]:
        """The surfaces of all tissues, fine as in the files."""
        return meshes_of(self.volume)

    @cached_property
    def shown(self) -> list[Mesh]:
        """The surfaces as the page shows them."""
        return shown_meshes(self.meshes)

    @cached_property
    def amounts(self) -> Amounts:
        """What is measured."""
        return measure_volume(self.volume)

    @cached_property
    def sections(self) -> list[dict[str, Any]]:
        """The cross-sections along the axis."""
        return sections(self.volume)

    @property
    def files(self) -> dict[str, Callable[[], bytes]]:
        """By suffix, what makes each file."""
        return encoders(self.made, self.meshes)

    @property
    def arrays_bytes(self) -> int:
        """How much memory the arrays take; surfaces, which come later, count as much as labels."""
        volume = self.volume
        arrays = volume.labels.nbytes * 2 + volume.shadow.nbytes + volume.grey.nbytes
        return arrays + sum(map(len, self.masks.values()))

    def file(self, suffix: str) -> tuple[str, bytes]:
        """Return name and content of one file.

        Raises:
            InputError: There is no such file of this volume.
        """
        files = self.files
        if suffix not in files:
            raise InputError(
                texts_volume.NO_SUCH_FILE.format(suffix=suffix, suffixes=", ".join(files))
            )
        return f"{self.stem}{suffix}", files[suffix]()

    def zip(self) -> bytes:
        """Return every file, as the command line writes them, in one zip."""
        folder = slices_name(self.stem)
        files = {f"{self.stem}{suffix}": make() for suffix, make in self.files.items()}
        return pack(files | {f"{folder}/{name}": mask for name, mask in self.masks.items()})
