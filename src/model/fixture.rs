//! Small datasets for tests, written as sentences and who did what in them.

use super::{
    Article, ArticleIdx, Claim, Dataset, Entity, EntityIdx, Kind, Literal, Mention, Name, Object, Rank, Span, Stance, Statement,
    iri,
};

/// Builds a [`Dataset`]; entities and articles are told by path and id, quotes by their words.
#[derive(Default)]
pub(crate) struct Fixture {
    articles: Vec<Article>,
    entities: Vec<Entity>,
    claims: Vec<(String, String, Value, Claim, String)>,
}

/// Object of a claim.
#[derive(Clone)]
pub(crate) enum Value {
    /// Path of an entity.
    Entity(String),
    /// A value.
    Literal(Literal),
}

impl From<&str> for Value {
    fn from(path: &str) -> Self {
        Self::Entity(path.to_owned())
    }
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        Self::Literal(literal)
    }
}

impl Fixture {
    pub(crate) fn article(mut self, id: &str, language: &str, text: &str) -> Self {
        self.articles.push(Article {
            id: id.to_owned(),
            source: format!("{id}.txt"),
            language: Some(language.to_owned()),
            text: text.to_owned(),
            hash: format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes())),
            ..Article::default()
        });
        self
    }

    /// An entity whose label is `names[0]`; its names are found in the articles' texts and become mentions.
    pub(crate) fn entity(mut self, kind: Kind, path: &str, names: &[&str]) -> Self {
        self.entities.push(Entity {
            path: path.to_owned(),
            kind,
            label: names[0].to_owned(),
            names: names.iter().map(|&text| Name { text: text.to_owned(), language: "en".to_owned() }).collect(),
            mentions: Vec::new(),
            edition: None,
            unnamed: false,
            point: None,
            country: None,
        });
        self
    }

    /// A reported claim whose quote is `quote`, found in the article.
    pub(crate) fn claim(
        self,
        article: &str,
        subject: &str,
        relation: &str,
        object: impl Into<Value>,
        post: Option<&str>,
        quote: &str,
    ) -> Self {
        self.claim_with(article, subject, relation, object, quote, |claim| claim.post = post.map(str::to_owned))
    }

    /// A claim that `change` completes.
    pub(crate) fn claim_with(
        mut self,
        article: &str,
        subject: &str,
        relation: &str,
        object: impl Into<Value>,
        quote: &str,
        change: impl FnOnce(&mut Claim),
    ) -> Self {
        let text = &self.articles.iter().find(|a| a.id == article).unwrap().text;
        let start = text.find(quote).unwrap();
        let span = Span::new(start, start + quote.len());
        let mut claim = Claim {
            article: ArticleIdx(0),
            quote: span,
            trigger: span,
            rule: "fixture".to_owned(),
            post: None,
            mode: None,
            stance: Stance::Reported,
            confidence: 0.9,
        };
        change(&mut claim);
        self.claims.push((subject.to_owned(), relation.to_owned(), object.into(), claim, article.to_owned()));
        self
    }

    pub(crate) fn build(mut self) -> Dataset {
        self.articles.sort_by(|a, b| a.id.cmp(&b.id));
        self.entities.sort_by(|a, b| a.path.cmp(&b.path));
        for entity in &mut self.entities {
            entity.names.sort();
            for (article, idx) in self.articles.iter().zip(0..) {
                for name in &entity.names {
                    for (start, found) in article.text.match_indices(&name.text) {
                        entity.mentions.push(Mention { article: ArticleIdx(idx), span: Span::new(start, start + found.len()) });
                    }
                }
            }
            entity.mentions.sort();
        }
        let mut dataset = Dataset {
            base: iri::DEFAULT_BASE.to_owned(),
            articles: self.articles,
            entities: self.entities,
            ..Dataset::default()
        };
        for (subject, relation, object, mut claim, article) in self.claims {
            let idx = dataset.articles.iter().position(|a| a.id == article).unwrap();
            claim.article = ArticleIdx(u32::try_from(idx).unwrap());
            let find = |path: &str| -> EntityIdx { dataset.find(path).unwrap() };
            let subject = find(&subject);
            let object = match object {
                Value::Entity(path) => Object::Entity(find(&path)),
                Value::Literal(literal) => Object::Literal(literal),
            };
            let known =
                dataset.statements.iter_mut().find(|s| s.subject == subject && s.relation == relation && s.object == object);
            match known {
                Some(statement) => statement.claims.push(claim),
                None => {
                    dataset.statements.push(Statement { subject, relation, object, rank: Rank::default(), claims: vec![claim] });
                }
            }
        }
        dataset.statements.sort_by(|a, b| (a.subject, &a.relation, &a.object).cmp(&(b.subject, &b.relation, &b.object)));
        for statement in &mut dataset.statements {
            statement.claims.sort_by_key(|claim| (claim.article, claim.quote));
        }
        dataset
    }
}

