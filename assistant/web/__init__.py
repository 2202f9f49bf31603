"""HTTP: the customer's chat and what serves it.

Every action works as a plain form; the script only swaps in what the server
would have shown. No mail rule and no sentence of advice stands here.
"""
