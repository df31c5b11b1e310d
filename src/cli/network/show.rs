//! How do the results of network analysis look as tables and lines?

use crate::{
    cli::{context::Context, output::count, table::Table},
    diag::{Error, ErrorKind, Result},
    network::{
        BrokersReport, CommunitiesReport, EgoReport, HistoryReport, PathReport, PathsReport, RankingReport, SharedReport,
        SummaryReport, TiesReport,
    },
};

/// No rows are no result, which has been told by what was printed.
pub(super) fn something(is_empty: bool) -> Result<()> {
    if is_empty { Err(Error::told(ErrorKind::NoResult)) } else { Ok(()) }
}

pub(super) fn cautions(warnings: &[String], context: &mut Context<'_>) -> Result<()> {
    warnings.iter().try_for_each(|warning| context.say(&format!("caution: {warning}")))
}

fn labels<'a>(shared: impl IntoIterator<Item = &'a SharedReport>) -> String {
    shared.into_iter().map(|shared| shared.label.as_str()).collect::<Vec<_>>().join("; ")
}

/// Prints a ranking: what it means, the rows, what it says of the first, and what it cannot bear.
pub(crate) fn ranking(report: &RankingReport, context: &mut Context<'_>) -> Result<()> {
    context.say(&format!("{}: {}", report.measure, report.help))?;
    let (nodes, ties) = (report.nodes, report.ties);
    let (nodes, contexts) = (plural(nodes, report.nouns), plural(report.contexts, report.context_nouns));
    // Ties that were given as such are over nothing that is known.
    let over = if report.by.is_some() { format!(", over {contexts}") } else { String::new() };
    context.say(&format!("{nodes}, {}{over}", count(ties, "tie")))?;
    context.table(&ranking_table(report))?;
    if let Some(first) = report.ranking.first() {
        context.say(&format!("{}: {}", first.who.label, first.reading))?;
    }
    cautions(&report.warnings, context)?;
    something(report.ranking.is_empty())
}

pub(super) fn ranking_table(report: &RankingReport) -> Table {
    let mut table = Table::new(["rank", "name", "value", "why"]);
    // counts as counts, shares with the digits that tell them apart
    let decimals = if report.ranking.iter().all(|row| row.value.fract() == 0.0) { 0 } else { 4 };
    for row in &report.ranking {
        let why: Vec<String> = row.why.iter().map(|(shared, others)| format!("{} (with {others})", shared.label)).collect();
        table.row([row.rank.to_string(), row.who.label.clone(), format!("{:.decimals$}", row.value), why.join("; ")]);
    }
    table
}

pub(super) fn ego_table(report: &EgoReport) -> Table {
    let mut table = Table::new(["name", "weight", "where"]);
    for row in &report.neighbours {
        table.row([row.who.label.clone(), format!("{}", row.weight), labels(&row.shared)]);
    }
    table
}

