"""Label maps: clean-up, and scores against a truth."""
