"""The page and the API of ``spoken-digits serve`` (extra ``serve``)."""
