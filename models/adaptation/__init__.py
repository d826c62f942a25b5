"""How much a few takes of a speaker help: ``make adaptation``."""
