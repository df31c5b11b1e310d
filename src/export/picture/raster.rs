//! How does a picture become pixels (PNG)?
//!
//! Letters come from fonts, and no font is part of this program: a picture in the scripts of the world would need some tens of
//! megabytes of them. Those of the machine are taken; characters that none of them has are counted, so that nobody hands on a
//! picture with gaps unawares. The pixels are the same wherever the fonts are.

use std::{collections::BTreeSet, io::Write, sync::Arc};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{
        Group, Node, Options, Tree,
        fontdb::{Database, FaceInfo, Style, Weight},
    },
};

use crate::diag::{Error, ErrorKind, Result};

/// The fonts of the machine.
#[derive(Clone, Debug)]
pub struct Fonts(Arc<Database>);

/// Families without serifs, the first that is there is taken; those whose letters are as wide as the pictures reckon with first.
const FAMILIES: [&str; 8] =
    ["DejaVu Sans", "Noto Sans", "Liberation Sans", "Arial", "Helvetica", "Segoe UI", "Verdana", "Noto Sans CJK SC"];
/// More pixels than this are refused: four bytes each.
const MOST_PIXELS: u64 = 250_000_000;

impl Fonts {
    /// Looks for the fonts of the machine.
    ///
    /// # Errors
    /// There are none.
    pub fn of_machine() -> Result<Self> {
        let mut found = Database::new();
        found.load_system_fonts();
        // Where a font lacks a character, the first that has it is taken: those without serifs before others.
        let mut faces: Vec<_> = found.faces().cloned().collect();
        let name = |face: &FaceInfo| face.families.first().map(|(family, _)| family.clone()).unwrap_or_default();
        let is_plain = |face: &FaceInfo| face.style == Style::Normal && face.weight == Weight::NORMAL && !face.monospaced;
        faces.sort_by_cached_key(|face| {
            let name = name(face);
            (!is_plain(face), name.contains("Serif"), !name.ends_with(" SC"), name, face.index, face.post_script_name.clone())
        });
        let mut database = Database::new();
        let family = FAMILIES.iter().find(|family| faces.iter().any(|face| name(face) == **family));
        let family = family.map(|family| (*family).to_owned()).or_else(|| faces.first().map(name));
        for face in faces {
            database.push_face_info(face);
        }
        let Some(family) = family else {
            return Err(Error::storage("cannot draw names", "this machine has no fonts")
                .with_hint("install some, such as those of the Noto project, or write SVG"));
        };
        database.set_sans_serif_family(family);
        Ok(Self(Arc::new(database)))
    }
}

/// Writes a picture as PNG, `scale` pixels to each pixel of the SVG.
///
/// # Returns
/// The characters that no font has, sorted: the picture shows a box in the place of each.
///
/// # Errors
/// The text is no SVG; the picture would be larger than 250 million pixels; writing fails.
pub fn png(svg: &str, scale: u8, fonts: &Fonts, out: &mut dyn Write) -> Result<BTreeSet<char>> {
    let failed = |what: String| Error::storage("cannot draw the picture", what);
    let options = Options { fontdb: Arc::clone(&fonts.0), font_family: "sans-serif".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let size = tree.size().to_int_size();
    let (width, height) = (size.width().saturating_mul(scale.into()), size.height().saturating_mul(scale.into()));
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Error::new(ErrorKind::Limit, format!("the picture would have {width} × {height} pixels"))
            .with_hint("draw fewer with --top, take a smaller --scale, or write SVG"));
    }
    let mut pixels = Pixmap::new(width, height).ok_or_else(|| failed("no memory".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(scale.into(), scale.into()), &mut pixels.as_mut());
    let bytes = pixels.encode_png().map_err(|error| failed(error.to_string()))?;
    out.write_all(&bytes).map_err(|error| Error::storage("cannot write the picture", error))?;
    let mut missing = BTreeSet::new();
    collect_missing(tree.root(), &mut missing);
    Ok(missing)
}

/// Characters that were drawn as glyph 0, which every font has for those that it has not.
fn collect_missing(group: &Group, missing: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect_missing(group, missing),
            Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                missing.extend(glyphs.filter(|glyph| glyph.id.0 == 0).flat_map(|glyph| glyph.text.chars()));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}
