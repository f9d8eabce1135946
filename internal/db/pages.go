package db

import (
	_ "unsafe" // for go:linkname

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// pageCache is SQLite's own account of its caches of pages. Its library is compiled to take all caches of a process for one
// (SQLITE_ENABLE_MEMORY_MANAGEMENT), with one lock that each connection takes for each page it looks at, so that readers on
// several cores wait for one another. SQLite knows both ways at run time, and would by itself keep caches apart; but nothing that the
// library shows chooses between them. See docs/adr/0063.
//
//go:linkname pageCache modernc.org/sqlite/lib._pcache1_g
var pageCache lib.TPCacheGlobal

// Each connection keeps its pages for itself. Setting up SQLite sets this back, so that comes first; it happens once a process.
func init() {
	tls := libc.NewTLS()
	defer tls.Close()
	if lib.Xsqlite3_initialize(tls) == lib.SQLITE_OK {
		pageCache.FseparateCache = 1
	} // else opening the first connection tries again, and says why
}
