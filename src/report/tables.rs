//! How do entities, statements and quotes become the rows of the page's tables?

use std::collections::{BTreeMap, BTreeSet};

use super::data::{Article, Claim, Contradiction, Doubt, Entity, Object, Quote, Relation, Statement, Told, Totals};
use crate::{
    ask::Index,
    knowledge::Role,
    model::{self, ArticleIdx, EntityIdx, Kind, Literal, PartialDate, Rank, Span, Stance},
    show::{self, Case},
};

/// Language of the page, and so of the relations' names.
const LANGUAGE: &str = "en";

/// Every entity, those of which most is said first, then those named most.
pub(super) fn ranked(index: &Index<'_>) -> Vec<EntityIdx> {
    let weight = |entity: EntityIdx| {
        let said: usize = index.about(entity).chain(index.toward(entity)).map(|statement| statement.claims.len()).sum();
        (said, index.dataset.entity(entity).mentions.len())
    };
    let mut ranked: Vec<_> = index.dataset.entities().map(|(entity, _)| (weight(entity), entity)).collect();
    ranked.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.cmp(y)));
    ranked.into_iter().map(|(_, entity)| entity).collect()
}

/// The tables, and where rows of the dataset have gone.
pub(super) struct Tables<'a> {
    index: &'a Index<'a>,
    kept: Vec<EntityIdx>,
    /// Articles on the page, sorted.
    quoted: Vec<ArticleIdx>,
    /// Row of each statement of the dataset.
    statement_rows: Vec<Option<usize>>,
    pub(super) articles: Vec<Article>,
    pub(super) entities: Vec<Entity>,
    pub(super) quotes: Vec<Quote>,
    pub(super) rules: Vec<String>,
    pub(super) statements: Vec<Statement>,
}

impl<'a> Tables<'a> {
    /// The tables of some entities; a statement is among them if all that it names is.
    pub(super) fn new(index: &'a Index<'a>, kept: &[EntityIdx]) -> Self {
        let mut kept = kept.to_vec();
        kept.sort_unstable();
        let mut tables = Self {
            index,
            kept,
            quoted: Vec::new(),
            statement_rows: Vec::new(),
            articles: Vec::new(),
            entities: Vec::new(),
            quotes: Vec::new(),
            rules: Vec::new(),
            statements: Vec::new(),
        };
        tables.entities = tables.kept.iter().map(|&idx| entity(index, idx)).collect();
        let (spans, rules) = tables.used();
        tables.quoted = spans.iter().map(|&(article, _)| article).collect::<BTreeSet<_>>().into_iter().collect();
        tables.articles = tables.quoted.iter().map(|&idx| article(index, idx)).collect();
        tables.quotes = tables.quotes(&spans);
        let positions: BTreeMap<(ArticleIdx, Span), usize> = spans.into_iter().zip(0..).collect();
        for statement in &index.dataset.statements {
            let row = tables.statement(statement, &positions, &rules);
            tables.statement_rows.push(row.is_some().then_some(tables.statements.len()));
            tables.statements.extend(row);
        }
        tables.rules = rules.into_iter().map(str::to_owned).collect();
        tables
    }

    /// Row of an entity.
    pub(super) fn row(&self, entity: EntityIdx) -> Option<usize> {
        self.kept.binary_search(&entity).ok()
    }

    fn is_kept(&self, statement: &model::Statement) -> bool {
        self.row(statement.subject).is_some() && statement.object.entity().is_none_or(|object| self.row(object).is_some())
    }

    /// The quotes and rules of the statements that are kept, sorted.
    fn used(&self) -> (BTreeSet<(ArticleIdx, Span)>, Vec<&'a str>) {
        let kept = self.index.dataset.statements.iter().filter(|statement| self.is_kept(statement));
        let claims: Vec<_> = kept.flat_map(|statement| &statement.claims).collect();
        let rules: BTreeSet<&str> = claims.iter().map(|claim| claim.rule.as_str()).collect();
        (claims.iter().map(|claim| (claim.article, claim.quote)).collect(), rules.into_iter().collect())
    }

