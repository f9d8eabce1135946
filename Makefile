# Everything runs with Go and make alone; what the tests need besides, `make deps` installs on Debian.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build demo check test deps outside versions vet format templates generated crash simulate faults underload fuzz race lint test-ha test-nodes test-serializable

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

# The operations of the API are one generic function each, and a page is thousands of small writes: written out in one another
# (inlined) they weigh three megabytes and gain nothing that a request would notice. So it is with what is only put together: acts,
# what is shown, reports, messages, the demo, the command line, and with libraries that read a file or a mail now and then. Functions
# begin at 16 bytes, not 32.
WHOLE := access alike api act app bench/... bgnbd calc calllist channel/... claim commandline complaint customer deadline demo dial fault file gallery imports intake interaction knowledge message order organisation overview party phone report stat transfer web/...
SELDOM := emersion nyaruka pressly schollz SherClockHolmes teambition
build: ## bin/kroon, one static binary
	CGO_ENABLED=0 go build -trimpath $(WHOLE:%=-gcflags=kroon/internal/%=-l) $(SELDOM:%=-gcflags=github.com/%/...=-l) -gcflags=kroon/cmd/...=-l -ldflags "-s -w -funcalign=16 -X main.version=$(VERSION)" -o bin/kroon ./cmd/kroon

demo: build ## a rental company at work, on this machine only; nothing is sent
	bin/kroon demo

check: vet ## the quick loop: SQLite only, no long tests
	KROON_TEST_ENGINES=sqlite go test -short ./internal/... ./cmd/...

test: deps versions outside vet format generated ## everything: both engines and the browser
	env -u KROON_TEST_ENGINES go test -timeout 30m ./...

crash: ## ten thousand kill -9 under load, half an hour; nothing promised may be lost or done twice
	go run ./test/crash -cycles 10000

# What it needs besides: Patroni, etcd and PostgreSQL, installed here on Debian.
ROUNDS ?= 10
test-ha: ## a server of three PostgreSQL is taken away ROUNDS times under load; nothing promised may be lost or done twice
	@missing=; \
	for program in patroni etcd; do command -v $$program >/dev/null || missing="$$missing $$program"; done; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	if [ -n "$$missing" ]; then \
		if [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then echo "make: not here:$$missing; run as root: apt-get install patroni etcd-server postgresql" >&2; exit 1; fi; \
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends patroni python3-etcd etcd-server postgresql; \
	fi
	go run ./test/failover -rounds $(ROUNDS)

test-nodes: ## three nodes on one PostgreSQL are killed and frozen at random under load, for as long as FOR says
	go run ./test/failover -nodes -for $(FOR)

test-serializable: ## every test that meets PostgreSQL, with transactions that are serializable unless they ask otherwise
	KROON_TEST_ENGINES=postgres KROON_TEST_ISOLATION=serializable go test -timeout 60m ./internal/... ./test/stories

SEED ?= 1
FOR ?= 10m
simulate: ## whole organisations on simulated time, seed after seed from SEED, for as long as FOR says
	go run ./test/simulate -seed $(SEED) -for $(FOR)

faults: ## what the simulator must find, put in one by one
	go run ./test/simulate -seed $(SEED) -faults

underload: ## what share of promises is kept when there is too much to do
	go run ./test/simulate -seed $(SEED) -under-load -runs 40

# Each target for so long; what they find is kept in testdata/fuzz of its package and is from then on part of every test.
FUZZ = 20s
fuzz: ## every parser of what comes from outside is fed nonsense, FUZZ=20s each
	@grep -rl --include='*_test.go' '^func Fuzz' internal | xargs -n1 dirname | sort -u | while read -r room; do \
		for target in $$(grep -hoE '^func Fuzz[A-Za-z]+' $$room/*_test.go | cut -c6-); do \
			echo "make: $$room $$target for $(FUZZ)"; \
			KROON_TEST_ENGINES=sqlite go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZ) ./$$room || exit 1; \
		done; \
	done

# The detector of races needs a C compiler, which nothing else here does.
race: ## the tests with the detector of races
	@command -v gcc >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get install -qy --no-install-recommends gcc libc6-dev; } || { echo "make: install gcc first" >&2; exit 1; }
	CGO_ENABLED=1 KROON_TEST_ENGINES=sqlite go test -race -short -timeout 60m ./internal/...

# Looked for: PostgreSQL's own programs (or a server named by KROON_TEST_POSTGRES) and Chromium.
HAS_POSTGRES := [ -n "$$KROON_TEST_POSTGRES" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null
HAS_CHROMIUM := command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null

deps: ## installs what the tests need (Debian), or names what is missing
	@missing=; \
	{ $(HAS_POSTGRES); } || missing="$$missing postgresql"; \
	{ $(HAS_CHROMIUM); } || missing="$$missing chromium"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then \
		echo "make: the tests need$$missing; install it with this system's own package manager and try again" >&2; exit 1; \
	fi; \
	as=; \
	if [ "$$(id -u)" != 0 ]; then \
		command -v sudo >/dev/null || { echo "make: run as root: apt-get install$$missing" >&2; exit 1; }; \
		as=sudo; \
	fi; \
	echo "make: installing$$missing"; \
	$$as apt-get update -q && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $$missing

versions:
	@go version
	@for program in /usr/lib/postgresql/*/bin/postgres; do if [ -x "$$program" ]; then "$$program" --version; fi; done
	@for program in chromium chromium-browser google-chrome; do if command -v $$program >/dev/null; then $$program --version 2>/dev/null; fi; done

# What tests compare with and others made: not part of the source. Nothing is skipped without a word.
OUTSIDE = dates logs phones time calendars customerbase expected duplicates contacts
outside:
	@data=$${KROON_TESTDATA:-../shared/data}; missing=; \
	for part in $(OUTSIDE); do [ -d "$$data/$$part" ] || missing="$$missing $$part"; done; \
	if [ -n "$$missing" ]; then \
		echo "make: not in $$data:$$missing; the tests that compare with them are left out (KROON_TESTDATA names the folder)" >&2; \
	fi

vet:
	go vet ./...

# Pinned, and run from the module proxy without a line in go.mod. Left out of gosec: G101 takes a column for a password; G115 takes
# bits of a hash or a clock for a number that overflows; G202 the names of tables that migrations give; G304 the paths that whoever
# runs a command names.
# What is shipped is looked at for holes; what only tests or measures may roll dice and start programs.
lint: vet ## what staticcheck and gosec say; needs the network the first time
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	go run github.com/securego/gosec/v2/cmd/gosec@v2.30.0 -quiet -exclude-generated -exclude=G101,G115,G202,G304 ./internal/... ./cmd/...

format:
	@wrong=$$(gofmt -l .); if [ -n "$$wrong" ]; then echo "make: not formatted, run gofmt -w on:" >&2; echo "$$wrong" >&2; exit 1; fi

templates: ## the Go code of the templates (always from here: it holds their paths)
	go tool templ generate -log-level warn

SUMS := find internal -name '*_templ.go' -exec cksum {} + | sort -k 3

generated:
	@before=$$($(SUMS)); $(MAKE) -s templates && \
	if [ "$$before" != "$$($(SUMS))" ]; then \
		echo "make: templates had changed without their Go code; they are generated now: look at git diff and commit" >&2; exit 1; \
	fi
