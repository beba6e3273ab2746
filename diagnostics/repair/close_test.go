package repair

import (
	"context"
	"errors"
	"slices"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"retune/diagnostics"
	"retune/diagnostics/spotify"
	"retune/diagnostics/system"
)

// client is a simulated process: how it reacts, and what it was sent.
type client struct {
	system.Process
	ended              chan struct{}
	once               sync.Once
	hearsTerm, mortal  bool
	hears              time.Duration // how long it takes to end after being asked
	refuses            error         // the error of asking and killing it
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
	if c.refuses != nil {
		return c.refuses
	}
	c.terminated++
	if c.hearsTerm {
		time.AfterFunc(c.hears, c.end)
	}
	return nil
}

func (c *client) Kill() error {
	if c.refuses != nil && !errors.Is(c.refuses, system.ErrDeaf) {
		return c.refuses
	}
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

// machine is a simulated computer with one home and some processes.
type machine struct {
	*home
	mutex   sync.Mutex
	clients []*client
	quit    func(ctx context.Context, running []spotify.Running) error
	doors   Doors
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	m := &machine{home: newHome(t), quit: func(context.Context, []spotify.Running) error { return spotify.ErrNoPlayer }}
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
	m.doors.Quit = func(ctx context.Context, running []spotify.Running) error { return m.quit(ctx, running) }
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
				m.quit = func(context.Context, []spotify.Running) error { time.AfterFunc(time.Second, c.end); return nil }
			},
			took: time.Second + awayTime,
		},
		"no menu, but it hears the system": {
			set:  func(_ *machine, c *client) { c.hearsTerm, c.hears = true, time.Second },
			took: time.Second + awayTime, terminated: 1,
		},
		"its menu hangs": {
			set: func(m *machine, c *client) {
				c.hearsTerm, c.hears = true, time.Second
				m.quit = func(ctx context.Context, _ []spotify.Running) error { <-ctx.Done(); return ctx.Err() }
			},
			took: menuPatience + time.Second + awayTime, terminated: 1,
		},
		"it hears nothing": {set: func(*machine, *client) {}, took: politePatience + awayTime, terminated: 1, killed: 1},
		"it has no window to close": {
			set:  func(_ *machine, c *client) { c.refuses = system.ErrDeaf },
			took: awayTime, killed: 1,
		},
		"it may not be signalled, and lives": {
			set:  func(_ *machine, c *client) { c.refuses = syscall.EPERM },
			want: ReasonNotAllowed, took: forcePatience,
		},
		"it may not be signalled, because it is ending": {
			set: func(_ *machine, c *client) {
				c.refuses = syscall.EPERM
				time.AfterFunc(time.Second, c.end)
			},
			took: time.Second + awayTime,
		},
		"it is gone when it is asked": {
			set: func(m *machine, c *client) {
				c.refuses = system.ErrGone
				m.quit = func(context.Context, []spotify.Running) error { c.end(); return spotify.ErrNoPlayer }
			},
			took: awayTime,
		},
		"it outlives force":  {set: func(_ *machine, c *client) { c.mortal = false }, want: ReasonSurvived, took: politePatience + forcePatience, terminated: 1, killed: 1},
		"something restarts": {set: func(m *machine, c *client) { c.hearsTerm = true; m.restarts(c) }, want: ReasonCameBack, terminated: 1},
		"something restarts it after a moment": {
			set: func(m *machine, c *client) {
				c.hearsTerm = true
				time.AfterFunc(awayTime/2, func() { m.runs(9, c.Program) })
			},
			want: ReasonCameBack, took: awayTime, terminated: 1,
		},
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

// restarts makes a new client appear when the first is asked to end.
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
