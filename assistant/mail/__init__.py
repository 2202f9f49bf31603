"""What the standards say: SPF, DKIM, DMARC and the headers of a message.

To add a standard, make a folder with a record.py and an evaluate.py and put its
vectors in tests/rfc. This room knows no customers, no Dutch and no advice.
"""
