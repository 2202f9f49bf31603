"""What the guides say of sending services, DNS hosts and topics.

To add a service, write knowledge/services/ID.yaml and its guides; the shelf
refuses what is incomplete. Text is handed in; only files.py reads the disk.
"""
