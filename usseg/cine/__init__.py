"""Clips: frames as a stream, segmented one by one, measured over time."""
