"""The platform's Markdown on pages: rules for the parser, nodes, and what of other files a page takes in."""
