//! Which part of the knowledge is exported, and what is left out? By query, people and steps from them, places, dates, weight, rank.
//!
//! A subset is a dataset of its own, so that every format can hold it; what was left out is told in the file where its format has
//! a place for that, and always in the report.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    knowledge::Schema,
    model::{ArticleIdx, Copy, Dataset, Doubt, Entity, EntityIdx, FormerPath, Join, Kind, Object, Statement},
    network::{Filter, Measure, Network, Options, ranking},
};

/// What is wanted; every condition that is given must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// People, or anything else, around whom everything is taken.
    pub around: Vec<EntityIdx>,
    /// How many statements away from these something may be: 1 are their events and bodies, 2 are those who were there too. No
    /// step leads on from a place, or one country would join everybody. If not given: 2, and 1 from what is `listed`.
    pub hops: Option<usize>,
    /// Events that count, by date and place, with all that is directly connected to them.
    pub filter: Filter,
    /// A list of entities from which everything is taken, if there is one.
    pub listed: Option<BTreeSet<EntityIdx>>,
    /// Least weight of an edge; outside networks the least number of independent articles that support a statement.
    pub min_weight: f64,
    /// Only so many people, those who appear with the most others, and what is connected to them or to their events.
    pub top: Option<usize>,
}

/// What a file that holds a subset tells of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subset {
    /// The conditions, as the user wrote them.
    pub words: Vec<String>,
    /// What was left out: (what, how many, of how many).
    pub left_out: Vec<(&'static str, usize, usize)>,
    /// Least weight of an edge, for formats that are networks.
    pub min_weight: f64,
}

impl Subset {
    /// What was asked for and what was left out, as a sentence on one line.
    #[must_use]
    pub fn description(&self) -> String {
        let part = |(what, count, all): &(&str, usize, usize)| format!("{count} of {all} {what}");
        let left_out: Vec<String> = self.left_out.iter().map(part).collect();
        let words = self.words.join("; ").replace(char::is_control, " ");
        format!("This is a subset ({words}), left out: {}.", left_out.join(", "))
    }
}

/// The part of a dataset that is wanted. With `by_statement`, weak statements are left out; networks leave out weak edges instead.
#[must_use]
pub fn subset(dataset: &Dataset, schema: &Schema, wanted: &Wanted, words: Vec<String>, by_statement: bool) -> (Dataset, Subset) {
    let mut chosen = Chosen { dataset, schema, wanted, is_in: vec![true; dataset.entities.len()] };
    chosen.at_events();
    chosen.listed();
    chosen.around();
    chosen.top();
    let least = if by_statement { wanted.min_weight } else { 0.0 };
    let part = chosen.part(least);
    let count = |what, all: usize, kept: usize| (what, all - kept, all);
    let left_out = vec![
        count("entities", dataset.entities.len(), part.entities.len()),
        count("statements", dataset.statements.len(), part.statements.len()),
        count("articles", dataset.articles.len(), part.articles.len()),
    ];
    (part, Subset { words, left_out, min_weight: wanted.min_weight })
}

struct Chosen<'a> {
    dataset: &'a Dataset,
    schema: &'a Schema,
    wanted: &'a Wanted,
    is_in: Vec<bool>,
}

