"""SPF, RFC 7208: who may send for a domain, decided from its record.

record.py reads the grammar and macro.py expands what the sender fills in.
evaluate.py decides for one sender, with matching.py for each mechanism,
inquiry.py for what it asks, budget.py for what that costs and trace.py for the
account it gives. audit.py weighs a whole record with no sender in mind; draw.py
makes a text of that. A new mechanism starts in record.py and matching.py.
"""
