//! `plenary network`: who stands where in the network of people who appear together?

mod choose;
mod circles;
mod given;
mod run;
mod save;
mod show;

use std::path::PathBuf;

use clap::{ArgGroup, Args, ValueEnum};
use serde::{Deserialize, Serialize};

pub(super) use choose::{date, entities};
pub(super) use save::renew;
pub(super) use show::ranking as print;

use super::{Run, context::Context, table::Table};
use crate::{
    diag::Result,
    network::{self, MEASURES, Weighting},
};

#[derive(Args, Debug, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the command line, of which only one is given")]
#[command(group = ArgGroup::new("view").multiple(false))]
pub(super) struct Network {
    /// What two people must share to be tied
    #[arg(long, value_enum, default_value_t = By::Event)]
    by: By,
    /// Look at the network in this GraphML file, whoever wrote it, instead of the store's
    #[arg(long, value_name = "FILE", conflicts_with_all = [
        "by", "of", "weight", "over", "significant", "save", "planned", "stance", "from", "to", "city", "host", "series", "language", "confidence",
    ])]
    graph: Option<PathBuf>,
    /// Whom the network is of
    #[arg(long, value_enum, default_value_t = Of::People)]
    of: Of,
    /// What a shared event adds to a tie
    #[arg(long, value_enum, default_value_t = Weight::Count)]
    weight: Weight,
    /// Leave out ties below this weight
    #[arg(long, value_name = "W", default_value_t = 0.0, value_parser = not_negative)]
    min_weight: f64,
    #[command(flatten)]
    choice: Choice,
    /// Measure to rank by; `help` lists them
    #[arg(long, value_name = "NAME", conflicts_with_all = ["ego", "path", "communities", "join", "significant", "backbone", "summary"])]
    measure: Option<String>,
    /// Number of rows
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = rows)]
    top: usize,
    /// Show one person's ties instead of a ranking
    #[arg(long, value_name = "NAME", group = "view")]
    ego: Option<String>,
    /// Show the shortest way from one person to another instead of a ranking
    #[arg(long, num_args = 2, value_names = ["NAME", "OTHER"], group = "view")]
    path: Option<Vec<String>>,
    /// With --path: the best N ways that visit nobody twice
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = rows, requires = "path")]
    paths: usize,
    /// Show the circles that the network falls into
    #[arg(long, group = "view")]
    communities: bool,
    /// Show who joins two of the circles, by their numbers in --communities
    #[arg(long, num_args = 2, value_names = ["CIRCLE", "OTHER"], value_parser = rows, group = "view")]
    join: Option<Vec<usize>>,
    /// Show the ties that are more than chance, given how often each one appears and how large the events were
    #[arg(long, group = "view")]
    significant: bool,
    /// Show the ties that hold more of an end's weight than dealing out at random would give
    #[arg(long, group = "view")]
    backbone: bool,
    /// Show the network by year or month: who came and went, and whose measure grew
    #[arg(long, value_enum, group = "view")]
    over: Option<Every>,
    /// Show the figures of the network as a whole
    #[arg(long, group = "view")]
    summary: bool,
    #[command(flatten)]
    settings: Settings,
}

/// How it is worked out, and where results go.
#[derive(Args, Debug, Serialize, Deserialize)]
#[command(next_help_heading = "How")]
struct Settings {
    /// With --over: years or months that count together
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = rows, requires = "over")]
    window: usize,
    /// With --significant: share of the ties found that may be false; with --backbone: chance of a tie that is kept
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    level: f64,
    /// With --communities or --join: larger than 1 gives more and smaller circles
    #[arg(long, value_name = "R", default_value_t = 1.0, value_parser = not_negative)]
    resolution: f64,
    /// Seed of whatever is drawn at random: the same seed gives the same result
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Search distances and paths from N people only, where all would take too long: values become estimates with a bound
    #[arg(long, value_name = "N", value_parser = rows)]
    sample: Option<usize>,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write the network with all measures that are quick, and the circles, to this file as GraphML
    #[arg(long, value_name = "FILE")]
    graphml: Option<PathBuf>,
    /// With --graphml: names and weights alone, for large networks
    #[arg(long, requires = "graphml")]
    bare: bool,
    /// Save the measures of a ranking, or the circles, in the store as RDF under this name; builds that change the store renew them
    #[arg(long, value_name = "NAME")]
    save: Option<String>,
}

