"""From committee reports to tidy tables: every figure read, placed and traced."""
