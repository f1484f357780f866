"""Volumes on the page: from uploads to results that are kept within the hour."""
