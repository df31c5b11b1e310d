//! Does the program do what it says when it is started as a user would start it?

#![expect(clippy::unwrap_used, reason = "a helper that cannot set the stage fails its test")]

mod bad_input;
mod command_line;
mod reading;
mod support;
mod tidy;
