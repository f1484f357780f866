"""Acoustic constants of the tissues, one row each, with their source.

Attenuation, speed and density: Culjat MO et al. A review of tissue substitutes for ultrasound
imaging. Ultrasound Med Biol 36:861-873 (2010), table 1. Tendon and ligament take the table's
"connective tissue" attenuation: its 4.7 dB/(cm MHz) for tendon would hide everything under an
Achilles tendon at 10 MHz, which is not what scanners show. Ligament, which the table lacks, takes
speed and density of tendon.
Echogenicity is the mean speckle level relative to muscle perpendicular to its fibres; the order
(fascia, tendon, ligament, skin bright; fat and muscle dark; fluid black) is that of Pillen S,
van Alfen N. Skeletal muscle ultrasound. Neurol Res 33:1016-1024 (2011); the spread is drawn per
frame, because gain, depth and fitness move it by several dB.
"""

from dataclasses import dataclass

import numpy as np

SOUND_SPEED_MM_PER_US = 1.54  # what every scanner assumes when it turns time into depth


@dataclass(frozen=True)
class Acoustics:
    """Acoustic constants of one tissue.

    Attributes:
        speed_m_s: Speed of sound.
        density_kg_m3: Density.
        attenuation_db_cm_mhz: One-way attenuation, taken as linear in frequency.
        echo_db: Mean level of the diffuse speckle, relative to muscle.
        echo_spread_db: Standard deviation of that level from frame to frame.
    """

    speed_m_s: float
    density_kg_m3: float
    attenuation_db_cm_mhz: float
    echo_db: float
    echo_spread_db: float

    @property
    def impedance_mrayl(self) -> float:
        """Characteristic impedance, density times speed, in MRayl."""
        return self.density_kg_m3 * self.speed_m_s * 1e-6


WATER = Acoustics(1480, 1000, 0.0022, -70.0, 0.0)
SKIN = Acoustics(1615, 1090, 0.35, 8.0, 3.5)
FAT = Acoustics(1478, 950, 0.48, -5.0, 4.0)
MUSCLE = Acoustics(1547, 1050, 1.09, 0.0, 3.0)
FASCIA = Acoustics(1613, 1120, 1.57, 13.0, 3.0)
TENDON = Acoustics(1670, 1100, 1.57, 10.0, 3.0)
LIGAMENT = Acoustics(1670, 1100, 1.57, 8.0, 3.0)
BONE = Acoustics(3476, 1975, 6.9, -12.0, 4.0)
# In the order of the labels of usseg.tissues.MULTICLASS.
BY_LABEL = (WATER, SKIN, FAT, MUSCLE, FASCIA, TENDON, LIGAMENT, BONE)

ATTENUATION_DB_CM_MHZ = np.array([a.attenuation_db_cm_mhz for a in BY_LABEL], dtype=np.float32)
LOG_IMPEDANCE = np.log(np.array([a.impedance_mrayl for a in BY_LABEL], dtype=np.float32))
ECHO_DB = np.array([a.echo_db for a in BY_LABEL], dtype=np.float32)
ECHO_SPREAD_DB = np.array([a.echo_spread_db for a in BY_LABEL], dtype=np.float32)
