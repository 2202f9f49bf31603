"""What the guides say of sending services, DNS hosts and topics.

To add a service, write knowledge/services/ID.yaml: the keys that may stand in it
are those that parse.py and records.py ask for, and the shelf refuses what is
wrong, with file and line. Its page is composed from those facts by the sentences
of knowledge/sentences/, unless ID.nl.md and ID.en.md say more. What nobody could
find is written `unknown` and stays so. Text is handed in; only files.py reads the
disk.
"""
