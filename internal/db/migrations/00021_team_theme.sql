-- How somebody wants the screen: light, dark, or empty for what their computer says.
ALTER TABLE staff ADD COLUMN theme {text} NOT NULL DEFAULT '';
