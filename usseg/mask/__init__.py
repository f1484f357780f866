"""Label maps: clean-up, scores against a truth, measurements."""
