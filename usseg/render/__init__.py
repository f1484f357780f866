"""Pictures, table rows and the report of a segmentation."""
