//! How do claims, entities and articles go into a dataframe program, with the types of their columns?
//!
//! Apache Parquet, uncompressed: three files, `claims` (one row a claim), `entities` and `articles`. What is missing is null, several
//! names are a list, and dates are text at the precision that the articles give, with the year as a number beside it.

use std::{
    io::{self, Write},
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use parquet::{
    basic::Compression,
    data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::parser::parse_message_type,
};

use super::{Folder, Input, Report, aliases, article_iri, articles_of, unwritten};
use crate::{
    ask::Index,
    diag::{Error, Result},
    model::{Article, ArticleIdx, Claim, Dataset, Entity, EntityIdx, Object, PartialDate, Statement},
};

/// Rows that are written at once: a million claims take no more memory than these.
const ROWS: usize = 1 << 16;

/// The key of what is told of a file (a subset, and what was left out).
const ABOUT: &str = "description";

/// The values of one column; `None` is null.
enum Column {
    Text(Vec<Option<String>>),
    Texts(Vec<Vec<String>>),
    Integer(Vec<Option<i64>>),
    Double(Vec<Option<f64>>),
    Boolean(Vec<Option<bool>>),
}

/// Names and values of all columns, each with as many values as there are rows.
type Frame = Vec<(&'static str, Column)>;

/// What is in each file.
pub(super) const FILES: &[(&str, &str)] = &[
    (
        "claims.parquet",
        "one claim a row, with its quote, where it stands and how sure it is; also what an article denies (column stance)",
    ),
    (
        "entities.parquet",
        "one person, organization, event, place or series a row; subject_iri and object_iri of claims point here",
    ),
    ("articles.parquet", "one article a row; the column article of claims points here"),
];

/// Claims, entities and articles.
pub(super) fn write(input: &Input<'_>, folder: &mut dyn Folder) -> Result<Report> {
    let dataset = input.dataset;
    let index = super::index(input);
    let claims: Vec<_> = dataset.statements.iter().flat_map(|s| s.claims.iter().map(move |claim| (s, claim))).collect();
    let all: Vec<_> = dataset.entities().collect();
    let sources: Vec<_> = dataset.articles.iter().zip((0..).map(ArticleIdx)).collect();
    let about = input.subset.map(super::Subset::description);
    let about = about.as_deref();
    folder.file("claims.parquet", &mut |out| save("claims", &claims, |rows| claims_frame(dataset, rows), about, out))?;
    folder.file("entities.parquet", &mut |out| save("entities", &all, |rows| entities(&index, rows), about, out))?;
    folder.file("articles.parquet", &mut |out| save("articles", &sources, |rows| articles(dataset, rows), about, out))?;
    let report = Report::default().written("claims", claims.len()).written("entities", all.len());
    Ok(report.written("articles", sources.len()))
}

fn claims_frame(dataset: &Dataset, claims: &[(&Statement, &Claim)]) -> Frame {
    let text = |of: &dyn Fn(&Statement, &Claim) -> Option<String>| {
        Column::Text(claims.iter().map(|(statement, claim)| of(statement, claim)).collect())
    };
    let number = |of: &dyn Fn(&Statement, &Claim) -> Option<i64>| {
        Column::Integer(claims.iter().map(|(statement, claim)| of(statement, claim)).collect())
    };
    let object = |statement: &Statement| statement.object.entity();
    let published = |claim: &Claim| dataset.article(claim.article).published;
    vec![
        ("subject", text(&|s, _| Some(dataset.entity(s.subject).label.clone()))),
        ("subject_type", text(&|s, _| Some(dataset.entity(s.subject).kind.name().to_owned()))),
        ("subject_iri", text(&|s, _| Some(dataset.iri(s.subject)))),
        ("relation", text(&|s, _| Some(s.relation.clone()))),
        (
            "object",
            text(&|s, _| {
                Some(match &s.object {
                    Object::Entity(entity) => dataset.entity(*entity).label.clone(),
                    Object::Literal(literal) => literal.text(),
                })
            }),
        ),
        ("object_type", text(&|s, _| object(s).map(|entity| dataset.entity(entity).kind.name().to_owned()))),
        ("object_iri", text(&|s, _| object(s).map(|entity| dataset.iri(entity)))),
        ("post", text(&|_, c| c.post.clone())),
        ("mode", text(&|_, c| c.mode.clone())),
        ("stance", text(&|_, c| Some(c.stance.name().to_owned()))),
        ("rank", text(&|s, _| Some(s.rank.name().to_owned()))),
        ("confidence", Column::Double(claims.iter().map(|(_, claim)| Some(claim.confidence)).collect())),
        ("independent_sources", number(&|s, _| Some(count(dataset.n_sources(&s.claims))))),
        ("quote", text(&|_, c| Some(dataset.quote(c).to_owned()))),
        ("quote_start", number(&|_, c| Some(count(c.quote.start)))),
        ("quote_end", number(&|_, c| Some(count(c.quote.end)))),
        ("article", text(&|_, c| Some(dataset.article(c.article).id.clone()))),
        ("published", text(&|_, c| published(c).map(|date| date.to_string()))),
        ("published_year", number(&|_, c| published(c).map(year))),
        ("rule", text(&|_, c| Some(c.rule.clone()))),
    ]
}

fn entities(index: &Index, all: &[(EntityIdx, &Entity)]) -> Frame {
    let dataset = index.dataset;
    let dates: Vec<_> = all.iter().map(|(idx, _)| index.date(*idx)).collect();
    vec![
        ("iri", Column::Text(all.iter().map(|(idx, _)| Some(dataset.iri(*idx))).collect())),
        ("label", Column::Text(all.iter().map(|(_, entity)| Some(entity.label.clone())).collect())),
        ("type", Column::Text(all.iter().map(|(_, entity)| Some(entity.kind.name().to_owned())).collect())),
        ("other_names", Column::Texts(all.iter().map(|(_, e)| aliases(e).into_iter().map(str::to_owned).collect()).collect())),
        ("start", Column::Text(dates.iter().map(|date| date.map(|date| date.to_string())).collect())),
        ("start_year", Column::Integer(dates.iter().map(|date| date.map(year)).collect())),
        ("unnamed", Column::Boolean(all.iter().map(|(_, entity)| Some(entity.unnamed)).collect())),
        ("latitude", Column::Double(all.iter().map(|(_, entity)| entity.point.map(|point| point.latitude)).collect())),
        ("longitude", Column::Double(all.iter().map(|(_, entity)| entity.point.map(|point| point.longitude)).collect())),
        ("country", Column::Text(all.iter().map(|(_, entity)| entity.country.clone()).collect())),
        ("articles", Column::Integer(all.iter().map(|(_, entity)| Some(count(articles_of(entity).len()))).collect())),
        ("mentions", Column::Integer(all.iter().map(|(_, entity)| Some(count(entity.mentions.len()))).collect())),
    ]
}

fn articles(dataset: &Dataset, all: &[(&Article, ArticleIdx)]) -> Frame {
    let copy_of = |idx: ArticleIdx| Some(dataset.original(idx)).filter(|original| *original != idx);
    vec![
        ("article", Column::Text(all.iter().map(|(article, _)| Some(article.id.clone())).collect())),
        ("heading", Column::Text(all.iter().map(|(article, _)| article.heading()).collect())),
        ("outlet", Column::Text(all.iter().map(|(article, _)| article.outlet.clone()).collect())),
        ("published", Column::Text(all.iter().map(|(article, _)| article.published.map(|date| date.to_string())).collect())),
        ("published_year", Column::Integer(all.iter().map(|(article, _)| article.published.map(year)).collect())),
        ("language", Column::Text(all.iter().map(|(article, _)| article.language.clone()).collect())),
        ("source", Column::Text(all.iter().map(|(article, _)| Some(article.source.clone())).collect())),
        ("url", Column::Text(all.iter().map(|(article, _)| article.url.clone()).collect())),
        ("copy_of", Column::Text(all.iter().map(|(_, idx)| copy_of(*idx).map(|of| dataset.article(of).id.clone())).collect())),
        ("iri", Column::Text(all.iter().map(|(_, idx)| Some(article_iri(dataset, *idx))).collect())),
    ]
}

fn year(date: PartialDate) -> i64 {
    i64::from(date.year)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Writes one file, so many rows at a time, with what is told about it as the value of a key of its own.
fn save<T>(name: &str, rows: &[T], frame: impl Fn(&[T]) -> Frame, about: Option<&str>, out: &mut dyn Write) -> Result<()> {
    let failed = |error: ParquetError| Error::storage("cannot write the export", error);
    // the writer wants one that it could send to another thread
    let waiting = Waiting::default();
    let mut file = open(name, &frame(&[]), about, waiting.clone()).map_err(failed)?;
    for rows in rows.chunks(ROWS) {
        group(&mut file, &frame(rows)).map_err(failed)?;
        out.write_all(&waiting.take()).map_err(unwritten)?;
    }
    file.close().map_err(failed)?;
    out.write_all(&waiting.take()).map_err(unwritten)
}

fn open(name: &str, frame: &Frame, about: Option<&str>, out: Waiting) -> Result<SerializedFileWriter<Waiting>, ParquetError> {
    let fields: String = frame.iter().map(|(name, column)| column.field(name)).collect();
    let schema = Arc::new(parse_message_type(&format!("message {name} {{{fields}}}"))?);
    let about = about.map(|about| vec![KeyValue::new(ABOUT.to_owned(), about.to_owned())]);
    let properties = WriterProperties::builder().set_created_by("plenary".to_owned()).set_compression(Compression::UNCOMPRESSED);
    SerializedFileWriter::new(out, schema, Arc::new(properties.set_key_value_metadata(about).build()))
}

fn group(file: &mut SerializedFileWriter<Waiting>, frame: &Frame) -> Result<(), ParquetError> {
    let mut rows = file.next_row_group()?;
    for (_, column) in frame {
        if let Some(mut writer) = rows.next_column()? {
            column.write(&mut writer)?;
            writer.close()?;
        }
    }
    rows.close().map(drop)
}

/// Bytes on their way from the writer to the file.
#[derive(Clone, Default)]
struct Waiting(Arc<Mutex<Vec<u8>>>);

impl Waiting {
    /// What has come since the last time.
    fn take(&self) -> Vec<u8> {
        mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Waiting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Column {
    /// Its line in the schema.
    fn field(&self, name: &str) -> String {
        match self {
            Self::Text(_) => format!(" optional binary {name} (UTF8);"),
            Self::Texts(_) => {
                format!(" required group {name} (LIST) {{ repeated group list {{ required binary element (UTF8); }} }}")
            }
            Self::Integer(_) => format!(" optional int64 {name};"),
            Self::Double(_) => format!(" optional double {name};"),
            Self::Boolean(_) => format!(" optional boolean {name};"),
        }
    }

    fn write(&self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Self::Text(values) => {
                let there: Vec<ByteArray> = values.iter().flatten().map(|text| text.as_str().into()).collect();
                writer.typed::<ByteArrayType>().write_batch(&there, Some(&levels(values)), None)?;
            }
            Self::Texts(lists) => {
                let there: Vec<ByteArray> = lists.iter().flatten().map(|text| text.as_str().into()).collect();
                // an empty list has a place, and nothing in it
                let defined = lists.iter().flat_map(|list| if list.is_empty() { vec![0] } else { vec![1; list.len()] });
                let repeated = lists.iter().flat_map(|list| (0..list.len().max(1)).map(|place| i16::from(place > 0)));
                let (defined, repeated): (Vec<i16>, Vec<i16>) = (defined.collect(), repeated.collect());
                writer.typed::<ByteArrayType>().write_batch(&there, Some(&defined), Some(&repeated))?;
            }
            Self::Integer(values) => {
                let there: Vec<i64> = values.iter().flatten().copied().collect();
                writer.typed::<Int64Type>().write_batch(&there, Some(&levels(values)), None)?;
            }
            Self::Double(values) => {
                let there: Vec<f64> = values.iter().flatten().copied().collect();
                writer.typed::<DoubleType>().write_batch(&there, Some(&levels(values)), None)?;
            }
            Self::Boolean(values) => {
                let there: Vec<bool> = values.iter().flatten().copied().collect();
                writer.typed::<BoolType>().write_batch(&there, Some(&levels(values)), None)?;
            }
        }
        Ok(())
    }
}

/// Which values are there.
fn levels<T>(values: &[Option<T>]) -> Vec<i16> {
    values.iter().map(|value| i16::from(value.is_some())).collect()
}

#[cfg(test)]
mod tests {
    use parquet::{
        file::reader::{FileReader, SerializedFileReader},
        record::RowAccessor,
    };

    use super::*;

    /// The frame as a file of one group.
    fn encoded(frame: &Frame) -> Vec<u8> {
        let waiting = Waiting::default();
        let mut file = open("table", frame, Some("a part"), waiting.clone()).unwrap();
        group(&mut file, frame).unwrap();
        file.close().unwrap();
        waiting.take()
    }

    fn reader(bytes: &[u8]) -> SerializedFileReader<std::fs::File> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        SerializedFileReader::new(file).unwrap()
    }

    #[test]
    fn values_nulls_and_lists_are_read_back() {
        let frame: Frame = vec![
            ("a", Column::Text(vec![Some("=1 \u{0}\"无锡".to_owned()), None, Some(String::new())])),
            ("b", Column::Texts(vec![vec![], vec!["x".to_owned(), "y".to_owned()], vec!["z".to_owned()]])),
            ("c", Column::Integer(vec![None, Some(-7), Some(1 << 40)])),
            ("d", Column::Double(vec![Some(0.5), None, None])),
            ("e", Column::Boolean(vec![Some(true), None, Some(false)])),
        ];
        let bytes = encoded(&frame);
        assert_eq!(bytes, encoded(&frame));
        let reader = reader(&bytes);
        let told = reader.metadata().file_metadata().key_value_metadata().unwrap();
        assert_eq!(told, &vec![KeyValue::new("description".to_owned(), "a part".to_owned())]);
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), 3);
        assert_eq!((rows[0].get_string(0).unwrap().as_str(), rows[0].get_double(3).unwrap()), ("=1 \u{0}\"无锡", 0.5));
        assert_eq!((rows[1].get_long(2).unwrap(), rows[2].get_long(2).unwrap()), (-7, 1 << 40));
        assert!(rows[1].get_string(0).is_err() && rows[0].get_bool(4).unwrap() && !rows[2].get_bool(4).unwrap());
        let lengths: Vec<_> = rows.iter().map(|row| row.get_list(1).unwrap().len()).collect();
        assert_eq!(lengths, [0, 2, 1]);
    }

    #[test]
    fn a_table_without_rows_is_one() {
        let mut bytes = Vec::new();
        let frame = |_: &[u8]| vec![("a", Column::Text(vec![]))];
        save("table", &[], frame, None, &mut bytes).unwrap();
        assert_eq!(reader(&bytes).get_row_iter(None).unwrap().count(), 0);
    }

    #[test]
    fn many_rows_are_written_in_groups_and_read_in_order() {
        let numbers: Vec<i64> = (0..2 * i64::try_from(ROWS).unwrap() + 3).collect();
        let mut bytes = Vec::new();
        let frame = |rows: &[i64]| vec![("n", Column::Integer(rows.iter().map(|&n| Some(n)).collect()))];
        save("table", &numbers, frame, None, &mut bytes).unwrap();
        let reader = reader(&bytes);
        assert_eq!(reader.metadata().num_row_groups(), 3);
        let read = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().get_long(0).unwrap());
        assert!(read.eq(numbers));
    }
}
