package file

import (
	"bytes"
	"slices"
	"strings"
)

// Type is what a file is, by what is in it.
type Type string

// The types that are taken.
const (
	PDF  Type = "pdf"
	PNG  Type = "png"
	JPEG Type = "jpeg"
	WebP Type = "webp"
	GIF  Type = "gif"
	HEIC Type = "heic"
	Text Type = "txt"
	CSV  Type = "csv"
	Mail Type = "eml"
	Docx Type = "docx"
	Xlsx Type = "xlsx"
	Pptx Type = "pptx"
	Odt  Type = "odt"
	Ods  Type = "ods"
	Zip  Type = "zip"
	MP3  Type = "mp3"
	M4A  Type = "m4a"
	Wav  Type = "wav"
)

// described is how a type is named and served.
type described struct {
	media      string
	extensions []string // the usual one first
}

const office = "application/vnd.openxmlformats-officedocument."

var types = map[Type]described{
	PDF:  {"application/pdf", []string{"pdf"}},
	PNG:  {"image/png", []string{"png"}},
	JPEG: {"image/jpeg", []string{"jpg", "jpeg"}},
	WebP: {"image/webp", []string{"webp"}},
	GIF:  {"image/gif", []string{"gif"}},
	HEIC: {"image/heic", []string{"heic", "heif"}},
	Text: {"text/plain; charset=utf-8", []string{"txt", "text", "log", "md"}},
	CSV:  {"text/csv; charset=utf-8", []string{"csv", "tsv"}},
	Mail: {"message/rfc822", []string{"eml"}},
	Docx: {office + "wordprocessingml.document", []string{"docx"}},
	Xlsx: {office + "spreadsheetml.sheet", []string{"xlsx"}},
	Pptx: {office + "presentationml.presentation", []string{"pptx"}},
	Odt:  {"application/vnd.oasis.opendocument.text", []string{"odt"}},
	Ods:  {"application/vnd.oasis.opendocument.spreadsheet", []string{"ods"}},
	Zip:  {"application/zip", []string{"zip"}},
	MP3:  {"audio/mpeg", []string{"mp3"}},
	M4A:  {"audio/mp4", []string{"m4a", "m4b"}},
	Wav:  {"audio/wav", []string{"wav"}},
}

// Types lists what is taken, in the order of their names.
func Types() []Type {
	var out []Type
	for t := range types {
		out = append(out, t)
	}
	slices.Sort(out)
	return out
}

// Key is the catalogue key of what people call it.
func (t Type) Key() string { return "file.type." + string(t) }

// Media is the media type under which it is served.
func (t Type) Media() string { return types[t].media }

// Picture tells whether a browser shows it as a picture, which can do nothing.
func (t Type) Picture() bool { return t == PNG || t == JPEG || t == WebP || t == GIF }

// active are extensions of what a computer runs or a browser executes: never taken, and never left in a name.
var active = setOf(`html htm xhtml xht shtml mhtml mht svg svgz xml xsl xslt js mjs cjs jse ts jsx vbs vbe
	wsf wsh hta ps1 psm1 bat cmd com exe msi msix scr dll sys pif cpl jar class apk ipa app dmg pkg deb rpm sh bash zsh
	csh run bin elf py pyc pl rb php phtml asp aspx jsp cgi swf lnk url reg inf iso img docm dotm xlsm xltm xlam pptm
	ppam potm sldm chm hlp gadget appref-ms jnlp desktop`)

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for one := range strings.FieldsSeq(words) {
		out[one] = true
	}
	return out
}

// programs are how what runs begins, whatever it is called.
var programs = []string{"MZ", "\x7fELF", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xcf\xfa\xed\xfe", "\xce\xfa\xed\xfe",
	"\xca\xfe\xba\xbe", "#!", "\x00asm", "dex\n", "L\x00\x00\x00\x01\x14\x02\x00", "FWS", "CWS", "ZWS", "!<arch>"}