pub(super) fn path(report: &PathReport, context: &mut Context<'_>) -> Result<()> {
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

pub(super) fn paths(report: &PathsReport, context: &mut Context<'_>) -> Result<()> {
    for (way, number) in report.paths.iter().zip(1..) {
        context.say(&format!("way {number}, {}", count(way.steps.len(), "step")))?;
        path(way, context)?;
    }
    Ok(())
}

pub(super) fn paths_table(report: &PathsReport) -> Table {
    let mut table = Table::new(["way", "step", "from", "to", "where"]);
    for (way, number) in report.paths.iter().zip(1..) {
        for (step, i) in way.steps.iter().zip(1..) {
            let shared = labels(step.shared.iter().map(|(shared, _)| shared));
            table.row([number.to_string(), i.to_string(), step.from.label.clone(), step.to.label.clone(), shared]);
        }
    }
    table
}

/// So many members of a circle stand in its row.
const MEMBERS: usize = 5;

pub(super) fn communities(report: &CommunitiesReport, context: &mut Context<'_>) -> Result<()> {
    let stability = report.stability.map_or_else(String::new, |s| format!(", agreement of seeds {s:.2}"));
    context.say(&format!("modularity {:.3}{stability}: {}", report.modularity, report.reading))?;
    context.table(&communities_table(report))?;
    cautions(&report.warnings, context)
}

pub(super) fn communities_table(report: &CommunitiesReport) -> Table {
    let mut table = Table::new(["circle", "size", "typical of it", "members"]);
    for circle in &report.communities {
        let mut members: Vec<&str> = circle.members.iter().take(MEMBERS).map(|member| member.label.as_str()).collect();
        let more = circle.members.len().saturating_sub(MEMBERS);
        let rest = format!("and {more} more");
        if more > 0 {
            members.push(&rest);
        }
        let here = |label: &str, n: usize| format!("{label} ({n})");
        let contexts = circle.contexts.iter().map(|(shared, n)| here(&shared.label, *n));
        let named = circle.organizations.iter().chain(&circle.places).map(|(named, n)| here(&named.label, *n));
        let typical: Vec<String> = contexts.chain(named).collect();
        table.row([circle.number.to_string(), circle.members.len().to_string(), typical.join("; "), members.join(", ")]);
    }
    table
}

pub(super) fn brokers(report: &BrokersReport, context: &mut Context<'_>) -> Result<()> {
    let [first, second] = &report.circles;
    context.say(&format!("who appears with people of both «{first}» and «{second}»"))?;
    context.table(&brokers_table(report))
}

pub(super) fn brokers_table(report: &BrokersReport) -> Table {
    let mut table = Table::new(["name", "of the first", "of the second", "where"]);
    for row in &report.brokers {
        table.row([row.who.label.clone(), row.first.to_string(), row.second.to_string(), labels(&row.shared)]);
    }
    table
}

pub(super) fn ties_table(report: &TiesReport) -> Table {
    let mut table = Table::new(["one", "other", "shared", "by chance", "p", "where"]);
    for tie in &report.ties {
        let expected = tie.expected.map_or_else(String::new, |expected| format!("{expected:.2}"));
        let cells = [tie.a.label.clone(), tie.b.label.clone(), format!("{}", tie.weight), expected, format!("{:.1e}", tie.p)];
        let [one, other, shared, expected, p] = cells;
        table.row([one, other, shared, expected, p, labels(&tie.shared)]);
    }
    table
}

pub(super) fn history(report: &HistoryReport, context: &mut Context<'_>) -> Result<()> {
    context.table(&history_table(report))?;
    let mut table = Table::new(["name", "by period"]);
    for row in &report.growth {
        let values: Vec<String> = row.values.iter().map(|(period, value)| format!("{period}: {}", short(*value))).collect();
        table.row([row.who.label.clone(), values.join(", ")]);
    }
    if report.growth.is_empty() {
        context.say(&format!("\nnobody's {} in the last period is higher than when they first appeared", report.measure))?;
    } else {
        context.say(&format!("\nwhose {} grew most", report.measure))?;
        context.table(&table)?;
    }
    if report.undated > 0 {
        context.say(&format!("caution: {} without a date that is known well enough", count(report.undated, "event")))?;
    }
    Ok(())
}

pub(super) fn history_table(report: &HistoryReport) -> Table {
    let header = ["period", "events", "people", "ties", "new ties", "lost ties", "appeared", "gone"];
    let mut table = Table::new(header);
    for p in &report.periods {
        let numbers =
            [p.contexts, p.nodes, p.ties, p.new_ties, p.lost_ties, p.appeared.len(), p.gone.len()].map(|n| n.to_string());
        let [contexts, nodes, ties, new, lost, appeared, gone] = numbers;
        table.row([p.period.clone(), contexts, nodes, ties, new, lost, appeared, gone]);
    }
    table
}

pub(super) fn summary_table(report: &SummaryReport) -> Table {
    let mut table = Table::new(["figure", "value"]);
    let mut row = |name: &str, value: String| table.row([name.to_owned(), value]);
    row(report.nouns.1, report.nodes.to_string());
    row(report.context_nouns.1, report.contexts.to_string());
    row("memberships", report.memberships.to_string());
    row("ties", report.ties.to_string());
    row("mean number of others", short(report.mean_degree));
    row("parts", report.components.to_string());
    row(&format!("{} in the largest part", report.nouns.1), report.largest.to_string());
    row("contacts who appear with each other", short(report.transitivity));
    row("like with like, by number of others", report.assortativity.map_or_else(String::new, short));
    let cut: Vec<&str> = report.articulation_points.iter().take(10).map(|named| named.label.as_str()).collect();
    row("who holds parts together", format!("{}: {}", report.articulation_points.len(), cut.join(", ")));
    let ties: Vec<String> = report.bridges.iter().take(5).map(|(a, b)| format!("{} — {}", a.label, b.label)).collect();
    row("ties that hold parts together", format!("{}: {}", report.bridges.len(), ties.join(", ")));
    table
}

/// "1 person", "2 people".
fn plural(number: usize, (one, many): (&str, &str)) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Counts as counts, others with four digits after the point.
fn short(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.4}") }
}