impl Chosen<'_> {
    fn holds(&self, idx: EntityIdx) -> bool {
        self.is_in[idx.0 as usize]
    }

    /// Only these.
    fn keep(&mut self, kept: &BTreeSet<EntityIdx>) {
        for (is_in, idx) in self.is_in.iter_mut().zip(0..) {
            *is_in &= kept.contains(&EntityIdx(idx));
        }
    }

    /// The asserted statements between two entities that are still in, as ends.
    fn links(&self) -> impl Iterator<Item = (EntityIdx, EntityIdx)> {
        let asserted = self.dataset.statements.iter().filter(|statement| statement.is_asserted());
        let ends = asserted.filter_map(|statement| Some((statement.subject, statement.object.entity()?)));
        ends.filter(|&(subject, object)| subject != object && self.holds(subject) && self.holds(object))
    }

    fn kind(&self, idx: EntityIdx) -> Kind {
        self.dataset.entity(idx).kind
    }

    /// Events in time and place, and what is connected to them.
    fn at_events(&mut self) {
        let Some(events) = self.wanted.filter.events(self.dataset, self.schema) else { return };
        let events: BTreeSet<_> = events.into_iter().filter(|&event| self.kind(event) == Kind::Event).collect();
        let mut kept = events.clone();
        for (subject, object) in self.links() {
            if events.contains(&subject) || events.contains(&object) {
                kept.extend([subject, object]);
            }
        }
        kept.retain(|&idx| self.kind(idx) != Kind::Event || events.contains(&idx));
        self.keep(&kept);
    }

    fn listed(&mut self) {
        if let Some(listed) = &self.wanted.listed {
            self.keep(&self.within(listed.iter().copied(), self.wanted.hops.unwrap_or(1)));
        }
    }

    fn around(&mut self) {
        if !self.wanted.around.is_empty() {
            self.keep(&self.within(self.wanted.around.iter().copied(), self.wanted.hops.unwrap_or(2)));
        }
    }

    /// What is within some steps.
    fn within(&self, from: impl Iterator<Item = EntityIdx>, hops: usize) -> BTreeSet<EntityIdx> {
        let mut neighbours: BTreeMap<EntityIdx, Vec<EntityIdx>> = BTreeMap::new();
        for (a, b) in self.links() {
            neighbours.entry(a).or_default().push(b);
            neighbours.entry(b).or_default().push(a);
        }
        let mut kept: BTreeSet<EntityIdx> = from.filter(|&idx| self.holds(idx)).collect();
        let mut edge: Vec<EntityIdx> = kept.iter().copied().collect();
        for step in 0..hops {
            let open = edge.iter().filter(|&&idx| step == 0 || self.kind(idx) != Kind::Place);
            let next: BTreeSet<_> = open.filter_map(|idx| neighbours.get(idx)).flatten().copied().collect();
            edge = next.into_iter().filter(|&idx| kept.insert(idx)).collect();
        }
        kept
    }

    /// The people with the most others, their events and bodies, and what is connected to their events.
    fn top(&mut self) {
        let (Some(top), Some(degree)) = (self.wanted.top, Measure::named("degree")) else { return };
        let options = Options { filter: self.wanted.filter.clone(), min_weight: self.wanted.min_weight, ..Options::default() };
        let network = Network::build(self.dataset, self.schema, &options).part(|idx| self.holds(idx));
        let people: BTreeSet<_> = ranking(&network, degree, top).into_iter().map(|rank| rank.entity).collect();
        let is_other = |idx: EntityIdx| self.kind(idx) == Kind::Person && !people.contains(&idx);
        let mut kept = people.clone();
        for is_second in [false, true] {
            let from = kept.clone();
            let counts = |idx: &EntityIdx| from.contains(idx) && (!is_second || self.kind(*idx) == Kind::Event);
            for (a, b) in self.links().filter(|(a, b)| counts(a) || counts(b)) {
                kept.extend([a, b].into_iter().filter(|&idx| !is_other(idx)));
            }
        }
        self.keep(&kept);
    }

    /// The dataset of what is in, with statements of at least so many sources.
    fn part(&self, least: f64) -> Dataset {
        let dataset = self.dataset;
        let is_strong = |statement: &&Statement| least <= 0.0 || dataset.n_sources(&statement.claims) as f64 >= least;
        let is_whole = |statement: &&Statement| {
            self.holds(statement.subject) && statement.object.entity().is_none_or(|object| self.holds(object))
        };
        let statements: Vec<&Statement> = dataset.statements.iter().filter(is_whole).filter(is_strong).collect();
        let mut articles: BTreeSet<ArticleIdx> = statements.iter().flat_map(|s| &s.claims).map(|claim| claim.article).collect();
        // What was asked for by name is shown also where no statement is about it.
        let named = self.wanted.around.iter().chain(self.wanted.listed.iter().flatten()).filter(|idx| self.holds(**idx));
        articles.extend(named.flat_map(|&idx| &dataset.entity(idx).mentions).map(|mention| mention.article));
        renumbered(dataset, &statements, &self.is_in, &articles)
    }
}

