//! Where do results go besides the screen? Back into the store as RDF, and into a file with a column for each measure.

use std::path::Path;

use super::{
    Network,
    run::{View, fits, free_memory},
};
use crate::{
    ask::Index,
    cli::{context::Context, output},
    diag::{Error, ErrorKind, Result},
    export::{self, Column},
    graph::{KnowledgeGraph, SavedNetwork, Score},
    knowledge::Knowledge,
    model::{Dataset, EntityIdx},
    network::{self, CommunityOptions, Cost, MEASURES, Measure, Sample},
};

/// What would take a build longer than this is not worked out again by it.
const MOST_MILLISECONDS: u64 = 30_000;

impl Network {
    /// How circles are looked for.
    pub(super) fn circles(&self) -> CommunityOptions {
        let Self { settings, .. } = self;
        CommunityOptions { resolution: settings.resolution, seed: settings.seed, ..CommunityOptions::default() }
    }
}

/// Saves all values of a measure with their ranks.
pub(super) fn ranking(view: &View<'_>, measure: &Measure, name: &str, context: &Context<'_>) -> Result<()> {
    let scores = scores_of_measure(view.network, view.dataset, measure);
    write(view, name, measure.help, &scores, context)
}

fn scores_of_measure(network: &network::Network, dataset: &Dataset, measure: &Measure) -> Vec<Score> {
    let score = |rank: &network::Rank| Score {
        measure: measure.name.to_owned(),
        entity: dataset.iri(rank.entity),
        value: rank.value,
        rank: Some(rank.rank),
    };
    network::ranking(network, measure, network.len()).iter().map(score).collect()
}

/// What the number of a circle means.
const CIRCLE: &str = "number of the circle, the largest first";

/// Saves the number of everyone's circle.
pub(super) fn communities(view: &View<'_>, members: &[Vec<EntityIdx>], name: &str, context: &Context<'_>) -> Result<()> {
    write(view, name, CIRCLE, &scores_of_circles(view.dataset, members), context)
}

fn scores_of_circles(dataset: &Dataset, members: &[Vec<EntityIdx>]) -> Vec<Score> {
    let score = |(members, number): (&Vec<EntityIdx>, u32)| {
        let of = move |&member: &EntityIdx| Score {
            measure: "community".to_owned(),
            entity: dataset.iri(member),
            value: f64::from(number),
            rank: None,
        };
        members.iter().map(of).collect::<Vec<_>>()
    };
    members.iter().zip(1..).flat_map(score).collect()
}

fn write(view: &View<'_>, name: &str, help: &str, scores: &[Score], context: &Context<'_>) -> Result<()> {
    let about = about(help, view.network, view.options);
    let recipe = serde_json::to_string(view.args).map_err(|error| Error::storage("cannot write the options", error))?;
    let saved = SavedNetwork { name: name.to_owned(), recipe };
    let count = view.working.during("saving", || KnowledgeGraph::open(&context.store)?.save_network(&saved, &about, scores))?;
    context.remark(&format!("saved {count} quads as graph/network/{name}; builds that change the store renew them"));
    Ok(())
}

fn about(help: &str, network: &network::Network, options: &network::Options) -> String {
    format!("{help}; {} nodes, tied by {}", network.len(), options.by.name())
}

/// Works a saved network out again for the articles as they are now, and saves it; the number of quads.
///
/// # Errors
/// A name that it was asked for with means nothing any more, or it would take too long or too much; it is not saved then.
pub(in crate::cli) fn renew(
    graph: &mut KnowledgeGraph,
    saved: &SavedNetwork,
    dataset: &Dataset,
    knowledge: &Knowledge,
) -> Result<usize> {
    let args: Network = serde_json::from_str(&saved.recipe)
        .map_err(|error| Error::new(ErrorKind::BadInput, format!("it was saved by another version: {error}")))?;
    let options = args.options(&Index::new(dataset, knowledge))?;
    let mut network = network::Network::build(dataset, &knowledge.schema, &options);
    if let Some(size) = args.settings.sample {
        network = network.sampled(Sample { size, seed: args.settings.seed });
    }
    let measure = args.measure()?;
    let estimate =
        network.estimate(if args.communities { Cost::Memberships } else { measure.cost }, rayon::current_num_threads());
    fits("it", estimate, free_memory())?;
    if estimate.milliseconds > MOST_MILLISECONDS {
        let seconds = estimate.milliseconds / 1000;
        return Err(Error::new(ErrorKind::Limit, format!("it would take about {seconds} s of processor time")));
    }
    let (help, scores) = if args.communities {
        (CIRCLE, scores_of_circles(dataset, &network::communities(&network, &args.circles()).members))
    } else {
        (measure.help, scores_of_measure(&network, dataset, measure))
    };
    graph.save_network(saved, &about(help, &network, &options), &scores)
}

/// Writes the network as GraphML with the quick measures and the circles as columns; bare, if that was asked for.
pub(super) fn graphml(view: &View<'_>, path: &Path, context: &Context<'_>) -> Result<()> {
    if view.args.settings.bare {
        let write = || output::save(path, |out| export::bare_graphml(view.network, Some(view.dataset), out).map(|_| ()));
        view.working.during("writing all ties", write)?;
    } else {
        view.announce("writing all ties", Cost::Ties, context)?;
        view.working.during("writing all ties", || full_graphml(view, path))?;
    }
    context.remark(&format!("wrote {}", path.display()));
    Ok(())
}

fn full_graphml(view: &View<'_>, path: &Path) -> Result<()> {
    let quick = |measure: &&Measure| matches!(measure.cost, Cost::Memberships | Cost::Pairs | Cost::Ties);
    let mut columns: Vec<Column> =
        MEASURES.iter().filter(quick).map(|measure| (measure.name, (measure.compute)(view.network))).collect();
    let options = CommunityOptions { trials: 0, ..view.args.circles() };
    let mut circle = vec![0.0; view.network.len()];
    for (members, number) in network::communities(view.network, &options).members.iter().zip(1_u32..) {
        for member in members {
            if let Ok(node) = view.network.nodes().binary_search(member) {
                circle[node] = f64::from(number);
            }
        }
    }
    columns.push(("community", circle));
    output::save(path, |out| export::network_graphml(view.network, view.dataset, &columns, out).map(|_| ()))
}
