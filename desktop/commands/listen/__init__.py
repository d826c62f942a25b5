"""``spoken-digits listen``: its options, what it prints, and where numbers go besides."""
