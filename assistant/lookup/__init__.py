"""What the DNS says: questions, answers and the worlds that answer them.

To add a world, write one class with one method, `lookup` (resolver.py). Only
live.py opens a socket. This room judges nothing and knows no mail.
"""
