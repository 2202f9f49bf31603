"""DKIM, RFC 6376 with 8301 and 8463: keys, signatures and their verification.

key.py reads a published key, signature.py a header field, verify.py checks one
against the other with a key that was fetched before.
"""
