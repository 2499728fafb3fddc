"""The window. It asks services and views through the runner and shows what comes back; it knows no table."""
