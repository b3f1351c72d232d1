"""`bitext explain`: one command."""

from __future__ import annotations

import click

from ..errors import UsageError
from ..workflows.explaining import all_docs


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a finding means and how to fix it; without CODE, list all codes.

    \b
    Examples:
      bitext explain
      bitext explain missing-segment
    """
    docs = {doc.code: doc for doc in all_docs()}
    if code is None:
        width = max(map(len, docs))
        for doc in docs.values():
            click.echo(f"{doc.code:<{width}}  {doc.severity:<8} {doc.summary}")
        return
    if code not in docs:
        near = [name for name in docs if code in name or name in code]
        raise UsageError(f"no check is called `{code}`" + (f"; did you mean {', '.join(near)}?" if near else ""))
    doc = docs[code]
    click.echo(f"{doc.code} ({doc.severity}, {doc.certainty})\n\n{doc.summary}\n\n{doc.body}")
