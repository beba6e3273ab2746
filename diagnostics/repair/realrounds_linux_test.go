package repair

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// usualRounds is the default number of rounds of a test; RETUNE_ROUNDS sets another.
const usualRounds = "300"

// TestNoForeignProcessIsSignalledForReal starts and ends real processes, some looking like
// Spotify, while Spotify is opened and signaled. The test runs in a PID namespace of its own,
// so that new processes get the very IDs of those that ended.
func TestNoForeignProcessIsSignalledForReal(t *testing.T) {
	if !elsewhere(t) {
		liveRounds(t)
	}
}

func liveRounds(t *testing.T) {
	t.Helper()
	rounds, err := strconv.Atoi(usualRounds)
	if asked := os.Getenv("RETUNE_ROUNDS"); asked != "" {
		rounds, err = strconv.Atoi(asked)
	}
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	for range rounds {
		w.round()
	}
	t.Logf("%d rounds: %d born, %d of them with the number of one that had died; %d of Spotify's signalled, %d others live on",
		rounds, w.born, w.reborn, w.hit, w.spared)
	if w.hit == 0 || w.spared == 0 || (os.Getpid() == 1 && w.reborn == 0) {
		t.Error("that shows nothing")
	}
}

// world is a set of real processes, some of which are Spotify.
type world struct {
	t        *testing.T
	random   *rand.Rand
	closing  closer
	installs []spotify.Install
	places   []string // the first is Spotify's
	null     uintptr
	others   bool // whether another user's processes can be started

	alive  []creature
	listed map[int]uint64 // what Retune has seen: IDs and start times

	born, reborn, hit, spared int
}

type creature struct {
	pid     int
	program string
	started uint64
	mine    bool
}

func newWorld(t *testing.T) *world {
	t.Helper()
	home := t.TempDir()
	if err := os.Chmod(filepath.Dir(home), 0o755); err != nil { // other users start programs in it, too
		t.Fatal(err)
	}
	program := filepath.Join(home, launcherProgram)
	w := &world{
		t: t, random: rand.New(rand.NewPCG(1, 2)),
		installs: []spotify.Install{{Kind: spotify.KindLauncher, Program: program, Seen: []string{program}}},
		places: []string{
			program, program, program + "-evil", program + "d",
			filepath.Join(home, "bin/spotify"), filepath.Join(filepath.Dir(program), "Spotify"),
		},
	}
	for _, place := range w.places {
		putSleep(t, place)
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = null.Close() })
	w.null = null.Fd()
	users, err := os.ReadFile("/proc/self/uid_map")
	if err != nil {
		t.Fatal(err)
	}
	w.others = os.Getuid() == 0 && strings.Contains(string(users), "4294967295")
	w.closing = closer{finder: spotify.Finder{
		Environment: system.Environment{System: "linux", Home: home},
		Commands:    &programs{}, Processes: system.NewProcesses(),
	}}
	return w
}

// round finds Spotify, and ends what it found while other processes come and go.
func (w *world) round() {
	w.t.Helper()
	for range 5 {
		w.bear(0)
	}
	running, err := w.closing.finder.Running(w.t.Context(), w.installs)
	if err != nil {
		w.t.Fatal(err)
	}
	w.listed = map[int]uint64{}
	for _, process := range running {
		w.listed[process.PID] = process.Started
	}
	w.churn()
	var churning sync.WaitGroup
	churning.Go(w.churn)
	processes, err := w.closing.hold(running)
	if err != nil {
		w.t.Fatal(err)
	}
	for i, process := range processes {
		signal := process.Terminate
		if i%2 == 1 {
			signal = process.Kill
		}
		if err := signal(); err != nil && !errors.Is(err, system.ErrGone) {
			w.t.Error(err)
		}
	}
	letGo(processes)
	churning.Wait()
	for len(w.alive) > 0 {
		w.reap(0)
	}
}

// churn ends some processes, and starts others with their IDs.
func (w *world) churn() {
	for range w.random.IntN(4) {
		if len(w.alive) > 0 {
			w.bear(w.reap(w.random.IntN(len(w.alive))))
		}
	}
}

// bear starts a process somewhere, with the requested ID if possible.
func (w *world) bear(number int) {
	if number > 0 {
		// The kernel uses the next free ID after this one (proc(5), ns_last_pid).
		_ = os.WriteFile("/proc/sys/kernel/ns_last_pid", []byte(strconv.Itoa(number-1)), 0)
	}
	c := creature{program: w.places[w.random.IntN(len(w.places))], mine: true}
	attributes := &syscall.ProcAttr{Env: []string{"LC_ALL=C"}, Files: []uintptr{w.null, w.null, w.null}}
	if w.others && w.random.IntN(4) == 0 {
		c.mine = false
		attributes.Sys = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	var err error
	if c.pid, err = syscall.ForkExec(c.program, []string{"spotify", "600"}, attributes); err != nil {
		w.t.Errorf("start %s: %v", c.program, err)
		return
	}
	if c.started, err = startOf(c.pid); err != nil {
		w.t.Error(err)
	}
	w.born++
	if c.pid == number {
		w.reborn++
	}
	w.alive = append(w.alive, c)
}

// reap ends a process in a way that nothing else does, and returns what actually ended it.
func (w *world) reap(i int) int {
	c := w.alive[i]
	w.alive = slices.Delete(w.alive, i, i+1)
	if err := syscall.Kill(c.pid, syscall.SIGINT); err != nil {
		w.t.Error(err)
	}
	var status syscall.WaitStatus
	for {
		if _, err := syscall.Wait4(c.pid, &status, 0, nil); !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	started, listed := w.listed[c.pid]
	target := listed && started == c.started && c.mine && c.program == w.places[0]
	switch {
	case status.Signal() == syscall.SIGINT:
		w.spared++
	case target:
		w.hit++
	default:
		w.t.Errorf("%+v was ended by %v", c, status.Signal())
	}
	return c.pid
}

// startOf returns when a process started, in the kernel's ticks (proc(5), stat, field 22).
func startOf(pid int) (uint64, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	const afterName = 19
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	return strconv.ParseUint(fields[afterName], 10, 64)
}
