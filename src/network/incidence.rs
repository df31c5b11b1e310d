//! Who was where? People (or organizations) against the events, articles or quotes that they share.
//!
//! The lists of who was at each event say all that the network of who appears with whom says, in far less space: an event of
//! two hundred is one list of two hundred names and twenty thousand ties. What can be computed on the lists is.

use std::collections::BTreeSet;

use serde::Serialize;

use super::rows::Rows;
use crate::{
    knowledge::{Role, Schema},
    model::{ArticleIdx, Claim, Dataset, EntityIdx, Kind, Object, Span, Stance, Statement},
};

/// What two people must share to be tied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Presence at one event. Organizations are there as hosts, supporters or participants. A series is no event.
    #[default]
    Event,
    /// Being named in one article, whatever it says of them.
    Article,
    /// Being named inside one quote that an asserted statement rests on: a sentence, or a few that belong together.
    Sentence,
}

impl By {
    /// All ways, in the order used for output.
    pub const ALL: [Self; 3] = [Self::Event, Self::Article, Self::Sentence];

    /// The word used on the command line and in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Article => "article",
            Self::Sentence => "sentence",
        }
    }
}

/// What is read from a dataset to build a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// What two nodes must share.
    pub by: By,
    /// Kinds of node.
    pub kinds: BTreeSet<Kind>,
    /// What one shared event adds to a tie.
    pub weight: super::Weighting,
    /// Count also what is only announced. Without it a statement needs an article that puts it forward as having happened.
    pub planned: bool,
    /// Ties below this weight are left out; 0 keeps all.
    pub min_weight: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            by: By::default(),
            kinds: BTreeSet::from([Kind::Person]),
            weight: super::Weighting::default(),
            planned: false,
            min_weight: 0.0,
        }
    }
}

/// Something that two nodes can share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Context {
    /// An event where both were.
    Event(EntityIdx),
    /// An article that names both.
    Article(ArticleIdx),
    /// Quoted words of an article that name both.
    Quote(ArticleIdx, Span),
}

impl Context {
    /// The event, if it is one.
    #[must_use]
    pub fn event(self) -> Option<EntityIdx> {
        match self {
            Self::Event(event) => Some(event),
            Self::Article(_) | Self::Quote(..) => None,
        }
    }
}

/// One line of the attendance list: `member` was at `context`, as `article` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Membership {
    /// What is shared.
    pub context: Context,
    /// Who shares it.
    pub member: EntityIdx,
    /// The article that says so.
    pub article: ArticleIdx,
}

/// Who was where, both ways round, in numbers: node `i` is the `i`-th entity in order of path, contexts likewise in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incidence {
    pub(super) nodes: Vec<EntityIdx>,
    pub(super) contexts: Vec<Context>,
    /// Context to its nodes.
    pub(super) members: Rows,
    /// Node to its contexts.
    pub(super) memberships: Rows,
    /// Context to the articles that tell of it.
    pub(super) sources: Rows,
}

impl Incidence {
    /// Reads who was where from a dataset; only what articles assert counts, by the stance of each claim.
    #[must_use]
    pub fn build(dataset: &Dataset, schema: &Schema, options: &Options) -> Self {
        Self::from_rows(match options.by {
            By::Event => by_event(dataset, schema, options),
            By::Article => by_article(dataset, options),
            By::Sentence => by_quote(dataset, options),
        })
    }

    /// The incidence whose lines are given, in any order; doubles are dropped.
    #[must_use]
    pub fn from_rows(mut rows: Vec<Membership>) -> Self {
        rows.sort_unstable();
        rows.dedup();
        let nodes: Vec<_> = rows.iter().map(|row| row.member).collect::<BTreeSet<_>>().into_iter().collect();
        let contexts: Vec<_> = rows.iter().map(|row| row.context).collect::<BTreeSet<_>>().into_iter().collect();
        let position = |row: &Membership| contexts.binary_search(&row.context).map_or(0, number);
        let node = |row: &Membership| nodes.binary_search(&row.member).map_or(0, number);
        let members = Rows::from_sorted_pairs(contexts.len(), rows.iter().map(|row| (position(row), node(row))));
        let mut told: Vec<_> = rows.iter().map(|row| (position(row), row.article.0)).collect();
        told.sort_unstable();
        let sources = Rows::from_sorted_pairs(contexts.len(), told);
        let memberships = members.transposed(nodes.len());
        Self { nodes, contexts, members, memberships, sources }
    }

