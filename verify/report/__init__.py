"""The report: `report.json` is the only source; Markdown and figures are views of it."""
