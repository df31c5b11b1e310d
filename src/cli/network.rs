//! `plenary network`: who stands where in the network of people who appear together?

use clap::{Args, ValueEnum};

use super::{Run, context::Context, output::count, table::Table};
use crate::{
    ask::{self, Index},
    diag::{Error, ErrorKind, Result},
    knowledge::questions::phrase,
    model::{Dataset, EntityIdx, Kind},
    network::{self, EgoReport, Filter, MEASURES, Measure, Options, PathReport, RankingReport},
};

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
    /// Count also events that are only announced
    #[arg(long)]
    planned: bool,
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
        if self.measure.as_deref() == Some("help") {
            let mut table = Table::new(["measure", "who is high"]);
            for measure in MEASURES {
                table.row([measure.name.to_owned(), measure.help.to_owned()]);
            }
            return context.table(&table);
        }
        let knowledge = context.knowledge()?;
        let dataset = context.graph()?.dataset(&knowledge.schema)?;
        let filter = if self.planned { Filter::with_planned() } else { Filter::default() };
        let options = Options { by: self.by.meaning(), filter, ..Options::default() };
        let network = network::Network::build(&dataset, &knowledge.schema, &options);
        let index = Index::new(&dataset, &knowledge);
        let person = |name: &str| person(name, &index);
        match (&self.ego, self.path.as_deref()) {
            (Some(name), _) => ego(&network, &dataset, person(name)?, context),
            (None, Some([from, to])) => {
                let (from, to) = (person(from)?, person(to)?);
                let Some(steps) = network::path(&network, from, to) else {
                    return Err(Error::new(ErrorKind::NoResult, "no chain of shared events leads from the one to the other"));
                };
                path(&PathReport::new(&steps, &dataset, &knowledge.schema, &options), context)
            }
            _ => ranking(&self, &network, &dataset, context),
        }
    }
}

/// The person whom a name means.
fn person(name: &str, index: &Index) -> Result<EntityIdx> {
    let found = ask::resolve(index, &phrase(name), &[Kind::Person], true);
    match found.as_ref().map(|found| found.entities.as_slice()) {
        Some([one]) => Ok(*one),
        Some(several) if !several.is_empty() => {
            let names: Vec<String> = several.iter().take(5).map(|&idx| index.card(idx).label).collect();
            Err(Error::new(ErrorKind::NoResult, format!("«{name}» can be several people")).with_hint(names.join(", ")))
        }
        _ => {
            let near: Vec<String> =
                ask::suggest(index, &phrase(name), &[Kind::Person]).into_iter().map(|card| card.label).collect();
            let error = Error::new(ErrorKind::NoResult, format!("no person is called «{name}»"));
            Err(if near.is_empty() { error } else { error.with_hint(format!("did you mean {}?", near.join(", "))) })
        }
    }
}

fn ranking(args: &Network, network: &network::Network, dataset: &Dataset, context: &mut Context<'_>) -> Result<()> {
    let name = args.measure.as_deref().unwrap_or(MEASURES[0].name);
    let measure = Measure::named(name).ok_or_else(|| {
        let names: Vec<_> = MEASURES.iter().map(|measure| measure.name).collect();
        Error::new(ErrorKind::Usage, format!("there is no measure «{name}»")).with_hint(format!("one of {}", names.join(", ")))
    })?;
    let report = RankingReport::new(network, dataset, args.by.meaning(), measure, args.top);
    if context.json {
        return context.value(&report);
    }
    print(&report, context)
}

/// Prints a ranking: what it means, the rows, and what it cannot bear.
pub(super) fn print(report: &RankingReport, context: &mut Context<'_>) -> Result<()> {
    context.say(&format!("{}: {}", report.measure, report.help))?;
    let (nodes, ties) = (report.nodes, report.ties);
    let (people, contexts) = (if nodes == 1 { "person" } else { "people" }, count(report.contexts, report.by.name()));
    context.say(&format!("{nodes} {people}, {}, over {contexts}", count(ties, "tie")))?;
    let mut table = Table::new(["rank", "name", "value", "why"]);
    // counts as counts, shares with the digits that tell them apart
    let decimals = if report.ranking.iter().all(|row| row.value.fract() == 0.0) { 0 } else { 4 };
    for row in &report.ranking {
        let why: Vec<String> = row.why.iter().map(|(shared, others)| format!("{} (with {others})", shared.label)).collect();
        table.row([row.rank.to_string(), row.who.label.clone(), format!("{:.decimals$}", row.value), why.join("; ")]);
    }
    context.table(&table)?;
    for warning in &report.warnings {
        context.say(&format!("caution: {warning}"))?;
    }
    if report.ranking.is_empty() { Err(Error::told(ErrorKind::NoResult)) } else { Ok(()) }
}

fn ego(network: &network::Network, dataset: &Dataset, center: EntityIdx, context: &mut Context<'_>) -> Result<()> {
    let report = EgoReport::new(network, dataset, center);
    if context.json {
        return context.value(&report);
    }
    context.say(&format!("{} appears with", report.center.label))?;
    let mut table = Table::new(["name", "weight", "where"]);
    for row in &report.neighbours {
        let shared: Vec<&str> = row.shared.iter().map(|shared| shared.label.as_str()).collect();
        table.row([row.who.label.clone(), format!("{}", row.weight), shared.join("; ")]);
    }
    context.table(&table)?;
    if report.neighbours.is_empty() { Err(Error::told(ErrorKind::NoResult)) } else { Ok(()) }
}

fn path(report: &PathReport, context: &mut Context<'_>) -> Result<()> {
    if context.json {
        return context.value(report);
    }
    for step in &report.steps {
        context.say(&format!("{} — {}", step.from.label, step.to.label))?;
        for (shared, quotes) in &step.shared {
            context.say(&format!("    {}", shared.label))?;
            for quote in quotes {
                let words = quote.text.split_whitespace().collect::<Vec<_>>().join(" ");
                context.say(&format!("      [{} {}-{}] “{words}”", quote.article, quote.start, quote.end))?;
            }
        }
    }
    Ok(())
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

fn rows(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| "expected a whole number from 1".to_owned())
}
