"""Terms: the glossary as a table, where its terms stand in sentences, and what can be learnt of them."""
