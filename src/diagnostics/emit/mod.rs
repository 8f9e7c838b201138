//! Writes diagnostics for people and for machines. Makes text; prints nothing.
