//! How must a table look so that spreadsheet programs open it right, and safely?
//!
//! UTF-8 with a byte order mark (or Excel guesses another charset), lines that end in CRLF. A cell that starts with `= + - @` or a
//! tab would run as a formula, and articles are not ours to trust: it gets an apostrophe in front. Excel holds 32,767 characters a
//! cell: longer ones are cut. Both are counted.

use std::io::Write;

use super::{Report, unwritten};
use crate::diag::Result;

/// Most characters in a cell, as Excel counts them: in UTF-16.
const MAX_CELL: usize = 32_767;

/// A table in the making.
pub(super) struct Sheet<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    rows: usize,
    guarded: usize,
    cut: usize,
}

impl<'a> Sheet<'a> {
    /// A table with this header.
    pub(super) fn new(header: &[&str], out: &'a mut dyn Write) -> Result<Self> {
        out.write_all("\u{feff}".as_bytes()).map_err(unwritten)?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record(header).map_err(unwritten)?;
        Ok(Self { writer, rows: 0, guarded: 0, cut: 0 })
    }

    /// Adds a row. Numbers are text here, and negative ones are taken for what they are.
    pub(super) fn row(&mut self, cells: &[String]) -> Result<()> {
        let safe: Vec<_> = cells.iter().map(|cell| self.safe(cell)).collect();
        self.rows += 1;
        self.writer.write_record(&safe).map_err(unwritten)
    }

    /// Ends the table.
    pub(super) fn finish(mut self) -> Result<Report> {
        self.writer.flush().map_err(unwritten)?;
        let report = Report::default().written("rows", self.rows);
        let report = report.dropped("cells that would run as a formula, begun with an apostrophe", self.guarded);
        Ok(report.dropped("cells longer than 32,767 characters, cut", self.cut))
    }

    fn safe(&mut self, cell: &str) -> String {
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
        let mut text = if formula { format!("'{cell}") } else { cell.to_owned() };
        self.guarded += usize::from(formula);
        let mut units = 0;
        let end = text.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units > MAX_CELL
        });
        if let Some((end, _)) = end {
            text.truncate(end);
            self.cut += 1;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> (String, Report) {
        let mut bytes = Vec::new();
        let mut sheet = Sheet::new(&["a", "b"], &mut bytes).unwrap();
        sheet.row(&cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>()).unwrap();
        let report = sheet.finish().unwrap();
        (String::from_utf8(bytes).unwrap(), report)
    }

    #[test]
    fn cells_that_would_run_are_guarded_and_numbers_are_not() {
        let (text, report) = written(&["=HYPERLINK(\"x\")", "-1.5"]);
        assert_eq!(text, "\u{feff}a,b\r\n\"'=HYPERLINK(\"\"x\"\")\",-1.5\r\n");
        assert_eq!(report.dropped, [("cells that would run as a formula, begun with an apostrophe", 1)]);
    }

    #[test]
    fn cells_longer_than_excel_holds_are_cut_between_characters() {
        let long = "😀".repeat(20_000);
        let (text, report) = written(&[&long, ""]);
        assert_eq!(text.chars().filter(|&c| c == '😀').count(), MAX_CELL / 2);
        assert_eq!(report.dropped, [("cells longer than 32,767 characters, cut", 1)]);
    }
}
