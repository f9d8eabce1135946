package file_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kroon/internal/fault"
	"kroon/internal/file"
)

// packed is an archive with files of these names.
func packed(t *testing.T, names ...string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil && name == "mimetype" {
			_, err = w.Write([]byte("application/vnd.oasis.opendocument.text"))
		} else if err == nil {
			_, err = w.Write([]byte("inhoud"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const (
	png   = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
	photo = "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"
)

// TestContentDecides: what a file is follows from its bytes; the name follows from that, and what runs is refused.
func TestContentDecides(t *testing.T) {
	for _, c := range []struct{ what, name, bytes, want, named string }{
		{"a pdf", "offerte.pdf", "%PDF-1.7\n1 0 obj", "pdf", "offerte.pdf"},
		{"a pdf by another name", "offerte.docx", "%PDF-1.7\n", "pdf", "offerte.pdf"},
		{"a photo", "IMG_1.JPEG", photo, "jpeg", "IMG_1.jpeg"},
		{"a photo that says it is a program", "factuur.pdf.exe", photo, "jpeg", "factuur.jpg"},
		{"a picture with a page in its words", "foto.png", png + "tEXtComment\x00<script>alert(1)</script><html>", "png", "foto.png"},
		{"a picture that says it is a page", "foto.html", "GIF89a=1;<script>alert(1)</script>", "gif", "foto.gif"},
		{"webp", "a.webp", "RIFF\x24\x00\x00\x00WEBPVP8 ", "webp", "a.webp"},
		{"a recording", "a.wav", "RIFF\x24\x00\x00\x00WAVEfmt ", "wav", "a.wav"},
		{"a film", "a.avi", "RIFF\x24\x00\x00\x00AVI LIST", "file.unknown_type", ""},
		{"a photo of a telephone", "IMG.HEIC", "\x00\x00\x00\x18ftypheic\x00\x00", "heic", "IMG.heic"},
		{"a voice", "memo.m4a", "\x00\x00\x00\x18ftypM4A \x00\x00", "m4a", "memo.m4a"},
		{"a voice of another telephone", "memo.m4a", "\x00\x00\x00\x18ftypmp42\x00\x00", "m4a", "memo.m4a"},
		{"a film of a telephone", "memo.mp4", "\x00\x00\x00\x18ftypmp42\x00\x00", "file.unknown_type", ""},
		{"mp3", "a.mp3", "ID3\x04\x00\x00", "mp3", "a.mp3"},
		{"words", "lees mij", "Beste Monique,\r\n\tde koelcel is 4 graden.", "txt", "lees mij.txt"},
		{"words in two bytes each", "a.txt", "\xff\xfeB\x00e\x00s\x00t\x00e\x00", "txt", "a.txt"},
		{"old letters", "a.txt", "Caf\xe9 en cr\xe8me", "txt", "a.txt"},
		{"a table", "klanten.csv", "naam;plaats\nZeger;Urk", "csv", "klanten.csv"},
		{"a mail with a page in it", "brief.eml", "From: a@klant.example\nTo: b@linde.example\nSubject: x\n\n<html><b>hoi</b>", "eml", "brief.eml"},
		{"a page that says it is a mail", "brief.eml", "<html><script>1</script>", "file.active", ""},
		{"a document", "a.docx", packed(t, "[Content_Types].xml", "_rels/.rels", "word/document.xml"), "docx", "a.docx"},
		{"a document without a name", "a", packed(t, "xl/workbook.xml"), "xlsx", "a.xlsx"},
		{"slides", "a.pptx", packed(t, "ppt/presentation.xml"), "pptx", "a.pptx"},
		{"an open document", "a.zip", packed(t, "mimetype", "content.xml"), "odt", "a.odt"},
		{"an archive", "a.zip", packed(t, "foto.jpg", "program.exe"), "zip", "a.zip"},
		{"a document with a program in it", "a.docx", packed(t, "word/document.xml", "word/vbaProject.bin"), "file.macros", ""},
		{"a picture with an archive behind it", "a.gif", "GIF89a......" + packed(t, "Evil.class"), "file.two_in_one", ""},
		{"a pdf with an archive behind it", "a.pdf", "%PDF-1.7\n" + packed(t, "Evil.class"), "file.two_in_one", ""},
		{"a page", "a.html", "<!DOCTYPE html><p>hoi", "file.active", ""},
		{"a page that says it is text", "a.txt", "\n\n  <HTML><body>", "file.active", ""},
		{"a page in two bytes each", "a.txt", "\xff\xfe<\x00s\x00c\x00r\x00i\x00p\x00t\x00>\x00", "file.active", ""},
		{"a drawing with a script", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "file.active", ""},
		{"a drawing by another name", "a.png", `<?xml version="1.0"?><svg onload="alert(1)"/>`, "file.active", ""},
		{"a script", "a.js", "fetch('//elders.example')", "file.active", ""},
		{"a script of a server", "a.txt", "#!/bin/sh\nrm -rf /", "file.active", ""},
		{"a program", "foto.jpg", "MZ\x90\x00\x03", "file.active", ""},
		{"another program", "foto.jpg", "\x7fELF\x02\x01", "file.active", ""},
		{"a shortcut", "foto.pdf", "L\x00\x00\x00\x01\x14\x02\x00\x00", "file.active", ""},
		{"an old document", "a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "file.unknown_type", ""},
		{"something", "a.dat", "\x00\x01\x02\x03", "file.unknown_type", ""},
		{"nothing", "a.txt", "", "file.empty", ""},
	} {
		seen := file.NewInspector()
		for rest := c.bytes; rest != ""; {
			n := min(len(rest), 7) // in odd stretches
			if _, err := seen.Write([]byte(rest[:n])); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		is, named, err := seen.Verdict(c.name)
		got := string(is)
		if err != nil {
			got = fault.Of(err).Key
		}
		if got != c.want || named != c.named {
			t.Errorf("%s: %s %q, want %s %q", c.what, got, named, c.want, c.named)
		}
	}
}

// TestAnOpenDocumentIsKnown: its first file says what it is, unpacked, as the format asks.
func TestAnOpenDocumentIsKnown(t *testing.T) {
	for is, says := range map[file.Type]string{file.Odt: "text", file.Ods: "spreadsheet", file.Zip: "graphics"} {
		seen := file.NewInspector()
		head := "PK\x03\x04\x14\x00\x00\x00\x00\x00" + strings.Repeat("\x00", 16) + "\x08\x00\x00\x00"
		if _, err := seen.Write([]byte(head + "mimetypeapplication/vnd.oasis.opendocument." + says)); err != nil {
			t.Fatal(err)
		}
		if got, _, err := seen.Verdict("a.odt"); got != is || err != nil {
			t.Errorf("%s: %s, %v", says, got, err)
		}
	}
}

// TestNothingIsUnpacked: an archive of a bomb costs no more than its own bytes.
func TestNothingIsUnpacked(t *testing.T) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("bom.txt")
	for range 64 {
		if err == nil {
			_, err = w.Write(make([]byte, 1<<20))
		}
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	allocated := testing.AllocsPerRun(1, func() {
		seen := file.NewInspector()
		_, _ = seen.Write(out.Bytes())
		if is, _, err := seen.Verdict("bom.zip"); is != file.Zip || err != nil {
			t.Error(is, err)
		}
	})
	if allocated > 200 {
		t.Errorf("%v allocations for %d bytes", allocated, out.Len())
	}
}

// TestStretchesMakeNoDifference: however a file is cut on its way, the verdict and the sum are those of the whole.
func TestStretchesMakeNoDifference(t *testing.T) {
	bodies := []string{
		"%PDF-1.7\n", photo, "Beste ", packed(t, "word/document.xml", "word/vbaProject.bin"), "GIF89a" + packed(t, "a.class"),
		packed(t, "a.txt"), "vbaProject.bin", "\x00", "<html>",
	}
	rapid.Check(t, func(r *rapid.T) {
		var body string
		for _, part := range rapid.SliceOfN(rapid.SampledFrom(bodies), 1, 4).Draw(r, "parts") {
			body += part + strings.Repeat("x", rapid.SampledFrom([]int{0, 1, 13, 70_000}).Draw(r, "filling"))
		}
		whole, cut := file.NewInspector(), file.NewInspector()
		_, _ = whole.Write([]byte(body))
		for rest := body; rest != ""; {
			n := min(len(rest), rapid.SampledFrom([]int{1, 13, 1000, 65_557, 262_144}).Draw(r, "stretch"))
			_, _ = cut.Write([]byte(rest[:n]))
			rest = rest[n:]
			if len(rest) > 1000 && n < 1000 {
				_, _ = cut.Write([]byte(rest[:len(rest)-900]))
				rest = rest[len(rest)-900:]
			}
		}
		one, named, err := whole.Verdict("a.txt")
		two, again, failed := cut.Verdict("a.txt")
		want := sha256.Sum256([]byte(body))
		if one != two || named != again || (err == nil) != (failed == nil) || err != nil && fault.Of(err).Key != fault.Of(failed).Key {
			r.Fatalf("whole %q %v, cut %q %v", one, err, two, failed)
		}
		if !bytes.Equal(cut.Sum(), want[:]) || cut.Size() != int64(len(body)) {
			r.Fatal("the sum differs")
		}
	})
}

// TestNames: safe on every computer, and they say what the file is.
func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"offerte.pdf":                        "offerte.pdf",
		"../../etc/passwd":                   "passwd.pdf",
		`C:\Users\monique\brief.PDF`:         "brief.pdf",
		"factuur\u202efdp.exe":               "factuurfdp.pdf",
		"a\x00b\nc.pdf":                      "abc.pdf",
		"  . ..pdf":                          "pdf.pdf",
		"":                                   "pdf.pdf",
		"CON":                                "CON_.pdf",
		"v1.2 definitief":                    "v1.2 definitief.pdf",
		"foto.jpg.exe.pdf":                   "foto.pdf",
		"vraag?<b>|\"*.pdf":                  "vraag__b____.pdf",
		"Éclair \u200bvan Siân.pdf":          "Éclair van Siân.pdf",
		strings.Repeat("ë", 200) + ".pdf":    strings.Repeat("ë", file.MaxName-4) + ".pdf",
		"twee   spaties\u00a0en een tab.pdf": "twee spaties en een tab.pdf",
	} {
		if got := file.CleanName(name, file.PDF); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.String().Draw(r, "name")
		is := rapid.SampledFrom(file.Types()).Draw(r, "type")
		got := file.CleanName(name, is)
		switch {
		case utf8.RuneCountInString(got) > file.MaxName, strings.ContainsAny(got, `/\<>:"|?*`), strings.HasPrefix(got, "."),
			strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }):
			r.Fatalf("%q", got)
		case file.CleanName(got, is) != got:
			r.Fatalf("%q becomes %q", got, file.CleanName(got, is))
		}
	})
}
