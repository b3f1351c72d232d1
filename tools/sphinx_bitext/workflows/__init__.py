"""What the commands do, from files to files: reading, ingesting, checking, preparing pages, importing."""