/// A dataset of its own, in which everything points to where it now stands.
fn renumbered(dataset: &Dataset, statements: &[&Statement], is_in: &[bool], articles: &BTreeSet<ArticleIdx>) -> Dataset {
    let entity_of: BTreeMap<EntityIdx, EntityIdx> =
        dataset.entities().map(|(idx, _)| idx).filter(|idx| is_in[idx.0 as usize]).zip((0..).map(EntityIdx)).collect();
    let article_of: BTreeMap<ArticleIdx, ArticleIdx> = articles.iter().copied().zip((0..).map(ArticleIdx)).collect();
    let entity = |idx: &EntityIdx| {
        let mut entity: Entity = dataset.entity(*idx).clone();
        entity.mentions.retain(|mention| article_of.contains_key(&mention.article));
        entity.mentions.iter_mut().for_each(|mention| mention.article = article_of[&mention.article]);
        entity
    };
    let statement = |statement: &&Statement| {
        let mut statement = (*statement).clone();
        statement.subject = entity_of[&statement.subject];
        if let Object::Entity(object) = &mut statement.object {
            *object = entity_of[object];
        }
        statement.claims.iter_mut().for_each(|claim| claim.article = article_of[&claim.article]);
        statement
    };
    Dataset {
        base: dataset.base.clone(),
        articles: articles.iter().map(|&idx| dataset.article(idx).clone()).collect(),
        entities: entity_of.keys().map(entity).collect(),
        statements: statements.iter().map(statement).collect(),
        joins: joins(dataset, &entity_of, &article_of),
        doubts: doubts(dataset, &entity_of),
        copies: copies(dataset, &article_of),
        former: former(dataset, &entity_of),
    }
}

type EntityMap = BTreeMap<EntityIdx, EntityIdx>;

fn joins(dataset: &Dataset, entity_of: &EntityMap, article_of: &BTreeMap<ArticleIdx, ArticleIdx>) -> Vec<Join> {
    let ids: BTreeSet<&str> = article_of.keys().map(|&idx| dataset.article(idx).id.as_str()).collect();
    let told = dataset.joins.iter().filter(|join| join.because.articles.iter().all(|id| ids.contains(id.as_str())));
    told.filter_map(|join| Some(Join { entity: *entity_of.get(&join.entity)?, ..join.clone() })).collect()
}

fn doubts(dataset: &Dataset, entity_of: &EntityMap) -> Vec<Doubt> {
    let both = |doubt: &Doubt| {
        let [a, b] = doubt.entities;
        Some(Doubt { entities: [*entity_of.get(&a)?, *entity_of.get(&b)?], ..doubt.clone() })
    };
    dataset.doubts.iter().filter_map(both).collect()
}

/// Of several copies whose original is not in, the first stands for it, so that they still count as one source.
fn copies(dataset: &Dataset, article_of: &BTreeMap<ArticleIdx, ArticleIdx>) -> Vec<Copy> {
    let mut first: BTreeMap<ArticleIdx, ArticleIdx> = BTreeMap::new();
    let mut copies = Vec::new();
    for (&old, &new) in article_of {
        match first.get(&dataset.original(old)) {
            Some(&of) => copies.push(Copy { article: new, of }),
            None => drop(first.insert(dataset.original(old), new)),
        }
    }
    copies
}

