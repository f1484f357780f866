"""File to frame, frame to network input, and the way back."""
