package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kroon/internal/lang"
)

// The colours around the installed app: those of the paper in light and dark (tokens.css).
const (
	paperLight = "#fbfaf6"
	paperDark  = "#12151f"
)

// appIcon is a picture of the installed app, drawn from mark.svg.
type appIcon struct {
	file     string
	size     int  // pixels, wide and high
	maskable bool // the device cuts its corners
}

var appIcons = []appIcon{
	{"icon-192.png", 192, false}, {"icon-512.png", 512, false}, {"icon-maskable-512.png", 512, true},
}

// manifest is what a device needs to install Kroon (W3C Web Application Manifest).
type manifest struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Short       string     `json:"short_name"`
	Description string     `json:"description"`
	Lang        string     `json:"lang"`
	Start       string     `json:"start_url"`
	Scope       string     `json:"scope"`
	Display     string     `json:"display"`
	Theme       string     `json:"theme_color"`
	Ground      string     `json:"background_color"`
	Icons       []picture  `json:"icons"`
	Shortcuts   []shortcut `json:"shortcuts"`
}

type picture struct {
	Source  string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
}

type shortcut struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// addManifests adds the manifest in each language, after the icons that it names.
func (a *assets) addManifests() {
	var icons []picture
	for _, one := range appIcons {
		purpose := "any"
		if one.maskable {
			purpose = "maskable"
		}
		size := strconv.Itoa(one.size)
		icons = append(icons, picture{a.url(one.file), size + "x" + size, "image/png", purpose})
	}
	for _, l := range lang.Langs() {
		say := lang.For(l, true, nil)
		body, err := json.Marshal(manifest{
			ID: "/", Name: say.T("web.app.name"), Short: say.T("web.brand"), Description: say.T("web.app.about"), Lang: string(l),
			Start: "/today", Scope: "/", Display: "standalone", Theme: paperLight, Ground: paperLight, Icons: icons,
			Shortcuts: []shortcut{{say.T("web.nav.question"), "/intake"}, {say.T("web.nav.callback_whole"), halfNote}},
		})
		if err != nil {
			panic(err)
		}
		a.add(manifestName(l), "application/manifest+json", body)
	}
}

func manifestName(l lang.Lang) string { return "app-" + string(l) + ".webmanifest" }

// OfflinePath is the page that stands in when there is no connection. It says nothing of anybody, so that a
// browser may keep it.
const OfflinePath = "/offline"

// workerPath is where the service worker stands: at the top, since it looks after everything below.
const workerPath = "/worker.js"

// kept are the files that the browser keeps for the time without connection.
var kept = []string{"app.css", "app.js", "notes.js", "htmx.js", "mark.svg", "inter.woff2", "newsreader.woff2", "newsreader-ext.woff2"}

// built is what the service worker is told of this program.
type built struct {
	Version string   `json:"version"` // another one has the browser fetch everything anew
	Files   []string `json:"files"`
	Notes   string   `json:"notes"` // the script that keeps and sends notes
	Offline string   `json:"offline"`
	Langs   []string `json:"langs"`
	Icon    string   `json:"icon"`
}

// worker is the service worker of this program.
var worker = sync.OnceValue(func() asset {
	a := embeddedAssets()
	b := built{Notes: a.url("notes.js"), Offline: OfflinePath, Icon: a.url("icon-192.png")}
	for _, name := range kept {
		b.Files = append(b.Files, a.url(name))
	}
	for _, l := range lang.Langs() {
		b.Langs = append(b.Langs, string(l))
	}
	b.Version = version(b.Files)
	told, err := json.Marshal(b)
	if err != nil {
		panic(err)
	}
	body := slices.Concat([]byte("const built = "), told, []byte(";\n"), mustRead("js/worker.js"))
	const kind = "text/javascript; charset=utf-8"
	return asset{kind: kind, body: body, zipped: zipped(kind, body)}
})

// version names what the offline page is made of: files, words, and the program that draws it.
func version(files []string) string {
	sum := sha256.New()
	put := func(text string) { _, _ = sum.Write([]byte(text + "\n")) } // a hash takes everything
	for _, file := range files {
		put(file)
	}
	for _, l := range lang.Langs() {
		for _, key := range lang.Keys(l) {
			if strings.HasPrefix(key, "web.") || strings.HasPrefix(key, "desk.") {
				raw, err := json.Marshal(lang.Catalogue(l)[key])
				if err != nil {
					panic(err)
				}
				put(key + string(raw))
			}
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		put(info.Main.Version)
		for _, setting := range info.Settings {
			put(setting.Key + setting.Value)
		}
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:9])
}

// serveWorker hands out the service worker; a browser asks for it again now and then.
func serveWorker(w http.ResponseWriter, r *http.Request) {
	one := worker()
	w.Header().Set("Cache-Control", "no-cache")
	one.write(w, r, `"`+version([]string{string(one.body)})+`"`)
}

// countOfKept says how many notes wait, # being the figure when there are more: for whom they are, or, to
// whoever is not signed in, that they go along after signing in.
func (v *View) countOfKept(n int, whole bool) string {
	key := "web.kept.title"
	if !whole {
		key = "web.kept.signin"
	}
	return strings.Replace(v.T(key, "n", n), "2", "#", 1)
}
