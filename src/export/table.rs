//! How does a table look that programs read: plain CSV (RFC 4180) in UTF-8, without a byte order mark, every cell as it is?

use std::io::Write;

use super::unwritten;
use crate::diag::Result;

/// A table in the making.
pub(super) struct Table<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
}

impl<'a> Table<'a> {
    /// A table with this header.
    pub(super) fn new(header: &[String], out: &'a mut dyn Write) -> Result<Self> {
        let mut table = Self { writer: csv::Writer::from_writer(out) };
        table.row(header)?;
        Ok(table)
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: &[String]) -> Result<()> {
        self.writer.write_record(cells).map_err(unwritten)
    }

    /// Ends the table.
    pub(super) fn finish(mut self) -> Result<()> {
        self.writer.flush().map_err(unwritten)
    }
}

/// Names of columns.
pub(super) fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}