/// Two gatherings in one city with one guest in common and one post held by two people in turn.
pub(crate) fn two_forums() -> Dataset {
    let day = |text: &str| Literal::Date(text.parse().unwrap());
    let a1 = "The Harbour Forum 2021 opened in Ostia on May 3. Ada Bell, mayor of Ostia, spoke. Carl Dorn of Acme Labs attended. \
              Eve Fox spoke by video.";
    let a2 = "The Salt Forum was held in Ostia on June 4, 2019. Greg Hull, mayor of Ostia, gave a speech. Eve Fox attended. \
              Acme Labs was the host.";
    Fixture::default()
        .article("a1", "en", a1)
        .article("a2", "en", a2)
        .entity(Kind::Event, "event/harbour-forum-2021", &["Harbour Forum 2021"])
        .entity(Kind::Event, "event/salt-forum", &["Salt Forum"])
        .entity(Kind::Person, "person/ada-bell", &["Ada Bell"])
        .entity(Kind::Person, "person/carl-dorn", &["Carl Dorn"])
        .entity(Kind::Person, "person/eve-fox", &["Eve Fox"])
        .entity(Kind::Person, "person/greg-hull", &["Greg Hull"])
        .entity(Kind::Organization, "organization/acme-labs", &["Acme Labs"])
        .entity(Kind::Place, "place/ostia", &["Ostia"])
        .claim(
            "a1",
            "event/harbour-forum-2021",
            "heldIn",
            "place/ostia",
            None,
            "The Harbour Forum 2021 opened in Ostia on May 3.",
        )
        .claim(
            "a1",
            "event/harbour-forum-2021",
            "startDate",
            day("2021-05-03"),
            None,
            "The Harbour Forum 2021 opened in Ostia on May 3.",
        )
        .claim("a1", "person/ada-bell", "spokeAt", "event/harbour-forum-2021", None, "Ada Bell, mayor of Ostia, spoke.")
        .claim("a1", "person/ada-bell", "affiliatedWith", "place/ostia", Some("mayor"), "Ada Bell, mayor of Ostia, spoke.")
        .claim("a1", "person/carl-dorn", "attended", "event/harbour-forum-2021", None, "Carl Dorn of Acme Labs attended.")
        .claim("a1", "person/carl-dorn", "affiliatedWith", "organization/acme-labs", None, "Carl Dorn of Acme Labs attended.")
        .claim_with("a1", "person/eve-fox", "spokeAt", "event/harbour-forum-2021", "Eve Fox spoke by video.", |claim| {
            claim.mode = Some("video".to_owned());
        })
        .claim("a2", "event/salt-forum", "heldIn", "place/ostia", None, "The Salt Forum was held in Ostia on June 4, 2019.")
        .claim(
            "a2",
            "event/salt-forum",
            "startDate",
            day("2019-06-04"),
            None,
            "The Salt Forum was held in Ostia on June 4, 2019.",
        )
        .claim("a2", "person/greg-hull", "spokeAt", "event/salt-forum", None, "Greg Hull, mayor of Ostia, gave a speech.")
        .claim(
            "a2",
            "person/greg-hull",
            "affiliatedWith",
            "place/ostia",
            Some("mayor"),
            "Greg Hull, mayor of Ostia, gave a speech.",
        )
        .claim("a2", "person/eve-fox", "attended", "event/salt-forum", None, "Eve Fox attended.")
        .claim("a2", "organization/acme-labs", "hosted", "event/salt-forum", None, "Acme Labs was the host.")
        .build()
}

#[test]
fn every_quote_stands_in_its_article() {
    let dataset = two_forums();
    let quotes = dataset.statements.iter().flat_map(|s| &s.claims).map(|claim| dataset.quote(claim));
    assert!(quotes.clone().all(|quote| !quote.is_empty()));
    assert_eq!(quotes.count(), 13);
}
