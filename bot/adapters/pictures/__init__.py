"""Pictures and pages, drawn by typst."""
