"""SPF, RFC 7208: who may send for a domain, decided from its record.

record.py reads the grammar, macro.py expands, budget.py counts, evaluate.py
decides for one sender, audit.py weighs a whole record with no sender in mind.
"""
