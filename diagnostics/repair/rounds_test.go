package repair

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"

	"retune/diagnostics/spotify"
)

// TestNoForeignProcessIsEverSignalled starts and ends processes, some looking like Spotify,
// between looking and closing, in 10,000 rounds.
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
			// The outcome depends on the round; which processes are signaled must not.
			_ = closing.close(t.Context(), spotify.Survey{Installs: installs, Running: running}, ignore)
			for _, c := range m.clients {
				if c.terminated+c.killed > 0 && (!c.Mine || c.Program != m.in(launcherProgram)) {
					t.Fatalf("round %d: %+v was signalled", round, c.Process)
				}
			}
		})
	}
}
