package app_test

import (
	"context"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"kroon/internal/act"
	"kroon/internal/file"
)

// letters is a text without end, of its own for every number.
type letters struct{ n byte }

// Read implements io.Reader.
func (l letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a' + l.n
	}
	return len(p), nil
}

// TestUploadsSideBySide measures what sixteen of the largest files at once cost in memory. It writes 400 MB, so only
// when asked: KROON_UPLOADS=1 go test -v -run SideBySide ./internal/app
func TestUploadsSideBySide(t *testing.T) {
	if os.Getenv("KROON_UPLOADS") == "" {
		t.Skip("set KROON_UPLOADS=1 to measure")
	}
	onBoth(t, func(s *stepped) {
		most, done := uint64(0), make(chan struct{})
		var watching sync.WaitGroup
		watching.Go(func() {
			for {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse+m.StackInuse)
				select {
				case <-done:
					return
				case <-time.After(20 * time.Millisecond):
				}
			}
		})
		var sending sync.WaitGroup
		for n := range 16 {
			sending.Go(func() {
				actor := s.fatima
				if n%2 == 1 {
					actor = s.andries // one person sends eight at once at most
				}
				_, err := s.app.Acts.AddFile(context.Background(), actor, act.FileWish{
					About: act.AboutCustomer, ID: s.zeger.Any(), Name: "groot.txt", Bytes: io.LimitReader(letters{byte(n)}, file.MaxSize),
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		sending.Wait()
		close(done)
		watching.Wait()
		raw, _ := os.ReadFile("/proc/self/status")
		for line := range strings.Lines(string(raw)) {
			if strings.HasPrefix(line, "VmHWM") {
				t.Log(strings.TrimSpace(line))
			}
		}
		t.Logf("16 files of 25 MB: heap and stacks at most %d MB", most>>20)
		if most > 256<<20 {
			t.Errorf("%d MB", most>>20)
		}
	})
}
