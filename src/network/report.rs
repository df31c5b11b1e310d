//! The answers of this layer with names in place of numbers: plain data to print or to write as JSON.

use serde::Serialize;

use super::{
    By, Context, Measure, Network, Options, Rank, Standing, Step, incidence::is_there, ranking::ranked, warnings::one_context,
    warnings::warnings,
};
use crate::{
    knowledge::Schema,
    model::{Claim, Dataset, EntityIdx, Kind, Mention, iri},
};

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its IRI.
    pub iri: String,
    /// The name to show.
    pub label: String,
}

impl Named {
    /// An entity.
    #[must_use]
    pub fn entity(dataset: &Dataset, entity: EntityIdx) -> Self {
        Self { iri: dataset.iri(entity), label: dataset.entity(entity).label.clone() }
    }
}

/// Words that show that somebody was somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Id of the article.
    pub article: String,
    /// First byte of the words in its text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// Something that two share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedReport {
    /// What it is: `event`, `article` or `quote`.
    pub kind: &'static str,
    /// IRI of the event, or of the article.
    pub iri: String,
    /// Name of the event, title or id of the article, or the quoted words.
    pub label: String,
}

/// People by a measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankingReport {
    /// Name of the measure.
    pub measure: &'static str,
    /// What a high value means.
    pub help: &'static str,
    /// What two must share to be tied; nothing that is known, if the ties were given as such.
    pub by: Option<By>,
    /// Number of nodes in the network.
    pub nodes: usize,
    /// Number of ties.
    pub ties: usize,
    /// Number of events, articles or quotes.
    pub contexts: usize,
    /// What one node is called, and several.
    #[serde(skip)]
    pub nouns: Nouns,
    /// What one of the contexts is called, and several.
    #[serde(skip)]
    pub context_nouns: Nouns,
    /// Reasons to take it with care.
    pub warnings: Vec<String>,
    /// The highest first.
    pub ranking: Vec<RankReport>,
}

/// A word for one, and for several.
pub type Nouns = (&'static str, &'static str);

/// What the nodes of a network are called, and its contexts.
pub(super) fn nouns(network: &Network, dataset: &Dataset) -> [Nouns; 2] {
    let are_all = |kind: Kind| network.nodes().iter().all(|&node| dataset.entity(node).kind == kind);
    let nodes = match [Kind::Person, Kind::Organization, Kind::Event].into_iter().find(|&kind| are_all(kind)) {
        _ if network.is_given() => ("node", "nodes"),
        Some(Kind::Person) => ("person", "people"),
        Some(Kind::Organization) => ("organization", "organizations"),
        Some(Kind::Event) => ("event", "events"),
        _ => ("node", "nodes"),
    };
    let contexts = match network.contexts().first() {
        Some(Context::Article(_)) => ("article", "articles"),
        Some(Context::Quote(..)) => ("quote", "quotes"),
        Some(Context::Guest(_)) => ("guest", "guests"),
        Some(Context::Tie(..)) => ("tie", "ties"),
        Some(Context::Event(_)) | None => ("event", "events"),
    };
    [nodes, contexts]
}

/// One line of a ranking.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankReport {
    /// From 1 on; those of equal value share a rank.
    pub rank: usize,
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// Value of the measure.
    pub value: f64,
    /// What the value means, as a sentence without its subject.
    pub reading: String,
    /// What brought this one together with most others, with their number.
    pub why: Vec<(SharedReport, usize)>,
}

/// The shortest way between two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathReport {
    /// The steps in order.
    pub steps: Vec<StepReport>,
}

/// One step of a way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepReport {
    /// The one nearer to the start.
    pub from: Named,
    /// The one nearer to the goal.
    pub to: Named,
    /// What they share, with the words that show it for either.
    pub shared: Vec<(SharedReport, Vec<Quote>)>,
}

/// Those around one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EgoReport {
    /// The one.
    pub center: Named,
    /// Those who appear with this one, by weight of the tie, then by path.
    pub neighbours: Vec<NeighbourReport>,
}

/// One who appears with the center.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NeighbourReport {
    /// Who.
    #[serde(flatten)]
    pub who: Named,
    /// Weight of the tie.
    pub weight: f64,
    /// What they share.
    pub shared: Vec<SharedReport>,
}

