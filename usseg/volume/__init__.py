"""Many slices of one limb to a labelled volume with mL, cross-sections and surfaces."""
