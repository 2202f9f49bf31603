"""Bezorgd: the helpdesk assistant that gets mail delivered.

One turn of the conversation is a story, and every room is a step of it:
question, understanding, check, diagnosis, remedy, reply. Read desk.py first.
"""

__version__ = "0.1.0"
