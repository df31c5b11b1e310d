//! Errors and notes: what failed, on what, why, and what to do.
//!
//! An [`Error`] stops the command; a [`Note`] is about one input and the run goes on.

use std::fmt;

/// Result with the crate's one error type.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What sort of failure it is; decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// Nothing matches what was asked for. Exit code 1.
    NoResult,
    /// The command line, a question or a query is not understood. Exit code 2.
    Usage,
    /// An input is bad and the run is strict, or no input is good. Exit code 3.
    BadInput,
    /// Another process holds the store. Exit code 4.
    Locked,
    /// Reading or writing failed, or the store is damaged. Exit code 5.
    Storage,
    /// A limit of size or time was hit. Exit code 6.
    Limit,
}

impl ErrorKind {
    /// The process exit code.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::NoResult => 1,
            Self::Usage => 2,
            Self::BadInput => 3,
            Self::Locked => 4,
            Self::Storage => 5,
            Self::Limit => 6,
        }
    }
}

/// The crate's one error type: what failed, on what, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What sort of failure it is.
    pub kind: ErrorKind,
    /// What failed, on what and why: lower case, no full stop.
    pub message: String,
    /// What the user can do, if we know.
    pub hint: Option<String>,
}

impl Error {
    /// An error of `kind` with its message.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// A failure that the command's own output has told already: only the exit code is left.
    #[must_use]
    pub fn told(kind: ErrorKind) -> Self {
        Self { kind, message: String::new(), hint: None }
    }

    /// The same with advice.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A failure to read or write `what`.
    pub fn storage(what: impl fmt::Display, why: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Storage, format!("{what}: {why}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n  {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// Something about one input that the user should know, while the run goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The file, `-`, or `FILE:LINE`.
    pub source: String,
    /// Byte in that input where it starts, if that helps to find it.
    pub offset: Option<usize>,
    /// What is wrong and what became of the input: lower case, no full stop.
    pub message: String,
    /// Nothing of the input could be used.
    pub fatal: bool,
}

impl Note {
    /// A note on an input that could not be used.
    pub fn fatal(source: impl Into<String>, offset: Option<usize>, message: impl Into<String>) -> Self {
        Self { source: source.into(), offset, message: message.into(), fatal: true }
    }

    /// A note on an input that was used all the same.
    pub fn warning(source: impl Into<String>, offset: Option<usize>, message: impl Into<String>) -> Self {
        Self { source: source.into(), offset, message: message.into(), fatal: false }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(offset) = self.offset {
            write!(f, " (byte {offset})")?;
        }
        write!(f, ": {}", self.message)
    }
}
