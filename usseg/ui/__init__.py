"""The Gradio page and its endpoints: layout and handlers, no arithmetic."""
