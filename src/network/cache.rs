//! What is worth keeping once it was worked out? Forms of a network that several measures need.

use std::sync::{Arc, OnceLock};

use super::{
    Network,
    kernel::{
        around,
        fold::Folded,
        project::Ties,
        random::Random,
        reach::{self, Reach, Sources},
        repeats::Repeats,
    },
    rows::Rows,
};

/// Told how far a long calculation has come: (steps done, steps in all). Called from any thread.
pub type Watcher = Arc<dyn Fn(usize, usize) + Send + Sync>;

/// How many people to search from where all would take too long, and the seed of who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Number of people; parts of the network with no more are still searched as a whole.
    pub size: usize,
    /// Seed.
    pub seed: u64,
}

impl Sample {
    /// Chance that some value of a sampled measure is further off than its bound says.
    pub const RISK: f64 = 0.05;

    /// How far off the mean of numbers from 0 to 1 may be for any of `n` nodes, but for a chance of [`Self::RISK`].
    ///
    /// W. Hoeffding, «Probability inequalities for sums of bounded random variables», Journal of the American Statistical
    /// Association 58 (1963) 13; it holds for draws without putting back too. All nodes together by Boole's inequality.
    #[must_use]
    pub fn bound(self, n: usize) -> f64 {
        ((2.0 * n as f64 / Self::RISK).ln() / (2.0 * self.size as f64)).sqrt()
    }
}

/// Forms of a network, each made when it is first needed.
#[derive(Clone, Default)]
pub(super) struct Cache {
    ties: OnceLock<Ties>,
    pairs: OnceLock<Pairs>,
    folded: OnceLock<Folded>,
    repeats: OnceLock<Repeats>,
    reach: OnceLock<Reach>,
    degrees: OnceLock<Vec<u32>>,
    watcher: Option<Watcher>,
    sample: Option<Sample>,
}

/// The ties as events of two.
#[derive(Clone, Default)]
struct Pairs {
    members: Rows,
    memberships: Rows,
    weights: Vec<f64>,
}

/// The lists that a kernel reads: events to nodes, nodes to events, and what an event adds to the tie of two.
#[derive(Clone, Copy)]
pub(super) struct Lists<'a> {
    pub(super) members: &'a Rows,
    pub(super) memberships: &'a Rows,
    pub(super) weights: &'a [f64],
}

impl std::fmt::Debug for Cache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cache").field("sample", &self.sample).finish_non_exhaustive()
    }
}

impl Cache {
    /// Nothing kept, with the same watcher and sample.
    pub(super) fn emptied(&self) -> Self {
        Self { watcher: self.watcher.clone(), sample: self.sample, ..Self::default() }
    }

    pub(super) fn ties(&self, make: impl FnOnce() -> Ties) -> &Ties {
        self.ties.get_or_init(make)
    }
}

impl Network {
    /// The same network, whose long calculations tell `watcher` how far they have come.
    #[must_use]
    pub fn watched(mut self, watcher: Watcher) -> Self {
        self.cache.watcher = Some(watcher);
        self
    }

    /// The same network, where distances and paths are searched from some people only: closeness, harmonic centrality and
    /// betweenness are then estimates; see [`Sample::bound`].
    ///
    /// ```
    /// use plenary::network::{Network, Sample, harmonic};
    ///
    /// let network = Network::from_lists((0..99).map(|i| [i, i + 1])).sampled(Sample { size: 200, seed: 1 });
    /// assert!((harmonic(&network)[0] - (1..=99).map(|d| 1.0 / f64::from(d)).sum::<f64>()).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn sampled(mut self, sample: Sample) -> Self {
        self.cache = Cache { sample: Some(sample), ..self.cache.emptied() };
        self
    }

    /// From how many people searches start, if not from all.
    #[must_use]
    pub fn sample(&self) -> Option<Sample> {
        self.cache.sample.filter(|sample| self.folded().parts.iter().any(|part| part.n_people > sample.size as u64))
    }

    /// Who is tied to whom, as lists.
    pub(super) fn shape(&self) -> Lists<'_> {
        if self.is_whole() { self.all_lists() } else { self.pair_lists() }
    }

    /// Who is tied to whom, and how much.
    pub(super) fn weighted(&self) -> Lists<'_> {
        if self.is_weighted_by_events() { self.all_lists() } else { self.pair_lists() }
    }

    pub(super) fn all_lists(&self) -> Lists<'_> {
        Lists { members: &self.incidence.members, memberships: &self.incidence.memberships, weights: &self.weights }
    }

    fn pair_lists(&self) -> Lists<'_> {
        let pairs = self.cache.pairs.get_or_init(|| {
            let ties = self.adjacency();
            let (mut members, mut weights) = (Rows::with_capacity(ties.n_ties(), 2 * ties.n_ties()), Vec::new());
            for a in self.numbers() {
                for (b, weight) in ties.of(a as usize).filter(|&(b, _)| b > a) {
                    members.push_row(&[a, b]);
                    weights.push(weight);
                }
            }
            Pairs { memberships: members.transposed(self.len()), members, weights }
        });
        Lists { members: &pairs.members, memberships: &pairs.memberships, weights: &pairs.weights }
    }

    pub(super) fn folded(&self) -> &Folded {
        let Lists { members, memberships, .. } = self.shape();
        self.cache.folded.get_or_init(|| Folded::new(members, memberships))
    }

    pub(super) fn repeats(&self) -> &Repeats {
        self.cache.repeats.get_or_init(|| Repeats::new(self.folded()))
    }

    /// Whether the ties are there already.
    pub(super) fn has_made_ties(&self) -> bool {
        self.cache.ties.get().is_some()
    }

    /// Number of neighbours of each node.
    pub(super) fn degrees(&self) -> &[u32] {
        self.cache.degrees.get_or_init(|| match self.cache.ties.get() {
            Some(ties) => ties.neighbours.iter().map(|row| super::kernel::number(row.len())).collect(),
            None => around::degrees(self.shape().members, self.shape().memberships),
        })
    }

    /// Where searches start in each part.
    pub(super) fn sources(&self) -> Vec<Sources> {
        let folded = self.folded();
        let mut random = Random::new(self.cache.sample.map_or(0, |sample| sample.seed));
        let of = |part| match self.cache.sample {
            Some(sample) => reach::sample(folded, part, sample.size, &mut random),
            None => reach::everyone(folded, part),
        };
        folded.parts.iter().map(of).collect()
    }

    /// Sums of distances; one pass serves closeness and harmonic centrality.
    pub(super) fn reach(&self) -> &Reach {
        self.cache.reach.get_or_init(|| reach::reach(self.folded(), &self.sources(), &|done, all| self.tell(done, all)))
    }

    /// Tells the watcher, if there is one.
    pub(super) fn tell(&self, done: usize, all: usize) {
        if let Some(watcher) = &self.cache.watcher {
            watcher(done, all);
        }
    }
}
