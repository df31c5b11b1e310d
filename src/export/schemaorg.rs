//! How do events, people, bodies and places read in the words of schema.org, for a web page?
//!
//! JSON-LD whose context stands inside, so that nothing has to be fetched to read it. Posts are roles (`OrganizationRole` with
//! `roleName`) or, at a place, occupations. Every quote that supports something is a `Claim` that `appearance` leads to its article.
//! What schema.org has no word for (numbers of editions and of guests) is left out and counted.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
};

use serde_json::{Map, Value, json};

use super::{Input, LANGUAGE, Report, aliases, article_iri, articles_of, asserted, unwritten};
use crate::{
    ask::Index,
    diag::Result,
    knowledge::Role,
    model::{ArticleIdx, EntityIdx, Kind, Rank, Span, Statement},
    page::is_web_address,
};

/// Everything.
pub(super) fn write(input: &Input<'_>, out: &mut dyn Write) -> Result<Report> {
    let all: BTreeSet<EntityIdx> = input.dataset.entities().map(|(idx, _)| idx).collect();
    let (text, report) = describe(input, &all)?;
    out.write_all(text.as_bytes()).map_err(unwritten)?;
    Ok(report)
}

/// These entities, with the names of all others that they are tied to, as one document.
///
/// # Errors
/// None in practice: what cannot be written as JSON.
pub fn describe(input: &Input<'_>, chosen: &BTreeSet<EntityIdx>) -> Result<(String, Report)> {
    let mut page = Described { input, index: super::index(input), tied: BTreeSet::new(), articles: BTreeSet::new() };
    let mut claims: BTreeMap<(ArticleIdx, Span), BTreeSet<EntityIdx>> = BTreeMap::new();
    let (mut without, mut not_asserted) = (0, 0);
    for statement in &input.dataset.statements {
        let ends: Vec<_> = [Some(statement.subject), statement.object.entity()].into_iter().flatten().collect();
        if !ends.iter().any(|end| chosen.contains(end)) {
            continue;
        }
        if !statement.is_asserted() {
            not_asserted += 1;
        } else if is_without_word(input, statement) {
            without += 1;
        } else {
            for claim in asserted(statement) {
                claims.entry((claim.article, claim.quote)).or_default().extend(&ends);
            }
        }
    }
    let mut nodes: Vec<Value> = chosen.iter().map(|&idx| page.node(idx)).collect();
    let quotes: Vec<_> = claims.iter().map(|((article, span), about)| page.claim(*article, *span, about)).collect();
    let stubs: Vec<_> = page.tied.difference(chosen).copied().collect();
    nodes.extend(stubs.into_iter().map(|idx| Value::Object(page.stub(idx))));
    nodes.extend(quotes);
    nodes.extend(page.articles.iter().map(|&idx| article(input, idx)));
    nodes.extend(input.subset.map(|subset| json!({ "@type": "Dataset", "description": subset.description() })));
    let count = nodes.len();
    let document = json!({ "@context": { "@vocab": "https://schema.org/" }, "@graph": nodes });
    let text = serde_json::to_string_pretty(&document).map_err(unwritten)?;
    let report = Report::default().written("nodes", count);
    let report = report.dropped("statements that schema.org has no word for, left out", without);
    Ok((text + "\n", report.dropped("statements that no article asserts, left out", not_asserted)))
}

fn is_without_word(input: &Input<'_>, statement: &Statement) -> bool {
    let role = input.knowledge.schema.role_of(&statement.relation);
    matches!(role, None | Some(Role::Attendance | Role::Edition))
}

struct Described<'a> {
    input: &'a Input<'a>,
    index: Index<'a>,
    /// Entities that are referred to.
    tied: BTreeSet<EntityIdx>,
    /// Articles that are referred to.
    articles: BTreeSet<ArticleIdx>,
}

