package file

import (
	"slices"
	"strings"
	"unicode"
)

// MaxName is how long a name may be, in letters, its extension included.
const MaxName = 120

// extensionOf is what stands behind the last dot, in small letters.
func extensionOf(name string) string {
	at := strings.LastIndexByte(name, '.')
	if at < 0 {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(visible(name[at+1:])))
}

// visible leaves out what cannot be seen: control signs, and those that turn the order of letters round.
func visible(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == unicode.ReplacementChar, unicode.Is(unicode.C, r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, ""))
}

// Shown is the name of a file that was refused, to name it by.
func Shown(name string) string {
	letters := []rune(strings.TrimSpace(visible(own(name))))
	return string(letters[:min(len(letters), MaxName)])
}

// CleanName is a name that is safe on every computer and says what the file is: no folders, nothing that cannot be
// seen, and the extension of its type.
func CleanName(name string, is Type) string {
	name = own(name)
	name = strings.Join(strings.Fields(visible(name)), " ")
	extension := types[is].extensions[0]
	if had := extensionOf(name); slices.Contains(types[is].extensions, had) {
		extension = had
	}
	name = bare(name)
	if name == "" {
		name = string(is)
	}
	if first, rest, _ := strings.Cut(name, "."); devices[strings.ToLower(strings.TrimSpace(first))] {
		name = strings.TrimRight(first+"_."+rest, ".")
	}
	if letters := []rune(name); len(letters) > MaxName-1-len(extension) {
		name = bare(string(letters[:MaxName-1-len(extension)]))
	}
	return name + "." + extension
}

// bare is a name without the extensions of sorts of file behind it, and without dots or spaces around it.
func bare(name string) string {
	for name = strings.Trim(name, " ."); known(extensionOf(name)); name = strings.Trim(name, " .") {
		name = name[:strings.LastIndexByte(name, '.')]
	}
	return name
}

// devices are names that Windows takes for something else than a file, whatever stands behind a dot.
var devices = setOf("con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9")

// known tells whether something is the extension of a sort of file, wanted or not.
func known(extension string) bool {
	if extension == "" {
		return false
	}
	for _, one := range types {
		if slices.Contains(one.extensions, extension) {
			return true
		}
	}
	return active[extension]
}

// own is a name without the folders before it.
func own(name string) string { return name[strings.LastIndexAny(name, `/\`)+1:] }
