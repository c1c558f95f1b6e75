"""Sources: for each a short spec (`<name>.yml`) and a file that knows its addresses and reads its payloads.

`http` asks politely, `fetch` lands what comes, `patience` bounds how much a run asks and waits. Sources forbid
judgement of content beyond "this is the kind of thing that was asked for": what a map shows is read in `territory`.
"""
