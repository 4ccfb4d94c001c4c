"""The screens: what the tables say, in words, charts and files."""
