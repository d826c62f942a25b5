"""The corpora: download, index, folds."""
