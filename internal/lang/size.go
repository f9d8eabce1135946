package lang

// Bytes says how large something is, as people say it: "340 kB", "2,4 MB".
func (p Printer) Bytes(n int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	if n < mega {
		return p.T("size.kb", "n", p.Decimal(max(1, (n+kilo/2)/kilo), 0))
	}
	return p.T("size.mb", "n", p.Decimal((n*10+mega/2)/mega, 1))
}
