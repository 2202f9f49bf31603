"""Memory: conversations and turns, kept in SQL.

Values go in and values come out; no table and no session leaves this room.
"""
