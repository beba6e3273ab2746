package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/guide"
	"retune/diagnostics/repair"
	"retune/diagnostics/spotify"
	"retune/diagnostics/stability"
	"retune/diagnostics/system"
	"retune/diagnostics/words"
)

// today is the date of the tests.
func today() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// desk is a computer with a user at a terminal: its own home folder with a Spotify in it, and
// doubles for processes, commands, browser and checks.
type desk struct {
	t      *testing.T
	home   string
	table  *table
	checks []diagnostics.Check
	opened []string
	// browser is called with each address that is opened.
	browser func() error
	now     time.Time
	// watching is what "retune watch" sees.
	watching stability.Watch
	// language is Retune's language, rights are the rights that it has.
	language string
	rights   system.Rights

	live, asks bool
	types      io.Reader
	out, err   bytes.Buffer
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, home: t.TempDir(), table: &table{}, now: today(), language: "en", browser: func() error { return nil }, types: strings.NewReader("")}
	d.write(".local/share/spotify-launcher/install/usr/share/spotify/spotify", "")
	d.write(".config/spotify/prefs", "app.last-launched-version=\"1.2.92.147\"\n")
	return d
}

// program returns the path of the client, where spotify-launcher installs it.
func (d *desk) program() string {
	return d.path(".local/share/spotify-launcher/install/usr/share/spotify/spotify")
}

func (d *desk) path(name string) string { return filepath.Join(d.home, filepath.FromSlash(name)) }

