"""What happens without a visitor.

Each chore is a function of the equipment and the time, safe to run twice and by
two at once; queue.py says which there are, plan.py when they run and when one is
late. To add one, write it in a file of its own and put its line in both.
"""
