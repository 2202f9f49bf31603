"""Subject to evidence: asks the DNS and reads the message, judges nothing.

To add a check, write SUBJECT.py and one line in examine.py; Evidence gets a
field and mypy names every place that must fill it.
"""
