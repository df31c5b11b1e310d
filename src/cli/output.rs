//! Where results go: standard output that may be closed early, and files that are whole or not there.

use std::{
    borrow::Cow,
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter, ErrorKind, Write},
    path::Path,
};

use super::interrupt::Partial;
use crate::diag::{Error, Result};

/// A writer that remembers whether its reader has gone.
pub(super) struct Closing<W> {
    inner: W,
    is_closed: bool,
}

impl<W: Write> Closing<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, is_closed: false }
    }

    /// Whether the reader has gone: then whatever failed, failed because of that.
    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn watch<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.is_closed |= matches!(&result, Err(error) if error.kind() == ErrorKind::BrokenPipe);
        result
    }
}

impl<W: Write> Write for Closing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.inner.write(bytes);
        self.watch(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.inner.flush();
        self.watch(result)
    }
}

/// The result of writing to the output, as an error of ours.
pub(super) fn written<T>(result: io::Result<T>) -> Result<T> {
    result.map_err(|error| Error::storage("cannot write the output", error))
}

/// Writes a file that is whole or, if `write` fails or the program is stopped, as it was before.
///
/// What is no regular file (a pipe, `/dev/null`) is written directly.
pub(super) fn save(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let name = path.display();
    let failed = |error: io::Error| Error::storage(format!("cannot write {name}"), error);
    let is_special = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    if is_special {
        let mut out = BufWriter::new(File::create(path).map_err(failed)?);
        return write(&mut out).and_then(|()| out.flush().map_err(failed));
    }
    let mut hidden = OsString::from(".");
    hidden.push(path.file_name().ok_or_else(|| Error::storage(format!("cannot write {name}"), "no file name"))?);
    hidden.push(".partial");
    let partial = path.with_file_name(hidden);
    let (_guard, file) = Partial::create(&partial).map_err(failed)?;
    let mut out = BufWriter::new(file);
    let result = write(&mut out).and_then(|()| out.flush().map_err(failed));
    let result =
        result.and_then(|()| out.get_ref().sync_all().map_err(failed)).and_then(|()| fs::rename(&partial, path).map_err(failed));
    if result.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(&partial);
    }
    result
}

/// Text that came from outside, safe for a terminal: control characters, which could move the cursor or forge lines, are shown
/// as U+FFFD. Line ends stay.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let is_harmful = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(is_harmful) { Cow::Owned(text.replace(is_harmful, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// "1 article", "2 articles".
pub(super) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.txt");
        save(&path, |out| written(out.write_all(b"old"))).unwrap();
        let failed = save(&path, |out| {
            written(out.write_all(b"half of the new"))?;
            Err(Error::storage("graph", "gone"))
        });
        assert_eq!(failed.unwrap_err().message, "graph: gone");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "the partial file is gone");
        let nowhere = save(&dir.path().join("no/such/dir.txt"), |_| Ok(())).unwrap_err();
        assert!(nowhere.message.starts_with("cannot write ") && nowhere.message.contains("no/such/dir.txt: "), "{nowhere}");
    }

    #[test]
    fn text_from_outside_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb\r\u{202e}c\nd"), "a\u{fffd}[2Jb\u{fffd}\u{fffd}c\nd");
        assert!(matches!(printable("无锡\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_reader_who_left_is_remembered() {
        struct Gone;
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut out = Closing::new(Gone);
        assert!(!out.is_closed());
        assert!(out.write_all(b"x").is_err() && out.is_closed());
    }
}
