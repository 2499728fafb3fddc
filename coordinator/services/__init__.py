"""The write side: verbs, one file an aggregate. `workspace` is the one door to them."""
