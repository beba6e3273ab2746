//go:build linux && bench

package endtoend

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestFiguresOfTheNetwork measures diagnoses against their bounds. The scenarios take
// turns by the dozen, so their times are those of a busy computer; the rest is measured
// alone.
func TestFiguresOfTheNetwork(t *testing.T) {
	figures := []figure{healthyTime(t), firstLine(t), firstLineInWindow(t)}
	figures = append(figures, ofVerdicts(t)...)
	show(t, figures)
}

// away is how far all places are in the healthy network.
const away = 50 * time.Millisecond

// longestChain is how many round trips have to follow each other: the directory's name,
// connection, handshake (of TLS 1.3) and answer; then an access point's name and
// connection.
const longestChain = 4 + 2

func healthyTime(t *testing.T) figure {
	t.Helper()
	s := scenario{verdict: "none", world: world{Delay: away}}
	r := s.set(t)
	var times []float64
	for range rounds {
		times = append(times, float64(*s.diagnose(t, r).ElapsedMS))
	}
	chain := float64((longestChain * away).Milliseconds())
	return figure{"healthy, 50 ms away, beside 6 round trips", median(times), chain, "ms", 1.3}
}

// firstLine measures from the start of the program to the first line on a terminal.
func firstLine(t *testing.T) figure {
	t.Helper()
	const bound = 300
	r := scenario{verdict: "none", world: world{Delay: away}}.set(t)
	var times []float64
	for range rounds {
		screen, terminal := openTerminal(t)
		command := r.person.retune(t.Context(), "diagnose")
		command.Stdin, command.Stdout, command.Stderr = terminal, terminal, terminal
		started := time.Now()
		must(t, command.Start())
		must(t, terminal.Close())
		reader := bufio.NewReader(screen)
		_, err := reader.ReadString('\n')
		must(t, err)
		times = append(times, float64(time.Since(started).Microseconds())/1e3)
		_, _ = io.Copy(io.Discard, reader) // ends with an error when nobody writes any more
		must(t, command.Wait())
		must(t, screen.Close())
	}
	return figure{"the first line on a terminal, the slowest", slices.Max(times), bound, "ms", 1}
}

// firstLineInWindow measures from the start of the program to the first text in its window.
// The screen of the tests is drawn by the processor that the other tests use as well, so the
// best of all rounds counts.
func firstLineInWindow(t *testing.T) figure {
	t.Helper()
	const bound = 300
	p := newLab(t, world{Delay: away}).newPerson()
	s := newScreen(t, p)
	var times []float64
	for range rounds {
		times = append(times, firstFrame(s, p, "retune"))
	}
	return figure{"the first line in the window, the quickest", slices.Min(times), bound, "ms", 1}
}

// openTerminal opens a terminal: what is written to the one end is shown on the other.
func openTerminal(t *testing.T) (screen, terminal *os.File) {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	must(t, err)
	must(t, unix.IoctlSetPointerInt(int(screen.Fd()), unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(int(screen.Fd()), unix.TIOCGPTN)
	must(t, err)
	terminal, err = os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|unix.O_NOCTTY, 0)
	must(t, err)
	return screen, terminal
}

// runs is how often each scenario runs; the variable RUNS says otherwise.
func runs(t *testing.T) int {
	t.Helper()
	text := os.Getenv("RUNS")
	if text == "" {
		return 20
	}
	number, err := strconv.Atoi(text)
	must(t, err)
	return number
}

// verdicts is what came of all scenarios.
type verdicts struct {
	mutex    sync.Mutex
	all      int
	wrong    int
	ofFaults []float64 // milliseconds
	// connections and sent are the most of one diagnosis.
	connections, sent int
}

func (v *verdicts) add(s scenario, got report, sent traffic) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	v.all++
	v.connections, v.sent = max(v.connections, sent.connections), max(v.sent, sent.sent)
	if cause := got.Verdict.Cause; cause != s.verdict && (!s.atTheEdge || cause != "unknown") {
		v.wrong++
	}
	if s.verdict != "none" {
		v.ofFaults = append(v.ofFaults, float64(*got.ElapsedMS))
	}
}

func ofVerdicts(t *testing.T) []figure {
	t.Helper()
	var sum verdicts
	number := runs(t)
	t.Run("verdicts", func(t *testing.T) {
		for _, s := range scenarios() {
			s.world.Delay = cmp.Or(s.world.Delay, away)
			t.Run(s.name, func(t *testing.T) {
				t.Parallel()
				r := s.set(t)
				for run := range number {
					if run > 0 && (s.during != nil || s.lingers) {
						r = s.set(t)
					}
					got := s.diagnose(t, r)
					sum.add(s, got, r.sent)
				}
			})
		}
	})
	return []figure{
		{fmt.Sprintf("wrong verdicts of %d", sum.all), float64(sum.wrong), float64(sum.all), "", 0},
		{"any fault, the slowest beside 5 s", slices.Max(sum.ofFaults), 5000, "ms", 1},
		{"a fault, the median beside 2 s", median(sum.ofFaults), 2000, "ms", 1},
		{"connections of a diagnosis, the most", float64(sum.connections), mostConnections, "", 1},
		{"sent by a diagnosis, the most", float64(sum.sent) / 1e3, mostSent / 1e3, "kB", 1},
	}
}
