//! `plenary network`: who stands where in the network of people who appear together?

use clap::{Args, ValueEnum};

use super::{Run, context::Context};
use crate::diag::Result;

#[derive(Args, Debug)]
pub(super) struct Network {
    /// What two people must share to be tied
    #[arg(long, value_enum, default_value_t = By::Event)]
    by: By,
    /// Measure to rank by; `help` lists them
    #[arg(long, value_name = "NAME")]
    measure: Option<String>,
    /// Number of rows
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = rows)]
    top: usize,
    /// Show one person's ties instead of a ranking
    #[arg(long, value_name = "NAME", conflicts_with_all = ["measure", "path"])]
    ego: Option<String>,
    /// Show the shortest way from one person to another instead of a ranking
    #[arg(long, num_args = 2, value_names = ["NAME", "OTHER"], conflicts_with = "measure")]
    path: Option<Vec<String>>,
}

/// What two people must share to be tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// An event at which both were
    Event,
    /// An article that names both
    Article,
    /// A sentence that names both
    Sentence,
}

impl Run for Network {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        context.unwired(&(self.by, self.measure, self.top, self.ego, self.path))
    }
}

fn rows(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| "expected a whole number from 1".to_owned())
}
