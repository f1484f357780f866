"""Examples and real images that a visitor can pick."""