impl Described<'_> {
    fn reference(&mut self, idx: EntityIdx) -> Value {
        self.tied.insert(idx);
        json!({ "@id": self.input.dataset.iri(idx) })
    }

    /// What every node of an entity has.
    fn stub(&self, idx: EntityIdx) -> Map<String, Value> {
        let entity = self.input.dataset.entity(idx);
        let mut node = Map::new();
        node.insert("@id".to_owned(), self.input.dataset.iri(idx).into());
        node.insert("@type".to_owned(), entity.kind.name().into());
        node.insert("name".to_owned(), entity.label.as_str().into());
        node
    }

    fn node(&mut self, idx: EntityIdx) -> Value {
        let entity = self.input.dataset.entity(idx);
        let mut node = self.stub(idx);
        put(&mut node, "alternateName", aliases(entity).into_iter().map(Value::from).collect());
        match entity.kind {
            Kind::Event => self.event(idx, &mut node),
            Kind::Person => self.person(idx, &mut node),
            Kind::Organization => {
                let parents = self.objects(idx, &[Role::Part]);
                put(&mut node, "parentOrganization", parents);
            }
            Kind::Place => {
                let around = self.objects(idx, &[Role::Part]);
                put(&mut node, "containedInPlace", around);
                if let Some(point) = entity.point {
                    let geo = json!({ "@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude });
                    node.insert("geo".to_owned(), geo);
                }
                if let Some(country) = &entity.country {
                    node.insert("address".to_owned(), json!({ "@type": "PostalAddress", "addressCountry": country }));
                }
            }
            Kind::EventSeries => {}
        }
        let named = articles_of(entity);
        let articles = named.iter().map(|&article| json!({ "@id": article_iri(self.input.dataset, article) })).collect();
        self.articles.extend(named);
        put(&mut node, "subjectOf", articles);
        Value::Object(node)
    }

    fn event(&mut self, idx: EntityIdx, node: &mut Map<String, Value>) {
        let spoke: BTreeSet<EntityIdx> =
            [Role::Speech, Role::Chair].into_iter().flat_map(|role| self.index.toward_as(idx, role)).map(|s| s.subject).collect();
        let there: BTreeSet<EntityIdx> =
            self.index.presences(idx).chain(self.index.toward_as(idx, Role::Participation)).map(|s| s.subject).collect();
        let dates = |index: &Index, role| {
            let told = index.about_as(idx, role).filter(|statement| statement.rank != Rank::Outranked);
            told.filter_map(|statement| statement.object.literal()).map(|date| date.text().into()).collect::<Vec<Value>>()
        };
        put(node, "startDate", dates(&self.index, Role::Start));
        put(node, "endDate", dates(&self.index, Role::End));
        put(node, "keywords", dates(&self.index, Role::Theme));
        let lists = [
            ("location", self.objects(idx, &[Role::Place])),
            ("organizer", self.subjects(idx, Role::Host)),
            ("sponsor", self.subjects(idx, Role::Support)),
            ("performer", spoke.iter().map(|&person| self.reference(person)).collect()),
            ("attendee", there.difference(&spoke).map(|&person| self.reference(person)).collect()),
            ("superEvent", self.objects(idx, &[Role::Subevent, Role::Series])),
        ];
        for (name, values) in lists {
            put(node, name, values);
        }
        if self.index.is_announced(idx) {
            node.insert("eventStatus".to_owned(), json!({ "@id": "https://schema.org/EventScheduled" }));
        }
    }

    fn person(&mut self, idx: EntityIdx, node: &mut Map<String, Value>) {
        let held: Vec<&Statement> = self.index.about_as(idx, Role::Affiliation).collect();
        let (mut bodies, mut places) = (Vec::new(), Vec::new());
        for statement in held {
            let Some(at) = statement.object.entity() else { continue };
            let reference = self.reference(at);
            let posts: BTreeSet<_> = asserted(statement).map(|claim| claim.post.as_deref()).collect();
            for post in posts {
                match (self.input.dataset.entity(at).kind, post) {
                    (Kind::Place, post) => {
                        let label = self.index.relation_label(&statement.relation, LANGUAGE);
                        let name = post.map_or(label, str::to_owned);
                        places.push(json!({ "@type": "Occupation", "name": name, "occupationLocation": reference }));
                    }
                    (_, Some(post)) => {
                        bodies.push(json!({ "@type": "OrganizationRole", "roleName": post, "affiliation": reference }));
                    }
                    (_, None) => bodies.push(reference.clone()),
                }
            }
        }
        put(node, "affiliation", bodies);
        put(node, "hasOccupation", places);
    }

    fn objects(&mut self, idx: EntityIdx, roles: &[Role]) -> Vec<Value> {
        let statements = roles.iter().flat_map(|&role| self.index.about_as(idx, role));
        let found: BTreeSet<_> = statements.filter_map(|statement| statement.object.entity()).filter(|&end| end != idx).collect();
        found.into_iter().map(|end| self.reference(end)).collect()
    }

    fn subjects(&mut self, idx: EntityIdx, role: Role) -> Vec<Value> {
        let found: BTreeSet<_> = self.index.toward_as(idx, role).map(|statement| statement.subject).collect();
        found.into_iter().map(|end| self.reference(end)).collect()
    }

    fn claim(&mut self, article: ArticleIdx, span: Span, about: &BTreeSet<EntityIdx>) -> Value {
        let dataset = self.input.dataset;
        let about: Vec<_> = about.iter().map(|&idx| self.reference(idx)).collect();
        self.articles.insert(article);
        let iri = article_iri(dataset, article);
        json!({
            "@type": "Claim",
            "@id": format!("{iri}#quote-{}-{}", span.start, span.end),
            "text": span.of(&dataset.article(article).text),
            "about": about,
            "appearance": { "@id": iri },
        })
    }
}

/// One value stands alone, several as a list, none not at all.
fn put(node: &mut Map<String, Value>, name: &str, mut values: Vec<Value>) {
    let value = if values.len() == 1 { values.remove(0) } else { Value::Array(values) };
    if value != json!([]) {
        node.insert(name.to_owned(), value);
    }
}

fn article(input: &Input<'_>, idx: ArticleIdx) -> Value {
    let article = input.dataset.article(idx);
    let mut node = Map::new();
    let texts = [
        ("@id", Some(article_iri(input.dataset, idx))),
        ("@type", Some("NewsArticle".to_owned())),
        ("headline", article.heading()),
        ("identifier", Some(article.id.clone())),
        ("datePublished", article.published.map(|date| date.to_string())),
        ("inLanguage", article.language.clone()),
        ("url", article.url.clone().filter(|url| is_web_address(url))),
    ];
    for (name, text) in texts {
        node.extend(text.map(|text| (name.to_owned(), Value::from(text))));
    }
    if let Some(outlet) = &article.outlet {
        node.insert("publisher".to_owned(), json!({ "@type": "Organization", "name": outlet }));
    }
    Value::Object(node)
}
