//go:build linux && bench

package endtoend

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/repair"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// figure is one line of the table: what was measured, beside what, and its bound.
type figure struct {
	what            string
	ours, reference float64
	unit            string
	most            float64 // the largest ratio of ours to the reference
}

func (f figure) ratio() float64 { return f.ours / f.reference }

// TestFigures measures Retune against its bounds and prints the table. What is
// compared takes turns, so that whatever else the computer does meets both.
func TestFigures(t *testing.T) {
	buildBare(t)
	var figures []figure
	figures = append(figures, sizes(t))
	figures = append(figures, firstFrames(t)...)
	figures = append(figures, atRest(t), idleWork(t), versionTime(t))
	figures = append(figures, clearing(t)...)
	show(t, figures)
}

// show prints the table and fails the test where a bound is broken.
func show(t *testing.T, figures []figure) {
	t.Helper()
	fmt.Printf("\n%-42s %12s %12s %8s %8s\n", "", "Retune", "reference", "ratio", "at most")
	for _, f := range figures {
		verdict := "ok"
		if f.ratio() > f.most {
			verdict = "TOO MUCH"
			t.Errorf("%s: %.3f, at most %.3f", f.what, f.ratio(), f.most)
		}
		fmt.Printf("%-42s %9.1f %-2s %9.1f %-2s %8.3f %8.3f  %s\n",
			f.what, f.ours, f.unit, f.reference, f.unit, f.ratio(), f.most, verdict)
	}
}

// buildBare builds the window that does nothing, in the same way as Retune.
func buildBare(t *testing.T) {
	t.Helper()
	build := exec.Command("go", "build", "-buildvcs=false", "-tags", "migrated_fynedo,no_emoji", "-ldflags", "-s -w",
		"-o", program("bare"), "./bare")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
}

func sizes(t *testing.T) figure {
	t.Helper()
	megabytes := func(path string) float64 {
		info, err := os.Stat(path)
		must(t, err)
		return float64(info.Size()) / 1e6
	}
	return figure{"size of the stripped program", megabytes(program("retune")), megabytes(program("bare")), "MB", 1.25}
}

// rounds is how often what takes turns is measured.
const rounds = 15

// firstFrames measures from the start of a program to the first picture in its window:
// the least of all rounds, as whatever else the computer does only adds to it.
func firstFrames(t *testing.T) []figure {
	t.Helper()
	online, offline := newLab(t, world{}).newPerson(), newPerson(t, newBox(t))
	onlineScreen, offlineScreen := newScreen(t, online), newScreen(t, offline)
	var ours, alone, bare []float64
	runs := []func(){
		func() { bare = append(bare, firstFrame(onlineScreen, online, "bare")) },
		func() { ours = append(ours, firstFrame(onlineScreen, online, "retune")) },
		func() { alone = append(alone, firstFrame(offlineScreen, offline, "retune")) },
	}
	for first := range rounds {
		for i := range runs {
			runs[(first+i)%len(runs)]()
		}
	}
	return []figure{
		{"first frame, beside a bare window", slices.Min(ours), slices.Min(bare), "ms", 1.25},
		{"first frame without network, beside with", slices.Min(alone), slices.Min(ours), "ms", 1.1},
	}
}

func firstFrame(s *screen, p *person, name string) (milliseconds float64) {
	started := time.Now()
	pid := p.start(program(name))
	await(s.t, "the first frame", func() bool { return colors(s) > fewColors })
	took := time.Since(started)
	_ = syscall.Kill(pid, syscall.SIGKILL)
	await(s.t, "an empty screen", func() bool { return colors(s) <= fewColors })
	return float64(took.Microseconds()) / 1e3
}

// fewColors are more than a window manager's own decoration has on the rows that are
// looked at, and fewer than any line of smoothed text.
const fewColors = 6

