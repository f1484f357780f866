"""The views of a result: what each lays out, and what it shows of a visitor's session."""
