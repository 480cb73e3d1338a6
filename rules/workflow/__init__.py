"""The authoring workflow around the engine: overlays, waivers, preview, strength, capture, new, docs, schema."""
