//! What does the value of a measure mean in plain words?

/// What is known of one node, for a sentence about it.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// Value of the measure.
    pub value: f64,
    /// Mean of the measure over all nodes.
    pub mean: f64,
    /// Number of others with whom this one appears.
    pub degree: u32,
    /// Number of contexts where it was.
    pub contexts: usize,
    /// Number of nodes.
    pub nodes: usize,
    /// What a context is called.
    pub noun: &'a str,
}

impl Standing<'_> {
    fn others(&self) -> usize {
        self.nodes.saturating_sub(1)
    }

    fn times_the_mean(&self) -> String {
        if self.mean > 0.0 { format!("{:.1} times the mean", self.value / self.mean) } else { "no more than the mean".to_owned() }
    }
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

pub(super) fn degree(at: &Standing<'_>) -> String {
    format!("appears with {} of {} others, over {}", at.degree, at.others(), count(at.contexts, at.noun))
}

pub(super) fn strength(at: &Standing<'_>) -> String {
    format!("ties of weight {} in all, with {} others", rounded(at.value), at.degree)
}

pub(super) fn pagerank(at: &Standing<'_>) -> String {
    format!("a walk along ties comes by {}", at.times_the_mean())
}

pub(super) fn betweenness(at: &Standing<'_>) -> String {
    if at.value > 0.0 {
        format!("lies on {:.1} % of the shortest ways between two others", 100.0 * at.value)
    } else {
        "lies on no shortest way between two others".to_owned()
    }
}

pub(super) fn closeness(at: &Standing<'_>) -> String {
    format!("{}: closeness {:.3}, with {} others one step away", at.times_the_mean(), at.value, at.degree)
}

pub(super) fn harmonic(at: &Standing<'_>) -> String {
    format!("as near to all as if {} were one step away, and the rest out of reach; {} are", rounded(at.value), at.degree)
}

pub(super) fn share(at: &Standing<'_>) -> String {
    if at.value > 1e-9 { at.times_the_mean() } else { "outside the leading part of the network".to_owned() }
}

pub(super) fn core(at: &Standing<'_>) -> String {
    format!("in a circle where each appears with at least {} of the others", rounded(at.value))
}

pub(super) fn clustering(at: &Standing<'_>) -> String {
    format!("of the pairs among {} contacts, {:.0} % appear with each other too", at.degree, 100.0 * at.value)
}

pub(super) fn katz(at: &Standing<'_>) -> String {
    format!("walks along ties lead here {}", at.times_the_mean())
}

pub(super) fn constraint(at: &Standing<'_>) -> String {
    match at.degree {
        0 => "appears with nobody".to_owned(),
        degree => format!("{degree} contacts, {} as closed in as the mean", share_of(at.value, at.mean)),
    }
}

pub(super) fn effective(at: &Standing<'_>) -> String {
    format!("{} contacts count like {:.1} who do not know each other", at.degree, at.value)
}

fn share_of(value: f64, mean: f64) -> String {
    if mean > 0.0 { format!("{:.1} times", value / mean) } else { "just".to_owned() }
}

/// Without digits that say nothing.
fn rounded(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.1}") }
}
