"""How staff come in: password, authenticator, session, and who may do what.

Flask-Security does what guards an account: it hashes passwords, makes and checks
the codes of an authenticator, makes the links of invitations and knows a session
by its account. Its own pages and its tokens for programs stay shut; the pages
here count attempts, write the audit trail and speak the reader's language.

A page of the console is guarded by a decorator of guard.py and lies under
/console: the session exists there and nowhere else, so that a customer's chat
has none.
"""
