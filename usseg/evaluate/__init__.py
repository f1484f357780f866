"""Scores of a release on a data set, with counts and intervals."""
