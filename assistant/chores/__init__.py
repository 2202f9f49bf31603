"""What happens without a visitor.

Each chore is a function of the equipment and the time, safe to run twice and by
two at once; queue.py says which there are and when they run. To add one, write
it in a file of its own and put its line in queue.CHORES.
"""
