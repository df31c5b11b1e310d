//! Starts the program in a fresh folder of its own, and says what came of it.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
#[cfg(feature = "disk")]
use serde_json::Value;
use tempfile::TempDir;

/// A folder that is gone after the test.
pub(crate) struct Sandbox {
    dir: TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// The program, about to be started in the folder, without options from the environment.
    pub(crate) fn command(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(program());
        command
            .current_dir(self.dir.path())
            .env_remove("PLENARY_STORE")
            .env_remove("PLENARY_CORRECTIONS")
            .env("RAYON_NUM_THREADS", "2")
            .args(args);
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, args: &[&str]) -> Outcome {
        Outcome::of(&mut self.command(args))
    }

    /// Runs the program with these bytes on standard input.
    pub(crate) fn run_with(&self, args: &[&str], stdin: impl Into<Vec<u8>>) -> Outcome {
        Outcome::of(self.command(args).write_stdin(stdin))
    }
}

/// What needs the store on disk.
#[cfg(feature = "disk")]
impl Sandbox {
    /// Copies the seed articles into the folder `seeds`.
    pub(crate) fn with_seeds(self) -> Self {
        for entry in fs::read_dir(project("seeds")).unwrap() {
            let path = entry.unwrap().path();
            self.file(&format!("seeds/{}", path.file_name().unwrap().to_str().unwrap()), fs::read(&path).unwrap());
        }
        self
    }

    /// A folder with the seed articles and a store of them, built as the demo builds it.
    pub(crate) fn with_seed_store() -> Self {
        let sandbox = Self::new().with_seeds();
        sandbox.run(&["build", "seeds", "--quiet"]).check(0, &[]);
        sandbox
    }

    /// The facts of the store: one object a claim, and one a mention.
    pub(crate) fn facts(&self) -> Vec<Value> {
        let outcome = self.run(&["export", "--format", "facts", "--quiet"]);
        outcome.check(0, &[]);
        outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Text of an article as the store has it.
    pub(crate) fn stored_text(&self, article: &str) -> String {
        let query = "SELECT ?id ?text WHERE { ?article pl:id ?id ; pl:text ?text }";
        let outcome = self.run(&["query", query, "--format", "json"]);
        outcome.check(0, &[]);
        let found: Value = serde_json::from_str(&outcome.stdout).unwrap();
        let mut rows = found["results"]["bindings"].as_array().unwrap().iter();
        rows.find(|row| row["id"]["value"] == article).unwrap()["text"]["value"].as_str().unwrap().to_owned()
    }
}

impl Outcome {
    fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Checks the exit code, and that standard error has exactly these lines.
    #[track_caller]
    pub(crate) fn check(&self, code: i32, stderr: &[&str]) -> &Self {
        assert_eq!(self.stderr.lines().collect::<Vec<_>>(), stderr, "{self:#?}");
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// First column of the table on standard output.
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.stdout.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect()
    }
}

/// Where the program was built.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_plenary"))
}

/// A path inside the project.
pub(crate) fn project(name: &str) -> String {
    format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))
}
