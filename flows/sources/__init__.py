"""Sources: for each a short spec (`<name>.yml`) and a file that knows its addresses and reads its payloads.

`plan` works out what a run needs, `collect` asks for it a few at a time, `fetch` lands what comes, `http` asks
politely, `patience` bounds how much is asked and waited, `failure` names what can go wrong. Sources forbid judgement of
content beyond "this is the kind of thing that was asked for": what a map shows is read in `territory`.
"""
