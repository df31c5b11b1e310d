//! Which circles are there, and who joins two of them?

use super::{run::View, save, show};
use crate::{
    cli::context::Context,
    diag::{Error, ErrorKind, Result},
    network::{self, BrokersReport, CommunitiesReport, Cost},
};

pub(super) fn run(view: &View<'_>, context: &mut Context<'_>) -> Result<()> {
    view.announce("finding the circles", Cost::Memberships, context)?;
    let options = view.args.circles();
    let (found, mut report) = view.working.during("finding the circles", || {
        let found = network::communities(view.network, &options);
        let typical = network::typical(view.network, view.dataset, &view.knowledge.schema, &found.members);
        let report = CommunitiesReport::new(view.network, view.dataset, &found, &typical);
        (found, report)
    });
    if let Some([one, other]) = view.args.join.as_deref() {
        let circle = |number: usize| {
            found.members.get(number - 1).ok_or_else(|| {
                let message = format!("there is no circle {number}, only {}", found.members.len());
                Error::new(ErrorKind::NoResult, message).with_hint("plenary network --communities numbers them")
            })
        };
        let brokers = network::brokers(view.network, circle(*one)?, circle(*other)?);
        let names = [*one, *other].map(|number| report.communities[number - 1].name.clone());
        let report = BrokersReport::new(view.network, view.dataset, names, &brokers, view.args.top);
        view.write(&report, &show::brokers_table(&report), context, |context| show::brokers(&report, context))?;
        return show::something(report.brokers.is_empty());
    }
    if !context.json {
        report.communities.truncate(view.args.top);
    }
    view.write(&report, &show::communities_table(&report), context, |context| show::communities(&report, context))?;
    if let Some(name) = &view.args.settings.save {
        save::communities(view, &found.members, name, context)?;
    }
    show::something(report.communities.is_empty())
}
