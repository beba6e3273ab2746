package repair

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// client is a process of the double: how it reacts, and what it was sent.
type client struct {
	system.Process
	ended              chan struct{}
	once               sync.Once
	hearsTerm, mortal  bool
	hears              time.Duration // how long it takes to end when asked
	terminated, killed int
}

func (c *client) end() { c.once.Do(func() { close(c.ended) }) }

func (c *client) gone() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

func (c *client) Terminate() error {
	c.terminated++
	if c.hearsTerm {
		time.AfterFunc(c.hears, c.end)
	}
	return nil
}

func (c *client) Kill() error {
	c.killed++
	if c.mortal {
		c.end()
	}
	return nil
}

func (c *client) Wait(ctx context.Context) error {
	select {
	case <-c.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *client) Close() error { return nil }

// machine is a computer of doubles with one home and some processes.
type machine struct {
	*home
	mutex   sync.Mutex
	clients []*client
	quit    func(ctx context.Context, pids []int) error
	doors   Doors
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	m := &machine{home: newHome(t), quit: func(context.Context, []int) error { return spotify.ErrNoPlayer }}
	m.processes.list = func() ([]system.Process, error) {
		var list []system.Process
		for _, c := range m.all() {
			if !c.gone() {
				list = append(list, c.Process)
			}
		}
		return list, nil
	}
	m.processes.open = func(listed system.Process) (system.Handle, error) {
		for _, c := range m.all() {
			if c.PID == listed.PID && c.Started == listed.Started && !c.gone() {
				return c, nil
			}
		}
		return nil, system.ErrGone
	}
	m.doors = m.service.doors
	m.doors.Quit = func(ctx context.Context, pids []int) error { return m.quit(ctx, pids) }
	m.service = NewService(m.doors)
	return m
}

func (m *machine) runs(pid int, program string) *client {
	c := &client{
		Process: system.Process{PID: pid, Program: program, Mine: true, Started: uint64(pid) * 100},
		ended:   make(chan struct{}), mortal: true,
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.clients = append(m.clients, c)
	return c
}

func (m *machine) all() []*client {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return slices.Clone(m.clients)
}

func (m *machine) spotify() *client { return m.runs(7, m.in(launcherProgram)) }

func (m *machine) close(t *testing.T) (Outcome, time.Duration) {
	t.Helper()
	plan, outcome, err := m.service.Plan(t.Context(), diagnostics.RepairClose, ignore)
	if err != nil || outcome.Reason != ReasonNone {
		t.Fatalf("no plan: %+v, %v", outcome, err)
	}
	begun := time.Now()
	return m.apply(t, plan), time.Since(begun)
}

func TestClosing(t *testing.T) {
	for name, line := range map[string]struct {
		set                func(m *machine, c *client)
		want               Reason
		took               time.Duration
		terminated, killed int
	}{
		"its menu works": {
			set: func(m *machine, c *client) {
				m.quit = func(context.Context, []int) error { time.AfterFunc(time.Second, c.end); return nil }
			},
			took: time.Second,
		},
		"no menu, but it hears the system": {
			set:  func(_ *machine, c *client) { c.hearsTerm, c.hears = true, time.Second },
			took: time.Second, terminated: 1,
		},
		"its menu hangs": {
			set: func(m *machine, c *client) {
				c.hearsTerm, c.hears = true, time.Second
				m.quit = func(ctx context.Context, _ []int) error { <-ctx.Done(); return ctx.Err() }
			},
			took: menuPatience + time.Second, terminated: 1,
		},
		"it hears nothing":   {set: func(*machine, *client) {}, took: politePatience, terminated: 1, killed: 1},
		"it outlives force":  {set: func(_ *machine, c *client) { c.mortal = false }, want: ReasonSurvived, took: politePatience + forcePatience, terminated: 1, killed: 1},
		"something restarts": {set: func(m *machine, c *client) { c.hearsTerm = true; m.restarts(c) }, want: ReasonCameBack, terminated: 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := newMachine(t)
				c := m.spotify()
				twin := m.runs(8, "/usr/bin/spotifyd")
				line.set(m, c)
				outcome, took := m.close(t)
				if outcome.Reason != line.want || took != line.took {
					t.Errorf("got %+v after %s, want %q after %s", outcome, took, line.want, line.took)
				}
				if c.terminated != line.terminated || c.killed != line.killed {
					t.Errorf("asked %d times, forced %d times", c.terminated, c.killed)
				}
				if twin.terminated+twin.killed > 0 {
					t.Error("a twin was signalled")
				}
			})
		})
	}
}

// restarts lets a new client appear when the first is asked to end.
func (m *machine) restarts(c *client) {
	list := m.processes.list
	m.processes.list = func() ([]system.Process, error) {
		if c.gone() && len(m.clients) == 2 {
			m.runs(9, c.Program)
		}
		return list()
	}
}

func TestANumberThatPassedOnIsNeverSignalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMachine(t)
		c := m.spotify()
		plan, _, err := m.service.Plan(t.Context(), diagnostics.RepairClose, ignore)
		if err != nil {
			t.Fatal(err)
		}
		c.end()
		other := m.runs(7, "/usr/bin/editor")
		other.Started++
		if outcome := m.apply(t, plan); outcome.Result != Repaired {
			t.Errorf("got %+v", outcome)
		}
		if other.terminated+other.killed > 0 {
			t.Error("another program was signalled")
		}
	})
}

func TestClosingStopsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMachine(t)
		c := m.spotify()
		plan, _, err := m.service.Plan(t.Context(), diagnostics.RepairClose, ignore)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		begun := time.Now()
		if _, err := m.service.Apply(ctx, plan, ignore); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if took := time.Since(begun); took > 1100*time.Millisecond || c.killed > 0 {
			t.Errorf("after %s, forced %d times", took, c.killed)
		}
	})
}

func (m *machine) restart(t *testing.T, start func(system.Command) error) Outcome {
	t.Helper()
	m.doors.Finder.Commands = &programs{find: func(p string) (string, error) { return p, nil }, start: start}
	m.service = NewService(m.doors)
	plan, outcome, err := m.service.Plan(t.Context(), diagnostics.RepairRestart, ignore)
	if err != nil || outcome.Reason != ReasonNone {
		t.Fatalf("no plan: %+v, %v", outcome, err)
	}
	return m.apply(t, plan)
}

func TestRestarting(t *testing.T) {
	for name, line := range map[string]struct {
		start func(m *machine) error
		want  Reason
	}{
		"it comes up": {start: func(m *machine) error {
			time.AfterFunc(3*time.Second, func() { m.runs(9, m.in(launcherProgram)) })
			return nil
		}},
		"it cannot be started": {start: func(*machine) error { return errors.New("moved") }, want: ReasonNotStarted},
		"it ends at once": {start: func(m *machine) error {
			c := m.runs(9, m.in(launcherProgram))
			time.AfterFunc(stayTime/2, c.end)
			return nil
		}, want: ReasonNotStarted},
		"nothing comes up": {start: func(*machine) error { return nil }, want: ReasonNotStarted},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := newMachine(t)
				m.spotify().hearsTerm = true
				outcome := m.restart(t, func(system.Command) error { return line.start(m) })
				if outcome.Reason != line.want {
					t.Errorf("got %+v, want %q", outcome, line.want)
				}
			})
		})
	}
}

func TestWhatCannotBeStartedIsNotClosed(t *testing.T) {
	m := newMachine(t)
	c := m.spotify()
	_, outcome, err := m.service.Plan(t.Context(), diagnostics.RepairRestart, ignore)
	if err != nil || outcome.Result != Refused || outcome.Reason != ReasonNotStarted || c.terminated > 0 {
		t.Errorf("got %+v, %v", outcome, err)
	}
}

// TestNoForeignProcessIsEverSignalled lets processes be born, die and be twinned in
// 10,000 rounds between looking and closing.
func TestNoForeignProcessIsEverSignalled(t *testing.T) {
	m := newMachine(t)
	installs := []spotify.Install{{Program: m.in(launcherProgram), Seen: []string{m.in(launcherProgram)}}}
	random := rand.New(rand.NewPCG(1, 2))
	places := []string{m.in(launcherProgram), "/usr/bin/spotifyd", m.in(launcherProgram) + "-evil", "/opt/spotify/spotify/x"}
	closing := closer{finder: m.doors.Finder, quit: m.quit}
	for round := range 10_000 {
		synctest.Test(t, func(t *testing.T) {
			m.clients = nil
			for pid := range 4 {
				c := m.runs(pid, places[random.IntN(len(places))])
				c.Mine, c.hearsTerm = random.IntN(4) > 0, true
			}
			running, err := m.doors.Finder.Running(t.Context(), installs)
			if err != nil {
				t.Fatal(err)
			}
			for pid := range 4 {
				if random.IntN(3) == 0 {
					m.clients[pid].end()
					other := m.runs(pid, places[random.IntN(len(places))])
					other.Started, other.hearsTerm = uint64(1000+round), true
				}
			}
			// Its outcome depends on the round; whom it signals must not.
			_ = closing.close(t.Context(), spotify.Survey{Installs: installs, Running: running}, ignore)
			for _, c := range m.clients {
				if c.terminated+c.killed > 0 && (!c.Mine || c.Program != m.in(launcherProgram)) {
					t.Fatalf("round %d: %+v was signalled", round, c.Process)
				}
			}
		})
	}
}