impl Context {
    /// What it is, in one word.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Event(_) => "event",
            Self::Article(_) => "article",
            Self::Quote(..) => "quote",
            Self::Guest(_) => "guest",
            Self::Tie(..) => "tie",
        }
    }

    /// Name of the event, title or id of the article, the quoted words, or who is tied.
    #[must_use]
    pub fn label(self, dataset: &Dataset) -> String {
        match self {
            Self::Event(entity) | Self::Guest(entity) => dataset.entity(entity).label.clone(),
            Self::Article(article) => {
                let article = dataset.article(article);
                article.title.as_ref().unwrap_or(&article.id).clone()
            }
            Self::Quote(article, span) => span.of(&dataset.article(article).text).to_owned(),
            Self::Tie(a, b) => format!("{} — {}", dataset.entity(a).label, dataset.entity(b).label),
        }
    }

    /// It with its name.
    #[must_use]
    pub fn report(self, dataset: &Dataset) -> SharedReport {
        let iri = match self {
            Self::Event(entity) | Self::Guest(entity) => dataset.iri(entity),
            Self::Article(article) | Self::Quote(article, _) => {
                format!("{}{}", dataset.base, iri::article_path(&dataset.article(article).id))
            }
            // A tie has no name but those of its ends.
            Self::Tie(..) => String::new(),
        };
        SharedReport { kind: self.noun(), iri, label: self.label(dataset) }
    }

    /// The words that show that `entity` was there: the quotes of the statements that say so, or where the text names it.
    #[must_use]
    pub fn evidence(self, dataset: &Dataset, schema: &Schema, options: &Options, entity: EntityIdx) -> Vec<Quote> {
        let named = |keep: &dyn Fn(&&Mention) -> bool| dataset.entity(entity).mentions.iter().filter(keep).copied().collect();
        let at_event = |guest: EntityIdx, event: EntityIdx| {
            let kind = dataset.entity(guest).kind;
            let statements = dataset.statements.iter().filter(|s| s.subject == guest && s.object.entity() == Some(event));
            let claims = statements.filter(|s| is_there(schema, kind, s)).flat_map(|s| &s.claims);
            let counts = |claim: &&Claim| options.filter.claim(dataset, claim);
            claims.filter(counts).map(|c| Mention { article: c.article, span: c.quote }).collect()
        };
        let mut places: Vec<Mention> = match self {
            Self::Event(event) => at_event(entity, event),
            Self::Guest(guest) => at_event(guest, entity),
            Self::Article(article) => named(&|mention| mention.article == article),
            Self::Quote(article, span) => vec![Mention { article, span }],
            Self::Tie(..) => Vec::new(),
        };
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| quote(dataset, place)).collect()
    }
}

fn quote(dataset: &Dataset, place: Mention) -> Quote {
    let article = dataset.article(place.article);
    let (start, end) = (place.span.start, place.span.end);
    Quote { article: article.id.clone(), start, end, text: place.span.of(&article.text).to_owned() }
}

impl RankingReport {
    /// The `top` nodes by a measure.
    #[must_use]
    pub fn new(network: &Network, dataset: &Dataset, by: By, measure: &Measure, top: usize) -> Self {
        let values = (measure.compute)(network);
        let [nouns, context_nouns] = nouns(network, dataset);
        let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
        let noun = network.contexts().first().map_or("event", |context| context.noun());
        let standing = |rank: &Rank| {
            let node = network.position(rank.entity).unwrap_or_default();
            let (degree, contexts) = (network.degrees()[node], network.incidence.memberships.row(node).len());
            Standing { value: rank.value, mean, degree, contexts, nodes: network.len(), noun }
        };
        let rows = ranked(network, &values, top);
        let mut warnings = warnings(network, dataset);
        warnings.extend(one_context(network, dataset, &rows));
        let ranking = rows.into_iter().map(|rank| RankReport {
            rank: rank.rank,
            who: Named::entity(dataset, rank.entity),
            value: rank.value,
            reading: (measure.reading)(&standing(&rank)),
            why: rank.why.iter().map(|why| (why.context.report(dataset), why.others)).collect(),
        });
        Self {
            measure: measure.name,
            help: measure.help,
            by: (!network.is_given()).then_some(by),
            nodes: network.len(),
            ties: network.n_ties(),
            contexts: network.contexts().len(),
            nouns,
            context_nouns,
            warnings,
            ranking: ranking.collect(),
        }
    }
}

