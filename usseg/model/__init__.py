"""Architecture, releases of the weights, array to probabilities."""
