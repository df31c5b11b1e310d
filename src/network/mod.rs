//! Who appears with whom: the network and its measures.
//!
//! In: a dataset, and [`Options`] that say what two people must share (an event, an article, a quote). [`Incidence`] holds who
//! was where; [`Network`] the ties that follow. Out: plain data for the command line, exports and other graph code:
//! [`MEASURES`], [`ranking`], [`components()`], [`path()`], [`ego`], [`warnings`]. This layer prints nothing and reads no clock.
//!
//! | question | file |
//! | --- | --- |
//! | who was where | `incidence.rs`, on `rows.rs`; `given.rs` where only ties are known |
//! | who appears with whom, and how much | `ties.rs` |
//! | who is central, in which sense | one file a measure, one line in [`MEASURES`]; on `product.rs`, `cache.rs` and `kernel/` |
//! | into which parts does it fall, what holds it together, how are two connected | `components.rs`, `holding.rs`, `path.rs` |
//! | which circles are there, which ties are more than chance, who joins circles | `communities.rs`, `significance.rs` |
//! | in which ways are two connected, how did it change | `path.rs`, `ways.rs`, `periods.rs` |
//! | who comes first and why, what can the data not bear | `ranking.rs`, `reading.rs`, `warnings.rs`; `report.rs` and `answers.rs` put names on the numbers |
//! | what will it cost, and how are millions of ties told one by one | `estimate.rs`, `passing.rs` |
//! | where would one draw it | `layout.rs` |
//!
//! All sums run in a fixed order, so results have the same bits on any number of threads.

mod answers;
mod assortativity;
mod betweenness;
mod cache;
mod closeness;
mod clustering;
mod communities;
mod components;
mod core_number;
mod degree;
mod distance;
mod eigenvector;
mod estimate;
mod filter;
mod given;
mod harmonic;
mod hits;
mod holding;
mod holes;
mod incidence;
mod katz;
mod kernel;
mod layout;
#[cfg(test)]
mod oracle;
mod pagerank;
mod passing;
mod path;
mod periods;
mod product;
mod ranking;
mod reading;
mod report;
mod rows;
mod significance;
mod strength;
mod ties;
mod warnings;
mod ways;

pub use answers::{
    BrokerReport, BrokersReport, CommunitiesReport, CommunityReport, GrowthReport, HistoryReport, PathsReport, PeriodReport,
    SummaryReport, TieReport, TiesReport,
};
pub use assortativity::assortativity;
pub use betweenness::betweenness;
pub use cache::{Sample, Watcher};
pub use closeness::closeness;
pub use clustering::{clustering, transitivity};
pub use communities::{Broker, Communities, CommunityOptions, Typical, brokers, communities, typical};
pub use components::components;
pub use core_number::core_number;
pub use degree::degree;
pub use eigenvector::eigenvector;
pub use estimate::{Cost, Estimate};
pub use filter::Filter;
pub use harmonic::harmonic;
pub use hits::hubs;
pub use holding::{articulation_points, bridges};
pub use holes::{constraint, effective_size};
pub use incidence::{By, Context, Incidence, Membership, Options};
pub use katz::katz;
pub use layout::{Point, layout};
pub use pagerank::pagerank;
pub use path::{Step, ego, path};
pub use periods::{Every, History, Period, history};
pub use ranking::{Rank, Why, ranked, ranking};
pub use reading::Standing;
pub use report::{
    EgoReport, Named, NeighbourReport, Nouns, PathReport, Quote, RankReport, RankingReport, SharedReport, StepReport,
};
pub use significance::{BackboneTie, Validated, ValidatedTie, backbone, validated};
pub use strength::strength;
pub use ties::{EdgeList, Network, Tie, Weighting};
pub use warnings::warnings;
pub use ways::best_paths;

/// A way to say how central each node is.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The word used on the command line and in output.
    pub name: &'static str,
    /// What a high value means, in one line.
    pub help: &'static str,
    /// What the calculation needs.
    pub cost: Cost,
    /// What the value of one node means, as a sentence without its subject.
    pub reading: fn(&Standing<'_>) -> String,
    /// The values, one for each node in order.
    pub compute: fn(&Network) -> Vec<f64>,
}

impl Measure {
    /// The measure of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        MEASURES.iter().find(|measure| measure.name == name)
    }
}

/// All measures, in the order used for output.
pub const MEASURES: &[Measure] = &[
    Measure {
        name: "degree",
        help: "appears with many different others",
        cost: Cost::Pairs,
        reading: reading::degree,
        compute: degree,
    },
    Measure {
        name: "strength",
        help: "appears with others often: the weights of all ties added up",
        cost: Cost::Memberships,
        reading: reading::strength,
        compute: strength,
    },
    Measure {
        name: "pagerank",
        help: "appears much with those who appear much themselves: where a walk from one to the next keeps coming by",
        cost: Cost::Memberships,
        reading: reading::pagerank,
        compute: pagerank,
    },
    Measure {
        name: "betweenness",
        help: "links circles that would not meet otherwise: lies on many shortest ways between two others",
        cost: Cost::Paths,
        reading: reading::betweenness,
        compute: betweenness,
    },
    Measure {
        name: "closeness",
        help: "is few steps away from all others, over those in reach",
        cost: Cost::Distances,
        reading: reading::closeness,
        compute: closeness,
    },
    Measure {
        name: "harmonic",
        help: "is near to many: each other one counts as one over the number of steps",
        cost: Cost::Distances,
        reading: reading::harmonic,
        compute: harmonic,
    },
    Measure {
        name: "eigenvector",
        help: "belongs to the circle that is tied together most; 0 for those outside its part of the network",
        cost: Cost::Memberships,
        reading: reading::share,
        compute: eigenvector,
    },
    Measure {
        name: "core",
        help: "belongs to a circle where each one appears with at least so many of the others",
        cost: Cost::Ties,
        reading: reading::core,
        compute: core_number,
    },
    Measure {
        name: "clustering",
        help: "those with whom one appears also appear with each other; low for those who link several circles",
        cost: Cost::Pairs,
        reading: reading::clustering,
        compute: clustering,
    },
    Measure {
        name: "katz",
        help: "is reached by many walks along ties, where each further step counts less",
        cost: Cost::Memberships,
        reading: reading::katz,
        compute: katz,
    },
    Measure {
        name: "hubs",
        help: "goes to the events where those go who go to such events; 0 for those outside the leading circle",
        cost: Cost::Memberships,
        reading: reading::share,
        compute: hubs,
    },
    Measure {
        name: "constraint",
        help: "is closed in: the ties lead back to the same people; low for those who stand between circles",
        cost: Cost::Pairs,
        reading: reading::constraint,
        compute: constraint,
    },
    Measure {
        name: "effective",
        help: "has many contacts who do not know each other: their number, less how many others of them each knows on average",
        cost: Cost::Pairs,
        reading: reading::effective,
        compute: effective_size,
    },
];