    fn statement(
        &self,
        statement: &model::Statement,
        positions: &BTreeMap<(ArticleIdx, Span), usize>,
        rules: &[&str],
    ) -> Option<Statement> {
        let schema = &self.index.knowledge.schema;
        let relation = schema.relations().iter().position(|relation| relation.name == statement.relation)?;
        let object = match &statement.object {
            model::Object::Entity(object) => Object::Entity(self.row(*object)?),
            model::Object::Literal(literal) => Object::Value(literal.text()),
        };
        let claim = |claim: &model::Claim| {
            let quote = self.index.dataset.quote(claim);
            let (start, length) = within(quote, claim.quote, claim.trigger);
            Some(Claim(
                *positions.get(&(claim.article, claim.quote))?,
                start,
                length,
                Stance::ALL.iter().zip(0..).find(|(stance, _)| **stance == claim.stance)?.1,
                (claim.confidence * 100.0).round(),
                rules.binary_search(&claim.rule.as_str()).ok()?,
                claim.post.clone(),
                claim.mode.clone(),
            ))
        };
        let rank = match statement.rank {
            Rank::Undisputed => 0,
            Rank::Preferred => 1,
            Rank::Outranked => 2,
        };
        let claims = statement.claims.iter().filter_map(claim).collect();
        Some(Statement(self.row(statement.subject)?, relation, object, rank, claims))
    }

    /// The quoted words with the names in them; where names overlap, the longer of those that start first.
    fn quotes(&self, spans: &BTreeSet<(ArticleIdx, Span)>) -> Vec<Quote> {
        let mut names: BTreeMap<ArticleIdx, Vec<(Span, usize)>> = BTreeMap::new();
        for (row, &idx) in self.kept.iter().enumerate() {
            for mention in &self.index.dataset.entity(idx).mentions {
                names.entry(mention.article).or_default().push((mention.span, row));
            }
        }
        for spans in names.values_mut() {
            spans.sort_by_key(|&(span, row)| (span.start, std::cmp::Reverse(span.end), row));
        }
        let quote = |&(article, span): &(ArticleIdx, Span)| {
            let words = span.of(&self.index.dataset.article(article).text);
            let all = names.get(&article).map_or(&[][..], Vec::as_slice);
            let first = all.partition_point(|(name, _)| name.start < span.start);
            let mut end = span.start;
            let mut marks = Vec::new();
            for &(name, row) in all[first..].iter().take_while(|(name, _)| name.start < span.end) {
                if name.start >= end && span.contains(name) && !name.is_empty() {
                    let (start, length) = within(words, span, name);
                    marks.push((start, length, row));
                    end = name.end;
                }
            }
            let row = self.quoted.binary_search(&article).unwrap_or_default();
            Quote(row, span.start, words.to_owned(), marks)
        };
        spans.iter().map(quote).collect()
    }

    /// The relations of the vocabulary.
    pub(super) fn relations(&self) -> Vec<Relation> {
        let schema = &self.index.knowledge.schema;
        let row = |name: &String| schema.relations().iter().position(|relation| relation.name == *name);
        let relation = |relation: &crate::knowledge::Relation| Relation {
            label: self.index.relation_label(&relation.name, LANGUAGE),
            comment: relation.comment.clone(),
            role: format!("{:?}", relation.role).to_lowercase(),
            implies: relation.implies.iter().filter_map(row).collect(),
            presence: schema.is_presence(&relation.name),
        };
        schema.relations().iter().map(relation).collect()
    }

    /// Numbers of the whole dataset.
    pub(super) fn totals(&self) -> Totals {
        let dataset = self.index.dataset;
        let heard: BTreeSet<_> = dataset.statements.iter().flat_map(|s| &s.claims).map(|claim| claim.article).collect();
        let outlets: BTreeSet<_> = dataset.articles.iter().filter_map(|article| article.outlet.as_ref()).collect();
        let mut languages: BTreeMap<String, usize> = BTreeMap::new();
        for article in &dataset.articles {
            *languages.entry(article.language.clone().unwrap_or_default()).or_default() += 1;
        }
        let kind = |kind: Kind| (kind.name(), dataset.entities.iter().filter(|entity| entity.kind == kind).count());
        Totals {
            articles: dataset.articles.len(),
            copies: dataset.copies.len(),
            silent: dataset.articles.len() - heard.len(),
            outlets: outlets.len(),
            languages: languages.into_iter().collect(),
            kinds: Kind::ALL.into_iter().map(kind).collect(),
            statements: dataset.statements.len(),
            claims: dataset.statements.iter().map(|statement| statement.claims.len()).sum(),
            shown: self.entities.len(),
            statements_shown: self.statements.len(),
        }
    }

