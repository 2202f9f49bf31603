"""Question to understanding: language, services, problem, domain, header.

To teach a word, add it to concepts; to teach a name, add it to the service's
own file. This room asks the DNS nothing and decides nothing.
"""
