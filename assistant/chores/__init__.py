"""What happens without a visitor: the sweep and the retention.

Each chore is a function that is safe to run twice, registered in queue.py.
"""
