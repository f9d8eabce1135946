# Everything runs with Go and make alone; on Debian `make deps` installs what the tests need.
.PHONY: build check
build:
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/kroon ./cmd/kroon
check:
	go vet ./...
	go test ./...