fn former(dataset: &Dataset, entity_of: &EntityMap) -> Vec<FormerPath> {
    let kept = |former: &FormerPath| Some(FormerPath { entity: *entity_of.get(&former.entity)?, ..former.clone() });
    dataset.former.iter().filter_map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        knowledge::built_in,
        model::{PartialDate, fixture::two_forums},
    };

    #[track_caller]
    fn check(wanted: impl FnOnce(&Dataset) -> Wanted, by_statement: bool) -> (Vec<String>, Subset) {
        let dataset = two_forums();
        let wanted = wanted(&dataset);
        let (part, subset) = subset(&dataset, &built_in().schema, &wanted, vec!["test=1".to_owned()], by_statement);
        assert!(part.entities.is_sorted_by_key(|entity| &entity.path));
        assert!(part.statements.is_sorted_by_key(|s| (s.subject, s.relation.clone(), s.object.clone())));
        for (statement, claim) in part.statements.iter().flat_map(|s| s.claims.iter().map(move |claim| (s, claim))) {
            assert!(!part.quote(claim).is_empty() && (statement.subject.0 as usize) < part.entities.len());
        }
        for entity in &part.entities {
            let words = |m: &crate::model::Mention| m.span.of(&part.article(m.article).text).to_owned();
            assert!(entity.mentions.iter().map(words).all(|text| entity.names.iter().any(|name| name.text == text)));
        }
        // A store can hold it, and gives it back.
        let mut graph = crate::graph::KnowledgeGraph::in_memory().unwrap();
        graph.replace(&part, &built_in().schema, "k").unwrap();
        assert_eq!(graph.dataset(&built_in().schema).unwrap().statements, part.statements);
        (part.entities.into_iter().map(|entity| entity.path).collect(), subset)
    }

    fn find(dataset: &Dataset, path: &str) -> EntityIdx {
        dataset.find(path).unwrap()
    }

    #[test]
    fn everything_is_wanted_if_nothing_is_said() {
        let (paths, subset) = check(|_| Wanted::default(), true);
        assert_eq!(paths.len(), 8);
        assert_eq!(subset.left_out, [("entities", 0, 8), ("statements", 0, 13), ("articles", 0, 2)]);
    }

    #[test]
    fn one_step_is_events_and_bodies_two_are_who_was_there_too() {
        let around = |hops| {
            move |dataset: &Dataset| Wanted {
                around: vec![find(dataset, "person/ada-bell")],
                hops: Some(hops),
                ..Wanted::default()
            }
        };
        assert_eq!(check(around(0), true).0, ["person/ada-bell"]);
        assert_eq!(check(around(1), true).0, ["event/harbour-forum-2021", "person/ada-bell", "place/ostia"]);
        let (paths, subset) = check(around(2), true);
        // Greg Hull, mayor of the same town at another time, is no step from the town away.
        assert_eq!(paths, ["event/harbour-forum-2021", "person/ada-bell", "person/carl-dorn", "person/eve-fox", "place/ostia"]);
        assert_eq!(
            subset.description(),
            "This is a subset (test=1), left out: 3 of 8 entities, 7 of 13 statements, 1 of 2 articles."
        );
    }

    #[test]
    fn events_are_chosen_by_time_with_what_is_connected_to_them() {
        let until = |_: &Dataset| {
            let filter = Filter { to: Some(PartialDate::year(2020)), ..Filter::default() };
            Wanted { filter, ..Wanted::default() }
        };
        assert_eq!(
            check(until, true).0,
            ["event/salt-forum", "organization/acme-labs", "person/eve-fox", "person/greg-hull", "place/ostia"]
        );
    }

    #[test]
    fn a_list_is_taken_with_its_events_or_alone() {
        let listed = |hops| {
            move |dataset: &Dataset| {
                let list = ["person/eve-fox", "event/salt-forum"].map(|path| find(dataset, path));
                Wanted { listed: Some(list.into()), hops, ..Wanted::default() }
            }
        };
        let (paths, subset) = check(listed(Some(0)), true);
        assert_eq!(paths, ["event/salt-forum", "person/eve-fox"]);
        assert_eq!(subset.left_out[1], ("statements", 11, 13));
        let (paths, _) = check(listed(None), true);
        assert!(paths.contains(&"event/harbour-forum-2021".to_owned()) && !paths.contains(&"person/ada-bell".to_owned()));
        // Those near the list and within as many steps of a person.
        let both = |dataset: &Dataset| Wanted { around: vec![find(dataset, "person/greg-hull")], ..listed(Some(1))(dataset) };
        assert_eq!(check(both, true).0, ["event/salt-forum", "person/greg-hull", "place/ostia"]);
    }

    #[test]
    fn the_top_are_those_with_the_most_others() {
        // Eve Fox was at both forums.
        let (paths, _) = check(|_| Wanted { top: Some(1), ..Wanted::default() }, true);
        assert!(paths.contains(&"person/eve-fox".to_owned()) && paths.contains(&"event/salt-forum".to_owned()));
        assert_eq!(paths.iter().filter(|path| path.starts_with("person/")).count(), 1);
    }

    #[test]
    fn weak_statements_are_left_out_but_not_from_networks() {
        let weak = |_: &Dataset| Wanted { min_weight: 2.0, ..Wanted::default() };
        assert_eq!(check(weak, true).1.left_out[1], ("statements", 13, 13));
        assert_eq!(check(weak, false).1.left_out[1], ("statements", 0, 13));
    }
}
