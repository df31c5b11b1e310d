//! Is this folder a store, and may we write to it?
//!
//! ```text
//! plenary-store/
//!   store.txt     says that this is a store, and of which format
//!   lock          held by the process that writes; names it
//!   graph/        RocksDB
//! ```
//!
//! The lock is ours and not only that of RocksDB: whoever removes the remains of a killed bulk load must know that nobody is loading.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{ErrorKind as IoErrorKind, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use super::quads::FORMAT_VERSION;
use crate::diag::{Error, ErrorKind, Result};

const MARKER: &str = "store.txt";
const LOCK: &str = "lock";
const GRAPH: &str = "graph";
const MARKER_TEXT: &str = "Plenary store, format ";

/// A folder that is known to be a store.
pub(super) struct Folder {
    path: PathBuf,
}

/// The right to write, given back when dropped (or when the process dies).
pub(super) struct Lock(#[expect(dead_code, reason = "the file is held open, not read")] File);

impl Folder {
    /// The store in this folder.
    ///
    /// # Errors
    /// There is nothing, or something else.
    pub(super) fn find(path: &Path) -> Result<Self> {
        if path.join(MARKER).exists() {
            check_marker(path)?;
            // A store whose making was cut short has a marker and nothing else yet.
            if fs::read_dir(path.join(GRAPH)).is_ok_and(|mut files| files.next().is_some()) {
                return Ok(Self { path: path.to_owned() });
            }
        }
        if path.exists() && !path.join(MARKER).exists() && !is_empty(path)? {
            return Err(no_store(path));
        }
        let message = format!("there is no store in {} yet", path.display());
        Err(Error::new(ErrorKind::NoResult, message).with_hint("make one: plenary build PATH..."))
    }

    /// The store in this folder, made where nothing or an empty folder is.
    ///
    /// # Errors
    /// The folder is something else, or cannot be made.
    pub(super) fn create(path: &Path) -> Result<Self> {
        let cannot = |e| Error::storage(format_args!("cannot make the store {}", path.display()), e);
        if path.join(MARKER).exists() {
            check_marker(path)?;
        } else if !path.exists() || is_empty(path)? {
            fs::create_dir_all(path).map_err(cannot)?;
            // By renaming, so that the marker is whole or not there, whenever the process is killed.
            let draft = path.join(draft_name());
            fs::write(&draft, format!("{MARKER_TEXT}{FORMAT_VERSION}\n")).map_err(cannot)?;
            fs::rename(&draft, path.join(MARKER)).map_err(cannot)?;
        } else {
            return Err(no_store(path));
        }
        fs::create_dir_all(path.join(GRAPH)).map_err(cannot)?;
        Ok(Self { path: path.to_owned() })
    }

    /// Where RocksDB lives.
    pub(super) fn graph(&self) -> PathBuf {
        self.path.join(GRAPH)
    }

    /// Takes the right to write.
    ///
    /// # Errors
    /// [`ErrorKind::Locked`] with the number of the process that has it.
    pub(super) fn lock(&self) -> Result<Lock> {
        let cannot = |e| Error::storage(format_args!("cannot lock the store {}", self.path.display()), e);
        let mut file = self.lock_file().map_err(cannot)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(self.held(&mut file)),
            Err(TryLockError::Error(e)) => return Err(cannot(e)),
        }
        file.set_len(0).map_err(cannot)?;
        writeln!(file, "{}", std::process::id()).map_err(cannot)?;
        Ok(Lock(file))
    }

    /// Whether some process has the right to write.
    pub(super) fn is_locked(&self) -> bool {
        self.lock_file().is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// Removes the files that a bulk load leaves behind when it is killed: RocksDB never looks at them again.
    pub(super) fn remove_orphans(&self, _proof: &Lock) -> Result<usize> {
        let graph = self.graph();
        let cannot = |e| Error::storage(format_args!("cannot clean up {}", graph.display()), e);
        let mut removed = 0;
        for entry in fs::read_dir(&graph).map_err(cannot)? {
            let path = entry.map_err(cannot)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with("bulk-") && path.extension().is_some_and(|e| e == "sst") {
                fs::remove_file(&path).map_err(cannot)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    fn lock_file(&self) -> std::io::Result<File> {
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(self.path.join(LOCK))
    }

    fn held(&self, file: &mut File) -> Error {
        let mut holder = String::new();
        let read = file.rewind().and_then(|()| file.read_to_string(&mut holder));
        let holder = match read {
            Ok(1..) => format!("process {}", holder.trim()),
            _ => "another process".to_owned(),
        };
        Error::new(ErrorKind::Locked, format!("{holder} is writing to the store {}", self.path.display()))
            .with_hint("wait until it has finished, or use another folder with --store")
    }
}

/// A file that only a kill in the middle of making a store leaves behind.
fn draft_name() -> String {
    format!("{MARKER}.new")
}

fn is_empty(path: &Path) -> Result<bool> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.all(|entry| entry.is_ok_and(|e| e.file_name() == *draft_name()))),
        Err(e) if e.kind() == IoErrorKind::NotADirectory => Ok(false),
        Err(e) => Err(Error::storage(path.display(), e)),
    }
}

fn no_store(path: &Path) -> Error {
    Error::new(ErrorKind::Usage, format!("{} is not a Plenary store", path.display()))
        .with_hint("name a folder that does not exist yet or is empty, with --store")
}

fn check_marker(path: &Path) -> Result<()> {
    let marker = path.join(MARKER);
    let text = fs::read_to_string(&marker).map_err(|e| Error::storage(marker.display(), e))?;
    match text.trim().strip_prefix(MARKER_TEXT) {
        Some(version) if version == FORMAT_VERSION.to_string() => Ok(()),
        Some(version) => {
            let message = format!("the store {} has format {version}, this program reads {FORMAT_VERSION}", path.display());
            Err(Error::new(ErrorKind::Storage, message).with_hint("build it again from the articles, in another folder"))
        }
        None => Err(no_store(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(result: Result<Folder>, kind: ErrorKind) {
        assert_eq!(result.map(|_| ()).unwrap_err().kind, kind);
    }

    #[test]
    fn a_folder_that_is_something_else_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.doc"), "ten years of work").unwrap();
        refused(Folder::create(dir.path()), ErrorKind::Usage);
        refused(Folder::find(dir.path()), ErrorKind::Usage);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        refused(Folder::create(&dir.path().join("thesis.doc")), ErrorKind::Usage);
    }

    #[test]
    fn no_store_yet_is_told_apart_from_something_else() {
        let dir = tempfile::tempdir().unwrap();
        refused(Folder::find(dir.path()), ErrorKind::NoResult);
        refused(Folder::find(&dir.path().join("none")), ErrorKind::NoResult);
    }

    #[test]
    fn a_store_is_made_once_and_found_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b");
        let folder = Folder::create(&path).unwrap();
        refused(Folder::find(&path), ErrorKind::NoResult);
        fs::write(folder.graph().join("CURRENT"), "").unwrap();
        Folder::create(&path).unwrap();
        Folder::find(&path).unwrap();
    }

    #[test]
    fn a_kill_while_the_store_is_made_is_no_obstacle() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(draft_name()), "Plen").unwrap();
        refused(Folder::find(dir.path()), ErrorKind::NoResult);
        Folder::create(dir.path()).unwrap();
        assert!(dir.path().join(MARKER).exists() && !dir.path().join(draft_name()).exists());
    }

    #[test]
    fn another_format_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        Folder::create(dir.path()).unwrap();
        fs::write(dir.path().join(MARKER), format!("{MARKER_TEXT}99\n")).unwrap();
        refused(Folder::create(dir.path()), ErrorKind::Storage);
        fs::write(dir.path().join(MARKER), "something else").unwrap();
        refused(Folder::find(dir.path()), ErrorKind::Usage);
    }

    #[test]
    fn the_second_writer_is_told_who_the_first_is() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::create(dir.path()).unwrap();
        assert!(!folder.is_locked());
        let lock = folder.lock().unwrap();
        assert!(folder.is_locked());
        let error = folder.lock().map(|_| ()).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Locked);
        assert!(error.message.contains(&format!("process {}", std::process::id())), "{error}");
        drop(lock);
        folder.lock().unwrap();
    }

    #[test]
    fn orphans_of_a_killed_bulk_load_go_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::create(dir.path()).unwrap();
        for name in ["bulk-12.sst", "000012.sst", "bulk-notes.txt"] {
            fs::write(folder.graph().join(name), "").unwrap();
        }
        let lock = folder.lock().unwrap();
        assert_eq!(folder.remove_orphans(&lock).unwrap(), 1);
        assert!(folder.graph().join("000012.sst").exists() && folder.graph().join("bulk-notes.txt").exists());
    }
}
