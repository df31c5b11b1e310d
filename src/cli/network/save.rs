//! Where do results go besides the screen? Back into the store as RDF, and into a file with a column for each measure.

use std::path::Path;

use super::run::View;
use crate::{
    cli::{context::Context, output},
    diag::Result,
    export::{self, Column},
    graph::{KnowledgeGraph, Score},
    network::{self, Communities, CommunityOptions, Cost, MEASURES, Measure},
};

/// Saves all values of a measure with their ranks.
pub(super) fn ranking(view: &View<'_>, measure: &Measure, name: &str, context: &Context<'_>) -> Result<()> {
    let ranks = network::ranking(view.network, measure, view.network.len());
    let score = |rank: &network::Rank| Score {
        measure: measure.name.to_owned(),
        entity: view.dataset.iri(rank.entity),
        value: rank.value,
        rank: Some(rank.rank),
    };
    write(view, name, measure.help, &ranks.iter().map(score).collect::<Vec<_>>(), context)
}

/// Saves the number of everyone's circle.
pub(super) fn communities(view: &View<'_>, found: &Communities, name: &str, context: &Context<'_>) -> Result<()> {
    let score = |(members, number): (&Vec<crate::model::EntityIdx>, u32)| {
        let of = move |&member: &crate::model::EntityIdx| Score {
            measure: "community".to_owned(),
            entity: view.dataset.iri(member),
            value: f64::from(number),
            rank: None,
        };
        members.iter().map(of).collect::<Vec<_>>()
    };
    let scores: Vec<Score> = found.members.iter().zip(1..).flat_map(score).collect();
    write(view, name, "number of the circle, the largest first", &scores, context)
}

fn write(view: &View<'_>, name: &str, help: &str, scores: &[Score], context: &Context<'_>) -> Result<()> {
    let about = format!("{help}; {} {}, tied by {}", view.network.len(), "nodes", view.options.by.name());
    let count = KnowledgeGraph::open(&context.store)?.save_network(name, &about, scores)?;
    context.remark(&format!("saved {count} quads as graph/network/{name}; they go with the next build that changes the store"));
    Ok(())
}

/// Writes the network as GraphML with the quick measures and the circles as columns.
pub(super) fn graphml(view: &View<'_>, path: &Path, context: &Context<'_>) -> Result<()> {
    view.announce("writing all ties", Cost::Ties, context)?;
    let quick = |measure: &&Measure| matches!(measure.cost, Cost::Memberships | Cost::Pairs | Cost::Ties);
    let mut columns: Vec<Column> =
        MEASURES.iter().filter(quick).map(|measure| (measure.name, (measure.compute)(view.network))).collect();
    let options = CommunityOptions {
        seed: view.args.settings.seed,
        resolution: view.args.settings.resolution,
        trials: 0,
        ..CommunityOptions::default()
    };
    let mut circle = vec![0.0; view.network.len()];
    for (members, number) in network::communities(view.network, &options).members.iter().zip(1_u32..) {
        for member in members {
            if let Ok(node) = view.network.nodes().binary_search(member) {
                circle[node] = f64::from(number);
            }
        }
    }
    columns.push(("community", circle));
    output::save(path, |out| export::network_graphml(view.network, view.dataset, &columns, out).map(|_| ()))?;
    context.remark(&format!("wrote {}", path.display()));
    Ok(())
}
