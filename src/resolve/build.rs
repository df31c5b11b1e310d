//! Clusters to entities, facts to statements.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cluster::Cluster,
    naming::{self, Usage},
};
use crate::{
    knowledge::{Knowledge, Role},
    model::{
        Argument, Article, ArticleFacts, ArticleIdx, Claim, Dataset, Entity, EntityIdx, GeoPoint, Kind, LocalIdx, Mention, Name,
        Object, Statement,
    },
};

/// A statement's key and its claims, while they are gathered.
type Gathered = BTreeMap<(EntityIdx, String, Object), Vec<Claim>>;

/// Puts the dataset together. The articles are sorted by id; facts run in parallel to them.
pub(super) fn dataset(
    base: &str,
    articles: Vec<Article>,
    facts: &[&ArticleFacts],
    clusters: &[Cluster],
    knowledge: &Knowledge,
) -> Dataset {
    let mut entities: Vec<Entity> = clusters.iter().filter_map(|cluster| entity(cluster, facts, knowledge)).collect();
    let keys: Vec<_> =
        clusters.iter().zip(&entities).map(|(cluster, entity)| path_key(cluster, entity, facts, &articles, knowledge)).collect();
    for (entity, path) in entities.iter_mut().zip(naming::paths(&keys)) {
        entity.path = path;
    }
    let series = series_of(clusters, &entities, facts);
    let rank = sort(&mut entities, &series);
    let mut gathered = Gathered::new();
    let owner = owners(clusters, &rank, facts);
    for (article, found) in facts.iter().enumerate() {
        claims(article, found, &owner[article], &mut gathered);
    }
    let dataset = Dataset { base: base.to_owned(), articles, entities, statements: Vec::new() };
    let memberships = memberships(&dataset, clusters, &rank, &series, facts, knowledge);
    gathered.extend(memberships);
    let statements = gathered.into_iter().map(|((subject, relation, object), mut claims)| {
        claims.sort_by(|a, b| {
            (a.article, a.quote, a.trigger, &a.rule, &a.post).cmp(&(b.article, b.quote, b.trigger, &b.rule, &b.post))
        });
        Statement { subject, relation, object, claims }
    });
    let statements = statements.collect();
    Dataset { statements, ..dataset }
}

fn entity(cluster: &Cluster, facts: &[&ArticleFacts], knowledge: &Knowledge) -> Option<Entity> {
    let kind = cluster.kind?;
    let mut usage: BTreeMap<String, Usage> = BTreeMap::new();
    let mut names = BTreeSet::new();
    let mut mentions = Vec::new();
    let mut edition = None;
    let mut unnamed = true;
    let mut place = None;
    for &(article, local) in &cluster.members {
        let entity = facts[article].entity(local);
        let described = entity.event.as_ref().is_some_and(|traits| traits.unnamed);
        unnamed &= described;
        for (position, name) in entity.names.iter().enumerate() {
            let used = usage.entry(name.clone()).or_default();
            used.articles += 1;
            used.first += usize::from(position == 0 && !described);
            names.insert(Name { text: name.clone(), language: facts[article].language.clone() });
        }
        let idx = ArticleIdx(u32::try_from(article).ok()?);
        mentions.extend(entity.mentions.iter().map(|&span| Mention { article: idx, span }));
        edition = edition.or(entity.event.as_ref().and_then(|traits| traits.edition));
        place = place.or_else(|| entity.gazetteer.as_deref().and_then(|key| knowledge.gazetteer.by_key(key)));
    }
    mentions.sort_unstable();
    mentions.dedup();
    let place = place.filter(|_| kind == Kind::Place).map(|idx| knowledge.gazetteer.place(idx));
    let point = place.and_then(|place| place.point).map(|(latitude, longitude)| GeoPoint { latitude, longitude });
    let country = place.and_then(|place| place.country).map(str::to_owned);
    let label = naming::label(&usage);
    Some(Entity {
        path: String::new(),
        kind,
        label,
        names: names.into_iter().collect(),
        mentions,
        edition,
        unnamed: unnamed && kind == Kind::Event,
        point,
        country,
    })
}

