//! What does `plenary network` do, one view after the other?

use std::{
    fs,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use super::{Format, Network, circles, save, show};
use crate::{
    ask::Index,
    cli::{context::Context, table::Table},
    diag::{Error, ErrorKind, Result},
    export,
    knowledge::Knowledge,
    model::Dataset,
    network::{
        self, Cost, EgoReport, HistoryReport, MEASURES, Measure, Options, PathReport, PathsReport, RankingReport, Sample,
        SummaryReport, TiesReport,
    },
};

/// What takes longer than this shows a bar, and is announced before it starts.
const LONG: Duration = Duration::from_secs(1);
/// Estimates of more bytes than this are told.
const LARGE: u64 = 1 << 30;

/// Everything that a view needs.
pub(super) struct View<'a> {
    pub(super) args: &'a Network,
    pub(super) dataset: &'a Dataset,
    pub(super) knowledge: &'a Knowledge,
    pub(super) options: &'a Options,
    pub(super) network: &'a network::Network,
}

pub(super) fn run(args: &Network, context: &mut Context<'_>) -> Result<()> {
    let knowledge = context.knowledge()?;
    let dataset = context.graph()?.dataset(&knowledge.schema)?;
    let index = Index::new(&dataset, &knowledge);
    let options = args.options(&index)?;
    let mut network = network::Network::build(&dataset, &knowledge.schema, &options);
    if let Some(size) = args.settings.sample {
        network = network.sampled(Sample { size, seed: args.settings.seed });
    }
    let network = network.watched(watcher(context));
    let view = View { args, dataset: &dataset, knowledge: &knowledge, options: &options, network: &network };
    if let Some(path) = &args.settings.graphml {
        save::graphml(&view, path, context)?;
    }
    if let Some(name) = &args.ego {
        return ego(&view, args.node(name, &index)?, context);
    }
    if let Some([from, to]) = args.path.as_deref() {
        return paths(&view, args.node(from, &index)?, args.node(to, &index)?, context);
    }
    if args.communities || args.join.is_some() {
        return circles::run(&view, context);
    }
    if args.significant || args.backbone {
        return ties(&view, context);
    }
    if let Some(every) = args.over {
        return history(&view, every.meaning(), context);
    }
    if args.summary {
        return summary(&view, context);
    }
    ranking(&view, context)
}

impl View<'_> {
    /// The measure that was asked for.
    pub(super) fn measure(&self) -> Result<&'static Measure> {
        let name = self.args.measure.as_deref().unwrap_or(MEASURES[0].name);
        Measure::named(name).ok_or_else(|| {
            let names: Vec<_> = MEASURES.iter().map(|measure| measure.name).collect();
            Error::new(ErrorKind::Usage, format!("there is no measure «{name}»"))
                .with_hint(format!("one of {}", names.join(", ")))
        })
    }

    /// Says what a long or large calculation will take, and stops before one that cannot fit.
    pub(super) fn announce(&self, what: &str, cost: Cost, context: &Context<'_>) -> Result<()> {
        let estimate = self.network.estimate(cost, rayon::current_num_threads());
        let (mib, seconds) = (estimate.bytes >> 20, estimate.milliseconds / 1000);
        if let Some(free) = free_memory().filter(|free| estimate.bytes > *free) {
            let message = format!("{what} needs about {mib} MiB of memory, and {} MiB are free", free >> 20);
            return Err(
                Error::new(ErrorKind::Limit, message).with_hint("ask of a smaller network: --from, --city, --series, --sample")
            );
        }
        if estimate.bytes > LARGE || u128::from(estimate.milliseconds) > LONG.as_millis() {
            context.remark(&format!("{what} will take about {seconds} s of processor time and {mib} MiB"));
        }
        Ok(())
    }

    /// Writes a result as the user wants it: JSON, CSV, or by `print`.
    pub(super) fn write(
        &self,
        report: &impl serde::Serialize,
        table: &Table,
        context: &mut Context<'_>,
        print: impl FnOnce(&mut Context<'_>) -> Result<()>,
    ) -> Result<()> {
        if context.json {
            context.value(report)
        } else if self.args.settings.format == Format::Csv {
            let (header, rows) = table.cells();
            export::csv(header, rows, context.out).map(|_| ())
        } else {
            print(context)
        }
    }
}

