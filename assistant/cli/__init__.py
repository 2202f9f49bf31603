"""The terminal's door: the same Desk, asked from a command line.

Each command is one file with one click command in it; main.py lists them.
"""
