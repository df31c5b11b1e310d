//! Where formats of several files go: a folder that is whole or as it was before, and that holds nobody else's files.
//!
//! All is written into a hidden folder beside it, which then takes its name. A folder that is there already is replaced only if an
//! earlier export has made it and nobody has changed anything in it since: `.plenary-export` lists its files with their hashes.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fmt::Write as _,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use walkdir::WalkDir;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::{
    diag::{Error, ErrorKind, Result},
    export::Folder,
};

/// The list of files in a folder that was written here.
const MANIFEST: &str = ".plenary-export";

/// Writes a folder that is whole or, if `write` fails or the program is killed, as it was before.
pub(super) fn save(path: &Path, write: impl FnOnce(&mut dyn Folder) -> Result<()>) -> Result<()> {
    // behind a link, the folder itself
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let failed = |error: io::Error| Error::storage(format!("cannot write {}", path.display()), error);
    check_free(&path)?;
    let (partial, old) = (beside(&path, "partial")?, beside(&path, "old")?);
    remove(&partial).map_err(failed)?;
    fs::create_dir_all(&partial).map_err(failed)?;
    let mut folder = Files { root: partial.clone(), hashes: BTreeMap::new() };
    let result = write(&mut folder).and_then(|()| folder.finish()).and_then(|()| swap(&path, &partial, &old).map_err(failed));
    if result.is_err() {
        // The first failure is the one to tell.
        let _ = remove(&partial);
    }
    result
}

/// Puts the new folder in the place of the old one.
fn swap(path: &Path, partial: &Path, old: &Path) -> io::Result<()> {
    remove(old)?;
    if path.exists() {
        fs::rename(path, old)?;
    }
    if let Err(error) = fs::rename(partial, path) {
        // back to what it was, if that can be
        let _ = fs::rename(old, path);
        return Err(error);
    }
    remove(old)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A hidden name next to the folder.
fn beside(path: &Path, ending: &str) -> Result<PathBuf> {
    let name =
        path.file_name().ok_or_else(|| Error::new(ErrorKind::Usage, format!("{} is no folder of its own", path.display())))?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{ending}"));
    Ok(path.with_file_name(hidden))
}

/// Refuses to replace what an export has not written, or what has been changed since.
fn check_free(path: &Path) -> Result<()> {
    let taken = |what: String| {
        Err(Error::new(ErrorKind::Usage, format!("{} {what}", path.display()))
            .with_hint("name a folder that is not there yet, for instance inside this one"))
    };
    if !path.exists() {
        return Ok(());
    }
    if !path.is_dir() {
        return taken("is a file, and this format is a folder".to_owned());
    }
    let manifest = fs::read_to_string(path.join(MANIFEST)).unwrap_or_default();
    let known: BTreeMap<&str, &str> =
        manifest.lines().filter_map(|line| line.split_once("  ")).map(|(hash, name)| (name, hash)).collect();
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::storage(format!("cannot read {}", path.display()), error))?;
        let name = entry.path().strip_prefix(path).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
        if entry.file_type().is_dir() || name == MANIFEST {
            continue;
        }
        let bytes =
            fs::read(entry.path()).map_err(|error| Error::storage(format!("cannot read {}", entry.path().display()), error))?;
        match known.get(name.as_str()) {
            Some(hash) if **hash == format!("{:032x}", xxh3_128(&bytes)) => {}
            Some(_) => return taken(format!("holds {name}, which was changed since it was exported")),
            None => return taken(format!("holds {name}, which no export has written")),
        }
    }
    Ok(())
}

/// A folder in the making.
struct Files {
    root: PathBuf,
    /// By path inside the folder.
    hashes: BTreeMap<String, String>,
}

impl Files {
    fn finish(&mut self) -> Result<()> {
        let mut manifest = String::new();
        for (name, hash) in &self.hashes {
            let _ = writeln!(manifest, "{hash}  {name}");
        }
        let path = self.root.join(MANIFEST);
        let write = || File::create(&path)?.write_all(manifest.as_bytes());
        write().map_err(|error| Error::storage(format!("cannot write {}", path.display()), error))
    }
}

impl Folder for Files {
    fn file(&mut self, path: &str, write: &mut dyn FnMut(&mut dyn Write) -> Result<()>) -> Result<()> {
        let plain = |part: &str| {
            !part.is_empty() && !part.starts_with('.') && part.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
        };
        if !path.split('/').all(plain) {
            return Err(Error::storage("cannot write the export", format!("«{path}» is no path inside its folder")));
        }
        let full = self.root.join(path);
        let failed = |error: io::Error| Error::storage(format!("cannot write {}", full.display()), error);
        if let Some(parent) = full.parent() {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        let mut out = Hashing { inner: BufWriter::new(File::create_new(&full).map_err(failed)?), hasher: Xxh3::new() };
        write(&mut out)?;
        out.flush().map_err(failed)?;
        out.inner.get_ref().sync_all().map_err(failed)?;
        self.hashes.insert(path.to_owned(), format!("{:032x}", out.hasher.digest128()));
        Ok(())
    }
}

/// A writer that hashes what passes.
struct Hashing<W> {
    inner: W,
    hasher: Xxh3,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Exports these files; the failure, if any.
    fn export(path: &Path, files: &[(&str, &str)]) -> Option<String> {
        let all = |folder: &mut dyn Folder| {
            files.iter().try_for_each(|(name, text)| {
                folder.file(name, &mut |out| out.write_all(text.as_bytes()).map_err(|e| Error::storage("write", e)))
            })
        };
        save(path, all).err().map(|error| error.to_string())
    }

    fn names(path: &Path) -> Vec<String> {
        let names = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_replaced_only_if_it_is_as_an_export_left_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("vault");
        assert_eq!(export(&path, &[("a.md", "1"), ("deep/b.md", "2")]), None);
        assert_eq!(export(&path, &[("c.md", "3")]), None);
        assert_eq!(names(&path), [".plenary-export", "c.md"], "what is not exported any more is gone");
        fs::write(path.join("own.md"), "mine").unwrap();
        assert!(export(&path, &[("c.md", "4")]).unwrap().contains("own.md, which no export has written"));
        fs::remove_file(path.join("own.md")).unwrap();
        fs::write(path.join("c.md"), "edited").unwrap();
        assert!(export(&path, &[("c.md", "4")]).unwrap().contains("c.md, which was changed"));
        assert_eq!(fs::read_to_string(path.join("c.md")).unwrap(), "edited");
        assert_eq!(names(dir.path()), ["vault"], "nothing is left beside it");
        fs::write(dir.path().join("file"), "").unwrap();
        assert!(export(&dir.path().join("file"), &[]).unwrap().contains("is a file"));
        assert!(export(Path::new("/"), &[]).is_some());
    }

    #[test]
    fn a_failed_export_leaves_the_old_folder_and_no_file_outside_it_is_ever_written() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out");
        assert_eq!(export(&path, &[("a.md", "old")]), None);
        for bad in ["../b.md", "/b.md", "a//b", "", ".hidden", "a b", "x/..", "c:d", "a\\b"] {
            assert!(export(&path, &[("a.md", "new"), (bad, "x")]).unwrap().contains("is no path inside its folder"), "{bad}");
        }
        assert!(export(&path, &[("a.md", "new"), ("a.md", "twice")]).is_some());
        assert_eq!(fs::read_to_string(path.join("a.md")).unwrap(), "old");
        assert_eq!(names(dir.path()), ["out"]);
    }
}
