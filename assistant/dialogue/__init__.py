"""What to do next: ask, examine, explain, hand over, close or decline.

To add a move, write it in moves.py and a row in decide.py's table. This room
writes no sentence.
"""
