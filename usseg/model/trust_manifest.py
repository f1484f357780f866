"""What a manifest may say of calibration and gate; both may be missing, neither may be nonsense."""

import math
from typing import Any

TEMPERATURES = (0.05, 20.0)  # outside them the fit has failed
MOST_FEATURES = 4096
ONE_EACH = ("centre", "scale", "weights")
LIMITS = ("distance_limit", "probability_limit", "bias")


def fault_of_trust(manifest: dict[str, Any]) -> tuple[str, Any, str] | None:
    """Return the first entry that cannot be used as (key, value, what was expected), or None.

    >>> fault_of_trust({})
    >>> fault_of_trust({"calibration": {"temperature": -1, "ece": {}}})[0]
    'calibration.temperature'
    """
    return _fault_of_calibration(manifest.get("calibration", {})) or _fault_of_gate(
        manifest.get("gate", {})
    )


def _fault_of_calibration(stated: Any) -> tuple[str, Any, str] | None:
    if not isinstance(stated, dict):
        return "calibration", stated, "an object"
    low, high = TEMPERATURES
    temperature = stated.get("temperature", 1.0)
    if not _is_number(temperature) or not low <= temperature <= high:
        return "calibration.temperature", temperature, f"a number from {low} to {high}"
    ece = stated.get("ece", {})
    if not isinstance(ece, dict) or not _is_number(ece.get("after", 0.0)):
        return "calibration.ece", ece, "an object with the numbers before and after"
    return None


def _fault_of_gate(stated: Any) -> tuple[str, Any, str] | None:
    if stated == {}:
        return None
    if not isinstance(stated, dict) or not _are_words(stated.get("layers")):
        return "gate.layers", stated, "a list of layers' names"
    for key in LIMITS:
        if not _is_number(stated.get(key)) or (key != "bias" and stated[key] <= 0):
            return f"gate.{key}", stated.get(key), "a number"
    count = len(stated["centre"]) if isinstance(stated.get("centre"), list) else 0
    for key in ONE_EACH:
        if not 0 < count <= MOST_FEATURES or not _are_numbers(stated.get(key), count):
            return f"gate.{key}", stated.get(key), "a list of one number per feature"
    if min(stated["scale"]) <= 0:
        return "gate.scale", min(stated["scale"]), "positive numbers"
    return _fault_of_kinds(stated, count)


def _fault_of_kinds(stated: dict[str, Any], count: int) -> tuple[str, Any, str] | None:
    channels = stated.get("channels")
    ends = channels if isinstance(channels, list) else []
    if len(ends) != 2 or not all(type(end) is int for end in ends):
        return "gate.channels", channels, "[first, last]"
    if not 0 <= ends[0] < ends[1] <= count:
        return "gate.channels", channels, f"[first, last] from 0 to {count}"
    kinds, side = stated.get("kinds"), ends[1] - ends[0]
    if not isinstance(kinds, list) or not kinds or not all(isinstance(k, dict) for k in kinds):
        return "gate.kinds", kinds, "a list of objects"
    for kind in kinds:
        sizes = (("mean", side), ("precision", side * (side + 1) // 2))
        for key, size in sizes:
            if not _are_numbers(kind.get(key), size):
                return f"gate.kinds.{key}", kind.get(key), f"a list of {size} numbers"
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and type(value) is not bool and math.isfinite(value)


def _are_numbers(values: Any, count: int) -> bool:
    return isinstance(values, list) and len(values) == count and all(map(_is_number, values))


def _are_words(values: Any) -> bool:
    return isinstance(values, list) and bool(values) and all(isinstance(v, str) for v in values)
