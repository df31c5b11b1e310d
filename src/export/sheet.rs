//! How must a table look so that spreadsheet programs open it right, and safely?
//!
//! UTF-8 with a byte order mark (or Excel guesses another charset), lines that end in CRLF. A cell that starts with `= + - @` or a
//! tab would run as a formula, and articles are not ours to trust: it gets an apostrophe in front. So does an id that would be read
//! as a number or a date and lose its zeros. Excel holds 32,767 characters a cell: longer ones are cut, and the last column, `cut`,
//! names them. All is counted.

use std::io::Write;

use super::{Report, unwritten};
use crate::diag::Result;

/// Most characters in a cell, as Excel counts them: in UTF-16.
const MAX_CELL: usize = 32_767;

/// A table in the making.
pub(super) struct Sheet<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    header: Vec<String>,
    /// The last column names the cells that were cut.
    names_cut: bool,
    rows: usize,
    guarded: usize,
    kept: usize,
    cut: usize,
}

/// Columns of ids: text, whatever they look like.
const IDS: [&str; 2] = ["article", "id"];

impl<'a> Sheet<'a> {
    /// A table with this header and a column for the names of cells that were cut.
    pub(super) fn new(header: &[&str], out: &'a mut dyn Write) -> Result<Self> {
        Self::open(header, true, out)
    }

    /// A table with this header and no other column.
    pub(super) fn plain(header: &[&str], out: &'a mut dyn Write) -> Result<Self> {
        Self::open(header, false, out)
    }

    fn open(header: &[&str], names_cut: bool, out: &'a mut dyn Write) -> Result<Self> {
        out.write_all("\u{feff}".as_bytes()).map_err(unwritten)?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let last = names_cut.then_some("cut");
        writer.write_record(header.iter().copied().chain(last)).map_err(unwritten)?;
        let header = header.iter().map(|&name| name.to_owned()).collect();
        Ok(Self { writer, header, names_cut, rows: 0, guarded: 0, kept: 0, cut: 0 })
    }

    /// Adds a row. Numbers are text here, and negative ones are taken for what they are.
    pub(super) fn row(&mut self, cells: &[String]) -> Result<()> {
        let (mut safe, mut cut) = (Vec::new(), Vec::new());
        for (idx, cell) in cells.iter().enumerate() {
            let column = self.header.get(idx).cloned().unwrap_or_default();
            let (text, is_cut) = self.safe(&column, cell);
            safe.push(text);
            cut.extend(is_cut.then_some(column));
        }
        self.cut += cut.len();
        if self.names_cut {
            safe.push(cut.join(" "));
        }
        self.rows += 1;
        self.writer.write_record(&safe).map_err(unwritten)
    }

    /// Ends the table.
    pub(super) fn finish(mut self) -> Result<Report> {
        self.writer.flush().map_err(unwritten)?;
        let report = Report::default().written("rows", self.rows);
        let report = report.dropped("cells that would run as a formula, begun with an apostrophe", self.guarded);
        let report = report.dropped("ids that would be read as numbers, begun with an apostrophe", self.kept);
        Ok(report.dropped("cells longer than 32,767 characters, cut", self.cut))
    }

    /// The cell as it may stand there, and whether it had to be cut.
    fn safe(&mut self, column: &str, cell: &str) -> (String, bool) {
        let is_number = cell.parse::<f64>().is_ok();
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
        let misread = IDS.contains(&column) && !formula && (is_number || is_date_like(cell));
        let mut text = if formula || misread { format!("'{cell}") } else { cell.to_owned() };
        self.guarded += usize::from(formula);
        self.kept += usize::from(misread);
        let mut units = 0;
        let end = text.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > MAX_CELL
        });
        if let Some((end, _)) = end {
            text.truncate(end);
        }
        (text, end.is_some())
    }
}

/// Whether it is digits with marks between them that make a date or a fraction.
fn is_date_like(cell: &str) -> bool {
    cell.contains(['-', '/', ':', '.']) && cell.chars().all(|c| c.is_ascii_digit() || "-/:. ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> (String, Report) {
        let mut bytes = Vec::new();
        let mut sheet = Sheet::new(&["a", "id"], &mut bytes).unwrap();
        sheet.row(&cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>()).unwrap();
        let report = sheet.finish().unwrap();
        (String::from_utf8(bytes).unwrap(), report)
    }

    #[test]
    fn cells_that_would_run_are_guarded_and_numbers_are_not() {
        let (text, report) = written(&["=HYPERLINK(\"x\")", "-1.5"]);
        assert_eq!(text, "\u{feff}a,id,cut\r\n\"'=HYPERLINK(\"\"x\"\")\",'-1.5,\r\n");
        let guarded = "cells that would run as a formula, begun with an apostrophe";
        assert_eq!(report.dropped, [(guarded, 1), ("ids that would be read as numbers, begun with an apostrophe", 1)]);
        assert!(written(&["-1.5", "a7"]).0.ends_with("\r\n-1.5,a7,\r\n"));
        assert!(written(&["007", "007"]).0.ends_with("\r\n007,'007,\r\n"));
        assert!(written(&["", "2021-05"]).0.ends_with("\r\n,'2021-05,\r\n"));
    }

    #[test]
    fn cells_longer_than_excel_holds_are_cut_between_characters() {
        let long = "😀".repeat(20_000);
        let (text, report) = written(&[&long, ""]);
        assert_eq!(text.chars().filter(|&c| c == '😀').count(), MAX_CELL / 2);
        assert!(text.ends_with(",,a\r\n"), "the last cell names the one that was cut");
        assert_eq!(report.dropped, [("cells longer than 32,767 characters, cut", 1)]);
    }
}
