package push_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"kroon/internal/channel/push"
	"kroon/internal/message"
)

// browser is a browser with its maker, who takes what is pushed, over real HTTPS.
type browser struct {
	*testing.T
	maker  *httptest.Server
	key    *ecdh.PrivateKey
	secret []byte
	code   int
	got    []*http.Request
	bodies [][]byte
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{T: t, key: key, secret: []byte("0123456789abcdef"), code: http.StatusCreated}
	b.maker = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		b.got, b.bodies = append(b.got, r), append(b.bodies, raw)
		w.Header().Set("Location", "https://elsewhere.example/")
		w.WriteHeader(b.code)
		_, _ = io.WriteString(w, "what the maker says")
	}))
	t.Cleanup(b.maker.Close)
	return b
}

var unpadded = base64.RawURLEncoding

func (b *browser) subscription() message.Browser {
	return message.Browser{Endpoint: b.maker.URL + "/send/abc", Key: unpadded.EncodeToString(b.key.PublicKey().Bytes()), Secret: unpadded.EncodeToString(b.secret)}
}

// open decrypts what was pushed as RFC 8291 and 8188 say.
func (b *browser) open(body []byte) string {
	b.Helper()
	salt, size, n := body[:16], binary.BigEndian.Uint32(body[16:20]), int(body[20])
	theirs, err := ecdh.P256().NewPublicKey(body[21 : 21+n])
	if err != nil {
		b.Fatal(err)
	}
	sealed := body[21+n:]
	if len(sealed) > int(size) {
		b.Fatalf("a record of %d in records of %d", len(sealed), size)
	}
	shared, err := b.key.ECDH(theirs)
	if err != nil {
		b.Fatal(err)
	}
	derive := func(secret, salt []byte, about string, n int) []byte {
		key, err := hkdf.Key(sha256.New, secret, salt, about, n)
		if err != nil {
			b.Fatal(err)
		}
		return key
	}
	ikm := derive(shared, b.secret, "WebPush: info\x00"+string(b.key.PublicKey().Bytes())+string(theirs.Bytes()), 32)
	block, err := aes.NewCipher(derive(ikm, salt, "Content-Encoding: aes128gcm\x00", 16))
	if err != nil {
		b.Fatal(err)
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		b.Fatal(err)
	}
	plain, err := box.Open(nil, derive(ikm, salt, "Content-Encoding: nonce\x00", 12), sealed, nil)
	if err != nil {
		b.Fatal(err)
	}
	plain = bytes.TrimRight(plain, "\x00")
	return string(plain[:len(plain)-1]) // the last sign says that it is the last record
}

// signed checks the organisation's signature as RFC 8292 says, and gives what it claims.
func (b *browser) signed(r *http.Request, public []byte) map[string]any {
	b.Helper()
	scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	token, k, _ := strings.Cut(strings.TrimPrefix(rest, "t="), ", k=")
	if scheme != "vapid" || k != unpadded.EncodeToString(public) {
		b.Fatalf("signed as %q", r.Header.Get("Authorization"))
	}
	parts := strings.Split(token, ".")
	signature, err := unpadded.DecodeString(parts[2])
	if err != nil || len(signature) != 64 {
		b.Fatal(err, len(signature))
	}
	point, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), public)
	if err != nil {
		b.Fatal(err)
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if !ecdsa.Verify(point, sum[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])) {
		b.Error("the signature is not the organisation's")
	}
	raw, err := unpadded.DecodeString(parts[1])
	if err != nil {
		b.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(raw, &claims); err != nil {
		b.Fatal(err)
	}
	return claims
}

func loopback(a netip.Addr) bool { return a.IsLoopback() }

func (b *browser) sender() push.Sender {
	trusted := x509.NewCertPool()
	trusted.AddCert(b.maker.Certificate())
	return push.Sender{Allow: loopback, TLS: &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12}}
}

func keys(t *testing.T) (message.PushKeys, []byte) {
	t.Helper()
	own, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public := own.PublicKey().Bytes()
	return message.PushKeys{Public: unpadded.EncodeToString(public), Private: unpadded.EncodeToString(own.Bytes()), Contact: "kroon@delinde.example"}, public
}

var note = message.PushNote{Body: []byte(`{"body":"Een belofte vraagt aandacht."}`), Topic: "AZqd2zZkd7OhI5KjTTyHzw", Life: time.Hour}

func TestOnlyTheBrowserReadsWhatIsPushed(t *testing.T) {
	b := newBrowser(t)
	via, public := keys(t)
	if err := b.sender().SendPush(context.Background(), via, b.subscription(), note); err != nil {
		t.Fatal(err)
	}
	r, body := b.got[0], b.bodies[0]
	if r.Method != "POST" || r.URL.Path != "/send/abc" || r.Header.Get("Content-Encoding") != "aes128gcm" || r.Header.Get("TTL") != "3600" ||
		r.Header.Get("Topic") != note.Topic || r.Header.Get("Urgency") != "high" {
		t.Errorf("%s %s %v", r.Method, r.URL, r.Header)
	}
	if bytes.Contains(body, []byte("belofte")) {
		t.Error("the maker can read it")
	}
	if got := b.open(body); got != string(note.Body) {
		t.Errorf("the browser reads %q", got)
	}
	claims := b.signed(r, public)
	if claims["aud"] != b.maker.URL || claims["sub"] != "mailto:kroon@delinde.example" {
		t.Errorf("claims %v", claims)
	}
	short := message.PushNote{Body: []byte("x"), Topic: note.Topic, Life: time.Hour}
	if err := b.sender().SendPush(context.Background(), via, b.subscription(), short); err != nil || len(b.bodies[1]) != len(body) {
		t.Errorf("%v; its length tells: %d and %d", err, len(b.bodies[1]), len(body))
	}
}

func TestWhatTheMakerAnswers(t *testing.T) {
	b := newBrowser(t)
	via, _ := keys(t)
	for _, c := range []struct{ code, refused int }{{201, 0}, {202, 0}, {404, 404}, {410, 410}, {400, 400}, {302, 302}, {429, -1}, {503, -1}} {
		b.code = c.code
		err := b.sender().SendPush(context.Background(), via, b.subscription(), note)
		var refused *message.Refused
		switch is := errors.As(err, &refused); {
		case c.refused == 0 && err != nil, c.refused < 0 && (err == nil || is), c.refused > 0 && (!is || refused.Code != c.refused):
			t.Errorf("%d gives %v", c.code, err)
		}
		if err != nil && strings.Contains(err.Error(), "/send/abc") {
			t.Errorf("%d: the address stands in the error: %v", c.code, err)
		}
	}
}

func TestAnAddressInTheHouseIsNotReached(t *testing.T) {
	b := newBrowser(t)
	via, _ := keys(t)
	sender := b.sender()
	sender.Allow = nil
	err := sender.SendPush(context.Background(), via, b.subscription(), note)
	var refused *message.Refused
	if !errors.As(err, &refused) || len(b.got) != 0 || strings.Contains(err.Error(), "127.0.0.1") {
		t.Errorf("%v, %d requests", err, len(b.got))
	}
}
