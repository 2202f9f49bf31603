"""DMARC, RFC 9989: what a domain asks receivers to do with unaligned mail.

record.py reads the grammar, discover.py walks the tree, align.py compares
domains, evaluate.py puts them together.
"""
