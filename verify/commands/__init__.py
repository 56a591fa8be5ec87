"""The commands of `adamw-verify`, one file each."""
