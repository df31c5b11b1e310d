//! `plenary demo`: what does the program make of the five articles that come with it?

use std::path::PathBuf;

use clap::Args;

use super::{Run, context::Context};
use crate::{
    diag::Result,
    ingest::{self, Reading},
};

/// The seed articles, byte for byte, under the names of their files.
const SEEDS: &[(&str, &[u8])] = &[
    ("seeds/000_ac8ddabf2e12fb39.txt", include_bytes!("../../seeds/000_ac8ddabf2e12fb39.txt")),
    ("seeds/001_ec996563e8ac1e77.txt", include_bytes!("../../seeds/001_ec996563e8ac1e77.txt")),
    ("seeds/002_98a84bfa64d453c7.txt", include_bytes!("../../seeds/002_98a84bfa64d453c7.txt")),
    ("seeds/003_e78df334a3b4577c.txt", include_bytes!("../../seeds/003_e78df334a3b4577c.txt")),
    ("seeds/004_c726b919925e5a88.txt", include_bytes!("../../seeds/004_c726b919925e5a88.txt")),
];

#[derive(Args, Debug)]
pub(super) struct Demo {
    /// Folder for the exports
    #[arg(long, value_name = "DIR", default_value = "exports")]
    out: PathBuf,
}

impl Run for Demo {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        let mut seeds = Reading::default();
        for (name, bytes) in SEEDS {
            let reading = ingest::read(name, bytes, None);
            seeds.articles.extend(reading.articles);
            seeds.notes.extend(reading.notes);
        }
        context.tell(&seeds.notes);
        let knowledge = context.knowledge()?;
        context.unwired(&(seeds.articles, knowledge, self.out))
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn the_seeds_in_the_program_are_those_of_the_folder() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<_> = fs::read_dir(dir.join("seeds")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.retain(|name| name.to_string_lossy().ends_with(".txt"));
        assert_eq!(names.len(), SEEDS.len());
        for (name, bytes) in SEEDS {
            assert_eq!(fs::read(dir.join(name)).unwrap(), *bytes, "{name}");
            let reading = ingest::read(name, bytes, None);
            assert_eq!((reading.notes, reading.articles[0].text.as_bytes()), (vec![], *bytes));
        }
    }
}
