"""Open a release read-only and fetch every table and view whole, with nothing but the duckdb wheel at hand.

Prints one JSON object: the client's version and, by table, the rows fetched. Run by clients.py in each environment.
"""

import json
import sys

import duckdb


def main(database):
    con = duckdb.connect(database, read_only=True)
    names = con.execute(
        "select table_name from information_schema.tables where table_schema = 'mart' order by table_name"
    ).fetchall()
    rows = {}
    for (name,) in names:
        rows[name] = len(con.execute('select * from mart."' + name + '"').fetchall())
    comments = con.execute(
        "select count(*) from duckdb_columns() where schema_name = 'mart' and comment <> ''"
    ).fetchall()
    print(json.dumps({"version": duckdb.__version__, "rows": rows, "comments": comments[0][0]}))


if __name__ == "__main__":
    main(sys.argv[1])
