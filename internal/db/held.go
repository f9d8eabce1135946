package db

const keyHeld = "effects_held"

// Held tells whether outgoing effects are held: a restored copy sends nothing until somebody says so.
func Held(tx *Tx) (bool, error) {
	value, found, err := Maybe[string](tx, "SELECT value FROM installation WHERE key = $1", keyHeld)
	return found && value == "1", err
}

// Hold holds outgoing effects of the whole installation.
func Hold(tx *Tx) {
	tx.Put("INSERT INTO installation (key, value) VALUES ($1, '1') ON CONFLICT (key) DO UPDATE SET value = '1'", keyHeld)
}

// Release lets outgoing effects go again.
func Release(tx *Tx) {
	tx.Put("DELETE FROM installation WHERE key = $1", keyHeld)
}
