"""The parts of the repair programme, a module for each."""
