"""Files that other programs open, made from one segmentation."""