    /// The incidence of plain lists, for data that no dataset stands behind: list `i` are the people of event `i`, told by
    /// numbers of their own. All is said to stand in article 0.
    ///
    /// ```
    /// let incidence = plenary::network::Incidence::from_lists([vec![7, 3], vec![3]]);
    /// assert_eq!((incidence.nodes().len(), incidence.contexts().len()), (2, 2));
    /// ```
    #[must_use]
    pub fn from_lists<L: IntoIterator<Item = u32>>(lists: impl IntoIterator<Item = L>) -> Self {
        let mut rows = Vec::new();
        for (list, idx) in lists.into_iter().zip(0..) {
            let context = Context::Event(EntityIdx(idx));
            rows.extend(list.into_iter().map(|p| Membership { context, member: EntityIdx(p), article: ArticleIdx(0) }));
        }
        Self::from_rows(rows)
    }

    /// The nodes, in order of path. One who was anywhere is a node, even if nobody else is known to have been there.
    #[must_use]
    pub fn nodes(&self) -> &[EntityIdx] {
        &self.nodes
    }

    /// What is shared, in order.
    #[must_use]
    pub fn contexts(&self) -> &[Context] {
        &self.contexts
    }

    /// Number of memberships: who was where, each pair once.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.n_items()
    }

    /// Whether nobody was anywhere.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Only the nodes for which `keep` holds, and the contexts that still have one; `weights` go along with their contexts.
    pub(super) fn restricted(&self, weights: &[f64], keep: impl Fn(u32) -> bool) -> (Self, Vec<f64>) {
        let mut renamed = vec![0; self.nodes.len()];
        let mut part = Self::default();
        for (&entity, node) in self.nodes.iter().zip(0..) {
            if keep(node) {
                renamed[node as usize] = number(part.nodes.len());
                part.nodes.push(entity);
            }
        }
        let mut kept_weights = Vec::new();
        for (c, list) in self.members.iter().enumerate() {
            if list.iter().any(|&node| keep(node)) {
                part.members.push(list.iter().filter(|&&node| keep(node)).map(|&node| renamed[node as usize]));
                part.sources.push(self.sources.row(c).iter().copied());
                part.contexts.push(self.contexts[c]);
                kept_weights.push(weights[c]);
            }
        }
        part.memberships = part.members.transposed(part.nodes.len());
        (part, kept_weights)
    }
}

/// A position as a number of 32 bits. Nodes and contexts are entities, of which there are fewer than `2^32`.
pub(super) fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Whether a claim is used: it asserts, and it is no announcement unless those are wanted.
pub(super) fn counts(claim: &Claim, options: &Options) -> bool {
    claim.stance.is_asserted() && (options.planned || claim.stance == Stance::Reported)
}

/// Whether a statement means that its subject, of this kind, was at its object.
pub(super) fn is_there(schema: &Schema, kind: Kind, statement: &Statement) -> bool {
    let part = || matches!(schema.role_of(&statement.relation), Some(Role::Host | Role::Support | Role::Participation));
    schema.is_presence(&statement.relation) || (kind != Kind::Person && part())
}

fn by_event(dataset: &Dataset, schema: &Schema, options: &Options) -> Vec<Membership> {
    let mut rows = Vec::new();
    for statement in &dataset.statements {
        let kind = dataset.entity(statement.subject).kind;
        let Object::Entity(event) = statement.object else { continue };
        let event_kind = dataset.entity(event).kind;
        if event_kind != Kind::Event || !options.kinds.contains(&kind) || !is_there(schema, kind, statement) {
            continue;
        }
        for claim in statement.claims.iter().filter(|claim| counts(claim, options)) {
            rows.push(Membership { context: Context::Event(event), member: statement.subject, article: claim.article });
        }
    }
    rows
}

