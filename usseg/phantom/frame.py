"""One drawing to one picture on the beams: tissues, echoes, gain, noise, grey levels."""

import numpy as np

from usseg.phantom.acoustics import (
    attenuation_db,
    beamform,
    bone_depth,
    first_depth,
    interfaces,
    reverberate,
    soften_shadows,
)
from usseg.phantom.anatomy import BONE, SKIN, Anatomy, TissueMap
from usseg.phantom.lengths import between
from usseg.phantom.noise import smooth_curve
from usseg.phantom.post import post_process
from usseg.phantom.probe import Probe, beam_points
from usseg.phantom.scan import Sampling
from usseg.phantom.scanner import Settings, compensation_db, compress, white_level
from usseg.phantom.scenes import MEMBRANE
from usseg.phantom.texture import cortex_amplitude, scatterers

NOISE_MIDDLE, NOISE_CEILING = 0.6, 0.4  # below white, as shares of the dynamic range
SILENCE_DB = 120.0  # losses beyond this are all the same
LOG_INTERFACE = (np.log(50), np.log(350))  # echo of an interface over its reflection coefficient
RAYLEIGH_MEAN = np.sqrt(np.pi) / 2  # of noise of unit power
INTERFACE_LIMIT = 3.0  # strong reflectors saturate: amplitude j / (1 + 3 j)


def map_tissues(probe: Probe, sampling: Sampling, anatomy: Anatomy) -> TissueMap:
    """Evaluate an anatomy at every sample of the beam grid."""
    if probe.curved:
        x, z = beam_points(probe, sampling.depths_mm, sampling.beams)
    else:
        x, z = sampling.beams[None, :], sampling.depths_mm[:, None]
    return anatomy(x, z)


def contact_gain(sampling: Sampling, probe: Probe, rng: np.random.Generator) -> np.ndarray:
    """Amplitude per beam, float32 (1, beams): uneven coupling, and fading at a lifted edge."""
    place = np.linspace(-1, 1, sampling.beams.size)
    uneven_db = smooth_curve(rng, between(rng, 0.3, 2.5), between(rng, 0.05, 0.4))(place)
    if rng.random() < 0.1:
        edge = rng.choice([-1, 1]) * place - between(rng, 0.3, 0.95)
        uneven_db = uneven_db - between(rng, 10, 40) * np.maximum(edge, 0)
    return (10 ** (uneven_db / 20)).astype(np.float32)[None, :]


def structure(
    tissues: TissueMap, fibres: np.ndarray, sampling: Sampling, rng: np.random.Generator
) -> np.ndarray:
    """Coherent reflectors: ordered tissue, interfaces, a film in the water, the probe's own ring.

    Interfaces are a quarter wave out of step with ordered tissue, so that neither cancels the
    other; complex64 (depths, beams).
    """
    edges = interfaces(tissues.labels, sampling.step_mm, sampling.pitch_mm, between(rng, 0.25, 0.8))
    edges *= np.float32(np.exp(between(rng, *LOG_INTERFACE))) / (
        1 + INTERFACE_LIMIT * np.abs(edges)
    )
    glint = smooth_curve(rng, 0.35, 0.2)(np.linspace(-1, 1, sampling.beams.size))
    edges *= np.exp(glint)[None, :]
    ordered = fibres + cortex_amplitude(tissues.labels, sampling.step_mm, rng)
    ordered += np.where(tissues.unit == MEMBRANE, np.float32(between(rng, 3, 30)), 0)
    ring = between(rng, 0, 25) * np.exp(-sampling.depths_mm / between(rng, 0.15, 0.8))
    ripple = 1 + np.cos(2 * np.pi * sampling.depths_mm / between(rng, 0.3, 0.9))
    return ordered + (ring * ripple).astype(np.float32)[:, None] + 1j * edges


def net_gain(
    probe: Probe, tissues: TissueMap, sampling: Sampling, tgc_db: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    """Amplitude that attenuation, gain and contact leave of an echo: float32 (depths, beams).

    Gain is applied here and not to the finished echoes: across the 150 dB of a deep frame the
    rounding of the Fourier transforms would be amplified into view.
    """
    loss_db = attenuation_db(tissues.labels, probe.frequency_mhz, sampling.step_mm)
    if (tissues.labels[-1] == BONE).any():
        loss_db = soften_shadows(loss_db, between(rng, 0.1, 1.0), sampling.pitch_mm)
    level_db = np.maximum(tgc_db - loss_db, -SILENCE_DB)
    return np.exp(level_db * np.float32(np.log(10) / 20)) * contact_gain(sampling, probe, rng)


def received(
    probe: Probe, tissues: TissueMap, sampling: Sampling, settings: Settings,
    rng: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    """Return the amplified envelope, without noise: float32, (depths, beams)."""
    tgc_db = compensation_db(tissues.labels, probe.frequency_mhz, sampling.step_mm, settings)
    gain = net_gain(probe, tissues, sampling, tgc_db, rng)
    diffuse, fibres = scatterers(tissues, sampling.step_mm, rng)
    diffuse, ordered = diffuse * gain, structure(tissues, fibres, sampling, rng) * gain
    envelope = np.zeros(gain.shape, dtype=np.float32)
    trips = (
        (first_depth(tissues.labels, SKIN), between(rng, 0.01, 0.15)),
        (bone_depth(tissues.labels), between(rng, 0.0, 0.05)),
    )
    ceiling = 10 ** (-between(rng, 20, 40) / 20)  # below muscle's mean speckle
    for _ in range(settings.looks):
        echoes = beamform(diffuse, ordered, probe, sampling.step_mm, sampling.pitch_mm, rng)
        for delay, share in trips:
            echoes = reverberate(echoes, delay, np.full((1, delay.size), share), ceiling)
        envelope += np.abs(echoes) / np.float32(settings.looks)
    return envelope


def echo_picture(
    probe: Probe, tissues: TissueMap, sampling: Sampling, settings: Settings,
    rng: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    """Return the grey picture on the beam grid: float32 in [0, 1], (depths, beams)."""
    tgc_db = compensation_db(tissues.labels, probe.frequency_mhz, sampling.step_mm, settings)
    amplified = received(probe, tissues, sampling, settings, rng)
    white = white_level(amplified, settings)
    noise = noise_floor(tgc_db[:, 0], white, settings, rng, amplified.shape)
    amplified = np.hypot(amplified, noise)
    return post_process(compress(amplified, white, settings), settings)


def noise_floor(
    tgc_db: np.ndarray, white: float, settings: Settings, rng: np.random.Generator,
    shape: tuple[int, int],
) -> np.ndarray:  # fmt: skip
    """Envelope of the electronic noise after gain, float32, shape (depths, beams).

    It grows with the gain, reaches the darker half of the grey scale at the penetration depth,
    and never drowns the picture: an operator would have chosen a lower frequency.
    """
    depth = np.linspace(0, 1, tgc_db.size)
    reach = settings.penetration
    gain_there = np.interp(min(reach, 1), depth, tgc_db) * max(reach, 1)
    range_db = settings.dynamic_range_db
    level_db = np.minimum(tgc_db - gain_there - NOISE_MIDDLE * range_db, -NOISE_CEILING * range_db)
    level = np.float32(white) * (10 ** (level_db / 20)).astype(np.float32)[:, None]
    grain = rng.rayleigh(np.sqrt(0.5), shape).astype(np.float32)
    calm = np.float32(settings.persistence)
    return (grain + calm * (np.float32(RAYLEIGH_MEAN) - grain)) * level