/// What of the store is looked at.
#[derive(Args, Debug, Serialize, Deserialize)]
#[command(next_help_heading = "What to look at")]
struct Choice {
    /// Count also events that are only announced
    #[arg(long, conflicts_with = "stance")]
    planned: bool,
    /// Count what articles put forward in this way: reported, planned, denied, hypothetical (again for more)
    #[arg(long, value_name = "STANCE")]
    stance: Vec<String>,
    /// Only events that ended on this date or later (YYYY, YYYY-MM or YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Only events that began on this date or before
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Only events held in this place, or in a part of it (again for more)
    #[arg(long, value_name = "NAME")]
    city: Vec<String>,
    /// Only events that this organization or place gave (again for more)
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Only editions of this series (again for more)
    #[arg(long, value_name = "NAME")]
    series: Vec<String>,
    /// Only articles in this language (again for more)
    #[arg(long, value_name = "TAG")]
    language: Vec<String>,
    /// Only claims that are at least so sure
    #[arg(long, value_name = "0..1", default_value_t = 0.0, value_parser = share)]
    confidence: f64,
}

/// What two people must share to be tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
enum By {
    /// An event at which both were
    Event,
    /// An article that names both
    Article,
    /// A sentence that names both
    Sentence,
}

/// Whom the network is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
enum Of {
    /// People
    People,
    /// Organizations: hosts, supporters, participants
    Organizations,
    /// People and organizations together
    All,
    /// Events, tied by the people who were at both
    Events,
}

/// What a shared event adds to a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
enum Weight {
    /// 1: the weight is the number of shared events
    Count,
    /// 1/(k - 1) for an event of k people, so that a plenary counts less than a dinner
    Newman,
    /// The number of independent sources that tell of the event
    Sources,
    /// Nothing: every tie weighs 1
    None,
}

/// How time is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
enum Every {
    /// By year
    Year,
    /// By month
    Month,
}

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
enum Format {
    /// A table for people
    Table,
    /// JSON on one line, for programs; like --json
    Json,
    /// A table for spreadsheet programs
    Csv,
}

impl Run for Network {
    fn run(self, context: &mut Context<'_>) -> Result<()> {
        if self.measure.as_deref() == Some("help") {
            let mut table = Table::new(["measure", "who is high"]);
            for measure in MEASURES {
                table.row([measure.name.to_owned(), measure.help.to_owned()]);
            }
            return context.table(&table);
        }
        context.json |= self.settings.format == Format::Json;
        run::run(&self, context)
    }
}

impl By {
    fn meaning(self) -> network::By {
        match self {
            Self::Event => network::By::Event,
            Self::Article => network::By::Article,
            Self::Sentence => network::By::Sentence,
        }
    }
}

impl Weight {
    fn meaning(self) -> Weighting {
        match self {
            Self::Count => Weighting::Count,
            Self::Newman => Weighting::Newman,
            Self::Sources => Weighting::Sources,
            Self::None => Weighting::None,
        }
    }
}

impl Every {
    fn meaning(self) -> network::Every {
        match self {
            Self::Year => network::Every::Year,
            Self::Month => network::Every::Month,
        }
    }
}

fn rows(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| "expected a whole number from 1".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|share| (0.0..=1.0).contains(share)).ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

fn not_negative(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|number: &f64| *number >= 0.0 && number.is_finite())
        .ok_or_else(|| "expected a number from 0".to_owned())
}
