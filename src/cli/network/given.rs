//! What if the network is not in the store, but in a file that some program wrote?

use std::{fs, path::Path};

use super::run::{fits, free_memory};
use crate::{
    cli::{context::Context, working::Working},
    diag::{Error, ErrorKind, Result},
    export,
    model::Dataset,
    network::{Estimate, Network},
};

/// Bytes that a network takes for each byte of its file, the text itself among them: ties of 60 bytes or more each.
const BYTES: u64 = 5;

/// Reads a GraphML file: its nodes as entities, and the network of its ties.
pub(super) fn read(path: &Path, min_weight: f64, working: &Working, context: &Context<'_>) -> Result<(Dataset, Network)> {
    let name = path.display();
    let failed = |why: &dyn std::fmt::Display| Error::new(ErrorKind::BadInput, format!("cannot read {name}: {why}"));
    let length = fs::metadata(path).map_err(|error| failed(&error))?.len();
    fits(&format!("reading {name}"), Estimate { bytes: BYTES * length, milliseconds: 0 }, free_memory())?;
    let (dataset, network, dropped) = working.during(format!("reading {name}"), || {
        let bytes = fs::read(path).map_err(|error| failed(&error))?;
        let text = String::from_utf8(bytes).map_err(|error| failed(&format!("it is not UTF-8: {}", error.utf8_error())))?;
        let drawn =
            export::read_graphml(&text).map_err(|error| Error { message: format!("{name}: {}", error.message), ..error })?;
        let mut dropped = drawn.dropped.clone();
        let n_edges = drawn.ties.len();
        let (dataset, ties) = drawn.into_dataset();
        let network = Network::from_ties(dataset.entities.len(), ties, min_weight);
        let n_doubles = n_edges - network.contexts().len();
        if n_doubles > 0 {
            dropped.push(("edges between two that had one, weights added up", n_doubles));
        }
        Ok((dataset, network, dropped))
    })?;
    for (what, count) in dropped {
        context.remark(&format!("{name}: {count} {what}"));
    }
    Ok((dataset, network))
}
