package repair

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"retune/diagnostics"
)

// asAdministrator makes a service change the hosts file directly, whoever runs the tests.
func asAdministrator(service *Service) {
	for i, repair := range service.repairs {
		if hosts, ok := repair.(hostsRepair); ok {
			path := hosts.path
			hosts.asks, hosts.edit = false, func(_ context.Context, order HostsOrder) error { return CarryOutHosts(path, order) }
			service.repairs[i] = hosts
		}
	}
}

// halfWay are contents that an interrupted change leaves: written partway from the start or,
// after a power failure, with only some parts or only the size on the disk.
func halfWay(old, fresh []byte) map[string][]byte {
	ways := map[string][]byte{}
	longer := old
	if len(fresh) > len(old) {
		longer = fresh
	}
	for done := 0; done <= len(fresh); done += 7 {
		content := slices.Clone(fresh[:done])
		if done < len(old) {
			content = append(content, old[done:]...)
		}
		ways[fmt.Sprintf("%d bytes written", done)] = content
	}
	for seed := range uint64(8) {
		random := rand.New(rand.NewPCG(seed, 1))
		content := slices.Clone(longer)
		for at := 0; at < len(content); at += 16 {
			from := [][]byte{old, fresh}[random.IntN(2)]
			if end := min(at+16, len(content), len(from)); end > at {
				copy(content[at:end], from[at:end])
			}
		}
		ways[fmt.Sprintf("pieces of %d", seed)] = content
	}
	for _, kept := range []int{0, 64, 128} {
		tail, block := make([]byte, len(longer)), slices.Clone(longer)
		copy(tail, fresh[:kept])
		clear(block[kept : kept+32])
		ways[fmt.Sprintf("zeros from %d", kept)], ways[fmt.Sprintf("a block of zeros at %d", kept)] = tail, block
	}
	return ways
}

// leaveHalf puts the computer into the state that an interrupted change leaves.
func (h *hostsHome) leaveHalf(t *testing.T, note hostsNote, content []byte) {
	t.Helper()
	hosts, err := openHosts(h.hosts)
	if err != nil {
		t.Fatal(err)
	}
	defer hosts.close()
	h.put(t, string(content))
	if err := hosts.writeNote(note, lstat(t, h.hosts)); err != nil {
		t.Fatal(err)
	}
}

func TestHostsThatWereCutOffAreFinishedByAnAdministrator(t *testing.T) {
	old, fresh := []byte(blockingHosts), []byte(freedHosts)
	h := newHostsHome(t, blockingHosts)
	asAdministrator(h.service)
	for _, note := range []hostsNote{
		{act: HostsOff, stamp: hostsStamp, before: old, after: fresh},
		{act: HostsOn, stamp: hostsStamp, before: fresh, after: old},
	} {
		for name, content := range halfWay(note.before, note.after) {
			h.leaveHalf(t, note, content)
			h.recovered(t)
			want := note.after
			if bytes.Equal(content, note.before) { // nothing has been written yet
				want = note.before
			}
			if h.has(t, string(want)); t.Failed() {
				t.Fatalf("%s, %s", note.act, name)
			}
		}
	}
}

// everyHalf interrupts a change in every way that leaves neither its old nor its new content,
// starts Retune again, which waits for an administrator, and then runs the rest of the test.
// An undo must restore everything.
func everyHalf(t *testing.T, note hostsNote, ready, then func(h *hostsHome)) {
	t.Helper()
	for name, half := range halfWay(note.before, note.after) {
		if bytes.Equal(half, note.before) || bytes.Equal(half, note.after) {
			continue
		}
		h := newHostsHome(t, blockingHosts)
		ready(h)
		h.leaveHalf(t, note, half)
		h.recovered(t)
		if now, err := os.ReadFile(h.hosts); err != nil || !bytes.Equal(now, half) {
			t.Fatalf("%s: changed without an administrator: %q, %v", name, now, err)
		}
		then(h)
		if outcome := h.undo(t); outcome.Result != Repaired {
			t.Fatalf("%s: %+v", name, outcome)
		}
		if h.has(t, blockingHosts); t.Failed() {
			t.Fatal(name)
		}
	}
}

