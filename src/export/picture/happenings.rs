//! Which events can be drawn: when, where, with how many people?

use crate::{
    export::Input,
    knowledge::Role,
    model::{EntityIdx, Kind, Literal, Object, PartialDate, Rank, Statement},
    network::{Context, Filter, Network, Options},
};

/// An event with what a picture shows of it.
pub(super) struct Happening {
    pub(super) event: EntityIdx,
    pub(super) label: String,
    /// First day, at the precision that is known.
    pub(super) start: Option<PartialDate>,
    /// Last day, if it is told and later.
    pub(super) end: Option<PartialDate>,
    /// Where it was held, the first by name if there are several.
    pub(super) place: Option<String>,
    /// How many people are known there.
    pub(super) people: usize,
    /// All that is said of it is announced.
    pub(super) announced: bool,
}

impl Happening {
    /// Date and place, in words.
    pub(super) fn note(&self) -> String {
        let date = match (self.start, self.end) {
            (Some(start), Some(end)) => Some(format!("{start} to {end}")),
            (Some(start), None) => Some(start.to_string()),
            (None, _) => None,
        };
        let people = format!("{} people", self.people);
        let parts: Vec<String> =
            [Some(self.label.clone()), date, self.place.clone(), Some(people)].into_iter().flatten().collect();
        if self.announced { format!("{} · announced", parts.join(" · ")) } else { parts.join(" · ") }
    }
}

/// Every event, by date, then by path; those without a date last.
pub(super) fn happenings(input: &Input<'_>) -> Vec<Happening> {
    let (dataset, schema) = (input.dataset, &input.knowledge.schema);
    let options = Options { filter: Filter::with_planned(), ..Options::default() };
    let network = Network::build(dataset, schema, &options);
    let mut about: Vec<Vec<&Statement>> = vec![Vec::new(); dataset.entities.len()];
    for statement in dataset.statements.iter().filter(|statement| statement.is_asserted()) {
        about[statement.subject.0 as usize].push(statement);
        if let Object::Entity(object) = statement.object {
            about[object.0 as usize].push(statement);
        }
    }
    let told = |event: EntityIdx, role: Role| {
        let name = schema.name(role);
        let own = about[event.0 as usize].iter().filter(move |s| s.subject == event && s.relation == name);
        own.filter(|statement| statement.rank != Rank::Outranked).map(|statement| &statement.object)
    };
    let dates = |event, role| {
        told(event, role).filter_map(|object| match object {
            Object::Literal(Literal::Date(date)) => Some(*date),
            _ => None,
        })
    };
    let mut found: Vec<Happening> = dataset
        .entities()
        .filter(|(_, entity)| entity.kind == Kind::Event)
        .map(|(event, entity)| {
            let start = dates(event, Role::Start).min_by_key(|date| (date.day.is_none(), date.month.is_none(), *date));
            let said = &about[event.0 as usize];
            Happening {
                event,
                label: entity.label.clone(),
                start,
                end: dates(event, Role::End).max().filter(|end| start.is_some_and(|start| *end > start)),
                place: told(event, Role::Place).filter_map(Object::entity).map(|p| dataset.entity(p).label.clone()).min(),
                people: network.members(Context::Event(event)).len(),
                announced: !said.is_empty() && said.iter().all(|statement| statement.is_only_planned()),
            }
        })
        .collect();
    found.sort_by_key(|one| (one.start.is_none(), one.start, one.event));
    found
}
