"""Seed and scene to label map to B-mode frame."""
