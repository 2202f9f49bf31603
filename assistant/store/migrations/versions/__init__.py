"""One file a step, named by its number and what it does.

Each can go forward and back. A step may use no class of this program: what it
was written for must stay as it was.
"""
