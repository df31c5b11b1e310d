//! How do page, style, code and data become one file that runs nothing but its own code?

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use super::data::Data;
use crate::diag::{Error, Result};

const PAGE: &str = include_str!("../../assets/report/page.html");
const STYLE: &str = include_str!("../../assets/report/style.css");
const LAND: &str = include_str!("../../assets/report/land.path");
/// In the order in which they run: helpers first.
const SCRIPTS: [&str; 9] = [
    include_str!("../../assets/report/base.js"),
    include_str!("../../assets/report/evidence.js"),
    include_str!("../../assets/report/dossier.js"),
    include_str!("../../assets/report/canvas.js"),
    include_str!("../../assets/report/network.js"),
    include_str!("../../assets/report/timeline.js"),
    include_str!("../../assets/report/map.js"),
    include_str!("../../assets/report/lists.js"),
    include_str!("../../assets/report/start.js"),
];

/// The file.
///
/// Its policy (Content Security Policy Level 3, in the page itself) allows the one style and the one script by their SHA-256, and
/// nothing else: no request, no frame, no form, no other script, whatever the data say.
pub(super) fn page(data: &Data) -> Result<String> {
    let script = format!("\"use strict\";\n(() => {{\n{}}})();\n", SCRIPTS.concat());
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(STYLE)
    );
    let json = serde_json::to_string(data).map_err(|error| Error::storage("cannot write the report's data", error))?;
    // One pass, so that what is put in is never searched for places itself.
    let mut page = String::with_capacity(PAGE.len() + STYLE.len() + LAND.len() + script.len() + json.len());
    for (position, part) in PAGE.split("{{").enumerate() {
        let Some((name, rest)) = part.split_once("}}").filter(|_| position > 0) else {
            page.push_str(part);
            continue;
        };
        match name {
            "policy" => page.push_str(&policy),
            "title" => page.push_str(&escaped(&data.title)),
            "style" => page.push_str(STYLE),
            "land" => page.push_str(LAND.trim_end()),
            "script" => page.push_str(&script),
            "data" => page.push_str(&in_script(&json)),
            _ => return Err(Error::storage("the report", format!("there is no «{name}» to put into the page"))),
        }
        page.push_str(rest);
    }
    Ok(page)
}

/// A source expression of the policy: the hash of an element's text.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// JSON that no HTML parser takes for the end of its element, or for a comment.
fn in_script(json: &str) -> String {
    // Outside strings JSON has none of these characters.
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// Text between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
