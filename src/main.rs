//! Parse, run, print the error, exit code.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    ExitCode::from(plenary::cli::run(env::args_os()))
}
