"""Which event calls which handler."""