impl PathReport {
    /// A way with names, and with the words that show each step.
    #[must_use]
    pub fn new(steps: &[Step], dataset: &Dataset, schema: &Schema, options: &Options) -> Self {
        let evidence = |step: &Step, context: Context| {
            let mut quotes = context.evidence(dataset, schema, options, step.from);
            let more = context.evidence(dataset, schema, options, step.to);
            quotes.extend(more.into_iter().filter(|quote| !quotes.contains(quote)).collect::<Vec<_>>());
            quotes
        };
        let step = |step: &Step| StepReport {
            from: Named::entity(dataset, step.from),
            to: Named::entity(dataset, step.to),
            shared: step.shared.iter().map(|&c| (c.report(dataset), evidence(step, c))).collect(),
        };
        Self { steps: steps.iter().map(step).collect() }
    }
}

impl EgoReport {
    /// Those who appear with `center`; nobody if it is not in the network.
    #[must_use]
    pub fn new(network: &Network, dataset: &Dataset, center: EntityIdx) -> Self {
        let mut neighbours: Vec<_> = network
            .neighbours(center)
            .into_iter()
            .map(|(entity, weight)| NeighbourReport {
                who: Named::entity(dataset, entity),
                weight,
                shared: network.shared(center, entity).into_iter().map(|context| context.report(dataset)).collect(),
            })
            .collect();
        // Stable, so that those of equal weight stay in order of path.
        neighbours.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        Self { center: Named::entity(dataset, center), neighbours }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::fixture::two_forums, network::path};

    #[test]
    fn a_ranking_tells_names_values_and_reasons() {
        let (dataset, schema) = (two_forums(), crate::knowledge::built_in().schema.clone());
        let network = Network::build(&dataset, &schema, &Options::default());
        let report = RankingReport::new(&network, &dataset, By::Event, Measure::named("degree").unwrap(), 1);
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["ranking"][0]["label"], "Eve Fox");
        assert_eq!(json["ranking"][0]["iri"], "https://w3id.org/plenary/id/person/eve-fox");
        assert_eq!(json["ranking"][0]["why"][0][0]["label"], "Harbour Forum 2021");
        assert_eq!((report.nodes, report.ties, report.contexts), (4, 4, 2));
    }

    #[test]
    fn each_step_of_a_way_has_its_quotes() {
        let (dataset, schema, options) = (two_forums(), crate::knowledge::built_in().schema.clone(), Options::default());
        let network = Network::build(&dataset, &schema, &options);
        let [ada, greg] = ["person/ada-bell", "person/greg-hull"].map(|path| dataset.find(path).unwrap());
        let report = PathReport::new(&path(&network, ada, greg).unwrap(), &dataset, &schema, &options);
        let lines: Vec<_> = report
            .steps
            .iter()
            .flat_map(|step| {
                step.shared.iter().map(move |(shared, quotes)| {
                    let quotes: Vec<_> = quotes.iter().map(|quote| quote.text.as_str()).collect();
                    format!("{} - {} at {}: {}", step.from.label, step.to.label, shared.label, quotes.join(" | "))
                })
            })
            .collect();
        let expected = [
            "Ada Bell - Eve Fox at Harbour Forum 2021: Ada Bell, mayor of Ostia, spoke. | Eve Fox spoke by video.",
            "Eve Fox - Greg Hull at Salt Forum: Eve Fox attended. | Greg Hull, mayor of Ostia, gave a speech.",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn neighbours_come_by_weight() {
        let (dataset, schema) = (two_forums(), crate::knowledge::built_in().schema.clone());
        let network = Network::build(&dataset, &schema, &Options::default());
        let report = EgoReport::new(&network, &dataset, dataset.find("person/eve-fox").unwrap());
        let names: Vec<_> = report.neighbours.iter().map(|neighbour| neighbour.who.label.as_str()).collect();
        assert_eq!(names, ["Ada Bell", "Carl Dorn", "Greg Hull"]);
        assert_eq!(report.neighbours[2].shared[0].label, "Salt Forum");
    }

    #[test]
    fn named_in_one_article_is_shown_by_the_name() {
        let (dataset, schema) = (two_forums(), crate::knowledge::built_in().schema.clone());
        let options = Options { by: By::Article, ..Options::default() };
        let network = Network::build(&dataset, &schema, &options);
        let eve = dataset.find("person/eve-fox").unwrap();
        let [a1, a2] = network.contexts_of(eve)[..] else { panic!("two articles name her") };
        assert_eq!(a1.evidence(&dataset, &schema, &options, eve)[0].text, "Eve Fox");
        assert_eq!(a2.report(&dataset).iri, "https://w3id.org/plenary/id/article/a2");
    }
}
