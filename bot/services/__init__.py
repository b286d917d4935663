"""What people can do: one module per feature, in a folder for each side of somebody's week."""
