"""How far an image can be trusted with a release: calibrated probabilities and a gate that warns."""

import numpy as np

from usseg.model.trust_gate import distance_of, probability_of
from usseg.model.trust_words import doubts_about, expected_absent
from usseg.types import Frame, Release, Trust

OPERATING_POINT = 1.0  # gate scores are given in multiples of what is let through
TINY = 1e-12  # below every probability that float32 can tell from 0 after a softmax
STRANGE_TEXTURE = "its texture is not that of B-mode ultrasound"
STRANGE_VIEW = "it is outside what the model was trained on: its features are those of other images"


def temperature_of(release: Release) -> float:
    """Return what the logits of a release are divided by: 1.0 where it was not calibrated."""
    return float(release.manifest.get("calibration", {}).get("temperature", 1.0))


def sharpen(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """Divide the logits behind some probabilities by a temperature; the most probable label stays.

    The logits themselves are not needed: softmax(logits / T) is p ** (1 / T), normalised.

    Args:
        probabilities: float32, shape (..., tissues), 0 to 1, summing to 1.
        temperature: Positive; above 1 it makes the network less sure, below 1 more.

    Returns:
        float32, same shape, summing to 1.

    Source:
        Guo C et al. On Calibration of Modern Neural Networks. ICML 2017, section 4.2.

    >>> sharpen(np.array([0.8, 0.2], dtype=np.float32), 2.0).round(3).tolist()
    [0.6669999957084656, 0.3330000042915344]
    """
    if temperature == 1:
        return probabilities
    powers = np.maximum(probabilities, np.float32(TINY)) ** np.float32(1 / temperature)
    return powers / powers.sum(axis=-1, keepdims=True)


def assess(
    release: Release,
    frame: Frame,
    inside: np.ndarray,
    mask: np.ndarray,
    features: np.ndarray | None,
) -> Trust:
    """Say how far a segmented frame can be trusted, and in words why not.

    Args:
        release: The weights.
        frame: The input.
        inside: True inside the B-mode field, shape (rows, cols) of the frame.
        mask: Label map, same shape.
        features: As `usseg.model.predict.predict_with_features` gives them, or None.

    Returns:
        The score is a multiple of the operating point; reasons may be there without a high score.
    """
    score, reasons = gate(release, features)
    reasons = (
        *doubts_about(frame, inside),
        *reasons,
        *expected_absent(mask, inside, release.model),
    )
    return Trust(
        score,
        None if score is None else OPERATING_POINT,
        bool(reasons),
        reasons,
        temperature_of(release),
        release.manifest.get("calibration", {}).get("ece", {}).get("after"),
    )


def gate(release: Release, features: np.ndarray | None) -> tuple[float | None, tuple[str, ...]]:
    """Return the gate's score of a frame's features, and what it says against them.

    Two detectors are asked, for neither sees everything: how far the features of texture lie from
    those of the training (photographs, text, noise), and how much more all features resemble other
    images than those of the training (other organs). The higher share of its limit is the score.
    """
    stated = release.manifest.get("gate")
    if stated is None or features is None:
        return None, ()
    shares = (
        distance_of(stated, features) / stated["distance_limit"],
        probability_of(stated, features) / stated["probability_limit"],
    )
    words = (STRANGE_TEXTURE, STRANGE_VIEW)
    reasons = [word for share, word in zip(shares, words, strict=True) if share > OPERATING_POINT]
    return round(max(shares), 4), tuple(reasons)


def warning(trust: Trust) -> tuple[str, ...]:
    """Return the sentence that a flagged image earns, or none.

    >>> warning(Trust(0.4, 1.0, False, (), 1.0, None))
    ()
    """
    if not trust.flagged:
        return ()
    return (f"This image should not be trusted with this model: {'; '.join(trust.reasons)}.",)
