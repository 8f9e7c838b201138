//! Pixels as a PNG: with a palette where there are few colours, as on all cards, which is a quarter of the bytes to pack.

use std::collections::HashMap;

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};
use resvg::tiny_skia::Pixmap;

use crate::digest::QuickTable;

/// `pixels`, which cover all of the picture; `None` when they do not fit into memory.
pub(super) fn png(pixels: &Pixmap) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_depth(BitDepth::Eight);
    // What comes again in a picture of letters is the pixel above or the one before. Written as differences to the row
    // above, it packs in a fifth of the time that looking everywhere takes; the files are three quarters larger.
    encoder.set_deflate_compression(DeflateCompression::FdeflateUltraFast);
    encoder.set_filter(Filter::Up);
    let width = usize::try_from(pixels.width()).ok()?;
    let data = if let Some((palette, data)) = with_palette(pixels.data(), width) {
        encoder.set_color(ColorType::Indexed);
        encoder.set_palette(palette);
        data
    } else {
        encoder.set_color(ColorType::Rgb);
        pixels.data().as_chunks::<4>().0.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect()
    };
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&data).ok()?;
    writer.finish().ok()?;
    Some(file)
}

/// The colours of `pixels`, and which of them each has; `None` when there are more than a byte can count.
fn with_palette(pixels: &[u8], width: usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let (mut palette, mut data) = (Vec::new(), Vec::with_capacity(pixels.len() / 4));
    let mut places: HashMap<u32, u8, QuickTable> = HashMap::default();
    let mut last = ([0; 4], 0);
    let mut above: &[u8] = &[];
    for row in pixels.chunks_exact(width * 4) {
        if row == above {
            data.extend_from_within(data.len() - width..);
            continue;
        }
        above = row;
        for pixel in row.as_chunks::<4>().0 {
            if *pixel != last.0 || places.is_empty() {
                let key = u32::from_le_bytes(*pixel);
                let place = if let Some(place) = places.get(&key) {
                    *place
                } else {
                    let place = u8::try_from(places.len()).ok()?;
                    palette.extend_from_slice(&pixel[..3]);
                    places.insert(key, place);
                    place
                };
                last = (*pixel, place);
            }
            data.push(last.1);
        }
    }
    Some((palette, data))
}
