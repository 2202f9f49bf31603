"""What a domain asks of who delivers mail TO it: MTA-STS and reports about TLS.

Read here, never judged: none of it decides whether mail in the domain's name
arrives elsewhere. RFC 8461 and RFC 8460, one function a record.
"""
