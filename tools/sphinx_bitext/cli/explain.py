"""`bitext explain`: one command."""

from __future__ import annotations

import click

from ..errors import UsageError
from ..reports.checkdoc import HOW_TO_SILENCE
from ..workflows.explaining import all_docs
from ..workflows.silencing import nearest_code


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a finding means, how to fix it and how to silence it; without CODE, list all codes.

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
        raise UsageError(f"no check is called `{code}`{nearest_code(code)}")
    doc = docs[code]
    click.echo(f"{doc.code} ({doc.severity}, {doc.certainty})\n\n{doc.summary}\n\n{doc.body}\n")
    click.echo("How to silence:\n\n" + HOW_TO_SILENCE.format(code=code), nl=False)
