"""Pure functions, enums and value types. Standard library only; no clock, no input, no output."""