/// What the readable part of an IRI is made of, and what tells it from another entity of the same readable name.
fn path_key(
    cluster: &Cluster,
    entity: &Entity,
    facts: &[&ArticleFacts],
    articles: &[Article],
    knowledge: &Knowledge,
) -> (Kind, String, String) {
    let first = cluster.members.first();
    let content = first.map(|&(article, local)| {
        let local = facts[article].entity(local);
        format!("{} {} {:?}", articles[article].id, local.names[0], local.mentions.first())
    });
    let gazetteer = first.and_then(|&(article, local)| facts[article].entity(local).gazetteer.clone());
    let place = gazetteer
        .as_deref()
        .and_then(|key| knowledge.gazetteer.by_key(key))
        .map(|idx| knowledge.gazetteer.place(idx).name.to_owned());
    let key = match entity.kind {
        Kind::Place => place.unwrap_or_else(|| entity.label.clone()),
        Kind::Event => event_key(cluster, entity, facts),
        _ => entity.label.clone(),
    };
    (entity.kind, key, content.unwrap_or_default())
}

/// Series and edition, or series and year, or the label.
fn event_key(cluster: &Cluster, entity: &Entity, facts: &[&ArticleFacts]) -> String {
    let traits = cluster.members.iter().filter_map(|&(article, local)| facts[article].entity(local).event.as_ref());
    let mut series: Vec<&str> = traits.clone().filter_map(|traits| traits.series.as_deref()).collect();
    series.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then(a.cmp(b)));
    let year = traits.filter_map(|traits| traits.year).min();
    match (series.first(), entity.edition, year) {
        (Some(series), Some(edition), _) => format!("{series} {edition}"),
        (Some(series), None, Some(year)) => format!("{series} {year}"),
        (Some(series), None, None) => (*series).to_owned(),
        (None, ..) => entity.label.clone(),
    }
}

/// The series that each cluster is an edition of, by its folded name, if the name of some
/// event of that series has an edition or a year to tell it.
fn series_of(clusters: &[Cluster], entities: &[Entity], facts: &[&ArticleFacts]) -> Vec<Option<String>> {
    let named = |cluster: &Cluster, entity: &Entity| {
        let traits = cluster.members.iter().filter_map(|&(article, local)| facts[article].entity(local).event.as_ref());
        let numbered = entity.edition.is_some() || traits.clone().any(|traits| traits.year.is_some());
        let mut names: Vec<&String> = traits.filter_map(|traits| traits.series.as_ref()).collect();
        names.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then(a.cmp(b)));
        names.first().map(|name| ((*name).clone(), numbered))
    };
    let named: Vec<_> = clusters.iter().zip(entities).map(|(cluster, entity)| named(cluster, entity)).collect();
    let known: BTreeSet<String> =
        named.iter().flatten().filter(|(_, numbered)| *numbered).map(|(name, _)| name.clone()).collect();
    named.into_iter().map(|found| found.map(|(name, _)| name).filter(|name| known.contains(name))).collect()
}

