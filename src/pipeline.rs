//! Calls the stages in order; reads as the table of contents of the program.
