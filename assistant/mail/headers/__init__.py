"""A message's header fields: what stands there and who put it there.

message.py takes text apart, received.py follows the hops, stamps.py reads what
receivers stated, sender.py tells who sent it. All of it is hostile text.
"""
