//! Who was where? People (or organizations) against the events, articles or quotes that they share.
//!
//! The lists of who was at each event say all that the network of who appears with whom says, in far less space: an event of
//! two hundred is one list of two hundred names and twenty thousand ties. What can be computed on the lists is.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{filter::Filter, kernel::number, rows::Rows};
use crate::{
    knowledge::{Role, Schema},
    model::{ArticleIdx, Claim, Dataset, EntityIdx, Kind, Object, Span, Statement},
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
    /// Whether the nodes are the events themselves, tied by whom they share; `kinds` says who counts.
    pub events: bool,
    /// What is looked at.
    pub filter: Filter,
    /// Ties below this weight are left out; 0 keeps all.
    pub min_weight: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            by: By::default(),
            kinds: BTreeSet::from([Kind::Person]),
            weight: super::Weighting::default(),
            events: false,
            filter: Filter::default(),
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
    /// Someone who was at both events.
    Guest(EntityIdx),
    /// A tie that was given as such; see [`super::Network::from_ties`].
    Tie(EntityIdx, EntityIdx),
}

impl Context {
    /// The event, if it is one.
    #[must_use]
    pub fn event(self) -> Option<EntityIdx> {
        match self {
            Self::Event(event) => Some(event),
            Self::Article(_) | Self::Quote(..) | Self::Guest(_) | Self::Tie(..) => None,
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
    /// Number of independent sources of each context: outlets, or articles where the outlet is not known.
    pub(super) n_sources: Vec<u32>,
}

impl Incidence {
    /// Reads who was where from a dataset; only what articles assert counts, by the stance of each claim.
    #[must_use]
    pub fn build(dataset: &Dataset, schema: &Schema, options: &Options) -> Self {
        let events = options.filter.events(dataset, schema);
        let scope = Scope { dataset, schema, options, events: events.as_ref() };
        let rows = match options.by {
            _ if options.events => scope.by_event().into_iter().filter_map(turned).collect(),
            By::Event => scope.by_event(),
            By::Article => scope.by_article(),
            By::Sentence => scope.by_quote(),
        };
        let mut incidence = Self::from_rows(rows);
        let outlet = |&article: &u32| {
            let article = dataset.article(ArticleIdx(article));
            article.outlet.as_deref().unwrap_or(&article.id)
        };
        incidence.n_sources =
            incidence.sources.iter().map(|articles| number(articles.iter().map(outlet).collect::<BTreeSet<_>>().len())).collect();
        incidence
    }

    /// The incidence whose lines are given, in any order; doubles are dropped.
    #[must_use]
    pub fn from_rows(mut rows: Vec<Membership>) -> Self {
        rows.sort_unstable();
        rows.dedup();
        let mut nodes: Vec<_> = rows.iter().map(|row| row.member).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let mut contexts: Vec<_> = rows.iter().map(|row| row.context).collect();
        contexts.dedup();
        let position = |row: &Membership| contexts.binary_search(&row.context).map_or(0, number);
        let node = |row: &Membership| nodes.binary_search(&row.member).map_or(0, number);
        let members = Rows::from_sorted_pairs(contexts.len(), rows.iter().map(|row| (position(row), node(row))));
        let mut told: Vec<_> = rows.iter().map(|row| (position(row), row.article.0)).collect();
        told.sort_unstable();
        let sources = Rows::from_sorted_pairs(contexts.len(), told);
        let memberships = members.transposed(nodes.len());
        let n_sources = sources.iter().map(|articles| number(articles.len())).collect();
        Self { nodes, contexts, members, memberships, sources, n_sources }
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

    /// Only the contexts, by position, for which `keep` holds, and the nodes that are still anywhere; `weights` go along.
    pub(super) fn at(&self, weights: &[f64], keep: impl Fn(usize) -> bool) -> (Self, Vec<f64>) {
        let kept: Vec<usize> = (0..self.contexts.len()).filter(|&c| keep(c)).collect();
        let mut is_there = vec![false; self.nodes.len()];
        for &node in kept.iter().flat_map(|&c| self.members.row(c)) {
            is_there[node as usize] = true;
        }
        let mut renamed = vec![0; self.nodes.len()];
        let mut part = Self::default();
        for (node, &entity) in self.nodes.iter().enumerate().filter(|&(node, _)| is_there[node]) {
            renamed[node] = number(part.nodes.len());
            part.nodes.push(entity);
        }
        for &c in &kept {
            part.members.push(self.members.row(c).iter().map(|&node| renamed[node as usize]));
            part.sources.push(self.sources.row(c).iter().copied());
            part.contexts.push(self.contexts[c]);
            part.n_sources.push(self.n_sources[c]);
        }
        part.memberships = part.members.transposed(part.nodes.len());
        (part, kept.iter().map(|&c| weights[c]).collect())
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
                part.n_sources.push(self.n_sources[c]);
                kept_weights.push(weights[c]);
            }
        }
        part.memberships = part.members.transposed(part.nodes.len());
        (part, kept_weights)
    }
}

/// Whether a statement means that its subject, of this kind, was at its object.
pub(super) fn is_there(schema: &Schema, kind: Kind, statement: &Statement) -> bool {
    let part = || matches!(schema.role_of(&statement.relation), Some(Role::Host | Role::Support | Role::Participation));
    schema.is_presence(&statement.relation) || (kind != Kind::Person && part())
}

/// The same line with the event as the member and its guest as what is shared.
fn turned(row: Membership) -> Option<Membership> {
    row.context.event().map(|event| Membership { context: Context::Guest(row.member), member: event, article: row.article })
}

/// What is read, and what of it counts.
struct Scope<'a> {
    dataset: &'a Dataset,
    schema: &'a Schema,
    options: &'a Options,
    events: Option<&'a BTreeSet<EntityIdx>>,
}