// colors counts the colors in the middle of the screen, up to one more than few: to look
// must not take the time that is measured away from the program.
func colors(s *screen) int {
	picture := s.look()
	seen := map[[3]byte]bool{}
	for y := 120; y < 800; y += 4 {
		var last [3]byte
		for x := 200; x < 1080; x++ {
			i := picture.PixOffset(x, y)
			color := [3]byte(picture.Pix[i : i+3])
			if color == last {
				continue
			}
			last = color
			if seen[color] = true; len(seen) > fewColors {
				return len(seen)
			}
		}
	}
	return len(seen)
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// atRest measures the memory of a window in which nothing happens any more.
func atRest(t *testing.T) figure {
	t.Helper()
	p := newPerson(t, newBox(t))
	s := newScreen(t, p)
	measure := func(name string) float64 {
		pid := p.start(program(name))
		await(t, "the first frame", func() bool { return colors(s) > fewColors })
		s.rest()
		megabytes := proportionalMemory(t, pid)
		_ = syscall.Kill(pid, syscall.SIGKILL)
		await(t, "its end", func() bool { return !alive(pid) })
		return megabytes
	}
	var ours, bare []float64
	for range 3 {
		bare = append(bare, measure("bare"))
		ours = append(ours, measure("retune"))
	}
	return figure{"memory at rest (PSS)", median(ours), median(bare), "MB", 1.25}
}

// idleWork measures how much of a core a window takes in which nothing happens, above what
// a bare one does.
func idleWork(t *testing.T) figure {
	t.Helper()
	const most = 0.2 // percent of a core
	p := newPerson(t, newBox(t))
	s := newScreen(t, p)
	measure := func(name string) float64 {
		pid := p.start(program(name))
		await(t, "the first frame", func() bool { return colors(s) > fewColors })
		s.rest()
		time.Sleep(idleBefore)
		before, started := processorTime(t, pid), time.Now()
		time.Sleep(idleFor)
		share := 100 * float64(processorTime(t, pid)-before) / float64(time.Since(started))
		_ = syscall.Kill(pid, syscall.SIGKILL)
		await(t, "its end", func() bool { return !alive(pid) })
		return share
	}
	var above []float64
	for range 3 {
		bare := measure("bare")
		above = append(above, max(0, measure("retune")-bare))
	}
	return figure{"of a core at rest above bare, beside 0.2 %", median(above), most, "% ", 1}
}

// How long a window is left alone before its work is measured, and how long that is: the
// first check by itself comes later.
const (
	idleBefore = 4 * time.Second
	idleFor    = 10 * time.Second
)

// processorTime is how long all threads of a process have run, as the kernel's schedstat
// has it.
func processorTime(t *testing.T, pid int) time.Duration {
	t.Helper()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	must(t, err)
	var sum time.Duration
	for _, thread := range threads {
		text, err := os.ReadFile(thread)
		if err != nil {
			continue // the thread has ended
		}
		var ran time.Duration
		if _, err := fmt.Sscan(string(text), &ran); err == nil {
			sum += ran
		}
	}
	return sum
}

func proportionalMemory(t *testing.T, pid int) (megabytes float64) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	must(t, err)
	for line := range strings.Lines(string(text)) {
		var kilobytes float64
		if n, _ := fmt.Sscanf(line, "Pss: %f kB", &kilobytes); n == 1 {
			return kilobytes / 1e3
		}
	}
	t.Fatal("the kernel does not say how much memory it has")
	return 0
}

func versionTime(t *testing.T) figure {
	t.Helper()
	const bound = 50
	var times []float64
	for range 21 {
		started := time.Now()
		must(t, exec.Command(program("retune"), "--version").Run())
		times = append(times, float64(time.Since(started).Microseconds())/1e3)
	}
	return figure{"retune --version, beside its bound", median(times), bound, "ms", 1}
}

const largeCache = 100_000

// clearing measures the cache's repair on a large cache beside the system's own tools.
func clearing(t *testing.T) []figure {
	t.Helper()
	var plan, du, apply, discard, rm []float64
	for range 3 {
		c := newLargeCache(t)
		var made repair.Plan
		for range rounds {
			du = append(du, stopwatch(t, func() error { return exec.Command("du", "-s", c.data).Run() }))
			plan = append(plan, stopwatch(t, func() error {
				var outcome repair.Outcome
				var err error
				made, outcome, err = c.service.Plan(t.Context(), diagnostics.RepairClearCache, ignore)
				return wanted(outcome, err, "")
			}))
		}
		apply = append(apply, stopwatch(t, func() error {
			outcome, err := c.service.Apply(t.Context(), made, ignore)
			return wanted(outcome, err, repair.Repaired)
		}))
		discard = append(discard, stopwatch(t, func() error {
			outcome, err := c.service.Discard(t.Context(), "", ignore)
			return wanted(outcome, err, repair.Repaired)
		}))
		same := newLargeCache(t)
		rm = append(rm, stopwatch(t, func() error { return exec.Command("rm", "-rf", same.data).Run() }))
	}
	return []figure{
		{"clear-cache to a usable state, beside rm -rf", median(apply), median(rm), "ms", 0.05},
		{"discard, beside rm -rf", median(discard), median(rm), "ms", 1.1},
		{"the plan, beside du -s", median(plan), median(du), "ms", 1},
	}
}

func ignore(repair.Progress) {}

func wanted(outcome repair.Outcome, err error, result repair.Result) error {
	if err == nil && outcome.Result != result {
		err = fmt.Errorf("it ended as %q, %q", outcome.Result, outcome.Reason)
	}
	return err
}

func stopwatch(t *testing.T, work func() error) (milliseconds float64) {
	t.Helper()
	started := time.Now()
	must(t, work())
	return float64(time.Since(started).Microseconds()) / 1e3
}

// filledCache is a home with a large cache, and the repairs for it.
type filledCache struct {
	service    *repair.Service
	home, data string
}

func newLargeCache(t *testing.T) filledCache {
	t.Helper()
	return newCache(t, largeCache, 4096)
}

// newCache fills a cache with files of up to some size.
func newCache(t *testing.T, files, size int) filledCache {
	t.Helper()
	home := t.TempDir()
	copyProgram(t, filepath.Join(home, launcherPath))
	write(t, filepath.Join(home, configFolder, "prefs"), preferences)
	data := filepath.Join(home, cacheFolder, "Data")
	for i := range files {
		folder := filepath.Join(data, fmt.Sprintf("%02x", i%256))
		if i < 256 {
			must(t, os.MkdirAll(folder, 0o700))
		}
		must(t, os.WriteFile(filepath.Join(folder, fmt.Sprintf("%040x.file", i)), make([]byte, i%size), 0o600))
	}
	environment := system.Environment{System: "linux", Home: home, Variables: map[string]string{"HOME": home}}
	finder := spotify.Finder{
		Environment: environment, Files: system.NewFiles(),
		Commands: system.NewCommands(environment), Processes: system.NewProcesses(),
	}
	return filledCache{
		service: repair.NewService(repair.Doors{Finder: finder, Quit: spotify.Quitter{Environment: environment}.Quit, Now: time.Now}),
		home:    home, data: data,
	}
}
