//go:build linux

package endtoend

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"retune/diagnostics/repair"
)

// lastEntry is the latest entry in Retune's journal.
func (p *person) lastEntry() repair.Entry {
	p.t.Helper()
	text, err := os.ReadFile(p.path(".local/state/retune/journal.jsonl"))
	must(p.t, err)
	var last repair.Entry
	for line := range strings.Lines(string(text)) {
		last = repair.Entry{}
		must(p.t, json.Unmarshal([]byte(line), &last))
	}
	return last
}

// wantNothingLeft checks that there is nothing to undo.
func (p *person) wantNothingLeft() {
	p.t.Helper()
	if o := p.run("undo", "--yes", "--json").mustEnd(p.t, 0); decode[repairObject](p.t, o).Outcome != "nothing-to-do" {
		p.t.Errorf("something was left: %s", o.output)
	}
}

// The old client ignores every request and is killed; the new one waits for its gate file.
func TestAnInterruptedRestartLeavesWhatItStarted(t *testing.T) {
	t.Parallel()
	p := newPerson(t, newBoxApart(t))
	p.joinBus()
	how := connected()
	how.IgnoreQuit, how.IgnoreTerminate, how.StartsAfter = true, true, p.path("let-start")
	client := p.install(how)
	write(t, how.StartsAfter, "")
	old := p.startClient(client, how)
	must(t, os.Remove(how.StartsAfter))
	twins := p.startTwins()
	restart := p.retune(t.Context(), "fix", "restart", "--yes")
	must(t, restart.Start())
	await(t, "the new client", func() bool { return !alive(old) && waitsFor(how.StartsAfter) })
	must(t, syscall.Kill(p.process(restart), syscall.SIGINT))
	_ = restart.Wait()
	if status := restart.ProcessState.ExitCode(); status != 130 {
		t.Errorf("status %d", status)
	}
	if left := running(client); len(left) != 0 {
		t.Errorf("Spotify runs, though nobody let it start: %v", left)
	}
	if last := p.lastEntry(); last.Event != repair.EventStopped {
		t.Errorf("the journal ends with %+v", last)
	}
	write(t, how.StartsAfter, "")
	await(t, "one Spotify with its renderer", func() bool { return len(running(client)) == 2 })
	mainOf(t, client)
	mustLive(t, twins)
	p.wantNothingLeft()
}

// waitsFor reports whether a process waits for a file.
func waitsFor(gate string) bool {
	return slices.ContainsFunc(allProcesses(), func(pid int) bool {
		arguments, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		return err == nil && strings.Contains(string(arguments), "\x00"+gate+"\x00")
	})
}
