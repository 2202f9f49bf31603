"""What the guides say of sending services, DNS hosts and topics.

To add a service, write knowledge/services/ID.yaml and its guides ID.nl.md and
ID.en.md; the keys that may stand in it are those that parse.py asks for, and the
shelf refuses what is incomplete, with file and line. What nobody could find is
written `unknown` and stays so. Text is handed in; only files.py reads the disk.
"""