// simple are the types that a few first bytes tell.
var simple = []struct {
	begins string
	is     Type
}{
	{"%PDF-", PDF}, {"\x89PNG\r\n\x1a\n", PNG}, {"\xff\xd8\xff", JPEG}, {"GIF87a", GIF}, {"GIF89a", GIF}, {"ID3", MP3},
	{"\xff\xfb", MP3}, {"\xff\xfa", MP3}, {"\xff\xf3", MP3}, {"\xff\xf2", MP3},
}

// recognise names the type of what begins with head. "" when it is none that is taken; runs when it is something
// that a computer or a browser would run.
func recognise(head []byte, extension string, binary bool) (is Type, runs bool) {
	for _, one := range programs {
		if bytes.HasPrefix(head, []byte(one)) {
			return "", true
		}
	}
	for _, one := range simple {
		if bytes.HasPrefix(head, []byte(one.begins)) {
			return one.is, false
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("RIFF")) && len(head) >= 12:
		return map[string]Type{"WEBP": WebP, "WAVE": Wav}[string(head[8:12])], false
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return boxed(string(head[8:12]), extension), false
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return zipped(head), false
	case bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip, false // with nothing in it
	}
	return written(head, extension, binary)
}

// boxed are the pictures and sounds of a telephone, which begin alike.
func boxed(brand, extension string) Type {
	switch brand {
	case "heic", "heix", "heim", "heis", "mif1", "msf1":
		return HEIC
	case "M4A ", "M4B ":
		return M4A
	case "mp42", "mp41", "isom", "iso2", "3gp4", "3gp5":
		if extension == "m4a" {
			return M4A // what many telephones record
		}
	}
	return ""
}

// zipped tells documents from other archives by the names of what is in them; nothing is unpacked.
func zipped(head []byte) Type {
	if len(head) > 38 && bytes.HasPrefix(head[30:], []byte("mimetypeapplication/vnd.oasis.opendocument.")) {
		rest := head[30+len("mimetypeapplication/vnd.oasis.opendocument."):]
		switch {
		case bytes.HasPrefix(rest, []byte("text")):
			return Odt
		case bytes.HasPrefix(rest, []byte("spreadsheet")):
			return Ods
		}
		return Zip
	}
	for rest := head; ; {
		at := bytes.Index(rest, []byte("PK\x03\x04"))
		if at < 0 || len(rest) < at+30 {
			return Zip
		}
		name := rest[at+30:]
		name = name[:min(len(name), int(rest[at+26])|int(rest[at+27])<<8)]
		for begins, is := range map[string]Type{"word/": Docx, "xl/": Xlsx, "ppt/": Pptx} {
			if bytes.HasPrefix(name, []byte(begins)) {
				return is
			}
		}
		rest = rest[at+30:]
	}
}

// markup is what a browser would take for a page, near the beginning of a text.
var markup = []string{"<!doctype html", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<object", "<embed", "<?xml", "<?php",
	"<!entity", "<meta", "<img", "<a href", "<style", "<form", "<xsl:"}

// written are texts: those that a browser would take for a page, or a computer for a program, run.
func written(head []byte, extension string, binary bool) (is Type, runs bool) {
	if binary {
		return "", false
	}
	text := bytes.ToLower(bytes.ReplaceAll(head[:min(len(head), 4096)], []byte{0}, nil))
	letter := extension == "eml" && mailed(head)
	for _, one := range markup {
		if !letter && bytes.Contains(text, []byte(one)) {
			return "", true
		}
	}
	switch {
	case active[extension]:
		return "", true
	case letter:
		return Mail, false
	case extension == "csv" || extension == "tsv":
		return CSV, false
	}
	return Text, false
}

// mailed tells whether a text begins with the lines above a letter.
func mailed(head []byte) bool {
	named := 0
	for line := range bytes.Lines(head) {
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name, _, is := bytes.Cut(line, []byte(":"))
		if !is {
			break
		}
		switch strings.ToLower(string(name)) {
		case "from", "to", "date", "subject", "received", "message-id", "mime-version", "return-path":
			named++
		}
	}
	return named >= 2
}
