"""Money: amounts as agreements word them, royalties, interest on what is late, what is open.

Pure like the rest of the engine. Amounts are decimal numbers of one currency;
what is divided is an exact fraction until it is rounded, once, in a step that
says so.
"""
