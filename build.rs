//! Compiles `ontology/` into the binary: writes a table of (path, text) that `knowledge/embedded.rs` includes.
//!
//! `include_str!` makes the compiler follow each file; the directory lines below make cargo notice new ones.

use std::{env, fmt::Write as _, fs, io, path::Path};

fn collect(dir: &Path, root: &Path, table: &mut String) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", dir.display());
    let mut entries = fs::read_dir(dir)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, root, table)?;
        } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv" || e == "rq" || e == "ttl") {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let _ = writeln!(table, "    ({name:?}, include_str!({:?})),", path.display().to_string());
        }
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("ontology");
    let mut table = String::from("&[\n");
    collect(&root, &root, &mut table)?;
    table.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("ontology.rs"), table)
}
