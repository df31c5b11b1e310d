//! What is in an export and what was left out, where its format has no place to tell? A text beside the data.
//!
//! Folders of tables have a `README.txt`. A single file of which every line is data has a text beside it, but only if it holds a
//! subset: one that holds everything needs no warning.

use std::fmt::Write as _;

use super::{FolderFormat, Format, Input, Report};

/// The file of a folder that tells of the others.
pub(super) const README: &str = "README.txt";

/// What the folder holds.
pub(super) fn of_folder(format: &FolderFormat, input: &Input<'_>, report: &Report) -> String {
    let mut text = format!("{}: {}.\n", format.name, format.help);
    told(&mut text, input, report);
    text.push('\n');
    for (file, what) in format.files {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{file}: {what}");
    }
    if let Some(next) = format.next {
        let _ = writeln!(text, "\nTo read it in, from inside this folder:\n{}", next.replace("cd {dir} && ", ""));
    }
    text
}

/// What the file holds.
pub(super) fn of_file(format: &Format, file: &str, input: &Input<'_>, report: &Report) -> String {
    let mut text = format!("{file}: {}.\n", format.help);
    told(&mut text, input, report);
    text
}

/// Numbers, and what was left out.
fn told(text: &mut String, input: &Input<'_>, report: &Report) {
    let written: Vec<String> = report.written.iter().map(|(what, count)| format!("{count} {what}")).collect();
    let _ = writeln!(text, "Written: {}.", written.join(", "));
    for (what, count) in &report.dropped {
        let _ = writeln!(text, "Left out or changed: {count}: {what}.");
    }
    if let Some(subset) = input.subset {
        text.push_str(&subset.description());
        text.push('\n');
    }
}
