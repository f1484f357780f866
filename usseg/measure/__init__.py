"""Sizes, angles and echo intensities of labelled tissue, in mm only where the scale is known."""