/// Adds a series entity for each name of a series, sorts all by path; the new index of each cluster.
fn sort(entities: &mut Vec<Entity>, series: &[Option<String>]) -> Vec<EntityIdx> {
    let count = entities.len();
    let names: BTreeSet<&String> = series.iter().flatten().collect();
    let keys: Vec<_> = names.iter().map(|name| (Kind::EventSeries, (*name).clone(), (*name).clone())).collect();
    for (name, path) in names.iter().zip(naming::paths(&keys)) {
        let members = series.iter().zip(entities.iter()).filter(|(other, _)| other.as_ref() == Some(*name));
        let language = members.flat_map(|(_, entity)| &entity.names).map(|name| name.language.clone()).min().unwrap_or_default();
        let names = vec![Name { text: (*name).clone(), language }];
        let label = (*name).clone();
        entities.push(Entity {
            path,
            kind: Kind::EventSeries,
            label,
            names,
            mentions: Vec::new(),
            edition: None,
            unnamed: false,
            point: None,
            country: None,
        });
    }
    let mut order: Vec<usize> = (0..entities.len()).collect();
    order.sort_by(|&a, &b| entities[a].path.cmp(&entities[b].path));
    let mut rank = vec![EntityIdx(0); entities.len()];
    for (&old, new) in order.iter().zip(0..) {
        rank[old] = EntityIdx(new);
    }
    entities.sort_by(|a, b| a.path.cmp(&b.path));
    rank.truncate(count);
    rank
}

/// For each article the entity of each of its own.
fn owners(clusters: &[Cluster], rank: &[EntityIdx], facts: &[&ArticleFacts]) -> Vec<Vec<EntityIdx>> {
    let mut owners: Vec<Vec<EntityIdx>> = facts.iter().map(|found| vec![EntityIdx(0); found.entities.len()]).collect();
    for (cluster, &idx) in clusters.iter().zip(rank) {
        for &(article, LocalIdx(local)) in &cluster.members {
            owners[article][local as usize] = idx;
        }
    }
    owners
}

fn claims(article: usize, found: &ArticleFacts, owner: &[EntityIdx], gathered: &mut Gathered) {
    let Ok(article) = u32::try_from(article).map(ArticleIdx) else { return };
    for fact in &found.facts {
        let subject = owner[fact.subject.0 as usize];
        let object = match &fact.object {
            Argument::Entity(idx) => Object::Entity(owner[idx.0 as usize]),
            Argument::Literal(literal) => Object::Literal(literal.clone()),
        };
        let claim = Claim {
            article,
            quote: fact.evidence.quote,
            trigger: fact.evidence.trigger,
            rule: fact.evidence.rule.clone(),
            post: fact.post.clone(),
            mode: fact.mode.clone(),
            stance: fact.stance,
            confidence: fact.confidence,
        };
        gathered.entry((subject, fact.relation.clone(), object)).or_default().push(claim);
    }
}

/// The membership of each edition in its series, resting on the edition's first mention in each article.
fn memberships(
    dataset: &Dataset,
    clusters: &[Cluster],
    rank: &[EntityIdx],
    series: &[Option<String>],
    facts: &[&ArticleFacts],
    knowledge: &Knowledge,
) -> Gathered {
    let by_name: BTreeMap<&str, EntityIdx> = dataset
        .entities()
        .filter(|(_, entity)| entity.kind == Kind::EventSeries)
        .map(|(idx, entity)| (entity.label.as_str(), idx))
        .collect();
    let relation = knowledge.schema.name(Role::Series).to_owned();
    let mut gathered = Gathered::new();
    for ((cluster, &idx), name) in clusters.iter().zip(rank).zip(series) {
        let Some(&whole) = name.as_deref().and_then(|name| by_name.get(name)) else { continue };
        let claims = gathered.entry((idx, relation.clone(), Object::Entity(whole))).or_default();
        for &(article, local) in &cluster.members {
            let Some((&span, article)) = facts[article].entity(local).mentions.first().zip(u32::try_from(article).ok()) else {
                continue;
            };
            let stance = facts[article as usize]
                .facts
                .iter()
                .find(|fact| fact.subject == local)
                .map(|fact| fact.stance)
                .unwrap_or_default();
            let rule = "series-in-name".to_owned();
            claims.push(Claim {
                article: ArticleIdx(article),
                quote: span,
                trigger: span,
                rule,
                post: None,
                mode: None,
                stance,
                confidence: 0.9,
            });
        }
    }
    gathered.retain(|_, claims| !claims.is_empty());
    gathered
}