    /// Where articles disagree, as far as the page tells of all sides.
    pub(super) fn contradictions(&self) -> Vec<Contradiction> {
        let dataset = self.index.dataset;
        let contradiction = |case: Case| {
            let Case::Contradiction { path, relation, label, options, .. } = case else { return None };
            let subject = dataset.find(&path)?;
            // Statements are sorted by subject.
            let first = dataset.statements.partition_point(|statement| statement.subject < subject);
            let told = |told: show::Told| {
                let mut own = dataset.statements[first..].iter().take_while(|statement| statement.subject == subject);
                let same = |statement: &model::Statement| match &statement.object {
                    model::Object::Entity(object) => dataset.entity(*object).path == told.object,
                    model::Object::Literal(literal) => literal.text() == told.object,
                };
                let position = first + own.position(|statement| statement.relation == relation && same(statement))?;
                let (text, preferred, sources) = (told.text, told.preferred, told.sources);
                Some(Told { text, preferred, sources, statement: self.statement_rows[position]? })
            };
            let options = options.into_iter().map(told).collect::<Option<_>>()?;
            Some(Contradiction { entity: self.row(subject)?, label, options })
        };
        show::contradictions(self.index, LANGUAGE).into_iter().filter_map(contradiction).collect()
    }

    /// What may be one and was left apart, the likeliest first.
    pub(super) fn doubts(&self) -> Vec<Doubt> {
        let doubt = |doubt: &model::Doubt| {
            let [a, b] = doubt.entities.map(|entity| self.row(entity));
            let reasons = doubt.because.reasons.iter().map(|reason| (reason.what.clone(), reason.weight)).collect();
            Some(Doubt { entities: [a?, b?], score: doubt.because.score(), reasons })
        };
        let mut doubts: Vec<Doubt> = self.index.dataset.doubts.iter().filter_map(doubt).collect();
        doubts.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.entities.cmp(&b.entities)));
        doubts
    }
}

/// Where the inner words stand in the outer ones: start and length in UTF-16 code units.
fn within(words: &str, outer: Span, inner: Span) -> (usize, usize) {
    let units = |from: usize, to: usize| words.get(from..to).map_or(0, |text| text.encode_utf16().count());
    if !outer.contains(inner) {
        return (0, 0);
    }
    let (start, end) = (inner.start - outer.start, inner.end - outer.start);
    (units(0, start), units(start, end))
}

fn entity(index: &Index<'_>, idx: EntityIdx) -> Entity {
    let known = index.dataset.entity(idx);
    let articles: BTreeSet<_> = known.mentions.iter().map(|mention| mention.article).collect();
    let names: BTreeSet<_> = known.names.iter().map(|name| &name.text).filter(|name| **name != known.label).collect();
    let is_event = known.kind == Kind::Event;
    Entity {
        path: known.path.clone(),
        kind: known.kind.name(),
        label: known.label.clone(),
        names: names.into_iter().cloned().collect(),
        articles: articles.len(),
        start: index.date(idx).filter(|_| is_event).map(|date| date.to_string()),
        end: last_day(index, idx).filter(|_| is_event).map(|date| date.to_string()),
        announced: is_event && index.is_announced(idx),
        unnamed: known.unnamed,
        point: known.point.map(|point| (point.latitude, point.longitude)),
    }
}

/// Last day of an event: the most precise that is asserted and not outranked, the latest of these.
fn last_day(index: &Index<'_>, event: EntityIdx) -> Option<PartialDate> {
    let told = index.about_as(event, Role::End).filter(|statement| statement.rank != Rank::Outranked);
    let dates = told.filter_map(|statement| match statement.object {
        model::Object::Literal(Literal::Date(date)) => Some(date),
        _ => None,
    });
    dates.max_by_key(|date| (date.day.is_some(), date.month.is_some(), *date))
}

fn article(index: &Index<'_>, idx: ArticleIdx) -> Article {
    let known = index.dataset.article(idx);
    let original = index.dataset.original(idx);
    Article {
        id: known.id.clone(),
        title: known.title.clone(),
        outlet: known.outlet.clone(),
        published: known.published.map(|date| date.to_string()),
        url: known.url.clone(),
        language: known.language.clone(),
        copy: (original != idx).then(|| index.dataset.article(original).id.clone()),
    }
}
