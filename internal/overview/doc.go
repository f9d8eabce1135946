// Package overview reads the screens: each file is one screen or a part of one, read in one transaction
// across concepts. It writes nothing and decides nothing; what may be seen by whom is decided here only
// where a screen shows each person something else.
package overview
