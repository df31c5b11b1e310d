//! What does `plenary network` do, one view after the other?

use std::fs;

use super::{Format, Network, circles, given, save, show};
use crate::{
    ask::Index,
    cli::{
        context::Context,
        table::Table,
        working::{LONG, Working},
    },
    diag::{Error, ErrorKind, Result},
    export,
    knowledge::Knowledge,
    model::Dataset,
    network::{
        self, Cost, EgoReport, Estimate, HistoryReport, MEASURES, Measure, Options, PathReport, PathsReport, RankingReport,
        Sample, SummaryReport, TiesReport,
    },
};

/// Estimates of more bytes than this are told.
const LARGE: u64 = 1 << 30;

/// Everything that a view needs.
pub(super) struct View<'a> {
    pub(super) args: &'a Network,
    pub(super) dataset: &'a Dataset,
    pub(super) knowledge: &'a Knowledge,
    pub(super) options: &'a Options,
    pub(super) network: &'a network::Network,
    pub(super) working: &'a Working,
}

pub(super) fn run(args: &Network, context: &mut Context<'_>) -> Result<()> {
    let (knowledge, working) = (context.knowledge()?, context.working());
    let (dataset, given) = match &args.graph {
        Some(path) => given::read(path, args.min_weight, &working, context).map(|(dataset, network)| (dataset, Some(network)))?,
        None => (working.during("reading the store", || context.graph()?.dataset(&knowledge.schema))?, None),
    };
    let index = Index::new(&dataset, &knowledge);
    let options = args.options(&index)?;
    let build = || network::Network::build(&dataset, &knowledge.schema, &options);
    let mut network = given.unwrap_or_else(|| working.during("building the network", build));
    if let Some(size) = args.settings.sample {
        network = network.sampled(Sample { size, seed: args.settings.seed });
    }
    let network = network.watched(working.watcher());
    let view = View { args, dataset: &dataset, knowledge: &knowledge, options: &options, network: &network, working: &working };
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

impl Network {
    /// The measure that was asked for.
    pub(super) fn measure(&self) -> Result<&'static Measure> {
        let name = self.measure.as_deref().unwrap_or(MEASURES[0].name);
        Measure::named(name).ok_or_else(|| {
            let names: Vec<_> = MEASURES.iter().map(|measure| measure.name).collect();
            Error::new(ErrorKind::Usage, format!("there is no measure «{name}»"))
                .with_hint(format!("one of {}", names.join(", ")))
        })
    }
}

impl View<'_> {
    /// Says what a long or large calculation will take, and stops before one that cannot fit.
    pub(super) fn announce(&self, what: &str, cost: Cost, context: &Context<'_>) -> Result<()> {
        let estimate = self.network.estimate(cost, rayon::current_num_threads());
        let (mib, seconds) = (estimate.bytes >> 20, estimate.milliseconds / 1000);
        fits(what, estimate, free_memory())?;
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

/// Refuses what would not fit into the free memory, where that is known.
pub(super) fn fits(what: &str, estimate: Estimate, free: Option<u64>) -> Result<()> {
    let Some(free) = free.filter(|free| estimate.bytes > *free) else { return Ok(()) };
    let message = format!("{what} needs about {} MiB of memory, and {} MiB are free", estimate.bytes >> 20, free >> 20);
    Err(Error::new(ErrorKind::Limit, message).with_hint("ask of a smaller network: --from, --city, --series, --sample"))
}

/// Bytes that can be used without swapping, where the system tells.
pub(super) fn free_memory() -> Option<u64> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kib| kib << 10)
}

fn ranking(view: &View<'_>, context: &mut Context<'_>) -> Result<()> {
    let measure = view.args.measure()?;
    view.announce(measure.name, measure.cost, context)?;
    let make = || RankingReport::new(view.network, view.dataset, view.options.by, measure, view.args.top);
    let report = view.working.during(measure.name, make);
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
    let find = || network::best_paths(view.network, from, to, view.args.paths);
    let ways = view.working.during("looking for ways", find);
    if ways.is_empty() {
        return Err(none());
    }
    let report = PathsReport::new(&ways, view.dataset, &view.knowledge.schema, view.options);
    view.write(&report, &show::paths_table(&report), context, |context| show::paths(&report, context))
}

fn ties(view: &View<'_>, context: &mut Context<'_>) -> Result<()> {
    view.announce("finding these ties", Cost::Ties, context)?;
    let level = view.args.settings.level;
    let mut report = view.working.during("weighing the ties", || {
        if view.args.significant {
            TiesReport::validated(view.network, view.dataset, &network::validated(view.network, level))
        } else {
            TiesReport::backbone(view.network, view.dataset, &network::backbone(view.network, level), level)
        }
    });
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
    let measure = view.args.measure()?;
    let cut = (every, view.args.settings.window);
    let find = || network::history(view.network, view.dataset, &view.knowledge.schema, measure, cut);
    let history = view.working.during("going through the years", find);
    let report = HistoryReport::new(view.dataset, &history, measure, cut, view.args.top);
    view.write(&report, &show::history_table(&report), context, |context| show::history(&report, context))?;
    show::something(report.periods.is_empty())
}

fn summary(view: &View<'_>, context: &mut Context<'_>) -> Result<()> {
    view.announce("the summary", Cost::Pairs, context)?;
    let report = view.working.during("summing up", || SummaryReport::new(view.network, view.dataset));
    let table = show::summary_table(&report);
    view.write(&report, &table, context, |context| {
        context.table(&table)?;
        show::cautions(&report.warnings, context)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_not_fit_is_refused_before_it_starts_with_an_estimate() {
        // One event of 5,000: twelve million pairs, of which a measure on the ties would keep each.
        let network = network::Network::from_lists(std::iter::once(0..5_000_u32));
        let estimate = network.estimate(Cost::Ties, 1);
        assert!(estimate.bytes > 400 << 20, "{estimate:?}");
        let error = fits("core", estimate, Some(100 << 20)).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Limit);
        assert_eq!(error.message, format!("core needs about {} MiB of memory, and 100 MiB are free", estimate.bytes >> 20));
        assert!(error.hint.is_some_and(|hint| hint.contains("--sample")));
        // Where there is room, or nobody knows, it starts; and what needs few passes over the lists fits anyway.
        assert!(fits("core", estimate, Some(estimate.bytes)).is_ok() && fits("core", estimate, None).is_ok());
        assert!(fits("pagerank", network.estimate(Cost::Memberships, 1), Some(100 << 20)).is_ok());
    }

    #[test]
    fn the_system_tells_how_much_is_free() {
        if cfg!(target_os = "linux") {
            assert!(free_memory().is_some_and(|free| free > 1 << 20));
        }
    }
}