func TestHostsThatWereCutOffWaitForTheNextPlan(t *testing.T) {
	note := hostsNote{act: HostsOff, stamp: hostsStamp, before: []byte(blockingHosts), after: []byte(freedHosts)}
	everyHalf(t, note, func(*hostsHome) {}, func(h *hostsHome) {
		h.free(t)
		h.has(t, freedHosts)
	})
}

func TestAnUndoOfHostsThatWasCutOffGoesOn(t *testing.T) {
	note := hostsNote{act: HostsOn, stamp: hostsStamp, before: []byte(freedHosts), after: []byte(blockingHosts)}
	everyHalf(t, note, func(h *hostsHome) { h.free(t) }, func(*hostsHome) {})
}

// What other programs wrote after Retune had ended is theirs: the leftover note says nothing
// about it.
func TestHostsThatOthersWroteSinceAreNotFinished(t *testing.T) {
	h := newHostsHome(t, blockingHosts)
	asAdministrator(h.service)
	note := hostsNote{act: HostsOff, stamp: hostsStamp, before: []byte(blockingHosts), after: []byte(freedHosts)}
	for _, content := range []string{"127.0.0.1 localhost\n", strings.Replace(blockingHosts, "ads", "abs", 1), blockingHosts[:100] + freedHosts[100:] + "\x00", blockingHosts + strings.Repeat("x", 300), ""} {
		h.leaveHalf(t, note, []byte(content))
		h.recovered(t)
		h.has(t, content)
	}
}

func TestANoteThatIsNoneOfRetunesChangesNothing(t *testing.T) {
	half := blockingHosts[:100] + freedHosts[100:]
	for name, text := range map[string]string{
		"nothing":           "",
		"half a line":       "Retune is changing the hosts file: off",
		"no time":           "Retune is changing the hosts file: off now\n" + blockingHosts,
		"another act":       "Retune is changing the hosts file: delete " + hostsStamp + "\n" + blockingHosts,
		"another content":   "Retune is changing the hosts file: off " + hostsStamp + "\n203.0.113.1 bank.example\n",
		"none of its line":  "Retune is changing the hosts file: on " + hostsStamp + "\n" + blockingHosts,
		"its lines are off": "Retune is changing the hosts file: off " + hostsStamp + "\n" + freedHosts,
	} {
		h := newHostsHome(t, half)
		asAdministrator(h.service)
		if err := os.WriteFile(filepath.Join(filepath.Dir(h.hosts), hostsNoteName), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		h.recovered(t)
		if h.has(t, half); t.Failed() {
			t.Fatal(name)
		}
	}
}

func TestHostsThatCannotBeWrittenWholeArePutBack(t *testing.T) {
	h := newHostsHome(t, blockingHosts[:50]+freedHosts[50:]) // half of it has been written
	hosts, err := openHosts(h.hosts)
	if err != nil {
		t.Fatal(err)
	}
	defer hosts.close()
	now := file{content: []byte(blockingHosts), info: lstat(t, h.hosts)}
	if err := hosts.writeNote(hostsNote{act: HostsOff, stamp: hostsStamp, before: now.content}, now.info); err != nil {
		t.Fatal(err)
	}
	err = hosts.putBack(now, []byte(freedHosts), &begunError{os.ErrPermission})
	if outcome, _ := Conclude(diagnostics.RepairHosts, err); outcome.Result != Refused || outcome.Reason != ReasonHostsGuarded {
		t.Errorf("%+v", outcome)
	}
	h.has(t, blockingHosts)
}

func TestKilledWhileChangingHosts(t *testing.T) {
	h := &hostsHome{home: newHome(t)}
	h.hosts = h.in("etc", "hosts")
	asAdministrator(h.service)
	content := strings.Repeat(blockingHosts+"\n", 3000)
	h.write(t, "etc/hosts", content)
	for range killings {
		killed(t, h.home, "hosts", rand.N(40*time.Millisecond))
		h.restored(t)
		if h.has(t, content); t.Failed() {
			t.FailNow()
		}
	}
}