impl Scope<'_> {
    fn event_counts(&self, event: EntityIdx) -> bool {
        self.events.is_none_or(|events| events.contains(&event))
    }

    fn claims<'s>(&'s self, statement: &'s Statement) -> impl Iterator<Item = &'s Claim> {
        statement.claims.iter().filter(|claim| self.options.filter.claim(self.dataset, claim))
    }

    fn by_event(&self) -> Vec<Membership> {
        let mut rows = Vec::new();
        for statement in &self.dataset.statements {
            let kind = self.dataset.entity(statement.subject).kind;
            let Object::Entity(event) = statement.object else { continue };
            let is_event = self.dataset.entity(event).kind == Kind::Event && self.event_counts(event);
            if !is_event || !self.options.kinds.contains(&kind) || !is_there(self.schema, kind, statement) {
                continue;
            }
            for claim in self.claims(statement) {
                rows.push(Membership { context: Context::Event(event), member: statement.subject, article: claim.article });
            }
        }
        rows
    }

    /// By article whether it counts: by language, and if events are told apart, whether it tells of one that counts.
    fn articles(&self) -> Vec<bool> {
        let filter = &self.options.filter;
        let Some(events) = self.events else {
            return self.dataset.articles.iter().map(|article| filter.article(article)).collect();
        };
        let mut counts = vec![false; self.dataset.articles.len()];
        for statement in &self.dataset.statements {
            if events.contains(&statement.subject) || statement.object.entity().is_some_and(|event| events.contains(&event)) {
                for claim in self.claims(statement) {
                    counts[claim.article.0 as usize] = true;
                }
            }
        }
        counts
    }

    fn by_article(&self) -> Vec<Membership> {
        let counts = self.articles();
        let named = self.dataset.entities().filter(|(_, entity)| self.options.kinds.contains(&entity.kind));
        named
            .flat_map(|(member, entity)| entity.mentions.iter().map(move |mention| (member, mention.article)))
            .filter(|(_, article)| counts[article.0 as usize])
            .map(|(member, article)| Membership { context: Context::Article(article), member, article })
            .collect()
    }

    fn by_quote(&self) -> Vec<Membership> {
        let quotes = self.widest_quotes();
        let mut rows = Vec::new();
        for (member, entity) in self.dataset.entities().filter(|(_, entity)| self.options.kinds.contains(&entity.kind)) {
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
    fn widest_quotes(&self) -> Vec<Vec<Span>> {
        let counts = self.articles();
        let mut quotes = vec![Vec::new(); self.dataset.articles.len()];
        for claim in self.dataset.statements.iter().flat_map(|statement| self.claims(statement)) {
            if counts[claim.article.0 as usize] {
                quotes[claim.article.0 as usize].push(claim.quote);
            }
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Stance,
        fixture::{Fixture, two_forums},
    };

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
                    Context::Guest(guest) | Context::Tie(guest, _) => label(guest),
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
        check(&dinner(), &Options { filter: Filter::with_planned(), ..Options::default() }, &["Dinner: Ann, Bob"]);
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

    fn filtered(filter: Filter) -> Options {
        Options { filter, ..Options::default() }
    }

    #[test]
    fn filters_leave_out_what_is_not_asked_for() {
        let dataset = two_forums();
        let harbour = ["Harbour Forum 2021: Ada Bell, Carl Dorn, Eve Fox"];
        let salt = ["Salt Forum: Eve Fox, Greg Hull"];
        let day = |text: &str| Some(text.parse().unwrap());
        check(&dataset, &filtered(Filter { from: day("2020"), ..Filter::default() }), &harbour);
        check(&dataset, &filtered(Filter { from: day("2019-06-04"), to: day("2019"), ..Filter::default() }), &salt);
        check(&dataset, &filtered(Filter { from: day("2019-06-05"), to: day("2020-12"), ..Filter::default() }), &[]);
        let find = |path: &str| BTreeSet::from([dataset.find(path).unwrap()]);
        check(&dataset, &filtered(Filter { hosts: find("organization/acme-labs"), ..Filter::default() }), &salt);
        check(&dataset, &filtered(Filter { places: find("place/ostia"), ..Filter::default() }), &[harbour[0], salt[0]]);
        check(&dataset, &filtered(Filter { languages: BTreeSet::from(["id".to_owned()]), ..Filter::default() }), &[]);
        check(&dataset, &filtered(Filter { confidence: 2.0, ..Filter::default() }), &[]);
        let by_article = Options { by: By::Article, ..filtered(Filter { to: day("2019"), ..Filter::default() }) };
        check(&dataset, &by_article, &["a2: Eve Fox, Greg Hull"]);
    }

    #[test]
    fn events_are_tied_by_their_guests() {
        let options = Options { events: true, ..Options::default() };
        let expected = [
            "Ada Bell: Harbour Forum 2021",
            "Carl Dorn: Harbour Forum 2021",
            "Eve Fox: Harbour Forum 2021, Salt Forum",
            "Greg Hull: Salt Forum",
        ];
        check(&two_forums(), &options, &expected);
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
