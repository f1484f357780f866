"""usseg: segment fat, muscle, tendon and ligament in B-mode ultrasound images."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from usseg.pipeline import segment as segment

__version__ = "0.7.2"
__all__ = ["__version__", "segment"]


def __getattr__(name: str) -> Any:
    """Import `segment` on first use, so that `import usseg` stays quick for those who only ask."""
    if name == "segment":
        from usseg.pipeline import segment

        return segment
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
