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
# Windows' icon, manifest and version; Go links what has this name into the program.
RESOURCES := cmd/retune/resources_windows_amd64.syso
VERSION := $(shell sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
# The program that "make windows" makes, and what else its build is told.
WINDOWS_PROGRAM ?= build/windows/retune.exe
WINDOWS_FLAGS ?=

TEST := $(GO) test -tags $(TAGS) -timeout 20m
TOOLS := build/tools
# What compiles for every system without a C compiler of its own.
EVERYWHERE := ./diagnostics/... ./ui/... ./assets/...
END_TO_END := ./cmd/retune/endtoend
# What does one thing after the other: it looks at the window in all its states, at reports of
# all findings, or kills repairs again and again. The race detector has nothing to find there and
# makes it ten times as long, so it runs without, as does what is timed.
PLODDING := ./ui ./diagnostics/support ./diagnostics/repair
PLODS := EveryLanguageFits|AbsurdWindowSizes|AScreenReaderHears|NothingIsWider|StaysInTheOldLanguage|NothingMovesAtRest|NeverTwoFilled|NoSentenceIsMissing|WhateverIsFocused|StrangeNamesInAPlan|NoLineBeginsWithASign|AfterEightHours|TellsAnythingPrivate|KilledWhile|NotHeldInMemory
# How many parallel end-to-end tests run at the same time: hardly any keeps a processor busy.
TOGETHER := 8
# How often "make bench" tries each network.
RUNS ?= 20

.PHONY: help run build install uninstall test windows test-windows check vet lint format format-check cross bench screenshots clean

help: ## list what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS='	' read -r name text; do printf 'make %-12s %s\n' "$$name" "$$text"; done

run: build ## build Retune and open its window (without a display: diagnose in the terminal)
	@$(PROGRAM) || case $$? in 1|3) ;; *) exit 1 ;; esac # a diagnosis that found something is no error of make

build: $(if $(EXE),$(RESOURCES)) ## build Retune into build/, installing what is missing for that
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
	$(TEST) -race -skip '$(PLODS)' $$($(GO) list -tags $(TAGS) ./... | grep -v /endtoend)
	@echo 'Looking at the window and at reports in all their states, timing, and killing repairs, without the race detector.'
	$(TEST) -run 'AtOnce|KeepsTheScreen|$(PLODS)' $(PLODDING)
	@echo 'Testing the built program against a stand-in Spotify, a pretend internet and a real window.'
	$(TEST) -parallel $(TOGETHER) $(END_TO_END)

windows: $(RESOURCES) ## build Retune for Windows on Linux, into build/windows/
	@tools/setup.sh windows
	@[ -e $(WINDOWS_PROGRAM) ] || echo 'Building Retune for Windows: the first time takes about 7 minutes…'
	@GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc $(GO) build $(WINDOWS_FLAGS) \
		-tags $(TAGS),accessibility -ldflags '-s -w -H windowsgui' -o $(WINDOWS_PROGRAM) ./cmd/retune

$(RESOURCES): tools/windows/resources.json assets/icon.png FyneApp.toml
	@$(GO) tool -modfile=tools/go.mod go-winres make --in tools/windows/resources.json --out cmd/retune/resources --arch amd64,arm64 \
		--product-version $(VERSION) --file-version $(VERSION)

test-windows: ## run what Windows alone runs, and its built program, under Wine
	@tools/setup.sh windows
	@tools/wine/prepare.sh
	@echo 'Testing for Windows under Wine: the first time takes about 15 minutes, a second time seconds.'
	@$(GO) mod download
	$(GO) test -tags $(TAGS),wine -timeout 40m -run 'TestWindows' $(END_TO_END)

check: format-check vet lint cross ## format, vet, linters, boundaries, Windows and macOS type checks

format: $(TOOLS)/gofumpt ## put all Go code into its form
	$(TOOLS)/gofumpt -w cmd ui diagnostics assets

format-check: $(TOOLS)/gofumpt
	@echo 'Checking the form of the code.'
	@unformed=$$($(TOOLS)/gofumpt -l cmd ui diagnostics assets); \
	if [ -n "$$unformed" ]; then printf 'Run "make format"; these files are not in form:\n%s\n' "$$unformed"; exit 1; fi
	@shellcheck -x -P SCRIPTDIR tools/*.sh tools/wine/*.sh .ci/run

vet:
	@tools/setup.sh test
	$(GO) vet -tags $(TAGS),bench,wine ./...

# What Windows and macOS alone compile is looked at as well, as far as it needs no C.
lint: $(TOOLS)/golangci-lint
	$(TOOLS)/golangci-lint run --allow-serial-runners --build-tags $(TAGS),bench,wine ./...
	GOOS=windows CGO_ENABLED=0 $(TOOLS)/golangci-lint run --allow-serial-runners --build-tags $(TAGS) $(EVERYWHERE)
	GOOS=darwin CGO_ENABLED=0 $(TOOLS)/golangci-lint run --allow-serial-runners --build-tags $(TAGS),ci $(EVERYWHERE)

# What Windows and macOS alone compile is type-checked here, without their compilers.
cross:
	GOOS=windows CGO_ENABLED=0 $(GO) vet -tags $(TAGS) $(EVERYWHERE)
	GOOS=darwin GOARCH=amd64 CGO_ENABLED=0 $(GO) vet -tags $(TAGS),ci $(EVERYWHERE)
	GOOS=darwin GOARCH=arm64 CGO_ENABLED=0 $(GO) vet -tags $(TAGS),ci $(EVERYWHERE)

bench: ## measure start, memory, size, clearing and diagnoses against their bounds
	@tools/setup.sh test
	@echo 'Measuring: this takes about 17 minutes; RUNS=1 for 7.'
	RETUNE_ROUNDS=10000 $(TEST) -count=1 -v -run SignalledForReal ./diagnostics/repair
	$(GO) test -c -tags $(TAGS),bench -o build/bench.test $(END_TO_END)
	@cd $(END_TO_END) && RUNS=$(RUNS) $(CURDIR)/build/bench.test -test.run TestFigures -test.timeout 60m -test.parallel $(TOGETHER)

screenshots: ## take the README's pictures from the real window
	@tools/setup.sh test
	$(GO) test -count=1 -tags $(TAGS) -run TestWindow $(END_TO_END)
	install -Dm644 build/screenshots/found-light.png assets/screenshots/found.png

clean: ## remove everything that was built
	rm -rf build cmd/retune/resources_windows_*.syso cmd/retune/endtoend/windowsclient/resources_windows_*.syso

$(TOOLS)/gofumpt $(TOOLS)/golangci-lint &: tools/go.mod tools/go.sum
	@echo 'Building the linters: the first time takes about 5 minutes…'
	@$(GO) build -C tools -o ../$(TOOLS)/ mvdan.cc/gofumpt github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@touch $(TOOLS)/gofumpt $(TOOLS)/golangci-lint
