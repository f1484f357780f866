"""Fit a network to phantoms and to real images that label sets of tissues."""
