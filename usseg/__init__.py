"""usseg: segment fat, muscle, tendon and ligament in B-mode ultrasound images."""

__version__ = "0.1.0"
