"""The kinds of defects, one small module for those that are alike; `..registry` lists them."""
