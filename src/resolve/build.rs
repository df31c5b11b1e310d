//! Clusters to entities, facts to statements.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    cluster::Cluster,
    naming::{self, Usage},
    series::{self, Series},
};
use crate::{
    knowledge::{Knowledge, Role},
    model::{
        Argument, Article, ArticleFacts, ArticleIdx, Claim, Dataset, Entity, EntityIdx, FormerPath, GeoPoint, Kind, LocalIdx,
        Mention, Name, Object, Rank, Statement,
    },
};

/// A statement's key and its claims, while they are gathered.
type Gathered = BTreeMap<(EntityIdx, String, Object), Vec<Claim>>;

/// Entities of a dataset in the making, and for each cluster its entity.
pub(super) struct Made {
    pub(super) dataset: Dataset,
    /// Index of the entity of each cluster.
    pub(super) rank: Vec<EntityIdx>,
}

/// Puts the dataset together. The articles are sorted by id; facts run in parallel to them.
pub(super) fn dataset(
    base: &str,
    articles: Vec<Article>,
    facts: &[&ArticleFacts],
    clusters: &[Cluster],
    knowledge: &Knowledge,
) -> Made {
    let mut entities: Vec<Entity> = clusters.iter().filter_map(|cluster| entity(cluster, facts, knowledge)).collect();
    let mut paths = naming::paths(&naming::own_paths(clusters, &articles, facts, knowledge));
    for (entity, path) in entities.iter_mut().zip(&paths.of) {
        entity.path.clone_from(path);
    }
    let series = series::find(clusters, facts, &articles, knowledge);
    paths.former.extend(series.add(&mut entities, &paths.of));
    let rank = sort(&mut entities);
    let former = paths.former.into_iter().map(|(path, idx)| FormerPath { path, entity: rank[idx] });
    let mut former: Vec<FormerPath> =
        former.filter(|former| entities.binary_search_by(|e| e.path.cmp(&former.path)).is_err()).collect();
    former.sort();
    former.dedup_by(|a, b| a.path == b.path);
    let mut gathered = Gathered::new();
    let owner = owners(clusters, &rank, facts);
    for (article, found) in facts.iter().enumerate() {
        claims(article, found, &owner[article], &mut gathered);
    }
    gathered.extend(memberships(clusters, &rank, &series, facts, knowledge));
    let statements = gathered.into_iter().map(|((subject, relation, object), mut claims)| {
        claims.sort_by(|a, b| {
            (a.article, a.quote, a.trigger, &a.rule, &a.post).cmp(&(b.article, b.quote, b.trigger, &b.rule, &b.post))
        });
        Statement { subject, relation, object, rank: Rank::default(), claims }
    });
    let statements = statements.collect();
    let dataset = Dataset { base: base.to_owned(), articles, entities, statements, former, ..Dataset::default() };
    Made { dataset, rank }
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

/// Sorts the entities by path; the new index of each.
fn sort(entities: &mut [Entity]) -> Vec<EntityIdx> {
    let mut order: Vec<usize> = (0..entities.len()).collect();
    order.sort_by(|&a, &b| entities[a].path.cmp(&entities[b].path));
    let mut rank = vec![EntityIdx(0); entities.len()];
    for (&old, new) in order.iter().zip(0..) {
        rank[old] = EntityIdx(new);
    }
    entities.sort_by(|a, b| a.path.cmp(&b.path));
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
    clusters: &[Cluster],
    rank: &[EntityIdx],
    series: &Series,
    facts: &[&ArticleFacts],
    knowledge: &Knowledge,
) -> Gathered {
    let relation = knowledge.schema.name(Role::Series).to_owned();
    let mut gathered = Gathered::new();
    for (idx, cluster) in clusters.iter().enumerate() {
        let Some(whole) = series.of_cluster(idx) else { continue };
        let claims = gathered.entry((rank[idx], relation.clone(), Object::Entity(rank[clusters.len() + whole]))).or_default();
        for &(article, local) in &cluster.members {
            let Some((&span, at)) = facts[article].entity(local).mentions.first().zip(u32::try_from(article).ok()) else {
                continue;
            };
            let stance = facts[article].facts.iter().find(|fact| fact.subject == local).map(|fact| fact.stance);
            claims.push(Claim {
                article: ArticleIdx(at),
                quote: span,
                trigger: span,
                rule: "series-in-name".to_owned(),
                post: None,
                mode: None,
                stance: stance.unwrap_or_default(),
                confidence: 0.9,
            });
        }
    }
    gathered.retain(|_, claims| !claims.is_empty());
    gathered
}
