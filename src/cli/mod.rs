//! The command line: the only code that prints, takes arguments or reads the clock.
