//! What can the data not bear? Reasons to take a ranking with care.

use super::{Context, Network, Rank, Sample};
use crate::model::Dataset;

/// Fewer events than this say little about anyone.
const FEW: usize = 3;

/// Warnings for whoever reads a ranking of the network, one line each: few events, one dominant event, a single source, nobody at
/// two events. Empty if there is nothing to warn of.
#[must_use]
pub fn warnings(network: &Network, dataset: &Dataset) -> Vec<String> {
    if network.is_given() {
        // What was shared at the ties is not known.
        return sampled(network).into_iter().collect();
    }
    let noun = network.contexts().first().map_or("event", |context| context.noun());
    let mut warnings = Vec::new();
    let n_contexts = network.contexts().len();
    if n_contexts < FEW {
        let plural = if n_contexts == 1 { "" } else { "s" };
        warnings.push(format!("only {n_contexts} {noun}{plural}: the order of people says little"));
    }
    warnings.extend(dominant(network, dataset, noun));
    let articles = network.articles();
    if let ([only], false) = (&articles[..], matches!(network.contexts(), [Context::Article(_), ..])) {
        warnings.push(format!("everything comes from one article: {}", dataset.article(*only).id));
    }
    let links =
        network.incidence.memberships.iter().any(|contexts| contexts.iter().filter(|&&c| is_shared(network, c)).count() > 1);
    if n_contexts > 1 && !links {
        warnings.push(format!(
            "nobody joins the people of two {noun}s: the measures only tell how many were at one's {noun}, and betweenness is 0"
        ));
    }
    warnings.extend(few_sources(network, noun));
    warnings.extend(sampled(network));
    warnings
}

/// Most of what is shared is told by a single source.
fn few_sources(network: &Network, noun: &str) -> Option<String> {
    let by_event = matches!(network.contexts(), [Context::Event(_), ..]);
    let all = network.contexts().len();
    let alone = network.incidence.n_sources.iter().filter(|&&n_sources| n_sources < 2).count();
    let told = by_event && all >= FEW && network.articles().len() > 1 && alone * 2 > all;
    told.then(|| format!("{alone} of {all} {noun}s are told by one source only"))
}

/// So many who come first are looked at, and all who share their ranks.
const FIRST: usize = 3;

/// Those who come first in a ranking met whomever they met in one and the same place: what the ranking tells of is that one.
pub(super) fn one_context(network: &Network, dataset: &Dataset, ranking: &[Rank]) -> Option<String> {
    let first: Vec<&Rank> = ranking.iter().take_while(|rank| rank.rank <= FIRST).collect();
    let shared = |rank: &Rank| {
        let contexts = network.incidence.memberships.row(network.position(rank.entity)?);
        let mut shared = contexts.iter().copied().filter(|&context| is_shared(network, context));
        shared.next().filter(|_| shared.next().is_none())
    };
    let one = shared(first.first()?)?;
    if network.is_given()
        || network.contexts().len() < 2
        || first.len() < FIRST
        || first.iter().any(|rank| shared(rank) != Some(one))
    {
        return None;
    }
    let context = network.contexts()[one as usize];
    let (noun, label) = (context.noun(), context.label(dataset));
    Some(format!("one {noun} decides the first {} ranks: they met the others nowhere else: {label}", first.len()))
}

/// Values are estimates.
fn sampled(network: &Network) -> Option<String> {
    let sample = network.sample()?;
    let bound = sample.bound(network.len());
    let risk = 100.0 * Sample::RISK;
    Some(format!(
        "searched from {} of {} people: betweenness is off by at most {bound:.4}, mean distances by at most {:.2} steps, but for a \
         chance of {risk} %",
        sample.size,
        network.len(),
        bound * network.reach().most_steps as f64,
    ))
}

fn is_shared(network: &Network, context: u32) -> bool {
    network.incidence.members.row(context as usize).len() > 1
}

/// The largest of several contexts, if it holds most people.
fn dominant(network: &Network, dataset: &Dataset, noun: &str) -> Option<String> {
    let sizes = network.incidence.members.iter().map(<[u32]>::len);
    let (size, context) = sizes.zip(network.contexts()).max_by_key(|&(size, context)| (size, std::cmp::Reverse(*context)))?;
    let most = network.contexts().len() > 1 && size * 2 > network.len();
    most.then(|| format!("one {noun} holds {size} of {}: {}", network.len(), context.label(dataset)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{
            Kind,
            fixture::{Fixture, two_forums},
        },
        network::{By, Options},
    };

    fn check(dataset: &Dataset, options: &Options, expected: &[&str]) {
        let schema = crate::knowledge::built_in().schema.clone();
        assert_eq!(warnings(&Network::build(dataset, &schema, options), dataset), expected);
    }

    /// Events by size, all told by one article; people are letters.
    fn lists(events: &[&str]) -> Dataset {
        let mut fixture = Fixture::default().article("one", "en", "All came.");
        for letter in events.concat().chars().collect::<std::collections::BTreeSet<_>>() {
            fixture = fixture.entity(Kind::Person, &format!("person/{letter}"), &[&letter.to_string()]);
        }
        for (people, i) in events.iter().zip(1..) {
            let event = format!("event/{i}");
            fixture = fixture.entity(Kind::Event, &event, &[&format!("Event {i}")]);
            for letter in people.chars() {
                fixture = fixture.claim("one", &format!("person/{letter}"), "attended", event.as_str(), None, "All came.");
            }
        }
        fixture.build()
    }

    #[test]
    fn small_networks_are_taken_with_care() {
        let few = ["only 2 events: the order of people says little", "one event holds 3 of 4: Harbour Forum 2021"];
        check(&two_forums(), &Options::default(), &few);
        let few = ["only 2 articles: the order of people says little", "one article holds 3 of 4: a1"];
        check(&two_forums(), &Options { by: By::Article, ..Options::default() }, &few);
    }

    #[test]
    fn a_ranking_that_one_event_decides_is_told() {
        let schema = crate::knowledge::built_in().schema.clone();
        let told = |events: &[&str]| {
            let dataset = lists(events);
            let network = Network::build(&dataset, &schema, &Options::default());
            let core = crate::network::Measure::named("core").unwrap();
            one_context(&network, &dataset, &crate::network::ranking(&network, core, 99))
        };
        let decided = "one event decides the first 4 ranks: they met the others nowhere else: Event 2";
        assert_eq!(told(&["ab", "cdef", "ag"]).as_deref(), Some(decided));
        assert_eq!(told(&["ab", "cdef", "ag", "f"]).as_deref(), Some(decided), "nobody was met where one was alone");
        assert_eq!(told(&["ab", "cdef", "fg"]), None, "one of them met somebody elsewhere");
        assert_eq!(told(&["ab", "cd"]), None, "two events share the first rank");
        assert_eq!(told(&["abc"]), None, "where there is one event only, that is told anyway");
        assert_eq!(told(&[]), None);
    }

    #[test]
    fn one_source_and_no_links_are_told() {
        let nobody =
            "nobody joins the people of two events: the measures only tell how many were at one's event, and betweenness is 0";
        check(&lists(&["ab", "cd", "ef"]), &Options::default(), &["everything comes from one article: one", nobody]);
        check(&lists(&["ab", "bc", "cd"]), &Options::default(), &["everything comes from one article: one"]);
        check(&lists(&[]), &Options::default(), &["only 0 events: the order of people says little"]);
    }
}
