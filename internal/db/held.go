package db

// held is the row of installation that says that outgoing effects are held.
const held = "effects_held"

// Held tells whether outgoing effects (mail, text messages, webhooks) are held, as they are after a
// restore: what the copy still wants to say may have been said already.
func Held(tx *Tx) (bool, error) {
	_, found, err := Maybe[string](tx, "SELECT value FROM installation WHERE key = $1 AND value = '1'", held)
	return found, err
}

// Hold keeps outgoing effects inside from now on.
func Hold(tx *Tx) error { return setInstallation(tx, held, "1") }

// Release lets outgoing effects go again.
func Release(tx *Tx) error {
	_, err := tx.Exec("DELETE FROM installation WHERE key = $1", held)
	return err
}

// sealedBy is the row of installation that names the installation key.
const sealedBy = "key"

// KeyName is the name of the installation key that this data was first opened with; empty before that.
func KeyName(tx *Tx) (string, error) {
	name, _, err := Maybe[string](tx, "SELECT value FROM installation WHERE key = $1", sealedBy)
	return name, err
}

// FirstKey keeps the name of the installation key, unless another node was first.
func FirstKey(tx *Tx, name string) error {
	_, err := setFirst(tx, sealedBy, name)
	return err
}

// begun is the row of installation that says that the default organisation was made.
const begun = "begun"

// First tells whether nobody has made the default organisation yet. Of two nodes that begin at once, one is first.
func First(tx *Tx) (bool, error) { return setFirst(tx, begun, "1") }

func setFirst(tx *Tx, key, value string) (first bool, err error) {
	n, err := tx.Exec("INSERT INTO installation (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING", key, value)
	return n == 1, err
}

// RememberKey keeps the name of the installation key, instead of another.
func RememberKey(tx *Tx, name string) error { return setInstallation(tx, sealedBy, name) }

func setInstallation(tx *Tx, key, value string) error {
	_, err := tx.Exec(`INSERT INTO installation (key, value) VALUES ($1, $2)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}
