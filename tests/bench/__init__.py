"""What is measured, each time against something else in the same run."""
