"""Clips on the page: from an upload to results that are kept within the hour."""