func (d *desk) write(name, content string) {
	d.t.Helper()
	if err := os.MkdirAll(filepath.Dir(d.path(name)), 0o700); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(d.path(name), []byte(content), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// withCache fills Spotify's cache with two files of 12 bytes in all, and adds a download
// beside them.
func (d *desk) withCache() *desk {
	d.write(".cache/spotify/Data/aa/song", "12345678")
	d.write(".cache/spotify/Browser/Cache/page", "1234")
	d.write(".cache/spotify/Storage/download", "never touched")
	return d
}

func (d *desk) withClient() *desk {
	d.table.start(d.program())
	return d
}

// at is a user at a terminal who types.
func (d *desk) at(types string) *desk {
	d.live, d.asks, d.types = true, true, strings.NewReader(types)
	return d
}

func (d *desk) saw(findings ...diagnostics.Finding) *desk {
	for _, finding := range findings {
		d.checks = append(d.checks, diagnostics.Check{
			Name: finding.Check,
			Run:  func(context.Context, diagnostics.Findings) diagnostics.Finding { return finding },
		})
	}
	return d
}

func (d *desk) wired() (*services, error) {
	text, err := words.Open(d.language)
	if err != nil {
		return nil, err
	}
	instructions, err := guide.Load(d.language)
	if err != nil {
		return nil, err
	}
	environment := system.Environment{System: "linux", Home: d.home, Variables: map[string]string{}, Rights: d.rights}
	finder := spotify.Finder{
		Environment: environment, Files: homeFiles{Files: system.NewFiles(), home: d.home},
		Commands: starter{d.table}, Processes: d.table,
	}
	return &services{
		environment: environment, commands: starter{d.table}, words: text, guide: instructions,
		watching: d.watching,
		browser: system.NewBrowserWith(func(address string) error {
			d.opened = append(d.opened, address)
			return d.browser()
		}),
		diagnosis: diagnostics.Diagnosis{
			Checks:  func() []diagnostics.Check { return slices.Clone(d.checks) },
			Timeout: diagnosisTimeout, Now: today,
		},
		repairs: repair.NewService(repair.Doors{
			Finder: finder, Now: func() time.Time { return d.now },
			Quit: func(context.Context, []spotify.Running) error { return errNoBus },
		}),
	}, nil
}

// run runs a command line and returns its exit status. It discards what was printed before.
func (d *desk) run(arguments ...string) int { return d.runUntil(d.t.Context(), arguments...) }

func (d *desk) runUntil(ctx context.Context, arguments ...string) int {
	d.out.Reset()
	d.err.Reset()
	face := terminal{
		attach: func(t terminal) terminal { return t },
		in:     bufio.NewReader(d.types), out: &d.out, err: &d.err, live: d.live, asks: d.asks, wired: d.wired,
	}
	return face.run(ctx, arguments)
}

// ends runs a command line that must end with a given status.
func (d *desk) ends(status int, arguments ...string) {
	d.t.Helper()
	if got := d.run(arguments...); got != status {
		d.t.Fatalf("retune %s ended with %d, not %d\n%s%s", strings.Join(arguments, " "), got, status, &d.out, &d.err)
	}
}

// says checks for texts in what was printed.
func (d *desk) says(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if !strings.Contains(d.out.String(), text) {
			d.t.Errorf("%q is not said:\n%s", text, &d.out)
		}
	}
}

// complains checks for exactly one line on standard error, with a text.
func (d *desk) complains(text string) {
	d.t.Helper()
	line, isLine := strings.CutSuffix(d.err.String(), "\n")
	if !isLine || strings.Contains(line, "\n") || !strings.HasPrefix(line, "retune: ") || !strings.Contains(line, text) {
		d.t.Errorf("standard error has no single line with %q: %q", text, &d.err)
	}
}

// has reports whether something exists below the home folder.
func (d *desk) has(name string) bool {
	_, err := os.Lstat(d.path(name))
	return err == nil
}

// tree returns all files below the home folder with their content.
func (d *desk) tree() map[string]string {
	d.t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(d.home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			found[path] = "folder"
			return err
		}
		content, err := os.ReadFile(path)
		found[path] = string(content)
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return found
}

// decoded strictly decodes the printed JSON into a type.
func decoded[T any](d *desk) T {
	d.t.Helper()
	var value T
	decoder := json.NewDecoder(&d.out)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&value); err != nil {
		d.t.Fatal(err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		d.t.Errorf("more than one JSON value was printed: %v", err)
	}
	return value
}

// homeFiles sees nothing outside the home folder, whatever this computer has.
type homeFiles struct {
	system.Files
	home string
}

func (f homeFiles) Modified(path string) (time.Time, error) {
	if !strings.HasPrefix(path, f.home) {
		return time.Time{}, fs.ErrNotExist
	}
	return f.Files.Modified(path)
}

// table is a process table in which processes end when asked, unless they are stubborn.
type table struct {
	sync.Mutex
	running  []*running
	stubborn bool
	asked    func() // called when a process is asked to end
}

type running struct {
	system.Process
	table *table
	ended chan struct{}
	once  sync.Once
}

func (t *table) start(program string) {
	t.Lock()
	defer t.Unlock()
	t.running = append(t.running, &running{
		Process: system.Process{PID: 4200 + len(t.running), Program: program, Mine: true, Started: 7, Age: time.Hour},
		table:   t, ended: make(chan struct{}),
	})
}

func (t *table) List(context.Context) ([]system.Process, error) {
	t.Lock()
	defer t.Unlock()
	var list []system.Process
	for _, process := range t.running {
		select {
		case <-process.ended:
		default:
			list = append(list, process.Process)
		}
	}
	return list, nil
}

func (t *table) Connections(context.Context, int) ([]system.Connection, error) { return nil, nil }

func (t *table) Open(process system.Process) (system.Handle, error) {
	t.Lock()
	defer t.Unlock()
	for _, running := range t.running {
		if running.PID == process.PID {
			return running, nil
		}
	}
	return nil, system.ErrGone
}

func (r *running) Terminate() error {
	if r.table.asked != nil {
		r.table.asked()
	}
	return r.Kill()
}

func (r *running) Kill() error {
	if !r.table.stubborn {
		r.once.Do(func() { close(r.ended) })
	}
	return nil
}

func (r *running) Wait(ctx context.Context) error {
	select {
	case <-r.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *running) Close() error { return nil }

// starter starts Spotify by adding it to the table.
type starter struct{ table *table }

func (s starter) Find(program string) (string, error) {
	if !filepath.IsAbs(program) {
		return "", system.ErrNoProgram
	}
	return program, nil
}

func (s starter) Output(context.Context, system.Command) ([]byte, error) {
	return nil, system.ErrNoProgram
}

func (s starter) Start(command system.Command) error {
	s.table.start(command.Program)
	return nil
}