fn by_article(dataset: &Dataset, options: &Options) -> Vec<Membership> {
    let named = dataset.entities().filter(|(_, entity)| options.kinds.contains(&entity.kind));
    named
        .flat_map(|(member, entity)| entity.mentions.iter().map(move |mention| (member, mention.article)))
        .map(|(member, article)| Membership { context: Context::Article(article), member, article })
        .collect()
}

fn by_quote(dataset: &Dataset, options: &Options) -> Vec<Membership> {
    let quotes = widest_quotes(dataset, options);
    let mut rows = Vec::new();
    for (member, entity) in dataset.entities().filter(|(_, entity)| options.kinds.contains(&entity.kind)) {
        for mention in &entity.mentions {
            let spans = &quotes[mention.article.0 as usize];
            // None contains another, so ends are sorted too.
            let first = spans.partition_point(|span| span.end < mention.span.end);
            for &span in spans[first..].iter().take_while(|span| span.start <= mention.span.start) {
                rows.push(Membership { context: Context::Quote(mention.article, span), member, article: mention.article });
            }
        }
    }
    rows
}

/// By article the quotes of its claims, sorted. A quote inside a wider one is left out: it would count its people twice.
fn widest_quotes(dataset: &Dataset, options: &Options) -> Vec<Vec<Span>> {
    let mut quotes = vec![Vec::new(); dataset.articles.len()];
    for claim in dataset.statements.iter().flat_map(|s| &s.claims).filter(|claim| counts(claim, options)) {
        quotes[claim.article.0 as usize].push(claim.quote);
    }
    for spans in &mut quotes {
        spans.sort_unstable_by_key(|span| (span.start, usize::MAX - span.end));
        let mut end = None;
        spans.retain(|span| {
            let wider = end.is_none_or(|end| span.end > end);
            if wider {
                end = Some(span.end);
            }
            wider
        });
    }
    quotes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture::{Fixture, two_forums};

    /// The incidence as lines `context: member member`, with labels.
    fn check(dataset: &Dataset, options: &Options, expected: &[&str]) {
        let schema = crate::knowledge::built_in().schema.clone();
        let incidence = Incidence::build(dataset, &schema, options);
        let label = |entity: EntityIdx| dataset.entity(entity).label.clone();
        let lines: Vec<String> = incidence
            .contexts()
            .iter()
            .enumerate()
            .map(|(c, context)| {
                let name = match *context {
                    Context::Event(event) => label(event),
                    Context::Article(article) => dataset.article(article).id.clone(),
                    Context::Quote(article, span) => span.of(&dataset.article(article).text).to_owned(),
                };
                let members = incidence.members.row(c).iter().map(|&node| label(incidence.nodes[node as usize]));
                format!("{name}: {}", members.collect::<Vec<_>>().join(", "))
            })
            .collect();
        assert_eq!(lines, expected);
    }

    fn options(by: By, kinds: &[Kind]) -> Options {
        Options { by, kinds: kinds.iter().copied().collect(), ..Options::default() }
    }

    /// A dinner where all depends on the stance, told twice.
    fn dinner() -> Dataset {
        let stance = |stance| move |claim: &mut Claim| claim.stance = stance;
        Fixture::default()
            .article(
                "d1",
                "en",
                "Ann came. Bob will come. Cid stayed away. Dan may come. Ann and Bob met. They met in Rome. The Club invited.",
            )
            .article("d2", "en", "Bob was there.")
            .entity(Kind::Event, "event/dinner", &["Dinner"])
            .entity(Kind::EventSeries, "series/dinners", &["Dinners"])
            .entity(Kind::Person, "person/ann", &["Ann"])
            .entity(Kind::Person, "person/bob", &["Bob"])
            .entity(Kind::Person, "person/cid", &["Cid"])
            .entity(Kind::Person, "person/dan", &["Dan"])
            .entity(Kind::Organization, "organization/club", &["Club"])
            .claim("d1", "person/ann", "chaired", "event/dinner", None, "Ann came.")
            .claim_with("d1", "person/bob", "attended", "event/dinner", "Bob will come.", stance(Stance::Planned))
            .claim_with("d1", "person/cid", "attended", "event/dinner", "Cid stayed away.", stance(Stance::Denied))
            .claim_with("d1", "person/dan", "attended", "event/dinner", "Dan may come.", stance(Stance::Hypothetical))
            .claim("d1", "person/ann", "spokeAt", "series/dinners", None, "Ann and Bob met.")
            .claim("d1", "person/bob", "spokeAt", "series/dinners", None, "Ann and Bob met. They met in Rome.")
            .claim("d1", "organization/club", "hosted", "event/dinner", None, "The Club invited.")
            .build()
    }

    #[test]
    fn presence_in_any_role_ties_people_to_events() {
        let expected = ["Harbour Forum 2021: Ada Bell, Carl Dorn, Eve Fox", "Salt Forum: Eve Fox, Greg Hull"];
        check(&two_forums(), &Options::default(), &expected);
    }

    #[test]
    fn hosts_tie_organizations_to_events_but_people_must_be_there() {
        check(&two_forums(), &options(By::Event, &[Kind::Organization]), &["Salt Forum: Acme Labs"]);
        let both = ["Harbour Forum 2021: Ada Bell, Carl Dorn, Eve Fox", "Salt Forum: Acme Labs, Eve Fox, Greg Hull"];
        check(&two_forums(), &options(By::Event, &[Kind::Person, Kind::Organization]), &both);
        check(&two_forums(), &options(By::Event, &[]), &[]);
    }

    #[test]
    fn only_what_happened_counts_unless_announcements_are_wanted() {
        check(&dinner(), &Options::default(), &["Dinner: Ann"]);
        check(&dinner(), &Options { planned: true, ..Options::default() }, &["Dinner: Ann, Bob"]);
    }

    #[test]
    fn articles_and_quotes_tie_those_whom_they_name() {
        let by_article = ["a1: Ada Bell, Carl Dorn, Eve Fox", "a2: Eve Fox, Greg Hull"];
        check(&two_forums(), &options(By::Article, &[Kind::Person]), &by_article);
        check(&dinner(), &options(By::Article, &[Kind::Person]), &["d1: Ann, Bob, Cid, Dan", "d2: Bob"]);
        let quotes = ["Ann came.: Ann", "Ann and Bob met. They met in Rome.: Ann, Bob"];
        check(&dinner(), &options(By::Sentence, &[Kind::Person]), &quotes);
        let organizations = ["Carl Dorn of Acme Labs attended.: Acme Labs", "Acme Labs was the host.: Acme Labs"];
        check(&two_forums(), &options(By::Sentence, &[Kind::Organization]), &organizations);
    }

    #[test]
    fn sources_are_the_articles_that_tell_of_a_context() {
        let dataset = two_forums();
        let schema = crate::knowledge::built_in().schema.clone();
        let incidence = Incidence::build(&dataset, &schema, &Options::default());
        assert_eq!(incidence.sources.iter().map(<[u32]>::to_vec).collect::<Vec<_>>(), [vec![0], vec![1]]);
    }

    #[test]
    fn a_part_keeps_weights_and_order() {
        let incidence = Incidence::from_lists([vec![1, 2, 3], vec![2], vec![3, 4]]);
        let (part, weights) = incidence.restricted(&[0.5, 0.0, 1.0], |node| node != 1);
        assert_eq!(part.nodes, [EntityIdx(1), EntityIdx(3), EntityIdx(4)]);
        assert_eq!(part.contexts, [Context::Event(EntityIdx(0)), Context::Event(EntityIdx(2))]);
        assert_eq!(part.members.iter().collect::<Vec<_>>(), [[0, 1], [1, 2]]);
        assert_eq!(weights, [0.5, 1.0]);
    }
}
