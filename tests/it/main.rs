//! Does the program do what it says when it is started as a user would start it?

#![expect(clippy::unwrap_used, reason = "a helper that cannot set the stage fails its test")]

mod bad_input;
mod command_line;
mod coverage;
mod eval;
#[cfg(feature = "disk")]
mod exports;
#[cfg(feature = "disk")]
mod identity;
#[cfg(all(unix, feature = "disk"))]
mod interrupt;
mod knowledge;
#[cfg(feature = "disk")]
mod network;
#[cfg(feature = "disk")]
mod parts;
#[cfg(feature = "disk")]
mod pictures;
#[cfg(feature = "disk")]
mod questions;
mod reading;
#[cfg(feature = "disk")]
mod readme;
#[cfg(feature = "disk")]
mod seeds;
#[cfg(feature = "disk")]
mod store;
mod support;
mod tidy;
