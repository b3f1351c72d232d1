"""Exchange with translation tools: TMX and XLIFF out, XLIFF back."""