/// Bytes that can be used without swapping, where the system tells.
fn free_memory() -> Option<u64> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kib| kib << 10)
}

/// Shows a bar once a calculation has gone on for a while. Ctrl-C ends the program at any time: nothing is written before the end.
fn watcher(context: &Context<'_>) -> network::Watcher {
    let start = Instant::now();
    let bar = OnceLock::new();
    let make = context.later_progress("searching");
    Arc::new(move |done, all| {
        if start.elapsed() > LONG {
            let bar = bar.get_or_init(&make);
            bar.set_length(all as u64);
            bar.set_position(done as u64);
            if done >= all {
                bar.finish_and_clear();
            }
        }
    })
}

fn ranking(view: &View<'_>, context: &mut Context<'_>) -> Result<()> {
    let measure = view.measure()?;
    view.announce(measure.name, measure.cost, context)?;
    let report = RankingReport::new(view.network, view.dataset, view.options.by, measure, view.args.top);
    view.write(&report, &show::ranking_table(&report), context, |context| show::ranking(&report, context))?;
    if let Some(name) = &view.args.settings.save {
        save::ranking(view, measure, name, context)?;
    }
    show::something(report.ranking.is_empty())
}

fn ego(view: &View<'_>, center: crate::model::EntityIdx, context: &mut Context<'_>) -> Result<()> {
    let report = EgoReport::new(view.network, view.dataset, center);
    let table = show::ego_table(&report);
    view.write(&report, &table, context, |context| {
        context.say(&format!("{} appears with", report.center.label))?;
        context.table(&table)
    })?;
    show::something(report.neighbours.is_empty())
}

fn paths(view: &View<'_>, from: crate::model::EntityIdx, to: crate::model::EntityIdx, context: &mut Context<'_>) -> Result<()> {
    let none = || Error::new(ErrorKind::NoResult, "no chain of shared events leads from the one to the other");
    if view.args.paths == 1 && view.args.settings.format != Format::Csv {
        let steps = network::path(view.network, from, to).ok_or_else(none)?;
        let report = PathReport::new(&steps, view.dataset, &view.knowledge.schema, view.options);
        return if context.json { context.value(&report) } else { show::path(&report, context) };
    }
    view.announce("the ways", Cost::Ties, context)?;
    let ways = network::best_paths(view.network, from, to, view.args.paths);
    if ways.is_empty() {
        return Err(none());
    }
    let report = PathsReport::new(&ways, view.dataset, &view.knowledge.schema, view.options);
    view.write(&report, &show::paths_table(&report), context, |context| show::paths(&report, context))
}

fn ties(view: &View<'_>, context: &mut Context<'_>) -> Result<()> {
    view.announce("finding these ties", Cost::Ties, context)?;
    let level = view.args.settings.level;
    let mut report = if view.args.significant {
        TiesReport::validated(view.network, view.dataset, &network::validated(view.network, level))
    } else {
        TiesReport::backbone(view.network, view.dataset, &network::backbone(view.network, level), level)
    };
    if !context.json {
        report.ties.truncate(view.args.top);
    }
    let table = show::ties_table(&report);
    view.write(&report, &table, context, |context| {
        context.say(&report.reading)?;
        context.table(&table)?;
        show::cautions(&report.warnings, context)
    })?;
    show::something(report.ties.is_empty())
}

fn history(view: &View<'_>, every: network::Every, context: &mut Context<'_>) -> Result<()> {
    let measure = view.measure()?;
    let cut = (every, view.args.settings.window);
    let history = network::history(view.network, view.dataset, &view.knowledge.schema, measure, cut);
    let report = HistoryReport::new(view.dataset, &history, measure, cut, view.args.top);
    view.write(&report, &show::history_table(&report), context, |context| show::history(&report, context))?;
    show::something(report.periods.is_empty())
}

fn summary(view: &View<'_>, context: &mut Context<'_>) -> Result<()> {
    view.announce("the summary", Cost::Pairs, context)?;
    let report = SummaryReport::new(view.network, view.dataset);
    let table = show::summary_table(&report);
    view.write(&report, &table, context, |context| {
        context.table(&table)?;
        show::cautions(&report.warnings, context)
    })
}
