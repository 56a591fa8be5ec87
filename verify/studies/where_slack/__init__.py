"""The study of `where_slack`."""
