"""One file a page. Pages own themselves and never look into each other."""
