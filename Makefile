# Retune: "make run" opens it, "make test" tests it, "make" lists the rest.

# Where "make install" puts things.
PREFIX ?= /usr/local
DESTDIR ?=
# The program that "make build" makes.
PROGRAM ?= build/retune$(EXE)

# Every build and test uses the same tags, so that they share what is already built.
TAGS := migrated_fynedo,no_emoji
LDFLAGS := -s -w
ifeq ($(OS),Windows_NT)
EXE := .exe
TAGS := $(TAGS),accessibility
LDFLAGS += -H windowsgui
else ifeq ($(shell uname -s),Darwin)
TAGS := $(TAGS),accessibility
endif

GO ?= go
TEST := $(GO) test -tags $(TAGS) -timeout 20m
TOOLS := build/tools
END_TO_END := ./cmd/retune/endtoend
# How many networks are tried at the same time: hardly any keeps a processor busy.
TOGETHER := 8
# How often "make bench" tries each network.
RUNS ?= 20

.PHONY: help run build install uninstall test check vet lint format format-check cross bench screenshots clean

help: ## list what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS='	' read -r name text; do printf 'make %-12s %s\n' "$$name" "$$text"; done

run: build ## build Retune and open its window (without a display: diagnose in the terminal)
	@$(PROGRAM) || case $$? in 1|3) ;; *) exit 1 ;; esac # a diagnosis that found something is no error of make

build: ## build Retune into build/, installing what is missing for that
	@tools/setup.sh build
	@[ -e $(PROGRAM) ] || echo 'Building Retune: the first time takes about 3 minutes…'
	@$(GO) build -tags $(TAGS) -ldflags '$(LDFLAGS)' -o $(PROGRAM) ./cmd/retune

install: build ## put program, icon and menu entry under PREFIX (Linux; /usr/local unless told)
	install -Dm755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/retune
	install -Dm644 tools/retune.desktop $(DESTDIR)$(PREFIX)/share/applications/retune.desktop
	install -Dm644 assets/icon.png $(DESTDIR)$(PREFIX)/share/icons/hicolor/512x512/apps/retune.png

uninstall: ## take away what "make install" put there
	rm -f $(DESTDIR)$(PREFIX)/bin/retune
	rm -f $(DESTDIR)$(PREFIX)/share/applications/retune.desktop
	rm -f $(DESTDIR)$(PREFIX)/share/icons/hicolor/512x512/apps/retune.png

# The end-to-end tests run the program as users have it, so only the others look for races.
test: ## run all tests, installing what they need
	@tools/setup.sh test
	@echo 'Testing: the first time takes about 15 minutes, a second time seconds.'
	$(TEST) -race $$($(GO) list -tags $(TAGS) ./... | grep -v /endtoend)
	@echo 'Testing the built program against a stand-in Spotify, a pretend internet and a real window.'
	$(TEST) -parallel $(TOGETHER) $(END_TO_END)

check: format-check vet lint cross ## format, vet, linters, boundaries, Windows and macOS type checks

format: $(TOOLS)/gofumpt ## put all Go code into its form
	$(TOOLS)/gofumpt -w cmd ui diagnostics assets

format-check: $(TOOLS)/gofumpt
	@echo 'Checking the form of the code.'
	@unformed=$$($(TOOLS)/gofumpt -l cmd ui diagnostics assets); \
	if [ -n "$$unformed" ]; then printf 'Run "make format"; these files are not in form:\n%s\n' "$$unformed"; exit 1; fi
	@shellcheck tools/*.sh .ci/run

vet:
	@tools/setup.sh test
	$(GO) vet -tags $(TAGS),bench ./...

lint: $(TOOLS)/golangci-lint
	$(TOOLS)/golangci-lint run --allow-serial-runners --build-tags $(TAGS),bench ./...

# What Windows and macOS alone compile is type-checked here, without their compilers.
cross:
	GOOS=windows CGO_ENABLED=0 $(GO) vet -tags $(TAGS) ./diagnostics/... ./ui/... ./assets/...
	GOOS=darwin CGO_ENABLED=0 $(GO) vet -tags $(TAGS),ci ./diagnostics/... ./ui/... ./assets/...

bench: ## measure start, memory, size, clearing and diagnoses against their bounds
	@tools/setup.sh test
	@echo 'Measuring: this takes about 17 minutes; RUNS=1 for 7.'
	RETUNE_ROUNDS=10000 $(TEST) -count=1 -v -run SignalledForReal ./diagnostics/repair
	$(GO) test -c -tags $(TAGS),bench -o build/bench.test $(END_TO_END)
	@cd $(END_TO_END) && RUNS=$(RUNS) $(CURDIR)/build/bench.test -test.run TestFigures -test.timeout 60m -test.parallel $(TOGETHER)

screenshots: ## take the README's pictures from the real window
	@tools/setup.sh test
	$(GO) test -count=1 -tags $(TAGS) -run TestWindow $(END_TO_END)
	install -Dm644 build/screenshots/found.png assets/screenshots/found.png

clean: ## remove everything that was built
	rm -rf build

$(TOOLS)/gofumpt $(TOOLS)/golangci-lint &: tools/go.mod tools/go.sum
	@echo 'Building the linters: the first time takes about 5 minutes…'
	@$(GO) build -C tools -o ../$(TOOLS)/ mvdan.cc/gofumpt github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@touch $(TOOLS)/gofumpt $(TOOLS)/golangci-lint
