"""Transforms that find nothing to do on pages of ours, left out: each would walk through every page.

Those of Sphinx are known by name; what is not found under its name is left alone. Pages come out the same with and
without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.transforms import frontmatter, misc, references
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.transforms import Transform
    from sphinx.application import Sphinx

NEEDLESS = frozenset(
    (
        # Catalogs and translations by Sphinx: pages come localized.
        "sphinx.transforms.ApplySourceWorkaround",
        "sphinx.transforms.ExtraTranslatableNodes",
        "sphinx.transforms.i18n.AddTranslationClasses",
        "sphinx.transforms.i18n.Locale",
        "sphinx.transforms.i18n.PreserveTranslatableMessages",
        "sphinx.transforms.i18n.RemoveTranslatableInline",
        "sphinx.transforms.i18n.TranslationProgressTotaliser",
        # Markup that only reStructuredText has.
        "sphinx.domains.citation.CitationDefinitionTransform",
        "sphinx.domains.citation.CitationReferenceTransform",
        "sphinx.transforms.AutoIndexUpgrader",
        "sphinx.transforms.AutoNumbering",
        "sphinx.transforms.DefaultSubstitutions",
        "sphinx.transforms.DoctestTransform",
        "sphinx.transforms.GlossarySorter",
        "sphinx.transforms.MoveModuleTargets",
        "sphinx.transforms.ReorderConsecutiveTargetAndIndexNodes",
        "sphinx.transforms.UnreferencedFootnotesDetector",
        "sphinx.transforms.references.SphinxDanglingReferences",
        # Signatures of programs.
        "sphinx.domains.c.AliasTransform",
        "sphinx.domains.cpp.AliasTransform",
        "sphinx.transforms.post_transforms.PropagateDescDomain",
        "sphinx.transforms.post_transforms.SigElementFallbackTransform",
        # Settings that are always off here, and other formats.
        "sphinx.transforms.SphinxSmartQuotes",
        "sphinx.transforms.post_transforms.images.DataURIExtractor",
        "sphinx.transforms.post_transforms.images.ImageDownloader",
        "sphinx.versioning.UIDTransform",
        "sphinx.builders.latex.transforms.BibliographyTransform",
        "sphinx.builders.latex.transforms.CitationReferenceTransform",
        "sphinx.builders.latex.transforms.DocumentTargetTransform",
        "sphinx.builders.latex.transforms.FootnoteDocnameUpdater",
        "sphinx.builders.latex.transforms.IndexInSectionTitleTransform",
        "sphinx.builders.latex.transforms.LaTeXFootnoteTransform",
        "sphinx.builders.latex.transforms.LiteralBlockTransform",
        "sphinx.builders.latex.transforms.MathReferenceTransform",
        "sphinx.builders.latex.transforms.ShowUrlsTransform",
        "sphinx.builders.latex.transforms.SubstitutionDefinitionsRemover",
    )
)
NEEDLESS_TO_READ: frozenset[type[Transform]] = frozenset(
    (
        frontmatter.DocInfo,
        misc.Transitions,
        references.AnonymousHyperlinks,
        references.ExternalTargets,
        references.Footnotes,
        references.InternalTargets,
        references.Substitutions,
    )
)
"""Those of docutils: for markup that only reStructuredText has, and for rules, which the gate has made HTML."""


class CodeLanguage(HighlightLanguageTransform):
    """Sphinx's choice of a language for code, on pages that have code."""

    def apply(self, **kwargs: object) -> None:
        """Choose."""
        kinds = (nodes.FixedTextElement, addnodes.highlightlang)
        if any(next(self.document.findall(kind), None) is not None for kind in kinds):
            super().apply(**kwargs)


def leave_out(app: Sphinx) -> None:
    """Handle `builder-inited`: keep the transforms that pages need, in their order."""
    if app.builder.format == "html":
        app.registry.transforms[:] = _needed(app.registry.transforms)
        app.registry.post_transforms[:] = _needed(app.registry.post_transforms)


def leave_out_of(document: nodes.document) -> None:
    """Take out of a page's transforms, while they are under way, those of docutils that it does not need."""
    waiting = document.transformer.transforms
    waiting[:] = [one for one in waiting if one[1] not in NEEDLESS_TO_READ]


def _needed(transforms: Iterable[type[Transform]]) -> list[type[Transform]]:
    needed = [one for one in transforms if f"{one.__module__}.{one.__qualname__}" not in NEEDLESS]
    return [CodeLanguage if one is HighlightLanguageTransform else one for one in needed]
