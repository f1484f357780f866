"""A picture in which nothing is seen: an error for a still, a gap in a clip."""

from usseg.errors import InputError
from usseg.types import Frame


class ConstantError(InputError):
    """All pixels of a picture are equal; where that is allowed, `frame` is what was read."""

    def __init__(self, message: str, frame: Frame) -> None:
        super().__init__(message)
        self.frame = frame
