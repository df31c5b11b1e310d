//! How rows look: ruled and wrapped on a terminal, plain columns for pipes and files.

use std::{
    io::{self, IsTerminal as _, Write},
    iter,
};

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle, presets};

use super::output::printable;

/// A rule under the header and nothing else.
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// For whom a table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// A pipe or file: one line a row, nothing cut, nothing drawn.
    Plain,
    /// A terminal with this many columns: wrapped to fit.
    Terminal(u16),
}

impl Layout {
    /// The layout that suits standard output.
    pub(super) fn of_stdout() -> Self {
        let width = || terminal_size::terminal_size_of(io::stdout()).map_or(80, |(width, _)| width.0);
        if io::stdout().is_terminal() { Self::Terminal(width()) } else { Self::Plain }
    }

    /// Columns of the terminal, if it is one.
    pub(super) fn width(self) -> Option<u16> {
        match self {
            Self::Plain => None,
            Self::Terminal(width) => Some(width),
        }
    }
}

/// Rows under a header. Columns of numbers stand at the right.
pub(super) struct Table {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these columns.
    pub(super) fn new<const N: usize>(header: [&'static str; N]) -> Self {
        Self { header: header.to_vec(), rows: Vec::new() }
    }

    /// Adds a row, a cell for each column.
    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        debug_assert_eq!(N, self.header.len(), "a cell for each column");
        self.rows.push(Vec::from(cells));
    }

    /// Header and rows, for other forms of table.
    pub(super) fn cells(&self) -> (&[&'static str], &[Vec<String>]) {
        (&self.header, &self.rows)
    }

    /// Writes header and rows.
    pub(super) fn write(&self, out: &mut dyn Write, layout: Layout) -> io::Result<()> {
        let mut table = comfy_table::Table::new();
        match layout {
            Layout::Plain => table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled),
            Layout::Terminal(width) => {
                let table = table.load_style(RULED).set_content_arrangement(ContentArrangement::Dynamic);
                table.set_width(width)
            }
        };
        table.set_header(self.header.clone());
        for row in &self.rows {
            table.add_row(row.iter().map(|cell| one_line(cell)));
        }
        for (column, idx) in table.column_iter_mut().zip(0..) {
            if layout == Layout::Plain {
                column.set_padding((0, 2));
            }
            if self.is_numeric(idx) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.parse::<f64>().is_ok())
    }
}

/// White space of any kind and length as one space, so that a cell is a line.
fn one_line(cell: &str) -> String {
    let words = cell.split_whitespace();
    let spaced = words.flat_map(|word| iter::once(" ").chain(iter::once(word))).skip(1).collect::<String>();
    printable(&spaced).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(layout: Layout) -> String {
        let mut table = Table::new(["name", "events"]);
        table.row(["慎海雄".into(), "12".into()]);
        table.row(["Yves\n Leterme\u{1b}[1m".into(), "3".into()]);
        let mut out = Vec::new();
        table.write(&mut out, layout).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn pipes_get_plain_columns() {
        assert_eq!(drawn(Layout::Plain), "name              events\n慎海雄                12\nYves Leterme\u{fffd}[1m       3\n");
    }

    #[test]
    fn terminals_get_rules_and_wrapping() {
        let text = drawn(Layout::Terminal(20));
        assert!(
            text.contains("────") && text.lines().count() > 3 && text.lines().all(|line| line.chars().count() <= 20),
            "{text}"
        );
    }
}
