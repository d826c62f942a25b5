"""One folder per language: ``language.toml`` has its words, pronunciations and corpora."""
