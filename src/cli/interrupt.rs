//! What is left behind when the user stops the program? No half-written file, a store as sound as before, exit code 130.
//!
//! The store needs nothing from here: it is whole after a kill at any moment. Files that are being written are known by name, and
//! go before the program does. It ends at once, without the clean-up of C libraries, which would run while other threads still
//! use them. Where there are no signals of this kind, the system's own way of stopping a program stands.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Files that are no results yet.
static PARTIAL: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that goes if the program is stopped before this value is dropped.
pub(super) struct Partial<'a>(&'a Path);

impl<'a> Partial<'a> {
    /// Makes the file, empty.
    pub(super) fn create(path: &'a Path) -> io::Result<(Self, File)> {
        // Under the lock: one who is just stopping the program sees the file, or it is never made.
        let mut partial = PARTIAL.lock().unwrap_or_else(PoisonError::into_inner);
        let file = File::create(path)?;
        partial.push(path.to_path_buf());
        Ok((Self(path), file))
    }
}

impl Drop for Partial<'_> {
    fn drop(&mut self) {
        PARTIAL.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| path != self.0);
    }
}

/// From now on an interrupted program clears up and ends with 128 plus the number of the signal: 130 for Ctrl-C.
#[cfg(unix)]
pub(super) fn watch() {
    use std::io::Write as _;

    use signal_hook::{
        consts::{SIGINT, SIGTERM},
        iterator::Signals,
    };

    // Where no signals can be had, the system ends the program, and a partial file stays, under a name of its own.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            // Held until the end, so that no further file is made or renamed.
            let partial = PARTIAL.lock().unwrap_or_else(PoisonError::into_inner);
            for path in &*partial {
                let _ = fs::remove_file(path);
            }
            let _ = writeln!(io::stderr(), "interrupted");
            signal_hook::low_level::exit(128 + signal);
        }
    });
}

/// There is nothing to watch for.
#[cfg(not(unix))]
pub(super) fn watch() {}
